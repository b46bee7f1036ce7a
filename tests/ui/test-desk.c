/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <string.h>

#include "cst-account-details.h"
#include "cst-account-jobs.h"
#include "cst-account-reasons.h"
#include "cst-account-rules.h"
#include "cst-account-window.h"
#include "cst-account-words.h"
#include "cst-chart-card.h"
#include "cst-config.h"
#include "cst-conflict-window.h"
#include "cst-demo-cases.h"
#include "cst-figures-page.h"
#include "cst-news-words.h"
#include "cst-outbox-page.h"
#include "cst-outbox-row.h"
#include "cst-paths.h"
#include "cst-pack-strip.h"
#include "cst-pack-window.h"
#include "cst-people-window.h"
#include "cst-people.h"
#include "cst-person-button.h"
#include "cst-preferences.h"
#include "cst-rate-panel.h"
#include "cst-settings.h"
#include "cst-settle-dialog.h"
#include "cst-support-details.h"
#include "cst-ui.h"
#include "cst-util.h"
#include "ui-fixture.h"

/* Outbox, figures, accounts, people and preferences on a display. */

#define NARROW 360
#define PATIENCE (60 * G_USEC_PER_SEC)

/* A row by its title, a button by nothing; shown or not. */
static GtkWidget *
find (GtkWidget  *widget,
      GType       type,
      const char *title)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) &&
      (title == NULL || g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
test_templates (void)
{
  const GType types[] = {
    CST_TYPE_CHART_CARD, CST_TYPE_FIGURES_PAGE, CST_TYPE_OUTBOX_PAGE, CST_TYPE_OUTBOX_ROW, CST_TYPE_PACK_STRIP,
    CST_TYPE_PERSON_BUTTON,    CST_TYPE_RATE_PANEL,
  };
  const GType windows[] = {
    CST_TYPE_ACCOUNT_DETAILS, CST_TYPE_ACCOUNT_WINDOW, CST_TYPE_CONFLICT_WINDOW, CST_TYPE_PACK_WINDOW,
    CST_TYPE_PEOPLE_WINDOW,
    CST_TYPE_PREFERENCES, CST_TYPE_SETTLE_DIALOG,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GtkWidget *widget = g_object_ref_sink (g_object_new (types[i], NULL));

      g_test_message ("%s", g_type_name (types[i]));
      g_assert_nonnull (gtk_widget_get_first_child (widget));
      g_object_unref (widget);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (windows); i++)
    {
      GtkWidget *window = g_object_new (windows[i], NULL);
      int minimum = 0;

      g_test_message ("%s", g_type_name (windows[i]));
      g_assert_nonnull (gtk_widget_get_first_child (window));
      gtk_widget_measure (window, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      if (windows[i] != CST_TYPE_PREFERENCES)
        g_assert_cmpint (minimum, <=, NARROW);
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

static CstOutboxEntry *
make_entry (CstOperationState state)
{
  g_autoptr(CstOperation) operation = cst_operation_new (CST_OPERATION_REFUND, 1, "o1", "i1");
  g_autoptr(CstAccount) account = cst_account_new ();
  g_autoptr(GPtrArray) risks = g_ptr_array_new ();

  operation->id = 7;
  operation->state = state;
  account->name = g_strdup ("shop");

  return cst_outbox_entry_new (operation, account, NULL, NULL, risks);
}

/* Nothing is chosen beforehand, and nothing can be applied before something is. */
static void
test_unknown_dialog (void)
{
  g_autoptr(CstOutboxEntry) entry = make_entry (CST_OPERATION_OUTCOME_UNKNOWN);
  CstSettleDialog *dialog = cst_settle_dialog_new (entry, FIXTURE_NOW);
  GtkWidget *arrived = find (GTK_WIDGET (dialog), GTK_TYPE_CHECK_BUTTON, NULL);

  g_assert_cmpint (cst_settle_dialog_get_operation (dialog), ==, 7);
  g_assert_cmpint (cst_settle_dialog_get_choice (dialog), ==, CST_SETTLE_KEEP);
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "apply"));

  g_assert_nonnull (arrived);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (arrived), TRUE);
  g_assert_cmpint (cst_settle_dialog_get_choice (dialog), !=, CST_SETTLE_KEEP);
  g_assert_true (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "apply"));
  g_assert_cmpstr (adw_message_dialog_get_close_response (ADW_MESSAGE_DIALOG (dialog)), ==, "keep");

  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
take_answer_cb (gint64 *answer,
                gint64  operation)
{
  *answer = operation;
}

static void
test_conflict_window (void)
{
  g_autoptr(CstOutboxEntry) entry = make_entry (CST_OPERATION_CONFLICT);
  CstConflictWindow *window = cst_conflict_window_new (entry, FIXTURE_NOW);
  gint64 again = 0;
  gint64 given_up = 0;

  g_signal_connect_swapped (window, "decide-again", G_CALLBACK (take_answer_cb), &again);
  g_signal_connect_swapped (window, "give-up", G_CALLBACK (take_answer_cb), &given_up);
  gtk_widget_activate_action (GTK_WIDGET (window), "conflict.decide-again", NULL);
  g_assert_cmpint (again, ==, 7);
  g_assert_cmpint (given_up, ==, 0);
}

static gint64
setting (UiFixture  *fixture,
         const char *key)
{
  g_autoptr(CstDb) db = cst_store_open_reader (cst_context_get_store (fixture->context), NULL);

  return cst_db_setting_int (db, key, -1);
}

/* What rules sending is written to the store, where the command line sees it too. */
static void
test_preferences (UiFixture     *fixture,
                  gconstpointer  unused)
{
  g_autoptr(GSettings) settings = g_settings_new (CST_APP_ID);
  CstPreferences *preferences = cst_preferences_new (fixture->context, settings);
  GtkWidget *row = find (GTK_WIDGET (preferences), ADW_TYPE_COMBO_ROW, "Time to undo a decision");

  g_assert_cmpint (setting (fixture, CST_SETTING_UNDO_WINDOW), ==, -1);
  g_assert_nonnull (row);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 4);
  for (gint64 end = g_get_monotonic_time () + PATIENCE;
       setting (fixture, CST_SETTING_UNDO_WINDOW) != 30 && g_get_monotonic_time () < end;)
    ui_wait ();
  g_assert_cmpint (setting (fixture, CST_SETTING_UNDO_WINDOW), ==, 30);

  gtk_window_destroy (GTK_WINDOW (preferences));
  ui_wait ();
}

