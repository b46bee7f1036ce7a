/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-accounts.h"
#include "cst-engine-wait.h"
#include "cst-fake-marketplace.h"
#include "cst-home.h"

typedef struct
{
  CstHome            *home;
  CstClock           *clock;
  CstFakeMarketplace *fake;
  CstEngine          *engine;
  guint               n_connected; /* atomic */
  guint               news;
  guint               endings;
} Fixture;

static CstMarketplace *
connect_fake (const CstAccount  *account,
              gpointer           user_data,
              GCancellable      *cancellable,
              GError           **error)
{
  Fixture *fixture = user_data;

  g_atomic_int_inc (&fixture->n_connected);

  return CST_MARKETPLACE (g_object_ref (fixture->fake));
}

static void
news_cb (CstEngine *engine,
         GPtrArray *news,
         Fixture   *fixture)
{
  fixture->news += news->len;
}

static void
ended_cb (CstEngine *engine,
          gint64     id,
          int        state,
          Fixture   *fixture)
{
  fixture->endings++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->home = cst_home_new (NULL, NULL, g_get_real_time () / G_USEC_PER_SEC);
  fixture->clock = cst_clock_new_system ();
  fixture->fake = cst_fake_marketplace_new (fixture->clock, -1, 6);
  fixture->engine = cst_engine_new (fixture->home->store, fixture->clock, connect_fake, fixture, NULL);
  g_signal_connect (fixture->engine, "news", G_CALLBACK (news_cb), fixture);
  g_signal_connect (fixture->engine, "operation-ended", G_CALLBACK (ended_cb), fixture);
}

static void
wait_until (Fixture *fixture,
            gboolean  (*is_so) (Fixture *fixture,
            gint64   id),
            gint64   id)
{
  cst_engine_wait_until ((CstEngineFact) is_so, fixture, id);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  cst_engine_let_go (fixture->engine);
  cst_home_free (fixture->home);
  g_object_unref (fixture->clock);
  g_assert_finalize_object (fixture->fake);
}

static CstSyncPhase
phase (Fixture *fixture)
{
  CstSyncStatus *status = cst_engine_get_status (fixture->engine, fixture->home->account->id);

  return status != NULL ? cst_sync_status_get_phase (status) : CST_SYNC_PHASE_SYNCING;
}

static gboolean
is_synced (Fixture *fixture,
           gint64   id)
{
  CstSyncStatus *status = cst_engine_get_status (fixture->engine, fixture->home->account->id);

  return phase (fixture) == CST_SYNC_PHASE_IDLE && cst_sync_status_get_last_success (status) > 0;
}

static gboolean
is_paused (Fixture *fixture,
           gint64   id)
{
  return phase (fixture) == CST_SYNC_PHASE_PAUSED;
}

static gboolean
is_troubled (Fixture *fixture,
             gint64   id)
{
  return phase (fixture) == CST_SYNC_PHASE_PROBLEM;
}

static gboolean
is_confirmed (Fixture *fixture,
              gint64   id)
{
  g_autoptr(CstOperation) operation = cst_home_operation (fixture->home, id);

  return operation->state == CST_OPERATION_CONFIRMED;
}

static gint64
decide_note (Fixture *fixture)
{
  g_autoptr(CstOperation) note = cst_home_new_operation (fixture->home, CST_OPERATION_NOTE, "o0", "i0");
  g_autoptr(GError) error = NULL;
  gint64 id = cst_home_decide (fixture->home, note, 0, &error);

  g_assert_no_error (error);

  return id;
}

/* A decision wakes the account's thread through the store; nobody has to tell the engine. */
static void
test_sends_what_is_decided (Fixture       *fixture,
                            gconstpointer  data)
{
  gint64 id;

  cst_engine_start (fixture->engine);
  wait_until (fixture, is_synced, 0);
  g_assert_cmpuint (g_list_model_get_n_items (cst_engine_get_statuses (fixture->engine)), ==, 1);
  id = decide_note (fixture);
  wait_until (fixture, is_confirmed, id);
}

