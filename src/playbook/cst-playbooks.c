/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-playbooks.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cst-paths.h"
#include "cst-playbook-private.h"
#include "cst-shipped-playbooks.h"
#include "cst-util.h"

/* Which rules there are: those that came with the program, replaced and added to by the files in the user's data
 * folder and in the profile's. A file that becomes wrong leaves the version before in use: a copy of the last good one
 * lies beside it, in `.good`, so that this also holds after a restart. Main thread; the playbooks themselves may go
 * to any thread. */

struct _CstPlaybooks
{
  GObject    parent_instance;

  GPtrArray *folders;  /* of paths, the later one wins */
  GPtrArray *files;    /* of CstPlaybookFile */
  GPtrArray *monitors; /* of GFileMonitor */
  guint      reload_id;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstPlaybooks, cst_playbooks, G_TYPE_OBJECT)

#define SHIPPED_PATH "/io/github/constat/Constat/playbooks/"

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b);
}

static void
file_free (gpointer data)
{
  CstPlaybookFile *file = data;

  g_clear_pointer (&file->playbook, cst_playbook_unref);
  g_clear_pointer (&file->problems, g_ptr_array_unref);
  g_free (file->id);
  g_free (file->path);
  g_free (file);
}

/**
 * cst_playbook_load:
 * @path: a playbook file
 * @problems: (out) (optional) (element-type CstPlaybookProblem): all mistakes
 *
 * Returns: (transfer full) (nullable): the playbook
 */
CstPlaybook *
cst_playbook_load (const char  *path,
                   GPtrArray  **problems,
                   GError     **error)
{
  g_autofree char *xml = NULL;
  gsize size = 0;

  g_return_val_if_fail (path != NULL, NULL);

  if (problems != NULL)
    *problems = NULL;
  if (!g_file_get_contents (path, &xml, &size, error))
    return NULL;

  return cst_playbook_new_for_xml (xml, size, problems, error);
}

/**
 * cst_playbooks_shipped:
 *
 * Returns: (transfer full): the ids of the playbooks that come with the program, sorted
 */
char **
cst_playbooks_shipped (void)
{
  g_auto(GStrv) names = g_resource_enumerate_children (cst_shipped_playbooks_get_resource (), SHIPPED_PATH,
                                                       G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();

  for (char **name = names; *name != NULL; name++)
    g_ptr_array_add (ids, g_strndup (*name, strlen (*name) - strlen (".xml")));
  g_ptr_array_sort (ids, compare_names);
  g_ptr_array_add (ids, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&ids), FALSE);
}

/**
 * cst_playbooks_shipped_xml:
 * @id: one of cst_playbooks_shipped()
 *
 * Returns: (transfer full) (nullable): the file, to be copied and changed
 */
