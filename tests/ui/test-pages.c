/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <glib/gi18n.h>

#include "cst-account-row.h"
#include "cst-account-rules.h"
#include "cst-list-page.h"
#include "cst-list-view.h"
#include "cst-order-page.h"
#include "cst-tab-strip.h"
#include "cst-paths.h"
#include "cst-pill-cell.h"
#include "cst-rate-card.h"
#include "cst-sidebar-row.h"
#include "cst-sidebar.h"
#include "cst-settings.h"
#include "cst-spinner.h"
#include "cst-state-pill.h"
#include "cst-sync-strip.h"
#include "cst-text-cell.h"
#include "cst-ui.h"
#include "ui-fixture.h"

/* The words of O1 to O3, in both languages. The environment says which one is spoken. */
typedef struct
{
  const char *reported_tab;
  const char *status_column;
  const char *problem_column;
  const char *show_order;
  const char *show_problem;
  const char *submitted;
  const char *status;
} Words;

static const Words english = {
  "Reported problems", "Order status", "Problem state", "Show order", "Show problem", "Submitted · to review",
  "Problem reported",
};

static const Words french = {
  "Problèmes signalés", "Statut de la commande", "État du problème", "Afficher la commande", "Afficher le problème",
  "Envoyé · à examiner", "Problème signalé",
};

static const Words *words = &english;

typedef struct
{
  guint   n;
  gint64  account;
  char   *id;
} Opened;

static void
opened_cb (Opened     *opened,
           gint64      account,
           const char *id)
{
  opened->n++;
  opened->account = account;
  g_free (opened->id);
  opened->id = g_strdup (id);
}

static void
test_templates (UiFixture     *fixture,
                gconstpointer  unused)
{
  const GType types[] = {
    CST_TYPE_ACCOUNT_ROW, CST_TYPE_LIST_PAGE, CST_TYPE_LIST_VIEW, CST_TYPE_ORDER_PAGE, CST_TYPE_TAB_STRIP,
    CST_TYPE_PILL_CELL, CST_TYPE_RATE_CARD, CST_TYPE_SIDEBAR, CST_TYPE_SIDEBAR_ROW, CST_TYPE_STATE_PILL,
    CST_TYPE_SYNC_STRIP, CST_TYPE_TEXT_CELL,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GtkWidget *widget = g_object_ref_sink (g_object_new (types[i], NULL));

      g_test_message ("%s", g_type_name (types[i]));
      g_assert_nonnull (gtk_widget_get_first_child (widget));
      g_assert_finalize_object (widget);
    }
}

static GtkWidget *
show_orders (UiFixture   *fixture,
             CstOrderTab  tab)
{
  GtkWidget *page = cst_list_page_new (fixture->context, CST_LIST_ORDERS);

  cst_list_page_set_tab (CST_LIST_PAGE (page), tab);
  ui_fixture_show (fixture, page);

  return page;
}

/* Nothing behind another page keeps the window awake. */
static void
test_spinner (UiFixture     *fixture,
              gconstpointer  unused)
{
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *spinner = g_object_new (CST_TYPE_SPINNER, NULL);

  gtk_stack_add_named (GTK_STACK (stack), spinner, "busy");
  gtk_stack_add_named (GTK_STACK (stack), gtk_label_new ("Done"), "done");
  g_assert_false (cst_spinner_is_spinning (CST_SPINNER (spinner)));
  ui_fixture_show (fixture, stack);
  ui_wait_for (stack, CST_TYPE_SPINNER, NULL);
  g_assert_true (cst_spinner_is_spinning (CST_SPINNER (spinner)));
  gtk_stack_set_visible_child_name (GTK_STACK (stack), "done");
  ui_wait_until_gone (stack, CST_TYPE_SPINNER, NULL);
  g_assert_false (cst_spinner_is_spinning (CST_SPINNER (spinner)));
}

