/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-store.h"

G_BEGIN_DECLS

/* R12 */
#define CST_BACKUP_DAYS 30

/* "Cnst" */
#define CST_STORE_APPLICATION_ID 0x436e7374

gboolean  cst_store_backup       (CstStore    *store,
                                  const char  *path,
                                  GError     **error);
gboolean  cst_store_backup_daily (CstStore    *store,
                                  gint64       now,
                                  GError     **error);
int       cst_backup_expire      (const char  *dir,
                                  gint64       now);
gboolean  cst_backup_check       (const char  *path,
                                  GError     **error);
gboolean  cst_backup_restore     (const char  *path,
                                  const char  *dir,
                                  gint64       now,
                                  GError     **error);
gboolean  cst_db_distrust        (CstDb       *db,
                                  gint64       now,
                                  GError     **error);

G_END_DECLS
