/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-marketplace.h"
#include "cst-medusa-job.h"
#include "cst-medusa-wire.h"
#include "cst-operation.h"
#include "cst-payloads.h"

/* An order of two articles, of which one came back; as the admin API writes it, shortened. */
static const char order_text[] =
  "{'id':'order_01A','display_id':12,'status':'pending','currency_code':'eur','email':'zoe@example.test',"
  " 'customer_id':'cus_01A','locale':'fr-FR','payment_status':'captured','fulfillment_status':'delivered',"
  " 'created_at':'2026-11-20T10:00:00.123Z','updated_at':'2026-11-22T10:00:00.000Z',"
  " 'shipping_total':12,'raw_shipping_total':{'value':'12.00'},'shipping_tax_total':2,"
  " 'summary':{'refunded_total':7.2,'raw_refunded_total':{'value':'7.2'},'pending_difference':0},"
  " 'customer':{'first_name':'Zoë','last_name':'Søn','company_name':'Épicerie Zoë'},"
  " 'shipping_address':{'city':'Lyon','country_code':'fr','postal_code':'69001','address_1':'1 rue'},"
  " 'items':["
  "  {'id':'ordli_01A','variant_id':'variant_1','product_title':'Bol','variant_title':'S','variant_sku':'BOL-S',"
  "   'thumbnail':'http://127.0.0.1/static/1795423325281-bol.jpg','quantity':4,'unit_price':6,"
  "   'raw_unit_price':{'value':'6.004999'},'is_tax_inclusive':false,'total':21.6,'return_received_total':7.2,"
  "   'return_dismissed_total':0,'tax_lines':[{'rate':20,'raw_rate':{'value':'20'}}],"
  "   'detail':{'delivered_quantity':4,'shipped_quantity':4}},"
  "  {'id':'ordli_01B','variant_id':'variant_1','title':'Bol','quantity':2,'unit_price':0,'total':0,"
  "   'detail':{'fulfilled_quantity':0}}],"
  " 'fulfillments':[{'id':'ful_1','shipped_at':'2026-11-20T12:00:00Z','delivered_at':'2026-11-21T12:00:00Z',"
  "   'canceled_at':null,'items':[{'line_item_id':'ordli_01A','quantity':4}],"
  "   'labels':[{'tracking_number':'6A00','tracking_url':'https://example.test/6A00'}]}],"
  " 'payment_collections':[{'payments':[{'id':'pay_1','amount':40.8,'captured_at':'2026-11-20T10:01:00Z',"
  "   'refunds':[{'id':'ref_01A','amount':7.2,'raw_amount':{'value':'7.2'},"
  "   'created_at':'2026-11-22T10:00:00Z','note':'Pour Zoë [constat key-1 claim_01A ordli_01A:1]'}]}]}]}";

static const char claim_text[] =
  "{'id':'claim_01A','display_id':3,'type':'replace','order_id':'order_01A','canceled_at':null,"
  " 'created_at':'2026-11-21T10:00:00Z','metadata':{'constat':'key-0','photos':['http://127.0.0.1/static/a.jpg']},"
  " 'claim_items':[{'id':'claitem_1','reason':'production_failure','item_id':'ordli_01A','quantity':2,"
  "   'metadata':{'constat_reason':'damaged'},"
  "   'images':[{'id':'climg_01A','url':'http://127.0.0.1/static/1795423325281-%C3%83%C2%A9%20photo%20(3).jpg'}]}],"
  " 'additional_items':[],'return':null}";

static const char changes_text[] =
  "[{'change_type':'claim','claim_id':'claim_01A','status':'confirmed','description':'Deux bols cassés',"
  "  'confirmed_at':'2026-11-21T11:00:00Z','actions':[]}]";

static const char draft_changes_text[] =
  "[{'change_type':'claim','claim_id':'claim_01A','status':'pending','description':'Deux bols cassés','actions':["
  "  {'action':'WRITE_OFF_ITEM','details':{'reference_id':'ordli_01A','quantity':2,'reason':'missing_item'}}]}]";

static JsonNode *
parse (const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, "'", 0);
  g_autofree char *json = g_strjoinv ("\"", parts);
  JsonNode *node = json_from_string (json, NULL);

  g_assert_nonnull (node);

  return node;
}

