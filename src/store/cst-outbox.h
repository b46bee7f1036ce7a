/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"
#include "cst-operation.h"

G_BEGIN_DECLS

GPtrArray *cst_db_outbox (CstDb       *db,
                          gboolean     is_finished,
                          const char  *search,
                          guint        limit,
                          GError     **error);

G_END_DECLS
