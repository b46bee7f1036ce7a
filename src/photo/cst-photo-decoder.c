/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-decoder.h"

#include "cst-photo-job.h"
#include "cst-photo-queue.h"

/**
 * CstPhotoDecoder:
 *
 * Has pictures and label pages decoded by worker processes, so that no image from outside is ever
 * decoded in this one.
 *
 * The queue is served by a few threads of its own, the most urgent request first. Each thread
 * takes an idle worker of the kind it needs, or starts one, and waits for it; so the caller never
 * does. A worker that crashes, hangs or talks nonsense fails the one request it was busy with and
 * is replaced. Each kind of file has workers of its own, since each needs other doors left open: only
 * those for pages, say, may read fonts.
 *
 * The asynchronous functions belong to the thread that made the decoder (its main context gets
 * the callbacks); the `_sync` ones may be called from any other thread.
 */

struct _CstPhotoDecoder
{
  GObject        parent_instance;

  CstPhotoQueue *queue; /* (owned) */
};

G_DEFINE_FINAL_TYPE (CstPhotoDecoder, cst_photo_decoder, G_TYPE_OBJECT)

static CstPhotoOrder *
order_drawing (CstPhotoDeed      deed,
               const char       *path,
               guint             page,
               int               max_width,
               int               max_height,
               CstPhotoPriority  priority,
               GCancellable     *cancellable)
{
  CstPhotoOrder *order = cst_photo_order_new (deed, path, priority, cancellable);

  order->page = page;
  order->max_width = max_width;
  order->max_height = max_height;

  return order;
}

