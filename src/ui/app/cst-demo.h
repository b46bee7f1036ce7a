/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-store.h"

G_BEGIN_DECLS

#define CST_TYPE_DEMO (cst_demo_get_type ())

G_DECLARE_FINAL_TYPE (CstDemo, cst_demo, CST, DEMO, GObject)

CstDemo  *cst_demo_new (CstStore * store,
                        const char *const    *arguments);
void      cst_demo_start_async  (CstDemo              *self,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
gboolean  cst_demo_start_finish (CstDemo              *self,
                                 GAsyncResult         *result,
                                 GError              **error);

G_END_DECLS
