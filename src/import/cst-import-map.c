/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-import-map.h"

#include <glib/gi18n-lib.h>

#include "cst-settings.h"
#include "cst-util.h"

static const CstField cst_import_column_fields[] = {
  CST_FIELD (CstImportColumn, field, STRING),
  CST_FIELD (CstImportColumn, column, INT),
};

static CST_DEFINE_RECORD_TYPE (cst_import_column, CstImportColumn, "import column");

static const CstField cst_import_map_fields[] = {
  CST_FIELD_OF (CstImportMap, kind, ENUM, cst_import_kind_type),
  CST_FIELD_OF (CstImportMap, columns, RECORDS, cst_import_column_type),
  CST_FIELD_OF (CstImportMap, day_order, ENUM, cst_day_order_type),
  CST_FIELD_OF (CstImportMap, reason, ENUM, cst_reason_type),
  CST_FIELD (CstImportMap, updates, BOOL),
  CST_FIELD (CstImportMap, carrier, STRING),
};

CST_DEFINE_RECORD_TYPE (cst_import_map, CstImportMap, "import map");

static const CstImportField days[] = {
  CST_IMPORT_REPORTED, CST_IMPORT_PLACED, CST_IMPORT_SHIPPED, CST_IMPORT_DELIVERED,
  CST_IMPORT_STATE_AT,
};

/**
 * cst_import_map_new:
 *
 * Returns: (transfer full): a map without a column
 */
CstImportMap *
cst_import_map_new (void)
{
  return cst_record_new (&cst_import_map_type);
}

CstImportMap *
cst_import_map_copy (const CstImportMap *self)
{
  return cst_record_dup (&cst_import_map_type, self);
}

void
cst_import_map_free (CstImportMap *self)
{
  cst_record_free (&cst_import_map_type, self);
}

static char *
dup_carrier (const CstTable        *table,
             const CstCarrierCodes *codes)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) headers = NULL;

  for (guint column = 0; column < cst_table_n_columns (table); column++)
    {
      g_autofree char *folded = cst_table_fold_header (cst_table_header (table, column));

      g_strv_builder_add (builder, folded);
    }
  headers = g_strv_builder_end (builder);

  return g_strdup (cst_carrier_codes_of_export (codes, (const char *const *) headers));
}

/**
 * cst_import_map_propose:
 * @codes: (nullable): of deliveries: who exports such tables
 *
 * Returns: (transfer full): what the table's header speaks for
 */
CstImportMap *
cst_import_map_propose (const CstTable        *table,
                        CstImportKind          kind,
                        const CstCarrierCodes *codes)
{
  CstImportMap *self = cst_import_map_new ();
  CstTableField known[CST_IMPORT_N_FIELDS];
  CstImportField of[CST_IMPORT_N_FIELDS];
  int columns[CST_IMPORT_N_FIELDS];
  guint n = 0;

  self->kind = kind;
  for (guint i = 0; i < CST_IMPORT_N_FIELDS; i++)
    {
      if (!cst_import_has_field (kind, (CstImportField) i))
        continue;
      of[n] = (CstImportField) i;
      known[n] = (CstTableField) { cst_import_field_name (of[n]), cst_import_field_words (kind, of[n]) };
      n++;
    }

  cst_table_match_columns (table, known, n, columns);
  for (guint i = 0; i < n; i++)
    {
      if (columns[i] >= 0)
        cst_import_map_set (self, of[i], columns[i]);
    }
  if (kind == CST_IMPORT_OF_DELIVERIES && codes != NULL)
    self->carrier = dup_carrier (table, codes);

  return self;
}

static char *
setting_key (const CstTable *table,
             CstImportKind   kind)
{
  g_autofree char *digest = cst_table_headers_digest (table);

  return g_strconcat (kind == CST_IMPORT_OF_CASES ? "import-map-" : "import-parcels-", digest, NULL);
}

/* What an older version knew, or another table's map, must not point beyond the table. */
static gboolean
fits (const CstImportMap *self,
      const CstTable     *table)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const CstImportColumn *column = g_ptr_array_index (self->columns, i);
      CstImportField field;

      if (column->field == NULL || !cst_import_find_field (column->field, &field) || column->column < 0 ||
          (guint) column->column >= cst_table_n_columns (table))
        return FALSE;
    }

  return TRUE;
}

/**
 * cst_import_map_recall:
 *
 * Returns: (transfer full) (nullable): how a table with this header was read for this account last time
 */
CstImportMap *
cst_import_map_recall (CstDb          *db,
                       gint64          account,
                       const CstTable *table,
                       CstImportKind   kind)
{
  g_autofree char *key = setting_key (table, kind);
  g_autofree char *text = cst_db_account_setting (db, account, key, "");
  g_autoptr(CstImportMap) self = cst_import_map_new ();

  if (cst_str_is_blank (text) || !cst_record_from_text (&cst_import_map_type, self, text, NULL) ||
      self->kind != kind || !fits (self, table))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * cst_import_map_remember:
 * @db: a writer inside a transaction
 */
gboolean
cst_import_map_remember (const CstImportMap  *self,
                         CstDb               *db,
                         gint64               account,
                         const CstTable      *table,
                         GError             **error)
{
  g_autofree char *key = setting_key (table, self->kind);
  g_autofree char *text = cst_record_to_text (&cst_import_map_type, self);

  return cst_db_set_account_setting (db, account, key, text, error);
}

static int
find_index (const CstImportMap *self,
            CstImportField      field)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const CstImportColumn *column = g_ptr_array_index (self->columns, i);

      if (g_strcmp0 (column->field, cst_import_field_name (field)) == 0)
        return (int) i;
    }

  return -1;
}

