/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean cst_pending_restore_ask (const char  *dir,
                                  const char  *backup,
                                  GError     **error);
gboolean cst_pending_restore_run (const char  *dir,
                                  gint64       now,
                                  GError     **error);

G_END_DECLS
