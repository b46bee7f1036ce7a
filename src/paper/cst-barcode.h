/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

gboolean cst_barcode_draw (cairo_t     *cr,
                           const char  *text,
                           double       x,
                           double       y,
                           double       max_width,
                           double       height,
                           double      *drawn_width);

G_END_DECLS
