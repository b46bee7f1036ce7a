/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-export.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "cst-config.h"
#include "cst-message.h"
#include "cst-photo-release.h"
#include "cst-safe-name.h"
#include "cst-sniff.h"

/* Files leave the application as copies under names of ours: never the cached file itself, never a name that came from
 * outside; and, unless the preferences say otherwise, without the place where a photo was taken. */

static gboolean
keeps_place (void)
{
  g_autoptr(GSettings) settings = g_settings_new (CST_APP_ID);

  return g_settings_get_boolean (settings, "copies-keep-place");
}

/**
 * cst_photo_export_say:
 *
 * Says in passing what was done, where @widget's window has a place for it.
 */
void
cst_photo_export_say (GtkWidget  *widget,
                      const char *text)
{
  GtkWidget *toasts = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);

  if (toasts != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (toasts), adw_toast_new (text));
}

/* ── Saving one ────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  GtkWidget       *widget;  /* (owned) */
  CstPhotoDecoder *decoder; /* (owned) */
  char            *path;
  char            *stem;
  gboolean         keeps_place;
  CstPhotoRelease *release; /* (owned) (nullable): once it is known what leaves */
  GFile           *target;  /* (owned) (nullable): once it is chosen */
} Save;

static Save *
save_new (GtkWidget       *widget,
          CstPhotoDecoder *decoder,
          const char      *path,
          const char      *stem)
{
  Save *save = g_new0 (Save, 1);

  save->widget = g_object_ref (widget);
  save->decoder = decoder != NULL ? g_object_ref (decoder) : cst_photo_decoder_new (1);
  save->path = g_strdup (path);
  save->stem = g_strdup (stem);
  save->keeps_place = keeps_place ();

  return save;
}

static void
save_free (gpointer data)
{
  Save *save = data;

  g_object_unref (save->widget);
  g_object_unref (save->decoder);
  g_free (save->path);
  g_free (save->stem);
  g_clear_pointer (&save->release, cst_photo_release_free);
  g_clear_object (&save->target);
  g_free (save);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

static void
say_failure (GtkWidget    *widget,
             const char   *heading,
             const GError *error)
{
  if (gtk_widget_get_root (widget) != NULL)
    cst_message_show_problem (widget, heading, error);
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Save *save = task_data;
  GError *error = NULL;

  if (save->release == NULL)
    save->release = cst_photo_release_new (save->decoder, save->path, save->keeps_place, &error);
  if (save->release != NULL && (save->target == NULL || cst_photo_release_write (save->release, save->target, &error)))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* What leaves is worked out, and written where it is known where to. */
static void
run_save (Save                *save,
          GAsyncReadyCallback  callback)
{
  g_autoptr(GTask) task = g_task_new (save->widget, NULL, callback, save);

  g_task_set_task_data (task, save, NULL);
  g_task_run_in_thread (task, write_thread);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Save) save = user_data;
  g_autoptr(GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    say_failure (save->widget, _("The copy could not be saved"), error);
  else if (!cst_photo_release_is_original (save->release))
    cst_photo_export_say (save->widget, _("Saved without the place where the photo was taken"));
}

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             gpointer         user_data)
{
  g_autoptr(Save) save = g_object_steal_data (G_OBJECT (dialog), "save");

  if (response == GTK_RESPONSE_ACCEPT)
    save->target = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (save->target != NULL)
    run_save (g_steal_pointer (&save), written_cb);

  g_object_unref (dialog);
}

static void
prepared_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Save) save = user_data;
  g_autofree char *name = NULL;
  g_autoptr(GError) error = NULL;
  GtkFileChooserNative *dialog;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      say_failure (save->widget, _("The copy could not be saved"), error);
      return;
    }
  if (gtk_widget_get_root (save->widget) == NULL)
    return;

  name = cst_photo_release_dup_name (save->release, save->stem);
  dialog = gtk_file_chooser_native_new (_("Save a copy"), GTK_WINDOW (gtk_widget_get_root (save->widget)),
                                        GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_object_set_data_full (G_OBJECT (dialog), "save", g_steal_pointer (&save), save_free);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), NULL);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * cst_photo_export_save:
 * @decoder: (nullable): the window's; %NULL for one of its own
 * @path: of a file on this computer
 * @stem: the name to propose, without extension
 *
 * Asks where to, then saves a copy.
 */
