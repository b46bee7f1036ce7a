/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-fetch.h"

#include "cst-cache.h"
#include "cst-incident-list.h"

/* The photos of open incidents are fetched ahead; those of settled ones when somebody looks for them. */

typedef struct
{
  CstContext *context; /* (owned) */
  gint64      account;
} Asked;

static gpointer
ask (CstDb         *db,
     gpointer       request,
     GCancellable  *cancellable,
     GError       **error)
{
  const CstIncidentRef *incident = request;
  gint64 count = 0;

  if (!cst_db_cache_ask (db, incident->account, incident->incident, &count, error))
    return NULL;

  return GINT_TO_POINTER (count > 0 ? 2 : 1);
}

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Asked *asked = user_data;

  if (GPOINTER_TO_INT (cst_store_run_finish (CST_STORE (object), result, NULL)) == 2)
    cst_engine_sync_now (cst_context_get_engine (asked->context), asked->account);

  g_object_unref (asked->context);
  g_free (asked);
}

static gboolean
is_missing (const CstIncidentCase *incident_case)
{
  GPtrArray *attachments = incident_case->incident->attachments;

  for (guint i = 0; i < attachments->len; i++)
    {
      if (cst_incident_case_photo_fact (incident_case, g_ptr_array_index (attachments, i)) == CST_PHOTO_NOT_DOWNLOADED)
        return TRUE;
    }
  for (guint i = 0; i < incident_case->desk->evidence->len; i++)
    {
      const CstEvidence *evidence = g_ptr_array_index (incident_case->desk->evidence, i);

      if (cst_incident_case_photo_fact (incident_case, &evidence->attachment) == CST_PHOTO_NOT_DOWNLOADED)
        return TRUE;
    }

  return FALSE;
}

/**
 * cst_photo_fetch_missing:
 *
 * Asks for what of a settled incident was never fetched, or made room since; without a network it comes later.
 */
void
cst_photo_fetch_missing (CstContext            *context,
                         const CstIncidentCase *incident_case)
{
  Asked *asked;

  if (!cst_incident_is_settled (incident_case->incident) || !is_missing (incident_case))
    return;

  asked = g_new0 (Asked, 1);
  asked->context = g_object_ref (context);
  asked->account = incident_case->account->id;
  cst_store_run_async (cst_context_get_store (context), ask,
                       cst_incident_ref_new (asked->account, incident_case->incident->id),
                       (GDestroyNotify) cst_incident_ref_free, NULL, NULL, asked_cb, asked);
}
