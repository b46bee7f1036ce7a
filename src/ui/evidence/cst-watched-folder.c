/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-watched-folder.h"

#include "cst-settings.h"
#include "cst-sniff.h"
#include "cst-util.h"

/* A folder into which a phone or a camera puts its pictures: what came since somebody last looked is offered as
 * evidence. Nothing in the folder is ever changed or removed. When a file came is told by its inode, not by its date,
 * which is the camera's. The signal `changed` says that another folder or other files are there. */
struct _CstWatchedFolder
{
  GObject       parent_instance;

  CstContext   *context;     /* (not owned) (nullable): it owns this */
  GCancellable *cancellable; /* (owned): ends with it */
  char         *path;        /* (owned) (nullable): none is watched */
  gint64        seen;        /* microseconds */
  gint64        newest;      /* of what is offered */
  GStrv         files;       /* (owned): offered, the oldest first */
  GFileMonitor *monitor;     /* (owned) (nullable) */
  guint         scan_source; /* a scan is due */
  gboolean      is_scanning;
  gboolean      scan_again;
  guint         n_writing;   /* what the store says is older than what was chosen here */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* A file is looked at once it has been left alone this long: most arrive in pieces. */
#define QUIET_MS 600

/* More than anybody adds at once; a folder with thousands is not read through for it. */
#define MAX_FILES 200

G_DEFINE_FINAL_TYPE (CstWatchedFolder, cst_watched_folder, G_TYPE_OBJECT)

/* ── What came ─────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  char   *path;
  gint64  came_at;
} Found;

typedef struct
{
  char   *folder;
  gint64  seen;
} Scan;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_free (found->path);
  g_free (found);
}

static void
scan_free (gpointer data)
{
  Scan *scan = data;

  g_free (scan->folder);
  g_free (scan);
}

static int
compare_found (gconstpointer a,
               gconstpointer b)
{
  const Found *first = *(const Found *const *) a;
  const Found *second = *(const Found *const *) b;

  if (first->came_at != second->came_at)
    return first->came_at < second->came_at ? -1 : 1;

  return g_strcmp0 (first->path, second->path);
}

static gint64
came_at (GFileInfo *info)
{
  return (gint64) g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_CHANGED) * G_USEC_PER_SEC +
         g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_TIME_CHANGED_USEC);
}

/* Whole pictures and videos; what a program that copies leaves behind meanwhile is hidden or has another ending. */
static gboolean
is_offered (GFileInfo  *info,
            const char *path)
{
  CstFileType type = CST_FILE_TYPE_UNKNOWN;
  guint64 size = 0;

  return g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR && !g_file_info_get_is_hidden (info) &&
         cst_file_type_from_name (path) != CST_FILE_TYPE_UNKNOWN && cst_sniff_file (path, &type, &size, NULL) &&
         size > 0 && (cst_file_type_is_picture (type) || cst_file_type_is_video (type));
}

static void
scan_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  const Scan *scan = task_data;
  g_autoptr(GFile) folder = g_file_new_for_path (scan->folder);
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (found_free);
  g_autoptr(GFileEnumerator) entries =
    g_file_enumerate_children (folder, G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE ","
                               G_FILE_ATTRIBUTE_STANDARD_IS_HIDDEN "," G_FILE_ATTRIBUTE_TIME_CHANGED ","
                               G_FILE_ATTRIBUTE_TIME_CHANGED_USEC, G_FILE_QUERY_INFO_NONE, cancellable, NULL);
  GFileInfo *info = NULL;

  while (entries != NULL && found->len < MAX_FILES &&
         g_file_enumerator_iterate (entries, &info, NULL, cancellable, NULL) && info != NULL)
    {
      g_autofree char *path = NULL;
      Found *one;

      if (came_at (info) <= scan->seen)
        continue;
      path = g_build_filename (scan->folder, g_file_info_get_name (info), NULL);
      if (!is_offered (info, path))
        continue;

      one = g_new0 (Found, 1);
      one->path = g_steal_pointer (&path);
      one->came_at = came_at (info);
      g_ptr_array_add (found, one);
    }
  g_ptr_array_sort (found, compare_found);

