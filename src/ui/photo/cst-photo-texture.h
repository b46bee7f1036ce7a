/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-photo-image.h"

G_BEGIN_DECLS

GdkTexture *cst_photo_texture_new      (CstPhotoImage *image);
GdkTexture *cst_photo_texture_new_part (CstPhotoImage *image,
                                        int            x,
                                        int            y,
                                        int            width,
                                        int            height);

G_END_DECLS
