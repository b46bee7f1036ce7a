/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"
#include "cst-operation.h"

G_BEGIN_DECLS

gboolean cst_outbox_redo (CstDb       *db,
                          gint64       id,
                          const char  *person,
                          gint64       now,
                          GError     **error);

G_END_DECLS
