/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-paste.h"

#include <gio/gio.h>

/* Files that were copied elsewhere, or an image, whose bytes go into a file as they came and are never decoded here. */

static const char *image_types[] = { "image/png", "image/jpeg", "image/webp", "image/tiff", NULL };

void
cst_pasted_free (CstPasted *self)
{
  g_strfreev (self->paths);
  g_free (self);
}

static gboolean
has_image (GdkContentFormats *formats)
{
  for (const char **type = image_types; *type != NULL; type++)
    {
      if (gdk_content_formats_contain_mime_type (formats, *type))
        return TRUE;
    }

  return FALSE;
}

/**
 * cst_paste_has_files:
 *
 * Returns: whether files or an image can be pasted, and no text is meant
 */
gboolean
cst_paste_has_files (GdkClipboard *clipboard)
{
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);

  return gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) ||
         gdk_content_formats_contain_mime_type (formats, "text/uri-list") ||
         (has_image (formats) && !gdk_content_formats_contain_gtype (formats, G_TYPE_STRING));
}

/**
 * cst_dropped_paths:
 * @value: a list of files, as a drop or the clipboard brings it
 *
 * Returns: (transfer full): of those that are on this computer
 */
GStrv
cst_dropped_paths (const GValue *value)
{
  g_autoptr(GStrvBuilder) paths = g_strv_builder_new ();

  for (GSList *l = g_value_get_boxed (value); l != NULL; l = l->next)
    {
      g_autofree char *path = g_file_get_path (l->data);

      if (path != NULL)
        g_strv_builder_add (paths, path);
    }

  return g_strv_builder_end (paths);
}

/**
 * cst_chooser_paths:
 *
 * Returns: (transfer full): of what was chosen and is on this computer
 */
GStrv
cst_chooser_paths (GtkFileChooser *chooser)
{
  g_autoptr(GListModel) files = gtk_file_chooser_get_files (chooser);
  g_autoptr(GStrvBuilder) paths = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        g_strv_builder_add (paths, path);
    }

  return g_strv_builder_end (paths);
}

static void
files_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  CstPasted *pasted;
  GError *error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (object), result, &error);

  if (value == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  pasted = g_new0 (CstPasted, 1);
  pasted->paths = cst_dropped_paths (value);
  g_task_return_pointer (task, pasted, (GDestroyNotify) cst_pasted_free);
}

static void
spliced_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  CstPasted *pasted;
  GError *error = NULL;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (object), result, &error) < 0)
    {
      g_task_return_error (task, error);
      return;
    }

  pasted = g_new0 (CstPasted, 1);
  pasted->paths = g_new0 (char *, 2);
  pasted->paths[0] = g_strdup (g_task_get_task_data (task));
  pasted->are_temporary = TRUE;
  g_task_return_pointer (task, pasted, (GDestroyNotify) cst_pasted_free);
}

static void
image_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GInputStream) input = NULL;
  g_autoptr(GFileIOStream) stream = NULL;
  g_autoptr(GFile) file = NULL;
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  GOutputStream *output;

  input = gdk_clipboard_read_finish (GDK_CLIPBOARD (object), result, NULL, &error);
  if (input == NULL || (file = g_file_new_tmp ("constat-XXXXXX", &stream, &error)) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  output = g_io_stream_get_output_stream (G_IO_STREAM (stream));
  g_task_set_task_data (task, g_file_get_path (file), g_free);
  g_object_set_data_full (G_OBJECT (task), "stream", g_object_ref (stream), g_object_unref);
  g_output_stream_splice_async (output, input,
                                G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                G_PRIORITY_DEFAULT, cancellable, spliced_cb, g_steal_pointer (&task));
}

/**
 * cst_paste_files_async:
 *
 * Brings the files of the clipboard, or its image in a file.
 */
void
cst_paste_files_async (GdkClipboard        *clipboard,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  GTask *task = g_task_new (clipboard, cancellable, callback, user_data);

  g_task_set_source_tag (task, cst_paste_files_async);
  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) ||
      gdk_content_formats_contain_mime_type (formats, "text/uri-list"))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, cancellable, files_cb, task);
  else
    gdk_clipboard_read_async (clipboard, image_types, G_PRIORITY_DEFAULT, cancellable, image_cb, task);
}

/**
 * cst_paste_files_finish:
 *
 * Returns: (transfer full): what was pasted; may be empty
 */
CstPasted *
cst_paste_files_finish (GdkClipboard  *clipboard,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, clipboard), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, cst_paste_files_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
