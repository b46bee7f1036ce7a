/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-case-view.h"

G_BEGIN_DECLS

CstPlaybook  *shipped_playbook   (const char         *id);
CstCaseFacts *facts_from_text    (const char         *text);
char         *case_summary (const CstPlaybook *playbook, CstCaseFacts *facts);
char         *playbook_summary   (const CstPlaybook  *playbook);
void          add_proposal       (GString            *out,
                                  const CstProposedResolution *proposal);

G_END_DECLS
