/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-operation.h"

#include "cst-dropea-wire.h"

G_BEGIN_DECLS

/**
 * CstDropeaMatch:
 * @CST_DROPEA_MATCH_OURS: it has this very answer
 * @CST_DROPEA_MATCH_OTHER: it has another one
 * @CST_DROPEA_MATCH_NONE: it has none, or only one of before
 * @CST_DROPEA_MATCH_UNSURE: it has one of this kind, whose particulars are not told
 */
typedef enum
{
  CST_DROPEA_MATCH_OURS,
  CST_DROPEA_MATCH_OTHER,
  CST_DROPEA_MATCH_NONE,
  CST_DROPEA_MATCH_UNSURE,
} CstDropeaMatch;

char           *cst_dropea_resolve_body (const CstOperation   *operation,
                                         GError              **error);
CstDropeaMatch  cst_dropea_match        (const CstDropeaIssue *issue,
                                         const CstOperation   *operation,
                                         gint64                since);

G_END_DECLS
