/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"
#include "cst-record.h"

G_BEGIN_DECLS

/**
 * CstDueNoticeKind:
 * @CST_DUE_NOTICE_COMING: the last safe moment is near
 * @CST_DUE_NOTICE_MISSED: the time is over
 */
typedef enum
{
  CST_DUE_NOTICE_UNKNOWN,
  CST_DUE_NOTICE_COMING,
  CST_DUE_NOTICE_MISSED,
} CstDueNoticeKind;

typedef struct
{
  gint64            account;
  char             *incident;
  char             *number;
  CstDueNoticeKind  kind;
  gint64            due;
  gint64            last_safe; /* 0 when nobody says when somebody is there */
} CstDueNotice;

extern const CstEnumType   cst_due_notice_kind_type;
extern const CstRecordType cst_due_notice_type;

void       cst_due_notice_free      (CstDueNotice  *self);
GPtrArray *cst_db_due_notices       (CstDb         *db,
                                     gint64         now,
                                     gint64         ahead_s,
                                     guint          limit,
                                     GError       **error);
gboolean   cst_db_mark_due_notices  (CstDb         *db,
                                     GPtrArray     *notices,
                                     gint64         now,
                                     GError       **error);

G_END_DECLS
