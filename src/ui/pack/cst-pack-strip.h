/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_PACK_STRIP (cst_pack_strip_get_type ())

G_DECLARE_FINAL_TYPE (CstPackStrip, cst_pack_strip, CST, PACK_STRIP, GtkWidget)

void cst_pack_strip_set_context  (CstPackStrip *self,
                                  CstContext   *context);
void cst_pack_strip_set_incident (CstPackStrip *self,
                                  CstContext   *context,
                                  gint64        account,
                                  const char   *incident);

G_END_DECLS
