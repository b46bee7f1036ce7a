/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "cst-chart-bars.h"
#include "cst-drafts.h"
#include "cst-figures-page.h"
#include "cst-incident-case.h"
#include "cst-lesson-card.h"
#include "cst-lesson-form.h"
#include "cst-lesson-list.h"
#include "cst-lessons.h"
#include "cst-list-page.h"
#include "cst-people-list.h"
#include "cst-people.h"
#include "cst-period-bar.h"
#include "cst-rate-panel.h"
#include "cst-spinner.h"
#include "cst-trends.h"
#include "cst-ui.h"
#include "trend-fixture.h"
#include "ui-fixture.h"

/* The page of figures, the list behind a bar and the closing note, with a real store behind them. */

#define PATIENCE (60 * G_USEC_PER_SEC)

static GtkWidget *
show_figures (UiFixture *fixture)
{
  GtkWidget *page = cst_figures_page_new (fixture->context);

  ui_fixture_show (fixture, page);
  ui_wait_for (page, CST_TYPE_PERIOD_BAR, NULL);
  ui_wait_for (page, CST_TYPE_RATE_PANEL, NULL);

  return page;
}

static gboolean
starts_with (GtkWidget  *widget,
             const char *text)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
         g_str_has_prefix (gtk_label_get_label (GTK_LABEL (widget)), text);
}

static GtkWidget *
find_label (GtkWidget  *widget,
            const char *text)
{
  GtkWidget *found = starts_with (widget, text) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child, text);

  return found;
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static GtkWidget *
wait_for_label (GtkWidget  *widget,
                const char *text)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;
  guint waker = g_timeout_add (20, wake_cb, NULL);
  GtkWidget *found;

  while ((found = find_label (widget, text)) == NULL && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (waker);
  if (found == NULL)
    g_error ("There is no label “%s…”", text);

  return found;
}

/* No incident is no chart, and no chart is no error. */
static void
test_no_incidents (UiFixture     *fixture,
                   gconstpointer  unused)
{
  GtkWidget *page = show_figures (fixture);

  wait_for_label (page, "25 Oct to 23 Nov, 0 incidents (0 in the period before: =)");
  g_assert_null (ui_find (page, CST_TYPE_CHART_BARS, NULL));
  g_assert_nonnull (find_label (page, "Nothing was refunded or sent once more."));
  g_assert_nonnull (find_label (page, "Nothing is open."));
}

static void
test_one_incident (UiFixture     *fixture,
                   gconstpointer  unused)
{
  GtkWidget *page;

  ui_fixture_fill (fixture, 3);
  page = show_figures (fixture);
  wait_for_label (page, "25 Oct to 23 Nov, 1 incident (0 in the period before: +1)");
  ui_wait_for (page, CST_TYPE_CHART_BARS, NULL);
  g_assert_nonnull (find_label (page, "By reason"));
  g_assert_nonnull (find_label (page, "By week"));
}

static void
choose_period (GtkWidget *page,
               guint      place)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_find (page, GTK_TYPE_DROP_DOWN, NULL)), place);
}

/* Of choices made faster than they are counted, the last one is shown; until then nothing leads anywhere. */
static void
test_last_choice_wins (UiFixture     *fixture,
                       gconstpointer  unused)
{
  GtkWidget *page;
  GtkWidget *bars;

  trend_fill (&fixture->store, fixture->account, 600, 300);
  page = show_figures (fixture);
  bars = ui_wait_for (page, CST_TYPE_CHART_BARS, NULL);
  g_assert_true (gtk_widget_is_sensitive (bars));

  for (guint round = 0; round < 6; round++)
    {
      choose_period (page, 4);
      choose_period (page, 0);
      choose_period (page, 3);
    }
  g_assert_false (gtk_widget_is_sensitive (bars));
  wait_for_label (page, "1 Oct to 23 Nov, ");
  g_assert_true (gtk_widget_is_sensitive (bars));
  g_assert_null (ui_find (page, CST_TYPE_SPINNER, NULL));

  choose_period (page, 4);
  wait_for_label (page, "1 Jan to 23 Nov, ");
}

