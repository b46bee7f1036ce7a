/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-constat-wire.h"
#include "cst-marketplace.h"
#include "cst-payloads.h"
#include "cst-util.h"

static void
test_account (void)
{
  g_autoptr(JsonObject) object = cst_payload_parse (cst_payload_account);
  g_autoptr(GError) error = NULL;
  gint64 time = 0;
  CstAccountInfo *info = cst_constat_read_account (object, &time, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (info->remote_id, ==, "acc-1");
  g_assert_cmpstr (info->site, ==, "Grand Comptoir");
  g_assert_cmpint (info->audience, ==, CST_CUSTOMER_RETAILER);
  g_assert_cmpint (info->capabilities & CST_CAN_REFUND, !=, 0);
  g_assert_cmpint (info->capabilities & CST_CAN_REPLACE, ==, 0);
  g_assert_false (info->may_decide);
  g_assert_true (info->may_find);
  g_assert_true (info->rate.is_known);
  g_assert_cmpint (info->rate.threshold_bp, ==, 500);
  g_assert_cmpint (info->attachment_limit, ==, 10485760);
  g_assert_cmpstr (info->label_media_types[0], ==, "application/pdf");
  g_assert_true (cst_account_info_takes_in_message (info, "image/heif"));
  g_assert_false (cst_account_info_takes_in_message (info, "image/tiff"));
  g_assert_cmpuint (info->people->len, ==, 1);
  g_assert_cmpint (time, ==, cst_time_parse ("2026-11-23T08:15:00Z"));
  cst_record_free (&cst_account_info_type, info);

  json_object_set_null_member (object, "rate");
  info = cst_constat_read_account (object, &time, &error);
  g_assert_no_error (error);
  g_assert_false (info->rate.is_known);
  cst_record_free (&cst_account_info_type, info);
}

static void
test_order (void)
{
  g_autoptr(JsonObject) object = cst_payload_parse (cst_payload_order);
  g_autoptr(GError) error = NULL;
  g_autoptr(CstOrder) order = cst_wire_read_new (&cst_constat_order, object, "order", &error);
  const CstOrderLine *line;

  g_assert_no_error (error);
  g_assert_cmpint (order->status, ==, CST_ORDER_PROBLEM_REPORTED);
  g_assert_cmpstr (order->status_code, ==, "problem_reported");
  g_assert_cmpstr (order->customer.name, ==, "<b>Papeterie</b> &amp; Fils");
  g_assert_null (order->customer.phone);
  g_assert_cmpint (order->amounts.total, ==, 12948);
  g_assert_cmpstr (order->amounts.currency, ==, "EUR");
  g_assert_cmpint (order->payout.held, ==, 12948);
  g_assert_cmpstr (order->incident_ids[0], ==, "inc-1");
  line = cst_order_find_line (order, "1");
  g_assert_cmpint (line->delivered, ==, 12);
  g_assert_null (line->picture);
}

/* Unknown words are kept beside the first value of the enum; a nested shipment lies flat in our record. */
static void
test_incident (void)
{
  g_autoptr(JsonObject) object = cst_payload_parse (cst_payload_incident);
  g_autoptr(GError) error = NULL;
  g_autoptr(CstIncident) incident = cst_wire_read_new (&cst_constat_incident, object, "incident", &error);
  const CstResolution *resolution;
  const CstIncidentEvent *event;

  g_assert_no_error (error);
  g_assert_cmpint (incident->reason, ==, CST_REASON_UNKNOWN);
  g_assert_cmpstr (incident->reason_code, ==, "eaten_by_a_dog");
  g_assert_cmpint (incident->state, ==, CST_INCIDENT_IN_PROGRESS);
  g_assert_true (incident->contested);
  g_assert_cmpstr (incident->description, ==, "<script>alert(1)</script>");
  g_assert_cmpint (cst_incident_reported_quantity (incident, "1"), ==, 2);
  event = g_ptr_array_index (incident->history, 0);
  g_assert_cmpint (event->event, ==, CST_EVENT_UNKNOWN);
  g_assert_cmpstr (event->event_code, ==, "danced");
  resolution = g_ptr_array_index (incident->resolutions, 0);
  g_assert_cmpstr (resolution->tracking_number, ==, "1Z");
  g_assert_cmpint (resolution->shipped_at, ==, cst_time_parse ("2026-11-14T09:20:00Z"));
  g_assert_cmpstr (cst_incident_find_return (incident, "ret-1")->label->id, ==, "att-9");
}

static void
test_thread_and_desk (void)
{
  g_autoptr(JsonObject) thread_object = cst_payload_parse (cst_payload_thread);
  g_autoptr(JsonObject) desk_object = cst_payload_parse (cst_payload_desk);
  g_autoptr(GError) error = NULL;
  g_autoptr(CstThread) thread = cst_wire_read_new (&cst_constat_thread, thread_object, "thread", &error);
  g_autoptr(CstDesk) desk = cst_wire_read_new (&cst_constat_desk, desk_object, "desk", &error);
  const CstMessage *message;
  const CstFinding *finding;
  const CstMark *mark;

  g_assert_no_error (error);
  message = g_ptr_array_index (thread->messages, 0);
  g_assert_cmpint (message->purpose, ==, CST_PURPOSE_PHOTO_REQUEST);
  g_assert_cmpstr (message->key, ==, "k-2");
  g_assert_cmpstr (thread->read_up_to, ==, "m-1");
  g_assert_null (desk->assigned_to);
  g_assert_cmpuint (desk->notes->len, ==, 1);
  finding = g_ptr_array_index (desk->findings, 0);
  g_assert_cmpint (finding->finding, ==, CST_FINDING_CONFIRMED);
  g_assert_cmpuint (finding->marks->len, ==, 3);
  mark = g_ptr_array_index (finding->marks, 0);
  g_assert_cmpstr (mark->attachment, ==, "att-1");
  g_assert_cmpint (mark->shape, ==, CST_MARK_CIRCLE);
  g_assert_cmpint (mark->x2, ==, 3000);
  g_assert_cmpint (mark->y2, ==, 10000);
  g_assert_true (cst_mark_is_valid (mark));
  g_assert_cmpstr (((CstMark *) g_ptr_array_index (finding->marks, 1))->text, ==, "<b>ici");
  g_assert_false (cst_mark_is_valid (g_ptr_array_index (finding->marks, 2)));
}

/* One member made wrong at a time: the error names it. */
static void
assert_malformed (const CstWireType *type,
                  const char        *payload,
                  const char        *from,
                  const char        *to,
                  const char        *named)
{
  g_auto(GStrv) parts = g_strsplit (payload, from, 2);
  g_autofree char *text = NULL;
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  text = g_strconcat (parts[0], to, parts[1], NULL);
  object = cst_payload_parse (text);
  g_assert_null (cst_wire_read_new (type, object, "it", &error));
  g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED);
  g_assert_nonnull (strstr (error->message, named));
}

