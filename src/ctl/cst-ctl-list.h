/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-ctl.h"
#include "cst-rows.h"

G_BEGIN_DECLS

extern const GOptionEntry cst_ctl_incident_options[];

gconstpointer cst_ctl_row_data      (CstRow   *row);
CstCtlExit    cst_ctl_show_order    (CstCtl   *ctl,
                                     GStrv     args,
                                     GError  **error);
CstCtlExit    cst_ctl_show_incident (CstCtl   *ctl,
                                     GStrv     args,
                                     GError  **error);

G_END_DECLS
