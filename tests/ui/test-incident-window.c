/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <string.h>

#include "cst-arbitration-window.h"
#include "cst-clock-window.h"
#include "cst-composer.h"
#include "cst-incident-window.h"
#include "cst-message-bubble.h"
#include "cst-operations.h"
#include "cst-outbox-row.h"
#include "cst-past-window.h"
#include "cst-paths.h"
#include "cst-people.h"
#include "cst-photo-viewer.h"
#include "cst-ruling-window.h"
#include "cst-settings.h"
#include "cst-state-pill.h"
#include "cst-ui.h"
#include "cst-util.h"
#include "ui-fixture.h"

#define PATIENCE (60 * G_USEC_PER_SEC)

typedef struct
{
  UiFixture          ui;
  CstIncident       *incident; /* to be changed before show() */
  CstIncidentWindow *window;
} WindowFixture;

static gpointer
allow_all (CstDb         *db,
           gpointer       request,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr(CstAccount) account = cst_db_account (db, *(gint64 *) request, error);
  g_autoptr(CstPerson) person = cst_person_new ("p1", "Ada Lovelace", NULL);

  account->info.may_decide = TRUE;
  account->info.may_find = TRUE;
  account->info.capabilities = CST_CAN_REFUND | CST_CAN_REPLACE | CST_CAN_MESSAGE | CST_CAN_NOTE | CST_CAN_FIND |
                               CST_CAN_ASSIGN;
  account->info.message_limit = 1000;
  if (!cst_db_save_person (db, person, error) || !cst_db_set_current_person (db, "p1", error))
    return NULL;

  return GSIZE_TO_POINTER ((gsize) cst_db_save_account (db, account, error));
}

static gpointer
forbid_decisions (CstDb         *db,
                  gpointer       request,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr(CstAccount) account = cst_db_account (db, *(gint64 *) request, error);

  account->info.may_decide = FALSE;

  return GSIZE_TO_POINTER ((gsize) cst_db_save_account (db, account, error));
}

static void
set_up (WindowFixture *fixture,
        gconstpointer  unused)
{
  ui_fixture_set_up (&fixture->ui, NULL);
  fixture_run (&fixture->ui.store, allow_all, &fixture->ui.account);
  apply_order (&fixture->ui.store, fixture->ui.account, make_order ("1", 1, CST_ORDER_PROBLEM_REPORTED));
  fixture->incident = make_incident ("i1", "1", 1, CST_INCIDENT_SUBMITTED);
}

static void
open_window (WindowFixture *fixture)
{
  fixture->window = cst_incident_window_new (NULL, fixture->ui.context);
  cst_incident_window_show (fixture->window, fixture->ui.account, "i1");
  gtk_window_present (GTK_WINDOW (fixture->window));
  ui_wait_for (GTK_WIDGET (fixture->window), CST_TYPE_STATE_PILL, NULL);
}

static void
show (WindowFixture *fixture)
{
  apply_incident (&fixture->ui.store, fixture->ui.account, g_steal_pointer (&fixture->incident));
  open_window (fixture);
}

static void
tear_down (WindowFixture *fixture,
           gconstpointer  unused)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_pointer (&fixture->incident, cst_incident_free);
  ui_fixture_tear_down (&fixture->ui, NULL);
}

static GtkWidget *
wait_for_text (WindowFixture *fixture,
               const char    *text)
{
  return ui_wait_for (GTK_WIDGET (fixture->window), GTK_TYPE_LABEL, text);
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop until @sql counts @n. */
static void
wait_for_count (WindowFixture *fixture,
                const char    *sql,
                gint64         n)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;
  guint waker = g_timeout_add (20, wake_cb, NULL);

  while (fixture_number (&fixture->ui.store, sql) != n && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (waker);

  g_assert_cmpint (fixture_number (&fixture->ui.store, sql), ==, n);
}

static void
act (WindowFixture *fixture,
     const char    *action,
     const char    *parameter)
{
  gboolean known;

  if (parameter != NULL)
    known = gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, "s", parameter);
  else
    known = gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL);

  g_assert_true (known);
}

