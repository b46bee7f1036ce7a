/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-mirakl-site.h"

G_BEGIN_DECLS

/* cst-mirakl-account.c */
CstAccountInfo *cst_mirakl_get_account  (gpointer             site,
                                         GCancellable        *cancellable,
                                         GError             **error);
gboolean        cst_mirakl_find_returns (CstMiraklSite       *site,
                                         gboolean            *has_returns,
                                         GCancellable        *cancellable,
                                         GError             **error);

/* cst-mirakl-pull.c */
CstChangeSet   *cst_mirakl_pull         (gpointer             site,
                                         const char          *cursor,
                                         guint                limit,
                                         GCancellable        *cancellable,
                                         GError             **error);

/* cst-mirakl-fetch.c */
JsonNode       *cst_mirakl_fetch_orders (CstMiraklSite       *site,
                                         GPtrArray           *ids,
                                         GCancellable        *cancellable,
                                         GError             **error);
GPtrArray      *cst_mirakl_fetch_threads (CstMiraklSite      *site,
                                          const char         *query,
                                          GCancellable       *cancellable,
                                          GError            **error);
GPtrArray      *cst_mirakl_fetch_order_threads (CstMiraklSite *site,
                                                const char    *order,
                                                GCancellable  *cancellable,
                                                GError       **error);
GPtrArray      *cst_mirakl_fetch_changed_returns (CstMiraklSite *site,
                                                  const char    *query,
                                                  GCancellable  *cancellable,
                                                  GError       **error);
JsonArray      *cst_mirakl_fetch_returns (CstMiraklSite      *site,
                                          const char         *basket,
                                          GCancellable       *cancellable,
                                          GError            **error);
gboolean        cst_mirakl_fetch_cases  (CstMiraklSite       *site,
                                         GPtrArray           *orders,
                                         gboolean             is_whole,
                                         CstChangeSet        *changes,
                                         GCancellable        *cancellable,
                                         GError             **error);
gboolean        cst_mirakl_fetch_file   (gpointer             site,
                                         const char          *id,
                                         const char          *target_path,
                                         gint64               max_bytes,
                                         GCancellable        *cancellable,
                                         GError             **error);

/* cst-mirakl-push.c */
CstPushOutcome  cst_mirakl_push         (gpointer             site,
                                         CstOperation        *operation,
                                         CstFileReader        reader,
                                         gpointer             reader_data,
                                         CstPushAnswer       *answer,
                                         GCancellable        *cancellable,
                                         GError             **error);
CstPushOutcome  cst_mirakl_read_back    (gpointer             site,
                                         const CstOperation  *operation,
                                         CstPushAnswer       *answer,
                                         GCancellable        *cancellable,
                                         GError             **error);

G_END_DECLS
