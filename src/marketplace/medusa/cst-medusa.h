/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-marketplace.h"

G_BEGIN_DECLS

#define CST_TYPE_MEDUSA (cst_medusa_get_type ())

G_DECLARE_FINAL_TYPE (CstMedusa, cst_medusa, CST, MEDUSA, GObject)

CstMarketplace *cst_medusa_new (const char  *url,
                                const char  *token,
                                GError * *error);

G_END_DECLS
