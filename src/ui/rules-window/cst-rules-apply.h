/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-rules-preview.h"

G_BEGIN_DECLS

GtkWidget *cst_rules_apply_dialog_new (GtkWindow             *parent,
                                       const CstRulesPreview *preview,
                                       gint64                 now);

G_END_DECLS
