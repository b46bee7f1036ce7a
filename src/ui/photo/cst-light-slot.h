/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-photo-canvas.h"
#include "cst-photo-item.h"

G_BEGIN_DECLS

#define CST_TYPE_LIGHT_SLOT (cst_light_slot_get_type ())

G_DECLARE_FINAL_TYPE (CstLightSlot, cst_light_slot, CST, LIGHT_SLOT, GtkWidget)

GtkWidget      *cst_light_slot_new (CstPhotoDecoder * decoder,
                                    GPtrArray * items,
                                    const char *const  *titles);
const char     *cst_light_slot_get_title      (CstLightSlot       *self);
void            cst_light_slot_set_has_choice (CstLightSlot       *self,
                                               gboolean            has_choice);
CstPhotoCanvas *cst_light_slot_get_canvas (CstLightSlot       *self);
gboolean        cst_light_slot_is_arriving (CstLightSlot      *self);
guint           cst_light_slot_get_choice (CstLightSlot       *self);
void            cst_light_slot_set_choice (CstLightSlot       *self,
                                           guint               place);

G_END_DECLS
