/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-accounts.h"
#include "cst-operation.h"
#include "cst-truth.h"
#include "store-fixture.h"

G_BEGIN_DECLS

CstOrder     *make_order      (const char        *id,
                               gint64             version,
                               CstOrderStatus     status);
CstIncident  *make_incident   (const char        *id,
                               const char        *order,
                               gint64             version,
                               CstIncidentState   state);
CstThread    *make_thread     (const char        *order,
                               gint64             version);
CstMessage   *add_message     (CstThread         *thread,
                               const char        *id,
                               CstParty           author,
                               const char        *body);
gint64        add_account     (Fixture           *fixture,
                               const char        *name);
CstApplied   *apply           (Fixture           *fixture,
                               gint64             account,
                               CstChangeSet      *changes);
void          apply_order     (Fixture           *fixture,
                               gint64             account,
                               CstOrder          *order);
void          apply_incident  (Fixture           *fixture,
                               gint64             account,
                               CstIncident       *incident);
gint64        add_operation   (Fixture           *fixture,
                               CstOperation      *operation,
                               CstOperationState  state);

G_END_DECLS
