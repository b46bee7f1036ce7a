/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-engine.h"
#include "cst-fake-marketplace.h"
#include "cst-home.h"
#include "cst-operations.h"
#include "cst-script-server.h"

/* Four accounts of several kinds at once: one well, one dead, one so slow that its first answer takes minutes, one that
 * refuses the key. None keeps the well one waiting: its facts come while the slow one is still being listened to. */

#define PATIENCE_US (60 * G_USEC_PER_SEC)

#define REFUSAL "HTTP/1.1 401 No\r\nContent-Type: application/json\r\nContent-Length: 25\r\n\r\n" \
                "{\"message\":\"Unauthorized\"}"
#define PAGE "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4000\r\n\r\n" \
             "{\"stores\":[                                                                                      "

typedef struct
{
  CstHome            *home;
  CstClock           *clock;
  CstFakeMarketplace *well;
  CstScriptServer    *slow;
  CstScriptServer    *refusing;
  CstEngine          *engine;
  gint64              accounts[4];
} Fixture;

enum { WELL, DEAD, SLOW, REFUSING };

static const CstScriptStep drip[] = { { PAGE, 2000 } };
static const CstScriptStep refusals[] = { { REFUSAL, 0 }, { REFUSAL, 0 }, { REFUSAL, 0 }, { REFUSAL, 0 } };

static CstMarketplace *
connect_any (const CstAccount  *account,
             gpointer           user_data,
             GCancellable      *cancellable,
             GError           **error)
{
  Fixture *fixture = user_data;

  if (account->id == fixture->accounts[WELL])
    return CST_MARKETPLACE (g_object_ref (fixture->well));

  return cst_marketplace_new (account, "key", error);
}

static gpointer
save_account (CstDb         *db,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  return GINT_TO_POINTER ((int) cst_db_save_account (db, request, error));
}

static gint64
add_account (Fixture    *fixture,
             const char *name,
             const char *connector,
             char       *owned_url)
{
  g_autoptr(CstAccount) account = cst_account_new ();
  g_autoptr(GError) error = NULL;
  gint64 id;

  account->name = g_strdup (name);
  account->connector = g_strdup (connector);
  account->url = owned_url;
  id = GPOINTER_TO_INT (cst_store_run_sync (fixture->home->store, save_account, account, NULL, &error));
  g_assert_no_error (error);

  return id;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->home = cst_home_new (NULL, NULL, g_get_real_time () / G_USEC_PER_SEC);
  fixture->clock = cst_clock_new_system ();
  fixture->well = cst_fake_marketplace_new (fixture->clock, -1, 6);
  fixture->slow = cst_script_server_new (drip, G_N_ELEMENTS (drip));
  fixture->refusing = cst_script_server_new (refusals, G_N_ELEMENTS (refusals));
  fixture->accounts[WELL] = fixture->home->account->id;
  fixture->accounts[DEAD] = add_account (fixture, "dead", "constat", g_strdup ("http://127.0.0.1:1"));
  fixture->accounts[SLOW] = add_account (fixture, "slow", "medusa", cst_script_server_get_url (fixture->slow));
  fixture->accounts[REFUSING] = add_account (fixture, "refusing", "dropea",
                                             cst_script_server_get_url (fixture->refusing));
  fixture->engine = cst_engine_new (fixture->home->store, fixture->clock, connect_any, fixture, NULL);
}

static gboolean
nudge_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

typedef gboolean (*Fact) (Fixture *fixture,
                          gint64   id);

static void
wait_until (Fixture *fixture,
            Fact     is_so,
            gint64   id)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_US;
  guint nudge = g_timeout_add (20, nudge_cb, NULL);

  while (!is_so (fixture, id))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (nudge);
}

static gboolean
is_let_go (Fixture *fixture,
           gint64   id)
{
  return G_OBJECT (fixture->engine)->ref_count == 1;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  cst_engine_stop (fixture->engine);
  wait_until (fixture, is_let_go, 0);
  g_assert_finalize_object (fixture->engine);
  cst_home_free (fixture->home);
  g_object_unref (fixture->clock);
  g_assert_finalize_object (fixture->well);
  cst_script_server_free (fixture->slow);
  cst_script_server_free (fixture->refusing);
}

static CstSyncPhase
phase_of (Fixture *fixture,
          int      place)
{
  CstSyncStatus *status = cst_engine_get_status (fixture->engine, fixture->accounts[place]);

  return status != NULL ? cst_sync_status_get_phase (status) : CST_SYNC_PHASE_SYNCING;
}

static gboolean
all_but_the_slow_have_ended (Fixture *fixture,
                             gint64   id)
{
  CstSyncStatus *well = cst_engine_get_status (fixture->engine, fixture->accounts[WELL]);

  return well != NULL && cst_sync_status_get_last_success (well) > 0 &&
         phase_of (fixture, DEAD) == CST_SYNC_PHASE_OFFLINE && phase_of (fixture, REFUSING) == CST_SYNC_PHASE_PROBLEM &&
         cst_script_server_count (fixture->slow) > 0;
}

static gboolean
is_confirmed (Fixture *fixture,
              gint64   id)
{
  g_autoptr(CstOperation) operation = cst_home_operation (fixture->home, id);

  return operation->state == CST_OPERATION_CONFIRMED;
}

static void
test_none_slows_another (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr(CstOperation) message = NULL;
  g_autoptr(GError) error = NULL;
  gint64 id;

  cst_engine_start (fixture->engine);
  wait_until (fixture, all_but_the_slow_have_ended, 0);
  g_assert_cmpuint (g_list_model_get_n_items (cst_engine_get_statuses (fixture->engine)), ==, 4);
  g_assert_cmpint (phase_of (fixture, SLOW), ==, CST_SYNC_PHASE_SYNCING);

  message = cst_home_new_operation (fixture->home, CST_OPERATION_MESSAGE, "o0", "i0");
  id = cst_home_decide (fixture->home, message, 0, &error);
  g_assert_no_error (error);
  wait_until (fixture, is_confirmed, id);
  g_assert_cmpuint (cst_fake_marketplace_executed (fixture->well, message->key), ==, 1);
  g_assert_cmpint (phase_of (fixture, SLOW), ==, CST_SYNC_PHASE_SYNCING);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/several/none-slows-another", Fixture, NULL, set_up, test_none_slows_another, tear_down);

  return g_test_run ();
}