static void
test_no_rows (UiFixture     *fixture,
              gconstpointer  unused)
{
  GtkWidget *page = show_orders (fixture, CST_ORDER_TAB_ALL);

  ui_wait_for (page, ADW_TYPE_STATUS_PAGE, NULL);
  g_assert_cmpuint (ui_count (page, GTK_TYPE_BUTTON, words->show_order), ==, 0);
}

static void
test_many_rows (UiFixture     *fixture,
                gconstpointer  unused)
{
  GtkWidget *page;

  ui_fixture_fill (fixture, 300);
  page = show_orders (fixture, CST_ORDER_TAB_ALL);
  ui_wait_for (page, GTK_TYPE_LABEL, "OC-00000");
  g_assert_null (ui_find (page, ADW_TYPE_STATUS_PAGE, NULL));
  g_assert_cmpuint (ui_count (page, GTK_TYPE_BUTTON, words->show_order), >, 5);
}

/* The list follows the store while it is shown. */
static void
test_new_row (UiFixture     *fixture,
              gconstpointer  unused)
{
  GtkWidget *page;

  ui_fixture_fill (fixture, 1);
  page = show_orders (fixture, CST_ORDER_TAB_ALL);
  ui_wait_for (page, GTK_TYPE_LABEL, "OC-00000");

  apply_order (&fixture->store, fixture->account, make_order ("00777", 1, CST_ORDER_SHIPPED));
  ui_wait_for (page, GTK_TYPE_LABEL, "OC-00777");
}

static void
test_reported_tab (UiFixture     *fixture,
                   gconstpointer  unused)
{
  GtkWidget *page;

  ui_fixture_fill (fixture, 20);
  page = show_orders (fixture, CST_ORDER_TAB_ALL);
  ui_wait_for (page, GTK_TYPE_LABEL, words->reported_tab);
  ui_wait_for (page, GTK_TYPE_LABEL, "OC-00007");

  gtk_widget_activate_action (page, "page.tab", "s", "reported");
  ui_wait_for (page, CST_TYPE_STATE_PILL, words->submitted);
  ui_wait_until_gone (page, GTK_TYPE_LABEL, "OC-00007");
}

static void
test_problem_column (UiFixture     *fixture,
                     gconstpointer  unused)
{
  GtkWidget *page;

  ui_fixture_fill (fixture, 3);
  apply_incident (&fixture->store, fixture->account, make_incident ("i2", "00000", 1, CST_INCIDENT_IN_PROGRESS));
  page = show_orders (fixture, CST_ORDER_TAB_ALL);
  ui_wait_for (page, GTK_TYPE_LABEL, words->status_column);
  ui_wait_for (page, CST_TYPE_STATE_PILL, words->status);
  g_assert_null (ui_find (page, GTK_TYPE_LABEL, words->problem_column));

  cst_list_page_set_tab (CST_LIST_PAGE (page), CST_ORDER_TAB_REPORTED);
  ui_wait_for (page, GTK_TYPE_LABEL, words->problem_column);
  ui_wait_for (page, CST_TYPE_STATE_PILL, words->submitted);
  ui_wait_for (page, GTK_TYPE_LABEL, "× 2");
}

static void
test_show_order (UiFixture     *fixture,
                 gconstpointer  unused)
{
  Opened opened = { 0 };
  GtkWidget *page;

  ui_fixture_fill (fixture, 1);
  g_signal_connect_swapped (fixture->context, "open-order", G_CALLBACK (opened_cb), &opened);
  page = show_orders (fixture, CST_ORDER_TAB_ALL);
  gtk_widget_activate (ui_wait_for (page, GTK_TYPE_BUTTON, words->show_order));
  while (opened.n == 0)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpint (opened.account, ==, fixture->account);
  g_assert_cmpstr (opened.id, ==, "00000");
  g_free (opened.id);
}

