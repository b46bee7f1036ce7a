/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-import-columns.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cst-combo-list.h"
#include "cst-labels.h"
#include "cst-ui.h"
#include "cst-util.h"

/* What each column of a table holds: proposed, to be corrected. The signal `changed` says that something was. */
struct _CstImportColumns
{
  GtkWidget            parent_instance;

  GtkWidget           *root;
  AdwActionRow        *file_row;
  GtkSwitch           *header_switch;
  AdwPreferencesGroup *columns_group;
  AdwComboRow         *days_row;
  AdwComboRow         *reason_row;
  AdwComboRow         *carrier_row;
  GtkSwitch           *update_switch;

  CstTable            *table; /* (owned) (nullable) */
  CstImportMap        *map;   /* (owned) */
  CstCarrierCodes     *codes; /* (owned) (nullable): of parcels */
  GStrv                carriers; /* (owned) (nullable): whom rows may belong to that name nobody */
  GtkStringList       *fields; /* (owned): "left out", then every field of the kind */
  GArray              *ids;    /* (owned) of CstImportField: likewise, without the first */
  GPtrArray           *rows;  /* (owned): of AdwComboRow, borrowed, one a column */
  gboolean             is_filling;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* In the order of the chooser, which begins with “none”. */
static const CstReason reasons[] = {
  CST_REASON_UNKNOWN, CST_REASON_DAMAGED, CST_REASON_DEFECTIVE, CST_REASON_MISSING, CST_REASON_WRONG_ITEM,
  CST_REASON_WRONG_INVOICE, CST_REASON_LATE, CST_REASON_OTHER,
};

G_DEFINE_FINAL_TYPE (CstImportColumns, cst_import_columns, GTK_TYPE_WIDGET)

/* ── Showing ───────────────────────────────────────────────────────────────────────────────────── */

static char *
describe_text (CstTable *table)
{
  const char *encodings[] = { "UTF-8", "UTF-8", "UTF-16", "Windows-1252" };
  const char *encoding = encodings[cst_table_get_encoding (table)];

  switch (cst_table_get_separator (table))
    {
    case '\t':
      return g_strdup_printf (_("%s, separated by tabs"), encoding);
    case 0:
      return g_strdup (encoding);
    default:
      /* Translators: an encoding like UTF-8, and the character between the columns */
      return g_strdup_printf (_("%1$s, separated by “%2$c”"), encoding, cst_table_get_separator (table));
    }
}

static char *
describe (CstTable *table)
{
  guint n_rows = cst_table_n_rows (table);
  g_autofree char *rows = g_strdup_printf (ngettext ("%u row", "%u rows", n_rows), n_rows);
  g_autofree char *how = NULL;

  if (cst_table_get_sheet (table) != NULL)
    /* Translators: the name of a sheet in a spreadsheet */
    how = g_strdup_printf (_("sheet “%s”"), cst_table_get_sheet (table));
  else
    how = describe_text (table);

  return g_strdup_printf ("%s · %s", rows, how);
}

/* The first cells that say something: what a column holds is seen by them. */
static char *
example (CstTable *table,
         guint     column)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n = 0;

  for (guint row = 0; row < MIN (cst_table_n_rows (table), 200) && n < 3; row++)
    {
      g_autofree char *cell = g_strdelimit (g_strdup (cst_table_cell (table, row, column)), "\r\n", ' ');

      if (*cell == '\0' || (text->len > 0 && strstr (text->str, cell) != NULL))
        continue;
      g_string_append_printf (text, "%s%s", n++ > 0 ? " · " : "", cell);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static guint
place_of (CstImportColumns *self,
          CstImportField    field)
{
  for (guint i = 0; i < self->ids->len; i++)
    {
      if (g_array_index (self->ids, CstImportField, i) == field)
        return i + 1;
    }

  return 0;
}

static void
select_fields (CstImportColumns *self)
{
  for (guint column = 0; column < self->rows->len; column++)
    {
      CstImportField field;
      guint selected = cst_import_map_find (self->map, column, &field) ? place_of (self, field) : 0;

      adw_combo_row_set_selected (g_ptr_array_index (self->rows, column), selected);
    }
}

static void
show_days (CstImportColumns *self)
{
  CstImportMap *guess = cst_import_map_copy (self->map);
  gboolean is_open;

  guess->day_order = CST_DAY_ORDER_UNKNOWN;
  cst_import_map_resolve_days (guess, self->table, &is_open);
  cst_import_map_free (guess);
  gtk_widget_set_visible (GTK_WIDGET (self->days_row), is_open || self->map->day_order != CST_DAY_ORDER_UNKNOWN);
}

static void
note_change (CstImportColumns *self)
{
  show_days (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
field_changed_cb (CstImportColumns *self,
                  GParamSpec       *pspec,
                  AdwComboRow      *row)
{
  guint selected = adw_combo_row_get_selected (row);
  guint column;
  CstImportField before;

  if (self->is_filling || !g_ptr_array_find (self->rows, row, &column))
    return;

  if (selected > 0)
    cst_import_map_set (self->map, g_array_index (self->ids, CstImportField, selected - 1), (int) column);
  else if (cst_import_map_find (self->map, column, &before))
    cst_import_map_set (self->map, before, -1);

  self->is_filling = TRUE;
  select_fields (self);
  self->is_filling = FALSE;
  note_change (self);
}

static GtkWidget *
new_row (CstImportColumns *self,
         guint             column)
{
  g_autofree char *name = cst_table_column_name (self->table, column);
  g_autofree char *cells = example (self->table, column);
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), cells);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  cst_combo_list_show_whole (ADW_COMBO_ROW (row));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (self->fields));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (field_changed_cb), self, G_CONNECT_SWAPPED);

