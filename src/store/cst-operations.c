/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-operations.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "cst-escalation.h"
#include "cst-journal.h"
#include "cst-overlay.h"
#include "cst-util.h"

G_DEFINE_QUARK (cst-decide-error-quark, cst_decide_error)

/* The row repeats what queries need; the body is the whole record. */

static gboolean
read_operation (CstStmt       *stmt,
                CstOperation **operation,
                GError       **error)
{
  g_autoptr(CstOperation) read = cst_record_new (&cst_operation_type);

  if (!cst_record_from_text (&cst_operation_type, read, cst_stmt_text (stmt, 1), error))
    return FALSE;

  read->id = cst_stmt_int (stmt, 0);
  *operation = g_steal_pointer (&read);

  return TRUE;
}

static GPtrArray *
read_operations (CstDb    *db,
                 CstStmt  *stmt,
                 GError  **error)
{
  g_autoptr(GPtrArray) operations = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_operation_free);
  CstStep step;

  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      CstOperation *operation = NULL;

      if (!read_operation (stmt, &operation, error))
        return NULL;
      g_ptr_array_add (operations, operation);
    }

  return step == CST_STEP_DONE ? g_steal_pointer (&operations) : NULL;
}

/**
 * cst_db_operation:
 *
 * Returns: (transfer full): the operation, %NULL with %CST_STORE_ERROR_NOT_FOUND when there is none
 */
CstOperation *
cst_db_operation (CstDb   *db,
                  gint64   id,
                  GError **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "SELECT id, body FROM operations WHERE id = ?1", error);
  CstOperation *operation = NULL;
  CstStep step;

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, id);
  step = cst_db_step (db, stmt, error);
  if (step == CST_STEP_DONE)
    g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND,
                 _("There is no operation %" PRId64 "."), id);

  return step == CST_STEP_ROW && read_operation (stmt, &operation, error) ? operation : NULL;
}

/**
 * cst_db_operations_of_order:
 *
 * Returns: (transfer full) (element-type CstOperation): all of them, whatever their state, oldest first
 */
GPtrArray *
cst_db_operations_of_order (CstDb       *db,
                            gint64       account,
                            const char  *order,
                            GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT id, body FROM operations"
                    " WHERE account = ?1 AND order_id = ?2 ORDER BY id",
                    error);

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, order);

  return read_operations (db, stmt, error);
}

/**
 * cst_db_pending_operations:
 * @account: an account, 0 for all
 *
 * Returns: (transfer full) (element-type CstOperation): held, queued, sending and unknown ones, oldest first
 */
GPtrArray *
cst_db_pending_operations (CstDb   *db,
                           gint64   account,
                           GError **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT id, body FROM operations"
                    " WHERE state IN (1, 2, 3, 6) AND (?1 = 0 OR account = ?1) ORDER BY id",
                    error);

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, account);

  return read_operations (db, stmt, error);
}

/**
 * cst_db_desk_operations:
 *
 * What our people share about incidents (R7), and messages; of ten thousand other operations that wait none is read.
 *
 * Returns: (transfer full) (element-type CstOperation): queued and sending ones, oldest first
 */
GPtrArray *
cst_db_desk_operations (CstDb   *db,
                        gint64   account,
                        GError **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT id, body FROM operations"
                    " WHERE state IN (1, 2, 3, 6) AND account = ?1 AND state IN (?2, ?3)"
                    " AND kind IN (?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ORDER BY id",
                    error);

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_int (stmt, 2, CST_OPERATION_QUEUED);
  cst_stmt_bind_int (stmt, 3, CST_OPERATION_SENDING);
  cst_stmt_bind_int (stmt, 4, CST_OPERATION_NOTE);
  cst_stmt_bind_int (stmt, 5, CST_OPERATION_FINDING);
  cst_stmt_bind_int (stmt, 6, CST_OPERATION_EVIDENCE);
  cst_stmt_bind_int (stmt, 7, CST_OPERATION_ASSIGN);
  cst_stmt_bind_int (stmt, 8, CST_OPERATION_UNASSIGN);
  cst_stmt_bind_int (stmt, 9, CST_OPERATION_OPENED);
  cst_stmt_bind_int (stmt, 10, CST_OPERATION_MARK_READ);
  cst_stmt_bind_int (stmt, 11, CST_OPERATION_MESSAGE);

  return read_operations (db, stmt, error);
}

