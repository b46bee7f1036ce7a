/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "cst-answer-panel.h"
#include "cst-bulk-list.h"
#include "cst-bulk-window.h"
#include "cst-bulk.h"
#include "cst-call-card.h"
#include "cst-deliveries-page.h"
#include "cst-delivery-case.h"
#include "cst-delivery-facts.h"
#include "cst-delivery-history.h"
#include "cst-delivery-legend.h"
#include "cst-delivery-window.h"
#include "cst-operations.h"
#include "cst-people.h"
#include "cst-quick-answer.h"
#include "cst-state-pill.h"
#include "cst-tab-strip.h"
#include "cst-text-cell.h"
#include "cst-tips-card.h"
#include "cst-ui.h"
#include "delivery-fixture.h"
#include "ui-fixture.h"

/* The screens of carriers' incidents, with a real store behind them. */

typedef struct
{
  guint   n;
  gint64  account;
  char   *id;
} Opened;

static void
opened_cb (Opened             *opened,
           gint64              account,
           const char         *id,
           const CstListQuery *through)
{
  opened->n++;
  opened->account = account;
  g_free (opened->id);
  opened->id = g_strdup (id);
}

static void
set_up (UiFixture     *fixture,
        gconstpointer  unused)
{
  ui_fixture_set_up (fixture, NULL);
  fixture->account = add_delivery_account (&fixture->store, "carriers");
}

static void
add (UiFixture        *fixture,
     const char       *id,
     CstDeliveryState  state)
{
  g_autofree char *order = g_strdup_printf ("o-%s", id);

  apply_delivery (&fixture->store, fixture->account, make_delivery (id, order, state));
}

static GtkWidget *
show_page (UiFixture *fixture)
{
  GtkWidget *page = cst_deliveries_page_new (fixture->context);

  ui_fixture_show (fixture, page);

  return page;
}

static void
choose_tab (GtkWidget  *page,
            const char *tab)
{
  gtk_widget_activate_action (page, "page.tab", "s", tab);
}

static void
test_templates (UiFixture     *fixture,
                gconstpointer  unused)
{
  const GType types[] = {
    CST_TYPE_ANSWER_PANEL, CST_TYPE_BULK_LIST, CST_TYPE_CALL_CARD, CST_TYPE_DELIVERY_FACTS,
    CST_TYPE_DELIVERY_HISTORY, CST_TYPE_DELIVERY_LEGEND, CST_TYPE_TAB_STRIP, CST_TYPE_TIPS_CARD,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GtkWidget *widget = g_object_ref_sink (g_object_new (types[i], NULL));

      g_test_message ("%s", g_type_name (types[i]));
      g_assert_nonnull (gtk_widget_get_first_child (widget));
      g_assert_finalize_object (widget);
    }
}

/* The sum of the others is the first; what came to its end without us is in none. */
static void
test_tabs (UiFixture     *fixture,
           gconstpointer  unused)
{
  GtkWidget *page;

  add (fixture, "w1", CST_DELIVERY_WAITING);
  add (fixture, "w2", CST_DELIVERY_WAITING);
  add (fixture, "f1", CST_DELIVERY_FIRST_ABSENCE);
  add (fixture, "s1", CST_DELIVERY_SOLVED);
  add (fixture, "r1", CST_DELIVERY_REPLIED);
  add (fixture, "e1", CST_DELIVERY_SETTLED);
  page = show_page (fixture);
  ui_wait_for (page, GTK_TYPE_LABEL, "TRK-w1");
  ui_wait_for (page, GTK_TYPE_LABEL, "5");
  g_assert_null (ui_find (page, GTK_TYPE_LABEL, "TRK-e1"));

  choose_tab (page, "waiting");
  ui_wait_until_gone (page, GTK_TYPE_LABEL, "TRK-r1");
  g_assert_nonnull (ui_find (page, GTK_TYPE_LABEL, "TRK-w2"));

  choose_tab (page, "first-absence");
  ui_wait_for (page, GTK_TYPE_LABEL, "TRK-f1");
  ui_wait_until_gone (page, GTK_TYPE_LABEL, "TRK-w1");

  choose_tab (page, "sent");
  ui_wait_for (page, GTK_TYPE_LABEL, "TRK-r1");
  ui_wait_for (page, GTK_TYPE_LABEL, "TRK-s1");
  g_assert_null (ui_find (page, GTK_TYPE_LABEL, "TRK-f1"));
  choose_tab (page, "all");
}

static void
test_legend (UiFixture     *fixture,
             gconstpointer  unused)
{
  GtkWidget *page = show_page (fixture);

  ui_wait_for (page, CST_TYPE_STATE_PILL, "Waiting for a solution");
  ui_wait_for (page, CST_TYPE_STATE_PILL, "First absence");
  ui_wait_for (page, CST_TYPE_STATE_PILL, "Solution given");
  ui_wait_for (page, CST_TYPE_STATE_PILL, "The carrier replied");
}

