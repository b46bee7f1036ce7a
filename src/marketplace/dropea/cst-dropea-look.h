/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-dropea-book.h"
#include "cst-dropea-cursor.h"
#include "cst-dropea-reader.h"

G_BEGIN_DECLS

/* What the parts of the reader share: cst-dropea-reader.c is the way in, -walk.c reads everything, -watch.c what
 * changed, and -look.c is what both do. */

#define CST_DROPEA_ISSUES "/dropshipper/issues"
#define CST_DROPEA_ORDERS "/dropshipper/orders"

struct _CstDropeaReader
{
  CstDropeaClient *client;  /* (unowned) */
  CstDropeaBook   *book;
  CstDropeaBook   *draft;   /* (nullable): of the walk that is under way */
  GHashTable      *met;     /* ids of issues on the pages of a walk so far */
  GHashTable      *pending; /* (nullable): ids that waited when last looked */
  GHashTable      *moved;   /* ids of orders that were seen to change while not everything was known */
  char            *country; /* (nullable) */
};

/**
 * CstDropeaLook:
 *
 * One look.
 */
typedef struct
{
  CstDropeaReader *reader;
  CstDropeaCursor *cursor;
  CstChangeSet    *changes;
  GCancellable    *cancellable;
  GHashTable      *changed; /* ids of issues */
  GHashTable      *fresh;   /* ids of orders that were read in this look */
  guint            n_singles;
  gboolean         has_more_than_singles;
} CstDropeaLook;

/* cst-dropea-look.c */
CstDropeaPage   *cst_dropea_look_get_page    (CstDropeaLook  *look,
                                              const char     *path,
                                              const char     *filter,
                                              int             page,
                                              GError        **error);
guint            cst_dropea_look_count_items (const CstDropeaPage *page);
gboolean         cst_dropea_look_is_last     (const CstDropeaPage *page,
                                              int                  number);
void             cst_dropea_look_tell_order  (CstDropeaLook  *look,
                                              CstDropeaOrder *order);
gboolean         cst_dropea_look_may_ask_one (CstDropeaLook *look);
gboolean         cst_dropea_look_need_order  (CstDropeaLook  *look,
                                              const char     *id,
                                              gboolean        must_be_fresh,
                                              GError        **error);
CstDelivery     *cst_dropea_look_map         (CstDropeaReader      *self,
                                              const CstDropeaIssue *issue,
                                              GCancellable         *cancellable);
CstDropeaIssue  *cst_dropea_look_read_issue  (CstDropeaLook  *look,
                                              JsonNode       *node,
                                              GError        **error);
void             cst_dropea_look_begin_phase (CstDropeaLook  *look,
                                              CstDropeaPhase  phase);
GPtrArray       *cst_dropea_look_sorted_ids  (GHashTable *table);
void             cst_dropea_look_touch       (CstDropeaLook *look,
                                              const char    *id);
void             cst_dropea_look_touch_all   (CstDropeaLook   *look,
                                              const GPtrArray *issues);
void             cst_dropea_look_begin_watch (CstDropeaLook *look);

/* cst-dropea-walk.c */
void             cst_dropea_walk_begin       (CstDropeaLook *look);
gboolean         cst_dropea_walk_orders      (CstDropeaLook  *look,
                                              GError        **error);
gboolean         cst_dropea_walk_issues      (CstDropeaLook   *look,
                                              CstDropeaBook   *book,
                                              CstDropeaPhase   next,
                                              GError         **error);
void             cst_dropea_walk_end         (CstDropeaLook *look);
gboolean         cst_dropea_walk_tell        (CstDropeaLook  *look,
                                              guint           limit,
                                              GError        **error);

/* cst-dropea-watch.c */
gboolean         cst_dropea_watch            (CstDropeaLook  *look,
                                              GError        **error);
gboolean         cst_dropea_watch_catch_up   (CstDropeaLook  *look,
                                              GError        **error);

G_END_DECLS