static void
test_malformed (void)
{
  const CstWireType *order = &cst_constat_order;
  const CstWireType *incident = &cst_constat_incident;

  assert_malformed (order, cst_payload_order, "\"version\":812", "\"version\":\"812\"", "it.version");
  assert_malformed (order, cst_payload_order, "\"version\":812", "\"version\":8.5", "it.version");
  assert_malformed (order, cst_payload_order, "\"version\":812", "\"version\":null", "it.version");
  assert_malformed (order, cst_payload_order, "\"id\":\"ord-1\"", "\"id\":\"../x\"", "it.id");
  assert_malformed (order, cst_payload_order, "\"id\":\"ord-1\"", "\"id\":\"..\"", "it.id");
  assert_malformed (order, cst_payload_order, "\"goods\":10200", "\"goods\":1000000000000000", "it.amounts.goods");
  assert_malformed (order, cst_payload_order, "\"currency\":\"EUR\"", "\"currency\":\"euros\"", "it.amounts.currency");
  assert_malformed (order, cst_payload_order, "\"delivered\":12", "\"delivered\":-1", "it.lines[0].delivered");
  assert_malformed (order, cst_payload_order, "\"customer\":{", "\"customer\":[],\"x\":{", "it.customer");
  assert_malformed (order, cst_payload_order, "[\"inc-1\"]", "[7]", "it.incident_ids");
  assert_malformed (order, cst_payload_order, "\"2026-11-12T09:00:00Z\"", "\"yesterday\"", "it.placed_at");
  assert_malformed (incident, cst_payload_incident, "\"contested\":true", "\"contested\":1", "it.contested");
  assert_malformed (incident, cst_payload_incident, "\"at\":\"2026-11-14T09:00:00Z\"", "\"at\":{}",
                    "it.history[0].at");
  assert_malformed (incident, cst_payload_incident, "\"2026-11-15\"", "\"2026-02-30\"", "it.resolutions[0].ship_by");
  assert_malformed (incident, cst_payload_incident, "[{\"line\":\"1\",\"reported\":2}]", "[1]", "it.lines");
}

static void
assert_no_body (const char *text,
                gssize      size)
{
  g_autoptr(GBytes) body = g_bytes_new (text, size < 0 ? strlen (text) : (gsize) size);
  g_autoptr(GError) error = NULL;

  g_assert_null (cst_wire_parse (body, "orders", &error));
  g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED);
  g_assert_true (g_str_has_prefix (error->message, "orders: "));
}

