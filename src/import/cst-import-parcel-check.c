/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-import-parcel-check.h"

#include <glib/gi18n-lib.h>

#include "cst-case-entry.h"
#include "cst-carrier-code.h"
#include "cst-deliveries.h"
#include "cst-operations.h"
#include "cst-truth.h"
#include "cst-util.h"

/* A parcel of a carrier's table, held against the store: its delivery incident and its order as they will be. */

static void
set_there (CstImportCase *of_case,
           const char    *note)
{
  cst_set_str (&of_case->note, note);
  cst_import_case_set_state (of_case, CST_IMPORT_THERE);
}

static CstShipment *
add_shipment (CstOrder              *order,
              const CstImportParcel *parcel)
{
  CstShipment *shipment = cst_record_new (&cst_shipment_type);

  shipment->id = g_strdup (parcel->tracking_number);
  shipment->carrier = g_strdup (parcel->carrier);
  shipment->tracking_number = g_strdup (parcel->tracking_number);
  shipment->shipped_at = parcel->shipped_at;
  g_ptr_array_add (order->shipments, shipment);

  return shipment;
}

static CstOrder *
new_order (const CstImportParcel *parcel,
           const CstAccount      *account,
           const char            *number,
           const char            *id)
{
  CstOrder *order = cst_order_new ();
  CstCustomer *customer = &order->customer;
  const CstAddress *recipient = &parcel->recipient;

  order->id = g_strdup (id);
  order->number = g_strdup (number);
  order->version = 1;
  order->status = CST_ORDER_SHIPPED;
  order->placed_at = order->shipped_at = parcel->shipped_at != 0 ? parcel->shipped_at : parcel->at;
  g_strlcpy (order->amounts.currency, account->info.currency, sizeof order->amounts.currency);
  customer->id = cst_customer_id_by_hand (NULL, recipient->name);
  customer->name = g_strdup (recipient->name);
  customer->kind = account->info.audience;
  customer->phone = g_strdup (recipient->phone);
  customer->street = g_strdup (recipient->street);
  customer->postal_code = g_strdup (recipient->postal_code);
  customer->city = g_strdup (recipient->city);
  customer->country = g_strdup (recipient->country != NULL ? recipient->country : account->info.country);
  add_shipment (order, parcel);

  return order;
}

/* R15 counts from the day the parcel arrived. */
static gboolean
note_arrival (CstOrder              *order,
              const CstImportParcel *parcel,
              const CstDelivery     *delivery)
{
  gboolean is_changed = FALSE;

  for (guint i = 0; delivery->delivered_at != 0 && i < order->shipments->len; i++)
    {
      CstShipment *shipment = g_ptr_array_index (order->shipments, i);

      if (g_strcmp0 (shipment->tracking_number, parcel->tracking_number) != 0 || shipment->delivered_at != 0)
        continue;
      shipment->delivered_at = delivery->delivered_at;
      is_changed = TRUE;
    }
  if (is_changed && order->shipments->len == 1 && order->status == CST_ORDER_SHIPPED)
    {
      order->status = CST_ORDER_DELIVERED;
      order->delivered_at = delivery->delivered_at;
    }

  return is_changed;
}

/* The order there is, or the one this plan made for another parcel, or a new one. */
static gboolean
find_order (CstDb             *db,
            const CstAccount  *account,
            CstImportCase     *of_case,
            GHashTable        *recorded,
            GHashTable        *orders,
            GError           **error)
{
  const CstImportParcel *parcel = of_case->parcel;
  const char *number = parcel->order_number != NULL ? parcel->order_number : parcel->tracking_number;
  g_autofree char *key = cst_str_fold (number);
  g_autoptr(CstOrder) order = NULL;
  const char *id;

  if (!cst_import_find_order (db, account->id, key, &order, error))
    return FALSE;
  if (order == NULL && g_hash_table_contains (recorded, key))
    {
      cst_import_case_refuse (of_case, _("Its order is just being recorded. Import the table again afterwards."));
      return TRUE;
    }

  id = order != NULL ? order->id : g_hash_table_lookup (orders, key);
  if (id != NULL)
    {
      cst_set_str (&of_case->delivery->order, id);
      return TRUE;
    }

  of_case->delivery->order = cst_random_hex (6);
  of_case->order = new_order (parcel, account, number, of_case->delivery->order);
  note_arrival (of_case->order, parcel, of_case->delivery);
  g_hash_table_insert (orders, g_steal_pointer (&key), g_strdup (of_case->delivery->order));

  return TRUE;
}

