/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  PHOTO_GREY = 1 << 0,
  PHOTO_CMYK = 1 << 1,
  PHOTO_PROGRESSIVE = 1 << 2,
  PHOTO_INTERLACED = 1 << 3,
  PHOTO_BIG_ENDIAN = 1 << 4,
  PHOTO_LOSSLESS = 1 << 5,
  PHOTO_TILED = 1 << 6,
  PHOTO_SWAPPED = 1 << 7, /* with a profile in which red and blue have changed places */
} PhotoFlags;

/* The four quarters of every test picture as stored, as 0xRRGGBB. */
#define PHOTO_RED   0xE01010u /* top left */
#define PHOTO_GREEN 0x10C010u /* top right */
#define PHOTO_BLUE  0x1010E0u /* bottom left */
#define PHOTO_WHITE 0xF0F0F0u /* bottom right */

/* What every EXIF block says about its camera. */
#define PHOTO_MAKE  "Constat"
#define PHOTO_MODEL "Phone 7"

guint       photo_quarter_at (int        x,
                              int        y,
                              int        width,
                              int        height);
GByteArray *photo_make_profile (void);
GByteArray *photo_make_exif (int         orientation,
                             gboolean    is_big_endian);
GByteArray *photo_make_jpeg (int         width,
                             int         height,
                             int         orientation,
                             PhotoFlags  flags);
GByteArray *photo_make_png  (int         width,
                             int         height,
                             guint8      alpha,
                             PhotoFlags  flags);
GByteArray *photo_make_noise (int        width,
                              int        height);
GByteArray *photo_make_pdf  (int         n_pages,
                             int         width,
                             int         height,
                             const char *content);

G_END_DECLS
