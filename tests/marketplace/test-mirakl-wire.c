/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-json.h"
#include "cst-mirakl-site.h"
#include "cst-mirakl-wire.h"
#include "cst-mirakl-words.h"
#include "cst-mirakl.h"
#include "cst-script-server.h"
#include "cst-util.h"

/* What instances say that is not as the specification has it, and answers that only a bad day brings. */

static JsonNode *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  JsonNode *node = cst_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);

  return node;
}

/* Codes and ids are text; examples of the API have numbers. */
static void
test_codes (void)
{
  g_autoptr(JsonNode) node = parse ("{\"text\":\"15\",\"number\":15,\"empty\":\"\",\"none\":null,\"list\":[15],"
                                    "\"truth\":true,\"broken\":1.5}");
  JsonObject *object = json_node_get_object (node);
  static const char *const absent[] = { "empty", "none", "list", "truth", "broken", "missing" };
  g_autofree char *text = cst_mirakl_code (object, "text");
  g_autofree char *number = cst_mirakl_code (object, "number");

  g_assert_cmpstr (text, ==, "15");
  g_assert_cmpstr (number, ==, "15");
  for (gsize i = 0; i < G_N_ELEMENTS (absent); i++)
    {
      g_autofree char *code = cst_mirakl_code (object, absent[i]);

      g_assert_null (code);
    }
  g_assert_null (cst_mirakl_code (NULL, "text"));
}

/* Milliseconds are left out where there are none. */
static void
test_dates (void)
{
  g_autoptr(JsonNode) node = parse ("{\"whole\":\"2026-03-09T17:45:00Z\",\"parts\":\"2026-03-09T17:45:00.120Z\","
                                    "\"offset\":\"2026-03-09T18:45:00.120+01:00\",\"none\":null,\"word\":\"soon\","
                                    "\"object\":{\"date\":\"2026-03-09\"},\"number\":1773078300}");
  JsonObject *object = json_node_get_object (node);
  static const char *const absent[] = { "none", "word", "object", "number", "missing" };

  g_assert_cmpint (cst_mirakl_moment (object, "whole"), ==, 1773078300000);
  g_assert_cmpint (cst_mirakl_moment (object, "parts"), ==, 1773078300120);
  g_assert_cmpint (cst_mirakl_moment (object, "offset"), ==, 1773078300120);
  for (gsize i = 0; i < G_N_ELEMENTS (absent); i++)
    g_assert_cmpint (cst_mirakl_moment (object, absent[i]), ==, CST_MIRAKL_NO_TIME);
}

static CstOrder *
read_order (const char  *text,
            GError     **error)
{
  g_autoptr(JsonNode) node = parse (text);

  return cst_mirakl_read_order (json_node_get_object (node), error);
}

#define ORDER(lines) "{\"order_id\":\"A\",\"currency_iso_code\":\"EUR\",\"order_lines\":[" lines "]}"

/* Of what is always there, only what an order cannot be told without is insisted on. */
static void
test_missing (void)
{
  static const char *const broken[] = {
    "{}", "{\"order_id\":\"A\"}", "{\"currency_iso_code\":\"EUR\"}",
    "{\"order_id\":\"A\",\"currency_iso_code\":\"EURO\"}",
    "{\"order_id\":\"\",\"currency_iso_code\":\"EUR\"}", ORDER ("{\"quantity\":1}"),
  };
  g_autoptr(CstOrder) bare = read_order ("{\"order_id\":7,\"currency_iso_code\":\"EUR\"}", NULL);
  g_autoptr(CstOrder) odd = read_order (ORDER ("null,[],{\"order_line_id\":12,\"quantity\":\"two\"}"), NULL);
  const CstOrderLine *line;

  g_assert_cmpstr (bare->id, ==, "7");
  g_assert_cmpuint (bare->lines->len, ==, 0);
  g_assert_cmpstr (bare->customer.name, ==, "7");
  g_assert_cmpint (bare->status, ==, CST_ORDER_UNKNOWN);

  g_assert_cmpuint (odd->lines->len, ==, 1);
  line = g_ptr_array_index (odd->lines, 0);
  g_assert_cmpstr (line->id, ==, "12");
  g_assert_cmpstr (line->title, ==, "12");
  g_assert_cmpint (line->quantity, ==, 0);
  g_assert_null (line->picture);

  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (read_order (broken[i], &error));
      g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED);
    }
}

