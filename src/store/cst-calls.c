/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-calls.h"

#include <glib/gi18n-lib.h>

#include "cst-deliveries.h"
#include "cst-journal.h"
#include "cst-operations.h"
#include "cst-overlay.h"
#include "cst-truth.h"
#include "cst-util.h"

/* C7: calls to customers. The carriers know nothing of them: they stay on this desk. */

static gboolean
insert_call (CstDb              *db,
             gint64              account,
             const CstDelivery  *delivery,
             const CstCall      *call,
             GError            **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "INSERT INTO delivery_calls (account, delivery, order_id, at, is_reached, note, again_at, person,"
                    " person_name) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                    error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, delivery->id);
  cst_stmt_bind_text (stmt, 3, delivery->order != NULL ? delivery->order : "");
  cst_stmt_bind_int (stmt, 4, call->at);
  cst_stmt_bind_int (stmt, 5, call->is_reached);
  cst_stmt_bind_text (stmt, 6, cst_str_is_blank (call->note) ? NULL : call->note);
  cst_stmt_bind_int (stmt, 7, call->again_at);
  cst_stmt_bind_text (stmt, 8, call->person);
  cst_stmt_bind_text (stmt, 9, call->person_name);

  return cst_db_run (db, stmt, error);
}

/**
 * cst_db_add_call:
 * @db: a writer inside a transaction
 * @call: with its moment, and who called
 *
 * C7: notes a call to the customer, in the call log and, without its words, in the journal. The delivery incident
 * stays as it is; a time to try again takes it out of "To handle" until then.
 *
 * Returns: whether it was noted; %CST_DECIDE_ERROR_PERSON, or INCOMPLETE when the time to try again is past
 */
gboolean
cst_db_add_call (CstDb          *db,
                 gint64          account,
                 const char     *delivery,
                 const CstCall  *call,
                 GError        **error)
{
  g_autoptr(CstDelivery) about = NULL;

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);
  g_return_val_if_fail (call->at != 0, FALSE);

  if (cst_str_is_blank (call->person) || cst_str_is_blank (call->person_name))
    {
      g_set_error_literal (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_PERSON,
                           _("Say first who works here: every act names a person."));
      return FALSE;
    }
  if (call->again_at != 0 && call->again_at <= call->at)
    {
      g_set_error_literal (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE,
                           _("The time to call again has to lie ahead."));
      return FALSE;
    }

  if (!(about = cst_db_delivery (db, account, delivery, error)) ||
      !insert_call (db, account, about, call, error) ||
      !cst_db_journal_add_call (db, account, about, call, error))
    return FALSE;

  cst_db_note_change (db, CST_CHANGED_DELIVERIES);

  return cst_db_refresh_order (db, account, about->order, error);
}

/**
 * cst_db_calls:
 *
 * Returns: (transfer full) (element-type CstCall): all calls about a delivery incident, oldest first
 */
GPtrArray *
cst_db_calls (CstDb       *db,
              gint64       account,
              const char  *delivery,
              GError     **error)
{
  g_autoptr(GPtrArray) calls = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_call_free);
  g_autoptr(CstStmt) stmt = cst_db_prepare (db,
                                            "SELECT at, is_reached, note, again_at, person, person_name"
                                            " FROM delivery_calls WHERE account = ?1 AND delivery = ?2 ORDER BY id",
                                            error);
  CstStep step;

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, delivery);
  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      CstCall *call = cst_record_new (&cst_call_type);

      call->at = cst_stmt_int (stmt, 0);
      call->is_reached = cst_stmt_int (stmt, 1) != 0;
      call->note = cst_stmt_dup_text (stmt, 2);
      call->again_at = cst_stmt_int (stmt, 3);
      call->person = cst_stmt_dup_text (stmt, 4);
      call->person_name = cst_stmt_dup_text (stmt, 5);
      g_ptr_array_add (calls, call);
    }

  return step == CST_STEP_DONE ? g_steal_pointer (&calls) : NULL;
}

/* @sql: (account, now) → account, delivery, order, number */
static GPtrArray *
read_calls (CstDb       *db,
            const char  *sql,
            gint64       account,
            gint64       now,
            GError     **error)
{
  g_autoptr(GPtrArray) news = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_news_free);
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, sql, error);
  CstStep step;

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_int (stmt, 2, now);
  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      CstNews *item = g_new0 (CstNews, 1);

      item->kind = CST_NEWS_CALL_AGAIN;
      item->account = cst_stmt_int (stmt, 0);
      item->delivery = cst_stmt_dup_text (stmt, 1);
      item->order = cst_stmt_dup_text (stmt, 2);
      item->number = cst_stmt_dup_text (stmt, 3);
      g_ptr_array_add (news, item);
    }

  return step == CST_STEP_DONE ? g_steal_pointer (&news) : NULL;
}

