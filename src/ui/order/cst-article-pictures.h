/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-context.h"

G_BEGIN_DECLS

void cst_article_pictures_show (CstContext      *context,
                                gint64           account,
                                const CstOrder  *order,
                                GtkListBox      *rows,
                                GCancellable    *cancellable);
void cst_article_pictures_want (CstContext      *context,
                                gint64           account,
                                const CstOrder  *order);

G_END_DECLS
