/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-json.h"
#include "cst-medusa-job.h"
#include "cst-medusa-wire.h"
#include "cst-rest.h"
#include "cst-util.h"

/* A replacement: the draft is filled, confirmed, and the return gets its label. */

/* All that is prepared in the draft; once it is confirmed the draft is gone and our articles are on the claim. */
static CstStepFact
look_prepared (CstMedusaJob  *job,
               char         **problem,
               gboolean       is_wanted,
               const char    *action,
               gboolean       of_return)
{
  if (cst_medusa_job_has_sent_for (job))
    return CST_STEP_DONE;
  if (cst_medusa_job_is_taken (job))
    return cst_medusa_job_busy (problem);
  if (!is_wanted || cst_medusa_job_has_action (job, action, of_return))
    return CST_STEP_DONE;
  if (cst_medusa_job_draft_of (job) == NULL && job->claim != NULL)
    return cst_step_impossible (problem, _("Meanwhile this claim was confirmed at the site."));

  return cst_medusa_job_check_claim (job, problem);
}

static CstStepFact
look_inbound (gpointer   data,
              char     **problem)
{
  CstMedusaJob *job = data;

  return look_prepared (job, problem, job->operation->with_return, "RETURN_ITEM", TRUE);
}

static CstPushOutcome
act_inbound (gpointer        data,
             CstPushAnswer  *answer,
             GCancellable   *cancellable,
             GError        **error)
{
  CstMedusaJob *job = data;
  JsonArray *items = json_array_new ();

  for (guint i = 0; i < job->operation->lines->len; i++)
    {
      const CstOperationLine *line = g_ptr_array_index (job->operation->lines, i);
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "id", line->line);
      json_object_set_int_member (item, "quantity", line->quantity);
      if (!cst_str_is_blank (job->operation->text))
        json_object_set_string_member (item, "internal_note", job->operation->text);
      json_array_add_object_element (items, item);
    }

  return cst_medusa_job_post (job, cst_medusa_job_claim_path (job, "/inbound/items"), cst_medusa_job_items_body (items),
                              answer, cancellable, error);
}

/* The first way of shipping that is for returns, or that is not. */
static char *
find_way (CstMedusaJob  *job,
          gboolean       is_return,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr(JsonNode) node = cst_rest_get (job->http, "/admin/shipping-options", "limit=200&fields=id,name,%2Arules",
                                           "shipping_options", cancellable, error);
  JsonArray *options = node != NULL ? cst_json_opt_array (json_node_get_object (node), "shipping_options") : NULL;

  for (guint i = 0; i < cst_json_array_length (options); i++)
    {
      JsonObject *option = cst_json_nth_object (options, i);
      JsonArray *rules = option != NULL ? cst_json_opt_array (option, "rules") : NULL;
      gboolean is_for_returns = FALSE;

      for (guint j = 0; j < cst_json_array_length (rules); j++)
        {
          JsonObject *rule = cst_json_nth_object (rules, j);

          if (rule != NULL && g_strcmp0 (cst_json_opt_text (rule, "attribute"), "is_return") == 0)
            is_for_returns = g_strcmp0 (cst_json_opt_text (rule, "value"), "true") == 0;
        }
      if (option != NULL && is_for_returns == is_return && cst_json_opt_text (option, "id") != NULL)
        return g_strdup (cst_json_opt_text (option, "id"));
    }

  return NULL;
}

static CstPushOutcome
choose_way (CstMedusaJob   *job,
            gboolean        is_return,
            CstPushAnswer  *answer,
            GCancellable   *cancellable,
            GError        **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autofree char *way = find_way (job, is_return, cancellable, &local_error);
  JsonObject *body;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return CST_PUSH_NOT_SENT;
    }
  if (way == NULL)
    {
      g_free (answer->problem);
      answer->problem = g_strdup (is_return ? _("The shop has no way of shipping for returns. Add one in its settings "
                                                "(Locations and shipping, return options), then decide again.")
                                            : _("The shop has no way of shipping. Add one in its settings (Locations "
                                                "and shipping), then decide again."));
      return CST_PUSH_REFUSED;
    }

  body = json_object_new ();
  json_object_set_string_member (body, "shipping_option_id", way);
  json_object_set_int_member (body, "custom_amount", 0);

  return cst_medusa_job_post (job, cst_medusa_job_claim_path (job, is_return ? "/inbound/shipping-method"
                                                                             : "/outbound/shipping-method"),
                              body, answer, cancellable, error);
}

static CstStepFact
look_inbound_way (gpointer   data,
                  char     **problem)
{
  CstMedusaJob *job = data;

  return look_prepared (job, problem, job->operation->with_return, "SHIPPING_ADD", TRUE);
}

static CstPushOutcome
act_inbound_way (gpointer        data,
                 CstPushAnswer  *answer,
                 GCancellable   *cancellable,
                 GError        **error)
{
  return choose_way (data, TRUE, answer, cancellable, error);
}

static CstStepFact
look_outbound (gpointer   data,
               char     **problem)
{
  return look_prepared (data, problem, TRUE, "ITEM_ADD", FALSE);
}

