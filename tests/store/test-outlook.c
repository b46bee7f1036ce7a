/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-rate-outlook.h"
#include "cst-util.h"
#include "trend-fixture.h"

#define DAY 86400
#define WINDOW 100

/* O13: where a rate goes. Orders of one day are placed at its noon, so that no day is cut. */

static gint64
noon (int days_ago)
{
  return FIXTURE_NOW / DAY * DAY + DAY / 2 - (gint64) days_ago * DAY;
}

typedef struct
{
  CstChangeSet *changes;
  int           n;
} Trade;

/* @reported: how many of @orders were reported, each on the day itself */
static void
trade (Trade *self,
       int    days_ago,
       int    orders,
       int    reported)
{
  for (int i = 0; i < orders; i++)
    {
      g_autofree char *id = g_strdup_printf ("o%d", self->n++);
      CstOrder *order = make_order (id, 1, CST_ORDER_DELIVERED);

      order->placed_at = noon (days_ago);
      g_ptr_array_add (self->changes->orders, order);
      if (i < reported)
        {
          CstIncident *incident = make_incident (id, id, 1, CST_INCIDENT_SUBMITTED);

          incident->reported_at = noon (days_ago) + 60;
          g_ptr_array_add (self->changes->incidents, incident);
        }
    }
}

static CstRateOutlook *
look (Fixture            *fixture,
      const CstRateTerms *terms,
      const CstRate      *said)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, &error);
  g_autoptr(CstAccount) account = cst_db_account (db, 1, &error);
  CstRateOutlook *outlook;

  g_assert_no_error (error);
  account->info.rate_terms = *terms;
  if (said != NULL)
    cst_record_assign (&cst_rate_type, &account->info.rate, said);
  outlook = cst_db_rate_outlook (db, account, FIXTURE_NOW, &error);
  g_assert_no_error (error);

  return outlook;
}

static const CstRateTerms five_percent = { .threshold_bp = 500, .warn_at_bp = 400, .days = WINDOW };

/* @early: reported of ten a day in the first 72 days, @late in the last 28 */
static CstRateOutlook *
look_at (Fixture            *fixture,
         int                 early_each,
         int                 late_each,
         const CstRateTerms *terms)
{
  gint64 demo = add_account (fixture, "demo");
  Trade self = { .changes = cst_change_set_new () };

  for (int day = 0; day < WINDOW; day++)
    {
      int each = day < 28 ? late_each : early_each;

      trade (&self, day, 10, each > 0 && day % each == 0);
    }
  cst_applied_free (apply (fixture, demo, self.changes));
  cst_change_set_free (self.changes);

  return look (fixture, terms, NULL);
}

/* 72 days with 1 of 40, then 28 with 1 of 10: 18 + 28 of 1000. Each day 1 more is reported, and every fourth day one
 * falls out: + ¾ a day. Above 50 after the sixth; as many orders come as go. */
static void
test_crosses (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr(CstRateOutlook) outlook = look_at (fixture, 4, 1, &five_percent);

  g_assert_true (outlook->is_estimate);
  g_assert_cmpint (outlook->days, ==, WINDOW);
  g_assert_cmpint (outlook->rate.orders, ==, 1000);
  g_assert_cmpint (outlook->rate.reported, ==, 46);
  g_assert_cmpint (outlook->margin, ==, 4);
  g_assert_cmpint (outlook->recent_orders, ==, 280);
  g_assert_cmpint (outlook->recent_reported, ==, 28);
  g_assert_cmpint (outlook->outlook, ==, CST_OUTLOOK_CROSSES);
  g_assert_cmpint (outlook->crosses_at, >, FIXTURE_NOW + 4 * DAY);
  g_assert_cmpint (outlook->crosses_at, <=, FIXTURE_NOW + 7 * DAY);
  /* Of 28 anything from 20 to 38 may be chance. */
  g_assert_cmpint (outlook->earliest, >, FIXTURE_NOW);
  g_assert_cmpint (outlook->earliest, <, outlook->crosses_at);
  g_assert_cmpint (outlook->latest, >, outlook->crosses_at);
}

