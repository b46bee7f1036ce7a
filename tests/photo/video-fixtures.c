/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "format-fixtures.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/display.h>
#include <libavutil/opt.h>

#define FRAMES_PER_SECOND 10
#define N_FRAMES          (2 * FRAMES_PER_SECOND)

typedef struct
{
  AVFormatContext *format;
  AVCodecContext  *codec;
  AVStream        *stream;
  AVFrame         *frame;
  AVPacket        *packet;
} Recorder;

/* BT.601 by hand: one scaler less to trust. */
static void
paint_frame (AVFrame  *frame,
             gboolean  is_upside_down)
{
  g_assert_cmpint (av_frame_make_writable (frame), >=, 0);

  for (int y = 0; y < frame->height; y++)
    {
      for (int x = 0; x < frame->width; x++)
        {
          guint colour = photo_quarter_at (is_upside_down ? frame->width - 1 - x : x,
                                           is_upside_down ? frame->height - 1 - y : y, frame->width, frame->height);
          double r = colour >> 16;
          double g = colour >> 8 & 0xFF;
          double b = colour & 0xFF;

          frame->data[0][y * frame->linesize[0] + x] = (guint8)(16 + 0.257 * r + 0.504 * g + 0.098 * b + 0.5);
          frame->data[1][y / 2 * frame->linesize[1] + x / 2] = (guint8)(128 - 0.148 * r - 0.291 * g + 0.439 * b + 0.5);
          frame->data[2][y / 2 * frame->linesize[2] + x / 2] = (guint8)(128 + 0.439 * r - 0.368 * g - 0.071 * b + 0.5);
        }
    }
}

static void
turn (AVStream *stream,
      int       degrees)
{
  gsize size = 9 * sizeof (int32_t);
  int32_t *matrix;

#if LIBAVCODEC_VERSION_INT >= AV_VERSION_INT (60, 31, 102)
  matrix = (int32_t *)(gpointer)av_packet_side_data_new (&stream->codecpar->coded_side_data,
                                                         &stream->codecpar->nb_coded_side_data,
                                                         AV_PKT_DATA_DISPLAYMATRIX, size, 0)->data;
#else
  matrix = (int32_t *)(gpointer)av_stream_new_side_data (stream, AV_PKT_DATA_DISPLAYMATRIX, size);
#endif

  /* Clockwise. */
  av_display_rotation_set (matrix, degrees);
}

static void
write_packets (Recorder      *self,
               const AVFrame *frame)
{
  g_assert_cmpint (avcodec_send_frame (self->codec, frame), >=, 0);

  while (avcodec_receive_packet (self->codec, self->packet) >= 0)
    {
      av_packet_rescale_ts (self->packet, self->codec->time_base, self->stream->time_base);
      self->packet->stream_index = 0;
      self->packet->duration = av_rescale_q (1, self->codec->time_base, self->stream->time_base);
      g_assert_cmpint (av_interleaved_write_frame (self->format, self->packet), >=, 0);
    }
}

static void
open_recorder (Recorder      *self,
               const char    *muxer,
               const AVCodec *encoder,
               int            width,
               int            height)
{
  g_assert_cmpint (avformat_alloc_output_context2 (&self->format, NULL, muxer, NULL), >=, 0);
  self->stream = avformat_new_stream (self->format, NULL);
  self->codec = avcodec_alloc_context3 (encoder);
  self->codec->width = width;
  self->codec->height = height;
  self->codec->pix_fmt = AV_PIX_FMT_YUV420P;
  self->codec->time_base = (AVRational) { 1, FRAMES_PER_SECOND };
  self->codec->framerate = (AVRational) { FRAMES_PER_SECOND, 1 };
  self->codec->gop_size = 8;
  self->codec->bit_rate = 4000000;
  self->codec->colorspace = AVCOL_SPC_SMPTE170M;
  self->codec->thread_count = 1;
  if ((self->format->oformat->flags & AVFMT_GLOBALHEADER) != 0)
    self->codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  av_opt_set (self->codec->priv_data, "deadline", "realtime", 0);
  av_opt_set (self->codec->priv_data, "preset", "ultrafast", 0);
  av_opt_set (self->codec->priv_data, "x265-params", "log-level=none", 0);
  g_assert_cmpint (avcodec_open2 (self->codec, encoder, NULL), >=, 0);
  g_assert_cmpint (avcodec_parameters_from_context (self->stream->codecpar, self->codec), >=, 0);
  self->stream->time_base = self->codec->time_base;

  self->packet = av_packet_alloc ();
  self->frame = av_frame_alloc ();
  self->frame->format = AV_PIX_FMT_YUV420P;
  self->frame->width = width;
  self->frame->height = height;
  g_assert_cmpint (av_frame_get_buffer (self->frame, 0), >=, 0);
}

/* Returns: (nullable): NULL where there is no such encoder */
GByteArray *
photo_make_video (const char *muxer,
                  const char *encoder_name,
                  int         width,
                  int         height,
                  int         degrees)
{
  const AVCodec *encoder = avcodec_find_encoder_by_name (encoder_name);
  g_autofree char *path = NULL;
  Recorder self = { 0 };
  char *data;
  gsize size;

  av_log_set_level (AV_LOG_QUIET);
  if (encoder == NULL)
    return NULL;

  close (g_file_open_tmp ("constat-XXXXXX.video", &path, NULL));
  open_recorder (&self, muxer, encoder, width, height);
  if (degrees != 0)
    turn (self.stream, degrees);
  av_dict_set (&self.format->metadata, "creation_time", "2026-11-23T08:15:00.000000Z", 0);
  av_dict_set (&self.format->metadata, "location", "+48.8582-002.2945/", 0);

  g_assert_cmpint (avio_open (&self.format->pb, path, AVIO_FLAG_WRITE), >=, 0);
  g_assert_cmpint (avformat_write_header (self.format, NULL), >=, 0);
  for (int i = 0; i < N_FRAMES; i++)
    {
      paint_frame (self.frame, i >= N_FRAMES / 2);
      self.frame->pts = i;
      write_packets (&self, self.frame);
    }
  write_packets (&self, NULL);
  g_assert_cmpint (av_write_trailer (self.format), >=, 0);

  avio_closep (&self.format->pb);
  avcodec_free_context (&self.codec);
  av_frame_free (&self.frame);
  av_packet_free (&self.packet);
  avformat_free_context (self.format);

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  g_remove (path);

  return g_byte_array_new_take ((guint8 *)data, size);
}
