/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-json.h"
#include "cst-mirakl-job.h"
#include "cst-mirakl-wire.h"
#include "cst-mirakl-words.h"
#include "cst-util.h"

/* What is made of a line and its refunds, by the facts alone: nothing is asked, nothing leaves. */

#define SEEN "2026-11-20T08:00:00Z"  /* the latest that the person saw */
#define EARLIER "2026-11-19T08:00:00Z"
#define LATER "2026-11-20T09:00:00Z"

static JsonNode *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) parts = g_strsplit (text, "'", -1);
  g_autofree char *json = g_strjoinv ("\"", parts);
  JsonNode *node = cst_json_parse (json, strlen (json), &error);

  g_assert_no_error (error);

  return node;
}

/* ── Refunds ───────────────────────────────────────────────────────────────────────────────────── */

#define REFUND(id, amount, shipping, at) \
  "{'id':" id ",'amount':" amount ",'shipping_amount':" shipping ",'quantity':1,'created_date':'" at "'}"

static CstStepFact
look_at_refund (const char  *order_state,
                const char  *first,
                const char  *second,
                const char  *cancelled,
                gboolean     has_acted,
                char       **problem)
{
  g_autofree char *text =
    g_strdup_printf ("{'order_id':'O','currency_iso_code':'EUR','order_state':'%s','order_lines':["
                     "{'order_line_id':'O-1','quantity':2,'price':50,'price_unit':25,'shipping_price':5,"
                     "'refunds':[%s],'cancelations':[%s]},"
                     "{'order_line_id':'O-2','quantity':1,'price':20,'price_unit':20,'shipping_price':0,'refunds':[%s]}"
                     "]}", order_state, first, cancelled, second);
  g_autoptr(JsonNode) node = parse (text);
  g_autoptr(CstOperation) operation = cst_operation_new (CST_OPERATION_REFUND, 1, "O", "O-1.1");
  CstMiraklJob job = { .operation = operation, .has_acted = has_acted, .order = json_node_get_object (node) };

  operation->if_version = cst_time_parse (SEEN) * 1000;
  g_strlcpy (operation->expected.currency, "EUR", sizeof operation->expected.currency);
  operation->shipping = 200;
  cst_operation_add_line (operation, "O-1", 1)->amount = 1000;
  cst_operation_add_line (operation, "O-2", 1)->amount = 500;

  return cst_mirakl_refund.steps[0].look (&job, problem);
}

