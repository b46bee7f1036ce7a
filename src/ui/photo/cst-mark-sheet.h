/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "cst-mark-layers.h"

G_BEGIN_DECLS

#define CST_TYPE_MARK_SHEET (cst_mark_sheet_get_type ())

G_DECLARE_FINAL_TYPE (CstMarkSheet, cst_mark_sheet, CST, MARK_SHEET, GObject)

CstMarkSheet *cst_mark_sheet_new (const char   *attachment);
GPtrArray    *cst_mark_sheet_get_marks       (CstMarkSheet *self);
void          cst_mark_sheet_set_marks       (CstMarkSheet *self,
                                              GPtrArray    *marks);
int           cst_mark_sheet_get_selected    (CstMarkSheet *self);
void          cst_mark_sheet_select          (CstMarkSheet *self,
                                              int           place);
gboolean      cst_mark_sheet_select_next     (CstMarkSheet *self,
                                              int           direction);
void          cst_mark_sheet_add             (CstMarkSheet *self,
                                              CstMarkShape  shape,
                                              int           x1,
                                              int           y1,
                                              int           x2,
                                              int           y2,
                                              const char   *text);
void          cst_mark_sheet_begin           (CstMarkSheet *self);
void          cst_mark_sheet_move            (CstMarkSheet *self,
                                              int           dx,
                                              int           dy);
void          cst_mark_sheet_stretch         (CstMarkSheet *self,
                                              int           dx,
                                              int           dy);
void          cst_mark_sheet_remove_selected (CstMarkSheet *self);
void          cst_mark_sheet_undo            (CstMarkSheet *self);
void          cst_mark_sheet_redo            (CstMarkSheet *self);
gboolean      cst_mark_sheet_can_undo        (CstMarkSheet *self);
gboolean      cst_mark_sheet_can_redo        (CstMarkSheet *self);

G_END_DECLS
