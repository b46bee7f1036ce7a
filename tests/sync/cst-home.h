/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-operations.h"
#include "cst-store.h"
#include "cst-sync.h"

G_BEGIN_DECLS

/* One desk: a store in a folder, a clock and an account in it. */
typedef struct
{
  char       *dir;
  gboolean    owns_dir;
  CstClock   *clock;
  CstStore   *store;
  CstAccount *account;
  GRand      *random;
} CstHome;

CstHome      *cst_home_new        (const char      *dir,
                                   const char      *url,
                                   gint64           now);
gboolean      cst_home_sync       (CstHome         *self,
                                   CstMarketplace  *marketplace,
                                   CstSyncFlags     flags,
                                   CstSyncReport   *report,
                                   GError         **error);
gint64        cst_home_decide     (CstHome         *self,
                                   CstOperation    *operation,
                                   int              hold_s,
                                   GError         **error);
CstOperation *cst_home_operation  (CstHome         *self,
                                   gint64           id);
GPtrArray    *cst_home_pending    (CstHome         *self);
GPtrArray    *cst_home_incidents  (CstHome         *self);
CstDesk      *cst_home_desk       (CstHome         *self,
                                   const char      *incident);
CstOperation *cst_home_new_operation (CstHome          *self,
                                      CstOperationKind  kind,
                                      const char       *order,
                                      const char       *incident);
void          cst_home_verify     (CstHome         *self);
void          cst_home_free       (CstHome         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstHome, cst_home_free)


G_END_DECLS