  return row;
}

static void
fill_rows (CstImportColumns *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->columns_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint column = 0; column < cst_table_n_columns (self->table); column++)
    {
      GtkWidget *row = new_row (self, column);

      adw_preferences_group_add (self->columns_group, row);
      g_ptr_array_add (self->rows, row);
    }
}

static void
list_fields (CstImportColumns *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->fields));

  gtk_string_list_splice (self->fields, 1, n - 1, NULL);
  g_array_set_size (self->ids, 0);
  for (guint i = 0; i < CST_IMPORT_N_FIELDS; i++)
    {
      CstImportField field = (CstImportField) i;

      if (!cst_import_has_field (self->map->kind, field))
        continue;
      gtk_string_list_append (self->fields, cst_import_field_label (field));
      g_array_append_val (self->ids, field);
    }
}

/* The first says none. */
static void
list_carriers (CstImportColumns *self)
{
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (labels, C_("carrier", "None"));
  for (guint i = 0; self->carriers != NULL && self->carriers[i] != NULL; i++)
    {
      gtk_string_list_append (labels, self->carriers[i]);
      if (g_strcmp0 (self->carriers[i], self->map->carrier) == 0)
        selected = i + 1;
    }
  cst_combo_list_show_whole (self->carrier_row);
  adw_combo_row_set_model (self->carrier_row, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (self->carrier_row, selected);
}

static void
fill (CstImportColumns *self)
{
  g_autofree char *said = describe (self->table);
  guint reason = 0;

  self->is_filling = TRUE;
  list_fields (self);
  list_carriers (self);
  gtk_widget_set_visible (GTK_WIDGET (self->reason_row), self->map->kind == CST_IMPORT_OF_CASES);
  gtk_widget_set_visible (GTK_WIDGET (self->carrier_row), self->map->kind == CST_IMPORT_OF_DELIVERIES);
  adw_action_row_set_subtitle (self->file_row, said);
  gtk_switch_set_active (self->header_switch, cst_table_has_header (self->table));
  fill_rows (self);
  select_fields (self);
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    reason = reasons[i] == self->map->reason ? i : reason;
  adw_combo_row_set_selected (self->reason_row, reason);
  adw_combo_row_set_selected (self->days_row, self->map->day_order == CST_DAY_ORDER_DMY ? 1
                                              : self->map->day_order == CST_DAY_ORDER_MDY ? 2
                                                                                          : 0);
  gtk_switch_set_active (self->update_switch, self->map->updates);
  self->is_filling = FALSE;
  note_change (self);
}

/* ── Changing ──────────────────────────────────────────────────────────────────────────────────── */

static void
header_changed_cb (CstImportColumns *self)
{
  g_autoptr(CstTable) other = NULL;
  CstImportKind kind = self->map->kind;

  if (self->is_filling || self->table == NULL)
    return;

  other = cst_table_with_header (self->table, gtk_switch_get_active (self->header_switch));
  cst_table_unref (self->table);
  self->table = g_steal_pointer (&other);
  cst_import_map_free (self->map);
  self->map = cst_import_map_propose (self->table, kind, self->codes);
  fill (self);
}

static void
choice_changed_cb (CstImportColumns *self)
{
  static const CstDayOrder orders[] = { CST_DAY_ORDER_UNKNOWN, CST_DAY_ORDER_DMY, CST_DAY_ORDER_MDY };
  guint days = adw_combo_row_get_selected (self->days_row);
  guint reason = adw_combo_row_get_selected (self->reason_row);
  guint carrier = adw_combo_row_get_selected (self->carrier_row);

  if (self->is_filling || self->table == NULL)
    return;

  self->map->day_order = days < G_N_ELEMENTS (orders) ? orders[days] : CST_DAY_ORDER_UNKNOWN;
  self->map->reason = reason < G_N_ELEMENTS (reasons) ? reasons[reason] : CST_REASON_UNKNOWN;
  cst_set_str (&self->map->carrier, carrier > 0 && self->carriers != NULL ? self->carriers[carrier - 1] : NULL);
  self->map->updates = gtk_switch_get_active (self->update_switch);
  note_change (self);
}

static void
cst_import_columns_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_IMPORT_COLUMNS);

  G_OBJECT_CLASS (cst_import_columns_parent_class)->dispose (object);
}

