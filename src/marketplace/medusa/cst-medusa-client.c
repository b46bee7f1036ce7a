/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-medusa-client.h"

#include <string.h>

#include "cst-json.h"
#include "cst-medusa-wire.h"
#include "cst-rest.h"
#include "cst-wire.h"

#define MAX_CLAIMS 1000
#define MAX_FILE (20 * 1024 * 1024)

static const char *const label_media_types[] = { "application/pdf", "image/png", "image/jpeg", NULL };

static void
take_currency (CstAccountInfo *info,
               JsonObject     *store)
{
  JsonArray *currencies = cst_json_opt_array (store, "supported_currencies");

  for (guint i = 0; i < cst_json_array_length (currencies); i++)
    {
      JsonObject *one = cst_json_nth_object (currencies, i);
      g_autofree char *code = one != NULL ? g_ascii_strup (cst_json_opt_string (one, "currency_code", ""), -1) : NULL;

      if (code != NULL && (*info->currency == '\0' || cst_json_opt_bool (one, "is_default", FALSE)))
        g_strlcpy (info->currency, code, sizeof info->currency);
    }
}

/**
 * cst_medusa_get_account:
 *
 * The server does not say what a key may do: a secret key of an administrator may do all of it.
 *
 * Returns: (transfer full): the account
 */
CstAccountInfo *
cst_medusa_get_account (gpointer       data,
                        GCancellable  *cancellable,
                        GError       **error)
{
  CstHttp *http = data;
  g_autoptr(JsonNode) node = cst_rest_get (http, "/admin/stores", "limit=1", "stores", cancellable, error);
  JsonObject *store;
  CstAccountInfo *info;

  if (node == NULL)
    return NULL;

  store = cst_json_nth_object (cst_json_opt_array (json_node_get_object (node), "stores"), 0);
  if (store == NULL)
    {
      g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED, "stores: none");
      return NULL;
    }

  info = cst_record_new (&cst_account_info_type);
  /* Of several stores it is not said which the key is for. */
  if (cst_json_opt_int (json_node_get_object (node), "count", 1) <= 1)
    info->remote_id = g_strdup (cst_json_opt_string (store, "id", "store"));
  info->name = g_strdup (cst_json_opt_string (store, "name", "Medusa"));
  info->site = g_strdup (info->name);
  info->audience = CST_CUSTOMER_CONSUMER;
  info->capabilities = CST_CAN_READ_ORDERS | CST_CAN_READ_INCIDENTS | CST_CAN_READ_ATTACHMENTS | CST_CAN_REFUND |
                       CST_CAN_REFUND_PARTLY | CST_CAN_REPLACE | CST_CAN_SEND_LABEL | CST_CAN_SHIP |
                       CST_CAN_HANDLE_RETURNS | CST_CAN_REPORT | CST_CAN_CANCEL;
  info->may_decide = TRUE;
  info->may_find = TRUE;
  info->attachment_limit = MAX_FILE;
  info->label_media_types = g_strdupv ((char **) label_media_types);
  take_currency (info, store);
  cst_http_get_clock_offset (http, &info->clock_offset);

  return info;
}

static char *
id_query (const char *name,
          GPtrArray  *ids,
          const char *fields,
          guint       limit)
{
  g_autofree char *escaped = g_uri_escape_string (fields, NULL, FALSE);
  GString *query = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (query, "%s%%5B%%5D=%s&", name, (const char *) g_ptr_array_index (ids, i));
  g_string_append_printf (query, "limit=%u&fields=%s", limit, escaped);

  return g_string_free (query, FALSE);
}

/* The objects of a kind whose @name is among @ids; @node holds them. */
static JsonArray *
get_by (CstHttp       *http,
        const char    *path,
        const char    *name,
        GPtrArray     *ids,
        const char    *fields,
        guint          limit,
        JsonNode     **node,
        GCancellable  *cancellable,
        GError       **error)
{
  g_autofree char *query = id_query (name, ids, fields, limit);
  const char *plural = path + strlen ("/admin/");

  *node = cst_rest_get (http, path, query, plural, cancellable, error);

  return cst_wire_list (*node, plural, error);
}