/* Figures that could not be counted leave in no file under the date of those that could. */
static void
test_failed_count (UiFixture     *fixture,
                   gconstpointer  unused)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *page;

  ui_fixture_fill (fixture, 3);
  page = show_figures (fixture);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "figures.export-csv");
  gtk_widget_set_parent (button, page);
  wait_for_label (page, "25 Oct to 23 Nov, 1 incident");
  g_assert_true (gtk_widget_is_sensitive (button));

  ui_wait (); /* no other count is under way */
  g_test_expect_message ("constat", G_LOG_LEVEL_WARNING, "*figures cannot be counted*");
  fixture_exec (&fixture->store, "ALTER TABLE lessons RENAME TO gone");
  gtk_widget_activate_action (page, "figures.reload", NULL);
  wait_for_label (page, "The Figures Cannot Be Counted");
  g_test_assert_expected_messages ();
  g_assert_false (gtk_widget_is_sensitive (button));

  fixture_exec (&fixture->store, "ALTER TABLE gone RENAME TO lessons");
  gtk_widget_activate_action (page, "figures.reload", NULL);
  ui_wait_for (page, CST_TYPE_RATE_PANEL, NULL);
  g_assert_true (gtk_widget_is_sensitive (button));
  gtk_widget_unparent (button);
}

/* ── The list behind a bar ── */

static gpointer
count_trends (CstDb         *db,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  return cst_db_trends (db, request, FIXTURE_NOW, cancellable, error);
}

static void
test_list_of_a_bar (UiFixture     *fixture,
                    gconstpointer  unused)
{
  CstTrendsQuery query = { .from = FIXTURE_NOW - 200 * 86400, .to = FIXTURE_NOW };
  GtkWidget *page = cst_list_page_new (fixture->context, CST_LIST_INCIDENTS);
  g_autoptr(CstListQuery) list = NULL;
  g_autoptr(CstTrends) trends = NULL;
  g_autofree char *all = NULL;
  g_autofree char *some = NULL;
  const CstTrendBar *bar;

  trend_fill (&fixture->store, fixture->account, 300, 120);
  trends = fixture_run (&fixture->store, count_trends, &query);
  bar = g_ptr_array_index (trends->bars[CST_DIMENSION_CARRIER], 0);
  list = cst_trends_dup_list (trends, CST_DIMENSION_CARRIER, bar);
  all = g_strdup_printf ("%d incidents", 120);
  some = g_strdup_printf ("%d incidents", bar->count);
  g_assert_cmpint (bar->count, <, 120);
  g_assert_cmpint (bar->count, >, 1);

  ui_fixture_show (fixture, page);
  ui_wait_for (page, GTK_TYPE_LABEL, all);
  cst_list_page_show_counted (CST_LIST_PAGE (page), list, "TIPSA · spring");
  ui_wait_for (page, GTK_TYPE_LABEL, some);
  ui_wait_for (page, GTK_TYPE_LABEL, "TIPSA · spring");

  gtk_widget_activate_action (page, "page.clear", NULL);
  ui_wait_for (page, GTK_TYPE_LABEL, all);
  g_assert_null (ui_find (page, GTK_TYPE_LABEL, "TIPSA · spring"));
}

/* ── What we change ── */

static CstLessonForm *
open_form (UiFixture *fixture)
{
  CstLessonForm *form = g_object_new (CST_TYPE_LESSON_FORM, NULL);

  cst_lesson_form_open (form, fixture->context, fixture->account, "00000", "i1");
  ui_fixture_show (fixture, GTK_WIDGET (form));

  return form;
}

static void
type (CstLessonForm *form,
      const char    *text)
{
  GtkWidget *view = ui_wait_for (GTK_WIDGET (form), GTK_TYPE_TEXT_VIEW, NULL);

  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
}

static gpointer
read_draft (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autofree char *text = cst_db_draft (db, request, error);

  return text != NULL ? g_steal_pointer (&text) : g_strdup ("");
}

static char *
draft_of (UiFixture  *fixture,
          const char *incident)
{
  g_autofree char *key = cst_draft_key (fixture->account, "00000", incident, "lesson");

  return fixture_run (&fixture->store, read_draft, key);
}

