/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-medusa-job.h"
#include "cst-wire.h"

static const CstSequence *
sequence_of (CstOperationKind kind)
{
  static const struct
  {
    CstOperationKind   kind;
    const CstSequence *sequence;
  } sequences[] = {
    { CST_OPERATION_REPORT, &cst_medusa_report },
    { CST_OPERATION_REPLACEMENT, &cst_medusa_replacement },
    { CST_OPERATION_REFUND, &cst_medusa_refund },
    { CST_OPERATION_SHIP_REPLACEMENT, &cst_medusa_shipping },
    { CST_OPERATION_RETURN_LABEL, &cst_medusa_return_label },
    { CST_OPERATION_RETURN_RECEIVED, &cst_medusa_receipt },
    { CST_OPERATION_RETURN_INSPECTED, &cst_medusa_inspection },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sequences); i++)
    {
      if (sequences[i].kind == kind)
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
 * cst_medusa_push:
 *
 * See cst_marketplace_push().
 */
CstPushOutcome
cst_medusa_push (CstHttp        *http,
                 CstOperation   *operation,
                 CstFileReader   reader,
                 gpointer        reader_data,
                 CstPushAnswer  *answer,
                 GCancellable   *cancellable,
                 GError        **error)
{
  const CstSequence *sequence = sequence_of (operation->kind);
  CstMedusaJob job = { http, operation, reader, reader_data, CST_MEDUSA_CASE_INIT, NULL };
  CstPushOutcome outcome;

  if (sequence == NULL || !ids_are_valid (operation))
    {
      answer->problem = g_strdup (_("This site has no such thing. Nothing was sent."));
      return CST_PUSH_REFUSED;
    }

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
cst_medusa_read_back (CstHttp             *http,
                      const CstOperation  *operation,
                      CstPushAnswer       *answer,
                      GCancellable        *cancellable,
                      GError             **error)
{
  const CstSequence *sequence = sequence_of (operation->kind);
  CstMedusaJob job = { http, (CstOperation *) operation, NULL, NULL, CST_MEDUSA_CASE_INIT, NULL };
  CstPushOutcome outcome;

  if (sequence == NULL || !ids_are_valid (operation))
    return CST_PUSH_NOT_THERE;

  outcome = cst_sequence_read_back (sequence, &job, answer, cancellable, error);
  cst_medusa_case_clear (&job.facts);

  return outcome;
}
