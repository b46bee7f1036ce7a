/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-backoff.h"

/**
 * cst_backoff_delay:
 * @attempts: how often it has failed so far, at least 1
 * @base_s: the first delay in seconds
 * @cap_s: the longest delay in seconds
 * @random: where the jitter comes from
 *
 * Doubles with each failure up to @cap_s; the upper half is random, so that many desks that lost
 * the same server do not return at the same moment.
 *
 * Returns: seconds to wait before the next attempt
 */
gint64
cst_backoff_delay (guint   attempts,
                   gint64  base_s,
                   gint64  cap_s,
                   GRand  *random)
{
  gint64 delay = base_s;

  g_return_val_if_fail (attempts > 0, base_s);
  g_return_val_if_fail (base_s > 0 && cap_s >= base_s && cap_s <= G_MAXINT32, base_s);
  g_return_val_if_fail (random != NULL, base_s);

  for (guint i = 1; i < attempts && delay < cap_s; i++)
    delay *= 2;
  delay = MIN (delay, cap_s);

  return delay - delay / 2 + g_rand_int_range (random, 0, (gint32) (delay / 2 + 1));
}
