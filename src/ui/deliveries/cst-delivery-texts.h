/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-delivery-case.h"
#include "cst-playbook.h"
#include "cst-template-menu.h"

G_BEGIN_DECLS

/* For whom a ready text is; the last is the customer's own protest to the carrier (R15). */
typedef enum
{
  CST_TEXTS_FOR_CARRIER,
  CST_TEXTS_FOR_CUSTOMER,
  CST_TEXTS_FOR_PROTEST,
} CstTextsFor;

GPtrArray *cst_delivery_ready_texts (const CstPlaybook     *playbook,
                                     const CstDeliveryCase *delivery_case,
                                     CstTextsFor            reader,
                                     gint64                 now);
GPtrArray *cst_delivery_tips        (const CstPlaybook     *playbook);

G_END_DECLS