/**
 * cst_db_doubtful_operations:
 *
 * Returns: (transfer full) (element-type CstOperation): what is being sent or has an unknown outcome, oldest first:
 *   few, however many wait
 */
GPtrArray *
cst_db_doubtful_operations (CstDb   *db,
                            gint64   account,
                            GError **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "SELECT id, body FROM operations WHERE state IN (3, 6) AND account = ?1 ORDER BY id", error);

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, account);

  return read_operations (db, stmt, error);
}

/**
 * cst_db_waiting_decisions:
 *
 * Returns: (transfer full) (element-type CstOperation): what is held or queued and is about something that was there
 *   before, oldest first: no cases being recorded, of which an import brings thousands
 */
GPtrArray *
cst_db_waiting_decisions (CstDb   *db,
                          gint64   account,
                          GError **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT id, body FROM operations"
                    " WHERE state IN (1, 2) AND account = ?1 AND kind <> ?2 ORDER BY id",
                    error);

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_int (stmt, 2, CST_OPERATION_RECORD_CASE);

  return read_operations (db, stmt, error);
}

/**
 * cst_db_recorded_cases:
 * @after: an operation's id, 0 for all
 *
 * Returns: (transfer full) (element-type CstOperation): the cases recorded after it that are not in the truth yet,
 *   oldest first
 */
GPtrArray *
cst_db_recorded_cases (CstDb   *db,
                       gint64   account,
                       gint64   after,
                       GError **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT id, body FROM operations"
                    " WHERE account = ?1 AND id > ?2 AND kind = ?3 AND state IN (1, 2, 3, 6) ORDER BY id",
                    error);

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_int (stmt, 2, after);
  cst_stmt_bind_int (stmt, 3, CST_OPERATION_RECORD_CASE);

  return read_operations (db, stmt, error);
}

/* What must never overtake, nor be sent after, something whose outcome nobody knows. */
static gboolean
is_weighty (const CstOperation *operation)
{
  switch (operation->kind)
    {
    case CST_OPERATION_REFUND:
    case CST_OPERATION_REPLACEMENT:
    case CST_OPERATION_SHIP_REPLACEMENT:
    case CST_OPERATION_RETURN_LABEL:
    case CST_OPERATION_RETURN_RECEIVED:
    case CST_OPERATION_RETURN_INSPECTED:
    case CST_OPERATION_DELIVERY_ANSWER:
    case CST_OPERATION_REPORT:
    case CST_OPERATION_CANCEL:
    case CST_OPERATION_RETURN_ACCEPTED:
    case CST_OPERATION_RETURN_REFUSED:
    case CST_OPERATION_RETURN_CLOSED:
      return TRUE;
    case CST_OPERATION_UNKNOWN:
    case CST_OPERATION_MESSAGE:
    case CST_OPERATION_NOTE:
    case CST_OPERATION_FINDING:
    case CST_OPERATION_EVIDENCE:
    case CST_OPERATION_ASSIGN:
    case CST_OPERATION_UNASSIGN:
    case CST_OPERATION_OPENED:
    case CST_OPERATION_MARK_READ:
    case CST_OPERATION_RECORD_CASE:
    case CST_OPERATION_RECORD_EVENT:
    default:
      return FALSE;
    }
}

/* Walks pending operations in the order they were decided. @blocked holds the orders whose lane
 * stands still, @doubtful those with an outcome to be settled by a person. */
static gboolean
may_go (const CstOperation *operation,
        GHashTable         *blocked,
        GHashTable         *doubtful,
        gint64              now)
{
  if (g_hash_table_contains (blocked, operation->order))
    return FALSE;

  if (operation->state == CST_OPERATION_OUTCOME_UNKNOWN)
    {
      g_hash_table_add (doubtful, g_strdup (operation->order));
      return FALSE;
    }

  if (is_weighty (operation) && g_hash_table_contains (doubtful, operation->order))
    return FALSE;

  if (operation->state == CST_OPERATION_QUEUED && operation->next_try_at <= now)
    return TRUE;

  g_hash_table_add (blocked, g_strdup (operation->order));

  return FALSE;
}