static void
cst_import_columns_finalize (GObject *object)
{
  CstImportColumns *self = CST_IMPORT_COLUMNS (object);

  g_clear_pointer (&self->table, cst_table_unref);
  cst_import_map_free (self->map);
  g_clear_pointer (&self->codes, cst_carrier_codes_unref);
  g_strfreev (self->carriers);
  g_object_unref (self->fields);
  g_array_unref (self->ids);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (cst_import_columns_parent_class)->finalize (object);
}

static void
cst_import_columns_class_init (CstImportColumnsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_import_columns_dispose;
  object_class->finalize = cst_import_columns_finalize;

  signals[CHANGED] = g_signal_new ("changed", CST_TYPE_IMPORT_COLUMNS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-import-columns"));
  gtk_widget_class_bind_template_child (widget_class, CstImportColumns, root);
  gtk_widget_class_bind_template_child (widget_class, CstImportColumns, file_row);
  gtk_widget_class_bind_template_child (widget_class, CstImportColumns, header_switch);
  gtk_widget_class_bind_template_child (widget_class, CstImportColumns, columns_group);
  gtk_widget_class_bind_template_child (widget_class, CstImportColumns, days_row);
  gtk_widget_class_bind_template_child (widget_class, CstImportColumns, reason_row);
  gtk_widget_class_bind_template_child (widget_class, CstImportColumns, carrier_row);
  gtk_widget_class_bind_template_child (widget_class, CstImportColumns, update_switch);
  gtk_widget_class_bind_template_callback (widget_class, header_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
}

static void
cst_import_columns_init (CstImportColumns *self)
{
  g_autoptr(GtkStringList) reason_labels = gtk_string_list_new (NULL);

  self->is_filling = TRUE;
  self->map = cst_import_map_new ();
  self->rows = g_ptr_array_new ();
  self->fields = gtk_string_list_new (NULL);
  gtk_string_list_append (self->fields, C_("column of a table", "Left out"));
  self->ids = g_array_new (FALSE, FALSE, sizeof (CstImportField));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_string_list_append (reason_labels, C_("reason", "None"));
  for (gsize i = 1; i < G_N_ELEMENTS (reasons); i++)
    gtk_string_list_append (reason_labels, cst_label_reason (reasons[i]));
  cst_combo_list_show_whole (self->reason_row);
  adw_combo_row_set_model (self->reason_row, G_LIST_MODEL (reason_labels));
  self->is_filling = FALSE;
}

/**
 * cst_import_columns_set:
 * @name: of the file, as people see it
 * @map: copied
 * @codes: (nullable): the carriers' tables, of parcels only
 */
void
cst_import_columns_set (CstImportColumns   *self,
                        const char         *name,
                        CstTable           *table,
                        const CstImportMap *map,
                        CstCarrierCodes    *codes)
{
  g_return_if_fail (CST_IS_IMPORT_COLUMNS (self));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->file_row), name);
  g_clear_pointer (&self->table, cst_table_unref);
  self->table = cst_table_ref (table);
  cst_import_map_free (self->map);
  self->map = cst_import_map_copy (map);
  g_clear_pointer (&self->codes, cst_carrier_codes_unref);
  g_clear_pointer (&self->carriers, g_strfreev);
  if (codes != NULL)
    {
      self->codes = cst_carrier_codes_ref (codes);
      self->carriers = cst_carrier_codes_names (codes);
    }
  fill (self);
}

/**
 * cst_import_columns_get_table:
 *
 * Returns: (transfer none) (nullable): the table with the header as it is said here
 */
CstTable *
cst_import_columns_get_table (CstImportColumns *self)
{
  return self->table;
}

/**
 * cst_import_columns_get_map:
 *
 * Returns: (transfer none): as it is said now
 */
const CstImportMap *
cst_import_columns_get_map (CstImportColumns *self)
{
  return self->map;
}
