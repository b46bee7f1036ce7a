/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-context.h"

G_BEGIN_DECLS

void cst_customer_data_export (GtkWidget         *near,
                               CstContext        *context,
                               gint64             account,
                               const CstCustomer *customer);
void cst_customer_data_erase  (GtkWidget         *near,
                               CstContext        *context,
                               gint64             account,
                               const CstCustomer *customer);

G_END_DECLS
