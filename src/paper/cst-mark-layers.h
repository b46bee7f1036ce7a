/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "cst-incident.h"
#include "cst-photo-geometry.h"

G_BEGIN_DECLS

/* All that lies over one photo: an array of layers, each the marks of one finding or those being drawn. Nobody changes
 * one once it is made, so that any thread may draw it. */

GPtrArray *cst_mark_layers_new  (void);
void       cst_mark_layers_add  (GPtrArray              *layers,
                                 GPtrArray              *marks,
                                 gboolean                is_recorded,
                                 const char             *caption);
void       cst_mark_layers_draw (GPtrArray              *layers,
                                 cairo_t                *cr,
                                 const CstPhotoGeometry *geometry,
                                 double                  unit);
void       cst_mark_layers_draw_whole (GPtrArray        *layers,
                                       cairo_t          *cr,
                                       int               width,
                                       int               height,
                                       int               turns,
                                       double            scale,
                                       double            unit);

GPtrArray *cst_marks_copy       (GPtrArray              *marks);
char      *cst_marks_to_text    (GPtrArray              *marks);
GPtrArray *cst_marks_from_text  (const char             *text);

G_END_DECLS
