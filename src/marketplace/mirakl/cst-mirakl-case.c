/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-json.h"
#include "cst-mirakl-wire.h"
#include "cst-mirakl-words.h"

/* The incidents that a line has had, oldest first. */
static GPtrArray *
known_incidents (CstMiraklSite  *site,
                 const char     *line,
                 GError        **error)
{
  g_autoptr(GPtrArray) known = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_incident_free);
  CstIncident *incident = NULL;

  do
    {
      g_autofree char *id = cst_mirakl_incident_id (line, known->len + 1);

      if (!cst_mirakl_site_incident (site, id, &incident, error))
        return NULL;
      if (incident != NULL)
        g_ptr_array_add (known, incident);
    }
  while (incident != NULL);

  return g_steal_pointer (&known);
}

static void
add_incident (CstIncident       *incident,
              const CstIncident *before,
              gboolean           is_whole,
              CstChangeSet      *changes)
{
  if (!is_whole && before != NULL && cst_record_equal (&cst_incident_type, incident, before))
    cst_incident_free (incident);
  else
    g_ptr_array_add (changes->incidents, incident);
}

static gboolean
read_line (CstMiraklSite  *site,
           CstMiraklLine  *from,
           gboolean        is_whole,
           GPtrArray      *ids,
           CstChangeSet   *changes,
           GError        **error)
{
  g_autofree char *theirs = cst_mirakl_code (from->line, "order_line_id");
  g_autofree char *line = cst_mirakl_id_of (theirs);
  gboolean is_open = g_strcmp0 (cst_json_opt_string (from->line, "order_line_state", NULL),
                                CST_MIRAKL_INCIDENT_OPEN) == 0;
  g_autoptr(GPtrArray) known = known_incidents (site, line, error);
  g_autoptr(CstIncident) before = NULL;
  CstIncident *incident;
  guint opening;

  if (known == NULL)
    return FALSE;
  for (guint i = 0; i < known->len; i++)
    g_ptr_array_add (ids, g_strdup (((CstIncident *) g_ptr_array_index (known, i))->id));

  /* A line that is open again after its incident was over has another one. */
  opening = known->len;
  if (is_open && (opening == 0 || cst_incident_is_settled (g_ptr_array_index (known, opening - 1))))
    opening++;
  if (opening == 0)
    return TRUE;

  if (opening == known->len)
    before = g_ptr_array_steal_index (known, opening - 1);
  incident = cst_mirakl_read_incident (from, opening, before, known);
  if (before == NULL)
    g_ptr_array_add (ids, g_strdup (incident->id));
  add_incident (incident, before, is_whole, changes);

  return TRUE;
}

static void
add_order (CstMiraklSite *site,
           CstOrder      *order,
           gboolean       is_whole,
           CstChangeSet  *changes)
{
  CstOrder *before = NULL;

  if (!is_whole && cst_mirakl_site_order (site, order->id, &before, NULL) && before != NULL &&
      cst_record_equal (&cst_order_type, order, before))
    cst_order_free (order);
  else
    g_ptr_array_add (changes->orders, order);
  if (before != NULL)
    cst_order_free (before);
}

static void
add_talk (CstThread       *talk,
          const CstThread *before,
          gboolean         is_whole,
          CstChangeSet    *changes)
{
  if (talk->messages->len == 0 || (!is_whole && cst_record_equal (&cst_thread_type, talk, before)))
    cst_thread_free (talk);
  else
    g_ptr_array_add (changes->threads, talk);
}

static char *
means_of_site (const char *label,
               gpointer    data)
{
  CstMiraklSite *site = data;
  g_autofree char *key = g_strconcat (CST_REASON_SETTING, label, NULL);

  return site->truth != NULL && site->truth->setting != NULL ? site->truth->setting (key, site->truth_data) : NULL;
}

/**
 * cst_mirakl_read_case:
 * @order: one of OR11's
 * @threads: (nullable) (element-type JsonObject): of the order; %NULL when nobody asked
 * @returns: (nullable): RT11's, when somebody asked
 * @is_whole: whether to add what is as it was, too
 * @changes: where the order, its incidents and its conversation are added
 *
 * Returns: %FALSE when the order could not be understood, or the store not be read
 */
gboolean
cst_mirakl_read_case (CstMiraklSite  *site,
                      JsonObject     *order,
                      GPtrArray      *threads,
                      JsonArray      *returns,
                      gboolean        is_whole,
                      CstChangeSet   *changes,
                      GError        **error)
{
  CstOrder *record = cst_mirakl_read_order (order, error);
  JsonArray *lines = cst_json_opt_array (order, "order_lines");
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(CstThread) before = NULL;
  CstThread *talk = NULL;
  CstMiraklLine from = { order, record, NULL, threads, NULL, returns, means_of_site, site };

  if (record == NULL)
    return FALSE;
  if (threads != NULL && !cst_mirakl_site_thread (site, record->id, &before, error))
    {
      cst_order_free (record);
      return FALSE;
    }

  if (threads != NULL)
    from.talk = talk = cst_mirakl_read_threads (record->id, threads, before);
  for (guint i = 0; i < cst_json_array_length (lines); i++)
    {
      from.line = cst_json_nth_object (lines, i);
      if (from.line != NULL && !read_line (site, &from, is_whole, ids, changes, error))
        {
          cst_order_free (record);
          g_clear_pointer (&talk, cst_thread_free);
          return FALSE;
        }
    }

  if (ids->len > 0)
    {
      g_ptr_array_add (ids, NULL);
      record->incident_ids = g_strdupv ((char **) ids->pdata);
    }
  add_order (site, record, is_whole, changes);
  if (talk != NULL)
    add_talk (talk, before, is_whole, changes);

  return TRUE;
}
