/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-world-types.h"

G_BEGIN_DECLS

CstWorld           *cst_world_new              (const CstWorldPlan  *plan);
void                cst_world_free             (CstWorld            *self);
const CstWorldPlan *cst_world_get_plan         (CstWorld            *self);
gint64              cst_world_now              (CstWorld            *self);
guint32             cst_world_hash             (CstWorld            *self,
                                                const char          *what,
                                                gint64               number);

int                 cst_world_n_orders         (CstWorld            *self);
CstWorldOrder      *cst_world_order            (CstWorld            *self,
                                                int                  index);
CstWorldOrder      *cst_world_find_order       (CstWorld            *self,
                                                const char          *id);
int                 cst_world_n_incidents      (CstWorld            *self);
CstWorldIncident   *cst_world_incident         (CstWorld            *self,
                                                int                  index);
CstWorldIncident   *cst_world_find_incident    (CstWorld            *self,
                                                const char          *id);
CstWorldReturn     *cst_world_find_return      (CstWorld            *self,
                                                const char          *id);
CstWorldResolution *cst_world_find_resolution  (CstWorldIncident    *incident,
                                                const char          *id);
CstWorldMessage    *cst_world_find_message     (CstWorldOrder       *order,
                                                const char          *id,
                                                guint               *position);
CstWorldAttachment *cst_world_find_attachment  (CstWorld            *self,
                                                const char          *id);
CstWorldAttachment *cst_world_add_attachment   (CstWorld            *self,
                                                const char          *filename,
                                                const char          *media_type,
                                                GBytes              *bytes);
void                cst_world_fill_attachment  (CstWorldAttachment  *attachment,
                                                GBytes              *bytes);
CstWorldThread     *cst_world_ensure_thread    (CstWorldOrder       *order);
char               *cst_world_order_id         (int                  index);
char               *cst_world_incident_id      (int                  index);

void                cst_world_touch            (CstWorld            *self,
                                                CstWorldFeedType     type,
                                                int                  index);
guint64             cst_world_feed_head        (CstWorld            *self);
guint64             cst_world_account_version  (CstWorld            *self);
gboolean            cst_world_feed_entry       (CstWorld            *self,
                                                guint64              position,
                                                CstWorldFeedType    *type,
                                                int                 *index);

void                cst_world_schedule         (CstWorld            *self,
                                                gint64               due,
                                                int                  kind,
                                                int                  subject,
                                                int                  detail);
void                cst_world_advance          (CstWorld            *self,
                                                gint64               until);
void                cst_world_set_now          (CstWorld            *self,
                                                gint64               now);
void                cst_world_seal             (CstWorld            *self);
gboolean            cst_world_is_sealed        (CstWorld            *self);
void                cst_world_cast_add         (CstWorld            *self,
                                                const char          *label,
                                                int                  incident);
guint               cst_world_cast_get         (CstWorld            *self,
                                                guint                position,
                                                const char         **label,
                                                int                 *incident);

G_END_DECLS
