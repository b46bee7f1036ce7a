/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-world-private.h"

static void
thread_free (CstWorldThread *thread)
{
  g_ptr_array_unref (thread->messages);
  g_free (thread->read_up_to);
  g_free (thread);
}

void
cst_world_order_free (CstWorldOrder *order)
{
  g_free (order->lines);
  g_clear_pointer (&order->incidents, g_array_unref);
  g_clear_pointer (&order->thread, thread_free);
  g_free (order);
}

static void
history_free (CstWorldHistory *entry)
{
  g_free (entry->detail);
  g_free (entry->resolution);
  g_free (entry);
}

void
cst_world_remark_free (CstWorldRemark *remark)
{
  g_free (remark->by.person);
  g_free (remark->by.name);
  g_free (remark->text);
  g_clear_pointer (&remark->marks, g_ptr_array_unref);
  g_free (remark);
}

void
cst_world_attachment_free (CstWorldAttachment *attachment)
{
  g_free (attachment->id);
  g_free (attachment->filename);
  g_free (attachment->sha256);
  g_clear_pointer (&attachment->bytes, g_bytes_unref);
  g_free (attachment);
}

void
cst_world_message_free (CstWorldMessage *message)
{
  g_free (message->id);
  g_free (message->author_name);
  g_free (message->body);
  g_free (message->language);
  g_free (message->key);
  g_ptr_array_unref (message->attachments);
  g_free (message);
}

void
cst_world_resolution_free (CstWorldResolution *resolution)
{
  g_free (resolution->id);
  g_free (resolution->refused_reason);
  g_free (resolution->by);
  g_free (resolution->key);
  g_array_unref (resolution->lines);
  g_free (resolution->instructions);
  g_free (resolution->return_id);
  g_free (resolution->ship_by);
  g_free (resolution->carrier);
  g_free (resolution->tracking_number);
  g_free (resolution->tracking_url);
  g_free (resolution);
}

void
cst_world_return_free (CstWorldReturn *ret)
{
  g_free (ret->id);
  g_free (ret->resolution);
  g_array_unref (ret->lines);
  g_free (ret->label_follows_on);
  g_free (ret->instructions);
  g_free (ret->carrier);
  g_free (ret->tracking_number);
  g_free (ret);
}

void
cst_world_incident_free (CstWorldIncident *incident)
{
  g_free (incident->refused_reason);
  g_free (incident->fate);
  g_free (incident->description);
  g_array_unref (incident->lines);
  g_ptr_array_unref (incident->attachments);
  g_ptr_array_unref (incident->history);
  g_ptr_array_unref (incident->resolutions);
  g_ptr_array_unref (incident->returns);
  g_free (incident->desk.assigned_to.person);
  g_free (incident->desk.assigned_to.name);
  g_ptr_array_unref (incident->desk.opened_by);
  g_ptr_array_unref (incident->desk.notes);
  g_ptr_array_unref (incident->desk.findings);
  g_ptr_array_unref (incident->desk.evidence);
  g_free (incident);
}

/* Makes the next problem of the world, empty. */
CstWorldIncident *
cst_world_new_incident (CstWorld *self)
{
  CstWorldIncident *incident = g_new0 (CstWorldIncident, 1);

  incident->lines = g_array_new (FALSE, TRUE, sizeof (CstWorldPieces));
  incident->attachments = g_ptr_array_new ();
  incident->history = g_ptr_array_new_with_free_func ((GDestroyNotify) history_free);
  incident->resolutions = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_world_resolution_free);
  incident->returns = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_world_return_free);
  incident->desk.opened_by = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_world_remark_free);
  incident->desk.notes = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_world_remark_free);
  incident->desk.findings = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_world_remark_free);
  incident->desk.evidence = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_world_remark_free);

  cst_world_add_incident (self, incident);

  return incident;
}

/**
 * cst_world_ensure_thread:
 *
 * Returns: (transfer none): the conversation about @order, begun when there was none
 */
CstWorldThread *
cst_world_ensure_thread (CstWorldOrder *order)
{
  if (order->thread == NULL)
    {
      order->thread = g_new0 (CstWorldThread, 1);
      order->thread->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_world_message_free);
    }

  return order->thread;
}
