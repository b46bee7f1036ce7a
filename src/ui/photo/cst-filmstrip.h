/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-photo-decoder.h"

G_BEGIN_DECLS

#define CST_TYPE_FILMSTRIP (cst_filmstrip_get_type ())

G_DECLARE_FINAL_TYPE (CstFilmstrip, cst_filmstrip, CST, FILMSTRIP, GtkWidget)

void cst_filmstrip_set             (CstFilmstrip       *self,
                                    CstPhotoDecoder    *decoder,
                                    GtkSingleSelection *photos);
void cst_filmstrip_set_shows_pages (CstFilmstrip       *self);

G_END_DECLS
