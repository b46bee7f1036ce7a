/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-change-set.h"
#include "cst-db.h"

G_BEGIN_DECLS

/* What is worth telling a person. */
typedef enum
{
  CST_NEWS_INCIDENT,
  CST_NEWS_CONTESTED,
  CST_NEWS_REPLY,
  CST_NEWS_RESOLUTION_REFUSED,
  CST_NEWS_DELIVERY,         /* a carrier waits for us: new, or a new attempt failed */
  CST_NEWS_DELIVERY_REPLIED, /* C4: a carrier replied to our solution */
  CST_NEWS_CALL_AGAIN,       /* C7: the time to call a customer again has come */
} CstNewsKind;

extern const CstEnumType cst_news_kind_type;

typedef struct
{
  CstNewsKind  kind;
  gint64       account;
  char        *order;
  char        *incident; /* (nullable) */
  char        *delivery; /* (nullable): of the last three kinds */
  char        *number;   /* the incident's, or the order's */
} CstNews;

/**
 * CstApplied:
 * @news: (element-type CstNews): empty during an account's first sync
 * @orders: how many were new or newer; likewise the others
 * @skipped: how many were not newer than what the store had
 * @touched: (element-type utf8): the orders concerned, by remote id
 */
typedef struct
{
  GPtrArray *news;
  guint      orders;
  guint      incidents;
  guint      threads;
  guint      desks;
  guint      deliveries;
  guint      deletions;
  guint      skipped;
  GPtrArray *touched;
} CstApplied;

void          cst_news_free             (CstNews             *news);
void          cst_applied_free          (CstApplied          *self);

gboolean      cst_db_apply_change_set   (CstDb               *db,
                                         gint64               account,
                                         const CstChangeSet  *changes,
                                         gint64               now,
                                         CstApplied         **applied,
                                         GError             **error);
CstOrder     *cst_db_order              (CstDb               *db,
                                         gint64               account,
                                         const char          *id,
                                         GError             **error);
CstIncident  *cst_db_incident           (CstDb               *db,
                                         gint64               account,
                                         const char          *id,
                                         GError             **error);
GPtrArray    *cst_db_order_incidents    (CstDb               *db,
                                         gint64               account,
                                         const char          *order,
                                         GError             **error);
CstThread    *cst_db_thread             (CstDb               *db,
                                         gint64               account,
                                         const char          *order,
                                         GError             **error);
CstDesk      *cst_db_desk               (CstDb               *db,
                                         gint64               account,
                                         const char          *incident,
                                         GError             **error);
gboolean      cst_db_resolve_id         (CstDb               *db,
                                         CstEntity            entity,
                                         const char          *text,
                                         gint64              *account,
                                         char               **remote,
                                         GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstNews, cst_news_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstApplied, cst_applied_free)

G_END_DECLS
