/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-json.h"
#include "cst-mirakl-job.h"
#include "cst-mirakl-wire.h"
#include "cst-util.h"

/* The API knows no exchange. A replacement is a message to the customer, with the return label where there is one;
 * then, once it is on its way, a message with its tracking, and the incident marked as resolved. What was decided is
 * kept with the incident here. */

/* Returns: (transfer full): what the customer is told first */
static char *
announcement (const CstOperation *operation)
{
  if (!cst_str_is_blank (operation->text))
    return g_strdup (operation->text);

  return g_strdup (operation->with_return ? C_("message to a customer", "We are sending you a replacement. Please send "
                                                                        "the item back to us with the label.")
                                          : C_("message to a customer", "We are sending you a replacement."));
}

static gboolean
has_decided (gpointer data)
{
  CstMiraklJob *job = data;

  return job->known != NULL && cst_incident_find_resolution_by_key (job->known, job->operation->key) != NULL;
}

static void
note_replacement (CstMiraklJob *job)
{
  CstResolution *resolution;

  if (job->known == NULL || has_decided (job))
    return;

  cst_mirakl_job_note_event (job, CST_MIRAKL_REPLACEMENT, CST_EVENT_RESOLUTION_REQUESTED, NULL, NULL);
  resolution = cst_record_new (&cst_resolution_type);
  g_ptr_array_add (job->known->resolutions, resolution);
  resolution->id = cst_mirakl_job_short_key (job, CST_MIRAKL_REPLACEMENT);
  resolution->kind = CST_RESOLUTION_REPLACEMENT;
  resolution->state = CST_RESOLUTION_REQUESTED;
  resolution->key = g_strdup (job->operation->key);
  resolution->by = g_strdup (job->operation->person_name);
  resolution->instructions = g_strdup (job->operation->text);
  resolution->ship_by = g_strdup (job->operation->ship_by);
  resolution->requested_at =
    ((CstIncidentEvent *) g_ptr_array_index (job->known->history, job->known->history->len - 1))->at;
  for (guint i = 0; i < job->operation->lines->len; i++)
    {
      const CstOperationLine *line = g_ptr_array_index (job->operation->lines, i);
      CstResolutionLine *own = cst_record_new (&cst_resolution_line_type);

      own->line = g_strdup (line->line);
      own->quantity = line->quantity;
      g_ptr_array_add (resolution->lines, own);
    }
}

static CstStepFact
look_announced (gpointer   data,
                char     **problem)
{
  CstMiraklJob *job = data;
  g_autofree char *text = announcement (job->operation);
  CstStepFact fact;

  if (has_decided (job))
    return CST_STEP_DONE;

  fact = cst_mirakl_look_said (job, text, problem);
  if (fact == CST_STEP_OPEN && job->line != NULL &&
      g_strcmp0 (cst_json_opt_string (job->line, "order_line_state", NULL), CST_MIRAKL_INCIDENT_OPEN) != 0)
    return cst_step_impossible (problem, _("Meanwhile the incident was closed at the site."));
  if (fact == CST_STEP_DONE)
    note_replacement (job);

  return fact;
}

static CstPushOutcome
act_announce (gpointer        data,
              CstPushAnswer  *answer,
              GCancellable   *cancellable,
              GError        **error)
{
  CstMiraklJob *job = data;
  g_autofree char *text = announcement (job->operation);
  CstPushOutcome outcome = cst_mirakl_say (job, text, FALSE, TRUE, answer, cancellable, error);

  if (outcome == CST_PUSH_CONFIRMED)
    note_replacement (job);

  return outcome;
}

static char *
tracking_text (const CstOperation *operation)
{
  g_autoptr(GString) text = g_string_new (C_("message to a customer", "Your replacement is on its way."));

  if (!cst_str_is_blank (operation->tracking_number))
    g_string_append_printf (text, C_("message to a customer", " Carrier: %1$s, tracking number: %2$s."),
                            cst_str_is_blank (operation->carrier) ? "–" : operation->carrier,
                            operation->tracking_number);
  if (!cst_str_is_blank (operation->tracking_url))
    g_string_append_printf (text, "\n%s", operation->tracking_url);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static CstResolution *
shipped (CstMiraklJob *job)
{
  return job->known != NULL && job->operation->subject != NULL
         ? (CstResolution *) cst_incident_find_resolution (job->known, job->operation->subject) : NULL;
}

static void
note_shipment (CstMiraklJob *job)
{
  const CstOperation *operation = job->operation;
  CstResolution *resolution = shipped (job);

  if (resolution == NULL || resolution->state == CST_RESOLUTION_EXECUTED)
    return;

  cst_set_str (&resolution->carrier, operation->carrier);
  cst_set_str (&resolution->tracking_number, operation->tracking_number);
  cst_set_str (&resolution->tracking_url, operation->tracking_url);
  resolution->state = CST_RESOLUTION_EXECUTED;
  resolution->shipped_at = operation->moment;
  resolution->executed_at = operation->moment != 0 ? operation->moment : resolution->requested_at;
  job->has_noted = TRUE;
}

static CstStepFact
look_told (gpointer   data,
           char     **problem)
{
  CstMiraklJob *job = data;
  g_autofree char *text = tracking_text (job->operation);
  CstStepFact fact = cst_mirakl_look_said (job, text, problem);

  if (fact == CST_STEP_DONE)
    note_shipment (job);

  return fact;
}

static CstPushOutcome
act_tell (gpointer        data,
          CstPushAnswer  *answer,
          GCancellable   *cancellable,
          GError        **error)
{
  g_autofree char *text = tracking_text (((CstMiraklJob *) data)->operation);

  return cst_mirakl_say (data, text, FALSE, TRUE, answer, cancellable, error);
}

static CstPushOutcome
act_mark (gpointer        data,
          CstPushAnswer  *answer,
          GCancellable   *cancellable,
          GError        **error)
{
  return cst_mirakl_mark_after (data, "replacement", answer, cancellable, error);
}

static gboolean
is_told (gpointer data)
{
  char *problem = NULL;
  gboolean is_begun = look_told (data, &problem) == CST_STEP_DONE;

  g_free (problem);

  return is_begun;
}

static const CstStep replacement_steps[] = {
  { N_("Tell the customer"), look_announced, act_announce },
};

static const CstStep shipping_steps[] = {
  { N_("Give the customer the tracking"), look_told, act_tell },
  { N_("Mark the incident as resolved"), cst_mirakl_look_marked, act_mark },
};

const CstSequence cst_mirakl_replacement = CST_MIRAKL_SEQUENCE (replacement_steps, has_decided);
const CstSequence cst_mirakl_shipping = CST_MIRAKL_SEQUENCE (shipping_steps, is_told);