/* Amounts are numbers, and texts in some examples; never through a double. */
static void
test_amounts (void)
{
  g_autoptr(CstOrder) order =
    read_order ("{\"order_id\":\"A\",\"currency_iso_code\":\"EUR\",\"price\":\"199.90\",\"shipping_price\":4.99,"
                "\"order_tax_mode\":\"TAX_EXCLUDED\",\"order_lines\":[{\"order_line_id\":\"L\",\"quantity\":2,"
                "\"price\":199.9,\"taxes\":[{\"code\":1,\"amount\":\"39.98\"}],"
                "\"refunds\":[{\"id\":3,\"amount\":0.1,\"shipping_amount\":\"0.20\"},null]}]}", NULL);

  g_assert_cmpint (order->amounts.goods, ==, 19990);
  g_assert_cmpint (order->amounts.shipping, ==, 499);
  g_assert_cmpint (order->amounts.tax, ==, 3998);
  g_assert_cmpint (order->amounts.total, ==, 24487);
  g_assert_cmpint (order->refunded.goods, ==, 10);
  g_assert_cmpint (order->refunded.shipping, ==, 20);
  g_assert_cmpint (((CstOrderLine *) g_ptr_array_index (order->lines, 0))->unit_price, ==, 9995);
}

/* Media are paths of the instance. */
static void
test_media (void)
{
  static const struct
  {
    const char *medias;
    const char *url;
  } cases[] = {
    { "[{\"media_url\":\"/media/abc\",\"type\":\"SMALL\"}]", "/media/abc" },
    { "[{\"media_url\":\"media/abc\",\"type\":\"LARGE\"}]", "/media/abc" },
    { "[{\"media_url\":\"/s\",\"type\":\"SMALL\"},{\"media_url\":\"/m\",\"type\":\"MEDIUM\"}]", "/m" },
    { "[{\"media_url\":\"https://cdn.example/abc\",\"type\":\"SMALL\"}]", "https://cdn.example/abc" },
    { "[{\"media_url\":\"/media/abc\"}]", NULL },
    { "[{\"type\":\"SMALL\"},null,7]", NULL },
    { "null", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"product_medias\":%s}", cases[i].medias);
      g_autoptr(JsonNode) node = parse (text);
      g_autofree char *url = cst_mirakl_picture_url (json_node_get_object (node));

      g_assert_cmpstr (url, ==, cases[i].url);
    }
}

/* Ids of theirs may hold what ids here may not. */
static void
test_ids (void)
{
  static const char *const theirs[] = { "PX-1-A", "Order_00010-A-1", "a/b c#é", "_", "%2F" };

  for (gsize i = 0; i < G_N_ELEMENTS (theirs); i++)
    {
      g_autofree char *ours = cst_mirakl_id_of (theirs[i]);
      g_autofree char *back = cst_mirakl_id_back (ours);

      for (const char *p = ours; *p != '\0'; p++)
        g_assert_true (g_ascii_isalnum (*p) || strchr ("-._", *p) != NULL);
      g_assert_cmpstr (back, ==, theirs[i]);
    }
  g_assert_null (cst_mirakl_id_of (""));
  g_assert_null (cst_mirakl_id_of (".."));
}

