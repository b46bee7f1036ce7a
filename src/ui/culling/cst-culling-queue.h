/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-context.h"
#include "cst-incident-case.h"

G_BEGIN_DECLS

#define CST_TYPE_CULLING_QUEUE (cst_culling_queue_get_type ())

G_DECLARE_FINAL_TYPE (CstCullingQueue, cst_culling_queue, CST, CULLING_QUEUE, GObject)

CstCullingQueue *cst_culling_queue_new (CstContext * context,
                                        const CstListQuery * through);
gboolean         cst_culling_queue_is_loaded    (CstCullingQueue    *self);
guint            cst_culling_queue_get_n        (CstCullingQueue    *self);
guint            cst_culling_queue_get_position (CstCullingQueue    *self);
void             cst_culling_queue_set_position (CstCullingQueue    *self,
                                                 guint               position);
CstIncidentCase *cst_culling_queue_get_case     (CstCullingQueue    *self,
                                                 guint               place);

G_END_DECLS
