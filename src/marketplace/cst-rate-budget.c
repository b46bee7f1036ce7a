/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-rate-budget.h"

/* A loopback server is a program of ours: only kept from spinning. */
#define PER_SECOND 20.0
#define BURST 60.0
#define LOOPBACK_PER_SECOND 2000.0
#define LOOPBACK_BURST 2000.0

static GMutex mutex;
static GHashTable *budgets; /* (element-type utf8 CstRateBudget) (guarded by mutex) */

/**
 * cst_rate_budget_init:
 *
 * Starts with a full burst.
 */
void
cst_rate_budget_init (CstRateBudget *self,
                      double         per_second,
                      double         burst)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (per_second > 0 && burst >= 1);

  *self = (CstRateBudget) { per_second, burst, burst, 0 };
}

/**
 * cst_rate_budget_take:
 * @now: monotonic time in µs; never goes back
 *
 * Takes the place of one request in the line.
 *
 * Returns: how many µs that request has to wait, 0 when it may leave at once
 */
gint64
cst_rate_budget_take (CstRateBudget *self,
                      gint64         now)
{
  double elapsed;

  g_return_val_if_fail (self != NULL, 0);

  elapsed = self->filled_at != 0 ? (double) (now - self->filled_at) / G_USEC_PER_SEC : 0.0;
  self->tokens = MIN (self->burst, self->tokens + elapsed * self->per_second);
  self->filled_at = now;
  self->tokens -= 1.0;

  return self->tokens >= 0 ? 0 : (gint64) (-self->tokens / self->per_second * G_USEC_PER_SEC);
}

/**
 * cst_rate_budget_of:
 * @host: host and port
 *
 * One request to @host, whatever thread or account it comes from.
 *
 * Returns: how many µs it has to wait
 */
gint64
cst_rate_budget_of (const char *host,
                    gboolean    is_loopback)
{
  CstRateBudget *budget;
  gint64 wait;

  g_return_val_if_fail (host != NULL, 0);

  g_mutex_lock (&mutex);
  if (budgets == NULL)
    budgets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!(budget = g_hash_table_lookup (budgets, host)))
    {
      budget = g_new0 (CstRateBudget, 1);
      cst_rate_budget_init (budget,
                            is_loopback ? LOOPBACK_PER_SECOND : PER_SECOND,
                            is_loopback ? LOOPBACK_BURST : BURST);
      g_hash_table_insert (budgets, g_strdup (host), budget);
    }
  wait = cst_rate_budget_take (budget, g_get_monotonic_time ());
  g_mutex_unlock (&mutex);

  return wait;
}