static GtkCheckButton *
choice (WindowFixture *fixture,
        const char    *heading)
{
  GtkWidget *label = wait_for_text (fixture, heading);

  return GTK_CHECK_BUTTON (gtk_widget_get_ancestor (label, GTK_TYPE_CHECK_BUTTON));
}

/* Runs the main loop until there is a dialog. */
static AdwMessageDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  gint64 end = g_get_monotonic_time () + PATIENCE;
  guint waker = g_timeout_add (20, wake_cb, NULL);

  while (g_get_monotonic_time () < end)
    {
      for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
        {
          g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

          if (!ADW_IS_MESSAGE_DIALOG (window) || !gtk_widget_get_visible (GTK_WIDGET (window)))
            continue;

          g_source_remove (waker);
          return ADW_MESSAGE_DIALOG (window);
        }
      g_main_context_iteration (NULL, TRUE);
    }

  g_error ("There is no dialog");
}

static void
test_says_what_was_reported (WindowFixture *fixture,
                             gconstpointer  unused)
{
  g_free (fixture->incident->description);
  fixture->incident->description = g_strdup ("<b>Broken</b> & <span size='huge'>wet</span>");
  fixture->incident->contested_count = 2;
  fixture->incident->respond_by = FIXTURE_NOW - 60;
  show (fixture);

  /* Markup is shown as the text it is. */
  wait_for_text (fixture, "“<b>Broken</b> & <span size='huge'>wet</span>”");
  wait_for_text (fixture, "2 of 12");
  wait_for_text (fixture, "Contested 2 times: the solutions were not accepted");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Papeterie du Nord · OC-1");
}

static void
test_marketplace_handles_it (WindowFixture *fixture,
                             gconstpointer  unused)
{
  fixture->incident->handler = CST_HANDLER_MARKETPLACE;
  fixture->incident->reason = CST_REASON_WRONG_INVOICE;
  fixture->incident->state = CST_INCIDENT_MARKETPLACE_REVIEW;
  show (fixture);

  wait_for_text (fixture, "Grand Comptoir handles problems with this reason itself. There is nothing to choose; "
                          "you can follow it here and write.");
  g_assert_null (ui_find (GTK_WIDGET (fixture->window), GTK_TYPE_LABEL, "Process the refund"));
}

static void
test_limited_key (WindowFixture *fixture,
                  gconstpointer  unused)
{
  fixture_run (&fixture->ui.store, forbid_decisions, &fixture->ui.account);
  show (fixture);

  wait_for_text (fixture, "This account’s key may look and record findings, not decide. Record your finding or leave "
                          "a note; somebody with a full key decides.");
  g_assert_null (ui_find (GTK_WIDGET (fixture->window), GTK_TYPE_LABEL, "Process the refund"));
}

static void
test_refund (WindowFixture *fixture,
             gconstpointer  unused)
{
  show (fixture);
  act (fixture, "incident.choose", "refund");
  g_assert_true (gtk_check_button_get_active (choice (fixture, "Process the refund")));

  /* Nothing is decided before its consequences were confirmed. */
  act (fixture, "incident.decide", NULL);
  ui_wait_for (GTK_WIDGET (find_dialog ()), GTK_TYPE_LABEL,
               "Grand Comptoir carries the refund out; you have nothing more to do.");
  adw_message_dialog_response (find_dialog (), "cancel");
  ui_wait ();
  g_assert_cmpint (fixture_number (&fixture->ui.store, "SELECT count(*) FROM operations"), ==, 0);

  act (fixture, "incident.decide", NULL);
  adw_message_dialog_response (find_dialog (), "decide");
  wait_for_count (fixture, "SELECT count(*) FROM operations WHERE state = 1", 1);
  wait_for_text (fixture, "Refund · Can still be undone");
  wait_for_text (fixture, "Your decision is on its way; see above.");
}

