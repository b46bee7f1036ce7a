/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-findings.h"

#include <glib/gi18n-lib.h>

#include "cst-labels.h"

static void
free_finding (gpointer finding)
{
  cst_record_free (&cst_finding_type, finding);
}

static void
add_pending (GPtrArray              *findings,
             const CstOperation     *operation,
             const CstOperationLine *line)
{
  CstFinding *finding = cst_record_new (&cst_finding_type);

  finding->person = g_strdup (operation->person);
  finding->name = g_strdup (operation->person_name);
  finding->at = operation->created_at;
  finding->line = g_strdup (line != NULL ? line->line : NULL);
  finding->quantity = line != NULL ? line->quantity : 0;
  finding->finding = line != NULL ? cst_operation_finding_of_line (operation, line) : operation->finding;
  finding->note = g_strdup (operation->text);
  for (guint i = 0; i < operation->marks->len; i++)
    g_ptr_array_add (finding->marks, cst_record_dup (&cst_mark_type, g_ptr_array_index (operation->marks, i)));
  g_ptr_array_add (findings, finding);
}

/**
 * cst_findings_of_desk:
 * @desk: what the account's people share
 * @operations: (nullable) (element-type CstOperation): of the order, oldest first
 *
 * Returns: (transfer full) (element-type CstFinding): the desk's findings and after them those
 *   decided here that are still on their way, which have no id; oldest first
 */
GPtrArray *
cst_findings_of_desk (const CstDesk   *desk,
                      const GPtrArray *operations)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func (free_finding);

  g_return_val_if_fail (desk != NULL, findings);

  for (guint i = 0; i < desk->findings->len; i++)
    g_ptr_array_add (findings, cst_record_dup (&cst_finding_type, g_ptr_array_index (desk->findings, i)));

  for (guint i = 0; operations != NULL && i < operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (operations, i);

      if (operation->kind != CST_OPERATION_FINDING || !cst_operation_is_pending (operation) ||
          g_strcmp0 (operation->incident, desk->incident) != 0)
        continue;
      if (operation->lines->len == 0)
        add_pending (findings, operation, NULL);
      for (guint k = 0; k < operation->lines->len; k++)
        add_pending (findings, operation, g_ptr_array_index (operation->lines, k));
    }

  return findings;
}

/* From the newest backwards: each takes the pieces that newer ones left, and of the same word only
 * the newest counts. One about the whole incident speaks of all pieces, and nothing older holds. */
static void
judge_line (CstLineFindings *found,
            const GPtrArray *findings)
{
  gboolean is_said[CST_N_FINDINGS] = { FALSE };
  int left = found->reported;

  for (guint i = findings->len; i > 0 && left > 0; i--)
    {
      const CstFinding *finding = g_ptr_array_index (findings, i - 1);
      gboolean is_whole = finding->line == NULL;
      int pieces;

      if (!is_whole && g_strcmp0 (finding->line, found->line) != 0)
        continue;

      if (!is_said[finding->finding])
        {
          pieces = finding->quantity > 0 && !is_whole ? MIN (finding->quantity, left) : left;
          found->pieces[finding->finding] += pieces;
          left -= pieces;
          is_said[finding->finding] = TRUE;
          if (found->newest == NULL)
            found->newest = finding;
        }
      if (is_whole)
        break;
    }
}

/**
 * cst_findings_now:
 * @findings: (element-type CstFinding): oldest first; has to outlive the result
 *
 * Which findings hold now: later ones supersede earlier ones of the same line, piece by piece (R1,
 * R7). The contract says the same in the words of its addFinding.
 *
 * Returns: (transfer full) (element-type CstLineFindings): one for each reported line, at least one
 */
GArray *
cst_findings_now (const CstIncident *incident,
                  const GPtrArray   *findings)
{
  GArray *now = g_array_new (FALSE, TRUE, sizeof (CstLineFindings));

  g_return_val_if_fail (incident != NULL && findings != NULL, now);

  for (guint i = 0; i < MAX (incident->lines->len, 1); i++)
    {
      const CstLineQuantity *reported = i < incident->lines->len ? g_ptr_array_index (incident->lines, i) : NULL;
      CstLineFindings found = { 0 };

      found.line = reported != NULL ? reported->line : NULL;
      found.reported = reported != NULL ? reported->quantity : 1;
      judge_line (&found, findings);
      g_array_append_val (now, found);
    }

  return now;
}

/**
 * cst_findings_total:
 * @total: (out caller-allocates): of all lines together; its line is %NULL
 */
