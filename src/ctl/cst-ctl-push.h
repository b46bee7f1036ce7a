/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-ctl.h"

G_BEGIN_DECLS

void cst_ctl_push_quietly (CstCtl *ctl,
                           gint64  account_id);

G_END_DECLS
