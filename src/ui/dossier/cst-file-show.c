/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-file-show.h"

#include <glib/gi18n.h>

#include "cst-message.h"

/* A file that was just written, shown by whatever programs the desktop has. */

static void
launched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GtkWidget) near = user_data;
  g_autoptr(GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error) && gtk_widget_get_root (near) != NULL)
    cst_message_show_problem (near, _("No Program Opens This File"), error);
}

/**
 * cst_file_show_open:
 *
 * Opens the file in the program that is there for its kind.
 */
void
cst_file_show_open (GtkWidget  *near,
                    const char *path)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

  if (uri != NULL)
    g_app_info_launch_default_for_uri_async (uri, NULL, NULL, launched_cb, g_object_ref (near));
}

static void
shown_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GtkWidget) near = user_data;
  g_autoptr(GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, NULL);

  if (answer == NULL && gtk_widget_get_root (near) != NULL)
    cst_file_show_open (near, g_object_get_data (G_OBJECT (near), "shown-folder"));
}

/**
 * cst_file_show_in_folder:
 *
 * Shows the file among its neighbours; where no file manager answers, opens the folder.
 */
void
cst_file_show_in_folder (GtkWidget  *near,
                         const char *path)
{
  GDBusConnection *bus = g_application_get_dbus_connection (g_application_get_default ());
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  const char *const uris[] = { uri, NULL };

  if (uri == NULL)
    return;
  if (bus == NULL)
    {
      cst_file_show_open (near, folder);
      return;
    }

  g_object_set_data_full (G_OBJECT (near), "shown-folder", g_steal_pointer (&folder), g_free);
  g_dbus_connection_call (bus, "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1",
                          "org.freedesktop.FileManager1", "ShowItems", g_variant_new ("(^ass)", uris, ""), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, shown_cb, g_object_ref (near));
}
