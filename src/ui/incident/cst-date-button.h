/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CST_TYPE_DATE_BUTTON (cst_date_button_get_type ())

G_DECLARE_FINAL_TYPE (CstDateButton, cst_date_button, CST, DATE_BUTTON, GtkWidget)

const char *cst_date_button_get_date (CstDateButton * self);
void        cst_date_button_set_date (CstDateButton *self,
                                      const char    *iso_date);

G_END_DECLS
