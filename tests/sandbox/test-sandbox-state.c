/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sandbox-fixture.h"

static void
set_up_folder (Fixture       *f,
               gconstpointer  data)
{
  f->folder = g_dir_make_tmp ("cst-sandbox-XXXXXX", NULL);
  fixture_start (f, "--now", NOW, "--state-dir", f->folder, NULL);
}

/* A restarted sandbox knows what it executed, and the hour, and answers as before. */
static void
test_restart (Fixture       *f,
              gconstpointer  data)
{
  static const char *const paths[] = { "/_sandbox/executed", "/_sandbox/ledger", "/v1/account",
                                       "/v1/changes?limit=1000" };
  g_autofree char *incident = fixture_cast (f, "two-of-twelve", "incident");
  g_autoptr(GPtrArray) before = g_ptr_array_new_with_free_func ((GDestroyNotify) answer_free);
  g_autoptr(Answer) first = NULL;
  g_autoptr(Answer) again = NULL;

  first = fixture_change (f, "POST", "key", REFUND (1), "/v1/incidents/%s/resolutions", incident);
  g_assert_cmpuint (first->status, ==, 201);
  fixture_advance (f, 3600);
  fixture_fault (f, "change-meanwhile", 1);
  answer_free (fixture_change (f, "POST", "late", REFUND (1), "/v1/incidents/inc-2040/resolutions"));
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    g_ptr_array_add (before, fixture_get (f, "%s", paths[i]));

  fixture_stop (f);
  fixture_start (f, "--now", "2031-01-01T00:00:00Z", "--seed", "77", "--state-dir", f->folder,
                 NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(Answer) after = fixture_get (f, "%s", paths[i]);

      g_assert_true (g_bytes_equal (after->body, ((Answer *) g_ptr_array_index (before, i))->body));
    }
  again = fixture_change (f, "POST", "key", REFUND (1), "/v1/incidents/%s/resolutions", incident);
  g_assert_cmpstr (answer_header (again, "Idempotency-Replayed"), ==, "true");
  g_assert_true (g_bytes_equal (again->body, first->body));
}

/* O10, O11, R5: who may move what. */
static void
test_other_side (Fixture       *f,
                 gconstpointer  data)
{
  g_autofree char *incident = fixture_cast (f, "two-of-twelve", "incident");
  g_autoptr(Answer) early = fixture_control (f, "/_sandbox/retailer",
                                             "{\"action\":\"accept\",\"incident\":\"%s\"}",
                                             incident);
  g_autoptr(Answer) contest = fixture_control (f, "/_sandbox/retailer",
                                               "{\"action\":\"contest\",\"incident\":\"%s\"}",
                                               incident);
  g_autoptr(Answer) solved = fixture_control (f, "/_sandbox/retailer",
                                              "{\"action\":\"resolve\",\"incident\":\"%s\"}",
                                              incident);
  g_autoptr(Answer) reopened = fixture_control (f, "/_sandbox/retailer",
                                                "{\"action\":\"contest\",\"incident\":\"%s\","
                                                "\"text\":\"non\"}", incident);
  g_autoptr(Answer) refused = fixture_control (f, "/_sandbox/marketplace",
                                               "{\"action\":\"refuse\",\"incident\":\"%s\","
                                               "\"text\":\"hors délai\"}", incident);
  g_autoptr(Answer) nothing = fixture_control (f, "/_sandbox/marketplace",
                                               "{\"action\":\"execute\",\"incident\":\"%s\"}",
                                               incident);

  g_assert_cmpuint (early->status, ==, 409);
  g_assert_cmpuint (contest->status, ==, 409);
  g_assert_cmpstr (answer_string (solved, "incident.state"), ==, "resolved");
  g_assert_cmpstr (answer_string (reopened, "incident.state"), ==, "submitted");
  g_assert_true (json_node_get_boolean (answer_at (reopened, "incident.contested")));
  g_assert_cmpstr (answer_string (reopened, "incident.respond_by"), ==, "2026-11-25T08:15:00Z");
  g_assert_cmpstr (answer_string (refused, "incident.refused_reason"), ==, "hors délai");
  g_assert_cmpuint (nothing->status, ==, 409);
}