static void
append_those_of (JsonArray  *target,
                 JsonArray  *all,
                 const char *order)
{
  for (guint i = 0; i < cst_json_array_length (all); i++)
    {
      JsonObject *one = cst_json_nth_object (all, i);

      if (one != NULL && g_strcmp0 (cst_json_opt_string (one, "order_id", NULL), order) == 0)
        json_array_add_element (target, json_node_copy (json_array_get_element (all, i)));
    }
}

static JsonArray *
get_changes (CstHttp       *http,
             const char    *order,
             JsonNode     **node,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autofree char *path = g_strconcat ("/admin/orders/", order, "/changes", NULL);

  *node = cst_rest_get (http, path, NULL, "changes", cancellable, error);

  return cst_wire_list (*node, "order_changes", error);
}

void
cst_medusa_case_clear (CstMedusaCase *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->nodes); i++)
    g_clear_pointer (&self->nodes[i], json_node_unref);
  self->order = NULL;
  self->claims = NULL;
  self->changes = NULL;
}

/**
 * cst_medusa_get_case:
 * @found: (out): cleared by the caller
 *
 * Returns: whether the site was asked for all of it; @found has no order when there is none such
 */
gboolean
cst_medusa_get_case (CstHttp        *http,
                     const char     *order,
                     CstMedusaCase  *found,
                     GCancellable   *cancellable,
                     GError        **error)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();
  JsonArray *orders;
  JsonArray *exchanges;

  cst_medusa_case_clear (found);
  g_ptr_array_add (ids, (gpointer) order);
  if (!(orders = get_by (http, "/admin/orders", "id", ids, CST_MEDUSA_ORDER_FIELDS, 1, &found->nodes[0], cancellable,
                         error)) ||
      !(found->claims = get_by (http, "/admin/claims", "order_id", ids, CST_MEDUSA_CLAIM_FIELDS, MAX_CLAIMS,
                                &found->nodes[1], cancellable, error)) ||
      !(exchanges = get_by (http, "/admin/exchanges", "order_id", ids, CST_MEDUSA_EXCHANGE_FIELDS, MAX_CLAIMS,
                            &found->nodes[2], cancellable, error)))
    return FALSE;

  found->order = cst_json_nth_object (orders, 0);
  append_those_of (found->claims, exchanges, order);
  if (found->order == NULL)
    return TRUE;

  return (found->changes = get_changes (http, order, &found->nodes[3], cancellable, error)) != NULL;
}

/* Somebody puts it together in the shop's admin; there is nothing to decide of it here. */
static gboolean
is_exchange_in_the_making (JsonObject *claim,
                           JsonArray  *changes)
{
  return cst_medusa_is_exchange (claim) &&
         cst_medusa_pending_change (changes, cst_json_opt_text (claim, "id"), NULL) != NULL;
}

/**
 * cst_medusa_read_case:
 * @changes: where the order and its incidents are added
 */
gboolean
cst_medusa_read_case (CstMedusaCase  *found,
                      CstChangeSet   *changes,
                      GError        **error)
{
  CstOrder *order = cst_medusa_read_order (found->order, found->claims, error);
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();

  if (order == NULL)
    return FALSE;

  g_ptr_array_add (changes->orders, order);
  for (guint i = 0; found->claims != NULL && i < json_array_get_length (found->claims); i++)
    {
      JsonObject *claim = cst_json_nth_object (found->claims, i);
      CstIncident *incident;

      if (claim == NULL || g_strcmp0 (cst_json_opt_string (claim, "order_id", NULL), order->id) != 0 ||
          is_exchange_in_the_making (claim, found->changes))
        continue;
      if (!(incident = cst_medusa_read_claim (claim, found->order, found->changes, error)))
        return FALSE;
      g_ptr_array_add (changes->incidents, incident);
      g_ptr_array_add (ids, incident->id);
    }
  g_ptr_array_add (ids, NULL);
  order->incident_ids = g_strdupv ((char **) ids->pdata);

  return TRUE;
}

static void
note_drafts (CstChangeSet *changes,
             guint         from,
             GHashTable   *drafts)
{
  for (guint i = from; i < changes->incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (changes->incidents, i);

      if (incident->state == CST_INCIDENT_SUBMITTED)
        g_hash_table_replace (drafts, g_strdup (incident->id), g_strdup (incident->order));
      else
        g_hash_table_remove (drafts, incident->id);
    }
}