/* The rates that the API publishes, call by call. What is kept is asked for again no sooner than its own. */
static void
test_rates (void)
{
  static const struct
  {
    CstMiraklCall call;
    int           minutes;
  } published[] = {
    { CST_MIRAKL_ORDERS, 1 }, { CST_MIRAKL_THREADS, 1 }, { CST_MIRAKL_RETURNS, 5 }, { CST_MIRAKL_REASONS, 60 },
    { CST_MIRAKL_ACCOUNT, 24 * 60 }, { CST_MIRAKL_STATISTICS, 24 * 60 }, { CST_MIRAKL_CONFIGURATION, 24 * 60 },
  };
  g_autoptr(CstMiraklSite) site = cst_mirakl_site_new ("https://px.example", "key", NULL);
  g_autoptr(CstMiraklSite) here = cst_mirakl_site_new ("http://127.0.0.1:1", "key", NULL);

  G_STATIC_ASSERT (G_N_ELEMENTS (published) == CST_MIRAKL_N_CALLS);
  for (gsize i = 0; i < G_N_ELEMENTS (published); i++)
    {
      CstMiraklCall call = published[i].call;
      gint64 every = (gint64) published[i].minutes * 60 * G_USEC_PER_SEC;

      g_assert_cmpint (cst_mirakl_site_pause (site, call, 5), ==, 0);
      g_assert_true (cst_mirakl_site_may_call (site, call));
      site->called_at[call] = 1000;
      g_assert_cmpint (cst_mirakl_site_pause (site, call, 1000), ==, every);
      g_assert_cmpint (cst_mirakl_site_pause (site, call, 1000 + every - 1), ==, 1);
      g_assert_cmpint (cst_mirakl_site_pause (site, call, 1000 + every), ==, 0);
      here->called_at[call] = 1000;
      g_assert_cmpint (cst_mirakl_site_pause (here, call, 1001), ==, 0);
    }

  cst_mirakl_site_note_call (site, CST_MIRAKL_ORDERS);
  g_assert_false (cst_mirakl_site_may_call (site, CST_MIRAKL_ORDERS));
}

#define HEAD "Connection: close\r\nContent-Type: application/json\r\n"
#define NO_BODY "Content-Length: 0\r\n\r\n"

static char *
answer_of (const char *body)
{
  return g_strdup_printf ("HTTP/1.1 200 OK\r\n" HEAD "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s", strlen (body),
                          body);
}

static CstMarketplace *
connect_to (CstScriptServer *server)
{
  g_autofree char *url = cst_script_server_get_url (server);
  g_autoptr(GError) error = NULL;
  CstMarketplace *marketplace = cst_site_new (&cst_mirakl, url, "key", &error);

  g_assert_no_error (error);

  return marketplace;
}

/* 429 with and without the word how long. */
static void
test_throttled (void)
{
  static const CstScriptStep steps[] = {
    { "HTTP/1.1 429 No\r\n" HEAD "Retry-After: 17\r\n" NO_BODY, 0 },
    { "HTTP/1.1 429 No\r\n" HEAD NO_BODY, 0 },
  };
  g_autoptr(CstScriptServer) server = cst_script_server_new (steps, G_N_ELEMENTS (steps));
  g_autoptr(CstMarketplace) marketplace = connect_to (server);

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (cst_marketplace_pull (marketplace, NULL, 100, NULL, &error));
      g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_THROTTLED);
      g_assert_cmpint (cst_marketplace_get_retry_after (marketplace), ==, i == 0 ? 17 : -1);
    }
}

/* What was on its way when we were killed may be answered for as long as anybody would have waited for the answer. */
static void
test_settles (void)
{
  static const CstScriptStep steps[] = { { "HTTP/1.1 429 No\r\n" HEAD NO_BODY, 0 } };
  g_autoptr(CstScriptServer) server = cst_script_server_new (steps, G_N_ELEMENTS (steps));
  g_autoptr(CstMarketplace) marketplace = connect_to (server);

  g_assert_cmpint (cst_marketplace_settle_time (marketplace), >=, 30);
}

#define LINE "{\"order_line_id\":\"A-1\",\"order_line_state\":\"INCIDENT_OPEN\",\"quantity\":1,\"price_unit\":20," \
             "\"price\":20,\"shipping_price\":0,\"refunds\":[]}"
#define OR11 "{\"orders\":[{\"order_id\":\"A\",\"currency_iso_code\":\"EUR\",\"has_incident\":true," \
             "\"last_updated_date\":\"2026-11-20T08:00:00Z\",\"order_lines\":[" LINE "]}],\"total_count\":1}"
