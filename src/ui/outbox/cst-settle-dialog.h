/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-outbox-entry.h"

G_BEGIN_DECLS

/* What a person saw at the marketplace. */
typedef enum
{
  CST_SETTLE_KEEP,       /* not sure yet */
  CST_SETTLE_ARRIVED,    /* it is there: nothing is sent again */
  CST_SETTLE_SEND_AGAIN, /* it is not there: the same decision leaves again */
} CstSettleChoice;

#define CST_TYPE_SETTLE_DIALOG (cst_settle_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CstSettleDialog, cst_settle_dialog, CST, SETTLE_DIALOG, AdwMessageDialog)

CstSettleDialog *cst_settle_dialog_new (CstOutboxEntry * entry,
                                        gint64           now);
gint64           cst_settle_dialog_get_operation (CstSettleDialog *self);
CstSettleChoice  cst_settle_dialog_get_choice    (CstSettleDialog *self);

G_END_DECLS
