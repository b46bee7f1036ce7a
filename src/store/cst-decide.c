/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-decide-checks.h"

#include <glib/gi18n-lib.h>

#include "cst-accounts.h"
#include "cst-case-marks.h"
#include "cst-decide-delivery.h"
#include "cst-drafts.h"
#include "cst-escalation.h"
#include "cst-journal.h"
#include "cst-operations.h"
#include "cst-overlay.h"
#include "cst-quantities.h"
#include "cst-truth.h"
#include "cst-util.h"

/* The rule when an account does not say how long a message may be. */
#define MESSAGE_LIMIT 4000

gboolean
cst_decide_incomplete (GError     **error,
                       const char  *what)
{
  g_set_error_literal (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE, what);

  return FALSE;
}

gboolean
cst_decide_not_allowed (GError     **error,
                        const char  *why)
{
  g_set_error_literal (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED, why);

  return FALSE;
}

static gboolean
check_text (const CstDecideContext  *context,
            const CstOperation      *operation,
            GError                 **error)
{
  int limit = context->account->info.message_limit > 0 ? context->account->info.message_limit : MESSAGE_LIMIT;
  glong length = operation->text != NULL ? g_utf8_strlen (operation->text, -1) : 0;

  if (cst_str_is_blank (operation->text))
    return cst_decide_incomplete (error, _("Write a text first."));

  if (length > limit)
    {
      g_set_error (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE,
                   ngettext ("The text is %ld character too long.", "The text is %ld characters too long.",
                             (gulong) (length - limit)),
                   length - limit);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_message (const CstDecideContext  *context,
               const CstOperation      *operation,
               GError                 **error)
{
  gboolean is_about_ending = operation->purpose == CST_PURPOSE_RESOLUTION ||
                             operation->purpose == CST_PURPOSE_ESCALATION;

  if (operation->files->len > CST_MESSAGE_FILES_MAX)
    return cst_decide_incomplete (error, _("The message has too many files."));
  if (is_about_ending && context->incident == NULL)
    return cst_decide_incomplete (error, _("Say which problem it is about."));
  if (operation->purpose == CST_PURPOSE_RESOLUTION && !cst_account_can (context->account, CST_CAN_MARK_RESOLVED))
    return cst_decide_not_allowed (error, _("This site does not let the brand mark an incident as resolved."));
  if (operation->purpose == CST_PURPOSE_ESCALATION && !cst_account_can (context->account, CST_CAN_ESCALATE))
    return cst_decide_not_allowed (error, _("This site takes no messages to the marketplace."));
  if (is_about_ending && cst_incident_is_settled (context->incident))
    return cst_decide_not_allowed (error, _("This incident is over already."));

  for (guint i = 0; i < operation->files->len; i++)
    {
      const CstOutgoingFile *file = g_ptr_array_index (operation->files, i);

      if (!cst_account_info_takes_in_message (&context->account->info, file->media_type))
        {
          g_set_error (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED,
                       _("The marketplace takes no file like “%s” in a message."), file->filename);
          return FALSE;
        }
    }

  return check_text (context, operation, error);
}

static gboolean
needs_incident (const CstOperation *operation)
{
  return operation->kind != CST_OPERATION_MESSAGE && operation->kind != CST_OPERATION_MARK_READ &&
         operation->kind != CST_OPERATION_REPORT;
}

/**
 * cst_decide_check:
 *
 * Whether @operation is complete and the truth allows it. Reads nothing but its arguments.
 */
gboolean
cst_decide_check (const CstDecideContext  *context,
                  const CstOperation      *operation,
                  GError                 **error)
{
  if (context->incident == NULL && needs_incident (operation))
    return cst_decide_incomplete (error, _("Say which problem it is about."));
  if (context->incident != NULL && g_strcmp0 (context->incident->order, operation->order) != 0)
    return cst_decide_not_allowed (error, _("The problem belongs to another order."));

  switch (operation->kind)
    {
    case CST_OPERATION_REFUND:
    case CST_OPERATION_REPLACEMENT:
      return cst_decide_check_resolution (context, operation, error);
    case CST_OPERATION_SHIP_REPLACEMENT:
    case CST_OPERATION_RETURN_LABEL:
    case CST_OPERATION_RETURN_RECEIVED:
    case CST_OPERATION_RETURN_INSPECTED:
    case CST_OPERATION_CANCEL:
    case CST_OPERATION_RETURN_ACCEPTED:
    case CST_OPERATION_RETURN_REFUSED:
    case CST_OPERATION_RETURN_CLOSED:
      return cst_decide_check_step (context, operation, error);
    case CST_OPERATION_MESSAGE:
      return check_message (context, operation, error);
    case CST_OPERATION_NOTE:
      return check_text (context, operation, error);
    case CST_OPERATION_FINDING:
      return cst_decide_check_finding (context, operation, error);
    case CST_OPERATION_EVIDENCE:
      return cst_decide_check_evidence (context, operation, error);
    case CST_OPERATION_ASSIGN:
      if (cst_str_is_blank (operation->assignee) || cst_str_is_blank (operation->assignee_name))
        return cst_decide_incomplete (error, _("Choose whom to assign it to."));
      return TRUE;
    case CST_OPERATION_MARK_READ:
      if (cst_str_is_blank (operation->read_up_to))
        return cst_decide_incomplete (error, _("Say up to which message was read."));
      return TRUE;
    case CST_OPERATION_UNASSIGN:
    case CST_OPERATION_OPENED:
      return TRUE;
    case CST_OPERATION_RECORD_EVENT:
      return cst_decide_check_event (context, operation, error);
    case CST_OPERATION_REPORT:
      return cst_decide_check_report (context, operation, error);
    case CST_OPERATION_RECORD_CASE:
    case CST_OPERATION_DELIVERY_ANSWER:
    case CST_OPERATION_UNKNOWN:
    default:
      return cst_decide_not_allowed (error, _("This version does not know this kind of operation."));
    }
}

static const CstIncident *
find_incident (GPtrArray  *incidents,
               const char *id)
{
  for (guint i = 0; i < incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (incidents, i);

      if (g_strcmp0 (incident->id, id) == 0)
        return incident;
    }

  return NULL;
}

static gboolean
complete (const CstDecideContext  *context,
          CstOperation            *operation,
          GError                 **error)
{
  if (operation->if_version == 0 && context->incident != NULL)
    operation->if_version = context->incident->version;

  if (!cst_decide_check (context, operation, error))
    return FALSE;

  if (operation->kind == CST_OPERATION_REFUND)
    cst_refund_amounts (context->order, context->incidents, context->operations, operation, &operation->expected);

  return TRUE;
}

/* Asked ahead of the decision, it is about now. */
static gint64
moment_of (const CstOperation *operation)
{
  return operation->created_at != 0 ? operation->created_at : g_get_real_time () / G_USEC_PER_SEC;
}

/* What the checks of a decision are made on; the account is looked up first. */
typedef struct
{
  CstDecideContext  context;
  CstAccount       *account;
  CstOrder         *order;
  GPtrArray        *incidents;
  GPtrArray        *operations;
  CstRuling        *ruling;
} Loaded;

static void
loaded_clear (Loaded *self)
{
  g_clear_pointer (&self->account, cst_account_free);
  g_clear_pointer (&self->order, cst_order_free);
  g_clear_pointer (&self->incidents, g_ptr_array_unref);
  g_clear_pointer (&self->operations, g_ptr_array_unref);
  g_clear_pointer (&self->ruling, cst_ruling_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Loaded, loaded_clear)

/* P7: an arbitration takes the decision away from us, and its decision takes the place of ours. */
static gboolean
load_arbitration (Loaded              *self,
                  CstDb               *db,
                  const CstOperation  *operation,
                  GError             **error)
{
  g_autoptr(GPtrArray) marks = NULL;

  if (operation->incident == NULL || !cst_operation_is_resolution (operation))
    return TRUE;
  if (!(marks = cst_db_case_marks (db, operation->account, operation->incident, error)))
    return FALSE;

  self->ruling = cst_case_marks_ruling (marks);
  self->context.ruling = self->ruling;
  self->context.in_arbitration = cst_case_marks_in_arbitration (marks);

  return TRUE;
}

static gboolean
load_context (Loaded              *self,
              CstDb               *db,
              const CstOperation  *operation,
              GError             **error)
{
  if (!(self->order = cst_db_order (db, operation->account, operation->order, error)) ||
      !(self->incidents = cst_db_order_incidents (db, operation->account, operation->order, error)) ||
      !(self->operations = cst_db_operations_of_order (db, operation->account, operation->order, error)) ||
      !load_arbitration (self, db, operation, error))
    return FALSE;

  self->context.account = self->account;
  self->context.order = self->order;
  self->context.incidents = self->incidents;
  self->context.operations = self->operations;
  self->context.incident = find_incident (self->incidents, operation->incident);
  if (operation->incident == NULL || self->context.incident != NULL)
    return TRUE;

  g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND,
               _("The order has no problem “%s”."), operation->incident);

  return FALSE;
}

static gboolean
check_may_record (const CstAccount    *account,
                  const CstOperation  *operation,
                  GError             **error)
{
  if (cst_operation_needs (operation->kind) != CST_CAN_RECORD || cst_account_can (account, CST_CAN_RECORD))
    return TRUE;

  return cst_decide_not_allowed (error, _("This account has a site; its incidents are not recorded by hand."));
}

/**
 * cst_db_check_decision:
 * @operation: (inout): without id and state; a refund gets its expected amounts
 *
 * Whether cst_db_decide() would take it as truth and outbox are now; it asks this itself, inside the transaction that
 * writes. A case that is being recorded brings its order and its incident with it.
 *
 * Returns: %FALSE with @error set as cst_db_decide() does
 */
gboolean
cst_db_check_decision (CstDb         *db,
                       CstOperation  *operation,
                       GError       **error)
{
  g_auto(Loaded) loaded = { .account = cst_db_account (db, operation->account, error) };

  if (loaded.account == NULL || !check_may_record (loaded.account, operation, error))
    return FALSE;
  if (operation->kind == CST_OPERATION_RECORD_CASE)
    return cst_decide_check_case (operation, error);
  if (operation->kind == CST_OPERATION_DELIVERY_ANSWER)
    return cst_db_check_answer (db, loaded.account, operation, moment_of (operation), error);

  return load_context (&loaded, db, operation, error) && complete (&loaded.context, operation, error);
}

/* What was decided earlier keeps its place; what came later finds out for itself. */
static void
keep_earlier (GPtrArray          *operations,
              const CstOperation *operation)
{
  for (guint i = operations->len; i > 0; i--)
    {
      const CstOperation *other = g_ptr_array_index (operations, i - 1);

      if (other->id >= operation->id)
        g_ptr_array_remove_index (operations, i - 1);
    }
}

/**
 * cst_decide_is_refusal:
 *
 * Returns: whether the checks of a decision refused it, with a message for people; anything else is this computer's
 * trouble and says nothing about the decision
 */
gboolean
cst_decide_is_refusal (const GError *error)
{
  return error->domain == CST_DECIDE_ERROR || error->domain == CST_QUANTITY_ERROR ||
         g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_UNFINISHED) ||
         g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_MOVED) ||
         g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND);
}

