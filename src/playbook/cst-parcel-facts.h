/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-case-facts.h"
#include "cst-delivery.h"

G_BEGIN_DECLS

CstCaseFacts *cst_parcel_facts_new     (const CstAccountInfo *info,
                                        const CstOrder       *order,
                                        const CstDelivery    *delivery,
                                        gint64                now);
gint64        cst_parcel_protest_until (const CstPlaybook    *playbook,
                                        const CstAccountInfo *info,
                                        const CstOrder       *order,
                                        const CstDelivery    *delivery,
                                        gint64                now);
gboolean      cst_playbook_has_carrier   (const CstPlaybook    *playbook);

G_END_DECLS
