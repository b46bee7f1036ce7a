/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sandbox-faults.h"

#include <string.h>

/* In the order of CstSandboxTrouble. */
const char *const cst_sandbox_fault_profiles[] = {
  "none", "cut-before", "cut-during", "cut-after", "keepalive-reset", "delay", "http-429",
  "http-500", "http-503", "duplicate",
  "truncate", "change-meanwhile", "http-504", NULL,
};

static CstSandboxTrouble
trouble_of (const CstSandboxFault *fault)
{
  for (int i = 0; cst_sandbox_fault_profiles[i] != NULL; i++)
    {
      if (g_str_equal (cst_sandbox_fault_profiles[i], fault->profile))
        return (CstSandboxTrouble) i;
    }

  return CST_TROUBLE_NONE;
}

static gboolean
concerns (CstSandboxTrouble  trouble,
          CstRequest        *request,
          gboolean           kept_alive)
{
  switch (trouble)
    {
    case CST_TROUBLE_KEEPALIVE_RESET:
      return kept_alive;

    case CST_TROUBLE_DUPLICATE:
      return g_str_equal (request->method, "GET");

    case CST_TROUBLE_CHANGE_MEANWHILE:
      return g_str_equal (request->method, "POST") &&
             (g_str_has_suffix (request->path, "/resolutions") || g_str_has_suffix (request->path, "/resolve"));

    case CST_TROUBLE_504:
      return g_str_equal (request->method, "POST") && cst_dropea_is_path (request->path) && request->key != NULL;

    case CST_TROUBLE_NONE:
    case CST_TROUBLE_CUT_BEFORE:
    case CST_TROUBLE_CUT_DURING:
    case CST_TROUBLE_CUT_AFTER:
    case CST_TROUBLE_DELAY:
    case CST_TROUBLE_429:
    case CST_TROUBLE_500:
    case CST_TROUBLE_503:
    case CST_TROUBLE_TRUNCATE:
    default:
      return TRUE;
    }
}

/**
 * cst_sandbox_take_trouble:
 * @kept_alive: whether the connection has carried a request before
 *
 * Returns: what happens to @request; one of the fault's count is used up by it
 */
CstSandboxTrouble
cst_sandbox_take_trouble (CstSandbox *self,
                          CstRequest *request,
                          gboolean    kept_alive)
{
  CstSandboxFault *fault = &self->fault;
  CstSandboxTrouble trouble = trouble_of (fault);

  if (trouble == CST_TROUBLE_NONE ||
      (fault->match != NULL && !g_str_has_prefix (request->path, fault->match)) ||
      !concerns (trouble, request, kept_alive))
    return CST_TROUBLE_NONE;

  if (fault->count > 0 && --fault->count == 0)
    fault->profile = "none";

  return trouble;
}

static void
refuse_as_dropea (CstSandboxTrouble  trouble,
                  int                retry_after,
                  CstReply          *reply)
{
  if (trouble == CST_TROUBLE_429)
    cst_dropea_fail (reply, 429, "RateLimitFailure", "too many requests");
  else if (trouble == CST_TROUBLE_500)
    cst_dropea_fail (reply, 500, "ServerFailure", "the server failed");
  else if (trouble == CST_TROUBLE_503)
    cst_dropea_fail (reply, 503, "NetworkFailure", "a service behind cannot be reached");

  if (trouble == CST_TROUBLE_429 || trouble == CST_TROUBLE_503)
    reply->retry_after = retry_after;
}

static void
refuse_as_medusa (CstSandboxTrouble  trouble,
                  int                retry_after,
                  CstReply          *reply)
{
  if (trouble == CST_TROUBLE_429)
    cst_medusa_shop_fail (reply, 429, NULL, "Too many requests");
  else if (trouble == CST_TROUBLE_500)
    cst_medusa_shop_fail (reply, 500, "unknown_error", "An unknown error occurred.");
  else if (trouble == CST_TROUBLE_503)
    cst_medusa_shop_fail (reply, 503, NULL, "Service unavailable");

  if (trouble == CST_TROUBLE_429)
    reply->retry_after = retry_after;
}

