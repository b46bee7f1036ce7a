/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "cst-chart-bars.h"
#include "cst-chart-card.h"
#include "cst-chart-track.h"
#include "cst-chart.h"
#include "cst-state-pill.h"
#include "cst-ui.h"
#include "ui-fixture.h"

/* Charts of figures on a display: what is drawn, what is spoken, and what the keyboard does. */

#define NARROW 360

static CstChart *
make_chart (guint n_bars)
{
  CstChart *chart = cst_chart_new ("By reason", "Incidents");

  for (guint i = 0; i < n_bars; i++)
    {
      g_autofree char *label = g_strdup_printf ("Reason %u", i + 1);
      g_autofree char *text = g_strdup_printf ("%u", 2 * (n_bars - i));
      CstBar *bar = cst_chart_add (chart, label, 2 * (n_bars - i), text);

      bar->said = g_strdup_printf ("%s incidents", text);
      cst_bar_set_target (bar, g_variant_new_string (label));
    }

  return chart;
}

static CstBar *
bar_of (CstChart *chart,
        guint     place)
{
  return g_ptr_array_index (chart->bars, place);
}

/* ── Where a bar leads ── */

static void
show_cb (GSimpleAction *action,
         GVariant      *parameter,
         GString       *shown)
{
  g_string_append_printf (shown, "%s;", g_variant_get_string (parameter, NULL));
}

static CstChartCard *
show_card (UiFixture *fixture,
           CstChart  *chart,
           GString   *shown)
{
  GtkWidget *card = cst_chart_card_new ();
  GSimpleActionGroup *group = g_simple_action_group_new ();
  GSimpleAction *action = g_simple_action_new ("show", G_VARIANT_TYPE_STRING);

  g_signal_connect (action, "activate", G_CALLBACK (show_cb), shown);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (card, "figures", G_ACTION_GROUP (group));
  g_object_unref (action);
  g_object_unref (group);
  cst_chart_card_set_chart (CST_CHART_CARD (card), chart);
  ui_fixture_show (fixture, card);
  ui_wait_for (card, CST_TYPE_CHART_BARS, NULL);

  return CST_CHART_CARD (card);
}

/* A button that is activated by key stays pressed for a moment. */
static void
activate (GtkWidget  *button,
          GString    *shown,
          const char *where)
{
  gtk_widget_activate (button);
  while (shown->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (shown->str, ==, where);
}

static GtkWidget *
bars_of (CstChartCard *card)
{
  return ui_find (GTK_WIDGET (card), CST_TYPE_CHART_BARS, NULL);
}

static int
focused_place (CstChartCard *card)
{
  GtkWidget *focused = gtk_widget_get_focus_child (bars_of (card));
  int place = 0;

  if (focused == NULL)
    return -1;
  while ((focused = gtk_widget_get_prev_sibling (focused)) != NULL)
    place++;

  return place;
}

/* One stop for Tab, arrows within, Home and End; Enter leads to what the bar counts. */
static void
test_keyboard (UiFixture     *fixture,
               gconstpointer  unused)
{
  g_autoptr(GString) shown = g_string_new (NULL);
  CstChartCard *card = show_card (fixture, make_chart (4), shown);
  GtkWidget *bars = bars_of (card);

  g_assert_true (gtk_widget_child_focus (bars, GTK_DIR_TAB_FORWARD));
  g_assert_cmpint (focused_place (card), ==, 0);
  g_assert_true (gtk_widget_child_focus (bars, GTK_DIR_DOWN));
  g_assert_true (gtk_widget_child_focus (bars, GTK_DIR_RIGHT));
  g_assert_cmpint (focused_place (card), ==, 2);
  activate (gtk_window_get_focus (fixture->window), shown, "Reason 3;");

  g_assert_true (gtk_widget_child_focus (bars, GTK_DIR_DOWN));
  g_assert_true (gtk_widget_child_focus (bars, GTK_DIR_DOWN));
  g_assert_cmpint (focused_place (card), ==, 3);
  g_assert_true (gtk_widget_child_focus (bars, GTK_DIR_UP));
  g_assert_cmpint (focused_place (card), ==, 2);

  /* Tab leaves, and comes back to where it was. */
  g_assert_false (gtk_widget_child_focus (bars, GTK_DIR_TAB_FORWARD));
  gtk_window_set_focus (fixture->window, NULL);
  g_assert_true (gtk_widget_child_focus (bars, GTK_DIR_TAB_BACKWARD));
  g_assert_cmpint (focused_place (card), ==, 2);
}

/* The same figures counted once more leave the keyboard alone; others keep its place. */
static void
test_counted_again (UiFixture     *fixture,
                    gconstpointer  unused)
{
  g_autoptr(GString) shown = g_string_new (NULL);
  CstChartCard *card = show_card (fixture, make_chart (4), shown);
  GtkWidget *button;

  gtk_widget_child_focus (bars_of (card), GTK_DIR_TAB_FORWARD);
  gtk_widget_child_focus (bars_of (card), GTK_DIR_DOWN);
  button = gtk_window_get_focus (fixture->window);
  cst_chart_card_set_chart (card, make_chart (4));
  g_assert_true (gtk_window_get_focus (fixture->window) == button);

  cst_chart_card_set_chart (card, make_chart (3));
  g_assert_cmpint (focused_place (card), ==, 1);
  cst_chart_card_set_chart (card, make_chart (1));
  g_assert_cmpint (focused_place (card), ==, 0);
  cst_chart_card_set_chart (card, make_chart (0));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (card)));
}

