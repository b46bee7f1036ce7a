/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-mirakl.h"

#include <string.h>

#include "cst-sandbox.h"

#define DEFAULT_MAX 10
#define MAX_MAX 100
#define MAX_IDS 100

/* A search by date of change begins a little earlier than asked for. */
#define MARGIN_MS 60000

static const char *
parameter (CstRequest *request,
           const char *name)
{
  return request->parameters != NULL ? g_hash_table_lookup (request->parameters, name) : NULL;
}

/**
 * cst_mirakl_check_query:
 * @names: what may be asked, ended by %NULL; `shop_id` may always
 */
gboolean
cst_mirakl_check_query (CstRequest        *request,
                        const char *const *names,
                        CstReply          *reply)
{
  GHashTableIter iter;
  gpointer name, value;

  if (request->parameters == NULL)
    return TRUE;

  g_hash_table_iter_init (&iter, request->parameters);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      if (g_str_equal (name, "shop_id") && !g_str_equal (value, G_STRINGIFY (CST_MIRAKL_SHOP)))
        {
          cst_mirakl_fail (reply, 403, "This shop is not one of yours");
          return FALSE;
        }
      if (!g_str_equal (name, "shop_id") && !g_strv_contains (names, name))
        {
          cst_mirakl_mistake (reply, name, "is not a parameter of this operation");
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
read_number (CstRequest *request,
             const char *name,
             guint64     min,
             guint64     max,
             guint64    *number,
             CstReply   *reply)
{
  const char *text = parameter (request, name);

  if (text == NULL || g_ascii_string_to_unsigned (text, 10, min, max, number, NULL))
    return TRUE;

  cst_mirakl_mistake (reply, name, "is out of range");

  return FALSE;
}

/* A date with its offset, in milliseconds. */
static gboolean
read_date (CstRequest *request,
           const char *name,
           gint64     *moment,
           CstReply   *reply)
{
  const char *text = parameter (request, name);
  g_autoptr(GDateTime) date = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  if (text == NULL)
    return TRUE;
  if (date == NULL)
    {
      cst_mirakl_mistake (reply, name, "is not a date with its offset");
      return FALSE;
    }

  *moment = g_date_time_to_unix (date) * 1000 + g_date_time_get_microsecond (date) / 1000;

  return TRUE;
}

static gboolean
read_flag (CstRequest *request,
           const char *name,
           int        *flag,
           CstReply   *reply)
{
  const char *text = parameter (request, name);

  *flag = text == NULL ? -1 : g_str_equal (text, "true");
  if (text == NULL || g_str_equal (text, "true") || g_str_equal (text, "false"))
    return TRUE;

  cst_mirakl_mistake (reply, name, "is neither true nor false");

  return FALSE;
}

typedef struct
{
  GStrv   ids;
  GStrv   states;
  gint64  since;
  int     has_incident;
  guint64 max;
  guint64 offset;
} Search;

static gboolean
read_search (Search     *search,
             CstRequest *request,
             CstReply   *reply)
{
  static const char *const names[] = { "order_ids", "order_state_codes", "start_update_date", "has_incident", "max",
                                       "offset", "locale", NULL };
  const char *ids = parameter (request, "order_ids");
  const char *states = parameter (request, "order_state_codes");

  search->max = DEFAULT_MAX;
  search->ids = ids != NULL ? g_strsplit (ids, ",", -1) : NULL;
  search->states = states != NULL ? g_strsplit (states, ",", -1) : NULL;
  if (!cst_mirakl_check_query (request, names, reply) ||
      !read_number (request, "max", 1, MAX_MAX, &search->max, reply) ||
      !read_number (request, "offset", 0, G_MAXINT, &search->offset, reply) ||
      !read_date (request, "start_update_date", &search->since, reply) ||
      !read_flag (request, "has_incident", &search->has_incident, reply))
    return FALSE;
  if (search->ids != NULL && g_strv_length (search->ids) > MAX_IDS)
    cst_mirakl_mistake (reply, "order_ids", "takes at most 100 values");
  else if (search->states != NULL && g_strv_contains ((const char *const *) search->states, "INCIDENT_OPEN"))
    cst_mirakl_mistake (reply, "order_state_codes", "knows the states of orders only");

  return reply->status == 0;
}

static gboolean
is_wanted (const Search         *search,
           const CstMiraklOrder *order)
{
  g_autofree char *id = cst_mirakl_order_id (order);

  return (search->ids == NULL || g_strv_contains ((const char *const *) search->ids, id)) &&
         (search->states == NULL || g_strv_contains ((const char *const *) search->states, order->state)) &&
         (search->since == 0 || order->updated_at >= search->since - MARGIN_MS) &&
         (search->has_incident < 0 || cst_mirakl_has_incident (order) == (search->has_incident == 1));
}

/* OR11, sorted by the orders' creation. */
void
cst_mirakl_get_orders (CstSandbox *sandbox,
                       CstRequest *request,
                       CstReply   *reply)
{
  GPtrArray *orders = sandbox->mirakl->world->orders;
  Search search = { .has_incident = -1 };
  guint met = 0;
  CstWriter writer;

  if (read_search (&search, request, reply))
    {
      writer = cst_reply_begin (reply, 200);
      cst_writer_begin_object (&writer, NULL);
      cst_writer_begin_array (&writer, "orders");
      for (guint i = 0; i < orders->len; i++)
        {
          const CstMiraklOrder *order = g_ptr_array_index (orders, i);

          if (!is_wanted (&search, order))
            continue;
          if (met >= search.offset && met < search.offset + search.max)
            cst_mirakl_write_order (&writer, order);
          met++;
        }
      cst_writer_end_array (&writer);
      cst_writer_int (&writer, "total_count", met);
      cst_writer_end_object (&writer);
    }
  g_strfreev (search.ids);
  g_strfreev (search.states);
}

/* What a page token stands for: the place, and all that was asked with it. */
static gboolean
read_token (CstRequest  *request,
            char        *kind,
            guint64     *offset,
            GHashTable **asked,
            CstReply    *reply)
{
  const char *token = parameter (request, "page_token");
  g_autofree guchar *text = NULL;
  gsize size = 0;
  char *bar;

  if (token == NULL)
    return TRUE;

  text = g_base64_decode (token, &size);
  bar = size > 2 && text[size - 1] == '\0' && (char) text[0] == *kind ? strchr ((char *) text, '|') : NULL;
  if (bar == NULL)
    {
      cst_mirakl_mistake (reply, "page_token", "is not one of ours");
      return FALSE;
    }

  *offset = g_ascii_strtoull ((char *) text + 1, NULL, 10);
  *asked = g_uri_parse_params (bar + 1, -1, "&", G_URI_PARAMS_NONE, NULL);

  return TRUE;
}

static void
write_token (CstWriter  *writer,
             char        kind,
             guint64     offset,
             GHashTable *asked)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *token = NULL;
  GHashTableIter iter;
  gpointer name, value;

  g_string_append_printf (text, "%c%" G_GUINT64_FORMAT "|", kind, offset);
  g_hash_table_iter_init (&iter, asked);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

      if (!g_str_equal (name, "shop_id") && !g_str_equal (name, "page_token"))
        g_string_append_printf (text, "%s=%s&", (char *) name, escaped);
    }
  token = g_base64_encode ((const guchar *) text->str, text->len + 1);
  cst_writer_string (writer, "next_page_token", token);
}

