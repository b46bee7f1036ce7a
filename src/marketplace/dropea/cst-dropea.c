/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dropea.h"

#include <string.h>

#include "cst-dropea-reader.h"
#include "cst-util.h"

/* The connector of Dropea's REST API v2: carriers' incidents of a dropshipping platform, read and answered, and the
 * orders they belong to. A key is remembered for a day; afterwards the incident itself is read back. */
#define KEY_RETENTION_S (24 * 60 * 60)

struct _CstDropea
{
  GObject          parent_instance;

  CstDropeaClient *client;
  CstDropeaReader *reader;
  char            *market; /* (nullable): the country the address names */
  gboolean         knows_country;
};

static void cst_dropea_marketplace_init (CstMarketplaceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CstDropea, cst_dropea, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CST_TYPE_MARKETPLACE, cst_dropea_marketplace_init))

static void
cst_dropea_finalize (GObject *object)
{
  CstDropea *self = CST_DROPEA (object);

  g_clear_pointer (&self->reader, cst_dropea_reader_free);
  g_clear_pointer (&self->client, cst_dropea_client_free);
  g_free (self->market);

  G_OBJECT_CLASS (cst_dropea_parent_class)->finalize (object);
}

static void
cst_dropea_class_init (CstDropeaClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cst_dropea_finalize;
}

static void
cst_dropea_init (CstDropea *self)
{
}

/* A key that may not say who it is may still read incidents. */
static gboolean
read_an_issue (CstDropea     *self,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr(CstDropeaPage) page = cst_dropea_client_get_page (self->client, "/dropshipper/issues",
                                                              "only_pending_to_resolve=true", 1, cancellable, error);

  return page != NULL;
}

static CstAccountInfo *
dropea_check (CstMarketplace  *marketplace,
              GCancellable    *cancellable,
              GError         **error)
{
  static const char *const countries[] = { "country", "country_code", "market", NULL };
  CstDropea *self = CST_DROPEA (marketplace);
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
dropea_pull (CstMarketplace  *marketplace,
             const char      *cursor,
             guint            limit,
             GCancellable    *cancellable,
             GError         **error)
{
  CstDropea *self = CST_DROPEA (marketplace);

  if (!self->knows_country)
    {
      CstAccountInfo *info = dropea_check (marketplace, cancellable, error);

      if (info == NULL)
        return NULL;
      cst_record_free (&cst_account_info_type, info);
    }

  return cst_dropea_reader_pull (self->reader, cursor, limit, cancellable, error);
}

/* What the platform has now, beside the outcome. If it cannot be had the next pull brings it. */
static void
add_truth (CstDropea          *self,
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
dropea_push (CstMarketplace  *marketplace,
             CstOperation    *operation,
             CstFileReader    reader,
             gpointer         reader_data,
             CstPushAnswer   *answer,
             GCancellable    *cancellable,
             GError         **error)
{
  CstDropea *self = CST_DROPEA (marketplace);
  g_auto(CstDropeaVerdict) verdict = CST_DROPEA_VERDICT_INIT;

  cst_dropea_client_set_answering (self->client, TRUE);
  cst_dropea_client_answer (self->client, operation, &verdict, answer, cancellable, error);
  add_truth (self, operation, &verdict, answer, cancellable);
  cst_dropea_client_set_answering (self->client, FALSE);

  return verdict.outcome;
}

static CstPushOutcome
dropea_read_back (CstMarketplace      *marketplace,
                  const CstOperation  *operation,
                  CstPushAnswer       *answer,
                  GCancellable        *cancellable,
                  GError             **error)
{
  CstDropea *self = CST_DROPEA (marketplace);
  g_auto(CstDropeaVerdict) verdict = CST_DROPEA_VERDICT_INIT;

  cst_dropea_client_set_answering (self->client, TRUE);
  cst_dropea_client_read_back (self->client, operation, &verdict, answer, cancellable, error);
  add_truth (self, operation, &verdict, answer, cancellable);
  cst_dropea_client_set_answering (self->client, FALSE);

  return verdict.outcome;
}

static gboolean
dropea_fetch_attachment (CstMarketplace  *marketplace,
                         const char      *id,
                         const char      *target_path,
                         gint64           max_bytes,
                         GCancellable    *cancellable,
                         GError         **error)
{
  g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_NOT_FOUND, "there are no attachments");

  return FALSE;
}

static gint64
dropea_key_retention (CstMarketplace *marketplace)
{
  return KEY_RETENTION_S;
}

static gint64
dropea_get_retry_after (CstMarketplace *marketplace)
{
  return cst_http_get_retry_after (cst_dropea_client_get_http (CST_DROPEA (marketplace)->client));
}

static void
cst_dropea_marketplace_init (CstMarketplaceInterface *iface)
{
  iface->check = dropea_check;
  iface->pull = dropea_pull;
  iface->push = dropea_push;
  iface->read_back = dropea_read_back;
  iface->fetch_attachment = dropea_fetch_attachment;
  iface->key_retention = dropea_key_retention;
  iface->get_retry_after = dropea_get_retry_after;
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

/**
 * cst_dropea_new:
 * @url: the market's address, such as `https://es.public-api.dropea.com`
 * @token: the key made in the platform's panel
 *
 * Returns: (transfer full): the connector, or %NULL with %CST_MARKETPLACE_ERROR_INSECURE
 */
CstMarketplace *
cst_dropea_new (const char  *url,
                const char  *token,
                GError     **error)
{
  g_autoptr(CstDropea) self = g_object_new (CST_TYPE_DROPEA, NULL);

  if (!(self->client = cst_dropea_client_new (url, token, error)))
    return NULL;

  self->reader = cst_dropea_reader_new (self->client);
  self->market = market_of (url);

  return CST_MARKETPLACE (g_steal_pointer (&self));
}
