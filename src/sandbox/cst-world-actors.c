/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-world-actors.h"
#include "cst-world-catalogue.h"
#include "cst-world-letters.h"
#include "cst-world-photos.h"
#include "cst-world-rules.h"
#include "cst-world-seed.h"

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DELIVERY_TAKES 5
#define FIRST_NEW_PROBLEM (12 * MINUTE)
#define FIRST_NEW_ORDER (7 * MINUTE)

typedef enum
{
  PROMPT,
  STEADY,
  SLOW,
  SILENT,
} Character;

static const char *refusals[] = {
  "Le transporteur a déjà indemnisé le détaillant pour ce colis.",
  "La photo jointe provient d’une autre commande.",
};

static Character
character (CstWorld *world,
           int       customer)
{
  switch (cst_world_hash (world, "character", customer) % 10)
    {
    case 0:
    case 1:
    case 2:
    case 3:
      return PROMPT;

    case 4:
    case 5:
    case 6:
      return STEADY;

    case 7:
    case 8:
      return SLOW;

    default:
      return SILENT;
    }
}

static gboolean
is_fussy (CstWorld *world,
          int       customer)
{
  return cst_world_hash (world, "fussy", customer) % 8 == 0;
}

static gint64
between (guint32 chance,
         gint64  from,
         gint64  to)
{
  return from + chance % (to - from);
}

/* How long @customer takes to answer, or -1 for never. */
static gint64
patience (CstWorld *world,
          int       customer,
          guint32   chance)
{
  switch (character (world, customer))
    {
    case PROMPT:
      return between (chance, 4 * MINUTE, 20 * MINUTE);

    case STEADY:
      return between (chance, HOUR, 6 * HOUR);

    case SLOW:
      return between (chance, 20 * HOUR, 50 * HOUR);

    case SILENT:
    default:
      return -1;
    }
}

static const char *
language_of (const CstWorldOrder *order)
{
  return cst_world_customer (order->customer)->language;
}

void
cst_world_expect_order_step (CstWorld      *world,
                             CstWorldOrder *order)
{
  gint64 due = 0;

  switch (order->stage)
    {
    case CST_WORLD_ORDER_TO_CONFIRM:
      due = order->confirmed_at;
      break;

    case CST_WORLD_ORDER_TO_SHIP:
      due = order->shipped_at;
      break;

    case CST_WORLD_ORDER_SHIPPED:
      due = order->delivered_at;
      break;

    case CST_WORLD_ORDER_DELIVERED:
      due = order->completed_at;
      break;

    case CST_WORLD_ORDER_COMPLETED:
    case CST_WORLD_ORDER_CANCELLED:
    default:
      return;
    }

  if (due > 0)
    cst_world_schedule (world, due, CST_WORLD_ERRAND_ORDER_STEP, order->index, (int) order->stage);
}

static void
step_order (CstWorld      *world,
            CstWorldOrder *order,
            int            from)
{
  gboolean held_up = cst_world_has_unsettled (world, order);

  /* A problem stops the order from being completed by itself. */
  if ((int) order->stage != from ||
      (order->stage == CST_WORLD_ORDER_DELIVERED && (held_up || order->completed_at == 0)))
    return;

  order->stage++;
  if (order->stage == CST_WORLD_ORDER_SHIPPED)
    order->shipped_at = cst_world_now (world);
  if (order->stage == CST_WORLD_ORDER_DELIVERED)
    {
      for (int i = 0; i < order->n_lines; i++)
        order->lines[i].delivered = order->lines[i].quantity;
    }
  if (order->stage == CST_WORLD_ORDER_COMPLETED)
    cst_world_schedule (world, order->paid_at, CST_WORLD_ERRAND_PAY_OUT, order->index, 0);

  order->updated_at = cst_world_now (world);
  cst_world_touch (world, CST_WORLD_FEED_ORDER, order->index);
  cst_world_expect_order_step (world, order);
}

static void
pay_out (CstWorld      *world,
         CstWorldOrder *order)
{
  if (order->stage != CST_WORLD_ORDER_COMPLETED || order->paid_out ||
      order->paid_at > cst_world_now (world) ||
      cst_world_has_unsettled (world, order))
    return;

  order->paid_out = TRUE;
  order->updated_at = cst_world_now (world);
  cst_world_touch (world, CST_WORLD_FEED_ORDER, order->index);
}

/* The marketplace carries a requested refund out, or not, when the problem was made so. */
static void
decide_refund (CstWorld         *world,
               CstWorldIncident *incident,
               guint             position)
{
  CstWorldResolution *resolution = g_ptr_array_index (incident->resolutions, position);

  if (resolution->state != CST_WORLD_REQUESTED)
    return;

  if (incident->fate != NULL)
    {
      g_autofree char *reason = g_steal_pointer (&incident->fate);

      cst_world_turn_down (world, incident, resolution, reason);
    }
  else
    {
      cst_world_execute_refund (world, incident, resolution);
    }
}

