/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void      cst_i18n_init            (void);
char     *cst_paths_data_dir       (const char  *profile);
char     *cst_paths_helper_program (const char  *name);
gboolean  cst_paths_ensure_private (const char  *dir,
                                    GError     **error);

G_END_DECLS