static const char *
variant_of (CstMedusaJob *job,
            const char   *line)
{
  JsonArray *items = cst_json_opt_array (job->facts.order, "items");

  for (guint i = 0; i < cst_json_array_length (items); i++)
    {
      JsonObject *item = cst_json_nth_object (items, i);

      if (item != NULL && g_strcmp0 (cst_json_opt_text (item, "id"), line) == 0)
        return cst_json_opt_text (item, "variant_id");
    }

  return NULL;
}

static CstPushOutcome
act_outbound (gpointer        data,
              CstPushAnswer  *answer,
              GCancellable   *cancellable,
              GError        **error)
{
  CstMedusaJob *job = data;
  JsonArray *items = json_array_new ();

  for (guint i = 0; i < job->operation->lines->len; i++)
    {
      const CstOperationLine *line = g_ptr_array_index (job->operation->lines, i);
      const char *variant = variant_of (job, line->line);
      JsonObject *item;

      if (variant == NULL)
        {
          json_array_unref (items);
          g_free (answer->problem);
          answer->problem = g_strdup (_("An article of this order is no longer in the shop’s catalogue; it cannot be "
                                        "sent again. Refund it instead."));
          return CST_PUSH_REFUSED;
        }
      item = json_object_new ();
      json_object_set_string_member (item, "variant_id", variant);
      json_object_set_int_member (item, "quantity", line->quantity);
      json_object_set_int_member (item, "unit_price", 0);
      cst_medusa_job_set_mark (item, job);
      json_object_set_string_member (json_object_get_object_member (item, "metadata"), CST_MEDUSA_MARK "_line",
                                     line->line);
      json_array_add_object_element (items, item);
    }

  return cst_medusa_job_post (job, cst_medusa_job_claim_path (job, "/outbound/items"),
                              cst_medusa_job_items_body (items), answer, cancellable, error);
}

static CstStepFact
look_outbound_way (gpointer   data,
                   char     **problem)
{
  return look_prepared (data, problem, TRUE, "SHIPPING_ADD", FALSE);
}

static CstPushOutcome
act_outbound_way (gpointer        data,
                  CstPushAnswer  *answer,
                  GCancellable   *cancellable,
                  GError        **error)
{
  return choose_way (data, FALSE, answer, cancellable, error);
}

static CstStepFact
look_confirmed (gpointer   data,
                char     **problem)
{
  CstMedusaJob *job = data;

  if (cst_medusa_job_draft_of (job) == NULL && cst_medusa_job_has_sent_for (job))
    return CST_STEP_DONE;
  if (cst_medusa_job_is_taken (job))
    return cst_medusa_job_busy (problem);

  return cst_medusa_job_check_claim (job, problem);
}

static JsonObject *
return_parcel (CstMedusaJob *job)
{
  JsonObject *goods = cst_medusa_job_goods_of (job);

  return goods != NULL ? cst_json_nth_object (cst_json_opt_array (goods, "fulfillments"), 0) : NULL;
}

static CstStepFact
look_label (gpointer   data,
            char     **problem)
{
  CstMedusaJob *job = data;
  JsonObject *parcel = return_parcel (job);

  if (job->operation->files->len == 0 ||
      (parcel != NULL && cst_json_array_length (cst_json_opt_array (parcel, "labels")) > 0))
    return CST_STEP_DONE;
  if (parcel == NULL)
    return cst_step_impossible (problem, _("The return has no parcel at the site that a label could be put on."));

  return cst_medusa_job_check_claim (job, problem);
}

static CstPushOutcome
act_label (gpointer        data,
           CstPushAnswer  *answer,
           GCancellable   *cancellable,
           GError        **error)
{
  CstMedusaJob *job = data;
  CstPushOutcome outcome = cst_medusa_job_upload (job, 0, answer, cancellable, error);
  const CstOutgoingFile *file = g_ptr_array_index (job->operation->files, 0);
  char *path;

  if (outcome != CST_PUSH_CONFIRMED)
    return outcome;

  path = g_strconcat ("/admin/fulfillments/", cst_json_opt_text (return_parcel (job), "id"), "/shipment", NULL);

  return cst_medusa_job_send_label (job, path, NULL, file->remote_id, answer, cancellable, error);
}

/* What others put into the draft is no part of it. */
static gboolean
has_part_of_replacement (gpointer data)
{
  CstMedusaJob *job = data;

  return cst_medusa_job_has_sent_for (job) || cst_medusa_job_has_own_article (job) ||
         (!cst_medusa_job_is_taken (job) && cst_medusa_job_has_action (job, "RETURN_ITEM", TRUE));
}

static const CstStep replacement_steps[] = {
  { N_("Ask the goods back"), look_inbound, act_inbound },
  { N_("Choose the way back"), look_inbound_way, act_inbound_way },
  { N_("Enter what is sent"), look_outbound, act_outbound },
  { N_("Choose the way there"), look_outbound_way, act_outbound_way },
  { N_("Confirm the claim"), look_confirmed, cst_medusa_job_confirm },
  { N_("Add the return label"), look_label, act_label },
};

static const CstStep label_steps[] = {
  { N_("Add the return label"), look_label, act_label },
};

const CstSequence cst_medusa_replacement = CST_MEDUSA_SEQUENCE (replacement_steps, NULL, has_part_of_replacement);
const CstSequence cst_medusa_return_label = CST_MEDUSA_SEQUENCE (label_steps, NULL, NULL);
