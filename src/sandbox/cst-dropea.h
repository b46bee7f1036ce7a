/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-sandbox-exchange.h"
#include "cst-sandbox-writer.h"
#include "cst-dropea-world.h"

G_BEGIN_DECLS

/*
 * The dropshipping platform's REST v2, below /dropea: strict where its facts are known, and where they are not, one way
 * of several. Keys are remembered for a day of its clock; sixty requests a minute are taken, or as many as told.
 */

typedef struct _CstSandbox CstSandbox;

/* A resolution that takes longer than its gateway waits. */
typedef struct
{
  CstRequest *request; /* (owned) */
  gint64      due;
} CstDropeaSlow;

typedef struct
{
  CstDropeaWorld *world;      /* (owned) */
  GPtrArray      *slow;       /* (owned) of CstDropeaSlow, the next one first */
  GArray         *recent;     /* (owned) of gint64: when requests of the last minute came */
  guint           per_minute;
  gint64          n_requests;
} CstDropeaPlatform;

CstDropeaPlatform *cst_dropea_platform_new  (CstWorld      *world,
                                             int            n_issues,
                                             gboolean       ticks);
void               cst_dropea_platform_free (CstDropeaPlatform *self);
gboolean           cst_dropea_is_path       (const char    *path);
void               cst_dropea_tick          (CstSandbox    *sandbox);
void               cst_dropea_answer        (CstSandbox    *sandbox,
                                             CstRequest    *request,
                                             CstReply      *reply);
void               cst_dropea_fail          (CstReply      *reply,
                                             guint          status,
                                             const char    *type,
                                             const char    *message);
void               cst_dropea_fail_in_flight (CstReply     *reply);

/* cst-dropea-json.c */
CstWriter          cst_dropea_begin         (CstReply      *reply,
                                             guint          status);
void               cst_dropea_write_issue   (CstWriter     *writer,
                                             const char    *member,
                                             CstDropeaWorld *world,
                                             const CstDropeaCase *issue);
void               cst_dropea_write_order   (CstWriter     *writer,
                                             const char    *member,
                                             const CstDropeaParcel *parcel);

/* cst-dropea-read.c, cst-dropea-resolve.c */
void               cst_dropea_get           (CstSandbox    *sandbox,
                                             CstRequest    *request,
                                             CstReply      *reply);
void               cst_dropea_resolve       (CstSandbox    *sandbox,
                                             CstRequest    *request,
                                             CstReply      *reply);

/* cst-dropea-control.c: what only tests and trainers do */
void               cst_dropea_get_cast      (CstSandbox    *sandbox,
                                             CstRequest    *request,
                                             CstReply      *reply);
void               cst_dropea_post_carrier  (CstSandbox    *sandbox,
                                             CstRequest    *request,
                                             CstReply      *reply);
void               cst_dropea_get_limit     (CstSandbox    *sandbox,
                                             CstRequest    *request,
                                             CstReply      *reply);
void               cst_dropea_post_limit    (CstSandbox    *sandbox,
                                             CstRequest    *request,
                                             CstReply      *reply);

G_END_DECLS
