/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "cst-combo-list.h"
#include "cst-delivery-window.h"
#include "cst-incident-window.h"
#include "cst-outbox-page.h"
#include "cst-paths.h"
#include "cst-state-pill.h"
#include "cst-ui.h"
#include "delivery-fixture.h"
#include "ui-fixture.h"

/* Every window can be made as narrow as a telephone. */
#define PHONE 360

#define PATIENCE (60 * G_USEC_PER_SEC)

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Names what holds a window: each widget in it that is as wide, from the outside to the inside. What lies beside one
 * another in a box is named only when alone too wide. */
static void
tell_what_holds (GtkWidget *widget,
                 int        depth)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int minimum;

      if (!gtk_widget_should_layout (child))
        continue;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      if (minimum > PHONE * 4 / 5)
        {
          g_test_message ("%*s%s: %d", depth * 2, "", G_OBJECT_TYPE_NAME (child), minimum);
          tell_what_holds (child, depth + 1);
        }
    }
}

static int
minimum_of (GtkWidget *window)
{
  int minimum;

  gtk_widget_measure (window, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);

  return minimum;
}

static void
assert_narrow (GtkWidget *window)
{
  if (minimum_of (window) > PHONE)
    tell_what_holds (window, 0);
  g_assert_cmpint (minimum_of (window), <=, PHONE);
}

/* A window that folds becomes narrower in two steps. */
static void
pull_narrow (GtkWidget *window)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;
  guint waker = g_timeout_add (20, wake_cb, NULL);
  int n = 0;

  while (minimum_of (window) > PHONE && g_get_monotonic_time () < end)
    {
      /* Only another size is asked for again. */
      gtk_window_set_default_size (GTK_WINDOW (window), PHONE, 600 + n++ % 2);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (waker);
}

/* An account whose marketplace takes no messages: a person writes them elsewhere and notes them here. */
static gpointer
write_by_hand (CstDb         *db,
               gpointer       request,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr(CstAccount) account = cst_db_account (db, *(gint64 *) request, error);

  account->info.may_decide = TRUE;
  account->info.may_find = TRUE;
  account->info.desk_only = CST_CAN_MESSAGE;

  return GSIZE_TO_POINTER ((gsize) cst_db_save_account (db, account, error));
}

/* One of two, with the buttons that lead to the other. */
static GtkWidget *
open_incident (UiFixture *fixture)
{
  g_autoptr(CstListQuery) through = cst_list_query_new (CST_LIST_INCIDENTS);
  CstIncidentWindow *window;

  apply_order (&fixture->store, fixture->account, make_order ("1", 1, CST_ORDER_PROBLEM_REPORTED));
  apply_incident (&fixture->store, fixture->account, make_incident ("i1", "1", 1, CST_INCIDENT_SUBMITTED));
  apply_incident (&fixture->store, fixture->account, make_incident ("i2", "1", 1, CST_INCIDENT_SUBMITTED));
  window = cst_incident_window_new (NULL, fixture->context);
  cst_incident_window_set_through (window, through);
  cst_incident_window_show (window, fixture->account, "i1");
  gtk_window_present (GTK_WINDOW (window));
  ui_wait_for (GTK_WIDGET (window), CST_TYPE_STATE_PILL, NULL);
  ui_wait_for (GTK_WIDGET (window), ADW_TYPE_SQUEEZER, NULL);

  return GTK_WIDGET (window);
}

static void
assert_narrow_pages (GtkWidget *window)
{
  const char *pages[] = { "problem", "messages", "desk", "history" };

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_test_message ("%s", pages[i]);
      gtk_widget_activate_action (window, "incident.page", "s", pages[i]);
      ui_wait ();
      assert_narrow (window);
    }
}

static void
test_incident (UiFixture     *fixture,
               gconstpointer  unused)
{
  GtkWidget *window = open_incident (fixture);

  assert_narrow_pages (window);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_incident_by_hand (UiFixture     *fixture,
                       gconstpointer  unused)
{
  GtkWidget *window;

  fixture_run (&fixture->store, write_by_hand, &fixture->account);
  window = open_incident (fixture);

  assert_narrow_pages (window);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_delivery (UiFixture     *fixture,
               gconstpointer  unused)
{
  g_autoptr(CstListQuery) through = cst_list_query_new (CST_LIST_DELIVERIES);
  g_autoptr(GtkApplication) application = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  gint64 account = add_delivery_account (&fixture->store, "carriers");
  GtkWidget *window;

  apply_delivery (&fixture->store, account, make_delivery ("w1", "o-w1", CST_DELIVERY_WAITING));
  apply_delivery (&fixture->store, account, make_delivery ("w2", "o-w2", CST_DELIVERY_WAITING));
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  cst_delivery_window_open (application, fixture->context, account, "w1", through);
  window = GTK_WIDGET (gtk_application_get_active_window (application));
  ui_wait_for (window, CST_TYPE_STATE_PILL, NULL);
  ui_wait_for (window, ADW_TYPE_SQUEEZER, NULL);

  pull_narrow (window);
  assert_narrow (window);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Where there is no room beside the views, the field for searching has a line of its own. */
static void
test_outbox (UiFixture     *fixture,
             gconstpointer  unused)
{
  GtkWidget *page = cst_outbox_page_new (fixture->context);
  GtkWidget *search;

  gtk_window_set_default_size (fixture->window, PHONE, 600);
  ui_fixture_show (fixture, page);
  search = ui_wait_for (page, GTK_TYPE_SEARCH_ENTRY, NULL);
  while (gtk_widget_get_width (search) == 0)
    g_main_context_iteration (NULL, TRUE);

  assert_narrow (GTK_WIDGET (fixture->window));
  g_assert_cmpint (gtk_widget_get_width (search), >, PHONE / 2);
}

/* What can be chosen is said in whole words. */
static void
test_choices (UiFixture     *fixture,
              gconstpointer  unused)
{
  const char *choices[] = { "One", "Collected at the carrier’s agency by the customer", NULL };
  g_autoptr(GtkStringList) model = gtk_string_list_new (choices);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = adw_combo_row_new ();
  GtkWidget *choice;

  cst_combo_list_show_whole (ADW_COMBO_ROW (row));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  gtk_window_set_default_size (fixture->window, PHONE, 600);
  ui_fixture_show (fixture, list);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  choice = ui_wait_for (row, GTK_TYPE_LABEL, choices[1]);
  while (gtk_widget_get_width (choice) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (choice))));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 1);
  g_assert_cmpfloat (gtk_widget_get_opacity (gtk_widget_get_next_sibling (choice)), ==, 1);
}

#define ADD(path, test) g_test_add (path, UiFixture, NULL, ui_fixture_set_up, test, ui_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_autoptr(GtkCssProvider) style = NULL;

  g_test_init (&argc, &argv, NULL);
  cst_i18n_init ();
  cst_ui_init ();
  adw_init ();
  style = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (style, CST_RESOURCE_PATH "/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);

  ADD ("/narrow/incident", test_incident);
  ADD ("/narrow/incident-by-hand", test_incident_by_hand);
  ADD ("/narrow/delivery", test_delivery);
  ADD ("/narrow/outbox", test_outbox);
  ADD ("/narrow/choices", test_choices);

  return g_test_run ();
}
