/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-privacy.h"
#include "cst-util.h"
#include "decide-fixture.h"
#include "delivery-fixture.h"

/* R12: twelve months after the last of it, wherever nobody says that an order is completed. */

#define TRACE "Zorblatt"
#define DAY G_GINT64_CONSTANT (86400)

static gpointer
save_account_func (CstDb         *db,
                   gpointer       request,
                   GCancellable  *cancellable,
                   GError       **error)
{
  return GSIZE_TO_POINTER ((gsize) cst_db_save_account (db, request, error));
}

/* One whose incidents and parcels people record: no site says anything of its orders. */
static gint64
add_account_by_hand (Fixture *fixture)
{
  g_autoptr(CstAccount) account = cst_account_new ();

  account->name = g_strdup ("byhand");
  account->connector = g_strdup ("manual");
  account->info.capabilities = CST_CAN_RECORD | CST_CAN_READ_DELIVERIES;

  return (gint64) GPOINTER_TO_SIZE (fixture_run (fixture, save_account_func, account));
}

static void
record (Fixture          *fixture,
        gint64            account,
        const char       *id,
        gint64            version,
        CstIncidentState  state)
{
  CstOrder *order = make_order (id, 1, CST_ORDER_DELIVERED);
  CstIncident *incident = make_incident (id, id, version, state);

  cst_set_str (&order->customer.name, id);
  incident->updated_at = FIXTURE_NOW;
  apply_order (fixture, account, order);
  apply_incident (fixture, account, incident);
}

static void
run (Fixture *fixture,
     int      days,
     int      expected)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (cst_retention_run (fixture->store, FIXTURE_NOW + days * DAY, &error), ==, expected);
  g_assert_no_error (error);
}

static void
test_incidents (Fixture       *fixture,
                gconstpointer  unused)
{
  gint64 account = add_account_by_hand (fixture);

  record (fixture, account, TRACE, 1, CST_INCIDENT_RESOLVED);
  record (fixture, account, "open", 1, CST_INCIDENT_IN_PROGRESS);
  run (fixture, 364, 0);
  run (fixture, 367, 1);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM orders WHERE customer_name = ''"), ==, 1);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM orders WHERE customer_name = 'open'"), ==, 1);
  run (fixture, 800, 0);
  record (fixture, account, "open", 2, CST_INCIDENT_RESOLVED);
  run (fixture, 800, 1);
}

/* As a carrier's table brings them: nothing but a parcel. */
static void
test_parcels (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 account = add_account_by_hand (fixture);
  CstDelivery *arrived = make_delivery ("d1", "o1", CST_DELIVERY_SETTLED);
  CstDelivery *waiting = make_delivery ("d2", "o2", CST_DELIVERY_WAITING);

  arrived->settled_at = arrived->updated_at = FIXTURE_NOW;
  cst_set_str (&arrived->recipient.name, TRACE);
  apply_order (fixture, account, make_order ("o1", 1, CST_ORDER_SHIPPED));
  apply_order (fixture, account, make_order ("o2", 1, CST_ORDER_SHIPPED));
  apply_delivery (fixture, account, arrived);
  apply_delivery (fixture, account, waiting);
  run (fixture, 364, 0);
  g_assert_cmpuint (fixture_count_traces (fixture->dir, TRACE), >, 0);
  run (fixture, 367, 1);
  g_assert_cmpuint (fixture_count_traces (fixture->dir, TRACE), ==, 0);
  run (fixture, 800, 0);
}

/* The order of a parcel may never come; whom it was for goes all the same. */
static void
test_without_order (Fixture       *fixture,
                    gconstpointer  unused)
{
  gint64 account = add_delivery_account (fixture, "dropship");
  CstDelivery *arrived = make_delivery ("d1", "o1", CST_DELIVERY_SETTLED);
  CstDelivery *waiting = make_delivery ("d2", "o2", CST_DELIVERY_WAITING);

  arrived->settled_at = arrived->updated_at = FIXTURE_NOW;
  cst_set_str (&arrived->recipient.name, TRACE);
  cst_set_str (&waiting->recipient.name, "Waiting");
  apply_delivery (fixture, account, arrived);
  apply_delivery (fixture, account, waiting);
  run (fixture, 364, 0);
  g_assert_cmpuint (fixture_count_traces (fixture->dir, TRACE), >, 0);
  run (fixture, 367, 1);
  g_assert_cmpuint (fixture_count_traces (fixture->dir, TRACE), ==, 0);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM deliveries WHERE recipient = 'Waiting'"), ==, 1);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM deliveries WHERE code = 'NAM'"), ==, 2);
  run (fixture, 800, 0);
}

#define TEST(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("/R12/retention/recorded-incidents", test_incidents);
  TEST ("/R12/retention/recorded-parcels", test_parcels);
  TEST ("/R12/retention/parcel-without-order", test_without_order);

  return g_test_run ();
}
