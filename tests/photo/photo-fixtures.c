/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "photo-fixtures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <png.h>

static guint
quarter_at (int x,
            int y,
            int width,
            int height)
{
  if (y < height / 2)
    return x < width / 2 ? PHOTO_RED : PHOTO_GREEN;

  return x < width / 2 ? PHOTO_BLUE : PHOTO_WHITE;
}

/* An EXIF block with an orientation and, in the folder below, the moment it was taken. */
static GByteArray *
make_exif (int      orientation,
           gboolean is_big_endian)
{
  static const char taken_at[] = "2026:11:23 08:15:00";
  /* A folder is its number of entries, the entries (tag, type, count, value) and the next folder. */
  const guint16 first[][2] = { { 0x0112, 3 }, { 0x8769, 4 } };
  GByteArray *exif = g_byte_array_new ();

#define PUT_16(value)                                                                         \
  G_STMT_START {                                                                              \
    guint16 v16 = is_big_endian ? GUINT16_TO_BE ((guint16)(value)) : GUINT16_TO_LE ((guint16)(value)); \
    g_byte_array_append (exif, (const guint8 *)&v16, 2);                                      \
  } G_STMT_END
#define PUT_32(value)                                                                         \
  G_STMT_START {                                                                              \
    guint32 v32 = is_big_endian ? GUINT32_TO_BE ((guint32)(value)) : GUINT32_TO_LE ((guint32)(value)); \
    g_byte_array_append (exif, (const guint8 *)&v32, 4);                                      \
  } G_STMT_END

  g_byte_array_append (exif, (const guint8 *)"Exif\0\0", 6);
  g_byte_array_append (exif, (const guint8 *)(is_big_endian ? "MM" : "II"), 2);
  PUT_16 (42);
  PUT_32 (8);

  PUT_16 (2);
  PUT_16 (first[0][0]);
  PUT_16 (first[0][1]);
  PUT_32 (1);
  PUT_16 (orientation);
  PUT_16 (0);
  PUT_16 (first[1][0]);
  PUT_16 (first[1][1]);
  PUT_32 (1);
  PUT_32 (38);
  PUT_32 (0);

  PUT_16 (1);
  PUT_16 (0x9003);
  PUT_16 (2);
  PUT_32 (sizeof taken_at);
  PUT_32 (56);
  PUT_32 (0);
  g_byte_array_append (exif, (const guint8 *)taken_at, sizeof taken_at);

#undef PUT_16
#undef PUT_32

  return exif;
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
      guint colour = quarter_at (x, y, width, height);
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
      g_autoptr(GByteArray) exif = make_exif (orientation, (flags & PHOTO_BIG_ENDIAN) != 0);

      jpeg_write_marker (&cinfo, JPEG_APP0 + 1, exif->data, exif->len);
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
  png_write_info (png, info);
  n_passes = png_set_interlace_handling (png);

  for (int pass = 0; pass < n_passes; pass++)
    {
      for (int y = 0; y < height; y++)
        {
          for (int x = 0; !is_bits && x < width; x++)
            {
              guint colour = quarter_at (x, y, width, height);

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
