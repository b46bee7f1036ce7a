/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-delivery-case.h"

#include "cst-accounts.h"
#include "cst-calls.h"
#include "cst-deliveries.h"
#include "cst-drafts.h"
#include "cst-operations.h"
#include "cst-settings.h"
#include "cst-truth.h"
#include "cst-util.h"

CstDeliveryRef *
cst_delivery_ref_new (gint64      account,
                      const char *delivery)
{
  CstDeliveryRef *self = g_new0 (CstDeliveryRef, 1);

  self->account = account;
  self->delivery = g_strdup (delivery);

  return self;
}

void
cst_delivery_ref_free (CstDeliveryRef *self)
{
  g_free (self->delivery);
  g_free (self);
}

static void
clear_case (gpointer data)
{
  CstDeliveryCase *self = data;

  g_clear_pointer (&self->account, cst_account_free);
  g_clear_pointer (&self->order, cst_order_free);
  g_clear_pointer (&self->delivery, cst_delivery_free);
  g_clear_pointer (&self->calls, g_ptr_array_unref);
  g_clear_pointer (&self->operations, g_ptr_array_unref);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_pointer (&self->answer_draft, g_free);
  g_clear_pointer (&self->call_draft, g_free);
  g_clear_object (&self->row);
}

/**
 * cst_delivery_case_new:
 *
 * Returns: (transfer full): a case of which nothing is known; only for whoever fills it in at once
 */
CstDeliveryCase *
cst_delivery_case_new (void)
{
  return g_atomic_rc_box_new0 (CstDeliveryCase);
}

CstDeliveryCase *
cst_delivery_case_ref (CstDeliveryCase *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
cst_delivery_case_unref (CstDeliveryCase *self)
{
  g_atomic_rc_box_release_full (self, clear_case);
}

static gboolean
load_operations (CstDeliveryCase  *self,
                 CstDb            *db,
                 GError          **error)
{
  g_autoptr(GPtrArray) all = cst_db_operations_of_order (db, self->account->id, self->delivery->order, error);

  if (all == NULL)
    return FALSE;

  self->operations = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_operation_free);
  for (guint i = 0; i < all->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (all, i);

      if (operation->kind == CST_OPERATION_DELIVERY_ANSWER &&
          g_strcmp0 (operation->delivery, self->delivery->id) == 0)
        g_ptr_array_add (self->operations, cst_operation_copy (operation));
    }

  return TRUE;
}

static gboolean
load_row (CstDeliveryCase  *self,
          CstDb            *db,
          GError          **error)
{
  gint64 id = cst_db_find_row (db, CST_LIST_DELIVERIES, self->account->id, self->delivery->id);
  CstRow *row = cst_db_load_row (db, CST_LIST_DELIVERIES, id, error);

  self->row = row != NULL ? CST_DELIVERY_ROW (row) : NULL;

  return row != NULL;
}

/* One customer by the name and the place or the telephone that the carrier has. */
static gboolean
load_others (CstDeliveryCase  *self,
             CstDb            *db,
             GError          **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT d.id FROM deliveries s JOIN deliveries d ON d.account = s.account"
                    " AND d.recipient_key = s.recipient_key AND d.id <> s.id"
                    " AND (d.city_key = s.city_key OR (d.phone = s.phone AND d.phone <> ''))"
                    " WHERE s.account = ?1 AND s.id = ?2 AND s.recipient_key <> ''"
                    " ORDER BY d.opened_at DESC LIMIT 20",
                    error);
  CstStep step = CST_STEP_ERROR;

  self->others = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_delivery_free);
  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, self->account->id);
  cst_stmt_bind_text (stmt, 2, self->delivery->id);
  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      g_autofree char *id = cst_stmt_dup_text (stmt, 0);
      CstDelivery *other = cst_db_delivery (db, self->account->id, id, error);

      if (other == NULL)
        return FALSE;
      g_ptr_array_add (self->others, other);
    }

  return step == CST_STEP_DONE;
}

/**
 * cst_delivery_case_load:
 * @request: a #CstDeliveryRef
 *
 * A #CstDbFunc that only reads.
 *
 * Returns: (transfer full): a #CstDeliveryCase
 */
