/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <time.h>

#include "truth-fixture.h"

G_BEGIN_DECLS

/* As many as a pull brings at once. */
#define BENCH_PAGE 1000

/* Seconds by the clock, and of the processor's. */
typedef struct
{
  double  seconds;
  double  processor;
  gint64  begin;
  clock_t ticks;
} BenchTime;

CstOrder *bench_order      (int         i);
BenchTime bench_ingest     (Fixture    *fixture,
                            gint64      account,
                            int         n);
double    bench_since      (gint64      begin);
void      bench_time_start (BenchTime  *self);
void      bench_time_stop  (BenchTime  *self);

G_END_DECLS
