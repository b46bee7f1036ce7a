/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-event-words.h"

#include <glib/gi18n.h>

/* What the customer or the site may have done to an incident recorded by hand, and how it is said. */

static const struct
{
  CstIncidentEventKind  event;
  const char           *label;
  const char           *explanation;
} words[] = {
  { CST_EVENT_RESOLUTION_EXECUTED, NC_("what happened", "The resolution was carried out"),
    NC_("what happened", "The money is paid back or the goods are sent, at the site or by you.") },
  { CST_EVENT_RESOLUTION_REFUSED, NC_("what happened", "The site refused the resolution"),
    NC_("what happened", "It is your turn again.") },
  { CST_EVENT_MESSAGE, NC_("what happened", "The customer wrote"),
    NC_("what happened", "Their words join the conversation.") },
  { CST_EVENT_PHOTO_ADDED, NC_("what happened", "Photos arrived"),
    NC_("what happened", "They join the incident’s photos.") },
  { CST_EVENT_RETURN_UNDER_WAY, NC_("what happened", "The return is on its way"),
    NC_("what happened", "The goods are to be received and inspected.") },
  { CST_EVENT_ACCEPTED, NC_("what happened", "The customer accepted"),
    NC_("what happened", "Close the incident when nothing is left to do.") },
  { CST_EVENT_CONTESTED, NC_("what happened", "The customer contested"),
    NC_("what happened", "The incident is to be examined again.") },
  { CST_EVENT_REVIEW, NC_("what happened", "The site took the incident over"),
    NC_("what happened", "It is for the site to decide; you wait.") },
  { CST_EVENT_REFUSED, NC_("what happened", "The site refused the report"),
    NC_("what happened", "The incident ends without a resolution.") },
  { CST_EVENT_RESOLVED, NC_("what happened", "The incident is closed"),
    NC_("what happened", "Nothing is left to do.") },
  { CST_EVENT_REOPENED, NC_("what happened", "The incident was reopened"),
    NC_("what happened", "It is to be examined again.") },
};

/**
 * cst_event_subject:
 *
 * Returns: (transfer none) (nullable): the resolution or the return it is about; %NULL without one
 */
const char *
cst_event_subject (const CstIncident    *incident,
                   CstIncidentEventKind  event)
{
  const CstResolution *open = cst_incident_open_resolution (incident);

  if (event == CST_EVENT_RESOLUTION_EXECUTED || event == CST_EVENT_RESOLUTION_REFUSED)
    return open != NULL ? open->id : NULL;

  for (guint i = incident->returns->len; event == CST_EVENT_RETURN_UNDER_WAY && i > 0; i--)
    {
      const CstReturn *goods = g_ptr_array_index (incident->returns, i - 1);

      if (goods->state < CST_RETURN_UNDER_WAY)
        return goods->id;
    }

  return NULL;
}

static gboolean
is_possible (const CstIncident    *incident,
             CstIncidentEventKind  event)
{
  gboolean is_settled = cst_incident_is_settled (incident);

  if (event == CST_EVENT_MESSAGE || event == CST_EVENT_PHOTO_ADDED)
    return TRUE;
  if (event == CST_EVENT_REOPENED)
    return is_settled;
  if (is_settled)
    return FALSE;
  if (event == CST_EVENT_RESOLUTION_EXECUTED || event == CST_EVENT_RESOLUTION_REFUSED ||
      event == CST_EVENT_RETURN_UNDER_WAY)
    return cst_event_subject (incident, event) != NULL;
  if (event == CST_EVENT_REVIEW)
    return incident->state != CST_INCIDENT_MARKETPLACE_REVIEW;

  return TRUE;
}

/**
 * cst_event_list_possible:
 *
 * Returns: (transfer full) (element-type CstIncidentEventKind): what can have happened now, the likeliest first
 */
GArray *
cst_event_list_possible (const CstIncident *incident)
{
  GArray *events = g_array_new (FALSE, FALSE, sizeof (CstIncidentEventKind));

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (is_possible (incident, words[i].event))
        g_array_append_val (events, words[i].event);
    }

  return events;
}

const char *
cst_event_label (CstIncidentEventKind event)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (words[i].event == event)
        return g_dpgettext2 (NULL, "what happened", words[i].label);
    }

  g_return_val_if_reached ("");
}

/**
 * cst_event_explain:
 *
 * Returns: (transfer none): what follows from it
 */
const char *
cst_event_explain (CstIncidentEventKind event)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (words[i].event == event)
        return g_dpgettext2 (NULL, "what happened", words[i].explanation);
    }

  g_return_val_if_reached ("");
}
