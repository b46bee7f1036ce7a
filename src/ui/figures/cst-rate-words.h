/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-account.h"

G_BEGIN_DECLS

/**
 * CstRateLevel:
 * @CST_RATE_NONE: no orders, so no rate
 * @CST_RATE_FREE: no threshold is known
 * @CST_RATE_FINE: well below the threshold
 * @CST_RATE_NEAR: from where on the account's rules warn (O13)
 * @CST_RATE_ABOVE: ranking and visibility suffer
 */
typedef enum
{
  CST_RATE_NONE,
  CST_RATE_FREE,
  CST_RATE_FINE,
  CST_RATE_NEAR,
  CST_RATE_ABOVE,
} CstRateLevel;

CstRateLevel  cst_rate_level         (const CstRate *rate);
double        cst_rate_ratio         (const CstRate *rate);
const char   *cst_rate_level_label   (CstRateLevel   level);
char         *cst_rate_share_text    (const CstRate *rate);
char         *cst_rate_margin_text   (const CstRate *rate);
char         *cst_rate_period_text   (const CstRate *rate,
                                      gint64         now);

G_END_DECLS
