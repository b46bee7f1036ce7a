/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cst-money.h"

G_BEGIN_DECLS

/*
 * The pretend marketplace's memory: orders, problems, conversations and money, as plain data.
 * Everything happens on one thread. An order knows its place in the world by its number, a problem
 * by its own, so that ids need no tables; what changes is noted in the feed, whose running number
 * is also the version of the object.
 */

#define CST_WORLD_FIRST_ORDER 10001
#define CST_WORLD_FIRST_INCIDENT 2001
#define CST_WORLD_DAY (24 * 60 * 60)

typedef struct _CstWorld CstWorld;

typedef enum
{
  CST_WORLD_ORDER_TO_CONFIRM,
  CST_WORLD_ORDER_TO_SHIP,
  CST_WORLD_ORDER_SHIPPED,
  CST_WORLD_ORDER_DELIVERED,
  CST_WORLD_ORDER_COMPLETED,
  CST_WORLD_ORDER_CANCELLED,
} CstWorldOrderStage;

typedef enum
{
  CST_WORLD_DAMAGED,
  CST_WORLD_DEFECTIVE,
  CST_WORLD_MISSING,
  CST_WORLD_WRONG_ITEM,
  CST_WORLD_WRONG_INVOICE,
  CST_WORLD_LATE,
  CST_WORLD_OTHER,
  CST_WORLD_N_REASONS,
} CstWorldReason;

typedef enum
{
  CST_WORLD_SUBMITTED,
  CST_WORLD_IN_PROGRESS,
  CST_WORLD_REVIEW,
  CST_WORLD_RESOLVED,
  CST_WORLD_REFUSED,
} CstWorldState;

typedef enum
{
  CST_WORLD_CUSTOMER,
  CST_WORLD_BRAND,
  CST_WORLD_MARKETPLACE,
  CST_WORLD_NOBODY,
} CstWorldActor;

typedef enum
{
  CST_WORLD_REFUND,
  CST_WORLD_REPLACEMENT,
} CstWorldResolutionKind;

typedef enum
{
  CST_WORLD_REQUESTED,
  CST_WORLD_EXECUTED,
  CST_WORLD_TURNED_DOWN,
  CST_WORLD_CANCELLED,
} CstWorldResolutionState;

typedef enum
{
  CST_WORLD_RETURN_ASKED,
  CST_WORLD_RETURN_LABELLED,
  CST_WORLD_RETURN_UNDER_WAY,
  CST_WORLD_RETURN_RECEIVED,
  CST_WORLD_RETURN_INSPECTED,
  CST_WORLD_RETURN_CLOSED,
} CstWorldReturnState;

typedef enum
{
  CST_WORLD_FEED_ORDER,
  CST_WORLD_FEED_INCIDENT,
  CST_WORLD_FEED_THREAD,
  CST_WORLD_FEED_DESK,
  CST_WORLD_FEED_ACCOUNT,
} CstWorldFeedType;

typedef struct
{
  const char *sku;
  const char *title;
  const char *variant;   /* (nullable) */
  const char *supplier;
  const char *picture;   /* name of the picture resource */
  int         price;     /* euro cents without tax */
  int         tax_bp;
} CstWorldArticle;

typedef struct
{
  const char *name;
  const char *contact;
  const char *street;
  const char *postal_code;
  const char *city;
  const char *country;
  const char *language;
  gboolean    consumer;
} CstWorldCustomer;

typedef struct
{
  const CstWorldArticle *article;
  int                    quantity;
  int                    delivered;
  int                    unit_price;
  int                    tax_bp;
} CstWorldLine;

typedef struct
{
  char       *id;          /* (owned) */
  char       *filename;    /* (owned) */
  const char *media_type;  /* interned */
  const char *status;      /* available, announced, removed */
  const char *purpose;     /* label, message or evidence for what the brand sent, else NULL */
  gboolean    serves;      /* evidence of a problem already */
  char       *sha256;      /* (owned) (nullable) */
  GBytes     *bytes;       /* (owned) (nullable): nothing came */
  gint64      created_at;
} CstWorldAttachment;

typedef struct
{
  char       *person;  /* (owned) */
  char       *name;    /* (owned) */
} CstWorldPerson;

typedef struct
{
  char          *id;          /* (owned) */
  int            incident;    /* index, or -1 */
  CstWorldActor  author;
  char          *author_name; /* (owned) */
  char          *body;        /* (owned) */
  char          *language;    /* (owned) (nullable) */
  gint64         sent_at;
  int            progress;    /* 0 sent, 1 delivered, 2 read */
  gboolean       asks_photo;
  char          *key;         /* (owned) (nullable) */
  GPtrArray     *attachments; /* (owned) of borrowed CstWorldAttachment */
} CstWorldMessage;

typedef struct
{
  guint64    version;
  GPtrArray *messages;    /* (owned) of CstWorldMessage */
  char      *read_up_to;  /* (owned) (nullable) */
} CstWorldThread;

typedef struct
{
  int     line;      /* index into the order's lines */
  int     quantity;
  gint64  amount;    /* goods, refunds only */
  int     received;  /* -1: not said yet; these four are for returns */
  int     accepted;
  int     damaged;
  int     missing;
} CstWorldPieces;

