/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "format-fixtures.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include <gif_lib.h>
#include <libheif/heif.h>
#include <tiffio.h>
#include <webp/encode.h>
#include <webp/mux.h>

static guint8 *
make_pixels (const PhotoSpec *spec)
{
  guint8 *pixels = g_malloc ((gsize)spec->width * (gsize)spec->height * 4);
  guint8 *to = pixels;

  for (int y = 0; y < spec->height; y++)
    {
      for (int x = 0; x < spec->width; x++, to += 4)
        {
          guint colour = photo_quarter_at (x, y, spec->width, spec->height);

          to[0] = (guint8)(colour >> 16);
          to[1] = (guint8)(colour >> 8);
          to[2] = (guint8)colour;
          to[3] = spec->alpha != 0 ? spec->alpha : 255;
        }
    }

  return pixels;
}

static int
append_webp (const uint8_t     *data,
             size_t             size,
             const WebPPicture *picture)
{
  g_byte_array_append (picture->custom_ptr, data, (guint)size);

  return 1;
}

static void
fill_webp (WebPPicture     *picture,
           const PhotoSpec *spec)
{
  g_autofree guint8 *pixels = make_pixels (spec);

  g_assert_true (WebPPictureInit (picture));
  picture->width = spec->width;
  picture->height = spec->height;
  g_assert_true (WebPPictureImportRGBA (picture, pixels, spec->width * 4));
}

static void
animate_webp (const PhotoSpec *spec,
              WebPData        *data)
{
  WebPAnimEncoder *encoder = WebPAnimEncoderNew (spec->width, spec->height, NULL);
  WebPConfig config;

  g_assert_true (WebPConfigInit (&config));
  config.lossless = 1;
  for (int i = 0; i < spec->n_frames; i++)
    {
      const PhotoSpec other = { .width = spec->width, .height = spec->height, .alpha = (guint8)(255 - 20 * i) };
      WebPPicture picture;

      fill_webp (&picture, i == 0 ? spec : &other);
      g_assert_true (WebPAnimEncoderAdd (encoder, &picture, i * 100, &config));
      WebPPictureFree (&picture);
    }
  g_assert_true (WebPAnimEncoderAdd (encoder, NULL, spec->n_frames * 100, NULL));
  g_assert_true (WebPAnimEncoderAssemble (encoder, data));
  WebPAnimEncoderDelete (encoder);
}

static void
add_webp_chunk (WebPMux    *mux,
                const char *name,
                GByteArray *bytes)
{
  const WebPData chunk = { bytes->data, bytes->len };

  g_assert_cmpint (WebPMuxSetChunk (mux, name, &chunk, 1), ==, WEBP_MUX_OK);
  g_byte_array_unref (bytes);
}

GByteArray *
photo_make_webp (const PhotoSpec *spec)
{
  GByteArray *bytes = g_byte_array_new ();
  WebPData whole = { 0 };
  WebPMux *mux;

  if (spec->n_frames > 1)
    {
      animate_webp (spec, &whole);
      g_byte_array_append (bytes, whole.bytes, (guint)whole.size);
      WebPDataClear (&whole);
    }
  else
    {
      WebPPicture picture;
      WebPConfig config;

      fill_webp (&picture, spec);
      g_assert_true (WebPConfigPreset (&config, WEBP_PRESET_PHOTO, 95));
      config.lossless = (spec->flags & PHOTO_LOSSLESS) != 0;
      picture.writer = append_webp;
      picture.custom_ptr = bytes;
      g_assert_true (WebPEncode (&config, &picture));
      WebPPictureFree (&picture);
    }

  whole.bytes = bytes->data;
  whole.size = bytes->len;
  mux = WebPMuxCreate (&whole, 1);
  if (spec->orientation != 0)
    add_webp_chunk (mux, "EXIF", photo_make_exif (spec->orientation, FALSE));
  if ((spec->flags & PHOTO_SWAPPED) != 0)
    add_webp_chunk (mux, "ICCP", photo_make_profile ());
  g_assert_cmpint (WebPMuxAssemble (mux, &whole), ==, WEBP_MUX_OK);
  WebPMuxDelete (mux);

  g_byte_array_set_size (bytes, 0);
  g_byte_array_append (bytes, whole.bytes, (guint)whole.size);
  WebPDataClear (&whole);

  return bytes;
}

static int
append_gif (GifFileType       *gif,
            const GifByteType *data,
            int                length)
{
  g_byte_array_append (gif->UserData, data, (guint)length);

  return length;
}

