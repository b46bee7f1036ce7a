/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-case-view.h"

G_BEGIN_DECLS

/* What rules make of a case, in words and shapes. */

const char *cst_icon_of_clock_state     (CstClockState       state);
const char *cst_class_of_clock_state    (CstClockState       state);
gboolean    cst_clock_is_pressing       (const CstCaseClock *clock);
char       *cst_describe_clock_time     (const CstCaseClock *clock,
                                         gint64              now);
char       *cst_describe_source         (const char         *source,
                                         const char         *date,
                                         gint64              now);

G_END_DECLS
