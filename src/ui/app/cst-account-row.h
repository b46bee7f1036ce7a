/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-account.h"

G_BEGIN_DECLS

#define CST_TYPE_ACCOUNT_ROW (cst_account_row_get_type ())

G_DECLARE_FINAL_TYPE (CstAccountRow, cst_account_row, CST, ACCOUNT_ROW, GtkListBoxRow)

GtkWidget *cst_account_row_new (const CstAccount * account);
gint64     cst_account_row_get_account (CstAccountRow    *self);
void       cst_account_row_set_state   (CstAccountRow    *self,
                                        const char       *icon_name,
                                        const char       *text,
                                        const char       *explanation,
                                        gboolean          is_problem);

G_END_DECLS
