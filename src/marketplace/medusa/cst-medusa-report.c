/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-json.h"
#include "cst-medusa-job.h"
#include "cst-medusa-wire.h"
#include "cst-util.h"

/* A claim for what a customer reported: a draft with the articles, which waits for our decision. */

static CstStepFact
look_draft (gpointer   data,
            char     **problem)
{
  CstMedusaJob *job = data;

  if (job->claim != NULL)
    return CST_STEP_DONE;
  if (job->facts.order == NULL)
    return cst_medusa_job_gone (job, problem);
  if (cst_medusa_pending_change (job->facts.changes, NULL, NULL) != NULL)
    return cst_medusa_job_busy (problem);

  return CST_STEP_OPEN;
}

static CstPushOutcome
act_draft (gpointer        data,
           CstPushAnswer  *answer,
           GCancellable   *cancellable,
           GError        **error)
{
  CstMedusaJob *job = data;
  CstPushOutcome outcome = cst_medusa_job_upload_all (job, answer, cancellable, error);
  const CstIncident *incident = job->operation->case_incident;
  JsonObject *body;
  JsonObject *metadata;
  JsonArray *photos;

  if (outcome != CST_PUSH_CONFIRMED)
    return outcome;

  body = json_object_new ();
  json_object_set_string_member (body, "order_id", job->operation->order);
  json_object_set_string_member (body, "type", "replace");
  if (!cst_str_is_blank (incident->description))
    json_object_set_string_member (body, "description", incident->description);
  cst_medusa_job_set_mark (body, job);
  metadata = json_object_get_object_member (body, "metadata");
  if (job->operation->files->len > 0)
    {
      photos = json_array_new ();
      for (guint i = 0; i < job->operation->files->len; i++)
        {
          const CstOutgoingFile *file = g_ptr_array_index (job->operation->files, i);

          json_array_add_string_element (photos, file->remote_id);
        }
      json_object_set_array_member (metadata, "photos", photos);
    }

  return cst_medusa_job_post (job, g_strdup ("/admin/claims"), body, answer, cancellable, error);
}

static const char *
word_of (CstReason reason)
{
  switch (reason)
    {
    case CST_REASON_MISSING:
      return "missing_item";
    case CST_REASON_WRONG_ITEM:
      return "wrong_item";
    case CST_REASON_DEFECTIVE:
    case CST_REASON_DAMAGED:
      return "production_failure";
    case CST_REASON_WRONG_INVOICE:
    case CST_REASON_LATE:
    case CST_REASON_OTHER:
    case CST_REASON_UNKNOWN:
    default:
      return "other";
    }
}

static CstStepFact
look_reported (gpointer   data,
               char     **problem)
{
  CstMedusaJob *job = data;

  if (cst_medusa_job_draft_of (job) == NULL || cst_medusa_job_has_action (job, "WRITE_OFF_ITEM", FALSE))
    return CST_STEP_DONE;

  return cst_medusa_job_check_claim (job, problem);
}

static CstPushOutcome
act_reported (gpointer        data,
              CstPushAnswer  *answer,
              GCancellable   *cancellable,
              GError        **error)
{
  CstMedusaJob *job = data;
  const CstIncident *incident = job->operation->case_incident;
  JsonArray *items = json_array_new ();

  for (guint i = 0; i < incident->lines->len; i++)
    {
      const CstLineQuantity *line = g_ptr_array_index (incident->lines, i);
      JsonObject *item = json_object_new ();
      JsonObject *metadata = json_object_new ();

      json_object_set_string_member (item, "id", line->line);
      json_object_set_int_member (item, "quantity", line->quantity);
      json_object_set_string_member (item, "reason", word_of (incident->reason));
      json_object_set_string_member (metadata, CST_MEDUSA_MARK "_reason",
                                     cst_enum_nick (&cst_reason_type, (int) incident->reason));
      json_object_set_object_member (item, "metadata", metadata);
      json_array_add_object_element (items, item);
    }

  return cst_medusa_job_post (job, cst_medusa_job_claim_path (job, "/claim-items"), cst_medusa_job_items_body (items),
                              answer, cancellable, error);
}

/* A draft that lacks its lines counts for nothing yet. */
static gboolean
drop_draft (gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  CstMedusaJob *job = data;
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;

  return cst_medusa_job_draft_of (job) == NULL ||
         cst_medusa_job_drop_draft (job, &answer, cancellable, error) != CST_PUSH_DOUBT;
}

static gboolean
has_claim (gpointer data)
{
  return ((CstMedusaJob *) data)->claim != NULL;
}

static const CstStep report_steps[] = {
  { N_("Open the claim"), look_draft, act_draft },
  { N_("Enter the articles"), look_reported, act_reported },
};

const CstSequence cst_medusa_report = CST_MEDUSA_SEQUENCE (report_steps, drop_draft, has_claim);
