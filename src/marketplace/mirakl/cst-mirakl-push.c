/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-mirakl-job.h"
#include "cst-wire.h"

static const CstSequence *
sequence_of (const CstOperation *operation)
{
  static const struct
  {
    CstOperationKind   kind;
    const CstSequence *sequence;
  } sequences[] = {
    { CST_OPERATION_MESSAGE, &cst_mirakl_message },
    { CST_OPERATION_REFUND, &cst_mirakl_refund },
    { CST_OPERATION_REPLACEMENT, &cst_mirakl_replacement },
    { CST_OPERATION_SHIP_REPLACEMENT, &cst_mirakl_shipping },
    { CST_OPERATION_RETURN_LABEL, &cst_mirakl_return_label },
    { CST_OPERATION_RETURN_RECEIVED, &cst_mirakl_receipt },
    { CST_OPERATION_RETURN_INSPECTED, &cst_mirakl_inspection },
  };

  if (operation->kind == CST_OPERATION_MESSAGE && operation->purpose == CST_PURPOSE_RESOLUTION)
    return &cst_mirakl_resolution;

  for (gsize i = 0; i < G_N_ELEMENTS (sequences); i++)
    {
      if (sequences[i].kind == operation->kind)
        return sequences[i].sequence;
    }

  return NULL;
}

static gboolean
ids_are_valid (const CstOperation *operation)
{
  return cst_wire_id_is_valid (operation->order) &&
         (operation->incident == NULL || cst_wire_id_is_valid (operation->incident)) &&
         (operation->subject == NULL || cst_wire_id_is_valid (operation->subject));
}

/**
 * cst_mirakl_push:
 *
 * See cst_marketplace_push().
 */
CstPushOutcome
cst_mirakl_push (CstMiraklSite  *site,
                 CstOperation   *operation,
                 CstFileReader   reader,
                 gpointer        reader_data,
                 CstPushAnswer  *answer,
                 GCancellable   *cancellable,
                 GError        **error)
{
  const CstSequence *sequence = sequence_of (operation);
  CstMiraklJob job = { site, operation, reader, reader_data };
  CstPushOutcome outcome = CST_PUSH_NOT_SENT;

  if (sequence == NULL || !ids_are_valid (operation))
    {
      answer->problem = g_strdup (_("This site has no such thing. Nothing was sent."));
      return CST_PUSH_REFUSED;
    }

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
cst_mirakl_read_back (CstMiraklSite       *site,
                      const CstOperation  *operation,
                      CstPushAnswer       *answer,
                      GCancellable        *cancellable,
                      GError             **error)
{
  const CstSequence *sequence = sequence_of (operation);
  CstMiraklJob job = { site, (CstOperation *) operation };
  CstPushOutcome outcome = CST_PUSH_DOUBT;

  if (sequence == NULL || !ids_are_valid (operation))
    return CST_PUSH_NOT_THERE;

  if (cst_mirakl_job_begin (&job, error))
    {
      job.has_acted = TRUE;
      outcome = cst_sequence_read_back (sequence, &job, answer, cancellable, error);
    }
  cst_mirakl_job_clear (&job);

  return outcome;
}
