/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "cst-accounts.h"
#include "cst-customer-claims.h"
#include "cst-due-watch.h"
#include "cst-list-query.h"
#include "cst-rate-outlook.h"
#include "cst-rules-preview.h"
#include "cst-settings.h"
#include "cst-test-dirs.h"
#include "truth-fixture.h"

/* The playbooks joined to a store: due times in columns, rules that stay with what was opened under them, what people
 * note, what a change would move, and what is told once. */

typedef struct
{
  CstRules *rules;
  gint64    account;
  gint64    from;
  gint64    until;
} Waiting;

#define CLOCK "<clock id='c' role='reply' starts='reported' stops='first-reply' amount='%d' unit='hours'%s>C</clock>"
#define DUE_AFTER "SELECT max (rule_respond_by - reported_at) / 3600 FROM incidents"

static char *
playbook_text (int         hours,
               const char *more)
{
  return g_strdup_printf ("<playbook id='own' version='1' valid-from='2020-01-01' source='s' country='FR'"
                          " time-zone='Europe/Paris' languages='en'><label>Own</label>"
                          "<source id='s' date='2026-01-01'>S</source>"
                          "<reason id='other' otherwise='yes' handler='brand'>R</reason>" CLOCK "</playbook>",
                          hours, more);
}

static void
write_playbook (Fixture    *fixture,
                int         hours,
                const char *more)
{
  g_autofree char *folder = g_build_filename (fixture->dir, "playbooks", NULL);
  g_autofree char *path = g_build_filename (folder, "own.xml", NULL);
  g_autofree char *text = playbook_text (hours, more);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* The same with another rule in it. */
static void
write_with (Fixture    *fixture,
            const char *rule)
{
  g_autofree char *path = g_build_filename (fixture->dir, "playbooks", "own.xml", NULL);
  g_autofree char *text = playbook_text (48, "");
  g_autofree char *with = NULL;

  *strstr (text, "</playbook>") = '\0';
  with = g_strconcat (text, rule, "</playbook>", NULL);
  g_assert_true (g_file_set_contents (path, with, -1, NULL));
}

static gpointer
take_playbook (CstDb         *db,
               gpointer       account,
               GCancellable  *cancellable,
               GError       **error)
{
  return GINT_TO_POINTER (cst_db_set_account_setting (db, *(gint64 *) account, CST_SETTING_PLAYBOOK, "own", error));
}

static gint64
begin (Fixture *fixture)
{
  gint64 account = add_account (fixture, "shop");

  write_playbook (fixture, 48, "");
  fixture_run (fixture, take_playbook, &account);

  return account;
}

static CstRules *
rules_of (Fixture *fixture)
{
  return cst_rules_new (fixture->store, fixture->clock, fixture->dir);
}

static void
add_incident (Fixture    *fixture,
              gint64      account,
              const char *id)
{
  apply_order (fixture, account, make_order ("o-1", 1, CST_ORDER_SHIPPED));
  apply_incident (fixture, account, make_incident (id, "o-1", 1, CST_INCIDENT_SUBMITTED));
}

/* More than one step of whoever walks through them. */
#define MANY 600
#define VERY_MANY 10000

static void
add_incidents (Fixture *fixture,
               gint64   account,
               int      n)
{
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();

  for (int i = 0; i < n; i++)
    {
      g_autofree char *order = g_strdup_printf ("o-%d", i);
      g_autofree char *id = g_strdup_printf ("i-%d", i);

      g_ptr_array_add (changes->orders, make_order (order, 1, CST_ORDER_SHIPPED));
      g_ptr_array_add (changes->incidents, make_incident (id, order, 1, CST_INCIDENT_SUBMITTED));
    }
  cst_applied_free (apply (fixture, account, changes));
}

static gpointer
apply_rules (CstDb         *db,
             gpointer       rules,
             GCancellable  *cancellable,
             GError       **error)
{
  return GINT_TO_POINTER (cst_rules_apply_sync (rules, db, error));
}

static void
test_columns (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 account = begin (fixture);
  CstRules *rules = rules_of (fixture);

  add_incident (fixture, account, "i-1");
  g_assert_cmpint (fixture_number (fixture, DUE_AFTER), ==, 48);
  g_assert_cmpint (fixture_number (fixture, "SELECT due = rule_respond_by AND urgency = last_safe AND last_safe < due"
                                            " FROM incidents"), ==, 1);

  /* Whoever does not know the rules leaves the columns alone. */
  g_clear_object (&rules);
  apply_incident (fixture, account, make_incident ("i-1", "o-1", 2, CST_INCIDENT_SUBMITTED));
  g_assert_cmpint (fixture_number (fixture, DUE_AFTER), ==, 48);
}

/* R8: a file edited in place moves what is opened from then on, unless its rule takes over open cases. */
static void
test_pinned (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 account = begin (fixture);
  CstRules *rules = rules_of (fixture);

  add_incident (fixture, account, "i-1");
  write_playbook (fixture, 24, "");
  cst_playbooks_reload (cst_rules_get_playbooks (rules));
  fixture_run (fixture, apply_rules, rules);
  g_assert_cmpint (fixture_number (fixture, DUE_AFTER), ==, 48);

  add_incident (fixture, account, "i-2");
  g_assert_cmpint (fixture_number (fixture, "SELECT (rule_respond_by - reported_at) / 3600 FROM incidents"
                                            " WHERE id = 'i-2'"), ==, 24);

  write_playbook (fixture, 12, " applies-to-open='yes'");
  cst_playbooks_reload (cst_rules_get_playbooks (rules));
  fixture_run (fixture, apply_rules, rules);
  g_assert_cmpint (fixture_number (fixture, DUE_AFTER), ==, 12);
  g_clear_object (&rules);
}

static void
keep_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* R8: worked out apart: whoever asks goes on at once, and the writer is not held up. */
static void
test_preview (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 account = begin (fixture);
  CstRules *rules = rules_of (fixture);
  g_autofree char *text = playbook_text (24, " applies-to-open='yes'");
  g_autoptr(CstPlaybook) changed = cst_playbook_new_for_xml (text, strlen (text), NULL, NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(CstRulesPreview) preview = NULL;
  g_autoptr(GError) error = NULL;

  add_incidents (fixture, account, VERY_MANY);
  cst_rules_preview_async (rules, changed, NULL, keep_result_cb, &result);
  fixture_run (fixture, take_playbook, &account);
  g_assert_null (result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  preview = cst_rules_preview_finish (rules, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (preview->n_open, ==, VERY_MANY);
  g_assert_cmpuint (preview->n_earlier, ==, VERY_MANY);
  g_assert_cmpuint (preview->n_later, ==, 0);
  g_assert_cmpuint (preview->moves->len, ==, CST_RULES_PREVIEW_LIMIT);
  g_assert_cmpint (fixture_number (fixture, DUE_AFTER), ==, 48);
  g_clear_object (&result);
  g_clear_object (&rules);
}

static void
count_cb (CstDueWatch *watch,
          GPtrArray   *notices,
          int         *count)
{
  *count += (int) notices->len;
}

static void
look (CstDueWatch *watch)
{
  cst_due_watch_look (watch);
  while (cst_due_watch_is_busy (watch))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_told_once (Fixture       *fixture,
                gconstpointer  unused)
{
  gint64 account = begin (fixture);
  CstRules *rules = rules_of (fixture);
  CstDueWatch *watch = cst_due_watch_new (fixture->store, fixture->clock);
  int told = 0;

  g_signal_connect (watch, "due", G_CALLBACK (count_cb), &told);
  add_incident (fixture, account, "i-1");
  look (watch);
  cst_clock_advance (fixture->clock, 45 * 3600 + 1800);
  look (watch);
  g_assert_cmpint (told, ==, 1);
  look (watch);
  g_assert_cmpint (told, ==, 1);
  cst_clock_advance (fixture->clock, 3600);
  look (watch);
  g_assert_cmpint (told, ==, 2);
  g_clear_object (&watch);

  /* What is so at the start counts as told. */
  fixture_exec (fixture, "DELETE FROM due_notices");
  watch = cst_due_watch_new (fixture->store, fixture->clock);
  g_signal_connect (watch, "due", G_CALLBACK (count_cb), &told);
  look (watch);
  g_assert_cmpint (told, ==, 2);
  g_clear_object (&watch);
  g_clear_object (&rules);
}

static void
test_claims (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 account = begin (fixture);
  g_autoptr(CstRules) rules = rules_of (fixture);
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, NULL);
  g_autoptr(CstRulesCase) found = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(CstOrder) order = NULL;
  g_autoptr(GPtrArray) claims = NULL;
  CstIncident *earlier = make_incident ("i-0", "o-0", 1, CST_INCIDENT_RESOLVED);

  earlier->reported_at -= 86400;
  apply_order (fixture, account, make_order ("o-0", 1, CST_ORDER_COMPLETED));
  apply_incident (fixture, account, earlier);
  add_incident (fixture, account, "i-1");

  found = cst_rules_case_sync (rules, db, account, "i-1", &error);
  g_assert_no_error (error);
  g_assert_cmpint (found->similar_claims, ==, 1);
  order = cst_db_order (db, account, "o-1", NULL);
  claims = cst_db_customer_claims (db, account, order->customer.id, "i-1", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (claims->len, ==, 1);
  g_assert_cmpstr (((CstCustomerClaim *) g_ptr_array_index (claims, 0))->incident, ==, "i-0");
}

static gpointer
wait_until (CstDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Waiting *waiting = data;
  g_autoptr(CstCaseMark) mark = cst_case_mark_new_wait ("i-1", waiting->from, waiting->until);

  return GINT_TO_POINTER (cst_rules_mark_sync (waiting->rules, db, waiting->account, mark, error));
}

/* R14: a clock that pauses stands still while the case waits, and is due later by as much; another runs on. */
static void
test_pauses (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 account = begin (fixture);
  CstRules *rules = rules_of (fixture);
  Waiting waiting = { .rules = rules, .account = account };
  gint64 reported = 0;

  add_incident (fixture, account, "i-1");
  reported = fixture_number (fixture, "SELECT reported_at FROM incidents");
  waiting.from = reported + 3600;
  fixture_run (fixture, wait_until, &waiting);
  g_assert_cmpint (fixture_number (fixture, DUE_AFTER), ==, 48);

  write_playbook (fixture, 48, " pauses='yes' applies-to-open='yes'");
  cst_playbooks_reload (cst_rules_get_playbooks (rules));
  fixture_run (fixture, apply_rules, rules);
  g_assert_cmpint (fixture_number (fixture, "SELECT coalesce (max (rule_respond_by), 0) FROM incidents"), ==, 0);

  waiting.until = waiting.from + 10 * 3600;
  fixture_run (fixture, wait_until, &waiting);
  g_assert_cmpint (fixture_number (fixture, DUE_AFTER), ==, 58);
  g_clear_object (&rules);
}

/* The incidents to handle, most pressing first. */
static char *
list_todo (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, &error);
  g_autoptr(CstListQuery) query = cst_list_query_new (CST_LIST_TODO);
  g_autoptr(GArray) rows = cst_db_list_ids (db, query, 100, &error);
  GString *ids = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr(CstStmt) stmt = cst_db_prepare (db, "SELECT id FROM incidents WHERE row = ?1", &error);

      cst_stmt_bind_int (stmt, 1, g_array_index (rows, gint64, i));
      g_assert_cmpint (cst_db_step (db, stmt, &error), ==, CST_STEP_ROW);
      g_string_append_printf (ids, "%s ", cst_stmt_text (stmt, 0));
    }

  return g_string_free (ids, FALSE);
}

static void
write_two_reasons (Fixture *fixture,
                   int      damaged_hours,
                   int      missing_hours)
{
  g_autofree char *rules = g_strdup_printf (
    "<reason id='damaged' handler='brand'>D</reason><reason id='missing' handler='brand'>M</reason>"
    "<clock id='d' role='deadline' reasons='damaged' starts='reported' stops='settled' amount='%d' unit='hours'"
    " applies-to-open='yes'>D</clock><clock id='m' role='deadline' reasons='missing' starts='reported'"
    " stops='settled' amount='%d' unit='hours' applies-to-open='yes'>M</clock>", damaged_hours, missing_hours);

  write_with (fixture, rules);
}

/* Due times move in lists when a rule that takes over open cases changes. */
static void
test_list_follows (Fixture       *fixture,
                   gconstpointer  unused)
{
  gint64 account = begin (fixture);
  CstIncident *missing = make_incident ("i-2", "o-1", 1, CST_INCIDENT_SUBMITTED);
  CstRules *rules = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  write_two_reasons (fixture, 20, 30);
  rules = rules_of (fixture);
  add_incident (fixture, account, "i-1");
  missing->reason = CST_REASON_MISSING;
  apply_incident (fixture, account, missing);
  before = list_todo (fixture);
  g_assert_cmpstr (before, ==, "i-1 i-2 ");

  write_two_reasons (fixture, 20, 10);
  cst_playbooks_reload (cst_rules_get_playbooks (rules));
  fixture_run (fixture, apply_rules, rules);
  after = list_todo (fixture);
  g_assert_cmpstr (after, ==, "i-2 i-1 ");
  g_clear_object (&rules);
}

/* What the page Figures shows of an account, and what the sidebar does. */
static void
check_rate (Fixture    *fixture,
            gint64      account,
            const char *from,
            int         threshold_bp,
            gboolean    is_above)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, &error);
  g_autoptr(CstAccount) owner = cst_db_account (db, account, &error);
  g_autoptr(CstRateOutlook) outlook = cst_db_rate_outlook (db, owner, FIXTURE_NOW, &error);
  const CstRate *rate = &outlook->rate;

  g_assert_no_error (error);
  g_assert_true (outlook->is_estimate);
  g_assert_cmpstr (rate->from, ==, from);
  g_assert_cmpint (rate->threshold_bp, ==, threshold_bp);
  g_assert_cmpint (cst_rate_is_above (rate), ==, is_above);
  g_assert_cmpint (owner->info.rate.warn_at_bp, ==, rate->warn_at_bp);
}

/* O13: period, threshold, warning and what harms are those of the account's rules, and follow them when they change. */
static void
test_rate (Fixture       *fixture,
           gconstpointer  unused)
{
#define RATE "<rate id='r' threshold='%s' warn-at='4' days='%s' harms='%s'>R</rate>"
  static const struct
  {
    const char *threshold;
    const char *days;
    const char *harms;
    const char *from;
    int         threshold_bp;
    gboolean    is_above;
  } files[] = {
    { "50", "90", "above", "2026-08-26", 5000, FALSE },
    { "50", "90", "at-least", "2026-08-26", 5000, TRUE },
    { "49", "90", "above", "2026-08-26", 4900, TRUE },
    { "50", "30", "above", "2026-10-25", 5000, FALSE },
  };
  gint64 account = begin (fixture);
  CstRules *rules = rules_of (fixture);

  apply_order (fixture, account, make_order ("o-2", 1, CST_ORDER_SHIPPED));
  add_incident (fixture, account, "i-1");
  fixture_run (fixture, apply_rules, rules);
  check_rate (fixture, account, "2026-07-27", 0, TRUE);

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *rate = g_strdup_printf (RATE, files[i].threshold, files[i].days, files[i].harms);

      write_with (fixture, rate);
      cst_playbooks_reload (cst_rules_get_playbooks (rules));
      fixture_run (fixture, apply_rules, rules);
      check_rate (fixture, account, files[i].from, files[i].threshold_bp, files[i].is_above);
    }
#undef RATE
  g_clear_object (&rules);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/P2/rules/columns", Fixture, NULL, fixture_set_up, test_columns, fixture_tear_down);
  g_test_add ("/R8/rules/pinned", Fixture, NULL, fixture_set_up, test_pinned, fixture_tear_down);
  g_test_add ("/R8/rules/preview", Fixture, NULL, fixture_set_up, test_preview, fixture_tear_down);
  g_test_add ("/P2/rules/told-once", Fixture, NULL, fixture_set_up, test_told_once, fixture_tear_down);
  g_test_add ("/R14/rules/pauses", Fixture, NULL, fixture_set_up, test_pauses, fixture_tear_down);
  g_test_add ("/R8/rules/lists-follow", Fixture, NULL, fixture_set_up, test_list_follows, fixture_tear_down);
  g_test_add ("/O13/rules/rate", Fixture, NULL, fixture_set_up, test_rate, fixture_tear_down);
  g_test_add ("/H10/rules/claims", Fixture, NULL, fixture_set_up, test_claims, fixture_tear_down);

  return cst_test_run_apart ();
}
