/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-case-view.h"

/**
 * cst_label_moment:
 *
 * P5, P6: what is documented, as people say it.
 *
 * Returns: (transfer none): the moment's name, "" for none
 */
const char *
cst_label_moment (CstMoment moment)
{
  static const char *const labels[CST_N_MOMENTS] = {
    [CST_MOMENT_REPORTED] = NC_("moment", "Reported"),
    [CST_MOMENT_SEEN] = NC_("moment", "Looked at"),
    [CST_MOMENT_FIRST_REPLY] = NC_("moment", "First reply"),
    [CST_MOMENT_PROPOSED] = NC_("moment", "Solution proposed"),
    [CST_MOMENT_ACCEPTED] = NC_("moment", "Solution accepted"),
    [CST_MOMENT_SETTLED] = NC_("moment", "Settled"),
    [CST_MOMENT_CLOSED] = NC_("moment", "Closed"),
    [CST_MOMENT_LESSONS] = NC_("moment", "Lessons noted"),
    [CST_MOMENT_HELP_ASKED] = NC_("moment", "Help asked for"),
    [CST_MOMENT_ARBITRATION] = NC_("moment", "Arbitration asked for"),
    [CST_MOMENT_DECIDED] = NC_("moment", "Arbitration decided"),
    [CST_MOMENT_PROMISED_SHIP] = NC_("moment", "Shipment promised"),
    [CST_MOMENT_SHIPPED] = NC_("moment", "Shipped"),
    [CST_MOMENT_DELIVERED] = NC_("moment", "Delivered"),
    [CST_MOMENT_RETURN_ASKED] = NC_("moment", "Return asked for"),
    [CST_MOMENT_RETURN_RECEIVED] = NC_("moment", "Return received"),
    [CST_MOMENT_REFUNDED] = NC_("moment", "Refunded"),
    [CST_MOMENT_REPLACED] = NC_("moment", "Replacement shipped"),
    [CST_MOMENT_EVIDENCE] = NC_("moment", "Evidence handed over"),
    [CST_MOMENT_VERIFIED] = NC_("moment", "Verified"),
    [CST_MOMENT_JUDGED] = NC_("moment", "Verified or turned down"),
    [CST_MOMENT_WAITING_CUSTOMER] = NC_("moment", "Waiting for the customer"),
    [CST_MOMENT_WAITING_CARRIER] = NC_("moment", "Waiting for the carrier"),
  };

  g_return_val_if_fail (moment >= CST_MOMENT_NONE && moment < CST_N_MOMENTS, "");

  return labels[moment] != NULL ? g_dpgettext2 (GETTEXT_PACKAGE, "moment", labels[moment]) : "";
}

/* In one word or two; beside a clock’s name. */
const char *
cst_label_clock_state (CstClockState state)
{
  switch (state)
    {
    case CST_CLOCK_WAITING:
      return C_("clock", "Not started");
    case CST_CLOCK_RUNNING:
      return C_("clock", "Running");
    case CST_CLOCK_AIM_PASSED:
      return C_("clock", "Later than aimed at");
    case CST_CLOCK_MISSED:
      return C_("clock", "Missed");
    case CST_CLOCK_MET:
      return C_("clock", "Met");
    case CST_CLOCK_MET_LATE:
      return C_("clock", "Done late");
    case CST_CLOCK_REACHED:
      return C_("clock", "Reached");
    case CST_CLOCK_STANDING:
    default:
      return C_("clock", "Stands still");
    }
}
