/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-delivery.h"

G_BEGIN_DECLS

/* C3: the answers that one key gives. */

char              *cst_next_delivery_day (const char            *country,
                                          gint64                 now);
CstDeliveryAnswer *cst_quick_answer_new  (CstDeliveryAnswerKind  kind,
                                          const char            *country,
                                          gint64                 now);

G_END_DECLS
