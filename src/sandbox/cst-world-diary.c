/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is still to happen, as a heap with the next appointment on top. */
#include "cst-world-actors.h"
#include "cst-world-private.h"

static gboolean
is_before (const CstWorldAppointment *a,
           const CstWorldAppointment *b)
{
  return a->due < b->due || (a->due == b->due && a->ticket < b->ticket);
}

static void
swap (GArray *diary,
      guint   a,
      guint   b)
{
  CstWorldAppointment kept = g_array_index (diary, CstWorldAppointment, a);

  g_array_index (diary, CstWorldAppointment, a) = g_array_index (diary, CstWorldAppointment, b);
  g_array_index (diary, CstWorldAppointment, b) = kept;
}

static CstWorldAppointment
take_first (GArray *diary)
{
  CstWorldAppointment first = g_array_index (diary, CstWorldAppointment, 0);
  guint at = 0;

  swap (diary, 0, diary->len - 1);
  g_array_set_size (diary, diary->len - 1);

  for (;;)
    {
      guint next = at;

      for (guint child = 2 * at + 1; child <= 2 * at + 2 && child < diary->len; child++)
        {
          if (is_before (&g_array_index (diary, CstWorldAppointment, child),
                         &g_array_index (diary, CstWorldAppointment, next)))
            next = child;
        }

      if (next == at)
        return first;

      swap (diary, at, next);
      at = next;
    }
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
  CstWorldAppointment appointment = { due, self->next_ticket++, kind, subject, detail };
  guint at;

  g_array_append_val (self->diary, appointment);
  for (at = self->diary->len - 1; at > 0; at = (at - 1) / 2)
    {
      if (!is_before (&g_array_index (self->diary, CstWorldAppointment, at),
                      &g_array_index (self->diary, CstWorldAppointment, (at - 1) / 2)))
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
  while (self->diary->len > 0 && g_array_index (self->diary, CstWorldAppointment, 0).due <= until)
    {
      CstWorldAppointment next = take_first (self->diary);

      self->now = MAX (self->now, next.due);
      cst_world_run_errand (self, next.kind, next.subject, next.detail);
    }

  self->now = MAX (self->now, until);
}
