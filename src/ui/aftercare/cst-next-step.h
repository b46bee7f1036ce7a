/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-incident.h"
#include "cst-operation.h"
#include "cst-thread.h"

G_BEGIN_DECLS

#define CST_SETTING_REMINDER_DAYS "reminder-days"
#define CST_SETTING_RETURN_DAYS "return-days"

#define CST_REMINDER_DAYS_DEFAULT 5
#define CST_RETURN_DAYS_DEFAULT 14

/**
 * CstNextStepKind:
 * @CST_NEXT_SHIP: a replacement was promised and has not left (R3)
 * @CST_NEXT_JUDGE: the customer asks to send something back and waits for our yes or no (R4)
 * @CST_NEXT_SEND_LABEL: goods were asked back, their label is still owed (R4)
 * @CST_NEXT_AWAIT_RETURN: the label is out, the goods are not here (R4)
 * @CST_NEXT_INSPECT: the goods are here and nobody has looked at each piece (R4)
 * @CST_NEXT_CLOSE: the goods were inspected, and the site waits for us to close their return (R4)
 * @CST_NEXT_REFUND: the goods came back and a refund is owed by its rule (R4)
 * @CST_NEXT_WAIT: it is the other side's turn (R6)
 */
typedef enum
{
  CST_NEXT_SHIP,
  CST_NEXT_JUDGE,
  CST_NEXT_SEND_LABEL,
  CST_NEXT_AWAIT_RETURN,
  CST_NEXT_INSPECT,
  CST_NEXT_CLOSE,
  CST_NEXT_REFUND,
  CST_NEXT_WAIT,
} CstNextStepKind;

/**
 * CstNextStep:
 * @resolution: (nullable): the replacement to ship
 * @goods: (nullable): the return
 * @operation: (nullable): what was decided for this step already: pending, failed and to be decided again, or confirmed
 *   while the incident that we know is older than that
 * @since: from when its waiting counts, 0 when not said
 * @is_late: its day has passed, or it has taken longer than the rule's days
 *
 * One thing that is next for an incident after its resolution. Borrows from the incident and the
 * operations.
 */
typedef struct
{
  CstNextStepKind      kind;
  const CstResolution *resolution;
  const CstReturn     *goods;
  const CstOperation  *operation;
  gint64               since;
  gboolean             is_late;
} CstNextStep;

/**
 * CstNextStepRules:
 * @reminder_days: after so many days of silence a reminder is proposed
 * @return_days: after so many days a return that has not come is said to be late
 * @closes_returns: at this site a return that is over is closed by us
 */
typedef struct
{
  int reminder_days;
  int return_days;
  gboolean closes_returns;
} CstNextStepRules;

GArray   *cst_next_steps          (const CstIncident      *incident,
                                   GPtrArray              *operations,
                                   const CstThread        *thread,
                                   const CstNextStepRules *rules,
                                   gint64                  now);
gboolean  cst_next_step_is_open   (const CstNextStep      *self);
gboolean  cst_day_has_passed      (const char             *iso_date,
                                   gint64                  now);
int       cst_days_since          (gint64                  since,
                                   gint64                  now);

G_END_DECLS
