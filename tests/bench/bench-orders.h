/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "truth-fixture.h"

G_BEGIN_DECLS

/* As many as a pull brings at once. */
#define BENCH_PAGE 1000

CstOrder *bench_order  (int        i);
double    bench_ingest (Fixture   *fixture,
                        gint64     account,
                        int        n);
double    bench_since  (gint64     begin);

G_END_DECLS
