/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-case-table.h"
#include "cst-ctl.h"
#include "cst-truth.h"

/* An account's incidents for other programs. */

static char *option_account;
static char *option_format;
static char *option_output;

static const GOptionEntry export_options[] = {
  { "account", 0, 0, G_OPTION_ARG_STRING, &option_account, N_("Which account"), "NAME" },
  { "format", 0, 0, G_OPTION_ARG_STRING, &option_format, N_("As a table or as records"), "csv|json" },
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &option_output, N_("Where to write it"), "FILE" },
  G_OPTION_ENTRY_NULL
};

static GStrv
list_incidents (CstDb   *db,
                gint64   account,
                GError **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, "SELECT id FROM incidents WHERE account = ?1 ORDER BY row", error);
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, account);

  return cst_db_add_texts (db, stmt, ids, error) ? g_strv_builder_end (ids) : NULL;
}

static gboolean
add_case (CstCtl      *ctl,
          gint64       account,
          const char  *id,
          GString     *table,
          JsonArray   *records,
          GError     **error)
{
  g_autoptr(CstIncident) incident = cst_db_incident (ctl->db, account, id, error);
  g_autoptr(CstOrder) order = NULL;
  g_autoptr(CstCaseEntry) entry = NULL;

  if (incident == NULL || !(order = cst_db_order (ctl->db, account, incident->order, error)))
    return FALSE;

  if (records == NULL)
    {
      cst_case_table_append_case (table, order, incident);
      return TRUE;
    }

  entry = cst_case_entry_from_case (order, incident);
  json_array_add_element (records, cst_record_to_json (&cst_case_entry_type, entry));

  return TRUE;
}

static char *
export_text (CstCtl            *ctl,
             const CstAccount  *account,
             gboolean           is_json,
             GError           **error)
{
  g_auto(GStrv) ids = list_incidents (ctl->db, account->id, error);
  g_autoptr(GString) table = g_string_new (NULL);
  g_autoptr(JsonArray) records = is_json ? json_array_new () : NULL;
  g_autoptr(JsonNode) node = NULL;

  if (ids == NULL)
    return NULL;

  cst_case_table_append_header (table);
  for (char **id = ids; *id != NULL; id++)
    {
      if (!add_case (ctl, account->id, *id, table, records, error))
        return NULL;
    }
  if (!is_json)
    return g_string_free (g_steal_pointer (&table), FALSE);

  node = json_node_alloc ();
  json_node_init_array (node, records);

  return json_to_string (node, TRUE);
}

static CstCtlExit
case_export (CstCtl  *ctl,
             GStrv    args,
             GError **error)
{
  g_autoptr(CstAccount) account = NULL;
  g_autofree char *text = NULL;
  gboolean is_json = g_strcmp0 (option_format, "json") == 0;

  if (option_account == NULL)
    return cst_ctl_usage (error, _("Say which account with --account."));
  if (option_format != NULL && !is_json && !g_str_equal (option_format, "csv"))
    return cst_ctl_usage (error, _("“%s” is neither csv nor json."), option_format);
  if (!(account = cst_ctl_account (ctl, option_account, error)) ||
      !(text = export_text (ctl, account, is_json, error)))
    return CST_CTL_FAILED;

  if (option_output == NULL)
    {
      g_string_append (ctl->out, text);
      return CST_CTL_DONE;
    }
  /* Names and addresses: for nobody else's eyes. */
  if (!g_file_set_contents_full (option_output, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
    return CST_CTL_FAILED;

  cst_ctl_print_said (ctl, "written", option_output);
  cst_ctl_print (ctl, _("Written to “%s”.\n"), option_output);

  return CST_CTL_DONE;
}

const CstCtlCommand cst_ctl_case_export_commands[] = {
  { "case export", "", N_("Write an account’s incidents into a file for other programs"), export_options, 0, 0, TRUE,
    case_export },
  { NULL },
};
