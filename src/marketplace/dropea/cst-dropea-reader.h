/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-dropea-client.h"

G_BEGIN_DECLS

/* What is on the platform, read piece by piece; see the comment in the source. All of it blocks. */
typedef struct _CstDropeaReader CstDropeaReader;

CstDropeaReader *cst_dropea_reader_new         (CstDropeaClient       *client);
void             cst_dropea_reader_free        (CstDropeaReader       *self);
void             cst_dropea_reader_set_country (CstDropeaReader       *self,
                                                const char            *country);
CstChangeSet    *cst_dropea_reader_pull        (CstDropeaReader       *self,
                                                const char            *cursor,
                                                guint                  limit,
                                                GCancellable          *cancellable,
                                                GError               **error);
CstDelivery     *cst_dropea_reader_take        (CstDropeaReader       *self,
                                                CstDropeaIssue        *issue,
                                                GCancellable          *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstDropeaReader, cst_dropea_reader_free)

G_END_DECLS