/* It goes out once: not while anything on a line came after what the person saw, nor for more than is left. */
static void
test_refunds (void)
{
  static const struct
  {
    const char *state;
    const char *first;
    const char *second;
    const char *cancelled;
    gboolean    has_acted;
    CstStepFact fact;
  } rows[] = {
    { "RECEIVED", "", "", "", FALSE, CST_STEP_OPEN },
    { "RECEIVED", "", "", "", TRUE, CST_STEP_OPEN },
    { "CLOSED", "", "", "", FALSE, CST_STEP_IMPOSSIBLE },
    /* Ours, whole or in part. */
    { "RECEIVED", REFUND ("1", "10", "2", LATER), REFUND ("2", "5", "0", LATER), "", TRUE, CST_STEP_DONE },
    { "RECEIVED", REFUND ("1", "10", "2", LATER), "", "", TRUE, CST_STEP_UNCLEAR },
    { "RECEIVED", "", REFUND ("2", "5", "0", LATER), "", TRUE, CST_STEP_UNCLEAR },
    /* Somebody else's: before anything of ours left, or of another amount. */
    { "RECEIVED", REFUND ("1", "10", "2", LATER), REFUND ("2", "5", "0", LATER), "", FALSE, CST_STEP_IMPOSSIBLE },
    { "RECEIVED", REFUND ("1", "11", "2", LATER), "", "", TRUE, CST_STEP_UNCLEAR },
    { "RECEIVED", REFUND ("1", "10", "1", LATER), "", "", TRUE, CST_STEP_UNCLEAR },
    { "RECEIVED", "", REFUND ("2", "6", "0", LATER), "", FALSE, CST_STEP_IMPOSSIBLE },
    /* What the person knew of counts for what is left, to the cent. */
    { "RECEIVED", REFUND ("1", "40", "3", EARLIER), "", "", FALSE, CST_STEP_OPEN },
    { "RECEIVED", REFUND ("1", "40", "3", SEEN), "", "", TRUE, CST_STEP_OPEN },
    { "RECEIVED", REFUND ("1", "40.01", "3", EARLIER), "", "", FALSE, CST_STEP_IMPOSSIBLE },
    { "RECEIVED", REFUND ("1", "40", "3.01", EARLIER), "", "", FALSE, CST_STEP_IMPOSSIBLE },
    { "RECEIVED", "", "", "{'amount':40,'shipping_amount':3,'quantity':1}", FALSE, CST_STEP_OPEN },
    { "RECEIVED", "", "", "{'amount':40.01,'shipping_amount':3,'quantity':1}", FALSE, CST_STEP_IMPOSSIBLE },
    { "RECEIVED", REFUND ("1", "20", "1", EARLIER), "", "{'amount':20.01,'shipping_amount':0,'quantity':1}", FALSE,
      CST_STEP_IMPOSSIBLE },
    { "RECEIVED", "", REFUND ("2", "15.01", "0", EARLIER), "", FALSE, CST_STEP_IMPOSSIBLE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *problem = NULL;
      CstStepFact fact = look_at_refund (rows[i].state, rows[i].first, rows[i].second, rows[i].cancelled,
                                         rows[i].has_acted, &problem);

      if (fact != rows[i].fact)
        g_test_message ("row %" G_GSIZE_FORMAT ": %s", i, problem);
      g_assert_cmpint (fact, ==, rows[i].fact);
      g_assert_cmpint (problem != NULL, ==, fact == CST_STEP_IMPOSSIBLE || fact == CST_STEP_UNCLEAR);
    }
}

/* ── Incidents ─────────────────────────────────────────────────────────────────────────────────── */

#define ORDER(tax_mode, line) \
  "{'order_id':'O','currency_iso_code':'EUR','order_state':'INCIDENT_OPEN','order_tax_mode':'" tax_mode "'," \
  "'last_updated_date':'" LATER "','order_lines':[{'order_line_id':'O-1','order_line_state':'INCIDENT_OPEN'," \
  "'quantity':2,'price':50,'price_unit':25,'shipping_price':5,'last_updated_date':'" SEEN "'" line "}]}"

#define TOLD(id, amount, at, state, more) \
  ",'refunds':[{'id':" id ",'amount':" amount ",'shipping_amount':2,'quantity':1,'created_date':'" at "'," \
  "'state':'" state "'" more "}]"
#define TAXES ",'taxes':[{'code':'T','amount':2}],'shipping_taxes':[{'code':'T','amount':0.4}]"

static CstIncident *
read_incident (const char        *order_text,
               const char        *thread_text,
               const char        *talk_text,
               guint              opening,
               const CstIncident *before,
               const GPtrArray   *earlier)
{
  g_autoptr(JsonNode) node = parse (order_text);
  g_autoptr(JsonNode) thread = parse (thread_text);
  g_autoptr(GPtrArray) threads = g_ptr_array_new ();
  g_autoptr(CstThread) talk = cst_thread_new ();
  g_autoptr(GError) error = NULL;
  JsonObject *object = json_node_get_object (node);
  g_autoptr(CstOrder) record = cst_mirakl_read_order (object, &error);
  CstMiraklLine from = { .order = object, .record = record, .threads = threads, .talk = talk };
  g_auto(GStrv) parts = g_strsplit (talk_text, "'", -1);
  g_autofree char *talk_json = g_strjoinv ("\"", parts);

  g_assert_no_error (error);
  from.line = json_array_get_object_element (json_object_get_array_member (object, "order_lines"), 0);
  g_ptr_array_add (threads, json_node_get_object (thread));
  cst_record_from_text (&cst_thread_type, talk, talk_json, &error);
  g_assert_no_error (error);

  return cst_mirakl_read_incident (&from, opening, before, earlier);
}

/* R13: a refund that waits for its payment is asked for and not paid; its sum has the tax that is not in the price. */
static void
test_refund_told (void)
{
  static const struct
  {
    const char        *order;
    CstResolutionState state;
    gint64             total;
  } rows[] = {
    { ORDER ("TAX_INCLUDED", TOLD ("1", "10", LATER, "WAITING_REFUND", TAXES)), CST_RESOLUTION_REQUESTED, 1200 },
    { ORDER ("TAX_EXCLUDED", TOLD ("1", "10", LATER, "REFUNDED", TAXES)), CST_RESOLUTION_EXECUTED, 1440 },
    { ORDER ("TAX_EXCLUDED", TOLD ("1", "10", LATER, "WAITING_REFUND_PAYMENT", "")), CST_RESOLUTION_REQUESTED, 1200 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(CstIncident) incident = read_incident (rows[i].order, "{}", "{}", 1, NULL, NULL);
      const CstResolution *refund;

      g_assert_cmpuint (incident->resolutions->len, ==, 1);
      refund = g_ptr_array_index (incident->resolutions, 0);
      g_assert_cmpint (refund->state, ==, rows[i].state);
      g_assert_cmpint (refund->executed_at != 0, ==, rows[i].state == CST_RESOLUTION_EXECUTED);
      g_assert_cmpint (refund->amounts.goods, ==, 1000);
      g_assert_cmpint (refund->amounts.shipping, ==, 200);
      g_assert_cmpint (refund->amounts.total, ==, rows[i].total);
    }
}

/* R5: what was said, shown and paid about the line's first incident belongs to that one. */
static void
test_second_incident (void)
{
  static const char *const talk =
    "{'order':'O','messages':["
    "{'id':'m1','author':'customer','sent_at':1795050000,'body':'Le premier','attachments':[{'id':'p1'}]},"
    "{'id':'m2','author':'customer','sent_at':1795165300,'body':'Le second','attachments':[{'id':'p2'}]}]}";
  static const char *const refunds =
    ORDER ("TAX_INCLUDED", TOLD ("1", "10", EARLIER, "REFUNDED", "},{'id':2,'amount':7,'quantity':1,"
                                                                 "'created_date':'" LATER "','state':'REFUNDED'"));
  g_autoptr(GPtrArray) earlier = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_incident_free);
  CstIncident *first = cst_incident_new ();
  CstResolution *paid = cst_record_new (&cst_resolution_type);
  g_autoptr(CstIncident) second = NULL;

  paid->id = g_strdup ("r1");
  paid->kind = CST_RESOLUTION_REFUND;
  g_ptr_array_add (first->resolutions, paid);
  g_ptr_array_add (earlier, first);
  second = read_incident (refunds, "{}", talk, 2, NULL, earlier);

  g_assert_cmpstr (second->id, ==, "O-1.2");
  g_assert_cmpint (second->reported_at, ==, cst_time_parse (SEEN));
  g_assert_cmpuint (second->resolutions->len, ==, 1);
  g_assert_cmpstr (((CstResolution *) g_ptr_array_index (second->resolutions, 0))->id, ==, "r2");
  g_assert_cmpstr (second->description, ==, "Le second");
  g_assert_cmpuint (second->attachments->len, ==, 1);
  g_assert_cmpstr (((CstAttachment *) g_ptr_array_index (second->attachments, 0))->id, ==, "p2");
}

/* P2: the clock of the first answer runs since the customer asked for one, where that was before the line changed. */
static void
test_needed_since (void)
{
  static const struct
  {
    const char *thread;
    const char *reported;
  } rows[] = {
    { "{}", SEEN },
    { "{'metadata':{'shop_reply_needed_since':'" EARLIER "'}}", EARLIER },
    { "{'metadata':{'shop_reply_needed_since':'" LATER "'}}", SEEN },
    { "{'metadata':{'shop_reply_needed_since':null}}", SEEN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(CstIncident) incident = read_incident (ORDER ("TAX_INCLUDED", ""), rows[i].thread, "{}", 1, NULL, NULL);

      g_assert_cmpint (incident->reported_at, ==, cst_time_parse (rows[i].reported));
      g_assert_cmpint ((int) incident->state, ==, CST_INCIDENT_SUBMITTED);
      g_assert_cmpint ((int) incident->waiting_for, ==, CST_PARTY_BRAND);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mirakl/R1/refund-by-facts", test_refunds);
  g_test_add_func ("/mirakl/R13/refund-told", test_refund_told);
  g_test_add_func ("/mirakl/R5/second-incident-of-a-line", test_second_incident);
  g_test_add_func ("/mirakl/P2/needed-since", test_needed_since);

  return g_test_run ();
}
