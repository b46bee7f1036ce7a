/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-overlay.h"

#include "cst-cache-want.h"
#include "cst-delivery-overlay.h"
#include "cst-due-hook.h"
#include "cst-findings.h"
#include "cst-incident-facts.h"
#include "cst-search-index.h"
#include "cst-search.h"
#include "cst-truth.h"
#include "cst-util.h"

/* What lists show of an order and its incidents beyond the bare truth: the most pressing incident,
 * what is left to do, and the operations that lie over the truth. Worked out for one order at a
 * time, in the transaction that changed any part of it, and kept in columns that lists can sort by. */

/* Urgencies: due times as they are, then what has no due time by its age, then what is settled. */
#define URGENCY_WITHOUT_DUE (G_GINT64_CONSTANT (1) << 40)
#define URGENCY_SETTLED (G_GINT64_CONSTANT (1) << 41)

CST_DEFINE_ENUM_TYPE (cst_todo,
                      "none",
                      "choose",
                      "answer",
                      "ship",
                      "inspect",
                      "label",
                      "customer-reply",
                      "failed-operation",
                      "return");

CST_DEFINE_ENUM_TYPE (cst_order_tab,
                      "all",
                      "to-confirm",
                      "to-ship",
                      "shipped",
                      "reported",
                      "completed");

typedef struct
{
  CstDb          *db;
  gint64          account;
  const char     *order_id;
  const CstOrder *order;      /* (nullable): not here yet */
  GPtrArray      *incidents;  /* of CstIncident */
  GPtrArray      *operations; /* of CstOperation, oldest first, without cancelled ones */
  CstThread      *thread;
} Scene;

typedef struct
{
  CstTodo             todo;
  gint64              due;
  gint64              urgency;
  int                 unread;
  const CstOperation *operation; /* the one to show */
  const char         *assigned;
  const char         *assigned_name;
  GPtrArray          *findings;  /* (owned) of CstFinding */
  CstLineFindings     found;
  gint64              stake;
  CstRuleTimes        rules;
} Overlay;

/**
 * cst_order_tab_of:
 * @status: as shown
 *
 * Returns: the tab besides "all" in which the order is, %CST_ORDER_TAB_ALL for none
 */
CstOrderTab
cst_order_tab_of (CstOrderStatus status)
{
  switch (status)
    {
    case CST_ORDER_TO_CONFIRM:
      return CST_ORDER_TAB_TO_CONFIRM;
    case CST_ORDER_TO_SHIP:
      return CST_ORDER_TAB_TO_SHIP;
    case CST_ORDER_SHIPPED:
    case CST_ORDER_DELIVERED:
      return CST_ORDER_TAB_SHIPPED;
    case CST_ORDER_PROBLEM_REPORTED:
      return CST_ORDER_TAB_REPORTED;
    case CST_ORDER_COMPLETED:
      return CST_ORDER_TAB_COMPLETED;
    case CST_ORDER_UNKNOWN:
    case CST_ORDER_CANCELLED:
    default:
      return CST_ORDER_TAB_ALL;
    }
}

static gboolean
has_failed (const CstOperation *operation)
{
  return operation->state == CST_OPERATION_REFUSED_STATE || operation->state == CST_OPERATION_CONFLICT;
}

/* A customer waits for a yes or a no; a label is a yes, too. */
static gboolean
is_judgement (const CstOperation *operation)
{
  return operation->kind == CST_OPERATION_RETURN_ACCEPTED || operation->kind == CST_OPERATION_RETURN_REFUSED ||
         operation->kind == CST_OPERATION_RETURN_LABEL;
}

/* Two operations that answer the same need: the later one makes an earlier failure past. Once a return is given up
 * nothing else is to be done about it. */
static gboolean
is_same_need (const CstOperation *earlier,
              const CstOperation *later)
{
  if (g_strcmp0 (earlier->incident, later->incident) != 0)
    return FALSE;
  if (cst_operation_is_resolution (earlier))
    return cst_operation_is_resolution (later);
  if (g_strcmp0 (earlier->subject, later->subject) != 0)
    return FALSE;

  return earlier->kind == later->kind || (is_judgement (earlier) && is_judgement (later)) ||
         (earlier->subject != NULL && (later->kind == CST_OPERATION_RETURN_CLOSED ||
                                       later->kind == CST_OPERATION_CANCEL));
}

