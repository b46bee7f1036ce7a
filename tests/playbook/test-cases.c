/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cases.h"

#include <string.h>

#include "case-summary.h"
#include "cst-contact.h"
#include "cst-parcel-facts.h"
#include "cst-template.h"
#include "cst-util.h"

static void
test_case (gconstpointer data)
{
  const StatedCase *stated = data;
  g_autoptr(CstPlaybook) playbook = shipped_playbook (stated->playbook);
  g_autofree char *miss = stated_case_miss (stated, playbook);

  if (miss != NULL)
    g_error ("%s", miss);
}

/* R8: an open case keeps the rule it was opened under, unless the new one says otherwise. */
static void
test_versions (void)
{
  static const char *const versions =
    "<playbook id='p' version='2' valid-from='2020-01-01' source='s' country='FR' time-zone='Europe/Paris'"
    " languages='en'><label>P</label><source id='s' date='2026-01-01'>S</source>"
    "<reason id='other' otherwise='yes' handler='brand'>R</reason>"
    "<clock id='c' role='reply' starts='reported' stops='first-reply' amount='48' unit='hours'>C</clock>"
    "<clock id='c' valid-from='2026-06-01' role='reply' starts='reported' stops='first-reply' amount='24'"
    " unit='hours'%s>C</clock></playbook>";
  static const struct
  {
    const char *takes_over;
    const char *opened;
    const char *now;
    int         hours;
  } cases[] = {
    { "", "2026-05-31T10:00", "2026-06-01T10:00", 48 },
    { "", "2026-06-01T00:30", "2026-06-01T10:00", 24 },
    { " applies-to-open='yes'", "2026-05-31T10:00", "2026-06-01T10:00", 24 },
    { " applies-to-open='yes'", "2026-05-31T10:00", "2026-05-31T20:00", 48 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GString) xml = g_string_new (NULL);
      g_autofree char *text = g_strdup_printf ("{'now':@%s,'opened_at':@%s,'moments':{'reported':@%s}}",
                                               cases[i].now, cases[i].opened, cases[i].opened);
      g_autoptr(CstCaseFacts) facts = facts_from_text (text);
      g_autoptr(CstPlaybook) playbook = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(CstCaseView) view = NULL;
      g_auto(GStrv) halves = g_strsplit (versions, "%s", 2);

      g_string_printf (xml, "%s%s%s", halves[0], cases[i].takes_over, halves[1]);
      playbook = cst_playbook_new_for_xml (xml->str, xml->len, NULL, &error);
      g_assert_no_error (error);
      view = cst_case_clocks_new (playbook, facts);
      g_assert_cmpint (view->respond_by - facts->opened_at, ==, cases[i].hours * 3600);
    }
}

static CstVariableValue *
value (CstVariable  variable,
       const char  *text)
{
  CstVariableValue *known = cst_record_new (&cst_variable_value_type);

  known->variable = variable;
  known->value = g_strdup (text);

  return known;
}

static void
free_value (gpointer data)
{
  cst_record_free (&cst_variable_value_type, data);
}

/* H9, R11: the customer's language, not the reader's; what is missing is named. */
static void
test_templates (void)
{
  g_autoptr(CstPlaybook) playbook = shipped_playbook ("house-shop");
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func (free_value);
  const CstTemplate *template = cst_playbook_find (playbook, playbook->templates, "keep-and-reorder", G_MAXUINT32,
                                                   G_MAXUINT32);
  g_autoptr(CstFilledTemplate) french = NULL;
  g_autoptr(CstFilledTemplate) german = NULL;

  g_ptr_array_add (values, value (CST_VARIABLE_CUSTOMER, "Mme Petit"));
  g_ptr_array_add (values, value (CST_VARIABLE_ORDER, "M-100"));
  g_ptr_array_add (values, value (CST_VARIABLE_DISCOUNT, "10 %"));
  g_ptr_array_add (values, value (CST_VARIABLE_BRAND, ""));

  french = cst_template_fill (template, "fr_FR", values);
  g_assert_cmpstr (french->language, ==, "fr");
  g_assert_false (french->is_fallback);
  g_assert_true (g_str_has_prefix (french->text, "Bonjour Mme Petit,\n\n"
                                                 "Nous sommes désolés\302\240: la commande M-100"));
  g_assert_nonnull (strstr (french->text, "une remise de 10 % et les frais de port"));
  g_assert_true (g_str_has_suffix (french->text, "Bien à vous,\n{brand}"));
  g_assert_cmpstr (french->missing[0], ==, "brand");
  g_assert_null (french->missing[1]);

  german = cst_template_fill (template, "de", values);
  g_assert_cmpstr (german->language, ==, "en");
  g_assert_true (german->is_fallback);
  g_assert_true (g_str_has_prefix (german->text, "Hello Mme Petit,"));
}

