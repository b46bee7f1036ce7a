/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-medusa-client.h"
#include "cst-sequence.h"

G_BEGIN_DECLS

/**
 * CstMedusaJob:
 * @reader: (nullable): of the operation's files; %NULL while only reading back
 * @facts: what the site said last
 * @claim: (nullable) (unowned): the one it is about
 *
 * What the steps of an operation work on.
 */
typedef struct
{
  CstHttp        *http;
  CstOperation   *operation;
  CstFileReader   reader;
  gpointer        reader_data;
  CstMedusaCase   facts;
  JsonObject     *claim;
} CstMedusaJob;

#define CST_MEDUSA_SEQUENCE(steps, take_back, is_begun) \
  { steps, G_N_ELEMENTS (steps), cst_medusa_job_read_facts, take_back, is_begun, cst_medusa_job_tell }

extern const CstSequence cst_medusa_report;
extern const CstSequence cst_medusa_replacement;
extern const CstSequence cst_medusa_return_label;
extern const CstSequence cst_medusa_refund;
extern const CstSequence cst_medusa_shipping;
extern const CstSequence cst_medusa_receipt;
extern const CstSequence cst_medusa_inspection;
extern const CstSequence cst_medusa_cancellation;
extern const CstSequence cst_medusa_return_cancellation;

gboolean        cst_medusa_job_read_facts   (gpointer        data,
                                             GCancellable   *cancellable,
                                             GError        **error);
void            cst_medusa_job_tell         (gpointer        data,
                                             CstPushAnswer  *answer);
JsonObject     *cst_medusa_job_draft_of     (CstMedusaJob   *job);
JsonObject     *cst_medusa_job_goods_of     (CstMedusaJob   *job);
gboolean        cst_medusa_job_is_cancelled (CstMedusaJob   *job);
gboolean        cst_medusa_job_has_action   (CstMedusaJob   *job,
                                             const char     *kind,
                                             gboolean        of_return);
gboolean        cst_medusa_job_is_taken     (CstMedusaJob   *job);
gboolean        cst_medusa_job_has_own_article (CstMedusaJob *job);
gboolean        cst_medusa_job_has_sent_for (CstMedusaJob   *job);
CstStepFact     cst_medusa_job_busy         (char          **problem);
CstStepFact     cst_medusa_job_gone         (CstMedusaJob   *job,
                                             char          **problem);
CstStepFact     cst_medusa_job_check_claim  (CstMedusaJob   *job,
                                             char          **problem);

void            cst_medusa_job_set_mark     (JsonObject     *object,
                                             CstMedusaJob   *job);
char           *cst_medusa_job_claim_path   (CstMedusaJob   *job,
                                             const char     *rest);
JsonObject     *cst_medusa_job_items_body   (JsonArray      *items);
CstPushOutcome  cst_medusa_job_post         (CstMedusaJob   *job,
                                             char           *owned_path,
                                             JsonObject     *body,
                                             CstPushAnswer  *answer,
                                             GCancellable   *cancellable,
                                             GError        **error);
CstPushOutcome  cst_medusa_job_drop_draft   (CstMedusaJob   *job,
                                             CstPushAnswer  *answer,
                                             GCancellable   *cancellable,
                                             GError        **error);
CstPushOutcome  cst_medusa_job_upload       (CstMedusaJob   *job,
                                             guint           index,
                                             CstPushAnswer  *answer,
                                             GCancellable   *cancellable,
                                             GError        **error);
CstPushOutcome  cst_medusa_job_upload_all   (CstMedusaJob   *job,
                                             CstPushAnswer  *answer,
                                             GCancellable   *cancellable,
                                             GError        **error);
CstPushOutcome  cst_medusa_job_send_label   (CstMedusaJob   *job,
                                             char           *owned_path,
                                             JsonArray      *items,
                                             const char     *label_url,
                                             CstPushAnswer  *answer,
                                             GCancellable   *cancellable,
                                             GError        **error);
CstPushOutcome  cst_medusa_job_confirm      (gpointer        data,
                                             CstPushAnswer  *answer,
                                             GCancellable   *cancellable,
                                             GError        **error);

G_END_DECLS
