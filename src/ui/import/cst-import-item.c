/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-import-item.h"

#include <glib/gi18n.h>

#include "cst-util.h"

/* One row of a plan as the list shows it. It keeps nothing of the plan, which may be imported meanwhile. */
struct _CstImportItem
{
  GObject         parent_instance;

  guint           line;
  CstImportState  state;
  char           *title; /* (owned) */
  char           *text;  /* (owned) */
};

G_DEFINE_FINAL_TYPE (CstImportItem, cst_import_item, G_TYPE_OBJECT)

static void
cst_import_item_finalize (GObject *object)
{
  CstImportItem *self = CST_IMPORT_ITEM (object);

  g_free (self->title);
  g_free (self->text);

  G_OBJECT_CLASS (cst_import_item_parent_class)->finalize (object);
}

static void
cst_import_item_class_init (CstImportItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cst_import_item_finalize;
}

static void
cst_import_item_init (CstImportItem *self)
{
}

static void
append_cell (GString             *title,
             const CstImportPlan *plan,
             const CstImportRow  *row,
             CstImportField       field)
{
  int column = cst_import_map_get (plan->map, field);
  const char *text = column >= 0 ? cst_table_cell (plan->table, row->row, (guint) column) : "";

  if (*text != '\0')
    g_string_append_printf (title, "%s%s", title->len > 0 ? " · " : "", text);
}

/* The order, who, and what, as the file says it: also of a row that cannot be taken. */
static char *
build_title (const CstImportPlan *plan,
             const CstImportRow  *row)
{
  g_autoptr(GString) title = g_string_new (NULL);

  append_cell (title, plan, row, CST_IMPORT_NUMBER);
  append_cell (title, plan, row, CST_IMPORT_CUSTOMER);
  if (cst_import_map_get (plan->map, CST_IMPORT_CUSTOMER) < 0)
    append_cell (title, plan, row, CST_IMPORT_COMPANY);
  append_cell (title, plan, row, CST_IMPORT_ARTICLE);
  if (cst_import_map_get (plan->map, CST_IMPORT_ARTICLE) < 0)
    append_cell (title, plan, row, CST_IMPORT_SKU);

  return g_string_free (g_steal_pointer (&title), FALSE);
}

/**
 * cst_import_items_new:
 * @only_problems: whether to leave out the rows about which there is nothing to say
 *
 * Returns: (transfer full): the rows of @plan as a list
 */
GListStore *
cst_import_items_new (const CstImportPlan *plan,
                      gboolean             only_problems)
{
  GListStore *store = g_list_store_new (CST_TYPE_IMPORT_ITEM);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < plan->rows->len; i++)
    {
      const CstImportRow *row = g_ptr_array_index (plan->rows, i);
      CstImportItem *item;

      if (only_problems && row->state != CST_IMPORT_REFUSED)
        continue;

      item = g_object_new (CST_TYPE_IMPORT_ITEM, NULL);
      item->line = row->line;
      item->state = row->state;
      item->title = build_title (plan, row);
      item->text = cst_import_row_text (plan, row);
      g_ptr_array_add (items, item);
    }
  g_list_store_splice (store, 0, 0, items->pdata, items->len);

  return store;
}

guint
cst_import_item_line (CstImportItem *self)
{
  return self->line;
}

CstImportState
cst_import_item_state (CstImportItem *self)
{
  return self->state;
}

const char *
cst_import_item_title (CstImportItem *self)
{
  return self->title;
}

const char *
cst_import_item_text (CstImportItem *self)
{
  return self->text;
}

/**
 * cst_import_item_sentence:
 *
 * Returns: (transfer full): the row as a screen reader says it
 */
char *
cst_import_item_sentence (CstImportItem *self)
{
  if (*self->text == '\0')
    /* Translators: a line's number, what stands in it, what becomes of it */
    return g_strdup_printf (_("Line %1$u, %2$s, %3$s"), self->line, self->title, cst_import_state_label (self->state));

  /* Translators: a line's number, what stands in it, what becomes of it, and why */
  return g_strdup_printf (_("Line %1$u, %2$s, %3$s. %4$s"), self->line, self->title,
                          cst_import_state_label (self->state), self->text);
}
