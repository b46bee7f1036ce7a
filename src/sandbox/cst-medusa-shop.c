/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-medusa-shop.h"

#include <string.h>

#include "cst-json.h"
#include "cst-sandbox.h"
#include "cst-util.h"

#define PREFIX "/medusa/"

CstMedusaShop *
cst_medusa_shop_new (CstWorld *world,
                     int       n_orders)
{
  CstMedusaShop *self = g_new0 (CstMedusaShop, 1);

  self->world = world;
  self->orders = json_array_new ();
  self->claims = json_array_new ();
  self->exchanges = json_array_new ();
  self->changes = json_object_new ();
  cst_medusa_shop_seed (self, n_orders);

  return self;
}

void
cst_medusa_shop_free (CstMedusaShop *self)
{
  json_array_unref (self->orders);
  json_array_unref (self->claims);
  json_array_unref (self->exchanges);
  json_object_unref (self->changes);
  g_free (self);
}

gboolean
cst_medusa_shop_is_path (const char *path)
{
  return g_str_has_prefix (path, PREFIX);
}

char *
cst_medusa_shop_make_id (CstMedusaShop *self,
                         const char    *prefix)
{
  return g_strdup_printf ("%s_01S%06" G_GINT64_FORMAT, prefix, ++self->n_ids);
}

/* Two of its moments are never the same, as with the real one's milliseconds. */
char *
cst_medusa_shop_moment (CstMedusaShop *self)
{
  gint64 now = cst_world_now (self->world) + ++self->n_moves / 1000;
  g_autofree char *text = cst_time_format (now);

  text[strlen (text) - 1] = '\0';

  return g_strdup_printf ("%s.%03dZ", text, (int) (self->n_moves % 1000));
}

void
cst_medusa_shop_touch (CstMedusaShop *self,
                       JsonObject    *object)
{
  g_autofree char *now = cst_medusa_shop_moment (self);

  json_object_set_string_member (object, "updated_at", now);
}

/* Returns: (transfer none): the order's changes; begun when there are none */
JsonArray *
cst_medusa_shop_changes (CstMedusaShop *self,
                         const char    *order)
{
  if (!json_object_has_member (self->changes, order))
    json_object_set_array_member (self->changes, order, json_array_new ());

  return json_object_get_array_member (self->changes, order);
}

JsonObject *
cst_medusa_shop_find (JsonArray  *array,
                      const char *member,
                      const char *value)
{
  for (guint i = 0; i < cst_json_array_length (array); i++)
    {
      JsonObject *object = cst_json_nth_object (array, i);

      if (object != NULL && g_strcmp0 (cst_json_opt_text (object, member), value) == 0)
        return object;
    }

  return NULL;
}

/* Returns: (transfer full): what a return may belong to: claims and exchanges */
JsonArray *
cst_medusa_shop_owners (CstMedusaShop *self)
{
  JsonArray *owners = json_array_new ();

  for (guint i = 0; i < json_array_get_length (self->claims); i++)
    json_array_add_object_element (owners, json_object_ref (json_array_get_object_element (self->claims, i)));
  for (guint i = 0; i < json_array_get_length (self->exchanges); i++)
    json_array_add_object_element (owners, json_object_ref (json_array_get_object_element (self->exchanges, i)));

  return owners;
}

void
cst_medusa_shop_remove (JsonArray  *array,
                        JsonObject *object)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (json_array_get_object_element (array, i) == object)
        {
          json_array_remove_element (array, i);
          return;
        }
    }
}

JsonObject *
cst_medusa_shop_return (CstMedusaShop *self,
                        const char    *id)
{
  g_autoptr(JsonArray) owners = cst_medusa_shop_owners (self);

  for (guint i = 0; i < json_array_get_length (owners); i++)
    {
      JsonObject *goods = cst_json_opt_object (json_array_get_object_element (owners, i), "return");

      if (goods != NULL && g_strcmp0 (cst_json_opt_text (goods, "id"), id) == 0)
        return goods;
    }

  return NULL;
}

