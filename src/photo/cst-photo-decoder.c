/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-decoder.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "cst-photo-job.h"
#include "cst-photo-pool.h"

/**
 * CstPhotoDecoder:
 *
 * Has pictures and label pages decoded by worker processes, so that no image from outside is ever
 * decoded in this one.
 *
 * The queue is served by a few threads of its own, the most urgent request first. Each thread
 * takes an idle worker of the kind it needs, or starts one, and waits for it; so the caller never
 * does. A worker that crashes, hangs or talks nonsense fails the one request it was busy with and
 * is replaced. Pages have workers apart from pictures, because only they may read fonts.
 *
 * The asynchronous functions belong to the thread that made the decoder (its main context gets
 * the callbacks); the `_sync` ones may be called from any other thread.
 */

#define DEFAULT_TIMEOUT_MS 20000
#define MAX_WORKERS        4

typedef enum
{
  REQUEST_PROBE,
  REQUEST_DECODE,
  REQUEST_PAGE,
} RequestKind;

typedef struct
{
  RequestKind       kind;
  char             *path;
  guint             page;
  int               max_width;
  int               max_height;
  CstPhotoPriority  priority;
  guint64           serial;
  GCancellable     *cancellable; /* (owned) (nullable) */
  GTask            *task;        /* (owned) (nullable): none when somebody waits */
  gboolean          is_done;     /* for the one who waits */
  gpointer          result;      /* (owned) (nullable) */
  GError           *error;       /* (owned) (nullable) */
} Request;

struct _CstPhotoDecoder
{
  GObject      parent_instance;

  GThreadPool *threads; /* (owned) */
  CstPhotoPool *pool;   /* (owned) */

  GMutex       lock;    /* guards what follows */
  GCond        done;
  guint64      last_serial;
  guint        timeout_ms;
};

G_DEFINE_FINAL_TYPE (CstPhotoDecoder, cst_photo_decoder, G_TYPE_OBJECT)

static void
free_result (RequestKind kind,
             gpointer    result)
{
  if (kind == REQUEST_PROBE)
    cst_photo_info_unref (result);
  else
    cst_photo_image_unref (result);
}

static void
request_free (Request *request)
{
  if (request->result != NULL)
    free_result (request->kind, request->result);
  g_clear_error (&request->error);
  g_clear_object (&request->task);
  g_clear_object (&request->cancellable);
  g_free (request->path);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static int
compare_urgency (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  const Request *left = a;
  const Request *right = b;

  if (left->priority != right->priority)
    return left->priority < right->priority ? -1 : 1;

  return left->serial < right->serial ? -1 : left->serial > right->serial;
}

static gboolean
check_file (const Request  *request,
            int             fd,
            CstFileType    *type,
            GError        **error)
{
  gboolean is_wanted;
  guint64 size;

  if (!cst_sniff_fd (fd, type, &size, error))
    return FALSE;

  if (size == 0)
    {
      g_set_error_literal (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_TRUNCATED, "the file is empty");
      return FALSE;
    }

  if (size > CST_PHOTO_MAX_FILE_SIZE)
    {
      g_set_error_literal (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_TOO_LARGE, "the file has too many bytes");
      return FALSE;
    }

  is_wanted = (request->kind != REQUEST_PAGE && (*type == CST_FILE_TYPE_JPEG || *type == CST_FILE_TYPE_PNG)) ||
              (request->kind != REQUEST_DECODE && *type == CST_FILE_TYPE_PDF);
  if (!is_wanted)
    g_set_error (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_UNSUPPORTED,
                 "contains %s", cst_file_type_get_media_type (*type));

  return is_wanted;
}

static gpointer
run_with_process (CstPhotoDecoder    *self,
                  const Request      *request,
                  const CstPhotoJob  *job,
                  GError            **error)
{
  gboolean for_pages = job->type == CST_FILE_TYPE_PDF;
  g_autoptr(GError) failure = NULL;
  CstPhotoProcess *process;
  gpointer result;

  if (!(process = cst_photo_pool_take (self->pool, for_pages, error)))
    return NULL;

  if (request->kind == REQUEST_PROBE)
    result = cst_photo_job_probe (job, process, &failure);
  else
    result = cst_photo_job_draw (job, process, &failure);

  cst_photo_pool_give_back (self->pool, process, failure);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return result;
}

static gpointer
run_request (CstPhotoDecoder  *self,
             const Request    *request,
             GError          **error)
{
  CstPhotoJob job = {
    .page = request->page, .max_width = request->max_width, .max_height = request->max_height,
  };
  gpointer result = NULL;

  if (g_cancellable_set_error_if_cancelled (request->cancellable, error))
    return NULL;

  g_mutex_lock (&self->lock);
  job.timeout_ms = self->timeout_ms;
  g_mutex_unlock (&self->lock);

  if ((job.fd = open (request->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)) < 0)
    {
      g_set_error (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_NOT_FOUND, "cannot open: %s", g_strerror (errno));
      return NULL;
    }

  if (check_file (request, job.fd, &job.type, error))
    result = run_with_process (self, request, &job, error);
  close (job.fd);

  return result;
}

/* Where the request was made: the task ends there, and with it perhaps the decoder. */
static gboolean
deliver_cb (gpointer data)
{
  g_autoptr(Request) request = data;

  if (request->error != NULL)
    g_task_return_error (request->task, g_steal_pointer (&request->error));
  else
    g_task_return_pointer (request->task, g_steal_pointer (&request->result),
                           request->kind == REQUEST_PROBE ? (GDestroyNotify)cst_photo_info_unref
                                                          : (GDestroyNotify)cst_photo_image_unref);

  return G_SOURCE_REMOVE;
}

static void
serve_request (gpointer data,
               gpointer user_data)
{
  CstPhotoDecoder *self = user_data;
  Request *request = data;
  g_autoptr(GSource) source = NULL;

  request->result = run_request (self, request, &request->error);

  if (request->task == NULL)
    {
      g_mutex_lock (&self->lock);
      request->is_done = TRUE;
      g_cond_broadcast (&self->done);
      g_mutex_unlock (&self->lock);
      return;
    }

  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver_cb, request, NULL);
  g_source_attach (source, g_task_get_context (request->task));
}

