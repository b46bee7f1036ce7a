/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sandbox.h"

#include <string.h>

#define MAX_IDS 100
#define DEFAULT_LIMIT 200
#define MAX_LIMIT 1000

/* Refuses a query that says more than @known, which ends with %NULL. */
static gboolean
query_is_known (CstRequest        *request,
                const char *const *known,
                CstReply          *reply)
{
  GHashTableIter iter;
  gpointer name;

  if (request->query != NULL && request->parameters == NULL)
    {
      cst_reply_refuse (reply, "invalid", "the query cannot be read");
      return FALSE;
    }
  if (request->parameters == NULL)
    return TRUE;

  g_hash_table_iter_init (&iter, request->parameters);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      if (!g_strv_contains (known, name))
        {
          cst_reply_refuse (reply, "invalid", "the query says something unknown");
          return FALSE;
        }
    }

  return TRUE;
}

static const char *
query_value (CstRequest *request,
             const char *name)
{
  return request->parameters != NULL ? g_hash_table_lookup (request->parameters, name) : NULL;
}

/* The ids asked for, or a refusal in @reply. */
static char **
the_ids (CstRequest *request,
         CstReply   *reply)
{
  static const char *const known[] = { "ids", NULL };
  const char *text = query_value (request, "ids");
  g_auto(GStrv) ids = NULL;

  if (!query_is_known (request, known, reply))
    return NULL;
  if (text == NULL || *text == '\0')
    {
      cst_reply_refuse (reply, "invalid", "ids are missing");
      return NULL;
    }

  ids = g_strsplit (text, ",", -1);
  if (g_strv_length (ids) > MAX_IDS)
    {
      cst_reply_refuse (reply, "invalid", "at most 100 ids");
      return NULL;
    }

  return g_steal_pointer (&ids);
}

static CstWriter
begin_items (CstReply *reply)
{
  CstWriter writer = cst_reply_begin (reply, 200);

  cst_writer_begin_object (&writer, NULL);
  cst_writer_begin_array (&writer, "items");

  return writer;
}

/* Writes the one thing @id names; nothing where the world has none. */
typedef void (*WriteItemFunc) (CstWriter  *writer,
                               CstWorld   *world,
                               const char *id);

static void
write_order (CstWriter  *writer,
             CstWorld   *world,
             const char *id)
{
  CstWorldOrder *order = cst_world_find_order (world, id);

  if (order != NULL)
    cst_sandbox_write_order (writer, NULL, world, order);
}

static void
write_incident (CstWriter  *writer,
                CstWorld   *world,
                const char *id)
{
  CstWorldIncident *incident = cst_world_find_incident (world, id);

  if (incident != NULL)
    cst_sandbox_write_incident (writer, NULL, world, incident);
}

static void
write_thread (CstWriter  *writer,
              CstWorld   *world,
              const char *id)
{
  CstWorldOrder *order = cst_world_find_order (world, id);

  if (order != NULL)
    cst_sandbox_write_thread (writer, NULL, order);
}

static void
write_desk (CstWriter  *writer,
            CstWorld   *world,
            const char *id)
{
  CstWorldIncident *incident = cst_world_find_incident (world, id);

  if (incident != NULL)
    cst_sandbox_write_desk (writer, NULL, incident);
}

static void
reply_items (CstSandbox    *self,
             CstRequest    *request,
             CstReply      *reply,
             WriteItemFunc  write)
{
  g_auto(GStrv) ids = the_ids (request, reply);
  CstWriter writer;

  if (ids == NULL)
    return;

  writer = begin_items (reply);
  for (guint i = 0; ids[i] != NULL; i++)
    write (&writer, self->world, ids[i]);
  cst_writer_end_array (&writer);
  cst_writer_end_object (&writer);
}

void
cst_sandbox_get_orders (CstSandbox *self,
                        CstRequest *request,
                        CstReply   *reply)
{
  reply_items (self, request, reply, write_order);
}

void
cst_sandbox_get_incidents (CstSandbox *self,
                           CstRequest *request,
                           CstReply   *reply)
{
  reply_items (self, request, reply, write_incident);
}

void
cst_sandbox_get_threads (CstSandbox *self,
                         CstRequest *request,
                         CstReply   *reply)
{
  reply_items (self, request, reply, write_thread);
}

void
cst_sandbox_get_desks (CstSandbox *self,
                       CstRequest *request,
                       CstReply   *reply)
{
  reply_items (self, request, reply, write_desk);
}