gpointer
cst_delivery_case_load (CstDb         *db,
                        gpointer       request,
                        GCancellable  *cancellable,
                        GError       **error)
{
  const CstDeliveryRef *wanted = request;
  g_autoptr(CstDeliveryCase) self = cst_delivery_case_new ();
  g_autofree char *answer_key = NULL;
  g_autofree char *call_key = NULL;

  if (!(self->account = cst_db_account (db, wanted->account, error)) ||
      !(self->delivery = cst_db_delivery (db, wanted->account, wanted->delivery, error)) ||
      !(self->calls = cst_db_calls (db, wanted->account, wanted->delivery, error)) ||
      !load_row (self, db, error) ||
      !load_operations (self, db, error) ||
      !load_others (self, db, error))
    return NULL;

  /* An export names orders that nobody fetched. */
  self->order = cst_db_order (db, wanted->account, self->delivery->order, NULL);
  answer_key = cst_draft_key (wanted->account, self->delivery->order, self->delivery->id, "answer");
  call_key = cst_draft_key (wanted->account, self->delivery->order, self->delivery->id, "call");
  self->answer_draft = cst_db_draft (db, answer_key, NULL);
  self->call_draft = cst_db_draft (db, call_key, NULL);
  self->undo_window = (int) cst_db_setting_int (db, CST_SETTING_UNDO_WINDOW, CST_UNDO_WINDOW_DEFAULT);

  return g_steal_pointer (&self);
}

/**
 * cst_delivery_case_answer:
 *
 * Returns: (transfer none) (nullable): our latest answer that still has something to say: it is pending, or it ended
 *   otherwise than confirmed or taken back
 */
const CstOperation *
cst_delivery_case_answer (const CstDeliveryCase *self)
{
  const CstOperation *latest = NULL;

  for (guint i = 0; i < self->operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (self->operations, i);

      if (operation->state != CST_OPERATION_CANCELLED && (latest == NULL || operation->id > latest->id))
        latest = operation;
    }

  return latest != NULL && latest->state != CST_OPERATION_CONFIRMED ? latest : NULL;
}

/**
 * cst_delivery_case_allowed:
 *
 * Returns: the kinds of answer that solve it and are taken now, as %CST_ANSWER_FLAG bits
 */
int
cst_delivery_case_allowed (const CstDeliveryCase *self)
{
  return self->delivery->allowed & ~CST_ANSWER_FLAG (CST_ANSWER_CALL_BACK) & ~CST_ANSWER_FLAG (CST_ANSWER_NONE);
}

/**
 * cst_delivery_case_gate:
 *
 * Returns: whether a solution can be given, or why not
 */
CstAnswerGate
cst_delivery_case_gate (const CstDeliveryCase *self)
{
  const CstOperation *ours = cst_delivery_case_answer (self);

  if (ours != NULL && cst_operation_is_pending (ours))
    return CST_ANSWER_GATE_PENDING;
  if (!cst_delivery_is_open (self->delivery))
    return CST_ANSWER_GATE_SETTLED;
  if (!cst_account_can (self->account, CST_CAN_ANSWER_DELIVERIES))
    return CST_ANSWER_GATE_NO_CAPABILITY;
  if (!self->account->info.may_decide)
    return CST_ANSWER_GATE_NO_SCOPE;
  if (cst_delivery_case_allowed (self) != 0)
    return CST_ANSWER_GATE_OPEN;

  return self->delivery->state == CST_DELIVERY_SOLVED ? CST_ANSWER_GATE_SOLVED : CST_ANSWER_GATE_CLOSED;
}

/**
 * cst_delivery_case_row:
 *
 * Returns: (transfer none): what the list says of it
 */
const CstDeliveryRowData *
cst_delivery_case_row (const CstDeliveryCase *self)
{
  return cst_delivery_row_get_data (self->row);
}

const CstCall *
cst_delivery_case_last_call (const CstDeliveryCase *self)
{
  return self->calls->len > 0 ? g_ptr_array_index (self->calls, self->calls->len - 1) : NULL;
}

/**
 * cst_delivery_case_phone:
 *
 * Returns: (transfer none) (nullable): where the customer is called
 */
const char *
cst_delivery_case_phone (const CstDeliveryCase *self)
{
  if (!cst_str_is_blank (self->delivery->recipient.phone))
    return self->delivery->recipient.phone;

  return self->order != NULL && !cst_str_is_blank (self->order->customer.phone) ? self->order->customer.phone : NULL;
}

const char *
cst_delivery_case_mail (const CstDeliveryCase *self)
{
  return self->order != NULL && !cst_str_is_blank (self->order->customer.email) ? self->order->customer.email : NULL;
}

/**
 * cst_delivery_case_name:
 *
 * Returns: (transfer none): whose parcel it is
 */
const char *
cst_delivery_case_name (const CstDeliveryCase *self)
{
  if (!cst_str_is_blank (self->delivery->recipient.name))
    return self->delivery->recipient.name;

  return self->order != NULL && self->order->customer.name != NULL ? self->order->customer.name : "";
}

/**
 * cst_delivery_case_language:
 *
 * Returns: (transfer none) (nullable): in which language to write to the customer
 */
const char *
cst_delivery_case_language (const CstDeliveryCase *self)
{
  if (!cst_str_is_blank (self->delivery->language))
    return self->delivery->language;

  return self->order != NULL ? self->order->customer.language : NULL;
}
