/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CstControlLimits:
 * @expected: how many there would be if this one were like the others
 * @lower: the fewest that chance still explains
 * @upper: the most that chance still explains
 *
 * What separates a signal from noise. A plain value.
 */
typedef struct
{
  double expected;
  int    lower;
  int    upper;
} CstControlLimits;

double           cst_poisson_at_least     (int     n,
                                           double  mean);
double           cst_poisson_at_most      (int     n,
                                           double  mean);
CstControlLimits cst_control_limits       (double  expected);
void             cst_poisson_interval     (int     n,
                                           double  tail,
                                           double *low,
                                           double *high);
double           cst_chance_of_difference (int     n,
                                           int     before,
                                           double  exposure,
                                           double  exposure_before);

G_END_DECLS
