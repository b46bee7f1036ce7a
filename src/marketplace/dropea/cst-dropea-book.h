/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-dropea-wire.h"

G_BEGIN_DECLS

/**
 * CstDropeaBook:
 *
 * What has been read so far, for as long as the connector lives: an issue alone tells neither how often its parcel was
 * tried nor whose it is.
 */
typedef struct
{
  GHashTable *issues;   /* id → CstDropeaIssue (owned) */
  GHashTable *families; /* tracking number → GPtrArray of CstDropeaIssue (borrowed), oldest first */
  GHashTable *by_order; /* order → GPtrArray of CstDropeaIssue (borrowed) */
  GHashTable *orders;   /* id → CstDropeaOrder (owned) */
  gboolean    is_whole; /* all issues are in it */
  guint       n_pages;  /* how many pages of the walk that is under way are in it */
} CstDropeaBook;

CstDropeaBook  *cst_dropea_book_new        (void);
void            cst_dropea_book_free       (CstDropeaBook        *self);
gboolean        cst_dropea_book_add_issue  (CstDropeaBook        *self,
                                            CstDropeaIssue       *issue);
gboolean        cst_dropea_book_add_order  (CstDropeaBook        *self,
                                            CstDropeaOrder       *order);
void            cst_dropea_book_remove     (CstDropeaBook        *self,
                                            const char           *issue);
const GPtrArray *cst_dropea_book_family    (CstDropeaBook        *self,
                                            const CstDropeaIssue *issue);
const GPtrArray *cst_dropea_book_of_order  (CstDropeaBook        *self,
                                            const char           *order);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstDropeaBook, cst_dropea_book_free)

G_END_DECLS