/* What was begun is there again when the incident is opened the next time, and gone once it was noted. */
static void
test_draft_of_a_note (UiFixture     *fixture,
                      gconstpointer  unused)
{
  g_autoptr(CstLesson) lesson = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *handed_in = NULL;
  g_autofree char *gone = NULL;
  CstLessonForm *form;

  ui_fixture_fill (fixture, 1);
  form = open_form (fixture);
  g_assert_null (cst_lesson_form_dup_lesson (form));
  type (form, "Pack candles in cardboard");
  cst_lesson_form_close (form);
  kept = draft_of (fixture, "i1");
  g_assert_nonnull (strstr (kept, "Pack candles in cardboard"));

  form = open_form (fixture);
  lesson = cst_lesson_form_dup_lesson (form);
  g_assert_cmpstr (lesson->text, ==, "Pack candles in cardboard");
  g_assert_cmpstr (lesson->incident, ==, "i1");
  g_assert_cmpint (lesson->account, ==, fixture->account);
  type (form, ", not in paper");
  g_assert_nonnull (cst_lesson_form_hand_in (form));
  handed_in = draft_of (fixture, "i1");
  g_assert_nonnull (strstr (handed_in, "not in paper"));
  cst_lesson_form_clear (form);
  gone = draft_of (fixture, "i1");
  g_assert_cmpstr (gone, ==, "");
  g_assert_true (cst_lesson_form_is_empty (form));
}

/* A store that is busy: it goes on when the lock is free. */
static gpointer
wait_for_lock (CstDb         *db,
               gpointer       lock,
               GCancellable  *cancellable,
               GError       **error)
{
  g_mutex_lock (lock);
  g_mutex_unlock (lock);

  return GINT_TO_POINTER (TRUE);
}

/* What was typed or emptied a moment ago is so although the store has not written it yet. */
static void
test_draft_on_its_way (UiFixture     *fixture,
                       gconstpointer  unused)
{
  g_autoptr(CstLesson) lesson = NULL;
  CstLessonForm *form;
  GMutex lock;

  g_mutex_init (&lock);
  g_mutex_lock (&lock);
  ui_fixture_fill (fixture, 1);
  form = open_form (fixture);
  type (form, "Pack candles in cardboard");
  cst_store_run_async (fixture->store.store, wait_for_lock, &lock, NULL, NULL, NULL, NULL, NULL);
  cst_lesson_form_close (form);

  form = open_form (fixture);
  lesson = cst_lesson_form_dup_lesson (form);
  g_assert_nonnull (lesson);
  g_assert_cmpstr (lesson->text, ==, "Pack candles in cardboard");
  type (form, "Pack candles in wood");
  cst_lesson_form_close (form);
  form = open_form (fixture);
  cst_lesson_form_clear (form);
  cst_lesson_form_close (form);
  form = open_form (fixture);
  g_assert_true (cst_lesson_form_is_empty (form));

  g_mutex_unlock (&lock);
  g_free (draft_of (fixture, "i1"));
  ui_wait ();
  cst_lesson_form_close (form);
  form = open_form (fixture);
  g_assert_true (cst_lesson_form_is_empty (form));
  g_mutex_clear (&lock);
}

static gpointer
sit_down (CstDb         *db,
          gpointer       request,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr(CstPerson) person = cst_person_new ("p1", "Ada Lovelace", NULL);

  return GINT_TO_POINTER (cst_db_save_person (db, person, error) && cst_db_set_current_person (db, "p1", error));
}

static void
show_case (UiFixture     *fixture,
           CstLessonCard *card,
           const char    *incident)
{
  CstIncidentCaseRequest *request = cst_incident_case_request_new (fixture->account, incident);
  g_autoptr(CstIncidentCase) incident_case = cst_incident_case_load (cst_context_get_reader (fixture->context), request,
                                                                     NULL, NULL);

  g_assert_nonnull (incident_case);
  cst_lesson_card_set_case (card, fixture->context, incident_case);
  cst_incident_case_request_free (request);
}