/* H9: each message of every playbook can be written whole, in each language. */
static void
test_all_templates (void)
{
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func (free_value);
  static const char *const ids[] = { "orderchamp", "pixmania", "tmall-dsers", "house-shop",
                                     "dropshipping-carrier" };

  for (int i = 1; i < CST_N_VARIABLES; i++)
    g_ptr_array_add (values, value ((CstVariable) i, "X"));
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr(CstPlaybook) playbook = shipped_playbook (ids[i]);

      for (guint k = 0; k < playbook->templates->len; k++)
        {
          g_autoptr(CstFilledTemplate) english = cst_template_fill (g_ptr_array_index (playbook->templates, k),
                                                                    "en", values);
          g_autoptr(CstFilledTemplate) french = cst_template_fill (g_ptr_array_index (playbook->templates, k),
                                                                   "fr", values);

          g_assert_null (english->missing[0]);
          g_assert_null (french->missing[0]);
          g_assert_null (strchr (french->text, '{'));
          g_assert_false (french->is_fallback);
          g_assert_cmpstr (english->text, !=, french->text);
        }
    }
}

/* R16: neither mail nor phone, and nothing of the kind in a message. */
static void
test_contact (void)
{
  static const struct
  {
    const char *text;
    const char *rule;
  } texts[] = {
    { "Écrivez à sav@exemple.fr", "mail-address" },
    { "Appelez le 01 23 45 67 89", "phone-number" },
    { "Call +33 1 23 45 67 89", "phone-number" },
    { "Voyez https://exemple.fr/retour", "link" },
    { "Votre commande PX-100234 part le 24/11/2026, suivi 6A12345678901.", NULL },
  };
  g_autoptr(CstPlaybook) playbook = shipped_playbook ("pixmania");
  g_autoptr(CstCaseFacts) facts = facts_from_text ("{'now':@2026-11-20T10:00,"
                                                   "'moments':{'reported':@2026-11-20T09:00}}");

  g_assert_true (cst_contact_is_allowed (playbook, facts, "thread"));
  g_assert_false (cst_contact_is_allowed (playbook, facts, "mail"));
  g_assert_false (cst_contact_is_allowed (playbook, facts, "phone"));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GPtrArray) problems = cst_contact_check_text (playbook, facts, texts[i].text);

      g_assert_cmpuint (problems->len, ==, texts[i].rule != NULL ? 1 : 0);
      if (texts[i].rule != NULL)
        g_assert_cmpstr (((CstContactProblem *) g_ptr_array_index (problems, 0))->rule, ==, texts[i].rule);
    }
}

static void
test_money_guard (void)
{
  g_autoptr(CstPlaybook) playbook = shipped_playbook ("house-shop");
  g_autoptr(CstCaseFacts) facts = facts_from_text ("{'now':@2026-11-20T10:00,"
                                                   "'moments':{'reported':@2026-11-20T09:00}}");
  static const struct
  {
    int            minor;
    const char    *currency;
    CstMoneyAnswer answer;
  } amounts[] = {
    { 5000, "EUR", CST_MONEY_FREE }, { 5001, "EUR", CST_MONEY_CONFIRM }, { 30000, "EUR", CST_MONEY_CONFIRM },
    { 30001, "EUR", CST_MONEY_FORBIDDEN }, { 1, "USD", CST_MONEY_CONFIRM },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      g_autofree char *why = NULL;

      g_assert_cmpint (cst_money_guard_ask (playbook, facts, cst_money (amounts[i].minor, amounts[i].currency), &why),
                       ==, amounts[i].answer);
      g_assert_true ((why == NULL) == (amounts[i].answer == CST_MONEY_FREE));
    }
}

