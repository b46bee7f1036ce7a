/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-engine.h"

G_BEGIN_DECLS

/* What a test waits for: of its fixture, or of an operation in it. */
typedef gboolean (*CstEngineFact) (gpointer fixture,
                                   gint64   id);

void cst_engine_wait_until (CstEngineFact  is_so,
                            gpointer       fixture,
                            gint64         id);
void cst_engine_let_go     (CstEngine     *engine);

G_END_DECLS
