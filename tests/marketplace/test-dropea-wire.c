/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-dropea-client.h"
#include "cst-dropea-cursor.h"
#include "cst-dropea-requests.h"
#include "cst-payloads.h"
#include "cst-util.h"
#include "cst-wire.h"

/* Written from the facts of the API, with members and words that nobody knows. */
static const char issue_text[] =
  "{\"id\":777001,\"order_id\":501,\"tracking_number\":\"0401230000001\",\"owner_id\":3,\"carrier\":\"TIPSA\","
  "\"type\":\"REFUSED_BY_RECIPIENT\",\"status\":\"PENDING\",\"is_active\":true,\"resolution_status\":null,"
  "\"initial_carrier_code\":\"NAM\",\"initial_carrier_description\":\"No acepta mercancia\",\"surprise\":[{}],"
  "\"initial_carrier_substatus_code\":null,\"resolution_data\":null,\"resolution_changed_at\":null,"
  "\"pickup_point\":{\"name\":\"TIPSA Getafe\",\"phone\":\"+34 900\",\"city\":\"Getafe\"},"
  "\"allowed_resolution_options\":[\"MANAGED_BY_CLIENT\",\"PROVIDE_SOLUTION\",\"RETURN_REQUESTED\",\"TELEPORT\"],"
  "\"created_at\":\"2026-03-03T08:00:00\",\"updated_at\":\"2026-03-03T09:30:00.250\"}";

static const char order_text[] =
  "{\"id\":501,\"external_order_id\":\"SHOP-77\",\"status\":\"SHIPPING\",\"sub_status\":\"DELIVERY_ATTEMPTED\","
  "\"payment_method\":\"COD\",\"currency\":\"EUR\",\"total\":39.95,\"customer\":{\"full_name\":\"Ana <b>Pérez\","
  "\"phone\":\"+34 600\",\"email\":\"a@example.com\"},\"shipping_address\":{\"street\":\"Calle X 1\","
  "\"address_line_2\":\"3.º B\",\"postal_code\":\"28013\",\"city\":\"Madrid\",\"state\":\"Madrid\",\"country\":\"es\"},"
  "\"items\":[{\"id\":9,\"quantity\":2,\"price\":\"19.975\",\"product\":{\"id\":3,\"name\":\"Lamp\",\"sku\":\"L-1\","
  "\"price\":19.9}}],\"tracking\":{\"carrier\":\"TIPSA\",\"tracking_number\":\"0401230000001\","
  "\"tracking_url\":\"https://t.example/1\"},\"created_at\":\"2026-02-27T10:00:00Z\","
  "\"shipped_at\":\"2026-02-28 10:00:00\",\"delivered_at\":null,\"updated_at\":\"2026-03-03\"}";

static CstDropeaIssue *
read_issue (JsonObject *object)
{
  g_autoptr(GError) error = NULL;
  CstDropeaIssue *issue = cst_dropea_issue_read (object, &error);

  g_assert_no_error (error);

  return issue;
}

static CstDropeaIssue *
issue_with (const char *member,
            const char *word)
{
  g_autoptr(JsonObject) object = cst_payload_parse (issue_text);

  json_object_set_string_member (object, member, word);

  return read_issue (object);
}

static CstDelivery *
delivery_with (const char *member,
               const char *word)
{
  g_autoptr(CstDropeaIssue) issue = issue_with (member, word);

  return cst_dropea_map (issue, NULL, NULL, "ES");
}

static CstDropeaOrder *
read_order (JsonObject *object)
{
  g_autoptr(GError) error = NULL;
  CstDropeaOrder *order = cst_dropea_order_read (object, &error);

  g_assert_no_error (error);

  return order;
}

