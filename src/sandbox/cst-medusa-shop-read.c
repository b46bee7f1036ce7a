/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-json.h"
#include "cst-medusa-shop.h"

/* Lists, with the questions that the real one takes: any other is a 400. */

#define MAX_LIMIT 10000

typedef struct
{
  GPtrArray  *ids;       /* (owned): wanted */
  const char *id_member; /* (nullable): which the ids are of */
  GPtrArray  *statuses;  /* (owned) */
  char       *since;     /* (owned) (nullable) */
  char       *moment;    /* (owned) (nullable): by which it is sorted */
  gboolean    is_falling;
  gint64      limit;
  gint64      offset;
  char       *fields;    /* (owned) (nullable) */
} Question;

static void
question_clear (Question *self)
{
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_pointer (&self->statuses, g_ptr_array_unref);
  g_free (self->since);
  g_free (self->moment);
  g_free (self->fields);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Question, question_clear)

static gboolean
take (Question   *self,
      const char *name,
      char       *owned_value)
{
  g_autofree char *value = owned_value;

  if (g_str_equal (name, "limit"))
    self->limit = CLAMP (g_ascii_strtoll (value, NULL, 10), 0, MAX_LIMIT);
  else if (g_str_equal (name, "offset"))
    self->offset = MAX (g_ascii_strtoll (value, NULL, 10), 0);
  else if (g_str_equal (name, "fields"))
    self->fields = g_steal_pointer (&value);
  else if (g_str_equal (name, "order"))
    {
      self->is_falling = *value == '-';
      self->moment = g_strdup (value + (self->is_falling ? 1 : 0));
    }
  else if (g_str_equal (name, "updated_at[$gte]") || g_str_equal (name, "created_at[$gte]"))
    self->since = g_steal_pointer (&value);
  else if (g_str_equal (name, "id[]") || g_str_equal (name, "order_id[]"))
    {
      self->id_member = g_str_equal (name, "id[]") ? "id" : "order_id";
      g_ptr_array_add (self->ids, g_steal_pointer (&value));
    }
  else if (g_str_equal (name, "status[]"))
    g_ptr_array_add (self->statuses, g_steal_pointer (&value));
  else
    return FALSE;

  return TRUE;
}

static gboolean
read_question (Question   *self,
               CstRequest *request,
               CstReply   *reply)
{
  GUriParamsIter iter;
  char *name, *value;

  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->statuses = g_ptr_array_new_with_free_func (g_free);
  self->limit = 50;
  if (request->query == NULL)
    return TRUE;

  g_uri_params_iter_init (&iter, request->query, -1, "&", G_URI_PARAMS_NONE);
  while (g_uri_params_iter_next (&iter, &name, &value, NULL))
    {
      g_autofree char *owned = name;

      if (!take (self, name, value))
        {
          g_autofree char *text = g_strdup_printf ("Invalid request: Unrecognized fields: '%s'", name);

          cst_medusa_shop_fail (reply, 400, "invalid_data", text);
          return FALSE;
        }
    }
  if (self->moment != NULL && self->fields != NULL && strstr (self->fields, "*order,") != NULL)
    {
      cst_medusa_shop_fail (reply, 500, "unknown_error", "An unknown error occurred.");
      return FALSE;
    }

  return TRUE;
}

static gboolean
has (GPtrArray  *texts,
     const char *text)
{
  return texts->len == 0 || (text != NULL && g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL));
}

static gboolean
is_wanted (const Question *question,
           JsonObject     *object)
{
  return (question->id_member == NULL || has (question->ids, cst_json_opt_text (object, question->id_member))) &&
         has (question->statuses, cst_json_opt_text (object, "status")) &&
         (question->since == NULL || question->moment == NULL ||
          g_strcmp0 (cst_json_opt_text (object, question->moment), question->since) >= 0);
}

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      data)
{
  const Question *question = data;
  JsonObject *one = *(JsonObject *const *) a;
  JsonObject *other = *(JsonObject *const *) b;
  const char *member = question->moment != NULL ? question->moment : "id";
  int order = g_strcmp0 (cst_json_opt_text (one, member), cst_json_opt_text (other, member));

  if (order == 0)
    order = g_strcmp0 (cst_json_opt_text (one, "id"), cst_json_opt_text (other, "id"));

  return question->is_falling ? -order : order;
}

