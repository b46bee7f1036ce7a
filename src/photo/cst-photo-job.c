/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-job.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cst-photo-error.h"

/* Hard to tell from the original, at a third of its bytes. */
#define DEFAULT_QUALITY 88

static gboolean
check_status (const CstPhotoReply  *reply,
              GError              **error)
{
  static const struct
  {
    CstPhotoError code;
    const char   *message;
  } failures[] = {
    [CST_PHOTO_STATUS_UNREADABLE] = { CST_PHOTO_ERROR_UNREADABLE, "the file is damaged" },
    [CST_PHOTO_STATUS_TRUNCATED] = { CST_PHOTO_ERROR_TRUNCATED, "the file ends too early" },
    [CST_PHOTO_STATUS_TOO_LARGE] = { CST_PHOTO_ERROR_TOO_LARGE, "the picture needs more than is allowed" },
    [CST_PHOTO_STATUS_UNSUPPORTED] = { CST_PHOTO_ERROR_UNSUPPORTED, "not decoded" },
    [CST_PHOTO_STATUS_LOCKED] = { CST_PHOTO_ERROR_LOCKED, "the document asks for a password" },
  };

  if (reply->status == CST_PHOTO_STATUS_OK)
    return TRUE;

  if (reply->status >= G_N_ELEMENTS (failures))
    g_set_error_literal (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_CRASHED, "the worker answered nonsense");
  else
    g_set_error_literal (error, CST_PHOTO_ERROR, (int)failures[reply->status].code, failures[reply->status].message);

  return FALSE;
}

/* "2026:11:23 08:15:00" to "2026-11-23T08:15:00" */
static char *
parse_taken_at (const char *exif)
{
  char *taken_at;

  for (gsize i = 0; i < 19; i++)
    {
      if (i == 4 || i == 7 || i == 10 || i == 13 || i == 16)
        continue;
      if (!g_ascii_isdigit (exif[i]))
        return NULL;
    }

  taken_at = g_strdup_printf ("%.4s-%.2s-%.2sT%.2s:%.2s:%.2s",
                              exif, exif + 5, exif + 8, exif + 11, exif + 14, exif + 17);

  /* Cameras whose clock was never set write zeros. */
  if (g_str_has_prefix (taken_at, "0000"))
    g_clear_pointer (&taken_at, g_free);

  return taken_at;
}

static gboolean
is_page_size (double points)
{
  return isfinite (points) && points > 0 && points <= CST_PHOTO_MAX_POINTS;
}

static gboolean
has_sane_size (const CstPhotoReply *reply,
               CstFileType          type)
{
  if (type == CST_FILE_TYPE_PDF)
    return reply->n_pages >= 1 && reply->n_pages <= G_MAXINT &&
           is_page_size (reply->page_width) && is_page_size (reply->page_height);

  if (cst_file_type_is_video (type) &&
      (reply->n_pages < 1 || reply->n_pages > CST_PHOTO_MAX_STILLS || reply->duration_ms > G_MAXINT64))
    return FALSE;

  return reply->width >= 1 && reply->width <= CST_PHOTO_MAX_SIDE &&
         reply->height >= 1 && reply->height <= CST_PHOTO_MAX_SIDE &&
         (guint64)reply->width * reply->height <= CST_PHOTO_MAX_PIXELS &&
         reply->orientation >= 1 && reply->orientation <= 8;
}

/* Latin or broken letters of old cameras must not get into a label; what is no letter goes. */
static char *
parse_camera (const char *text,
              gsize       size)
{
  g_autofree char *copy = g_strndup (text, size);
  g_autofree char *valid = g_utf8_make_valid (copy, -1);
  GString *clean = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);

      if (g_unichar_isprint (letter) && letter != 0xFFFD)
        g_string_append_unichar (clean, letter);
    }
  g_strstrip (clean->str);

  return g_string_free (clean, *clean->str == '\0');
}

static void
fill_in_picture (CstPhotoInfo        *info,
                 const CstPhotoReply *reply)
{
  info->orientation = (int)reply->orientation;
  info->width = (int)(info->orientation >= 5 ? reply->height : reply->width);
  info->height = (int)(info->orientation >= 5 ? reply->width : reply->height);
  info->n_frames = (int)CLAMP (reply->n_frames, 1, G_MAXINT);
  info->has_profile = reply->has_profile != 0;
  info->tells_place = reply->tells_place != 0 || reply->has_position != 0;

  if (reply->taken_at[0] != '\0')
    info->taken_at = parse_taken_at (reply->taken_at);
  if (reply->camera[0] != '\0')
    info->camera = parse_camera (reply->camera, sizeof reply->camera);

  /* Receivers without a fix write zeros, which is a place in the sea. */
  if (reply->has_position != 0 && fabs (reply->latitude) <= 90 && fabs (reply->longitude) <= 180 &&
      (fpclassify (reply->latitude) != FP_ZERO || fpclassify (reply->longitude) != FP_ZERO))
    {
      info->has_position = TRUE;
      info->latitude = reply->latitude;
      info->longitude = reply->longitude;
    }
}

