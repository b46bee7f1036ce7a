/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "cst-aftercare-card.h"
#include "cst-aftercare-open.h"
#include "cst-aftercare-preferences.h"
#include "cst-count-form.h"
#include "cst-count-row.h"
#include "cst-label-form.h"
#include "cst-label-print-window.h"
#include "cst-operations.h"
#include "cst-paths.h"
#include "cst-people.h"
#include "cst-place.h"
#include "cst-receive-window.h"
#include "cst-reminder-form.h"
#include "cst-return-form.h"
#include "cst-settings.h"
#include "cst-ship-form.h"
#include "cst-step-window.h"
#include "cst-ui.h"
#include "ui-fixture.h"

/* What follows a resolution, in its windows. */

#define PATIENCE (60 * G_USEC_PER_SEC)

static gpointer
set_the_stage (CstDb         *db,
               gpointer       request,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr(CstAccount) account = cst_db_account (db, *(gint64 *) request, error);
  g_autoptr(CstPerson) person = cst_person_new ("p1", "Nadia", NULL);

  g_assert_nonnull (account);
  account->info.may_decide = TRUE;
  account->info.may_find = TRUE;

  return GINT_TO_POINTER (cst_db_save_account (db, account, error) != 0 && cst_db_save_person (db, person, error) &&
                          cst_db_set_current_person (db, "p1", error));
}

static void
add_replacement (CstIncident *incident)
{
  CstResolution *resolution = cst_record_new (&cst_resolution_type);
  CstResolutionLine *line = cst_record_new (&cst_resolution_line_type);

  resolution->id = g_strdup ("r1");
  resolution->kind = CST_RESOLUTION_REPLACEMENT;
  resolution->state = CST_RESOLUTION_REQUESTED;
  resolution->requested_at = FIXTURE_NOW - 3600;
  resolution->ship_by = g_strdup ("2026-11-20");
  line->line = g_strdup ("l1");
  line->quantity = 2;
  g_ptr_array_add (resolution->lines, line);
  g_ptr_array_add (incident->resolutions, resolution);
}

static void
add_received_return (CstIncident *incident)
{
  CstReturn *goods = cst_record_new (&cst_return_type);
  CstReturnLine *line = cst_record_new (&cst_return_line_type);

  goods->id = g_strdup ("ret1");
  goods->state = CST_RETURN_RECEIVED;
  goods->tracking_number = g_strdup ("8R123");
  goods->received_at = FIXTURE_NOW - 60;
  line->line = g_strdup ("l1");
  line->quantity = 2;
  line->received = 2;
  g_ptr_array_add (goods->lines, line);
  g_ptr_array_add (incident->returns, goods);
}

static void
set_up (UiFixture     *fixture,
        gconstpointer  unused)
{
  CstIncident *incident = make_incident ("i1", "o1", 1, CST_INCIDENT_IN_PROGRESS);

  ui_fixture_set_up (fixture, NULL);
  fixture_run (&fixture->store, set_the_stage, &fixture->account);
  add_replacement (incident);
  add_received_return (incident);
  apply_order (&fixture->store, fixture->account, make_order ("o1", 1, CST_ORDER_PROBLEM_REPORTED));
  apply_incident (&fixture->store, fixture->account, incident);
  ui_wait ();
}

static gpointer
load_case (CstDb         *db,
           gpointer       request,
           GCancellable  *cancellable,
           GError       **error)
{
  return cst_incident_case_load (db, request, cancellable, error);
}

static CstIncidentCase *
read_case (UiFixture *fixture)
{
  CstIncidentCaseRequest *request = cst_incident_case_request_new (fixture->account, "i1");
  CstIncidentCase *incident_case = fixture_run (&fixture->store, load_case, request);

  cst_incident_case_request_free (request);
  g_assert_nonnull (incident_case);

  return incident_case;
}

static GtkWidget *
top_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        return window;
    }

  return NULL;
}

