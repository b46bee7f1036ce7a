/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-photo-look.h"

G_BEGIN_DECLS

#define CST_TYPE_PHOTO_LIGHT (cst_photo_light_get_type ())

G_DECLARE_FINAL_TYPE (CstPhotoLight, cst_photo_light, CST, PHOTO_LIGHT, GtkPopover)

void cst_photo_light_show  (CstPhotoLight *self,
                            CstPhotoLook   look);
void cst_photo_light_apply (CstPhotoLight *self,
                            CstPhotoLook  *look);

G_END_DECLS
