/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-pill-cell.h"

/* Made here and not from a template, for the same reason as #CstTextCell. */

struct _CstPillCell
{
  GtkWidget     parent_instance;

  CstStatePill *pill;
  GtkImage     *image; /* (nullable): no note was needed yet */
  GtkLabel     *note;  /* (nullable) */
};

G_DEFINE_FINAL_TYPE (CstPillCell, cst_pill_cell, GTK_TYPE_WIDGET)

static void
cst_pill_cell_dispose (GObject *object)
{
  CstPillCell *self = CST_PILL_CELL (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  self->pill = NULL;
  self->image = NULL;
  self->note = NULL;

  G_OBJECT_CLASS (cst_pill_cell_parent_class)->dispose (object);
}

static void
cst_pill_cell_class_init (CstPillCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cst_pill_cell_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
cst_pill_cell_init (CstPillCell *self)
{
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 6);
  self->pill = CST_STATE_PILL (cst_state_pill_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->pill), GTK_WIDGET (self));
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

static void
make_note (CstPillCell *self)
{
  self->image = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->image), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->image), "note-icon");
  gtk_widget_set_parent (GTK_WIDGET (self->image), GTK_WIDGET (self));

  self->note = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->note, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "dim-label");
  gtk_widget_set_parent (GTK_WIDGET (self->note), GTK_WIDGET (self));
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

  if (self->note == NULL && icon_name == NULL && note == NULL)
    return;
  if (self->note == NULL)
    make_note (self);

  gtk_image_set_from_icon_name (self->image, icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->image), icon_name != NULL);
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
}
