/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-http.h"
#include "cst-marketplace.h"

G_BEGIN_DECLS

/**
 * CstMedusaCase:
 * @order: (nullable): the order's object
 * @claims: (nullable): its claims, and its exchanges after them
 * @changes: (nullable): its changes, only asked for when it has claims or when somebody is about to change it
 *
 * All that the site says of one order. The objects belong to the nodes, which belong to it.
 */
typedef struct
{
  JsonNode   *nodes[4];
  JsonObject *order;
  JsonArray  *claims;
  JsonArray  *changes;
} CstMedusaCase;

#define CST_MEDUSA_CASE_INIT { { NULL }, NULL, NULL, NULL }

CstAccountInfo *cst_medusa_get_account     (gpointer            site,
                                            GCancellable      *cancellable,
                                            GError           **error);
CstChangeSet   *cst_medusa_pull            (gpointer            site,
                                            const char        *cursor,
                                            guint              limit,
                                            GCancellable      *cancellable,
                                            GError           **error);
gboolean        cst_medusa_get_orders      (CstHttp           *http,
                                            GPtrArray         *ids,
                                            CstChangeSet      *changes,
                                            GHashTable        *drafts,
                                            GCancellable      *cancellable,
                                            GError           **error);
gboolean        cst_medusa_get_case        (CstHttp           *http,
                                            const char        *order,
                                            CstMedusaCase     *found,
                                            GCancellable      *cancellable,
                                            GError           **error);
gboolean        cst_medusa_read_case       (CstMedusaCase     *found,
                                            CstChangeSet      *changes,
                                            GError           **error);
gboolean        cst_medusa_download        (gpointer            site,
                                            const char        *attachment,
                                            const char        *target_path,
                                            gint64             max_bytes,
                                            GCancellable      *cancellable,
                                            GError           **error);
void            cst_medusa_case_clear      (CstMedusaCase     *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CstMedusaCase, cst_medusa_case_clear)

CstPushOutcome  cst_medusa_push            (gpointer            site,
                                            CstOperation      *operation,
                                            CstFileReader      reader,
                                            gpointer           reader_data,
                                            CstPushAnswer     *answer,
                                            GCancellable      *cancellable,
                                            GError           **error);
CstPushOutcome  cst_medusa_read_back       (gpointer            site,
                                            const CstOperation *operation,
                                            CstPushAnswer     *answer,
                                            GCancellable      *cancellable,
                                            GError           **error);

G_END_DECLS