/**
 * cst_import_map_get:
 *
 * Returns: the column that holds @field, -1 for none
 */
int
cst_import_map_get (const CstImportMap *self,
                    CstImportField      field)
{
  int index = find_index (self, field);

  return index >= 0 ? ((const CstImportColumn *) g_ptr_array_index (self->columns, (guint) index))->column : -1;
}

/**
 * cst_import_map_find:
 *
 * Returns: whether @column is used, and for which @field
 */
gboolean
cst_import_map_find (const CstImportMap *self,
                     guint               column,
                     CstImportField     *field)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const CstImportColumn *entry = g_ptr_array_index (self->columns, i);

      if (entry->column == (int) column)
        return cst_import_find_field (entry->field, field);
    }

  return FALSE;
}

static void
drop_index (CstImportMap *self,
            int           index)
{
  if (index < 0)
    return;

  cst_record_free (&cst_import_column_type, g_ptr_array_index (self->columns, (guint) index));
  g_ptr_array_remove_index (self->columns, (guint) index);
}

/**
 * cst_import_map_set:
 * @column: -1 to leave the field out
 *
 * A column tells one thing only: what it told before is left out.
 */
void
cst_import_map_set (CstImportMap   *self,
                    CstImportField  field,
                    int             column)
{
  CstImportField other;
  CstImportColumn *entry;

  drop_index (self, find_index (self, field));
  if (column < 0)
    return;

  if (cst_import_map_find (self, (guint) column, &other))
    drop_index (self, find_index (self, other));
  entry = cst_record_new (&cst_import_column_type);
  entry->field = g_strdup (cst_import_field_name (field));
  entry->column = column;
  g_ptr_array_add (self->columns, entry);
}

/**
 * cst_import_map_resolve_days:
 * @is_open: (out): whether people have to say how days are written
 *
 * Returns: how the days of the mapped columns are to be read
 */
CstDayOrder
cst_import_map_resolve_days (const CstImportMap *self,
                             const CstTable     *table,
                             gboolean           *is_open)
{
  CstDayEvidence evidence = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      int column = cst_import_map_get (self, days[i]);

      if (column >= 0)
        cst_day_evidence_add (&evidence, table, (guint) column);
    }
  *is_open = self->day_order == CST_DAY_ORDER_UNKNOWN && cst_day_evidence_is_open (&evidence);

  return self->day_order != CST_DAY_ORDER_UNKNOWN ? self->day_order : cst_day_evidence_order (&evidence);
}

static const char *
problem_of_cases (const CstImportMap *self)
{
  if (cst_import_map_get (self, CST_IMPORT_NUMBER) < 0)
    return _("Say which column holds the order’s number.");
  if (cst_import_map_get (self, CST_IMPORT_CUSTOMER) < 0 && cst_import_map_get (self, CST_IMPORT_COMPANY) < 0)
    return _("Say which column holds the customer.");
  if (cst_import_map_get (self, CST_IMPORT_ARTICLE) < 0 && cst_import_map_get (self, CST_IMPORT_SKU) < 0)
    return _("Say which column holds the article.");
  if (cst_import_map_get (self, CST_IMPORT_REASON) < 0 && self->reason == CST_REASON_UNKNOWN)
    return _("Say which column holds the reason, or choose one for all incidents.");

  return NULL;
}

static const char *
problem_of_deliveries (const CstImportMap *self)
{
  if (cst_import_map_get (self, CST_IMPORT_TRACKING) < 0)
    return _("Say which column holds the tracking number.");
  if (cst_import_map_get (self, CST_IMPORT_CODE) < 0 && cst_import_map_get (self, CST_IMPORT_CODE_TEXT) < 0)
    return _("Say which column holds the carrier’s code of the incident, or its words for it.");
  if (cst_import_map_get (self, CST_IMPORT_STATE_AT) < 0 && cst_import_map_get (self, CST_IMPORT_SHIPPED) < 0)
    return _("Say which column holds the day of the parcel’s state.");
  if (cst_import_map_get (self, CST_IMPORT_CARRIER) < 0 && cst_str_is_blank (self->carrier))
    return _("Say which carrier the table is from.");

  return NULL;
}

/**
 * cst_import_map_dup_problem:
 *
 * Returns: (transfer full) (nullable): what has to be said before anything can be read
 */
char *
cst_import_map_dup_problem (const CstImportMap *self,
                            const CstTable     *table)
{
  const char *problem = self->kind == CST_IMPORT_OF_CASES ? problem_of_cases (self) : problem_of_deliveries (self);
  gboolean is_open;

  if (problem != NULL)
    return g_strdup (problem);

  cst_import_map_resolve_days (self, table, &is_open);

  return is_open ? g_strdup (_("Say how days are written: day first or month first.")) : NULL;
}
