/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-export.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

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

static void
say (GtkWidget    *widget,
     const char   *heading,
     const GError *error)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  GtkWidget *dialog = adw_message_dialog_new (window, heading, error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GtkWidget) widget = GTK_WIDGET (user_data);
  g_autoptr(GError) error = NULL;

  if (!g_file_copy_finish (G_FILE (object), result, &error) && gtk_widget_get_root (widget) != NULL)
    say (widget, _("The copy could not be saved"), error);
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

static void
launched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GtkWidget) widget = GTK_WIDGET (user_data);
  g_autoptr(GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error) && gtk_widget_get_root (widget) != NULL)
    say (widget, _("No application could open the file"), error);
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
        say (widget, _("The file could not be opened"), error);
      return;
    }

  copy = g_object_get_data (object, "copy");
  uri = g_file_get_uri (copy);
  g_app_info_launch_default_for_uri_async (uri, NULL, NULL, launched_cb, g_object_ref (widget));
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
  g_autofree char *name = name_for (path, stem);
  g_autofree char *dir = g_build_filename (g_get_user_runtime_dir (), "constat-opened", NULL);
  g_autofree char *copy_path = g_build_filename (dir, name, NULL);
  g_autoptr(GFile) source = g_file_new_for_path (path);
  g_autoptr(GFile) copy = g_file_new_for_path (copy_path);

  if (g_mkdir_with_parents (dir, 0700) != 0)
    return NULL;

  g_object_set_data_full (G_OBJECT (source), "copy", g_object_ref (copy), g_object_unref);
  g_file_copy_async (source, copy, G_FILE_COPY_OVERWRITE, G_PRIORITY_DEFAULT, NULL, NULL, NULL,
                     opened_copy_cb, g_object_ref (widget));

  return g_steal_pointer (&copy_path);
}

/**
 * cst_photo_export_forget:
 * @copy: what cst_photo_export_open() returned
 *
 * Removes a copy made for another application.
 */
void
cst_photo_export_forget (const char *copy)
{
  g_unlink (copy);
}