static gboolean
is_in_sight (GtkWidget *widget)
{
  GtkWidget *page = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  g_assert_nonnull (page);
  g_assert_true (gtk_widget_compute_bounds (widget, page, &bounds));

  return bounds.origin.y > -1 && bounds.origin.y + bounds.size.height < (float) gtk_widget_get_height (page) + 1;
}

/* The button that appears takes room: what it would do stays in sight. */
static void
test_choice_in_sight (WindowFixture *fixture,
                      gconstpointer  unused)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;
  guint waker = g_timeout_add (20, wake_cb, NULL);
  GtkWidget *check;

  show (fixture);
  check = GTK_WIDGET (choice (fixture, "Process the refund"));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 600);
  while (gtk_widget_get_height (GTK_WIDGET (fixture->window)) > 640 && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_grab_focus (check);
  act (fixture, "incident.choose", "refund");
  while (!(is_in_sight (check) && is_in_sight (wait_for_text (fixture, "Refund for these pieces"))) &&
         g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (waker);

  g_assert_true (is_in_sight (check));
  g_assert_true (is_in_sight (wait_for_text (fixture, "Refund for these pieces")));
}

static void
test_undo (WindowFixture *fixture,
           gconstpointer  unused)
{
  show (fixture);
  act (fixture, "incident.choose", "replacement");
  act (fixture, "incident.decide", NULL);
  adw_message_dialog_response (find_dialog (), "decide");
  wait_for_text (fixture, "Replacement · Can still be undone");

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "incident.undo", "x",
                              fixture_number (&fixture->ui.store, "SELECT id FROM operations"));
  wait_for_count (fixture, "SELECT count(*) FROM operations WHERE state = 8", 1);
  ui_wait_until_gone (GTK_WIDGET (fixture->window), GTK_TYPE_LABEL, "Your decision is on its way; see above.");
}

static void
test_choice_outlives_the_window (WindowFixture *fixture,
                                 gconstpointer  unused)
{
  show (fixture);
  act (fixture, "incident.choose", "replacement");
  wait_for_count (fixture, "SELECT count(*) FROM drafts", 1);
  gtk_window_destroy (GTK_WINDOW (fixture->window));

  open_window (fixture);
  wait_for_text (fixture, "“Arrived broken”");
  g_assert_true (gtk_check_button_get_active (choice (fixture, "Send a replacement")));
}

static GtkTextBuffer *
message_buffer (WindowFixture *fixture)
{
  GtkWidget *composer = ui_wait_for (GTK_WIDGET (fixture->window), CST_TYPE_COMPOSER, NULL);

  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_find (composer, GTK_TYPE_TEXT_VIEW, NULL)));
}

static void
test_message (WindowFixture *fixture,
              gconstpointer  unused)
{
  g_autofree char *too_long = g_strnfill (1001, 'x');

  show (fixture);
  wait_for_text (fixture, "“Arrived broken”");
  act (fixture, "incident.page", "messages");
  gtk_text_buffer_set_text (message_buffer (fixture), too_long, -1);
  wait_for_text (fixture, "1 character too many");
  act (fixture, "incident.send", NULL);

  gtk_text_buffer_set_text (message_buffer (fixture), "We offer 10 %", -1);
  wait_for_count (fixture, "SELECT count(*) FROM drafts", 1);
  act (fixture, "incident.send", NULL);
  wait_for_count (fixture, "SELECT count(*) FROM operations", 1);
  wait_for_count (fixture, "SELECT count(*) FROM drafts", 0);
  ui_wait_for (GTK_WIDGET (fixture->window), CST_TYPE_MESSAGE_BUBBLE, NULL);
  wait_for_text (fixture, "We offer 10 %");
  wait_for_text (fixture, "Can still be undone");
  g_assert_cmpint (gtk_text_buffer_get_char_count (message_buffer (fixture)), ==, 0);
}

