/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-worker-video.h"

#include <libavcodec/avcodec.h>
#include <libswscale/swscale.h>

/* From one picture that stands for itself to the wanted one; beyond, what has been reached will do. */
#define MAX_FRAMES  300
#define MAX_PACKETS 3000

typedef struct
{
  Video          *video;
  AVCodecContext *codec;   /* (owned) */
  AVPacket       *packet;  /* (owned) */
  AVFrame        *frame;   /* (owned) */
  AVFrame        *best;    /* (owned): the last one decoded so far */
  gint64          target;  /* in the stream's own time */
  guint           n_frames;
} Still;

static void
still_clear (Still *self)
{
  avcodec_free_context (&self->codec);
  av_packet_free (&self->packet);
  av_frame_free (&self->frame);
  av_frame_free (&self->best);
}

static CstPhotoStatus
open_codec (Still *self)
{
  const AVCodecParameters *parameters = self->video->stream->codecpar;
  const AVCodec *codec = avcodec_find_decoder (parameters->codec_id);

  if (codec == NULL || (self->codec = avcodec_alloc_context3 (codec)) == NULL ||
      avcodec_parameters_to_context (self->codec, parameters) < 0)
    return CST_PHOTO_STATUS_UNSUPPORTED;

  /* Without a thread, which could not be started. */
  self->codec->thread_count = 1;
  self->codec->max_pixels = WORKER_VIDEO_MAX_PIXELS;
  self->codec->codec_whitelist = av_strdup (WORKER_VIDEO_CODECS);
  self->codec->pkt_timebase = self->video->stream->time_base;
  if (avcodec_open2 (self->codec, codec, NULL) < 0)
    return CST_PHOTO_STATUS_UNSUPPORTED;

  self->packet = av_packet_alloc ();
  self->frame = av_frame_alloc ();
  self->best = av_frame_alloc ();

  return self->packet != NULL && self->frame != NULL && self->best != NULL ? CST_PHOTO_STATUS_OK
                                                                           : CST_PHOTO_STATUS_TOO_LARGE;
}

/* Returns: whether the wanted one, or the last that may be waited for, has come */
static gboolean
receive_frames (Still *self)
{
  while (avcodec_receive_frame (self->codec, self->frame) >= 0)
    {
      gint64 at = self->frame->best_effort_timestamp;

      av_frame_unref (self->best);
      av_frame_move_ref (self->best, self->frame);
      if (at == AV_NOPTS_VALUE || at >= self->target || ++self->n_frames >= MAX_FRAMES)
        return TRUE;
    }

  return FALSE;
}

static void
decode_up_to_target (Still *self)
{
  Video *video = self->video;

  /* Where this fails, as without an index, it is read from the start. */
  av_seek_frame (video->format, video->stream->index, self->target, AVSEEK_FLAG_BACKWARD);

  for (guint n = 0; n < MAX_PACKETS && av_read_frame (video->format, self->packet) >= 0; n++)
    {
      gboolean is_sent = self->packet->stream_index == video->stream->index &&
                         avcodec_send_packet (self->codec, self->packet) >= 0;

      av_packet_unref (self->packet);
      if (is_sent && receive_frames (self))
        return;
    }

  /* The last ones come out only when nothing more goes in. */
  avcodec_send_packet (self->codec, NULL);
  receive_frames (self);
}

static struct SwsContext *
make_scaler (const AVFrame *frame,
             guint          width,
             guint          height)
{
  struct SwsContext *scaler;
  int is_full = frame->color_range == AVCOL_RANGE_JPEG;
  const int *from = sws_getCoefficients (frame->colorspace == AVCOL_SPC_UNSPECIFIED
                                         ? frame->height >= 720 ? SWS_CS_ITU709 : SWS_CS_ITU601
                                         : (int)frame->colorspace);

  scaler = sws_getContext (frame->width, frame->height, (enum AVPixelFormat)frame->format,
                           (int)width, (int)height, AV_PIX_FMT_RGBA,
                           SWS_AREA | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT, NULL, NULL, NULL);
  if (scaler != NULL)
    sws_setColorspaceDetails (scaler, from, is_full, sws_getCoefficients (SWS_CS_DEFAULT), 1, 0, 1 << 16, 1 << 16);

  return scaler;
}

static CstPhotoStatus
draw_frame (const AVFrame *frame,
            WorkerCanvas  *canvas)
{
  struct SwsContext *scaler;
  guint8 *pixels;
  guint width, height;
  int stride;

  worker_canvas_get_size (canvas, &width, &height);
  if (frame->width < 1 || frame->height < 1 ||
      (gint64)frame->width * frame->height > WORKER_VIDEO_MAX_PIXELS ||
      (scaler = make_scaler (frame, width, height)) == NULL)
    return CST_PHOTO_STATUS_UNREADABLE;

  /* The scaler writes in steps of many pixels, also a little beyond the row. */
  stride = (int)(width + 31) / 32 * 32 * 4;
  if ((pixels = av_mallocz ((size_t)stride * height + 64)) == NULL)
    {
      sws_freeContext (scaler);
      return CST_PHOTO_STATUS_TOO_LARGE;
    }

  sws_scale (scaler, (const uint8_t *const *)frame->data, frame->linesize, 0, frame->height, &pixels, &stride);
  worker_canvas_set_source (canvas, width, height);
  for (guint y = 0; y < height; y++)
    worker_canvas_push_row (canvas, pixels + (gsize)y * (gsize)stride);

  av_free (pixels);
  sws_freeContext (scaler);

  return CST_PHOTO_STATUS_OK;
}

/*
 * worker_video_draw:
 * @time: from the start, in millionths of a second
 *
 * Draws what is seen at this moment, or as near to it as can be decoded in reasonable time.
 */
CstPhotoStatus
worker_video_draw (Video        *video,
                   gint64        time,
                   WorkerCanvas *canvas)
{
  Still still = { .video = video };
  CstPhotoStatus status;

  still.target = av_rescale_q (time, AV_TIME_BASE_Q, video->stream->time_base);
  if (video->stream->start_time != AV_NOPTS_VALUE)
    still.target += video->stream->start_time;

  if ((status = open_codec (&still)) == CST_PHOTO_STATUS_OK)
    {
      decode_up_to_target (&still);
      status = still.best->data[0] != NULL ? draw_frame (still.best, canvas) : CST_PHOTO_STATUS_UNREADABLE;
    }
  still_clear (&still);

  return status;
}
