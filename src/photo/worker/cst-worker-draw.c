/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-worker.h"

/*
 * worker_draw_with:
 *
 * Draws a picture, upright. The orientation has to be known before the first row, so the header is
 * read first.
 */
CstPhotoStatus
worker_draw_with (WorkerRun              run,
                  const CstPhotoRequest *request,
                  const WorkerFile      *file,
                  guint8                *pixels,
                  WorkerFacts           *facts)
{
  CstPhotoStatus status = run (file, NULL, facts);
  WorkerCanvas *canvas;

  if (status != CST_PHOTO_STATUS_OK)
    return status;

  canvas = worker_canvas_new (pixels, request->width, request->height, facts->reply.orientation);
  status = run (file, canvas, facts);
  worker_canvas_free (canvas);

  return status;
}
