/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-world.h"

G_BEGIN_DECLS

/*
 * A consumer marketplace beside the others, as its platform sees one shop: orders, of which lines may be in an
 * incident, threads, refunds and returns. It keeps the world's clock; its own moments are milliseconds that never
 * repeat, so that of two changes one is always later.
 */

#define CST_MIRAKL_FIRST_ORDER 70001
#define CST_MIRAKL_N_ORDERS 60
#define CST_MIRAKL_SHOP 4100

typedef struct
{
  const char *code;
  const char *type;
  const char *label;
  gboolean    is_shop_right;
} CstMiraklReason;

typedef struct
{
  char   *id;
  char   *name;
  GBytes *bytes;
} CstMiraklFile;

/* Whom a message is for. */
typedef enum
{
  CST_MIRAKL_TO_CUSTOMER = 1 << 0,
  CST_MIRAKL_TO_OPERATOR = 1 << 1,
  CST_MIRAKL_TO_SHOP = 1 << 2,
} CstMiraklParties;

typedef struct
{
  char       *id;
  const char *from;    /* CUSTOMER_USER, SHOP_USER, OPERATOR_USER */
  guint       to;
  char       *body;
  gint64      at;
  GPtrArray  *files;   /* (owned) of CstMiraklFile */
} CstMiraklMessage;

typedef struct
{
  char       *id;
  char       *topic_type;
  char       *topic;
  guint       parties;      /* authorized, beside the shop */
  gint64      created_at;
  gint64      updated_at;
  gint64      needed_since; /* 0: nothing is awaited of the shop */
  GPtrArray  *messages;     /* (owned) of CstMiraklMessage */
} CstMiraklThread;

typedef struct
{
  int         number;
  int         quantity;
  gint64      goods;    /* cents, like all amounts */
  gint64      shipping;
  gint64      tax;
  gint64      shipping_tax;
  char       *reason;
  gboolean    is_paid;
  gint64      at;
  gint64      paid_at;
} CstMiraklRefund;

typedef struct
{
  const CstWorldArticle *article;
  int         quantity;
  gint64      price;        /* of all pieces, in the order's tax mode */
  gint64      shipping;
  const char *state;
  const char *reason;       /* (nullable): code of the state's reason */
  gint64      marked_at;    /* 0: the shop did not mark its incident */
  gint64      updated_at;
  GPtrArray  *refunds;      /* (owned) of CstMiraklRefund */
} CstMiraklOrderLine;

typedef struct
{
  char       *id;
  int         line;
  int         quantity;
  const char *state;
  const char *reason;
  char       *label_url;    /* (nullable) */
  char       *tracking;     /* (nullable) */
  char       *carrier;      /* (nullable) */
  char       *rejection;    /* (nullable) */
  int         compliant;    /* -1: not said */
  char       *non_compliance; /* (nullable) */
  gint64      created_at;
  gint64      updated_at;
} CstMiraklReturn;

typedef struct
{
  int         index;
  int         customer;
  const char *state;
  gboolean    is_taxed;     /* amounts are without tax, which is said beside */
  gint64      created_at;
  gint64      shipped_at;
  gint64      received_at;
  gint64      updated_at;
  int         n_lines;
  CstMiraklOrderLine lines[2];
  GPtrArray  *threads;      /* (owned) of CstMiraklThread */
  GPtrArray  *returns;      /* (owned) of CstMiraklReturn */
  const char *label;        /* (nullable): what it shows */
} CstMiraklOrder;

typedef struct
{
  CstWorld   *world;
  GPtrArray  *orders;       /* (owned) of CstMiraklOrder */
  gint64      past;         /* 0, or when what is told happens, while the past is written */
  gint64      last;         /* the latest moment given out */
  int         n_ids;
  int         n_refunds;
} CstMiraklWorld;

CstMiraklWorld     *cst_mirakl_world_new     (CstWorld         *world);
void                cst_mirakl_world_free    (CstMiraklWorld   *self);
void                cst_mirakl_world_advance (CstMiraklWorld   *self);
gint64              cst_mirakl_world_stamp   (CstMiraklWorld   *self);
char               *cst_mirakl_order_id      (const CstMiraklOrder *order);
char               *cst_mirakl_line_id       (const CstMiraklOrder *order,
                                              int               line);
CstMiraklOrder     *cst_mirakl_find_order    (CstMiraklWorld   *self,
                                              const char       *id);
CstMiraklOrder     *cst_mirakl_find_line     (CstMiraklWorld   *self,
                                              const char       *id,
                                              int              *line);
CstMiraklThread    *cst_mirakl_find_thread   (CstMiraklWorld   *self,
                                              const char       *id,
                                              CstMiraklOrder  **order);
CstMiraklReturn    *cst_mirakl_find_return   (CstMiraklWorld   *self,
                                              const char       *id,
                                              CstMiraklOrder  **order);
CstMiraklFile      *cst_mirakl_find_file     (CstMiraklWorld   *self,
                                              const char       *id);
gboolean            cst_mirakl_has_incident  (const CstMiraklOrder *order);
gint64              cst_mirakl_refunded      (const CstMiraklOrderLine *line,
                                              gboolean          shipping);
char               *cst_mirakl_new_id        (CstMiraklWorld   *self);

/* What happens. Each moves the dates of what it changes. */
void                cst_mirakl_open          (CstMiraklWorld   *self,
                                              CstMiraklOrder   *order,
                                              int               line,
                                              const char       *reason);
void                cst_mirakl_close         (CstMiraklWorld   *self,
                                              CstMiraklOrder   *order,
                                              int               line,
                                              const char       *state);
CstMiraklThread    *cst_mirakl_new_thread    (CstMiraklWorld   *self,
                                              CstMiraklOrder   *order,
                                              const char       *topic_type,
                                              const char       *topic,
                                              guint             parties);
CstMiraklMessage   *cst_mirakl_post          (CstMiraklWorld   *self,
                                              CstMiraklThread  *thread,
                                              const char       *from,
                                              guint             to,
                                              const char       *body);
CstMiraklFile      *cst_mirakl_attach        (CstMiraklWorld   *self,
                                              CstMiraklMessage *message,
                                              const char       *name,
                                              GBytes           *bytes);
CstMiraklRefund    *cst_mirakl_refund        (CstMiraklWorld   *self,
                                              CstMiraklOrder   *order,
                                              int               line,
                                              gint64            goods,
                                              gint64            shipping,
                                              int               quantity,
                                              const char       *reason);
CstMiraklReturn    *cst_mirakl_new_return    (CstMiraklWorld   *self,
                                              CstMiraklOrder   *order,
                                              int               line,
                                              const char       *reason);
void                cst_mirakl_touch         (CstMiraklWorld   *self,
                                              CstMiraklOrder   *order,
                                              int               line);

/* cst-mirakl-seed.c */
void                    cst_mirakl_populate  (CstMiraklWorld   *self);
const CstMiraklReason  *cst_mirakl_reasons   (guint            *n_reasons);
const CstMiraklReason  *cst_mirakl_reason    (const char       *type,
                                              const char       *code);
const char             *cst_mirakl_photo     (const char       *reason);

G_END_DECLS
