/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-view-lock.h"

void
cst_view_lock_init (CstViewLock *self)
{
  *self = (CstViewLock) { .common = { 1, 0.5, 0.5 }, .is_locked = TRUE };
  for (guint i = 0; i < CST_VIEW_LOCK_MAX; i++)
    cst_view_lock_align (self, i);
}

/**
 * cst_view_lock_align:
 *
 * Has the view show the same place as the others again.
 */
void
cst_view_lock_align (CstViewLock *self,
                     guint        view)
{
  g_return_if_fail (view < CST_VIEW_LOCK_MAX);

  self->offsets[view] = (CstPhotoFrame) { 1, 0, 0 };
}

/**
 * cst_view_lock_move:
 * @frame: where a person moved the view to
 *
 * While locked, all go along and keep their offsets; else only this view's offset changes.
 */
void
cst_view_lock_move (CstViewLock   *self,
                    guint          view,
                    CstPhotoFrame  frame)
{
  CstPhotoFrame *offset;

  g_return_if_fail (view < CST_VIEW_LOCK_MAX);
  g_return_if_fail (frame.magnification > 0);

  offset = &self->offsets[view];
  if (self->is_locked)
    self->common = (CstPhotoFrame) {
      frame.magnification / offset->magnification, frame.x - offset->x, frame.y - offset->y
    }
  ;
  else
    *offset = (CstPhotoFrame) {
      frame.magnification / self->common.magnification, frame.x - self->common.x, frame.y - self->common.y
    }
  ;
}

/**
 * cst_view_lock_frame:
 *
 * Returns: where the view has to be
 */
CstPhotoFrame
cst_view_lock_frame (const CstViewLock *self,
                     guint              view)
{
  const CstPhotoFrame *offset = &self->offsets[view];

  g_return_val_if_fail (view < CST_VIEW_LOCK_MAX, self->common);

  return (CstPhotoFrame) {
           self->common.magnification * offset->magnification, self->common.x + offset->x, self->common.y + offset->y
  };
}

void
cst_view_lock_swap (CstViewLock *self,
                    guint        view,
                    guint        other)
{
  CstPhotoFrame offset;

  g_return_if_fail (view < CST_VIEW_LOCK_MAX && other < CST_VIEW_LOCK_MAX);

  offset = self->offsets[view];
  self->offsets[view] = self->offsets[other];
  self->offsets[other] = offset;
}
