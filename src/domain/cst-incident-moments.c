/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-incident-moments.h"

/* When what deadlines are counted by happened. */

static gint64
earlier (gint64 known,
         gint64 at)
{
  return at != 0 && (known == 0 || at < known) ? at : known;
}

/**
 * cst_incident_clocks_start:
 *
 * R5: what lies before a contest or a reopening belongs to the old clocks.
 *
 * Returns: since when its clocks run, seconds since 1970
 */
gint64
cst_incident_clocks_start (const CstIncident *self)
{
  gint64 start = self->reported_at;

  for (guint i = 0; i < self->history->len; i++)
    {
      const CstIncidentEvent *event = g_ptr_array_index (self->history, i);

      if ((event->event == CST_EVENT_REOPENED || event->event == CST_EVENT_CONTESTED) && event->at > start)
        start = event->at;
    }

  return start;
}

static gint64
first_message (const CstIncident *self,
               const CstThread   *thread,
               gint64             start)
{
  gint64 first = 0;

  for (guint i = 0; i < thread->messages->len; i++)
    {
      const CstMessage *message = g_ptr_array_index (thread->messages, i);

      /* What only the marketplace reads is no answer to the customer. */
      if (message->author == CST_PARTY_BRAND && message->sent_at >= start &&
          message->purpose != CST_PURPOSE_ESCALATION &&
          (message->incident == NULL || g_strcmp0 (message->incident, self->id) == 0))
        first = earlier (first, message->sent_at);
    }

  return first;
}

/**
 * cst_incident_first_reply:
 * @thread: (nullable): the order's conversation
 *
 * P2: the first message or resolution of the brand since its clocks run. What was refused or cancelled is no answer.
 *
 * Returns: when, 0 where there is none
 */
gint64
cst_incident_first_reply (const CstIncident *self,
                          const CstThread   *thread)
{
  gint64 start = cst_incident_clocks_start (self);
  gint64 first = thread != NULL ? first_message (self, thread, start) : 0;

  for (guint i = 0; i < self->history->len; i++)
    {
      const CstIncidentEvent *event = g_ptr_array_index (self->history, i);

      if (event->event == CST_EVENT_MESSAGE && event->actor == CST_PARTY_BRAND && event->at >= start)
        first = earlier (first, event->at);
    }

  for (guint i = 0; i < self->resolutions->len; i++)
    {
      const CstResolution *resolution = g_ptr_array_index (self->resolutions, i);

      if (resolution->requested_at >= start && resolution->state != CST_RESOLUTION_REFUSED &&
          resolution->state != CST_RESOLUTION_CANCELLED)
        first = earlier (first, resolution->requested_at);
    }

  return first;
}

/**
 * cst_incident_settled_at:
 *
 * Returns: when it came to its end since its clocks run, 0 where nobody said
 */
gint64
cst_incident_settled_at (const CstIncident *self)
{
  gint64 start = cst_incident_clocks_start (self);
  gint64 first = 0;

  for (guint i = 0; i < self->history->len; i++)
    {
      const CstIncidentEvent *event = g_ptr_array_index (self->history, i);

      if ((event->event == CST_EVENT_RESOLVED || event->event == CST_EVENT_REFUSED) && event->at >= start)
        first = earlier (first, event->at);
    }

  return first;
}