/* The first frame has the quarters, the others only white. With an alpha, the last quarter is none. */
static void
put_gif_frame (GifFileType     *gif,
               const PhotoSpec *spec,
               int              number)
{
  g_autofree GifByteType *line = g_malloc0 ((gsize)spec->width);
  gboolean is_interlaced = (spec->flags & PHOTO_INTERLACED) != 0;
  const int starts[] = { 0, 4, 2, 1 };
  const int steps[] = { 8, 8, 4, 2 };
  const GraphicsControlBlock control = { .DelayTime = 10, .TransparentColor = 3 };
  GifByteType block[4];

  if (spec->alpha != 0)
    {
      EGifGCBToExtension (&control, block);
      g_assert_cmpint (EGifPutExtension (gif, GRAPHICS_EXT_FUNC_CODE, 4, block), ==, GIF_OK);
    }
  g_assert_cmpint (EGifPutImageDesc (gif, 0, 0, spec->width, spec->height, is_interlaced, NULL), ==, GIF_OK);

  for (int pass = 0; pass < (is_interlaced ? 4 : 1); pass++)
    {
      for (int y = is_interlaced ? starts[pass] : 0; y < spec->height; y += is_interlaced ? steps[pass] : 1)
        {
          for (int x = 0; x < spec->width; x++)
            line[x] = number > 0 ? 3 : (GifByteType)((y >= spec->height / 2) * 2 + (x >= spec->width / 2));
          g_assert_cmpint (EGifPutLine (gif, line, spec->width), ==, GIF_OK);
        }
    }
}

GByteArray *
photo_make_gif (const PhotoSpec *spec)
{
  const GifColorType colours[] = {
    { 0xE0, 0x10, 0x10 }, { 0x10, 0xC0, 0x10 }, { 0x10, 0x10, 0xE0 }, { 0xF0, 0xF0, 0xF0 },
  };
  GByteArray *bytes = g_byte_array_new ();
  ColorMapObject *map = GifMakeMapObject (4, colours);
  GifFileType *gif = EGifOpen (bytes, append_gif, NULL);

  EGifSetGifVersion (gif, true);
  g_assert_cmpint (EGifPutScreenDesc (gif, spec->width, spec->height, 8, 0, map), ==, GIF_OK);
  for (int i = 0; i < MAX (spec->n_frames, 1); i++)
    put_gif_frame (gif, spec, i);
  EGifCloseFile (gif, NULL);
  GifFreeMapObject (map);

  return bytes;
}

