/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-tone.h"

G_BEGIN_DECLS

#define CST_TYPE_STATE_PILL (cst_state_pill_get_type ())

G_DECLARE_FINAL_TYPE (CstStatePill, cst_state_pill, CST, STATE_PILL, GtkWidget)

GtkWidget  *cst_state_pill_new (void);
void        cst_state_pill_set                 (CstStatePill      *self,
                                                CstTone            tone,
                                                const char        *icon_name,
                                                const char        *label);
void        cst_state_pill_set_label           (CstStatePill      *self,
                                                const char        *label);
void        cst_state_pill_set_icon_name       (CstStatePill      *self,
                                                const char        *icon_name);
void        cst_state_pill_set_tone            (CstStatePill      *self,
                                                CstTone            tone);
const char *cst_state_pill_get_label           (CstStatePill      *self);

G_END_DECLS
