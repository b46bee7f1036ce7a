/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-json.h"
#include "cst-medusa-job.h"
#include "cst-medusa-wire.h"
#include "cst-util.h"

/* Goods on their way: the replacement leaves, the return comes in and is counted. */

static JsonObject *
our_parcel (CstMedusaJob *job)
{
  JsonArray *parcels = job->facts.order != NULL ? cst_json_opt_array (job->facts.order, "fulfillments") : NULL;

  for (guint i = 0; i < cst_json_array_length (parcels); i++)
    {
      JsonObject *parcel = cst_json_nth_object (parcels, i);

      if (g_strcmp0 (cst_medusa_mark_of (parcel), job->operation->key) == 0 &&
          cst_json_opt_text (parcel, "canceled_at") == NULL)
        return parcel;
    }

  return NULL;
}

static gboolean
is_left_to_send (JsonObject *item)
{
  JsonObject *detail = cst_json_opt_object (item, "detail");

  return detail == NULL || cst_json_opt_int (detail, "fulfilled_quantity", 0) < cst_json_opt_int (item, "quantity", 0);
}

static JsonArray *
parcel_items (CstMedusaJob *job)
{
  JsonArray *sent = job->claim != NULL ? cst_json_opt_array (job->claim, "additional_items") : NULL;
  JsonArray *items = json_array_new ();

  for (guint i = 0; i < cst_json_array_length (sent); i++)
    {
      JsonObject *one = cst_json_nth_object (sent, i);
      JsonObject *item;

      if (one == NULL || cst_json_opt_text (one, "item_id") == NULL)
        continue;
      item = json_object_new ();
      json_object_set_string_member (item, "id", cst_json_opt_text (one, "item_id"));
      json_object_set_int_member (item, "quantity", cst_json_opt_int (one, "quantity", 0));
      json_array_add_object_element (items, item);
    }

  return items;
}

static CstStepFact
look_packed (gpointer   data,
             char     **problem)
{
  CstMedusaJob *job = data;
  JsonArray *sent = job->claim != NULL ? cst_json_opt_array (job->claim, "additional_items") : NULL;

  if (our_parcel (job) != NULL)
    return CST_STEP_DONE;
  if (cst_json_array_length (sent) > 0 && !is_left_to_send (cst_json_nth_object (sent, 0)))
    return cst_step_impossible (problem, _("Meanwhile this replacement was packed at the site."));

  return cst_medusa_job_check_claim (job, problem);
}

static CstPushOutcome
act_pack (gpointer        data,
          CstPushAnswer  *answer,
          GCancellable   *cancellable,
          GError        **error)
{
  CstMedusaJob *job = data;
  JsonObject *body = cst_medusa_job_items_body (parcel_items (job));

  cst_medusa_job_set_mark (body, job);

  return cst_medusa_job_post (job, g_strconcat ("/admin/orders/", job->operation->order, "/fulfillments", NULL), body,
                              answer, cancellable, error);
}

static CstStepFact
look_shipped (gpointer   data,
              char     **problem)
{
  CstMedusaJob *job = data;

  if (cst_json_opt_text (our_parcel (job), "shipped_at") != NULL)
    return CST_STEP_DONE;

  return cst_medusa_job_check_claim (job, problem);
}

static CstPushOutcome
act_ship (gpointer        data,
          CstPushAnswer  *answer,
          GCancellable   *cancellable,
          GError        **error)
{
  CstMedusaJob *job = data;

  return cst_medusa_job_send_label (job, g_strconcat ("/admin/orders/", job->operation->order, "/fulfillments/",
                                                      cst_json_opt_text (our_parcel (job), "id"), "/shipments", NULL),
                                    parcel_items (job), NULL, answer, cancellable, error);
}

static gboolean
has_parcel (gpointer data)
{
  return our_parcel (data) != NULL;
}

static const CstStep ship_steps[] = {
  { N_("Pack the replacement"), look_packed, act_pack },
  { N_("Say that it was shipped"), look_shipped, act_ship },
};

static JsonObject *
receipt_of (CstMedusaJob *job)
{
  return cst_medusa_pending_change (job->facts.changes, NULL, job->operation->subject);
}

static gboolean
is_received (CstMedusaJob *job)
{
  JsonObject *goods = cst_medusa_job_goods_of (job);

  return goods != NULL && g_strcmp0 (cst_json_opt_text (goods, "status"), "received") == 0;
}

static CstStepFact
look_receipt (gpointer   data,
              char     **problem)
{
  CstMedusaJob *job = data;

  if (receipt_of (job) != NULL || is_received (job))
    return CST_STEP_DONE;
  if (cst_medusa_pending_change (job->facts.changes, NULL, NULL) != NULL)
    return cst_medusa_job_busy (problem);

  return cst_medusa_job_check_claim (job, problem);
}