/**
 * cst_db_next_operation:
 *
 * The lanes: within an order, operations leave in the order they were decided; one that is held,
 * being sent or waiting for its next try stops its own order and no other. An unknown outcome stops
 * what moves money or goods on its order, and lets messages and notes pass.
 *
 * Returns: (transfer full) (nullable): the operation to send now; %NULL without error when there is none
 */
CstOperation *
cst_db_next_operation (CstDb   *db,
                       gint64   account,
                       gint64   now,
                       GError **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT id, body FROM operations"
                    " WHERE state IN (1, 2, 3, 6) AND account = ?1 ORDER BY id",
                    error);
  g_autoptr(GHashTable) blocked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) doubtful = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (stmt == NULL)
    return NULL;

  /* Ten thousand may wait behind the first that can go: none of them is read. */
  cst_stmt_bind_int (stmt, 1, account);
  while (cst_db_step (db, stmt, error) == CST_STEP_ROW)
    {
      g_autoptr(CstOperation) operation = NULL;

      if (!read_operation (stmt, &operation, error))
        return NULL;
      if (may_go (operation, blocked, doubtful, now))
        return g_steal_pointer (&operation);
    }

  return NULL;
}

/**
 * cst_db_next_wakeup:
 *
 * Returns: when, after @now, the account's next operation comes out of its undo window or is tried again; 0 when
 * nothing waits for the clock, -1 with @error set
 */
gint64
cst_db_next_wakeup (CstDb   *db,
                    gint64   account,
                    gint64   now,
                    GError **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT coalesce (min (at), 0) FROM"
                    " (SELECT CASE state WHEN 1 THEN hold_until ELSE next_try_at END AS at"
                    " FROM operations WHERE account = ?1 AND state IN (1, 2, 3)) WHERE at > ?2",
                    error);

  if (stmt == NULL)
    return -1;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_int (stmt, 2, now);

  return cst_db_step (db, stmt, error) == CST_STEP_ROW ? cst_stmt_int (stmt, 0) : -1;
}

static gboolean
write_operation (CstDb               *db,
                 const CstOperation  *operation,
                 CstOperationState    from,
                 GError             **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "UPDATE operations SET state = ?3, hold_until = ?4, next_try_at = ?5,"
                    " first_sent_at = ?6, finished_at = ?7, body = ?8"
                    " WHERE id = ?1 AND state = ?2",
                    error);
  g_autofree char *body = cst_record_to_text (&cst_operation_type, operation);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, operation->id);
  cst_stmt_bind_int (stmt, 2, (gint64) from);
  cst_stmt_bind_int (stmt, 3, (gint64) operation->state);
  cst_stmt_bind_int (stmt, 4, operation->hold_until);
  cst_stmt_bind_int (stmt, 5, operation->next_try_at);
  cst_stmt_bind_int (stmt, 6, operation->first_sent_at);
  cst_stmt_bind_int (stmt, 7, operation->finished_at);
  cst_stmt_bind_text (stmt, 8, body);

  if (!cst_db_run (db, stmt, error))
    return FALSE;

  if (cst_db_changed_rows (db) != 1)
    {
      g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_MOVED,
                   _("Operation %" PRId64 " changed meanwhile."), operation->id);
      return FALSE;
    }

  cst_db_note_change (db, CST_CHANGED_OPERATIONS | CST_CHANGED_INCIDENTS | CST_CHANGED_ORDERS |
                      CST_CHANGED_DELIVERIES);

  return cst_db_refresh_order (db, operation->account, operation->order, error);
}

/**
 * cst_db_update_operation:
 * @operation: with its state unchanged
 *
 * Keeps what sending learnt: attempts, next try, remote ids of uploaded files. Its state only
 * changes through cst_db_move_operation(); %CST_STORE_ERROR_MOVED when it did meanwhile.
 */
gboolean
cst_db_update_operation (CstDb               *db,
                         const CstOperation  *operation,
                         GError             **error)
{
  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  return write_operation (db, operation, operation->state, error);
}