/**
 * cst_photo_job_probe:
 *
 * Returns: (transfer full) (nullable): what the file is, or %NULL with a #CstPhotoError
 */
CstPhotoInfo *
cst_photo_job_probe (const CstPhotoJob  *job,
                     CstPhotoProcess    *process,
                     GError            **error)
{
  const CstPhotoRequest request = {
    .kind = CST_PHOTO_REQUEST_PROBE, .type = job->type, .page = job->page,
  };
  CstPhotoReply reply;
  CstPhotoInfo *info;

  if (!cst_photo_process_call (process, &request, job->fd, -1, job->timeout_ms, &reply, error) ||
      !check_status (&reply, error))
    return NULL;

  if (!has_sane_size (&reply, job->type))
    {
      g_set_error_literal (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_UNREADABLE, "impossible size");
      return NULL;
    }

  info = cst_photo_info_new ();
  info->type = job->type;
  if (is_page_size (reply.page_width) && is_page_size (reply.page_height))
    {
      info->page_width = reply.page_width;
      info->page_height = reply.page_height;
    }

  if (job->type == CST_FILE_TYPE_PDF)
    info->n_pages = (int)reply.n_pages;
  else
    fill_in_picture (info, &reply);

  if (cst_file_type_is_video (job->type))
    {
      info->n_pages = (int)reply.n_pages;
      info->n_frames = 0;
      info->duration_ms = (gint64)reply.duration_ms;
    }

  return info;
}

/* The largest size of the same shape within the box; pages grow to fill it, pictures do not.
 * Without a box, a page is drawn with one pixel to the point. */
static void
fit (const CstPhotoJob  *job,
     const CstPhotoInfo *info,
     int                *width,
     int                *height)
{
  gboolean is_page = info->type == CST_FILE_TYPE_PDF;
  double own_width = is_page ? info->page_width : info->width;
  double own_height = is_page ? info->page_height : info->height;
  gboolean is_bounded = job->max_width > 0 || job->max_height > 0;
  double scale = is_page && is_bounded ? G_MAXDOUBLE : 1.0;

  if (job->max_width > 0)
    scale = MIN (scale, job->max_width / own_width);
  if (job->max_height > 0)
    scale = MIN (scale, job->max_height / own_height);

  *width = (int)CLAMP (round (own_width * scale), 1, CST_PHOTO_MAX_SIDE);
  *height = (int)CLAMP (round (own_height * scale), 1, CST_PHOTO_MAX_SIDE);
}

/* Ours, of a size that nobody can change any more: a worker that shrank it under our eyes would
 * otherwise end us. */
static int
make_memory (gsize    size,
             GError **error)
{
  int fd = memfd_create ("constat-photo", MFD_CLOEXEC | MFD_ALLOW_SEALING);

  if (fd >= 0 && ftruncate (fd, (off_t)size) == 0 && fcntl (fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW) == 0)
    return fd;

  g_set_error (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_TOO_LARGE, "no memory: %s", g_strerror (errno));
  if (fd >= 0)
    close (fd);

  return -1;
}

/* From here on nobody can write, hence what is shown is what was checked. Refused by the kernel
 * while the worker keeps the memory mapped, which an honest one does not. */
static GBytes *
take_memory (int      fd,
             gsize    size,
             GError **error)
{
  g_autoptr(GMappedFile) mapped = NULL;
  g_autoptr(GBytes) bytes = NULL;

  if (fcntl (fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SEAL) == 0 &&
      (mapped = g_mapped_file_new_from_fd (fd, FALSE, NULL)) != NULL)
    bytes = g_mapped_file_get_bytes (mapped);

  if (bytes == NULL || g_bytes_get_size (bytes) < size)
    {
      g_set_error_literal (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_CRASHED, "the worker kept the memory");
      return NULL;
    }

  return g_steal_pointer (&bytes);
}

/* Returns: (transfer full) (nullable): the memory, of at least @size bytes, after the worker filled it */
static GBytes *
call_with_memory (const CstPhotoJob      *job,
                  CstPhotoProcess        *process,
                  const CstPhotoRequest  *request,
                  gsize                   size,
                  CstPhotoReply          *reply,
                  GError                **error)
{
  GBytes *bytes = NULL;
  int memory_fd;

  if ((memory_fd = make_memory (size, error)) < 0)
    return NULL;

  if (cst_photo_process_call (process, request, job->fd, memory_fd, job->timeout_ms, reply, error) &&
      check_status (reply, error))
    bytes = take_memory (memory_fd, size, error);
  close (memory_fd);

  return bytes;
}

static CstPhotoImage *
draw_sized (const CstPhotoJob  *job,
            CstPhotoProcess    *process,
            int                 width,
            int                 height,
            GError            **error)
{
  const CstPhotoRequest request = {
    .kind = CST_PHOTO_REQUEST_DRAW, .type = job->type, .page = job->page,
    .width = (guint32)width, .height = (guint32)height,
  };
  gsize stride = (gsize)width * 4;
  g_autoptr(GBytes) pixels = NULL;
  CstPhotoReply reply;

  pixels = call_with_memory (job, process, &request, stride * (gsize)height, &reply, error);

  return pixels != NULL ? cst_photo_image_new (pixels, width, height, stride) : NULL;
}