static gboolean
is_superseded (const Scene *scene,
               guint        index)
{
  const CstOperation *operation = g_ptr_array_index (scene->operations, index);

  for (guint i = index + 1; i < scene->operations->len; i++)
    {
      if (is_same_need (operation, g_ptr_array_index (scene->operations, i)))
        return TRUE;
    }

  return FALSE;
}

/* Whether it is said aloud at the marketplace: notes and marks are not what an incident waits for. */
static gboolean
is_shown (const CstOperation *operation)
{
  return (operation->kind >= CST_OPERATION_REFUND && operation->kind <= CST_OPERATION_RETURN_INSPECTED) ||
         operation->kind == CST_OPERATION_CANCEL || operation->kind == CST_OPERATION_RETURN_ACCEPTED ||
         operation->kind == CST_OPERATION_RETURN_REFUSED || operation->kind == CST_OPERATION_RETURN_CLOSED;
}

static const CstOperation *
find_failed (const Scene *scene,
             const char  *incident)
{
  for (guint i = scene->operations->len; i > 0; i--)
    {
      const CstOperation *operation = g_ptr_array_index (scene->operations, i - 1);

      if (is_shown (operation) && has_failed (operation) &&
          g_strcmp0 (operation->incident, incident) == 0 && !is_superseded (scene, i - 1))
        return operation;
    }

  return NULL;
}

static const CstOperation *
find_pending (const Scene      *scene,
              const char       *incident,
              CstOperationKind  kind,
              const char       *subject)
{
  for (guint i = scene->operations->len; i > 0; i--)
    {
      const CstOperation *operation = g_ptr_array_index (scene->operations, i - 1);

      if (operation->kind == kind && cst_operation_is_pending (operation) &&
          g_strcmp0 (operation->incident, incident) == 0 &&
          (subject == NULL || g_strcmp0 (operation->subject, subject) == 0))
        return operation;
    }

  return NULL;
}

static const CstOperation *
find_pending_resolution (const Scene *scene,
                         const char  *incident)
{
  const CstOperation *refund = find_pending (scene, incident, CST_OPERATION_REFUND, NULL);

  return refund != NULL ? refund : find_pending (scene, incident, CST_OPERATION_REPLACEMENT, NULL);
}

/* The whole of it, and not only what was to come back. */
static gboolean
is_cancelling (const Scene *scene,
               const char  *incident)
{
  for (guint i = 0; i < scene->operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (scene->operations, i);

      if (operation->kind == CST_OPERATION_CANCEL && operation->subject == NULL &&
          cst_operation_is_pending (operation) && g_strcmp0 (operation->incident, incident) == 0)
        return TRUE;
    }

  return FALSE;
}

/* The latest pending one, a resolution before anything else, else the latest failed one. */
static const CstOperation *
find_operation_to_show (const Scene *scene,
                        const char  *incident)
{
  const CstOperation *resolution = find_pending_resolution (scene, incident);

  if (resolution != NULL)
    return resolution;

  for (guint i = scene->operations->len; i > 0; i--)
    {
      const CstOperation *operation = g_ptr_array_index (scene->operations, i - 1);

      if (is_shown (operation) && cst_operation_is_pending (operation) &&
          g_strcmp0 (operation->incident, incident) == 0)
        return operation;
    }

  return find_failed (scene, incident);
}

/* Messages of the customer on this incident, or on none in particular, that nobody has read. */
static int
count_unread (const Scene       *scene,
              const CstIncident *incident)
{
  int unread = 0;

  for (guint i = 0; i < scene->thread->messages->len; i++)
    {
      const CstMessage *message = g_ptr_array_index (scene->thread->messages, i);

      if (message->author == CST_PARTY_CUSTOMER &&
          (message->incident == NULL || g_strcmp0 (message->incident, incident->id) == 0))
        unread++;
      if (scene->thread->read_up_to != NULL && g_strcmp0 (message->id, scene->thread->read_up_to) == 0)
        unread = 0;
    }

  return unread;
}

