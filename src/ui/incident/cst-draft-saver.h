/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_DRAFT_SAVER (cst_draft_saver_get_type ())

G_DECLARE_FINAL_TYPE (CstDraftSaver, cst_draft_saver, CST, DRAFT_SAVER, GObject)

CstDraftSaver *cst_draft_saver_new (CstContext * context,
                                    const char     *key);
const char    *cst_draft_saver_get_key (CstDraftSaver  *self);
char          *cst_draft_saver_dup_saved (CstDraftSaver *self);
void           cst_draft_saver_save    (CstDraftSaver  *self,
                                        char           *text);
void           cst_draft_saver_forget  (CstDraftSaver  *self);
void           cst_draft_saver_flush   (CstDraftSaver  *self);

G_END_DECLS