static void
assert_spoken (GtkWidget  *button,
               const char *sentence)
{
  g_autofree char *problem = NULL;

  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (button)), ==, GTK_ACCESSIBLE_ROLE_BUTTON);
  problem = gtk_test_accessible_check_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence);
  g_assert_cmpstr (problem, ==, NULL);
}

/* Nothing is told by colour alone: a signal has its word and its hatching, and all of it is spoken. */
static void
test_signal_and_noise (UiFixture     *fixture,
                       gconstpointer  unused)
{
  g_autoptr(GString) shown = g_string_new (NULL);
  CstChart *chart = make_chart (3);
  CstChartCard *card;
  GtkWidget *button;

  cst_bar_set_before (bar_of (chart, 0), 2, "2", "+4");
  cst_bar_set_limit (bar_of (chart, 0), 4, "4", CST_BAR_SIGNAL);
  cst_bar_set_limit (bar_of (chart, 1), 5, "5", CST_BAR_NOISE);
  card = show_card (fixture, chart, shown);

  ui_wait_for (GTK_WIDGET (card), CST_TYPE_STATE_PILL, "Signal");
  g_assert_cmpuint (ui_count (GTK_WIDGET (card), GTK_TYPE_LABEL, "Noise"), ==, 1);
  button = gtk_widget_get_first_child (bars_of (card));
  g_assert_true (gtk_widget_has_css_class (ui_find (button, CST_TYPE_CHART_TRACK, NULL), "signal"));
  assert_spoken (button, "Reason 1: 6 incidents, 2 in the period before, chance explains up to 4 · Signal · show");
  button = gtk_widget_get_next_sibling (button);
  g_assert_false (gtk_widget_has_css_class (ui_find (button, CST_TYPE_CHART_TRACK, NULL), "signal"));
  assert_spoken (button, "Reason 2: 4 incidents, chance explains up to 5 · Noise · show");
  assert_spoken (gtk_widget_get_next_sibling (button), "Reason 3: 2 incidents · show");
}

static double
share_of_track (GtkWidget  *button,
                const char *part,
                gboolean    is_upright)
{
  GtkWidget *track = ui_find (button, CST_TYPE_CHART_TRACK, NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (track); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      graphene_rect_t bounds;

      if (!g_str_equal (gtk_widget_get_css_name (child), part))
        continue;
      g_assert_true (gtk_widget_compute_bounds (child, track, &bounds));
      return is_upright ? (double) bounds.size.height / gtk_widget_get_height (track)
                        : (double) bounds.size.width / gtk_widget_get_width (track);
    }

  return -1;
}

/* The length is the number: the longest fills the track, half of it half. */
static void
test_lengths (UiFixture     *fixture,
              gconstpointer  unused)
{
  g_autoptr(GString) shown = g_string_new (NULL);
  CstChart *chart = make_chart (2);
  CstChartCard *card;
  GtkWidget *first;

  cst_bar_set_before (bar_of (chart, 0), 1, "1", "+3");
  card = show_card (fixture, chart, shown);
  while (gtk_widget_get_width (bars_of (card)) == 0)
    g_main_context_iteration (NULL, TRUE);
  first = gtk_widget_get_first_child (bars_of (card));
  g_assert_cmpfloat_with_epsilon (share_of_track (first, "bar", FALSE), 1, 0.01);
  g_assert_cmpfloat_with_epsilon (share_of_track (first, "before", FALSE), 0.25, 0.01);
  g_assert_cmpfloat_with_epsilon (share_of_track (gtk_widget_get_next_sibling (first), "bar", FALSE), 0.5, 0.01);
  g_assert_cmpfloat (share_of_track (first, "limit", FALSE), <, 0);
}