static void
test_no_photo_sent (WindowFixture *fixture,
                    gconstpointer  unused)
{
  show (fixture);
  wait_for_text (fixture, "No photo sent");

  act (fixture, "incident.ask-photo", NULL);
  adw_message_dialog_response (find_dialog (), "ask");
  wait_for_count (fixture, "SELECT count(*) FROM operations", 1);
}

/* The store refuses a message nobody signs; what was written stays. */
static void
test_refused_message_is_kept (WindowFixture *fixture,
                              gconstpointer  unused)
{
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  show (fixture);
  wait_for_text (fixture, "“Arrived broken”");
  fixture_exec (&fixture->ui.store, "DELETE FROM settings WHERE key = 'person'");
  act (fixture, "incident.page", "messages");
  gtk_text_buffer_set_text (message_buffer (fixture), "We offer 10 %", -1);
  act (fixture, "incident.send", NULL);
  adw_message_dialog_response (find_dialog (), "close");

  gtk_text_buffer_get_bounds (message_buffer (fixture), &start, &end);
  text = gtk_text_buffer_get_text (message_buffer (fixture), &start, &end, FALSE);
  g_assert_cmpstr (text, ==, "We offer 10 %");
  wait_for_count (fixture, "SELECT count(*) FROM drafts", 1);
  g_assert_cmpint (fixture_number (&fixture->ui.store, "SELECT count(*) FROM operations"), ==, 0);
}

static void
test_announced_photos (WindowFixture *fixture,
                       gconstpointer  unused)
{
  CstPhotoViewer *viewer;

  fixture->incident->photos_announced = 2;
  show (fixture);
  wait_for_text (fixture, "Announced, not received");
  wait_for_text (fixture, "1 of 2");
  viewer = CST_PHOTO_VIEWER (ui_find (GTK_WIDGET (fixture->window), CST_TYPE_PHOTO_VIEWER, NULL));
  g_assert_cmpuint (cst_photo_viewer_get_n_photos (viewer), ==, 2);
}

static void
test_finding (WindowFixture *fixture,
              gconstpointer  unused)
{
  show (fixture);
  wait_for_text (fixture, "“Arrived broken”");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "incident.record-finding", "(ssa(si))",
                                             "confirmed", "Crushed corner", NULL));
  wait_for_count (fixture, "SELECT count(*) FROM operations", 1);
  act (fixture, "incident.page", "desk");
  wait_for_text (fixture, "Confirmed\nCrushed corner");
}

#define ADD(path, function) g_test_add (path, WindowFixture, NULL, set_up, function, tear_down)

static gpointer
take_rules (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  return GINT_TO_POINTER (cst_db_set_account_setting (db, *(gint64 *) request, CST_SETTING_PLAYBOOK, "pixmania",
                                                      error));
}

/* Runs the main loop until the window is there. */
static GtkWidget *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (g_get_monotonic_time () < end)
    {
      for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
        {
          g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

          if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
            return GTK_WIDGET (window);
        }
      g_main_context_iteration (NULL, FALSE);
    }

  g_error ("There is no window of type %s", g_type_name (type));
}

static void
write_text (GtkWidget  *window,
            const char *text)
{
  GtkWidget *view = ui_find (window, GTK_TYPE_TEXT_VIEW, NULL);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
}

/* P7, P10: arbitration is asked for with words, once what is missing was named; who asked, when and why is kept, and
 * nothing else can be decided meanwhile. */
