/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-mirakl.h"

#include "cst-mirakl-client.h"

#define SETTLE_S 15

/* The connector of shops on marketplaces that run on Mirakl (docs/mirakl.md). */
struct _CstMirakl
{
  GObject        parent_instance;

  CstMiraklSite *site;
};

static void cst_mirakl_marketplace_init (CstMarketplaceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CstMirakl, cst_mirakl, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CST_TYPE_MARKETPLACE, cst_mirakl_marketplace_init))

static void
cst_mirakl_finalize (GObject *object)
{
  CstMirakl *self = CST_MIRAKL (object);

  g_clear_pointer (&self->site, cst_mirakl_site_free);

  G_OBJECT_CLASS (cst_mirakl_parent_class)->finalize (object);
}

static void
cst_mirakl_class_init (CstMiraklClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cst_mirakl_finalize;
}

static void
cst_mirakl_init (CstMirakl *self)
{
}

static CstAccountInfo *
mirakl_check (CstMarketplace  *marketplace,
              GCancellable    *cancellable,
              GError         **error)
{
  return cst_mirakl_get_account (CST_MIRAKL (marketplace)->site, cancellable, error);
}

static CstChangeSet *
mirakl_pull (CstMarketplace  *marketplace,
             const char      *cursor,
             guint            limit,
             GCancellable    *cancellable,
             GError         **error)
{
  return cst_mirakl_pull (CST_MIRAKL (marketplace)->site, cursor, limit, cancellable, error);
}

static CstPushOutcome
mirakl_push (CstMarketplace  *marketplace,
             CstOperation    *operation,
             CstFileReader    reader,
             gpointer         reader_data,
             CstPushAnswer   *answer,
             GCancellable    *cancellable,
             GError         **error)
{
  return cst_mirakl_push (CST_MIRAKL (marketplace)->site, operation, reader, reader_data, answer, cancellable, error);
}

static CstPushOutcome
mirakl_read_back (CstMarketplace      *marketplace,
                  const CstOperation  *operation,
                  CstPushAnswer       *answer,
                  GCancellable        *cancellable,
                  GError             **error)
{
  return cst_mirakl_read_back (CST_MIRAKL (marketplace)->site, operation, answer, cancellable, error);
}

static gboolean
mirakl_fetch_attachment (CstMarketplace  *marketplace,
                         const char      *id,
                         const char      *target_path,
                         gint64           max_bytes,
                         GCancellable    *cancellable,
                         GError         **error)
{
  return cst_mirakl_fetch_file (CST_MIRAKL (marketplace)->site, id, target_path, max_bytes, cancellable, error);
}

/* Every attempt begins with reading whether it is needed (cst-sequence.c). */
static gint64
mirakl_key_retention (CstMarketplace *marketplace)
{
  return -1;
}

/* What nobody saw the end of may still be carried out when it is looked for. */
static gint64
mirakl_settle_time (CstMarketplace *marketplace)
{
  return SETTLE_S;
}

static gint64
mirakl_get_retry_after (CstMarketplace *marketplace)
{
  return cst_http_get_retry_after (CST_MIRAKL (marketplace)->site->http);
}

/* Incidents have no ids there, and nobody there remembers which of our decisions made what. */
static void
mirakl_set_truth (CstMarketplace       *marketplace,
                  const CstTruthReader *truth,
                  gpointer              truth_data)
{
  CstMirakl *self = CST_MIRAKL (marketplace);

  self->site->truth = truth;
  self->site->truth_data = truth_data;
}

static void
cst_mirakl_marketplace_init (CstMarketplaceInterface *iface)
{
  iface->check = mirakl_check;
  iface->pull = mirakl_pull;
  iface->push = mirakl_push;
  iface->read_back = mirakl_read_back;
  iface->fetch_attachment = mirakl_fetch_attachment;
  iface->key_retention = mirakl_key_retention;
  iface->settle_time = mirakl_settle_time;
  iface->get_retry_after = mirakl_get_retry_after;
  iface->set_truth = mirakl_set_truth;
}

/**
 * cst_mirakl_new:
 * @url: the instance's address, with `?shop_id=N` behind it when the key's user has several shops
 * @token: an API key
 *
 * Returns: (transfer full): the connector, or %NULL with %CST_MARKETPLACE_ERROR_INSECURE
 */
CstMarketplace *
cst_mirakl_new (const char  *url,
                const char  *token,
                GError     **error)
{
  g_autoptr(CstMirakl) self = g_object_new (CST_TYPE_MIRAKL, NULL);

  if (!(self->site = cst_mirakl_site_new (url, token, error)))
    return NULL;

  return CST_MARKETPLACE (g_steal_pointer (&self));
}