static gboolean
is_paused (UiFixture *fixture)
{
  g_autoptr(CstDb) db = cst_store_open_reader (cst_context_get_store (fixture->context), NULL);
  g_autoptr(CstAccount) account = cst_db_account (db, fixture->account, NULL);

  return account->is_paused;
}

/* What a sync tells while the switch moves does not take the click back. */
static void
test_pause_during_sync (UiFixture     *fixture,
                        gconstpointer  unused)
{
  CstAccountDetails *details = cst_account_details_new (fixture->context, fixture->store.dir, fixture->account);
  GtkWidget *toggle;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  gtk_window_present (GTK_WINDOW (details));
  toggle = ui_wait_for (GTK_WIDGET (details), GTK_TYPE_SWITCH, NULL);
  while (!gtk_widget_get_mapped (toggle))
    ui_wait ();

  g_assert_true (gtk_widget_activate (toggle));
  g_signal_emit_by_name (fixture->context, "accounts-changed");
  for (gint64 end = g_get_monotonic_time () + PATIENCE; !is_paused (fixture) && g_get_monotonic_time () < end;)
    ui_wait ();
  g_assert_true (is_paused (fixture));

  gtk_window_destroy (GTK_WINDOW (details));
  ui_wait ();
}

static void
test_support_details (UiFixture     *fixture,
                      gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GPtrArray) orders = g_ptr_array_new_with_free_func (g_free);
  CstStep step;

  ui_fixture_fill (fixture, 5);
  db = cst_store_open_reader (cst_context_get_store (fixture->context), &error);
  g_assert_no_error (error);
  text = cst_support_details (db, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "Orders: 5"));
  g_assert_nonnull (strstr (text, CST_VERSION));

  {
    g_autoptr(CstStmt) stmt = cst_db_prepare (db, "SELECT number, customer_name, city, id FROM orders", &error);

    while ((step = cst_db_step (db, stmt, &error)) == CST_STEP_ROW)
      {
        for (int i = 0; i < 4; i++)
          g_assert_null (*cst_stmt_text (stmt, i) != '\0' ? strstr (text, cst_stmt_text (stmt, i)) : NULL);
      }
    g_assert_cmpint (step, ==, CST_STEP_DONE);
  }
  g_assert_null (strstr (text, "http"));
  g_assert_null (strstr (text, cst_context_account (fixture->context, fixture->account)->name));
  g_assert_null (strstr (text, g_get_home_dir ()));
}

