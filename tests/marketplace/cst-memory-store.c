/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-memory-store.h"

static gboolean
read_order (const char  *id,
            gpointer     data,
            CstOrder   **order,
            GError     **error)
{
  const CstOrder *known = cst_memory_store_order (data, id);

  *order = known != NULL ? cst_order_copy (known) : NULL;

  return TRUE;
}

static gboolean
read_incident (const char   *id,
               gpointer      data,
               CstIncident **incident,
               GError      **error)
{
  const CstIncident *known = cst_memory_store_incident (data, id);

  *incident = known != NULL ? cst_incident_copy (known) : NULL;

  return TRUE;
}

static gboolean
read_delivery (const char   *id,
               gpointer      data,
               CstDelivery **delivery,
               GError      **error)
{
  const CstDelivery *known = g_hash_table_lookup (((CstMemoryStore *) data)->deliveries, id);

  *delivery = known != NULL ? cst_delivery_copy (known) : NULL;

  return TRUE;
}

static CstThread *
read_thread (const char  *order,
             gpointer     data,
             GError     **error)
{
  const CstThread *known = cst_memory_store_thread (data, order);
  CstThread *empty;

  if (known != NULL)
    return cst_thread_copy (known);

  empty = cst_thread_new ();
  empty->order = g_strdup (order);

  return empty;
}

static CstDesk *
read_desk (const char  *incident,
           gpointer     data,
           GError     **error)
{
  const CstDesk *known = g_hash_table_lookup (((CstMemoryStore *) data)->desks, incident);
  CstDesk *empty;

  if (known != NULL)
    return cst_record_dup (&cst_desk_type, known);

  empty = cst_desk_new ();
  empty->incident = g_strdup (incident);

  return empty;
}

static char *
read_setting (const char *key,
              gpointer    data)
{
  return g_strdup (g_hash_table_lookup (((CstMemoryStore *) data)->settings, key));
}

static const CstTruthReader reader = {
  .order = read_order, .incident = read_incident, .delivery = read_delivery, .thread = read_thread, .desk = read_desk,
  .setting = read_setting,
};

static GHashTable *
new_table (GDestroyNotify free_func)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_func);
}

CstMemoryStore *
cst_memory_store_new (void)
{
  CstMemoryStore *self = g_new0 (CstMemoryStore, 1);

  self->orders = new_table ((GDestroyNotify) cst_order_free);
  self->incidents = new_table ((GDestroyNotify) cst_incident_free);
  self->deliveries = new_table ((GDestroyNotify) cst_delivery_free);
  self->threads = new_table ((GDestroyNotify) cst_thread_free);
  self->desks = new_table ((GDestroyNotify) cst_desk_free);
  self->settings = new_table (g_free);

  return self;
}

void
cst_memory_store_free (CstMemoryStore *self)
{
  g_hash_table_unref (self->orders);
  g_hash_table_unref (self->incidents);
  g_hash_table_unref (self->deliveries);
  g_hash_table_unref (self->threads);
  g_hash_table_unref (self->desks);
  g_hash_table_unref (self->settings);
  g_free (self);
}

/**
 * cst_memory_store_lend:
 *
 * What the connector may ask from now on; must outlive it.
 */
void
cst_memory_store_lend (CstMemoryStore *self,
                       CstMarketplace *marketplace)
{
  cst_marketplace_set_truth (marketplace, &reader, self);
}

/**
 * cst_memory_store_take_in:
 * @changes: (nullable): what was pulled or answered; copied
 *
 * As the store does it: an older version of an incident is passed over.
 */
void
cst_memory_store_take_in (CstMemoryStore *self,
                          CstChangeSet   *changes)
{
  if (changes == NULL)
    return;

  for (guint i = 0; i < changes->orders->len; i++)
    {
      CstOrder *order = g_ptr_array_index (changes->orders, i);

      g_hash_table_replace (self->orders, g_strdup (order->id), cst_order_copy (order));
    }
  for (guint i = 0; i < changes->incidents->len; i++)
    {
      CstIncident *incident = g_ptr_array_index (changes->incidents, i);
      const CstIncident *known = cst_memory_store_incident (self, incident->id);

      if (known == NULL || incident->version > known->version)
        g_hash_table_replace (self->incidents, g_strdup (incident->id), cst_incident_copy (incident));
    }
  for (guint i = 0; i < changes->deliveries->len; i++)
    {
      CstDelivery *delivery = g_ptr_array_index (changes->deliveries, i);

      g_hash_table_replace (self->deliveries, g_strdup (delivery->id), cst_delivery_copy (delivery));
    }
  for (guint i = 0; i < changes->threads->len; i++)
    {
      CstThread *thread = g_ptr_array_index (changes->threads, i);

      g_hash_table_replace (self->threads, g_strdup (thread->order), cst_thread_copy (thread));
    }
  for (guint i = 0; i < changes->desks->len; i++)
    {
      CstDesk *desk = g_ptr_array_index (changes->desks, i);

      g_hash_table_replace (self->desks, g_strdup (desk->incident), cst_record_dup (&cst_desk_type, desk));
    }
}

/* Returns: (nullable): what is known of it, till something newer is taken in */
const CstOrder *
cst_memory_store_order (CstMemoryStore *self,
                        const char     *id)
{
  return g_hash_table_lookup (self->orders, id);
}

const CstIncident *
cst_memory_store_incident (CstMemoryStore *self,
                           const char     *id)
{
  return g_hash_table_lookup (self->incidents, id);
}

const CstThread *
cst_memory_store_thread (CstMemoryStore *self,
                         const char     *order)
{
  return g_hash_table_lookup (self->threads, order);
}
