/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sync-plan.h"

#include "cst-backoff.h"

#define OPERATION_BASE_S 5
#define OPERATION_CAP_S (15 * 60)
#define ACCOUNT_BASE_S 5
#define ACCOUNT_CAP_S (10 * 60)
#define PERSON_NEEDED_S (30 * 60)
#define THROTTLED_S 60

/* How often an answer may come that tells neither yes nor no before the fact is read back instead: with the waits
 * between them, about twenty minutes. */
#define MAX_UNCLEAR_ANSWERS 8

/**
 * cst_sync_plan_way:
 * @in_doubt: whether an earlier attempt may have arrived
 * @key_retention: see cst_marketplace_key_retention()
 *
 * A first attempt is pushed. One in doubt is pushed again only while its key is certain to be remembered,
 * counted from the first attempt; afterwards, where keys are not honoured, and where repeats keep being answered
 * with what nobody can read, the fact is read back.
 *
 * Returns: how to go on with @operation
 */
CstSendWay
cst_sync_plan_way (const CstOperation *operation,
                   gboolean            in_doubt,
                   gint64              key_retention,
                   gint64              now)
{
  g_return_val_if_fail (operation != NULL, CST_SEND_READ_BACK);

  if (!in_doubt)
    return CST_SEND_PUSH;
  if (operation->unclear_answers >= MAX_UNCLEAR_ANSWERS)
    return CST_SEND_READ_BACK;
  if (key_retention < 0)
    return CST_SEND_PUSH;

  /* A first attempt that lies ahead was made by a wrong clock: nobody knows how long ago it was. */
  if (operation->first_sent_at > 0 && operation->first_sent_at <= now &&
      now - operation->first_sent_at < key_retention)
    return CST_SEND_PUSH;

  return CST_SEND_READ_BACK;
}

/**
 * cst_sync_stops_account:
 *
 * Returns: whether @error is about the account or the way there rather than about one operation
 */
gboolean
cst_sync_stops_account (const GError *error)
{
  if (error == NULL)
    return FALSE;
  if (error->domain != CST_MARKETPLACE_ERROR)
    return TRUE;

  switch ((CstMarketplaceError) error->code)
    {
    case CST_MARKETPLACE_ERROR_OFFLINE:
    case CST_MARKETPLACE_ERROR_TLS:
    case CST_MARKETPLACE_ERROR_INSECURE:
    case CST_MARKETPLACE_ERROR_AUTH:
    case CST_MARKETPLACE_ERROR_OTHER_SHOP:
    case CST_MARKETPLACE_ERROR_THROTTLED:
      return TRUE;
    case CST_MARKETPLACE_ERROR_FORBIDDEN:
    case CST_MARKETPLACE_ERROR_SERVER:
    case CST_MARKETPLACE_ERROR_MALFORMED:
    case CST_MARKETPLACE_ERROR_GONE:
    case CST_MARKETPLACE_ERROR_NOT_FOUND:
    case CST_MARKETPLACE_ERROR_TOO_LARGE:
    case CST_MARKETPLACE_ERROR_REFUSED:
    case CST_MARKETPLACE_ERROR_FILE:
    default:
      return FALSE;
    }
}

static gint64
later (const CstOperation *operation,
       gint64              retry_after,
       gint64              now,
       GRand              *random)
{
  gint64 delay = cst_backoff_delay ((guint) MAX (operation->attempts, 1), OPERATION_BASE_S, OPERATION_CAP_S, random);

  return now + MAX (delay, retry_after);
}

static gint64
silence_until (const CstSendAttempt *attempt,
               gint64                now)
{
  if (!g_error_matches (attempt->error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_THROTTLED))
    return 0;

  return now + (attempt->retry_after >= 0 ? attempt->retry_after : THROTTLED_S);
}

/* Once an attempt is in doubt it stays so until an answer under the same key, or a fact, ends the doubt: that a
 * later attempt certainly did not leave says nothing about the earlier one. */
static void
plan_not_sent (const CstOperation   *operation,
               const CstSendAttempt *attempt,
               gint64                now,
               GRand                *random,
               CstSendPlan          *plan)
{
  plan->state = attempt->in_doubt ? CST_OPERATION_SENDING : CST_OPERATION_QUEUED;
  plan->was_never_sent = !attempt->in_doubt;
  plan->stops_account = cst_sync_stops_account (attempt->error);
  if (!plan->stops_account)
    plan->next_try_at = later (operation, attempt->retry_after, now, random);
  plan->not_before = silence_until (attempt, now);
}