void
cst_world_expect_reply (CstWorld        *world,
                        CstWorldOrder   *order,
                        CstWorldMessage *message)
{
  int position = (int) order->thread->messages->len - 1;
  gint64 now = cst_world_now (world);
  gint64 wait = patience (world, order->customer,
                          cst_world_hash (world, message->id, order->index));

  if (!cst_world_is_sealed (world))
    return;

  cst_world_schedule (world, now + DELIVERY_TAKES, CST_WORLD_ERRAND_DELIVER, order->index,
                      position);
  if (wait >= 0)
    cst_world_schedule (world, now + wait, CST_WORLD_ERRAND_REPLY, order->index, position);
}

static void
deliver (CstWorld        *world,
         CstWorldOrder   *order,
         CstWorldMessage *message)
{
  if (message->progress > 0)
    return;

  message->progress = 1;
  cst_world_touch (world, CST_WORLD_FEED_THREAD, order->index);
}

static gboolean
was_answered (const CstWorldThread *thread,
              guint                 position)
{
  for (guint i = position + 1; i < thread->messages->len; i++)
    {
      if (((CstWorldMessage *) g_ptr_array_index (thread->messages,
                                                  i))->author == CST_WORLD_CUSTOMER)
        return TRUE;
    }

  return FALSE;
}

static void
reply (CstWorld      *world,
       CstWorldOrder *order,
       guint          position)
{
  CstWorldMessage *asked = g_ptr_array_index (order->thread->messages, position);
  CstWorldIncident *incident = asked->incident >= 0 ? cst_world_incident (world,
                                                                          asked->incident) : NULL;
  guint32 chance = cst_world_hash (world, "reply", order->index * 64 + (int) position);
  CstWorldReply tone = CST_WORLD_REPLY_THINKING;
  CstWorldAttachment *photo = NULL;
  CstWorldMessage *answer;

  if (was_answered (order->thread, position))
    return;

  if (asked->asks_photo && incident != NULL)
    tone = CST_WORLD_REPLY_PHOTO;
  else if (incident != NULL && incident->state == CST_WORLD_IN_PROGRESS &&
           cst_world_unfinished (incident) == NULL &&
           chance % 4 == 0)
    tone = CST_WORLD_REPLY_ACCEPTS;

  if (tone == CST_WORLD_REPLY_PHOTO)
    photo = cst_world_send_photo (world, incident, NULL, NULL, cst_world_now (world) - CST_WORLD_PHOTO_DELAY);

  answer = cst_world_say (world, order, incident, CST_WORLD_CUSTOMER,
                          cst_world_customer (order->customer)->contact,
                          cst_world_reply_letter (language_of (order), tone), language_of (order));
  if (photo != NULL)
    cst_world_attach (answer, photo);
  cst_world_message_sent (world, order, answer);
  if (tone == CST_WORLD_REPLY_ACCEPTS)
    cst_world_accept (world, incident, NULL);
}

/* The replacement arrives after some days; then the retailer is content, or is not (O10, R5). */
void
cst_world_expect_acceptance (CstWorld         *world,
                             CstWorldIncident *incident)
{
  guint32 chance = cst_world_hash (world, "acceptance",
                                   incident->index * 8 + incident->contested_count);
  int customer = cst_world_order (world, incident->order)->customer;

  if (cst_world_is_sealed (world) && character (world, customer) != SILENT)
    cst_world_schedule (world,
                        cst_world_now (world) + between (chance, 2 * CST_WORLD_DAY,
                                                         4 * CST_WORLD_DAY),
                        CST_WORLD_ERRAND_ACCEPT, incident->index, incident->contested_count);
}

static void
judge_replacement (CstWorld         *world,
                   CstWorldIncident *incident,
                   int               contested_before)
{
  CstWorldOrder *order = cst_world_order (world, incident->order);

  if (incident->state != CST_WORLD_IN_PROGRESS || incident->waiting_for != CST_WORLD_CUSTOMER ||
      incident->contested_count != contested_before)
    return;

  if (is_fussy (world, order->customer) && contested_before == 0)
    cst_world_contest (world, incident,
                       cst_world_reply_letter (language_of (order), CST_WORLD_REPLY_CONTESTS));
  else
    cst_world_accept (world, incident, NULL);
}

void
cst_world_expect_return (CstWorld       *world,
                         CstWorldReturn *ret)
{
  CstWorldIncident *incident = cst_world_incident (world, ret->incident);
  guint32 chance = cst_world_hash (world, "hand-in", ret->incident);
  guint position = 0;

  if (!cst_world_is_sealed (world) ||
      character (world, cst_world_order (world, incident->order)->customer) == SILENT)
    return;

  g_ptr_array_find (incident->returns, ret, &position);
  cst_world_schedule (world,
                      cst_world_now (world) + between (chance, CST_WORLD_DAY, 3 * CST_WORLD_DAY),
                      CST_WORLD_ERRAND_SEND_RETURN, incident->index, (int) position);
}