/**
 * cst_db_check_waiting:
 * @operation: one that waits in the outbox
 * @now: when it would leave
 *
 * Whether it would be decided again as truth, and what was decided before it, are now.
 *
 * Returns: %FALSE with @error set as cst_db_decide() does
 */
gboolean
cst_db_check_waiting (CstDb               *db,
                      const CstOperation  *operation,
                      gint64               now,
                      GError             **error)
{
  g_auto(Loaded) loaded = { .account = cst_db_account (db, operation->account, error) };
  g_autoptr(CstOperation) copy = NULL;

  if (loaded.account == NULL || !check_may_record (loaded.account, operation, error))
    return FALSE;
  if (operation->kind == CST_OPERATION_RECORD_CASE)
    return cst_decide_check_case (operation, error);
  if (operation->kind == CST_OPERATION_DELIVERY_ANSWER)
    {
      copy = cst_operation_copy (operation);
      copy->id = operation->id;
      return cst_db_check_answer (db, loaded.account, copy, now, error);
    }

  if (!load_context (&loaded, db, operation, error))
    return FALSE;

  keep_earlier (loaded.operations, operation);

  return cst_decide_check (&loaded.context, operation, error);
}

static gboolean
insert_operation (CstDb         *db,
                  CstOperation  *operation,
                  GError       **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "INSERT INTO operations"
                    " (account, key, kind, state, order_id, incident, created_at, hold_until, body)"
                    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                    error);
  g_autofree char *body = cst_record_to_text (&cst_operation_type, operation);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, operation->account);
  cst_stmt_bind_text (stmt, 2, operation->key);
  cst_stmt_bind_int (stmt, 3, (gint64) operation->kind);
  cst_stmt_bind_int (stmt, 4, (gint64) operation->state);
  cst_stmt_bind_text (stmt, 5, operation->order);
  cst_stmt_bind_text (stmt, 6, operation->incident);
  cst_stmt_bind_int (stmt, 7, operation->created_at);
  cst_stmt_bind_int (stmt, 8, operation->hold_until);
  cst_stmt_bind_text (stmt, 9, body);

  if (!cst_db_run (db, stmt, error))
    return FALSE;

  operation->id = cst_db_last_id (db);
  cst_db_note_change (db, CST_CHANGED_OPERATIONS | CST_CHANGED_INCIDENTS | CST_CHANGED_ORDERS |
                      CST_CHANGED_DELIVERIES);

  return TRUE;
}

