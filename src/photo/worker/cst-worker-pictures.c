/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * constat-photo-worker: pictures whose decoders need nothing but their bytes and some memory.
 */

#include "cst-worker.h"

static WorkerRun
find_decoder (const CstPhotoRequest *request)
{
  switch (request->type)
    {
    case CST_FILE_TYPE_JPEG:
      return worker_jpeg_run;

    case CST_FILE_TYPE_PNG:
      return worker_png_run;

    case CST_FILE_TYPE_GIF:
      return worker_gif_run;

    case CST_FILE_TYPE_WEBP:
      return worker_webp_run;

    case CST_FILE_TYPE_TIFF:
      return worker_tiff_run;

    default:
      return NULL;
    }
}

static CstPhotoStatus
probe (const CstPhotoRequest *request,
       const WorkerFile      *file,
       WorkerFacts           *facts)
{
  WorkerRun run = find_decoder (request);

  return run != NULL ? run (file, NULL, facts) : CST_PHOTO_STATUS_UNSUPPORTED;
}

static CstPhotoStatus
draw (const CstPhotoRequest *request,
      const WorkerFile      *file,
      guint8                *pixels,
      WorkerFacts           *facts)
{
  WorkerRun run = find_decoder (request);

  return run != NULL ? worker_draw_with (run, request, file, pixels, facts) : CST_PHOTO_STATUS_UNSUPPORTED;
}

const WorkerKind worker_kind = {
  .role = CST_PHOTO_ROLE_PICTURES, .probe = probe, .draw = draw, .write = worker_export,
};
