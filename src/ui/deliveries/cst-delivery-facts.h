/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-context.h"
#include "cst-delivery-case.h"

G_BEGIN_DECLS

#define CST_TYPE_DELIVERY_FACTS (cst_delivery_facts_get_type ())

G_DECLARE_FINAL_TYPE (CstDeliveryFacts, cst_delivery_facts, CST, DELIVERY_FACTS, GtkWidget)

void cst_delivery_facts_set_case (CstDeliveryFacts      *self,
                                  CstContext            *context,
                                  const CstDeliveryCase *delivery_case,
                                  gint64                 now);

G_END_DECLS
