/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cst-sandbox-writer.h"

G_BEGIN_DECLS

/*
 * One request and its answer, without the network: what comes in over HTTP and what is told again
 * from the log of a former run are the same thing.
 */

#define CST_SANDBOX_MAX_PARAMS 2

typedef struct
{
  char       *method;            /* (owned) all of these */
  char       *path;
  char       *query;             /* (nullable): as it came */
  char       *content_type;      /* (nullable): with its parameters */
  char       *disposition;       /* (nullable) */
  char       *purpose;           /* (nullable) */
  char       *key;               /* (nullable) */
  char       *token;             /* (nullable) */
  char       *if_none_match;     /* (nullable) */
  char       *range;             /* (nullable) */
  char       *if_range;          /* (nullable) */
  GBytes     *body;
  GHashTable *parameters;        /* (nullable): of the query */
  guint       scopes;
  gboolean    overtaken;         /* a fault: the marketplace acts on the problem just before */
  gboolean    slow;              /* a fault: it takes longer than the gateway waits */
  char       *params[CST_SANDBOX_MAX_PARAMS];  /* ids in the path */
} CstRequest;

typedef struct
{
  guint       status;
  GString    *text;              /* (owned): the body, unless bytes is set */
  GBytes     *bytes;             /* (owned) (nullable) */
  const char *content_type;
  char       *etag;              /* (owned) (nullable) */
  char       *disposition;       /* (owned) (nullable) */
  char       *content_range;     /* (owned) (nullable) */
  int         retry_after;       /* seconds, or -1 */
  gboolean    replayed;
  const char *replay_header;     /* (nullable): a literal, where it is not Idempotency-Replayed */
  int         rate_limit;        /* requests a minute, or -1 */
  int         rate_left;
  gboolean    ranges;            /* says that it takes ranges */
  const char *operation;         /* (nullable): a literal, where the route's name is not precise enough */
  int         incident;          /* what it was about, or -1 */
  int         order;
  int         delivery;          /* likewise, its number, or -1 */
} CstReply;

CstRequest *cst_request_new      (const char  *method,
                                  const char  *path,
                                  const char  *query,
                                  GBytes      *body);
void        cst_request_free     (CstRequest  *self);
gboolean    cst_request_is_type  (CstRequest  *self,
                                  const char  *media_type);
CstReply   *cst_reply_new        (void);
void        cst_reply_free       (CstReply    *self);
CstWriter   cst_reply_begin      (CstReply    *self,
                                  guint        status);
CstWriter   cst_reply_problem    (CstReply    *self,
                                  const char  *name,
                                  const char  *detail);
void        cst_reply_refuse     (CstReply    *self,
                                  const char  *name,
                                  const char  *detail);
GBytes     *cst_reply_dup_body   (CstReply    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstRequest, cst_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstReply, cst_reply_free)

G_END_DECLS
