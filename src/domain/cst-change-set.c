/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-change-set.h"

static void
deletion_free (gpointer data)
{
  CstDeletion *deletion = data;

  g_free (deletion->id);
  g_free (deletion);
}

/**
 * cst_change_set_new:
 *
 * Returns: (transfer full): a change set that says nothing
 */
CstChangeSet *
cst_change_set_new (void)
{
  CstChangeSet *self = g_new0 (CstChangeSet, 1);

  self->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_order_free);
  self->incidents = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_incident_free);
  self->threads = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_thread_free);
  self->desks = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_desk_free);
  self->deliveries = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_delivery_free);
  self->deletions = g_ptr_array_new_with_free_func (deletion_free);
  self->remaining = -1;

  return self;
}

void
cst_change_set_free (CstChangeSet *self)
{
  if (self == NULL)
    return;

  cst_record_free (&cst_account_info_type, self->info);
  g_ptr_array_unref (self->orders);
  g_ptr_array_unref (self->incidents);
  g_ptr_array_unref (self->threads);
  g_ptr_array_unref (self->desks);
  g_ptr_array_unref (self->deliveries);
  g_ptr_array_unref (self->deletions);
  g_free (self->cursor);
  g_free (self);
}

void
cst_change_set_add_deletion (CstChangeSet *self,
                             CstEntity     entity,
                             const char   *id)
{
  CstDeletion *deletion;

  g_return_if_fail (self != NULL);
  g_return_if_fail (id != NULL);

  deletion = g_new0 (CstDeletion, 1);
  deletion->entity = entity;
  deletion->id = g_strdup (id);
  g_ptr_array_add (self->deletions, deletion);
}

/**
 * cst_change_set_is_empty:
 *
 * Returns: whether storing it would change nothing but the cursor
 */
gboolean
cst_change_set_is_empty (CstChangeSet *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->info == NULL && self->orders->len == 0 && self->incidents->len == 0 &&
         self->threads->len == 0 && self->desks->len == 0 && self->deliveries->len == 0 &&
         self->deletions->len == 0;
}
