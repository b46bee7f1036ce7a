/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed, in the order in which it did: a position in the feed is a version. */
#include "cst-world-private.h"

typedef struct
{
  gint64    at;
  CstWorldFeedEntry entry;
} Dated;

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
  CstWorldFeedEntry entry = { type, index };

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
current_version (CstWorld          *self,
                 CstWorldFeedEntry  entry)
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
  CstWorldFeedEntry entry = g_array_index (self->feed, CstWorldFeedEntry, (guint) position - 1);

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
  GPtrArray *lists[] = { desk->opened_by, desk->notes, desk->findings, desk->evidence };

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
      CstWorldFeedEntry entry = g_array_index (past, Dated, i).entry;

      cst_world_touch (self, entry.type, entry.index);
      if (entry.type == CST_WORLD_FEED_INCIDENT)
        cst_world_incident (self, entry.index)->decided = self->feed->len;
    }
}
