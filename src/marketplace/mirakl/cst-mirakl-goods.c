/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-json.h"
#include "cst-mirakl-job.h"
#include "cst-mirakl-wire.h"
#include "cst-mirakl-words.h"
#include "cst-util.h"

/* What is done about a return. All of these requests take many returns and answer 200 whatever became of each: whether
 * ours is among those that failed has to be looked for. */

static JsonObject *
find_return (CstMiraklJob *job)
{
  for (guint i = 0; i < cst_json_array_length (job->returns); i++)
    {
      JsonObject *one = cst_json_nth_object (job->returns, i);
      g_autofree char *id = cst_mirakl_code (one, "id");

      if (id != NULL && g_strcmp0 (id, job->operation->subject) == 0)
        return one;
    }

  return NULL;
}

static gboolean
is_in (JsonObject *goods,
       const char *state)
{
  return g_strcmp0 (cst_json_opt_string (goods, "state", NULL), state) == 0;
}

static CstStepFact
check_known (CstMiraklJob  *job,
             char         **problem)
{
  CstStepFact fact = cst_mirakl_job_check_order (job, problem);

  if (fact == CST_STEP_OPEN && find_return (job) == NULL)
    return cst_step_impossible (problem, _("The site does not have this return any more."));

  return fact;
}

static CstStepFact
check_return (CstMiraklJob  *job,
              char         **problem)
{
  CstStepFact fact = check_known (job, problem);
  JsonObject *goods = find_return (job);

  if (fact != CST_STEP_OPEN)
    return fact;
  if (is_in (goods, "REFUSED") || is_in (goods, "CANCELED") || is_in (goods, "CLOSED"))
    return cst_step_impossible (problem, _("Meanwhile this return was closed at the site."));

  return CST_STEP_OPEN;
}

/* Returns: (transfer full) (nullable): why the site did not do it */
static char *
failure_in (JsonObject *said,
            const char *id)
{
  JsonArray *errors = cst_json_opt_array (said, "return_errors");

  for (guint i = 0; i < cst_json_array_length (errors); i++)
    {
      JsonObject *one = cst_json_nth_object (errors, i);
      g_autofree char *failed = cst_mirakl_code (one, "id");
      g_autofree char *message = cst_mirakl_text (one, "message");

      if (failed == NULL || g_strcmp0 (failed, id) == 0)
        return message != NULL ? g_steal_pointer (&message) : g_strdup ("");
    }

  return NULL;
}

static CstPushOutcome
change_return (CstMiraklJob   *job,
               const char     *path,
               JsonObject     *goods,
               CstPushAnswer  *answer,
               GCancellable   *cancellable,
               GError        **error)
{
  JsonObject *body = json_object_new ();
  JsonArray *returns = json_array_new ();
  g_autoptr(JsonNode) said = NULL;
  g_autofree char *failure = NULL;
  CstPushOutcome outcome;

  json_object_set_string_member (goods, "id", job->operation->subject);
  json_array_add_object_element (returns, goods);
  json_object_set_array_member (body, "returns", returns);
  outcome = cst_mirakl_change (job->site, "PUT", path, body, answer, &said, cancellable, error);
  job->has_acted = TRUE;
  if (outcome != CST_PUSH_CONFIRMED || said == NULL ||
      !(failure = failure_in (json_node_get_object (said), job->operation->subject)))
    return outcome;

  g_free (answer->problem);
  answer->problem = *failure != '\0' ? g_strdup_printf (_("The marketplace said no: %s"), failure)
                                     : g_strdup (_("The marketplace said no without a reason."));

  return CST_PUSH_REFUSED;
}

static CstStepFact
look_accepted (gpointer   data,
               char     **problem)
{
  CstMiraklJob *job = data;
  CstStepFact fact = check_return (job, problem);

  return fact == CST_STEP_OPEN && !is_in (find_return (job), "WAITING_ACCEPTANCE") ? CST_STEP_DONE : fact;
}

static CstPushOutcome
act_accept (gpointer        data,
            CstPushAnswer  *answer,
            GCancellable   *cancellable,
            GError        **error)
{
  JsonObject *goods = json_object_new ();

  json_object_set_boolean_member (goods, "accepted", TRUE);

  return change_return (data, "/api/returns/accept", goods, answer, cancellable, error);
}

static const char *
rejection_of (const CstOperation *operation)
{
  switch (operation->refusal)
    {
    case CST_REFUSAL_NOT_NEEDED:
      return "RETURN_REJECTION_NOT_NEEDED";
    case CST_REFUSAL_TOO_LATE:
      return "RETURN_REJECTION_WINDOW_CLOSED";
    case CST_REFUSAL_NOT_ELIGIBLE:
    case CST_REFUSAL_UNKNOWN:
    default:
      return "RETURN_REJECTION_NOT_ELIGIBLE";
    }
}