/* The answer that is being recorded knows the parcel as it was: what the table says of it can wait. */
static gboolean
check_unfinished (CstDb          *db,
                  gint64          account,
                  CstImportCase  *of_case,
                  gboolean       *is_busy,
                  GError        **error)
{
  g_autoptr(GPtrArray) operations = cst_db_operations_of_order (db, account, of_case->delivery->order, error);

  for (guint i = 0; operations != NULL && i < operations->len; i++)
    *is_busy |= cst_operation_is_pending (g_ptr_array_index (operations, i));

  return operations != NULL;
}

static gboolean
change (CstDb                *db,
        const CstImportPlan  *plan,
        const CstAccount     *account,
        CstImportCase        *of_case,
        const CstDelivery    *known,
        GError              **error)
{
  g_autoptr(CstOrder) order = NULL;
  gboolean is_busy = FALSE;

  cst_set_str (&of_case->incident, known->id);
  if (cst_import_parcel_is_older (of_case->parcel, known))
    return set_there (of_case, _("The table is older than what is known.")), TRUE;

  of_case->delivery = cst_import_parcel_merge (of_case->parcel, known, plan->codes, account);
  if (cst_record_equal (&cst_delivery_type, of_case->delivery, known))
    return set_there (of_case, NULL), TRUE;
  if (!check_unfinished (db, account->id, of_case, &is_busy, error))
    return FALSE;
  if (is_busy)
    {
      cst_import_case_refuse (of_case, _("An answer to it is just being recorded. Import the table again afterwards."));
      return TRUE;
    }

  of_case->delivery->version++;
  cst_import_case_set_state (of_case, CST_IMPORT_CHANGED);
  if (of_case->delivery->delivered_at == known->delivered_at)
    return TRUE;
  if (!(order = cst_db_order (db, account->id, known->order, error)))
    return FALSE;
  if (note_arrival (order, of_case->parcel, of_case->delivery))
    {
      order->version++;
      of_case->order = g_steal_pointer (&order);
    }

  return TRUE;
}

/**
 * cst_import_parcel_check:
 * @recorded: the numbers, folded, of orders that are being recorded
 * @orders: (inout): number, folded → id of an order that the plan makes
 *
 * Finds out what becomes of one parcel of the plan, and puts it together.
 *
 * Returns: %FALSE only when the store cannot be read
 */
gboolean
cst_import_parcel_check (CstDb                *db,
                         const CstImportPlan  *plan,
                         const CstAccount     *account,
                         CstImportCase        *of_case,
                         GHashTable           *recorded,
                         GHashTable           *orders,
                         GError              **error)
{
  g_autofree char *id = cst_import_parcel_id (of_case->parcel);
  g_autoptr(CstDelivery) known = NULL;
  g_autoptr(GError) local_error = NULL;

  g_clear_pointer (&of_case->delivery, cst_delivery_free);
  g_clear_pointer (&of_case->order, cst_order_free);
  of_case->parcel->said_reason = CST_DELIVERY_REASON_UNKNOWN;
  if (of_case->parcel->code != NULL &&
      !cst_db_said_reason (db, of_case->parcel->source, of_case->parcel->code, &of_case->parcel->said_reason, NULL,
                           error))
    return FALSE;

  known = cst_db_delivery (db, account->id, id, &local_error);
  if (known != NULL)
    return change (db, plan, account, of_case, known, error);
  if (!g_error_matches (local_error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (!cst_import_parcel_has_incident (of_case->parcel, plan->codes))
    {
      cst_import_case_set_state (of_case, CST_IMPORT_NO_INCIDENT);
      return TRUE;
    }

  of_case->delivery = cst_import_parcel_merge (of_case->parcel, NULL, plan->codes, account);
  of_case->delivery->version = 1;
  cst_set_str (&of_case->incident, id);
  cst_import_case_set_state (of_case, CST_IMPORT_NEW);

  return find_order (db, account, of_case, recorded, orders, error);
}
