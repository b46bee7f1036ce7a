/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-statistics.h"

#include <math.h>

/* What is left of a sum's terms when they no longer matter. */
#define NEGLIGIBLE 1e-17

/* One side of three standard deviations of a normal distribution. */
#define SIGNAL_TAIL 0.00135

#define BISECTIONS 80

static double
log_factorial (int n)
{
  int sign;

  return lgamma_r ((double) n + 1, &sign);
}

static double
poisson (int    n,
         double mean)
{
  if (mean <= 0)
    return n == 0 ? 1 : 0;

  return exp (n * log (mean) - mean - log_factorial (n));
}

static double
poisson_upwards (int    n,
                 double mean)
{
  double term = poisson (n, mean);
  double sum = term;

  for (int k = n + 1; term > sum * NEGLIGIBLE || k < mean; k++)
    sum += term *= mean / k;

  return MIN (sum, 1);
}

static double
poisson_downwards (int    n,
                   double mean)
{
  double term = poisson (n, mean);
  double sum = term;

  for (int k = n; k > 0 && (term > sum * NEGLIGIBLE || k > mean); k--)
    sum += term *= k / mean;

  return MIN (sum, 1);
}

/**
 * cst_poisson_at_least:
 *
 * Returns: the chance of @n or more where @mean are expected
 */
double
cst_poisson_at_least (int    n,
                      double mean)
{
  if (n <= 0)
    return 1;
  if (mean <= 0)
    return 0;

  /* The smaller tail is summed, so that it keeps its digits. */
  return n > mean ? poisson_upwards (n, mean) : 1 - poisson_downwards (n - 1, mean);
}

/**
 * cst_poisson_at_most:
 *
 * Returns: the chance of @n or fewer where @mean are expected
 */
double
cst_poisson_at_most (int    n,
                     double mean)
{
  if (n < 0)
    return 0;
  if (mean <= 0)
    return 1;

  return n < mean ? poisson_downwards (n, mean) : 1 - poisson_upwards (n + 1, mean);
}

/**
 * cst_control_limits:
 * @expected: how many incidents there would be at the average of all: their number for each order, times the orders
 *
 * The control limits of a u-chart (incidents for each order, where the numbers of orders differ): Shewhart, "Economic
 * Control of Quality of Manufactured Product", 1931; ISO 7870-2. Its usual limits, expected ± 3 √expected, take counts
 * for normally distributed, which is wrong exactly where it matters here: few are expected, the lower limit falls
 * below nothing and chance crosses the upper one far too often. So the limits are taken from the Poisson distribution
 * itself, with the chance that three standard deviations stand for: 0.135 % on each side. A count above @upper or
 * below @lower is a signal: where one is expected, six are the first one; where ten are, twenty-two.
 *
 * Returns: the limits; chance explains every count when nothing is expected
 */
CstControlLimits
cst_control_limits (double expected)
{
  CstControlLimits limits = { expected, 0, 0 };

  if (expected <= 0)
    {
      limits.upper = G_MAXINT;
      return limits;
    }

  limits.upper = (int) expected;
  while (cst_poisson_at_least (limits.upper + 1, expected) > SIGNAL_TAIL)
    limits.upper++;

  limits.lower = (int) ceil (expected);
  while (limits.lower > 0 && cst_poisson_at_most (limits.lower - 1, expected) > SIGNAL_TAIL)
    limits.lower--;

  return limits;
}

/* Where @chance, which grows with the mean or falls with it, crosses @tail. */
static double
find_mean (double (*chance) (int, double),
           int      n,
           double   tail,
           gboolean grows)
{
  double low = 0;
  double high = n + 10 * sqrt (n + 1.0) + 20;

  for (int i = 0; i < BISECTIONS; i++)
    {
      double middle = (low + high) / 2;

      if ((chance (n, middle) < tail) == grows)
        low = middle;
      else
        high = middle;
    }

  return (low + high) / 2;
}

/**
 * cst_poisson_interval:
 * @n: what was counted
 * @tail: the chance that is left out on each side
 * @low: (out): the least that may be expected
 * @high: (out): the most
 *
 * The exact interval for a Poisson mean (Garwood, "Fiducial limits for the Poisson distribution", Biometrika 1936).
 */
void
cst_poisson_interval (int     n,
                      double  tail,
                      double *low,
                      double *high)
{
  *low = n > 0 ? find_mean (cst_poisson_at_least, n, tail, TRUE) : 0;
  *high = find_mean (cst_poisson_at_most, n, tail, FALSE);
}

static double
binomial (int    k,
          int    n,
          double p)
{
  return exp (log_factorial (n) - log_factorial (k) - log_factorial (n - k) + k * log (p) + (n - k) * log1p (-p));
}

static double
binomial_at_least (int    k,
                   int    n,
                   double p)
{
  double term = binomial (k, n, p);
  double sum = term;

  for (int i = k + 1; i <= n && (term > sum * NEGLIGIBLE || i < n * p); i++)
    sum += term *= (n - i + 1) / (double) i * p / (1 - p);

  return MIN (sum, 1);
}

/**
 * cst_chance_of_difference:
 * @n: counted in one period, @before in the one before
 * @exposure: what they were counted among, such as orders, and @exposure_before; the same for both where nobody knows
 *
 * How likely two counts differ at least so much though nothing changed: of all that were counted each falls into the
 * first period with the chance of its share of the exposure (Przyborowski and Wilenski, Biometrika 1940). Exact, so
 * right for small numbers, too.
 *
 * Returns: the chance, for both directions together; 1 where nothing can be compared
 */
double
cst_chance_of_difference (int    n,
                          int    before,
                          double exposure,
                          double exposure_before)
{
  int both = n + before;
  double p = exposure / (exposure + exposure_before);
  double more;
  double fewer;

  if (both == 0 || exposure <= 0 || exposure_before <= 0)
    return 1;

  more = binomial_at_least (n, both, p);
  fewer = binomial_at_least (before, both, 1 - p);

  return MIN (1, 2 * MIN (more, fewer));
}