/* R14: the brand's closing days move the last safe moment, never the due time. */
static void
test_last_safe (void)
{
  g_autoptr(CstPlaybook) playbook = shipped_playbook ("pixmania");
  g_autoptr(CstCaseFacts) facts = facts_from_text (
    "{'now':@2026-11-20T11:00,'reason':'damaged','moments':{'reported':@2026-11-20T10:00},"
    "'opening_hours':'Mo-Fr 09:00-18:00','closing_days':['2026-11-23/2026-11-24'],'margin_s':900}");
  g_autoptr(CstCaseView) view = cst_case_view_new (playbook, facts);
  g_autoptr(CstCaseFacts) always = facts_from_text (
    "{'now':@2026-11-20T11:00,'reason':'damaged','moments':{'reported':@2026-11-20T10:00}}");
  g_autoptr(CstCaseView) clocks = cst_case_clocks_new (playbook, always);

  g_assert_cmpint (view->respond_by, ==, clocks->respond_by);
  g_assert_cmpint (view->resolve_by, ==, clocks->resolve_by);
  g_assert_cmpint (cst_case_view_first_due (clocks, CST_CLOCK_REPLY)->due, ==, clocks->respond_by);
  g_assert_cmpint (view->resolve_by, ==, cst_time_parse ("2026-11-24T22:59:59Z"));
  g_assert_cmpint (view->last_safe, ==, cst_time_parse ("2026-11-20T17:00:00Z"));
}

static gint64
protest_until (const char *rules,
               const char *order_text,
               const char *delivery_text)
{
  g_autoptr(CstPlaybook) playbook = NULL;
  g_autoptr(CstOrder) order = order_text != NULL ? cst_order_new () : NULL;
  g_autoptr(CstDelivery) delivery = cst_delivery_new ();
  g_autoptr(GError) error = NULL;

  if (rules != NULL)
    playbook = cst_playbook_new_for_xml (rules, strlen (rules), NULL, &error);
  else
    playbook = shipped_playbook ("dropshipping-carrier");
  g_assert_no_error (error);
  if (order != NULL)
    cst_record_from_text (&cst_order_type, order, order_text, &error);
  g_assert_no_error (error);
  cst_record_from_text (&cst_delivery_type, delivery, delivery_text, &error);
  g_assert_no_error (error);

  return cst_parcel_protest_until (playbook, NULL, order, delivery, cst_time_parse ("2026-11-19T12:00:00Z"));
}

/* R15: three days from when the parcel came, by the carrier's word or else the order's; nothing runs before. Of two
 * limits the earlier one counts. */
static void
test_protest (void)
{
  static const char *const damaged =
    "{\"id\":\"d\",\"reason\":\"damaged\",\"is_domestic\":true,\"recipient\":{\"country\":\"FR\"},"
    "\"opened_at\":1795082400}";
  static const char *const damaged_told =
    "{\"id\":\"d\",\"reason\":\"damaged\",\"is_domestic\":true,\"recipient\":{\"country\":\"FR\"},"
    "\"opened_at\":1795082400,\"delivered_at\":1795082400}";
  static const char *const two =
    "<playbook id='p' version='1' valid-from='2020-01-01' source='s' country='FR' time-zone='Europe/Paris'"
    " languages='en'><label>P</label><source id='s' date='2026-01-01'>S</source>"
    "<reason id='other' otherwise='yes' handler='brand'>R</reason>"
    "<clock id='a' role='carrier' starts='delivered' amount='48' unit='hours'>A</clock>"
    "<clock id='b' role='carrier' starts='delivered' amount='24' unit='hours'>B</clock>"
    "<clock id='c' role='carrier' starts='delivered' amount='72' unit='hours'>C</clock></playbook>";
  gint64 delivered = cst_time_parse ("2026-11-19T10:00:00Z");
  gint64 due = cst_time_parse ("2026-11-22T22:59:59Z");

  g_assert_cmpint (delivered, ==, 1795082400);
  g_assert_cmpint (protest_until (NULL, NULL, damaged), ==, 0);
  g_assert_cmpint (protest_until (NULL, "{\"id\":\"o\"}", damaged), ==, 0);
  g_assert_cmpint (protest_until (NULL, NULL, damaged_told), ==, due);
  g_assert_cmpint (protest_until (NULL, "{\"id\":\"o\",\"delivered_at\":1795082400}", damaged), ==, due);
  /* The carrier knows better when it came than the order does. */
  g_assert_cmpint (protest_until (NULL, "{\"id\":\"o\",\"delivered_at\":1795168800}", damaged_told), ==, due);
  g_assert_cmpint (protest_until (two, NULL, damaged_told), ==, delivered + 24 * 3600);
}