static void
test_order (void)
{
  g_autoptr(JsonNode) node = parse (order_text);
  g_autoptr(JsonNode) claims = parse ("[{'additional_items':[{'item_id':'ordli_01B'}]}]");
  g_autoptr(GError) error = NULL;
  g_autoptr(CstOrder) order = cst_medusa_read_order (json_node_get_object (node), json_node_get_array (claims), &error);
  const CstOrderLine *line;

  g_assert_no_error (error);
  g_assert_cmpstr (order->number, ==, "12");
  g_assert_cmpint (order->status, ==, CST_ORDER_DELIVERED);
  g_assert_cmpint (order->customer.kind, ==, CST_CUSTOMER_RETAILER);
  g_assert_cmpstr (order->customer.name, ==, "Épicerie Zoë");
  g_assert_cmpstr (order->customer.contact_name, ==, "Zoë Søn");
  g_assert_cmpstr (order->customer.language, ==, "fr");
  g_assert_cmpstr (order->customer.country, ==, "FR");
  g_assert_cmpuint (order->lines->len, ==, 1);
  line = g_ptr_array_index (order->lines, 0);
  g_assert_cmpint (line->unit_price, ==, 600);
  g_assert_cmpint (line->tax_rate_bp, ==, 2000);
  g_assert_cmpint (line->delivered, ==, 4);
  g_assert_cmpstr (line->picture, ==, "o01A.i01A");

  /* What came back was sold all the same: 28.80 with tax, and 12.00 of shipping. */
  g_assert_cmpint (order->amounts.tax_mode, ==, CST_TAX_EXCLUDED);
  g_assert_cmpint (order->amounts.goods, ==, 2400);
  g_assert_cmpint (order->amounts.shipping, ==, 1000);
  g_assert_cmpint (order->amounts.tax, ==, 680);
  g_assert_cmpint (order->amounts.total, ==, 4080);
  g_assert_cmpint (order->refunded.total, ==, 720);
  g_assert_cmpuint (order->shipments->len, ==, 1);
  g_assert_cmpint (order->delivered_at, >, order->shipped_at);
}

static void
test_bad_order (void)
{
  static const char *const bad[] = { "{}", "{'id':'../x','currency_code':'eur'}", "{'id':'order_1'}",
                                     "{'id':'order_1','currency_code':'eur','items':[{'id':7}]}" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(JsonNode) node = parse (bad[i]);
      g_autoptr(GError) error = NULL;

      g_assert_null (cst_medusa_read_order (json_node_get_object (node), NULL, &error));
      g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED);
    }
}

typedef void (*Change) (JsonObject *claim,
                        JsonObject *order);

static CstIncident *
read_claim (const char *changes,
            Change      change)
{
  g_autoptr(JsonNode) claim = parse (claim_text);
  g_autoptr(JsonNode) order = parse (order_text);
  g_autoptr(JsonNode) list = parse (changes);
  g_autoptr(GError) error = NULL;
  CstIncident *incident;

  if (change != NULL)
    change (json_node_get_object (claim), json_node_get_object (order));
  incident = cst_medusa_read_claim (json_node_get_object (claim), json_node_get_object (order),
                                    json_node_get_array (list), &error);
  g_assert_no_error (error);

  return incident;
}

static void
no_refunds (JsonObject *claim,
            JsonObject *order)
{
  json_object_remove_member (order, "payment_collections");
}

static void
draft (JsonObject *claim,
       JsonObject *order)
{
  no_refunds (claim, order);
  json_object_set_array_member (claim, "claim_items", json_array_new ());
}

static void
cancelled (JsonObject *claim,
           JsonObject *order)
{
  json_object_set_string_member (claim, "canceled_at", "2026-11-22T10:00:00Z");
}

static void
owed (JsonObject *claim,
      JsonObject *order)
{
  no_refunds (claim, order);
  json_object_set_double_member (json_object_get_object_member (order, "summary"), "pending_difference", -1.2);
}

static void
replaced (JsonObject *claim,
          JsonObject *order)
{
  JsonNode *sent = parse ("[{'item_id':'ordli_01B','quantity':2,'metadata':{'constat':'key-2'}}]");
  JsonNode *goods = parse ("{'id':'return_01A','status':'requested','requested_at':'2026-11-21T11:00:00Z',"
                           " 'items':[{'item_id':'ordli_01A','quantity':2,'received_quantity':0}],"
                           " 'fulfillments':[{'labels':[{'tracking_number':'R1',"
                           "  'label_url':'http://127.0.0.1/static/l.pdf'}]}]}");

  no_refunds (claim, order);
  json_object_set_member (claim, "additional_items", sent);
  json_object_set_member (claim, "return", goods);
}

