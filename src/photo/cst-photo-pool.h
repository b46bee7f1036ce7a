/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-photo-process.h"

G_BEGIN_DECLS

/* The workers at hand, of each role. Any thread. */
typedef struct _CstPhotoPool CstPhotoPool;

CstPhotoPool    *cst_photo_pool_new       (void);
void             cst_photo_pool_free      (CstPhotoPool     *self);
CstPhotoProcess *cst_photo_pool_take      (CstPhotoPool     *self,
                                           CstPhotoRole      role,
                                           GError          **error);
void             cst_photo_pool_give_back (CstPhotoPool     *self,
                                           CstPhotoProcess  *process,
                                           const GError     *error);
GArray          *cst_photo_pool_dup_pids  (CstPhotoPool     *self);

G_END_DECLS
