/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * constat-photo-worker-video: a few stills of MP4, QuickTime and WebM files, which it reads piece by
 * piece, since they may be large. A video is played by another program.
 */

#include "cst-worker-video.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <libavcodec/avcodec.h>
#include <libavutil/display.h>

/* As many as fit above a video; and none closer to the next than half a second. */
#define MAX_STILLS    12
#define STILL_EVERY   (AV_TIME_BASE / 2)

#define MAX_STREAMS   16
#define PROBE_BYTES   (8 * 1024 * 1024)
#define PROBE_TIME    (5 * AV_TIME_BASE)
#define BUFFER_SIZE   (64 * 1024)

static int
read_data (void    *opaque,
           uint8_t *to,
           int      length)
{
  Video *self = opaque;
  ssize_t n;

  do
    n = pread (self->fd, to, (size_t)length, (off_t)self->position);
  while (n < 0 && errno == EINTR);

  if (n <= 0)
    return n == 0 ? AVERROR_EOF : AVERROR (EIO);

  self->position += n;

  return (int)n;
}

static int64_t
seek (void    *opaque,
      int64_t  offset,
      int      whence)
{
  Video *self = opaque;

  if ((whence & AVSEEK_SIZE) != 0)
    return self->size;

  switch (whence & ~AVSEEK_FORCE)
    {
    case SEEK_SET:
      break;

    case SEEK_CUR:
      offset += self->position;
      break;

    case SEEK_END:
      offset += self->size;
      break;

    default:
      return AVERROR (EINVAL);
    }

  if (offset < 0)
    return AVERROR (EINVAL);

  self->position = offset;

  return offset;
}

/* Files may name other files; there are none. */
static int
refuse_to_open (AVFormatContext  *format,
                AVIOContext     **io,
                const char       *url,
                int               flags,
                AVDictionary    **options)
{
  return AVERROR (EPERM);
}

static CstPhotoStatus
open_format (Video *self)
{
  uint8_t *buffer = av_malloc (BUFFER_SIZE);

  self->io = avio_alloc_context (buffer, BUFFER_SIZE, 0, self, read_data, NULL, seek);
  self->format = avformat_alloc_context ();
  if (self->io == NULL || self->format == NULL)
    return CST_PHOTO_STATUS_TOO_LARGE;

  self->format->pb = self->io;
  self->format->io_open = refuse_to_open;
  self->format->max_streams = MAX_STREAMS;
  self->format->probesize = PROBE_BYTES;
  self->format->max_analyze_duration = PROBE_TIME;
  self->format->format_whitelist = av_strdup ("mov,mp4,m4a,3gp,3g2,mj2,matroska,webm");
  self->format->codec_whitelist = av_strdup (WORKER_VIDEO_CODECS);
  self->format->protocol_whitelist = av_strdup ("none");

  /* Frees and clears the context itself when it fails. */
  if (avformat_open_input (&self->format, "", NULL, NULL) < 0)
    return CST_PHOTO_STATUS_UNREADABLE;

  if (avformat_find_stream_info (self->format, NULL) < 0)
    return CST_PHOTO_STATUS_UNREADABLE;

  return CST_PHOTO_STATUS_OK;
}

static CstPhotoStatus
find_stream (Video *self)
{
  const AVCodecParameters *parameters;
  int number = av_find_best_stream (self->format, AVMEDIA_TYPE_VIDEO, -1, -1, NULL, 0);

  if (number < 0)
    return CST_PHOTO_STATUS_UNSUPPORTED;

  self->stream = self->format->streams[number];
  for (guint i = 0; i < self->format->nb_streams; i++)
    {
      if (self->format->streams[i] != self->stream)
        self->format->streams[i]->discard = AVDISCARD_ALL;
    }

  parameters = self->stream->codecpar;
  if (parameters->width < 1 || parameters->height < 1)
    return CST_PHOTO_STATUS_UNREADABLE;
  if ((gint64)parameters->width * parameters->height > WORKER_VIDEO_MAX_PIXELS)
    return CST_PHOTO_STATUS_TOO_LARGE;

  return CST_PHOTO_STATUS_OK;
}

static void
video_clear (Video *self)
{
  avformat_close_input (&self->format);
  if (self->io != NULL)
    av_freep (&self->io->buffer);
  avio_context_free (&self->io);
}

static gint64
get_duration (const Video *self)
{
  gint64 duration = self->format->duration;

  if (duration == AV_NOPTS_VALUE && self->stream->duration != AV_NOPTS_VALUE)
    duration = av_rescale_q (self->stream->duration, self->stream->time_base, AV_TIME_BASE_Q);

  return duration > 0 ? duration : 0;
}

static guint
count_stills (const Video *self)
{
  return (guint)CLAMP (get_duration (self) / STILL_EVERY, 1, MAX_STILLS);
}

