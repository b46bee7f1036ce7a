/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-medusa-job.h"

static const CstSequenceOf sequences[] = {
  { CST_OPERATION_REPORT, &cst_medusa_report },
  { CST_OPERATION_REPLACEMENT, &cst_medusa_replacement },
  { CST_OPERATION_REFUND, &cst_medusa_refund },
  { CST_OPERATION_SHIP_REPLACEMENT, &cst_medusa_shipping },
  { CST_OPERATION_RETURN_LABEL, &cst_medusa_return_label },
  { CST_OPERATION_RETURN_RECEIVED, &cst_medusa_receipt },
  { CST_OPERATION_RETURN_INSPECTED, &cst_medusa_inspection },
  { CST_OPERATION_CANCEL, &cst_medusa_cancellation },
};

static const CstSequence *
sequence_of (const CstOperation *operation)
{
  const CstSequence *sequence = cst_sequence_find (sequences, G_N_ELEMENTS (sequences), operation);

  return sequence == &cst_medusa_cancellation && operation->subject != NULL ? &cst_medusa_return_cancellation
                                                                            : sequence;
}

/**
 * cst_medusa_push:
 *
 * See cst_marketplace_push().
 */
CstPushOutcome
cst_medusa_push (gpointer        data,
                 CstOperation   *operation,
                 CstFileReader   reader,
                 gpointer        reader_data,
                 CstPushAnswer  *answer,
                 GCancellable   *cancellable,
                 GError        **error)
{
  CstHttp *http = data;
  const CstSequence *sequence = sequence_of (operation);
  CstMedusaJob job = { http, operation, reader, reader_data, CST_MEDUSA_CASE_INIT, NULL };
  CstPushOutcome outcome;

  if (sequence == NULL)
    return cst_sequence_lacking (answer);

  outcome = cst_sequence_run (sequence, operation, &job, answer, cancellable, error);
  cst_medusa_case_clear (&job.facts);

  return outcome;
}

/**
 * cst_medusa_read_back:
 *
 * See cst_marketplace_read_back().
 */
CstPushOutcome
cst_medusa_read_back (gpointer             data,
                      const CstOperation  *operation,
                      CstPushAnswer       *answer,
                      GCancellable        *cancellable,
                      GError             **error)
{
  CstHttp *http = data;
  const CstSequence *sequence = sequence_of (operation);
  CstMedusaJob job = { http, (CstOperation *) operation, NULL, NULL, CST_MEDUSA_CASE_INIT, NULL };
  CstPushOutcome outcome;

  if (sequence == NULL)
    return CST_PUSH_NOT_THERE;

  outcome = cst_sequence_read_back (sequence, &job, answer, cancellable, error);
  cst_medusa_case_clear (&job.facts);

  return outcome;
}
