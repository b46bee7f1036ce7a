/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-fake-marketplace.h"
#include "cst-home.h"
#include "cst-test-scale.h"

#define START 1700000000
#define ORDERS 8
#define RUNS 40
#define GARBLED_RUNS 16

/* A desk and a marketplace with dice: people decide, customers contest, carriers fail, answers are lost. When the dust
 * has settled, whatever was decided was executed once or not at all, and its state says which. */
typedef struct
{
  CstHome            *home;
  CstFakeMarketplace *fake;
  GRand              *random;
  GArray             *ids; /* of gint64 */
  guint               n_answers; /* to carriers */
} World;

static void
decide_something (World *world)
{
  static const CstOperationKind kinds[] = {
    CST_OPERATION_REFUND, CST_OPERATION_REPLACEMENT, CST_OPERATION_MESSAGE, CST_OPERATION_NOTE,
  };
  guint n = (guint) g_rand_int_range (world->random, 0, ORDERS);
  g_autofree char *order = g_strdup_printf ("o%u", n);
  g_autofree char *incident = g_strdup_printf ("i%u", n);
  CstOperationKind kind = kinds[g_rand_int_range (world->random, 0, G_N_ELEMENTS (kinds))];
  g_autoptr(CstOperation) operation = cst_home_new_operation (world->home, kind, order, incident);
  gint64 id;

  if (cst_operation_is_resolution (operation))
    cst_operation_add_line (operation, "1", g_rand_int_range (world->random, 1, 4));
  id = cst_home_decide (world->home, operation, g_rand_boolean (world->random) ? 10 : 0, NULL);
  if (id != 0)
    g_array_append_val (world->ids, id);
}

/* C8: one unfinished answer a parcel; whether the carrier still takes it is known only when it is sent. */
static void
answer_something (World *world)
{
  guint n = (guint) g_rand_int_range (world->random, 0, ORDERS);
  g_autofree char *order = g_strdup_printf ("o%u", n);
  g_autoptr(CstOperation) operation =
    cst_home_new_operation (world->home, CST_OPERATION_DELIVERY_ANSWER, order, NULL);
  gint64 id;

  operation->delivery = g_strdup_printf ("d%u", n);
  operation->answer = cst_delivery_answer_new (g_rand_boolean (world->random) ? CST_ANSWER_TEXT : CST_ANSWER_PICKUP);
  operation->answer->text = operation->answer->kind == CST_ANSWER_TEXT ? g_strdup ("Jeudi") : NULL;
  id = cst_home_decide (world->home, operation, g_rand_boolean (world->random) ? 10 : 0, NULL);
  if (id != 0)
    {
      g_array_append_val (world->ids, id);
      world->n_answers++;
    }
}

static void
move_the_other_side (World *world)
{
  CstIncident *incident = cst_fake_marketplace_incident (world->fake, (guint) g_rand_int_range (world->random, 0,
                                                                                                ORDERS));

  for (guint i = 0; i < incident->resolutions->len; i++)
    {
      CstResolution *resolution = g_ptr_array_index (incident->resolutions, i);

      if (resolution->state == CST_RESOLUTION_REQUESTED)
        resolution->state = g_rand_boolean (world->random) ? CST_RESOLUTION_EXECUTED : CST_RESOLUTION_REFUSED;
    }

  incident->contested = g_rand_boolean (world->random);
  incident->state = incident->contested ? CST_INCIDENT_SUBMITTED : CST_INCIDENT_RESOLVED;
  cst_fake_marketplace_touch (world->fake, incident);
}

static void
live (World *world)
{
  int garbled_from = g_rand_int_range (world->random, 0, RUNS);

  for (int run = 0; run < RUNS; run++)
    {
      double rate = g_rand_double (world->random) * 0.5;

      for (int i = g_rand_int_range (world->random, 0, 3); i > 0; i--)
        {
          decide_something (world);
          answer_something (world);
        }
      if (g_rand_int_range (world->random, 0, 4) == 0)
        {
          move_the_other_side (world);
          cst_fake_marketplace_fail_delivery (world->fake, (guint) g_rand_int_range (world->random, 0, ORDERS));
        }
      if (g_rand_int_range (world->random, 0, 20) == 0)
        cst_fake_marketplace_expire (world->fake);

      cst_fake_marketplace_set_trouble (world->fake, g_rand_int (world->random), rate);
      cst_fake_marketplace_set_garbled (world->fake, run >= garbled_from && run < garbled_from + GARBLED_RUNS);
      cst_home_sync (world->home, CST_MARKETPLACE (world->fake), CST_SYNC_PULL | CST_SYNC_PUSH, NULL, NULL);
      cst_clock_advance (world->home->clock, g_rand_int_range (world->random, 1, 400));
      if (g_rand_int_range (world->random, 0, 5) == 0)
        cst_clock_advance (world->home->clock, 4000);
    }
}

