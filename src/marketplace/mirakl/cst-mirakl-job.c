/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-mirakl-job.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "cst-json.h"
#include "cst-mirakl-wire.h"
#include "cst-mirakl-words.h"

/* What people decide, as the calls it takes. The API honours no keys and takes no marks of ours: what a call made is
 * told from what was there by comparing the facts before and after, in the site's own time (cst_mirakl_job_came_after).
 * What it never shows, such as an incident being marked as resolved, is kept with the incident here. */

/**
 * cst_mirakl_job_begin:
 *
 * Returns: whether the store could be asked what it knows
 */
gboolean
cst_mirakl_job_begin (CstMiraklJob  *job,
                      GError       **error)
{
  const CstOperation *operation = job->operation;
  g_autofree char *line = NULL;
  guint opening = 0;

  job->order_id = cst_mirakl_id_back (operation->order);
  job->has_acted = operation->doubted_at != 0;
  if (operation->incident != NULL && cst_mirakl_split_id (operation->incident, &line, &opening))
    job->line_id = cst_mirakl_id_back (line);

  return cst_mirakl_site_thread (job->site, operation->order, &job->talk, error) &&
         (operation->incident == NULL ||
          cst_mirakl_site_incident (job->site, operation->incident, &job->known, error));
}

void
cst_mirakl_job_clear (CstMiraklJob *job)
{
  g_clear_pointer (&job->order_id, g_free);
  g_clear_pointer (&job->line_id, g_free);
  g_clear_pointer (&job->answer, json_node_unref);
  g_clear_pointer (&job->threads, g_ptr_array_unref);
  g_clear_pointer (&job->returns, json_array_unref);
  g_clear_pointer (&job->known, cst_incident_free);
  g_clear_pointer (&job->talk, cst_thread_free);
}

static JsonObject *
find_line (CstMiraklJob *job)
{
  JsonArray *lines = job->order != NULL ? cst_json_opt_array (job->order, "order_lines") : NULL;

  for (guint i = 0; i < cst_json_array_length (lines); i++)
    {
      JsonObject *line = cst_json_nth_object (lines, i);
      g_autofree char *id = cst_mirakl_code (line, "order_line_id");

      if (id != NULL && g_strcmp0 (id, job->line_id) == 0)
        return line;
    }

  return NULL;
}

/* Without a store to ask, what is there now is all that is known. */
static void
know (CstMiraklJob *job)
{
  g_autoptr(CstChangeSet) now = cst_change_set_new ();

  if (job->known != NULL || job->line == NULL ||
      !cst_mirakl_read_case (job->site, job->order, job->threads, job->returns, TRUE, now, NULL))
    return;

  for (guint i = 0; i < now->incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (now->incidents, i);

      if (g_strcmp0 (incident->id, job->operation->incident) == 0)
        job->known = cst_incident_copy (incident);
    }
}

static gboolean
read_returns (CstMiraklJob  *job,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autofree char *basket = job->order != NULL ? cst_mirakl_code (job->order, "commercial_id") : NULL;
  gboolean has_returns = FALSE;

  g_clear_pointer (&job->returns, json_array_unref);
  if (!cst_mirakl_find_returns (job->site, &has_returns, cancellable, error))
    return FALSE;
  if (basket == NULL || !has_returns)
    return TRUE;

  return (job->returns = cst_mirakl_fetch_returns (job->site, basket, cancellable, error)) != NULL;
}

gboolean
cst_mirakl_job_read_facts (gpointer       data,
                           GCancellable  *cancellable,
                           GError       **error)
{
  CstMiraklJob *job = data;
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();

  g_clear_pointer (&job->answer, json_node_unref);
  g_clear_pointer (&job->threads, g_ptr_array_unref);
  job->order = NULL;
  job->line = NULL;

  g_ptr_array_add (ids, job->order_id);
  if (!(job->answer = cst_mirakl_fetch_orders (job->site, ids, cancellable, error)) ||
      !(job->threads = cst_mirakl_fetch_order_threads (job->site, job->order_id, cancellable, error)))
    return FALSE;

  job->order = cst_json_nth_object (cst_json_opt_array (json_node_get_object (job->answer), "orders"), 0);
  job->line = find_line (job);
  if (!read_returns (job, cancellable, error))
    return FALSE;
  know (job);

  return TRUE;
}

