/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-ctl.h"
#include "cst-sync.h"

G_BEGIN_DECLS

gboolean cst_ctl_sync_account (CstCtl            *ctl,
                               const CstAccount  *account,
                               CstSyncFlags       flags,
                               CstSyncReport     *report,
                               GError           **error);
void     cst_ctl_push_quietly (CstCtl            *ctl,
                               gint64             account_id);

G_END_DECLS
