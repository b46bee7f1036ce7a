/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-delivery.h"
#include "truth-fixture.h"

G_BEGIN_DECLS

gint64        add_delivery_account (Fixture          *fixture,
                                    const char       *name);
gint64        add_delivery_account_of (Fixture       *fixture,
                                       const char    *name,
                                       const char    *connector);
CstDelivery  *make_delivery        (const char       *id,
                                    const char       *order,
                                    CstDeliveryState  state);
void          apply_delivery       (Fixture          *fixture,
                                    gint64            account,
                                    CstDelivery      *delivery);

G_END_DECLS
