/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-marketplace.h"

G_BEGIN_DECLS

/* What to do, decided from facts alone: no clock, no store and no network of its own, so that a
 * simulation runs through it as often as it likes. */

typedef enum
{
  CST_SEND_PUSH,      /* under its key, for the first time or again */
  CST_SEND_READ_BACK, /* ask what became of it; never a blind repeat */
} CstSendWay;

/**
 * CstSendAttempt:
 * @in_doubt: whether an attempt before this one may have arrived
 * @way: which way this one went
 * @error: (nullable): why, with %CST_PUSH_NOT_SENT and %CST_PUSH_DOUBT
 * @retry_after: in seconds, -1 when not said
 *
 * What an attempt came to.
 */
typedef struct
{
  gboolean        in_doubt;
  CstSendWay      way;
  CstPushOutcome  outcome;
  const GError   *error;
  gint64          retry_after;
} CstSendAttempt;

/**
 * CstSendPlan:
 * @state: where the operation goes; sending means that it stays in doubt
 * @next_try_at: when to try again, 0 for as soon as the account goes on
 * @was_never_sent: no attempt so far can have arrived: the retention of its key begins anew
 * @was_unclear: an answer came and told neither yes nor no
 * @stops_account: nothing else of the account would fare better now
 * @not_before: until when the account is asked to be silent, 0 when it is not
 */
typedef struct
{
  CstOperationState state;
  gint64            next_try_at;
  gboolean          was_never_sent;
  gboolean          was_unclear;
  gboolean          stops_account;
  gint64            not_before;
} CstSendPlan;

CstSendWay  cst_sync_plan_way          (const CstOperation   *operation,
                                        gboolean              in_doubt,
                                        gint64                key_retention,
                                        gint64                now);
void        cst_sync_plan_outcome      (const CstOperation   *operation,
                                        const CstSendAttempt *attempt,
                                        gint64                now,
                                        GRand                *random,
                                        CstSendPlan          *plan);
gboolean    cst_sync_stops_account     (const GError         *error);
gint64      cst_sync_plan_next_attempt (const GError         *error,
                                        guint                 failures,
                                        gint64                interval,
                                        GRand                *random);

G_END_DECLS