/* What the marketplace and the desk say becomes facts; a contest starts new clocks (R5). */
static void
test_facts (void)
{
  static const char *const incident_text =
    "{\"id\":\"i\",\"order\":\"o\",\"reason\":\"damaged\",\"handler\":\"brand\",\"state\":\"submitted\","
    "\"contested\":true,\"reported_at\":1000,\"waiting_for\":\"customer\",\"waiting_since\":5000,"
    "\"lines\":[{\"line\":\"l1\",\"quantity\":2}],\"history\":[{\"at\":4000,\"event\":\"contested\"}],"
    "\"resolutions\":[{\"id\":\"r1\",\"kind\":\"refund\",\"state\":\"executed\",\"requested_at\":2000},"
    "{\"id\":\"r2\",\"kind\":\"refund\",\"state\":\"requested\",\"requested_at\":4500}]}";
  static const char *const order_text =
    "{\"id\":\"o\",\"customer\":{\"country\":\"FR\",\"city\":\"Lyon\"},\"shipped_at\":500,"
    "\"amounts\":{\"currency\":\"EUR\",\"tax_mode\":\"excluded\"},"
    "\"lines\":[{\"id\":\"l1\",\"quantity\":2,\"unit_price\":900,\"tax_rate_bp\":2000}]}";
  g_autoptr(CstIncident) incident = cst_incident_new ();
  g_autoptr(CstOrder) order = cst_order_new ();
  g_autoptr(CstCaseFacts) facts = NULL;
  g_autoptr(GError) error = NULL;

  cst_record_from_text (&cst_incident_type, incident, incident_text, &error);
  g_assert_no_error (error);
  cst_record_from_text (&cst_order_type, order, order_text, &error);
  g_assert_no_error (error);
  facts = cst_case_facts_new (NULL, order, incident, NULL, NULL, 6000);

  g_assert_cmpint (facts->opened_at, ==, 1000);
  g_assert_cmpint (facts->moments.at[CST_MOMENT_REPORTED], ==, 4000);
  g_assert_cmpint (facts->moments.at[CST_MOMENT_FIRST_REPLY], ==, 4500);
  g_assert_cmpint (facts->moments.at[CST_MOMENT_WAITING_CUSTOMER], ==, 5000);
  g_assert_cmpint (facts->moments.at[CST_MOMENT_SHIPPED], ==, 500);
  g_assert_cmpint (facts->article_price, ==, 900);
  g_assert_cmpint (facts->article_price_with_tax, ==, 1080);
  g_assert_true (facts->is_address_doubtful);
  g_assert_cmpstr (facts->reason, ==, "damaged");
}

