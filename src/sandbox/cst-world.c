/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-world-photos.h"
#include "cst-world-private.h"

#include <string.h>

#include "cst-util.h"

/**
 * cst_world_new:
 * @plan: seed, present moment and size
 *
 * Returns: (transfer full): the same world for the same plan, byte by byte
 */
CstWorld *
cst_world_new (const CstWorldPlan *plan)
{
  CstWorld *self = g_new0 (CstWorld, 1);

  self->plan = *plan;
  self->now = plan->now;
  self->orders = g_ptr_array_new_full ((guint) plan->n_orders,
                                       (GDestroyNotify) cst_world_order_free);
  self->incidents = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_world_incident_free);
  self->attachments = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                             (GDestroyNotify) cst_world_attachment_free);
  self->returns = g_hash_table_new (g_str_hash, g_str_equal);
  self->feed = g_array_new (FALSE, FALSE, sizeof (CstWorldFeedEntry));
  self->diary = g_array_new (FALSE, FALSE, sizeof (CstWorldAppointment));
  self->cast = g_array_new (FALSE, FALSE, sizeof (CstWorldCastMember));

  cst_world_populate (self);

  return self;
}

void
cst_world_free (CstWorld *self)
{
  g_ptr_array_unref (self->orders);
  g_hash_table_unref (self->returns);
  g_ptr_array_unref (self->incidents);
  g_hash_table_unref (self->attachments);
  g_array_unref (self->feed);
  g_array_unref (self->diary);
  g_array_unref (self->cast);
  g_free (self);
}

const CstWorldPlan *
cst_world_get_plan (CstWorld *self)
{
  return &self->plan;
}

gint64
cst_world_now (CstWorld *self)
{
  return self->now;
}

/* Moves the clock without anything happening: how the past is told. */
void
cst_world_set_now (CstWorld *self,
                   gint64    now)
{
  self->now = now;
}

/**
 * cst_world_hash:
 * @what: the question
 * @number: about whom
 *
 * Chance that does not depend on the order in which things are asked, so that a world that ticks
 * finely and one that jumps take the same course.
 */
