/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-order.h"

G_BEGIN_DECLS

#define CST_SETTING_CARRIERS "carriers"

char  *cst_carriers_remember (const char     *remembered,
                              const char     *carrier);
GStrv  cst_carriers_suggest  (const char     *remembered,
                              const CstOrder *order,
                              guint           limit);

G_END_DECLS