static GtkWidget *
find_row (GtkWidget  *widget,
          const char *title)
{
  if (ADW_IS_ENTRY_ROW (widget) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
type_into (GtkWidget  *window,
           const char *title,
           const char *text)
{
  GtkWidget *row = find_row (window, title);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

/* On a tablet held upright. */
static void
assert_fits_360 (GtkWidget *window)
{
  int minimum;

  gtk_widget_measure (window, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
}

static void
wait_until_closed (GType type)
{
  gint64 until = g_get_monotonic_time () + PATIENCE;

  while (top_window (type) != NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
test_templates (UiFixture     *fixture,
                gconstpointer  unused)
{
  const GType types[] = {
    CST_TYPE_AFTERCARE_CARD, CST_TYPE_COUNT_FORM, CST_TYPE_COUNT_ROW, CST_TYPE_LABEL_FORM, CST_TYPE_REMINDER_FORM,
    CST_TYPE_RETURN_FORM, CST_TYPE_SHIP_FORM,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GtkWidget *widget = g_object_ref_sink (g_object_new (types[i], NULL));

      g_test_message ("%s", g_type_name (types[i]));
      g_assert_nonnull (gtk_widget_get_first_child (widget));
      g_assert_finalize_object (widget);
    }
}

static void
test_card (UiFixture     *fixture,
           gconstpointer  unused)
{
  g_autoptr(CstIncidentCase) incident_case = read_case (fixture);
  GtkWidget *card = g_object_new (CST_TYPE_AFTERCARE_CARD, NULL);

  ui_fixture_show (fixture, card);
  cst_aftercare_card_set_case (CST_AFTERCARE_CARD (card), fixture->context, incident_case);
  g_assert_nonnull (ui_wait_for (card, GTK_TYPE_LABEL, "Prepare and ship the replacement"));
  g_assert_nonnull (ui_find (card, GTK_TYPE_BUTTON, "_Ship…"));
  g_assert_nonnull (ui_find (card, GTK_TYPE_BUTTON, "_Inspect…"));
  g_assert_null (ui_find (card, GTK_TYPE_BUTTON, "_Receive…"));
}

static void
test_contested (UiFixture     *fixture,
                gconstpointer  unused)
{
  g_autoptr(CstIncidentCase) incident_case = read_case (fixture);
  GtkWidget *card = g_object_new (CST_TYPE_AFTERCARE_CARD, NULL);
  CstIncidentEvent *event = cst_record_new (&cst_incident_event_type);

  event->event = CST_EVENT_CONTESTED;
  event->at = FIXTURE_NOW;
  event->detail = g_strdup ("Still <b>broken</b>");
  g_ptr_array_add (incident_case->incident->history, event);
  incident_case->incident->contested = TRUE;
  incident_case->incident->state = CST_INCIDENT_SUBMITTED;

  ui_fixture_show (fixture, card);
  cst_aftercare_card_set_case (CST_AFTERCARE_CARD (card), fixture->context, incident_case);
  g_assert_nonnull (ui_wait_for (card, GTK_TYPE_LABEL, "Contested: “Still <b>broken</b>”"));
  g_assert_nonnull (ui_find (card, GTK_TYPE_LABEL, "Tasse à œuf: replaced 2, refunded 0, left 10"));
}

static CstOperation *
only_operation (UiFixture *fixture)
{
  g_autoptr(CstIncidentCase) incident_case = read_case (fixture);

  g_assert_cmpuint (incident_case->operations->len, ==, 1);

  return cst_operation_copy (g_ptr_array_index (incident_case->operations, 0));
}

/* What was typed before the window was closed is there again, and one operation comes of it. */
static void
test_ship (UiFixture     *fixture,
           gconstpointer  unused)
{
  g_autoptr(CstIncidentCase) incident_case = read_case (fixture);
  g_autoptr(CstOperation) operation = NULL;
  GtkWidget *window;

  gtk_window_present (fixture->window);
  cst_aftercare_open_shipment (fixture->context, incident_case, "r1", fixture->window);
  window = top_window (CST_TYPE_STEP_WINDOW);
  assert_fits_360 (window);
  type_into (window, "Carrier", "Colissimo");
  gtk_window_close (GTK_WINDOW (window));
  wait_until_closed (CST_TYPE_STEP_WINDOW);
  cst_incident_case_unref (read_case (fixture)); /* the writer takes jobs in order */

  cst_aftercare_open_shipment (fixture->context, incident_case, "r1", fixture->window);
  window = top_window (CST_TYPE_STEP_WINDOW);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row (window, "Carrier"))), ==, "Colissimo");
  gtk_widget_activate_action (window, "step.confirm", NULL);
  g_assert_cmpint (fixture_number (&fixture->store, "SELECT count(*) FROM operations"), ==, 0);

  type_into (window, "Tracking number", "6A123");
  ui_wait_for (window, GTK_TYPE_LABEL,
               "The marketplace tells Papeterie du Nord, and counts the replacement as carried out.");
  gtk_widget_activate_action (window, "step.confirm", NULL);
  wait_until_closed (CST_TYPE_STEP_WINDOW);

  operation = only_operation (fixture);
  g_assert_cmpint (operation->kind, ==, CST_OPERATION_SHIP_REPLACEMENT);
  g_assert_cmpstr (operation->subject, ==, "r1");
  g_assert_cmpstr (operation->tracking_number, ==, "6A123");
  g_assert_cmpstr (operation->person_name, ==, "Nadia");
  g_assert_cmpint (fixture_number (&fixture->store, "SELECT count(*) FROM drafts"), ==, 0);
}

static gpointer
sell_abroad (CstDb         *db,
             gpointer       request,
             GCancellable  *cancellable,
             GError       **error)
{
  return GINT_TO_POINTER (cst_db_set_account_setting (db, *(gint64 *) request, CST_SETTING_PLAYBOOK, "tmall-dsers",
                                                      error));
}

/* T9: a parcel to a doubtful address, without a street, is kept back until somebody says why it leaves all the same. */
static void
test_ship_warns (UiFixture     *fixture,
                 gconstpointer  unused)
{
  g_autoptr(CstIncidentCase) incident_case = NULL;
  g_autoptr(CstOperation) operation = NULL;
  GtkWidget *window;

  fixture_run (&fixture->store, sell_abroad, &fixture->account);
  ui_wait (); /* the rules hear of it */
  incident_case = read_case (fixture);
  gtk_window_present (fixture->window);
  cst_aftercare_open_shipment (fixture->context, incident_case, "r1", fixture->window);
  window = top_window (CST_TYPE_STEP_WINDOW);
  gtk_window_present (GTK_WINDOW (window));
  type_into (window, "Carrier", "Colissimo");
  type_into (window, "Tracking number", "6A123");
  ui_wait_for (window, GTK_TYPE_LABEL, "Look at the warning first, and say why it leaves all the same");
  assert_fits_360 (window);
  gtk_widget_activate_action (window, "step.confirm", NULL);
  g_assert_cmpint (fixture_number (&fixture->store, "SELECT count(*) FROM operations"), ==, 0);

  gtk_editable_set_text (GTK_EDITABLE (ui_find (window, GTK_TYPE_ENTRY, NULL)), "Confirmed on the phone");
  gtk_widget_activate_action (window, "step.confirm", NULL);
  wait_until_closed (CST_TYPE_STEP_WINDOW);

  operation = only_operation (fixture);
  g_assert_cmpint (operation->kind, ==, CST_OPERATION_SHIP_REPLACEMENT);
  g_assert_cmpstr (operation->proposal, ==, "doubtful-address");
  g_assert_cmpstr (operation->deviation, ==, "Confirmed on the phone");
  g_assert_cmpint (fixture_number (&fixture->store, "SELECT count(*) FROM journal WHERE kind = 'deviation'"), ==, 1);
}

static void
test_inspect (UiFixture     *fixture,
              gconstpointer  unused)
{
  g_autoptr(CstIncidentCase) incident_case = read_case (fixture);
  g_autoptr(CstOperation) operation = NULL;
  GtkWidget *window;
  GtkWidget *button;

  gtk_window_present (fixture->window);
  cst_aftercare_open_count (fixture->context, incident_case, "ret1", fixture->window);
  window = top_window (CST_TYPE_STEP_WINDOW);
  gtk_window_present (GTK_WINDOW (window));
  assert_fits_360 (window);
  button = ui_wait_for (window, GTK_TYPE_BUTTON, "Accept the rest");
  gtk_widget_activate_action (window, "step.confirm", NULL);
  g_assert_cmpint (fixture_number (&fixture->store, "SELECT count(*) FROM operations"), ==, 0);

  g_signal_emit_by_name (button, "clicked");
  gtk_widget_activate_action (window, "step.confirm", NULL);
  wait_until_closed (CST_TYPE_STEP_WINDOW);

  operation = only_operation (fixture);
  g_assert_cmpint (operation->kind, ==, CST_OPERATION_RETURN_INSPECTED);
  g_assert_cmpint (((CstOperationLine *) g_ptr_array_index (operation->lines, 0))->accepted, ==, 2);
}

/* The customer asks to send something back. */
static CstIncidentCase *
read_waiting_case (UiFixture *fixture)
{
  CstIncident *incident = make_incident ("i1", "o1", 2, CST_INCIDENT_IN_PROGRESS);

  add_received_return (incident);
  ((CstReturn *) g_ptr_array_index (incident->returns, 0))->state = CST_RETURN_WAITING;
  apply_incident (&fixture->store, fixture->account, incident);
  ui_wait ();

  return read_case (fixture);
}

/* What cannot be answered from here says why, beside buttons that do nothing. */
static void
test_judge_card (UiFixture     *fixture,
                 gconstpointer  unused)
{
  g_autoptr(CstIncidentCase) incident_case = read_waiting_case (fixture);
  GtkWidget *card = g_object_new (CST_TYPE_AFTERCARE_CARD, NULL);
  GtkWidget *button;

  ui_fixture_show (fixture, card);
  cst_aftercare_card_set_case (CST_AFTERCARE_CARD (card), fixture->context, incident_case);
  g_assert_nonnull (ui_wait_for (card, GTK_TYPE_LABEL, "Papeterie du Nord asks to send something back"));
  g_assert_nonnull (ui_find (card, GTK_TYPE_LABEL, "Waits for your yes or no"));
  g_assert_true (gtk_widget_get_sensitive (ui_find (card, GTK_TYPE_BUTTON, "_Accept the return…")));
  g_assert_nonnull (ui_find (card, GTK_TYPE_BUTTON, "Send the _label…"));
  g_assert_null (ui_find (card, GTK_TYPE_BUTTON, "_Close the return…"));

  /* News of something else leaves a button where it is, pressed or not. */
  button = ui_find (card, GTK_TYPE_BUTTON, "_Accept the return…");
  cst_aftercare_card_set_case (CST_AFTERCARE_CARD (card), fixture->context, incident_case);
  g_assert_true (ui_find (card, GTK_TYPE_BUTTON, "_Accept the return…") == button);

  incident_case->account->info.may_decide = FALSE;
  cst_aftercare_card_set_case (CST_AFTERCARE_CARD (card), fixture->context, incident_case);
  g_assert_false (gtk_widget_get_sensitive (ui_find (card, GTK_TYPE_BUTTON, "_Accept the return…")));
  g_assert_false (gtk_widget_get_sensitive (ui_find (card, GTK_TYPE_BUTTON, "Re_fuse the return…")));
  g_assert_nonnull (ui_find (card, GTK_TYPE_LABEL,
                             "This account’s key may look and record findings, not decide. Record your finding or "
                             "leave a note; somebody with a full key decides."));

  incident_case->account->info.may_decide = TRUE;
  incident_case->account->info.capabilities &= ~CST_CAN_JUDGE_RETURNS;
  cst_aftercare_card_set_case (CST_AFTERCARE_CARD (card), fixture->context, incident_case);
  g_assert_false (gtk_widget_get_sensitive (ui_find (card, GTK_TYPE_BUTTON, "Re_fuse the return…")));
}

static GtkWidget *
find_reason (GtkWidget  *window,
             const char *words)
{
  GtkWidget *label = ui_find (window, GTK_TYPE_LABEL, words);

  return label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_CHECK_BUTTON) : NULL;
}

/* A refusal needs its reason; which one was chosen is there again after the window was closed. */
static void
test_refuse (UiFixture     *fixture,
             gconstpointer  unused)
{
  g_autoptr(CstIncidentCase) incident_case = read_waiting_case (fixture);
  g_autoptr(CstOperation) operation = NULL;
  GtkWidget *window;
  GtkWidget *reason;

  gtk_window_present (fixture->window);
  cst_aftercare_open_judgement (fixture->context, incident_case, "ret1", CST_OPERATION_RETURN_REFUSED, fixture->window);
  window = top_window (CST_TYPE_STEP_WINDOW);
  gtk_window_present (GTK_WINDOW (window));
  assert_fits_360 (window);
  ui_wait_for (window, GTK_TYPE_LABEL, "Say why the return is refused.");
  gtk_widget_activate_action (window, "step.confirm", NULL);
  g_assert_cmpint (fixture_number (&fixture->store, "SELECT count(*) FROM operations"), ==, 0);

  reason = find_reason (window, "The time for returns is over");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (reason), TRUE);
  gtk_window_close (GTK_WINDOW (window));
  wait_until_closed (CST_TYPE_STEP_WINDOW);
  cst_incident_case_unref (read_case (fixture)); /* the writer takes jobs in order */

  cst_aftercare_open_judgement (fixture->context, incident_case, "ret1", CST_OPERATION_RETURN_REFUSED, fixture->window);
  window = top_window (CST_TYPE_STEP_WINDOW);
  reason = find_reason (window, "The time for returns is over");
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (reason)));
  gtk_widget_activate_action (window, "step.confirm", NULL);
  wait_until_closed (CST_TYPE_STEP_WINDOW);

  operation = only_operation (fixture);
  g_assert_cmpint (operation->kind, ==, CST_OPERATION_RETURN_REFUSED);
  g_assert_cmpint (operation->refusal, ==, CST_REFUSAL_TOO_LATE);
  g_assert_cmpstr (operation->subject, ==, "ret1");
}