typedef struct
{
  char                    *id;              /* (owned) */
  CstWorldResolutionKind   kind;
  CstWorldResolutionState  state;
  char                    *refused_reason;  /* (owned) (nullable) */
  gint64                   requested_at;
  gint64                   executed_at;
  char                    *by;              /* (owned) */
  char                    *key;             /* (owned) */
  GArray                  *lines;           /* (owned) of CstWorldPieces */
  CstAmounts               amounts;         /* refunds only */
  char                    *instructions;    /* (owned) (nullable) */
  char                    *return_id;       /* (owned) (nullable) */
  char                    *ship_by;         /* (owned) (nullable) */
  char                    *carrier;         /* (owned) (nullable): not shipped yet */
  char                    *tracking_number; /* (owned) (nullable) */
  char                    *tracking_url;    /* (owned) (nullable) */
  gint64                   shipped_at;
} CstWorldResolution;

typedef struct
{
  char                *id;               /* (owned) */
  char                *resolution;       /* (owned) */
  int                  incident;
  CstWorldReturnState  state;
  GArray              *lines;            /* (owned) of CstWorldPieces */
  CstWorldAttachment  *label;            /* (nullable) */
  char                *label_follows_on; /* (owned) (nullable) */
  char                *instructions;     /* (owned) (nullable) */
  char                *carrier;          /* (owned) (nullable) */
  char                *tracking_number;  /* (owned) (nullable) */
  gint64               asked_at;
  gint64               received_at;
  gint64               inspected_at;
  gint64               refund_due_by;
} CstWorldReturn;

typedef struct
{
  gint64         at;
  CstWorldActor  actor;
  const char    *event;       /* a literal */
  char          *detail;      /* (owned) (nullable) */
  char          *resolution;  /* (owned) (nullable) */
} CstWorldHistory;

/* Drawn over a photo; places in ten-thousandths. */
typedef struct
{
  char       *attachment;  /* (owned) */
  const char *shape;       /* a literal */
  int         x1;
  int         y1;
  int         x2;          /* -1: none, and so for y2 */
  int         y2;
  char       *text;        /* (owned) (nullable) */
} CstWorldMark;

typedef struct
{
  CstWorldPerson  by;
  gint64          at;
  char           *text;      /* (owned) (nullable): of a note, or the remark of a finding or file */
  const char     *finding;   /* (nullable): a literal */
  int             line;      /* -1: none */
  int             quantity;  /* -1: none */
  GPtrArray      *marks;     /* (owned) (nullable) of CstWorldMark, shared by the findings of one request */
  CstWorldAttachment *attachment; /* (nullable): of evidence */
} CstWorldRemark;

typedef struct
{
  guint64         version;
  CstWorldPerson  assigned_to;  /* person is NULL: nobody */
  gint64          assigned_at;
  GPtrArray      *opened_by;    /* (owned) of CstWorldRemark */
  GPtrArray      *notes;        /* (owned) of CstWorldRemark */
  GPtrArray      *findings;     /* (owned) of CstWorldRemark */
  GPtrArray      *evidence;     /* (owned) of CstWorldRemark */
} CstWorldDesk;

typedef struct
{
  int             index;
  int             order;         /* index */
  guint64         version;
  guint64         decided;       /* version of the last change of state or resolutions */
  CstWorldReason  reason;
  CstWorldState   state;
  gboolean        contested;
  int             contested_count;
  char           *refused_reason;  /* (owned) (nullable) */
  char           *fate;            /* (owned) (nullable): why the marketplace will refuse the next refund */
  gint64          reported_at;
  gint64          updated_at;
  gint64          respond_by;
  gint64          resolve_by;
  CstWorldActor   waiting_for;
  gint64          waiting_since;
  char           *description;     /* (owned) */
  GArray         *lines;           /* (owned) of CstWorldPieces */
  GPtrArray      *attachments;     /* (owned) of borrowed CstWorldAttachment */
  int             photos_announced;
  GPtrArray      *history;         /* (owned) of CstWorldHistory */
  GPtrArray      *resolutions;     /* (owned) of CstWorldResolution */
  GPtrArray      *returns;         /* (owned) of CstWorldReturn */
  CstWorldDesk    desk;
} CstWorldIncident;

typedef struct
{
  int                 index;
  guint64             version;
  CstWorldOrderStage  stage;
  gint64              placed_at;
  gint64              confirmed_at;    /* these are plans until the stage is reached */
  gint64              promised_at;
  gint64              shipped_at;
  gint64              delivered_at;
  gint64              completed_at;
  gint64              paid_at;
  gint64              updated_at;
  gboolean            paid_out;
  gboolean            two_parcels;
  int                 carrier;
  int                 customer;
  int                 n_lines;
  CstWorldLine       *lines;           /* (owned) */
  CstAmounts          amounts;
  CstAmounts          refunded;
  GArray             *incidents;       /* (owned) (nullable) of int */
  CstWorldThread     *thread;          /* (owned) (nullable) */
} CstWorldOrder;

typedef struct
{
  guint64  seed;
  gint64   now;
  int      n_orders;
  int      n_issues;  /* of the dropshipping platform */
} CstWorldPlan;

G_END_DECLS
