/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-stacked-cell.h"

GtkWidget *
cst_stacked_cell_new (void)
{
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (cell, "stacked-cell");
  gtk_box_append (GTK_BOX (cell), cst_text_cell_new ());
  gtk_box_append (GTK_BOX (cell), cst_pill_cell_new ());

  return cell;
}

CstTextCell *
cst_stacked_cell_get_text (GtkWidget *cell)
{
  g_return_val_if_fail (GTK_IS_BOX (cell), NULL);

  return CST_TEXT_CELL (gtk_widget_get_first_child (cell));
}

CstPillCell *
cst_stacked_cell_get_pill (GtkWidget *cell)
{
  g_return_val_if_fail (GTK_IS_BOX (cell), NULL);

  return CST_PILL_CELL (gtk_widget_get_last_child (cell));
}