/* R7: the desktop's user is there from the start and signs every decision. */
static void
test_first_person (UiFixture     *fixture,
                   gconstpointer  unused)
{
  CstPeopleList *people = cst_context_get_people (fixture->context);

  for (gint64 end = g_get_monotonic_time () + PATIENCE;
       cst_people_list_get_current (people) == NULL && g_get_monotonic_time () < end;)
    ui_wait ();
  g_assert_nonnull (cst_people_list_get_current (people));
  g_assert_cmpuint (cst_people_list_get_people (people)->len, ==, 1);
  g_assert_false (cst_people_list_is_shared (people));
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* A taken name is refused before the other account's token is touched. */
static void
test_taken_name (UiFixture     *fixture,
                 gconstpointer  unused)
{
  CstStore *store = cst_context_get_store (fixture->context);
  const char *name = cst_context_account (fixture->context, fixture->account)->name;
  g_autoptr(CstAccount) account = cst_account_new ();
  g_autofree char *path = cst_account_token_file (store, name);
  g_autofree char *dir = g_path_get_dirname (path);
  g_autofree char *token = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "theirs", -1, NULL));
  cst_set_str (&account->name, name);
  cst_set_str (&account->connector, "constat");
  cst_set_str (&account->url, "http://127.0.0.1:9");
  cst_set_str (&account->credential_file, path);
  account->credential_place = CST_CREDENTIAL_FILE;

  cst_account_keep_async (store, account, NULL, "ours", NULL, kept_cb, &result);
  for (gint64 end = g_get_monotonic_time () + PATIENCE; result == NULL && g_get_monotonic_time () < end;)
    ui_wait ();
  g_assert_nonnull (result);
  g_assert_cmpint (cst_account_keep_finish (result, &error), ==, 0);
  g_assert_error (error, CST_STORE_ERROR, CST_STORE_ERROR_EXISTS);
  g_assert_true (g_file_get_contents (path, &token, NULL, NULL));
  g_assert_cmpstr (token, ==, "theirs");
}

static void
assert_address (const char *address,
                gboolean    is_good)
{
  g_autofree char *problem = cst_account_address_problem (address);

  g_assert_cmpint (problem == NULL, ==, is_good);
}

static void
test_addresses (void)
{
  assert_address ("https://api.example.org/v1", TRUE);
  assert_address ("http://127.0.0.1:8080", TRUE);
  assert_address ("http://[::1]:8080", TRUE);
  assert_address ("http://api.example.org", FALSE);
  assert_address ("http://127.0.0.1.example.org", FALSE);
  assert_address ("https://token@api.example.org", FALSE);
  assert_address ("ftp://api.example.org", FALSE);
  assert_address ("api.example.org", FALSE);
  assert_address ("", FALSE);
}

/* R12: a notification shows on a locked screen. */
static void
test_news (void)
{
  CstNews news = { .kind = CST_NEWS_REPLY, .account = 1, .number = (char *) "P-2041" };
  CstAccountInfo info = { .audience = CST_CUSTOMER_RETAILER, .site = (char *) "Grand Comptoir" };
  g_autofree char *title = cst_news_title (&news, &info);
  g_autofree char *body = cst_news_body (&news, &info);
  g_autofree char *conflict = cst_ended_title (CST_OPERATION_CONFLICT);

  g_assert_cmpstr (title, ==, "The Retailer Replied");
  g_assert_cmpstr (body, ==, "P-2041, Grand Comptoir");
  g_assert_nonnull (conflict);
  g_assert_null (cst_ended_title (CST_OPERATION_CANCELLED));
}

static gpointer
record_cases (CstDb         *db,
              gpointer       unused,
              GCancellable  *cancellable,
              GError       **error)
{
  return GINT_TO_POINTER (cst_demo_record_cases (db, FIXTURE_NOW, error));
}

/* The demo's incidents by hand are complete enough to be taken, and come once. */
static void
test_demo_cases (UiFixture     *fixture,
                 gconstpointer  unused)
{
  for (int i = 0; i < 2; i++)
    {
      fixture_run (&fixture->store, record_cases, NULL);
      g_assert_cmpint (fixture_number (&fixture->store, "SELECT count(*) FROM operations"), ==, 4);
    }
}

