/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"

G_BEGIN_DECLS

int cst_db_find_conflicts (CstDb   *db,
                           gint64   account,
                           gint64   now,
                           GError **error);

G_END_DECLS
