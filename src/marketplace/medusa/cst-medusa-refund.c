/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-json.h"
#include "cst-medusa-job.h"
#include "cst-medusa-wire.h"
#include "cst-util.h"

/* A refund: the draft is confirmed as it is, unless it would send something too, and a payment given back. */

static gboolean
has_refund (gpointer data)
{
  CstMedusaJob *job = data;

  return job->facts.order != NULL && cst_medusa_find_refund (job->facts.order, job->operation->key) != NULL;
}

static CstStepFact
look_closed (gpointer   data,
             char     **problem)
{
  CstMedusaJob *job = data;

  if (has_refund (job))
    return CST_STEP_DONE;
  if (job->claim != NULL && cst_medusa_job_draft_of (job) == NULL && !cst_medusa_job_is_cancelled (job))
    return CST_STEP_DONE;
  if (cst_medusa_job_is_taken (job))
    return cst_medusa_job_busy (problem);

  return cst_medusa_job_check_claim (job, problem);
}

/* Somebody else's, since the decision. */
static gboolean
has_other_refund (CstMedusaJob *job)
{
  gint64 offset = 0;

  cst_http_get_clock_offset (job->http, &offset);

  return cst_medusa_has_refund_since (job->facts.order, job->operation->incident, job->operation->created_at + offset);
}

static CstStepFact
look_refund (gpointer   data,
             char     **problem)
{
  CstMedusaJob *job = data;
  CstStepFact fact;

  if (has_refund (job))
    return CST_STEP_DONE;

  fact = cst_medusa_job_check_claim (job, problem);
  if (fact == CST_STEP_OPEN && job->operation->doubted_at != 0 && has_other_refund (job))
    return cst_step_unclear (problem, _("The site has another refund than the one that was asked for. Look at "
                                        "the site whether it is this one."));

  return fact;
}

static gint64
amount_of (JsonObject *object,
           const char *member,
           const char *currency)
{
  g_autofree char *raw_member = g_strconcat ("raw_", member, NULL);
  JsonObject *raw = cst_json_opt_object (object, raw_member);

  return raw != NULL ? cst_json_opt_amount (raw, "value", currency, 0)
                     : cst_json_opt_amount (object, member, currency, 0);
}

static gint64
sum_of (JsonObject *payment,
        const char *list,
        const char *currency)
{
  JsonArray *array = cst_json_opt_array (payment, list);
  gint64 sum = 0;

  for (guint i = 0; i < cst_json_array_length (array); i++)
    {
      JsonObject *one = cst_json_nth_object (array, i);

      if (one != NULL)
        sum += amount_of (one, "amount", currency);
    }

  return sum;
}

/* A payment that has as much left to give back. */
static const char *
find_payment (CstMedusaJob *job,
              gint64        amount)
{
  JsonArray *collections = cst_json_opt_array (job->facts.order, "payment_collections");
  const char *currency = job->operation->expected.currency;

  for (guint i = 0; i < cst_json_array_length (collections); i++)
    {
      JsonObject *collection = cst_json_nth_object (collections, i);
      JsonArray *payments = collection != NULL ? cst_json_opt_array (collection, "payments") : NULL;

      for (guint j = 0; j < cst_json_array_length (payments); j++)
        {
          JsonObject *payment = cst_json_nth_object (payments, j);

          if (payment != NULL && cst_json_opt_text (payment, "captured_at") != NULL &&
              amount_of (payment, "amount", currency) - sum_of (payment, "refunds", currency) >= amount)
            return cst_json_opt_text (payment, "id");
        }
    }

  return NULL;
}

static CstPushOutcome
refuse_amount (CstPushAnswer *answer)
{
  g_free (answer->problem);
  answer->problem = g_strdup (_("No payment of this order has that much left to give back. Refund a smaller "
                                "amount, or refund it at the site."));

  return CST_PUSH_REFUSED;
}

/* A claim that is confirmed takes no replacement any more: not for a refund that cannot be. */
static CstPushOutcome
act_close (gpointer        data,
           CstPushAnswer  *answer,
           GCancellable   *cancellable,
           GError        **error)
{
  CstMedusaJob *job = data;

  if (find_payment (job, job->operation->expected.total) == NULL)
    return refuse_amount (answer);

  return cst_medusa_job_confirm (job, answer, cancellable, error);
}

static CstPushOutcome
act_refund (gpointer        data,
            CstPushAnswer  *answer,
            GCancellable   *cancellable,
            GError        **error)
{
  CstMedusaJob *job = data;
  const CstOperation *operation = job->operation;
  gint64 amount = operation->expected.total;
  const char *payment = find_payment (job, amount);
  g_autofree char *text = cst_money_to_text (cst_money (amount, operation->expected.currency));
  g_autofree char *note = cst_medusa_refund_note (operation->key, operation->incident, operation->lines);
  JsonObject *body;

  if (payment == NULL)
    return refuse_amount (answer);

  body = json_object_new ();
  json_object_set_double_member (body, "amount", g_ascii_strtod (text, NULL));
  json_object_set_string_member (body, "note", note);

  return cst_medusa_job_post (job, g_strconcat ("/admin/payments/", payment, "/refund", NULL), body, answer,
                              cancellable, error);
}

static const CstStep refund_steps[] = {
  { N_("Confirm the claim"), look_closed, act_close },
  { N_("Refund the payment"), look_refund, act_refund },
};

const CstSequence cst_medusa_refund = CST_MEDUSA_SEQUENCE (refund_steps, NULL, has_refund);
