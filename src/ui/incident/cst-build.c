/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-build.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"

/* The few widgets of which a card's changing part is made. All text is shown as text, never as
 * markup, since much of it comes from strangers. */

/**
 * cst_build_clear:
 * @box: a #GtkBox, left without children
 */
void
cst_build_clear (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

/**
 * cst_build_label:
 * @css_class: (nullable)
 *
 * Returns: (transfer floating): a wrapping, selectable label
 */
GtkWidget *
cst_build_label (const char *text,
                 const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

GtkWidget *
cst_build_icon (const char *icon_name,
                const char *css_class)
{
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE,
                                  "icon-name", icon_name,
                                  "valign", GTK_ALIGN_START,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (icon, css_class);

  return icon;
}

/**
 * cst_build_row:
 * @icon_name: (nullable)
 * @detail: (nullable): a second, quieter line
 * @css_class: (nullable): of the row
 *
 * Returns: (transfer floating): an icon with one or two lines of text
 */
GtkWidget *
cst_build_row (const char *icon_name,
               const char *text,
               const char *detail,
               const char *css_class)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  if (icon_name != NULL)
    gtk_box_append (GTK_BOX (row), cst_build_icon (icon_name, "row-icon"));
  gtk_widget_set_hexpand (column, TRUE);
  gtk_box_append (GTK_BOX (column), cst_build_label (text, NULL));
  if (detail != NULL && *detail != '\0')
    {
      GtkWidget *label = cst_build_label (detail, "dim-label");

      gtk_widget_add_css_class (label, "caption");
      gtk_box_append (GTK_BOX (column), label);
    }
  gtk_box_append (GTK_BOX (row), column);
  if (css_class != NULL)
    gtk_widget_add_css_class (row, css_class);

  return row;
}

/**
 * cst_build_pair:
 *
 * Returns: (transfer floating): a name at the start and its value at the end
 */
GtkWidget *
cst_build_pair (const char *name,
                const char *value)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *left = cst_build_label (name, "dim-label");
  GtkWidget *right = cst_build_label (value, NULL);

  gtk_widget_set_hexpand (left, TRUE);
  gtk_widget_set_valign (left, GTK_ALIGN_START);
  gtk_label_set_xalign (GTK_LABEL (right), 1);
  gtk_label_set_justify (GTK_LABEL (right), GTK_JUSTIFY_RIGHT);
  gtk_box_append (GTK_BOX (row), left);
  gtk_box_append (GTK_BOX (row), right);

  return row;
}

/**
 * cst_build_letter:
 * @text: (nullable): what stands there to begin with
 * @buffer: (out) (transfer none): what is written
 *
 * Returns: (transfer floating): where a dialog has some lines written
 */
GtkWidget *
cst_build_letter (const char     *text,
                  GtkTextBuffer **buffer)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 6);
  cst_accessible_set_label (view, _("Message"));
  *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_buffer_set_text (*buffer, text != NULL ? text : "", -1);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), text != NULL ? 200 : 90);
  gtk_widget_add_css_class (scrolled, "text-frame");

  return scrolled;
}
