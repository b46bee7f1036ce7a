/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cst-clock.h"

G_BEGIN_DECLS

#define CST_TYPE_CONTEXT (cst_context_get_type ())

G_DECLARE_FINAL_TYPE (CstContext, cst_context, CST, CONTEXT, GObject)

CstContext *cst_context_new (const char   *profile,
                             CstClock * clock);
const char *cst_context_get_profile     (CstContext   *self);
CstClock   *cst_context_get_clock       (CstContext   *self);
gint64      cst_context_now             (CstContext   *self);

void        cst_context_open_order      (CstContext   *self,
                                         gint64        account,
                                         const char   *order);

G_END_DECLS