void
cst_photo_export_save (GtkWidget       *widget,
                       CstPhotoDecoder *decoder,
                       const char      *path,
                       const char      *stem)
{
  run_save (save_new (widget, decoder, path, stem), prepared_cb);
}

/* ── Saving all ────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CstPhotoDecoder *decoder; /* (owned) */
  GStrv            paths;
  GStrv            stems;
  gboolean         keeps_place;
  guint            n_changed; /* of those that left without their place */
  GFile           *folder;    /* (owned) (nullable): once it is chosen */
} SaveAll;

static void
save_all_free (gpointer data)
{
  SaveAll *all = data;

  g_object_unref (all->decoder);
  g_strfreev (all->paths);
  g_strfreev (all->stems);
  g_clear_object (&all->folder);
  g_free (all);
}

static void
save_all_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  SaveAll *all = task_data;
  GError *error = NULL;
  guint i;

  for (i = 0; all->paths[i] != NULL; i++)
    {
      g_autoptr(CstPhotoRelease) release = NULL;

      if (!(release = cst_photo_release_new (all->decoder, all->paths[i], all->keeps_place, &error)) ||
          !cst_photo_release_write_beside (release, all->stems[i], all->folder, &error))
        {
          g_task_return_error (task, error);
          return;
        }
      all->n_changed += !cst_photo_release_is_original (release);
    }

  g_task_return_int (task, i);
}

static void
saved_all_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  GtkWidget *widget = GTK_WIDGET (object);
  const SaveAll *all = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  gssize n_saved = g_task_propagate_int (G_TASK (result), &error);
  g_autofree char *text = NULL;

  if (gtk_widget_get_root (widget) == NULL)
    return;
  if (error != NULL)
    {
      cst_message_show_problem (widget, _("Not all copies could be saved"), error);
      return;
    }

  if (all->n_changed > 0)
    text = g_strdup_printf (ngettext ("%d copy saved, without places where photos were taken",
                                      "%d copies saved, without places where photos were taken", (gulong) n_saved),
                            (int) n_saved);
  else
    text = g_strdup_printf (ngettext ("%d copy saved", "%d copies saved", (gulong) n_saved), (int) n_saved);
  cst_photo_export_say (widget, text);
}

static void
folder_response_cb (GtkNativeDialog *dialog,
                    int              response,
                    GtkWidget       *widget)
{
  g_autoptr(GFile) folder = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (folder != NULL)
    {
      SaveAll *all = g_object_steal_data (G_OBJECT (dialog), "all");
      g_autoptr(GTask) task = g_task_new (widget, NULL, saved_all_cb, NULL);

      all->folder = g_steal_pointer (&folder);
      g_task_set_task_data (task, all, save_all_free);
      g_task_run_in_thread (task, save_all_thread);
    }

  g_object_unref (dialog);
}

/**
 * cst_photo_export_save_all:
 * @paths: of files on this computer
 * @stems: their names without extension, one for each
 *
 * Asks for a folder, then saves a copy of each there; nothing that is there is written over.
 */
