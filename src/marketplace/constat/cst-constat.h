/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-http.h"
#include "cst-marketplace.h"

G_BEGIN_DECLS

#define CST_TYPE_CONSTAT (cst_constat_get_type ())

G_DECLARE_FINAL_TYPE (CstConstat, cst_constat, CST, CONSTAT, GObject)

CstMarketplace *cst_constat_new (const char  *url,
                                 const char  *token,
                                 GError * *error);

G_END_DECLS
