/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-delivery-case.h"

G_BEGIN_DECLS

gpointer cst_delivery_list_load (CstDb         *db,
                                 gpointer       request,
                                 GCancellable  *cancellable,
                                 GError       **error);
int      cst_delivery_list_find (GPtrArray     *list,
                                 gint64         account,
                                 const char    *delivery);

G_END_DECLS
