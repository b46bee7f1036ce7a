/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-outbox-redo.h"

#include <glib/gi18n.h>

#include "cst-drafts.h"
#include "cst-operations.h"
#include "cst-resolution-draft.h"
#include "cst-truth.h"

/* Deciding again what met a conflict or a refusal, or changing what has not left yet: the old decision goes into the
 * history, and what it said becomes the incident's draft, cut down to what is still possible, for a person to look at
 * and confirm. */

/* What the composer of messages keeps. */
typedef struct
{
  char      *text;
  GPtrArray *files;
} MessageDraft;

static const CstField message_draft_fields[] = {
  CST_FIELD (MessageDraft, text, STRING),
  CST_FIELD_OF (MessageDraft, files, RECORDS, cst_outgoing_file_type),
};

static CST_DEFINE_RECORD_TYPE (message_draft, MessageDraft, "message draft");

static const CstOperationLine *
find_line (const CstOperation *operation,
           const char         *id)
{
  for (guint i = 0; i < operation->lines->len; i++)
    {
      const CstOperationLine *line = g_ptr_array_index (operation->lines, i);

      if (g_strcmp0 (line->line, id) == 0)
        return line;
    }

  return NULL;
}

/* The draft itself keeps quantities and amounts within what is left (R1). */
static void
fill_draft (CstResolutionDraft *draft,
            const CstOperation *operation)
{
  gboolean is_refund = operation->kind == CST_OPERATION_REFUND;

  cst_resolution_draft_set_choice (draft, is_refund ? CST_CHOICE_REFUND : CST_CHOICE_REPLACEMENT);
  for (guint i = 0; i < cst_resolution_draft_get_n_lines (draft); i++)
    {
      const CstOperationLine *line = find_line (operation, cst_resolution_draft_get_line (draft, i)->id);

      cst_resolution_draft_set_quantity (draft, i, line != NULL ? line->quantity : 0);
      if (line != NULL && line->amount != 0)
        cst_resolution_draft_set_amount (draft, i, line->amount);
    }

  cst_resolution_draft_set_shipping (draft, operation->shipping);
  cst_resolution_draft_set_with_return (draft, operation->with_return);
  cst_resolution_draft_set_instructions (draft, operation->text);
  cst_resolution_draft_set_ship_by (draft, operation->ship_by);
  if (operation->label_follows_on != NULL)
    {
      cst_resolution_draft_set_label_follows (draft, TRUE);
      cst_resolution_draft_set_label_follows_on (draft, operation->label_follows_on);
    }
  if (operation->with_return && operation->files->len > 0)
    {
      const CstOutgoingFile *label = g_ptr_array_index (operation->files, 0);

      cst_resolution_draft_set_label (draft, label);
    }
}

static char *
resolution_text (CstDb               *db,
                 const CstOperation  *operation,
                 GError             **error)
{
  g_autoptr(CstResolutionDraft) draft = cst_resolution_draft_new ();
  g_autoptr(CstOrder) order = cst_db_order (db, operation->account, operation->order, error);
  g_autoptr(CstIncident) incident = NULL;
  g_autoptr(GPtrArray) incidents = NULL;
  g_autoptr(GPtrArray) operations = NULL;

  if (order == NULL ||
      !(incident = cst_db_incident (db, operation->account, operation->incident, error)) ||
      !(incidents = cst_db_order_incidents (db, operation->account, operation->order, error)) ||
      !(operations = cst_db_operations_of_order (db, operation->account, operation->order, error)))
    return NULL;

  cst_resolution_draft_set_case (draft, order, incident, incidents, operations);
  fill_draft (draft, operation);

  return cst_resolution_draft_to_text (draft);
}

static char *
message_text (const CstOperation *operation)
{
  MessageDraft draft = { operation->text, operation->files };

  return cst_record_to_text (&message_draft_type, &draft);
}

/**
 * cst_outbox_redo:
 * @db: a writer inside a transaction
 * @person: (nullable): the id of who decides again
 *
 * Returns: whether the draft is written and the old operation set aside
 */
gboolean
cst_outbox_redo (CstDb       *db,
                 gint64       id,
                 const char  *person,
                 gint64       now,
                 GError     **error)
{
  g_autoptr(CstOperation) operation = cst_db_operation (db, id, error);
  g_autofree char *text = NULL;
  g_autofree char *key = NULL;
  gboolean is_resolution;

  if (operation == NULL)
    return FALSE;

  g_return_val_if_fail (operation->incident != NULL, FALSE);

  is_resolution = cst_operation_is_resolution (operation);
  text = is_resolution ? resolution_text (db, operation, error) : message_text (operation);
  key = cst_draft_key (operation->account, operation->order, operation->incident,
                       is_resolution ? "resolution" : "message");

  return text != NULL &&
         cst_db_save_draft (db, key, text, now, error) &&
         (cst_operation_may_undo (operation)
          ? cst_db_undo_operation (db, id, person, now, error)
          : cst_db_settle_operation (db, id, CST_OPERATION_CANCELLED, person, now, error));
}
