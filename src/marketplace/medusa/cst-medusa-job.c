/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-medusa-job.h"

#include <glib/gi18n-lib.h>

#include "cst-json.h"
#include "cst-medusa-wire.h"
#include "cst-rest.h"

/* What people decide, as the calls it takes. The server honours no keys: everything of ours carries the operation's
 * key, in metadata or in the note of a refund, and each call is made only when reading shows that it was not made. */

static JsonObject *
find_claim (CstMedusaJob *job)
{
  gboolean is_new = job->operation->kind == CST_OPERATION_REPORT;

  for (guint i = 0; i < cst_json_array_length (job->facts.claims); i++)
    {
      JsonObject *claim = cst_json_nth_object (job->facts.claims, i);
      const char *name = is_new ? cst_medusa_mark_of (claim) : cst_json_opt_text (claim, "id");

      if (claim != NULL && g_strcmp0 (name, is_new ? job->operation->key : job->operation->incident) == 0)
        return claim;
    }

  return NULL;
}

gboolean
cst_medusa_job_read_facts (gpointer       data,
                           GCancellable  *cancellable,
                           GError       **error)
{
  CstMedusaJob *job = data;

  if (!cst_medusa_get_case (job->http, job->operation->order, &job->facts, cancellable, error))
    return FALSE;

  job->claim = find_claim (job);

  return TRUE;
}

void
cst_medusa_job_tell (gpointer       data,
                     CstPushAnswer *answer)
{
  CstMedusaJob *job = data;
  g_autoptr(CstChangeSet) truth = cst_change_set_new ();

  if (job->facts.order != NULL && cst_medusa_read_case (&job->facts, truth, NULL))
    {
      /* A draft that was dropped is gone there. */
      if (job->operation->kind == CST_OPERATION_CANCEL && job->claim == NULL)
        cst_change_set_add_deletion (truth, CST_ENTITY_INCIDENT, job->operation->incident);
      if (answer->truth != NULL)
        cst_change_set_free (answer->truth);
      answer->truth = g_steal_pointer (&truth);
    }
}

JsonObject *
cst_medusa_job_draft_of (CstMedusaJob *job)
{
  return job->claim != NULL
         ? cst_medusa_pending_change (job->facts.changes, cst_json_opt_text (job->claim, "id"), NULL) : NULL;
}

gboolean
cst_medusa_job_is_cancelled (CstMedusaJob *job)
{
  return cst_json_opt_text (job->claim, "canceled_at") != NULL ||
         g_strcmp0 (cst_json_opt_text (job->facts.order, "status"), "canceled") == 0;
}

/* Whether the draft has an action, on the return or on the claim itself. */
gboolean
cst_medusa_job_has_action (CstMedusaJob *job,
                           const char   *kind,
                           gboolean      of_return)
{
  JsonObject *draft = cst_medusa_job_draft_of (job);
  JsonArray *actions = draft != NULL ? cst_json_opt_array (draft, "actions") : NULL;

  for (guint i = 0; i < cst_json_array_length (actions); i++)
    {
      JsonObject *action = cst_json_nth_object (actions, i);

      if (action != NULL && g_strcmp0 (cst_json_opt_text (action, "action"), kind) == 0 &&
          (cst_json_opt_text (action, "return_id") != NULL) == of_return)
        return TRUE;
    }

  return FALSE;
}