#define REASONS "{\"reasons\":[{\"code\":30,\"label\":\"Geste\",\"type\":\"REFUND\",\"is_shop_right\":true}," \
                "{\"code\":\"20\",\"label\":\"Non\",\"type\":\"INCIDENT_CLOSE\",\"is_shop_right\":false}," \
                "{\"code\":\"23\",\"label\":\"Réglé\",\"type\":\"INCIDENT_CLOSE\",\"is_shop_right\":true}]}"
#define REFUNDED "{\"order_tax_mode\":\"TAX_INCLUDED\",\"refunds\":[{\"order_line_id\":\"A-1\",\"refund_id\":99," \
                 "\"order_refund_id\":98,\"amount\":5,\"shipping_amount\":0,\"reason_code\":30}]}"
#define RESOLVED "HTTP/1.1 204 Done\r\n" HEAD NO_BODY

/* A script of answers, the bodies of 200 or whole ones. */
typedef struct
{
  GPtrArray       *raw;
  CstScriptStep    steps[24];
  CstScriptServer *server;
  CstMarketplace  *marketplace;
} Script;

static void
play (Script            *script,
      const char *const *answers)
{
  guint n = 0;

  script->raw = g_ptr_array_new_with_free_func (g_free);
  for (; answers[n] != NULL; n++)
    {
      char *raw = *answers[n] == 'H' ? g_strdup (answers[n]) : answer_of (answers[n]);

      g_ptr_array_add (script->raw, raw);
      script->steps[n] = (CstScriptStep) { raw, 0 };
    }
  script->server = cst_script_server_new (script->steps, n);
  script->marketplace = connect_to (script->server);
}

