/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-mark-sheet.h"
#include "cst-photo-geometry.h"
#include "cst-photo-image.h"
#include "cst-photo-look.h"

G_BEGIN_DECLS

/**
 * CstMarkTool:
 * @CST_MARK_TOOL_NONE: the hand moves the photo
 * @CST_MARK_TOOL_SELECT: the hand moves marks
 * @CST_MARK_TOOL_ARROW: the hand draws arrows
 * @CST_MARK_TOOL_CIRCLE: the hand draws circles
 * @CST_MARK_TOOL_TEXT: the hand says where text goes
 */
typedef enum
{
  CST_MARK_TOOL_NONE,
  CST_MARK_TOOL_SELECT,
  CST_MARK_TOOL_ARROW,
  CST_MARK_TOOL_CIRCLE,
  CST_MARK_TOOL_TEXT,
} CstMarkTool;

#define CST_TYPE_PHOTO_CANVAS (cst_photo_canvas_get_type ())

G_DECLARE_FINAL_TYPE (CstPhotoCanvas, cst_photo_canvas, CST, PHOTO_CANVAS, GtkWidget)

void                cst_photo_canvas_clear        (CstPhotoCanvas *self);
void                cst_photo_canvas_show         (CstPhotoCanvas *self,
                                                   CstPhotoImage  *image,
                                                   gboolean        keep_place);
void                cst_photo_canvas_set_name     (CstPhotoCanvas *self,
                                                   const char     *name);
CstPhotoImage      *cst_photo_canvas_get_image    (CstPhotoCanvas *self);
int                 cst_photo_canvas_wanted_width (CstPhotoCanvas *self);
double              cst_photo_canvas_get_zoom     (CstPhotoCanvas *self);
gboolean            cst_photo_canvas_is_fit       (CstPhotoCanvas *self);
gboolean            cst_photo_canvas_is_empty     (CstPhotoCanvas *self);
void                cst_photo_canvas_fit          (CstPhotoCanvas *self);
void                cst_photo_canvas_set_zoom     (CstPhotoCanvas *self,
                                                   double          zoom);
void                cst_photo_canvas_step         (CstPhotoCanvas *self,
                                                   int             direction);
void                cst_photo_canvas_pan          (CstPhotoCanvas *self,
                                                   double          dx,
                                                   double          dy);
CstPhotoLook        cst_photo_canvas_get_look     (CstPhotoCanvas *self);
void                cst_photo_canvas_set_look     (CstPhotoCanvas *self,
                                                   CstPhotoLook    look);
CstPhotoFrame       cst_photo_canvas_get_frame    (CstPhotoCanvas *self);
void                cst_photo_canvas_set_frame    (CstPhotoCanvas *self,
                                                   CstPhotoFrame   frame);
void                cst_photo_canvas_set_sheet    (CstPhotoCanvas *self,
                                                   CstMarkSheet   *sheet);
void                cst_photo_canvas_set_tool     (CstPhotoCanvas *self,
                                                   CstMarkTool     tool);
GdkRectangle        cst_photo_canvas_get_place   (CstPhotoCanvas *self,
                                                  int             x,
                                                  int             y);
void                cst_photo_canvas_clear_recorded (CstPhotoCanvas *self);
void                cst_photo_canvas_add_recorded (CstPhotoCanvas *self,
                                                   GPtrArray      *marks,
                                                   const char     *caption);

G_END_DECLS
