/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-photo-image.h"

G_BEGIN_DECLS

/* Up to here two pictures are probably the same one, saved again, scaled or lightly retouched. */
#define CST_FINGERPRINT_NEAR 8

gboolean cst_photo_image_fingerprint (const CstPhotoImage *image,
                                      guint64             *fingerprint);
int      cst_fingerprint_distance    (guint64              a,
                                      guint64              b);

G_END_DECLS
