/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-worker.h"

#include <string.h>

#include <webp/decode.h>
#include <webp/demux.h>

/* The chunks beside the picture. */
static void
read_facts (WebPDemuxer   *demuxer,
            WorkerColour **colour,
            WorkerFacts   *facts)
{
  WebPChunkIterator chunk;

  facts->reply.n_frames = MAX (WebPDemuxGetI (demuxer, WEBP_FF_FRAME_COUNT), 1);

  if (WebPDemuxGetChunk (demuxer, "EXIF", 1, &chunk))
    {
      /* Some writers put JPEG's marker in front. */
      gsize skipped = chunk.chunk.size > 6 && memcmp (chunk.chunk.bytes, "Exif\0\0", 6) == 0 ? 6 : 0;

      worker_exif_read (chunk.chunk.bytes + skipped, chunk.chunk.size - skipped, facts);
      WebPDemuxReleaseChunkIterator (&chunk);
    }

  if (WebPDemuxGetChunk (demuxer, "ICCP", 1, &chunk))
    {
      *colour = worker_colour_new (chunk.chunk.bytes, chunk.chunk.size, WORKER_INK_RGBA);
      facts->reply.has_profile = *colour != NULL;
      WebPDemuxReleaseChunkIterator (&chunk);
    }
}

static CstPhotoStatus
to_status (VP8StatusCode code)
{
  switch (code)
    {
    case VP8_STATUS_OK:
      return CST_PHOTO_STATUS_OK;

    case VP8_STATUS_OUT_OF_MEMORY:
      return CST_PHOTO_STATUS_TOO_LARGE;

    case VP8_STATUS_NOT_ENOUGH_DATA:
    case VP8_STATUS_SUSPENDED:
      return CST_PHOTO_STATUS_TRUNCATED;

    case VP8_STATUS_UNSUPPORTED_FEATURE:
      return CST_PHOTO_STATUS_UNSUPPORTED;

    case VP8_STATUS_INVALID_PARAM:
    case VP8_STATUS_BITSTREAM_ERROR:
    case VP8_STATUS_USER_ABORT:
    default:
      return CST_PHOTO_STATUS_UNREADABLE;
    }
}

/* Scaled while it is decoded, which saves memory; what turning and colours need is done after. */
static CstPhotoStatus
draw (const WebPData *frame,
      WorkerCanvas   *canvas,
      WorkerColour   *colour)
{
  WebPDecoderConfig config;
  VP8StatusCode code;
  guint width, height;

  if (!WebPInitDecoderConfig (&config) || WebPGetFeatures (frame->bytes, frame->size, &config.input) != VP8_STATUS_OK)
    return CST_PHOTO_STATUS_UNREADABLE;

  worker_canvas_get_size (canvas, &width, &height);
  if (width > (guint)config.input.width || height > (guint)config.input.height)
    return CST_PHOTO_STATUS_UNREADABLE;

  config.options.use_scaling = width < (guint)config.input.width || height < (guint)config.input.height;
  config.options.scaled_width = (int)width;
  config.options.scaled_height = (int)height;
  config.output.colorspace = MODE_RGBA;

  if ((code = WebPDecode (frame->bytes, frame->size, &config)) == VP8_STATUS_OK)
    {
      worker_canvas_set_source (canvas, width, height);
      for (guint y = 0; y < height; y++)
        {
          guint8 *row = config.output.u.RGBA.rgba + (gsize)y * (gsize)config.output.u.RGBA.stride;

          if (colour != NULL)
            worker_colour_convert (colour, row, width);
          worker_premultiply (row, width);
          worker_canvas_push_row (canvas, row);
        }
    }
  WebPFreeDecBuffer (&config.output);

  return to_status (code);
}

/* The first frame: of a moving picture, what is seen at first. */
static CstPhotoStatus
run_frame (WebPDemuxer  *demuxer,
           WorkerCanvas *canvas,
           WorkerFacts  *facts)
{
  CstPhotoStatus status = CST_PHOTO_STATUS_OK;
  WorkerColour *colour = NULL;
  WebPIterator frame;

  if (!WebPDemuxGetFrame (demuxer, 1, &frame))
    return CST_PHOTO_STATUS_UNREADABLE;

  facts->reply.width = (guint)frame.width;
  facts->reply.height = (guint)frame.height;
  read_facts (demuxer, &colour, facts);

  if ((guint64)facts->reply.width * facts->reply.height > CST_PHOTO_MAX_PIXELS)
    status = CST_PHOTO_STATUS_TOO_LARGE;
  else if (canvas != NULL)
    status = draw (&frame.fragment, canvas, colour);

  g_clear_pointer (&colour, worker_colour_free);
  WebPDemuxReleaseIterator (&frame);

  return status;
}

/*
 * worker_webp_run:
 * @canvas: (nullable): where to draw, or NULL to read the header only
 */
CstPhotoStatus
worker_webp_run (const WorkerFile *file,
                 WorkerCanvas     *canvas,
                 WorkerFacts      *facts)
{
  const WebPData data = { file->data, file->size };
  WebPDemuxState state;
  WebPDemuxer *demuxer;
  CstPhotoStatus status;

  demuxer = WebPDemuxPartial (&data, &state);
  switch (state)
    {
    case WEBP_DEMUX_DONE:
      status = run_frame (demuxer, canvas, facts);
      break;

    case WEBP_DEMUX_PARSING_HEADER:
    case WEBP_DEMUX_PARSED_HEADER:
      status = CST_PHOTO_STATUS_TRUNCATED;
      break;

    case WEBP_DEMUX_PARSE_ERROR:
    default:
      status = CST_PHOTO_STATUS_UNREADABLE;
      break;
    }
  WebPDemuxDelete (demuxer);

  return status;
}
