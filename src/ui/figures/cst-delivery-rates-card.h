/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-delivery-rates.h"

G_BEGIN_DECLS

char      *cst_delivery_rate_text      (int        part,
                                        int        whole);
GtkWidget *cst_delivery_rates_card_new (GPtrArray *rates);

G_END_DECLS