static char *
return_path (CstMedusaJob *job,
             const char   *rest)
{
  return g_strconcat ("/admin/returns/", job->operation->subject, rest, NULL);
}

static CstPushOutcome
act_receipt (gpointer        data,
             CstPushAnswer  *answer,
             GCancellable   *cancellable,
             GError        **error)
{
  CstMedusaJob *job = data;

  return cst_medusa_job_post (job, return_path (job, "/receive"), json_object_new (), answer, cancellable, error);
}

static gboolean
receipt_has (CstMedusaJob *job,
             const char   *action)
{
  JsonArray *actions = receipt_of (job) != NULL ? cst_json_opt_array (receipt_of (job), "actions") : NULL;

  for (guint i = 0; i < cst_json_array_length (actions); i++)
    {
      if (g_strcmp0 (cst_json_opt_text (cst_json_nth_object (actions, i), "action"), action) == 0)
        return TRUE;
    }

  return FALSE;
}

static JsonArray *
counted (CstMedusaJob *job,
         gboolean      is_damaged)
{
  JsonArray *items = json_array_new ();

  for (guint i = 0; i < job->operation->lines->len; i++)
    {
      const CstOperationLine *line = g_ptr_array_index (job->operation->lines, i);
      int quantity = is_damaged ? line->damaged : line->accepted;
      JsonObject *item;

      if (quantity <= 0)
        continue;
      item = json_object_new ();
      json_object_set_string_member (item, "id", line->line);
      json_object_set_int_member (item, "quantity", quantity);
      json_array_add_object_element (items, item);
    }

  return items;
}

static CstStepFact
look_counted (CstMedusaJob  *job,
              char         **problem,
              gboolean       is_damaged,
              const char    *action)
{
  g_autoptr(JsonArray) items = counted (job, is_damaged);

  if (is_received (job) || json_array_get_length (items) == 0 || receipt_has (job, action))
    return CST_STEP_DONE;

  return cst_medusa_job_check_claim (job, problem);
}

static CstStepFact
look_accepted (gpointer   data,
               char     **problem)
{
  return look_counted (data, problem, FALSE, "RECEIVE_RETURN_ITEM");
}

static CstPushOutcome
act_accepted (gpointer        data,
              CstPushAnswer  *answer,
              GCancellable   *cancellable,
              GError        **error)
{
  CstMedusaJob *job = data;

  return cst_medusa_job_post (job, return_path (job, "/receive-items"),
                              cst_medusa_job_items_body (counted (job, FALSE)), answer, cancellable, error);
}

static CstStepFact
look_damaged (gpointer   data,
              char     **problem)
{
  return look_counted (data, problem, TRUE, "RECEIVE_DAMAGED_RETURN_ITEM");
}

static CstPushOutcome
act_damaged (gpointer        data,
             CstPushAnswer  *answer,
             GCancellable   *cancellable,
             GError        **error)
{
  CstMedusaJob *job = data;

  return cst_medusa_job_post (job, return_path (job, "/dismiss-items"),
                              cst_medusa_job_items_body (counted (job, TRUE)), answer, cancellable, error);
}

static CstStepFact
look_inspected (gpointer   data,
                char     **problem)
{
  CstMedusaJob *job = data;

  return is_received (job) ? CST_STEP_DONE : cst_medusa_job_check_claim (job, problem);
}

static CstPushOutcome
act_inspected (gpointer        data,
               CstPushAnswer  *answer,
               GCancellable   *cancellable,
               GError        **error)
{
  CstMedusaJob *job = data;

  return cst_medusa_job_post (job, return_path (job, "/receive/confirm"), json_object_new (), answer, cancellable,
                              error);
}

static const CstStep receipt_steps[] = {
  { N_("Begin the receipt"), look_receipt, act_receipt },
};

static const CstStep inspection_steps[] = {
  { N_("Begin the receipt"), look_receipt, act_receipt },
  { N_("Enter the good pieces"), look_accepted, act_accepted },
  { N_("Enter the damaged pieces"), look_damaged, act_damaged },
  { N_("Confirm the receipt"), look_inspected, act_inspected },
};

const CstSequence cst_medusa_shipping = CST_MEDUSA_SEQUENCE (ship_steps, NULL, has_parcel);
const CstSequence cst_medusa_receipt = CST_MEDUSA_SEQUENCE (receipt_steps, NULL, NULL);
const CstSequence cst_medusa_inspection = CST_MEDUSA_SEQUENCE (inspection_steps, NULL, NULL);
