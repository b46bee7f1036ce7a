/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "cst-photo-image.h"

G_BEGIN_DECLS

cairo_surface_t *cst_photo_surface_new (CstPhotoImage *image,
                                        int            x,
                                        int            y,
                                        int            width,
                                        int            height);

G_END_DECLS
