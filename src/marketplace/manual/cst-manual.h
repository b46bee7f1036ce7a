/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-marketplace.h"

G_BEGIN_DECLS

#define CST_TYPE_MANUAL (cst_manual_get_type ())

G_DECLARE_FINAL_TYPE (CstManual, cst_manual, CST, MANUAL, GObject)

CstMarketplace *cst_manual_new (const CstAccountInfo * info);

G_END_DECLS