typedef struct
{
  GStrv    ids;
  gint64   since;
  gboolean with_messages;
} Inbox;

static gboolean
is_of_inbox (const Inbox           *inbox,
             const CstMiraklOrder  *order,
             const CstMiraklThread *thread)
{
  g_autofree char *id = cst_mirakl_order_id (order);

  return thread->messages->len > 0 && thread->updated_at >= inbox->since &&
         (inbox->ids == NULL || g_strv_contains ((const char *const *) inbox->ids, id));
}

static void
reply_threads (CstSandbox  *sandbox,
               const Inbox *inbox,
               guint64      offset,
               guint64      limit,
               GHashTable  *asked,
               CstReply    *reply)
{
  CstMiraklWorld *world = sandbox->mirakl->world;
  CstWriter writer = cst_reply_begin (reply, 200);
  guint64 met = 0;

  cst_writer_begin_object (&writer, NULL);
  cst_writer_begin_array (&writer, "data");
  for (guint i = 0; i < world->orders->len; i++)
    {
      const CstMiraklOrder *order = g_ptr_array_index (world->orders, i);

      for (guint j = 0; j < order->threads->len; j++)
        {
          const CstMiraklThread *thread = g_ptr_array_index (order->threads, j);

          if (!is_of_inbox (inbox, order, thread))
            continue;
          if (met >= offset && met < offset + limit)
            cst_mirakl_write_thread (&writer, order, thread, inbox->with_messages);
          met++;
        }
    }
  cst_writer_end_array (&writer);
  if (met > offset + limit)
    write_token (&writer, 'T', offset + limit, asked);
  cst_writer_end_object (&writer);
}

