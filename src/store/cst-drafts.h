/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"

G_BEGIN_DECLS

/* What a person began to write or choose and has not decided yet. Kept until decided or thrown away by hand. */

char     *cst_draft_key       (gint64       account,
                               const char  *order,
                               const char  *incident,
                               const char  *purpose);
gboolean  cst_db_save_draft   (CstDb       *db,
                               const char  *key,
                               const char  *json_text,
                               gint64       now,
                               GError     **error);
char     *cst_db_draft        (CstDb       *db,
                               const char  *key,
                               GError     **error);
gboolean  cst_db_delete_draft (CstDb       *db,
                               const char  *key,
                               GError     **error);
GStrv     cst_db_draft_keys   (CstDb       *db,
                               gint64       account,
                               const char  *order,
                               GError     **error);

G_END_DECLS