/* Of those whose time has come and that nobody was reminded of. */
static GPtrArray *
find_due (CstDb   *db,
          gint64   now,
          GError **error)
{
  return read_calls (db,
                     "SELECT account, id, order_id, iif (number <> '', number, order_number) FROM deliveries"
                     " WHERE again_at > 0 AND again_at <= ?2 AND reminded_at <> again_at AND todo = 1 AND ?1 = 0"
                     " ORDER BY again_at",
                     0, now, error);
}

/**
 * cst_db_due_calls:
 *
 * C7: which customers are to be called again by now, whoever was reminded of it. Reads only: a reminder stays the
 * window's.
 *
 * Returns: (transfer full) (element-type CstNews): the longest due first
 */
GPtrArray *
cst_db_due_calls (CstDb   *db,
                  gint64   account,
                  gint64   now,
                  GError **error)
{
  return read_calls (db,
                     "SELECT account, id, order_id, iif (number <> '', number, order_number) FROM deliveries"
                     " WHERE account = ?1 AND again_at > 0 AND again_at <= ?2 AND todo IN (1, 5) ORDER BY again_at",
                     account, now, error);
}

static gboolean
wake (CstDb          *db,
      const CstNews  *item,
      GError        **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "UPDATE deliveries SET reminded_at = again_at WHERE account = ?1 AND id = ?2", error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, item->account);
  cst_stmt_bind_text (stmt, 2, item->delivery);

  return cst_db_run (db, stmt, error) && cst_db_refresh_order (db, item->account, item->order, error);
}

/**
 * cst_db_wake_calls:
 * @db: a writer inside a transaction
 *
 * C7: puts the delivery incidents whose time to call again has come into "To handle".
 *
 * Returns: (transfer full) (element-type CstNews): one reminder for each; the next time they are not among them
 */
GPtrArray *
cst_db_wake_calls (CstDb   *db,
                   gint64   now,
                   GError **error)
{
  g_autoptr(GPtrArray) news = NULL;

  g_return_val_if_fail (cst_db_is_writing (db), NULL);

  if (!(news = find_due (db, now, error)))
    return NULL;

  for (guint i = 0; i < news->len; i++)
    {
      if (!wake (db, g_ptr_array_index (news, i), error))
        return NULL;
    }
  if (news->len > 0)
    cst_db_note_change (db, CST_CHANGED_DELIVERIES);

  return g_steal_pointer (&news);
}

/**
 * cst_db_next_call:
 *
 * Returns: when the next reminder of a call is due, in any account; 0 for never, -1 with @error set
 */
gint64
cst_db_next_call (CstDb   *db,
                  GError **error)
{
  gint64 at = 0;

  return cst_db_get_int (db,
                         "SELECT coalesce (min (again_at), 0) FROM deliveries"
                         " WHERE again_at > 0 AND reminded_at <> again_at AND todo = 1",
                         &at, error) ? at : -1;
}

typedef struct
{
  gint64   account;
  char    *delivery;
  CstCall *call;
} AddRequest;

static void
add_request_free (AddRequest *request)
{
  g_free (request->delivery);
  cst_call_free (request->call);
  g_free (request);
}

static gpointer
add_func (CstDb         *db,
          gpointer       request,
          GCancellable  *cancellable,
          GError       **error)
{
  AddRequest *wanted = request;

  return GINT_TO_POINTER (cst_db_add_call (db, wanted->account, wanted->delivery, wanted->call, error));
}

/**
 * cst_store_add_call_async:
 *
 * cst_db_add_call() for the main thread.
 */
void
cst_store_add_call_async (CstStore            *store,
                          gint64               account,
                          const char          *delivery,
                          const CstCall       *call,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  AddRequest *request = g_new0 (AddRequest, 1);

  request->account = account;
  request->delivery = g_strdup (delivery);
  request->call = cst_record_dup (&cst_call_type, call);

  cst_store_run_async (store, add_func, request, (GDestroyNotify) add_request_free, NULL, cancellable, callback,
                       user_data);
}

gboolean
cst_store_add_call_finish (CstStore      *store,
                           GAsyncResult  *result,
                           GError       **error)
{
  return cst_store_run_finish (store, result, error) != NULL;
}
