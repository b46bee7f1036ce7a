/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-money.h"

G_BEGIN_DECLS

/* Times and amounts as people read them, in the locale and the local time zone. Every text is (transfer full);
 * a moment that is not known gives "—". */

#define CST_NO_VALUE "—"

char *cst_format_date        (gint64      at,
                              gint64      now);
char *cst_format_moment      (gint64      at,
                              gint64      now);
char *cst_format_iso_date    (const char *iso_date,
                              gint64      now);
char *cst_format_ago         (gint64      at,
                              gint64      now);
char *cst_format_duration    (gint64      seconds);
char *cst_format_due         (gint64      due,
                              gint64      now);
char *cst_format_count       (guint64     count);
char *cst_format_amount      (CstMoney    money,
                              CstTaxMode  mode);
char *cst_format_percent_bp  (int         basis_points);

G_END_DECLS
