/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean cst_dossier_seal_file (const char  *path,
                                char       **seal,
                                GError     **error);
gboolean cst_dossier_read_seal (const char  *path,
                                char       **said,
                                char       **counted,
                                GError     **error);

G_END_DECLS