/* Day by day 47, 48, 49, 49 (one falls out), 50, 51: where reaching the threshold does harm, it is a day earlier. */
static void
test_the_very_day (Fixture       *fixture,
                   gconstpointer  unused)
{
  g_autoptr(CstRateOutlook) above = look_at (fixture, 4, 1, &five_percent);
  CstRateTerms at = five_percent;
  g_autoptr(CstRateOutlook) reached = NULL;

  at.harms_at = TRUE;
  reached = look (fixture, &at, NULL);
  g_assert_cmpint (above->crosses_at, ==, FIXTURE_NOW + 6 * DAY);
  g_assert_cmpint (reached->crosses_at, ==, FIXTURE_NOW + 5 * DAY);
}

/* The rate is one of orders: an order that was reported before is not reported anew. */
static void
test_reported_again (Fixture       *fixture,
                     gconstpointer  unused)
{
  g_autoptr(CstRateOutlook) before = look_at (fixture, 4, 1, &five_percent);
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();
  g_autoptr(CstRateOutlook) after = NULL;
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, NULL);
  g_autoptr(GPtrArray) incidents = NULL;
  CstIncident *incident;

  /* The first of forty days ago, reported then. */
  incidents = cst_db_order_incidents (db, 1, "o400", NULL);
  g_assert_cmpuint (incidents->len, ==, 1);
  incident = make_incident ("again", "o400", 1, CST_INCIDENT_SUBMITTED);
  incident->reported_at = noon (3);
  g_ptr_array_add (changes->incidents, incident);
  cst_applied_free (apply (fixture, 1, changes));
  after = look (fixture, &five_percent, NULL);
  g_assert_cmpint (after->rate.reported, ==, before->rate.reported);
  g_assert_cmpint (after->recent_reported, ==, before->recent_reported);
  g_assert_cmpint (after->crosses_at, ==, before->crosses_at);
}

/* 1 of 50 all the time: of six in four weeks twelve may come, and that is not yet five of a hundred. */
static void
test_stays_below (Fixture       *fixture,
                  gconstpointer  unused)
{
  g_autoptr(CstRateOutlook) outlook = look_at (fixture, 5, 5, &five_percent);

  g_assert_cmpint (outlook->outlook, ==, CST_OUTLOOK_NEVER);
  g_assert_cmpint (outlook->crosses_at, ==, 0);
  g_assert_cmpint (outlook->earliest, ==, 0);
  g_assert_cmpint (outlook->latest, ==, 0);
}

/* 1 of 30 all the time; but of ten in four weeks seventeen may come. */
static void
test_with_bad_luck (Fixture       *fixture,
                    gconstpointer  unused)
{
  g_autoptr(CstRateOutlook) outlook = look_at (fixture, 3, 3, &five_percent);

  g_assert_cmpint (outlook->outlook, ==, CST_OUTLOOK_NEVER);
  g_assert_cmpint (outlook->crosses_at, ==, 0);
  g_assert_cmpint (outlook->earliest, >, FIXTURE_NOW);
  g_assert_cmpint (outlook->latest, ==, 0);
}

static void
test_above (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autoptr(CstRateOutlook) outlook = look_at (fixture, 1, 1, &five_percent);

  g_assert_cmpint (outlook->outlook, ==, CST_OUTLOOK_ABOVE);
  g_assert_cmpint (outlook->margin, ==, -50);
  g_assert_cmpint (outlook->crosses_at, ==, 0);
}

/* Exactly at the threshold is harmless unless the rules say so. */
static void
test_at_threshold (Fixture       *fixture,
                   gconstpointer  unused)
{
  g_autoptr(CstRateOutlook) strictly = look_at (fixture, 2, 2, &five_percent);
  CstRateTerms at = five_percent;
  g_autoptr(CstRateOutlook) reached = NULL;

  at.harms_at = TRUE;
  reached = look (fixture, &at, NULL);
  g_assert_cmpint (strictly->rate.reported, ==, 50);
  g_assert_cmpint (strictly->margin, ==, 0);
  g_assert_cmpint (strictly->outlook, !=, CST_OUTLOOK_ABOVE);
  g_assert_cmpint (reached->outlook, ==, CST_OUTLOOK_ABOVE);
  g_assert_cmpint (reached->margin, ==, -1);
}

