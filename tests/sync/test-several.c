/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-deliveries.h"
#include "cst-engine-wait.h"
#include "cst-home.h"
#include "cst-operations.h"
#include "cst-sandbox-process.h"
#include "cst-script-server.h"
#include "cst-test-dirs.h"
#include "cst-util.h"

/* Four accounts of four kinds at once: one well, one dead, one so slow that its first answer takes minutes, one that
 * refuses the key. None keeps the well one waiting: its facts come, and what is decided on them is carried out, while
 * the slow one is still being listened to. Each kind is in each of these places once. */

#define REFUSAL "HTTP/1.1 401 No\r\nContent-Type: application/json\r\nContent-Length: 25\r\n\r\n" \
                "{\"message\":\"Unauthorized\"}"
#define PAGE "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4000\r\n\r\n" \
             "{\"stores\":[                                                                                      "

enum { WELL, DEAD, SLOW, REFUSING, N_PLACES };

typedef struct
{
  CstSandboxProcess *sandbox;
  CstHome           *home;
  CstClock          *clock;
  CstScriptServer   *slow;
  CstScriptServer   *refusing;
  CstEngine         *engine;
  gint64             accounts[N_PLACES];
} Fixture;

/* Which connector, and where its dialect stands in the sandbox. */
static const struct
{
  const char *connector;
  const char *place;
} kinds[N_PLACES] = { { "constat", "" }, { "dropea", "/dropea" }, { "medusa", "/medusa" }, { "mirakl", "/mirakl" } };

static const CstScriptStep drip[] = { { PAGE, 2000 } };
static const CstScriptStep refusals[] = { { REFUSAL, 0 }, { REFUSAL, 0 }, { REFUSAL, 0 }, { REFUSAL, 0 } };

static CstMarketplace *
connect_any (const CstAccount  *account,
             gpointer           user_data,
             GCancellable      *cancellable,
             GError           **error)
{
  Fixture *fixture = user_data;

  return cst_marketplace_new (account, fixture->sandbox->token, error);
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

static const char *
kind_in (gconstpointer data,
         int           place)
{
  return kinds[(GPOINTER_TO_UINT (data) + (guint) place) % N_PLACES].connector;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *url = NULL;
  g_autoptr(GError) error = NULL;

  fixture->sandbox = cst_sandbox_process_new (NULL, 0);
  url = g_strconcat (fixture->sandbox->url, kinds[GPOINTER_TO_UINT (data)].place, NULL);
  fixture->home = cst_home_new (NULL, url, cst_time_parse (CST_SANDBOX_NOW));
  fixture->clock = cst_clock_new_fixed (cst_time_parse (CST_SANDBOX_NOW));
  fixture->slow = cst_script_server_new (drip, G_N_ELEMENTS (drip));
  fixture->refusing = cst_script_server_new (refusals, G_N_ELEMENTS (refusals));
  cst_set_str (&fixture->home->account->connector, kind_in (data, WELL));
  cst_store_run_sync (fixture->home->store, save_account, fixture->home->account, NULL, &error);
  g_assert_no_error (error);
  fixture->accounts[WELL] = fixture->home->account->id;
  fixture->accounts[DEAD] = add_account (fixture, "dead", kind_in (data, DEAD), g_strdup ("http://127.0.0.1:1"));
  fixture->accounts[SLOW] = add_account (fixture, "slow", kind_in (data, SLOW),
                                         cst_script_server_get_url (fixture->slow));
  fixture->accounts[REFUSING] = add_account (fixture, "refusing", kind_in (data, REFUSING),
                                             cst_script_server_get_url (fixture->refusing));
  fixture->engine = cst_engine_new (fixture->home->store, fixture->clock, connect_any, fixture, NULL);
}

typedef gboolean (*Fact) (Fixture *fixture,
                          gint64   id);

static void
wait_until (Fixture *fixture,
            Fact     is_so,
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
  cst_script_server_free (fixture->slow);
  cst_script_server_free (fixture->refusing);
  cst_sandbox_process_free (fixture->sandbox);
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

static gpointer
find_delivery (CstDb         *db,
               gpointer       request,
               GCancellable  *cancellable,
               GError       **error)
{
  Fixture *fixture = request;
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, "SELECT id FROM deliveries WHERE account = ?1 ORDER BY id", error);

  g_assert_nonnull (stmt);
  cst_stmt_bind_int (stmt, 1, fixture->accounts[WELL]);
  while (cst_db_step (db, stmt, error) == CST_STEP_ROW)
    {
      g_autoptr(CstDelivery) delivery = cst_db_delivery (db, fixture->accounts[WELL], cst_stmt_text (stmt, 0), error);

      if (cst_delivery_takes (delivery, CST_ANSWER_TEXT))
        return g_steal_pointer (&delivery);
    }

  g_assert_not_reached ();
}

static CstOperation *
answer_carrier (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDelivery) delivery = cst_store_run_sync (fixture->home->store, find_delivery, fixture, NULL, &error);
  CstOperation *operation;

  g_assert_no_error (error);
  operation = cst_home_new_operation (fixture->home, CST_OPERATION_DELIVERY_ANSWER, delivery->order, NULL);
  operation->delivery = g_strdup (delivery->id);
  operation->answer = cst_record_new (&cst_delivery_answer_type);
  operation->answer->kind = CST_ANSWER_TEXT;
  operation->answer->text = g_strdup ("Entregar mañana.");

  return operation;
}

static CstOperation *
write_to_customer (Fixture *fixture)
{
  g_autoptr(GPtrArray) incidents = cst_home_incidents (fixture->home);

  for (guint i = 0; i < incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (incidents, i);

      if (cst_incident_is_ours (incident) && !cst_incident_is_settled (incident))
        return cst_home_new_operation (fixture->home, CST_OPERATION_MESSAGE, incident->order, incident->id);
    }

  g_assert_not_reached ();
}

static void
test_none_slows_another (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr(CstOperation) operation = NULL;
  g_autoptr(GError) error = NULL;
  gint64 id;

  cst_engine_start (fixture->engine);
  wait_until (fixture, all_but_the_slow_have_ended, 0);
  g_assert_cmpuint (g_list_model_get_n_items (cst_engine_get_statuses (fixture->engine)), ==, N_PLACES);
  g_assert_cmpint (phase_of (fixture, SLOW), ==, CST_SYNC_PHASE_SYNCING);

  operation = g_str_equal (kind_in (data, WELL), "dropea") ? answer_carrier (fixture) : write_to_customer (fixture);
  id = cst_home_decide (fixture->home, operation, 0, &error);
  g_assert_no_error (error);
  wait_until (fixture, is_confirmed, id);
  g_assert_cmpint (phase_of (fixture, SLOW), ==, CST_SYNC_PHASE_SYNCING);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < N_PLACES; i++)
    {
      g_autofree char *path = g_strdup_printf ("/several/none-slows-another/%s", kinds[i].connector);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_none_slows_another, tear_down);
    }

  return cst_test_run_apart ();
}
