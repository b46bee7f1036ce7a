/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-manual-case.h"

#include "cst-util.h"

/* R7: what this desk notes about a case. Where there is no site, it is known on this desk only. */

static CstPersonMark *
mark_of (const char *person,
         const char *name,
         gint64      at)
{
  CstPersonMark *mark = cst_record_new (&cst_person_mark_type);

  mark->person = g_strdup (person);
  mark->name = g_strdup (name);
  mark->at = at;

  return mark;
}

static void
add_note (CstDesk            *desk,
          const CstOperation *operation)
{
  CstNote *note = cst_record_new (&cst_note_type);

  note->id = g_strdup (operation->key);
  note->person = g_strdup (operation->person);
  note->name = g_strdup (operation->person_name);
  note->at = operation->created_at;
  note->text = g_strdup (operation->text);
  g_ptr_array_add (desk->notes, note);
}

static CstFinding *
add_finding (CstDesk            *desk,
             const CstOperation *operation)
{
  CstFinding *finding = cst_record_new (&cst_finding_type);

  finding->id = g_strdup_printf ("%s-%u", operation->key, desk->findings->len);
  finding->person = g_strdup (operation->person);
  finding->name = g_strdup (operation->person_name);
  finding->at = operation->created_at;
  finding->finding = operation->finding;
  finding->note = g_strdup (operation->text);
  g_ptr_array_add (desk->findings, finding);

  return finding;
}

/* One for each line; what is drawn on the photos goes with the first. */
static void
add_findings (CstDesk            *desk,
              const CstOperation *operation)
{
  guint first = desk->findings->len;
  CstFinding *finding;

  if (operation->lines->len == 0)
    add_finding (desk, operation);

  for (guint i = 0; i < operation->lines->len; i++)
    {
      const CstOperationLine *part = g_ptr_array_index (operation->lines, i);

      finding = add_finding (desk, operation);
      finding->line = g_strdup (part->line);
      finding->quantity = part->quantity;
      finding->finding = cst_operation_finding_of_line (operation, part);
    }

  finding = g_ptr_array_index (desk->findings, first);
  for (guint i = 0; i < operation->marks->len; i++)
    g_ptr_array_add (finding->marks, cst_record_dup (&cst_mark_type, g_ptr_array_index (operation->marks, i)));
}

static void
add_evidence (CstDesk            *desk,
              const CstOperation *operation)
{
  g_autoptr(GPtrArray) attachments = cst_manual_attachments (operation);

  for (guint i = 0; i < attachments->len; i++)
    {
      CstEvidence *evidence = cst_record_new (&cst_evidence_type);
      CstAttachment *attachment = g_ptr_array_index (attachments, i);

      /* Whatever it owns is the evidence's from here on. */
      cst_record_clear (&cst_attachment_type, &evidence->attachment);
      evidence->attachment = *attachment;
      g_free (attachment);
      evidence->person = g_strdup (operation->person);
      evidence->name = g_strdup (operation->person_name);
      evidence->at = operation->created_at;
      evidence->note = g_strdup (operation->text);
      g_ptr_array_add (desk->evidence, evidence);
    }
}

static void
say_opened (CstDesk            *desk,
            const CstOperation *operation)
{
  for (guint i = 0; i < desk->opened_by->len; i++)
    {
      CstPersonMark *mark = g_ptr_array_index (desk->opened_by, i);

      if (g_strcmp0 (mark->person, operation->person) == 0)
        {
          mark->at = operation->created_at;
          return;
        }
    }

  g_ptr_array_add (desk->opened_by, mark_of (operation->person, operation->person_name, operation->created_at));
}

/**
 * cst_manual_desk_step:
 *
 * A note, a finding, a file, who it is assigned to, who opened it.
 *
 * Returns: (transfer full) (nullable): why not
 */
char *
cst_manual_desk_step (CstManualCase      *self,
                      const CstOperation *operation)
{
  CstDesk *desk = self->desk;

  if (operation->kind == CST_OPERATION_NOTE)
    add_note (desk, operation);
  else if (operation->kind == CST_OPERATION_FINDING)
    add_findings (desk, operation);
  else if (operation->kind == CST_OPERATION_EVIDENCE)
    add_evidence (desk, operation);
  else if (operation->kind == CST_OPERATION_OPENED)
    say_opened (desk, operation);
  else
    {
      if (desk->assigned_to != NULL)
        cst_record_free (&cst_person_mark_type, desk->assigned_to);
      desk->assigned_to = operation->kind == CST_OPERATION_ASSIGN
                          ? mark_of (operation->assignee, operation->assignee_name, operation->created_at)
                          : NULL;
    }
  self->has_new_desk = TRUE;

  return NULL;
}
