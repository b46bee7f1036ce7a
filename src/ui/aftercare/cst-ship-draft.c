/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-ship-draft.h"

#include <glib/gi18n.h>

#include "cst-util.h"

static const CstField ship_draft_fields[] = {
  CST_FIELD (CstShipDraft, carrier, STRING),
  CST_FIELD (CstShipDraft, tracking_number, STRING),
  CST_FIELD (CstShipDraft, tracking_url, STRING),
  CST_FIELD (CstShipDraft, shipped_on, STRING),
};

static CST_DEFINE_RECORD_TYPE (ship_draft, CstShipDraft, "shipment draft");

static char *
today (gint64 now)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_local (now);

  return g_date_time_format (moment, "%Y-%m-%d");
}

/**
 * cst_ship_draft_new:
 *
 * Returns: (transfer full): an empty draft of a parcel that leaves today
 */
CstShipDraft *
cst_ship_draft_new (gint64 now)
{
  CstShipDraft *self = cst_record_new (&ship_draft_type);

  self->shipped_on = today (now);

  return self;
}

void
cst_ship_draft_free (CstShipDraft *self)
{
  cst_record_free (&ship_draft_type, self);
}

char *
cst_ship_draft_to_text (const CstShipDraft *self)
{
  return cst_record_to_text (&ship_draft_type, self);
}

/**
 * cst_ship_draft_restore:
 *
 * Takes over what was typed. The day is not taken over: a parcel prepared yesterday leaves today.
 */
gboolean
cst_ship_draft_restore (CstShipDraft  *self,
                        const char    *text,
                        GError       **error)
{
  g_autoptr(CstShipDraft) saved = cst_record_new (&ship_draft_type);

  if (!cst_record_from_text (&ship_draft_type, saved, text, error))
    return FALSE;

  cst_set_str (&self->carrier, saved->carrier);
  cst_set_str (&self->tracking_number, saved->tracking_number);
  cst_set_str (&self->tracking_url, saved->tracking_url);

  return TRUE;
}

static gboolean
is_web_address (const char *text)
{
  g_autoptr(GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
         (strcmp (g_uri_get_scheme (uri), "https") == 0 || strcmp (g_uri_get_scheme (uri), "http") == 0);
}

/**
 * cst_ship_draft_dup_problem:
 *
 * Returns: (transfer full) (nullable): what is missing or wrong, for people
 */
char *
cst_ship_draft_dup_problem (const CstShipDraft *self,
                            gint64              now)
{
  g_autofree char *day = today (now);

  if (cst_str_is_blank (self->carrier))
    return g_strdup (_("Say which carrier takes the parcel."));
  if (cst_str_is_blank (self->tracking_number))
    return g_strdup (_("Scan or type the tracking number."));
  if (!cst_str_is_blank (self->tracking_url) && !is_web_address (self->tracking_url))
    return g_strdup (_("The tracking page is no web address: it begins with https://, or is left empty."));
  if (self->shipped_on == NULL || !cst_date_is_valid (self->shipped_on))
    return g_strdup (_("Choose the day on which the parcel leaves."));
  if (strcmp (self->shipped_on, day) > 0)
    return g_strdup (_("The parcel cannot have left on a day to come."));

  return NULL;
}

/* A parcel of today left now; one of another day left at its noon, which is that day everywhere near. */
static gint64
moment_of (const char *iso_date,
           gint64      now)
{
  g_autofree char *day = today (now);
  g_autofree char *text = g_strconcat (iso_date, "T12:00:00", NULL);
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr(GDateTime) noon = g_date_time_new_from_iso8601 (text, zone);

  return strcmp (iso_date, day) == 0 || noon == NULL ? now : g_date_time_to_unix (noon);
}

static char *
trimmed (const char *text)
{
  return cst_str_is_blank (text) ? NULL : g_strstrip (g_strdup (text));
}

/**
 * cst_ship_draft_build:
 * @resolution: the replacement that leaves
 *
 * Returns: (transfer full): the operation
 */
CstOperation *
cst_ship_draft_build (const CstShipDraft *self,
                      gint64              account,
                      const CstIncident  *incident,
                      const char         *resolution,
                      gint64              now)
{
  CstOperation *operation = cst_operation_new (CST_OPERATION_SHIP_REPLACEMENT, account, incident->order, incident->id);

  operation->subject = g_strdup (resolution);
  operation->carrier = trimmed (self->carrier);
  operation->tracking_number = trimmed (self->tracking_number);
  operation->tracking_url = trimmed (self->tracking_url);
  operation->moment = moment_of (self->shipped_on, now);

  return operation;
}
