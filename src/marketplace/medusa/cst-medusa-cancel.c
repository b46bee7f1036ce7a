/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-json.h"
#include "cst-medusa-job.h"
#include "cst-medusa-wire.h"
#include "cst-rest.h"

/* Giving a claim or an exchange up, or only what was to come back. The site is asked only for what it will do: it says
 * no to some and marks them as cancelled all the same. A draft is dropped and is gone. What was confirmed is cancelled
 * together with its return, whose parcel has to be cancelled before. */

static gboolean
is_gone (CstMedusaJob *job)
{
  return job->facts.order != NULL && (job->claim == NULL || cst_json_opt_text (job->claim, "canceled_at") != NULL);
}

static gboolean
is_return_gone (CstMedusaJob *job)
{
  JsonObject *goods = cst_medusa_job_goods_of (job);

  return goods != NULL && (cst_json_opt_text (goods, "canceled_at") != NULL ||
                           g_strcmp0 (cst_json_opt_text (goods, "status"), "canceled") == 0);
}

static gboolean
has_come_back (JsonObject *goods)
{
  JsonArray *items = cst_json_opt_array (goods, "items");

  for (guint i = 0; i < cst_json_array_length (items); i++)
    {
      JsonObject *item = cst_json_nth_object (items, i);

      if (item != NULL && cst_json_opt_int (item, "received_quantity", 0) > 0)
        return TRUE;
    }

  return g_strcmp0 (cst_json_opt_text (goods, "status"), "received") == 0;
}

/* The return's parcel that still stands. */
static JsonObject *
open_parcel (CstMedusaJob *job)
{
  JsonObject *goods = cst_medusa_job_goods_of (job);
  JsonArray *parcels = goods != NULL ? cst_json_opt_array (goods, "fulfillments") : NULL;

  for (guint i = 0; i < cst_json_array_length (parcels); i++)
    {
      JsonObject *parcel = cst_json_nth_object (parcels, i);

      if (parcel != NULL && cst_json_opt_text (parcel, "canceled_at") == NULL)
        return parcel;
    }

  return NULL;
}

static gboolean
is_packed (CstMedusaJob *job)
{
  JsonArray *sent = cst_json_opt_array (job->claim, "additional_items");
  JsonArray *items = cst_json_opt_array (job->facts.order, "items");

  for (guint i = 0; i < cst_json_array_length (sent); i++)
    {
      const char *line = cst_json_opt_text (cst_json_nth_object (sent, i), "item_id");

      for (guint j = 0; j < cst_json_array_length (items); j++)
        {
          JsonObject *item = cst_json_nth_object (items, j);
          JsonObject *detail = item != NULL ? cst_json_opt_object (item, "detail") : NULL;

          if (item != NULL && g_strcmp0 (cst_json_opt_text (item, "id"), line) == 0 && detail != NULL &&
              cst_json_opt_int (detail, "fulfilled_quantity", 0) > 0)
            return TRUE;
        }
    }

  return FALSE;
}

/* Whether the site takes a return back that is confirmed there. */
static CstStepFact
check_return (CstMedusaJob  *job,
              char         **problem)
{
  JsonObject *parcel = open_parcel (job);

  if (cst_medusa_pending_change (job->facts.changes, NULL, NULL) != NULL)
    return cst_medusa_job_busy (problem);
  if (has_come_back (cst_medusa_job_goods_of (job)))
    return cst_step_impossible (problem, _("Goods of this return came back already: the site does not cancel "
                                           "it any more."));
  if (parcel != NULL && cst_json_opt_text (parcel, "shipped_at") != NULL)
    return cst_step_impossible (problem, _("The return has its label already: the site does not cancel it any "
                                           "more."));

  return CST_STEP_OPEN;
}

static CstStepFact
check_claim (CstMedusaJob  *job,
             char         **problem)
{
  if (cst_medusa_job_goods_of (job) == NULL)
    return cst_step_impossible (problem, _("The site cancels what was confirmed only together with its return, "
                                           "and this has none."));
  if (is_packed (job))
    return cst_step_impossible (problem, _("What is sent instead was packed already: cancel its parcel at the "
                                           "site first."));

  return check_return (job, problem);
}