/* T9: a part that is missing makes an address doubtful; one that is not here at all is not known, and no doubt. */
static void
test_address (void)
{
  static const struct
  {
    const char *customer;
    gboolean    is_unknown;
    gboolean    is_doubtful;
  } rows[] = {
    { "{}", TRUE, FALSE },
    { "{\"street\":\"Quai 1\"}", FALSE, TRUE },
    { "{\"street\":\"Quai 1\",\"city\":\"Nantes\"}", FALSE, TRUE },
    { "{\"postal_code\":\"44000\",\"city\":\"Nantes\"}", FALSE, TRUE },
    { "{\"street\":\"Quai 1\",\"postal_code\":\"44000\",\"city\":\"Nantes\"}", FALSE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(CstOrder) order = cst_order_new ();
      g_autoptr(CstIncident) incident = cst_incident_new ();
      g_autoptr(CstCaseFacts) facts = NULL;
      g_autoptr(GError) error = NULL;

      cst_record_from_text (&cst_customer_type, &order->customer, rows[i].customer, &error);
      g_assert_no_error (error);
      facts = cst_case_facts_new (NULL, order, incident, NULL, NULL, 6000);
      g_assert_cmpint (facts->is_address_unknown, ==, rows[i].is_unknown);
      g_assert_cmpint (facts->is_address_doubtful, ==, rows[i].is_doubtful);
    }
}

/* R6: it waits from our message to the next word of theirs; the site may say that it is our turn. */
static void
test_waits (void)
{
  static const struct
  {
    const char *incident;
    const char *thread;
    gint64      pauses[5]; /* from, until, … */
  } rows[] = {
    { "{\"id\":\"i\",\"reported_at\":1000}", "{}", { 0 } },
    { "{\"id\":\"i\",\"reported_at\":1000}",
      "{\"messages\":[{\"author\":\"brand\",\"sent_at\":2000},{\"author\":\"brand\",\"sent_at\":2500},"
      "{\"author\":\"customer\",\"sent_at\":3000},{\"author\":\"brand\",\"sent_at\":4000}]}",
      { 2000, 3000, 4000, 0 } },
    { "{\"id\":\"i\",\"reported_at\":1000,\"waiting_for\":\"brand\",\"waiting_since\":4500}",
      "{\"messages\":[{\"author\":\"brand\",\"sent_at\":4000}]}", { 4000, 4500 } },
    { "{\"id\":\"i\",\"reported_at\":1000,\"history\":[{\"at\":3000,\"event\":\"photo_added\","
      "\"actor\":\"customer\"}]}",
      "{\"messages\":[{\"author\":\"brand\",\"sent_at\":2000}]}", { 2000, 3000 } },
    { "{\"id\":\"i\",\"reported_at\":1000,\"waiting_for\":\"customer\",\"waiting_since\":5000}", "{}",
      { 5000, 0 } },
    /* Another incident's message is none of ours, and what was said before a reopening belongs to the old clocks. */
    { "{\"id\":\"i\",\"reported_at\":1000,\"history\":[{\"at\":3000,\"event\":\"reopened\"}]}",
      "{\"messages\":[{\"author\":\"brand\",\"sent_at\":2000},"
      "{\"author\":\"brand\",\"sent_at\":4000,\"incident\":\"other\"}]}", { 0 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(CstIncident) incident = cst_incident_new ();
      g_autoptr(CstThread) thread = cst_record_new (&cst_thread_type);
      g_autoptr(CstCaseFacts) facts = NULL;
      g_autoptr(GError) error = NULL;
      guint n = 0;

      cst_record_from_text (&cst_incident_type, incident, rows[i].incident, &error);
      g_assert_no_error (error);
      cst_record_from_text (&cst_thread_type, thread, rows[i].thread, &error);
      g_assert_no_error (error);
      facts = cst_case_facts_new (NULL, NULL, incident, NULL, thread, 6000);
      for (n = 0; n < facts->pauses->len; n++)
        {
          const CstCasePause *pause = g_ptr_array_index (facts->pauses, n);

          g_assert_cmpint (pause->from, ==, rows[i].pauses[2 * n]);
          g_assert_cmpint (pause->until, ==, rows[i].pauses[2 * n + 1]);
        }
      g_assert_cmpint (rows[i].pauses[2 * n], ==, 0);
    }
}

/* O11: the site's own five states have the site's own words. */
static void
test_state_words (void)
{
  g_autoptr(CstPlaybook) playbook = shipped_playbook ("orderchamp");
  static const char *const words[][2] = {
    { "state-submitted", "Submitted · to review" }, { "state-review", "Handled by {site}" },
    { "state-in-progress", "In progress" }, { "state-resolved", "Resolved" }, { "state-refused", "Refused" },
    { "incidents", "Reported problems" }, { "incident-show", "Show problem" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_cmpstr (cst_playbook_term (playbook, words[i][0]), ==, words[i][1]);
  g_assert_null (cst_playbook_term (playbook, "state-of-the-art"));
}

/* O13: five in a hundred do no harm, one more does; a warning comes ahead of it. */
static void
test_rate (void)
{
  g_autoptr(CstPlaybook) playbook = shipped_playbook ("orderchamp");
  const CstRateRule *rule = g_ptr_array_index (playbook->rates, 0);
  CstRate rate = { .is_known = TRUE, .threshold_bp = rule->threshold_bp, .orders = 100, .reported = 5 };

  g_assert_cmpuint (playbook->rates->len, ==, 1);
  g_assert_cmpint (rule->harms, ==, CST_COMPARE_ABOVE);
  g_assert_cmpint (rule->warn_at_bp, <, rule->threshold_bp);
  g_assert_false (cst_rate_is_above (&rate));
  rate.reported = 6;
  g_assert_true (cst_rate_is_above (&rate));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < n_stated_cases; i++)
    g_test_add_data_func (stated_cases[i].path, &stated_cases[i], test_case);
  g_test_add_func ("/O11/words-of-the-states", test_state_words);
  g_test_add_func ("/O13/above-five-percent", test_rate);
  g_test_add_func ("/R8/open-cases-keep-their-rule", test_versions);
  g_test_add_func ("/R11/templates", test_templates);
  g_test_add_func ("/H9/every-template", test_all_templates);
  g_test_add_func ("/R16/contact", test_contact);
  g_test_add_func ("/R13/money-guard", test_money_guard);
  g_test_add_func ("/R14/last-safe-moment-of-a-case", test_last_safe);
  g_test_add_func ("/R15/parcel-protest-until", test_protest);
  g_test_add_func ("/R5/facts", test_facts);

  g_test_add_func ("/T9/unknown-is-not-doubtful", test_address);

  g_test_add_func ("/R6/waits-from-message-to-answer", test_waits);

  return g_test_run ();
}