static gboolean
is_final (CstOperationState state)
{
  return state == CST_OPERATION_CONFIRMED || state == CST_OPERATION_REFUSED_STATE ||
         state == CST_OPERATION_CONFLICT || state == CST_OPERATION_CANCELLED;
}

/* What is confirmed without the truth that shows it counts until newer truth comes (R1). */
static gboolean
note_known_version (CstDb         *db,
                    CstOperation  *operation,
                    GError       **error)
{
  g_autoptr(CstStmt) stmt = NULL;
  CstStep step;

  if (!cst_operation_is_resolution (operation))
    return TRUE;
  if (!(stmt = cst_db_prepare (db, "SELECT version FROM incidents WHERE account = ?1 AND id = ?2", error)))
    return FALSE;

  cst_stmt_bind_int (stmt, 1, operation->account);
  cst_stmt_bind_text (stmt, 2, operation->incident);
  if ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    operation->if_version = MAX (operation->if_version, cst_stmt_int (stmt, 0));

  return step != CST_STEP_ERROR;
}

static gboolean
move_by (CstDb              *db,
         CstOperation       *operation,
         CstOperationState   to,
         const char         *problem,
         const char         *person,
         gint64              now,
         GError            **error)
{
  CstOperationState from = operation->state;

  if (!cst_operation_can_move (from, to))
    {
      g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_FAILED,
                   "An operation cannot go from %s to %s",
                   cst_enum_nick (&cst_operation_state_type, (int) from),
                   cst_enum_nick (&cst_operation_state_type, (int) to));
      return FALSE;
    }

  operation->state = to;
  cst_set_str (&operation->last_problem, problem);
  if (to == CST_OPERATION_SENDING)
    {
      operation->attempts++;
      operation->next_try_at = 0;
      if (operation->first_sent_at == 0)
        operation->first_sent_at = now;
    }
  operation->finished_at = is_final (to) ? now : 0;

  if ((to != CST_OPERATION_CONFIRMED || note_known_version (db, operation, error)) &&
      (to == CST_OPERATION_CONFIRMED || !is_final (to) ||
       cst_db_drop_escalation (db, operation, person, now, error)) &&
      write_operation (db, operation, from, error) &&
      cst_db_journal_add_move (db, operation, from, person, now, error))
    return TRUE;

  operation->state = from;

  return FALSE;
}

/**
 * cst_db_move_operation:
 * @operation: (inout): as it was read; on success in its new state
 * @problem: (nullable): why, in plain words
 *
 * One step of an operation's life, with its journal entry. Going to *sending* counts the attempt
 * and remembers the first one; commit it before the first byte leaves.
 *
 * Returns: whether it moved; %CST_STORE_ERROR_MOVED when the row no longer is in @operation's state
 */
gboolean
cst_db_move_operation (CstDb              *db,
                       CstOperation       *operation,
                       CstOperationState   to,
                       const char         *problem,
                       gint64              now,
                       GError            **error)
{
  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  return move_by (db, operation, to, problem, NULL, now, error);
}

/**
 * cst_db_release_held:
 *
 * Queues every held operation whose undo window is over, in all accounts.
 *
 * Returns: how many, -1 with @error set
 */
int
cst_db_release_held (CstDb   *db,
                     gint64   now,
                     GError **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT id, body FROM operations WHERE state = 1 AND hold_until <= ?1 ORDER BY id",
                    error);
  g_autoptr(GPtrArray) due = NULL;

  g_return_val_if_fail (cst_db_is_writing (db), -1);

  if (stmt == NULL)
    return -1;

  cst_stmt_bind_int (stmt, 1, now);
  if (!(due = read_operations (db, stmt, error)))
    return -1;

  for (guint i = 0; i < due->len; i++)
    {
      if (!cst_db_move_operation (db, g_ptr_array_index (due, i), CST_OPERATION_QUEUED, NULL, now, error))
        return -1;
    }

  return (int) due->len;
}

/* The longest that anything is put off: a marketplace may ask for a day of silence. */
#define LONGEST_WAIT_S (24 * 60 * 60)

