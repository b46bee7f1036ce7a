/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-label-check.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cst-label-text.h"

/* A label of a carrier has some ten kilobytes; what is far beyond is a wrong file. Limits of a
 * marketplace are stricter, and come from its capabilities. */
#define DEFAULT_MAX_SIZE  (10 * 1024 * 1024)
#define DEFAULT_MAX_PAGES 20

typedef struct
{
  CstPhotoDecoder *decoder; /* (unowned): kept by the task that waits for the answer */
  char            *path;
  guint64          max_size;
  int              max_pages;
} Question;

G_DEFINE_QUARK (cst-label-error-quark, cst_label_error)

static void
question_free (Question *question)
{
  g_free (question->path);
  g_free (question);
}

void
cst_label_info_free (CstLabelInfo *self)
{
  g_free (self->text);
  g_free (self);
}

static gboolean
check_type (const char   *name,
            CstFileType   type,
            GError      **error)
{
  CstFileType claimed = cst_file_type_from_name (name);

  if (type != CST_FILE_TYPE_PDF && type != CST_FILE_TYPE_PNG && type != CST_FILE_TYPE_ZPL)
    {
      /* Translators: “return.pdf” is no label: it contains a JPEG picture. */
      g_set_error (error, CST_LABEL_ERROR, CST_LABEL_ERROR_TYPE,
                   _("“%s” contains: %s. A return label is a PDF, PNG or ZPL file."),
                   name, cst_file_type_get_label (type));
      return FALSE;
    }

  /* ZPL often travels as text; any other known extension that does not fit is a lie. */
  if (claimed == type || claimed == CST_FILE_TYPE_UNKNOWN ||
      (claimed == CST_FILE_TYPE_TEXT && type == CST_FILE_TYPE_ZPL))
    return TRUE;

  g_set_error (error, CST_LABEL_ERROR, CST_LABEL_ERROR_EXTENSION,
               /* Translators: file name, what it contains ("PNG picture"), what its name says ("PDF document") */
               _("“%s” contains: %s. Its name says: %s. Choose the right file, or give it its right name."),
               name, cst_file_type_get_label (type), cst_file_type_get_label (claimed));

  return FALSE;
}

static gboolean
check_size (const char  *name,
            guint64      size,
            guint64      max_size,
            GError     **error)
{
  g_autofree char *own = NULL;
  g_autofree char *allowed = NULL;

  if (size == 0)
    {
      g_set_error (error, CST_LABEL_ERROR, CST_LABEL_ERROR_SIZE, _("“%s” is empty."), name);
      return FALSE;
    }

  if (size <= max_size)
    return TRUE;

  own = g_format_size (size);
  allowed = g_format_size (max_size);
  g_set_error (error, CST_LABEL_ERROR, CST_LABEL_ERROR_SIZE,
               /* Translators: file name, its size ("12 MB"), the largest allowed size */
               _("“%s” has %s; at most %s are allowed."), name, own, allowed);

  return FALSE;
}

/* Counts ^XA … ^XZ. Returns: 0 when one is open at the end or none is there */
static int
count_zpl_labels (const char *text,
                  gsize       size)
{
  const char *end = text + size;
  gboolean is_open = FALSE;
  int n_labels = 0;

  for (const char *p = text; p != NULL && p + 3 <= end; p++)
    {
      if ((p = memchr (p, '^', (gsize)(end - p))) == NULL || p + 3 > end)
        break;

      if (memcmp (p, "^XA", 3) == 0)
        is_open = TRUE;
      else if (memcmp (p, "^XZ", 3) == 0 && is_open)
        {
          is_open = FALSE;
          n_labels++;
        }
    }

  return is_open ? 0 : n_labels;
}

/* The text is looked at here: searching for three bytes needs no worker. */
static gboolean
read_zpl (const char    *path,
          const char    *name,
          CstLabelInfo  *info,
          GError       **error)
{
  g_autofree char *text = NULL;
  gsize size;

  if (g_file_get_contents (path, &text, &size, NULL) && (info->n_pages = count_zpl_labels (text, size)) > 0)
    {
      info->text = cst_zpl_text (text, size);
      return TRUE;
    }

  g_set_error (error, CST_LABEL_ERROR, CST_LABEL_ERROR_UNREADABLE,
               _("The ZPL label “%s” is not complete. Make it again."), name);

  return FALSE;
}

static gboolean
is_fault_of_file (const GError *error)
{
  return g_error_matches (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_UNREADABLE) ||
         g_error_matches (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_TRUNCATED) ||
         g_error_matches (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_CRASHED);
}

