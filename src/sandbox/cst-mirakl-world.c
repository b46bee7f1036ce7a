/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-mirakl-world.h"

#include <string.h>

#define CLOSES_AFTER_MS ((gint64) 5 * CST_WORLD_DAY * 1000)
#define PAID_AFTER_MS ((gint64) 60 * 60 * 1000)

static void
file_free (gpointer data)
{
  CstMiraklFile *file = data;

  g_free (file->id);
  g_free (file->name);
  g_bytes_unref (file->bytes);
  g_free (file);
}

static void
message_free (gpointer data)
{
  CstMiraklMessage *message = data;

  g_free (message->id);
  g_free (message->body);
  g_ptr_array_unref (message->files);
  g_free (message);
}

static void
thread_free (gpointer data)
{
  CstMiraklThread *thread = data;

  g_free (thread->id);
  g_free (thread->topic_type);
  g_free (thread->topic);
  g_ptr_array_unref (thread->messages);
  g_free (thread);
}

static void
refund_free (gpointer data)
{
  CstMiraklRefund *refund = data;

  g_free (refund->reason);
  g_free (refund);
}

static void
return_free (gpointer data)
{
  CstMiraklReturn *self = data;

  g_free (self->id);
  g_free (self->label_url);
  g_free (self->tracking);
  g_free (self->carrier);
  g_free (self->rejection);
  g_free (self->non_compliance);
  g_free (self);
}

static void
order_free (gpointer data)
{
  CstMiraklOrder *order = data;

  for (int i = 0; i < order->n_lines; i++)
    g_ptr_array_unref (order->lines[i].refunds);
  g_ptr_array_unref (order->threads);
  g_ptr_array_unref (order->returns);
  g_free (order);
}

/**
 * cst_mirakl_world_new:
 * @world: whose clock and chance it keeps; must outlive it
 *
 * Returns: (transfer full): the same orders for the same world
 */
CstMiraklWorld *
cst_mirakl_world_new (CstWorld *world)
{
  CstMiraklWorld *self = g_new0 (CstMiraklWorld, 1);

  self->world = world;
  self->orders = g_ptr_array_new_with_free_func (order_free);
  for (int i = 0; i < CST_MIRAKL_N_ORDERS; i++)
    {
      CstMiraklOrder *order = g_new0 (CstMiraklOrder, 1);

      order->index = i;
      order->threads = g_ptr_array_new_with_free_func (thread_free);
      order->returns = g_ptr_array_new_with_free_func (return_free);
      order->n_lines = i % 4 == 3 ? 2 : 1;
      for (int j = 0; j < order->n_lines; j++)
        order->lines[j].refunds = g_ptr_array_new_with_free_func (refund_free);
      g_ptr_array_add (self->orders, order);
    }
  cst_mirakl_populate (self);

  return self;
}

void
cst_mirakl_world_free (CstMiraklWorld *self)
{
  g_ptr_array_unref (self->orders);
  g_free (self);
}

/* Returns: now, or, where something has that moment already, a millisecond after it */
gint64
cst_mirakl_world_stamp (CstMiraklWorld *self)
{
  self->last = MAX (self->past != 0 ? self->past : cst_world_now (self->world) * 1000, self->last + 1);

  return self->last;
}

char *
cst_mirakl_order_id (const CstMiraklOrder *order)
{
  return g_strdup_printf ("PX-%d-A", CST_MIRAKL_FIRST_ORDER + order->index);
}

char *
cst_mirakl_line_id (const CstMiraklOrder *order,
                    int                   line)
{
  return g_strdup_printf ("PX-%d-A-%d", CST_MIRAKL_FIRST_ORDER + order->index, line + 1);
}

CstMiraklOrder *
cst_mirakl_find_order (CstMiraklWorld *self,
                       const char     *id)
{
  for (guint i = 0; i < self->orders->len; i++)
    {
      CstMiraklOrder *order = g_ptr_array_index (self->orders, i);
      g_autofree char *own = cst_mirakl_order_id (order);

      if (g_strcmp0 (own, id) == 0)
        return order;
    }

  return NULL;
}

CstMiraklOrder *
cst_mirakl_find_line (CstMiraklWorld *self,
                      const char     *id,
                      int            *line)
{
  for (guint i = 0; i < self->orders->len; i++)
    {
      CstMiraklOrder *order = g_ptr_array_index (self->orders, i);

      for (*line = 0; *line < order->n_lines; (*line)++)
        {
          g_autofree char *own = cst_mirakl_line_id (order, *line);

          if (g_strcmp0 (own, id) == 0)
            return order;
        }
    }

  return NULL;
}

