/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"
#include "cst-playbook.h"

G_BEGIN_DECLS

const char *cst_reason_word     (const CstPlaybookReason *reason);
const CstPlaybookReason *cst_reason_of_word (const CstPlaybook *playbook,
                                             const char        *word);
char       *cst_db_reason_map   (CstDb                   *db,
                                 gint64                   account,
                                 const char              *label);
gboolean    cst_db_map_reason   (CstDb                   *db,
                                 gint64                   account,
                                 const char              *label,
                                 const char              *word,
                                 GError                 **error);

G_END_DECLS
