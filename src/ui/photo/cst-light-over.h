/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-light-slot.h"

G_BEGIN_DECLS

#define CST_TYPE_LIGHT_OVER (cst_light_over_get_type ())

G_DECLARE_FINAL_TYPE (CstLightOver, cst_light_over, CST, LIGHT_OVER, GtkWidget)

void cst_light_over_take  (CstLightOver *self,
                           CstLightSlot *lower,
                           CstLightSlot *upper);
void cst_light_over_give  (CstLightOver *self);
void cst_light_over_blink (CstLightOver *self);

G_END_DECLS
