/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-payloads.h"

/* Written from the contract (docs/api), each with members and words no version of us knows. */

const char cst_payload_account[] =
  "{\"id\":\"acc-1\",\"name\":\"Maison Verne\",\"site\":\"Grand Comptoir\",\"site_url\":\"https://gc.example/\","
  "\"audience\":\"retailer\",\"currency\":\"EUR\",\"country\":\"FR\",\"surprise\":[1,{}],"
  "\"person_list\":[{\"id\":\"p-lea\",\"name\":\"Léa Fontaine\",\"role\":\"care\"}],"
  "\"capabilities\":[\"orders\",\"incidents\",\"threads\",\"resolution.refund\",\"resolution.teleport\"],"
  "\"scopes\":[\"read\",\"findings\"],"
  "\"limits\":{\"attachment_bytes\":10485760,\"message_chars\":4000,\"label_media_types\":[\"application/pdf\"],"
  "\"message_media_types\":[\"image/jpeg\",\"image/heif\"]},"
  "\"rate\":{\"reported\":12,\"orders\":400,\"from\":\"2026-07-26\",\"to\":\"2026-11-23\",\"threshold_bp\":500,"
  "\"comparison\":\"above\"},\"time\":\"2026-11-23T08:15:00Z\",\"version\":7}";

const char cst_payload_order[] =
  "{\"id\":\"ord-1\",\"number\":\"GC-10423\",\"version\":812,\"status\":\"problem_reported\","
  "\"placed_at\":\"2026-11-12T09:00:00Z\",\"shipped_at\":\"2026-11-13T09:00:00Z\","
  "\"customer\":{\"id\":\"c-1\",\"name\":\"<b>Papeterie</b> &amp; Fils\",\"kind\":\"retailer\",\"language\":\"fr\","
  "\"country\":\"FR\",\"city\":\"Lille\",\"postal_code\":\"59000\",\"street\":\"1 rue X\",\"phone\":null},"
  "\"lines\":[{\"id\":\"1\",\"sku\":\"CUP-12\",\"title\":\"Tasse\",\"picture\":null,\"quantity\":12,\"delivered\":12,"
  "\"unit_price\":850,\"tax_rate_bp\":2000}],"
  "\"amounts\":{\"currency\":\"EUR\",\"tax_mode\":\"excluded\",\"goods\":10200,\"shipping\":590,\"tax\":2158,"
  "\"total\":12948},"
  "\"refunded\":{\"currency\":\"EUR\",\"tax_mode\":\"excluded\",\"goods\":0,\"shipping\":0,\"tax\":0,\"total\":0},"
  "\"shipments\":[{\"id\":\"s-1\",\"carrier\":\"Colissimo\",\"tracking_number\":\"6A1\","
  "\"shipped_at\":\"2026-11-13T09:00:00Z\",\"lines\":[{\"line\":\"1\",\"quantity\":12}]}],"
  "\"payout\":{\"state\":\"held\",\"held\":12948,\"payable\":12948,\"currency\":\"EUR\"},"
  "\"site_url\":\"https://gc.example/o/1\",\"incident_ids\":[\"inc-1\"],\"updated_at\":\"2026-11-14T09:00:00Z\"}";