static void
test_arbitration (WindowFixture *fixture,
                  gconstpointer  unused)
{
  GtkWidget *window;

  fixture_run (&fixture->ui.store, take_rules, &fixture->ui.account);
  ui_wait (); /* the rules hear of it */
  show (fixture);
  wait_for_text (fixture, "First reply"); /* the rules are there */
  act (fixture, "incident.escalate", "arbitration");
  window = find_window (CST_TYPE_ARBITRATION_WINDOW);
  ui_wait_for (window, GTK_TYPE_LABEL, "No message was exchanged");
  ui_wait_for (window, GTK_TYPE_LABEL, "Say what happened, and what you ask for.");

  write_text (window, "No agreement was found");
  g_assert_true (gtk_widget_activate_action (window, "arbitration.ask", NULL));
  wait_for_count (fixture, "SELECT count(*) FROM case_marks WHERE kind = 'moment' AND name = 'arbitration'"
                           " AND actor = 'brand' AND note = 'No agreement was found' AND person_name IS NOT NULL", 1);
  wait_for_count (fixture, "SELECT count(*) FROM operations WHERE body LIKE '%No agreement was found%'", 1);
  wait_for_text (fixture, "No agreement was found");
  wait_for_text (fixture, "Arbitration was asked for: what is done is decided there. Record its decision first.");
}

static gpointer
allow_help (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr(CstAccount) account = cst_db_account (db, *(gint64 *) request, error);

  account->info.capabilities |= CST_CAN_ESCALATE;

  return GSIZE_TO_POINTER ((gsize) cst_db_save_account (db, account, error));
}

static void
assert_copied (const char *words)
{
  GdkClipboard *clipboard = gdk_display_get_clipboard (gdk_display_get_default ());
  g_auto(GValue) value = G_VALUE_INIT;
  g_autoptr(GError) error = NULL;

  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (gdk_clipboard_get_content (clipboard), &value, &error));
  g_assert_cmpstr (g_value_get_string (&value), ==, words);
}

/* What only the marketplace was to read has no place among the messages to the customer: it is not lost either. */
static void
test_refused_words_are_kept (WindowFixture *fixture,
                             gconstpointer  unused)
{
  GtkWidget *dialog;

  fixture_run (&fixture->ui.store, allow_help, &fixture->ui.account);
  show (fixture);
  wait_for_text (fixture, "“Arrived broken”");
  fixture_exec (&fixture->ui.store, "DELETE FROM settings WHERE key = 'person'");
  act (fixture, "incident.ask-help", "");
  dialog = GTK_WIDGET (find_dialog ());
  write_text (dialog, "They refuse every offer");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "ask");
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_true (g_str_has_suffix (adw_message_dialog_get_body (find_dialog ()), "Your words are in the clipboard."));
  adw_message_dialog_response (find_dialog (), "close");
  assert_copied ("They refuse every offer");
  g_assert_cmpint (fixture_number (&fixture->ui.store, "SELECT count(*) FROM operations"), ==, 0);
}

/* Nobody asked the marketplace when the incident was settled before the words were ready, and nothing says so. */
static void
test_settled_while_asking (WindowFixture *fixture,
                           gconstpointer  unused)
{
  CstIncident *settled = make_incident ("i1", "1", 2, CST_INCIDENT_RESOLVED);
  GtkWidget *dialog;

  fixture_run (&fixture->ui.store, allow_help, &fixture->ui.account);
  show (fixture);
  wait_for_text (fixture, "“Arrived broken”");
  act (fixture, "incident.ask-help", "");
  dialog = GTK_WIDGET (find_dialog ());
  write_text (dialog, "They refuse every answer");
  apply_incident (&fixture->ui.store, fixture->ui.account, settled);
  wait_for_text (fixture, "This problem is resolved. Nothing is left to do; what was done stays in the history.");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "ask");
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_cmpstr (adw_message_dialog_get_heading (find_dialog ()), ==, "The Marketplace Was Not Asked");
  g_assert_true (g_str_has_suffix (adw_message_dialog_get_body (find_dialog ()), "Your words are in the clipboard."));
  adw_message_dialog_response (find_dialog (), "close");
  assert_copied ("They refuse every answer");
  ui_wait ();
  g_assert_cmpint (fixture_number (&fixture->ui.store, "SELECT count(*) FROM operations"), ==, 0);
  g_assert_cmpint (fixture_number (&fixture->ui.store, "SELECT count(*) FROM case_marks"), ==, 0);
}