/* Refused for the same reason is refused, by whomever. */
static CstStepFact
look_refused (gpointer   data,
              char     **problem)
{
  CstMiraklJob *job = data;
  CstStepFact fact = check_known (job, problem);
  JsonObject *goods = find_return (job);

  if (fact != CST_STEP_OPEN || is_in (goods, "WAITING_ACCEPTANCE"))
    return fact;
  if (is_in (goods, "REFUSED") &&
      g_strcmp0 (cst_json_opt_string (goods, "rejection_reason_code", NULL), rejection_of (job->operation)) == 0)
    return CST_STEP_DONE;

  return cst_step_impossible (problem, _("Meanwhile this return was accepted or refused at the site."));
}

static CstPushOutcome
act_refuse (gpointer        data,
            CstPushAnswer  *answer,
            GCancellable   *cancellable,
            GError        **error)
{
  CstMiraklJob *job = data;
  JsonObject *goods = json_object_new ();

  json_object_set_boolean_member (goods, "accepted", FALSE);
  json_object_set_string_member (goods, "rejection_reason_code", rejection_of (job->operation));

  return change_return (job, "/api/returns/accept", goods, answer, cancellable, error);
}

/* Closed is closed, by whomever. */
static CstStepFact
look_closed (gpointer   data,
             char     **problem)
{
  CstMiraklJob *job = data;
  CstStepFact fact = check_known (job, problem);

  if (fact == CST_STEP_OPEN && is_in (find_return (job), "CLOSED"))
    return CST_STEP_DONE;

  return fact == CST_STEP_OPEN ? check_return (job, problem) : fact;
}

static CstPushOutcome
act_close (gpointer        data,
           CstPushAnswer  *answer,
           GCancellable   *cancellable,
           GError        **error)
{
  return change_return (data, "/api/returns/close", json_object_new (), answer, cancellable, error);
}

static CstStepFact
look_received (gpointer   data,
               char     **problem)
{
  CstMiraklJob *job = data;
  CstStepFact fact = check_return (job, problem);

  return fact == CST_STEP_OPEN && is_in (find_return (job), "RECEIVED") ? CST_STEP_DONE : fact;
}

static CstPushOutcome
act_receive (gpointer        data,
             CstPushAnswer  *answer,
             GCancellable   *cancellable,
             GError        **error)
{
  return change_return (data, "/api/returns/receive", json_object_new (), answer, cancellable, error);
}

static CstStepFact
look_inspected (gpointer   data,
                char     **problem)
{
  CstMiraklJob *job = data;
  CstStepFact fact = check_return (job, problem);
  JsonArray *lines = fact == CST_STEP_OPEN ? cst_json_opt_array (find_return (job), "return_lines") : NULL;

  for (guint i = 0; i < cst_json_array_length (lines); i++)
    {
      JsonObject *line = cst_json_nth_object (lines, i);

      if (line != NULL && cst_json_array_length (cst_json_opt_array (line, "compliance")) > 0)
        return CST_STEP_DONE;
    }

  return fact;
}

static void
say_compliance (JsonObject             *line,
                const CstOperationLine *inspected,
                const char             *text)
{
  gboolean is_compliant = inspected->damaged == 0 && inspected->missing == 0;

  json_object_set_boolean_member (line, "compliant", is_compliant);
  if (is_compliant)
    return;

  json_object_set_string_member (line, "non_compliance_reason_code",
                                 inspected->missing > 0 ? "RETURN_NON_COMPLIANT_MISSING_ITEM"
                                                        : "RETURN_NON_COMPLIANT_DAMAGED_PRODUCT");
  if (!cst_str_is_blank (text))
    json_object_set_string_member (line, "non_compliance_additional_info", text);
}

static CstPushOutcome
act_inspect (gpointer        data,
             CstPushAnswer  *answer,
             GCancellable   *cancellable,
             GError        **error)
{
  CstMiraklJob *job = data;
  JsonObject *goods = json_object_new ();
  JsonArray *lines = json_array_new ();

  for (guint i = 0; i < job->operation->lines->len; i++)
    {
      const CstOperationLine *inspected = g_ptr_array_index (job->operation->lines, i);
      JsonObject *line = json_object_new ();
      g_autofree char *id = cst_mirakl_id_back (inspected->line);

      json_object_set_string_member (line, "order_line_id", id);
      say_compliance (line, inspected, job->operation->text);
      json_array_add_object_element (lines, line);
    }
  json_object_set_array_member (goods, "return_lines", lines);

  return change_return (job, "/api/returns/compliance", goods, answer, cancellable, error);
}

/* A label that is a file goes with a message; one that lies at an address, and the parcel's number, stand on the return
 * itself, where the marketplace shows them to the customer. */
static char *
label_text (const CstOperation *operation)
{
  if (!cst_str_is_blank (operation->text))
    return g_strdup (operation->text);

  return g_strdup (C_("message to a customer", "Here is the label for sending the item back."));
}

