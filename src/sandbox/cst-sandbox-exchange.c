/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sandbox-exchange.h"

#include <string.h>

typedef struct
{
  const char *name;
  guint       status;
  const char *title;
} Problem;

static const Problem problems[] = {
  { "unauthorized", 401, "A valid token is needed" },
  { "forbidden-scope", 403, "This token may not do that" },
  { "not-found", 404, "There is nothing here" },
  { "conflict", 409, "Things have moved on" },
  { "in-flight", 409, "This is being worked on" },
  { "gone", 410, "The cursor has expired" },
  { "too-large", 413, "The body is too large" },
  { "unsupported-media", 415, "This type is not taken here" },
  { "invalid", 422, "The request is not valid" },
  { "key-reused", 422, "This key belongs to another request" },
  { "not-allowed", 422, "A rule forbids this" },
  { "quantity-exceeded", 422, "More pieces than were delivered" },
  { "precondition-required", 428, "An Idempotency-Key is needed" },
  { "rate-limited", 429, "Too many requests" },
  { "unavailable", 503, "Come back later" },
};

/**
 * cst_request_new:
 * @query: (nullable): as it came
 * @body: (nullable)
 *
 * Returns: (transfer full): a request of nobody yet
 */
CstRequest *
cst_request_new (const char *method,
                 const char *path,
                 const char *query,
                 GBytes     *body)
{
  CstRequest *self = g_new0 (CstRequest, 1);

  self->method = g_strdup (method);
  self->path = g_strdup (path);
  self->query = g_strdup (query);
  self->body = body != NULL ? g_bytes_ref (body) : g_bytes_new_static ("", 0);
  if (query != NULL)
    self->parameters = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_NONE, NULL);

  return self;
}

void
cst_request_free (CstRequest *self)
{
  g_free (self->method);
  g_free (self->path);
  g_free (self->query);
  g_free (self->content_type);
  g_free (self->disposition);
  g_free (self->purpose);
  g_free (self->key);
  g_free (self->token);
  g_free (self->if_none_match);
  g_free (self->range);
  g_free (self->if_range);
  g_bytes_unref (self->body);
  g_clear_pointer (&self->parameters, g_hash_table_unref);
  for (gsize i = 0; i < G_N_ELEMENTS (self->params); i++)
    g_free (self->params[i]);
  g_free (self);
}

/* Whether the body is of @media_type, whatever parameters follow it. */
gboolean
cst_request_is_type (CstRequest *self,
                     const char *media_type)
{
  gsize length = strlen (media_type);

  return self->content_type != NULL &&
         g_ascii_strncasecmp (self->content_type, media_type, length) == 0 &&
         strchr ("; ", self->content_type[length]) != NULL;
}

CstReply *
cst_reply_new (void)
{
  CstReply *self = g_new0 (CstReply, 1);

  self->text = g_string_new (NULL);
  self->retry_after = -1;
  self->incident = -1;
  self->order = -1;
  self->delivery = -1;
  self->rate_limit = -1;

  return self;
}

void
cst_reply_free (CstReply *self)
{
  g_string_free (self->text, TRUE);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->etag);
  g_free (self->disposition);
  g_free (self->content_range);
  g_free (self);
}

/* Begins an answer in JSON anew. */
CstWriter
cst_reply_begin (CstReply *self,
                 guint     status)
{
  CstWriter writer = CST_WRITER_INIT (self->text);

  g_string_truncate (self->text, 0);
  self->status = status;
  self->content_type = "application/json";

  return writer;
}

/**
 * cst_reply_problem:
 * @name: one of the contract's problems
 * @detail: (nullable)
 *
 * Begins a problem (RFC 9457); the caller may add members and ends the object.
 */
CstWriter
cst_reply_problem (CstReply   *self,
                   const char *name,
                   const char *detail)
{
  for (gsize i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      if (g_str_equal (problems[i].name, name))
        {
          g_autofree char *type = g_strconcat ("https://constat.invalid/problems/", name, NULL);
          CstWriter writer = cst_reply_begin (self, problems[i].status);

          self->content_type = "application/problem+json";
          cst_writer_begin_object (&writer, NULL);
          cst_writer_string (&writer, "type", type);
          cst_writer_string (&writer, "title", problems[i].title);
          cst_writer_int (&writer, "status", problems[i].status);
          cst_writer_opt_string (&writer, "detail", detail);

          return writer;
        }
    }

  g_assert_not_reached ();
}

/* A problem that needs no more words. */
void
cst_reply_refuse (CstReply   *self,
                  const char *name,
                  const char *detail)
{
  CstWriter writer = cst_reply_problem (self, name, detail);

  cst_writer_end_object (&writer);
}

/* Returns: (transfer full): the body's bytes */
GBytes *
cst_reply_dup_body (CstReply *self)
{
  if (self->bytes != NULL)
    return g_bytes_ref (self->bytes);

  return g_bytes_new (self->text->str, self->text->len);
}