static gboolean
asks_back (const CstOperation *operation,
           JsonObject         *details)
{
  for (guint i = 0; operation->with_return && i < operation->lines->len; i++)
    {
      const CstOperationLine *line = g_ptr_array_index (operation->lines, i);

      if (g_strcmp0 (line->line, cst_json_opt_text (details, "reference_id")) == 0 &&
          line->quantity == cst_medusa_count (details, "quantity"))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_foreign (CstMedusaJob *job,
            JsonObject   *action)
{
  const char *kind = cst_json_opt_text (action, "action");
  JsonObject *details = action != NULL ? cst_json_opt_object (action, "details") : NULL;

  if (g_strcmp0 (kind, "ITEM_ADD") == 0)
    return g_strcmp0 (cst_medusa_mark_of (details), job->operation->key) != 0;

  return g_strcmp0 (kind, "RETURN_ITEM") == 0 && job->operation->kind == CST_OPERATION_REPLACEMENT &&
         !asks_back (job->operation, details);
}

/**
 * cst_medusa_job_is_taken:
 *
 * Returns: whether the draft holds what this operation did not put there: another desk, or somebody in the shop's
 * admin, is about to decide the claim, and confirming the draft would carry that out, too
 */
gboolean
cst_medusa_job_is_taken (CstMedusaJob *job)
{
  JsonObject *draft = cst_medusa_job_draft_of (job);
  JsonArray *actions = draft != NULL ? cst_json_opt_array (draft, "actions") : NULL;

  for (guint i = 0; i < cst_json_array_length (actions); i++)
    {
      if (is_foreign (job, cst_json_nth_object (actions, i)))
        return TRUE;
    }

  return FALSE;
}

gboolean
cst_medusa_job_has_own_article (CstMedusaJob *job)
{
  JsonObject *draft = cst_medusa_job_draft_of (job);
  JsonArray *actions = draft != NULL ? cst_json_opt_array (draft, "actions") : NULL;

  for (guint i = 0; i < cst_json_array_length (actions); i++)
    {
      JsonObject *action = cst_json_nth_object (actions, i);

      if (g_strcmp0 (cst_json_opt_text (action, "action"), "ITEM_ADD") == 0 && !is_foreign (job, action))
        return TRUE;
    }

  return FALSE;
}

gboolean
cst_medusa_job_has_sent_for (CstMedusaJob *job)
{
  JsonArray *sent = job->claim != NULL ? cst_json_opt_array (job->claim, "additional_items") : NULL;

  for (guint i = 0; i < cst_json_array_length (sent); i++)
    {
      if (g_strcmp0 (cst_medusa_mark_of (cst_json_nth_object (sent, i)), job->operation->key) == 0)
        return TRUE;
    }

  return FALSE;
}

JsonObject *
cst_medusa_job_goods_of (CstMedusaJob *job)
{
  JsonObject *goods = job->claim != NULL ? cst_json_opt_object (job->claim, "return") : NULL;

  return cst_json_opt_text (goods, "id") != NULL ? goods : NULL;
}

/**
 * cst_medusa_job_busy:
 *
 * Returns: that the order cannot be changed now
 */
CstStepFact
cst_medusa_job_busy (char **problem)
{
  return cst_step_impossible (problem, _("Another change of this order is open at the site. Finish or drop it "
                                         "first: an order takes one at a time."));
}

/**
 * cst_medusa_job_gone:
 *
 * Returns: that the order is not there: what an attempt may have done on it cannot be looked for any more
 */
CstStepFact
cst_medusa_job_gone (CstMedusaJob  *job,
                     char         **problem)
{
  const char *text = _("The site does not have this order any more.");

  return job->operation->doubted_at != 0 ? cst_step_unclear (problem, text) : cst_step_impossible (problem, text);
}

/* What every step on a claim needs first. */
CstStepFact
cst_medusa_job_check_claim (CstMedusaJob  *job,
                            char         **problem)
{
  if (job->facts.order == NULL)
    return cst_medusa_job_gone (job, problem);
  if (job->claim == NULL)
    return cst_step_impossible (problem,
                                _("The site does not have this claim any more: somebody dropped it there."));
  if (cst_medusa_job_is_cancelled (job))
    return cst_step_impossible (problem, _("Meanwhile this claim or its order was cancelled at the site."));

  return CST_STEP_OPEN;
}

void
cst_medusa_job_set_mark (JsonObject   *object,
                         CstMedusaJob *job)
{
  JsonObject *metadata = json_object_new ();

  json_object_set_string_member (metadata, CST_MEDUSA_MARK, job->operation->key);
  json_object_set_object_member (object, "metadata", metadata);
}

static JsonNode *
node_of (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);

  return node;
}

CstPushOutcome
cst_medusa_job_post (CstMedusaJob   *job,
                     char           *owned_path,
                     JsonObject     *body,
                     CstPushAnswer  *answer,
                     GCancellable   *cancellable,
                     GError        **error)
{
  g_autofree char *path = owned_path;

  return cst_rest_change (job->http, "POST", path, NULL, node_of (body), answer, NULL, cancellable, error);
}

char *
cst_medusa_job_claim_path (CstMedusaJob *job,
                           const char   *rest)
{
  return g_strconcat (cst_medusa_is_exchange (job->claim) ? "/admin/exchanges/" : "/admin/claims/",
                      cst_json_opt_text (job->claim, "id"), rest, NULL);
}

/* What is not confirmed yet counts for nothing, and is gone without a trace. */
CstPushOutcome
cst_medusa_job_drop_draft (CstMedusaJob   *job,
                           CstPushAnswer  *answer,
                           GCancellable   *cancellable,
                           GError        **error)
{
  g_autofree char *path = cst_medusa_job_claim_path (job, "/request");

  return cst_rest_change (job->http, "DELETE", path, NULL, NULL, answer, NULL, cancellable, error);
}

JsonObject *
cst_medusa_job_items_body (JsonArray *items)
{
  JsonObject *body = json_object_new ();

  json_object_set_array_member (body, "items", items);

  return body;
}

/* A file of ours becomes an address; a second upload of the same file would only leave an unused one behind. */
CstPushOutcome
cst_medusa_job_upload (CstMedusaJob   *job,
                       guint           index,
                       CstPushAnswer  *answer,
                       GCancellable   *cancellable,
                       GError        **error)
{
  CstOutgoingFile *file = g_ptr_array_index (job->operation->files, index);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(JsonNode) said = NULL;
  CstRestFile part = { "files", file->filename, file->media_type };
  CstPushOutcome outcome;
  JsonObject *one;

  if (file->remote_id != NULL)
    return CST_PUSH_CONFIRMED;
  if (!(bytes = job->reader (file, job->reader_data, error)))
    return CST_PUSH_NOT_SENT;

  part.bytes = bytes;
  outcome = cst_rest_upload (job->http, "/admin/uploads", &part, 1, NULL, 0, answer, &said, cancellable, error);
  if (outcome == CST_PUSH_DOUBT)
    return CST_PUSH_NOT_SENT;
  if (outcome != CST_PUSH_CONFIRMED)
    return outcome;

  one = cst_json_nth_object (cst_json_opt_array (json_node_get_object (said), "files"), 0);
  if (cst_json_opt_text (one, "url") == NULL)
    {
      g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED, "uploads: no address");
      return CST_PUSH_NOT_SENT;
    }
  file->remote_id = g_strdup (cst_json_opt_text (one, "url"));

  return CST_PUSH_CONFIRMED;
}

