/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-constat.h"
#include "cst-home.h"
#include "cst-sandbox-process.h"
#include "cst-util.h"

/* The real sandbox carries everything out and cuts every answer in half. */
typedef struct
{
  CstSandboxProcess *sandbox;
  CstHome           *home;
  CstMarketplace    *marketplace;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->sandbox = cst_sandbox_process_new (NULL, 0);
  fixture->marketplace = cst_site_new (&cst_constat, fixture->sandbox->url, fixture->sandbox->token, NULL);
  fixture->home = cst_home_new (NULL, fixture->sandbox->url, cst_time_parse (CST_SANDBOX_NOW));
  cst_home_sync (fixture->home, fixture->marketplace, CST_SYNC_PULL | CST_SYNC_CHECK, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  cst_home_verify (fixture->home);
  cst_home_free (fixture->home);
  g_assert_finalize_object (fixture->marketplace);
  cst_sandbox_process_free (fixture->sandbox);
}

static gint64
decide_refund (Fixture      *fixture,
               CstIncident **incident)
{
  g_autoptr(GPtrArray) incidents = cst_home_incidents (fixture->home);

  for (guint i = 0; i < incidents->len; i++)
    {
      const CstIncident *candidate = g_ptr_array_index (incidents, i);
      const CstLineQuantity *line = g_ptr_array_index (candidate->lines, 0);
      g_autoptr(CstOperation) refund = cst_home_new_operation (fixture->home, CST_OPERATION_REFUND, candidate->order,
                                                               candidate->id);
      gint64 id;

      cst_operation_add_line (refund, line->line, 1);
      if ((id = cst_home_decide (fixture->home, refund, 0, NULL)) != 0)
        {
          *incident = cst_incident_copy (candidate);
          return id;
        }
    }

  g_assert_not_reached ();
}

static void
run_for_hours (Fixture *fixture,
               int      hours)
{
  for (int i = 0; i < hours; i++)
    {
      cst_home_sync (fixture->home, fixture->marketplace, CST_SYNC_PULL | CST_SYNC_PUSH, NULL, NULL);
      cst_clock_advance (fixture->home->clock, 3600);
    }
}

static void
assert_state (Fixture           *fixture,
              gint64             id,
              CstOperationState  state)
{
  g_autoptr(CstOperation) operation = cst_home_operation (fixture->home, id);

  g_assert_cmpstr (cst_enum_nick (&cst_operation_state_type, (int) operation->state), ==,
                   cst_enum_nick (&cst_operation_state_type, (int) state));
  g_assert_cmpuint (cst_sandbox_process_executed (fixture->sandbox, operation->key), ==, 1);
}

static gint64
decide_message (Fixture           *fixture,
                const CstIncident *incident)
{
  g_autoptr(CstOperation) message = cst_home_new_operation (fixture->home, CST_OPERATION_MESSAGE, incident->order,
                                                            incident->id);
  g_autoptr(GError) error = NULL;
  gint64 id = cst_home_decide (fixture->home, message, 0, &error);

  g_assert_no_error (error);

  return id;
}

/* Only the answers to decisions are cut: the key in the feed tells, and no person is asked. */
static void
test_feed_tells (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(CstIncident) incident = NULL;
  gint64 refund = decide_refund (fixture, &incident);

  cst_sandbox_process_fault (fixture->sandbox, "truncate", "/v1/incidents/", -1);
  run_for_hours (fixture, 2);
  assert_state (fixture, refund, CST_OPERATION_CONFIRMED);
}

/* Every answer is cut, for ever: after a while it is for a person, executed once and no more, and the lane of the
 * order is free again for words. The first readable feed ends the doubt. */
static void
test_for_a_person (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(CstIncident) incident = NULL;
  gint64 refund = decide_refund (fixture, &incident);
  gint64 message;

  cst_sandbox_process_fault (fixture->sandbox, "truncate", "/v1/", -1);
  run_for_hours (fixture, 12);
  assert_state (fixture, refund, CST_OPERATION_OUTCOME_UNKNOWN);

  message = decide_message (fixture, incident);
  cst_sandbox_process_fault (fixture->sandbox, "none", "/v1/", -1);
  run_for_hours (fixture, 1);
  assert_state (fixture, message, CST_OPERATION_CONFIRMED);
  assert_state (fixture, refund, CST_OPERATION_CONFIRMED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/unreadable/feed-tells", Fixture, NULL, set_up, test_feed_tells, tear_down);
  g_test_add ("/unreadable/for-a-person", Fixture, NULL, set_up, test_for_a_person, tear_down);

  return g_test_run ();
}
