/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-photo-geometry.h"

G_BEGIN_DECLS

#define CST_VIEW_LOCK_MAX 4

/**
 * CstViewLock:
 * @common: what all views share
 * @offsets: how each view differs from it: a factor of magnification, and a way
 * @is_locked: whether moving one moves the others
 *
 * Keeps up to four views of different photos at corresponding places. A plain value; start with cst_view_lock_init().
 */
typedef struct
{
  CstPhotoFrame common;
  CstPhotoFrame offsets[CST_VIEW_LOCK_MAX];
  gboolean      is_locked;
} CstViewLock;

void          cst_view_lock_init  (CstViewLock       *self);
void          cst_view_lock_move  (CstViewLock       *self,
                                   guint              view,
                                   CstPhotoFrame      frame);
CstPhotoFrame cst_view_lock_frame (const CstViewLock *self,
                                   guint              view);
void          cst_view_lock_align (CstViewLock       *self,
                                   guint              view);
void          cst_view_lock_swap  (CstViewLock       *self,
                                   guint              view,
                                   guint              other);

G_END_DECLS