CstPushOutcome
cst_medusa_job_upload_all (CstMedusaJob   *job,
                           CstPushAnswer  *answer,
                           GCancellable   *cancellable,
                           GError        **error)
{
  CstPushOutcome outcome = CST_PUSH_CONFIRMED;

  for (guint i = 0; i < job->operation->files->len && outcome == CST_PUSH_CONFIRMED; i++)
    outcome = cst_medusa_job_upload (job, i, answer, cancellable, error);

  return outcome;
}

CstPushOutcome
cst_medusa_job_send_label (CstMedusaJob   *job,
                           char           *path,
                           JsonArray      *items,
                           const char     *label_url,
                           CstPushAnswer  *answer,
                           GCancellable   *cancellable,
                           GError        **error)
{
  JsonObject *body = json_object_new ();
  JsonObject *label = json_object_new ();
  JsonArray *labels = json_array_new ();
  const CstOperation *operation = job->operation;

  json_object_set_string_member (label, "tracking_number",
                                 operation->tracking_number != NULL ? operation->tracking_number : "");
  json_object_set_string_member (label, "tracking_url", operation->tracking_url != NULL ? operation->tracking_url : "");
  json_object_set_string_member (label, "label_url", label_url != NULL ? label_url : "");
  json_array_add_object_element (labels, label);
  json_object_set_array_member (body, "labels", labels);
  if (items != NULL)
    json_object_set_array_member (body, "items", items);

  return cst_medusa_job_post (job, path, body, answer, cancellable, error);
}

CstPushOutcome
cst_medusa_job_confirm (gpointer        data,
                        CstPushAnswer  *answer,
                        GCancellable   *cancellable,
                        GError        **error)
{
  CstMedusaJob *job = data;

  return cst_medusa_job_post (job, cst_medusa_job_claim_path (job, "/request"), json_object_new (), answer,
                              cancellable, error);
}
