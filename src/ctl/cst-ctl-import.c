/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "cst-ctl-push.h"
#include "cst-import.h"
#include "cst-util.h"

/* Incidents of a place without an API, or what a carrier says of parcels, out of a table that somebody exported. */

static char **option_maps;
static char *option_date_format;
static char *option_reason;
static char *option_carrier;
static char *option_rejected;
static gboolean option_dry_run;
static gboolean option_update;
static gboolean option_no_header;

static const GOptionEntry import_options[] = {
  { "map", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_maps,
    N_("Which column holds what: its header, its letter or its number"), "FIELD=COLUMN" },
  { "date-format", 0, 0, G_OPTION_ARG_STRING, &option_date_format, N_("How days are written"), "dmy|mdy|ymd" },
  { "reason", 0, 0, G_OPTION_ARG_STRING, &option_reason, N_("The reason of rows that name none"), "REASON" },
  { "update", 0, 0, G_OPTION_ARG_NONE, &option_update, N_("Open incidents take what the file says"), NULL },
  { "no-header", 0, 0, G_OPTION_ARG_NONE, &option_no_header, N_("The first row is not the header"), NULL },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &option_dry_run, N_("Only say what would happen"), NULL },
  { "rejected", 0, 0, G_OPTION_ARG_FILENAME, &option_rejected, N_("Where to write the rows that cannot be taken"),
    "FILE" },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry delivery_options[] = {
  { "map", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_maps,
    N_("Which column holds what: its header, its letter or its number"), "FIELD=COLUMN" },
  { "date-format", 0, 0, G_OPTION_ARG_STRING, &option_date_format, N_("How days are written"), "dmy|mdy|ymd" },
  { "carrier", 0, 0, G_OPTION_ARG_STRING, &option_carrier, N_("The carrier of rows that name none"), "NAME" },
  { "no-header", 0, 0, G_OPTION_ARG_NONE, &option_no_header, N_("The first row is not the header"), NULL },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &option_dry_run, N_("Only say what would happen"), NULL },
  { "rejected", 0, 0, G_OPTION_ARG_FILENAME, &option_rejected, N_("Where to write the rows that cannot be taken"),
    "FILE" },
  G_OPTION_ENTRY_NULL
};

static int
column_by_letters (const char *text)
{
  int column = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (!g_ascii_isupper (*p) || p - text > 2)
        return -1;
      column = column * 26 + (*p - 'A' + 1);
    }

  return column - 1;
}

/* By its header first: a column may well be called "C" or "1". */
static int
find_column (const CstTable *table,
             const char     *text)
{
  g_autofree char *folded = cst_table_fold_header (text);
  guint64 number = 0;
  int column = -1;

  for (guint i = 0; i < cst_table_n_columns (table); i++)
    {
      g_autofree char *header = cst_table_fold_header (cst_table_header (table, i));

      if (*header != '\0' && g_str_equal (header, folded))
        return (int) i;
    }
  if (g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT, &number, NULL))
    column = (int) number - 1;
  else
    column = column_by_letters (text);

  return column < (int) cst_table_n_columns (table) ? column : -1;
}

static gboolean
apply_map (CstImportMap    *map,
           const CstTable  *table,
           const char      *word,
           GError         **error)
{
  g_auto(GStrv) parts = g_strsplit (word, "=", 2);
  CstImportField field;
  int column = -1;

  if (g_strv_length (parts) != 2)
    return cst_ctl_usage (error, _("“%s” is not of the form FIELD=COLUMN."), word), FALSE;
  if (!cst_import_find_field (parts[0], &field) || !cst_import_has_field (map->kind, field))
    {
      g_autoptr(GString) names = g_string_new (NULL);

      for (guint i = 0; i < CST_IMPORT_N_FIELDS; i++)
        {
          if (cst_import_has_field (map->kind, (CstImportField) i))
            g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                                    cst_import_field_name ((CstImportField) i));
        }
      return cst_ctl_usage (error, _("“%s” is none of: %s."), parts[0], names->str), FALSE;
    }
  if (*parts[1] != '\0' && (column = find_column (table, parts[1])) < 0)
    return cst_ctl_usage (error, _("The table has no column “%s”."), parts[1]), FALSE;

  cst_import_map_set (map, field, column);

  return TRUE;
}

