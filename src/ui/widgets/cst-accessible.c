/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-accessible.h"

/**
 * cst_accessible_set_label:
 *
 * Gives @widget the name that a screen reader speaks.
 */
void
cst_accessible_set_label (GtkWidget  *widget,
                          const char *label)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * cst_accessible_set_row_label:
 * @cell_child: the widget a list item shows in one cell of a column view, or in a row of a list view
 * @sentence: the row as one sentence
 *
 * GTK has an API for this only from 4.12 on, yet the row can be reached from its cell.
 */
void
cst_accessible_set_row_label (GtkWidget  *cell_child,
                              const char *sentence)
{
  GtkWidget *row;

  g_return_if_fail (GTK_IS_WIDGET (cell_child));

  for (row = gtk_widget_get_parent (cell_child); row != NULL; row = gtk_widget_get_parent (row))
    {
      if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (row)) == GTK_ACCESSIBLE_ROLE_ROW ||
          gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (row)) == GTK_ACCESSIBLE_ROLE_LIST_ITEM)
        {
          cst_accessible_set_label (row, sentence);
          return;
        }
    }
}
