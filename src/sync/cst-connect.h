/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-marketplace.h"

G_BEGIN_DECLS

CstMarketplace *cst_connect (const CstAccount  *account,
                             const char        *profile,
                             guint              timeout_s,
                             GCancellable      *cancellable,
                             GError           **error);

G_END_DECLS
