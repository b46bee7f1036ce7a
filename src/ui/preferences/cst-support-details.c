/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-support-details.h"

#include <gtk/gtk.h>
#include <locale.h>
#include <adwaita.h>
#include <sqlite3.h>

#include "cst-accounts.h"
#include "cst-config.h"
#include "cst-operation.h"
#include "cst-settings.h"

/* What helps whoever helps, and nothing else: versions, counts, states. No names, numbers of orders, addresses,
 * tokens, paths or texts. In English, since it is read by others. */

static void
add_versions (GString *text)
{
  g_string_append_printf (text, "Constat %s\n", CST_VERSION);
  g_string_append_printf (text, "GTK %u.%u.%u, libadwaita %u.%u.%u, GLib %u.%u.%u, SQLite %s\n",
                          gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version (),
                          adw_get_major_version (), adw_get_minor_version (), adw_get_micro_version (),
                          glib_major_version, glib_minor_version, glib_micro_version, sqlite3_libversion ());
  g_string_append_printf (text, "Locale %s\n", setlocale (LC_MESSAGES, NULL));
}

static gboolean
add_count (GString     *text,
           CstDb       *db,
           const char  *what,
           const char  *sql,
           GError     **error)
{
  gint64 count = 0;

  if (!cst_db_get_int (db, sql, &count, error))
    return FALSE;

  g_string_append_printf (text, "%s: %" G_GINT64_FORMAT "\n", what, count);

  return TRUE;
}

static gboolean
add_operations (GString  *text,
                CstDb    *db,
                GError  **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "SELECT state, count(*) FROM operations GROUP BY state ORDER BY state", error);
  CstStep step = CST_STEP_ERROR;

  while (stmt != NULL && (step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    g_string_append_printf (text, "Operations %s: %" G_GINT64_FORMAT "\n",
                            cst_enum_nick (&cst_operation_state_type, (int) cst_stmt_int (stmt, 0)),
                            cst_stmt_int (stmt, 1));

  return step == CST_STEP_DONE;
}

/* An account by its place in the list: its name may be a person's. */
static gboolean
add_accounts (GString  *text,
              CstDb    *db,
              GError  **error)
{
  g_autoptr(GPtrArray) accounts = cst_db_accounts (db, error);

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      const CstAccount *account = g_ptr_array_index (accounts, i);
      g_autoptr(CstSyncState) state = cst_db_sync_state (db, account->id, NULL);

      g_string_append_printf (text, "Account %u: connector %s, token %s, %s, capabilities %x, may decide %d, "
                                    "may find %d, clock %+" G_GINT64_FORMAT " s",
                              i + 1, account->connector, cst_enum_nick (&cst_credential_place_type,
                                                                        (int) account->credential_place),
                              account->is_paused ? "paused" : "active", (guint) account->info.capabilities,
                              account->info.may_decide, account->info.may_find, account->info.clock_offset);
      if (state != NULL)
        g_string_append_printf (text, ", last success %" G_GINT64_FORMAT ", last attempt %" G_GINT64_FORMAT ", %s",
                                state->last_success, state->last_attempt,
                                state->last_problem != NULL ? "problem" : "no problem");
      g_string_append_c (text, '\n');
    }

  return accounts != NULL;
}

/**
 * cst_support_details:
 *
 * Query thread.
 *
 * Returns: (transfer full): lines to paste into a message to whoever helps
 */
char *
cst_support_details (CstDb   *db,
                     GError **error)
{
  g_autoptr(GString) text = g_string_new (NULL);

  add_versions (text);
  if (!add_accounts (text, db, error) ||
      !add_count (text, db, "Store version", "PRAGMA user_version", error) ||
      !add_count (text, db, "Orders", "SELECT count(*) FROM orders", error) ||
      !add_count (text, db, "Incidents", "SELECT count(*) FROM incidents", error) ||
      !add_count (text, db, "Journal entries", "SELECT count(*) FROM journal", error) ||
      !add_count (text, db, "Drafts", "SELECT count(*) FROM drafts", error) ||
      !add_count (text, db, "People", "SELECT count(*) FROM people", error) ||
      !add_operations (text, db, error))
    return NULL;

  g_string_append_printf (text, "Undo window %" G_GINT64_FORMAT " s, sync interval %" G_GINT64_FORMAT " s\n",
                          cst_db_setting_int (db, CST_SETTING_UNDO_WINDOW, CST_UNDO_WINDOW_DEFAULT),
                          cst_db_setting_int (db, CST_SETTING_SYNC_INTERVAL, CST_SYNC_INTERVAL_DEFAULT));

  return g_string_free (g_steal_pointer (&text), FALSE);
}
