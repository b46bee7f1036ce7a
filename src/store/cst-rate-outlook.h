/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-account.h"
#include "cst-db.h"

G_BEGIN_DECLS

/**
 * CstOutlook:
 * @CST_OUTLOOK_NO_THRESHOLD: neither the marketplace nor the rules know one
 * @CST_OUTLOOK_TOO_FEW: there are too few orders or incidents to say anything
 * @CST_OUTLOOK_ABOVE: it does harm already
 * @CST_OUTLOOK_NEVER: at the present pace it stays below
 * @CST_OUTLOOK_CROSSES: at the present pace it will do harm
 */
typedef enum
{
  CST_OUTLOOK_NO_THRESHOLD,
  CST_OUTLOOK_TOO_FEW,
  CST_OUTLOOK_ABOVE,
  CST_OUTLOOK_NEVER,
  CST_OUTLOOK_CROSSES,
} CstOutlook;

/**
 * CstRateOutlook:
 * @account: whose
 * @rate: the marketplace's own figure, else ours (O13)
 * @is_estimate: whether it is ours
 * @days: over how many days the rate is counted
 * @margin: how many more orders with a problem may come before it does harm; negative when too many came
 * @recent_days: the pace is that of so many days
 * @recent_reported: orders with a problem that came in these days
 * @recent_orders: orders that came in these days
 * @crosses_at: when it will do harm at the present pace, 0 unless @outlook is CROSSES
 * @earliest: when at the earliest, and @latest when at the latest, nine times out of ten; 0 for not within @days.
 *   Given for NEVER, too, where it may come to harm all the same
 *
 * The rate of one account, and where it goes.
 */
typedef struct
{
  gint64      account;
  char       *account_name;
  CstRate     rate;
  gboolean    is_estimate;
  int         days;
  int         margin;
  CstOutlook  outlook;
  int         recent_days;
  int         recent_reported;
  int         recent_orders;
  gint64      crosses_at;
  gint64      earliest;
  gint64      latest;
} CstRateOutlook;

extern const CstEnumType cst_outlook_type;

CstRateOutlook *cst_db_rate_outlook   (CstDb             *db,
                                       const CstAccount  *account,
                                       gint64             now,
                                       GError           **error);
GPtrArray      *cst_db_rate_outlooks  (CstDb             *db,
                                       gint64             account,
                                       gint64             now,
                                       GError           **error);
void            cst_rate_outlook_free (CstRateOutlook    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstRateOutlook, cst_rate_outlook_free)

G_END_DECLS