static void
test_accept (UiFixture     *fixture,
             gconstpointer  unused)
{
  g_autoptr(CstIncidentCase) incident_case = read_waiting_case (fixture);
  g_autoptr(CstOperation) operation = NULL;
  GtkWidget *window;

  gtk_window_present (fixture->window);
  cst_aftercare_open_judgement (fixture->context, incident_case, "ret1", CST_OPERATION_RETURN_ACCEPTED,
                                fixture->window);
  window = top_window (CST_TYPE_STEP_WINDOW);
  gtk_window_present (GTK_WINDOW (window));
  assert_fits_360 (window);
  ui_wait_for (window, GTK_TYPE_LABEL, "Papeterie du Nord may send the goods back.");
  gtk_widget_activate_action (window, "step.confirm", NULL);
  wait_until_closed (CST_TYPE_STEP_WINDOW);

  operation = only_operation (fixture);
  g_assert_cmpint (operation->kind, ==, CST_OPERATION_RETURN_ACCEPTED);
  g_assert_cmpstr (operation->subject, ==, "ret1");
}

/* Where the site takes it, a label is an address that can be opened, and comes back as a draft. */
static void
test_label_address (UiFixture     *fixture,
                    gconstpointer  unused)
{
  g_autoptr(CstIncidentCase) incident_case = read_waiting_case (fixture);
  g_autoptr(CstOperation) operation = NULL;
  GtkWidget *window;

  gtk_window_present (fixture->window);
  cst_aftercare_open_label (fixture->context, incident_case, "ret1", fixture->window);
  window = top_window (CST_TYPE_STEP_WINDOW);
  gtk_window_present (GTK_WINDOW (window));
  assert_fits_360 (window);
  ui_wait_for (window, GTK_TYPE_LABEL, "Choose the label’s file, drop it here, or enter its address.");
  gtk_editable_set_text (GTK_EDITABLE (ui_find (window, GTK_TYPE_ENTRY, NULL)), "labels.example/8R1");
  ui_wait_for (window, GTK_TYPE_LABEL, "The label’s address has to begin with https://.");
  gtk_widget_activate_action (window, "step.confirm", NULL);
  g_assert_cmpint (fixture_number (&fixture->store, "SELECT count(*) FROM operations"), ==, 0);

  gtk_editable_set_text (GTK_EDITABLE (ui_find (window, GTK_TYPE_ENTRY, NULL)), " https://labels.example/8R1 ");
  gtk_window_close (GTK_WINDOW (window));
  wait_until_closed (CST_TYPE_STEP_WINDOW);
  cst_incident_case_unref (read_case (fixture)); /* the writer takes jobs in order */

  cst_aftercare_open_label (fixture->context, incident_case, "ret1", fixture->window);
  window = top_window (CST_TYPE_STEP_WINDOW);
  ui_wait_for (window, GTK_TYPE_LABEL, "This accepts the return that waits for your yes or no.");
  gtk_widget_activate_action (window, "step.confirm", NULL);
  wait_until_closed (CST_TYPE_STEP_WINDOW);

  operation = only_operation (fixture);
  g_assert_cmpint (operation->kind, ==, CST_OPERATION_RETURN_LABEL);
  g_assert_cmpstr (operation->label_url, ==, "https://labels.example/8R1");
  g_assert_cmpuint (operation->files->len, ==, 0);
}

