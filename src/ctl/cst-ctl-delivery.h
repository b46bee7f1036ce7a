/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-ctl.h"
#include "cst-deliveries.h"

G_BEGIN_DECLS

extern const GOptionEntry cst_ctl_answer_options[];
extern const GOptionEntry cst_ctl_codes_options[];
extern const GOptionEntry cst_ctl_rates_options[];

CstDelivery *cst_ctl_load_delivery     (CstCtl      *ctl,
                                        const char  *text,
                                        CstAccount **account,
                                        GError     **error);
CstCtlExit   cst_ctl_answer_deliveries (CstCtl      *ctl,
                                        GStrv        args,
                                        GError     **error);
CstCtlExit   cst_ctl_delivery_rates    (CstCtl      *ctl,
                                        GStrv        args,
                                        GError     **error);
CstCtlExit   cst_ctl_list_codes        (CstCtl      *ctl,
                                        GStrv        args,
                                        GError     **error);
CstCtlExit   cst_ctl_map_code          (CstCtl      *ctl,
                                        GStrv        args,
                                        GError     **error);
CstCtlExit   cst_ctl_check_codes       (CstCtl      *ctl,
                                        GStrv        args,
                                        GError     **error);

G_END_DECLS
