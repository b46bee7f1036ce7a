/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-queue.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "cst-photo-job.h"
#include "cst-photo-pool.h"

#define DEFAULT_TIMEOUT_MS 20000
#define MAX_WORKERS        4

struct _CstPhotoQueue
{
  GThreadPool  *threads; /* (owned) */
  CstPhotoPool *pool;    /* (owned) */

  GMutex        lock;    /* guards what follows */
  GCond         done;
  guint64       last_serial;
  guint         timeout_ms;
};

static GDestroyNotify
get_free_result (CstPhotoDeed deed)
{
  switch (deed)
    {
    case CST_PHOTO_DEED_PROBE:
      return (GDestroyNotify)cst_photo_info_unref;

    case CST_PHOTO_DEED_TEXT:
      return g_free;

    case CST_PHOTO_DEED_EXPORT:
      return (GDestroyNotify)cst_photo_copy_free;

    case CST_PHOTO_DEED_DECODE:
    case CST_PHOTO_DEED_PAGE:
    default:
      return (GDestroyNotify)cst_photo_image_unref;
    }
}

CstPhotoOrder *
cst_photo_order_new (CstPhotoDeed      deed,
                     const char       *path,
                     CstPhotoPriority  priority,
                     GCancellable     *cancellable)
{
  CstPhotoOrder *order = g_new0 (CstPhotoOrder, 1);

  order->deed = deed;
  order->path = g_strdup (path);
  order->priority = priority;
  order->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;

  return order;
}

static void
order_free (CstPhotoOrder *order)
{
  if (order->result != NULL)
    get_free_result (order->deed) (order->result);
  g_clear_error (&order->error);
  g_clear_object (&order->task);
  g_clear_object (&order->cancellable);
  g_free (order->path);
  g_free (order);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstPhotoOrder, order_free)

static int
compare_urgency (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  const CstPhotoOrder *left = a;
  const CstPhotoOrder *right = b;

  if (left->priority != right->priority)
    return left->priority < right->priority ? -1 : 1;

  return left->serial < right->serial ? -1 : left->serial > right->serial;
}

/* Returns: whether files of @type can be asked for this */
static gboolean
is_possible (CstPhotoDeed deed,
             CstFileType  type)
{
  gboolean is_picture = cst_file_type_is_picture (type) && type != CST_FILE_TYPE_BMP;
  gboolean is_document = type == CST_FILE_TYPE_PDF;
  gboolean is_video = cst_file_type_is_video (type);

  switch (deed)
    {
    case CST_PHOTO_DEED_PROBE:
      return is_picture || is_document || is_video;

    case CST_PHOTO_DEED_PAGE:
      return is_document || is_video;

    case CST_PHOTO_DEED_TEXT:
      return is_document;

    case CST_PHOTO_DEED_DECODE:
    case CST_PHOTO_DEED_EXPORT:
    default:
      return is_picture;
    }
}

static gboolean
check_file (const CstPhotoOrder  *order,
            int                   fd,
            CstFileType          *type,
            guint64              *size,
            GError              **error)
{
  guint64 most;

  if (!cst_sniff_fd (fd, type, size, error))
    return FALSE;

  if (*size == 0)
    {
      g_set_error_literal (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_TRUNCATED, "the file is empty");
      return FALSE;
    }

  most = cst_file_type_is_video (*type) ? (guint64)CST_PHOTO_MAX_VIDEO_SIZE : CST_PHOTO_MAX_FILE_SIZE;
  if (*size > most)
    {
      g_set_error_literal (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_TOO_LARGE, "the file has too many bytes");
      return FALSE;
    }

  if (is_possible (order->deed, *type))
    return TRUE;

  g_set_error (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_UNSUPPORTED,
               "contains %s", cst_file_type_get_media_type (*type));

  return FALSE;
}

static CstPhotoRole
get_role (CstFileType type)
{
  if (type == CST_FILE_TYPE_PDF)
    return CST_PHOTO_ROLE_PAGES;
  if (type == CST_FILE_TYPE_HEIF || type == CST_FILE_TYPE_AVIF)
    return CST_PHOTO_ROLE_HEIF;
  if (cst_file_type_is_video (type))
    return CST_PHOTO_ROLE_VIDEO;

  return CST_PHOTO_ROLE_PICTURES;
}

static gpointer
run_with_process (CstPhotoQueue        *self,
                  const CstPhotoOrder  *order,
                  const CstPhotoJob    *job,
                  GError              **error)
{
  g_autoptr(GError) failure = NULL;
  CstPhotoProcess *process;
  gpointer result;

  if (!(process = cst_photo_pool_take (self->pool, get_role (job->type), error)))
    return NULL;

  switch (order->deed)
    {
    case CST_PHOTO_DEED_PROBE:
      result = cst_photo_job_probe (job, process, &failure);
      break;

    case CST_PHOTO_DEED_TEXT:
      result = cst_photo_job_read_text (job, process, &failure);
      break;

    case CST_PHOTO_DEED_EXPORT:
      result = cst_photo_job_export (job, &order->export_to, process, &failure);
      break;

    case CST_PHOTO_DEED_DECODE:
    case CST_PHOTO_DEED_PAGE:
    default:
      result = cst_photo_job_draw (job, process, &failure);
      break;
    }

  cst_photo_pool_give_back (self->pool, process, failure);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return result;
}

