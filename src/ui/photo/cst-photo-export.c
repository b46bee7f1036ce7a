/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-export.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "cst-message.h"
#include "cst-safe-name.h"
#include "cst-sniff.h"

/* Files leave the application as copies under names of ours: never the cached file itself, never
 * a name that came from outside. */

static char *
name_for (const char *path,
          const char *stem)
{
  CstFileType type = CST_FILE_TYPE_UNKNOWN;

  cst_sniff_file (path, &type, NULL, NULL);

  return cst_safe_name (stem, type);
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

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GtkWidget) widget = GTK_WIDGET (user_data);
  g_autoptr(GError) error = NULL;

  if (!g_file_copy_finish (G_FILE (object), result, &error) && gtk_widget_get_root (widget) != NULL)
    cst_message_show_problem (widget, _("The copy could not be saved"), error);
}

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             GtkWidget       *widget)
{
  const char *path = g_object_get_data (G_OBJECT (dialog), "source");
  g_autoptr(GFile) source = g_file_new_for_path (path);
  g_autoptr(GFile) target = NULL;

  if (response == GTK_RESPONSE_ACCEPT &&
      (target = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))) != NULL)
    g_file_copy_async (source, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, G_PRIORITY_DEFAULT,
                       NULL, NULL, NULL, copied_cb, g_object_ref (widget));

  g_object_unref (dialog);
}

/**
 * cst_photo_export_save:
 * @path: of a file on this computer
 * @stem: the name to propose, without extension
 *
 * Asks where to, then saves a copy.
 */
void
cst_photo_export_save (GtkWidget  *widget,
                       const char *path,
                       const char *stem)
{
  g_autofree char *name = name_for (path, stem);
  GtkFileChooserNative *dialog;

  dialog = gtk_file_chooser_native_new (_("Save a copy"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                        GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_object_set_data_full (G_OBJECT (dialog), "source", g_strdup (path), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* A name beside those that are there already: “PX-1-2 (2).jpg”. */
static GFile *
free_place (GFile      *folder,
            const char *name,
            guint       attempt)
{
  const char *dot = strrchr (name, '.');
  int stem = dot != NULL ? (int) (dot - name) : (int) strlen (name);
  g_autofree char *other = NULL;

  if (attempt == 0)
    return g_file_get_child (folder, name);

  other = g_strdup_printf ("%.*s (%u)%s", stem, name, attempt + 1, dot != NULL ? dot : "");

  return g_file_get_child (folder, other);
}

static gboolean
copy_beside (const char  *path,
             const char  *name,
             GFile       *folder,
             GError     **error)
{
  g_autoptr(GFile) source = g_file_new_for_path (path);

  for (guint attempt = 0; ; attempt++)
    {
      g_autoptr(GFile) target = free_place (folder, name, attempt);
      g_autoptr(GError) problem = NULL;

      if (g_file_copy (source, target, G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, &problem))
        return TRUE;
      if (!g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_EXISTS) || attempt > 999)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
    }
}

/**
 * cst_photo_export_copy_all:
 * @paths: of files on this computer
 * @stems: their names without extension, one for each
 *
 * Copies every file into @folder under a name of ours, with the extension of what it is, never over one that is there.
 * Any thread; it waits for the disk.
 *
 * Returns: how many were copied; fewer than asked for if and only if the error is set
 */
guint
cst_photo_export_copy_all (const char *const  *paths,
                           const char *const  *stems,
                           GFile              *folder,
                           GError            **error)
{
  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *name = name_for (paths[i], stems[i]);

      if (!copy_beside (paths[i], name, folder, error))
        return i;
    }

  return g_strv_length ((GStrv) paths);
}

typedef struct
{
  GStrv  paths;
  GStrv  stems;
  GFile *folder;
} CopyAll;

static void
copy_all_free (gpointer data)
{
  CopyAll *all = data;

  g_strfreev (all->paths);
  g_strfreev (all->stems);
  g_clear_object (&all->folder);
  g_free (all);
}

static void
copy_all_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  CopyAll *all = task_data;
  GError *error = NULL;
  guint n_copied = cst_photo_export_copy_all ((const char *const *) all->paths, (const char *const *) all->stems,
                                              all->folder, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, n_copied);
}

static void
copied_all_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  GtkWidget *widget = GTK_WIDGET (object);
  g_autoptr(GError) error = NULL;
  gssize n_copied = g_task_propagate_int (G_TASK (result), &error);
  g_autofree char *text = NULL;

  if (gtk_widget_get_root (widget) == NULL)
    return;
  if (error != NULL)
    {
      cst_message_show_problem (widget, _("Not all copies could be saved"), error);
      return;
    }

  text = g_strdup_printf (ngettext ("%d copy saved", "%d copies saved", (gulong) n_copied), (int) n_copied);
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
      CopyAll *all = g_object_steal_data (G_OBJECT (dialog), "all");
      g_autoptr(GTask) task = g_task_new (widget, NULL, copied_all_cb, NULL);

      all->folder = g_steal_pointer (&folder);
      g_task_set_task_data (task, all, copy_all_free);
      g_task_run_in_thread (task, copy_all_thread);
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
                           const char *const *paths,
                           const char *const *stems)
{
  CopyAll *all = g_new0 (CopyAll, 1);
  GtkFileChooserNative *dialog;

  all->paths = g_strdupv ((GStrv) paths);
  all->stems = g_strdupv ((GStrv) stems);
  dialog = gtk_file_chooser_native_new (_("Save copies of all photos"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                        GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("_Save"), _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_object_set_data_full (G_OBJECT (dialog), "all", all, copy_all_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (folder_response_cb), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

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
lent_path (const char *path,
           const char *stem)
{
  g_autofree char *name = name_for (path, stem);
  g_autofree char *dir = g_build_filename (g_get_user_runtime_dir (), "constat-opened", NULL);

  return g_mkdir_with_parents (dir, 0700) == 0 ? g_build_filename (dir, name, NULL) : NULL;
}

/**
 * cst_photo_export_lend:
 *
 * Begins to make a private copy for another program, as one is dragged to it.
 *
 * Returns: (transfer full) (nullable): the copy's path, for cst_photo_export_forget()
 */
char *
cst_photo_export_lend (GtkWidget  *widget,
                       const char *path,
                       const char *stem)
{
  char *copy_path = lent_path (path, stem);
  g_autoptr(GFile) source = g_file_new_for_path (path);
  g_autoptr(GFile) copy = NULL;

  if (copy_path == NULL)
    return NULL;

  copy = g_file_new_for_path (copy_path);
  g_file_copy_async (source, copy, G_FILE_COPY_OVERWRITE, G_PRIORITY_HIGH, NULL, NULL, NULL, copied_cb,
                     g_object_ref (widget));

  return copy_path;
}

/**
 * cst_photo_export_open:
 *
 * Opens a copy in the application that is in charge of its type.
 *
 * Returns: (transfer full) (nullable): the copy's path, for cst_photo_export_forget()
 */
char *
cst_photo_export_open (GtkWidget  *widget,
                       const char *path,
                       const char *stem)
{
  char *copy_path = lent_path (path, stem);
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
