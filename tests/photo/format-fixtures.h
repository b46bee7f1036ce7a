/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "photo-fixtures.h"

G_BEGIN_DECLS

/* How a test picture is to be; each format takes what it knows. */
typedef struct
{
  int        width;
  int        height;
  int        orientation; /* as in EXIF, 0 for no EXIF block */
  PhotoFlags flags;
  int        n_frames;    /* 0 as 1 */
  guint8     alpha;       /* 0 as 255 */
} PhotoSpec;

GByteArray *photo_make_webp  (const PhotoSpec *spec);
GByteArray *photo_make_gif   (const PhotoSpec *spec);
GByteArray *photo_make_tiff  (const PhotoSpec *spec);
GByteArray *photo_make_heic  (const PhotoSpec *spec);
GByteArray *photo_make_avif  (const PhotoSpec *spec);

/* Two seconds: the quarters for one, then upside down. */
GByteArray *photo_make_video (const char      *muxer,
                              const char      *encoder,
                              int              width,
                              int              height,
                              int              degrees);

G_END_DECLS
