/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-world-actors.h"
#include "cst-world-photos.h"
#include "cst-world-private.h"

#include <string.h>

#include "cst-util.h"

typedef struct
{
  gint64  due;
  guint64 ticket;   /* same moment: first come, first served */
  int     kind;
  int     subject;
  int     detail;
} Appointment;

typedef struct
{
  CstWorldFeedType type;
  int              index;
} FeedEntry;

typedef struct
{
  gint64    at;
  FeedEntry entry;
} Dated;

typedef struct
{
  const char *label;
  int         incident;
} CastMember;

struct _CstWorld
{
  CstWorldPlan  plan;
  gint64        now;
  GPtrArray    *orders;
  GPtrArray    *incidents;
  GHashTable   *attachments;      /* id → CstWorldAttachment (owned) */
  GHashTable   *returns;          /* id → CstWorldReturn (borrowed from its problem) */
  guint         n_attachments;
  GArray       *feed;             /* of FeedEntry; position = version − 1 */
  gboolean      sealed;           /* the past is written, versions are given */
  guint64       account_version;
  GArray       *diary;            /* of Appointment, a heap with the next one on top */
  guint64       next_ticket;
  GArray       *cast;             /* of CastMember */
};

static gboolean
is_before (const Appointment *a,
           const Appointment *b)
{
  return a->due < b->due || (a->due == b->due && a->ticket < b->ticket);
}

static void
swap (GArray *diary,
      guint   a,
      guint   b)
{
  Appointment kept = g_array_index (diary, Appointment, a);

  g_array_index (diary, Appointment, a) = g_array_index (diary, Appointment, b);
  g_array_index (diary, Appointment, b) = kept;
}

static Appointment
take_first (GArray *diary)
{
  Appointment first = g_array_index (diary, Appointment, 0);
  guint at = 0;

  swap (diary, 0, diary->len - 1);
  g_array_set_size (diary, diary->len - 1);

  for (;;)
    {
      guint next = at;

      for (guint child = 2 * at + 1; child <= 2 * at + 2 && child < diary->len; child++)
        {
          if (is_before (&g_array_index (diary, Appointment, child),
                         &g_array_index (diary, Appointment, next)))
            next = child;
        }

      if (next == at)
        return first;

      swap (diary, at, next);
      at = next;
    }
}

static int
compare_dated (gconstpointer a,
               gconstpointer b)
{
  const Dated *one = a;
  const Dated *other = b;

  if (one->at != other->at)
    return one->at < other->at ? -1 : 1;
  if (one->entry.type != other->entry.type)
    return one->entry.type < other->entry.type ? -1 : 1;

  return one->entry.index - other->entry.index;
}

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
  self->feed = g_array_new (FALSE, FALSE, sizeof (FeedEntry));
  self->diary = g_array_new (FALSE, FALSE, sizeof (Appointment));
  self->cast = g_array_new (FALSE, FALSE, sizeof (CastMember));

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

static void
give_version (CstWorld         *self,
              CstWorldFeedType  type,
              int               index,
              guint64           version)
{
  switch (type)
    {
    case CST_WORLD_FEED_ORDER:
      cst_world_order (self, index)->version = version;
      break;

    case CST_WORLD_FEED_INCIDENT:
      cst_world_incident (self, index)->version = version;
      break;

    case CST_WORLD_FEED_THREAD:
      cst_world_order (self, index)->thread->version = version;
      break;

    case CST_WORLD_FEED_DESK:
      cst_world_incident (self, index)->desk.version = version;
      break;

    case CST_WORLD_FEED_ACCOUNT:
      self->account_version = version;
      break;

    default:
      g_assert_not_reached ();
    }
}

/**
 * cst_world_touch:
 *
 * Says in the feed that something changed, and gives the object its next version. Before the world
 * is sealed this does nothing: the past has one version.
 */
void
cst_world_touch (CstWorld         *self,
                 CstWorldFeedType  type,
                 int               index)
{
  FeedEntry entry = { type, index };

  if (!self->sealed)
    return;

  g_array_append_val (self->feed, entry);
  give_version (self, type, index, self->feed->len);
}

guint64
cst_world_feed_head (CstWorld *self)
{
  return self->feed->len;
}

guint64
cst_world_account_version (CstWorld *self)
{
  return self->account_version;
}

static guint64
current_version (CstWorld  *self,
                 FeedEntry  entry)
{
  switch (entry.type)
    {
    case CST_WORLD_FEED_ORDER:
      return cst_world_order (self, entry.index)->version;

    case CST_WORLD_FEED_INCIDENT:
      return cst_world_incident (self, entry.index)->version;

    case CST_WORLD_FEED_THREAD:
      return cst_world_order (self, entry.index)->thread->version;

    case CST_WORLD_FEED_DESK:
      return cst_world_incident (self, entry.index)->desk.version;

    case CST_WORLD_FEED_ACCOUNT:
      return self->account_version;

    default:
      g_assert_not_reached ();
    }
}