/* The end of a day, UTC. */
static gint64
day_end (const char *date)
{
  g_autofree char *moment = date != NULL ? g_strconcat (date, "T23:59:59Z", NULL) : NULL;

  return cst_time_parse (moment);
}

static gboolean
wants_shipping (const Scene       *scene,
                const CstIncident *incident,
                Overlay           *overlay)
{
  const CstResolution *open = cst_incident_open_resolution (incident);

  if (open == NULL || open->kind != CST_RESOLUTION_REPLACEMENT || open->shipped_at != 0 ||
      find_pending (scene, incident->id, CST_OPERATION_SHIP_REPLACEMENT, open->id) != NULL)
    return FALSE;

  overlay->todo = CST_TODO_SHIP;
  overlay->due = day_end (open->ship_by);

  return TRUE;
}

static gboolean
is_any_pending (const Scene            *scene,
                const CstIncident      *incident,
                const CstReturn        *goods,
                const CstOperationKind *kinds,
                gsize                   n_kinds)
{
  for (gsize i = 0; i < n_kinds; i++)
    {
      if (find_pending (scene, incident->id, kinds[i], goods->id) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* A label accepts the return it is for. */
static gboolean
is_judged (const Scene       *scene,
           const CstIncident *incident,
           const CstReturn   *goods)
{
  static const CstOperationKind kinds[] = { CST_OPERATION_RETURN_ACCEPTED, CST_OPERATION_RETURN_REFUSED,
                                            CST_OPERATION_RETURN_LABEL };

  return is_any_pending (scene, incident, goods, kinds, G_N_ELEMENTS (kinds));
}

static gboolean
is_given_up (const Scene       *scene,
             const CstIncident *incident,
             const CstReturn   *goods)
{
  static const CstOperationKind kinds[] = { CST_OPERATION_RETURN_CLOSED, CST_OPERATION_CANCEL };

  return is_any_pending (scene, incident, goods, kinds, G_N_ELEMENTS (kinds));
}

static gboolean
wants_return_work (const Scene       *scene,
                   const CstIncident *incident,
                   Overlay           *overlay)
{
  for (guint i = 0; i < incident->returns->len; i++)
    {
      const CstReturn *goods = g_ptr_array_index (incident->returns, i);

      if (is_given_up (scene, incident, goods))
        continue;

      if (goods->state == CST_RETURN_WAITING && !is_judged (scene, incident, goods))
        {
          overlay->todo = CST_TODO_RETURN;
          overlay->due = 0;
          return TRUE;
        }

      if (goods->state == CST_RETURN_RECEIVED &&
          find_pending (scene, incident->id, CST_OPERATION_RETURN_INSPECTED, goods->id) == NULL)
        {
          overlay->todo = CST_TODO_INSPECT;
          overlay->due = goods->refund_due_by;
          return TRUE;
        }

      if (goods->state == CST_RETURN_ASKED && goods->label == NULL &&
          find_pending (scene, incident->id, CST_OPERATION_RETURN_LABEL, goods->id) == NULL)
        {
          overlay->todo = CST_TODO_LABEL;
          overlay->due = day_end (goods->label_follows_on);
          return TRUE;
        }
    }

  return FALSE;
}

/* The site's own word counts before the rule's. */
static gint64
respond_by (const CstIncident *incident,
            const Overlay     *overlay)
{
  return incident->respond_by != 0 ? incident->respond_by : overlay->rules.respond_by;
}

/* Whether the brand has to say something: to choose a resolution, or to answer. */
static gboolean
wants_answer (const Scene       *scene,
              const CstIncident *incident,
              Overlay           *overlay)
{
  if (cst_incident_is_settled (incident) || !cst_incident_is_ours (incident) ||
      cst_incident_open_resolution (incident) != NULL ||
      find_pending (scene, incident->id, CST_OPERATION_MESSAGE, NULL) != NULL)
    return FALSE;

  if (incident->state == CST_INCIDENT_SUBMITTED)
    overlay->todo = CST_TODO_CHOOSE;
  else if (overlay->unread > 0)
    overlay->todo = CST_TODO_CUSTOMER_REPLY;
  else if (incident->waiting_for == CST_PARTY_BRAND)
    overlay->todo = CST_TODO_ANSWER;
  else
    return FALSE;

  overlay->due = respond_by (incident, overlay);

  return TRUE;
}

/* A customer's message on an incident that waits for goods, or for the marketplace, still wants reading. */
static gboolean
wants_reading (const Scene       *scene,
               const CstIncident *incident,
               Overlay           *overlay)
{
  if (overlay->unread == 0 || cst_incident_is_settled (incident) ||
      find_pending (scene, incident->id, CST_OPERATION_MESSAGE, NULL) != NULL)
    return FALSE;

  overlay->todo = CST_TODO_CUSTOMER_REPLY;
  overlay->due = respond_by (incident, overlay);

  return TRUE;
}

static void
find_todo (const Scene       *scene,
           const CstIncident *incident,
           Overlay           *overlay)
{
  const CstOperation *failed = find_failed (scene, incident->id);

  overlay->due = 0;
  if (find_pending_resolution (scene, incident->id) != NULL || is_cancelling (scene, incident->id))
    overlay->todo = CST_TODO_NONE;
  else if (failed != NULL)
    overlay->todo = CST_TODO_FAILED_OPERATION;
  else if (!wants_answer (scene, incident, overlay) &&
           !wants_return_work (scene, incident, overlay) &&
           !wants_shipping (scene, incident, overlay) &&
           !wants_reading (scene, incident, overlay))
    overlay->todo = CST_TODO_NONE;

  if (overlay->due == 0 && !cst_incident_is_settled (incident))
    overlay->due = incident->resolve_by != 0 ? incident->resolve_by : overlay->rules.resolve_by;

  if (overlay->todo == CST_TODO_FAILED_OPERATION)
    overlay->urgency = failed->finished_at != 0 ? failed->finished_at : failed->created_at;
  else if (overlay->due != 0)
    overlay->urgency = overlay->rules.last_safe != 0 ? MIN (overlay->due, overlay->rules.last_safe) : overlay->due;
  else
    overlay->urgency = URGENCY_WITHOUT_DUE +
                       (incident->waiting_since != 0 ? incident->waiting_since : incident->reported_at);

  if (overlay->todo == CST_TODO_NONE && cst_incident_is_settled (incident))
    overlay->urgency += URGENCY_SETTLED;
}

static void
find_stake (const Scene       *scene,
            const CstIncident *incident,
            Overlay           *overlay)
{
  for (guint i = 0; scene->order != NULL && i < incident->lines->len; i++)
    {
      const CstLineQuantity *reported = g_ptr_array_index (incident->lines, i);
      const CstOrderLine *line = cst_order_find_line (scene->order, reported->line);

      if (line != NULL)
        overlay->stake += line->unit_price * reported->quantity;
    }
}

/* What our people share, with what this desk has decided and not sent yet on top. */
static void
find_desk (const Scene       *scene,
           const CstIncident *incident,
           const CstDesk     *desk,
           Overlay           *overlay)
{
  g_autoptr(GArray) now = NULL;

  if (desk->assigned_to != NULL)
    {
      overlay->assigned = desk->assigned_to->person;
      overlay->assigned_name = desk->assigned_to->name;
    }
  overlay->findings = cst_findings_of_desk (desk, scene->operations);
  now = cst_findings_now (incident, overlay->findings);
  cst_findings_total (now, &overlay->found);

  for (guint i = 0; i < scene->operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (scene->operations, i);

      if (!cst_operation_is_pending (operation) || g_strcmp0 (operation->incident, incident->id) != 0)
        continue;

      if (operation->kind == CST_OPERATION_ASSIGN || operation->kind == CST_OPERATION_UNASSIGN)
        {
          overlay->assigned = operation->assignee;
          overlay->assigned_name = operation->assignee_name;
        }
    }
}

static gboolean
write_incident (const Scene        *scene,
                const CstIncident  *incident,
                const Overlay      *overlay,
                GError            **error)
{
  const CstOrder *order = scene->order;
  const CstFinding *newest = overlay->found.newest;
  const char *customer = order != NULL && order->customer.name != NULL ? order->customer.name : "";
  g_autofree char *customer_key = cst_search_key (customer);
  g_autoptr(CstStmt) stmt = cst_db_prepare (scene->db,
                                            "UPDATE incidents SET order_number = ?3, customer_name = ?4,"
                                            " customer_key = ?5, stake = ?6, currency = ?7, tax_mode = ?8, held = ?9,"
                                            " todo = ?10, due = ?11, urgency = ?12, assigned = ?13,"
                                            " assigned_name = ?14, finding = ?15, finding_count = ?16, unread = ?17,"
                                            " op_kind = ?18, op_state = ?19, found_confirmed = ?20,"
                                            " found_not_confirmed = ?21, found_cannot_tell = ?22, found_of = ?23,"
                                            " finder = ?24, finder_name = ?25, found_at = ?26,"
                                            " rule_respond_by = ?27, rule_resolve_by = ?28, last_safe = ?29"
                                            " WHERE account = ?1 AND id = ?2",
                                            error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, scene->account);
  cst_stmt_bind_text (stmt, 2, incident->id);
  cst_stmt_bind_text (stmt, 3, order != NULL && order->number != NULL ? order->number : "");
  cst_stmt_bind_text (stmt, 4, customer);
  cst_stmt_bind_text (stmt, 5, customer_key);
  cst_stmt_bind_int (stmt, 6, overlay->stake);
  cst_stmt_bind_text (stmt, 7, order != NULL ? order->amounts.currency : "");
  cst_stmt_bind_int (stmt, 8, order != NULL ? (gint64) order->amounts.tax_mode : 0);
  cst_stmt_bind_int (stmt, 9, order != NULL ? order->payout.held : 0);
  cst_stmt_bind_int (stmt, 10, overlay->todo);
  cst_stmt_bind_int (stmt, 11, overlay->due);
  cst_stmt_bind_int (stmt, 12, overlay->urgency);
  cst_stmt_bind_text (stmt, 13, overlay->assigned);
  cst_stmt_bind_text (stmt, 14, overlay->assigned_name);
  cst_stmt_bind_int (stmt, 15, newest != NULL ? (gint64) newest->finding : 0);
  cst_stmt_bind_int (stmt, 16, overlay->findings->len);
  cst_stmt_bind_int (stmt, 17, overlay->unread);
  cst_stmt_bind_int (stmt, 18, overlay->operation != NULL ? (gint64) overlay->operation->kind : 0);
  cst_stmt_bind_int (stmt, 19, overlay->operation != NULL ? (gint64) overlay->operation->state : 0);
  cst_stmt_bind_int (stmt, 20, overlay->found.pieces[CST_FINDING_CONFIRMED]);
  cst_stmt_bind_int (stmt, 21, overlay->found.pieces[CST_FINDING_NOT_CONFIRMED]);
  cst_stmt_bind_int (stmt, 22, overlay->found.pieces[CST_FINDING_CANNOT_TELL]);
  cst_stmt_bind_int (stmt, 23, overlay->found.reported);
  cst_stmt_bind_text (stmt, 24, newest != NULL ? newest->person : NULL);
  cst_stmt_bind_text (stmt, 25, newest != NULL ? newest->name : NULL);
  cst_stmt_bind_int (stmt, 26, newest != NULL ? newest->at : 0);
  cst_stmt_bind_int (stmt, 27, overlay->rules.respond_by);
  cst_stmt_bind_int (stmt, 28, overlay->rules.resolve_by);
  cst_stmt_bind_int (stmt, 29, overlay->rules.last_safe);

  return cst_db_run (scene->db, stmt, error);
}

/**
 * cst_db_kept_rule_times:
 * @incident: the marketplace's id
 * @times: (out): what the rules said when they were last asked, 0 for what they do not say
 *
 * Returns: whether it could be read
 */
gboolean
cst_db_kept_rule_times (CstDb         *db,
                        gint64         account,
                        const char    *incident,
                        CstRuleTimes  *times,
                        GError       **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db,
                                            "SELECT rule_respond_by, rule_resolve_by, last_safe FROM incidents"
                                            " WHERE account = ?1 AND id = ?2",
                                            error);
  CstStep step;

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, incident);
  step = cst_db_step (db, stmt, error);
  if (step == CST_STEP_ROW)
    {
      times->respond_by = cst_stmt_int (stmt, 0);
      times->resolve_by = cst_stmt_int (stmt, 1);
      times->last_safe = cst_stmt_int (stmt, 2);
    }

  return step != CST_STEP_ERROR;
}

static gboolean
find_rule_times (const Scene        *scene,
                 const CstIncident  *incident,
                 const CstDesk      *desk,
                 CstRuleTimes       *times,
                 GError            **error)
{
  CstDueCase of = {
    .account = scene->account, .order = scene->order, .incident = incident, .desk = desk, .thread = scene->thread,
  };

  /* Where nobody here knows the rules, what somebody else found stays. */
  if (!(cst_db_has_due_func (scene->db) ? cst_db_find_due (scene->db, &of, times, error)
                                        : cst_db_kept_rule_times (scene->db, scene->account, incident->id, times,
                                                                  error)))
    return FALSE;

  /* What was due once is for the figures only. */
  if (cst_incident_is_settled (incident))
    times->respond_by = times->resolve_by = times->last_safe = 0;

  return TRUE;
}

static gboolean
refresh_incident (const Scene        *scene,
                  const CstIncident  *incident,
                  GError            **error)
{
  g_autoptr(CstDesk) desk = cst_db_desk (scene->db, scene->account, incident->id, error);
  Overlay overlay = { 0 };
  gboolean written;

  if (desk == NULL || !find_rule_times (scene, incident, desk, &overlay.rules, error))
    return FALSE;

  overlay.unread = count_unread (scene, incident);
  overlay.operation = find_operation_to_show (scene, incident->id);
  find_todo (scene, incident, &overlay);
  find_stake (scene, incident, &overlay);
  find_desk (scene, incident, desk, &overlay);

  written = write_incident (scene, incident, &overlay, error) &&
            cst_db_write_incident_facts (scene->db, scene->account, scene->order, incident, scene->thread,
                                         &overlay.rules, error);
  g_clear_pointer (&overlay.findings, g_ptr_array_unref);

  return written;
}

/* O2: the highest pressure, and of equal ones the oldest. */
static const CstIncident *
find_pressing (const Scene *scene)
{
  const CstIncident *pressing = NULL;

  for (guint i = 0; i < scene->incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (scene->incidents, i);

      if (pressing == NULL || cst_incident_pressure (incident) > cst_incident_pressure (pressing))
        pressing = incident;
    }

  return pressing;
}

static const CstOperation *
find_operation_of_order (const Scene       *scene,
                         const CstIncident *pressing)
{
  const CstOperation *operation = pressing != NULL ? find_operation_to_show (scene, pressing->id) : NULL;

  for (guint i = 0; operation == NULL && i < scene->incidents->len; i++)
    operation = find_operation_to_show (scene, ((const CstIncident *) g_ptr_array_index (scene->incidents, i))->id);

  return operation != NULL ? operation : find_operation_to_show (scene, NULL);
}

static gboolean
refresh_order_row (const Scene  *scene,
                   GError      **error)
{
  const CstIncident *pressing = find_pressing (scene);
  const CstOperation *operation = find_operation_of_order (scene, pressing);
  CstOrderStatus status = scene->order->status;
  int unsettled = 0;
  g_autoptr(CstStmt) stmt = NULL;

  for (guint i = 0; i < scene->incidents->len; i++)
    unsettled += !cst_incident_is_settled (g_ptr_array_index (scene->incidents, i));
  if (unsettled > 0)
    status = CST_ORDER_PROBLEM_REPORTED;

  stmt = cst_db_prepare (scene->db,
                         "UPDATE orders SET status = ?3, tab = ?4, incident_count = ?5, unsettled = ?6, pressing = ?7,"
                         " pressure = ?8, problem_since = ?9, unread = ?10, op_kind = ?11, op_state = ?12"
                         " WHERE account = ?1 AND id = ?2"
                         " AND (status, tab, incident_count, unsettled, pressing, pressure, problem_since, unread,"
                         " op_kind, op_state) IS NOT (?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                         error);
  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, scene->account);
  cst_stmt_bind_text (stmt, 2, scene->order_id);
  cst_stmt_bind_int (stmt, 3, status);
  cst_stmt_bind_int (stmt, 4, cst_order_tab_of (status));
  cst_stmt_bind_int (stmt, 5, scene->incidents->len);
  cst_stmt_bind_int (stmt, 6, unsettled);
  cst_stmt_bind_text (stmt, 7, pressing != NULL ? pressing->id : NULL);
  cst_stmt_bind_int (stmt, 8, pressing != NULL ? cst_incident_pressure (pressing) : -1);
  cst_stmt_bind_int (stmt, 9, pressing != NULL ? pressing->reported_at : 0);
  cst_stmt_bind_int (stmt, 10, cst_thread_count_unread (scene->thread));
  cst_stmt_bind_int (stmt, 11, operation != NULL ? (gint64) operation->kind : 0);
  cst_stmt_bind_int (stmt, 12, operation != NULL ? (gint64) operation->state : 0);

  return cst_db_run (scene->db, stmt, error);
}

static GPtrArray *
load_operations (CstDb       *db,
                 gint64       account,
                 const char  *order_id,
                 GError     **error)
{
  g_autoptr(GPtrArray) operations = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_operation_free);
  g_autoptr(CstStmt) stmt = cst_db_prepare (db,
                                            "SELECT state, finished_at, body FROM operations"
                                            " WHERE account = ?1 AND order_id = ?2 AND state <> 8 ORDER BY id",
                                            error);
  CstStep step;

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, order_id);
  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      g_autoptr(CstOperation) operation = cst_record_new (&cst_operation_type);

      if (!cst_record_from_text (&cst_operation_type, operation, cst_stmt_text (stmt, 2), error))
        return NULL;
      operation->state = (CstOperationState) cst_stmt_int (stmt, 0);
      operation->finished_at = cst_stmt_int (stmt, 1);
      g_ptr_array_add (operations, g_steal_pointer (&operation));
    }

  return step == CST_STEP_DONE ? g_steal_pointer (&operations) : NULL;
}