static CstImportMap *
build_map (CstCtl            *ctl,
           const CstAccount  *account,
           const CstTable    *table,
           CstImportKind      kind,
           GError           **error)
{
  CstImportMap *recalled = cst_import_map_recall (ctl->db, account->id, table, kind);
  g_autoptr(CstImportMap) map =
    recalled != NULL ? recalled : cst_import_map_propose (table, kind, cst_rules_get_carrier_codes (ctl->rules));
  g_autofree char *problem = NULL;

  for (char **word = option_maps; word != NULL && *word != NULL; word++)
    {
      if (!apply_map (map, table, *word, error))
        return NULL;
    }
  if (option_date_format != NULL)
    map->day_order = (CstDayOrder) cst_enum_value (&cst_day_order_type, option_date_format);
  if (option_date_format != NULL && map->day_order == CST_DAY_ORDER_UNKNOWN)
    return cst_ctl_usage (error, _("“%s” is none of: %s."), option_date_format, "dmy, mdy, ymd"), NULL;
  if (option_reason != NULL)
    map->reason = cst_import_read_reason (option_reason);
  if (option_reason != NULL && map->reason == CST_REASON_UNKNOWN)
    return cst_ctl_usage (error, _("“%s” is not a reason."), option_reason), NULL;
  map->updates |= option_update;
  if (option_carrier != NULL)
    cst_set_str (&map->carrier, option_carrier);

  if ((problem = cst_import_map_dup_problem (map, table)) != NULL)
    return cst_ctl_usage (error, kind == CST_IMPORT_OF_CASES ? _("%s Use --map, --reason or --date-format.")
                                                       : _("%s Use --map, --carrier or --date-format."),
                          problem), NULL;

  return g_steal_pointer (&map);
}

/* What would say nothing is left out. */
static void
say (JsonObject *object,
     const char *member,
     const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, member, text);
}

static void
count (JsonObject *object,
       const char *member,
       guint       n)
{
  if (n > 0)
    json_object_set_int_member (object, member, n);
}

static const char *
number_of (const CstImportRow *row)
{
  return row->of_case != NULL ? cst_import_case_get_number (row->of_case) : "";
}

static JsonNode *
row_json (const CstImportPlan *plan,
          const CstImportRow  *row)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autofree char *text = cst_import_row_text (plan, row);
  g_autofree char *column = row->problem_column >= 0 ? cst_table_column_name (plan->table, (guint) row->problem_column)
                                                     : NULL;

  json_node_take_object (node, object);
  json_object_set_int_member (object, "line", row->line);
  json_object_set_string_member (object, "state", cst_enum_nick (&cst_import_state_type, (int) row->state));
  say (object, plan->map->kind == CST_IMPORT_OF_CASES ? "order" : "tracking", number_of (row));
  say (object, "incident", row->of_case != NULL ? row->of_case->incident : NULL);
  say (object, "column", column);
  say (object, "text", text);

  return node;
}

static JsonNode *
plan_json (const CstImportPlan *plan)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonObject *columns = json_object_new ();
  JsonObject *incidents = json_object_new ();
  JsonArray *rows = json_array_new ();

  json_node_take_object (node, object);
  for (guint i = 0; i < CST_IMPORT_N_FIELDS; i++)
    {
      int column = cst_import_map_get (plan->map, (CstImportField) i);
      g_autofree char *name = column >= 0 ? cst_table_column_name (plan->table, (guint) column) : NULL;

      say (columns, cst_import_field_name ((CstImportField) i), name);
    }
  for (guint i = 0; i < CST_IMPORT_N_STATES; i++)
    count (incidents, cst_enum_nick (&cst_import_state_type, (int) i),
           cst_import_plan_count_cases (plan, (CstImportState) i));
  for (guint i = 0; i < plan->rows->len; i++)
    json_array_add_element (rows, row_json (plan, g_ptr_array_index (plan->rows, i)));

  json_object_set_object_member (object, "columns", columns);
  json_object_set_object_member (object, "incidents", incidents);
  count (object, "refused_rows", cst_import_plan_count_rows (plan, CST_IMPORT_REFUSED));
  json_object_set_array_member (object, "rows", rows);

  return node;
}

