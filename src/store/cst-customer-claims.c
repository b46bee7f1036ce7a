/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-customer-claims.h"

#include <string.h>

#include "cst-util.h"

static const CstField cst_customer_claim_fields[] = {
  CST_FIELD (CstCustomerClaim, incident, STRING),
  CST_FIELD (CstCustomerClaim, number, STRING),
  CST_FIELD (CstCustomerClaim, order, STRING),
  CST_FIELD (CstCustomerClaim, order_number, STRING),
  CST_FIELD_OF (CstCustomerClaim, reason, ENUM, cst_reason_type),
  CST_FIELD_OF (CstCustomerClaim, state, ENUM, cst_incident_state_type),
  CST_FIELD (CstCustomerClaim, reported_at, INT64),
  CST_FIELD_OF (CstCustomerClaim, resolution, ENUM, cst_resolution_kind_type),
  CST_FIELD (CstCustomerClaim, currency, CURRENCY),
  CST_FIELD (CstCustomerClaim, amount, INT64),
};
CST_DEFINE_RECORD_TYPE (cst_customer_claim, CstCustomerClaim, "customer claim");

void
cst_customer_claim_free (CstCustomerClaim *self)
{
  cst_record_free (&cst_customer_claim_type, self);
}

static CstCustomerClaim *
claim_new (const CstIncident *incident,
           const char        *order_number)
{
  CstCustomerClaim *claim = cst_record_new (&cst_customer_claim_type);

  claim->incident = g_strdup (incident->id);
  claim->number = g_strdup (incident->number);
  claim->order = g_strdup (incident->order);
  claim->order_number = g_strdup (order_number);
  claim->reason = incident->reason;
  claim->state = incident->state;
  claim->reported_at = incident->reported_at;

  for (guint i = 0; i < incident->resolutions->len; i++)
    {
      const CstResolution *resolution = g_ptr_array_index (incident->resolutions, i);

      if (resolution->state == CST_RESOLUTION_REFUSED || resolution->state == CST_RESOLUTION_CANCELLED)
        continue;
      claim->resolution = resolution->kind;
      claim->amount = resolution->kind == CST_RESOLUTION_REFUND ? resolution->amounts.total : 0;
      memcpy (claim->currency, resolution->amounts.currency, sizeof claim->currency);
    }

  return claim;
}

/**
 * cst_db_customer_claims:
 * @customer: the customer's remote id
 * @except: (nullable): an incident to leave out
 *
 * H10: what the same customer reported before, within the account. A customer without id has no history.
 *
 * Returns: (transfer full) (element-type CstCustomerClaim): newest first
 */
GPtrArray *
cst_db_customer_claims (CstDb       *db,
                        gint64       account,
                        const char  *customer,
                        const char  *except,
                        GError     **error)
{
  g_autoptr(GPtrArray) claims = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_customer_claim_free);
  g_autoptr(CstStmt) stmt = NULL;
  CstStep step;

  if (cst_str_is_blank (customer))
    return g_steal_pointer (&claims);

  stmt = cst_db_prepare (db,
                         "SELECT i.body, o.number FROM orders AS o"
                         " JOIN incidents AS i ON i.account = o.account AND i.order_id = o.id"
                         " WHERE o.account = ?1 AND o.customer = ?2 AND i.id IS NOT ?3"
                         " ORDER BY i.reported_at DESC, i.id",
                         error);
  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, customer);
  cst_stmt_bind_text (stmt, 3, except);
  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      g_autoptr(CstIncident) incident = cst_record_new (&cst_incident_type);

      if (!cst_record_from_text (&cst_incident_type, incident, cst_stmt_text (stmt, 0), error))
        return NULL;
      g_ptr_array_add (claims, claim_new (incident, cst_stmt_text (stmt, 1)));
    }

  return step == CST_STEP_DONE ? g_steal_pointer (&claims) : NULL;
}

/**
 * cst_db_count_claims:
 *
 * H10: how often the customer reported the same before @incident, within the account. Two indexes, no scan.
 *
 * Returns: the count, −1 when it cannot be told
 */
int
cst_db_count_claims (CstDb              *db,
                     gint64              account,
                     const char         *customer,
                     const CstIncident  *incident,
                     GError            **error)
{
  g_autoptr(CstStmt) stmt = NULL;

  if (cst_str_is_blank (customer))
    return 0;

  stmt = cst_db_prepare (db,
                         "SELECT count(*) FROM orders AS o"
                         " JOIN incidents AS i ON i.account = o.account AND i.order_id = o.id"
                         " WHERE o.account = ?1 AND o.customer = ?2 AND i.reason = ?3 AND i.reported_at < ?4"
                         " AND i.id <> ?5",
                         error);
  if (stmt == NULL)
    return -1;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, customer);
  cst_stmt_bind_int (stmt, 3, incident->reason);
  cst_stmt_bind_int (stmt, 4, incident->reported_at);
  cst_stmt_bind_text (stmt, 5, incident->id);

  return cst_db_step (db, stmt, error) == CST_STEP_ROW ? (int) cst_stmt_int (stmt, 0) : -1;
}