/**
 * cst_medusa_get_orders:
 * @ids: (element-type utf8): of at most a hundred orders
 * @drafts: (nullable): claim → order, of the claims that wait for a decision; kept up to date
 *
 * Reads orders and what hangs on them. An order that is not there (any more) is passed over.
 */
gboolean
cst_medusa_get_orders (CstHttp       *http,
                       GPtrArray     *ids,
                       CstChangeSet  *changes,
                       GHashTable    *drafts,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autoptr(JsonNode) orders_node = NULL;
  g_autoptr(JsonNode) claims_node = NULL;
  g_autoptr(JsonNode) exchanges_node = NULL;
  guint from = changes->incidents->len;
  JsonArray *orders;
  JsonArray *claims;
  JsonArray *exchanges;

  if (ids->len == 0)
    return TRUE;
  if (!(orders = get_by (http, "/admin/orders", "id", ids, CST_MEDUSA_ORDER_FIELDS, ids->len, &orders_node,
                         cancellable, error)) ||
      !(claims = get_by (http, "/admin/claims", "order_id", ids, CST_MEDUSA_CLAIM_FIELDS, MAX_CLAIMS, &claims_node,
                         cancellable, error)) ||
      !(exchanges = get_by (http, "/admin/exchanges", "order_id", ids, CST_MEDUSA_EXCHANGE_FIELDS, MAX_CLAIMS,
                            &exchanges_node, cancellable, error)))
    return FALSE;

  for (guint i = 0; i < cst_json_array_length (orders); i++)
    {
      CstMedusaCase found = CST_MEDUSA_CASE_INIT;
      g_autoptr(JsonArray) own = NULL;
      g_autoptr(JsonNode) changes_node = NULL;
      const char *id;

      found.order = cst_json_nth_object (orders, i);
      id = found.order != NULL ? cst_json_opt_string (found.order, "id", NULL) : NULL;
      if (!cst_wire_id_is_valid (id))
        continue;

      found.claims = own = json_array_new ();
      append_those_of (own, claims, id);
      append_those_of (own, exchanges, id);
      if (json_array_get_length (own) > 0)
        {
          if (!(found.changes = get_changes (http, id, &changes_node, cancellable, error)))
            return FALSE;
        }
      if (!cst_medusa_read_case (&found, changes, error))
        return FALSE;
    }
  if (drafts != NULL)
    note_drafts (changes, from, drafts);

  return TRUE;
}

/* The address of a file is asked for each time: a site may give addresses that expire. */
static char *
find_url (CstHttp       *http,
          const char    *attachment,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autofree char *owner = NULL;
  const char *part = cst_medusa_file_owner (attachment, &owner);
  const char *plural = owner == NULL || g_str_has_prefix (owner, "order_") ? "orders"
                       : g_str_has_prefix (owner, "claim_") ? "claims" : "exchanges";
  g_autofree char *path = g_strconcat ("/admin/", plural, NULL);
  gboolean is_order = g_str_equal (plural, "orders");
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();
  g_autoptr(JsonNode) node = NULL;
  JsonArray *list;
  JsonObject *object = NULL;
  char *url;

  if (part != NULL && cst_wire_id_is_valid (owner))
    {
      g_ptr_array_add (ids, owner);
      list = get_by (http, path, "id", ids, is_order ? "id,*items" : g_str_equal (plural, "claims")
                     ? CST_MEDUSA_CLAIM_FIELDS : CST_MEDUSA_EXCHANGE_FIELDS, 1, &node, cancellable, error);
      if (list == NULL)
        return NULL;
      object = cst_json_nth_object (list, 0);
    }

  url = cst_medusa_file_url (is_order ? NULL : object, is_order ? object : NULL, attachment);
  if (url == NULL)
    g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_NOT_FOUND, "no such file");

  return url;
}

gboolean
cst_medusa_download (gpointer       data,
                     const char    *attachment,
                     const char    *target_path,
                     gint64         max_bytes,
                     GCancellable  *cancellable,
                     GError       **error)
{
  CstHttp *http = data;
  g_autofree char *url = find_url (http, attachment, cancellable, error);

  return url != NULL && cst_http_download (http, url, target_path, max_bytes, cancellable, error);
}