static Request *
request_new (RequestKind       kind,
             const char       *path,
             CstPhotoPriority  priority,
             GCancellable     *cancellable)
{
  Request *request = g_new0 (Request, 1);

  request->kind = kind;
  request->path = g_strdup (path);
  request->priority = priority;
  request->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;

  return request;
}

static Request *
request_new_draw (RequestKind       kind,
                  const char       *path,
                  guint             page,
                  int               max_width,
                  int               max_height,
                  CstPhotoPriority  priority,
                  GCancellable     *cancellable)
{
  Request *request = request_new (kind, path, priority, cancellable);

  request->page = page;
  request->max_width = max_width;
  request->max_height = max_height;

  return request;
}

static void
push (CstPhotoDecoder *self,
      Request         *request)
{
  g_mutex_lock (&self->lock);
  request->serial = ++self->last_serial;
  g_mutex_unlock (&self->lock);

  g_thread_pool_push (self->threads, request, NULL);
}

static void
push_async (CstPhotoDecoder     *self,
            Request             *request,
            gpointer             source_tag,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  request->task = g_task_new (self, request->cancellable, callback, user_data);
  g_task_set_source_tag (request->task, source_tag);
  push (self, request);
}

static gpointer
run_sync (CstPhotoDecoder  *self,
          Request          *request,
          GError          **error)
{
  g_autoptr(Request) owned = request;

  push (self, request);

  g_mutex_lock (&self->lock);
  while (!request->is_done)
    g_cond_wait (&self->done, &self->lock);
  g_mutex_unlock (&self->lock);

  if (request->error != NULL)
    g_propagate_error (error, g_steal_pointer (&request->error));

  return g_steal_pointer (&owned->result);
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

  /* Every request holds a reference through its task or its waiting caller: none can be left. */
  g_thread_pool_free (self->threads, FALSE, TRUE);
  cst_photo_pool_free (self->pool);
  g_cond_clear (&self->done);
  g_mutex_clear (&self->lock);

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
  g_mutex_init (&self->lock);
  g_cond_init (&self->done);
  self->timeout_ms = DEFAULT_TIMEOUT_MS;
  self->pool = cst_photo_pool_new ();
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

  /* Threads of our own that stay: a worker ends with the thread that started it. */
  self->threads = g_thread_pool_new (serve_request, self, (int)CLAMP (n_workers, 1, MAX_WORKERS), TRUE, NULL);
  g_thread_pool_set_sort_function (self->threads, compare_urgency, NULL);

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

  g_mutex_lock (&self->lock);
  self->timeout_ms = milliseconds;
  g_mutex_unlock (&self->lock);
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

  return cst_photo_pool_dup_pids (self->pool);
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

  return run_sync (self, request_new (REQUEST_PROBE, path, CST_PHOTO_PRIORITY_NEXT, cancellable), error);
}

/**
 * cst_photo_decoder_decode_async:
 * @path: a local file: JPEG or PNG
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

  push_async (self, request_new_draw (REQUEST_DECODE, path, 0, max_width, max_height, priority, cancellable),
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

  return run_sync (self, request_new_draw (REQUEST_DECODE, path, 0, max_width, max_height,
                                           CST_PHOTO_PRIORITY_NEXT, cancellable), error);
}

/**
 * cst_photo_decoder_render_page_async:
 * @path: a local PDF file
 * @page: which page, from 0
 * @max_width: the box the page shall fill, in device pixels; 0 leaves that side open. For paper,
 *   the page's size in points × dots per inch / 72
 * @max_height: likewise
 *
 * Draws a page on white, as it would be printed. Cancelling as for decoding.
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

  push_async (self, request_new_draw (REQUEST_PAGE, path, page, max_width, max_height, priority, cancellable),
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

  return run_sync (self, request_new_draw (REQUEST_PAGE, path, page, max_width, max_height,
                                           CST_PHOTO_PRIORITY_NEXT, cancellable), error);
}
