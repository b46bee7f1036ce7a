/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-carrier-code.h"

#include <glib/gi18n-lib.h>

#include "cst-delivery-hooks.h"
#include "cst-util.h"

/* Codes that no table knows are kept, never dropped: people say once what they mean, and it holds for every row. */

static const CstField cst_carrier_code_fields[] = {
  CST_FIELD (CstCarrierCode, source, STRING),
  CST_FIELD (CstCarrierCode, code, STRING),
  CST_FIELD (CstCarrierCode, label, STRING),
  CST_FIELD (CstCarrierCode, first_seen, INT64),
  CST_FIELD (CstCarrierCode, last_seen, INT64),
  CST_FIELD (CstCarrierCode, n, INT),
  CST_FIELD (CstCarrierCode, is_mapped, BOOL),
  CST_FIELD_OF (CstCarrierCode, reason, ENUM, cst_delivery_reason_type),
};
CST_DEFINE_RECORD_TYPE (cst_carrier_code, CstCarrierCode, "carrier code");

void
cst_carrier_code_free (CstCarrierCode *self)
{
  cst_record_free (&cst_carrier_code_type, self);
}

static const char *
code_of (const CstDelivery *delivery)
{
  return cst_str_is_blank (delivery->reason_code) ? delivery->type_code : delivery->reason_code;
}

/**
 * cst_db_said_reason:
 * @reason: (inout): changed only where somebody said what the code means
 * @is_said: (out) (nullable): whether somebody did
 */
gboolean
cst_db_said_reason (CstDb              *db,
                    const char         *source,
                    const char         *code,
                    CstDeliveryReason  *reason,
                    gboolean           *is_said,
                    GError            **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT reason FROM carrier_codes WHERE source = ?1 AND code = ?2 AND reason IS NOT NULL", error);
  CstStep step;

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_text (stmt, 1, source);
  cst_stmt_bind_text (stmt, 2, code);
  step = cst_db_step (db, stmt, error);
  if (is_said != NULL)
    *is_said = step == CST_STEP_ROW;
  if (step == CST_STEP_ROW)
    *reason = (CstDeliveryReason) cst_stmt_int (stmt, 0);

  return step != CST_STEP_ERROR;
}

static gboolean
collect (CstDb              *db,
         const CstDelivery  *delivery,
         gboolean            has_new_code,
         gint64              now,
         GError            **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "INSERT INTO carrier_codes (source, code, label, first_seen, last_seen, n)"
                    " VALUES (?1, ?2, ?3, ?4, ?4, 1) ON CONFLICT (source, code) DO UPDATE SET"
                    " label = iif (?3 <> '', ?3, label), last_seen = ?4, n = n + ?5",
                    error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_text (stmt, 1, delivery->code_source);
  cst_stmt_bind_text (stmt, 2, code_of (delivery));
  cst_stmt_bind_text (stmt, 3, delivery->reason_label != NULL ? delivery->reason_label : "");
  cst_stmt_bind_int (stmt, 4, now);
  cst_stmt_bind_int (stmt, 5, has_new_code);

  return cst_db_run (db, stmt, error);
}

/**
 * cst_db_find_reason:
 * @db: a writer inside a transaction
 * @has_new_code: whether the delivery incident is new, or had another code before
 * @reason: (out): by what people said, else by the tables of codes, else as the connector said
 *
 * What a carrier's code means. One that no table knows is collected.
 */
gboolean
cst_db_find_reason (CstDb              *db,
                    const CstDelivery  *delivery,
                    gboolean            has_new_code,
                    gint64              now,
                    CstDeliveryReason  *reason,
                    GError            **error)
{
  gboolean is_mapped;

  *reason = delivery->reason;
  if (cst_str_is_blank (delivery->code_source) || cst_str_is_blank (code_of (delivery)))
    return TRUE;

  if (!cst_db_said_reason (db, delivery->code_source, code_of (delivery), reason, &is_mapped, error))
    return FALSE;
  if (!is_mapped && cst_db_ask_reason (db, delivery, reason))
    return TRUE;

  return collect (db, delivery, has_new_code, now, error);
}

/**
 * cst_db_carrier_codes:
 * @unmapped_only: leave out what somebody has said the meaning of
 *
 * Returns: (transfer full) (element-type CstCarrierCode): the codes no table knows, the most frequent first
 */
GPtrArray *
cst_db_carrier_codes (CstDb     *db,
                      gboolean   unmapped_only,
                      GError   **error)
{
  g_autoptr(GPtrArray) codes = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_carrier_code_free);
  g_autoptr(CstStmt) stmt = cst_db_prepare (db,
                                            "SELECT source, code, label, first_seen, last_seen, n, reason IS NOT NULL,"
                                            " coalesce (reason, 0) FROM carrier_codes"
                                            " WHERE ?1 = 0 OR reason IS NULL ORDER BY n DESC, source, code",
                                            error);
  CstStep step;

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, unmapped_only);
  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      CstCarrierCode *code = cst_record_new (&cst_carrier_code_type);

      code->source = cst_stmt_dup_text (stmt, 0);
      code->code = cst_stmt_dup_text (stmt, 1);
      code->label = cst_stmt_dup_text (stmt, 2);
      code->first_seen = cst_stmt_int (stmt, 3);
      code->last_seen = cst_stmt_int (stmt, 4);
      code->n = (int) cst_stmt_int (stmt, 5);
      code->is_mapped = cst_stmt_int (stmt, 6) != 0;
      code->reason = (CstDeliveryReason) cst_stmt_int (stmt, 7);
      g_ptr_array_add (codes, code);
    }

  return step == CST_STEP_DONE ? g_steal_pointer (&codes) : NULL;
}

/**
 * cst_db_map_carrier_code:
 * @db: a writer inside a transaction
 * @reason: %CST_DELIVERY_REASON_UNKNOWN takes back what was said
 *
 * Says what a collected code means; every delivery incident that has it says so at once.
 *
 * Returns: %FALSE with %CST_STORE_ERROR_NOT_FOUND when no such code was collected
 */
gboolean
cst_db_map_carrier_code (CstDb              *db,
                         const char         *source,
                         const char         *code,
                         CstDeliveryReason   reason,
                         GError            **error)
{
  g_autoptr(CstStmt) stmt = NULL;
  g_autoptr(CstStmt) rows = NULL;

  g_return_val_if_fail (cst_db_is_writing (db), FALSE);

  if (!(stmt = cst_db_prepare (db,
                               "UPDATE carrier_codes SET reason = nullif (?3, 0) WHERE source = ?1 AND code = ?2",
                               error)))
    return FALSE;

  cst_stmt_bind_text (stmt, 1, source);
  cst_stmt_bind_text (stmt, 2, code);
  cst_stmt_bind_int (stmt, 3, reason);
  if (!cst_db_run (db, stmt, error))
    return FALSE;
  if (cst_db_changed_rows (db) == 0)
    {
      g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND,
                   _("No unknown code “%1$s” of “%2$s” was seen."), code, source);
      return FALSE;
    }

  rows = cst_db_prepare (db,
                         "UPDATE deliveries SET reason = iif (?3 = 0, said_reason, ?3) WHERE code_source = ?1"
                         " AND iif (code <> '', code, type_code) = ?2",
                         error);
  if (rows == NULL)
    return FALSE;

  cst_stmt_bind_text (rows, 1, source);
  cst_stmt_bind_text (rows, 2, code);
  cst_stmt_bind_int (rows, 3, reason);
  cst_db_note_change (db, CST_CHANGED_DELIVERIES);

  return cst_db_run (db, rows, error);
}