static void
test_problems_only_when_any (UiFixture     *fixture,
                             gconstpointer  unused)
{
  GtkWidget *page;

  ui_fixture_fill (fixture, 2);
  page = cst_order_page_new (fixture->context);
  ui_fixture_show (fixture, page);

  cst_order_page_show (CST_ORDER_PAGE (page), fixture->account, "00001");
  ui_wait_for (page, GTK_TYPE_LABEL, "OC-00001");
  g_assert_null (ui_find (page, GTK_TYPE_LABEL, words->reported_tab));

  cst_order_page_show (CST_ORDER_PAGE (page), fixture->account, "00000");
  ui_wait_for (page, GTK_TYPE_LABEL, words->reported_tab);
  ui_wait_for (page, CST_TYPE_STATE_PILL, words->submitted);

  /* Both problems, once there are two. */
  apply_incident (&fixture->store, fixture->account, make_incident ("i2", "00000", 1, CST_INCIDENT_IN_PROGRESS));
  while (ui_count (page, GTK_TYPE_BUTTON, words->show_problem) < 2)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_show_problem (UiFixture     *fixture,
                   gconstpointer  unused)
{
  Opened opened = { 0 };
  GtkWidget *page;

  ui_fixture_fill (fixture, 1);
  g_signal_connect_swapped (fixture->context, "open-incident", G_CALLBACK (opened_cb), &opened);
  page = cst_order_page_new (fixture->context);
  ui_fixture_show (fixture, page);
  cst_order_page_show (CST_ORDER_PAGE (page), fixture->account, "00000");
  gtk_widget_activate (ui_wait_for (page, GTK_TYPE_BUTTON, words->show_problem));
  while (opened.n == 0)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpstr (opened.id, ==, "i1");
  g_free (opened.id);
}

static void
test_gone (UiFixture     *fixture,
           gconstpointer  unused)
{
  GtkWidget *page = cst_order_page_new (fixture->context);

  ui_fixture_show (fixture, page);
  cst_order_page_show (CST_ORDER_PAGE (page), fixture->account, "none");
  ui_wait_for (page, ADW_TYPE_STATUS_PAGE, NULL);
}

static void
test_search (UiFixture     *fixture,
             gconstpointer  unused)
{
  GtkWidget *page;

  ui_fixture_fill (fixture, 20);
  page = show_orders (fixture, CST_ORDER_TAB_ALL);
  ui_wait_for (page, GTK_TYPE_LABEL, "OC-00007");
  cst_list_page_set_search (CST_LIST_PAGE (page), "OC-00013");
  ui_wait_until_gone (page, GTK_TYPE_LABEL, "OC-00007");
  ui_wait_for (page, GTK_TYPE_LABEL, "OC-00013");

  cst_list_page_set_search (CST_LIST_PAGE (page), "nothing like it");
  ui_wait_for (page, ADW_TYPE_STATUS_PAGE, NULL);
}

static void
test_incidents (UiFixture     *fixture,
                gconstpointer  unused)
{
  Opened opened = { 0 };
  GtkWidget *page;

  ui_fixture_fill (fixture, 3);
  g_signal_connect_swapped (fixture->context, "open-incident", G_CALLBACK (opened_cb), &opened);
  page = cst_list_page_new (fixture->context, CST_LIST_TODO);
  ui_fixture_show (fixture, page);
  ui_wait_for (page, CST_TYPE_STATE_PILL, words->submitted);
  gtk_widget_activate (ui_wait_for (page, GTK_TYPE_BUTTON, words->show_problem));
  while (opened.n == 0)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpstr (opened.id, ==, "i1");
  g_free (opened.id);
}

static void
test_sections (UiFixture     *fixture,
               gconstpointer  unused)
{
  GtkWidget *sidebar = g_object_new (CST_TYPE_SIDEBAR, NULL);

  ui_fixture_fill (fixture, 1);
  ui_fixture_show (fixture, sidebar);
  cst_sidebar_set_context (CST_SIDEBAR (sidebar), fixture->context);
  g_assert_true (cst_sidebar_has_section (CST_SIDEBAR (sidebar), "orders"));
  g_assert_true (cst_sidebar_has_section (CST_SIDEBAR (sidebar), "todo"));
  g_assert_false (cst_sidebar_has_section (CST_SIDEBAR (sidebar), "nowhere"));
  ui_wait_for (sidebar, GTK_TYPE_LABEL, "comptoir");
  ui_wait_for (sidebar, CST_TYPE_RATE_CARD, NULL);
}

#define TEST(path, func) g_test_add (path, UiFixture, NULL, ui_fixture_set_up, func, ui_fixture_tear_down)

static char *
kept (UiFixture  *fixture,
      const char *key)
{
  return cst_db_account_setting (cst_context_get_reader (fixture->context), fixture->account, key, "");
}

static void
wait_until_kept (UiFixture  *fixture,
                 const char *key,
                 const char *wanted)
{
  gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  g_autofree char *value = kept (fixture, key);

  while (strcmp (value, wanted) != 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
      g_free (value);
      value = kept (fixture, key);
    }
}

static AdwComboRow *
combo (GtkWidget *rules)
{
  return ADW_COMBO_ROW (ui_find (rules, ADW_TYPE_COMBO_ROW, NULL));
}

static guint
place_of (AdwComboRow *row,
          const char  *name)
{
  GListModel *names = adw_combo_row_get_model (row);
  guint place = 0;

  while (place < g_list_model_get_n_items (names) &&
         strcmp (gtk_string_list_get_string (GTK_STRING_LIST (names), place), name) != 0)
    place++;
  g_assert_cmpuint (place, <, g_list_model_get_n_items (names));

  return place;
}

/* R8, R14: what is chosen for an account is kept at once; what cannot be read is said and not kept. */
static void
test_account_rules (UiFixture     *fixture,
                    gconstpointer  unused)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *rules = g_object_new (CST_TYPE_ACCOUNT_RULES, NULL);
  g_autofree char *before = NULL;
  GtkWidget *hours;

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), rules);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  ui_fixture_show (fixture, page);
  cst_account_rules_set_account (CST_ACCOUNT_RULES (rules), fixture->context, fixture->account);
  adw_combo_row_set_selected (combo (rules), place_of (combo (rules), "Pixmania"));
  wait_until_kept (fixture, CST_SETTING_PLAYBOOK, "pixmania");
  adw_combo_row_set_selected (combo (rules), 0);
  wait_until_kept (fixture, CST_SETTING_PLAYBOOK, "");

  hours = ui_find (rules, ADW_TYPE_ENTRY_ROW, NULL);
  gtk_editable_set_text (GTK_EDITABLE (hours), "from nine to five");
  g_signal_emit_by_name (hours, "entry-activated");
  ui_wait ();
  before = kept (fixture, CST_SETTING_OPENING_HOURS);
  g_assert_cmpstr (before, ==, "");
  gtk_editable_set_text (GTK_EDITABLE (hours), "Mo-Fr  09:00-18:00");
  g_signal_emit_by_name (hours, "entry-activated");
  wait_until_kept (fixture, CST_SETTING_OPENING_HOURS, "Mo-Fr 09:00-18:00");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  cst_i18n_init ();
  cst_ui_init ();
  adw_init ();
  if (strcmp (C_("problem state", "Resolved"), "Resolved") != 0)
    words = &french;
  else if (g_strcmp0 (g_getenv ("LANGUAGE"), "en") != 0)
    g_error ("There is no translation to test");

  TEST ("/ui/templates", test_templates);
  TEST ("/ui/spinner", test_spinner);
  TEST ("/ui/list/no-rows", test_no_rows);
  TEST ("/ui/list/many-rows", test_many_rows);
  TEST ("/ui/list/new-row", test_new_row);
  TEST ("/ui/list/search", test_search);
  TEST ("/ui/list/incidents", test_incidents);
  TEST ("/ui/sections", test_sections);
  TEST ("/O1/reported-tab", test_reported_tab);
  TEST ("/O2/problem-column", test_problem_column);
  TEST ("/O3/show-order", test_show_order);
  TEST ("/O3/problems-only-when-any", test_problems_only_when_any);
  TEST ("/O4/show-problem", test_show_problem);
  TEST ("/ui/order/gone", test_gone);
  TEST ("/R14/account-rules", test_account_rules);

  return g_test_run ();
}