static gboolean
read_with_worker (CstPhotoDecoder  *decoder,
                  const char       *path,
                  const char       *name,
                  CstLabelInfo     *info,
                  GCancellable     *cancellable,
                  GError          **error)
{
  g_autoptr(CstPhotoInfo) found = NULL;
  g_autoptr(GError) failure = NULL;

  found = cst_photo_decoder_probe_sync (decoder, path, cancellable, &failure);
  if (found != NULL)
    {
      info->n_pages = found->n_pages;
      info->width = found->page_width;
      info->height = found->page_height;
      info->pixel_width = found->width;
      info->pixel_height = found->height;
      return TRUE;
    }

  if (g_error_matches (failure, CST_PHOTO_ERROR, CST_PHOTO_ERROR_LOCKED))
    g_set_error (error, CST_LABEL_ERROR, CST_LABEL_ERROR_UNREADABLE,
                 _("“%s” asks for a password. Save it without one."), name);
  else if (is_fault_of_file (failure))
    g_set_error (error, CST_LABEL_ERROR, CST_LABEL_ERROR_UNREADABLE,
                 _("“%s” cannot be read: it is damaged or not complete. Make it again."), name);
  else
    g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

static gboolean
check_pages (const char          *name,
             const CstLabelInfo  *info,
             int                  max_pages,
             GError             **error)
{
  if (info->n_pages <= max_pages)
    return TRUE;

  g_set_error (error, CST_LABEL_ERROR, CST_LABEL_ERROR_SIZE,
               /* Translators: file name, its number of pages, the allowed number */
               ngettext ("“%s” has %d page; at most %d are allowed.",
                         "“%s” has %d pages; at most %d are allowed.", (gulong)info->n_pages),
               name, info->n_pages, max_pages);

  return FALSE;
}

/* A label may well be good without text; only a wish to stop counts. */
static gboolean
read_text (CstPhotoDecoder  *decoder,
           const char       *path,
           CstLabelInfo     *info,
           GCancellable     *cancellable,
           GError          **error)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (int page = 0; info->type == CST_FILE_TYPE_PDF && page < info->n_pages; page++)
    {
      g_autoptr(GError) failure = NULL;
      g_autofree char *words = cst_photo_decoder_page_text_sync (decoder, path, (guint) page, cancellable, &failure);

      if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (words != NULL)
        g_string_append_printf (text, "%s\n", words);
    }

  if (text->len > 0)
    info->text = g_string_free (g_steal_pointer (&text), FALSE);

  return TRUE;
}

/**
 * cst_label_check_sync:
 * @path: the file somebody chose as return label
 * @max_size: in bytes, 0 for ours
 * @max_pages: 0 for ours
 *
 * Makes sure that a file is a label a carrier and a printer can use: type by content, size, pages,
 * readable to its end, and named as what it is (O7). Blocks; any thread but the window's own.
 *
 * Returns: (transfer full) (nullable): what it is, or %NULL with a #CstLabelError, a
 *   #CstPhotoError or %G_IO_ERROR_CANCELLED
 */
CstLabelInfo *
cst_label_check_sync (CstPhotoDecoder  *decoder,
                      const char       *path,
                      guint64           max_size,
                      int               max_pages,
                      GCancellable     *cancellable,
                      GError          **error)
{
  g_autoptr(CstLabelInfo) info = NULL;
  g_autofree char *name = NULL;
  gboolean is_read;

  g_return_val_if_fail (CST_IS_PHOTO_DECODER (decoder), NULL);
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (max_pages >= 0, NULL);

  info = g_new0 (CstLabelInfo, 1);
  name = g_filename_display_basename (path);

  if (!cst_sniff_file (path, &info->type, &info->size, error) ||
      !check_size (name, info->size, max_size > 0 ? max_size : DEFAULT_MAX_SIZE, error) ||
      !check_type (name, info->type, error))
    return NULL;

  if (info->type == CST_FILE_TYPE_ZPL)
    is_read = read_zpl (path, name, info, error);
  else
    is_read = read_with_worker (decoder, path, name, info, cancellable, error);

  if (!is_read || !check_pages (name, info, max_pages > 0 ? max_pages : DEFAULT_MAX_PAGES, error) ||
      !read_text (decoder, path, info, cancellable, error))
    return NULL;

  return g_steal_pointer (&info);
}

static void
check_in_thread (GTask        *task,
                 gpointer      source_object,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  const Question *question = task_data;
  g_autoptr(CstLabelInfo) info = NULL;
  GError *error = NULL;

  info = cst_label_check_sync (question->decoder, question->path, question->max_size, question->max_pages,
                               cancellable, &error);
  if (info != NULL)
    g_task_return_pointer (task, g_steal_pointer (&info), (GDestroyNotify)cst_label_info_free);
  else
    g_task_return_error (task, error);
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(CstLabelInfo) info = NULL;
  g_autoptr(GError) error = NULL;

  if ((info = g_task_propagate_pointer (G_TASK (result), &error)) != NULL)
    g_task_return_pointer (task, g_steal_pointer (&info), (GDestroyNotify)cst_label_info_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * cst_label_check_async:
 *
 * The same without waiting; see cst_label_check_sync().
 */
void
cst_label_check_async (CstPhotoDecoder     *decoder,
                       const char          *path,
                       guint64              max_size,
                       int                  max_pages,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GTask) thread_task = NULL;
  Question *question;
  GTask *task;

  g_return_if_fail (CST_IS_PHOTO_DECODER (decoder));
  g_return_if_fail (path != NULL);
  g_return_if_fail (max_pages >= 0);

  question = g_new0 (Question, 1);
  question->decoder = decoder;
  question->path = g_strdup (path);
  question->max_size = max_size;
  question->max_pages = max_pages;

  task = g_task_new (decoder, cancellable, callback, user_data);
  g_task_set_source_tag (task, cst_label_check_async);

  /* A task of its own for the thread, which may drop it last: not there shall the decoder end. */
  thread_task = g_task_new (NULL, cancellable, checked_cb, task);
  g_task_set_task_data (thread_task, question, (GDestroyNotify)question_free);
  g_task_run_in_thread (thread_task, check_in_thread);
}

/**
 * cst_label_check_finish:
 *
 * Returns: (transfer full) (nullable): as cst_label_check_sync()
 */
CstLabelInfo *
cst_label_check_finish (CstPhotoDecoder  *decoder,
                        GAsyncResult     *result,
                        GError          **error)
{
  g_return_val_if_fail (CST_IS_PHOTO_DECODER (decoder), NULL);
  g_return_val_if_fail (g_task_is_valid (result, decoder), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, cst_label_check_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