static void
test_issue (void)
{
  g_autoptr(JsonObject) object = cst_payload_parse (issue_text);
  g_autoptr(JsonObject) order_object = cst_payload_parse (order_text);
  g_autoptr(CstDropeaIssue) issue = read_issue (object);
  g_autoptr(CstDropeaOrder) order = read_order (order_object);
  g_autoptr(CstDelivery) delivery = cst_dropea_map (issue, NULL, order, "ES");
  const CstDeliveryEvent *event = g_ptr_array_index (delivery->events, 0);

  g_assert_cmpstr (delivery->id, ==, "777001");
  g_assert_cmpstr (delivery->order, ==, "501");
  g_assert_cmpint (delivery->state, ==, CST_DELIVERY_WAITING);
  g_assert_cmpstr (delivery->state_code, ==, "PENDING");
  g_assert_cmpint (delivery->reason, ==, CST_DELIVERY_REFUSED);
  g_assert_cmpstr (delivery->code_source, ==, "tipsa");
  g_assert_cmpstr (delivery->reason_code, ==, "NAM");
  g_assert_cmpstr (delivery->reason_label, ==, "No acepta mercancia");
  g_assert_cmpstr (delivery->type_code, ==, "REFUSED_BY_RECIPIENT");
  g_assert_cmpint (delivery->phase, ==, CST_PHASE_ATTEMPTED);
  g_assert_cmpint (delivery->allowed, ==, CST_ANSWER_FLAG (CST_ANSWER_CALL_BACK) | CST_ANSWER_FLAG (CST_ANSWER_TEXT) |
                   CST_ANSWER_FLAG (CST_ANSWER_RETURN));
  g_assert_cmpint (delivery->attempts, ==, 1);
  g_assert_cmpint (delivery->distance_m, ==, -1);
  g_assert_null (delivery->courier_note);
  g_assert_cmpstr (delivery->agency_name, ==, "TIPSA Getafe");
  g_assert_cmpstr (delivery->agency_phone, ==, "+34 900");
  g_assert_cmpstr (delivery->recipient.name, ==, "Ana <b>Pérez");
  g_assert_cmpstr (delivery->recipient.street_more, ==, "3.º B");
  g_assert_cmpstr (delivery->recipient.country, ==, "ES");
  g_assert_cmpstr (delivery->recipient.phone, ==, "+34 600");
  g_assert_cmpstr (delivery->language, ==, "es");
  g_assert_cmpint (delivery->cod, ==, 3995);
  g_assert_cmpstr (delivery->currency, ==, "EUR");
  g_assert_true (delivery->is_domestic);
  g_assert_cmpint (delivery->opened_at, ==, cst_time_parse ("2026-03-03T08:00:00Z"));
  g_assert_cmpint (delivery->updated_at, ==, cst_time_parse ("2026-03-03T09:30:00Z"));
  g_assert_cmpint (delivery->answered_at, ==, 0);
  g_assert_cmpuint (delivery->events->len, ==, 1);
  g_assert_true (event->is_attempt);
  g_assert_cmpstr (event->code, ==, "NAM");
}