/* "Opened by" and read marks only matter in their latest form: an older one that never left would
 * tell the marketplace nothing. */
static gboolean
supersede (CstDb               *db,
           const CstOperation  *operation,
           gint64               now,
           GError             **error)
{
  g_autoptr(GPtrArray) operations = NULL;

  if (operation->kind != CST_OPERATION_OPENED && operation->kind != CST_OPERATION_MARK_READ)
    return TRUE;

  if (!(operations = cst_db_operations_of_order (db, operation->account, operation->order, error)))
    return FALSE;

  for (guint i = 0; i < operations->len; i++)
    {
      CstOperation *older = g_ptr_array_index (operations, i);

      if (older->kind == operation->kind && cst_operation_may_undo (older) && older->attempts == 0 &&
          g_strcmp0 (older->incident, operation->incident) == 0 && g_strcmp0 (older->person, operation->person) == 0 &&
          !cst_db_move_operation (db, older, CST_OPERATION_CANCELLED, NULL, now, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * cst_db_decide:
 * @operation: (inout): without id and state; gets both, and a refund its expected amounts
 * @hold_s: the undo window in seconds, 0 to queue at once
 * @draft_key: (nullable): the draft it was written in, which goes away with the same commit
 *
 * A person's decision, in one transaction of the caller: checked against truth and outbox as they
 * are now (R1, one unfinished resolution per incident, O6, O7, R7), written, noted in the journal.
 *
 * Returns: the operation's id, 0 with @error set and nothing written. %CST_DECIDE_ERROR and
 * %CST_QUANTITY_ERROR carry messages for people, %CST_STORE_ERROR_UNFINISHED and
 * %CST_STORE_ERROR_MOVED too.
 */
gint64
cst_db_decide (CstDb         *db,
               CstOperation  *operation,
               gint64         now,
               int            hold_s,
               const char    *draft_key,
               GError       **error)
{
  g_return_val_if_fail (cst_db_is_writing (db), 0);
  g_return_val_if_fail (operation != NULL && operation->state == CST_OPERATION_STATE_NONE, 0);
  g_return_val_if_fail (operation->order != NULL && operation->key != NULL, 0);

  if (cst_str_is_blank (operation->person) || cst_str_is_blank (operation->person_name))
    {
      g_set_error_literal (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_PERSON,
                           _("Say first who works here: every act names a person."));
      return 0;
    }

  operation->created_at = now;
  if (!cst_db_check_decision (db, operation, error) || !supersede (db, operation, now, error))
    return 0;

  operation->state = hold_s > 0 ? CST_OPERATION_HELD : CST_OPERATION_QUEUED;
  operation->hold_until = hold_s > 0 ? now + hold_s : 0;

  if (insert_operation (db, operation, error) && cst_db_journal_add_decision (db, operation, now, error) &&
      cst_db_note_escalation (db, operation, error) &&
      (draft_key == NULL || cst_db_delete_draft (db, draft_key, error)) &&
      cst_db_refresh_order (db, operation->account, operation->order, error))
    return operation->id;

  operation->id = 0;
  operation->state = CST_OPERATION_STATE_NONE;

  return 0;
}
