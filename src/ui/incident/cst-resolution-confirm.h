/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-account.h"
#include "cst-decision-guard.h"
#include "cst-resolution-draft.h"

G_BEGIN_DECLS

#define CST_RESOLUTION_CONFIRMED "decide"

AdwMessageDialog *cst_resolution_confirm_new (GtkWindow            *parent,
                                              CstResolutionDraft   *draft,
                                              const CstAccountInfo *info,
                                              int                   undo_window,
                                              CstDecisionGuard     *guard,
                                              gint64                now);

G_END_DECLS
