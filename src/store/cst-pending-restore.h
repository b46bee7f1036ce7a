/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean  cst_pending_restore_ask    (const char  *dir,
                                      const char  *backup,
                                      GError     **error);
void      cst_pending_restore_run    (const char  *dir,
                                      gint64       now);
char     *cst_pending_restore_tell   (const char  *dir,
                                      gboolean    *has_failed);
void      cst_pending_restore_forget (const char  *dir);

G_END_DECLS
