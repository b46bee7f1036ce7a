/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define CST_TYPE_CLOCK (cst_clock_get_type ())

G_DECLARE_FINAL_TYPE (CstClock, cst_clock, CST, CLOCK, GObject)

CstClock *cst_clock_new_system (void);
CstClock *cst_clock_new_fixed  (gint64    unix_time);
gint64    cst_clock_now        (CstClock *self);
void      cst_clock_advance    (CstClock *self,
                                gint64    seconds);

G_END_DECLS