/* O12: completed when the last problem is settled, paid a week later, and not contested after
 * that. */
static void
test_payout (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *incident = fixture_cast (f, "two-of-twelve", "incident");
  g_autofree char *order = fixture_cast (f, "two-of-twelve", "order");
  g_autoptr(Answer) pending = NULL;
  g_autoptr(Answer) paid = NULL;
  g_autoptr(Answer) late = NULL;

  answer_free (fixture_control (f, "/_sandbox/retailer",
                                "{\"action\":\"resolve\",\"incident\":\"%s\"}", incident));
  pending = fixture_get (f, "/v1/orders/%s", order);
  g_assert_cmpstr (answer_string (pending, "status"), ==, "completed");
  g_assert_cmpstr (answer_string (pending, "payout.state"), ==, "pending");
  g_assert_cmpstr (answer_string (pending, "payout.expected_at"), ==, "2026-11-30T08:15:00Z");

  fixture_advance (f, 7 * 24 * 60 * 60);
  paid = fixture_get (f, "/v1/orders/%s", order);
  g_assert_cmpstr (answer_string (paid, "payout.state"), ==, "paid");
  late = fixture_control (f, "/_sandbox/retailer", "{\"action\":\"contest\",\"incident\":\"%s\"}",
                          incident);
  g_assert_cmpstr (answer_problem (late), ==, "not-allowed");
}

/* A clock that is put forward in small steps and one that jumps lead to the same world. */
static void
test_steps (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(Answer) jumped = NULL;
  g_autoptr(Answer) stepped = NULL;

  fixture_advance (f, 5 * 24 * 60 * 60);
  jumped = fixture_get (f, "/v1/changes?limit=1000");
  fixture_stop (f);
  fixture_start (f, "--now", NOW, NULL);
  for (int i = 0; i < 20; i++)
    fixture_advance (f, 6 * 60 * 60);
  stepped = fixture_get (f, "/v1/changes?limit=1000");
  g_assert_true (g_bytes_equal (jumped->body, stepped->body));
}

static void
test_large (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(Answer) account = NULL;
  g_autoptr(Answer) page = NULL;

  fixture_stop (f);
  fixture_start (f, "--now", NOW, "--orders", "20000", NULL);
  account = fixture_get (f, "/v1/account");
  page = fixture_get (f, "/v1/incidents?ids=inc-2041,inc-2500");
  g_assert_cmpint (answer_int (account, "rate.reported") * 10000, <,
                   answer_int (account, "rate.orders") * 500);
  g_assert_cmpuint (answer_length (page, "items"), ==, 2);
}

static void
test_usage (void)
{
  static const char *const wrong[] = { "--now=yesterday", "--orders=0", "--port=70000",
                                       "--colour" };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      GSubprocessFlags quiet = G_SUBPROCESS_FLAGS_STDERR_SILENCE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE;
      g_autoptr(GSubprocess) process = g_subprocess_new (quiet, NULL, g_getenv ("CONSTAT_SANDBOX"),
                                                         wrong[i], NULL);

      g_assert_true (g_subprocess_wait (process, NULL, NULL));
      g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 2);
    }
}

#define ADD(path, set_up, function) \
  g_test_add (path, Fixture, NULL, set_up, function, \
              fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/sandbox/restart", set_up_folder, test_restart);
  ADD ("/O10/other-side", fixture_set_up, test_other_side);
  ADD ("/O12/payout", fixture_set_up, test_payout);
  ADD ("/sandbox/steps", fixture_set_up, test_steps);
  ADD ("/sandbox/large", fixture_set_up, test_large);
  g_test_add_func ("/sandbox/usage", test_usage);

  return g_test_run ();
}
