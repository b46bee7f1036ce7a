/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-clock.h"
#include "cst-db.h"
#include "cst-delivery-hooks.h"
#include "cst-due-hook.h"
#include "cst-recovery.h"

G_BEGIN_DECLS

#define CST_TYPE_STORE (cst_store_get_type ())

G_DECLARE_FINAL_TYPE (CstStore, cst_store, CST, STORE, GObject)

/**
 * CstDbFunc:
 * @db: the connection to use; never kept
 * @request: what the caller gave: plain data that no other thread changes meanwhile
 *
 * A piece of work on the database. A writing one runs inside one transaction, which is committed
 * if and only if it returns without error.
 *
 * Returns: (nullable): the result; %NULL or %FALSE if and only if @error is set. Work without a
 * result returns `GINT_TO_POINTER (TRUE)`.
 */
typedef gpointer (*CstDbFunc) (CstDb         *db,
                               gpointer       request,
                               GCancellable  *cancellable,
                               GError       **error);

CstStore               *cst_store_open          (const char           *dir,
                                                 CstClock             *clock,
                                                 GError              **error);
const char             *cst_store_get_dir       (CstStore             *self);
const char             *cst_store_get_path      (CstStore             *self);
CstClock               *cst_store_get_clock     (CstStore             *self);
const CstStoreRecovery *cst_store_get_recovery  (CstStore             *self);

void                    cst_store_set_due_func  (CstStore             *self,
                                                 CstDueFunc            func,
                                                 gpointer              user_data,
                                                 GDestroyNotify        destroy);

void                    cst_store_set_delivery_hooks (CstStore               *self,
                                                      const CstDeliveryHooks *hooks,
                                                      gpointer                user_data,
                                                      GDestroyNotify          destroy);

gpointer                cst_store_run_sync      (CstStore             *self,
                                                 CstDbFunc             func,
                                                 gpointer              request,
                                                 GCancellable         *cancellable,
                                                 GError              **error);
void                    cst_store_run_async     (CstStore             *self,
                                                 CstDbFunc             func,
                                                 gpointer              request,
                                                 GDestroyNotify        free_request,
                                                 GDestroyNotify        free_result,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gpointer                cst_store_run_finish    (CstStore             *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
void                    cst_store_query_async   (CstStore             *self,
                                                 CstDbFunc             func,
                                                 gpointer              request,
                                                 GDestroyNotify        free_request,
                                                 GDestroyNotify        free_result,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gpointer                cst_store_query_finish  (CstStore             *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
CstDb                  *cst_store_get_reader    (CstStore             *self);
CstDb                  *cst_store_open_reader   (CstStore             *self,
                                                 GError              **error);

G_END_DECLS
