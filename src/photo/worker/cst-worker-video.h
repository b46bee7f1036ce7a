/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-worker.h"

#include <libavformat/avformat.h>

G_BEGIN_DECLS

/* What phones and shops' cameras write; every other decoder of the library stays out of reach. */
#define WORKER_VIDEO_CODECS "h264,hevc,vp8,vp9,libdav1d,mpeg4,mjpeg"

/* Beyond 8K; several such frames are kept while decoding. */
#define WORKER_VIDEO_MAX_PIXELS (40 * 1000 * 1000)

typedef struct
{
  int              fd;
  gint64           size;
  gint64           position;
  AVIOContext     *io;     /* (owned) (nullable) */
  AVFormatContext *format; /* (owned) (nullable) */
  AVStream        *stream; /* (unowned): the one with the picture */
} Video;

CstPhotoStatus worker_video_draw (Video        *video,
                                  gint64        time,
                                  WorkerCanvas *canvas);

G_END_DECLS
