/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-text-cell.h"

/* A list keeps some two hundred rows alive, so there are well over a thousand of these. They are made here and not from
 * a template, and the second line only where there is one: that takes a third off a list's first frame. */

struct _CstTextCell
{
  GtkWidget    parent_instance;

  GtkLabel    *title;
  GtkLabel    *subtitle; /* (nullable): none was needed yet */
  CstEmphasis  emphasis;
  gboolean     is_numeric;
};

G_DEFINE_FINAL_TYPE (CstTextCell, cst_text_cell, GTK_TYPE_WIDGET)

static const char *const emphasis_classes[] = {
  [CST_EMPHASIS_NONE] = "plain",
  [CST_EMPHASIS_BOLD] = "row-title",
  [CST_EMPHASIS_STRONG] = "pressing",
  [CST_EMPHASIS_DIM] = "dim-label",
};

static void
cst_text_cell_dispose (GObject *object)
{
  CstTextCell *self = CST_TEXT_CELL (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  self->title = NULL;
  self->subtitle = NULL;

  G_OBJECT_CLASS (cst_text_cell_parent_class)->dispose (object);
}

static gboolean
is_shortened (GtkLabel *label)
{
  return label != NULL && pango_layout_is_ellipsized (gtk_label_get_layout (label));
}

/* What was shortened is told whole to whoever points at it. */
static gboolean
cst_text_cell_query_tooltip (GtkWidget  *widget,
                             int         x,
                             int         y,
                             gboolean    is_by_keyboard,
                             GtkTooltip *tooltip)
{
  CstTextCell *self = CST_TEXT_CELL (widget);
  gboolean has_subtitle = self->subtitle != NULL && gtk_widget_get_visible (GTK_WIDGET (self->subtitle));
  g_autofree char *text = NULL;

  if (!is_shortened (self->title) && !(has_subtitle && is_shortened (self->subtitle)))
    return FALSE;

  text = g_strjoin ("\n", gtk_label_get_label (self->title),
                    has_subtitle ? gtk_label_get_label (self->subtitle) : NULL, NULL);
  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

static void
cst_text_cell_class_init (CstTextCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cst_text_cell_dispose;
  GTK_WIDGET_CLASS (klass)->query_tooltip = cst_text_cell_query_tooltip;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

/* Texts start at the left and are shortened; numbers end at the right and never are. */
static void
align (CstTextCell *self,
       GtkLabel    *label)
{
  gtk_label_set_xalign (label, self->is_numeric ? 1 : 0);
  gtk_label_set_ellipsize (label, self->is_numeric ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
}

static GtkLabel *
add_line (CstTextCell *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  align (self, GTK_LABEL (label));
  gtk_widget_set_parent (label, GTK_WIDGET (self));

  return GTK_LABEL (label);
}

static void
cst_text_cell_init (CstTextCell *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  self->title = add_line (self);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), emphasis_classes[self->emphasis]);
}

GtkWidget *
cst_text_cell_new (void)
{
  return g_object_new (CST_TYPE_TEXT_CELL, NULL);
}

static void
set_emphasis (CstTextCell *self,
              CstEmphasis  emphasis)
{
  if (self->emphasis == emphasis)
    return;

  gtk_widget_remove_css_class (GTK_WIDGET (self->title), emphasis_classes[self->emphasis]);
  self->emphasis = emphasis;
  gtk_widget_add_css_class (GTK_WIDGET (self->title), emphasis_classes[self->emphasis]);
}

static void
set_subtitle (CstTextCell *self,
              const char  *subtitle)
{
  if (self->subtitle == NULL && subtitle != NULL)
    {
      self->subtitle = add_line (self);
      gtk_widget_add_css_class (GTK_WIDGET (self->subtitle), "caption");
      gtk_widget_add_css_class (GTK_WIDGET (self->subtitle), "dim-label");
    }

  if (self->subtitle != NULL)
    {
      gtk_label_set_label (self->subtitle, subtitle != NULL ? subtitle : "");
      gtk_widget_set_visible (GTK_WIDGET (self->subtitle), subtitle != NULL);
    }
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
  g_return_if_fail (CST_IS_TEXT_CELL (self));

  gtk_label_set_label (self->title, title);
  set_emphasis (self, emphasis);
  set_subtitle (self, subtitle != NULL && *subtitle != '\0' ? subtitle : NULL);
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

  self->is_numeric = TRUE;
  align (self, self->title);
  if (self->subtitle != NULL)
    align (self, self->subtitle);
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
