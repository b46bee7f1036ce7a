/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-delivery-case.h"

G_BEGIN_DECLS

#define CST_TYPE_CALL_CARD (cst_call_card_get_type ())

G_DECLARE_FINAL_TYPE (CstCallCard, cst_call_card, CST, CALL_CARD, GtkWidget)

void cst_call_card_set_case (CstCallCard           *self,
                             const CstDeliveryCase *delivery_case,
                             gint64                 now);

G_END_DECLS
