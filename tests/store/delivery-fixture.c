/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "delivery-fixture.h"

static gpointer
save_account_func (CstDb         *db,
                   gpointer       request,
                   GCancellable  *cancellable,
                   GError       **error)
{
  return GSIZE_TO_POINTER ((gsize) cst_db_save_account (db, request, error));
}

/* An account that reads and answers carriers' incidents, past its first sync. */
gint64
add_delivery_account_of (Fixture    *fixture,
                         const char *name,
                         const char *connector)
{
  g_autoptr(CstAccount) account = cst_account_new ();
  gint64 id;

  account->name = g_strdup (name);
  account->connector = g_strdup (connector);
  account->info.may_decide = TRUE;
  account->info.capabilities = CST_CAN_READ_DELIVERIES | CST_CAN_ANSWER_DELIVERIES;
  id = (gint64) GPOINTER_TO_SIZE (fixture_run (fixture, save_account_func, account));
  fixture_exec (fixture, "UPDATE accounts SET caught_up = 1");

  return id;
}

gint64
add_delivery_account (Fixture    *fixture,
                      const char *name)
{
  return add_delivery_account_of (fixture, name, "constat");
}

/* Refused goods in Almería, one attempt, every answer taken. */
CstDelivery *
make_delivery (const char       *id,
               const char       *order,
               CstDeliveryState  state)
{
  CstDelivery *delivery = cst_delivery_new ();

  delivery->id = g_strdup (id);
  delivery->number = g_strdup_printf ("INC-%s", id);
  delivery->order = g_strdup (order);
  delivery->version = 1;
  delivery->carrier = g_strdup ("TIPSA");
  delivery->tracking_number = g_strdup_printf ("TRK-%s", id);
  delivery->state = state;
  delivery->reason = CST_DELIVERY_REFUSED;
  delivery->code_source = g_strdup ("tipsa");
  delivery->reason_code = g_strdup ("NAM");
  delivery->reason_label = g_strdup ("No acepta mercancía");
  delivery->phase = CST_PHASE_ATTEMPTED;
  delivery->allowed = CST_ANSWER_FLAG (CST_ANSWER_CALL_BACK) | CST_ANSWER_FLAG (CST_ANSWER_TEXT) |
                      CST_ANSWER_FLAG (CST_ANSWER_NEW_ATTEMPT) | CST_ANSWER_FLAG (CST_ANSWER_NEW_ADDRESS) |
                      CST_ANSWER_FLAG (CST_ANSWER_PICKUP) | CST_ANSWER_FLAG (CST_ANSWER_RETURN);
  delivery->attempts = 1;
  delivery->courier_note = g_strdup ("Rechaza en puerta");
  delivery->recipient.name = g_strdup ("García Núñez");
  delivery->recipient.street = g_strdup ("Calle Mayor 3");
  delivery->recipient.postal_code = g_strdup ("04001");
  delivery->recipient.city = g_strdup ("Almería");
  delivery->recipient.country = g_strdup ("ES");
  delivery->recipient.phone = g_strdup ("+34600000000");
  delivery->is_domestic = TRUE;
  delivery->opened_at = FIXTURE_NOW - 86400;
  delivery->updated_at = FIXTURE_NOW - 86400;
  if (state == CST_DELIVERY_SETTLED)
    delivery->settled_at = FIXTURE_NOW - 3600;

  return delivery;
}

/* @delivery: (transfer full) */
void
apply_delivery (Fixture     *fixture,
                gint64       account,
                CstDelivery *delivery)
{
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();

  g_ptr_array_add (changes->deliveries, delivery);
  cst_applied_free (apply (fixture, account, changes));
}
