/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-accounts.h"
#include "cst-figures.h"
#include "truth-fixture.h"

#define DAY 86400

static CstFigures *
count (Fixture *fixture,
       gint64   account)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, &error);
  CstFigures *figures = cst_db_figures (db, account, FIXTURE_NOW, &error);

  g_assert_no_error (error);

  return figures;
}

static void
fill (Fixture *fixture,
      gint64   account)
{
  CstOrder *old = make_order ("old", 1, CST_ORDER_COMPLETED);
  CstIncident *late = make_incident ("b", "2", 1, CST_INCIDENT_RESOLVED);

  for (int i = 1; i <= 20; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", i);

      apply_order (fixture, account, make_order (id, 1, CST_ORDER_DELIVERED));
    }
  old->placed_at = FIXTURE_NOW - 121 * DAY;
  apply_order (fixture, account, old);
  apply_incident (fixture, account, make_incident ("past", "old", 1, CST_INCIDENT_RESOLVED));

  /* Two on one order count once. */
  apply_incident (fixture, account, make_incident ("a1", "1", 1, CST_INCIDENT_SUBMITTED));
  apply_incident (fixture, account, make_incident ("a2", "1", 1, CST_INCIDENT_IN_PROGRESS));
  late->reason = CST_REASON_MISSING;
  late->reported_at = FIXTURE_NOW - 8 * DAY;
  apply_incident (fixture, account, late);
}

static const CstFigure *
figure (GPtrArray *figures,
        guint      index)
{
  g_assert_cmpuint (index, <, figures->len);

  return g_ptr_array_index (figures, index);
}

static gpointer
set_terms (CstDb         *db,
           gpointer       account,
           GCancellable  *cancellable,
           GError       **error)
{
  CstRateTerms terms = { .threshold_bp = 500, .warn_at_bp = 400, .days = 120 };

  return GINT_TO_POINTER (cst_db_set_rate_terms (db, *(gint64 *) account, &terms, error));
}

static void
test_estimate (Fixture       *fixture,
               gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  g_autoptr(CstFigures) figures = NULL;
  const CstRate *rate;
  gboolean is_estimate = FALSE;

  fill (fixture, demo);
  fixture_run (fixture, set_terms, &demo);
  figures = count (fixture, demo);
  rate = cst_figures_get_rate (figures, &is_estimate);
  g_assert_true (is_estimate);
  g_assert_cmpint (rate->reported, ==, 2);
  g_assert_cmpint (rate->orders, ==, 20);
  g_assert_cmpint (rate->threshold_bp, ==, 500);
  g_assert_cmpstr (rate->from, ==, "2026-07-27");
  g_assert_cmpstr (rate->to, ==, "2026-11-23");
  g_assert_true (cst_rate_is_above (rate));
  g_assert_cmpint (cst_rate_margin (rate), ==, -1);
}

static void
test_said (Fixture       *fixture,
           gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();
  g_autoptr(CstFigures) figures = NULL;
  const CstRate *rate;
  gboolean is_estimate = TRUE;

  fill (fixture, demo);
  changes->info = cst_record_new (&cst_account_info_type);
  changes->info->rate = (CstRate) { TRUE, 12, 400, g_strdup ("2026-11-16"), g_strdup ("2026-11-23"), 300 };
  cst_applied_free (apply (fixture, demo, changes));

  figures = count (fixture, demo);
  rate = cst_figures_get_rate (figures, &is_estimate);
  g_assert_false (is_estimate);
  g_assert_cmpint (rate->reported, ==, 12);
  g_assert_cmpint (figures->estimate.threshold_bp, ==, 300);
  g_assert_cmpstr (figures->estimate.from, ==, "2026-11-16");
  g_assert_cmpint (figures->incidents, ==, 3);
}

static void
test_breakdown (Fixture       *fixture,
                gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  g_autoptr(CstFigures) figures = NULL;
  g_autoptr(CstFigures) everything = NULL;

  fill (fixture, demo);
  figures = count (fixture, demo);
  g_assert_cmpint (figure (figures->by_reason, 0)->key, ==, CST_REASON_DAMAGED);
  g_assert_cmpint (figure (figures->by_reason, 0)->count, ==, 3);
  g_assert_cmpint (figure (figures->by_reason, 1)->key, ==, CST_REASON_MISSING);
  g_assert_cmpint (figure (figures->by_state, 0)->key, ==, CST_INCIDENT_RESOLVED);
  g_assert_cmpint (figure (figures->by_state, 0)->count, ==, 2);
  g_assert_cmpstr (figure (figures->by_article, 0)->text, ==, "CUP-12");
  g_assert_cmpint (figure (figures->by_article, 0)->count, ==, 4);
  g_assert_cmpint (figure (figures->by_article, 0)->quantity, ==, 8);

  /* The fixture's day is a Monday; eight days before is the Sunday two weeks back. */
  g_assert_cmpuint (figures->by_week->len, ==, 2);
  g_assert_cmpint (figure (figures->by_week, 0)->key, ==, FIXTURE_NOW / DAY * DAY - 14 * DAY);
  g_assert_cmpint (figure (figures->by_week, 1)->key, ==, FIXTURE_NOW / DAY * DAY);
  g_assert_cmpint (figure (figures->by_week, 1)->count, ==, 3);

  everything = count (fixture, 0);
  g_assert_cmpint (everything->incidents, ==, 4);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/O13/estimate", test_estimate);
  ADD ("/O13/said", test_said);
  ADD ("/O13/breakdown", test_breakdown);
#undef ADD

  return g_test_run ();
}
