/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-overlay-private.h"

#include "cst-cache-want.h"
#include "cst-delivery-overlay.h"
#include "cst-incident-facts.h"
#include "cst-search-index.h"
#include "cst-truth.h"
#include "cst-util.h"

/* What lists show of an order and its incidents beyond the bare truth: the most pressing incident,
 * what is left to do, and the operations that lie over the truth. Worked out for one order at a
 * time, in the transaction that changed any part of it, and kept in columns that lists can sort by. */

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

/* Messages of the customer on this incident, or on none in particular, that nobody has read. */
static int
count_unread (const CstOverlayScene *scene,
              const CstIncident     *incident)
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

static void
find_stake (const CstOverlayScene *scene,
            const CstIncident     *incident,
            CstOverlay            *overlay)
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
find_desk (const CstOverlayScene *scene,
           const CstIncident     *incident,
           const CstDesk         *desk,
           CstOverlay            *overlay)
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
find_rule_times (const CstOverlayScene  *scene,
                 const CstIncident      *incident,
                 const CstDesk          *desk,
                 CstRuleTimes           *times,
                 GError                **error)
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
refresh_incident (const CstOverlayScene  *scene,
                  const CstIncident      *incident,
                  GError                **error)
{
  g_autoptr(CstDesk) desk = cst_db_desk (scene->db, scene->account, incident->id, error);
  CstOverlay overlay = { 0 };
  gboolean written;

  if (desk == NULL || !find_rule_times (scene, incident, desk, &overlay.rules, error))
    return FALSE;

  overlay.unread = count_unread (scene, incident);
  overlay.operation = cst_overlay_find_operation (scene, incident->id);
  cst_overlay_find_todo (scene, incident, &overlay);
  find_stake (scene, incident, &overlay);
  find_desk (scene, incident, desk, &overlay);

  written = cst_overlay_write_incident (scene, incident, &overlay, error) &&
            cst_db_write_incident_facts (scene->db, scene->account, scene->order, incident, scene->thread,
                                         &overlay.rules, error);
  g_clear_pointer (&overlay.findings, g_ptr_array_unref);

  return written;
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
lay_read_marks (CstOverlayScene *scene)
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
refresh_scene (CstOverlayScene  *scene,
               CstSearchBatch   *search,
               GError          **error)
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
         (cst_overlay_write_order (scene, error) &&
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
    CstOverlayScene scene = {
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
