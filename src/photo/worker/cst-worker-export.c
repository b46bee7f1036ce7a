/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-worker.h"

#include <string.h>

/* Below this quality a photo shows the encoder's marks instead of the damage; rather fewer pixels. */
#define LEAST_QUALITY 45
#define QUALITY_STEP  12

/* A copy that would have to be smaller than this, on its longer side, is no proof of anything. */
#define LEAST_SIDE 240

typedef struct
{
  const CstPhotoRequest *request;
  const WorkerFile      *file;
  WorkerFacts           *facts;
  guint8                *memory;
  gsize                  size;   /* of the memory, and the most that is allowed */
  GByteArray            *bytes;
} Export;

/* Returns: FALSE when it is larger than allowed */
static gboolean
hand_in (Export      *self,
         CstFileType  type)
{
  if (self->bytes->len == 0 || self->bytes->len > self->size)
    return FALSE;

  memcpy (self->memory, self->bytes->data, self->bytes->len);
  self->facts->reply.result_size = self->bytes->len;
  self->facts->reply.result_type = type;

  return TRUE;
}

/* A whole EXIF block with one fact: how to turn the picture. */
static GByteArray *
make_orientation (guint orientation)
{
  const guint8 block[] = {
    'M', 'M', 0, 42, 0, 0, 0, 8,
    0, 1,                                                 /* one entry */
    0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (guint8)orientation, 0, 0,
    0, 0, 0, 0,                                           /* no further folder */
  };
  GByteArray *exif = g_byte_array_new ();

  return g_byte_array_append (exif, block, sizeof block);
}

/* Pixels and colours stay what they are, so it is only possible where neither has to change. */
static gboolean
copy_without_loss (Export *self)
{
  g_autoptr(GByteArray) turned = NULL;
  const CstPhotoReply *reply = &self->facts->reply;
  gboolean is_upright = reply->orientation < 5;
  guint width = is_upright ? reply->width : reply->height;
  guint height = is_upright ? reply->height : reply->width;
  GByteArray *exif = NULL;

  if (self->request->type != CST_FILE_TYPE_JPEG || reply->has_profile != 0 ||
      self->request->width != width || self->request->height != height)
    return FALSE;

  if (self->facts->exif != NULL && self->facts->exif->len > 0)
    exif = self->facts->exif;
  else if (reply->orientation != 1)
    exif = turned = make_orientation (reply->orientation);

  return worker_copy_jpeg (self->file, exif, self->bytes) && hand_in (self, CST_FILE_TYPE_JPEG);
}

/* The pixels of the new file are upright; its EXIF must not have them turned again. */
static void
set_upright (WorkerFacts *facts)
{
  gsize at = facts->orientation_at;

  if (facts->exif == NULL || at == 0 || at + 2 > facts->exif->len)
    return;

  facts->exif->data[at] = facts->is_big_endian ? 0 : 1;
  facts->exif->data[at + 1] = facts->is_big_endian ? 1 : 0;
}

/* Lower quality first, fewer pixels then, until it fits. */
static CstPhotoStatus
write_jpeg (Export *self,
            guint8 *pixels)
{
  guint width = self->request->width;
  guint height = self->request->height;

  for (;;)
    {
      g_autofree guint8 *smaller = NULL;
      WorkerCanvas *canvas;
      guint next_width, next_height;

      for (guint quality = self->request->quality; ; quality = MAX (quality - QUALITY_STEP, LEAST_QUALITY))
        {
          if (!worker_encode_jpeg (pixels, width, height, quality, self->facts->exif, self->bytes))
            return CST_PHOTO_STATUS_TOO_LARGE;
          if (hand_in (self, CST_FILE_TYPE_JPEG))
            return CST_PHOTO_STATUS_OK;
          if (quality <= LEAST_QUALITY)
            break;
        }

      next_width = MAX (width * 3 / 4, 1);
      next_height = MAX (height * 3 / 4, 1);
      if (MAX (next_width, next_height) < LEAST_SIDE)
        return CST_PHOTO_STATUS_TOO_LARGE;

      smaller = g_malloc ((gsize)next_width * next_height * 4);
      canvas = worker_canvas_new (smaller, next_width, next_height, 1);
      worker_canvas_set_source (canvas, width, height);
      for (guint y = 0; y < height; y++)
        worker_canvas_push_row (canvas, pixels + (gsize)y * width * 4);
      worker_canvas_free (canvas);

      width = next_width;
      height = next_height;
      memcpy (pixels, smaller, (gsize)width * height * 4);
    }
}

static CstPhotoStatus
write_anew (Export *self)
{
  g_autofree guint8 *pixels = g_try_malloc ((gsize)self->request->width * self->request->height * 4);
  CstPhotoStatus status;

  if (pixels == NULL)
    return CST_PHOTO_STATUS_TOO_LARGE;

  status = worker_kind.draw (self->request, self->file, pixels, self->facts);
  if (status != CST_PHOTO_STATUS_OK)
    return status;

  set_upright (self->facts);
  if (self->request->type == CST_FILE_TYPE_PNG &&
      worker_encode_png (pixels, self->request->width, self->request->height, self->bytes) &&
      hand_in (self, CST_FILE_TYPE_PNG))
    return CST_PHOTO_STATUS_OK;

  return write_jpeg (self, pixels);
}

/*
 * worker_export:
 *
 * Writes a copy of the picture that has nothing of the file but what can be seen, and its EXIF block
 * if that was asked for.
 */
CstPhotoStatus
worker_export (const CstPhotoRequest *request,
               const WorkerFile      *file,
               guint8                *memory,
               gsize                  size,
               WorkerFacts           *facts)
{
  g_autoptr(GByteArray) exif = g_byte_array_new ();
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  Export self = { request, file, facts, memory, MIN (size, request->max_bytes), bytes };
  CstPhotoStatus status;

  if (request->kind != CST_PHOTO_REQUEST_EXPORT)
    return CST_PHOTO_STATUS_UNSUPPORTED;

  if (request->keeps_metadata != 0)
    facts->exif = exif;
  facts->forgets_place = request->drops_position != 0;

  status = worker_kind.probe (request, file, facts);
  if (status == CST_PHOTO_STATUS_OK && !copy_without_loss (&self))
    status = write_anew (&self);
  facts->exif = NULL;

  return status;
}