guint32
cst_world_hash (CstWorld   *self,
                const char *what,
                gint64      number)
{
  guint64 mixed = self->plan.seed * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + (guint64) number;

  mixed ^= (guint64) g_str_hash (what) << 17;
  mixed = (mixed ^ (mixed >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  mixed = (mixed ^ (mixed >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return (guint32) (mixed >> 32);
}

int
cst_world_n_orders (CstWorld *self)
{
  return (int) self->orders->len;
}

CstWorldOrder *
cst_world_order (CstWorld *self,
                 int       index)
{
  return g_ptr_array_index (self->orders, index);
}

/* Makes the next order of the world, empty. */
CstWorldOrder *
cst_world_new_order (CstWorld *self)
{
  CstWorldOrder *order = g_new0 (CstWorldOrder, 1);

  order->index = (int) self->orders->len;
  g_ptr_array_add (self->orders, order);

  return order;
}

int
cst_world_n_incidents (CstWorld *self)
{
  return (int) self->incidents->len;
}

CstWorldIncident *
cst_world_incident (CstWorld *self,
                    int       index)
{
  return g_ptr_array_index (self->incidents, index);
}

void
cst_world_add_incident (CstWorld         *self,
                        CstWorldIncident *incident)
{
  incident->index = (int) self->incidents->len;
  g_ptr_array_add (self->incidents, incident);
}

char *
cst_world_order_id (int index)
{
  return g_strdup_printf ("ord-%d", CST_WORLD_FIRST_ORDER + index);
}

char *
cst_world_incident_id (int index)
{
  return g_strdup_printf ("inc-%d", CST_WORLD_FIRST_INCIDENT + index);
}

/* The number in "ord-10423" as an index, or -1: only the one spelling we give out is taken. */
static int
parse_id (const char *id,
          const char *prefix,
          int         first,
          guint       count)
{
  g_autofree char *again = NULL;
  guint64 number = 0;

  if (!g_str_has_prefix (id, prefix) ||
      !g_ascii_string_to_unsigned (id + strlen (prefix), 10, 0, G_MAXINT32, &number, NULL))
    return -1;

  again = g_strdup_printf ("%s%" G_GUINT64_FORMAT, prefix, number);
  if (!g_str_equal (again, id) || number < (guint64) first || number >= (guint64) first + count)
    return -1;

  return (int) number - first;
}

CstWorldOrder *
cst_world_find_order (CstWorld   *self,
                      const char *id)
{
  int index = parse_id (id, "ord-", CST_WORLD_FIRST_ORDER, self->orders->len);

  return index >= 0 ? cst_world_order (self, index) : NULL;
}

CstWorldIncident *
cst_world_find_incident (CstWorld   *self,
                         const char *id)
{
  int index = parse_id (id, "inc-", CST_WORLD_FIRST_INCIDENT, self->incidents->len);

  return index >= 0 ? cst_world_incident (self, index) : NULL;
}

CstWorldReturn *
cst_world_find_return (CstWorld   *self,
                       const char *id)
{
  return g_hash_table_lookup (self->returns, id);
}

void
cst_world_index_return (CstWorld       *self,
                        CstWorldReturn *ret)
{
  g_hash_table_insert (self->returns, ret->id, ret);
}

CstWorldResolution *
cst_world_find_resolution (CstWorldIncident *incident,
                           const char       *id)
{
  for (guint i = 0; i < incident->resolutions->len; i++)
    {
      CstWorldResolution *resolution = g_ptr_array_index (incident->resolutions, i);

      if (g_str_equal (resolution->id, id))
        return resolution;
    }

  return NULL;
}

CstWorldMessage *
cst_world_find_message (CstWorldOrder *order,
                        const char    *id,
                        guint         *position)
{
  for (guint i = 0; order->thread != NULL && i < order->thread->messages->len; i++)
    {
      CstWorldMessage *message = g_ptr_array_index (order->thread->messages, i);

      if (g_str_equal (message->id, id))
        {
          if (position != NULL)
            *position = i;
          return message;
        }
    }

  return NULL;
}

CstWorldAttachment *
cst_world_find_attachment (CstWorld   *self,
                           const char *id)
{
  return g_hash_table_lookup (self->attachments, id);
}

/**
 * cst_world_add_attachment:
 * @bytes: (nullable): the file, or %NULL while it is only announced
 *
 * Returns: (transfer none): a new file, kept for ever
 */
CstWorldAttachment *
cst_world_add_attachment (CstWorld   *self,
                          const char *filename,
                          const char *media_type,
                          GBytes     *bytes)
{
  CstWorldAttachment *attachment = g_new0 (CstWorldAttachment, 1);

  attachment->id = g_strdup_printf ("att-%06u", ++self->n_attachments);
  attachment->filename = g_strdup (filename);
  attachment->media_type = g_intern_string (media_type);
  attachment->status = bytes != NULL ? "available" : "announced";
  attachment->created_at = self->now;
  cst_world_fill_attachment (attachment, bytes);
  g_hash_table_insert (self->attachments, attachment->id, attachment);

  return attachment;
}

/* The picture of an article, under an id of its own. */
void
cst_world_add_picture (CstWorld   *self,
                       const char *id,
                       const char *filename,
                       GBytes     *bytes)
{
  CstWorldAttachment *attachment = g_new0 (CstWorldAttachment, 1);

  attachment->id = g_strdup (id);
  attachment->filename = g_strdup (filename);
  attachment->media_type = "image/jpeg";
  attachment->created_at = self->now;
  cst_world_fill_attachment (attachment, bytes);
  g_hash_table_insert (self->attachments, attachment->id, attachment);
}

/* Notes the bytes of an announced file when they come at last. */
void
cst_world_fill_attachment (CstWorldAttachment *attachment,
                           GBytes             *bytes)
{
  if (bytes == NULL)
    return;

  g_clear_pointer (&attachment->bytes, g_bytes_unref);
  g_free (attachment->sha256);
  attachment->bytes = g_bytes_ref (bytes);
  attachment->sha256 = cst_world_photo_digest (bytes);
  attachment->status = "available";
}

gboolean
cst_world_is_sealed (CstWorld *self)
{
  return self->sealed;
}

/* Remembers a problem that shows something special, so that people and tests find it. */
void
cst_world_cast_add (CstWorld   *self,
                    const char *label,
                    int         incident)
{
  CstWorldCastMember member = { label, incident };

  g_array_append_val (self->cast, member);
}

guint
cst_world_cast_get (CstWorld    *self,
                    guint        position,
                    const char **label,
                    int         *incident)
{
  if (position < self->cast->len)
    {
      *label = g_array_index (self->cast, CstWorldCastMember, position).label;
      *incident = g_array_index (self->cast, CstWorldCastMember, position).incident;
    }

  return self->cast->len;
}
