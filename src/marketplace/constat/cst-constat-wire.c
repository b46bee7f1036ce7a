/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-constat-wire.h"

#include "cst-marketplace.h"

#define MAX_TAX_RATE_BP 10000

static const CstWireField person_fields[] = {
  CST_WIRE_NEEDS (CstPerson, "id", ID, id, NULL),
  CST_WIRE_NEEDS (CstPerson, "name", TEXT, name, NULL),
  CST_WIRE_MAY (CstPerson, "role", TEXT, role, NULL),
};

static CST_DEFINE_WIRE_TYPE (person, &cst_person_type);

static const CstWireField rate_fields[] = {
  CST_WIRE_NEEDS (CstRate, "reported", COUNT, reported, NULL),
  CST_WIRE_NEEDS (CstRate, "orders", COUNT, orders, NULL),
  CST_WIRE_NEEDS (CstRate, "from", DATE, from, NULL),
  CST_WIRE_NEEDS (CstRate, "to", DATE, to, NULL),
  CST_WIRE_NEEDS (CstRate, "threshold_bp", COUNT, threshold_bp, NULL),
};

static CST_DEFINE_WIRE_TYPE (rate, &cst_rate_type);

static const CstWireField limits_fields[] = {
  CST_WIRE_NEEDS (CstAccountInfo, "attachment_bytes", NUMBER, attachment_limit, NULL),
  CST_WIRE_NEEDS (CstAccountInfo, "message_chars", COUNT, message_limit, NULL),
  CST_WIRE_NEEDS (CstAccountInfo, "label_media_types", TEXTS, label_media_types, NULL),
  CST_WIRE_MAY (CstAccountInfo, "message_media_types", TEXTS, message_media_types, NULL),
};

static CST_DEFINE_WIRE_TYPE (limits, &cst_account_info_type);

static const CstWireField account_fields[] = {
  CST_WIRE_NEEDS (CstAccountInfo, "id", ID, remote_id, NULL),
  CST_WIRE_NEEDS (CstAccountInfo, "name", TEXT, name, NULL),
  CST_WIRE_NEEDS (CstAccountInfo, "site", TEXT, site, NULL),
  CST_WIRE_MAY (CstAccountInfo, "site_url", TEXT, site_url, NULL),
  CST_WIRE_NEEDS (CstAccountInfo, "audience", CODE, audience, &cst_customer_kind_type),
  CST_WIRE_NEEDS (CstAccountInfo, "currency", CURRENCY, currency, NULL),
  CST_WIRE_MAY (CstAccountInfo, "country", TEXT, country, NULL),
  CST_WIRE_NEEDS (CstAccountInfo, "version", NUMBER, version, NULL),
  CST_WIRE_MAY (CstAccountInfo, "person_list", LIST, people, &person),
  CST_WIRE_NEEDS (CstAccountInfo, "limits", FLAT, attachment_limit, &limits),
  CST_WIRE_MAY (CstAccountInfo, "rate", RECORD, rate, &rate),
};

static CST_DEFINE_WIRE_TYPE (account, &cst_account_info_type);

static const struct
{
  const char      *word;
  CstCapabilities  flag;
} capabilities[] = {
  { "orders", CST_CAN_READ_ORDERS },
  { "incidents", CST_CAN_READ_INCIDENTS },
  { "threads", CST_CAN_READ_THREADS | CST_CAN_MESSAGE },
  { "attachments", CST_CAN_READ_ATTACHMENTS },
  { "resolution.refund", CST_CAN_REFUND },
  { "resolution.refund-partial", CST_CAN_REFUND_PARTLY },
  { "resolution.replacement", CST_CAN_REPLACE },
  { "return-label", CST_CAN_SEND_LABEL },
  { "shipments", CST_CAN_SHIP },
  { "returns", CST_CAN_HANDLE_RETURNS },
  { "notes", CST_CAN_NOTE },
  { "findings", CST_CAN_FIND },
  { "evidence", CST_CAN_ADD_EVIDENCE },
  { "assignment", CST_CAN_ASSIGN },
  { "opened-by", CST_CAN_SAY_OPENED },
  { "read-marks", CST_CAN_MARK_READ },
  { "idempotency", CST_CAN_IDEMPOTENT },
  { "rate", CST_CAN_SAY_RATE },
};

static gboolean
list_has (JsonArray  *array,
          const char *word)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
          g_strcmp0 (json_node_get_string (node), word) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * cst_constat_read_account:
 * @server_time: (out): the marketplace's own clock, 0 when not said
 *
 * Returns: (transfer full): the account, or %NULL
 */
CstAccountInfo *
cst_constat_read_account (JsonObject  *object,
                          gint64      *server_time,
                          GError     **error)
{
  JsonArray *words = cst_json_opt_array (object, "capabilities");
  JsonArray *scopes = cst_json_opt_array (object, "scopes");
  CstAccountInfo *info;

  if (words == NULL || scopes == NULL)
    return cst_wire_malformed ("account", "capabilities or scopes missing", error), NULL;
  if (!(info = cst_wire_read_new (&account, object, "account", error)))
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (capabilities); i++)
    {
      if (list_has (words, capabilities[i].word))
        info->capabilities |= (int) capabilities[i].flag;
    }
  info->may_decide = list_has (scopes, "decide");
  info->may_find = list_has (scopes, "findings");
  info->rate.is_known = cst_json_opt_object (object, "rate") != NULL;
  *server_time = cst_json_opt_time (object, "time");

  return info;
}

