/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-photo-image.h"

G_BEGIN_DECLS

void               cst_photo_print_draw          (CstPhotoImage *image,
                                                  int            turns,
                                                  GPtrArray     *layers,
                                                  cairo_t       *cr,
                                                  double         width,
                                                  double         height);
GtkPrintOperation *cst_photo_print_operation_new (CstPhotoImage *image,
                                                  int            turns,
                                                  GPtrArray     *layers,
                                                  const char    *job_name);
void               cst_photo_print_run           (CstPhotoImage *image,
                                                  int            turns,
                                                  GPtrArray     *layers,
                                                  const char    *job_name,
                                                  GtkWindow     *parent);

G_END_DECLS
