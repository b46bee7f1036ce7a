/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"
#include "cst-thread.h"

G_BEGIN_DECLS

/* The words of several orders on their way into the index. */
typedef struct _CstSearchBatch CstSearchBatch;

CstSearchBatch *cst_search_batch_new   (void);
void            cst_search_batch_free  (CstSearchBatch  *self);
gboolean        cst_search_batch_add   (CstSearchBatch  *self,
                                        CstDb           *db,
                                        gint64           account,
                                        const CstOrder  *order,
                                        GPtrArray       *incidents,
                                        const CstThread *thread,
                                        GError         **error);
gboolean        cst_search_batch_write (CstSearchBatch  *self,
                                        CstDb           *db,
                                        GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstSearchBatch, cst_search_batch_free)

G_END_DECLS