static void
change_clear (gpointer data)
{
  CstConstatChange *change = data;

  g_free (change->id);
}

static gboolean
read_change (JsonNode        *node,
             CstConstatPage  *page,
             GError         **error)
{
  static const char *const entities[] = { "order", "incident", "thread", "desk" };
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *type = object != NULL ? cst_json_opt_string (object, "type", NULL) : NULL;
  const char *id = object != NULL ? cst_json_opt_string (object, "id", NULL) : NULL;
  CstConstatChange change = { 0 };
  guint i;

  if (type == NULL || !cst_wire_id_is_valid (id))
    return cst_wire_malformed ("changes.items", "a change without type or id", error);

  for (i = 0; i < G_N_ELEMENTS (entities) && g_strcmp0 (entities[i], type) != 0; i++)
    continue;

  change.is_account = g_strcmp0 (type, "account") == 0;
  change.entity = (CstEntity) i;
  change.is_deleted = cst_json_opt_bool (object, "deleted", FALSE);
  change.id = g_strdup (id);
  if (change.is_account || i < G_N_ELEMENTS (entities))
    g_array_append_val (page->changes, change);
  else
    change_clear (&change);

  return TRUE;
}

/**
 * cst_constat_read_page:
 *
 * Returns: (transfer full): a page of the feed, or %NULL
 */
CstConstatPage *
cst_constat_read_page (JsonObject  *object,
                       GError     **error)
{
  g_autoptr(CstConstatPage) page = g_new0 (CstConstatPage, 1);
  JsonArray *items = cst_json_opt_array (object, "items");
  const char *next = cst_json_opt_string (object, "next", NULL);

  page->changes = g_array_new (FALSE, TRUE, sizeof (CstConstatChange));
  g_array_set_clear_func (page->changes, change_clear);

  if (items == NULL || next == NULL || *next == '\0' || !json_object_has_member (object, "more"))
    return cst_wire_malformed ("changes", "items, next or more missing", error), NULL;

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      if (!read_change (json_array_get_element (items, i), page, error))
        return NULL;
    }

  page->next = g_strdup (next);
  page->has_more = cst_json_opt_bool (object, "more", FALSE);
  page->remaining = cst_json_opt_int (object, "remaining", -1);

  return g_steal_pointer (&page);
}

void
cst_constat_page_free (CstConstatPage *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->changes);
  g_free (self->next);
  g_free (self);
}

/* Each number is within its bounds; so are the sums that are made of them. */
static gboolean
check_line (const CstOrderLine  *line,
            GError             **error)
{
  if (line->tax_rate_bp > MAX_TAX_RATE_BP)
    return cst_wire_malformed ("orders.lines.tax_rate_bp", "out of range", error);
  if (ABS (line->unit_price) > CST_MONEY_LIMIT / MAX (MAX (line->quantity, line->delivered), 1))
    return cst_wire_malformed ("orders.lines.unit_price", "out of range", error);

  return TRUE;
}

static gboolean
check_orders (GPtrArray  *orders,
              GError    **error)
{
  for (guint i = 0; i < orders->len; i++)
    {
      const CstOrder *order = g_ptr_array_index (orders, i);

      for (guint j = 0; j < order->lines->len; j++)
        {
          if (!check_line (g_ptr_array_index (order->lines, j), error))
            return FALSE;
        }
    }

  return TRUE;
}

/**
 * cst_constat_read_items:
 * @entity: of which kind the items are
 * @changes: where they are added
 * @object: the answer to a question by ids
 *
 * Returns: whether all of them could be read
 */
gboolean
cst_constat_read_items (CstEntity      entity,
                        CstChangeSet  *changes,
                        JsonObject    *object,
                        GError       **error)
{
  JsonArray *items = cst_json_opt_array (object, "items");

  if (items == NULL)
    return cst_wire_malformed ("answer", "items missing", error);

  switch (entity)
    {
    case CST_ENTITY_ORDER:
      return cst_wire_read_list (&cst_constat_order, changes->orders, items, "orders", error) &&
             check_orders (changes->orders, error);
    case CST_ENTITY_INCIDENT:
      return cst_wire_read_list (&cst_constat_incident, changes->incidents, items, "incidents", error);
    case CST_ENTITY_THREAD:
      return cst_wire_read_list (&cst_constat_thread, changes->threads, items, "threads", error);
    case CST_ENTITY_DELIVERY:
      return TRUE;
    case CST_ENTITY_DESK:
    default:
      return cst_wire_read_list (&cst_constat_desk, changes->desks, items, "desks", error);
    }
}

static gboolean
read_one (const CstWireType  *type,
          GPtrArray          *records,
          JsonObject         *object,
          const char         *member,
          GError            **error)
{
  JsonObject *one = cst_json_opt_object (object, member);
  gpointer record;

  if (one == NULL)
    return TRUE;
  if (!(record = cst_wire_read_new (type, one, member, error)))
    return FALSE;

  g_ptr_array_add (records, record);

  return TRUE;
}

/**
 * cst_constat_read_truth:
 * @changes: where it is added
 * @object: the answer to a changing request, or a problem with its `current`
 *
 * Returns: whether what the answer says of the objects could be read
 */
gboolean
cst_constat_read_truth (CstChangeSet  *changes,
                        JsonObject    *object,
                        GError       **error)
{
  return read_one (&cst_constat_incident, changes->incidents, object, "incident", error) &&
         read_one (&cst_constat_incident, changes->incidents, object, "current", error) &&
         read_one (&cst_constat_desk, changes->desks, object, "desk", error);
}