static CstStepFact
look_label_sent (gpointer   data,
                 char     **problem)
{
  CstMiraklJob *job = data;
  g_autofree char *text = label_text (job->operation);
  CstStepFact fact = check_return (job, problem);

  if (fact != CST_STEP_OPEN)
    return fact;
  if (job->operation->label_url != NULL && job->operation->files->len == 0 && cst_str_is_blank (job->operation->text))
    return CST_STEP_DONE;

  fact = cst_mirakl_look_said (job, text, problem);
  if (fact == CST_STEP_DONE)
    cst_mirakl_job_note_event (job, CST_MIRAKL_EVENT_LABELLED, CST_EVENT_RETURN_LABELLED, job->operation->subject,
                               NULL);

  return fact;
}

static CstPushOutcome
act_send_label (gpointer        data,
                CstPushAnswer  *answer,
                GCancellable   *cancellable,
                GError        **error)
{
  CstMiraklJob *job = data;
  g_autofree char *text = label_text (job->operation);

  return cst_mirakl_say (job, text, FALSE, TRUE, answer, cancellable, error);
}

/* What the customer was told is not told twice: the rest is for a person to look at. */
static gboolean
has_sent_label (gpointer data)
{
  return cst_mirakl_job_has_event (data, CST_MIRAKL_EVENT_LABELLED);
}

static CstStepFact
look_tracked (gpointer   data,
              char     **problem)
{
  CstMiraklJob *job = data;
  const CstOperation *operation = job->operation;
  CstStepFact fact = check_return (job, problem);
  JsonObject *goods = fact == CST_STEP_OPEN ? find_return (job) : NULL;
  g_autofree char *number = cst_mirakl_code (cst_json_opt_object (goods, "tracking"), "tracking_number");
  g_autofree char *url = cst_mirakl_text (goods, "label_url");

  if (fact != CST_STEP_OPEN)
    return fact;

  return (cst_str_is_blank (operation->tracking_number) || g_strcmp0 (number, operation->tracking_number) == 0) &&
         (operation->label_url == NULL || g_strcmp0 (url, operation->label_url) == 0)
         ? CST_STEP_DONE : CST_STEP_OPEN;
}

static JsonObject *
tracking_of (const CstOperation *operation)
{
  JsonObject *tracking = json_object_new ();

  json_object_set_string_member (tracking, "tracking_number", operation->tracking_number);
  if (!cst_str_is_blank (operation->carrier))
    json_object_set_string_member (tracking, "carrier_name", operation->carrier);
  if (!cst_str_is_blank (operation->tracking_url))
    json_object_set_string_member (tracking, "tracking_url", operation->tracking_url);

  return tracking;
}

static CstPushOutcome
act_track (gpointer        data,
           CstPushAnswer  *answer,
           GCancellable   *cancellable,
           GError        **error)
{
  CstMiraklJob *job = data;
  const CstOperation *operation = job->operation;
  JsonObject *goods = json_object_new ();

  if (!cst_str_is_blank (operation->tracking_number))
    json_object_set_object_member (goods, "tracking", tracking_of (operation));
  if (operation->label_url != NULL)
    json_object_set_string_member (goods, "label_url", operation->label_url);

  return change_return (job, "/api/returns", goods, answer, cancellable, error);
}

static const CstStep label_steps[] = {
  { N_("Accept the return"), look_accepted, act_accept },
  { N_("Send the return label"), look_label_sent, act_send_label },
  { N_("Enter the label and its tracking"), look_tracked, act_track },
};

static const CstStep acceptance_steps[] = {
  { N_("Accept the return"), look_accepted, act_accept },
};

static const CstStep refusal_steps[] = {
  { N_("Refuse the return"), look_refused, act_refuse },
};

static const CstStep closing_steps[] = {
  { N_("Close the return"), look_closed, act_close },
};

static const CstStep receipt_steps[] = {
  { N_("Accept the return"), look_accepted, act_accept },
  { N_("Enter the receipt"), look_received, act_receive },
};

static const CstStep inspection_steps[] = {
  { N_("Enter the inspection"), look_inspected, act_inspect },
};

const CstSequence cst_mirakl_return_label = CST_MIRAKL_SEQUENCE (label_steps, has_sent_label);
const CstSequence cst_mirakl_receipt = CST_MIRAKL_SEQUENCE (receipt_steps, NULL);
const CstSequence cst_mirakl_inspection = CST_MIRAKL_SEQUENCE (inspection_steps, NULL);
const CstSequence cst_mirakl_acceptance = CST_MIRAKL_SEQUENCE (acceptance_steps, NULL);
const CstSequence cst_mirakl_refusal = CST_MIRAKL_SEQUENCE (refusal_steps, NULL);
const CstSequence cst_mirakl_closing = CST_MIRAKL_SEQUENCE (closing_steps, NULL);
