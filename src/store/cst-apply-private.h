/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-truth.h"

G_BEGIN_DECLS

/* A page while it is written. */
typedef struct
{
  CstDb      *db;
  gint64      account;
  gint64      now;
  gboolean    is_first_sync; /* everything is new then, and nothing is news */
  CstApplied *applied;
  GHashTable *touched; /* order id → CstOrder (borrowed) (nullable) */
} CstApply;

CstApplied *cst_applied_new     (void);
void        cst_apply_add_news  (CstApply           *apply,
                                 CstNewsKind         kind,
                                 const char         *order,
                                 const char         *incident,
                                 const char         *number);
char       *cst_apply_number_of (CstApply           *apply,
                                 const char         *order,
                                 const char         *incident);
void        cst_apply_touch     (CstApply           *apply,
                                 const char         *order_id);
gboolean    cst_apply_is_newer  (CstApply           *apply,
                                 const char         *sql,
                                 const char         *id,
                                 gint64              version,
                                 gboolean           *answer,
                                 GError            **error);
gboolean    cst_apply_order     (CstApply           *apply,
                                 const CstOrder     *order,
                                 GError            **error);
gboolean    cst_apply_incident  (CstApply           *apply,
                                 const CstIncident  *incident,
                                 GError            **error);
gboolean    cst_apply_thread    (CstApply           *apply,
                                 const CstThread    *thread,
                                 GError            **error);
gboolean    cst_apply_desk      (CstApply           *apply,
                                 const CstDesk      *desk,
                                 GError            **error);
gboolean    cst_apply_delivery  (CstApply           *apply,
                                 const CstDelivery  *delivery,
                                 GError            **error);
gboolean    cst_apply_deletion  (CstApply           *apply,
                                 const CstDeletion  *deletion,
                                 GError            **error);

G_END_DECLS