static void
test_work_offline (Fixture       *fixture,
                   gconstpointer  data)
{
  gint64 id;
  guint pushes;

  cst_engine_start (fixture->engine);
  wait_until (fixture, is_synced, 0);
  cst_engine_set_work_offline (fixture->engine, TRUE);
  wait_until (fixture, is_paused, 0);
  pushes = cst_fake_marketplace_count_pushes (fixture->fake);
  id = decide_note (fixture);
  cst_engine_sync_now (fixture->engine, 0);
  for (int i = 0; i < 50; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (cst_fake_marketplace_count_pushes (fixture->fake), ==, pushes);
  g_assert_false (is_confirmed (fixture, id));

  cst_engine_set_work_offline (fixture->engine, FALSE);
  wait_until (fixture, is_confirmed, id);
}

/* What is wrong stands in the status, in words; the next success takes it away. */
static void
test_says_the_problem (Fixture       *fixture,
                       gconstpointer  data)
{
  CstSyncStatus *status;

  cst_fake_marketplace_fail_next (fixture->fake, CST_MARKETPLACE_ERROR_AUTH, -1);
  cst_engine_start (fixture->engine);
  wait_until (fixture, is_troubled, 0);
  status = cst_engine_get_status (fixture->engine, fixture->home->account->id);
  g_assert_nonnull (cst_sync_status_get_problem (status));
  cst_engine_sync_now (fixture->engine, fixture->home->account->id);
  wait_until (fixture, is_synced, 0);
  g_assert_null (cst_sync_status_get_problem (status));
}

static gboolean
has_news (Fixture *fixture,
          gint64   id)
{
  return fixture->news > 0;
}

static void
test_tells_news (Fixture       *fixture,
                 gconstpointer  data)
{
  CstIncident *incident = cst_fake_marketplace_incident (fixture->fake, 0);

  cst_engine_start (fixture->engine);
  wait_until (fixture, is_synced, 0);
  g_assert_cmpuint (fixture->news, ==, 0);
  incident->contested = TRUE;
  incident->contested_count = 1;
  cst_fake_marketplace_touch (fixture->fake, incident);
  cst_engine_sync_now (fixture->engine, 0);
  wait_until (fixture, has_news, 0);
}

static gboolean
has_ended (Fixture *fixture,
           gint64   id)
{
  return fixture->endings > 0;
}

static void
test_tells_a_refusal (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(CstOperation) message = NULL;

  cst_engine_start (fixture->engine);
  wait_until (fixture, is_synced, 0);
  message = cst_home_new_operation (fixture->home, CST_OPERATION_MESSAGE, "o5", "i5");
  cst_fake_marketplace_remove (fixture->fake, "o5");
  g_assert_cmpint (cst_home_decide (fixture->home, message, 0, NULL), !=, 0);
  wait_until (fixture, has_ended, 0);
}

static gpointer
keep_token (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  CstAccount *account = request;

  account->token_kept_at = 1;

  return GINT_TO_POINTER (cst_db_save_account (db, account, error) != 0);
}

static gboolean
is_connected_anew (Fixture *fixture,
                   gint64   id)
{
  return g_atomic_int_get (&fixture->n_connected) == 2;
}

/* Another token was entered while the old one still works, only for less: it is the new one from then on. */
static void
test_takes_new_token (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  cst_engine_start (fixture->engine);
  wait_until (fixture, is_synced, 0);
  g_assert_cmpuint (g_atomic_int_get (&fixture->n_connected), ==, 1);
  cst_store_run_sync (fixture->home->store, keep_token, fixture->home->account, NULL, &error);
  g_assert_no_error (error);
  wait_until (fixture, is_connected_anew, 0);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/engine/sends-what-is-decided", test_sends_what_is_decided);
  ADD ("/engine/work-offline", test_work_offline);
  ADD ("/engine/says-the-problem", test_says_the_problem);
  ADD ("/engine/takes-a-new-token", test_takes_new_token);
  ADD ("/engine/tells-news", test_tells_news);
  ADD ("/engine/tells-a-refusal", test_tells_a_refusal);

  return g_test_run ();
}
