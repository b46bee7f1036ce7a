/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-http.h"
#include "cst-marketplace.h"

#include "cst-dropea-wire.h"

G_BEGIN_DECLS

#define CST_DROPEA_PAGE 100

/**
 * CstDropeaVerdict:
 * @outcome: see cst_marketplace_push()
 * @issue: (owned) (nullable): the issue as it was last read, the truth beside the outcome
 */
typedef struct
{
  CstPushOutcome  outcome;
  CstDropeaIssue *issue;
} CstDropeaVerdict;

#define CST_DROPEA_VERDICT_INIT { CST_PUSH_NOT_SENT, NULL }

typedef struct _CstDropeaClient CstDropeaClient;

/* The platform's endpoints, no more of them a minute than it takes. All of it blocks. */

CstDropeaClient *cst_dropea_client_new        (const char            *url,
                                               const char            *token,
                                               GError               **error);
void             cst_dropea_client_free       (CstDropeaClient       *self);
CstHttp         *cst_dropea_client_get_http   (CstDropeaClient       *self);
void             cst_dropea_client_set_answering (CstDropeaClient    *self,
                                                  gboolean            is_answering);
gboolean         cst_dropea_client_send       (CstDropeaClient       *self,
                                               const CstHttpRequest  *request,
                                               CstHttpAnswer         *answer,
                                               gboolean              *may_have_arrived,
                                               GCancellable          *cancellable,
                                               GError               **error);
JsonNode        *cst_dropea_client_get        (CstDropeaClient       *self,
                                               const char            *path,
                                               const char            *what,
                                               GCancellable          *cancellable,
                                               GError               **error);
CstDropeaPage   *cst_dropea_client_get_page   (CstDropeaClient       *self,
                                               const char            *path,
                                               const char            *filter,
                                               guint                  page,
                                               GCancellable          *cancellable,
                                               GError               **error);
CstDropeaIssue  *cst_dropea_client_get_issue  (CstDropeaClient       *self,
                                               const char            *id,
                                               GCancellable          *cancellable,
                                               GError               **error);
CstDropeaOrder  *cst_dropea_client_get_order  (CstDropeaClient       *self,
                                               const char            *id,
                                               GCancellable          *cancellable,
                                               GError               **error);
const char      *cst_dropea_client_carrier    (CstDropeaClient       *self,
                                               const char            *code,
                                               GCancellable          *cancellable);
const char      *cst_dropea_client_status     (CstDropeaClient       *self,
                                               const char            *code,
                                               GCancellable          *cancellable);
gboolean         cst_dropea_check             (const CstHttpAnswer   *answer,
                                               const JsonNode        *root,
                                               GError               **error);

/* cst-dropea-answer.c */
void             cst_dropea_client_answer     (CstDropeaClient       *self,
                                               const CstOperation    *operation,
                                               CstDropeaVerdict      *verdict,
                                               CstPushAnswer         *answer,
                                               GCancellable          *cancellable,
                                               GError               **error);
void             cst_dropea_client_read_back  (CstDropeaClient       *self,
                                               const CstOperation    *operation,
                                               CstDropeaVerdict      *verdict,
                                               CstPushAnswer         *answer,
                                               GCancellable          *cancellable,
                                               GError               **error);
void             cst_dropea_verdict_clear     (CstDropeaVerdict      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstDropeaClient, cst_dropea_client_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CstDropeaVerdict, cst_dropea_verdict_clear)

G_END_DECLS