/* P7: the decision is noted with an amount and proposes what it asks for, which is decided once. */
static void
test_ruling (WindowFixture *fixture,
             gconstpointer  unused)
{
  g_autofree char *asked =
    g_strdup_printf ("INSERT INTO case_marks (account, incident, kind, name, value, at) VALUES (%" G_GINT64_FORMAT
                     ", '%s', 'moment', 'arbitration', '2026-11-20T10:00:00Z', 1795168800)", fixture->ui.account,
                     fixture->incident->id);
  GtkWidget *window;

  fixture_run (&fixture->ui.store, take_rules, &fixture->ui.account);
  fixture_exec (&fixture->ui.store, asked);
  ui_wait ();
  show (fixture);
  wait_for_text (fixture, "Arbitration was asked for: what is done is decided there. Record its decision first.");
  act (fixture, "incident.ruling", NULL);
  window = find_window (CST_TYPE_RULING_WINDOW);
  ui_wait_for (window, GTK_TYPE_LABEL, "Say which amount is paid back.");
  gtk_editable_set_text (GTK_EDITABLE (ui_find (window, GTK_TYPE_ENTRY, NULL)), "999999");
  gtk_widget_activate_action (window, "ruling.record", NULL);
  gtk_editable_set_text (GTK_EDITABLE (ui_find (window, GTK_TYPE_ENTRY, NULL)), "4.00");
  g_assert_true (gtk_widget_activate_action (window, "ruling.record", NULL));
  wait_for_count (fixture, "SELECT count(*) FROM case_marks WHERE kind = 'ruling' AND value LIKE '%400%'", 1);
  wait_for_text (fixture, "Not carried out yet");

  act (fixture, "incident.carry-out", NULL);
  adw_message_dialog_response (find_dialog (), "carry-out");
  wait_for_count (fixture, "SELECT count(*) FROM operations WHERE kind = 1", 1);
  wait_for_text (fixture, "Decided here, not confirmed by the site yet");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "incident.carry-out", NULL);
  ui_wait ();
  g_assert_cmpint (fixture_number (&fixture->ui.store, "SELECT count(*) FROM operations WHERE kind = 1"), ==, 1);
}

/* R6, R14: where the rules let a clock pause, the strip says that it stands still, and who waits can say so. */
static void
test_waiting (WindowFixture *fixture,
              gconstpointer  unused)
{
  CstPlaybooks *playbooks = cst_rules_get_playbooks (cst_context_get_rules (fixture->ui.context));
  g_autoptr(CstPlaybook) shipped = cst_playbooks_lookup (playbooks, "pixmania");
  g_autofree char *folder = g_build_filename (fixture->ui.store.dir, "playbooks", NULL);
  g_autofree char *path = g_build_filename (folder, "pixmania.xml", NULL);
  g_auto(GStrv) parts = g_strsplit (shipped->xml, "aim=\"24\"", 2);
  g_autofree char *xml = g_strjoinv ("aim=\"24\" pauses=\"yes\"", parts);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, xml, -1, NULL));
  cst_playbooks_reload (playbooks);
  fixture_run (&fixture->ui.store, take_rules, &fixture->ui.account);
  ui_wait (); /* the rules hear of it */
  show (fixture);
  wait_for_text (fixture, "Wait for the other side");
  act (fixture, "incident.wait", NULL);
  wait_for_text (fixture, "The clock stands still");
  act (fixture, "incident.go-on", NULL);
  ui_wait_until_gone (GTK_WIDGET (fixture->window), GTK_TYPE_LABEL, "The clock stands still");
  wait_for_count (fixture, "SELECT count(*) FROM case_marks WHERE kind = 'pause'", 2);
}