  g_task_return_pointer (task, g_steal_pointer (&found), (GDestroyNotify) g_ptr_array_unref);
}

static void scan (CstWatchedFolder *self);

static void
scanned_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  CstWatchedFolder *self = CST_WATCHED_FOLDER (object);
  const Scan *asked = g_task_get_task_data (G_TASK (result));
  g_autoptr(GPtrArray) found = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr(GStrvBuilder) paths = g_strv_builder_new ();
  g_auto(GStrv) files = NULL;

  self->is_scanning = FALSE;
  if (self->scan_again)
    scan (self);
  if (found == NULL || g_strcmp0 (asked->folder, self->path) != 0 || asked->seen != self->seen)
    return;

  self->newest = self->seen;
  for (guint i = 0; i < found->len; i++)
    {
      const Found *one = g_ptr_array_index (found, i);

      g_strv_builder_add (paths, one->path);
      self->newest = MAX (self->newest, one->came_at);
    }
  files = g_strv_builder_end (paths);
  if (g_strv_equal ((const char *const *) files, (const char *const *) self->files))
    return;

  g_strfreev (self->files);
  self->files = g_steal_pointer (&files);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
scan (CstWatchedFolder *self)
{
  g_autoptr(GTask) task = NULL;
  Scan *asked;

  self->scan_again = self->is_scanning;
  if (self->is_scanning || self->path == NULL)
    return;

  self->is_scanning = TRUE;
  asked = g_new0 (Scan, 1);
  asked->folder = g_strdup (self->path);
  asked->seen = self->seen;
  task = g_task_new (self, self->cancellable, scanned_cb, NULL);
  g_task_set_task_data (task, asked, scan_free);
  g_task_run_in_thread (task, scan_thread);
}

static gboolean
quiet_cb (gpointer user_data)
{
  CstWatchedFolder *self = CST_WATCHED_FOLDER (user_data);

  self->scan_source = 0;
  scan (self);

  return G_SOURCE_REMOVE;
}

static void
stirred_cb (CstWatchedFolder *self)
{
  g_clear_handle_id (&self->scan_source, g_source_remove);
  self->scan_source = g_timeout_add (QUIET_MS, quiet_cb, self);
}

/* ── Which folder ──────────────────────────────────────────────────────────────────────────────── */

static void
forget_files (CstWatchedFolder *self)
{
  g_strfreev (self->files);
  self->files = g_new0 (char *, 1);
  self->newest = self->seen;
}

static void
watch (CstWatchedFolder *self,
       const char       *path,
       gint64            seen)
{
  g_autoptr(GFile) folder = path != NULL ? g_file_new_for_path (path) : NULL;
  gboolean is_other = cst_set_str (&self->path, path);

  if (!is_other && self->seen == seen)
    return;

  self->seen = seen;
  forget_files (self);
  if (is_other)
    {
      if (self->monitor != NULL)
        g_file_monitor_cancel (self->monitor);
      g_clear_object (&self->monitor);
      if (folder != NULL && (self->monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL)))
        g_signal_connect_object (self->monitor, "changed", G_CALLBACK (stirred_cb), self, G_CONNECT_SWAPPED);
    }
  scan (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

typedef struct
{
  char   *path;
  gint64  seen;
} Chosen;

static void
chosen_free (gpointer data)
{
  Chosen *chosen = data;

  g_free (chosen->path);
  g_free (chosen);
}

static gpointer
write_chosen (CstDb         *db,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  const Chosen *chosen = request;

  return GINT_TO_POINTER (cst_db_set_setting (db, CST_SETTING_WATCHED_FOLDER, chosen->path, error) &&
                          cst_db_set_setting_int (db, CST_SETTING_WATCHED_SEEN, chosen->seen, error));
}

static void
read_settings (CstWatchedFolder *self)
{
  CstDb *db = self->context != NULL ? cst_context_get_reader (self->context) : NULL;
  g_autofree char *path = db != NULL ? cst_db_setting (db, CST_SETTING_WATCHED_FOLDER, "") : NULL;

  if (path != NULL)
    watch (self, *path != '\0' ? path : NULL,
           MAX (cst_db_setting_int (db, CST_SETTING_WATCHED_SEEN, 0), self->seen));
}

/* Another window, or another program, may have chosen. */
static void
store_changed_cb (CstWatchedFolder *self,
                  guint             what)
{
  if ((what & CST_CHANGED_SETTINGS) && self->n_writing == 0)
    read_settings (self);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CstWatchedFolder) self = CST_WATCHED_FOLDER (user_data);

  self->n_writing--;
}