static gpointer
run_order (CstPhotoQueue        *self,
           const CstPhotoOrder  *order,
           GError              **error)
{
  CstPhotoJob job = {
    .page = order->page, .max_width = order->max_width, .max_height = order->max_height,
  };
  gpointer result = NULL;

  if (g_cancellable_set_error_if_cancelled (order->cancellable, error))
    return NULL;

  g_mutex_lock (&self->lock);
  job.timeout_ms = self->timeout_ms;
  g_mutex_unlock (&self->lock);

  if ((job.fd = open (order->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)) < 0)
    {
      g_set_error (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_NOT_FOUND, "cannot open: %s", g_strerror (errno));
      return NULL;
    }

  if (check_file (order, job.fd, &job.type, &job.file_size, error))
    result = run_with_process (self, order, &job, error);
  close (job.fd);

  return result;
}

/* Where the order was made: the task ends there, and with it perhaps the decoder. */
static gboolean
deliver_cb (gpointer data)
{
  g_autoptr(CstPhotoOrder) order = data;

  if (order->error != NULL)
    g_task_return_error (order->task, g_steal_pointer (&order->error));
  else
    g_task_return_pointer (order->task, g_steal_pointer (&order->result), get_free_result (order->deed));

  return G_SOURCE_REMOVE;
}

static void
serve_order (gpointer data,
             gpointer user_data)
{
  CstPhotoQueue *self = user_data;
  CstPhotoOrder *order = data;
  g_autoptr(GSource) source = NULL;

  order->result = run_order (self, order, &order->error);

  if (order->task == NULL)
    {
      g_mutex_lock (&self->lock);
      order->is_done = TRUE;
      g_cond_broadcast (&self->done);
      g_mutex_unlock (&self->lock);
      return;
    }

  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver_cb, order, NULL);
  g_source_attach (source, g_task_get_context (order->task));
}

CstPhotoQueue *
cst_photo_queue_new (guint n_workers)
{
  CstPhotoQueue *self = g_new0 (CstPhotoQueue, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->done);
  self->timeout_ms = DEFAULT_TIMEOUT_MS;
  self->pool = cst_photo_pool_new ();

  /* Threads of our own that stay: a worker ends with the thread that started it. */
  self->threads = g_thread_pool_new (serve_order, self, (int)CLAMP (n_workers, 1, MAX_WORKERS), TRUE, NULL);
  g_thread_pool_set_sort_function (self->threads, compare_urgency, NULL);

  return self;
}

/**
 * cst_photo_queue_free:
 *
 * Ends every worker. No order may be left.
 */
void
cst_photo_queue_free (CstPhotoQueue *self)
{
  g_thread_pool_free (self->threads, FALSE, TRUE);
  cst_photo_pool_free (self->pool);
  g_cond_clear (&self->done);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
cst_photo_queue_set_timeout (CstPhotoQueue *self,
                             guint          milliseconds)
{
  g_mutex_lock (&self->lock);
  self->timeout_ms = milliseconds;
  g_mutex_unlock (&self->lock);
}

GArray *
cst_photo_queue_dup_pids (CstPhotoQueue *self)
{
  return cst_photo_pool_dup_pids (self->pool);
}

static void
push (CstPhotoQueue *self,
      CstPhotoOrder *order)
{
  g_mutex_lock (&self->lock);
  order->serial = ++self->last_serial;
  g_mutex_unlock (&self->lock);

  g_thread_pool_push (self->threads, order, NULL);
}

/**
 * cst_photo_queue_push:
 * @order: (transfer full): what to do
 * @task: (transfer full): gets the result, in the context it was made in
 */
void
cst_photo_queue_push (CstPhotoQueue *self,
                      CstPhotoOrder *order,
                      GTask         *task)
{
  order->task = task;
  push (self, order);
}

/**
 * cst_photo_queue_run:
 * @order: (transfer full): what to do
 *
 * Waits for the result.
 */
gpointer
cst_photo_queue_run (CstPhotoQueue  *self,
                     CstPhotoOrder  *order,
                     GError        **error)
{
  g_autoptr(CstPhotoOrder) owned = order;

  push (self, order);

  g_mutex_lock (&self->lock);
  while (!order->is_done)
    g_cond_wait (&self->done, &self->lock);
  g_mutex_unlock (&self->lock);

  if (order->error != NULL)
    g_propagate_error (error, g_steal_pointer (&order->error));

  return g_steal_pointer (&owned->result);
}
