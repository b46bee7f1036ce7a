/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"

G_BEGIN_DECLS

gboolean cst_db_photo_look     (CstDb       *db,
                                gint64       account,
                                const char  *attachment,
                                const char  *person,
                                char       **look,
                                GError     **error);
gboolean cst_db_photo_set_look (CstDb       *db,
                                gint64       account,
                                const char  *attachment,
                                const char  *person,
                                const char  *look,
                                GError     **error);

G_END_DECLS
