/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-marketplace.h"

G_BEGIN_DECLS

#define CST_TYPE_DROPEA (cst_dropea_get_type ())

G_DECLARE_FINAL_TYPE (CstDropea, cst_dropea, CST, DROPEA, GObject)

CstMarketplace *cst_dropea_new (const char  *url,
                                const char  *token,
                                GError * *error);

G_END_DECLS
