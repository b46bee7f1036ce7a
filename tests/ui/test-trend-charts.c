/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-list-query.h"
#include "cst-trend-charts.h"
#include "trend-fixture.h"

/* What the store counted, as charts: every bar leads to exactly what it counts. */

#define N_ORDERS 900
#define N_INCIDENTS 400

typedef struct
{
  Fixture    store;
  gint64     account;
  CstTrends *trends;
} Charts;

static gpointer
count (CstDb         *db,
       gpointer       request,
       GCancellable  *cancellable,
       GError       **error)
{
  return cst_db_trends (db, request, FIXTURE_NOW, cancellable, error);
}

static void
set_up (Charts        *charts,
        gconstpointer  unused)
{
  CstTrendsQuery query = { .from = FIXTURE_NOW - 90 * 86400, .to = FIXTURE_NOW };

  fixture_set_up (&charts->store, NULL);
  charts->account = add_account (&charts->store, "comptoir");
  trend_fill (&charts->store, charts->account, N_ORDERS, N_INCIDENTS);
  charts->trends = fixture_run (&charts->store, count, &query);
}

static void
tear_down (Charts        *charts,
           gconstpointer  unused)
{
  cst_trends_free (charts->trends);
  fixture_tear_down (&charts->store, NULL);
}

static gpointer
count_list (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr(GArray) ids = cst_db_list_ids (db, request, G_MAXUINT, error);

  return ids != NULL ? GSIZE_TO_POINTER (ids->len + 1) : NULL;
}

static guint
list_length (Charts       *charts,
             const CstBar *bar)
{
  g_autoptr(CstListQuery) list = cst_list_query_new (CST_LIST_INCIDENTS);
  g_autoptr(GError) error = NULL;
  const char *words;
  const char *text;

  g_variant_get (bar->target, "(&s&s)", &text, &words);
  g_assert_true (cst_record_from_text (&cst_list_query_type, list, text, &error));
  g_assert_no_error (error);
  g_assert_cmpint (list->kind, ==, CST_LIST_INCIDENTS);
  g_assert_nonnull (strstr (words, bar->label));

  return (guint) GPOINTER_TO_SIZE (fixture_run (&charts->store, count_list, list)) - 1;
}

static void
assert_lists (Charts   *charts,
              CstChart *chart)
{
  for (guint i = 0; i < chart->bars->len; i++)
    {
      const CstBar *bar = g_ptr_array_index (chart->bars, i);

      g_test_message ("%s: %s", chart->title, bar->label);
      if (bar->value > 0)
        g_assert_cmpuint (list_length (charts, bar), ==, (guint) bar->value);
      else
        g_assert_null (bar->target);
    }
}

static void
test_each_bar_is_its_list (Charts        *charts,
                           gconstpointer  unused)
{
  static const CstDimension dimensions[] = {
    CST_DIMENSION_REASON, CST_DIMENSION_ARTICLE, CST_DIMENSION_SUPPLIER, CST_DIMENSION_CARRIER,
    CST_DIMENSION_COUNTRY, CST_DIMENSION_CUSTOMER, CST_DIMENSION_WEEK,
  };
  g_autoptr(CstChart) deadlines = cst_deadline_chart_new (charts->trends);

  g_assert_cmpint (charts->trends->total->count, >, 20);
  for (gsize i = 0; i < G_N_ELEMENTS (dimensions); i++)
    {
      g_autoptr(CstChart) chart = cst_trend_chart_new (charts->trends, dimensions[i]);

      g_assert_cmpuint (chart->bars->len, >, 1);
      assert_lists (charts, chart);
    }
  assert_lists (charts, deadlines);
}

/* Weeks follow one another without a gap; everything else begins with the longest and knows the period before. */
static void
test_shapes (Charts        *charts,
             gconstpointer  unused)
{
  g_autoptr(CstChart) weeks = cst_trend_chart_new (charts->trends, CST_DIMENSION_WEEK);
  g_autoptr(CstChart) reasons = cst_trend_chart_new (charts->trends, CST_DIMENSION_REASON);
  double before = 0;

  g_assert_true (weeks->is_columns);
  g_assert_cmpuint (weeks->bars->len, >=, 13);
  g_assert_false (cst_chart_has_before (weeks));
  for (guint i = 0; i < weeks->bars->len; i++)
    g_assert_nonnull (strchr (((const CstBar *) g_ptr_array_index (weeks->bars, i))->short_label, '\n'));

  g_assert_false (reasons->is_columns);
  for (guint i = 0; i < reasons->bars->len; i++)
    {
      const CstBar *bar = g_ptr_array_index (reasons->bars, i);

      g_assert_nonnull (bar->before_text);
      before += bar->before;
      if (i > 0)
        g_assert_cmpfloat (bar->value, <=, ((const CstBar *) g_ptr_array_index (reasons->bars, i - 1))->value);
    }
  g_assert_cmpint ((int) before, ==, charts->trends->total->before);
}

/* An article comes back beyond its limit or within it, and is marked accordingly. */
static void
test_limits (Charts        *charts,
             gconstpointer  unused)
{
  g_autoptr(CstChart) articles = cst_trend_chart_new (charts->trends, CST_DIMENSION_ARTICLE);
  guint n_limits = 0;

  for (guint i = 0; i < articles->bars->len; i++)
    {
      const CstBar *bar = g_ptr_array_index (articles->bars, i);

      n_limits += bar->limit >= 0;
      if (bar->limit >= 0)
        g_assert_cmpint (bar->mark == CST_BAR_SIGNAL, ==, bar->value > bar->limit);
      else
        g_assert_cmpint (bar->mark, ==, CST_BAR_PLAIN);
    }
  g_assert_cmpuint (n_limits, >, 0);
}

static void
test_change (void)
{
  g_autofree char *more = cst_figures_change (12, 8);
  g_autofree char *fewer = cst_figures_change (0, 1204);
  g_autofree char *same = cst_figures_change (3, 3);

  g_assert_cmpstr (more, ==, "+4");
  g_assert_true (g_str_has_prefix (fewer, "−1"));
  g_assert_cmpstr (same, ==, "=");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Charts, NULL, set_up, func, tear_down)
  ADD ("/P9/charts/each-bar-is-its-list", test_each_bar_is_its_list);
  ADD ("/P9/charts/shapes", test_shapes);
  ADD ("/P9/charts/limits", test_limits);
#undef ADD
  g_test_add_func ("/P9/charts/change", test_change);

  return g_test_run ();
}
