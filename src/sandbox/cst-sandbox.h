/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-dropea.h"
#include "cst-medusa-shop.h"
#include "cst-mirakl.h"
#include "cst-sandbox-exchange.h"
#include "cst-sandbox-json.h"
#include "cst-world.h"

G_BEGIN_DECLS

typedef struct _CstSandboxLog CstSandboxLog;

/* What a key did, for ever. */
typedef struct
{
  char       *key;        /* (owned) */
  char       *digest;     /* (owned): of method, path, query and body */
  char       *body_digest;/* (owned) */
  const char *operation;  /* a literal */
  gint64      at;
  guint       status;
  const char *content_type;
  GBytes     *result;     /* (owned) */
  int         incident;
  int         order;
  int         delivery;
} CstSandboxRecord;

typedef struct
{
  const char *profile;      /* a literal */
  int         count;        /* how many more requests, or -1 for ever */
  char       *match;        /* (owned) (nullable): a path prefix */
  int         delay_ms;
  int         retry_after;
} CstSandboxFault;

/*
 * The pretend marketplace: a world, the keys it has seen, and how it misbehaves at the moment. It
 * lives on one thread.
 */
struct _CstSandbox
{
  CstWorld        *world;
  CstDropeaPlatform *dropea;          /* (owned) */
  CstMedusaShop   *medusa;            /* (owned) */
  CstMiraklPlatform *mirakl;          /* (owned) */
  gboolean         stands_still;      /* the clock moves only when told */
  gint64           clock_offset;      /* how far it was put forward */
  char            *token;             /* (owned) */
  char            *inspector_token;   /* (owned) */
  char            *feed_id;           /* (owned): what a cursor of this feed begins with */
  GHashTable      *records;           /* key → CstSandboxRecord (borrowed) */
  GPtrArray       *record_list;       /* (owned) of CstSandboxRecord, oldest first */
  GHashTable      *in_flight;         /* keys being worked on */
  CstSandboxFault  fault;
  CstSandboxLog   *log;               /* (owned) (nullable) */
};

CstSandbox        *cst_sandbox_new             (const CstWorldPlan  *plan,
                                                gboolean             stands_still,
                                                const char          *token);
void               cst_sandbox_free            (CstSandbox          *self);
void               cst_sandbox_tick            (CstSandbox          *self);
CstReply          *cst_sandbox_answer          (CstSandbox          *self,
                                                CstRequest          *request);
gboolean           cst_sandbox_is_change       (const char          *method);
void               cst_sandbox_expire_feed     (CstSandbox          *self);

/* cst-sandbox-keys.c */
void               cst_sandbox_record_free     (CstSandboxRecord    *record);
char              *cst_sandbox_request_digest  (CstRequest          *request);
CstSandboxRecord  *cst_sandbox_find_record     (CstSandbox          *self,
                                                const char          *key);
void               cst_sandbox_keep_record     (CstSandbox          *self,
                                                CstRequest          *request,
                                                const char          *operation,
                                                CstReply            *reply);
void               cst_sandbox_replay          (CstSandboxRecord    *record,
                                                CstReply            *reply);

/* Handlers: one per endpoint. */
void  cst_sandbox_get_account         (CstSandbox *self, CstRequest *request, CstReply *reply);
void  cst_sandbox_get_changes         (CstSandbox *self, CstRequest *request, CstReply *reply);
void  cst_sandbox_get_orders          (CstSandbox *self, CstRequest *request, CstReply *reply);
void  cst_sandbox_get_incidents       (CstSandbox *self, CstRequest *request, CstReply *reply);
void  cst_sandbox_get_threads         (CstSandbox *self, CstRequest *request, CstReply *reply);
void  cst_sandbox_get_desks           (CstSandbox *self, CstRequest *request, CstReply *reply);
void  cst_sandbox_get_order           (CstSandbox *self, CstRequest *request, CstReply *reply);
void  cst_sandbox_get_incident        (CstSandbox *self, CstRequest *request, CstReply *reply);
void  cst_sandbox_get_thread          (CstSandbox *self, CstRequest *request, CstReply *reply);
void  cst_sandbox_get_desk            (CstSandbox *self, CstRequest *request, CstReply *reply);
void  cst_sandbox_get_attachment      (CstSandbox *self, CstRequest *request, CstReply *reply);
void  cst_sandbox_get_operation       (CstSandbox *self, CstRequest *request, CstReply *reply);
void  cst_sandbox_post_resolution     (CstSandbox *self, CstRequest *request, CstReply *reply);
void  cst_sandbox_post_shipment       (CstSandbox *self, CstRequest *request, CstReply *reply);
void  cst_sandbox_post_attachment     (CstSandbox *self, CstRequest *request, CstReply *reply);
void  cst_sandbox_put_label           (CstSandbox *self, CstRequest *request, CstReply *reply);
void  cst_sandbox_post_receipt        (CstSandbox *self, CstRequest *request, CstReply *reply);
void  cst_sandbox_post_inspection     (CstSandbox *self, CstRequest *request, CstReply *reply);
void  cst_sandbox_post_message        (CstSandbox *self, CstRequest *request, CstReply *reply);
void  cst_sandbox_patch_thread        (CstSandbox *self, CstRequest *request, CstReply *reply);
void  cst_sandbox_post_note           (CstSandbox *self, CstRequest *request, CstReply *reply);
void  cst_sandbox_post_finding        (CstSandbox *self, CstRequest *request, CstReply *reply);
void  cst_sandbox_post_evidence       (CstSandbox *self, CstRequest *request, CstReply *reply);
void  cst_sandbox_put_assignment      (CstSandbox *self, CstRequest *request, CstReply *reply);
void  cst_sandbox_delete_assignment   (CstSandbox *self, CstRequest *request, CstReply *reply);
void  cst_sandbox_put_opened_by       (CstSandbox *self, CstRequest *request, CstReply *reply);

/* cst-sandbox-control.c: what only tests may do; %FALSE when @request is none of it. */
gboolean           cst_sandbox_control         (CstSandbox          *self,
                                                CstRequest          *request,
                                                CstReply            *reply);

/* cst-sandbox-play.c */
void               cst_sandbox_post_retailer   (CstSandbox          *self,
                                                CstRequest          *request,
                                                CstReply            *reply);
void               cst_sandbox_post_marketplace (CstSandbox         *self,
                                                 CstRequest         *request,
                                                 CstReply           *reply);
void               cst_sandbox_reply_time      (CstSandbox          *self,
                                                CstReply            *reply);

/* Helpers shared by the handlers. */
CstWorldIncident  *cst_sandbox_the_incident    (CstSandbox          *self,
                                                CstRequest          *request,
                                                CstReply            *reply);
CstWorldOrder     *cst_sandbox_the_order       (CstSandbox          *self,
                                                CstRequest          *request,
                                                CstReply            *reply);
void               cst_sandbox_reply_incident  (CstSandbox          *self,
                                                CstReply            *reply,
                                                guint                status,
                                                CstWorldIncident    *incident);
void               cst_sandbox_reply_conflict  (CstSandbox          *self,
                                                CstReply            *reply,
                                                const char          *detail,
                                                CstWorldIncident    *incident);

G_END_DECLS
