/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-site.h"

/* The object that stands around the table of every connector with a site. */
#define CST_TYPE_SITE_MARKETPLACE (cst_site_marketplace_get_type ())

G_DECLARE_FINAL_TYPE (CstSiteMarketplace, cst_site_marketplace, CST, SITE_MARKETPLACE, GObject)

struct _CstSiteMarketplace
{
  GObject        parent_instance;

  const CstSite *site;
  gpointer       opened; /* (owned) (nullable): until it could be opened */
};

static void cst_site_marketplace_init_interface (CstMarketplaceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CstSiteMarketplace, cst_site_marketplace, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CST_TYPE_MARKETPLACE, cst_site_marketplace_init_interface))

static void
cst_site_marketplace_finalize (GObject *object)
{
  CstSiteMarketplace *self = CST_SITE_MARKETPLACE (object);

  if (self->opened != NULL)
    (self->site->open != NULL ? self->site->close : g_object_unref)(self->opened);

  G_OBJECT_CLASS (cst_site_marketplace_parent_class)->finalize (object);
}

static void
cst_site_marketplace_class_init (CstSiteMarketplaceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cst_site_marketplace_finalize;
}

static void
cst_site_marketplace_init (CstSiteMarketplace *self)
{
}

static CstAccountInfo *
site_check (CstMarketplace  *marketplace,
            GCancellable    *cancellable,
            GError         **error)
{
  CstSiteMarketplace *self = CST_SITE_MARKETPLACE (marketplace);

  return self->site->check (self->opened, cancellable, error);
}

static CstChangeSet *
site_pull (CstMarketplace  *marketplace,
           const char      *cursor,
           guint            limit,
           GCancellable    *cancellable,
           GError         **error)
{
  CstSiteMarketplace *self = CST_SITE_MARKETPLACE (marketplace);

  return self->site->pull (self->opened, cursor, limit, cancellable, error);
}

static CstPushOutcome
site_push (CstMarketplace  *marketplace,
           CstOperation    *operation,
           CstFileReader    reader,
           gpointer         reader_data,
           CstPushAnswer   *answer,
           GCancellable    *cancellable,
           GError         **error)
{
  CstSiteMarketplace *self = CST_SITE_MARKETPLACE (marketplace);

  return self->site->push (self->opened, operation, reader, reader_data, answer, cancellable, error);
}

static CstPushOutcome
site_read_back (CstMarketplace      *marketplace,
                const CstOperation  *operation,
                CstPushAnswer       *answer,
                GCancellable        *cancellable,
                GError             **error)
{
  CstSiteMarketplace *self = CST_SITE_MARKETPLACE (marketplace);

  return self->site->read_back (self->opened, operation, answer, cancellable, error);
}

static gboolean
site_fetch_attachment (CstMarketplace  *marketplace,
                       const char      *id,
                       const char      *target_path,
                       gint64           max_bytes,
                       GCancellable    *cancellable,
                       GError         **error)
{
  CstSiteMarketplace *self = CST_SITE_MARKETPLACE (marketplace);

  if (self->site->fetch_attachment != NULL)
    return self->site->fetch_attachment (self->opened, id, target_path, max_bytes, cancellable, error);

  g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_NOT_FOUND, "there are no attachments");

  return FALSE;
}

static gint64
site_key_retention (CstMarketplace *marketplace)
{
  return CST_SITE_MARKETPLACE (marketplace)->site->key_retention;
}

static gint64
site_settle_time (CstMarketplace *marketplace)
{
  return CST_SITE_MARKETPLACE (marketplace)->site->settle_time;
}

static gboolean
site_goes_by_steps (CstMarketplace *marketplace)
{
  return CST_SITE_MARKETPLACE (marketplace)->site->goes_by_steps;
}

static gint64
site_get_retry_after (CstMarketplace *marketplace)
{
  CstSiteMarketplace *self = CST_SITE_MARKETPLACE (marketplace);

  return cst_http_get_retry_after (self->site->open != NULL ? self->site->get_http (self->opened) : self->opened);
}

static void
site_set_truth (CstMarketplace       *marketplace,
                const CstTruthReader *truth,
                gpointer              truth_data)
{
  CstSiteMarketplace *self = CST_SITE_MARKETPLACE (marketplace);

  if (self->site->set_truth != NULL)
    self->site->set_truth (self->opened, truth, truth_data);
}

static void
cst_site_marketplace_init_interface (CstMarketplaceInterface *iface)
{
  iface->check = site_check;
  iface->pull = site_pull;
  iface->push = site_push;
  iface->read_back = site_read_back;
  iface->fetch_attachment = site_fetch_attachment;
  iface->key_retention = site_key_retention;
  iface->settle_time = site_settle_time;
  iface->goes_by_steps = site_goes_by_steps;
  iface->get_retry_after = site_get_retry_after;
  iface->set_truth = site_set_truth;
}

/**
 * cst_site_new:
 * @site: the connector; lives for ever
 * @url: where the site stands
 * @token: the credential; kept in memory only
 *
 * Does no I/O. The result is used on one thread, which need not be this one.
 *
 * Returns: (transfer full): the account's marketplace, or %NULL with %CST_MARKETPLACE_ERROR_INSECURE
 */
CstMarketplace *
cst_site_new (const CstSite  *site,
              const char     *url,
              const char     *token,
              GError        **error)
{
  g_autoptr(CstSiteMarketplace) self = NULL;

  g_return_val_if_fail (site != NULL && url != NULL && token != NULL, NULL);

  self = g_object_new (CST_TYPE_SITE_MARKETPLACE, NULL);
  self->site = site;
  self->opened = site->open != NULL ? site->open (url, token, error) : cst_http_new (url, site->scheme, token, error);

  return self->opened != NULL ? CST_MARKETPLACE (g_steal_pointer (&self)) : NULL;
}