/* A button tells a moment after Return was pressed on it; what comes in meanwhile must not take it away. */
static void
test_press_outlives_news (WindowFixture *fixture,
                          gconstpointer  unused)
{
  CstIncident *news = make_incident ("i1", "1", 2, CST_INCIDENT_SUBMITTED);
  GtkWidget *button;

  news->respond_by = fixture->incident->respond_by = FIXTURE_NOW + 7200;
  cst_set_str (&news->description, "Arrived wet");
  fixture_run (&fixture->ui.store, take_rules, &fixture->ui.account);
  ui_wait (); /* the rules hear of it */
  show (fixture);
  wait_for_text (fixture, "Do the photos confirm the damage?");
  button = gtk_widget_get_ancestor (wait_for_text (fixture, "First reply"), GTK_TYPE_BUTTON);
  gtk_widget_grab_focus (button);
  g_signal_emit_by_name (button, "activate");
  apply_incident (&fixture->ui.store, fixture->ui.account, news);
  wait_for_text (fixture, "“Arrived wet”");
  gtk_window_destroy (GTK_WINDOW (find_window (CST_TYPE_CLOCK_WINDOW)));
}

static gpointer
deviate (CstDb         *db,
         gpointer       request,
         GCancellable  *cancellable,
         GError       **error)
{
  g_autoptr(CstOperation) operation = cst_operation_new (CST_OPERATION_MESSAGE, *(gint64 *) request, "1", "i1");

  operation->person = g_strdup ("p1");
  operation->person_name = g_strdup ("Ada Lovelace");
  operation->text = g_strdup ("Would a discount do?");
  operation->proposal = g_strdup ("send-replacement");
  operation->proposal_version = 1;
  operation->deviation = g_strdup ("She would rather keep it");

  return GINT_TO_POINTER (cst_db_decide (db, operation, FIXTURE_NOW, 60, NULL, error) != 0);
}

typedef struct
{
  gint64        account;
  CstChangeSet *changes;
  gint64        at;
} News;

static gpointer
apply_at (CstDb         *db,
          gpointer       request,
          GCancellable  *cancellable,
          GError       **error)
{
  const News *news = request;
  CstApplied *applied = NULL;

  cst_db_apply_change_set (db, news->account, news->changes, news->at, &applied, error);
  cst_applied_free (applied);

  return GINT_TO_POINTER (applied != NULL);
}

/* One more moment to go to. */
static void
change_incident (WindowFixture *fixture,
                 int            version)
{
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();
  CstIncident *incident = make_incident ("i1", "1", version, CST_INCIDENT_IN_PROGRESS);

  incident->respond_by = FIXTURE_NOW + version * 3600;
  g_ptr_array_add (changes->incidents, incident);
  fixture_run (&fixture->ui.store, apply_at, &(News){ fixture->ui.account, changes, FIXTURE_NOW + version * 60 });
}