CstMiraklThread *
cst_mirakl_find_thread (CstMiraklWorld  *self,
                        const char      *id,
                        CstMiraklOrder **order)
{
  for (guint i = 0; i < self->orders->len; i++)
    {
      *order = g_ptr_array_index (self->orders, i);
      for (guint j = 0; j < (*order)->threads->len; j++)
        {
          CstMiraklThread *thread = g_ptr_array_index ((*order)->threads, j);

          if (g_str_equal (thread->id, id))
            return thread;
        }
    }

  return NULL;
}

CstMiraklReturn *
cst_mirakl_find_return (CstMiraklWorld  *self,
                        const char      *id,
                        CstMiraklOrder **order)
{
  for (guint i = 0; i < self->orders->len; i++)
    {
      *order = g_ptr_array_index (self->orders, i);
      for (guint j = 0; j < (*order)->returns->len; j++)
        {
          CstMiraklReturn *one = g_ptr_array_index ((*order)->returns, j);

          if (g_strcmp0 (one->id, id) == 0)
            return one;
        }
    }

  return NULL;
}

static CstMiraklFile *
find_in_thread (CstMiraklThread *thread,
                const char      *id)
{
  for (guint i = 0; i < thread->messages->len; i++)
    {
      CstMiraklMessage *message = g_ptr_array_index (thread->messages, i);

      for (guint j = 0; j < message->files->len; j++)
        {
          CstMiraklFile *file = g_ptr_array_index (message->files, j);

          if (g_str_equal (file->id, id))
            return file;
        }
    }

  return NULL;
}

CstMiraklFile *
cst_mirakl_find_file (CstMiraklWorld *self,
                      const char     *id)
{
  CstMiraklFile *file = NULL;

  for (guint i = 0; i < self->orders->len && file == NULL; i++)
    {
      CstMiraklOrder *order = g_ptr_array_index (self->orders, i);

      for (guint j = 0; j < order->threads->len && file == NULL; j++)
        file = find_in_thread (g_ptr_array_index (order->threads, j), id);
    }

  return file;
}

gboolean
cst_mirakl_has_incident (const CstMiraklOrder *order)
{
  for (int i = 0; i < order->n_lines; i++)
    {
      if (g_str_equal (order->lines[i].state, "INCIDENT_OPEN"))
        return TRUE;
    }

  return FALSE;
}

/* How much of a line's goods, or of its shipping, went back. */
gint64
cst_mirakl_refunded (const CstMiraklOrderLine *line,
                     gboolean                  shipping)
{
  gint64 sum = 0;

  for (guint i = 0; i < line->refunds->len; i++)
    {
      const CstMiraklRefund *refund = g_ptr_array_index (line->refunds, i);

      sum += shipping ? refund->shipping : refund->goods;
    }

  return sum;
}

/* Returns: (transfer full): in the form of a UUID, another one each time and the same ones each run */
char *
cst_mirakl_new_id (CstMiraklWorld *self)
{
  int number = ++self->n_ids;

  return g_strdup_printf ("%08x-%04x-4000-8000-%012x", cst_world_hash (self->world, "uuid", number),
                          (guint) number & 0xffff, (guint) number);
}

void
cst_mirakl_touch (CstMiraklWorld *self,
                  CstMiraklOrder *order,
                  int             line)
{
  order->updated_at = cst_mirakl_world_stamp (self);
  if (line >= 0)
    order->lines[line].updated_at = order->updated_at;
}

void
cst_mirakl_open (CstMiraklWorld *self,
                 CstMiraklOrder *order,
                 int             line,
                 const char     *reason)
{
  order->lines[line].state = "INCIDENT_OPEN";
  order->lines[line].reason = g_intern_string (reason);
  order->lines[line].marked_at = 0;
  cst_mirakl_touch (self, order, line);
}

void
cst_mirakl_close (CstMiraklWorld *self,
                  CstMiraklOrder *order,
                  int             line,
                  const char     *state)
{
  order->lines[line].state = g_intern_string (state);
  order->lines[line].reason = NULL;
  order->lines[line].marked_at = 0;
  cst_mirakl_touch (self, order, line);
}

CstMiraklThread *
cst_mirakl_new_thread (CstMiraklWorld *self,
                       CstMiraklOrder *order,
                       const char     *topic_type,
                       const char     *topic,
                       guint           parties)
{
  CstMiraklThread *thread = g_new0 (CstMiraklThread, 1);

  thread->id = cst_mirakl_new_id (self);
  thread->topic_type = g_strdup (topic_type);
  thread->topic = g_strdup (topic);
  thread->parties = parties;
  thread->created_at = cst_mirakl_world_stamp (self);
  thread->updated_at = thread->created_at;
  thread->messages = g_ptr_array_new_with_free_func (message_free);
  g_ptr_array_add (order->threads, thread);

  return thread;
}