static void
hasten_version (CstMiraklJob *job,
                CstChangeSet *truth)
{
  for (guint i = 0; job->has_noted && job->known != NULL && i < truth->incidents->len; i++)
    {
      CstIncident *incident = g_ptr_array_index (truth->incidents, i);

      if (g_strcmp0 (incident->id, job->known->id) == 0)
        incident->version = MAX (incident->version, job->known->version + 1);
    }
}

void
cst_mirakl_job_tell (gpointer       data,
                     CstPushAnswer *answer)
{
  CstMiraklJob *job = data;
  g_autoptr(CstChangeSet) truth = cst_change_set_new ();
  gboolean is_read;

  if (job->order == NULL)
    return;

  job->site->known = job->known;
  job->site->talk = job->talk;
  is_read = cst_mirakl_read_case (job->site, job->order, job->threads, job->returns, TRUE, truth, NULL);
  job->site->known = NULL;
  job->site->talk = NULL;
  if (!is_read)
    return;

  hasten_version (job, truth);
  g_clear_pointer (&answer->truth, cst_change_set_free);
  answer->truth = g_steal_pointer (&truth);
}

/* What every step needs first. */
CstStepFact
cst_mirakl_job_check_order (CstMiraklJob  *job,
                            char         **problem)
{
  const char *gone = job->order == NULL ? _("The site does not have this order any more.")
                     : job->line_id != NULL && job->line == NULL
                     ? _("The site does not have this line of the order any more.") : NULL;

  if (gone == NULL)
    return CST_STEP_OPEN;

  /* What may have been done on it before cannot be looked for any more. */
  return job->has_acted ? cst_step_unclear (problem, gone) : cst_step_impossible (problem, gone);
}

/**
 * cst_mirakl_job_came_after:
 * @moment: the site's, in milliseconds
 *
 * An incident's version is the site's time of the latest change that the person saw.
 *
 * Returns: whether something is later than the decision
 */
gboolean
cst_mirakl_job_came_after (CstMiraklJob *job,
                           gint64        moment)
{
  return moment > job->operation->if_version;
}

/* Returns: (transfer full): an id of what this operation leaves here */
char *
cst_mirakl_job_short_key (CstMiraklJob *job,
                          const char   *prefix)
{
  return g_strdup_printf ("%s%.12s", prefix, job->operation->key);
}

gboolean
cst_mirakl_job_has_event (CstMiraklJob *job,
                          const char   *prefix)
{
  g_autofree char *id = cst_mirakl_job_short_key (job, prefix);

  for (guint i = 0; job->known != NULL && i < job->known->history->len; i++)
    {
      if (g_strcmp0 (((CstIncidentEvent *) g_ptr_array_index (job->known->history, i))->id, id) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Returns: the site's own time, as far as it is known */
gint64
cst_mirakl_job_now (CstMiraklJob *job)
{
  gint64 offset = 0;
  gint64 changed = job->order != NULL ? cst_mirakl_changed_at (job->order) : 0;

  cst_http_get_clock_offset (job->site->http, &offset);

  return MAX (g_get_real_time () / G_USEC_PER_SEC + offset,
              cst_mirakl_seconds (MAX (changed, cst_mirakl_threads_changed_at (job->threads))));
}

/* Keeps with the incident what the site will not show. */
void
cst_mirakl_job_note_event (CstMiraklJob         *job,
                           const char           *prefix,
                           CstIncidentEventKind  event,
                           const char           *code,
                           const char           *detail)
{
  CstIncidentEvent *entry;

  if (job->known == NULL || cst_mirakl_job_has_event (job, prefix))
    return;

  entry = cst_record_new (&cst_incident_event_type);
  entry->id = cst_mirakl_job_short_key (job, prefix);
  entry->at = cst_mirakl_job_now (job);
  entry->actor = CST_PARTY_BRAND;
  entry->event = event;
  entry->event_code = g_strdup (code);
  entry->detail = g_strdup (detail);
  g_ptr_array_add (job->known->history, entry);
  job->has_noted = TRUE;
}