static void
put_tiff_page (TIFF            *tiff,
               const PhotoSpec *spec)
{
  g_autofree guint8 *pixels = make_pixels (spec);
  gboolean has_alpha = spec->alpha != 0;
  gboolean is_tiled = (spec->flags & PHOTO_TILED) != 0;
  const uint16_t extra = EXTRASAMPLE_UNASSALPHA;
  int n = has_alpha ? 4 : 3;

  TIFFSetField (tiff, TIFFTAG_IMAGEWIDTH, spec->width);
  TIFFSetField (tiff, TIFFTAG_IMAGELENGTH, spec->height);
  TIFFSetField (tiff, TIFFTAG_BITSPERSAMPLE, 8);
  TIFFSetField (tiff, TIFFTAG_SAMPLESPERPIXEL, n);
  TIFFSetField (tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_RGB);
  TIFFSetField (tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField (tiff, TIFFTAG_COMPRESSION, (spec->flags & PHOTO_LOSSLESS) != 0 ? COMPRESSION_NONE : COMPRESSION_LZW);
  if (has_alpha)
    TIFFSetField (tiff, TIFFTAG_EXTRASAMPLES, 1, &extra);
  if (spec->orientation != 0)
    {
      TIFFSetField (tiff, TIFFTAG_ORIENTATION, spec->orientation);
      TIFFSetField (tiff, TIFFTAG_MAKE, PHOTO_MAKE);
      TIFFSetField (tiff, TIFFTAG_MODEL, PHOTO_MODEL);
      TIFFSetField (tiff, TIFFTAG_DATETIME, "2026:11:23 08:15:00");
    }
  if ((spec->flags & PHOTO_SWAPPED) != 0)
    {
      g_autoptr(GByteArray) profile = photo_make_profile ();

      TIFFSetField (tiff, TIFFTAG_ICCPROFILE, profile->len, profile->data);
    }

  if (!has_alpha)
    {
      for (int i = 0; i < spec->width * spec->height; i++)
        memmove (pixels + 3 * i, pixels + 4 * i, 3);
    }

  if (is_tiled)
    {
      g_autofree guint8 *tile = g_malloc0 (16 * 16 * 4);

      TIFFSetField (tiff, TIFFTAG_TILEWIDTH, 16);
      TIFFSetField (tiff, TIFFTAG_TILELENGTH, 16);
      for (int y = 0; y < spec->height; y += 16)
        {
          for (int x = 0; x < spec->width; x += 16)
            {
              for (int row = 0; row < MIN (16, spec->height - y); row++)
                memcpy (tile + 16 * n * row, pixels + ((y + row) * spec->width + x) * n,
                        (gsize)(MIN (16, spec->width - x) * n));
              g_assert_cmpint (TIFFWriteTile (tiff, tile, (uint32_t)x, (uint32_t)y, 0, 0), >, 0);
            }
        }
    }
  else
    {
      TIFFSetField (tiff, TIFFTAG_ROWSPERSTRIP, 16);
      for (int y = 0; y < spec->height; y++)
        g_assert_cmpint (TIFFWriteScanline (tiff, pixels + y * spec->width * n, (uint32_t)y, 0), ==, 1);
    }

  g_assert_true (TIFFWriteDirectory (tiff));
}

/* Takes the file away. */
static GByteArray *
read_back (const char *path)
{
  GByteArray *bytes;
  char *data;
  gsize size;

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  bytes = g_byte_array_new_take ((guint8 *)data, size);
  g_remove (path);

  return bytes;
}

GByteArray *
photo_make_tiff (const PhotoSpec *spec)
{
  g_autofree char *path = NULL;
  TIFF *tiff;

  close (g_file_open_tmp ("constat-XXXXXX.tif", &path, NULL));
  tiff = TIFFOpen (path, (spec->flags & PHOTO_BIG_ENDIAN) != 0 ? "wb" : "wl");
  for (int i = 0; i < MAX (spec->n_frames, 1); i++)
    put_tiff_page (tiff, spec);
  TIFFClose (tiff);

  return read_back (path);
}

static struct heif_error
append_heif (struct heif_context *context,
             const void          *data,
             size_t               size,
             void                *bytes)
{
  const struct heif_error none = { heif_error_Ok, heif_suberror_Unspecified, "" };

  g_byte_array_append (bytes, data, (guint)size);

  return none;
}

static void
assert_heif (struct heif_error error)
{
  if (error.code != heif_error_Ok)
    g_error ("libheif: %s", error.message);
}

static struct heif_image *
make_heif_image (const PhotoSpec *spec)
{
  g_autofree guint8 *pixels = make_pixels (spec);
  struct heif_image *image;
  guint8 *plane;
  int stride;

  assert_heif (heif_image_create (spec->width, spec->height, heif_colorspace_RGB, heif_chroma_interleaved_RGBA,
                                  &image));
  assert_heif (heif_image_add_plane (image, heif_channel_interleaved, spec->width, spec->height, 8));
  plane = heif_image_get_plane (image, heif_channel_interleaved, &stride);
  for (int y = 0; y < spec->height; y++)
    memcpy (plane + y * stride, pixels + y * spec->width * 4, (gsize)spec->width * 4);

  if ((spec->flags & PHOTO_SWAPPED) != 0)
    {
      g_autoptr(GByteArray) profile = photo_make_profile ();

      assert_heif (heif_image_set_raw_color_profile (image, "prof", profile->data, profile->len));
    }

  return image;
}

/* The picture is turned by the file's own means; EXIF says the same again, and must not count. */
static GByteArray *
make_heif (const PhotoSpec              *spec,
           enum heif_compression_format  format)
{
  struct heif_writer writer = { .writer_api_version = 1, .write = append_heif };
  struct heif_context *context = heif_context_alloc ();
  struct heif_encoding_options *options = heif_encoding_options_alloc ();
  struct heif_image *image = make_heif_image (spec);
  struct heif_image_handle *handle;
  struct heif_encoder *encoder;
  GByteArray *bytes;

  /* No encoder of this kind: nothing to test with. */
  if (heif_context_get_encoder_for_format (context, format, &encoder).code != heif_error_Ok)
    {
      heif_image_release (image);
      heif_encoding_options_free (options);
      heif_context_free (context);
      return NULL;
    }

  heif_encoder_set_lossy_quality (encoder, 90);
  options->image_orientation = (enum heif_orientation)MAX (spec->orientation, 1);
  options->save_alpha_channel = spec->alpha != 0;
  for (int i = 0; i < MAX (spec->n_frames, 1); i++)
    {
      assert_heif (heif_context_encode_image (context, image, encoder, options, &handle));
      if (i == 0)
        heif_context_set_primary_image (context, handle);
      if (i == 0 && spec->orientation != 0)
        {
          g_autoptr(GByteArray) exif = photo_make_exif (spec->orientation, TRUE);

          assert_heif (heif_context_add_exif_metadata (context, handle, exif->data, (int)exif->len));
        }
      heif_image_handle_release (handle);
    }

  bytes = g_byte_array_new ();
  assert_heif (heif_context_write (context, &writer, bytes));
  heif_encoder_release (encoder);
  heif_encoding_options_free (options);
  heif_image_release (image);
  heif_context_free (context);

  return bytes;
}

GByteArray *
photo_make_heic (const PhotoSpec *spec)
{
  return make_heif (spec, heif_compression_HEVC);
}

GByteArray *
photo_make_avif (const PhotoSpec *spec)
{
  return make_heif (spec, heif_compression_AV1);
}