/**
 * cst_world_feed_entry:
 * @position: a version, from 1
 *
 * Returns: whether the change that gave @position is still the newest of its object
 */
gboolean
cst_world_feed_entry (CstWorld         *self,
                      guint64           position,
                      CstWorldFeedType *type,
                      int              *index)
{
  FeedEntry entry = g_array_index (self->feed, FeedEntry, (guint) position - 1);

  *type = entry.type;
  *index = entry.index;

  return current_version (self, entry) == position;
}

static void
note_past (GArray           *past,
           gint64            at,
           CstWorldFeedType  type,
           int               index)
{
  Dated dated = { at, { type, index } };

  g_array_append_val (past, dated);
}

static gint64
desk_changed_at (const CstWorldDesk *desk)
{
  gint64 at = desk->assigned_at;
  GPtrArray *lists[] = { desk->opened_by, desk->notes, desk->findings };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      for (guint j = 0; j < lists[i]->len; j++)
        at = MAX (at, ((CstWorldRemark *) g_ptr_array_index (lists[i], j))->at);
    }

  return at;
}

/**
 * cst_world_seal:
 *
 * Ends the telling of the past: every object gets its first version, in the order in which they
 * last changed.
 */
void
cst_world_seal (CstWorld *self)
{
  g_autoptr(GArray) past = g_array_sized_new (FALSE, FALSE, sizeof (Dated), self->orders->len * 2);

  g_return_if_fail (!self->sealed);

  note_past (past, G_MININT64, CST_WORLD_FEED_ACCOUNT, 0);
  for (guint i = 0; i < self->orders->len; i++)
    {
      CstWorldOrder *order = cst_world_order (self, (int) i);

      note_past (past, order->updated_at, CST_WORLD_FEED_ORDER, (int) i);
      if (order->thread != NULL && order->thread->messages->len > 0)
        {
          CstWorldMessage *last = g_ptr_array_index (order->thread->messages,
                                                     order->thread->messages->len - 1);

          note_past (past, last->sent_at, CST_WORLD_FEED_THREAD, (int) i);
        }
    }
  for (guint i = 0; i < self->incidents->len; i++)
    {
      CstWorldIncident *incident = cst_world_incident (self, (int) i);
      gint64 desk_at = desk_changed_at (&incident->desk);

      note_past (past, incident->updated_at, CST_WORLD_FEED_INCIDENT, (int) i);
      if (desk_at > 0)
        note_past (past, desk_at, CST_WORLD_FEED_DESK, (int) i);
    }

  g_array_sort (past, compare_dated);
  self->sealed = TRUE;
  self->now = self->plan.now;
  for (guint i = 0; i < past->len; i++)
    {
      FeedEntry entry = g_array_index (past, Dated, i).entry;

      cst_world_touch (self, entry.type, entry.index);
      if (entry.type == CST_WORLD_FEED_INCIDENT)
        cst_world_incident (self, entry.index)->decided = self->feed->len;
    }
}

gboolean
cst_world_is_sealed (CstWorld *self)
{
  return self->sealed;
}

/**
 * cst_world_schedule:
 * @due: when, in seconds since 1970
 * @kind: a #CstWorldErrand
 * @subject: whom it is about
 * @detail: what else the errand has to know
 */
void
cst_world_schedule (CstWorld *self,
                    gint64    due,
                    int       kind,
                    int       subject,
                    int       detail)
{
  Appointment appointment = { due, self->next_ticket++, kind, subject, detail };
  guint at;

  g_array_append_val (self->diary, appointment);
  for (at = self->diary->len - 1; at > 0; at = (at - 1) / 2)
    {
      if (!is_before (&g_array_index (self->diary, Appointment, at),
                      &g_array_index (self->diary, Appointment, (at - 1) / 2)))
        break;
      swap (self->diary, at, (at - 1) / 2);
    }
}

/**
 * cst_world_advance:
 * @until: the new present; an earlier one than now changes nothing
 *
 * Lets everything happen that is due, each at its own moment.
 */
void
cst_world_advance (CstWorld *self,
                   gint64    until)
{
  while (self->diary->len > 0 && g_array_index (self->diary, Appointment, 0).due <= until)
    {
      Appointment next = take_first (self->diary);

      self->now = MAX (self->now, next.due);
      cst_world_run_errand (self, next.kind, next.subject, next.detail);
    }

  self->now = MAX (self->now, until);
}

/* Remembers a problem that shows something special, so that people and tests find it. */
void
cst_world_cast_add (CstWorld   *self,
                    const char *label,
                    int         incident)
{
  CastMember member = { label, incident };

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
      *label = g_array_index (self->cast, CastMember, position).label;
      *incident = g_array_index (self->cast, CastMember, position).incident;
    }

  return self->cast->len;
}
