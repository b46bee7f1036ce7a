/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-context.h"
#include "cst-pack.h"

G_BEGIN_DECLS

#define CST_TYPE_PACK_WATCH (cst_pack_watch_get_type ())

G_DECLARE_FINAL_TYPE (CstPackWatch, cst_pack_watch, CST, PACK_WATCH, GObject)

CstPackWatch        *cst_pack_watch_new (CstContext * context);
const CstPackStatus *cst_pack_watch_get_status (CstPackWatch *self);
char                *cst_pack_watch_dup_text   (CstPackWatch *self);

G_END_DECLS
