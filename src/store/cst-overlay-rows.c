/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-overlay-private.h"

#include "cst-search.h"

/* The columns that lists sort by. */

/**
 * cst_overlay_write_incident:
 *
 * Writes what lists show of an incident.
 */
gboolean
cst_overlay_write_incident (const CstOverlayScene  *scene,
                            const CstIncident      *incident,
                            const CstOverlay       *overlay,
                            GError                **error)
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

/* O2: the highest pressure, and of equal ones the oldest. */
static const CstIncident *
find_pressing (const CstOverlayScene *scene)
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
find_operation_of_order (const CstOverlayScene *scene,
                         const CstIncident     *pressing)
{
  const CstOperation *operation = pressing != NULL ? cst_overlay_find_operation (scene, pressing->id) : NULL;

  for (guint i = 0; operation == NULL && i < scene->incidents->len; i++)
    operation = cst_overlay_find_operation (scene, ((const CstIncident *) g_ptr_array_index (scene->incidents, i))->id);

  return operation != NULL ? operation : cst_overlay_find_operation (scene, NULL);
}

/**
 * cst_overlay_write_order:
 *
 * Writes what lists show of the order itself.
 */
gboolean
cst_overlay_write_order (const CstOverlayScene  *scene,
                         GError                **error)
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
