/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-decide-checks.h"

#include <glib/gi18n-lib.h>

#include "cst-operations.h"

/* A note beside the finding. */
#define NOTE_LENGTH 4000

/* Pieces that the operation's findings take of one line; a line named twice with one finding gives -1. */
static gint64
sum_of_line (const CstOperation     *operation,
             const CstOperationLine *of,
             int                     reported)
{
  gint64 sum = 0;

  for (guint i = 0; i < operation->lines->len; i++)
    {
      const CstOperationLine *other = g_ptr_array_index (operation->lines, i);

      if (g_strcmp0 (other->line, of->line) != 0)
        continue;
      if (other != of &&
          cst_operation_finding_of_line (operation, other) == cst_operation_finding_of_line (operation, of))
        return -1;
      sum += other->quantity > 0 ? other->quantity : reported;
    }

  return sum;
}

static gboolean
check_line (const CstDecideContext  *context,
            const CstOperation      *operation,
            const CstOperationLine  *part,
            GError                 **error)
{
  const CstOrderLine *line = cst_order_find_line (context->order, part->line);
  int reported = cst_incident_reported_quantity (context->incident, part->line);
  gint64 sum;

  if (line == NULL || part->quantity < 0)
    return cst_decide_incomplete (error, _("The finding names a line that the order does not have."));
  if (cst_operation_finding_of_line (operation, part) == CST_FINDING_UNKNOWN)
    return cst_decide_incomplete (error, _("Say what you found."));
  if (reported == 0)
    {
      g_set_error (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE,
                   _("“%s” is not among the reported articles."), line->title);
      return FALSE;
    }

  sum = sum_of_line (operation, part, reported);
  if (sum < 0)
    return cst_decide_incomplete (error, _("Say each finding only once for a line."));
  if (sum > reported)
    {
      g_set_error (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE,
                   _("The findings on “%s” cover %d pieces, but %d were reported."), line->title,
                   (int) MIN (sum, G_MAXINT), reported);
      return FALSE;
    }

  return TRUE;
}

/* R1, R7: what was found, on no more pieces than were reported, with marks that can be drawn. */
gboolean
cst_decide_check_finding (const CstDecideContext  *context,
                          const CstOperation      *operation,
                          GError                 **error)
{
  if (operation->lines->len == 0 && operation->finding == CST_FINDING_UNKNOWN)
    return cst_decide_incomplete (error, _("Say what you found."));

  for (guint i = 0; i < operation->lines->len; i++)
    {
      if (!check_line (context, operation, g_ptr_array_index (operation->lines, i), error))
        return FALSE;
    }

  if (operation->text != NULL && g_utf8_strlen (operation->text, -1) > NOTE_LENGTH)
    return cst_decide_incomplete (error, _("The note is too long."));
  if (operation->marks->len > CST_MARKS_MAX)
    return cst_decide_incomplete (error, _("There are too many marks on the photos."));

  for (guint i = 0; i < operation->marks->len; i++)
    {
      if (!cst_mark_is_valid (g_ptr_array_index (operation->marks, i)))
        return cst_decide_incomplete (error, _("A mark lies outside its photo or says nothing."));
    }

  return TRUE;
}
