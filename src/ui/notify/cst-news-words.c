/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-news-words.h"

#include <glib/gi18n.h>

#include "cst-labels.h"

/* News in words. No customer's name: notifications show on locked screens. */

char *
cst_news_title (const CstNews        *news,
                const CstAccountInfo *info)
{
  gboolean is_retailer = cst_term_is_retailer (info);

  switch (news->kind)
    {
    case CST_NEWS_CONTESTED:
      return g_strdup (is_retailer ? _("The Retailer Contests the Solution") : _("The Customer Contests the Solution"));
    case CST_NEWS_REPLY:
      return g_strdup (is_retailer ? _("The Retailer Replied") : _("The Customer Replied"));
    case CST_NEWS_RESOLUTION_REFUSED:
      return g_strdup (_("The Marketplace Refused a Resolution"));
    case CST_NEWS_DELIVERY:
      return g_strdup (_("A Carrier Waits for a Solution"));
    case CST_NEWS_DELIVERY_REPLIED:
      return g_strdup (_("The Carrier Replied"));
    case CST_NEWS_CALL_AGAIN:
      return g_strdup (_("Time to Call the Customer Again"));
    case CST_NEWS_INCIDENT:
    default:
      return g_strdup (cst_term_is_problem (info) ? _("New Reported Problem") : _("New Incident"));
    }
}

char *
cst_news_body (const CstNews        *news,
               const CstAccountInfo *info)
{
  if (info->site == NULL)
    return g_strdup (news->number);

  /* Translators: an incident’s or order’s number and a marketplace’s name */
  return g_strdup_printf (C_("notification", "%1$s, %2$s"), news->number, info->site);
}

char *
cst_news_many_title (guint n_news)
{
  return g_strdup_printf (ngettext ("%u piece of news", "%u pieces of news", n_news), n_news);
}

/**
 * cst_ended_title:
 *
 * Returns: (transfer full) (nullable): what became of a decision, %NULL when nobody has to know
 */
char *
cst_ended_title (CstOperationState state)
{
  switch (state)
    {
    case CST_OPERATION_REFUSED_STATE:
      return g_strdup (_("The Marketplace Rejected a Decision"));
    case CST_OPERATION_CONFLICT:
      return g_strdup (_("A Decision Met a Conflict"));
    case CST_OPERATION_OUTCOME_UNKNOWN:
      return g_strdup (_("It Is Not Known Whether a Decision Arrived"));
    case CST_OPERATION_STATE_NONE:
    case CST_OPERATION_HELD:
    case CST_OPERATION_QUEUED:
    case CST_OPERATION_SENDING:
    case CST_OPERATION_CONFIRMED:
    case CST_OPERATION_CANCELLED:
    default:
      return NULL;
    }
}

/**
 * cst_due_title:
 *
 * Returns: (transfer full): that a due time comes near, or went by
 */
char *
cst_due_title (const CstDueNotice *notice)
{
  return g_strdup (notice->kind == CST_DUE_NOTICE_MISSED ? _("A Deadline Was Missed") : _("A Deadline Is Near"));
}

char *
cst_due_body (const CstDueNotice   *notice,
              const CstAccountInfo *info)
{
  gint64 until = notice->kind == CST_DUE_NOTICE_COMING && notice->last_safe != 0 ? notice->last_safe : notice->due;
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_local (until);
  g_autofree char *when = g_date_time_format (moment, "%x %H:%M");

  /* Translators: an incident’s number, a marketplace’s name and a date with a time */
  return g_strdup_printf (C_("notification", "%1$s, %2$s: %3$s"), notice->number,
                          info->site != NULL ? info->site : "–", when);
}
