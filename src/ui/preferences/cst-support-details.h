/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-store.h"

G_BEGIN_DECLS

char *cst_support_details (CstDb   *db,
                           GError **error);

G_END_DECLS
