/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-rate-words.h"

#include <glib/gi18n.h>

#include "cst-format.h"
#include "cst-util.h"

/* O13 in words: the share, how it stands to its threshold, the margin left, and what it was counted over. */

/**
 * cst_rate_ratio:
 *
 * Returns: the rate as a share of its threshold: 1 is at the threshold, 0 without orders or threshold
 */
double
cst_rate_ratio (const CstRate *rate)
{
  if (rate->orders <= 0 || rate->threshold_bp <= 0)
    return 0;

  return (double) rate->reported * 10000 / ((double) rate->orders * rate->threshold_bp);
}

static gboolean
is_near (const CstRate *rate)
{
  return rate->warn_at_bp > 0 && (gint64) rate->reported * 10000 >= (gint64) rate->warn_at_bp * rate->orders;
}

CstRateLevel
cst_rate_level (const CstRate *rate)
{
  if (rate->orders <= 0)
    return CST_RATE_NONE;
  if (rate->threshold_bp <= 0)
    return CST_RATE_FREE;
  if (cst_rate_is_above (rate))
    return CST_RATE_ABOVE;

  return is_near (rate) ? CST_RATE_NEAR : CST_RATE_FINE;
}

const char *
cst_rate_level_label (CstRateLevel level)
{
  switch (level)
    {
    case CST_RATE_FREE:
      return C_("rate", "No threshold");
    case CST_RATE_FINE:
      return C_("rate", "Below the threshold");
    case CST_RATE_NEAR:
      return C_("rate", "Close to the threshold");
    case CST_RATE_ABOVE:
      return C_("rate", "Above the threshold");
    case CST_RATE_NONE:
    default:
      return C_("rate", "No orders");
    }
}

char *
cst_rate_share_text (const CstRate *rate)
{
  if (rate->orders <= 0)
    return g_strdup (CST_NO_VALUE);

  return cst_format_percent_bp ((int) ((gint64) rate->reported * 10000 / rate->orders));
}

static gboolean
is_at (const CstRate *rate)
{
  return (gint64) rate->reported * 10000 == (gint64) rate->threshold_bp * rate->orders;
}

/**
 * cst_rate_margin_text:
 *
 * Returns: (transfer full) (nullable): what is left before the threshold; %NULL when there is none to speak of
 */
char *
cst_rate_margin_text (const CstRate *rate)
{
  g_autofree char *threshold = NULL;
  int margin;

  if (rate->threshold_bp <= 0 || rate->orders <= 0)
    return NULL;

  threshold = cst_format_percent_bp (rate->threshold_bp);
  margin = cst_rate_margin (rate);
  if (cst_rate_is_above (rate) && is_at (rate))
    /* Translators: a share in percent */
    return g_strdup_printf (_("At the threshold of %s: ranking and visibility suffer"), threshold);
  if (cst_rate_is_above (rate))
    /* Translators: a share in percent */
    return g_strdup_printf (_("Above the threshold of %s: ranking and visibility suffer"), threshold);
  if (margin == 0)
    return g_strdup_printf (rate->harms_at ? _("The next one reaches the threshold of %s")
                                           : _("The next one goes above the threshold of %s"), threshold);

  /* Translators: how many reported problems are left before the threshold, which is a share in percent */
  return g_strdup_printf (ngettext ("%1$d more before the threshold of %2$s",
                                    "%1$d more before the threshold of %2$s", (gulong) margin),
                          margin, threshold);
}

/**
 * cst_rate_period_text:
 *
 * Returns: (transfer full): over which days and how many orders the rate was counted; a site that names no days gives
 * the orders alone
 */
char *
cst_rate_period_text (const CstRate *rate,
                      gint64         now)
{
  g_autofree char *from = cst_format_iso_date (rate->from, now);
  g_autofree char *to = cst_format_iso_date (rate->to, now);
  g_autofree char *orders = cst_format_count ((guint64) MAX (rate->orders, 0));

  if (!cst_date_is_valid (rate->from) || !cst_date_is_valid (rate->to))
    return g_strdup_printf (ngettext ("%s order", "%s orders", (gulong) rate->orders), orders);

  /* Translators: two dates and a number of orders */
  return g_strdup_printf (ngettext ("%1$s to %2$s, %3$s order", "%1$s to %2$s, %3$s orders", (gulong) rate->orders),
                          from, to, orders);
}
