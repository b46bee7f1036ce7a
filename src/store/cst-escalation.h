/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"
#include "cst-operation.h"

G_BEGIN_DECLS

gboolean cst_db_note_escalation (CstDb               *db,
                                 const CstOperation  *operation,
                                 GError             **error);
gboolean cst_db_drop_escalation (CstDb               *db,
                                 const CstOperation  *operation,
                                 const char          *person,
                                 gint64               now,
                                 GError             **error);

G_END_DECLS
