/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-file-take.h"

#include <glib/gi18n.h>

#include "cst-files.h"
#include "cst-safe-name.h"
#include "cst-sniff.h"

typedef struct
{
  char   *path;
  char   *filename;
  gint64  max_size;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->path);
  g_free (request->filename);
  g_free (request);
}

void
cst_outgoing_file_free (CstOutgoingFile *self)
{
  cst_record_free (&cst_outgoing_file_type, self);
}

static void
take_in_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  const Request *request = task_data;
  g_autoptr(CstOutgoingFile) file = cst_record_new (&cst_outgoing_file_type);
  g_autofree char *name = NULL;
  CstFileType type;
  guint64 size;
  GError *error = NULL;

  if (!cst_sniff_file (request->path, &type, &size, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  if (request->max_size > 0 && size > (guint64) request->max_size)
    {
      g_autofree char *limit = g_format_size ((guint64) request->max_size);

      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED,
                               _("The file is larger than the %s the marketplace accepts."), limit);
      return;
    }

  name = cst_safe_name (request->filename, type);
  if (!cst_files_take (source_object, request->path, name, cst_file_type_get_media_type (type), file, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_return_pointer (task, g_steal_pointer (&file), (GDestroyNotify) cst_outgoing_file_free);
}

/**
 * cst_file_take_async:
 * @filename: the name it will be sent under, made safe
 * @max_size: in bytes, 0 for no limit
 *
 * Copies a file that will be sent into the store, so that it no longer matters what becomes of the
 * original.
 */
void
cst_file_take_async (CstStore            *store,
                     const char          *path,
                     const char          *filename,
                     gint64               max_size,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (store, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  g_task_set_source_tag (task, cst_file_take_async);
  request->path = g_strdup (path);
  request->filename = g_strdup (filename);
  request->max_size = max_size;
  g_task_set_task_data (task, request, request_free);
  g_task_run_in_thread (task, take_in_thread);
}

/**
 * cst_file_take_finish:
 *
 * Returns: (transfer full): the copy; freed with cst_outgoing_file_free()
 */
CstOutgoingFile *
cst_file_take_finish (CstStore      *store,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, cst_file_take_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