/* Without a type where the real one has none. */
void
cst_medusa_shop_fail (CstReply   *reply,
                      guint       status,
                      const char *type,
                      const char *message)
{
  CstWriter writer = cst_reply_begin (reply, status);

  cst_writer_begin_object (&writer, NULL);
  cst_writer_opt_string (&writer, "type", type);
  cst_writer_string (&writer, "message", message);
  cst_writer_end_object (&writer);
}

/* An ETag on every answer, and no body for one that is known. */
static void
mark (CstRequest *request,
      CstReply   *reply)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, reply->text->str,
                                                           (gssize) reply->text->len);

  digest[24] = '\0';
  reply->etag = g_strdup_printf ("W/\"%" G_GSIZE_FORMAT "-%s\"", reply->text->len, digest);
  if (!g_str_equal (request->method, "GET") || g_strcmp0 (request->if_none_match, reply->etag) != 0)
    return;

  reply->status = 304;
  g_string_truncate (reply->text, 0);
}

void
cst_medusa_shop_tell (CstRequest *request,
                      CstReply   *reply,
                      const char *member,
                      JsonObject *object)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  CstWriter writer = cst_reply_begin (reply, 200);

  json_node_set_object (node, object);
  text = cst_json_to_text (node);
  if (member == NULL)
    {
      g_string_append (reply->text, text);
    }
  else
    {
      cst_writer_begin_object (&writer, NULL);
      cst_writer_raw (&writer, member, text, strlen (text));
      cst_writer_end_object (&writer);
    }
  mark (request, reply);
}

/* A secret key is the user's name of HTTP's oldest way to sign in, without a password. */
static gboolean
is_known (CstSandbox *sandbox,
          const char *token)
{
  g_autofree char *text = NULL;
  g_autofree guchar *bytes = NULL;
  gsize size = 0;

  if (token == NULL || !g_str_has_prefix (token, "Basic "))
    return FALSE;

  bytes = g_base64_decode (token + strlen ("Basic "), &size);
  text = g_strndup ((const char *) bytes, size);

  return g_str_has_suffix (text, ":") && strlen (text) == strlen (sandbox->token) + 1 &&
         g_str_has_prefix (text, sandbox->token);
}

static void
change (CstMedusaShop *self,
        CstRequest    *request,
        CstReply      *reply)
{
  gsize size = 0;
  const char *text = g_bytes_get_data (request->body, &size);
  g_autoptr(JsonNode) node = NULL;
  JsonObject *body = NULL;

  if (cst_request_is_type (request, "application/json") && size > 0)
    {
      if (!(node = cst_json_parse (text, size, NULL)) || !JSON_NODE_HOLDS_OBJECT (node))
        {
          /* The two are swapped there for what is no JSON. */
          cst_medusa_shop_fail (reply, 400, "Unexpected token in JSON", "unknown_error");
          return;
        }
      body = json_node_get_object (node);
    }

  if (!cst_medusa_shop_cancel (self, request, reply) && !cst_medusa_shop_claim (self, request, body, reply) &&
      !cst_medusa_shop_goods (self, request, body, reply))
    cst_medusa_shop_fail (reply, 404, NULL, "Cannot find this address");
}

/**
 * cst_medusa_shop_answer:
 *
 * Judges one request, carries it out, and answers.
 */
void
cst_medusa_shop_answer (CstSandbox *sandbox,
                        CstRequest *request,
                        CstReply   *reply)
{
  CstMedusaShop *self = sandbox->medusa;

  if (!is_known (sandbox, request->token))
    cst_medusa_shop_fail (reply, 401, NULL, "Unauthorized");
  else if (!g_str_equal (request->method, "GET"))
    change (self, request, reply);
  else if (!cst_medusa_shop_get (self, request, reply))
    cst_medusa_shop_fail (reply, 404, NULL, "Cannot find this address");
}
