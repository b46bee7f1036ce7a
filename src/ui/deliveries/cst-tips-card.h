/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-delivery-case.h"

G_BEGIN_DECLS

#define CST_TYPE_TIPS_CARD (cst_tips_card_get_type ())

G_DECLARE_FINAL_TYPE (CstTipsCard, cst_tips_card, CST, TIPS_CARD, GtkWidget)

void cst_tips_card_set_case (CstTipsCard           *self,
                             const CstDeliveryCase *delivery_case,
                             const GPtrArray       *tips);

G_END_DECLS
