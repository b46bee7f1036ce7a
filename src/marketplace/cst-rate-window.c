/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-rate-window.h"

/**
 * cst_rate_window_new:
 * @limit: how many requests may leave in any stretch of @length, 0 for no limit
 * @length: in µs
 *
 * Returns: (transfer full): an empty window
 */
CstRateWindow *
cst_rate_window_new (guint  limit,
                     gint64 length)
{
  CstRateWindow *self = g_new0 (CstRateWindow, 1);

  self->sent = g_array_new (FALSE, FALSE, sizeof (gint64));
  cst_rate_window_set_limit (self, limit, length);

  return self;
}

void
cst_rate_window_free (CstRateWindow *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->sent);
  g_free (self);
}

/**
 * cst_rate_window_set_limit:
 *
 * What has left already still counts.
 */
void
cst_rate_window_set_limit (CstRateWindow *self,
                           guint          limit,
                           gint64         length)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (length > 0);

  self->limit = limit;
  self->length = length;
}

static void
forget (CstRateWindow *self,
        gint64         now)
{
  guint n_old = 0;

  while (n_old < self->sent->len && g_array_index (self->sent, gint64, n_old) + self->length <= now)
    n_old++;
  if (n_old > 0)
    g_array_remove_range (self->sent, 0, n_old);
}

/**
 * cst_rate_window_take:
 * @reserve: how many places of the window stay free for others
 * @now: monotonic time in µs; never goes back
 *
 * Takes the place of one request, if there is one.
 *
 * Returns: 0 when the request may leave now; else how many µs to wait before asking again
 */
gint64
cst_rate_window_take (CstRateWindow *self,
                      guint          reserve,
                      gint64         now)
{
  guint places;
  gint64 oldest;

  g_return_val_if_fail (self != NULL, 0);

  forget (self, now);
  places = self->limit > reserve ? self->limit - reserve : 1;
  if (self->limit == 0 || self->sent->len < places)
    {
      g_array_append_val (self->sent, now);
      return 0;
    }

  oldest = g_array_index (self->sent, gint64, self->sent->len - places);

  return oldest + self->length - now;
}

/**
 * cst_rate_window_believe:
 * @remaining: how many more the host says it takes in the present window
 *
 * The host has seen requests that we have not: of another program, or of before we were started.
 */
void
cst_rate_window_believe (CstRateWindow *self,
                         guint          remaining,
                         gint64         now)
{
  g_return_if_fail (self != NULL);

  forget (self, now);
  while (self->limit > 0 && remaining < self->limit && self->sent->len < self->limit - remaining)
    g_array_append_val (self->sent, now);
}
