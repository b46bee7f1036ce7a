/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-text-cell.h"

#include "cst-ui.h"

struct _CstTextCell
{
  GtkWidget  parent_instance;

  GtkWidget *root;
  GtkLabel  *title;
  GtkLabel  *subtitle;
};

G_DEFINE_FINAL_TYPE (CstTextCell, cst_text_cell, GTK_TYPE_WIDGET)

static void
cst_text_cell_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_TEXT_CELL);

  G_OBJECT_CLASS (cst_text_cell_parent_class)->dispose (object);
}

static void
cst_text_cell_class_init (CstTextCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_text_cell_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-text-cell"));
  gtk_widget_class_bind_template_child (widget_class, CstTextCell, root);
  gtk_widget_class_bind_template_child (widget_class, CstTextCell, title);
  gtk_widget_class_bind_template_child (widget_class, CstTextCell, subtitle);
}

static void
cst_text_cell_init (CstTextCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cst_text_cell_new (void)
{
  return g_object_new (CST_TYPE_TEXT_CELL, NULL);
}

/**
 * cst_text_cell_set:
 * @title: the first line
 * @subtitle: (nullable): a smaller second line
 */
void
cst_text_cell_set (CstTextCell *self,
                   const char  *title,
                   const char  *subtitle,
                   CstEmphasis  emphasis)
{
  static const char *const classes[] = {
    [CST_EMPHASIS_NONE] = "plain",
    [CST_EMPHASIS_BOLD] = "row-title",
    [CST_EMPHASIS_STRONG] = "pressing",
    [CST_EMPHASIS_DIM] = "dim-label",
  };
  const char *title_classes[] = { classes[emphasis], NULL };

  g_return_if_fail (CST_IS_TEXT_CELL (self));

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->subtitle, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), subtitle != NULL && *subtitle != '\0');
  gtk_widget_set_css_classes (GTK_WIDGET (self->title), title_classes);
}

/**
 * cst_text_cell_set_numeric:
 *
 * Aligns the text to the end, as columns of amounts are, and never shortens it.
 */
void
cst_text_cell_set_numeric (CstTextCell *self)
{
  g_return_if_fail (CST_IS_TEXT_CELL (self));

  gtk_label_set_xalign (self->title, 1);
  gtk_label_set_xalign (self->subtitle, 1);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_NONE);
  gtk_label_set_ellipsize (self->subtitle, PANGO_ELLIPSIZE_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "numeric");
}

/**
 * cst_text_cell_set_width:
 * @n_chars: the least room the text gets
 */
void
cst_text_cell_set_width (CstTextCell *self,
                         int          n_chars)
{
  g_return_if_fail (CST_IS_TEXT_CELL (self));

  gtk_label_set_width_chars (self->title, n_chars);
}