void
cst_photo_export_save_all (GtkWidget         *widget,
                           CstPhotoDecoder   *decoder,
                           const char *const *paths,
                           const char *const *stems)
{
  SaveAll *all = g_new0 (SaveAll, 1);
  GtkFileChooserNative *dialog;

  all->decoder = g_object_ref (decoder);
  all->paths = g_strdupv ((GStrv) paths);
  all->stems = g_strdupv ((GStrv) stems);
  all->keeps_place = keeps_place ();
  dialog = gtk_file_chooser_native_new (_("Save copies of all photos"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                        GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("_Save"), _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_object_set_data_full (G_OBJECT (dialog), "all", all, save_all_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (folder_response_cb), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* ── Other programs ────────────────────────────────────────────────────────────────────────────── */

static void
launched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GtkWidget) widget = GTK_WIDGET (user_data);
  g_autoptr(GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error) && gtk_widget_get_root (widget) != NULL)
    cst_message_show_problem (widget, _("No application could open the file"), error);
}

static void
opened_copy_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GtkWidget) widget = GTK_WIDGET (user_data);
  g_autofree char *uri = NULL;
  g_autoptr(GError) error = NULL;
  GFile *copy;

  if (!g_file_copy_finish (G_FILE (object), result, &error))
    {
      if (gtk_widget_get_root (widget) != NULL)
        cst_message_show_problem (widget, _("The file could not be opened"), error);
      return;
    }

  copy = g_object_get_data (object, "copy");
  uri = g_file_get_uri (copy);
  g_app_info_launch_default_for_uri_async (uri, NULL, NULL, launched_cb, g_object_ref (widget));
}

/* Returns: (transfer full) (nullable): where a copy for another program comes to lie */
static char *
lent_path (const char  *stem,
           CstFileType  type)
{
  g_autofree char *name = cst_safe_name (stem, type);
  g_autofree char *dir = g_build_filename (g_get_user_runtime_dir (), "constat-opened", NULL);

  return g_mkdir_with_parents (dir, 0700) == 0 ? g_build_filename (dir, name, NULL) : NULL;
}

static CstFileType
type_of (const char *path)
{
  CstFileType type = CST_FILE_TYPE_UNKNOWN;

  cst_sniff_file (path, &type, NULL, NULL);

  return type;
}

static void
lent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(Save) save = user_data;
  g_autoptr(GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    say_failure (save->widget, _("The copy could not be saved"), error);
}

/**
 * cst_photo_export_lend:
 * @tells_place: whether the photo is known to say where it was taken
 *
 * Begins to make a private copy for another program, as one is dragged to it.
 *
 * Returns: (transfer full) (nullable): the copy's path, for cst_photo_export_forget()
 */
char *
cst_photo_export_lend (GtkWidget       *widget,
                       CstPhotoDecoder *decoder,
                       const char      *path,
                       const char      *stem,
                       gboolean         tells_place)
{
  Save *save = save_new (widget, decoder, path, stem);
  CstFileType type = type_of (path);
  char *copy_path;

  /* Pictures without their place are of one of two types; its name is wanted at once. */
  if (tells_place && !save->keeps_place && cst_file_type_is_picture (type) && type != CST_FILE_TYPE_PNG)
    type = CST_FILE_TYPE_JPEG;
  copy_path = lent_path (stem, type);
  if (copy_path == NULL)
    {
      save_free (save);
      return NULL;
    }

  save->target = g_file_new_for_path (copy_path);
  run_save (save, lent_cb);

  return copy_path;
}

/**
 * cst_photo_export_open:
 *
 * Opens a copy in the application that is in charge of its type. It stays on this computer and is the original, byte by
 * byte: that program may be there to look into it.
 *
 * Returns: (transfer full) (nullable): the copy's path, for cst_photo_export_forget()
 */
char *
cst_photo_export_open (GtkWidget  *widget,
                       const char *path,
                       const char *stem)
{
  char *copy_path = lent_path (stem, type_of (path));
  g_autoptr(GFile) source = g_file_new_for_path (path);
  g_autoptr(GFile) copy = NULL;

  if (copy_path == NULL)
    return NULL;

  copy = g_file_new_for_path (copy_path);
  g_object_set_data_full (G_OBJECT (source), "copy", g_object_ref (copy), g_object_unref);
  g_file_copy_async (source, copy, G_FILE_COPY_OVERWRITE, G_PRIORITY_DEFAULT, NULL, NULL, NULL,
                     opened_copy_cb, g_object_ref (widget));

  return copy_path;
}

/**
 * cst_photo_export_forget:
 * @copy: what cst_photo_export_open() or cst_photo_export_lend() returned
 *
 * Removes a copy made for another application.
 */
void
cst_photo_export_forget (const char *copy)
{
  g_unlink (copy);
}