/* Whether @tag stands in If-None-Match; if so, @reply says that nothing is new. */
static gboolean
is_known (CstRequest *request,
          CstReply   *reply,
          const char *tag)
{
  reply->etag = g_strdup_printf ("\"%s\"", tag);
  if (request->if_none_match == NULL ||
      (!g_str_equal (request->if_none_match, "*") &&
       strstr (request->if_none_match, reply->etag) == NULL))
    return FALSE;

  reply->status = 304;

  return TRUE;
}

static gboolean
is_known_version (CstRequest *request,
                  CstReply   *reply,
                  guint64     version)
{
  g_autofree char *tag = g_strdup_printf ("%" G_GUINT64_FORMAT, version);

  return is_known (request, reply, tag);
}

void
cst_sandbox_get_account (CstSandbox *self,
                         CstRequest *request,
                         CstReply   *reply)
{
  CstWriter writer = cst_reply_begin (reply, 200);

  cst_sandbox_write_account (&writer, self->world, request->scopes);
  reply->etag = g_strdup_printf ("\"%" G_GUINT64_FORMAT "\"",
                                 cst_world_account_version (self->world));
}

void
cst_sandbox_get_order (CstSandbox *self,
                       CstRequest *request,
                       CstReply   *reply)
{
  CstWorldOrder *order = cst_sandbox_the_order (self, request, reply);
  CstWriter writer;

  if (order == NULL || is_known_version (request, reply, order->version))
    return;

  writer = cst_reply_begin (reply, 200);
  cst_sandbox_write_order (&writer, NULL, self->world, order);
}

void
cst_sandbox_get_incident (CstSandbox *self,
                          CstRequest *request,
                          CstReply   *reply)
{
  CstWorldIncident *incident = cst_sandbox_the_incident (self, request, reply);
  CstWriter writer;

  if (incident == NULL || is_known_version (request, reply, incident->version))
    return;

  writer = cst_reply_begin (reply, 200);
  cst_sandbox_write_incident (&writer, NULL, self->world, incident);
}

void
cst_sandbox_get_thread (CstSandbox *self,
                        CstRequest *request,
                        CstReply   *reply)
{
  CstWorldOrder *order = cst_sandbox_the_order (self, request, reply);
  CstWriter writer;

  if (order == NULL ||
      is_known_version (request, reply, order->thread != NULL ? order->thread->version : 0))
    return;

  writer = cst_reply_begin (reply, 200);
  cst_sandbox_write_thread (&writer, NULL, order);
}

void
cst_sandbox_get_desk (CstSandbox *self,
                      CstRequest *request,
                      CstReply   *reply)
{
  CstWorldIncident *incident = cst_sandbox_the_incident (self, request, reply);
  CstWriter writer;

  if (incident == NULL || is_known_version (request, reply, incident->desk.version))
    return;

  writer = cst_reply_begin (reply, 200);
  cst_sandbox_write_desk (&writer, NULL, incident);
}

static void
write_change (CstWriter        *writer,
              CstWorldFeedType  type,
              int               index,
              guint64           version)
{
  static const char *const words[] = { "order", "incident", "thread", "desk", "account" };
  g_autofree char *id = NULL;

  if (type == CST_WORLD_FEED_ACCOUNT)
    id = g_strdup ("acc-verlaine");
  else if (type == CST_WORLD_FEED_INCIDENT || type == CST_WORLD_FEED_DESK)
    id = cst_world_incident_id (index);
  else
    id = cst_world_order_id (index);

  cst_writer_begin_object (writer, NULL);
  cst_writer_string (writer, "type", words[type]);
  cst_writer_string (writer, "id", id);
  cst_writer_int (writer, "version", (gint64) version);
  cst_writer_bool (writer, "deleted", FALSE);
  cst_writer_end_object (writer);
}

/* Reads the cursor "FEED-POSITION"; one of another feed, or of nobody, is gone. */
static gboolean
parse_cursor (CstSandbox *self,
              const char *cursor,
              guint64    *position)
{
  gsize length = strlen (self->feed_id);

  return g_str_has_prefix (cursor, self->feed_id) && cursor[length] == '-' &&
         g_ascii_string_to_unsigned (cursor + length + 1, 10, 0, cst_world_feed_head (self->world),
                                     position, NULL);
}