GBytes *
cst_playbooks_shipped_xml (const char *id)
{
  g_autofree char *path = g_strconcat (SHIPPED_PATH, id, ".xml", NULL);

  return g_resource_lookup_data (cst_shipped_playbooks_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

static CstPlaybookFile *
find_file (const GPtrArray *files,
           const char      *id)
{
  for (guint i = 0; i < files->len; i++)
    {
      CstPlaybookFile *file = g_ptr_array_index (files, i);

      if (g_strcmp0 (file->id, id) == 0)
        return file;
    }

  return NULL;
}

static CstPlaybookFile *
add_file (GPtrArray  *files,
          const char *id)
{
  CstPlaybookFile *file = find_file (files, id);

  if (file == NULL)
    {
      file = g_new0 (CstPlaybookFile, 1);
      file->id = g_strdup (id);
      g_ptr_array_add (files, file);
    }

  return file;
}

static void
load_shipped (GPtrArray *files)
{
  g_auto(GStrv) ids = cst_playbooks_shipped ();

  for (char **id = ids; *id != NULL; id++)
    {
      g_autoptr(GBytes) bytes = cst_playbooks_shipped_xml (*id);
      g_autoptr(GError) error = NULL;
      CstPlaybookFile *file = add_file (files, *id);
      gsize size = 0;
      const char *xml = g_bytes_get_data (bytes, &size);

      file->playbook = cst_playbook_new_for_xml (xml, size, &file->problems, &error);
      if (file->playbook == NULL)
        g_critical ("%s.xml: %s", *id, error->message);
    }
}

/* A copy of a file that had no mistakes, for the day it has one. */
static void
keep_good (const char *folder,
           const char *name,
           const char *path)
{
  g_autofree char *good_folder = g_build_filename (folder, CST_PLAYBOOKS_GOOD_FOLDER, NULL);
  g_autofree char *good = g_build_filename (good_folder, name, NULL);
  g_autofree char *xml = NULL;
  gsize size = 0;
  g_autoptr(GError) error = NULL;

  if (g_mkdir_with_parents (good_folder, 0700) != 0 || !g_file_get_contents (path, &xml, &size, &error) ||
      !g_file_set_contents (good, xml, (gssize) size, &error))
    g_info ("No copy of %s: %s", name, error != NULL ? error->message : "no folder");
}

static void
load_file (GPtrArray  *files,
           const char *folder,
           const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *good = g_build_filename (folder, CST_PLAYBOOKS_GOOD_FOLDER, name, NULL);
  g_autofree char *id = g_strndup (name, strlen (name) - strlen (".xml"));
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(CstPlaybook) playbook = cst_playbook_load (path, &problems, &error);
  CstPlaybookFile *file = add_file (files, id);

  cst_set_str (&file->path, path);
  if (problems == NULL)
    {
      problems = cst_playbook_problems_new ();
      cst_playbook_problem_add (problems, 0, NULL, "%s", error->message);
    }
  if (playbook != NULL && g_strcmp0 (playbook->rule.id, id) != 0)
    {
      cst_playbook_problem_add (problems, playbook->rule.line, _("name the file after its playbook"),
                                _("the file %s holds the playbook “%s”"), name, playbook->rule.id);
      g_clear_pointer (&playbook, cst_playbook_unref);
    }

  file->uses_last_good = playbook == NULL;
  if (playbook != NULL)
    keep_good (folder, name, path);
  else
    playbook = cst_playbook_load (good, NULL, NULL);

  g_clear_pointer (&file->problems, g_ptr_array_unref);
  file->problems = g_steal_pointer (&problems);
  if (playbook == NULL)
    return;

  g_clear_pointer (&file->playbook, cst_playbook_unref);
  file->playbook = g_steal_pointer (&playbook);
}

static void
load_folder (GPtrArray  *files,
             const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_suffix (name, ".xml") && name[0] != '.')
        g_ptr_array_add (names, g_strdup (name));
    }
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    load_file (files, folder, g_ptr_array_index (names, i));
}

/**
 * cst_playbooks_reload:
 *
 * Reads every file again and says so with the signal "changed".
 */
