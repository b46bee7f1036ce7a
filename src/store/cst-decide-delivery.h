/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-account.h"
#include "cst-db.h"
#include "cst-operation.h"

G_BEGIN_DECLS

gboolean cst_decide_check_answer     (const CstAccount        *account,
                                      const CstDelivery       *delivery,
                                      const CstDeliveryAnswer *answer,
                                      gint64                   now,
                                      GError                 **error);
gboolean cst_db_check_answer         (CstDb                   *db,
                                      const CstAccount        *account,
                                      CstOperation            *operation,
                                      gint64                   now,
                                      GError                 **error);

G_END_DECLS