void
cst_sandbox_get_changes (CstSandbox *self,
                         CstRequest *request,
                         CstReply   *reply)
{
  static const char *const known[] = { "after", "limit", NULL };
  const char *after = query_value (request, "after");
  const char *limit_text = query_value (request, "limit");
  guint64 head = cst_world_feed_head (self->world);
  guint64 limit = DEFAULT_LIMIT;
  guint64 position = 0;
  guint64 sent = 0;
  g_autofree char *next = NULL;
  CstWriter writer;

  if (!query_is_known (request, known, reply))
    return;
  if (limit_text != NULL &&
      !g_ascii_string_to_unsigned (limit_text, 10, 1, MAX_LIMIT, &limit, NULL))
    {
      cst_reply_refuse (reply, "invalid", "limit is between 1 and 1000");
      return;
    }
  if (after != NULL && !parse_cursor (self, after, &position))
    {
      cst_reply_refuse (reply, "gone", NULL);
      return;
    }

  writer = begin_items (reply);
  while (position < head && sent < limit)
    {
      CstWorldFeedType type;
      int index;

      position++;
      if (cst_world_feed_entry (self->world, position, &type, &index))
        {
          write_change (&writer, type, index, position);
          sent++;
        }
    }
  cst_writer_end_array (&writer);
  next = g_strdup_printf ("%s-%" G_GUINT64_FORMAT, self->feed_id, position);
  cst_writer_string (&writer, "next", next);
  cst_writer_bool (&writer, "more", position < head);
  cst_writer_int (&writer, "remaining", (gint64) (head - position));
  cst_writer_end_object (&writer);
}

/* One range of @size bytes: FALSE when @text is something we answer with the whole file. */
static gboolean
parse_range (const char *text,
             gsize       size,
             gsize      *first,
             gsize      *last)
{
  g_auto(GStrv) ends = NULL;
  guint64 from = 0;
  guint64 to = size - 1;

  if (!g_str_has_prefix (text, "bytes=") || strchr (text, ',') != NULL)
    return FALSE;

  ends = g_strsplit (text + strlen ("bytes="), "-", 2);
  if (g_strv_length (ends) != 2)
    return FALSE;

  if (*ends[0] == '\0')
    {
      guint64 tail = 0;

      if (!g_ascii_string_to_unsigned (ends[1], 10, 1, G_MAXINT64, &tail, NULL))
        return FALSE;
      from = tail < size ? size - tail : 0;
    }
  else if (!g_ascii_string_to_unsigned (ends[0], 10, 0, G_MAXINT64, &from, NULL) ||
           (*ends[1] != '\0' &&
            !g_ascii_string_to_unsigned (ends[1], 10, from, G_MAXINT64, &to, NULL)))
    {
      return FALSE;
    }

  *first = (gsize) from;
  *last = (gsize) MIN (to, size - 1);

  return TRUE;
}

void
cst_sandbox_get_attachment (CstSandbox *self,
                            CstRequest *request,
                            CstReply   *reply)
{
  CstWorldAttachment *attachment = cst_world_find_attachment (self->world, request->params[0]);
  g_autofree char *escaped = NULL;
  gsize size;
  gsize first;
  gsize last;

  if (attachment == NULL || attachment->bytes == NULL)
    {
      cst_reply_refuse (reply, "not-found",
                        attachment != NULL ? "the file was announced but has not come" : NULL);
      return;
    }
  if (is_known (request, reply, attachment->sha256))
    return;

  size = g_bytes_get_size (attachment->bytes);
  escaped = g_uri_escape_string (attachment->filename, NULL, FALSE);
  reply->status = 200;
  reply->content_type = attachment->media_type;
  reply->disposition = g_strconcat ("attachment; filename*=UTF-8''", escaped, NULL);
  reply->ranges = TRUE;

  if (request->range != NULL &&
      (request->if_range == NULL || g_str_equal (request->if_range, reply->etag)) &&
      parse_range (request->range, size, &first, &last))
    {
      if (first >= size)
        {
          cst_reply_refuse (reply, "invalid", "the range lies outside the file");
          reply->status = 416;
          reply->content_range = g_strdup_printf ("bytes */%" G_GSIZE_FORMAT, size);
          return;
        }

      reply->status = 206;
      reply->bytes = g_bytes_new_from_bytes (attachment->bytes, first, last - first + 1);
      reply->content_range = g_strdup_printf ("bytes %" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT
                                              "/%" G_GSIZE_FORMAT, first, last, size);
      return;
    }

  reply->bytes = g_bytes_ref (attachment->bytes);
}
