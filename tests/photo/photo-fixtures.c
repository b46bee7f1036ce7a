/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "photo-fixtures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <lcms2.h>
#include <png.h>

guint
photo_quarter_at (int x,
                  int y,
                  int width,
                  int height)
{
  if (y < height / 2)
    return x < width / 2 ? PHOTO_RED : PHOTO_GREEN;

  return x < width / 2 ? PHOTO_BLUE : PHOTO_WHITE;
}

typedef struct
{
  GByteArray *bytes;
  gboolean    is_big_endian;
} Exif;

static void
put_16 (Exif  *exif,
        guint  value)
{
  guint16 ordered = exif->is_big_endian ? GUINT16_TO_BE ((guint16)value) : GUINT16_TO_LE ((guint16)value);

  g_byte_array_append (exif->bytes, (const guint8 *)&ordered, 2);
}

static void
put_32 (Exif    *exif,
        guint32  value)
{
  guint32 ordered = exif->is_big_endian ? GUINT32_TO_BE (value) : GUINT32_TO_LE (value);

  g_byte_array_append (exif->bytes, (const guint8 *)&ordered, 4);
}

static void
put_entry (Exif    *exif,
           guint    tag,
           guint    type,
           guint32  count,
           guint32  value)
{
  put_16 (exif, tag);
  put_16 (exif, type);
  put_32 (exif, count);

  /* One short number stands at the start of its four bytes. */
  if (type == 3)
    {
      put_16 (exif, value);
      put_16 (exif, 0);
    }
  else
    put_32 (exif, value);
}

static void
put_angle (Exif    *exif,
           guint32  degrees,
           guint32  minutes,
           guint32  hundredths)
{
  const guint32 parts[] = { degrees, 1, minutes, 1, hundredths, 100 };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    put_32 (exif, parts[i]);
}

/* An orientation, a camera, the moment it was taken and a place: 48° 51′ 29.60″ N, 2° 17′ 40.20″ W. */
GByteArray *
photo_make_exif (int      orientation,
                 gboolean is_big_endian)
{
  static const char make[] = PHOTO_MAKE;
  static const char model[] = PHOTO_MODEL;
  static const char taken_at[] = "2026:11:23 08:15:00";
  Exif exif = { g_byte_array_new (), is_big_endian };
  guint32 north, west;
  /* Head, folder of five, folder of one, folder of four; what is longer than four bytes follows. */
  guint32 end = 8 + (2 + 5 * 12 + 4) + (2 + 12 + 4) + (2 + 4 * 12 + 4);

  memcpy (&north, "N\0\0", 4);
  memcpy (&west, "W\0\0", 4);
  north = is_big_endian ? GUINT32_FROM_BE (north) : GUINT32_FROM_LE (north);
  west = is_big_endian ? GUINT32_FROM_BE (west) : GUINT32_FROM_LE (west);

  g_byte_array_append (exif.bytes, (const guint8 *)(is_big_endian ? "MM" : "II"), 2);
  put_16 (&exif, 42);
  put_32 (&exif, 8);

  put_16 (&exif, 5);
  put_entry (&exif, 0x010F, 2, sizeof make, end);
  put_entry (&exif, 0x0110, 2, sizeof model, end + sizeof make);
  put_entry (&exif, 0x0112, 3, 1, (guint32)orientation);
  put_entry (&exif, 0x8769, 4, 1, 8 + 66);
  put_entry (&exif, 0x8825, 4, 1, 8 + 66 + 18);
  put_32 (&exif, 0);
  end += sizeof make + sizeof model;

  put_16 (&exif, 1);
  put_entry (&exif, 0x9003, 2, sizeof taken_at, end);
  put_32 (&exif, 0);
  end += sizeof taken_at;

  put_16 (&exif, 4);
  put_entry (&exif, 1, 2, 2, north);
  put_entry (&exif, 2, 5, 3, end);
  put_entry (&exif, 3, 2, 2, west);
  put_entry (&exif, 4, 5, 3, end + 24);
  put_32 (&exif, 0);

  g_byte_array_append (exif.bytes, (const guint8 *)make, sizeof make);
  g_byte_array_append (exif.bytes, (const guint8 *)model, sizeof model);
  g_byte_array_append (exif.bytes, (const guint8 *)taken_at, sizeof taken_at);
  put_angle (&exif, 48, 51, 2960);
  put_angle (&exif, 2, 17, 4020);

  return exif.bytes;
}

