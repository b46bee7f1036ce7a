/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"

G_BEGIN_DECLS

/* R8: which file an incident's rules are from. */

gboolean  cst_db_rule_pin       (CstDb       *db,
                                 gint64       account,
                                 const char  *incident,
                                 char       **playbook,
                                 char       **digest,
                                 GError     **error);
gboolean  cst_db_set_rule_pin   (CstDb       *db,
                                 gint64       account,
                                 const char  *incident,
                                 const char  *playbook,
                                 const char  *digest,
                                 const char  *xml,
                                 gint64       now,
                                 GError     **error);
char     *cst_db_playbook_text  (CstDb       *db,
                                 const char  *digest,
                                 GError     **error);

G_END_DECLS