static gpointer
know_reason (CstDb         *db,
             gpointer       request,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr(CstAccount) account = cst_db_account (db, *(gint64 *) request, error);
  CstSiteReason *reason = cst_record_new (&cst_site_reason_type);

  reason->use = CST_REASON_OPENS;
  reason->code = g_strdup ("7");
  reason->label = g_strdup ("Autre motif");
  g_ptr_array_add (account->info.reasons, reason);

  return GSIZE_TO_POINTER ((gsize) cst_db_save_account (db, account, error));
}

typedef struct
{
  gint64      account;
  const char *rules;
} Chosen;

static gpointer
choose_rules (CstDb         *db,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  const Chosen *chosen = request;

  return GINT_TO_POINTER (cst_db_set_account_setting (db, chosen->account, CST_SETTING_PLAYBOOK, chosen->rules, error));
}

static void
assert_offered (UiFixture         *fixture,
                CstAccountReasons *reasons,
                const char        *rules)
{
  g_autoptr(CstPlaybook) playbook = cst_account_rules_dup_playbook (fixture->context, fixture->account, rules);
  AdwComboRow *row = ADW_COMBO_ROW (ui_find (GTK_WIDGET (reasons), ADW_TYPE_COMBO_ROW, NULL));
  GListModel *model = adw_combo_row_get_model (row);

  g_assert_cmpuint (ui_count (GTK_WIDGET (reasons), ADW_TYPE_COMBO_ROW, NULL), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, playbook->reasons->len + 1);
  for (guint i = 0; i < playbook->reasons->len; i++)
    {
      const CstPlaybookReason *reason = g_ptr_array_index (playbook->reasons, i);

      g_assert_cmpstr (gtk_string_list_get_string (GTK_STRING_LIST (model), i + 1), ==,
                       cst_playbook_label (&reason->rule));
    }
}

/* P1: which meanings a site's reason can have is up to the rules that are chosen beside it, at once. */
static void
test_reasons_follow_rules (UiFixture     *fixture,
                           gconstpointer  unused)
{
  CstAccountReasons *reasons;

  fixture_run (&fixture->store, know_reason, &fixture->account);
  fixture_run (&fixture->store, choose_rules, &(Chosen){ fixture->account, "pixmania" });
  ui_wait ();
  reasons = g_object_new (CST_TYPE_ACCOUNT_REASONS, NULL);
  cst_account_reasons_set_account (reasons, fixture->context, fixture->account);
  ui_fixture_show (fixture, GTK_WIDGET (reasons));
  assert_offered (fixture, reasons, "pixmania");
  fixture_run (&fixture->store, choose_rules, &(Chosen){ fixture->account, "tmall-dsers" });
  ui_wait ();
  assert_offered (fixture, reasons, "tmall-dsers");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cst_i18n_init ();
  adw_init ();
  cst_ui_init ();

  g_test_add_func ("/desk/templates", test_templates);
  g_test_add_func ("/desk/unknown-outcome-asks", test_unknown_dialog);
  g_test_add_func ("/desk/conflict-answers", test_conflict_window);
  g_test_add_func ("/desk/addresses", test_addresses);
  g_test_add_func ("/R12/news-name-nobody", test_news);
  g_test_add ("/desk/preferences-go-to-the-store", UiFixture, NULL, ui_fixture_set_up, test_preferences,
              ui_fixture_tear_down);
  g_test_add ("/desk/pause-during-a-sync", UiFixture, NULL, ui_fixture_set_up, test_pause_during_sync,
              ui_fixture_tear_down);
  g_test_add ("/R12/support-details", UiFixture, NULL, ui_fixture_set_up, test_support_details, ui_fixture_tear_down);
  g_test_add ("/desk/demo-cases-by-hand", UiFixture, NULL, ui_fixture_set_up, test_demo_cases, ui_fixture_tear_down);
  g_test_add ("/desk/taken-name", UiFixture, NULL, ui_fixture_set_up, test_taken_name, ui_fixture_tear_down);
  g_test_add ("/P1/reasons-follow-the-rules", UiFixture, NULL, ui_fixture_set_up, test_reasons_follow_rules,
              ui_fixture_tear_down);
  g_test_add ("/R7/first-person", UiFixture, NULL, ui_fixture_set_up, test_first_person, ui_fixture_tear_down);

  return g_test_run ();
}