static void
wait_for_moment (GtkWidget *window,
                 double     place)
{
  GtkRange *scale = GTK_RANGE (ui_wait_for (window, GTK_TYPE_SCALE, NULL));
  gint64 end = g_get_monotonic_time () + PATIENCE;
  guint waker = g_timeout_add (20, wake_cb, NULL);

  while (gtk_range_get_value (scale) != place && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (waker);

  g_assert_cmpfloat (gtk_range_get_value (scale), ==, place);
}

/* Keys that are faster than a moment is loaded go on from where the last one wants to be. */
static void
test_past_in_a_hurry (WindowFixture *fixture,
                      gconstpointer  unused)
{
  GtkWidget *past;

  show (fixture);
  for (int version = 2; version <= 5; version++)
    change_incident (fixture, version);
  cst_clock_advance (fixture->ui.store.clock, 3600);
  past = GTK_WIDGET (cst_past_window_new (GTK_WINDOW (fixture->window), fixture->ui.context, fixture->ui.account,
                                          "i1"));
  gtk_window_present (GTK_WINDOW (past));
  wait_for_moment (past, 4);
  for (int i = 0; i < 3; i++)
    gtk_widget_activate_action (past, "past.earlier", NULL);
  wait_for_moment (past, 1);
  gtk_widget_activate_action (past, "past.later", NULL);
  gtk_widget_activate_action (past, "past.later", NULL);
  wait_for_moment (past, 3);
  gtk_widget_activate_action (past, "past.later", NULL);
  gtk_widget_activate_action (past, "past.later", NULL);
  gtk_widget_activate_action (past, "past.earlier", NULL);
  wait_for_moment (past, 3);
  gtk_window_destroy (GTK_WINDOW (past));
}

/* H0: that something else was decided than proposed, and why, stands in the history. */
static void
test_deviation_in_history (WindowFixture *fixture,
                           gconstpointer  unused)
{
  apply_incident (&fixture->ui.store, fixture->ui.account, g_steal_pointer (&fixture->incident));
  fixture_run (&fixture->ui.store, deviate, &fixture->ui.account);
  open_window (fixture);
  act (fixture, "incident.page", "history");
  wait_for_text (fixture, "Decided otherwise than the rules propose · She would rather keep it");
}

/* The outbox speaks of incidents where the rest of the account does. */
static void
test_outbox_terms (WindowFixture *fixture,
                   gconstpointer  unused)
{
  g_autoptr(GPtrArray) risks = g_ptr_array_new ();
  g_autoptr(CstAccount) account = cst_account_new ();
  g_autoptr(CstOperation) operation = cst_operation_new (CST_OPERATION_MESSAGE, fixture->ui.account, "o1", "i1");

  show (fixture);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr(CstOutboxEntry) entry = NULL;
      GtkWidget *list;

      account->info.audience = i == 0 ? CST_CUSTOMER_CONSUMER : CST_CUSTOMER_RETAILER;
      entry = cst_outbox_entry_new (operation, account, NULL, NULL, risks);
      list = gtk_list_box_new ();
      gtk_list_box_append (GTK_LIST_BOX (list), cst_outbox_row_new (entry, FIXTURE_NOW));
      ui_fixture_show (&fixture->ui, list);
      ui_wait_for (GTK_WIDGET (fixture->ui.window), GTK_TYPE_BUTTON, i == 0 ? "Show incident" : "Show problem");
    }
}

int
main (int    argc,
      char **argv)
{
  /* The system's data folders stay in sight: without its file types GTK cannot read some of its own icons. */
  g_test_init (&argc, &argv, NULL);
  cst_i18n_init ();
  cst_ui_init ();
  adw_init ();

  ADD ("/O4/says-what-was-reported", test_says_what_was_reported);
  ADD ("/O6/marketplace-handles-it", test_marketplace_handles_it);
  ADD ("/R7/limited-key", test_limited_key);
  ADD ("/O8/refund", test_refund);
  ADD ("/O8/choice-stays-in-sight", test_choice_in_sight);
  ADD ("/O7/undo", test_undo);
  ADD ("/O7/choice-outlives-the-window", test_choice_outlives_the_window);
  ADD ("/O9/message", test_message);
  ADD ("/O9/refused-message-is-kept", test_refused_message_is_kept);
  ADD ("/R2/no-photo-sent", test_no_photo_sent);
  ADD ("/R2/announced-photos", test_announced_photos);
  ADD ("/R7/finding", test_finding);
  ADD ("/P7/P10/arbitration-is-asked-for", test_arbitration);
  ADD ("/R14/P10/words-that-were-refused-are-kept", test_refused_words_are_kept);
  ADD ("/P6/past-window/keys-in-a-hurry", test_past_in_a_hurry);
  ADD ("/P10/incident-window/settled-while-asking", test_settled_while_asking);
  ADD ("/P7/the-decision-is-carried-out-once", test_ruling);
  ADD ("/R6/R14/the-clock-stands-still", test_waiting);
  ADD ("/R14/press-outlives-news", test_press_outlives_news);
  ADD ("/O10/outbox-speaks-of-incidents", test_outbox_terms);
  ADD ("/H0/deviation-in-history", test_deviation_in_history);

  return g_test_run ();
}