/* Phones hold their pictures on the side as well; only quarter turns occur. */
static guint
get_orientation (const Video *self)
{
  static const guint orientations[] = { 1, 6, 3, 8 };
  const int32_t *matrix = NULL;
  double degrees;

#if LIBAVCODEC_VERSION_INT >= AV_VERSION_INT (60, 31, 102)
  const AVCodecParameters *parameters = self->stream->codecpar;
  const AVPacketSideData *data = av_packet_side_data_get (parameters->coded_side_data, parameters->nb_coded_side_data,
                                                          AV_PKT_DATA_DISPLAYMATRIX);

  if (data != NULL && data->size >= 9 * sizeof *matrix)
    matrix = (const int32_t *)(gconstpointer)data->data;
#else
  size_t size = 0;
  const uint8_t *data = av_stream_get_side_data (self->stream, AV_PKT_DATA_DISPLAYMATRIX, &size);

  if (data != NULL && size >= 9 * sizeof *matrix)
    matrix = (const int32_t *)(gconstpointer)data;
#endif

  if (matrix == NULL)
    return 1;

  /* Anticlockwise, and not a number for a matrix of nonsense. */
  degrees = -av_display_rotation_get (matrix);
  if (!(degrees >= -360 && degrees <= 360))
    return 1;

  return orientations[((int)(degrees + 360 + 45) / 90) % 4];
}

/* Pixels need not be square; they are on our screens. */
static void
get_shown_size (Video *self,
                guint *width,
                guint *height)
{
  AVRational ratio = av_guess_sample_aspect_ratio (self->format, self->stream, NULL);
  gint64 wide = self->stream->codecpar->width;

  *height = (guint)self->stream->codecpar->height;
  if (ratio.num > 0 && ratio.den > 0)
    wide = av_rescale (wide, ratio.num, ratio.den);
  *width = (guint)CLAMP (wide, 1, 2 * (gint64)self->stream->codecpar->width);
}

static const char *
get_fact (const Video       *self,
          const char *const *keys)
{
  for (gsize i = 0; keys[i] != NULL; i++)
    {
      const AVDictionaryEntry *entry = av_dict_get (self->format->metadata, keys[i], NULL, 0);

      if (entry != NULL && *entry->value != '\0')
        return entry->value;
    }

  return "";
}

static void
read_facts (const Video   *self,
            CstPhotoReply *reply)
{
  static const char *const dates[] = { "com.apple.quicktime.creationdate", "creation_time", NULL };
  static const char *const makes[] = { "com.apple.quicktime.make", "com.android.manufacturer", "make", NULL };
  static const char *const models[] = { "com.apple.quicktime.model", "com.android.model", "model", NULL };
  static const char *const places[] = { "com.apple.quicktime.location.ISO6709", "location", NULL };
  const char *date = get_fact (self, dates);
  const char *make = get_fact (self, makes);
  const char *model = get_fact (self, models);

  /* "2026-11-23T08:15:00…" */
  if (strlen (date) >= 19 && date[10] == 'T')
    {
      memcpy (reply->taken_at, date, 19);
      reply->taken_at[4] = reply->taken_at[7] = ':';
      reply->taken_at[10] = ' ';
    }

  g_snprintf (reply->camera, sizeof reply->camera, "%s%s%s", make, *make != '\0' && *model != '\0' ? " " : "", model);

  /* "+48.8582-002.2945+35.0/" */
  reply->has_position = sscanf (get_fact (self, places), "%lf%lf", &reply->latitude, &reply->longitude) == 2;
}

static CstPhotoStatus
open_video (Video            *self,
            const WorkerFile *file,
            WorkerFacts      *facts)
{
  CstPhotoReply *reply = &facts->reply;
  CstPhotoStatus status;

  self->fd = file->fd;
  self->size = (gint64)file->size;
  if ((status = open_format (self)) != CST_PHOTO_STATUS_OK || (status = find_stream (self)) != CST_PHOTO_STATUS_OK)
    return status;

  get_shown_size (self, &reply->width, &reply->height);
  reply->orientation = get_orientation (self);
  reply->duration_ms = (guint64)get_duration (self) / 1000;
  reply->n_pages = count_stills (self);
  reply->n_frames = 0;
  read_facts (self, reply);

  return CST_PHOTO_STATUS_OK;
}

static CstPhotoStatus
probe (const CstPhotoRequest *request,
       const WorkerFile      *file,
       WorkerFacts           *facts)
{
  Video video = { 0 };
  CstPhotoStatus status = open_video (&video, file, facts);

  video_clear (&video);

  return status;
}

static CstPhotoStatus
draw (const CstPhotoRequest *request,
      const WorkerFile      *file,
      guint8                *pixels,
      WorkerFacts           *facts)
{
  Video video = { 0 };
  CstPhotoStatus status = open_video (&video, file, facts);
  guint n_stills = facts->reply.n_pages;

  if (status == CST_PHOTO_STATUS_OK && request->page >= n_stills)
    status = CST_PHOTO_STATUS_UNREADABLE;

  if (status == CST_PHOTO_STATUS_OK)
    {
      WorkerCanvas *canvas = worker_canvas_new (pixels, request->width, request->height, facts->reply.orientation);

      /* In the middle of each of as many equal parts. */
      status = worker_video_draw (&video, av_rescale (get_duration (&video), 2 * request->page + 1, 2 * n_stills),
                                  canvas);
      worker_canvas_free (canvas);
    }
  video_clear (&video);

  return status;
}

static void
warm_up (void)
{
  av_log_set_level (AV_LOG_QUIET);
}

const WorkerKind worker_kind = {
  .role = CST_PHOTO_ROLE_VIDEO, .reads_pieces = TRUE, .warm_up = warm_up, .probe = probe, .draw = draw,
};