CstMiraklMessage *
cst_mirakl_post (CstMiraklWorld  *self,
                 CstMiraklThread *thread,
                 const char      *from,
                 guint            to,
                 const char      *body)
{
  CstMiraklMessage *message = g_new0 (CstMiraklMessage, 1);

  message->id = cst_mirakl_new_id (self);
  message->from = g_intern_string (from);
  message->to = to;
  message->body = g_strdup (body);
  message->at = cst_mirakl_world_stamp (self);
  message->files = g_ptr_array_new_with_free_func (file_free);
  g_ptr_array_add (thread->messages, message);
  thread->updated_at = message->at;
  if (g_str_equal (from, "SHOP_USER"))
    thread->needed_since = 0;
  else if ((to & CST_MIRAKL_TO_SHOP) && thread->needed_since == 0)
    thread->needed_since = message->at;

  return message;
}

CstMiraklFile *
cst_mirakl_attach (CstMiraklWorld   *self,
                   CstMiraklMessage *message,
                   const char       *name,
                   GBytes           *bytes)
{
  CstMiraklFile *file = g_new0 (CstMiraklFile, 1);

  file->id = cst_mirakl_new_id (self);
  file->name = g_strdup (name);
  file->bytes = g_bytes_ref (bytes);
  g_ptr_array_add (message->files, file);

  return file;
}

/* What goes back in full closes the incident. */
CstMiraklRefund *
cst_mirakl_refund (CstMiraklWorld *self,
                   CstMiraklOrder *order,
                   int             line,
                   gint64          goods,
                   gint64          shipping,
                   int             quantity,
                   const char     *reason)
{
  CstMiraklOrderLine *own = &order->lines[line];
  CstMiraklRefund *refund = g_new0 (CstMiraklRefund, 1);

  refund->number = 9001 + self->n_refunds++;
  refund->quantity = quantity;
  refund->goods = goods;
  refund->shipping = shipping;
  refund->tax = order->is_taxed ? (goods * 20 + 50) / 100 : 0;
  refund->shipping_tax = order->is_taxed ? (shipping * 20 + 50) / 100 : 0;
  refund->reason = g_strdup (reason);
  refund->at = cst_mirakl_world_stamp (self);
  g_ptr_array_add (own->refunds, refund);
  cst_mirakl_touch (self, order, line);
  if (cst_mirakl_refunded (own, FALSE) == own->price && cst_mirakl_refunded (own, TRUE) == own->shipping)
    cst_mirakl_close (self, order, line, "REFUNDED");

  return refund;
}

CstMiraklReturn *
cst_mirakl_new_return (CstMiraklWorld *self,
                       CstMiraklOrder *order,
                       int             line,
                       const char     *reason)
{
  CstMiraklReturn *goods = g_new0 (CstMiraklReturn, 1);

  goods->id = cst_mirakl_new_id (self);
  goods->line = line;
  goods->quantity = 1;
  goods->state = "WAITING_ACCEPTANCE";
  goods->reason = g_intern_string (reason);
  goods->compliant = -1;
  goods->created_at = cst_mirakl_world_stamp (self);
  goods->updated_at = goods->created_at;
  g_ptr_array_add (order->returns, goods);

  return goods;
}

static void
advance_line (CstMiraklWorld *self,
              CstMiraklOrder *order,
              int             line,
              gint64          now)
{
  CstMiraklOrderLine *own = &order->lines[line];

  if (own->marked_at != 0 && own->marked_at + CLOSES_AFTER_MS <= now)
    cst_mirakl_close (self, order, line, "RECEIVED");
  for (guint i = 0; i < own->refunds->len; i++)
    {
      CstMiraklRefund *refund = g_ptr_array_index (own->refunds, i);

      if (refund->is_paid || refund->at + PAID_AFTER_MS > now)
        continue;
      refund->is_paid = TRUE;
      refund->paid_at = cst_mirakl_world_stamp (self);
      cst_mirakl_touch (self, order, line);
    }
}

/* Lets happen what time brings: incidents marked as resolved close after five days, refunds are paid after an hour. */
void
cst_mirakl_world_advance (CstMiraklWorld *self)
{
  gint64 now = cst_world_now (self->world) * 1000;

  for (guint i = 0; i < self->orders->len; i++)
    {
      CstMiraklOrder *order = g_ptr_array_index (self->orders, i);

      for (int j = 0; j < order->n_lines; j++)
        advance_line (self, order, j, now);
    }
}
