/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"

G_BEGIN_DECLS

gboolean cst_demo_record_cases (CstDb   *db,
                                gint64   now,
                                GError **error);

G_END_DECLS
