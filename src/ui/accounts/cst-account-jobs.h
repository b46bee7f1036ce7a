/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-account.h"
#include "cst-store.h"

G_BEGIN_DECLS

void            cst_account_check_async   (const CstAccount     *account,
                                           const char           *profile,
                                           const char           *token,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
CstAccountInfo *cst_account_check_finish  (GAsyncResult         *result,
                                           GError              **error);
void            cst_account_keep_async    (CstStore             *store,
                                           const CstAccount     *account,
                                           const char           *profile,
                                           const char           *token,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gint64          cst_account_keep_finish   (GAsyncResult         *result,
                                           GError              **error);
void            cst_account_remove_async  (CstStore             *store,
                                           const CstAccount     *account,
                                           const char           *profile,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean        cst_account_remove_finish (GAsyncResult         *result,
                                           GError              **error);
char           *cst_account_token_file    (CstStore             *store,
                                           const char           *name);

G_END_DECLS
