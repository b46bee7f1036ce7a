/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "cst-table-builder.h"
#include "cst-table-parts.h"

typedef struct
{
  char           *path;
  CstTableLimits  limits;
} Request;

static void
request_free (Request *request)
{
  g_free (request->path);
  g_free (request);
}

static gboolean
begins_with (GBytes     *bytes,
             const char *magic,
             gsize       length)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return size >= length && memcmp (data, magic, length) == 0;
}

static CstTable *
read_archive (GBytes                *bytes,
              const CstTableLimits  *limits,
              GCancellable          *cancellable,
              GError               **error)
{
  if (cst_part_exists (bytes, "xl/workbook.xml"))
    return cst_table_read_xlsx (bytes, limits, cancellable, error);
  if (cst_part_exists (bytes, "content.xml"))
    return cst_table_read_ods (bytes, limits, cancellable, error);

  return g_set_error_literal (error, CST_TABLE_ERROR, CST_TABLE_ERROR_FORMAT,
                              _("This is no table. Constat reads CSV, XLSX and ODS.")), NULL;
}

/**
 * cst_table_read_bytes:
 * @limits: (nullable): %NULL for the usual ones
 *
 * What the file is shows in its bytes; its name is not asked.
 *
 * Returns: (transfer full): the table; on failure %CST_TABLE_ERROR with a message for people
 */
CstTable *
cst_table_read_bytes (GBytes                *bytes,
                      const CstTableLimits  *limits,
                      GCancellable          *cancellable,
                      GError               **error)
{
  g_autoptr(GBytes) text = NULL;
  CstTableEncoding encoding;

  g_return_val_if_fail (bytes != NULL, NULL);

  if (limits == NULL)
    limits = &cst_table_default_limits;
  if (g_bytes_get_size (bytes) > limits->max_bytes)
    return g_set_error (error, CST_TABLE_ERROR, CST_TABLE_ERROR_TOO_LARGE,
                        _("The file has more than %u MB. Divide it into several files."),
                        (guint) (limits->max_bytes >> 20)), NULL;
  if (begins_with (bytes, "PK\003\004", 4))
    return read_archive (bytes, limits, cancellable, error);
  if (begins_with (bytes, "\xd0\xcf\x11\xe0", 4))
    return g_set_error_literal (error, CST_TABLE_ERROR, CST_TABLE_ERROR_PROTECTED,
                                _("This is an old XLS file, or one with a password. Save it as XLSX without a "
                                  "password, or as CSV.")), NULL;
  if (!(text = cst_table_decode (bytes, &encoding, error)))
    return NULL;

  return cst_table_read_text (text, encoding, limits, cancellable, error);
}

/* Never more than the limit plus one byte is held, whatever the file claims or grows to meanwhile. */
static GBytes *
load (const char            *path,
      const CstTableLimits  *limits,
      GCancellable          *cancellable,
      GError               **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr(GByteArray) content = g_byte_array_new ();
  gssize n = 1;

  if (stream == NULL)
    return NULL;

  while (n > 0 && content->len <= limits->max_bytes)
    {
      guint8 buffer[65536];

      n = g_input_stream_read (G_INPUT_STREAM (stream), buffer, sizeof buffer, cancellable, error);
      if (n > 0)
        g_byte_array_append (content, buffer, (guint) n);
    }

  return n >= 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&content)) : NULL;
}

/**
 * cst_table_read_sync:
 * @limits: (nullable): %NULL for the usual ones
 *
 * Blocks: for worker threads and the command line.
 *
 * Returns: (transfer full): the table; on failure %CST_TABLE_ERROR or %G_IO_ERROR, with a message for people
 */
CstTable *
cst_table_read_sync (const char            *path,
                     const CstTableLimits  *limits,
                     GCancellable          *cancellable,
                     GError               **error)
{
  g_autoptr(GBytes) bytes = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (limits == NULL)
    limits = &cst_table_default_limits;
  if (!(bytes = load (path, limits, cancellable, error)))
    return NULL;

  return cst_table_read_bytes (bytes, limits, cancellable, error);
}

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Request *request = data;
  GError *error = NULL;
  CstTable *table = cst_table_read_sync (request->path, &request->limits, cancellable, &error);

  if (table != NULL)
    g_task_return_pointer (task, table, (GDestroyNotify) cst_table_unref);
  else
    g_task_return_error (task, error);
}

/**
 * cst_table_read_async:
 *
 * As cst_table_read_sync(), on a thread of its own.
 */
void
cst_table_read_async (const char           *path,
                      const CstTableLimits *limits,
                      GCancellable         *cancellable,
                      GAsyncReadyCallback   callback,
                      gpointer              user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->path = g_strdup (path);
  request->limits = limits != NULL ? *limits : cst_table_default_limits;
  g_task_set_source_tag (task, cst_table_read_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_task_run_in_thread (task, read_in_thread);
}

CstTable *
cst_table_read_finish (GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, cst_table_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