/* Each word of the platform, and one that nobody knows: it keeps its own name and takes answers. */
static void
test_types (void)
{
  static const struct
  {
    const char        *word;
    CstDeliveryReason  reason;
  } cases[] = {
    { "ADDRESS_INCORRECT", CST_DELIVERY_WRONG_ADDRESS }, { "RECIPIENT_ABSENT", CST_DELIVERY_ABSENT },
    { "REFUSED_BY_RECIPIENT", CST_DELIVERY_REFUSED }, { "DAMAGED_PACKAGE", CST_DELIVERY_DAMAGED },
    { "LOST_PACKAGE", CST_DELIVERY_LOST }, { "CUSTOMS_ISSUE", CST_DELIVERY_CUSTOMS },
    { "PENDING_AUTHORIZATION", CST_DELIVERY_OTHER }, { "PENDING_DATA", CST_DELIVERY_DATA_MISSING },
    { "POSSIBLE_RETURN", CST_DELIVERY_OTHER }, { "RETURN_REQUESTED", CST_DELIVERY_RETURN_ASKED },
    { "RETAINED", CST_DELIVERY_OTHER }, { "ADMINISTRATIVE_ISSUE", CST_DELIVERY_CORRECTION },
    { "DELIVERY_FAILED", CST_DELIVERY_OTHER }, { "GENERAL_INCIDENCE", CST_DELIVERY_OTHER },
    { "EATEN_BY_A_DOG", CST_DELIVERY_REASON_UNKNOWN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(CstDelivery) delivery = delivery_with ("type", cases[i].word);

      g_assert_cmpint (delivery->reason, ==, cases[i].reason);
      g_assert_cmpstr (delivery->type_code, ==, cases[i].word);
      g_assert_true (cst_delivery_takes (delivery, CST_ANSWER_TEXT));
    }
}

static void
test_statuses (void)
{
  static const struct
  {
    const char       *word;
    CstDeliveryState  state;
    CstDeliveryTab    tab;
    gboolean          takes;
  } cases[] = {
    { "INFO", CST_DELIVERY_SETTLED, CST_DELIVERY_TAB_NONE, FALSE },
    { "PENDING", CST_DELIVERY_WAITING, CST_DELIVERY_TAB_WAITING, TRUE },
    { "MANAGING_WITH_CLIENT", CST_DELIVERY_WAITING, CST_DELIVERY_TAB_WAITING, FALSE },
    { "RESOLVED", CST_DELIVERY_SOLVED, CST_DELIVERY_TAB_SENT, FALSE },
    { "PONDERING", CST_DELIVERY_STATE_UNKNOWN, CST_DELIVERY_TAB_WAITING, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(CstDelivery) delivery = delivery_with ("status", cases[i].word);

      g_assert_cmpint (delivery->state, ==, cases[i].state);
      g_assert_cmpint (cst_delivery_get_tab (delivery), ==, cases[i].tab);
      g_assert_cmpint (delivery->allowed != 0, ==, cases[i].takes);
      g_assert_cmpstr (delivery->state_code, ==, cases[i].word);
    }
}

/* C3: absent, in the parcel's first issue, never answered. */
static void
test_first_absence (void)
{
  g_autoptr(CstDropeaIssue) first = issue_with ("type", "RECIPIENT_ABSENT");
  g_autoptr(CstDropeaIssue) second = issue_with ("type", "RECIPIENT_ABSENT");
  g_autoptr(GPtrArray) family = g_ptr_array_new ();
  g_autoptr(CstDelivery) alone = cst_dropea_map (first, NULL, NULL, NULL);
  g_autoptr(CstDelivery) again = NULL;
  g_autoptr(CstDelivery) before = NULL;

  g_assert_cmpint (alone->state, ==, CST_DELIVERY_FIRST_ABSENCE);

  g_free (second->id);
  second->id = g_strdup ("777002");
  second->created_at += 86400;
  g_ptr_array_add (family, first);
  g_ptr_array_add (family, second);
  again = cst_dropea_map (second, family, NULL, NULL);
  g_assert_cmpint (again->state, ==, CST_DELIVERY_WAITING);
  g_assert_cmpint (again->attempts, ==, 2);
  g_assert_cmpuint (again->events->len, ==, 2);
  before = cst_dropea_map (first, family, NULL, NULL);
  g_assert_cmpint (before->settled_at, ==, second->created_at);
  g_assert_cmpint (before->attempts, ==, 1);
}

/* C4: an issue that had its solution and waits again is a reply; where the parcel was presented again it is red. */
static void
test_replied (void)
{
  g_autoptr(JsonObject) object = cst_payload_parse (issue_text);
  g_autoptr(JsonObject) order_object = cst_payload_parse (order_text);
  g_autoptr(CstDropeaOrder) order = read_order (order_object);
  g_autoptr(CstDropeaIssue) issue = NULL;
  g_autoptr(CstDropeaIssue) listed = NULL;
  g_autoptr(CstDropeaIssue) passed_on = NULL;
  g_autoptr(CstDelivery) yellow = NULL;
  g_autoptr(CstDelivery) red = NULL;
  g_autoptr(CstDelivery) asked = NULL;
  g_autoptr(CstDelivery) green = NULL;
  const CstDeliveryEvent *event;

  json_object_set_string_member (object, "resolution_status", "SOLUTION_PROVIDED");
  json_object_set_string_member (object, "resolution_note", "Tomorrow");
  json_object_set_string_member (object, "resolution_changed_at", "2026-03-03T08:30:00");
  issue = read_issue (object);
  yellow = cst_dropea_map (issue, NULL, NULL, NULL);
  g_assert_cmpint (yellow->state, ==, CST_DELIVERY_REPLIED);
  g_assert_cmpint (yellow->replied_at, ==, yellow->updated_at);
  g_assert_true (cst_delivery_takes (yellow, CST_ANSWER_TEXT));
  event = g_ptr_array_index (yellow->events, 1);
  g_assert_cmpint (event->actor, ==, CST_PARTY_BRAND);
  g_assert_cmpstr (event->answer->text, ==, "Tomorrow");
  red = cst_dropea_map (issue, NULL, order, NULL);
  g_assert_cmpint (red->state, ==, CST_DELIVERY_WAITING);

  json_object_set_string_member (object, "status", "RESOLVED");
  listed = read_issue (object);
  asked = cst_dropea_map (listed, NULL, NULL, NULL);
  g_assert_cmpint (asked->state, ==, CST_DELIVERY_REPLIED);
  g_assert_cmpint (asked->allowed, ==, 0);
  json_object_set_string_member (object, "updated_at", "2026-03-03T08:30:20");
  passed_on = read_issue (object);
  green = cst_dropea_map (passed_on, NULL, NULL, NULL);
  g_assert_cmpint (green->state, ==, CST_DELIVERY_SOLVED);
}

static void
test_sub_code (void)
{
  g_autoptr(JsonObject) object = cst_payload_parse (issue_text);
  g_autoptr(CstDropeaIssue) issue = NULL;
  g_autoptr(CstDelivery) delivery = NULL;

  json_object_set_string_member (object, "carrier", "GLS Spain");
  json_object_set_int_member (object, "initial_carrier_code", -30);
  json_object_set_string_member (object, "initial_carrier_substatus_code", "13");
  issue = read_issue (object);
  delivery = cst_dropea_map (issue, NULL, NULL, NULL);
  g_assert_cmpstr (delivery->code_source, ==, "gls");
  g_assert_cmpstr (delivery->reason_code, ==, "-30/13");
}

static void
test_order (void)
{
  g_autoptr(JsonObject) object = cst_payload_parse (order_text);
  g_autoptr(CstDropeaOrder) order = read_order (object);
  const CstOrderLine *line = g_ptr_array_index (order->order->lines, 0);
  const CstShipment *shipment = g_ptr_array_index (order->order->shipments, 0);

  g_assert_cmpstr (order->order->id, ==, "501");
  g_assert_cmpstr (order->order->number, ==, "SHOP-77");
  g_assert_cmpint (order->order->status, ==, CST_ORDER_SHIPPED);
  g_assert_cmpint (order->order->amounts.total, ==, 3995);
  g_assert_cmpint (order->order->amounts.tax_mode, ==, CST_TAX_INCLUDED);
  g_assert_cmpint (order->order->shipped_at, ==, cst_time_parse ("2026-02-28T10:00:00Z"));
  g_assert_cmpint (order->order->updated_at, ==, cst_time_parse ("2026-03-03T00:00:00Z"));
  g_assert_cmpstr (order->order->customer.name, ==, "Ana <b>Pérez");
  g_assert_cmpstr (order->order->customer.country, ==, "ES");
  g_assert_cmpint (line->quantity, ==, 2);
  g_assert_cmpstr (line->sku, ==, "L-1");

  /* Half cents are no amount; the product's own price is. */
  g_assert_cmpint (line->unit_price, ==, 1990);
  g_assert_cmpstr (shipment->tracking_number, ==, "0401230000001");
}

static void
test_order_words (void)
{
  static const struct
  {
    const char     *word;
    CstOrderStatus  status;
  } statuses[] = {
    { "DRAFT", CST_ORDER_TO_CONFIRM }, { "PENDING", CST_ORDER_TO_CONFIRM }, { "CONFIRMED", CST_ORDER_TO_SHIP },
    { "PROCESSING", CST_ORDER_TO_SHIP }, { "SHIPPING", CST_ORDER_SHIPPED }, { "DELIVERED", CST_ORDER_DELIVERED },
    { "FINISH", CST_ORDER_COMPLETED }, { "ERROR", CST_ORDER_UNKNOWN }, { "DREAMING", CST_ORDER_UNKNOWN },
  };
  static const struct
  {
    const char       *word;
    CstDeliveryPhase  phase;
  } sub_statuses[] = {
    { "CREATING", CST_PHASE_ANNOUNCED }, { "PENDING", CST_PHASE_ANNOUNCED },
    { "PENDING_SUPPLIER", CST_PHASE_ANNOUNCED }, { "PICKING", CST_PHASE_ANNOUNCED },
    { "PACKED", CST_PHASE_ANNOUNCED }, { "AWAITING_PICKUP", CST_PHASE_ANNOUNCED },
    { "SHIPPED", CST_PHASE_IN_TRANSIT }, { "OUT_FOR_DELIVERY", CST_PHASE_OUT_FOR_DELIVERY },
    { "DELIVERY_ATTEMPTED", CST_PHASE_ATTEMPTED }, { "DELIVERED", CST_PHASE_DELIVERED },
    { "PAID", CST_PHASE_DELIVERED }, { "CANCELLED", CST_PHASE_UNKNOWN }, { "REFUSED", CST_PHASE_RETURNING },
    { "LOST_DAMAGED", CST_PHASE_LOST }, { "REFUSED_LOST_DAMAGED", CST_PHASE_LOST },
    { "DELIVERY_EXCEPTION", CST_PHASE_HELD }, { "REVIEW", CST_PHASE_UNKNOWN },
    { "TECHNICAL_ERROR", CST_PHASE_UNKNOWN }, { "REJECTED", CST_PHASE_UNKNOWN },
    { "INSUFFICIENT_STOCK", CST_PHASE_UNKNOWN }, { "CARRIER_VALIDATION_FAILED", CST_PHASE_UNKNOWN },
    { "WAREHOUSE_INTEGRATION_FAILED", CST_PHASE_UNKNOWN }, { "ON_THE_MOON", CST_PHASE_UNKNOWN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr(JsonObject) object = cst_payload_parse (order_text);
      g_autoptr(CstDropeaOrder) order = NULL;

      json_object_set_string_member (object, "status", statuses[i].word);
      json_object_remove_member (object, "sub_status");
      order = read_order (object);
      g_assert_cmpint (order->order->status, ==, statuses[i].status);
      g_assert_cmpstr (order->order->status_code, ==, statuses[i].word);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (sub_statuses); i++)
    {
      g_autoptr(JsonObject) object = cst_payload_parse (order_text);
      g_autoptr(CstDropeaOrder) order = NULL;

      json_object_set_string_member (object, "sub_status", sub_statuses[i].word);
      order = read_order (object);
      g_assert_cmpint (order->phase, ==, sub_statuses[i].phase);
      g_assert_cmpstr (order->order->status_code, ==, sub_statuses[i].word);
    }
}

static void
test_amounts (void)
{
  static const struct
  {
    const char *json;
    gint64      minor;
  } cases[] = {
    { "39.95", 3995 }, { "\"39.95\"", 3995 }, { "39", 3900 }, { "0.1", 10 }, { "1234567.89", 123456789 },
    { "\"39,9\"", 3990 }, { "-1", -1 }, { "39.955", -1 }, { "\"much\"", -1 }, { "null", -1 }, { "true", -1 },
    { "1e300", -1 },
  };
  static const char *const members[] = { "total", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"total\":%s}", cases[i].json);
      g_autoptr(JsonObject) object = cst_payload_parse (text);
      gint64 minor = -1;

      g_assert_cmpint (cst_dropea_amount (object, members, "EUR", &minor), ==, cases[i].minor >= 0);
      g_assert_cmpint (minor, ==, cases[i].minor);
    }
}

static CstOperation *
new_answer (CstDeliveryAnswerKind kind)
{
  CstOperation *operation = cst_operation_new (CST_OPERATION_DELIVERY_ANSWER, 1, "501", NULL);

  operation->delivery = g_strdup ("777001");
  operation->answer = cst_record_new (&cst_delivery_answer_type);
  operation->answer->kind = kind;
  operation->answer->text = g_strdup ("Mañana por la tarde");
  operation->answer->date = g_strdup ("2026-03-05");
  operation->answer->window = CST_WINDOW_EVENING;
  operation->answer->address = cst_record_new (&cst_address_type);
  operation->answer->address->street = g_strdup ("Calle Y 2");
  operation->answer->address->postal_code = g_strdup ("28014");
  operation->answer->address->city = g_strdup ("Madrid");
  operation->answer->address->region = g_strdup ("Madrid");
  operation->answer->address->country = g_strdup ("ES");
  operation->first_sent_at = cst_time_parse ("2026-03-03T10:00:00Z");

  return operation;
}

/* C7, C8: the body of each answer, to the byte. */
static void
test_bodies (void)
{
  static const struct
  {
    CstDeliveryAnswerKind  kind;
    const char            *body;
  } cases[] = {
    { CST_ANSWER_CALL_BACK, "{\"status\":\"MANAGING_WITH_CLIENT\"}" },
    { CST_ANSWER_TEXT, "{\"status\":\"RESOLVED\",\"resolution_status\":\"SOLUTION_PROVIDED\","
                       "\"resolution_note\":\"Mañana por la tarde\"}" },
    { CST_ANSWER_NEW_ATTEMPT, "{\"status\":\"RESOLVED\",\"resolution_status\":\"RETRY\","
                              "\"resolution_data\":{\"date\":\"2026-03-05\",\"time_window\":\"evening\"}}" },
    { CST_ANSWER_NEW_ADDRESS, "{\"status\":\"RESOLVED\",\"resolution_status\":\"CHANGE_ADDRESS\","
                              "\"resolution_data\":{\"address\":{\"street\":\"Calle Y 2\","
                              "\"postal_code\":\"28014\",\"city\":\"Madrid\","
                              "\"state\":\"Madrid\",\"country\":\"ES\"}}}" },
    { CST_ANSWER_PICKUP, "{\"status\":\"RESOLVED\",\"resolution_status\":\"PICKUP_AT_AGENCY\"}" },
    { CST_ANSWER_RETURN, "{\"status\":\"RESOLVED\",\"resolution_status\":\"RETURN_REQUESTED\"}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(CstOperation) operation = new_answer (cases[i].kind);
      g_autoptr(GError) error = NULL;
      g_autofree char *body = cst_dropea_resolve_body (operation, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (body, ==, cases[i].body);
    }
}

static void
assert_refused (CstOperation *operation)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (cst_dropea_resolve_body (operation, &error));
  g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_REFUSED);
}

/* What the platform would refuse does not leave. */
static void
test_refused_bodies (void)
{
  g_autoptr(CstOperation) text = new_answer (CST_ANSWER_TEXT);
  g_autoptr(CstOperation) attempt = new_answer (CST_ANSWER_NEW_ATTEMPT);
  g_autoptr(CstOperation) address = new_answer (CST_ANSWER_NEW_ADDRESS);
  g_autoptr(CstOperation) key = new_answer (CST_ANSWER_PICKUP);
  g_autoptr(CstOperation) none = new_answer (CST_ANSWER_NONE);

  cst_set_str (&text->answer->text, " ");
  assert_refused (text);
  g_free (text->answer->text);
  text->answer->text = g_strnfill (501, 'x');
  assert_refused (text);
  attempt->answer->window = CST_WINDOW_ANY;
  assert_refused (attempt);
  attempt->answer->window = CST_WINDOW_MORNING;
  cst_set_str (&attempt->answer->date, "2026-02-30");
  assert_refused (attempt);
  cst_set_str (&address->answer->address->region, NULL);
  assert_refused (address);
  cst_set_str (&key->key, "a.b");
  assert_refused (key);
  assert_refused (none);
}

#define GIVEN(resolution, more) \
  "{\"status\":\"RESOLVED\",\"resolution_status\":\"" resolution "\"," \
  "\"resolution_changed_at\":\"2026-03-03T10:00:05\"" more "}"
#define EARLIER(resolution) \
  "{\"resolution_status\":\"" resolution "\",\"resolution_changed_at\":\"2026-03-01T10:00:05\"}"
#define AT(date, window) ",\"resolution_data\":{\"date\":\"" date "\",\"time_window\":\"" window "\"}"
#define TO(street) \
  ",\"resolution_data\":{\"address\":{\"street\":\"" street "\",\"postal_code\":\"28014\",\"city\":\"Madrid\"}}"

/* A key that means nothing any more: only what the issue shows decides. */
static void
test_match (void)
{
  static const struct
  {
    CstDeliveryAnswerKind  kind;
    const char            *changes;
    CstDropeaMatch         match;
  } cases[] = {
    { CST_ANSWER_TEXT, "{}", CST_DROPEA_MATCH_NONE },
    { CST_ANSWER_TEXT, GIVEN ("SOLUTION_PROVIDED", ",\"resolution_data\":{\"note\":\"Mañana por la tarde\"}"),
      CST_DROPEA_MATCH_OURS },
    { CST_ANSWER_TEXT, GIVEN ("SOLUTION_PROVIDED", ",\"resolution_note\":\"Other\""), CST_DROPEA_MATCH_OTHER },
    { CST_ANSWER_TEXT, GIVEN ("SOLUTION_PROVIDED", ""), CST_DROPEA_MATCH_UNSURE },
    { CST_ANSWER_TEXT, EARLIER ("SOLUTION_PROVIDED"), CST_DROPEA_MATCH_NONE },
    { CST_ANSWER_PICKUP, GIVEN ("PICKUP_AT_AGENCY", ""), CST_DROPEA_MATCH_OURS },
    { CST_ANSWER_PICKUP, GIVEN ("RETRY", ""), CST_DROPEA_MATCH_OTHER },
    { CST_ANSWER_RETURN, "{\"status\":\"RESOLVED\",\"resolution_status\":\"RETURN_REQUESTED\"}",
      CST_DROPEA_MATCH_UNSURE },
    { CST_ANSWER_NEW_ATTEMPT, GIVEN ("RETRY", AT ("2026-03-05", "evening")), CST_DROPEA_MATCH_OURS },
    { CST_ANSWER_NEW_ATTEMPT, GIVEN ("RETRY", AT ("2026-03-05", "morning")), CST_DROPEA_MATCH_OTHER },
    { CST_ANSWER_NEW_ADDRESS, GIVEN ("CHANGE_ADDRESS", TO ("Calle Y 2")), CST_DROPEA_MATCH_OURS },
    { CST_ANSWER_NEW_ADDRESS, GIVEN ("CHANGE_ADDRESS", TO ("Calle Z 3")), CST_DROPEA_MATCH_OTHER },
    { CST_ANSWER_CALL_BACK, "{\"status\":\"MANAGING_WITH_CLIENT\"}", CST_DROPEA_MATCH_OURS },
    { CST_ANSWER_CALL_BACK, "{}", CST_DROPEA_MATCH_NONE },
    { CST_ANSWER_TEXT, "{\"status\":\"MANAGING_WITH_CLIENT\"}", CST_DROPEA_MATCH_OTHER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonObject) object = cst_payload_parse (issue_text);
      g_autoptr(JsonObject) changes = cst_payload_parse (cases[i].changes);
      g_autoptr(GList) members = json_object_get_members (changes);
      g_autoptr(CstOperation) operation = new_answer (cases[i].kind);
      g_autoptr(CstDropeaIssue) issue = NULL;

      for (GList *l = members; l != NULL; l = l->next)
        json_object_set_member (object, l->data, json_object_dup_member (changes, l->data));
      issue = read_issue (object);
      g_assert_cmpint (cst_dropea_match (issue, operation, operation->first_sent_at), ==, cases[i].match);
    }
}

static void
test_failures (void)
{
  static const struct
  {
    guint                status;
    const char          *type;
    CstMarketplaceError  code;
  } cases[] = {
    { 400, "ValidationFailure", CST_MARKETPLACE_ERROR_REFUSED },
    { 401, "UnauthorizedFailure", CST_MARKETPLACE_ERROR_AUTH },
    { 403, "ForbiddenFailure", CST_MARKETPLACE_ERROR_FORBIDDEN },
    { 404, "NotFoundFailure", CST_MARKETPLACE_ERROR_NOT_FOUND },
    { 409, "ConflictFailure", CST_MARKETPLACE_ERROR_REFUSED },
    { 422, "BusinessFailure", CST_MARKETPLACE_ERROR_REFUSED },
    { 429, "RateLimitFailure", CST_MARKETPLACE_ERROR_THROTTLED },
    { 500, "ServerFailure", CST_MARKETPLACE_ERROR_SERVER },
    { 500, "DatabaseFailure", CST_MARKETPLACE_ERROR_SERVER },
    { 503, "NetworkFailure", CST_MARKETPLACE_ERROR_SERVER },
    { 200, "ForbiddenFailure", CST_MARKETPLACE_ERROR_FORBIDDEN },
    { 200, "SulkingFailure", CST_MARKETPLACE_ERROR_REFUSED },
    { 401, "SulkingFailure", CST_MARKETPLACE_ERROR_AUTH },
    { 502, "SulkingFailure", CST_MARKETPLACE_ERROR_SERVER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"success\":false,\"message\":\"m\",\"data\":null,"
                                               "\"failure\":{\"type\":\"%s\",\"message\":\"Why not\"}}", cases[i].type);
      g_autoptr(GBytes) body = g_bytes_new (text, strlen (text));
      g_autoptr(JsonNode) root = cst_wire_parse (body, "answer", NULL);
      CstHttpAnswer answer = { .status = cases[i].status, .body = body };
      g_autoptr(GError) error = NULL;
      g_autofree char *words = NULL;

      g_assert_false (cst_dropea_check (&answer, root, &error));
      g_assert_error (error, CST_MARKETPLACE_ERROR, (int) cases[i].code);
      words = cst_marketplace_problem_text (error);
      g_assert_cmpint (cases[i].code == CST_MARKETPLACE_ERROR_REFUSED, ==, strstr (words, "Why not") != NULL);
    }
}

static void
test_pages (void)
{
  static const struct
  {
    const char *text;
    int         n_items;
    gint64      n_pages;
  } cases[] = {
    { "{\"success\":true,\"data\":{\"items\":[{},{}],\"pagination\":{}}}", 2, -1 },
    { "{\"success\":true,\"data\":{\"items\":[],\"pagination\":{\"total_pages\":7}}}", 0, 7 },
    { "{\"success\":true,\"data\":{\"items\":[{}],\"pagination\":{\"total\":101,\"limit\":50}}}", 1, 3 },
    { "{\"data\":{\"items\":[{}]}}", 1, -1 },
    { "{\"success\":true,\"data\":{\"items\":[1]}}", -1, 0 },
    { "{\"success\":true,\"data\":{}}", -1, 0 },
    { "{\"success\":false,\"data\":{\"items\":[]}}", -1, 0 },
    { "{\"success\":true}", -1, 0 },
    { "[]", -1, 0 },
    { "{\"success\":true,\"data\":{\"items\":[{}", -1, 0 },
    { "", -1, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) body = g_bytes_new (cases[i].text, strlen (cases[i].text));
      g_autoptr(GError) error = NULL;
      g_autoptr(CstDropeaPage) page = cst_dropea_read_page (body, "issues", 100, &error);

      if (cases[i].n_items < 0)
        {
          g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpuint (json_array_get_length (page->items), ==, cases[i].n_items);
      g_assert_cmpint (page->n_pages, ==, cases[i].n_pages);
    }
}

static void
test_needed (void)
{
  static const char *const members[] = { "id", "order_id", "status" };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr(JsonObject) object = cst_payload_parse (issue_text);
      g_autoptr(GError) error = NULL;

      json_object_remove_member (object, members[i]);
      g_assert_null (cst_dropea_issue_read (object, &error));
      g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED);
    }
}

static void
test_operation_words (void)
{
  static const struct
  {
    const char              *text;
    CstDropeaOperationState  state;
  } cases[] = {
    { "{\"status\":\"PROCESSING\"}", CST_DROPEA_OPERATION_RUNNING },
    { "{\"status\":\"completed\"}", CST_DROPEA_OPERATION_DONE },
    { "{\"state\":\"FAILED\"}", CST_DROPEA_OPERATION_FAILED },
    { "{\"status\":\"MEDITATING\"}", CST_DROPEA_OPERATION_UNKNOWN },
    { "{}", CST_DROPEA_OPERATION_UNKNOWN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonObject) object = cst_payload_parse (cases[i].text);

      g_assert_cmpint (cst_dropea_read_operation (object), ==, cases[i].state);
    }
}

static void
test_me (void)
{
  static const char text[] = "{\"id\":7,\"email\":\"a@b.example\",\"scopes\":[\"dp:issues:read\"]}";
  g_autoptr(JsonObject) object = cst_payload_parse (text);
  CstAccountInfo *reader = cst_dropea_read_me (object);
  CstAccountInfo *silent = cst_dropea_read_me (NULL);

  g_assert_cmpstr (reader->name, ==, "a@b.example");
  g_assert_false (reader->may_decide);
  g_assert_cmpint (reader->message_limit, ==, 500);
  g_assert_true (silent->may_decide);
  g_assert_cmpint (silent->capabilities, ==,
                   CST_CAN_READ_ORDERS | CST_CAN_READ_DELIVERIES | CST_CAN_ANSWER_DELIVERIES | CST_CAN_IDEMPOTENT);
  cst_record_free (&cst_account_info_type, reader);
  cst_record_free (&cst_account_info_type, silent);
}

static void
test_cursor (void)
{
  g_autoptr(CstDropeaCursor) cursor = cst_dropea_cursor_read (NULL);
  g_autofree char *text = NULL;
  g_autoptr(CstDropeaCursor) again = NULL;

  cursor->phase = CST_DROPEA_PHASE_WATCH;
  cursor->issues = (CstDropeaRound) { .page = 2, .n_pages = 3, .latest = 90, .at_start = 50, .since = 20 };
  text = cst_dropea_cursor_text (cursor);
  again = cst_dropea_cursor_read (text);
  g_assert_true (cst_record_equal (&cst_dropea_cursor_type, cursor, again));
  g_assert_null (cst_dropea_cursor_read ("by hand"));
  g_assert_null (cst_dropea_cursor_read ("{}"));

  cst_dropea_round_turn (&again->issues, 3, 100, 100);
  g_assert_cmpint (again->issues.page, ==, 3);
  g_assert_cmpint (again->issues.since, ==, 20);
  cst_dropea_round_turn (&again->issues, -1, 100, 100);
  g_assert_cmpint (again->issues.page, ==, 4);
  cst_dropea_round_turn (&again->issues, -1, 0, 100);
  g_assert_cmpint (again->issues.page, ==, 1);
  g_assert_cmpint (again->issues.n_pages, ==, 3);
  g_assert_cmpint (again->issues.since, ==, 50);
  g_assert_cmpint (again->issues.at_start, ==, 90);
}

/* Bytes of any kind are read or refused, and what was read can be told. */
static void
chew (GBytes *bytes)
{
  g_autoptr(CstDropeaPage) page = cst_dropea_read_page (bytes, "fuzz", 100, NULL);
  g_auto(CstDropeaFailure) failure = CST_DROPEA_FAILURE_INIT;
  g_autoptr(JsonNode) root = cst_wire_parse (bytes, "fuzz", NULL);

  cst_dropea_read_failure (bytes, &failure);
  if (root != NULL)
    g_hash_table_unref (cst_dropea_read_catalogue (root));
  for (guint i = 0; page != NULL && i < json_array_get_length (page->items); i++)
    {
      JsonObject *object = json_array_get_object_element (page->items, i);
      g_autoptr(CstDropeaIssue) issue = cst_dropea_issue_read (object, NULL);
      g_autoptr(CstDropeaOrder) order = cst_dropea_order_read (object, NULL);
      g_autoptr(CstDelivery) delivery = issue != NULL ? cst_dropea_map (issue, NULL, order, "ES") : NULL;
      CstAccountInfo *info = cst_dropea_read_me (object);

      if (delivery != NULL)
        g_assert_nonnull (delivery->order);
      cst_record_free (&cst_account_info_type, info);
    }
}

static void
test_fuzz (void)
{
  static const char format[] = "{\"success\":true,\"data\":{\"items\":[%s,%s],\"pagination\":{\"total\":2}}}";
  g_autofree char *whole = g_strdup_printf (format, issue_text, order_text);
  gsize size = strlen (whole);
  g_autoptr(GRand) random = g_rand_new_with_seed (20261123);

  for (int round = 0; round < 4000; round++)
    {
      g_autofree char *copy = g_strdup (whole);
      gsize length = round % 3 == 0 ? (gsize) g_rand_int_range (random, 0, (gint32) size) : size;
      g_autoptr(GBytes) bytes = NULL;

      for (int hit = g_rand_int_range (random, 0, 6); hit > 0; hit--)
        copy[g_rand_int_range (random, 0, (gint32) size)] = "0\"{}[],:n-9e."[g_rand_int_range (random, 0, 13)];
      bytes = g_bytes_new (copy, length);
      chew (bytes);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dropea/C6/issue", test_issue);
  g_test_add_func ("/dropea/C6/types", test_types);
  g_test_add_func ("/dropea/C1/statuses", test_statuses);
  g_test_add_func ("/dropea/C3/first-absence", test_first_absence);
  g_test_add_func ("/dropea/C4/replied", test_replied);
  g_test_add_func ("/dropea/C6/sub-code", test_sub_code);
  g_test_add_func ("/dropea/order", test_order);
  g_test_add_func ("/dropea/order-words", test_order_words);
  g_test_add_func ("/dropea/amounts", test_amounts);
  g_test_add_func ("/dropea/C8/bodies", test_bodies);
  g_test_add_func ("/dropea/C8/refused-bodies", test_refused_bodies);
  g_test_add_func ("/dropea/C4/match", test_match);
  g_test_add_func ("/dropea/failures", test_failures);
  g_test_add_func ("/dropea/pages", test_pages);
  g_test_add_func ("/dropea/needed", test_needed);
  g_test_add_func ("/dropea/operation-words", test_operation_words);
  g_test_add_func ("/dropea/me", test_me);
  g_test_add_func ("/dropea/cursor", test_cursor);
  g_test_add_func ("/dropea/fuzz", test_fuzz);

  return g_test_run ();
}
