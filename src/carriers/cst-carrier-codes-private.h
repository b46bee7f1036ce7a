/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-carrier-codes.h"

G_BEGIN_DECLS

GPtrArray *cst_carrier_codes_read  (const char *xml,
                                    gsize       size,
                                    GError    **error);
void       cst_code_meaning_free   (CstCodeMeaning *self);

G_END_DECLS