/* All bars stand in the table, also those there is no room to draw, and their names lead to the same place. */
static void
test_table (UiFixture     *fixture,
            gconstpointer  unused)
{
  g_autoptr(GString) shown = g_string_new (NULL);
  CstChart *chart = make_chart (5);
  CstChartCard *card;
  GtkWidget *table;
  GtkWidget *name;
  int minimum = 0;

  chart->most_shown = 2;
  cst_bar_set_before (bar_of (chart, 4), 9, "9", "−7");
  cst_bar_set_limit (bar_of (chart, 4), 12, "12", CST_BAR_NOISE);
  card = show_card (fixture, chart, shown);
  g_assert_null (ui_find (GTK_WIDGET (card), GTK_TYPE_LABEL, "Reason 3"));
  ui_wait_for (GTK_WIDGET (card), GTK_TYPE_LABEL, "The first 2 of 5; the table has them all.");

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (ui_find (GTK_WIDGET (card), GTK_TYPE_TOGGLE_BUTTON, NULL)), TRUE);
  table = ui_wait_for (GTK_WIDGET (card), GTK_TYPE_GRID, NULL);
  g_assert_null (ui_find (GTK_WIDGET (card), GTK_TYPE_LABEL, "The first 2 of 5; the table has them all."));
  g_assert_null (ui_find (table, GTK_TYPE_LABEL, chart->title));
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (table)), ==, GTK_ACCESSIBLE_ROLE_TABLE);
  for (guint i = 0; i < chart->bars->len; i++)
    g_assert_nonnull (ui_wait_for (table, GTK_TYPE_LABEL, bar_of (chart, i)->label));
  g_assert_nonnull (ui_find (table, GTK_TYPE_LABEL, "Before"));
  g_assert_nonnull (ui_find (table, GTK_TYPE_LABEL, "−7"));

  gtk_widget_measure (GTK_WIDGET (card), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, NARROW - 24);

  name = gtk_widget_get_ancestor (ui_find (table, GTK_TYPE_LABEL, "Reason 5"), GTK_TYPE_BUTTON);
  activate (name, shown, "Reason 5;");
}

/* A year of weeks needs no more room than a phone has; the rest is scrolled to. */
static void
test_columns_fit (UiFixture     *fixture,
                  gconstpointer  unused)
{
  g_autoptr(GString) shown = g_string_new (NULL);
  CstChart *chart = make_chart (53);
  CstChartCard *card;
  int minimum = 0;

  chart->is_columns = TRUE;
  for (guint i = 0; i < chart->bars->len; i++)
    {
      bar_of (chart, i)->short_label = g_strdup ("30\nNov");
      cst_bar_set_limit (bar_of (chart, i), 60, "60", CST_BAR_PLAIN);
    }
  card = show_card (fixture, chart, shown);
  gtk_widget_measure (GTK_WIDGET (card), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, NARROW - 24);

  /* The latest week is seen first, and there the keyboard begins. */
  gtk_widget_child_focus (bars_of (card), GTK_DIR_TAB_FORWARD);
  g_assert_cmpint (focused_place (card), ==, 52);
}

static guint
count_wheels (GtkWidget *widget)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (item) &&
          (gtk_event_controller_scroll_get_flags (GTK_EVENT_CONTROLLER_SCROLL (item)) &
           GTK_EVENT_CONTROLLER_SCROLL_VERTICAL) != 0)
        n++;
    }
  if (!GTK_IS_SCROLLBAR (widget))
    {
      for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
           child = gtk_widget_get_next_sibling (child))
        n += count_wheels (child);
    }

  return n;
}

/* The wheel moves the page, also where the pointer is over a chart or its table. */
static void
test_wheel (UiFixture     *fixture,
            gconstpointer  unused)
{
  g_autoptr(GString) shown = g_string_new (NULL);
  CstChartCard *card = show_card (fixture, make_chart (3), shown);

  ui_wait ();
  g_assert_cmpuint (count_wheels (GTK_WIDGET (card)), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cst_ui_init ();
  adw_init ();

#define ADD(path, func) g_test_add (path, UiFixture, NULL, ui_fixture_set_up, func, ui_fixture_tear_down)
  ADD ("/P9/charts/keyboard", test_keyboard);
  ADD ("/P9/charts/counted-again", test_counted_again);
  ADD ("/P9/charts/signal-and-noise", test_signal_and_noise);
  ADD ("/P9/charts/lengths", test_lengths);
  ADD ("/P9/charts/table", test_table);
  ADD ("/P9/charts/columns-fit", test_columns_fit);
  ADD ("/P9/charts/wheel", test_wheel);
#undef ADD

  return g_test_run ();
}