static void
sent_and_back (JsonObject *claim,
               JsonObject *order)
{
  JsonNode *parcel = parse ("[{'id':'ful_2','shipped_at':'2026-11-22T08:00:00Z','canceled_at':null,"
                            " 'items':[{'line_item_id':'ordli_01B','quantity':2}],"
                            " 'labels':[{'tracking_number':'6A1','tracking_url':''}]}]");
  JsonNode *goods = parse ("{'id':'return_01A','status':'received','received_at':'2026-11-23T08:00:00Z',"
                           " 'items':[{'item_id':'ordli_01A','quantity':2,'received_quantity':2,"
                           "  'damaged_quantity':1}],'fulfillments':[]}");

  replaced (claim, order);
  json_object_set_member (order, "fulfillments", parcel);
  json_object_set_member (claim, "return", goods);
}

static void
test_states (void)
{
  static const struct
  {
    const char      *changes;
    Change           change;
    CstIncidentState state;
    CstParty         waiting_for;
  } cases[] = {
    { draft_changes_text, draft, CST_INCIDENT_SUBMITTED, CST_PARTY_BRAND },
    { changes_text, cancelled, CST_INCIDENT_RESOLVED, CST_PARTY_NOBODY },
    { changes_text, no_refunds, CST_INCIDENT_RESOLVED, CST_PARTY_NOBODY },
    { changes_text, owed, CST_INCIDENT_IN_PROGRESS, CST_PARTY_BRAND },
    { changes_text, replaced, CST_INCIDENT_IN_PROGRESS, CST_PARTY_BRAND },
    { changes_text, sent_and_back, CST_INCIDENT_RESOLVED, CST_PARTY_NOBODY },
    { changes_text, NULL, CST_INCIDENT_RESOLVED, CST_PARTY_NOBODY },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(CstIncident) incident = read_claim (cases[i].changes, cases[i].change);

      g_assert_cmpint (incident->state, ==, cases[i].state);
      g_assert_cmpint (incident->waiting_for, ==, cases[i].waiting_for);
      g_assert_cmpint (incident->handler, ==, CST_HANDLER_BRAND);
      g_assert_cmpstr (incident->number, ==, "12-C3");
      g_assert_cmpstr (incident->description, ==, "Deux bols cassés");
    }
}

static void
test_reported (void)
{
  g_autoptr(CstIncident) incident = read_claim (changes_text, NULL);
  g_autoptr(CstIncident) open = read_claim (draft_changes_text, draft);
  const CstAttachment *photo;

  g_assert_cmpint (incident->reason, ==, CST_REASON_DAMAGED);
  g_assert_cmpint (cst_incident_reported_quantity (incident, "ordli_01A"), ==, 2);
  g_assert_cmpint (open->reason, ==, CST_REASON_MISSING);
  g_assert_cmpint (cst_incident_reported_quantity (open, "ordli_01A"), ==, 2);

  g_assert_cmpuint (incident->attachments->len, ==, 2);
  photo = g_ptr_array_index (incident->attachments, 0);
  g_assert_cmpstr (photo->id, ==, "c01A.m01A");
  g_assert_cmpstr (photo->filename, ==, "é photo (3).jpg");
  photo = g_ptr_array_index (incident->attachments, 1);
  g_assert_cmpstr (photo->id, ==, "c01A.p0");
}

static void
test_refund (void)
{
  g_autoptr(CstIncident) incident = read_claim (changes_text, NULL);
  const CstResolution *resolution = cst_incident_find_resolution_by_key (incident, "key-1");
  const CstResolutionLine *line;

  g_assert_nonnull (resolution);
  g_assert_cmpint (resolution->kind, ==, CST_RESOLUTION_REFUND);
  g_assert_cmpint (resolution->state, ==, CST_RESOLUTION_EXECUTED);
  g_assert_cmpint (resolution->amounts.total, ==, 720);
  line = g_ptr_array_index (resolution->lines, 0);
  g_assert_cmpstr (line->line, ==, "ordli_01A");
  g_assert_cmpint (line->quantity, ==, 1);
}

