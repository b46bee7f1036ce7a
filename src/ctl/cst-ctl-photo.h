/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-ctl.h"

G_BEGIN_DECLS

CstCtlExit cst_ctl_photo_list  (CstCtl      *ctl,
                                const char  *incident,
                                const char  *account_name,
                                GError     **error);
CstCtlExit cst_ctl_photo_check (CstCtl      *ctl,
                                gboolean     all,
                                GError     **error);

G_END_DECLS