static void
test_view_incident (UiFixture     *fixture,
                    gconstpointer  unused)
{
  Opened opened = { 0 };
  GtkWidget *page;

  add (fixture, "w1", CST_DELIVERY_WAITING);
  g_signal_connect_swapped (fixture->context, "open-delivery", G_CALLBACK (opened_cb), &opened);
  page = show_page (fixture);
  ui_wait_for (page, GTK_TYPE_LABEL, "NAM");
  gtk_widget_activate_action (page, "page.show-delivery", "(xs)", fixture->account, "w1");
  g_assert_cmpuint (opened.n, ==, 1);
  g_assert_cmpint (opened.account, ==, fixture->account);
  g_assert_cmpstr (opened.id, ==, "w1");
  g_free (opened.id);
}

static gpointer
answer_func (CstDb         *db,
             gpointer       request,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr(CstOperation) operation = cst_operation_new (CST_OPERATION_DELIVERY_ANSWER, *(gint64 *) request, "o-w1",
                                                         NULL);

  operation->delivery = g_strdup ("w1");
  operation->person = g_strdup ("lea");
  operation->person_name = g_strdup ("Léa");
  operation->answer = cst_delivery_answer_new (CST_ANSWER_TEXT);
  operation->answer->text = g_strdup ("Repasar el jueves por la tarde.");

  return GINT_TO_POINTER (cst_db_decide (db, operation, FIXTURE_NOW, 60, NULL, error) != 0);
}

/* The colour follows the truth: an answer that waits changes nothing but the note beside it. */
static void
test_red_until_sent (UiFixture     *fixture,
                     gconstpointer  unused)
{
  GtkWidget *page;

  add (fixture, "w1", CST_DELIVERY_WAITING);
  fixture_run (&fixture->store, answer_func, &fixture->account);
  page = show_page (fixture);
  choose_tab (page, "waiting");
  ui_wait_for (page, GTK_TYPE_LABEL, "TRK-w1");
  ui_wait_for (page, GTK_TYPE_LABEL, "answer waits to be sent");
  g_assert_cmpuint (ui_count (page, CST_TYPE_STATE_PILL, "Waiting for a solution"), ==, 2);
  choose_tab (page, "all");
}

/* ── The window ────────────────────────────────────────────────────────────────────────────────── */

static GtkWidget *
open_window (UiFixture  *fixture,
             const char *id)
{
  static GtkApplication *application = NULL;
  GListModel *windows = gtk_window_get_toplevels ();

  if (application == NULL)
    application = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  if (!g_application_get_is_registered (G_APPLICATION (application)))
    g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  cst_delivery_window_open (application, fixture->context, fixture->account, id, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      if (CST_IS_DELIVERY_WINDOW (window))
        return window;
    }
  g_assert_not_reached ();
}

static void
close_window (GtkWidget *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  ui_wait ();
}

static void
test_detail (UiFixture     *fixture,
             gconstpointer  unused)
{
  CstDelivery *delivery = make_delivery ("w1", "o-w1", CST_DELIVERY_WAITING);
  GtkWidget *window;

  delivery->type_code = g_strdup ("REFUSED_BY_RECIPIENT");
  delivery->distance_m = 18200;
  delivery->cod = 3990;
  g_strlcpy (delivery->currency, "EUR", sizeof delivery->currency);
  apply_delivery (&fixture->store, fixture->account, delivery);
  window = open_window (fixture, "w1");
  ui_wait_for (window, GTK_TYPE_LABEL, "NAM · The customer does not accept the goods");
  ui_wait_for (window, GTK_TYPE_LABEL, "REFUSED_BY_RECIPIENT");
  ui_wait_for (window, GTK_TYPE_LABEL, "No acepta mercancía");
  ui_wait_for (window, GTK_TYPE_LABEL, "“Rechaza en puerta”");
  ui_wait_for (window, GTK_TYPE_LABEL, "18 km");
  ui_wait_for (window, GTK_TYPE_LABEL,
               "More than 15 km from the agency: no delivery hour can be promised. "
               "Offer collection at an agency of the same carrier, or another address.");
  ui_wait_for (window, GTK_TYPE_LABEL, "+34600000000");
  close_window (window);
}