static void
write_down (CstWatchedFolder *self)
{
  Chosen *chosen = g_new0 (Chosen, 1);

  chosen->path = g_strdup (self->path != NULL ? self->path : "");
  chosen->seen = self->seen;
  self->n_writing++;
  cst_store_run_async (cst_context_get_store (self->context), write_chosen, chosen, chosen_free, NULL, NULL, written_cb,
                       g_object_ref (self));
}

static void
cst_watched_folder_dispose (GObject *object)
{
  CstWatchedFolder *self = CST_WATCHED_FOLDER (object);

  g_clear_weak_pointer (&self->context);
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->scan_source, g_source_remove);
  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (cst_watched_folder_parent_class)->dispose (object);
}

static void
cst_watched_folder_finalize (GObject *object)
{
  CstWatchedFolder *self = CST_WATCHED_FOLDER (object);

  g_clear_object (&self->cancellable);
  g_free (self->path);
  g_strfreev (self->files);

  G_OBJECT_CLASS (cst_watched_folder_parent_class)->finalize (object);
}

static void
cst_watched_folder_class_init (CstWatchedFolderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cst_watched_folder_dispose;
  object_class->finalize = cst_watched_folder_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cst_watched_folder_init (CstWatchedFolder *self)
{
  self->cancellable = g_cancellable_new ();
  self->files = g_new0 (char *, 1);
}

static CstWatchedFolder *
cst_watched_folder_new (CstContext *context)
{
  CstWatchedFolder *self = g_object_new (CST_TYPE_WATCHED_FOLDER, NULL);

  g_set_weak_pointer (&self->context, context);
  g_signal_connect_object (cst_context_get_store (context), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  read_settings (self);

  return self;
}

/**
 * cst_watched_folder_get:
 *
 * Returns: (transfer none): the one of all windows
 */
CstWatchedFolder *
cst_watched_folder_get (CstContext *context)
{
  CstWatchedFolder *shared = g_object_get_data (G_OBJECT (context), "watched-folder");

  if (shared == NULL)
    {
      shared = cst_watched_folder_new (context);
      g_object_set_data_full (G_OBJECT (context), "watched-folder", shared, g_object_unref);
    }

  return shared;
}

/**
 * cst_watched_folder_get_path:
 *
 * Returns: (nullable): %NULL when none is watched
 */
const char *
cst_watched_folder_get_path (CstWatchedFolder *self)
{
  return self->path;
}

/**
 * cst_watched_folder_dup_name:
 *
 * Returns: (transfer full) (nullable): its last part, to be shown
 */
char *
cst_watched_folder_dup_name (CstWatchedFolder *self)
{
  return self->path != NULL ? g_filename_display_basename (self->path) : NULL;
}

/**
 * cst_watched_folder_get_files:
 *
 * Returns: the paths of what came since somebody last looked, the oldest first; may be empty
 */
const char *const *
cst_watched_folder_get_files (CstWatchedFolder *self)
{
  return (const char *const *) self->files;
}

/**
 * cst_watched_folder_choose:
 * @path: (nullable): %NULL to watch none
 *
 * What lies in it now is not new.
 */
void
cst_watched_folder_choose (CstWatchedFolder *self,
                           const char       *path)
{
  g_return_if_fail (CST_IS_WATCHED_FOLDER (self));

  watch (self, path, g_get_real_time ());
  write_down (self);
}

/**
 * cst_watched_folder_dismiss:
 *
 * What is offered now is not offered again.
 */
void
cst_watched_folder_dismiss (CstWatchedFolder *self)
{
  g_return_if_fail (CST_IS_WATCHED_FOLDER (self));

  if (self->newest == self->seen)
    return;

  watch (self, self->path, self->newest);
  write_down (self);
}
