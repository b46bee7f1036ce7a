/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-outbox-comparison.h"

#include <glib/gi18n.h>

#include "cst-format.h"
#include "cst-labels.h"
#include "cst-outbox-words.h"
#include "cst-util.h"

/* A conflict, side by side: what we wanted, and what the marketplace says now. Nothing is merged: a person reads
 * both and decides again, or gives up. */

static void
comparison_free (gpointer data)
{
  CstOutboxComparison *comparison = data;

  g_free (comparison->label);
  g_free (comparison->ours);
  g_free (comparison->theirs);
  g_free (comparison);
}

/* Takes the two texts. An aspect neither side knows is left out; one that was not decided here cannot differ. */
static void
compare (GPtrArray  *comparisons,
         const char *label,
         char       *ours,
         char       *theirs)
{
  CstOutboxComparison *comparison;

  if (ours == NULL && theirs == NULL)
    return;

  comparison = g_new0 (CstOutboxComparison, 1);
  comparison->differs = ours != NULL && g_strcmp0 (ours, theirs) != 0;
  comparison->label = g_strdup (label);
  comparison->ours = ours != NULL ? ours : g_strdup (CST_NO_VALUE);
  comparison->theirs = theirs != NULL ? theirs : g_strdup (CST_NO_VALUE);
  g_ptr_array_add (comparisons, comparison);
}

/**
 * cst_outbox_comparison_new:
 *
 * Returns: (transfer full) (element-type CstOutboxComparison): nothing compared yet
 */
GPtrArray *
cst_outbox_comparison_new (void)
{
  return g_ptr_array_new_with_free_func (comparison_free);
}

/**
 * cst_outbox_comparison_add:
 * @ours: (nullable): what was decided here
 * @theirs: (nullable): what the other side says
 */
void
cst_outbox_comparison_add (GPtrArray  *comparisons,
                           const char *label,
                           const char *ours,
                           const char *theirs)
{
  compare (comparisons, label, g_strdup (ours), g_strdup (theirs));
}

/* The marketplace's resolution as an operation of ours would have said it, so that both read alike. */
static CstOperation *
as_operation (const CstResolution *resolution,
              const CstOperation  *ours)
{
  CstOperation *operation = cst_operation_new (resolution->kind == CST_RESOLUTION_REPLACEMENT
                                               ? CST_OPERATION_REPLACEMENT : CST_OPERATION_REFUND,
                                               ours->account, ours->order, ours->incident);

  operation->with_return = resolution->return_id != NULL;
  operation->expected = resolution->amounts;
  cst_set_str (&operation->text, resolution->instructions);
  for (guint i = 0; i < resolution->lines->len; i++)
    {
      const CstResolutionLine *said = g_ptr_array_index (resolution->lines, i);

      cst_operation_add_line (operation, said->line, said->quantity)->amount = said->amount;
    }

  return operation;
}

static char *
decided (const char *name,
         gint64      at,
         gint64      now)
{
  g_autofree char *moment = cst_format_moment (at, now);

  if (cst_str_is_blank (name))
    return g_steal_pointer (&moment);

  /* Translators: a person’s name and a moment */
  return g_strdup_printf (C_("who and when", "%1$s, %2$s"), name, moment);
}

static char *
text_or_null (const char *text)
{
  return cst_str_is_blank (text) ? NULL : g_strdup (text);
}

static void
compare_resolution (GPtrArray            *comparisons,
                    const CstOperation   *ours,
                    const CstResolution  *resolution,
                    const CstOrder       *order,
                    const CstAccountInfo *info,
                    gint64                now)
{
  g_autoptr(CstOperation) theirs = resolution != NULL ? as_operation (resolution, ours) : NULL;

  compare (comparisons, C_("comparison", "Decision"), g_strdup (cst_label_operation_kind (ours, info)),
           theirs == NULL ? g_strdup (_("No resolution"))
                          : g_strdup_printf ("%s · %s", cst_label_operation_kind (theirs, info),
                                             cst_label_resolution_state (resolution->state)));
  compare (comparisons, C_("comparison", "Pieces"), cst_outbox_pieces (ours, order),
           theirs != NULL ? cst_outbox_pieces (theirs, order) : NULL);
  compare (comparisons, C_("comparison", "Amount"), cst_outbox_amount (ours, order),
           theirs != NULL ? cst_outbox_amount (theirs, order) : NULL);
  compare (comparisons, C_("comparison", "Text"), text_or_null (ours->text),
           theirs != NULL ? text_or_null (theirs->text) : NULL);
  compare (comparisons, C_("comparison", "Decided by"), decided (ours->person_name, ours->created_at, now),
           resolution != NULL ? decided (resolution->by, resolution->requested_at, now) : NULL);
}

/* What was already paid back of the order: the other reason why a refund no longer fits. */
static char *
refunded_so_far (const CstOrder *order)
{
  if (order == NULL || order->refunded.currency[0] == '\0' || order->refunded.total == 0)
    return NULL;

  return cst_format_amount (cst_money (order->refunded.total, order->refunded.currency), CST_TAX_INCLUDED);
}

/**
 * cst_outbox_compare:
 * @order: (nullable): as the marketplace says it now
 * @incident: (nullable): as the marketplace says it now
 *
 * Returns: (transfer full) (element-type CstOutboxComparison): both sides, aspect by aspect
 */
GPtrArray *
cst_outbox_compare (const CstOperation   *operation,
                    const CstOrder       *order,
                    const CstIncident    *incident,
                    const CstAccountInfo *info,
                    gint64                now)
{
  GPtrArray *comparisons = g_ptr_array_new_with_free_func (comparison_free);
  const CstResolution *latest = NULL;

  if (incident != NULL && incident->resolutions->len > 0)
    latest = g_ptr_array_index (incident->resolutions, incident->resolutions->len - 1);

  if (cst_operation_is_resolution (operation))
    {
      compare_resolution (comparisons, operation, latest, order, info, now);
    }
  else
    {
      compare (comparisons, C_("comparison", "Decision"), g_strdup (cst_label_operation_kind (operation, info)), NULL);
      compare (comparisons, C_("comparison", "Pieces"), cst_outbox_pieces (operation, order), NULL);
      compare (comparisons, C_("comparison", "Text"), text_or_null (operation->text), NULL);
      compare (comparisons, C_("comparison", "Decided by"),
               decided (operation->person_name, operation->created_at, now), NULL);
    }

  if (incident != NULL)
    {
      compare (comparisons, C_("comparison", "State"), NULL, cst_label_incident_state (incident, info));
      compare (comparisons, C_("comparison", "Changed"), NULL, cst_format_moment (incident->updated_at, now));
    }
  compare (comparisons, C_("comparison", "Refunded so far"), NULL, refunded_so_far (order));

  return comparisons;
}
