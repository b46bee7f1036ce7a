/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_ACCOUNT_DETAILS (cst_account_details_get_type ())

G_DECLARE_FINAL_TYPE (CstAccountDetails, cst_account_details, CST, ACCOUNT_DETAILS, AdwWindow)

CstAccountDetails *cst_account_details_new (CstContext * context,
                                            const char *profile,
                                            gint64      account);

G_END_DECLS
