/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-account.h"
#include "cst-due-notices.h"
#include "cst-operation.h"
#include "cst-truth.h"

G_BEGIN_DECLS

char *cst_news_title      (const CstNews        *news,
                           const CstAccountInfo *info);
char *cst_news_body       (const CstNews        *news,
                           const CstAccountInfo *info);
char *cst_news_many_title (guint                 n_news);
char *cst_ended_title     (CstOperationState     state);
char *cst_due_title       (const CstDueNotice   *notice);
char *cst_due_body        (const CstDueNotice   *notice,
                           const CstAccountInfo *info);

G_END_DECLS