static void
lay_read_marks (Scene *scene)
{
  for (guint i = 0; i < scene->operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (scene->operations, i);

      if (operation->kind == CST_OPERATION_MARK_READ && cst_operation_is_pending (operation))
        cst_set_str (&scene->thread->read_up_to, operation->read_up_to);
    }
}

/* Without @search only what incidents show is brought up to date: when rules changed, and nothing else. */
static gboolean
refresh_scene (Scene           *scene,
               CstSearchBatch  *search,
               GError         **error)
{
  lay_read_marks (scene);

  for (guint i = 0; i < scene->incidents->len; i++)
    {
      if (!refresh_incident (scene, g_ptr_array_index (scene->incidents, i), error))
        return FALSE;
    }

  if (!cst_db_refresh_deliveries (scene->db, scene->account, scene->order_id, scene->order, scene->operations, error))
    return FALSE;

  return search == NULL || scene->order == NULL ||
         (refresh_order_row (scene, error) &&
          cst_db_cache_want_order (scene->db, scene->account, scene->order, scene->incidents, scene->thread, error) &&
          cst_search_batch_add (search, scene->db, scene->account, scene->order, scene->incidents, scene->thread,
                                error));
}

static gboolean
refresh_order (CstDb           *db,
               gint64           account,
               const char      *order_id,
               const CstOrder  *order,
               CstSearchBatch  *search,
               GError         **error)
{
  g_autoptr(CstOrder) loaded = NULL;
  g_autoptr(GPtrArray) incidents = cst_db_order_incidents (db, account, order_id, error);
  g_autoptr(GPtrArray) operations = NULL;
  g_autoptr(CstThread) thread = NULL;
  g_autoptr(GError) local_error = NULL;

  if (incidents == NULL ||
      !(operations = load_operations (db, account, order_id, error)) ||
      !(thread = cst_db_thread (db, account, order_id, error)))
    return FALSE;

  if (order == NULL &&
      !(loaded = cst_db_order (db, account, order_id, &local_error)) &&
      !g_error_matches (local_error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  {
    Scene scene = {
      .db = db,
      .account = account,
      .order_id = order_id,
      .order = order != NULL ? order : loaded,
      .incidents = incidents,
      .operations = operations,
      .thread = thread,
    };

    return refresh_scene (&scene, search, error);
  }
}

/**
 * cst_db_refresh_order:
 * @db: a writer inside a transaction
 * @order_id: the order's remote id
 *
 * Brings the overlay of one order and its incidents up to date. To be called in the transaction
 * that changed the order, an incident, desk, thread or operation of it.
 */
gboolean
cst_db_refresh_order (CstDb       *db,
                      gint64       account,
                      const char  *order_id,
                      GError     **error)
{
  g_autoptr(CstSearchBatch) search = cst_search_batch_new ();

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  return refresh_order (db, account, order_id, NULL, search, error) && cst_search_batch_write (search, db, error);
}

/**
 * cst_db_refresh_orders:
 * @db: a writer inside a transaction
 * @orders: (element-type utf8 CstOrder): by remote id; %NULL where the caller has not got it at hand
 *
 * As cst_db_refresh_order(), once for each order of a page.
 */
gboolean
cst_db_refresh_orders (CstDb       *db,
                       gint64       account,
                       GHashTable  *orders,
                       GError     **error)
{
  g_autoptr(CstSearchBatch) search = cst_search_batch_new ();
  GHashTableIter iter;
  gpointer id;
  gpointer order;

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  g_hash_table_iter_init (&iter, orders);
  while (g_hash_table_iter_next (&iter, &id, &order))
    {
      if (!refresh_order (db, account, id, order, search, error))
        return FALSE;
    }

  return cst_search_batch_write (search, db, error);
}

typedef struct
{
  gint64  account;
  char   *order;
} OpenOrder;

static void
clear_open_order (gpointer data)
{
  g_free (((OpenOrder *) data)->order);
}

/* Of the next open incidents after @after; moves it on. */
static GArray *
next_open_orders (CstDb   *db,
                  gint64  *after,
                  guint    limit,
                  GError **error)
{
  g_autoptr(GArray) orders = g_array_new (FALSE, FALSE, sizeof (OpenOrder));
  g_autoptr(CstStmt) stmt = cst_db_prepare (db,
                                            "SELECT row, account, order_id FROM incidents INDEXED BY incidents_open"
                                            " WHERE settled = 0 AND row > ?1 ORDER BY row LIMIT ?2",
                                            error);
  CstStep step;

  g_array_set_clear_func (orders, clear_open_order);
  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, *after);
  cst_stmt_bind_int (stmt, 2, limit);
  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      OpenOrder order = { cst_stmt_int (stmt, 1), cst_stmt_dup_text (stmt, 2) };

      *after = cst_stmt_int (stmt, 0);
      g_array_append_val (orders, order);
    }

  return step == CST_STEP_DONE ? g_steal_pointer (&orders) : NULL;
}

/**
 * cst_db_refresh_due:
 * @db: a writer inside a transaction
 * @after: (inout): where to go on, 0 at the beginning and again at the end
 * @limit: how many open incidents at most
 *
 * Rules changed: brings what is due of open incidents up to date, some at a time so that nobody waits for long.
 */
gboolean
cst_db_refresh_due (CstDb   *db,
                    gint64  *after,
                    guint    limit,
                    GError **error)
{
  g_autoptr(GArray) orders = NULL;

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  if (!(orders = next_open_orders (db, after, limit, error)))
    return FALSE;

  for (guint i = 0; i < orders->len; i++)
    {
      const OpenOrder *order = &g_array_index (orders, OpenOrder, i);

      if (!refresh_order (db, order->account, order->order, NULL, NULL, error))
        return FALSE;
    }
  if (orders->len > 0)
    cst_db_note_change (db, CST_CHANGED_INCIDENTS);
  if (orders->len < limit)
    *after = 0;

  return TRUE;
}
