/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_OUTBOX_PAGE (cst_outbox_page_get_type ())

G_DECLARE_FINAL_TYPE (CstOutboxPage, cst_outbox_page, CST, OUTBOX_PAGE, GtkWidget)

GtkWidget *cst_outbox_page_new (CstContext * context);

G_END_DECLS
