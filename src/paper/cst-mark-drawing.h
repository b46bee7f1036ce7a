/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "cst-incident.h"
#include "cst-photo-geometry.h"

G_BEGIN_DECLS

/**
 * CstMarkStyle:
 * @unit: thickness of a line, in the units of the cairo context
 * @is_recorded: it belongs to a finding that stands: drawn pale and dashed
 * @selected: the number of the mark that has handles, from 0, or -1
 * @caption: (nullable): who and when, written beside the first mark
 */
typedef struct
{
  double      unit;
  gboolean    is_recorded;
  int         selected;
  const char *caption;
} CstMarkStyle;

void     cst_marks_draw   (cairo_t                *cr,
                           GPtrArray              *marks,
                           const CstPhotoGeometry *geometry,
                           const CstMarkStyle     *style);
int      cst_marks_find   (GPtrArray              *marks,
                           const CstPhotoGeometry *geometry,
                           double                  x,
                           double                  y,
                           double                  reach,
                           gboolean               *is_end);
char    *cst_mark_label   (const CstMark          *mark,
                           guint                   place);

G_END_DECLS
