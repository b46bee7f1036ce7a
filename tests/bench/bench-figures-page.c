/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <stdlib.h>

#include "cst-figures-page.h"
#include "cst-period-bar.h"
#include "cst-spinner.h"
#include "cst-trends.h"
#include "cst-ui.h"
#include "trend-fixture.h"
#include "ui-fixture.h"

/* The page of figures over very many incidents: how long until another period is shown, over the bare count, and the
 * longest time for which the window did not come round meanwhile. Times are in ms. */

#define N_INCIDENTS 100000
#define BEAT_MS 4
#define N_ROUNDS 5

enum
{
  THIS_QUARTER = 3,
  THIS_YEAR = 4,
};

typedef struct
{
  gint64 last;
  gint64 longest; /* µs */
} Pulse;

static gboolean
beat_cb (gpointer data)
{
  Pulse *pulse = data;
  gint64 now = g_get_monotonic_time ();

  if (pulse->last != 0)
    pulse->longest = MAX (pulse->longest, now - pulse->last - BEAT_MS * 1000);
  pulse->last = now;

  return G_SOURCE_CONTINUE;
}

/* Until nothing is counted any more: the spinner is gone. */
static double
wait_until_shown (GtkWidget *page,
                  Pulse     *pulse)
{
  gint64 begin = g_get_monotonic_time ();
  guint beat = g_timeout_add (BEAT_MS, beat_cb, pulse);

  pulse->last = 0;
  while (ui_find (page, CST_TYPE_SPINNER, NULL) != NULL || ui_find (page, CST_TYPE_PERIOD_BAR, NULL) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (beat);

  return (double) (g_get_monotonic_time () - begin) / 1000;
}

static gpointer
count (CstDb         *db,
       gpointer       request,
       GCancellable  *cancellable,
       GError       **error)
{
  return cst_db_trends (db, request, FIXTURE_NOW, cancellable, error);
}

static double
bare_count (UiFixture *fixture)
{
  CstTrendsQuery query = { .from = FIXTURE_NOW - 327 * 86400, .to = FIXTURE_NOW };
  gint64 begin = g_get_monotonic_time ();
  g_autoptr(CstTrends) trends = fixture_run (&fixture->store, count, &query);

  g_assert_nonnull (trends);

  return (double) (g_get_monotonic_time () - begin) / 1000;
}

int
main (int    argc,
      char **argv)
{
  int n_incidents = argc > 1 ? atoi (argv[1]) : N_INCIDENTS;
  double rest = 0;
  double longest = 0;
  double bare;
  double shown = 0;
  UiFixture fixture = { 0 };
  Pulse pulse = { 0 };
  GtkWidget *choice;
  GtkWidget *page;

  cst_ui_init ();
  adw_init ();
  ui_fixture_set_up (&fixture, NULL);
  trend_fill (&fixture.store, fixture.account, n_incidents * 3, n_incidents);

  page = cst_figures_page_new (fixture.context);
  ui_fixture_show (&fixture, page);
  wait_until_shown (page, &pulse);
  choice = ui_wait_for (page, GTK_TYPE_DROP_DOWN, NULL);
  bare = bare_count (&fixture);
  for (int i = 0; i < N_ROUNDS; i++)
    {
      pulse.longest = 0;
      gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), THIS_QUARTER);
      rest += wait_until_shown (page, &pulse) / N_ROUNDS;
      gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), THIS_YEAR);
      shown += wait_until_shown (page, &pulse) / N_ROUNDS;
      longest = MAX (longest, (double) pulse.longest / 1000);
    }

  g_print ("%d incidents: this year shown after %.0f ms, this quarter after %.0f ms\n", n_incidents, shown, rest);
  g_print ("over the bare count of the year, %.0f ms: ratio %.2f\n", bare, shown / bare);
  g_print ("longest pause of the window meanwhile: %.0f ms\n", longest);
  ui_fixture_tear_down (&fixture, NULL);

  return 0;
}
