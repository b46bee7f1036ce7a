/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-operations.h"
#include "truth-fixture.h"

G_BEGIN_DECLS

CstOperation *make_operation   (CstOperationKind   kind,
                                gint64             account,
                                int                quantity);
gint64        decide           (Fixture           *fixture,
                                CstOperation      *operation,
                                int                hold_s,
                                GError           **error);
gint64        decide_at        (Fixture           *fixture,
                                CstOperation      *operation,
                                gint64             now,
                                int                hold_s,
                                const char        *draft_key,
                                GError           **error);
void          move             (Fixture           *fixture,
                                gint64             id,
                                CstOperationState  to);
CstOperation *read_operation   (Fixture           *fixture,
                                gint64             id);
CstOperation *next_operation   (Fixture           *fixture,
                                gint64             account,
                                gint64             now);
void          assert_refused   (Fixture           *fixture,
                                CstOperation      *operation,
                                GQuark             domain,
                                int                code);
gint64        set_up_problem   (Fixture           *fixture);
CstResolution *add_resolution  (CstIncident       *incident,
                                const char        *id,
                                CstResolutionKind  kind,
                                CstResolutionState state,
                                int                quantity);

G_END_DECLS
