/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dropea.h"

#include <string.h>

#include "cst-dropea-reader.h"
#include "cst-util.h"

/* A key is remembered for a day; afterwards the incident itself is read back. */
#define KEY_RETENTION_S (24 * 60 * 60)

/* What is open of one account. */
typedef struct
{
  CstDropeaClient *client;
  CstDropeaReader *reader;
  char            *market; /* (nullable): the country the address names */
  gboolean         knows_country;
} Dropea;

/* A key that may not say who it is may still read incidents. */
static gboolean
read_an_issue (Dropea        *self,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr(CstDropeaPage) page = cst_dropea_client_get_page (self->client, "/dropshipper/issues",
                                                              "only_pending_to_resolve=true", 1, cancellable, error);

  return page != NULL;
}

static CstAccountInfo *
dropea_check (gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  static const char *const countries[] = { "country", "country_code", "market", NULL };
  Dropea *self = data;
  g_autoptr(GError) local_error = NULL;
  g_autoptr(JsonNode) root = cst_dropea_client_get (self->client, "/dropshipper/me", "me", cancellable, &local_error);
  JsonObject *me = root != NULL ? cst_json_opt_object (json_node_get_object (root), "data") : NULL;
  const char *country = cst_dropea_text (me, countries);
  CstAccountInfo *info;

  if (root == NULL && !g_error_matches (local_error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_FORBIDDEN) &&
      !g_error_matches (local_error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (root == NULL && !read_an_issue (self, cancellable, error))
    return NULL;

  info = cst_dropea_read_me (me);
  if (self->market != NULL)
    info->country = g_strdup (self->market);
  else if (country != NULL && strlen (country) == 2)
    info->country = g_ascii_strup (country, -1);
  cst_http_get_clock_offset (cst_dropea_client_get_http (self->client), &info->clock_offset);
  cst_dropea_reader_set_country (self->reader, info->country);
  self->knows_country = TRUE;

  return info;
}

static CstChangeSet *
dropea_pull (gpointer       data,
             const char    *cursor,
             guint          limit,
             GCancellable  *cancellable,
             GError       **error)
{
  Dropea *self = data;

  if (!self->knows_country)
    {
      CstAccountInfo *info = dropea_check (self, cancellable, error);

      if (info == NULL)
        return NULL;
      cst_record_free (&cst_account_info_type, info);
    }

  return cst_dropea_reader_pull (self->reader, cursor, limit, cancellable, error);
}

/* What the platform has now, beside the outcome. If it cannot be had the next pull brings it. */
static void
add_truth (Dropea             *self,
           const CstOperation *operation,
           CstDropeaVerdict   *verdict,
           CstPushAnswer      *answer,
           GCancellable       *cancellable)
{
  CstDelivery *delivery;

  if (verdict->outcome != CST_PUSH_CONFIRMED && verdict->outcome != CST_PUSH_CONFLICT)
    return;
  if (verdict->issue == NULL &&
      !(verdict->issue = cst_dropea_client_get_issue (self->client, operation->delivery, cancellable, NULL)))
    return;
  if (!(delivery = cst_dropea_reader_take (self->reader, g_steal_pointer (&verdict->issue), cancellable)))
    return;

  answer->truth = cst_change_set_new ();
  g_ptr_array_add (answer->truth->deliveries, delivery);
}

static CstPushOutcome
dropea_push (gpointer        data,
             CstOperation   *operation,
             CstFileReader   reader,
             gpointer        reader_data,
             CstPushAnswer  *answer,
             GCancellable   *cancellable,
             GError        **error)
{
  Dropea *self = data;
  g_auto(CstDropeaVerdict) verdict = CST_DROPEA_VERDICT_INIT;

  cst_dropea_client_set_answering (self->client, TRUE);
  cst_dropea_client_answer (self->client, operation, &verdict, answer, cancellable, error);
  add_truth (self, operation, &verdict, answer, cancellable);
  cst_dropea_client_set_answering (self->client, FALSE);

  return verdict.outcome;
}

static CstPushOutcome
dropea_read_back (gpointer             data,
                  const CstOperation  *operation,
                  CstPushAnswer       *answer,
                  GCancellable        *cancellable,
                  GError             **error)
{
  Dropea *self = data;
  g_auto(CstDropeaVerdict) verdict = CST_DROPEA_VERDICT_INIT;

  cst_dropea_client_set_answering (self->client, TRUE);
  cst_dropea_client_read_back (self->client, operation, &verdict, answer, cancellable, error);
  add_truth (self, operation, &verdict, answer, cancellable);
  cst_dropea_client_set_answering (self->client, FALSE);

  return verdict.outcome;
}

/* Each market has a host of its own, which begins with its country. */
static char *
market_of (const char *url)
{
  g_autoptr(GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return host != NULL && strlen (host) > 3 && host[2] == '.' && g_ascii_isalpha (host[0]) && g_ascii_isalpha (host[1])
         ? g_ascii_strup (host, 2) : NULL;
}

static gpointer
dropea_open (const char  *url,
             const char  *token,
             GError     **error)
{
  CstDropeaClient *client = cst_dropea_client_new (url, token, error);
  Dropea *self;

  if (client == NULL)
    return NULL;

  self = g_new0 (Dropea, 1);
  self->client = client;
  self->reader = cst_dropea_reader_new (client);
  self->market = market_of (url);

  return self;
}

static void
dropea_close (gpointer data)
{
  Dropea *self = data;

  cst_dropea_reader_free (self->reader);
  cst_dropea_client_free (self->client);
  g_free (self->market);
  g_free (self);
}

static CstHttp *
dropea_get_http (gpointer data)
{
  return cst_dropea_client_get_http (((Dropea *) data)->client);
}

const CstSite cst_dropea = {
  .key_retention = KEY_RETENTION_S,
  .open = dropea_open,
  .close = dropea_close,
  .get_http = dropea_get_http,
  .check = dropea_check,
  .pull = dropea_pull,
  .push = dropea_push,
  .read_back = dropea_read_back,
};
