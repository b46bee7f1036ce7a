/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-delivery.h"
#include "cst-store.h"

G_BEGIN_DECLS

gboolean   cst_db_add_call          (CstDb               *db,
                                     gint64               account,
                                     const char          *delivery,
                                     const CstCall       *call,
                                     GError             **error);
GPtrArray *cst_db_calls             (CstDb               *db,
                                     gint64               account,
                                     const char          *delivery,
                                     GError             **error);
GPtrArray *cst_db_wake_calls        (CstDb               *db,
                                     gint64               now,
                                     GError             **error);
GPtrArray *cst_db_due_calls         (CstDb               *db,
                                     gint64               account,
                                     gint64               now,
                                     GError             **error);
gint64     cst_db_next_call         (CstDb               *db,
                                     GError             **error);
void       cst_store_add_call_async (CstStore            *store,
                                     gint64               account,
                                     const char          *delivery,
                                     const CstCall       *call,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
gboolean   cst_store_add_call_finish (CstStore           *store,
                                      GAsyncResult       *result,
                                      GError            **error);

G_END_DECLS