/* A platform’s own kind of incident is said in words, one that nobody knows as it came. */
static void
test_type (UiFixture     *fixture,
           gconstpointer  unused)
{
  CstDelivery *known = make_delivery ("w1", "o-w1", CST_DELIVERY_WAITING);
  CstDelivery *unknown = make_delivery ("w2", "o-w2", CST_DELIVERY_WAITING);
  GtkWidget *window;

  fixture->account = add_delivery_account_of (&fixture->store, "shop", "dropea");
  known->type_code = g_strdup ("RECIPIENT_ABSENT");
  apply_delivery (&fixture->store, fixture->account, known);
  unknown->type_code = g_strdup ("STRUCK_BY_LIGHTNING");
  apply_delivery (&fixture->store, fixture->account, unknown);

  window = open_window (fixture, "w1");
  ui_wait_for (window, GTK_TYPE_LABEL, "Nobody was there");
  g_assert_null (ui_find (window, GTK_TYPE_LABEL, "RECIPIENT_ABSENT"));
  close_window (window);

  window = open_window (fixture, "w2");
  ui_wait_for (window, GTK_TYPE_LABEL, "STRUCK_BY_LIGHTNING");
  close_window (window);
}

/* C7: the customer was called and not reached: noted here, with a reminder, and the incident stays as it is. */
static void
test_call_back (UiFixture     *fixture,
                gconstpointer  unused)
{
  GtkWidget *window;

  add (fixture, "w1", CST_DELIVERY_WAITING);
  window = open_window (fixture, "w1");
  ui_wait_for (window, GTK_TYPE_LABEL, "Your answer");
  gtk_widget_activate_action (window, "delivery.choose", "s", "call_back");
  gtk_widget_activate (ui_wait_for (window, GTK_TYPE_BUTTON, "Note the call"));
  ui_wait_for (window, CST_TYPE_STATE_PILL, "Waiting for a solution");
  while (ui_find (window, GTK_TYPE_LABEL, "Not called from this desk yet.") != NULL)
    g_main_context_iteration (NULL, TRUE);
  close_window (window);
}

/* C8: what the carrier does not take is not offered. */
static void
test_allowed_answers (UiFixture     *fixture,
                      gconstpointer  unused)
{
  CstDelivery *delivery = make_delivery ("w1", "o-w1", CST_DELIVERY_WAITING);
  GtkWidget *window;

  delivery->allowed = CST_ANSWER_FLAG (CST_ANSWER_TEXT) | CST_ANSWER_FLAG (CST_ANSWER_RETURN);
  apply_delivery (&fixture->store, fixture->account, delivery);
  window = open_window (fixture, "w1");
  ui_wait_for (window, GTK_TYPE_LABEL, "Give a solution");
  ui_wait_for (window, GTK_TYPE_LABEL, "Return to the sender");
  g_assert_null (ui_find (window, GTK_TYPE_LABEL, "Collection at the agency"));
  g_assert_null (ui_find (window, GTK_TYPE_LABEL, "Deliver to another address"));
  close_window (window);
}

/* ── Many at once ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CstBulk *bulk;
  gboolean is_done;
} Wait;

static void
bulk_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Wait *wait = user_data;
  g_autoptr(GError) error = NULL;

  wait->bulk = cst_bulk_finish (CST_CONTEXT (object), result, &error);
  g_assert_no_error (error);
  wait->is_done = TRUE;
}

static CstBulk *
wait_for_bulk (Wait *wait)
{
  while (!wait->is_done)
    g_main_context_iteration (NULL, TRUE);
  wait->is_done = FALSE;

  return g_steal_pointer (&wait->bulk);
}

static gpointer
count_func (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, "SELECT count(*) FROM operations", error);

  g_assert_cmpint (cst_db_step (db, stmt, error), ==, CST_STEP_ROW);

  return g_strdup_printf ("%d", (int) cst_stmt_int (stmt, 0));
}

static guint
count_operations (UiFixture *fixture)
{
  g_autofree char *count = fixture_run (&fixture->store, count_func, NULL);

  return (guint) g_ascii_strtoull (count, NULL, 10);
}

static gpointer
person_func (CstDb         *db,
             gpointer       request,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr(CstPerson) person = cst_person_new ("lea", "Léa", NULL);

  return GINT_TO_POINTER (cst_db_save_person (db, person, error) && cst_db_set_current_person (db, "lea", error));
}

/* Rehearsed without a trace; then one operation for each, however often it is run; what cannot be is said. */
static void
test_bulk (UiFixture     *fixture,
           gconstpointer  unused)
{
  g_autoptr(GPtrArray) refs = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_delivery_ref_free);
  g_autoptr(CstDeliveryAnswer) answer = cst_quick_answer_new (CST_ANSWER_NEW_ATTEMPT, "ES", FIXTURE_NOW);
  CstDelivery *closed = make_delivery ("x", "o-x", CST_DELIVERY_SETTLED);
  Wait wait = { 0 };
  CstBulk *bulk;

  fixture_run (&fixture->store, person_func, NULL);
  for (int i = 0; i < 20; i++)
    {
      g_autofree char *id = g_strdup_printf ("f%d", i);

      add (fixture, id, CST_DELIVERY_FIRST_ABSENCE);
      g_ptr_array_add (refs, cst_delivery_ref_new (fixture->account, id));
    }
  apply_delivery (&fixture->store, fixture->account, closed);
  g_ptr_array_add (refs, cst_delivery_ref_new (fixture->account, "x"));

  cst_bulk_rehearse_async (fixture->context, cst_bulk_new (answer, refs), NULL, bulk_cb, &wait);
  bulk = wait_for_bulk (&wait);
  g_assert_cmpuint (cst_bulk_count_good (bulk), ==, 20);
  g_assert_nonnull (((CstBulkRow *) g_ptr_array_index (bulk->rows, 20))->problem);
  g_assert_cmpuint (count_operations (fixture), ==, 0);

  cst_bulk_run_async (fixture->context, bulk, bulk_cb, &wait);
  bulk = wait_for_bulk (&wait);
  g_assert_cmpuint (cst_bulk_count_state (bulk, CST_OPERATION_HELD), ==, 20);
  g_assert_cmpuint (count_operations (fixture), ==, 20);
  cst_bulk_free (bulk);

  cst_bulk_look_async (fixture->context, NULL, bulk_cb, &wait);
  bulk = wait_for_bulk (&wait);
  g_assert_cmpstr (((CstBulkRow *) g_ptr_array_index (bulk->rows, 3))->customer, ==, "García Núñez");
  cst_bulk_free (bulk);

  cst_bulk_undo_async (fixture->context, bulk_cb, &wait);
  bulk = wait_for_bulk (&wait);
  g_assert_cmpuint (cst_bulk_count_state (bulk, CST_OPERATION_CANCELLED), ==, 20);
  cst_bulk_free (bulk);
}