/* The raw amount is the one to the cent, and what was paid for another claim is that one's. */
static void
refunded_twice (JsonObject *claim,
                JsonObject *order)
{
  JsonNode *payments = parse ("[{'payments':[{'id':'pay_1','refunds':["
                              " {'id':'ref_01A','amount':7,'raw_amount':{'value':'7.29'},"
                              "  'created_at':'2026-11-22T10:00:00Z','note':'[constat key-1 claim_01A ordli_01A:1]'},"
                              " {'id':'ref_01B','amount':3,'created_at':'2026-11-22T11:00:00Z',"
                              "  'note':'[constat key-3 claim_01B ordli_01A:1]'},"
                              " {'id':'ref_01C','amount':2,'created_at':'2026-11-22T11:00:00Z','note':'by hand'}]}]}]");

  json_object_set_member (order, "payment_collections", payments);
}

static void
test_refund_of_another (void)
{
  g_autoptr(CstIncident) incident = read_claim (changes_text, refunded_twice);
  const CstResolution *resolution;

  g_assert_cmpuint (incident->resolutions->len, ==, 1);
  resolution = g_ptr_array_index (incident->resolutions, 0);
  g_assert_cmpstr (resolution->key, ==, "key-1");
  g_assert_cmpint (resolution->amounts.total, ==, 729);
}

static void
cancelled_after_replacement (JsonObject *claim,
                             JsonObject *order)
{
  replaced (claim, order);
  cancelled (claim, order);
}

static void
parcel_cancelled (JsonObject *claim,
                  JsonObject *order)
{
  JsonArray *parcels;

  sent_and_back (claim, order);
  parcels = json_object_get_array_member (order, "fulfillments");
  json_object_set_string_member (json_array_get_object_element (parcels, 0), "canceled_at", "2026-11-22T09:00:00Z");
}

