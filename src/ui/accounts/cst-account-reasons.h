/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_ACCOUNT_REASONS (cst_account_reasons_get_type ())

G_DECLARE_FINAL_TYPE (CstAccountReasons, cst_account_reasons, CST, ACCOUNT_REASONS, AdwBin)

void cst_account_reasons_set_account (CstAccountReasons *self,
                                      CstContext        *context,
                                      gint64             account);

G_END_DECLS
