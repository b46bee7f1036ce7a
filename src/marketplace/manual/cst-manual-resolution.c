/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-manual-case.h"

#include <glib/gi18n-lib.h>

#include "cst-util.h"

/* What we decide, written down as a site would: asked for now, carried out when somebody says that it was. */

/**
 * cst_manual_find_return:
 *
 * Returns: (transfer none) (nullable): one of the incident's returns, to be changed
 */
CstReturn *
cst_manual_find_return (CstManualCase *self,
                        const char    *id)
{
  for (guint i = 0; i < self->incident->returns->len; i++)
    {
      CstReturn *goods = g_ptr_array_index (self->incident->returns, i);

      if (g_strcmp0 (goods->id, id) == 0)
        return goods;
    }

  return NULL;
}

static CstResolution *
add_resolution (CstManualCase      *self,
                const CstOperation *operation)
{
  CstResolution *resolution = cst_record_new (&cst_resolution_type);

  resolution->id = g_strdup (operation->key);
  resolution->key = g_strdup (operation->key);
  resolution->kind = operation->kind == CST_OPERATION_REFUND ? CST_RESOLUTION_REFUND : CST_RESOLUTION_REPLACEMENT;
  resolution->state = CST_RESOLUTION_REQUESTED;
  resolution->requested_at = operation->created_at;
  resolution->by = g_strdup (operation->person_name);
  resolution->instructions = g_strdup (operation->text);
  resolution->ship_by = g_strdup (operation->ship_by);
  cst_record_assign (&cst_amounts_type, &resolution->amounts, &operation->expected);

  for (guint i = 0; i < operation->lines->len; i++)
    {
      const CstOperationLine *part = g_ptr_array_index (operation->lines, i);
      CstResolutionLine *line = cst_record_new (&cst_resolution_line_type);

      line->line = g_strdup (part->line);
      line->quantity = part->quantity;
      line->amount = part->amount;
      g_ptr_array_add (resolution->lines, line);
    }
  g_ptr_array_add (self->incident->resolutions, resolution);

  return resolution;
}

static CstAttachment *
label_of (const CstOperation *operation)
{
  g_autoptr(GPtrArray) attachments = cst_manual_attachments (operation);

  return attachments->len > 0 ? g_ptr_array_steal_index (attachments, 0) : NULL;
}

static void
ask_back (CstManualCase      *self,
          const CstOperation *operation,
          CstResolution      *resolution)
{
  CstReturn *goods = cst_record_new (&cst_return_type);

  goods->id = g_strconcat (operation->key, "-return", NULL);
  goods->resolution = g_strdup (resolution->id);
  goods->label = label_of (operation);
  goods->label_follows_on = g_strdup (operation->label_follows_on);
  goods->instructions = g_strdup (operation->text);
  goods->state = goods->label != NULL ? CST_RETURN_LABELLED : CST_RETURN_ASKED;
  goods->asked_at = operation->created_at;

  for (guint i = 0; i < resolution->lines->len; i++)
    {
      const CstResolutionLine *part = g_ptr_array_index (resolution->lines, i);
      CstReturnLine *line = cst_record_new (&cst_return_line_type);

      line->line = g_strdup (part->line);
      line->quantity = part->quantity;
      g_ptr_array_add (goods->lines, line);
    }

  cst_set_str (&resolution->return_id, goods->id);
  g_ptr_array_add (self->incident->returns, goods);
  cst_manual_case_note (self, operation, CST_EVENT_RETURN_ASKED, CST_PARTY_BRAND, resolution->id);
}

/**
 * cst_manual_request:
 *
 * A refund or a replacement (O7, O8). No site carries it out: it stays ours to do until somebody says it was done.
 *
 * Returns: (transfer full) (nullable): why not
 */
