/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <glib/gi18n-lib.h>

#include "cst-json.h"
#include "cst-mirakl-job.h"
#include "cst-mirakl-wire.h"
#include "cst-mirakl-words.h"

/* Marking an incident as resolved. The site does not show that it was: it waits for the customer, and only a line that
 * is open no more is over. Marking it twice changes nothing there, so that a doubt is ended by marking again. */

static gboolean
is_open (CstMiraklJob *job)
{
  return job->line != NULL &&
         g_strcmp0 (cst_json_opt_string (job->line, "order_line_state", NULL), CST_MIRAKL_INCIDENT_OPEN) == 0;
}

/* A #CstStep's look: done when it was marked by this operation, or is over anyway. */
CstStepFact
cst_mirakl_look_marked (gpointer   data,
                        char     **problem)
{
  CstMiraklJob *job = data;
  CstStepFact fact = cst_mirakl_job_check_order (job, problem);

  if (fact != CST_STEP_OPEN)
    return fact;

  if (!is_open (job) || job->is_let_be || cst_mirakl_job_has_event (job, CST_MIRAKL_EVENT_MARKED))
    return CST_STEP_DONE;

  return CST_STEP_OPEN;
}

/**
 * cst_mirakl_job_reasons:
 * @outcome: (out): set when there are none
 *
 * Returns: (transfer none) (nullable): RE01's answer
 */
JsonObject *
cst_mirakl_job_reasons (CstMiraklJob    *job,
                        CstPushAnswer   *answer,
                        CstPushOutcome  *outcome,
                        GCancellable    *cancellable,
                        GError         **error)
{
  g_autoptr(GError) local_error = NULL;
  JsonObject *reasons = cst_mirakl_get_kept (job->site, CST_MIRAKL_REASONS, cancellable, &local_error);

  if (reasons != NULL)
    return reasons;

  if (g_error_matches (local_error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_FORBIDDEN))
    {
      g_free (answer->problem);
      answer->problem = g_strdup_printf (_("The key’s user lacks the role %s. Nothing was done. Ask the shop’s "
                                           "administrator for it, then decide again."),
                                         cst_mirakl_role_of ("GET", "/api/reasons"));
      *outcome = CST_PUSH_REFUSED;
      return NULL;
    }
  g_propagate_error (error, g_steal_pointer (&local_error));
  *outcome = CST_PUSH_NOT_SENT;

  return NULL;
}

/* Whoever may not do it has not done it before either. */
static gboolean
names_role (const CstPushAnswer *answer,
            const char          *path)
{
  return answer->problem != NULL && strstr (answer->problem, cst_mirakl_role_of ("PUT", path)) != NULL;
}

/**
 * cst_mirakl_mark:
 * @topic: (nullable): what the reason should speak of
 * @wanted: (nullable): the reason somebody chose
 *
 * Marks the incident's line as resolved.
 */
CstPushOutcome
cst_mirakl_mark (CstMiraklJob   *job,
                 const char     *topic,
                 const char     *wanted,
                 CstPushAnswer  *answer,
                 GCancellable   *cancellable,
                 GError        **error)
{
  CstPushOutcome outcome = CST_PUSH_NOT_SENT;
  JsonObject *reasons = cst_mirakl_job_reasons (job, answer, &outcome, cancellable, error);
  g_autofree char *code = cst_mirakl_choose_reason (reasons, "INCIDENT_CLOSE", topic, wanted);
  g_autofree char *label = code != NULL ? cst_mirakl_reason_label (reasons, "INCIDENT_CLOSE", code) : NULL;
  g_autofree char *order = g_uri_escape_string (job->order_id, NULL, FALSE);
  g_autofree char *line = g_uri_escape_string (job->line_id, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/api/orders/%s/lines/%s/resolve_incident", order, line);
  JsonObject *body;

  if (reasons == NULL)
    return outcome;
  if (code == NULL)
    {
      g_free (answer->problem);
      answer->problem = g_strdup (wanted != NULL ? _("The shop may not use this reason for closing an incident.")
                                                 : _("The marketplace has no reason that the shop may close an "
                                                     "incident with. Ask the operator for one."));
      return CST_PUSH_REFUSED;
    }

  body = json_object_new ();
  json_object_set_string_member (body, "reason_code", code);
  job->has_acted = TRUE;
  outcome = cst_mirakl_change (job->site, "PUT", path, body, answer, NULL, cancellable, error);
  if (outcome == CST_PUSH_REFUSED && job->operation->doubted_at != 0 && !names_role (answer, path))
    outcome = CST_PUSH_CONFIRMED; /* an attempt before this one had marked it */
  if (outcome == CST_PUSH_CONFIRMED)
    cst_mirakl_job_note_event (job, CST_MIRAKL_EVENT_MARKED, CST_EVENT_UNKNOWN, CST_MIRAKL_MARKED, label);

  return outcome;
}

/* Likewise after something else was done: a no to this is said, and takes nothing back of that. */
CstPushOutcome
cst_mirakl_mark_after (CstMiraklJob   *job,
                       const char     *topic,
                       CstPushAnswer  *answer,
                       GCancellable   *cancellable,
                       GError        **error)
{
  CstPushOutcome outcome = cst_mirakl_mark (job, topic, NULL, answer, cancellable, error);
  char *problem;

  if (outcome != CST_PUSH_REFUSED)
    return outcome;

  job->is_let_be = TRUE;
  problem = g_strdup_printf (_("It was done, but the incident could not be marked as resolved. %s"),
                             answer->problem != NULL ? answer->problem : "");
  g_free (answer->problem);
  answer->problem = problem;

  return CST_PUSH_CONFIRMED;
}
