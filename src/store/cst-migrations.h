/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"

G_BEGIN_DECLS

int       cst_migrations_latest (void);
gboolean  cst_migrations_run    (CstDb       *db,
                                 const char  *backup_dir,
                                 gint64       now,
                                 GError     **error);

G_END_DECLS