/* A scan opens the return it belongs to; another one says that nothing was found. */
static void
test_scan (UiFixture     *fixture,
           gconstpointer  unused)
{
  GtkWidget *scan = GTK_WIDGET (cst_receive_window_new (fixture->context, fixture->window));

  gtk_window_present (fixture->window);
  gtk_window_present (GTK_WINDOW (scan));
  assert_fits_360 (scan);
  type_into (scan, "Number", "8R999");
  gtk_widget_activate_action (scan, "receive.search", NULL);
  ui_wait_for (scan, GTK_TYPE_LABEL,
               "No open return has this number. Check it, or look for the order and open its problem.");

  type_into (scan, "Number", "8r 123");
  gtk_widget_activate_action (scan, "receive.search", NULL);
  while (top_window (CST_TYPE_STEP_WINDOW) == NULL)
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (top_window (CST_TYPE_STEP_WINDOW)));
  gtk_window_destroy (GTK_WINDOW (scan));
}

static gpointer
read_places (CstDb         *db,
             gpointer       request,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autofree char *text = cst_db_setting (db, CST_SETTING_PLACES, NULL);

  return cst_places_from_text (text);
}

static void
test_places (UiFixture     *fixture,
             gconstpointer  unused)
{
  GtkWidget *page = cst_aftercare_preferences_new (fixture->context);
  g_autoptr(GPtrArray) places = NULL;
  g_autoptr(GPtrArray) none = NULL;

  ui_fixture_show (fixture, page);
  type_into (page, "Name of the place", "Atelier");
  type_into (page, "Postal code", "59000");
  gtk_widget_activate_action (page, "places.add", NULL);
  g_assert_nonnull (ui_find (page, GTK_TYPE_BUTTON, "_Add"));
  type_into (page, "City", " Lille ");
  gtk_widget_activate_action (page, "places.add", NULL);

  places = fixture_run (&fixture->store, read_places, NULL);
  g_assert_cmpuint (places->len, ==, 1);
  g_assert_cmpstr (((CstPlace *) g_ptr_array_index (places, 0))->city, ==, "Lille");

  gtk_widget_activate_action (page, "places.remove", "u", 0);
  none = fixture_run (&fixture->store, read_places, NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  cst_i18n_init ();
  adw_init ();
  cst_ui_init ();

#define ADD(path, func) g_test_add (path, UiFixture, NULL, set_up, func, ui_fixture_tear_down)
  ADD ("/aftercare/window/templates", test_templates);
  ADD ("/aftercare/window/R3/R4/card", test_card);
  ADD ("/aftercare/window/R5/contested", test_contested);
  ADD ("/aftercare/window/R3/ship", test_ship);
  ADD ("/aftercare/window/T9/ship-warns", test_ship_warns);
  ADD ("/aftercare/window/R4/inspect", test_inspect);
  ADD ("/aftercare/window/R4/judge-card", test_judge_card);
  ADD ("/aftercare/window/R4/refuse", test_refuse);
  ADD ("/aftercare/window/R4/accept", test_accept);
  ADD ("/aftercare/window/R4/label-address", test_label_address);
  ADD ("/aftercare/window/R4/scan", test_scan);
  ADD ("/aftercare/window/R9/R10/places", test_places);
#undef ADD

  return g_test_run ();
}