static void
script_clear (Script *script)
{
  g_clear_object (&script->marketplace);
  g_clear_pointer (&script->server, cst_script_server_free);
  g_clear_pointer (&script->raw, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Script, script_clear)

static CstOperation *
new_refund (void)
{
  CstOperation *operation = cst_operation_new (CST_OPERATION_REFUND, 1, "A", "A-1.1");

  cst_operation_add_line (operation, "A-1", 1)->amount = 500;
  g_strlcpy (operation->expected.currency, "EUR", sizeof operation->expected.currency);

  return operation;
}

static guint
count_requests (const Script *script,
                const char   *prefix)
{
  guint n = 0;

  for (guint i = 0; i < cst_script_server_count (script->server); i++)
    n += g_str_has_prefix (cst_script_server_request (script->server, i), prefix);

  return n;
}

/* Orders are listed by something that lags behind: what was answered with yes is not sent again, and is told. */
static void
test_lists_lag (void)
{
  static const char *const answers[] = {
    OR11, "{\"data\":[]}", "{}", REASONS, REFUNDED, OR11, "{\"data\":[]}", RESOLVED, OR11, "{\"data\":[]}", NULL,
  };
  g_auto(Script) script = { NULL };
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refund = new_refund ();
  g_autoptr(GError) error = NULL;
  const CstIncident *told;

  play (&script, answers);
  g_assert_cmpint (cst_marketplace_push (script.marketplace, refund, NULL, NULL, &answer, NULL, &error), ==,
                   CST_PUSH_CONFIRMED);
  g_assert_no_error (error);
  g_assert_cmpuint (count_requests (&script, "PUT /api/orders/refund "), ==, 1);
  g_assert_cmpuint (count_requests (&script, "PUT /api/orders/A/lines/A-1/resolve_incident "), ==, 1);
  g_assert_nonnull (strstr (cst_script_server_request (script.server, 7), "\"23\""));

  told = g_ptr_array_index (answer.truth->incidents, 0);
  g_assert_cmpuint (told->resolutions->len, ==, 1);
  g_assert_cmpint (cst_incident_find_resolution_by_key (told, refund->key)->amounts.goods, ==, 500);
  g_assert_cmpstr (told->state_code, ==, "MARKED_RESOLVED");
}

#define ORDER_OF(line) "{\"orders\":[{\"order_id\":\"A\",\"currency_iso_code\":\"EUR\",\"has_incident\":true," \
                       "\"last_updated_date\":\"2026-11-20T08:00:00Z\",\"order_lines\":[" line "]}],\"total_count\":1}"
#define LINE_WITH(prices, refund) "{\"order_line_id\":\"A-1\",\"order_line_state\":\"INCIDENT_OPEN\",\"quantity\":1," \
                                  prices ",\"refunds\":[" refund "]}"

/* It says no and does it all the same: what stands there counts, and nobody is told to decide again. */
static void
test_no_and_yet (void)
{
  static const char with_refund[] =
    ORDER_OF (LINE_WITH ("\"price_unit\":20,\"price\":20,\"shipping_price\":0",
                         "{\"id\":99,\"amount\":5,\"shipping_amount\":0,\"quantity\":1,\"reason_code\":30,"
                         "\"refund_state\":\"WAITING_REFUND\",\"created_date\":\"2026-11-20T09:00:00Z\"}"));
  static const char *const answers[] = {
    OR11, "{\"data\":[]}", "{}", REASONS, "HTTP/1.1 400 No\r\n" HEAD NO_BODY, with_refund, "{\"data\":[]}",
    with_refund, "{\"data\":[]}", RESOLVED, with_refund, "{\"data\":[]}", NULL,
  };
  g_auto(Script) script = { NULL };
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refund = new_refund ();
  g_autoptr(GError) error = NULL;

  play (&script, answers);
  g_assert_cmpint (cst_marketplace_push (script.marketplace, refund, NULL, NULL, &answer, NULL, &error), ==,
                   CST_PUSH_CONFIRMED);
  g_assert_no_error (error);
  g_assert_null (answer.problem);
  g_assert_cmpuint (count_requests (&script, "PUT /api/orders/refund "), ==, 1);
}

/* The taxes of several refunds of a line come to what was paid, to the cent. */
static void
test_taxes_add_up (void)
{
  static const char order[] =
    ORDER_OF (LINE_WITH ("\"price_unit\":6,\"price\":6,\"shipping_price\":0,"
                         "\"taxes\":[{\"code\":\"TVA\",\"amount\":0.99}]",
                         "{\"id\":9,\"amount\":1,\"shipping_amount\":0,\"taxes\":[{\"code\":\"TVA\",\"amount\":0.17}],"
                         "\"created_date\":\"2026-11-19T09:00:00Z\"}"));
  static const char *const answers[] = {
    order, "{\"data\":[]}", "{}", REASONS, "HTTP/1.1 400 No\r\n" HEAD NO_BODY, order, "{\"data\":[]}", NULL,
  };
  g_auto(Script) script = { NULL };
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refund = new_refund ();
  g_autoptr(GError) error = NULL;

  refund->if_version = cst_time_parse ("2026-11-20T08:00:00Z") * 1000;
  play (&script, answers);
  g_assert_cmpint (cst_marketplace_push (script.marketplace, refund, NULL, NULL, &answer, NULL, &error), ==,
                   CST_PUSH_REFUSED);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (cst_script_server_request (script.server, 4), "{\"code\":\"TVA\",\"amount\":0.82}"));
}

/* Goes back what was shown, or nothing: where an instance leaves the price of a piece out, and where prices changed. */
static void
test_as_shown (void)
{
  static const char order[] = ORDER_OF (LINE_WITH ("\"price\":20,\"shipping_price\":0", ""));
  static const char *const answers[] = {
    order, "{\"data\":[]}", "{}", REASONS, "HTTP/1.1 400 No\r\n" HEAD NO_BODY, order, "{\"data\":[]}", NULL,
  };

  for (int i = 0; i < 2; i++)
    {
      g_auto(Script) script = { NULL };
      g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
      g_autoptr(CstOperation) refund = new_refund ();
      g_autoptr(GError) error = NULL;

      ((CstOperationLine *) g_ptr_array_index (refund->lines, 0))->amount = 0;
      refund->expected.goods = refund->expected.total = 2000 + i;
      play (&script, answers);
      g_assert_cmpint (cst_marketplace_push (script.marketplace, refund, NULL, NULL, &answer, NULL, &error), ==,
                       i == 0 ? CST_PUSH_REFUSED : CST_PUSH_CONFLICT);
      g_assert_no_error (error);
      g_assert_cmpuint (count_requests (&script, "PUT "), ==, i == 0 ? 1 : 0);
      if (i == 0)
        g_assert_nonnull (strstr (cst_script_server_request (script.server, 4), "\"amount\":20,"));
    }
}

