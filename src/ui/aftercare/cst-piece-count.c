/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-piece-count.h"

#include <glib/gi18n.h>

#include "cst-util.h"

static const CstField count_line_fields[] = {
  CST_FIELD (CstCountLine, line, STRING),
  CST_FIELD (CstCountLine, title, STRING),
  CST_FIELD (CstCountLine, sku, STRING),
  CST_FIELD (CstCountLine, asked, INT),
  CST_FIELD (CstCountLine, received, INT),
  CST_FIELD (CstCountLine, accepted, INT),
  CST_FIELD (CstCountLine, damaged, INT),
  CST_FIELD (CstCountLine, missing, INT),
};

static CST_DEFINE_RECORD_TYPE (count_line, CstCountLine, "counted line");

static const CstField piece_count_fields[] = {
  CST_FIELD (CstPieceCount, order, STRING),
  CST_FIELD (CstPieceCount, incident, STRING),
  CST_FIELD (CstPieceCount, goods, STRING),
  CST_FIELD (CstPieceCount, is_inspection, BOOL),
  CST_FIELD (CstPieceCount, note, STRING),
  CST_FIELD_OF (CstPieceCount, lines, RECORDS, count_line_type),
};

static CST_DEFINE_RECORD_TYPE (piece_count, CstPieceCount, "count of returned pieces");

/**
 * cst_piece_count_new:
 * @goods: a return of @incident
 *
 * A receipt begins with everything that was asked back, since that is what mostly comes; an
 * inspection with nothing sorted but the pieces that did not come, so that each one is looked at.
 *
 * Returns: (transfer full): the count
 */
CstPieceCount *
cst_piece_count_new (const CstOrder    *order,
                     const CstIncident *incident,
                     const CstReturn   *goods,
                     gboolean           is_inspection)
{
  CstPieceCount *self = cst_record_new (&piece_count_type);

  self->order = g_strdup (order->id);
  self->incident = g_strdup (incident->id);
  self->goods = g_strdup (goods->id);
  self->is_inspection = is_inspection;

  for (guint i = 0; i < goods->lines->len; i++)
    {
      const CstReturnLine *part = g_ptr_array_index (goods->lines, i);
      const CstOrderLine *ordered = cst_order_find_line (order, part->line);
      CstCountLine *line = cst_record_new (&count_line_type);

      line->line = g_strdup (part->line);
      line->title = g_strdup (ordered != NULL && ordered->title != NULL ? ordered->title : part->line);
      line->sku = g_strdup (ordered != NULL ? ordered->sku : NULL);
      line->asked = part->quantity;
      line->received = is_inspection ? part->received : part->quantity;
      line->missing = is_inspection ? MAX (part->quantity - part->received, 0) : 0;
      g_ptr_array_add (self->lines, line);
    }

  return self;
}

void
cst_piece_count_free (CstPieceCount *self)
{
  cst_record_free (&piece_count_type, self);
}

CstCountLine *
cst_piece_count_line (CstPieceCount *self,
                      guint          index)
{
  g_return_val_if_fail (index < self->lines->len, NULL);

  return g_ptr_array_index (self->lines, index);
}

/**
 * cst_count_line_unsorted:
 *
 * Returns: pieces of an inspection that are neither accepted, damaged nor missing yet; negative
 *   when more were sorted than were asked back
 */
int
cst_count_line_unsorted (const CstCountLine *line)
{
  return line->asked - line->accepted - line->damaged - line->missing;
}

static char *
problem_of_inspection (const CstCountLine *line)
{
  int unsorted = cst_count_line_unsorted (line);

  if (unsorted > 0)
    return g_strdup_printf (ngettext ("%s: %d piece is not sorted yet.", "%s: %d pieces are not sorted yet.",
                                      (gulong) unsorted), line->title, unsorted);
  if (unsorted < 0)
    return g_strdup_printf (ngettext ("%s: %d piece more than was asked back.",
                                      "%s: %d pieces more than were asked back.", (gulong) - unsorted),
                            line->title, -unsorted);

  return NULL;
}

/**
 * cst_piece_count_dup_problem:
 *
 * Returns: (transfer full) (nullable): what is still wrong with the count, for people; %NULL when it
 *   can be confirmed
 */
char *
cst_piece_count_dup_problem (const CstPieceCount *self)
{
  int received = 0;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const CstCountLine *line = g_ptr_array_index (self->lines, i);
      char *problem = self->is_inspection ? problem_of_inspection (line) : NULL;

      if (problem != NULL)
        return problem;
      received += line->received;
    }

  if (!self->is_inspection && received == 0)
    return g_strdup (_("Nothing is counted as received."));

  return NULL;
}

char *
cst_piece_count_to_text (const CstPieceCount *self)
{
  return cst_record_to_text (&piece_count_type, self);
}

static const CstCountLine *
find_line (const CstPieceCount *self,
           const char          *id)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      const CstCountLine *line = g_ptr_array_index (self->lines, i);

      if (g_strcmp0 (line->line, id) == 0)
        return line;
    }

  return NULL;
}

/**
 * cst_piece_count_restore:
 * @text: from cst_piece_count_to_text()
 *
 * Takes over what was counted of the lines that are still asked back, never more than was asked.
 */
gboolean
cst_piece_count_restore (CstPieceCount  *self,
                         const char     *text,
                         GError        **error)
{
  g_autoptr(CstPieceCount) saved = cst_record_new (&piece_count_type);

  if (!cst_record_from_text (&piece_count_type, saved, text, error))
    return FALSE;
  if (saved->is_inspection != self->is_inspection)
    return TRUE;

  cst_set_str (&self->note, saved->note);
  for (guint i = 0; i < self->lines->len; i++)
    {
      CstCountLine *line = g_ptr_array_index (self->lines, i);
      const CstCountLine *before = find_line (saved, line->line);

      if (before == NULL)
        continue;
      if (!self->is_inspection)
        line->received = CLAMP (before->received, 0, line->asked);
      line->accepted = CLAMP (before->accepted, 0, line->asked);
      line->damaged = CLAMP (before->damaged, 0, line->asked);
      line->missing = CLAMP (before->missing, 0, line->asked);
    }

  return TRUE;
}

/**
 * cst_piece_count_build:
 * @now: when the parcel came in, for a receipt
 *
 * Returns: (transfer full): the operation that says so to the marketplace
 */
CstOperation *
cst_piece_count_build (const CstPieceCount *self,
                       gint64               account,
                       gint64               now)
{
  CstOperation *operation = cst_operation_new (self->is_inspection ? CST_OPERATION_RETURN_INSPECTED
                                                                   : CST_OPERATION_RETURN_RECEIVED,
                                               account, self->order, self->incident);

  operation->subject = g_strdup (self->goods);
  operation->moment = self->is_inspection ? 0 : now;
  operation->text = self->is_inspection && !cst_str_is_blank (self->note) ? g_strdup (self->note) : NULL;
  for (guint i = 0; i < self->lines->len; i++)
    {
      const CstCountLine *line = g_ptr_array_index (self->lines, i);
      CstOperationLine *count = cst_operation_add_line (operation, line->line, line->asked);

      if (self->is_inspection)
        {
          count->accepted = line->accepted;
          count->damaged = line->damaged;
          count->missing = line->missing;
        }
      else
        {
          count->received = line->received;
        }
    }

  return operation;
}
