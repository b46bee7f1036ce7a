/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-mirakl-job.h"

static const CstSequenceOf sequences[] = {
  { CST_OPERATION_MESSAGE, &cst_mirakl_message },
  { CST_OPERATION_REFUND, &cst_mirakl_refund },
  { CST_OPERATION_REPLACEMENT, &cst_mirakl_replacement },
  { CST_OPERATION_SHIP_REPLACEMENT, &cst_mirakl_shipping },
  { CST_OPERATION_RETURN_LABEL, &cst_mirakl_return_label },
  { CST_OPERATION_RETURN_RECEIVED, &cst_mirakl_receipt },
  { CST_OPERATION_RETURN_INSPECTED, &cst_mirakl_inspection },
  { CST_OPERATION_RETURN_ACCEPTED, &cst_mirakl_acceptance },
  { CST_OPERATION_RETURN_REFUSED, &cst_mirakl_refusal },
  { CST_OPERATION_RETURN_CLOSED, &cst_mirakl_closing },
};

static const CstSequence *
sequence_of (const CstOperation *operation)
{
  const CstSequence *sequence = cst_sequence_find (sequences, G_N_ELEMENTS (sequences), operation);

  return sequence == &cst_mirakl_message && operation->purpose == CST_PURPOSE_RESOLUTION ? &cst_mirakl_resolution
                                                                                         : sequence;
}

/**
 * cst_mirakl_push:
 *
 * See cst_marketplace_push().
 */
CstPushOutcome
cst_mirakl_push (gpointer        data,
                 CstOperation   *operation,
                 CstFileReader   reader,
                 gpointer        reader_data,
                 CstPushAnswer  *answer,
                 GCancellable   *cancellable,
                 GError        **error)
{
  CstMiraklSite *site = data;
  const CstSequence *sequence = sequence_of (operation);
  CstMiraklJob job = { site, operation, reader, reader_data };
  CstPushOutcome outcome = CST_PUSH_NOT_SENT;

  if (sequence == NULL)
    return cst_sequence_lacking (answer);

  if (cst_mirakl_job_begin (&job, error))
    outcome = cst_sequence_run (sequence, operation, &job, answer, cancellable, error);
  else if (operation->doubted_at != 0)
    outcome = CST_PUSH_DOUBT;
  cst_mirakl_job_clear (&job);

  return outcome;
}

/**
 * cst_mirakl_read_back:
 *
 * See cst_marketplace_read_back().
 */
CstPushOutcome
cst_mirakl_read_back (gpointer             data,
                      const CstOperation  *operation,
                      CstPushAnswer       *answer,
                      GCancellable        *cancellable,
                      GError             **error)
{
  CstMiraklSite *site = data;
  const CstSequence *sequence = sequence_of (operation);
  CstMiraklJob job = { site, (CstOperation *) operation };
  CstPushOutcome outcome = CST_PUSH_DOUBT;

  if (sequence == NULL)
    return CST_PUSH_NOT_THERE;

  if (cst_mirakl_job_begin (&job, error))
    {
      job.has_acted = TRUE;
      outcome = cst_sequence_read_back (sequence, &job, answer, cancellable, error);
    }
  cst_mirakl_job_clear (&job);

  return outcome;
}