static void
test_bodies (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');

  assert_no_body ("", -1);
  assert_no_body ("[]", -1);
  assert_no_body ("<html>", -1);
  assert_no_body (deep, -1);
  assert_no_body (cst_payload_order, 200);
  assert_no_body ("{\"a\":\"\xff\"}", -1);
}

static CstConstatPage *
read_page (const char  *text,
           GError     **error)
{
  g_autoptr(JsonObject) object = cst_payload_parse (text);

  return cst_constat_read_page (object, error);
}

static void
test_page (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstConstatPage) page =
    read_page ("{\"items\":[{\"type\":\"order\",\"id\":\"a\",\"version\":1,\"deleted\":false},"
               "{\"type\":\"moon\",\"id\":\"b\",\"version\":1,\"deleted\":false},"
               "{\"type\":\"desk\",\"id\":\"c\",\"version\":1,\"deleted\":true},"
               "{\"type\":\"account\",\"id\":\"d\",\"version\":1,\"deleted\":false}],\"next\":\"n\",\"more\":true}",
               &error);

  g_assert_no_error (error);
  g_assert_cmpuint (page->changes->len, ==, 3);
  g_assert_cmpint (g_array_index (page->changes, CstConstatChange, 1).entity, ==, CST_ENTITY_DESK);
  g_assert_true (g_array_index (page->changes, CstConstatChange, 1).is_deleted);
  g_assert_true (g_array_index (page->changes, CstConstatChange, 2).is_account);
  g_assert_cmpstr (page->next, ==, "n");
  g_assert_true (page->has_more);
  g_assert_cmpint (page->remaining, ==, -1);
}

static void
test_bad_pages (void)
{
  const char *bad[] = {
    "{\"next\":\"n\",\"more\":true}",
    "{\"items\":[],\"more\":true}",
    "{\"items\":[],\"next\":\"\",\"more\":true}",
    "{\"items\":[],\"next\":\"n\"}",
    "{\"items\":[3],\"next\":\"n\",\"more\":true}",
    "{\"items\":[{\"type\":\"order\",\"id\":\"a/b\"}],\"next\":\"n\",\"more\":true}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (read_page (bad[i], &error));
      g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED);
    }
}

/* Each number may be right and what is made of them not. */
static void
test_bad_sums (void)
{
  const char *bad[][2] = {
    { "\"unit_price\":850", "\"unit_price\":900000000000000" },
    { "\"unit_price\":850", "\"unit_price\":-900000000000000" },
    { "\"tax_rate_bp\":2000", "\"tax_rate_bp\":10001" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_auto(GStrv) parts = g_strsplit (cst_payload_order, bad[i][0], 2);
      g_autofree char *text = g_strconcat ("{\"items\":[", parts[0], bad[i][1], parts[1], "]}", NULL);
      g_autoptr(JsonObject) object = cst_payload_parse (text);
      g_autoptr(CstChangeSet) changes = cst_change_set_new ();
      g_autoptr(GError) error = NULL;

      g_assert_false (cst_constat_read_items (CST_ENTITY_ORDER, changes, object, &error));
      g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED);
    }
}

/* Every payload with bytes changed at random: read or refused, never a crash. */
static void
test_noise (void)
{
  const char *payloads[] = { cst_payload_order, cst_payload_incident, cst_payload_thread, cst_payload_desk };
  const CstWireType *types[] = {
    &cst_constat_order, &cst_constat_incident, &cst_constat_thread, &cst_constat_desk,
  };
  g_autoptr(GRand) random = g_rand_new_with_seed (20);

  for (int round = 0; round < 4000; round++)
    {
      g_autofree char *text = g_strdup (payloads[round % 4]);
      g_autoptr(GBytes) body = NULL;
      g_autoptr(JsonNode) node = NULL;
      gsize length = strlen (text);

      for (int i = g_rand_int_range (random, 1, 4); i > 0; i--)
        text[g_rand_int_range (random, 0, (gint32) length)] = (char) g_rand_int_range (random, 32, 127);
      body = g_bytes_new (text, length);
      if ((node = cst_wire_parse (body, "noise", NULL)))
        cst_record_free (types[round % 4]->record,
                         cst_wire_read_new (types[round % 4], json_node_get_object (node), "noise", NULL));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/O13/account", test_account);
  g_test_add_func ("/wire/O3/order", test_order);
  g_test_add_func ("/wire/O4/incident", test_incident);
  g_test_add_func ("/wire/O9/thread-and-desk", test_thread_and_desk);
  g_test_add_func ("/wire/malformed", test_malformed);
  g_test_add_func ("/wire/bodies", test_bodies);
  g_test_add_func ("/wire/page", test_page);
  g_test_add_func ("/wire/bad-pages", test_bad_pages);
  g_test_add_func ("/wire/bad-sums", test_bad_sums);
  g_test_add_func ("/wire/noise", test_noise);

  return g_test_run ();
}
