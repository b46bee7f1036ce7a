/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-order.h"

G_BEGIN_DECLS

#define CST_TYPE_AMOUNTS_CARD (cst_amounts_card_get_type ())

G_DECLARE_FINAL_TYPE (CstAmountsCard, cst_amounts_card, CST, AMOUNTS_CARD, GtkWidget)

void cst_amounts_card_set_order (CstAmountsCard *self,
                                 const CstOrder *order,
                                 gint64          now);

G_END_DECLS