/* Plain names alone ask for these members only; with relations, everything is told. */
static JsonObject *
part_of (JsonObject *object,
         const char *fields)
{
  g_auto(GStrv) names = NULL;
  JsonObject *part;

  if (fields == NULL || strpbrk (fields, "*+") != NULL)
    return json_object_ref (object);

  part = json_object_new ();
  names = g_strsplit (fields, ",", -1);
  for (char **name = names; *name != NULL; name++)
    {
      if (json_object_has_member (object, *name))
        json_object_set_member (part, *name, json_node_copy (json_object_get_member (object, *name)));
    }

  return part;
}

static void
tell_list (CstRequest *request,
           CstReply   *reply,
           const char *plural,
           JsonArray  *all)
{
  g_auto(Question) question = { 0 };
  g_autoptr(GPtrArray) found = g_ptr_array_new ();
  g_autoptr(JsonObject) answer = json_object_new ();
  JsonArray *page = json_array_new ();

  json_object_set_array_member (answer, plural, page);
  if (!read_question (&question, request, reply))
    return;

  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      if (is_wanted (&question, json_array_get_object_element (all, i)))
        g_ptr_array_add (found, json_array_get_object_element (all, i));
    }
  g_ptr_array_sort_with_data (found, compare, &question);
  for (gint64 i = question.offset; i < MIN ((gint64) found->len, question.offset + question.limit); i++)
    json_array_add_object_element (page, part_of (g_ptr_array_index (found, i), question.fields));

  json_object_set_int_member (answer, "count", found->len);
  json_object_set_int_member (answer, "offset", question.offset);
  json_object_set_int_member (answer, "limit", question.limit);
  cst_medusa_shop_tell (request, reply, NULL, answer);
}

static void
tell_returns (CstMedusaShop *self,
              CstRequest    *request,
              CstReply      *reply)
{
  g_autoptr(JsonArray) all = json_array_new ();
  g_autoptr(JsonArray) owners = cst_medusa_shop_owners (self);

  for (guint i = 0; i < json_array_get_length (owners); i++)
    {
      JsonObject *goods = cst_json_opt_object (json_array_get_object_element (owners, i), "return");

      if (goods != NULL)
        json_array_add_object_element (all, json_object_ref (goods));
    }
  tell_list (request, reply, "returns", all);
}

static void
tell_fixed (CstRequest *request,
            CstReply   *reply,
            const char *text)
{
  g_autoptr(JsonNode) node = json_from_string (text, NULL);

  cst_medusa_shop_tell (request, reply, NULL, json_node_get_object (node));
}

static gboolean
tell_changes (CstMedusaShop *self,
              CstRequest    *request,
              CstReply      *reply)
{
  g_auto(GStrv) parts = g_strsplit (request->path, "/", -1);
  g_autoptr(JsonObject) answer = NULL;

  /* "", medusa, admin, orders, ID, changes */
  if (g_strv_length (parts) != 6 || !g_str_equal (parts[3], "orders") || !g_str_equal (parts[5], "changes"))
    return FALSE;

  answer = json_object_new ();
  json_object_set_array_member (answer, "order_changes", json_array_ref (cst_medusa_shop_changes (self, parts[4])));
  cst_medusa_shop_tell (request, reply, NULL, answer);

  return TRUE;
}

gboolean
cst_medusa_shop_get (CstMedusaShop *self,
                     CstRequest    *request,
                     CstReply      *reply)
{
  const char *path = request->path + strlen ("/medusa");

  if (g_str_equal (path, "/admin/orders"))
    tell_list (request, reply, "orders", self->orders);
  else if (g_str_equal (path, "/admin/claims"))
    tell_list (request, reply, "claims", self->claims);
  else if (g_str_equal (path, "/admin/exchanges"))
    tell_list (request, reply, "exchanges", self->exchanges);
  else if (g_str_equal (path, "/admin/returns"))
    tell_returns (self, request, reply);
  else if (g_str_equal (path, "/admin/stores"))
    tell_fixed (request, reply,
                "{\"stores\":[{\"id\":\"store_01S\",\"name\":\"Atelier\",\"supported_currencies\":"
                "[{\"currency_code\":\"eur\",\"is_default\":true}]}],\"count\":1,\"offset\":0,\"limit\":1}");
  else if (g_str_equal (path, "/admin/shipping-options"))
    tell_fixed (request, reply,
                "{\"shipping_options\":["
                "{\"id\":\"so_out\",\"rules\":[{\"attribute\":\"is_return\",\"value\":\"false\"}]},"
                "{\"id\":\"so_back\",\"rules\":[{\"attribute\":\"is_return\",\"value\":\"true\"}]}]}");
  else
    return tell_changes (self, request, reply);

  return TRUE;
}