void
cst_world_expect_settlement (CstWorld         *world,
                             CstWorldIncident *incident)
{
  guint32 chance = cst_world_hash (world, "settlement", incident->index);

  if (cst_world_is_sealed (world))
    cst_world_schedule (world,
                        cst_world_now (world) + between (chance, 2 * CST_WORLD_DAY,
                                                         5 * CST_WORLD_DAY),
                        CST_WORLD_ERRAND_SETTLE, incident->index, 0);
}

static void
settle_review (CstWorld         *world,
               CstWorldIncident *incident)
{
  if (incident->state != CST_WORLD_REVIEW)
    return;

  if (cst_world_hash (world, "verdict", incident->index) % 5 == 0)
    cst_world_settle (world, incident, CST_WORLD_REFUSED, "Le signalement n’est pas fondé.");
  else
    cst_world_settle (world, incident, CST_WORLD_RESOLVED, NULL);
}

static void
send_return (CstWorld         *world,
             CstWorldIncident *incident,
             guint             position)
{
  CstWorldReturn *ret = g_ptr_array_index (incident->returns, position);

  if (ret->state == CST_WORLD_RETURN_LABELLED)
    cst_world_send_return (world, ret);
}

void
cst_world_run_errand (CstWorld *world,
                      int       kind,
                      int       subject,
                      int       detail)
{
  switch ((CstWorldErrand) kind)
    {
    case CST_WORLD_ERRAND_ORDER_STEP:
      step_order (world, cst_world_order (world, subject), detail);
      break;

    case CST_WORLD_ERRAND_PAY_OUT:
      pay_out (world, cst_world_order (world, subject));
      break;

    case CST_WORLD_ERRAND_REFUND:
      decide_refund (world, cst_world_incident (world, subject), (guint) detail);
      break;

    case CST_WORLD_ERRAND_DELIVER:
      deliver (world, cst_world_order (world, subject),
               g_ptr_array_index (cst_world_order (world, subject)->thread->messages, detail));
      break;

    case CST_WORLD_ERRAND_REPLY:
      reply (world, cst_world_order (world, subject), (guint) detail);
      break;

    case CST_WORLD_ERRAND_ACCEPT:
      judge_replacement (world, cst_world_incident (world, subject), detail);
      break;

    case CST_WORLD_ERRAND_SEND_RETURN:
      send_return (world, cst_world_incident (world, subject), (guint) detail);
      break;

    case CST_WORLD_ERRAND_SETTLE:
      settle_review (world, cst_world_incident (world, subject));
      break;

    case CST_WORLD_ERRAND_NEW_PROBLEM:
      cst_world_spring_problem (world, subject);
      cst_world_schedule (world, cst_world_now (world) + 9 * HOUR, CST_WORLD_ERRAND_NEW_PROBLEM,
                          subject + 1, 0);
      break;

    case CST_WORLD_ERRAND_NEW_ORDER:
      cst_world_spring_order (world);
      cst_world_schedule (world, cst_world_now (world) + 4 * HOUR, CST_WORLD_ERRAND_NEW_ORDER,
                          subject + 1, 0);
      break;

    default:
      g_assert_not_reached ();
    }
}

/**
 * cst_world_wake:
 * @lively: whether new orders and problems come in by themselves, as for a demonstration
 *
 * The past is told; from here on the others go about their business.
 */
void
cst_world_wake (CstWorld *world,
                gboolean  lively)
{
  for (int i = 0; i < cst_world_n_incidents (world); i++)
    {
      CstWorldIncident *incident = cst_world_incident (world, i);
      CstWorldResolution *unfinished = cst_world_unfinished (incident);

      if (incident->state == CST_WORLD_REVIEW)
        cst_world_expect_settlement (world, incident);
      for (guint j = 0; j < incident->returns->len; j++)
        cst_world_expect_return (world, g_ptr_array_index (incident->returns, j));
      if (incident->state == CST_WORLD_IN_PROGRESS && incident->resolutions->len > 0 &&
          unfinished == NULL)
        cst_world_expect_acceptance (world, incident);
    }

  if (lively)
    {
      cst_world_schedule (world, cst_world_now (world) + FIRST_NEW_ORDER,
                          CST_WORLD_ERRAND_NEW_ORDER, 0, 0);
      cst_world_schedule (world, cst_world_now (world) + FIRST_NEW_PROBLEM,
                          CST_WORLD_ERRAND_NEW_PROBLEM, 0, 0);
    }
}

/* Why the marketplace will refuse the first refund of a problem that was made so. */
const char *
cst_world_refusal (guint chance)
{
  return refusals[chance % G_N_ELEMENTS (refusals)];
}
