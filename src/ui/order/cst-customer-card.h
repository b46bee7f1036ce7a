/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-order.h"

G_BEGIN_DECLS

#define CST_TYPE_CUSTOMER_CARD (cst_customer_card_get_type ())

G_DECLARE_FINAL_TYPE (CstCustomerCard, cst_customer_card, CST, CUSTOMER_CARD, GtkWidget)

void cst_customer_card_set_customer (CstCustomerCard   *self,
                                     const CstCustomer *customer);

G_END_DECLS
