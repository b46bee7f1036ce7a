/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-marketplace.h"

G_BEGIN_DECLS

#define CST_TYPE_MIRAKL (cst_mirakl_get_type ())

G_DECLARE_FINAL_TYPE (CstMirakl, cst_mirakl, CST, MIRAKL, GObject)

CstMarketplace *cst_mirakl_new (const char  *url,
                                const char  *token,
                                GError * *error);

G_END_DECLS
