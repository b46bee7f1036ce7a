/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-medusa.h"

#include "cst-medusa-client.h"

#define SETTLE_S 5

/* The connector of Medusa 2 shops (docs/medusa.md). */
struct _CstMedusa
{
  GObject  parent_instance;

  CstHttp *http;
};

static void cst_medusa_marketplace_init (CstMarketplaceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CstMedusa, cst_medusa, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CST_TYPE_MARKETPLACE, cst_medusa_marketplace_init))

static void
cst_medusa_finalize (GObject *object)
{
  CstMedusa *self = CST_MEDUSA (object);

  g_clear_object (&self->http);

  G_OBJECT_CLASS (cst_medusa_parent_class)->finalize (object);
}

static void
cst_medusa_class_init (CstMedusaClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cst_medusa_finalize;
}

static void
cst_medusa_init (CstMedusa *self)
{
}

static CstAccountInfo *
medusa_check (CstMarketplace  *marketplace,
              GCancellable    *cancellable,
              GError         **error)
{
  return cst_medusa_get_account (CST_MEDUSA (marketplace)->http, cancellable, error);
}

static CstChangeSet *
medusa_pull (CstMarketplace  *marketplace,
             const char      *cursor,
             guint            limit,
             GCancellable    *cancellable,
             GError         **error)
{
  return cst_medusa_pull (CST_MEDUSA (marketplace)->http, cursor, limit, cancellable, error);
}

static CstPushOutcome
medusa_push (CstMarketplace  *marketplace,
             CstOperation    *operation,
             CstFileReader    reader,
             gpointer         reader_data,
             CstPushAnswer   *answer,
             GCancellable    *cancellable,
             GError         **error)
{
  return cst_medusa_push (CST_MEDUSA (marketplace)->http, operation, reader, reader_data, answer, cancellable, error);
}

static CstPushOutcome
medusa_read_back (CstMarketplace      *marketplace,
                  const CstOperation  *operation,
                  CstPushAnswer       *answer,
                  GCancellable        *cancellable,
                  GError             **error)
{
  return cst_medusa_read_back (CST_MEDUSA (marketplace)->http, operation, answer, cancellable, error);
}

static gboolean
medusa_fetch_attachment (CstMarketplace  *marketplace,
                         const char      *id,
                         const char      *target_path,
                         gint64           max_bytes,
                         GCancellable    *cancellable,
                         GError         **error)
{
  return cst_medusa_download (CST_MEDUSA (marketplace)->http, id, target_path, max_bytes, cancellable, error);
}

/* Every attempt begins with reading whether it is needed (cst-sequence.c). */
static gint64
medusa_key_retention (CstMarketplace *marketplace)
{
  return -1;
}

/* Two confirmations at a time would both be carried out there. */
static gint64
medusa_settle_time (CstMarketplace *marketplace)
{
  return SETTLE_S;
}

static gint64
medusa_get_retry_after (CstMarketplace *marketplace)
{
  return cst_http_get_retry_after (CST_MEDUSA (marketplace)->http);
}

static void
cst_medusa_marketplace_init (CstMarketplaceInterface *iface)
{
  iface->check = medusa_check;
  iface->pull = medusa_pull;
  iface->push = medusa_push;
  iface->read_back = medusa_read_back;
  iface->fetch_attachment = medusa_fetch_attachment;
  iface->key_retention = medusa_key_retention;
  iface->settle_time = medusa_settle_time;
  iface->get_retry_after = medusa_get_retry_after;
}

/**
 * cst_medusa_new:
 * @url: where the server's `/admin` stands
 * @token: a secret API key
 *
 * Returns: (transfer full): the connector, or %NULL with %CST_MARKETPLACE_ERROR_INSECURE
 */
CstMarketplace *
cst_medusa_new (const char  *url,
                const char  *token,
                GError     **error)
{
  g_autoptr(CstMedusa) self = g_object_new (CST_TYPE_MEDUSA, NULL);

  if (!(self->http = cst_http_new (url, CST_HTTP_BASIC_USER, token, error)))
    return NULL;

  return CST_MARKETPLACE (g_steal_pointer (&self));
}
