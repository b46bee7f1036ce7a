/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-change-set.h"
#include "cst-db.h"

G_BEGIN_DECLS

char     *cst_seen_key      (CstEntity      entity,
                             const char    *id);
gboolean  cst_db_add_unseen (CstDb         *db,
                             gint64         account,
                             GHashTable    *seen,
                             CstChangeSet  *changes,
                             GError       **error);

G_END_DECLS