/* What was cancelled is neither asked for nor sent. */
static void
test_cancelled (void)
{
  static const struct
  {
    Change             change;
    CstResolutionState state;
  } rows[] = {
    { replaced, CST_RESOLUTION_REQUESTED },
    { sent_and_back, CST_RESOLUTION_EXECUTED },
    { parcel_cancelled, CST_RESOLUTION_REQUESTED },
    { cancelled_after_replacement, CST_RESOLUTION_CANCELLED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(CstIncident) incident = read_claim (changes_text, rows[i].change);
      const CstResolution *resolution = cst_incident_find_resolution_by_key (incident, "key-2");

      g_assert_cmpint (resolution->state, ==, rows[i].state);
      g_assert_cmpint (resolution->shipped_at != 0, ==, rows[i].state == CST_RESOLUTION_EXECUTED);
    }
}

/* Before a step: what is marked with another key is not ours, and what was cancelled there is not worked on. */
static void
test_before_a_step (void)
{
  g_autoptr(JsonNode) claim = parse (claim_text);
  g_autoptr(JsonNode) order = parse (order_text);
  g_autoptr(CstOperation) operation = cst_operation_new (CST_OPERATION_REPLACEMENT, 1, "order_01A", "claim_01A");
  CstOutgoingFile *file = cst_record_new (&cst_outgoing_file_type);
  CstMedusaJob job = { .operation = operation, .claim = json_node_get_object (claim) };
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autofree char *problem = NULL;

  job.facts.order = json_node_get_object (order);
  replaced (job.claim, job.facts.order);
  g_assert_false (cst_medusa_job_has_sent_for (&job));
  g_free (operation->key);
  operation->key = g_strdup ("key-2");
  g_assert_true (cst_medusa_job_has_sent_for (&job));

  /* A file that is there has its address already: nothing is read, nothing leaves. */
  file->remote_id = g_strdup ("http://127.0.0.1/static/l.pdf");
  g_ptr_array_add (operation->files, file);
  g_assert_cmpint (cst_medusa_job_upload_all (&job, &answer, NULL, NULL), ==, CST_PUSH_CONFIRMED);

  g_assert_cmpint (cst_medusa_job_check_claim (&job, &problem), ==, CST_STEP_OPEN);
  cancelled (job.claim, job.facts.order);
  g_assert_cmpint (cst_medusa_job_check_claim (&job, &problem), ==, CST_STEP_IMPOSSIBLE);
  json_object_remove_member (job.claim, "canceled_at");
  json_object_set_string_member (job.facts.order, "status", "canceled");
  g_clear_pointer (&problem, g_free);
  g_assert_cmpint (cst_medusa_job_check_claim (&job, &problem), ==, CST_STEP_IMPOSSIBLE);
}

static void
test_note (void)
{
  g_autoptr(CstOperation) operation = cst_operation_new (CST_OPERATION_REFUND, 1, "order_01A", "claim_01A");
  g_autoptr(JsonNode) order = parse (order_text);
  g_autofree char *note = NULL;

  cst_operation_add_line (operation, "ordli_01A", 1);
  note = cst_medusa_refund_note ("key-1", "claim_01A", operation->lines);
  g_assert_cmpstr (note, ==, "[constat key-1 claim_01A ordli_01A:1]");
  g_assert_nonnull (cst_medusa_find_refund (json_node_get_object (order), "key-1"));
  g_assert_null (cst_medusa_find_refund (json_node_get_object (order), "key"));
}

static void
test_goods (void)
{
  g_autoptr(CstIncident) incident = read_claim (changes_text, replaced);
  g_autoptr(CstIncident) ended = read_claim (changes_text, sent_and_back);
  const CstResolution *resolution = cst_incident_find_resolution_by_key (incident, "key-2");
  const CstReturn *goods = g_ptr_array_index (incident->returns, 0);
  const CstReturnLine *line;

  g_assert_nonnull (resolution);
  g_assert_cmpint (resolution->state, ==, CST_RESOLUTION_REQUESTED);
  g_assert_cmpstr (((CstResolutionLine *) g_ptr_array_index (resolution->lines, 0))->line, ==, "ordli_01A");
  g_assert_cmpint (goods->state, ==, CST_RETURN_LABELLED);
  g_assert_cmpstr (goods->label->id, ==, "c01A.label");
  g_assert_cmpstr (goods->label->filename, ==, "l.pdf");

  resolution = cst_incident_find_resolution_by_key (ended, "key-2");
  g_assert_cmpint (resolution->state, ==, CST_RESOLUTION_EXECUTED);
  g_assert_cmpstr (resolution->tracking_number, ==, "6A1");
  g_assert_null (resolution->tracking_url);
  goods = g_ptr_array_index (ended->returns, 0);
  g_assert_cmpint (goods->state, ==, CST_RETURN_INSPECTED);
  line = g_ptr_array_index (goods->lines, 0);
  g_assert_cmpint (line->accepted, ==, 1);
  g_assert_cmpint (line->damaged, ==, 1);
}

/* In a list, what is sent also stands among what was reported. */
static void
listed (JsonObject *claim,
        JsonObject *order)
{
  JsonNode *sent = parse ("{'item_id':'ordli_01B','quantity':2,'reason':null,'is_additional_item':true,'images':[]}");

  replaced (claim, order);
  json_array_add_element (json_object_get_array_member (claim, "claim_items"), sent);
}

static void
test_listed (void)
{
  g_autoptr(CstIncident) incident = read_claim (changes_text, listed);

  g_assert_cmpuint (incident->lines->len, ==, 1);
  g_assert_cmpstr (((CstLineQuantity *) g_ptr_array_index (incident->lines, 0))->line, ==, "ordli_01A");
}

static const char exchange_text[] =
  "{'id':'oexc_01A','display_id':7,'order_id':'order_01A','canceled_at':null,'created_at':'2026-11-21T10:00:00Z',"
  " 'metadata':null,'additional_items':[{'id':'oexcitem_1','item_id':'ordli_01B','quantity':1}],"
  " 'return':{'id':'return_01A','status':'requested','requested_at':'2026-11-21T11:00:00Z',"
  "  'items':[{'item_id':'ordli_01A','quantity':1,'received_quantity':0,"
  "   'reason':{'value':'wrong_size','label':'Wrong size'}}],"
  "  'fulfillments':[{'id':'ful_3','canceled_at':null,'labels':[{'tracking_number':'R7',"
  "   'label_url':'http://127.0.0.1/static/l.pdf'}]}]}}";

/* What comes back, what is sent for it, and where it stands; nothing is wrong with the article. */
static void
test_exchange (void)
{
  g_autoptr(JsonNode) exchange = parse (exchange_text);
  g_autoptr(JsonNode) order = parse (order_text);
  g_autoptr(JsonNode) changes = parse ("[{'change_type':'exchange','exchange_id':'oexc_01A','status':'confirmed',"
                                       " 'description':'Trop petit','confirmed_at':'2026-11-21T11:00:00Z'}]");
  g_autoptr(GError) error = NULL;
  g_autoptr(CstIncident) incident = cst_medusa_read_claim (json_node_get_object (exchange),
                                                           json_node_get_object (order),
                                                           json_node_get_array (changes), &error);
  const CstResolution *resolution;
  const CstReturn *goods;

  g_assert_no_error (error);
  g_assert_cmpstr (incident->number, ==, "12-X7");
  g_assert_cmpstr (incident->description, ==, "Trop petit");
  g_assert_cmpint (incident->state, ==, CST_INCIDENT_IN_PROGRESS);
  g_assert_cmpint (incident->reason, ==, CST_REASON_OTHER);
  g_assert_cmpstr (incident->reason_code, ==, "wrong_size");
  g_assert_cmpuint (incident->lines->len, ==, 1);
  g_assert_cmpint (((CstLineQuantity *) g_ptr_array_index (incident->lines, 0))->quantity, ==, 1);
  resolution = g_ptr_array_index (incident->resolutions, 0);
  g_assert_cmpint (resolution->kind, ==, CST_RESOLUTION_REPLACEMENT);
  g_assert_cmpint (resolution->state, ==, CST_RESOLUTION_REQUESTED);
  goods = g_ptr_array_index (incident->returns, 0);
  g_assert_cmpint (goods->state, ==, CST_RETURN_LABELLED);
  g_assert_cmpstr (goods->label->id, ==, "x01A.label");
}

static void
test_files (void)
{
  g_autoptr(JsonNode) claim = parse (claim_text);
  g_autoptr(JsonNode) order = parse (order_text);
  JsonObject *c = json_node_get_object (claim);
  JsonObject *o = json_node_get_object (order);
  g_autofree char *noted = cst_medusa_file_url (c, NULL, "c01A.p0");
  g_autofree char *image = cst_medusa_file_url (c, NULL, "c01A.m01A");
  g_autofree char *article = cst_medusa_file_url (NULL, o, "o01A.i01A");
  g_autofree char *owner = NULL;
  g_autofree char *exchange = NULL;

  g_assert_cmpstr (noted, ==, "http://127.0.0.1/static/a.jpg");
  g_assert_true (g_str_has_suffix (image, ".jpg"));
  g_assert_cmpstr (article, ==, "http://127.0.0.1/static/1795423325281-bol.jpg");
  g_assert_null (cst_medusa_file_url (c, NULL, "c01A.p1"));
  g_assert_null (cst_medusa_file_url (c, NULL, "c01A.label"));
  g_assert_null (cst_medusa_file_url (c, NULL, "y01A.p0"));
  g_assert_cmpstr (cst_medusa_file_owner ("x01A.label", &exchange), ==, "label");
  g_assert_cmpstr (exchange, ==, "oexc_01A");
  g_assert_cmpstr (cst_medusa_file_owner ("o01A.i01A", &owner), ==, "i01A");
  g_assert_cmpstr (owner, ==, "order_01A");
}

static void
test_names (void)
{
  static const char *const names[][2] = {
    { "http://h/static/1795423325281-photo.jpg", "photo.jpg" },
    { "http://h/static/2026-11-photo.jpg?x=1", "2026-11-photo.jpg" },
    { "http://h/static/%E6%97%A5%E6%9C%AC.png", "日本.png" },
    { "http://h/", "file" },
    { "http://h/%FF%FE", "file" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = cst_medusa_file_name (names[i][0]);

      g_assert_cmpstr (name, ==, names[i][1]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/medusa/order", test_order);
  g_test_add_func ("/medusa/bad-order", test_bad_order);
  g_test_add_func ("/medusa/states", test_states);
  g_test_add_func ("/medusa/reported", test_reported);
  g_test_add_func ("/medusa/refund", test_refund);
  g_test_add_func ("/medusa/R13/refund-of-another-claim", test_refund_of_another);
  g_test_add_func ("/medusa/cancelled-is-not-sent", test_cancelled);
  g_test_add_func ("/medusa/R1/before-a-step", test_before_a_step);
  g_test_add_func ("/medusa/refund-note", test_note);
  g_test_add_func ("/medusa/goods", test_goods);
  g_test_add_func ("/medusa/listed-with-what-is-sent", test_listed);
  g_test_add_func ("/medusa/exchange", test_exchange);
  g_test_add_func ("/medusa/files", test_files);
  g_test_add_func ("/medusa/file-names", test_names);

  return g_test_run ();
}