/* M11 */
void
cst_mirakl_get_threads (CstSandbox *sandbox,
                        CstRequest *request,
                        CstReply   *reply)
{
  static const char *const names[] = { "entity_type", "entity_id", "updated_since", "with_messages", "limit",
                                       "page_token", NULL };
  g_autoptr(GHashTable) asked = NULL;
  GHashTable *own = request->parameters;
  g_auto(GStrv) ids = NULL;
  Inbox inbox = { NULL };
  guint64 offset = 0;
  guint64 limit = DEFAULT_MAX;
  const char *type;
  int with_messages = -1;
  char kind = 'T';

  if (!cst_mirakl_check_query (request, names, reply) || !read_token (request, &kind, &offset, &asked, reply))
    return;
  if (asked != NULL)
    request->parameters = asked; /* with a token, what else is asked counts for nothing */
  type = parameter (request, "entity_type");
  if (parameter (request, "entity_id") != NULL && type == NULL)
    cst_mirakl_mistake (reply, "entity_id", "needs entity_type");
  else if (read_number (request, "limit", 1, MAX_MAX, &limit, reply) &&
           read_date (request, "updated_since", &inbox.since, reply) &&
           read_flag (request, "with_messages", &with_messages, reply))
    {
      inbox.with_messages = with_messages == 1;
      if (parameter (request, "entity_id") != NULL)
        inbox.ids = ids = g_strsplit (parameter (request, "entity_id"), ",", -1);
      if (type != NULL && !g_str_equal (type, "MMP_ORDER"))
        inbox.since = G_MAXINT64;
      if (asked == NULL && own == NULL)
        asked = g_hash_table_new (g_str_hash, g_str_equal);
      reply_threads (sandbox, &inbox, offset, limit, asked != NULL ? asked : own, reply);
    }
  request->parameters = own;
}

/* A parameter that may come several times, which a table of parameters does not keep. */
static GStrv
repeated (CstRequest *request,
          const char *name)
{
  g_auto(GStrv) parts = g_strsplit (request->query != NULL ? request->query : "", "&", -1);
  g_autoptr(GStrvBuilder) values = g_strv_builder_new ();
  g_autofree char *prefix = g_strconcat (name, "=", NULL);
  gboolean is_any = FALSE;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *value = g_str_has_prefix (parts[i], prefix)
                               ? g_uri_unescape_string (parts[i] + strlen (prefix), NULL) : NULL;

      if (value == NULL)
        continue;
      is_any = TRUE;
      g_strv_builder_add (values, value);
    }

  return is_any ? g_strv_builder_end (values) : NULL;
}

/* RT11 */
void
cst_mirakl_get_returns (CstSandbox *sandbox,
                        CstRequest *request,
                        CstReply   *reply)
{
  static const char *const names[] = { "return_id", "return_state", "order_commercial_id", "order_line_id",
                                       "return_last_updated_from", "limit", "page_token", NULL };
  CstMiraklWorld *world = sandbox->mirakl->world;
  g_auto(GStrv) ids = repeated (request, "return_id");
  g_auto(GStrv) baskets = repeated (request, "order_commercial_id");
  guint64 limit = DEFAULT_MAX;
  gint64 since = G_MININT64;
  CstWriter writer;

  if (!cst_mirakl_check_query (request, names, reply) ||
      !read_number (request, "limit", 1, MAX_MAX, &limit, reply) ||
      !read_date (request, "return_last_updated_from", &since, reply))
    return;

  writer = cst_reply_begin (reply, 200);
  cst_writer_begin_object (&writer, NULL);
  cst_writer_begin_array (&writer, "data");
  for (guint i = 0; i < world->orders->len; i++)
    {
      const CstMiraklOrder *order = g_ptr_array_index (world->orders, i);
      g_autofree char *id = cst_mirakl_order_id (order);
      g_autofree char *basket = g_strndup (id, strlen (id) - 2);

      if (baskets != NULL && !g_strv_contains ((const char *const *) baskets, basket))
        continue;
      for (guint j = 0; j < order->returns->len; j++)
        {
          const CstMiraklReturn *goods = g_ptr_array_index (order->returns, j);

          if (goods->updated_at > since &&
              (ids == NULL || g_strv_contains ((const char *const *) ids, goods->id)))
            cst_mirakl_write_return (&writer, order, goods);
        }
    }
  cst_writer_end_array (&writer);
  cst_writer_end_object (&writer);
}