/**
 * cst_photo_job_draw:
 *
 * Asks for the size, decides what to draw, and has it drawn.
 *
 * Returns: (transfer full) (nullable): the picture, or %NULL with a #CstPhotoError
 */
CstPhotoImage *
cst_photo_job_draw (const CstPhotoJob  *job,
                    CstPhotoProcess    *process,
                    GError            **error)
{
  g_autoptr(CstPhotoInfo) info = NULL;
  CstPhotoImage *image;
  int width, height;

  if (!(info = cst_photo_job_probe (job, process, error)))
    return NULL;

  fit (job, info, &width, &height);
  if ((guint64)width * (guint64)height > CST_PHOTO_MAX_PIXELS)
    {
      g_set_error_literal (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_TOO_LARGE, "too many pixels asked for");
      return NULL;
    }

  if (!(image = draw_sized (job, process, width, height, error)))
    return NULL;

  image->orientation = info->orientation;
  if (job->type == CST_FILE_TYPE_PDF)
    image->may_lack_text = !cst_photo_process_has_fonts (process);
  else
    {
      image->source_width = info->width;
      image->source_height = info->height;
    }

  return image;
}

/**
 * cst_photo_job_read_text:
 *
 * Returns: (transfer full) (nullable): the page's words as UTF-8, or %NULL with a #CstPhotoError
 */
char *
cst_photo_job_read_text (const CstPhotoJob  *job,
                         CstPhotoProcess    *process,
                         GError            **error)
{
  const CstPhotoRequest request = {
    .kind = CST_PHOTO_REQUEST_TEXT, .type = job->type, .page = job->page,
  };
  g_autoptr(GBytes) bytes = NULL;
  CstPhotoReply reply;

  if (!(bytes = call_with_memory (job, process, &request, CST_PHOTO_MAX_TEXT, &reply, error)))
    return NULL;

  return g_utf8_make_valid (g_bytes_get_data (bytes, NULL), (gssize)MIN (reply.result_size, CST_PHOTO_MAX_TEXT));
}

void
cst_photo_copy_free (CstPhotoCopy *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/* More than any encoder makes of so many pixels, or, where the picture is kept as it is, of so many
 * bytes. Memory that is not written to costs nothing. */
static gsize
get_largest_copy (const CstPhotoJob *job,
                  int                width,
                  int                height)
{
  gsize largest = MAX ((gsize)width * (gsize)height * 4, job->file_size) + CST_PHOTO_MAX_HEADERS;

  return MIN (largest, CST_PHOTO_MAX_FILE_SIZE);
}

/**
 * cst_photo_job_export:
 *
 * Has a copy that may leave written; see cst_photo_decoder_export_async().
 *
 * Returns: (transfer full) (nullable): the copy, or %NULL with a #CstPhotoError
 */
CstPhotoCopy *
cst_photo_job_export (const CstPhotoJob     *job,
                      const CstPhotoExport  *options,
                      CstPhotoProcess       *process,
                      GError               **error)
{
  CstPhotoJob boxed = *job;
  CstPhotoRequest request = {
    .kind = CST_PHOTO_REQUEST_EXPORT, .type = job->type,
    .quality = (guint32)CLAMP (options->quality > 0 ? options->quality : DEFAULT_QUALITY, 1, 100),
    .keeps_metadata = !options->strip_metadata, .drops_position = options->strip_position != 0,
  };
  g_autoptr(CstPhotoInfo) info = NULL;
  g_autoptr(GBytes) bytes = NULL;
  CstPhotoReply reply;
  CstPhotoCopy *copy;
  int width, height;
  gsize size;

  if (!(info = cst_photo_job_probe (job, process, error)))
    return NULL;

  boxed.max_width = boxed.max_height = MAX (options->max_side, 0);
  fit (&boxed, info, &width, &height);
  size = get_largest_copy (job, width, height);
  request.width = (guint32)width;
  request.height = (guint32)height;
  request.max_bytes = options->max_bytes > 0 ? MIN (options->max_bytes, size) : size;

  if (!(bytes = call_with_memory (job, process, &request, size, &reply, error)))
    return NULL;

  if (reply.result_size == 0 || reply.result_size > request.max_bytes ||
      (reply.result_type != CST_FILE_TYPE_JPEG && reply.result_type != CST_FILE_TYPE_PNG))
    {
      g_set_error_literal (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_CRASHED, "the worker wrote nonsense");
      return NULL;
    }

  copy = g_new0 (CstPhotoCopy, 1);
  copy->bytes = g_bytes_new_from_bytes (bytes, 0, reply.result_size);
  copy->type = (CstFileType)reply.result_type;

  return copy;
}