static void
push (CstPhotoDecoder     *self,
      CstPhotoOrder       *order,
      gpointer             source_tag,
      GAsyncReadyCallback  callback,
      gpointer             user_data)
{
  GTask *task = g_task_new (self, order->cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  cst_photo_queue_push (self->queue, order, task);
}

static gpointer
finish (CstPhotoDecoder  *self,
        GAsyncResult     *result,
        gpointer          source_tag,
        GError          **error)
{
  g_return_val_if_fail (CST_IS_PHOTO_DECODER (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, source_tag), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
cst_photo_decoder_finalize (GObject *object)
{
  CstPhotoDecoder *self = CST_PHOTO_DECODER (object);

  /* Every order holds a reference through its task or its waiting caller: none can be left. */
  cst_photo_queue_free (self->queue);

  G_OBJECT_CLASS (cst_photo_decoder_parent_class)->finalize (object);
}

static void
cst_photo_decoder_class_init (CstPhotoDecoderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = cst_photo_decoder_finalize;
}

static void
cst_photo_decoder_init (CstPhotoDecoder *self)
{
}

/**
 * cst_photo_decoder_new:
 * @n_workers: how many pictures are decoded at the same time, 1 to 4; with 2 a visible photo
 *   waits for at most one in the background
 *
 * Workers are started when they are first needed.
 */
CstPhotoDecoder *
cst_photo_decoder_new (guint n_workers)
{
  CstPhotoDecoder *self = g_object_new (CST_TYPE_PHOTO_DECODER, NULL);

  self->queue = cst_photo_queue_new (n_workers);

  return self;
}

/**
 * cst_photo_decoder_set_timeout:
 * @milliseconds: after which a worker that does not answer is killed
 *
 * Holds for requests that start from now on.
 */
void
cst_photo_decoder_set_timeout (CstPhotoDecoder *self,
                               guint            milliseconds)
{
  g_return_if_fail (CST_IS_PHOTO_DECODER (self));
  g_return_if_fail (milliseconds > 0);

  cst_photo_queue_set_timeout (self->queue, milliseconds);
}

/**
 * cst_photo_decoder_dup_worker_pids:
 *
 * Returns: (transfer full) (element-type gint64): the process ids of the workers alive now, for
 *   tests and for support
 */
GArray *
cst_photo_decoder_dup_worker_pids (CstPhotoDecoder *self)
{
  g_return_val_if_fail (CST_IS_PHOTO_DECODER (self), NULL);

  return cst_photo_queue_dup_pids (self->queue);
}

/**
 * cst_photo_decoder_probe_async:
 * @path: a local file: a picture, a PDF or a video
 *
 * Finds out what a file is and what it says about itself, without decoding it.
 */
void
cst_photo_decoder_probe_async (CstPhotoDecoder     *self,
                               const char          *path,
                               CstPhotoPriority     priority,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (CST_IS_PHOTO_DECODER (self));
  g_return_if_fail (path != NULL);

  push (self, cst_photo_order_new (CST_PHOTO_DEED_PROBE, path, priority, cancellable),
        cst_photo_decoder_probe_async, callback, user_data);
}

/**
 * cst_photo_decoder_probe_finish:
 *
 * Returns: (transfer full) (nullable): %NULL with a #CstPhotoError or %G_IO_ERROR_CANCELLED
 */
CstPhotoInfo *
cst_photo_decoder_probe_finish (CstPhotoDecoder  *self,
                                GAsyncResult     *result,
                                GError          **error)
{
  return finish (self, result, cst_photo_decoder_probe_async, error);
}

/**
 * cst_photo_decoder_probe_sync:
 *
 * The same, waiting for the answer; never on the main thread of the window.
 */
CstPhotoInfo *
cst_photo_decoder_probe_sync (CstPhotoDecoder  *self,
                              const char       *path,
                              GCancellable     *cancellable,
                              GError          **error)
{
  g_return_val_if_fail (CST_IS_PHOTO_DECODER (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  return cst_photo_queue_run (self->queue,
                              cst_photo_order_new (CST_PHOTO_DEED_PROBE, path, CST_PHOTO_PRIORITY_NEXT, cancellable),
                              error);
}

/**
 * cst_photo_decoder_decode_async:
 * @path: a local file: a picture
 * @max_width: the box the result shall fit into, in device pixels; 0 leaves that side open
 * @max_height: likewise
 *
 * Decodes a photo, upright as its EXIF orientation says, never enlarged. Cancelling takes effect
 * until a worker has it; to change the priority, cancel and ask again.
 */
void
cst_photo_decoder_decode_async (CstPhotoDecoder     *self,
                                const char          *path,
                                int                  max_width,
                                int                  max_height,
                                CstPhotoPriority     priority,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (CST_IS_PHOTO_DECODER (self));
  g_return_if_fail (path != NULL);

  push (self, order_drawing (CST_PHOTO_DEED_DECODE, path, 0, max_width, max_height, priority, cancellable),
        cst_photo_decoder_decode_async, callback, user_data);
}

/**
 * cst_photo_decoder_decode_finish:
 *
 * Returns: (transfer full) (nullable): %NULL with a #CstPhotoError or %G_IO_ERROR_CANCELLED
 */
CstPhotoImage *
cst_photo_decoder_decode_finish (CstPhotoDecoder  *self,
                                 GAsyncResult     *result,
                                 GError          **error)
{
  return finish (self, result, cst_photo_decoder_decode_async, error);
}

/**
 * cst_photo_decoder_decode_sync:
 *
 * The same, waiting for the picture; never on the main thread of the window.
 */
CstPhotoImage *
cst_photo_decoder_decode_sync (CstPhotoDecoder  *self,
                               const char       *path,
                               int               max_width,
                               int               max_height,
                               GCancellable     *cancellable,
                               GError          **error)
{
  g_return_val_if_fail (CST_IS_PHOTO_DECODER (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  return cst_photo_queue_run (self->queue, order_drawing (CST_PHOTO_DEED_DECODE, path, 0, max_width, max_height,
                                                          CST_PHOTO_PRIORITY_NEXT, cancellable), error);
}

/**
 * cst_photo_decoder_render_page_async:
 * @path: a local PDF file or video
 * @page: which page, from 0; of a video, which of its stills (#CstPhotoInfo.n_pages), which are spread
 *   evenly over its duration
 * @max_width: the box the page shall fill, in device pixels; 0 leaves that side open. For paper,
 *   the page's size in points × dots per inch / 72
 * @max_height: likewise
 *
 * Draws a page on white, as it would be printed, or a still, which is never enlarged. Cancelling as for
 * decoding.
 */
void
cst_photo_decoder_render_page_async (CstPhotoDecoder     *self,
                                     const char          *path,
                                     guint                page,
                                     int                  max_width,
                                     int                  max_height,
                                     CstPhotoPriority     priority,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_return_if_fail (CST_IS_PHOTO_DECODER (self));
  g_return_if_fail (path != NULL);

  push (self, order_drawing (CST_PHOTO_DEED_PAGE, path, page, max_width, max_height, priority, cancellable),
        cst_photo_decoder_render_page_async, callback, user_data);
}

/**
 * cst_photo_decoder_render_page_finish:
 *
 * Returns: (transfer full) (nullable): %NULL with a #CstPhotoError or %G_IO_ERROR_CANCELLED
 */
CstPhotoImage *
cst_photo_decoder_render_page_finish (CstPhotoDecoder  *self,
                                      GAsyncResult     *result,
                                      GError          **error)
{
  return finish (self, result, cst_photo_decoder_render_page_async, error);
}

/**
 * cst_photo_decoder_render_page_sync:
 *
 * The same, waiting for the page; never on the main thread of the window.
 */
CstPhotoImage *
cst_photo_decoder_render_page_sync (CstPhotoDecoder  *self,
                                    const char       *path,
                                    guint             page,
                                    int               max_width,
                                    int               max_height,
                                    GCancellable     *cancellable,
                                    GError          **error)
{
  g_return_val_if_fail (CST_IS_PHOTO_DECODER (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  return cst_photo_queue_run (self->queue, order_drawing (CST_PHOTO_DEED_PAGE, path, page, max_width, max_height,
                                                          CST_PHOTO_PRIORITY_NEXT, cancellable), error);
}

/**
 * cst_photo_decoder_page_text_sync:
 * @path: a local PDF file
 * @page: which page, from 0
 *
 * Reads the words of a page, to hold a label's address and tracking number against the order. A
 * page that is one picture has none. Waits; never on the main thread of the window.
 *
 * Returns: (transfer full) (nullable): its text, perhaps empty, or %NULL with a #CstPhotoError or
 *   %G_IO_ERROR_CANCELLED
 */
char *
cst_photo_decoder_page_text_sync (CstPhotoDecoder  *self,
                                  const char       *path,
                                  guint             page,
                                  GCancellable     *cancellable,
                                  GError          **error)
{
  CstPhotoOrder *order;

  g_return_val_if_fail (CST_IS_PHOTO_DECODER (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  order = cst_photo_order_new (CST_PHOTO_DEED_TEXT, path, CST_PHOTO_PRIORITY_NEXT, cancellable);
  order->page = page;

  return cst_photo_queue_run (self->queue, order, error);
}

static CstPhotoOrder *
order_export (const char           *path,
              const CstPhotoExport *options,
              GCancellable         *cancellable)
{
  CstPhotoOrder *order = cst_photo_order_new (CST_PHOTO_DEED_EXPORT, path, CST_PHOTO_PRIORITY_NEXT, cancellable);

  order->export_to = *options;

  return order;
}

static GBytes *
take_copy (CstPhotoCopy *copy,
           CstFileType  *type)
{
  g_autoptr(CstPhotoCopy) owned = copy;

  if (owned == NULL)
    return NULL;

  if (type != NULL)
    *type = owned->type;

  return g_steal_pointer (&owned->bytes);
}

/**
 * cst_photo_decoder_export_async:
 * @path: a local file: a picture
 * @options: what the copy must be like; when nothing is asked for, copy the file yourself
 *
 * Makes a copy that may leave the house, upright and in the colours of every screen (sRGB). It is
 * built from the picture alone, so nothing else that was in the file can be in it: no EXIF (but see
 * @strip_metadata), GPS, XMP, comment, thumbnail, profile, nor bytes behind the picture's end.
 *
 * A JPEG that is only to lose its metadata keeps its compressed picture as it is, without loss: what
 * is written is that and, when it has to be turned for viewing, an EXIF block that says no more than
 * this. A PNG stays one as long as its bytes are allowed. Everything else becomes a JPEG, on white
 * where it was transparent; to get below @max_bytes its quality is lowered first, then its size.
 */
void
cst_photo_decoder_export_async (CstPhotoDecoder      *self,
                                const char           *path,
                                const CstPhotoExport *options,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data)
{
  g_return_if_fail (CST_IS_PHOTO_DECODER (self));
  g_return_if_fail (path != NULL);
  g_return_if_fail (options != NULL);

  push (self, order_export (path, options, cancellable), cst_photo_decoder_export_async, callback, user_data);
}

/**
 * cst_photo_decoder_export_finish:
 * @type: (out) (optional): what the copy is, for its extension and media type
 *
 * Returns: (transfer full) (nullable): the copy's bytes, or %NULL with a #CstPhotoError
 *   (%CST_PHOTO_ERROR_TOO_LARGE when no copy worth looking at is small enough) or
 *   %G_IO_ERROR_CANCELLED
 */
GBytes *
cst_photo_decoder_export_finish (CstPhotoDecoder  *self,
                                 GAsyncResult     *result,
                                 CstFileType      *type,
                                 GError          **error)
{
  return take_copy (finish (self, result, cst_photo_decoder_export_async, error), type);
}

/**
 * cst_photo_decoder_export_sync:
 *
 * The same, waiting for the copy; never on the main thread of the window.
 */
GBytes *
cst_photo_decoder_export_sync (CstPhotoDecoder       *self,
                               const char            *path,
                               const CstPhotoExport  *options,
                               CstFileType           *type,
                               GCancellable          *cancellable,
                               GError               **error)
{
  g_return_val_if_fail (CST_IS_PHOTO_DECODER (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (options != NULL, NULL);

  return take_copy (cst_photo_queue_run (self->queue, order_export (path, options, cancellable), error), type);
}
