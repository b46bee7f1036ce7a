/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-playbook-copy.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "cst-paths.h"

/* The user's own files of rules: begun as a copy of what came with the program, written, removed. Files are small and
 * local, so all of this answers at once. Main thread. */

G_DEFINE_QUARK (cst-playbook-copy-error-quark, cst_playbook_copy_error)

/**
 * cst_playbooks_find_file:
 *
 * Returns: (transfer none) (nullable): the file of these rules, until the next "changed"
 */
const CstPlaybookFile *
cst_playbooks_find_file (CstPlaybooks *self,
                         const char   *id)
{
  const GPtrArray *files = cst_playbooks_get_files (self);

  for (guint i = 0; i < files->len; i++)
    {
      const CstPlaybookFile *file = g_ptr_array_index (files, i);

      if (g_strcmp0 (file->id, id) == 0)
        return file;
    }

  return NULL;
}

/**
 * cst_playbook_file_read:
 *
 * Returns: (transfer full) (nullable): what the file holds, mistakes and all
 */
GBytes *
cst_playbook_file_read (const CstPlaybookFile  *file,
                        GError                **error)
{
  char *xml = NULL;
  gsize size = 0;

  if (file->path == NULL)
    return cst_playbooks_shipped_xml (file->id);
  if (!g_file_get_contents (file->path, &xml, &size, error))
    return NULL;

  return g_bytes_new_take (xml, size);
}

static gboolean
write_file (const char  *path,
            const char  *xml,
            gsize        size,
            GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return cst_paths_ensure_private (folder, error) && g_file_set_contents (path, xml, (gssize) size, error);
}

static char *
path_for (const char *id)
{
  g_autofree char *dir = cst_paths_data_dir (NULL);
  g_autofree char *name = g_strconcat (id, ".xml", NULL);

  return g_build_filename (dir, "playbooks", name, NULL);
}

/**
 * cst_playbooks_copy:
 * @id: rules that came with the program
 *
 * Puts a copy into the user's data folder, where it replaces the original from now on.
 *
 * Returns: (transfer full) (nullable): the copy's path, or %NULL with a #CstPlaybookCopyError or a #GFileError
 */
char *
cst_playbooks_copy (CstPlaybooks  *self,
                    const char    *id,
                    GError       **error)
{
  const CstPlaybookFile *file = cst_playbooks_find_file (self, id);
  g_autofree char *path = path_for (id);
  g_autoptr(GBytes) xml = NULL;

  if (file == NULL)
    {
      g_set_error (error, CST_PLAYBOOK_COPY_ERROR, CST_PLAYBOOK_COPY_ERROR_UNKNOWN, _("There are no rules “%s”."), id);
      return NULL;
    }
  if (file->path != NULL || g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, CST_PLAYBOOK_COPY_ERROR, CST_PLAYBOOK_COPY_ERROR_EXISTS,
                   _("There is a copy of your own already: %s"), file->path != NULL ? file->path : path);
      return NULL;
    }

  xml = cst_playbooks_shipped_xml (id);
  if (!write_file (path, g_bytes_get_data (xml, NULL), g_bytes_get_size (xml), error))
    return NULL;

  cst_playbooks_reload (self);

  return g_steal_pointer (&path);
}

/**
 * cst_playbooks_save:
 * @id: of the rules
 * @xml: what their file is to hold; checked before
 *
 * Writes the user's own file, making it where there is none yet.
 */
gboolean
cst_playbooks_save (CstPlaybooks  *self,
                    const char    *id,
                    const char    *xml,
                    GError       **error)
{
  const CstPlaybookFile *file = cst_playbooks_find_file (self, id);
  g_autofree char *path = file != NULL && file->path != NULL ? g_strdup (file->path) : path_for (id);

  if (!write_file (path, xml, strlen (xml), error))
    return FALSE;

  cst_playbooks_reload (self);

  return TRUE;
}

/**
 * cst_playbooks_remove_copy:
 *
 * Removes the user's own file and its last good version: what came with the program counts again.
 */
gboolean
cst_playbooks_remove_copy (CstPlaybooks  *self,
                           const char    *id,
                           GError       **error)
{
  const CstPlaybookFile *file = cst_playbooks_find_file (self, id);
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  g_autofree char *good = NULL;
  g_autoptr(GFile) own = NULL;

  if (file == NULL || file->path == NULL)
    {
      g_set_error (error, CST_PLAYBOOK_COPY_ERROR, CST_PLAYBOOK_COPY_ERROR_UNKNOWN,
                   _("There is no copy of your own of the rules “%s”."), id);
      return FALSE;
    }

  own = g_file_new_for_path (file->path);
  folder = g_path_get_dirname (file->path);
  name = g_path_get_basename (file->path);
  good = g_build_filename (folder, CST_PLAYBOOKS_GOOD_FOLDER, name, NULL);
  if (!g_file_delete (own, NULL, error))
    return FALSE;

  g_unlink (good);
  cst_playbooks_reload (self);

  return TRUE;
}
