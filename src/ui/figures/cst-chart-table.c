/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-chart-table.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"

/* A chart in words and numbers, all of it: what the drawing says by length and line stands in columns. */

/* Longer names lose their middle in a narrow window, which scrolls as well: a scrolled table is as high as its names
 * are in the narrowest window, so that names which wrap would leave it half empty. */
#define NAME_CHARS 16

typedef struct
{
  GtkGrid        *grid;
  const CstChart *chart;
  int             row;
  int             column;
} Table;

static void
add_cell (Table             *table,
          const char        *text,
          GtkAccessibleRole  role,
          const char        *css_class)
{
  GtkWidget *cell = g_object_new (GTK_TYPE_LABEL,
                                  "label", text != NULL ? text : "",
                                  "accessible-role", role,
                                  "xalign", table->column > 0 ? 1.0 : 0.0,
                                  "wrap", TRUE,
                                  NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (cell, css_class);
  gtk_grid_attach (table->grid, cell, table->column++, table->row, 1, 1);
}

static void
add_headings (Table *table)
{
  /* What stands below is told by the card's title. */
  add_cell (table, NULL, GTK_ACCESSIBLE_ROLE_COLUMN_HEADER, "caption-heading");
  cst_accessible_set_label (gtk_grid_get_child_at (table->grid, 0, 0), table->chart->title);
  add_cell (table, table->chart->unit, GTK_ACCESSIBLE_ROLE_COLUMN_HEADER, "caption-heading");
  if (cst_chart_has_before (table->chart))
    {
      add_cell (table, C_("column of a chart", "Before"), GTK_ACCESSIBLE_ROLE_COLUMN_HEADER, "caption-heading");
      add_cell (table, C_("column of a chart", "Change"), GTK_ACCESSIBLE_ROLE_COLUMN_HEADER, "caption-heading");
    }
  if (cst_chart_has_limits (table->chart))
    {
      add_cell (table, C_("column of a chart", "Limit"), GTK_ACCESSIBLE_ROLE_COLUMN_HEADER, "caption-heading");
      add_cell (table, C_("column of a chart", "Verdict"), GTK_ACCESSIBLE_ROLE_COLUMN_HEADER, "caption-heading");
    }
}

/* The name is the way to what is counted, as the bar is. */
static void
add_name (Table        *table,
          const CstBar *bar)
{
  g_autofree char *sentence = cst_bar_sentence (bar);
  GtkWidget *label;
  GtkWidget *button;

  label = g_object_new (GTK_TYPE_LABEL,
                        "label", bar->label,
                        "accessible-role", bar->target == NULL ? GTK_ACCESSIBLE_ROLE_ROW_HEADER
                                                               : GTK_ACCESSIBLE_ROLE_LABEL,
                        "xalign", 0.0,
                        "ellipsize", PANGO_ELLIPSIZE_MIDDLE,
                        "width-chars", NAME_CHARS,
                        NULL);
  if (bar->target == NULL)
    {
      gtk_widget_set_tooltip_text (label, sentence);
      gtk_widget_add_css_class (label, "chart-cell");
      gtk_grid_attach (table->grid, label, table->column++, table->row, 1, 1);
      return;
    }

  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_tooltip_text (button, sentence);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "chart-cell");
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), bar->target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "figures.show");
  cst_accessible_set_label (button, sentence);
  gtk_grid_attach (table->grid, button, table->column++, table->row, 1, 1);
}

static void
add_row (Table        *table,
         const CstBar *bar)
{
  table->row++;
  table->column = 0;
  add_name (table, bar);
  add_cell (table, bar->text, GTK_ACCESSIBLE_ROLE_CELL, "numeric");
  if (cst_chart_has_before (table->chart))
    {
      add_cell (table, bar->before_text, GTK_ACCESSIBLE_ROLE_CELL, "numeric");
      add_cell (table, bar->change, GTK_ACCESSIBLE_ROLE_CELL, "numeric");
    }
  if (cst_chart_has_limits (table->chart))
    {
      add_cell (table, bar->limit_text, GTK_ACCESSIBLE_ROLE_CELL, "numeric");
      add_cell (table, cst_bar_mark_label (bar->mark), GTK_ACCESSIBLE_ROLE_CELL, NULL);
    }
}

GtkWidget *
cst_chart_table_new (const CstChart *chart)
{
  GtkWidget *grid = g_object_new (GTK_TYPE_GRID, "accessible-role", GTK_ACCESSIBLE_ROLE_TABLE, NULL);
  Table table = { GTK_GRID (grid), chart, 0, 0 };

  gtk_widget_add_css_class (grid, "chart-table");
  cst_accessible_set_label (grid, chart->title);
  add_headings (&table);
  for (guint i = 0; i < chart->bars->len; i++)
    add_row (&table, g_ptr_array_index (chart->bars, i));

  return grid;
}
