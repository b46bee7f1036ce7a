/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-trend-words.h"

#include <glib/gi18n-lib.h>

#include "cst-iso-names.h"
#include "cst-labels.h"
#include "cst-util.h"

#define HALF_A_DAY (12 * 60 * 60)

/**
 * cst_label_trend_day:
 *
 * Returns: (transfer full): the day of a moment, as it is here
 */
char *
cst_label_trend_day (gint64 moment)
{
  g_autoptr(GDateTime) day = g_date_time_new_from_unix_local (moment);

  return g_date_time_format (day, C_("case file date", "%-d %B %Y"));
}

const char *
cst_label_dimension (CstDimension dimension)
{
  switch (dimension)
    {
    case CST_DIMENSION_REASON:
      return C_("incidents by", "Reason");
    case CST_DIMENSION_STATE:
      return C_("incidents by", "State");
    case CST_DIMENSION_ARTICLE:
      return C_("incidents by", "Article");
    case CST_DIMENSION_SUPPLIER:
      return C_("incidents by", "Supplier");
    case CST_DIMENSION_CARRIER:
      return C_("incidents by", "Carrier");
    case CST_DIMENSION_COUNTRY:
      return C_("incidents by", "Country");
    case CST_DIMENSION_CUSTOMER:
      return C_("incidents by", "Customer");
    case CST_DIMENSION_WEEK:
      return C_("incidents by", "Week");
    case CST_DIMENSION_NONE:
    default:
      return C_("incidents by", "All together");
    }
}

static char *
label_state (CstIncidentState state)
{
  const CstIncident incident = { .state = state };
  const CstAccountInfo info = { 0 };

  return cst_label_incident_state (&incident, &info);
}

/**
 * cst_label_trend_bar:
 *
 * Returns: (transfer full): what the bar counts, as people know it
 */
char *
cst_label_trend_bar (CstDimension       dimension,
                     const CstTrendBar *bar)
{
  g_autofree char *monday = NULL;

  switch (dimension)
    {
    case CST_DIMENSION_REASON:
      return g_strdup (cst_label_reason ((CstReason) bar->key));
    case CST_DIMENSION_STATE:
      return label_state ((CstIncidentState) bar->key);
    case CST_DIMENSION_WEEK:
      /* Noon of that day, whichever the time zone it was counted in. */
      monday = cst_label_trend_day (bar->key + HALF_A_DAY);
      /* Translators: the date of a Monday */
      return g_strdup_printf (_("Week of %s"), monday);
    case CST_DIMENSION_NONE:
      return g_strdup (cst_label_dimension (dimension));
    case CST_DIMENSION_ARTICLE:
    case CST_DIMENSION_SUPPLIER:
    case CST_DIMENSION_CARRIER:
    case CST_DIMENSION_COUNTRY:
    case CST_DIMENSION_CUSTOMER:
    default:
      break;
    }

  if (*bar->text == '\0')
    return g_strdup (C_("incidents by", "Not known"));
  if (dimension == CST_DIMENSION_COUNTRY)
    return g_strdup (cst_country_name (bar->text));
  if (bar->label == NULL)
    return g_strdup (bar->text);
  if (dimension == CST_DIMENSION_ARTICLE)
    /* Translators: an article’s name and its number */
    return g_strdup_printf (C_("article", "%1$s (%2$s)"), bar->label, bar->text);

  return g_strdup (bar->label);
}

const char *
cst_label_deadline (CstDeadlineKind deadline)
{
  return deadline == CST_DEADLINE_REPLY ? C_("deadline", "First reply") : C_("deadline", "Resolution");
}

const char *
cst_label_deadline_outcome (CstDeadlineOutcome outcome)
{
  switch (outcome)
    {
    case CST_DEADLINE_PENDING:
      return C_("deadline", "Still running");
    case CST_DEADLINE_KEPT:
      return C_("deadline", "Kept");
    case CST_DEADLINE_MISSED:
      return C_("deadline", "Missed");
    case CST_DEADLINE_UNSAID:
    default:
      return C_("deadline", "No deadline");
    }
}

/**
 * cst_label_change:
 *
 * Returns: (transfer full): this period against the one before, and what that is worth
 */
char *
cst_label_change (const CstTrendBar *bar)
{
  switch (bar->change)
    {
    case CST_SIGNAL_HIGH:
      /* Translators: how many incidents in the period before */
      return g_strdup_printf (_("%d before: more now, beyond chance"), bar->before);
    case CST_SIGNAL_LOW:
      return g_strdup_printf (_("%d before: fewer now, beyond chance"), bar->before);
    case CST_SIGNAL_NOISE:
      return g_strdup_printf (_("%d before: no more difference than chance makes"), bar->before);
    case CST_SIGNAL_UNSAID:
    default:
      return g_strdup (_("Nothing to compare with"));
    }
}

/**
 * cst_label_signal:
 *
 * Returns: (transfer full) (nullable): whether an article comes back more than chance explains; %NULL where that
 *   cannot be said
 */
