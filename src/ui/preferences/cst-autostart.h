/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean cst_autostart_is_on (void);
gboolean cst_autostart_set   (gboolean   is_on,
                              GError   **error);

G_END_DECLS
