/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-marketplace.h"

G_BEGIN_DECLS

#define CST_TYPE_OWN_DESK (cst_own_desk_get_type ())

G_DECLARE_FINAL_TYPE (CstOwnDesk, cst_own_desk, CST, OWN_DESK, GObject)

CstMarketplace *cst_own_desk_new (CstMarketplace * site,
                                  const CstAccountInfo * info);

G_END_DECLS
