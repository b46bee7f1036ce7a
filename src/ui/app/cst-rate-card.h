/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-account.h"

G_BEGIN_DECLS

#define CST_TYPE_RATE_CARD (cst_rate_card_get_type ())

G_DECLARE_FINAL_TYPE (CstRateCard, cst_rate_card, CST, RATE_CARD, GtkWidget)

void cst_rate_card_set_account (CstRateCard      *self,
                                const CstAccount *account,
                                gint64            now);

G_END_DECLS
