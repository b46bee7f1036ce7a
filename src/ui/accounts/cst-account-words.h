/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-account.h"

G_BEGIN_DECLS

char *cst_account_name_problem    (const char           *name);
char *cst_account_address_problem (const char           *address);
char *cst_account_place_problem   (const char           *site,
                                   const char           *currency,
                                   const char           *country);
char *cst_account_answer_text     (const CstAccountInfo *info);
char *cst_account_missing_text    (const CstAccountInfo *info);
char *cst_account_clock_text      (const CstAccountInfo *info);

G_END_DECLS