static CstOperation *
new_doubtful_message (int purpose)
{
  CstOperation *operation = cst_operation_new (CST_OPERATION_MESSAGE, 1, "A", "A-1.1");

  operation->purpose = purpose;
  operation->text = g_strdup ("Écrivez à sav@exemple.fr");
  operation->doubted_at = 1;
  operation->if_version = cst_time_parse ("2026-11-20T08:00:00Z") * 1000;

  return operation;
}

#define THREAD(body) "{\"data\":[{\"id\":\"t-1\",\"entities\":[{\"type\":\"MMP_ORDER\",\"id\":\"A\"}]," \
                     "\"messages\":[{\"id\":\"m-1\",\"date_created\":\"2026-11-20T09:00:00Z\",\"body\":\"" body "\"," \
                     "\"from\":{\"type\":\"SHOP_USER\"}}]}]}"

/* The site hides addresses in what is written: a message that nobody saw the end of is not written twice. */
static void
test_changed_words (void)
{
  static const char *const answers[] = { OR11, THREAD ("Écrivez à *****"), "{}", NULL };
  g_auto(Script) script = { NULL };
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) message = new_doubtful_message (CST_PURPOSE_MESSAGE);
  g_autoptr(GError) error = NULL;

  play (&script, answers);
  g_assert_cmpint (cst_marketplace_push (script.marketplace, message, NULL, NULL, &answer, NULL, &error), ==,
                   CST_PUSH_CANNOT_TELL);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (answer.problem, "another message"));
  g_assert_cmpuint (count_requests (&script, "POST "), ==, 0);
}

/* Without the role an attempt before cannot have marked it either. */
static void
test_never_marked (void)
{
  static const char *const answers[] = {
    OR11, "{\"data\":[]}", "{}", REASONS, "HTTP/1.1 403 No\r\n" HEAD NO_BODY, OR11, "{\"data\":[]}", NULL,
  };
  g_auto(Script) script = { NULL };
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) message = new_doubtful_message (CST_PURPOSE_RESOLUTION);
  g_autoptr(GError) error = NULL;

  play (&script, answers);
  g_assert_cmpint (cst_marketplace_push (script.marketplace, message, NULL, NULL, &answer, NULL, &error), ==,
                   CST_PUSH_REFUSED);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (answer.problem, "ROLE_PARTNER_ORDER_INCIDENT_RESOLVE"));
}

/* A proxy's page instead of an answer, and a role that is missing. */
static void
test_forbidden (void)
{
  static const char *const answers[] = {
    OR11, "{\"data\":[]}", "{}", REASONS,
    "HTTP/1.1 403 No\r\nConnection: close\r\nContent-Type: text/html\r\nContent-Length: 12\r\n\r\n<html>Forbid",
    OR11, "{\"data\":[]}", NULL,
  };
  g_auto(Script) script = { NULL };
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refund = new_refund ();
  g_autoptr(GError) error = NULL;

  play (&script, answers);
  g_assert_cmpint (cst_marketplace_push (script.marketplace, refund, NULL, NULL, &answer, NULL, &error), ==,
                   CST_PUSH_REFUSED);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (answer.problem, "ROLE_PARTNER_ORDER_REFUND"));
}

/* A refund that is told to wait has not been made; how long to wait is taken over. */
static void
test_refund_throttled (void)
{
  static const char *const answers[] = {
    OR11, "{\"data\":[]}", "{}", REASONS, "HTTP/1.1 429 No\r\n" HEAD "Retry-After: 90\r\n" NO_BODY, NULL,
  };
  g_auto(Script) script = { NULL };
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refund = new_refund ();
  g_autoptr(GError) error = NULL;

  play (&script, answers);
  g_assert_cmpint (cst_marketplace_push (script.marketplace, refund, NULL, NULL, &answer, NULL, &error), ==,
                   CST_PUSH_NOT_SENT);
  g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_THROTTLED);
  g_assert_cmpint (cst_marketplace_get_retry_after (script.marketplace), ==, 90);
}

