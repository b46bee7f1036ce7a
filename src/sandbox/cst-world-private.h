/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-world.h"

G_BEGIN_DECLS

typedef struct
{
  gint64  due;
  guint64 ticket;   /* same moment: first come, first served */
  int     kind;
  int     subject;
  int     detail;
} CstWorldAppointment;

typedef struct
{
  CstWorldFeedType type;
  int              index;
} CstWorldFeedEntry;

typedef struct
{
  const char *label;
  int         incident;
} CstWorldCastMember;

struct _CstWorld
{
  CstWorldPlan  plan;
  gint64        now;
  GPtrArray    *orders;
  GPtrArray    *incidents;
  GHashTable   *attachments;      /* id → CstWorldAttachment (owned) */
  GHashTable   *returns;          /* id → CstWorldReturn (borrowed from its problem) */
  guint         n_attachments;
  GArray       *feed;             /* of CstWorldFeedEntry; position = version − 1 */
  gboolean      sealed;           /* the past is written, versions are given */
  guint64       account_version;
  GArray       *diary;            /* of CstWorldAppointment, a heap with the next one on top */
  guint64       next_ticket;
  GArray       *cast;             /* of CstWorldCastMember */
};

void               cst_world_populate         (CstWorld              *self);
CstWorldOrder     *cst_world_new_order        (CstWorld              *self);
CstWorldIncident  *cst_world_new_incident     (CstWorld              *self);
void               cst_world_add_picture      (CstWorld              *self,
                                               const char            *id,
                                               const char            *filename,
                                               GBytes                *bytes);
void               cst_world_add_incident     (CstWorld              *self,
                                               CstWorldIncident      *incident);
void               cst_world_index_return     (CstWorld              *self,
                                               CstWorldReturn        *ret);
void               cst_world_order_free       (CstWorldOrder         *order);
void               cst_world_incident_free    (CstWorldIncident      *incident);
void               cst_world_attachment_free  (CstWorldAttachment    *attachment);
void               cst_world_resolution_free  (CstWorldResolution    *resolution);
void               cst_world_message_free     (CstWorldMessage       *message);
void               cst_world_return_free      (CstWorldReturn        *ret);
void               cst_world_remark_free      (CstWorldRemark        *remark);

G_END_DECLS
