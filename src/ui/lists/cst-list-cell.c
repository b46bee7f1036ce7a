/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-list-cell.h"

#include "cst-accessible.h"
#include "cst-list-model.h"
#include "cst-pill-cell.h"
#include "cst-stacked-cell.h"
#include "cst-text-cell.h"

/* What makes a widget a cell: which column it fills, and which slot it shows. A slot's row comes when its page is
 * there and changes when the store does; the cell follows it. */

typedef struct
{
  const CstListColumn *column;
  CstContext          *context; /* outlived by the view */
  GPtrArray           *cells;   /* (owned): the view's, of its living cells */
  char              *(*speak) (CstRow *, CstContext *);
} Recipe;

typedef struct
{
  GtkListItemFactory *factory; /* (owned): keeps the recipe */
  const Recipe       *recipe;
  GtkWidget          *widget; /* owns the cell */
  GtkListItem        *item;   /* owns the widget */
  CstListSlot        *slot;   /* (owned) (nullable) */
  gulong              row_handler;
  gboolean            is_unnamed;
} Cell;

static GQuark
cell_quark (void)
{
  return g_quark_from_static_string ("cst-list-cell");
}

static void
recipe_free (gpointer  data,
             GClosure *closure)
{
  Recipe *recipe = data;

  g_ptr_array_unref (recipe->cells);
  g_free (recipe);
}

static void
set_slot (Cell        *cell,
          CstListSlot *slot)
{
  if (cell->slot != NULL)
    g_clear_signal_handler (&cell->row_handler, cell->slot);
  g_set_object (&cell->slot, slot);
}

/* With its widget: a column that goes takes its widgets along without a word to the factory. */
static void
cell_free (gpointer data)
{
  Cell *cell = data;

  g_ptr_array_remove_fast (cell->recipe->cells, cell->widget);
  set_slot (cell, NULL);
  g_object_unref (cell->factory);
  g_free (cell);
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item,
          const Recipe       *recipe)
{
  Cell *cell = g_new0 (Cell, 1);
  GtkWidget *child = NULL;

  switch (recipe->column->kind)
    {
    case CST_CELL_TEXT:
      child = cst_text_cell_new ();
      if (recipe->column->is_numeric)
        cst_text_cell_set_numeric (CST_TEXT_CELL (child));
      if (recipe->column->width > 0)
        cst_text_cell_set_width (CST_TEXT_CELL (child), recipe->column->width);
      break;
    case CST_CELL_PILL:
      child = cst_pill_cell_new ();
      break;
    case CST_CELL_STACKED:
      child = cst_stacked_cell_new ();
      break;
    case CST_CELL_BUTTON:
      child = gtk_button_new ();
      gtk_widget_set_valign (child, GTK_ALIGN_CENTER);
      gtk_widget_set_halign (child, GTK_ALIGN_END);
      gtk_widget_add_css_class (child, "row-button");
      break;
    default:
      g_assert_not_reached ();
    }

  cell->factory = g_object_ref (factory);
  cell->recipe = recipe;
  cell->widget = child;
  cell->item = item;
  g_object_set_qdata_full (G_OBJECT (child), cell_quark (), cell, cell_free);
  gtk_list_item_set_child (item, child);
  g_ptr_array_add (recipe->cells, child);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item,
         const Recipe       *recipe)
{
  GtkWidget *child = gtk_list_item_get_child (item);
  Cell *cell = g_object_get_qdata (G_OBJECT (child), cell_quark ());

  set_slot (cell, CST_LIST_SLOT (gtk_list_item_get_item (item)));
  cell->row_handler = g_signal_connect_swapped (cell->slot, "notify::row", G_CALLBACK (cst_list_cell_refill), child);
  cst_list_cell_refill (child);
}

static void
unbind_cb (GtkListItemFactory *factory,
           GtkListItem        *item,
           const Recipe       *recipe)
{
  GtkWidget *child = gtk_list_item_get_child (item);

  if (child != NULL)
    set_slot (g_object_get_qdata (G_OBJECT (child), cell_quark ()), NULL);
}

/**
 * cst_list_cell_factory_new:
 * @column: lives for ever
 * @speak: (nullable): the row as one sentence, for the column that names the row
 * @cells: where the living cells are listed, so that times can be written anew
 *
 * Returns: (transfer full): what makes the cells of @column
 */
GtkListItemFactory *
cst_list_cell_factory_new (const CstListColumn *column,
                           CstContext          *context,
                           char *(*speak) (CstRow *, CstContext *),
                           GPtrArray           *cells)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Recipe *recipe = g_new0 (Recipe, 1);

  recipe->column = column;
  recipe->context = context;
  recipe->speak = speak;
  recipe->cells = g_ptr_array_ref (cells);

  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cb), recipe, recipe_free, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), recipe);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), recipe);

  return factory;
}

/**
 * cst_list_cell_refill:
 * @widget: a cell
 *
 * Writes the row into the cell again: it came, it changed, or time went by.
 */
void
cst_list_cell_refill (GtkWidget *widget)
{
  Cell *cell = g_object_get_qdata (G_OBJECT (widget), cell_quark ());
  CstRow *row;

  g_return_if_fail (cell != NULL);

  row = cell->slot != NULL ? cst_list_slot_get_row (cell->slot) : NULL;
  gtk_widget_set_opacity (widget, row != NULL ? 1 : 0);
  if (row == NULL)
    return;

  /* Its content says what a cell is; without a word from us its name would be that of its class. */
  if (!cell->is_unnamed)
    cst_accessible_set_label (gtk_widget_get_parent (widget), "");
  cell->is_unnamed = TRUE;

  cell->recipe->column->fill (widget, row, cell->recipe->context);
  if (cell->recipe->speak != NULL)
    {
      g_autofree char *sentence = cell->recipe->speak (row, cell->recipe->context);

      cst_accessible_set_row_label (widget, sentence);
    }
}

/**
 * cst_list_cell_get_item:
 * @widget: any widget
 *
 * Returns: (transfer none) (nullable): the list item, when @widget is a cell
 */
GtkListItem *
cst_list_cell_get_item (GtkWidget *widget)
{
  Cell *cell = g_object_get_qdata (G_OBJECT (widget), cell_quark ());

  return cell != NULL ? cell->item : NULL;
}