static CstStepFact
look_parcel (gpointer   data,
             char     **problem)
{
  CstMedusaJob *job = data;
  CstStepFact fact;

  if (is_gone (job) || cst_medusa_job_draft_of (job) != NULL)
    return CST_STEP_DONE;
  if (job->facts.order == NULL)
    return cst_medusa_job_check_claim (job, problem);
  fact = check_claim (job, problem);

  return fact == CST_STEP_OPEN && open_parcel (job) == NULL ? CST_STEP_DONE : fact;
}

static CstPushOutcome
act_parcel (gpointer        data,
            CstPushAnswer  *answer,
            GCancellable   *cancellable,
            GError        **error)
{
  CstMedusaJob *job = data;

  return cst_medusa_job_post (job, g_strconcat ("/admin/fulfillments/", cst_json_opt_text (open_parcel (job), "id"),
                                                "/cancel", NULL), json_object_new (), answer, cancellable, error);
}

static CstStepFact
look_cancelled (gpointer   data,
                char     **problem)
{
  CstMedusaJob *job = data;

  if (is_gone (job))
    return CST_STEP_DONE;
  if (cst_medusa_job_draft_of (job) != NULL)
    return CST_STEP_OPEN;

  return job->facts.order == NULL ? cst_medusa_job_check_claim (job, problem) : check_claim (job, problem);
}

static CstPushOutcome
act_cancel (gpointer        data,
            CstPushAnswer  *answer,
            GCancellable   *cancellable,
            GError        **error)
{
  CstMedusaJob *job = data;

  if (cst_medusa_job_draft_of (job) != NULL)
    return cst_medusa_job_drop_draft (job, answer, cancellable, error);

  return cst_medusa_job_post (job, cst_medusa_job_claim_path (job, "/cancel"), json_object_new (), answer, cancellable,
                              error);
}

/* A parcel that was cancelled while the rest stands. */
static gboolean
has_lost_parcel (gpointer data)
{
  CstMedusaJob *job = data;
  JsonObject *goods = cst_medusa_job_goods_of (job);

  return goods != NULL && cst_json_array_length (cst_json_opt_array (goods, "fulfillments")) > 0 &&
         open_parcel (job) == NULL && !is_gone (job) && !is_return_gone (job);
}

static CstStepFact
look_return_parcel (gpointer   data,
                    char     **problem)
{
  CstMedusaJob *job = data;
  CstStepFact fact = cst_medusa_job_check_claim (job, problem);

  if (is_return_gone (job))
    return CST_STEP_DONE;
  if (fact == CST_STEP_OPEN && cst_medusa_job_goods_of (job) == NULL)
    return cst_step_impossible (problem, _("The site does not have this return any more."));
  if (fact == CST_STEP_OPEN)
    fact = check_return (job, problem);

  return fact == CST_STEP_OPEN && open_parcel (job) == NULL ? CST_STEP_DONE : fact;
}

static CstStepFact
look_return_cancelled (gpointer   data,
                       char     **problem)
{
  CstMedusaJob *job = data;

  return is_return_gone (job) ? CST_STEP_DONE : check_return (job, problem);
}

static CstPushOutcome
act_cancel_return (gpointer        data,
                   CstPushAnswer  *answer,
                   GCancellable   *cancellable,
                   GError        **error)
{
  CstMedusaJob *job = data;

  return cst_medusa_job_post (job, g_strconcat ("/admin/returns/", job->operation->subject, "/cancel", NULL),
                              json_object_new (), answer, cancellable, error);
}

static const CstStep cancel_steps[] = {
  { N_("Cancel the return’s parcel"), look_parcel, act_parcel },
  { N_("Cancel the incident"), look_cancelled, act_cancel },
};

static const CstStep return_steps[] = {
  { N_("Cancel the return’s parcel"), look_return_parcel, act_parcel },
  { N_("Cancel the return"), look_return_cancelled, act_cancel_return },
};

const CstSequence cst_medusa_cancellation = CST_MEDUSA_SEQUENCE (cancel_steps, NULL, has_lost_parcel);
const CstSequence cst_medusa_return_cancellation = CST_MEDUSA_SEQUENCE (return_steps, NULL, has_lost_parcel);