/* sRGB, but that what is stored as red is meant as blue and the other way round. */
GByteArray *
photo_make_profile (void)
{
  const cmsFloat64Number shape[] = { 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045 };
  const cmsCIExyYTRIPLE primaries = { { 0.15, 0.06, 1 }, { 0.30, 0.60, 1 }, { 0.64, 0.33, 1 } };
  const cmsCIExyY white = { 0.3127, 0.3290, 1 };
  cmsToneCurve *curve = cmsBuildParametricToneCurve (NULL, 4, shape);
  cmsToneCurve *curves[] = { curve, curve, curve };
  cmsHPROFILE profile = cmsCreateRGBProfile (&white, &primaries, curves);
  GByteArray *bytes = g_byte_array_new ();
  cmsUInt32Number size = 0;

  g_assert_true (cmsSaveProfileToMem (profile, NULL, &size));
  g_byte_array_set_size (bytes, size);
  g_assert_true (cmsSaveProfileToMem (profile, bytes->data, &size));
  cmsCloseProfile (profile);
  cmsFreeToneCurve (curve);

  return bytes;
}

static void
fill_row (guint8     *row,
          int         y,
          int         width,
          int         height,
          PhotoFlags  flags)
{
  for (int x = 0; x < width; x++)
    {
      guint colour = photo_quarter_at (x, y, width, height);
      guint8 r = (guint8)(colour >> 16);
      guint8 g = (guint8)(colour >> 8);
      guint8 b = (guint8)colour;

      if ((flags & PHOTO_GREY) != 0)
        *row++ = g;
      else
        {
          /* Adobe's inverted inks without black happen to be the three lights. */
          *row++ = r;
          *row++ = g;
          *row++ = b;
          if ((flags & PHOTO_CMYK) != 0)
            *row++ = 255;
        }
    }
}

GByteArray *
photo_make_jpeg (int        width,
                 int        height,
                 int        orientation,
                 PhotoFlags flags)
{
  struct jpeg_compress_struct cinfo;
  struct jpeg_error_mgr errors;
  g_autofree guint8 *row = g_malloc ((gsize)width * 4);
  unsigned char *data = NULL;
  unsigned long size = 0;
  GByteArray *jpeg;

  cinfo.err = jpeg_std_error (&errors);
  jpeg_create_compress (&cinfo);
  jpeg_mem_dest (&cinfo, &data, &size);
  cinfo.image_width = (JDIMENSION)width;
  cinfo.image_height = (JDIMENSION)height;
  cinfo.input_components = (flags & PHOTO_GREY) != 0 ? 1 : (flags & PHOTO_CMYK) != 0 ? 4 : 3;
  cinfo.in_color_space = (flags & PHOTO_GREY) != 0 ? JCS_GRAYSCALE : (flags & PHOTO_CMYK) != 0 ? JCS_CMYK : JCS_RGB;
  jpeg_set_defaults (&cinfo);
  jpeg_set_quality (&cinfo, 95, TRUE);
  if ((flags & PHOTO_PROGRESSIVE) != 0)
    jpeg_simple_progression (&cinfo);
  jpeg_start_compress (&cinfo, TRUE);

  if (orientation != 0)
    {
      g_autoptr(GByteArray) exif = photo_make_exif (orientation, (flags & PHOTO_BIG_ENDIAN) != 0);

      g_byte_array_prepend (exif, (const guint8 *)"Exif\0\0", 6);
      jpeg_write_marker (&cinfo, JPEG_APP0 + 1, exif->data, exif->len);
    }

  if ((flags & PHOTO_SWAPPED) != 0)
    {
      g_autoptr(GByteArray) profile = photo_make_profile ();

      jpeg_write_icc_profile (&cinfo, profile->data, profile->len);
    }

  for (int y = 0; y < height; y++)
    {
      fill_row (row, y, width, height, flags);
      jpeg_write_scanlines (&cinfo, &row, 1);
    }

  jpeg_finish_compress (&cinfo);
  jpeg_destroy_compress (&cinfo);
  jpeg = g_byte_array_new ();
  g_byte_array_append (jpeg, data, (guint)size);
  free (data);

  return jpeg;
}

static void
append_png (png_structp png,
            png_bytep   data,
            png_size_t  length)
{
  g_byte_array_append (png_get_io_ptr (png), data, (guint)length);
}

static void
flush_png (png_structp png)
{
}

