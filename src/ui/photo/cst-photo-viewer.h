/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-photo-decoder.h"
#include "cst-photo-item.h"

G_BEGIN_DECLS

#define CST_TYPE_PHOTO_VIEWER (cst_photo_viewer_get_type ())

G_DECLARE_FINAL_TYPE (CstPhotoViewer, cst_photo_viewer, CST, PHOTO_VIEWER, GtkWidget)

void           cst_photo_viewer_set_decoder  (CstPhotoViewer  *self,
                                              CstPhotoDecoder *decoder);
void           cst_photo_viewer_set_photos   (CstPhotoViewer  *self,
                                              GPtrArray       *photos,
                                              const char      *save_name,
                                              const char      *empty_text,
                                              gboolean         may_ask);
void           cst_photo_viewer_select       (CstPhotoViewer  *self,
                                              guint            place);
gboolean       cst_photo_viewer_select_id    (CstPhotoViewer  *self,
                                              const char      *id);
void           cst_photo_viewer_focus_photo (CstPhotoViewer  *self);
guint          cst_photo_viewer_get_n_photos (CstPhotoViewer  *self);
void           cst_photo_viewer_set_compared (CstPhotoViewer  *self,
                                              GPtrArray       *items,
                                              const char *const *titles);
void           cst_photo_viewer_set_marks    (CstPhotoViewer  *self,
                                              GPtrArray       *marks);
GPtrArray     *cst_photo_viewer_get_marks    (CstPhotoViewer  *self);
void           cst_photo_viewer_set_findings (CstPhotoViewer  *self,
                                              GPtrArray       *findings);

G_END_DECLS