#define WITH_RETURNS "{\"features\":{\"returns\":{\"marketplace\":true}}}"
#define ORDER_WITH_BASKET "{\"orders\":[{\"order_id\":\"A\",\"commercial_id\":\"B\",\"currency_iso_code\":\"EUR\"," \
                          "\"has_incident\":true,\"order_lines\":[" LINE "]}],\"total_count\":1}"
#define RT11 "{\"data\":[{\"id\":\"r-1\",\"status\":\"WAITING_ACCEPTANCE\",\"state\":\"WAITING_ACCEPTANCE\"," \
             "\"order_id\":\"A\",\"return_lines\":[{\"order_line_id\":\"A-1\",\"quantity\":1,\"compliance\":null}]}]}"

/* Bulk calls answer 200 whatever becomes of each: of ours, of another one, or of nobody knows which. */
static void
test_hidden_failures (void)
{
  static const struct
  {
    const char     *said;
    CstPushOutcome  outcome;
  } cases[] = {
    { "{\"return_success\":[],\"return_errors\":[{\"id\":\"r-1\",\"message\":\"Too late\"}]}", CST_PUSH_REFUSED },
    { "{\"return_success\":[],\"return_errors\":[{\"message\":\"Too late\"}]}", CST_PUSH_REFUSED },
    { "{\"return_errors\":[{\"id\":\"r-1\"}]}", CST_PUSH_REFUSED },
    { "{\"return_success\":[{\"id\":\"r-1\"}],\"return_errors\":[{\"id\":\"r-2\",\"message\":\"No\"}]}",
      CST_PUSH_CONFIRMED },
    { "{\"return_success\":[{\"id\":\"r-1\"}]}", CST_PUSH_CONFIRMED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const answers[] = { ORDER_WITH_BASKET, "{\"data\":[]}", WITH_RETURNS, RT11, cases[i].said,
                                      ORDER_WITH_BASKET, "{\"data\":[]}", RT11, NULL };
      g_auto(Script) script = { NULL };
      g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
      g_autoptr(CstOperation) acceptance = cst_operation_new (CST_OPERATION_RETURN_ACCEPTED, 1, "A", "A-1.1");
      g_autoptr(GError) error = NULL;

      play (&script, answers);
      acceptance->subject = g_strdup ("r-1");
      g_assert_cmpint (cst_marketplace_push (script.marketplace, acceptance, NULL, NULL, &answer, NULL, &error), ==,
                       cases[i].outcome);
      g_assert_no_error (error);
      g_assert_cmpint (cases[i].outcome == CST_PUSH_REFUSED, ==, answer.problem != NULL);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mirakl-wire/codes-are-text-or-numbers", test_codes);
  g_test_add_func ("/mirakl-wire/dates-with-and-without-milliseconds", test_dates);
  g_test_add_func ("/mirakl-wire/missing-members", test_missing);
  g_test_add_func ("/mirakl-wire/R13/amounts", test_amounts);
  g_test_add_func ("/mirakl-wire/media-are-paths", test_media);
  g_test_add_func ("/mirakl-wire/ids-and-back", test_ids);
  g_test_add_func ("/mirakl-wire/published-rates", test_rates);
  g_test_add_func ("/mirakl-wire/429/reading", test_throttled);
  g_test_add_func ("/mirakl-wire/429/refunding", test_refund_throttled);
  g_test_add_func ("/mirakl-wire/403/role-named", test_forbidden);
  g_test_add_func ("/mirakl-wire/R1/lists-lag-behind", test_lists_lag);
  g_test_add_func ("/mirakl-wire/R1/says-no-and-does-it", test_no_and_yet);
  g_test_add_func ("/mirakl-wire/R13/taxes-add-up", test_taxes_add_up);
  g_test_add_func ("/mirakl-wire/R13/as-shown-or-not", test_as_shown);
  g_test_add_func ("/mirakl-wire/R1/settles", test_settles);
  g_test_add_func ("/mirakl-wire/changed-words", test_changed_words);
  g_test_add_func ("/mirakl-wire/403/never-marked", test_never_marked);
  g_test_add_func ("/mirakl-wire/200/hidden-failures", test_hidden_failures);

  return g_test_run ();
}
