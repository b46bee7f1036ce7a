/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-pill-cell.h"

#include "cst-ui.h"

struct _CstPillCell
{
  GtkWidget     parent_instance;

  GtkWidget    *root;
  CstStatePill *pill;
  GtkImage     *image;
  GtkLabel     *note;
};

G_DEFINE_FINAL_TYPE (CstPillCell, cst_pill_cell, GTK_TYPE_WIDGET)

static void
cst_pill_cell_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_PILL_CELL);

  G_OBJECT_CLASS (cst_pill_cell_parent_class)->dispose (object);
}

static void
cst_pill_cell_class_init (CstPillCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_pill_cell_dispose;

  g_type_ensure (CST_TYPE_STATE_PILL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-pill-cell"));
  gtk_widget_class_bind_template_child (widget_class, CstPillCell, root);
  gtk_widget_class_bind_template_child (widget_class, CstPillCell, pill);
  gtk_widget_class_bind_template_child (widget_class, CstPillCell, image);
  gtk_widget_class_bind_template_child (widget_class, CstPillCell, note);
}

static void
cst_pill_cell_init (CstPillCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cst_pill_cell_new (void)
{
  return g_object_new (CST_TYPE_PILL_CELL, NULL);
}

CstStatePill *
cst_pill_cell_get_pill (CstPillCell *self)
{
  g_return_val_if_fail (CST_IS_PILL_CELL (self), NULL);

  return self->pill;
}

/**
 * cst_pill_cell_set_note:
 * @icon_name: (nullable): its shape
 * @note: (nullable): what stands beside the state: how many there are, what is being sent
 */
void
cst_pill_cell_set_note (CstPillCell *self,
                        const char  *icon_name,
                        const char  *note)
{
  g_return_if_fail (CST_IS_PILL_CELL (self));

  gtk_image_set_from_icon_name (self->image, icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->image), icon_name != NULL);
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
}
