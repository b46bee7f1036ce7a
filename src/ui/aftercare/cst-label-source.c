/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-label-source.h"

#include "cst-files.h"

/* Whether an operation of ours carries the label of this return: the label's own, or the replacement
 * that asked for the goods. */
static gboolean
carries_label (const CstIncidentCase *incident_case,
               const CstOperation    *operation,
               const CstReturn       *goods)
{
  const CstResolution *resolution = cst_incident_find_resolution (incident_case->incident, goods->resolution);
  const CstOutgoingFile *file = operation->files->len > 0 ? g_ptr_array_index (operation->files, 0) : NULL;

  if (file == NULL || operation->state == CST_OPERATION_CANCELLED ||
      g_strcmp0 (operation->incident, incident_case->incident->id) != 0)
    return FALSE;
  if (goods->label != NULL && file->remote_id != NULL)
    return strcmp (file->remote_id, goods->label->id) == 0;
  if (operation->kind == CST_OPERATION_RETURN_LABEL)
    return g_strcmp0 (operation->subject, goods->id) == 0;

  return operation->kind == CST_OPERATION_REPLACEMENT && resolution != NULL &&
         g_strcmp0 (resolution->key, operation->key) == 0;
}

/**
 * cst_label_source_path:
 * @goods: a return of the incident
 *
 * Where a return's label lies on this computer: among what we sent, else in the cache.
 *
 * Returns: (transfer full) (nullable): a path; %NULL when the label is not here
 */
char *
cst_label_source_path (CstStore              *store,
                       const CstIncidentCase *incident_case,
                       const CstReturn       *goods)
{
  for (guint i = 0; i < incident_case->operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (incident_case->operations, i);
      g_autofree char *path = NULL;

      if (!carries_label (incident_case, operation, goods))
        continue;
      path = cst_files_path (store, g_ptr_array_index (operation->files, 0));
      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&path);
    }

  if (goods->label != NULL)
    {
      g_autofree char *path = cst_cache_path (store, incident_case->account->id, goods->label->id);

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&path);
    }

  return NULL;
}