static gboolean
has_tooltip (CstTextCell *cell)
{
  g_autoptr(GtkTooltip) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);

  ui_wait ();

  return GTK_WIDGET_GET_CLASS (cell)->query_tooltip (GTK_WIDGET (cell), 1, 1, FALSE, tooltip);
}

/* What a column is too narrow for can be read by pointing at it. */
static void
test_shortened (UiFixture     *fixture,
                gconstpointer  unused)
{
  CstTextCell *cell = CST_TEXT_CELL (cst_text_cell_new ());

  gtk_widget_set_halign (GTK_WIDGET (cell), GTK_ALIGN_START);
  cst_text_cell_set_width (cell, 9);
  cst_text_cell_set (cell, "Rui", "Lisboa", CST_EMPHASIS_NONE);
  gtk_widget_set_size_request (GTK_WIDGET (fixture->window), 40, 40);
  ui_fixture_show (fixture, GTK_WIDGET (cell));
  g_assert_true (gtk_widget_get_has_tooltip (GTK_WIDGET (cell)));
  g_assert_false (has_tooltip (cell));

  gtk_widget_set_overflow (GTK_WIDGET (cell), GTK_OVERFLOW_HIDDEN);
  gtk_window_set_default_size (fixture->window, 60, 60);
  cst_text_cell_set (cell, "Inmaculada Caldeira i Mas de la Encarnación y Todos los Santos", NULL, CST_EMPHASIS_NONE);
  g_assert_true (has_tooltip (cell));
}

static void
test_next_delivery_day (void)
{
  /* Friday 24 April 2026, 10:00 UTC; Friday 1 May is a holiday in Spain. */
  g_autofree char *monday = cst_next_delivery_day ("ES", G_GINT64_CONSTANT (1777024800));
  g_autofree char *after = cst_next_delivery_day ("ES", G_GINT64_CONSTANT (1777543200));

  g_assert_cmpstr (monday, ==, "2026-04-27");
  g_assert_cmpstr (after, ==, "2026-05-04");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  cst_ui_init ();
  adw_init ();

#define ADD(path, func) g_test_add (path, UiFixture, NULL, set_up, func, ui_fixture_tear_down)
  ADD ("/deliveries/templates", test_templates);
  ADD ("/C1/tabs", test_tabs);
  ADD ("/C5/legend", test_legend);
  ADD ("/C6/view-incident", test_view_incident);
  ADD ("/C4/red-until-sent", test_red_until_sent);
  ADD ("/C6/detail", test_detail);
  ADD ("/C6/type", test_type);
  ADD ("/C7/call-back", test_call_back);
  ADD ("/C8/allowed-answers", test_allowed_answers);
  ADD ("/C3/bulk", test_bulk);
  ADD ("/C1/shortened-texts-are-told-whole", test_shortened);
  g_test_add_func ("/C3/next-delivery-day", test_next_delivery_day);

  return g_test_run ();
}