const char cst_payload_incident[] =
  "{\"id\":\"inc-1\",\"number\":\"P-2041\",\"order\":\"ord-1\",\"version\":813,\"reason\":\"eaten_by_a_dog\","
  "\"reason_label\":\"Mangé\",\"handler\":\"brand\",\"state\":\"in_progress\",\"contested\":true,"
  "\"contested_count\":2,\"reported_at\":\"2026-11-14T09:00:00Z\",\"updated_at\":\"2026-11-14T09:30:00Z\","
  "\"respond_by\":\"2026-11-16T09:00:00Z\",\"waiting_for\":\"customer\",\"waiting_since\":\"2026-11-14T09:30:00Z\","
  "\"description\":\"<script>alert(1)</script>\",\"language\":\"fr\",\"lines\":[{\"line\":\"1\",\"reported\":2}],"
  "\"attachments\":[{\"id\":\"att-1\",\"filename\":\"../../.bashrc\",\"media_type\":\"image/jpeg\",\"size\":1234,"
  "\"status\":\"available\",\"created_at\":\"2026-11-14T09:00:00Z\"}],\"photos_announced\":2,"
  "\"history\":[{\"id\":\"h-1\",\"at\":\"2026-11-14T09:00:00Z\",\"actor\":\"customer\",\"event\":\"danced\"}],"
  "\"resolutions\":[{\"id\":\"r-1\",\"kind\":\"replacement\",\"state\":\"executed\","
  "\"requested_at\":\"2026-11-14T09:10:00Z\",\"executed_at\":\"2026-11-14T09:20:00Z\",\"by\":\"Léa\",\"key\":\"k-1\","
  "\"lines\":[{\"line\":\"1\",\"quantity\":1}],\"return\":\"ret-1\",\"ship_by\":\"2026-11-15\","
  "\"shipment\":{\"carrier\":\"UPS\",\"tracking_number\":\"1Z\",\"shipped_at\":\"2026-11-14T09:20:00Z\"}}],"
  "\"returns\":[{\"id\":\"ret-1\",\"incident\":\"inc-1\",\"resolution\":\"r-1\",\"state\":\"labelled\","
  "\"lines\":[{\"line\":\"1\",\"quantity\":1}],\"label\":{\"id\":\"att-9\",\"filename\":\"l.pdf\","
  "\"media_type\":\"application/pdf\",\"size\":10,\"status\":\"available\",\"created_at\":\"2026-11-14T09:00:00Z\"},"
  "\"asked_at\":\"2026-11-14T09:10:00Z\"}]}";

const char cst_payload_thread[] =
  "{\"order\":\"ord-1\",\"version\":3,\"messages\":[{\"id\":\"m-1\",\"incident\":\"inc-1\",\"author\":\"brand\","
  "\"author_name\":\"Léa\",\"body\":\"Bonjour\",\"sent_at\":\"2026-11-14T09:30:00Z\",\"state\":\"delivered\","
  "\"purpose\":\"photo_request\",\"key\":\"k-2\",\"attachments\":[]}],\"read_up_to\":\"m-1\"}";

const char cst_payload_desk[] =
  "{\"incident\":\"inc-1\",\"version\":2,\"assigned_to\":null,"
  "\"opened_by\":[{\"person\":\"p-lea\",\"name\":\"Léa\",\"at\":\"2026-11-14T09:30:00Z\"}],"
  "\"notes\":[{\"id\":\"n-1\",\"person\":\"p-lea\",\"name\":\"Léa\","
  "\"at\":\"2026-11-14T09:30:00Z\",\"text\":\"<i>x\"}],"
  "\"findings\":[{\"id\":\"f-1\",\"person\":\"p-marc\",\"name\":\"Marc\",\"at\":\"2026-11-14T09:31:00Z\","
  "\"line\":\"1\",\"quantity\":2,\"finding\":\"confirmed\",\"marks\":["
  "{\"attachment\":\"att-1\",\"shape\":\"circle\",\"x1\":100,\"y1\":200,\"x2\":3000,\"y2\":10000},"
  "{\"attachment\":\"att-1\",\"shape\":\"text\",\"x1\":7,\"y1\":8,\"text\":\"<b>ici\"},"
  "{\"attachment\":\"att-1\",\"shape\":\"star\",\"x1\":7,\"y1\":8}]}]}";

/**
 * cst_payload_parse:
 *
 * Returns: (transfer full): the object
 */
JsonObject *
cst_payload_parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = json_from_string (text, &error);

  g_assert_no_error (error);

  return json_object_ref (json_node_get_object (node));
}