/* Returns whether it changed. */
static gboolean
follow_clock (CstOperation *operation,
              gint64        now)
{
  gint64 window = operation->hold_until - operation->created_at;

  if (operation->state == CST_OPERATION_HELD && operation->created_at > now && operation->hold_until > now + window)
    {
      operation->hold_until = now + window;
      return TRUE;
    }
  if (operation->state != CST_OPERATION_HELD && operation->next_try_at > now + LONGEST_WAIT_S)
    {
      operation->next_try_at = 0;
      return TRUE;
    }

  return FALSE;
}

/**
 * cst_db_follow_clock:
 *
 * What was decided or put off while this computer's clock was ahead would wait until the wrong time comes: once the
 * clock is right again, an undo window begins anew and what was put off is due.
 */
gboolean
cst_db_follow_clock (CstDb   *db,
                     gint64   account,
                     gint64   now,
                     GError **error)
{
  g_autoptr(GPtrArray) pending = cst_db_pending_operations (db, account, error);

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  for (guint i = 0; pending != NULL && i < pending->len; i++)
    {
      CstOperation *operation = g_ptr_array_index (pending, i);

      if (follow_clock (operation, now) && !cst_db_update_operation (db, operation, error))
        return FALSE;
    }

  return pending != NULL;
}

static gboolean
refuse (GError     **error,
        const char  *why)
{
  g_set_error_literal (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED, why);

  return FALSE;
}

/**
 * cst_db_undo_operation:
 * @person: (nullable): the id of who undoes it
 *
 * Takes back an operation of which no byte has left.
 */
gboolean
cst_db_undo_operation (CstDb       *db,
                       gint64       id,
                       const char  *person,
                       gint64       now,
                       GError     **error)
{
  g_autoptr(CstOperation) operation = cst_db_operation (db, id, error);

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  if (operation == NULL)
    return FALSE;
  if (!cst_operation_may_undo (operation))
    return refuse (error, _("It is too late to undo this: it has left, or is already settled."));

  return move_by (db, operation, CST_OPERATION_CANCELLED, NULL, person, now, error);
}

/**
 * cst_db_retry_operation:
 * @person: (nullable): the id of who asks for it
 *
 * Tries again at once. A queued operation loses its waiting time. One with an unknown outcome is
 * queued again only because a person has seen at the marketplace that it did not arrive; it keeps
 * its key. What was refused is decided anew instead.
 */
gboolean
cst_db_retry_operation (CstDb       *db,
                        gint64       id,
                        const char  *person,
                        gint64       now,
                        GError     **error)
{
  g_autoptr(CstOperation) operation = cst_db_operation (db, id, error);

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  if (operation == NULL)
    return FALSE;

  operation->next_try_at = 0;
  if (operation->state == CST_OPERATION_QUEUED)
    return cst_db_update_operation (db, operation, error);
  if (operation->state != CST_OPERATION_OUTCOME_UNKNOWN)
    return refuse (error, _("This cannot be sent again. Decide anew instead."));

  return move_by (db, operation, CST_OPERATION_QUEUED, NULL, person, now, error);
}

/**
 * cst_db_settle_operation:
 * @outcome: %CST_OPERATION_CONFIRMED or %CST_OPERATION_CANCELLED
 * @person: (nullable): the id of who says so
 *
 * A person's word on what no machine can tell: an unknown outcome was seen at the marketplace
 * (confirmed) or given up (cancelled); a conflict or a refusal was looked at (cancelled).
 */
gboolean
cst_db_settle_operation (CstDb              *db,
                         gint64              id,
                         CstOperationState   outcome,
                         const char         *person,
                         gint64              now,
                         GError            **error)
{
  g_autoptr(CstOperation) operation = cst_db_operation (db, id, error);

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);
  g_return_val_if_fail (outcome == CST_OPERATION_CONFIRMED || outcome == CST_OPERATION_CANCELLED, FALSE);

  if (operation == NULL)
    return FALSE;
  if (cst_operation_may_undo (operation) || operation->state == CST_OPERATION_SENDING ||
      !cst_operation_can_move (operation->state, outcome))
    return refuse (error, _("There is nothing to settle: the marketplace’s answer is known or still awaited."));

  return move_by (db, operation, outcome, operation->last_problem, person, now, error);
}