/* What no machine could tell: somebody looks at the site, and says so. */
static gpointer
look_at_the_site (CstDb         *db,
                  gpointer       request,
                  GCancellable  *cancellable,
                  GError       **error)
{
  World *world = request;
  g_autoptr(GPtrArray) pending = cst_db_pending_operations (db, 0, error);
  gint64 now = cst_clock_now (world->home->clock);
  gboolean done = pending != NULL;

  for (guint i = 0; done && i < pending->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (pending, i);

      if (operation->state != CST_OPERATION_OUTCOME_UNKNOWN)
        continue;
      if (cst_fake_marketplace_executed (world->fake, operation->key) > 0)
        done = cst_db_settle_operation (db, operation->id, CST_OPERATION_CONFIRMED, NULL, now, error);
      else
        done = cst_db_retry_operation (db, operation->id, NULL, now, error);
    }

  return GINT_TO_POINTER (done);
}

static void
settle (World *world)
{
  cst_fake_marketplace_set_trouble (world->fake, 1, 0);
  cst_fake_marketplace_set_garbled (world->fake, FALSE);
  for (int i = 0; i < 4; i++)
    {
      g_autoptr(GError) error = NULL;

      cst_clock_advance (world->home->clock, 7200);
      cst_home_sync (world->home, CST_MARKETPLACE (world->fake), CST_SYNC_PULL | CST_SYNC_PUSH, NULL, &error);
      g_assert_no_error (error);
      cst_store_run_sync (world->home->store, look_at_the_site, world, NULL, &error);
      g_assert_no_error (error);
    }
}

static void
assert_each_once (World *world)
{
  for (guint i = 0; i < world->ids->len; i++)
    {
      g_autoptr(CstOperation) operation = cst_home_operation (world->home, g_array_index (world->ids, gint64, i));
      guint executed = cst_fake_marketplace_executed (world->fake, operation->key);

      switch (operation->state)
        {
        case CST_OPERATION_CONFIRMED:
          g_assert_cmpuint (executed, ==, 1);
          break;
        case CST_OPERATION_REFUSED_STATE:
        case CST_OPERATION_CONFLICT:
          g_assert_cmpuint (executed, ==, 0);
          break;
        case CST_OPERATION_QUEUED:
        case CST_OPERATION_HELD:
        case CST_OPERATION_SENDING:
        case CST_OPERATION_OUTCOME_UNKNOWN:
        case CST_OPERATION_CANCELLED:
        case CST_OPERATION_STATE_NONE:
        default:
          g_error ("Operation %" G_GINT64_FORMAT " ended as %s", operation->id,
                   cst_enum_nick (&cst_operation_state_type, (int) operation->state));
        }
    }
}

static void
simulate (guint32 seed,
          gint64  retention)
{
  World world = { 0 };

  world.home = cst_home_new (NULL, NULL, START);
  world.fake = cst_fake_marketplace_new (world.home->clock, retention, ORDERS);
  cst_fake_marketplace_add_deliveries (world.fake);
  world.random = g_rand_new_with_seed (seed);
  world.ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  cst_home_sync (world.home, CST_MARKETPLACE (world.fake), CST_SYNC_CHECK, NULL, NULL);
  live (&world);
  settle (&world);
  g_assert_cmpuint (world.ids->len, >, 5);
  g_assert_cmpuint (world.n_answers, >, 2);
  assert_each_once (&world);
  cst_home_verify (world.home);

  g_array_unref (world.ids);
  g_rand_free (world.random);
  cst_home_free (world.home);
  g_assert_finalize_object (world.fake);
}

static void
test_keys (gconstpointer data)
{
  gint64 retention = GPOINTER_TO_INT (data);

  for (guint32 seed = 1; seed <= 3 * cst_test_scale (); seed++)
    {
      g_test_message ("seed %u, retention %d", seed, (int) retention);
      simulate (seed, retention);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/simulation/keys-for-ever", GINT_TO_POINTER (-1), test_keys);
  g_test_add_data_func ("/simulation/keys-for-an-hour", GINT_TO_POINTER (3600), test_keys);
  g_test_add_data_func ("/simulation/no-keys", GINT_TO_POINTER (0), test_keys);

  return g_test_run ();
}