void
cst_findings_total (const GArray    *now,
                    CstLineFindings *total)
{
  *total = (CstLineFindings) { 0 };

  for (guint i = 0; i < now->len; i++)
    {
      const CstLineFindings *found = &g_array_index (now, CstLineFindings, i);

      total->reported += found->reported;
      for (int kind = 0; kind < CST_N_FINDINGS; kind++)
        total->pieces[kind] += found->pieces[kind];
      if (found->newest != NULL && (total->newest == NULL || found->newest->at >= total->newest->at))
        total->newest = found->newest;
    }
}

/**
 * cst_findings_of_line:
 *
 * Returns: (transfer none) (nullable): what holds for that line, %NULL when it was not reported
 */
const CstLineFindings *
cst_findings_of_line (const GArray *now,
                      const char   *line)
{
  for (guint i = 0; i < now->len; i++)
    {
      const CstLineFindings *found = &g_array_index (now, CstLineFindings, i);

      if (g_strcmp0 (found->line, line) == 0)
        return found;
    }

  return NULL;
}

/* Translators, of all that follow: pieces of an article, as in “2 confirmed, 9 not confirmed, 1 cannot tell” */
static char *
pieces_text (CstFindingKind kind,
             int            pieces)
{
  switch (kind)
    {
    case CST_FINDING_CONFIRMED:
      return g_strdup_printf (ngettext ("%d confirmed", "%d confirmed", (gulong) pieces), pieces);
    case CST_FINDING_NOT_CONFIRMED:
      return g_strdup_printf (ngettext ("%d not confirmed", "%d not confirmed", (gulong) pieces), pieces);
    case CST_FINDING_CANNOT_TELL:
      return g_strdup_printf (ngettext ("%d cannot tell", "%d cannot tell", (gulong) pieces), pieces);
    case CST_FINDING_UNKNOWN:
    default:
      return g_strdup_printf (ngettext ("%d other", "%d other", (gulong) pieces), pieces);
    }
}

/**
 * cst_label_found:
 *
 * In the words of the glossary: one word when all pieces were found the same, else “2 confirmed, 9
 * not confirmed, 1 cannot tell”.
 *
 * Returns: (transfer full) (nullable): %NULL when nothing was found
 */
char *
cst_label_found (const CstLineFindings *found)
{
  static const CstFindingKind order[] = {
    CST_FINDING_CONFIRMED, CST_FINDING_NOT_CONFIRMED, CST_FINDING_CANNOT_TELL, CST_FINDING_UNKNOWN
  };
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      int pieces = found->pieces[order[i]];
      g_autofree char *part = NULL;

      if (pieces == 0)
        continue;
      if (pieces == found->reported)
        {
          g_string_free (text, TRUE);
          return g_strdup (cst_label_finding (order[i]));
        }
      part = pieces_text (order[i], pieces);
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", part);
    }

  return g_string_free (text, text->len == 0);
}

/**
 * cst_label_found_on:
 * @line: (nullable): %NULL for the whole incident
 * @quantity: 0 for all pieces of it
 * @order: (nullable): where the article's title is
 *
 * Returns: (transfer full): one finding in words
 */
char *
cst_label_found_on (CstFindingKind  finding,
                    const char     *line,
                    int             quantity,
                    const CstOrder *order)
{
  const CstOrderLine *article = line != NULL && order != NULL ? cst_order_find_line (order, line) : NULL;
  const char *title = article != NULL && article->title != NULL ? article->title : line;

  if (line == NULL)
    return g_strdup (cst_label_finding (finding));
  if (quantity == 0)
    /* Translators: a finding and the article it is about */
    return g_strdup_printf (C_("finding", "%1$s: %2$s"), cst_label_finding (finding), title);

  /* Translators: a finding, how many pieces, and of which article */
  return g_strdup_printf (C_("finding", "%1$s: %2$d × %3$s"), cst_label_finding (finding), quantity, title);
}

/**
 * cst_label_found_by:
 * @operation: a finding of this desk
 * @order: (nullable): where the articles' titles are
 *
 * Returns: (transfer full): all it says, on one line
 */
char *
cst_label_found_by (const CstOperation *operation,
                    const CstOrder     *order)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < operation->lines->len; i++)
    {
      const CstOperationLine *line = g_ptr_array_index (operation->lines, i);
      g_autofree char *part = cst_label_found_on (cst_operation_finding_of_line (operation, line), line->line,
                                                  line->quantity, order);

      g_string_append_printf (text, "%s%s", i > 0 ? " · " : "", part);
    }
  if (operation->lines->len == 0)
    g_string_append (text, cst_label_finding (operation->finding));

  return g_string_free (text, FALSE);
}