/* With PHOTO_GREY as black and white, one bit each; states 300 dots per inch. */
GByteArray *
photo_make_png (int        width,
                int        height,
                guint8     alpha,
                PhotoFlags flags)
{
  gboolean is_bits = (flags & PHOTO_GREY) != 0;
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct (png);
  g_autofree guint8 *row = g_malloc0 ((gsize)width * 4);
  GByteArray *bytes = g_byte_array_new ();
  int n_passes;

  png_set_user_limits (png, 0x7FFFFFFF, 0x7FFFFFFF);
  png_set_write_fn (png, bytes, append_png, flush_png);
  png_set_IHDR (png, info, (png_uint_32)width, (png_uint_32)height, is_bits ? 1 : 8,
                is_bits ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB_ALPHA,
                (flags & PHOTO_INTERLACED) != 0 ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
                PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_pHYs (png, info, 11811, 11811, PNG_RESOLUTION_METER);
  if ((flags & PHOTO_SWAPPED) != 0)
    {
      g_autoptr(GByteArray) profile = photo_make_profile ();

      png_set_iCCP (png, info, "swapped", PNG_COMPRESSION_TYPE_BASE, profile->data, profile->len);
    }
  png_write_info (png, info);
  n_passes = png_set_interlace_handling (png);

  for (int pass = 0; pass < n_passes; pass++)
    {
      for (int y = 0; y < height; y++)
        {
          for (int x = 0; !is_bits && x < width; x++)
            {
              guint colour = photo_quarter_at (x, y, width, height);

              row[4 * x] = (guint8)(colour >> 16);
              row[4 * x + 1] = (guint8)(colour >> 8);
              row[4 * x + 2] = (guint8)colour;
              row[4 * x + 3] = alpha;
            }
          png_write_row (png, row);
        }
    }

  png_write_end (png, info);
  png_destroy_write_struct (&png, &info);

  return bytes;
}

/* A PNG that no encoder can make small: every pixel by chance, though the same each time. */
GByteArray *
photo_make_noise (int width,
                  int height)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (20261123);
  png_image image = {
    .version = PNG_IMAGE_VERSION, .width = (png_uint_32)width, .height = (png_uint_32)height, .format = PNG_FORMAT_RGB,
  };
  gsize n = (gsize)width * (gsize)height * 3;
  g_autofree guint8 *pixels = g_malloc (n);
  GByteArray *bytes = g_byte_array_new ();
  png_alloc_size_t size;

  for (gsize i = 0; i < n; i++)
    pixels[i] = (guint8)g_rand_int (random);

  size = PNG_IMAGE_PNG_SIZE_MAX (image);
  g_byte_array_set_size (bytes, (guint)size);
  g_assert_true (png_image_write_to_memory (&image, bytes->data, &size, 0, pixels, 0, NULL));
  g_byte_array_set_size (bytes, (guint)size);

  return bytes;
}

/* @content: drawing operators; font F1 is Helvetica, which is not in the file. */
GByteArray *
photo_make_pdf (int         n_pages,
                int         width,
                int         height,
                const char *content)
{
  GByteArray *bytes = g_byte_array_new ();
  GString *pdf = g_string_new ("%PDF-1.4\n");
  g_autoptr(GArray) offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  gsize xref;

#define MARK() g_array_append_val (offsets, pdf->len)

  MARK ();
  g_string_append (pdf, "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n");
  MARK ();
  g_string_append (pdf, "2 0 obj<</Type/Pages/Kids[");
  for (int i = 0; i < n_pages; i++)
    g_string_append_printf (pdf, "%d 0 R ", 5 + i);
  g_string_append_printf (pdf, "]/Count %d>>endobj\n", n_pages);
  MARK ();
  g_string_append (pdf, "3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n");
  MARK ();
  g_string_append_printf (pdf, "4 0 obj<</Length %" G_GSIZE_FORMAT ">>stream\n%s\nendstream endobj\n",
                          strlen (content), content);
  for (int i = 0; i < n_pages; i++)
    {
      MARK ();
      g_string_append_printf (pdf, "%d 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R"
                                   "/Resources<</Font<</F1 3 0 R>>>>>>endobj\n", 5 + i, width, height);
    }

#undef MARK

  xref = pdf->len;
  g_string_append_printf (pdf, "xref\n0 %u\n0000000000 65535 f \n", offsets->len + 1);
  for (guint i = 0; i < offsets->len; i++)
    g_string_append_printf (pdf, "%010u 00000 n \n", (guint)g_array_index (offsets, gsize, i));
  g_string_append_printf (pdf, "trailer<</Root 1 0 R/Size %u>>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n",
                          offsets->len + 1, xref);

  g_byte_array_append (bytes, (const guint8 *)pdf->str, (guint)pdf->len);
  g_string_free (pdf, TRUE);

  return bytes;
}