/* Whoever goes on to the next incident at once finds there what was begun there. */
static void
test_note_stays_with_its_incident (UiFixture     *fixture,
                                   gconstpointer  unused)
{
  GtkWidget *card = g_object_new (CST_TYPE_LESSON_CARD, NULL);
  CstLessonForm *form = cst_lesson_card_get_form (CST_LESSON_CARD (card));
  g_autoptr(CstLesson) begun = cst_lesson_new (fixture->account, "i2", "Pack candles in cardboard");
  g_autoptr(CstLesson) noted = cst_lesson_new (fixture->account, "i1", "Ship on Mondays");
  g_autoptr(CstLesson) other = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *gone = NULL;
  CstPeopleList *people = cst_context_get_people (fixture->context);
  gint64 end = g_get_monotonic_time () + PATIENCE;

  ui_fixture_fill (fixture, 1);
  fixture_run (&fixture->store, sit_down, NULL);
  while (cst_people_list_get_current (people) == NULL && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  apply_incident (&fixture->store, fixture->account, make_incident ("i2", "00000", 1, CST_INCIDENT_RESOLVED));
  ui_fixture_show (fixture, card);
  show_case (fixture, CST_LESSON_CARD (card), "i2");
  cst_lesson_form_set_lesson (form, begun);
  cst_lesson_form_hand_in (form);
  kept = draft_of (fixture, "i2");
  show_case (fixture, CST_LESSON_CARD (card), "i1");
  cst_lesson_form_set_lesson (form, noted);
  g_assert_true (gtk_widget_activate_action (card, "lesson.add", NULL));
  show_case (fixture, CST_LESSON_CARD (card), "i2");
  while (fixture_number (&fixture->store, "SELECT count(*) FROM lessons") == 0 && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  ui_wait ();
  g_assert_cmpint (fixture_number (&fixture->store, "SELECT count(*) FROM lessons"), ==, 1);
  other = cst_lesson_form_dup_lesson (form);
  g_assert_nonnull (other);
  g_assert_cmpstr (other->text, ==, "Pack candles in cardboard");
  cst_lesson_form_clear (form);
  gone = draft_of (fixture, "i2");
  ui_wait ();
}

static gpointer
add_lesson (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  g_assert_true (cst_db_add_lesson (db, request, error));

  return GINT_TO_POINTER (TRUE);
}

/* Written because of an incident, it is in the list until it is marked as done there. */
static void
test_list_of_lessons (UiFixture     *fixture,
                      gconstpointer  unused)
{
  g_autoptr(CstLesson) lesson = cst_lesson_new (fixture->account, "i1", "Pack candles in cardboard");
  GtkWidget *page;
  GtkWidget *list;

  ui_fixture_fill (fixture, 1);
  lesson->at = FIXTURE_NOW;
  lesson->person = g_strdup ("p1");
  lesson->person_name = g_strdup ("Léa");
  lesson->due = g_strdup ("2026-11-01");
  fixture_run (&fixture->store, add_lesson, lesson);
  while (cst_people_list_get_current (cst_context_get_people (fixture->context)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  page = show_figures (fixture);
  wait_for_label (page, "1 open, 1 of them overdue");
  wait_for_label (page, "Overdue");

  list = ui_find (page, CST_TYPE_LESSON_LIST, NULL);
  gtk_widget_activate_action (list, "lesson.finish", "(xb)", lesson->id, TRUE);
  wait_for_label (page, "Nothing is open.");
  wait_for_label (page, "1 done");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cst_ui_init ();
  adw_init ();

#define ADD(path, func) g_test_add (path, UiFixture, NULL, ui_fixture_set_up, func, ui_fixture_tear_down)
  ADD ("/P9/figures/no-incidents", test_no_incidents);
  ADD ("/P9/figures/one-incident", test_one_incident);
  ADD ("/P9/figures/last-choice-wins", test_last_choice_wins);
  ADD ("/P9/figures/no-export-of-a-failed-count", test_failed_count);
  ADD ("/P9/figures/list-of-a-bar", test_list_of_a_bar);
  ADD ("/P9/lessons/draft-of-a-note", test_draft_of_a_note);
  ADD ("/P9/lessons/draft-on-its-way", test_draft_on_its_way);
  ADD ("/P9/lessons/note-stays-with-its-incident", test_note_stays_with_its_incident);
  ADD ("/P9/lessons/listed-until-done", test_list_of_lessons);
#undef ADD

  return g_test_run ();
}