void
cst_playbooks_reload (CstPlaybooks *self)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (file_free);

  g_return_if_fail (CST_IS_PLAYBOOKS (self));

  load_shipped (files);
  for (guint i = 0; i < self->folders->len; i++)
    load_folder (files, g_ptr_array_index (self->folders, i));

  g_clear_pointer (&self->files, g_ptr_array_unref);
  self->files = files;
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
reload_cb (gpointer user_data)
{
  CstPlaybooks *self = CST_PLAYBOOKS (user_data);

  self->reload_id = 0;
  cst_playbooks_reload (self);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (GFileMonitor      *monitor,
            GFile             *file,
            GFile             *other_file,
            GFileMonitorEvent  event,
            gpointer           user_data)
{
  CstPlaybooks *self = CST_PLAYBOOKS (user_data);
  g_autofree char *name = g_file_get_basename (file);

  if (!g_str_has_suffix (name, ".xml") && other_file == NULL)
    return;

  /* An editor writes in several steps; read once they are over. */
  if (self->reload_id == 0)
    self->reload_id = g_timeout_add (200, reload_cb, self);
}

/**
 * cst_playbooks_watch:
 *
 * From now on a changed file is read by itself. Main thread.
 */
void
cst_playbooks_watch (CstPlaybooks *self)
{
  g_return_if_fail (CST_IS_PLAYBOOKS (self));

  for (guint i = 0; i < self->folders->len; i++)
    {
      const char *folder = g_ptr_array_index (self->folders, i);
      g_autoptr(GFile) file = g_file_new_for_path (folder);
      g_autoptr(GFileMonitor) monitor = NULL;

      if (g_mkdir_with_parents (folder, 0700) != 0 ||
          !(monitor = g_file_monitor_directory (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL)))
        continue;
      g_file_monitor_set_rate_limit (monitor, 100);
      g_signal_connect_object (monitor, "changed", G_CALLBACK (changed_cb), self, 0);
      g_ptr_array_add (self->monitors, g_steal_pointer (&monitor));
    }
}

/**
 * cst_playbooks_lookup:
 * @id: (nullable): a playbook's id
 *
 * Returns: (transfer full) (nullable): the playbook in use, for any thread
 */
CstPlaybook *
cst_playbooks_lookup (CstPlaybooks *self,
                      const char   *id)
{
  CstPlaybookFile *file;

  g_return_val_if_fail (CST_IS_PLAYBOOKS (self), NULL);

  file = find_file (self->files, id);

  return file != NULL && file->playbook != NULL ? cst_playbook_ref (file->playbook) : NULL;
}

/**
 * cst_playbooks_get_files:
 *
 * Returns: (transfer none) (element-type CstPlaybookFile): every playbook there is, until the next "changed"
 */
const GPtrArray *
cst_playbooks_get_files (CstPlaybooks *self)
{
  g_return_val_if_fail (CST_IS_PLAYBOOKS (self), NULL);

  return self->files;
}

static void
cst_playbooks_dispose (GObject *object)
{
  CstPlaybooks *self = CST_PLAYBOOKS (object);

  g_clear_handle_id (&self->reload_id, g_source_remove);
  g_ptr_array_set_size (self->monitors, 0);

  G_OBJECT_CLASS (cst_playbooks_parent_class)->dispose (object);
}

static void
cst_playbooks_finalize (GObject *object)
{
  CstPlaybooks *self = CST_PLAYBOOKS (object);

  g_clear_pointer (&self->monitors, g_ptr_array_unref);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->folders, g_ptr_array_unref);

  G_OBJECT_CLASS (cst_playbooks_parent_class)->finalize (object);
}

static void
cst_playbooks_class_init (CstPlaybooksClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cst_playbooks_dispose;
  object_class->finalize = cst_playbooks_finalize;

  signals[CHANGED] = g_signal_new ("changed", CST_TYPE_PLAYBOOKS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
cst_playbooks_init (CstPlaybooks *self)
{
  self->folders = g_ptr_array_new_with_free_func (g_free);
  self->files = g_ptr_array_new_with_free_func (file_free);
  self->monitors = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * cst_playbooks_new:
 * @profile_dir: (nullable): a profile's folder, whose `playbooks` come last and win
 *
 * Reads the playbooks that came with the program, those in `$XDG_DATA_HOME/constat/playbooks` and the profile's.
 *
 * Returns: (transfer full): the playbooks
 */
CstPlaybooks *
cst_playbooks_new (const char *profile_dir)
{
  CstPlaybooks *self = g_object_new (CST_TYPE_PLAYBOOKS, NULL);
  g_autofree char *user_dir = cst_paths_data_dir (NULL);

  g_ptr_array_add (self->folders, g_build_filename (user_dir, "playbooks", NULL));
  if (profile_dir != NULL && g_strcmp0 (profile_dir, user_dir) != 0)
    g_ptr_array_add (self->folders, g_build_filename (profile_dir, "playbooks", NULL));
  cst_playbooks_reload (self);

  return self;
}
