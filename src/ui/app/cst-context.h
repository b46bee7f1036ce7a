/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-account.h"
#include "cst-engine.h"
#include "cst-list-query.h"
#include "cst-operation.h"
#include "cst-photo-decoder.h"
#include "cst-people-list.h"
#include "cst-rules.h"
#include "cst-store.h"
#include "cst-tally.h"

G_BEGIN_DECLS

#define CST_TYPE_CONTEXT (cst_context_get_type ())

G_DECLARE_FINAL_TYPE (CstContext, cst_context, CST, CONTEXT, GObject)

CstContext           *cst_context_new (CstStore * store);
CstStore             *cst_context_get_store       (CstContext           *self);
CstRules             *cst_context_get_rules       (CstContext           *self);
CstClock             *cst_context_get_clock       (CstContext           *self);
CstPhotoDecoder      *cst_context_get_decoder     (CstContext           *self);
gint64                cst_context_now             (CstContext           *self);
CstDb                *cst_context_get_reader      (CstContext           *self);
CstTally             *cst_context_get_tally       (CstContext           *self);
CstPeopleList        *cst_context_get_people      (CstContext           *self);
CstEngine            *cst_context_get_engine      (CstContext           *self);
void                  cst_context_set_engine      (CstContext           *self,
                                                   CstEngine            *engine);

GPtrArray            *cst_context_get_accounts    (CstContext           *self);
const CstAccount     *cst_context_account         (CstContext           *self,
                                                   gint64                account);
const CstAccountInfo *cst_context_account_info    (CstContext           *self,
                                                   gint64                account);
CstCapabilities       cst_context_capabilities    (CstContext           *self);

void                  cst_context_decide_async    (CstContext           *self,
                                                   CstOperation         *operation,
                                                   const char           *draft_key,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
gint64                cst_context_decide_finish   (CstContext           *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);
void                  cst_context_undo_async      (CstContext           *self,
                                                   gint64                operation,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
gboolean              cst_context_undo_finish     (CstContext           *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);

void                  cst_context_poke            (CstContext           *self);
void                  cst_context_open_order      (CstContext           *self,
                                                   gint64                account,
                                                   const char           *order);
void                  cst_context_open_incident   (CstContext           *self,
                                                   gint64                account,
                                                   const char           *incident,
                                                   const CstListQuery   *through);
void                  cst_context_open_delivery   (CstContext           *self,
                                                   gint64                account,
                                                   const char           *delivery,
                                                   const CstListQuery   *through);
void                  cst_context_inspect         (CstContext           *self,
                                                   const CstListQuery   *through);

G_END_DECLS
