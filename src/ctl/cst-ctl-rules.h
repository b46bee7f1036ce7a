/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "cst-ctl.h"

G_BEGIN_DECLS

JsonNode *cst_ctl_rules_json  (const CstRulesCase *found);
void      cst_ctl_print_rules (CstCtl             *ctl,
                               const CstRulesCase *found);

gboolean  cst_ctl_note_mark   (CstCtl             *ctl,
                               gint64              account,
                               CstCaseMark        *mark,
                               GError            **error);

G_END_DECLS
