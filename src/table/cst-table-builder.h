/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-table.h"

G_BEGIN_DECLS

/**
 * CstTableBuilder:
 *
 * Takes rows as a reader finds them and keeps them within the limits. Every function that can fail says why in words
 * for people. One thread.
 */
typedef struct _CstTableBuilder CstTableBuilder;

CstTableBuilder *cst_table_builder_new       (const CstTableLimits  *limits);
void             cst_table_builder_free      (CstTableBuilder       *self);
void             cst_table_builder_start_row (CstTableBuilder       *self,
                                              guint                  line);
gboolean         cst_table_builder_set_cell  (CstTableBuilder       *self,
                                              guint                  column,
                                              const char            *text,
                                              gsize                  length,
                                              GError               **error);
gboolean         cst_table_builder_end_row   (CstTableBuilder       *self,
                                              GError               **error);
CstTable        *cst_table_builder_finish    (CstTableBuilder       *self,
                                              CstTableFormat         format,
                                              CstTableEncoding       encoding,
                                              char                   separator,
                                              const char            *sheet,
                                              GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstTableBuilder, cst_table_builder_free)

/* The readers. @bytes is UTF-8 for the first, a ZIP archive for the others. */
CstTable *cst_table_read_text (GBytes * bytes,
                               CstTableEncoding       encoding,
                               const CstTableLimits * limits,
                               GCancellable * cancellable,
                               GError * *error);
CstTable *cst_table_read_xlsx (GBytes                *bytes,
                               const CstTableLimits  *limits,
                               GCancellable          *cancellable,
                               GError               **error);
CstTable *cst_table_read_ods  (GBytes                *bytes,
                               const CstTableLimits  *limits,
                               GCancellable          *cancellable,
                               GError               **error);

GBytes   *cst_table_decode    (GBytes                *bytes,
                               CstTableEncoding      *encoding,
                               GError               **error);

G_END_DECLS
