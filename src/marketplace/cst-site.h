/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-http.h"
#include "cst-marketplace.h"

G_BEGIN_DECLS

/**
 * CstSite:
 * @scheme: how it wants its credential, where it has no @open
 * @key_retention: see cst_marketplace_key_retention()
 * @settle_time: see cst_marketplace_settle_time()
 * @goes_by_steps: see cst_marketplace_goes_by_steps()
 * @open: (nullable): makes what the other functions work on; does no I/O; %NULL where the way there is all of it: then
 *   they get the #CstHttp itself
 * @close: frees what @open made
 * @get_http: gives the way there out of what @open made
 * @fetch_attachment: (nullable): %NULL where there are none
 * @set_truth: (nullable): %NULL where what is known here does not matter
 *
 * A connector: a table of what it does at the site. The functions are those of #CstMarketplaceInterface, and are given
 * what @open made instead of the object around it.
 */
struct _CstSite
{
  CstHttpScheme    scheme;
  gint64           key_retention;
  gint64           settle_time;
  gboolean         goes_by_steps;

  gpointer       (*open) (const char  *url,
                          const char  *token,
                          GError     **error);
  void           (*close) (gpointer site);
  CstHttp       *(*get_http) (gpointer site);

  CstAccountInfo *(*check) (gpointer       site,
                            GCancellable  *cancellable,
                            GError       **error);
  CstChangeSet   *(*pull) (gpointer       site,
                           const char    *cursor,
                           guint          limit,
                           GCancellable  *cancellable,
                           GError       **error);
  CstPushOutcome  (*push) (gpointer        site,
                           CstOperation   *operation,
                           CstFileReader   reader,
                           gpointer        reader_data,
                           CstPushAnswer  *answer,
                           GCancellable   *cancellable,
                           GError        **error);
  CstPushOutcome  (*read_back) (gpointer             site,
                                const CstOperation  *operation,
                                CstPushAnswer       *answer,
                                GCancellable        *cancellable,
                                GError             **error);
  gboolean        (*fetch_attachment) (gpointer       site,
                                       const char    *id,
                                       const char    *target_path,
                                       gint64         max_bytes,
                                       GCancellable  *cancellable,
                                       GError       **error);
  void            (*set_truth) (gpointer              site,
                                const CstTruthReader *truth,
                                gpointer              truth_data);
};

CstMarketplace *cst_site_new (const CstSite  *site,
                              const char     *url,
                              const char     *token,
                              GError        **error);

G_END_DECLS