static void
print_plan (CstCtl              *ctl,
            const CstImportPlan *plan)
{
  for (guint i = 0; i < plan->rows->len; i++)
    {
      const CstImportRow *row = g_ptr_array_index (plan->rows, i);
      g_autofree char *text = cst_import_row_text (plan, row);

      cst_ctl_print (ctl, "%5u  %s  %s  %s\n", row->line, number_of (row), cst_import_state_label (row->state),
                     text);
    }
  for (guint i = 0; i < CST_IMPORT_N_STATES; i++)
    {
      guint n = cst_import_plan_count_cases (plan, (CstImportState) i);

      if (n > 0)
        cst_ctl_print (ctl, "%s: %u\n", cst_import_state_label ((CstImportState) i), n);
    }
}

static gboolean
write_rejected (const CstImportPlan  *plan,
                GError              **error)
{
  g_autofree char *text = NULL;

  if (option_rejected == NULL || cst_import_plan_count_rows (plan, CST_IMPORT_REFUSED) == 0)
    return TRUE;

  /* Names and addresses: for nobody else's eyes. */
  text = cst_import_plan_rejected_csv (plan);

  return g_file_set_contents_full (option_rejected, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static gboolean
carry_out (CstCtl            *ctl,
           CstImportPlan     *plan,
           const CstAccount  *account,
           GError           **error)
{
  g_autoptr(CstPerson) person = cst_ctl_person (ctl);

  if (option_dry_run)
    return TRUE;
  if (!cst_import_run_sync (ctl->store, plan, account, person->id, person->name, NULL, NULL, NULL, error))
    return FALSE;

  if (plan->map->kind == CST_IMPORT_OF_CASES)
    cst_ctl_push_quietly (ctl, account->id);

  return TRUE;
}

static CstTable *
read_table (const char  *path,
            GError     **error)
{
  g_autoptr(CstTable) table = cst_table_read_sync (path, NULL, NULL, error);

  return table != NULL && option_no_header ? cst_table_with_header (table, FALSE) : g_steal_pointer (&table);
}

static CstCtlExit
import_table (CstCtl         *ctl,
              GStrv           args,
              CstImportKind   kind,
              GError        **error)
{
  CstCarrierCodes *codes = cst_rules_get_carrier_codes (ctl->rules);
  g_autoptr(CstAccount) account = cst_ctl_account (ctl, args[0], error);
  g_autofree char *folder = g_path_get_dirname (args[1]);
  g_autoptr(CstTable) table = NULL;
  g_autoptr(CstImportMap) map = NULL;
  g_autoptr(CstImportPlan) plan = NULL;

  if (account == NULL)
    return CST_CTL_FAILED;
  if (!cst_account_can (account, CST_CAN_RECORD))
    {
      g_set_error_literal (error, CST_CTL_ERROR, CST_CTL_REFUSED,
                           _("This account has a site; its incidents are not recorded by hand."));
      return CST_CTL_REFUSED;
    }
  if (!(table = read_table (args[1], error)))
    return CST_CTL_FAILED;
  if (!(map = build_map (ctl, account, table, kind, error)))
    return CST_CTL_USAGE;
  if (!(plan = cst_import_preview_sync (ctl->db, table, map, account, folder, codes, NULL, error)) ||
      !carry_out (ctl, plan, account, error) || !write_rejected (plan, error))
    return CST_CTL_FAILED;

  cst_ctl_print_json (ctl, plan_json (plan));
  print_plan (ctl, plan);

  return cst_import_plan_count_rows (plan, CST_IMPORT_REFUSED) > 0 ? CST_CTL_REFUSED : CST_CTL_DONE;
}

static CstCtlExit
case_import (CstCtl  *ctl,
             GStrv    args,
             GError **error)
{
  return import_table (ctl, args, CST_IMPORT_OF_CASES, error);
}

static CstCtlExit
delivery_import (CstCtl  *ctl,
                 GStrv    args,
                 GError **error)
{
  return import_table (ctl, args, CST_IMPORT_OF_DELIVERIES, error);
}

const CstCtlCommand cst_ctl_import_commands[] = {
  { "delivery import", "ACCOUNT FILE", N_("Import what a carrier says of parcels from a table"), delivery_options, 2, 2,
    TRUE, delivery_import },
  { "case import", "ACCOUNT FILE", N_("Import incidents of a place without an API from a table"), import_options, 2, 2,
    TRUE, case_import },
  { NULL },
};