char *
cst_manual_request (CstManualCase      *self,
                    const CstOperation *operation)
{
  CstResolution *resolution;

  if (cst_incident_is_settled (self->incident))
    return g_strdup (_("The incident is closed. Reopen it first."));
  if (cst_incident_open_resolution (self->incident) != NULL)
    return g_strdup (_("The incident already has a resolution that is not carried out."));

  resolution = add_resolution (self, operation);
  self->incident->state = CST_INCIDENT_IN_PROGRESS;
  cst_manual_wait (self->incident, CST_PARTY_BRAND, operation->created_at);
  cst_manual_case_note (self, operation, CST_EVENT_RESOLUTION_REQUESTED, CST_PARTY_BRAND, resolution->id);
  if (operation->with_return)
    ask_back (self, operation, resolution);

  return NULL;
}

/**
 * cst_manual_ship:
 *
 * R3: the replacement left, which carries the resolution out.
 *
 * Returns: (transfer full) (nullable): why not
 */
char *
cst_manual_ship (CstManualCase      *self,
                 const CstOperation *operation)
{
  for (guint i = 0; i < self->incident->resolutions->len; i++)
    {
      CstResolution *resolution = g_ptr_array_index (self->incident->resolutions, i);

      if (g_strcmp0 (resolution->id, operation->subject) != 0 || resolution->shipped_at != 0)
        continue;

      resolution->shipped_at = cst_manual_moment (operation);
      resolution->executed_at = resolution->shipped_at;
      resolution->state = CST_RESOLUTION_EXECUTED;
      cst_set_str (&resolution->carrier, operation->carrier);
      cst_set_str (&resolution->tracking_number, operation->tracking_number);
      cst_set_str (&resolution->tracking_url, operation->tracking_url);
      cst_manual_wait (self->incident, CST_PARTY_CUSTOMER, resolution->shipped_at);
      cst_manual_case_note (self, operation, CST_EVENT_SHIPPED, CST_PARTY_BRAND, resolution->id);

      return NULL;
    }

  return g_strdup (_("There is no replacement that waits to be shipped."));
}

static void
count (CstReturn          *goods,
       const CstOperation *operation)
{
  for (guint i = 0; i < operation->lines->len; i++)
    {
      const CstOperationLine *said = g_ptr_array_index (operation->lines, i);

      for (guint j = 0; j < goods->lines->len; j++)
        {
          CstReturnLine *line = g_ptr_array_index (goods->lines, j);

          if (g_strcmp0 (line->line, said->line) != 0)
            continue;
          if (operation->kind == CST_OPERATION_RETURN_RECEIVED)
            line->received = said->received;
          line->accepted = said->accepted;
          line->damaged = said->damaged;
          line->missing = said->missing;
        }
    }
}

/**
 * cst_manual_return_step:
 *
 * R4: the return's label, its receipt, its inspection.
 *
 * Returns: (transfer full) (nullable): why not
 */
char *
cst_manual_return_step (CstManualCase      *self,
                        const CstOperation *operation)
{
  CstReturn *goods = cst_manual_find_return (self, operation->subject);
  CstIncidentEventKind event;

  if (goods == NULL)
    return g_strdup (_("There is no such return."));

  if (operation->kind == CST_OPERATION_RETURN_LABEL)
    {
      if (goods->label != NULL)
        cst_record_free (&cst_attachment_type, goods->label);
      goods->label = label_of (operation);
      goods->state = CST_RETURN_LABELLED;
      event = CST_EVENT_RETURN_LABELLED;
    }
  else if (operation->kind == CST_OPERATION_RETURN_RECEIVED)
    {
      goods->received_at = cst_manual_moment (operation);
      goods->state = CST_RETURN_RECEIVED;
      event = CST_EVENT_RETURN_RECEIVED;
    }
  else
    {
      goods->inspected_at = cst_manual_moment (operation);
      goods->state = CST_RETURN_INSPECTED;
      event = CST_EVENT_RETURN_INSPECTED;
    }

  count (goods, operation);
  cst_manual_case_note (self, operation, event, CST_PARTY_BRAND, goods->resolution);

  return NULL;
}
