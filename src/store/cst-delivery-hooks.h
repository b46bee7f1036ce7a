/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"
#include "cst-delivery.h"
#include "cst-order.h"

G_BEGIN_DECLS

/* The store keeps what carriers say; what their codes mean, and how long they take a protest, a floor above knows. Both
 * are called on the writer's thread, inside its transaction. */

/**
 * CstDeliveryHooks:
 * @find_reason: whether a table knows the delivery incident's code, and what it means
 * @find_protest: R15: until when the carrier takes the recipient's protest, 0 when there is no such limit
 */
typedef struct
{
  gboolean (*find_reason) (const CstDelivery *delivery,
                          CstDeliveryReason *reason,
                          gpointer           user_data);
  gint64   (*find_protest) (CstDb             *db,
                           gint64             account,
                           const CstDelivery *delivery,
                           const CstOrder    *order,
                           gpointer           user_data);
} CstDeliveryHooks;

void     cst_db_set_delivery_hooks (CstDb                  *self,
                                    const CstDeliveryHooks *hooks,
                                    gpointer                user_data,
                                    GDestroyNotify          destroy);
gboolean cst_db_ask_reason         (CstDb                  *self,
                                    const CstDelivery      *delivery,
                                    CstDeliveryReason      *reason);
gboolean cst_db_ask_protest        (CstDb                  *self,
                                    gint64                  account,
                                    const CstDelivery      *delivery,
                                    const CstOrder         *order,
                                    gint64                 *until);

G_END_DECLS