/* How long to wait is said only where it is more than nothing. */
static void
refuse_as_mirakl (CstSandboxTrouble  trouble,
                  int                retry_after,
                  CstReply          *reply)
{
  if (trouble == CST_TROUBLE_429)
    cst_mirakl_fail (reply, 429, "Too many requests");
  else if (trouble == CST_TROUBLE_500)
    cst_mirakl_fail (reply, 500, "Internal server error");
  else if (trouble == CST_TROUBLE_503)
    cst_mirakl_fail (reply, 503, "Service unavailable");

  if (trouble == CST_TROUBLE_429 && retry_after > 0)
    reply->retry_after = retry_after;
}

/* Returns: whether @trouble turns the request away before anything is executed */
gboolean
cst_sandbox_refuse_early (CstSandbox        *self,
                          CstSandboxTrouble  trouble,
                          CstRequest        *request,
                          CstReply          *reply)
{
  if (cst_dropea_is_path (request->path))
    {
      refuse_as_dropea (trouble, self->fault.retry_after, reply);
      return reply->status != 0;
    }

  if (cst_medusa_shop_is_path (request->path))
    {
      refuse_as_medusa (trouble, self->fault.retry_after, reply);
      return reply->status != 0;
    }

  if (cst_mirakl_is_path (request->path))
    {
      refuse_as_mirakl (trouble, self->fault.retry_after, reply);
      return reply->status != 0;
    }

  if (trouble == CST_TROUBLE_429)
    {
      cst_reply_refuse (reply, "rate-limited", NULL);
      reply->retry_after = self->fault.retry_after;
    }
  else if (trouble == CST_TROUBLE_503)
    {
      cst_reply_refuse (reply, "unavailable", NULL);
      reply->retry_after = self->fault.retry_after;
    }
  else if (trouble == CST_TROUBLE_500)
    {
      CstWriter writer = cst_reply_begin (reply, 500);

      reply->content_type = "application/problem+json";
      cst_writer_begin_object (&writer, NULL);
      cst_writer_string (&writer, "type", "https://constat.invalid/problems/unavailable");
      cst_writer_string (&writer, "title", "The server failed");
      cst_writer_int (&writer, "status", 500);
      cst_writer_end_object (&writer);
    }

  return reply->status != 0;
}

/* Where the items of a list begin; %NULL when there is none. Lists stand at the top, or are the data of an envelope. */
static const char *
find_items (const char *text)
{
  static const char *const heads[] = { "{\"items\":[", "{\"orders\":[", "{\"data\":[" };
  const char *begin = strstr (text, heads[0]);

  if (begin != NULL && (begin == text || g_str_has_prefix (text, "{\"success\":true,")))
    return begin + strlen (heads[0]);
  for (gsize i = 1; i < G_N_ELEMENTS (heads); i++)
    {
      if (g_str_has_prefix (text, heads[i]))
        return text + strlen (heads[i]);
    }

  return NULL;
}

/* Where the list that begins at @begin ends: at the bracket that closes it. */
static const char *
find_end (const char *begin)
{
  int depth = 1;

  for (const char *p = begin; *p != '\0'; p++)
    {
      if (*p == '"')
        {
          for (p++; *p != '\0' && *p != '"'; p++)
            p += *p == '\\' && p[1] != '\0';
          if (*p == '\0')
            return NULL;
        }
      else if (*p == '[' || *p == '{')
        depth++;
      else if ((*p == ']' || *p == '}') && --depth == 0)
        return p;
    }

  return NULL;
}

/* Says every item twice. */
static void
duplicate_items (CstReply *reply)
{
  const char *begin = reply->bytes == NULL && reply->status == 200 ? find_items (reply->text->str) : NULL;
  const char *end = begin != NULL ? find_end (begin) : NULL;
  g_autofree char *items = NULL;
  gssize at;

  if (end == NULL || end == begin)
    return;

  at = begin - reply->text->str;
  items = g_strndup (begin, (gsize) (end - begin));
  g_string_insert (reply->text, at, ",");
  g_string_insert (reply->text, at, items);
}

/* Does to an answer what @trouble does to answers. */
void
cst_sandbox_spoil (CstSandboxTrouble  trouble,
                   CstReply          *reply)
{
  if (trouble == CST_TROUBLE_DUPLICATE)
    {
      duplicate_items (reply);
    }
  else if (trouble == CST_TROUBLE_TRUNCATE)
    {
      g_autoptr(GBytes) whole = cst_reply_dup_body (reply);

      g_clear_pointer (&reply->bytes, g_bytes_unref);
      reply->bytes = g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) / 2);
    }
}