char *
cst_label_signal (const CstTrendBar *bar)
{
  switch (bar->signal)
    {
    case CST_SIGNAL_HIGH:
      /* Translators: the most incidents of an article that chance explains */
      return g_strdup_printf (_("Comes back: chance explains %d at most"), bar->limits.upper);
    case CST_SIGNAL_LOW:
      return g_strdup_printf (_("Better than the others: chance explains no fewer than %d"), bar->limits.lower);
    case CST_SIGNAL_NOISE:
      return g_strdup_printf (_("Chance explains %1$d to %2$d"), bar->limits.lower, bar->limits.upper);
    case CST_SIGNAL_UNSAID:
    default:
      return NULL;
    }
}

static double
percent (gint64 n,
         gint64 of)
{
  return of > 0 ? 100.0 * (double) n / (double) of : 0;
}

/**
 * cst_label_rate:
 *
 * Returns: (transfer full): O13: the rate, what it was counted from, and how much room there is
 */
char *
cst_label_rate (const CstRateOutlook *outlook)
{
  const CstRate *rate = &outlook->rate;
  g_autoptr(GString) text = g_string_new (NULL);

  /* Translators: a rate, and the two numbers it comes from */
  g_string_append_printf (text, _("%1$.1f %% (%2$d of %3$d)"), percent (rate->reported, rate->orders), rate->reported,
                          rate->orders);
  if (outlook->is_estimate)
    g_string_append_printf (text, ", %s", C_("rate", "our estimate"));
  if (rate->threshold_bp == 0)
    return g_strdup (text->str);

  /* Translators: the threshold of a rate */
  g_string_append_printf (text, _(", threshold %.1f %%"), rate->threshold_bp / 100.0);
  if (outlook->margin >= 0)
    g_string_append_printf (text, ngettext (", room for %d more", ", room for %d more", (gulong) outlook->margin),
                            outlook->margin);
  else
    g_string_append_printf (text, ngettext (", %d too many", ", %d too many", (gulong) - outlook->margin),
                            -outlook->margin);

  return g_strdup (text->str);
}

static char *
label_crossing (const CstRateOutlook *outlook)
{
  g_autofree char *at = cst_label_trend_day (outlook->crosses_at);
  g_autofree char *earliest = cst_label_trend_day (outlook->earliest);
  g_autofree char *latest = outlook->latest != 0 ? cst_label_trend_day (outlook->latest) : NULL;

  if (latest == NULL)
    /* Translators: two days; the threshold is that of the reported-problem rate */
    return g_strdup_printf (_("At the present pace it passes the threshold about %1$s; %2$s at the earliest, "
                              "perhaps never."), at, earliest);

  /* Translators: three days */
  return g_strdup_printf (_("At the present pace it passes the threshold about %1$s; nine times out of ten between "
                            "%2$s and %3$s."), at, earliest, latest);
}

/**
 * cst_label_outlook:
 *
 * Returns: (transfer full): O13: where the rate goes, in a sentence that says how sure that is
 */
char *
cst_label_outlook (const CstRateOutlook *outlook)
{
  g_autofree char *earliest = outlook->earliest != 0 ? cst_label_trend_day (outlook->earliest) : NULL;

  switch (outlook->outlook)
    {
    case CST_OUTLOOK_ABOVE:
      return g_strdup (_("It does harm already."));
    case CST_OUTLOOK_CROSSES:
      return label_crossing (outlook);
    case CST_OUTLOOK_NEVER:
      if (earliest == NULL)
        return g_strdup (_("At the present pace it stays below the threshold."));
      /* Translators: a day */
      return g_strdup_printf (_("At the present pace it stays below the threshold; with bad luck it passes it about "
                                "%s."), earliest);
    case CST_OUTLOOK_TOO_FEW:
      return g_strdup (_("Where it goes cannot be said: there are too few orders or incidents."));
    case CST_OUTLOOK_NO_THRESHOLD:
    default:
      return g_strdup (_("No threshold is known."));
    }
}

/**
 * cst_label_trend_cost:
 *
 * R13: every amount says its tax, and currencies stay apart.
 *
 * Returns: (transfer full): what resolutions cost in one currency
 */
char *
cst_label_trend_cost (const CstTrendCost *cost)
{
  g_autofree char *refunded = cst_money_format (cst_money (cost->refunded, cost->currency));
  g_autofree char *replaced = cst_money_format (cst_money (cost->replaced, cost->currency));
  g_autofree char *refunds = g_strdup_printf (ngettext ("%1$d refund, %2$s with tax", "%1$d refunds, %2$s with tax",
                                                        (gulong) cost->refunds), cost->refunds, refunded);
  g_autofree char *replacements =
    /* Translators: how many replacements, and what the goods were sold for */
    g_strdup_printf (ngettext ("%1$d replacement, goods sold for %2$s", "%1$d replacements, goods sold for %2$s",
                               (gulong) cost->replacements), cost->replacements, replaced);

  if (cost->replacements == 0)
    return g_steal_pointer (&refunds);
  if (cost->refunds == 0)
    return g_steal_pointer (&replacements);

  return g_strdup_printf ("%s · %s", refunds, replacements);
}