static gboolean
is_unreadable (const GError *error)
{
  return g_error_matches (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED) ||
         g_error_matches (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_TOO_LARGE);
}

/* That a site in trouble cannot be asked for the fact either says nothing new: only what was pushed counts then. */
static gboolean
is_unclear (const CstSendAttempt *attempt)
{
  if (attempt->way == CST_SEND_PUSH &&
      g_error_matches (attempt->error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_SERVER))
    return TRUE;

  return is_unreadable (attempt->error);
}

/* No network and a site in trouble pass by themselves. An answer that nobody can read may stay so for ever: repeated
 * often enough, and unreadable when asked for the fact too, it is for a person. */
static void
plan_doubt (const CstOperation   *operation,
            const CstSendAttempt *attempt,
            gint64                now,
            GRand                *random,
            CstSendPlan          *plan)
{
  plan->was_unclear = is_unclear (attempt);
  plan->stops_account = cst_sync_stops_account (attempt->error);
  plan->not_before = silence_until (attempt, now);

  if (attempt->way == CST_SEND_READ_BACK && operation->unclear_answers >= MAX_UNCLEAR_ANSWERS &&
      is_unreadable (attempt->error))
    plan->state = CST_OPERATION_OUTCOME_UNKNOWN;
  else
    plan->next_try_at = later (operation, attempt->retry_after, now, random);
}

/**
 * cst_sync_plan_outcome:
 * @operation: in sending
 * @attempt: what came of it
 * @plan: (out): what to do
 */
void
cst_sync_plan_outcome (const CstOperation   *operation,
                       const CstSendAttempt *attempt,
                       gint64                now,
                       GRand                *random,
                       CstSendPlan          *plan)
{
  g_return_if_fail (operation != NULL && attempt != NULL && plan != NULL);

  *plan = (CstSendPlan) { .state = CST_OPERATION_SENDING };

  switch (attempt->outcome)
    {
    case CST_PUSH_CONFIRMED:
      plan->state = CST_OPERATION_CONFIRMED;
      break;
    case CST_PUSH_REFUSED:
      plan->state = CST_OPERATION_REFUSED_STATE;
      break;
    case CST_PUSH_CONFLICT:
      plan->state = CST_OPERATION_CONFLICT;
      break;
    case CST_PUSH_NOT_SENT:
      plan_not_sent (operation, attempt, now, random, plan);
      break;
    case CST_PUSH_NOT_THERE:
      plan->state = CST_OPERATION_QUEUED;
      plan->was_never_sent = TRUE;
      if (operation->unclear_answers > MAX_UNCLEAR_ANSWERS)
        plan->next_try_at = later (operation, attempt->retry_after, now, random);
      break;
    case CST_PUSH_CANNOT_TELL:
      plan->state = CST_OPERATION_OUTCOME_UNKNOWN;
      break;
    case CST_PUSH_IN_FLIGHT:
      plan->next_try_at = now + MAX (attempt->retry_after, 1);
      break;
    case CST_PUSH_DOUBT:
    default:
      plan_doubt (operation, attempt, now, random, plan);
      break;
    }
}

/**
 * cst_sync_plan_next_attempt:
 * @error: (nullable): how the last run ended
 * @failures: how many runs in a row ended with an error
 * @interval: the account's ordinary interval, in seconds
 *
 * Returns: in how many seconds the account is synchronised again, if nothing hastens it
 */
gint64
cst_sync_plan_next_attempt (const GError *error,
                            guint         failures,
                            gint64        interval,
                            GRand        *random)
{
  if (error == NULL || failures == 0)
    return interval;

  if (g_error_matches (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_AUTH) ||
      g_error_matches (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_FORBIDDEN) ||
      g_error_matches (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_OTHER_SHOP) ||
      g_error_matches (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_INSECURE) ||
      g_error_matches (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_TLS))
    return cst_backoff_delay (failures, interval, MAX (interval, PERSON_NEEDED_S), random);

  return cst_backoff_delay (failures, ACCOUNT_BASE_S, ACCOUNT_CAP_S, random);
}