static void
test_no_threshold (Fixture       *fixture,
                   gconstpointer  unused)
{
  CstRateTerms none = { .days = WINDOW };
  g_autoptr(CstRateOutlook) outlook = look_at (fixture, 4, 1, &none);

  g_assert_cmpint (outlook->outlook, ==, CST_OUTLOOK_NO_THRESHOLD);
  g_assert_cmpint (outlook->crosses_at, ==, 0);
}

static void
assert_too_few (Fixture *fixture)
{
  g_autoptr(CstRateOutlook) outlook = look (fixture, &five_percent, NULL);

  g_assert_cmpint (outlook->outlook, ==, CST_OUTLOOK_TOO_FEW);
  g_assert_cmpint (outlook->crosses_at + outlook->earliest + outlook->latest, ==, 0);
}

/* What cannot be said is not said: no orders, few incidents, an account that is new. */
static void
test_too_few (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  Trade few = { .changes = cst_change_set_new () };
  Trade young = { .changes = cst_change_set_new (), .n = 10000 };

  assert_too_few (fixture);
  for (int day = 30; day < WINDOW; day++)
    trade (&few, day, 10, day % 10 == 0);
  for (int day = 0; day < 28; day++)
    trade (&few, day, 10, day % 7 == 0);
  cst_applied_free (apply (fixture, demo, few.changes));
  assert_too_few (fixture);
  fixture_exec (fixture, "DELETE FROM incidents; DELETE FROM orders");

  for (int day = 0; day < 27; day++)
    trade (&young, day, 20, day % 2 == 0);
  cst_applied_free (apply (fixture, demo, young.changes));
  assert_too_few (fixture);
  cst_change_set_free (few.changes);
  cst_change_set_free (young.changes);
}

/* The marketplace knows twice the orders we do: its figure is where it starts, our pace goes with it. */
static void
test_said (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr(CstRateOutlook) ours = look_at (fixture, 4, 1, &five_percent);
  CstRate said = { .is_known = TRUE, .reported = 92, .orders = 2000, .threshold_bp = 500,
                   .from = ours->rate.from, .to = ours->rate.to };
  g_autoptr(CstRateOutlook) theirs = look (fixture, &five_percent, &said);

  g_assert_false (theirs->is_estimate);
  g_assert_cmpint (theirs->margin, ==, 8);
  g_assert_cmpint (theirs->crosses_at, ==, ours->crosses_at);
  g_assert_cmpint (theirs->earliest, ==, ours->earliest);
  g_assert_cmpint (theirs->latest, ==, ours->latest);
}

/* A period that ends before it begins is none: the rules' own is counted. */
static void
test_said_backwards (Fixture       *fixture,
                     gconstpointer  unused)
{
  g_autoptr(CstRateOutlook) ours = look_at (fixture, 4, 1, &five_percent);
  CstRate said = { .is_known = TRUE, .reported = 92, .orders = 2000, .threshold_bp = 500,
                   .from = ours->rate.to, .to = ours->rate.from };
  g_autoptr(CstRateOutlook) theirs = look (fixture, &five_percent, &said);

  g_assert_false (theirs->is_estimate);
  g_assert_cmpint (theirs->days, ==, WINDOW);
  g_assert_cmpint (theirs->crosses_at, ==, ours->crosses_at);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/O13/outlook/crosses", test_crosses);
  ADD ("/O13/outlook/the-very-day", test_the_very_day);
  ADD ("/O13/outlook/reported-again", test_reported_again);
  ADD ("/O13/outlook/stays-below", test_stays_below);
  ADD ("/O13/outlook/with-bad-luck", test_with_bad_luck);
  ADD ("/O13/outlook/above", test_above);
  ADD ("/O13/outlook/at-threshold", test_at_threshold);
  ADD ("/O13/outlook/no-threshold", test_no_threshold);
  ADD ("/O13/outlook/too-few", test_too_few);
  ADD ("/O13/outlook/said", test_said);
  ADD ("/O13/outlook/said-backwards", test_said_backwards);
#undef ADD

  return g_test_run ();
}
