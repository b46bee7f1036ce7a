/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-account.h"
#include "cst-db.h"
#include "cst-operation.h"
#include "cst-store.h"

G_BEGIN_DECLS

#define CST_TYPE_OUTBOX_ENTRY (cst_outbox_entry_get_type ())

G_DECLARE_FINAL_TYPE (CstOutboxEntry, cst_outbox_entry, CST, OUTBOX_ENTRY, GObject)

typedef struct
{
  CstStore *store; /* (owned) */
  gint64    now;
  gboolean  is_finished;
  char     *search;
  guint     limit;
} CstOutboxRequest;

CstOutboxRequest   *cst_outbox_request_new         (CstStore            *store,
                                                    gint64               now,
                                                    gboolean             is_finished,
                                                    const char          *search,
                                                    guint                limit);
void                cst_outbox_request_free        (CstOutboxRequest    *self);
gpointer            cst_outbox_load                (CstDb               *db,
                                                    gpointer             request,
                                                    GCancellable        *cancellable,
                                                    GError             **error);

CstOutboxEntry     *cst_outbox_entry_new           (const CstOperation  *operation,
                                                    const CstAccount    *account,
                                                    const CstOrder      *order,
                                                    const CstIncident   *incident,
                                                    GPtrArray           *risks);
const CstOperation *cst_outbox_entry_get_operation (CstOutboxEntry      *self);
const CstAccount   *cst_outbox_entry_get_account   (CstOutboxEntry      *self);
const CstOrder     *cst_outbox_entry_get_order     (CstOutboxEntry      *self);
const CstIncident  *cst_outbox_entry_get_incident  (CstOutboxEntry      *self);
GPtrArray          *cst_outbox_entry_get_risks     (CstOutboxEntry      *self);
gboolean            cst_outbox_entry_equal         (CstOutboxEntry      *self,
                                                    CstOutboxEntry      *other);

char               *cst_outbox_entry_dup_title     (CstOutboxEntry      *self);
char               *cst_outbox_entry_dup_subject   (CstOutboxEntry      *self);
char               *cst_outbox_entry_dup_content   (CstOutboxEntry      *self);
char               *cst_outbox_entry_dup_spoken    (CstOutboxEntry      *self,
                                                    gint64               now);

G_END_DECLS
