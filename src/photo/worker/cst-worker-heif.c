/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * constat-photo-worker-heif: HEIC and AVIF. It may start threads, which its decoders cannot do without.
 */

#include "cst-worker.h"

#include <string.h>

#include <libheif/heif.h>

#define MAX_SIDE 16384 /* wider than any camera: libheif allocates before we are asked */

typedef struct
{
  struct heif_context      *context;
  struct heif_image_handle *handle;
  struct heif_image        *image;
} OpenPicture;

static void
open_picture_clear (OpenPicture *self)
{
  g_clear_pointer (&self->image, heif_image_release);
  g_clear_pointer (&self->handle, heif_image_handle_release);
  g_clear_pointer (&self->context, heif_context_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OpenPicture, open_picture_clear)

static CstPhotoStatus
to_status (struct heif_error error)
{
  switch (error.code)
    {
    case heif_error_Ok:
      return CST_PHOTO_STATUS_OK;

    case heif_error_Memory_allocation_error:
      return CST_PHOTO_STATUS_TOO_LARGE;

    case heif_error_Unsupported_feature:
    case heif_error_Unsupported_filetype:
      return CST_PHOTO_STATUS_UNSUPPORTED;

    case heif_error_Invalid_input:
      if (error.subcode == heif_suberror_End_of_data)
        return CST_PHOTO_STATUS_TRUNCATED;
      if (error.subcode == heif_suberror_Security_limit_exceeded)
        return CST_PHOTO_STATUS_TOO_LARGE;
      return CST_PHOTO_STATUS_UNREADABLE;

    case heif_error_Input_does_not_exist:
    case heif_error_Usage_error:
    case heif_error_Decoder_plugin_error:
    case heif_error_Encoder_plugin_error:
    case heif_error_Encoding_error:
    case heif_error_Color_profile_does_not_exist:
    case heif_error_Plugin_loading_error:
    default:
      return CST_PHOTO_STATUS_UNREADABLE;
    }
}

/* The boxes of these files tell the length of the whole; what is beyond the end was cut off. */
static gboolean
is_cut (const WorkerFile *file)
{
  guint64 at = 0;

  while (at + 8 <= file->size)
    {
      guint64 length;
      guint32 words[4] = { 0 };

      memcpy (words, file->data + at, MIN (sizeof words, file->size - at));
      length = GUINT32_FROM_BE (words[0]);
      if (length == 1)
        length = (guint64)GUINT32_FROM_BE (words[2]) << 32 | GUINT32_FROM_BE (words[3]);

      /* 0: to the end, whereever that is. */
      if (length < 8)
        return FALSE;
      if (length > file->size - at)
        return TRUE;
      at += length;
    }

  return at < file->size;
}

static void
read_exif (struct heif_image_handle *handle,
           WorkerFacts              *facts)
{
  g_autofree guint8 *block = NULL;
  heif_item_id id;
  guint32 skipped;
  gsize size;

  if (heif_image_handle_get_list_of_metadata_block_IDs (handle, "Exif", &id, 1) != 1)
    return;

  size = heif_image_handle_get_metadata_size (handle, id);
  if (size < 4 || (block = g_try_malloc (size)) == NULL ||
      heif_image_handle_get_metadata (handle, id, block).code != heif_error_Ok)
    return;

  memcpy (&skipped, block, 4);
  skipped = GUINT32_FROM_BE (skipped);
  if (skipped <= size - 4)
    worker_exif_read (block + 4 + skipped, size - 4 - skipped, facts);

  /* libheif has turned it already, as the file itself and not its EXIF says. */
  facts->reply.orientation = 1;
}

static WorkerColour *
read_profile (struct heif_image_handle *handle,
              WorkerFacts              *facts)
{
  gsize size = heif_image_handle_get_raw_color_profile_size (handle);
  g_autofree guint8 *profile = NULL;
  WorkerColour *colour = NULL;

  if (size > 0 && (profile = g_try_malloc (size)) != NULL &&
      heif_image_handle_get_raw_color_profile (handle, profile).code == heif_error_Ok)
    colour = worker_colour_new (profile, size, WORKER_INK_RGBA);

  facts->reply.has_profile = colour != NULL;

  return colour;
}

static CstPhotoStatus
draw (OpenPicture  *open,
      WorkerColour *colour,
      WorkerCanvas *canvas)
{
  g_autofree guint8 *row = NULL;
  const guint8 *plane;
  struct heif_error error;
  guint width, height;
  int stride;

  error = heif_decode_image (open->handle, &open->image, heif_colorspace_RGB, heif_chroma_interleaved_RGBA, NULL);
  if (error.code != heif_error_Ok)
    return to_status (error);

  plane = heif_image_get_plane_readonly (open->image, heif_channel_interleaved, &stride);
  width = (guint)heif_image_get_primary_width (open->image);
  height = (guint)heif_image_get_primary_height (open->image);
  if (plane == NULL || stride < 0 || (guint)stride / 4 < width || !worker_canvas_set_source (canvas, width, height))
    return CST_PHOTO_STATUS_UNREADABLE;

  row = g_malloc ((gsize)width * 4);
  for (guint y = 0; y < height; y++)
    {
      memcpy (row, plane + (gsize)y * (gsize)stride, (gsize)width * 4);
      if (colour != NULL)
        worker_colour_convert (colour, row, width);
      worker_premultiply (row, width);
      worker_canvas_push_row (canvas, row);
    }

  return CST_PHOTO_STATUS_OK;
}

static CstPhotoStatus
run (const WorkerFile *file,
     WorkerCanvas     *canvas,
     WorkerFacts      *facts)
{
  g_auto(OpenPicture) open = { heif_context_alloc () };
  CstPhotoStatus status = CST_PHOTO_STATUS_OK;
  WorkerColour *colour;
  struct heif_error error;
  int width, height;

  if (is_cut (file))
    return CST_PHOTO_STATUS_TRUNCATED;

  heif_context_set_maximum_image_size_limit (open.context, MAX_SIDE);
  heif_context_set_max_decoding_threads (open.context, 0);

  error = heif_context_read_from_memory_without_copy (open.context, file->data, file->size, NULL);
  if (error.code == heif_error_Ok)
    error = heif_context_get_primary_image_handle (open.context, &open.handle);
  if (error.code != heif_error_Ok)
    return to_status (error);

  width = heif_image_handle_get_width (open.handle);
  height = heif_image_handle_get_height (open.handle);
  if (width < 1 || height < 1)
    return CST_PHOTO_STATUS_UNREADABLE;
  if ((guint64)width * (guint64)height > CST_PHOTO_MAX_PIXELS)
    return CST_PHOTO_STATUS_TOO_LARGE;

  facts->reply.width = (guint)width;
  facts->reply.height = (guint)height;
  facts->reply.n_frames = (guint)MAX (heif_context_get_number_of_top_level_images (open.context), 1);
  read_exif (open.handle, facts);
  colour = read_profile (open.handle, facts);
  if (canvas != NULL)
    status = draw (&open, colour, canvas);
  g_clear_pointer (&colour, worker_colour_free);

  return status;
}

static CstPhotoStatus
probe (const CstPhotoRequest *request,
       const WorkerFile      *file,
       WorkerFacts           *facts)
{
  return run (file, NULL, facts);
}

static CstPhotoStatus
draw_upright (const CstPhotoRequest *request,
              const WorkerFile      *file,
              guint8                *pixels,
              WorkerFacts           *facts)
{
  return worker_draw_with (run, request, file, pixels, facts);
}

/* Where the decoders are plug-ins they are loaded now. */
static void
warm_up (void)
{
  heif_init (NULL);
}

const WorkerKind worker_kind = {
  .role = CST_PHOTO_ROLE_HEIF, .warm_up = warm_up, .probe = probe, .draw = draw_upright, .write = worker_export,
};
