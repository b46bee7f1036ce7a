/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-rules.h"

G_BEGIN_DECLS

/* An open incident that a change of rules would move: the earliest that is due of it, 0 for nothing. */
typedef struct
{
  gint64  account;
  char   *incident;
  char   *number;
  gint64  before;
  gint64  after;
} CstRulesMove;

/**
 * CstRulesPreview:
 * @moves: (element-type CstRulesMove): the first %CST_RULES_PREVIEW_LIMIT that move
 */
typedef struct
{
  guint      n_open;
  guint      n_earlier;
  guint      n_later;
  GPtrArray *moves;
} CstRulesPreview;

#define CST_RULES_PREVIEW_LIMIT 200

CstRulesPreview *cst_rules_preview_sync   (CstRules             *rules,
                                           CstDb                *db,
                                           CstPlaybook          *changed,
                                           gint64                account,
                                           GError              **error);
void             cst_rules_preview_async  (CstRules             *rules,
                                           CstPlaybook          *changed,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
CstRulesPreview *cst_rules_preview_finish (CstRules             *rules,
                                           GAsyncResult         *result,
                                           GError              **error);
void             cst_rules_preview_free   (CstRulesPreview      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstRulesPreview, cst_rules_preview_free)

G_END_DECLS
