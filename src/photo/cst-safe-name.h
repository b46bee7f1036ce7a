/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-sniff.h"

G_BEGIN_DECLS

/* In bytes, extension included: leaves room for a prefix under the usual limit of 255. */
#define CST_SAFE_NAME_MAX 120

char *cst_safe_name (const char  *remote_name,
                     CstFileType  type);

G_END_DECLS
