/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-account.h"
#include "cst-delivery.h"
#include "cst-thread.h"

G_BEGIN_DECLS

typedef enum
{
  CST_ENTITY_ORDER,
  CST_ENTITY_INCIDENT,
  CST_ENTITY_THREAD,
  CST_ENTITY_DESK,
  CST_ENTITY_DELIVERY,
} CstEntity;

typedef struct
{
  CstEntity  entity;
  char      *id;
} CstDeletion;

/**
 * CstChangeSet:
 * @info: (nullable): the account as the marketplace now describes it
 * @cursor: (nullable): where the next pull goes on; stored in the transaction that stores the rest
 * @has_more: whether there is more to pull right now
 * @remaining: how many changes are still to come, -1 when the marketplace does not say
 *
 * One page of what the marketplace says, in the domain's words. Owned by whoever pulled it.
 */
typedef struct
{
  CstAccountInfo *info;
  GPtrArray      *orders;    /* (element-type CstOrder) (owned) */
  GPtrArray      *incidents; /* (element-type CstIncident) (owned) */
  GPtrArray      *threads;   /* (element-type CstThread) (owned) */
  GPtrArray      *desks;     /* (element-type CstDesk) (owned) */
  GPtrArray      *deliveries; /* (element-type CstDelivery) (owned) */
  GPtrArray      *deletions; /* (element-type CstDeletion) (owned) */
  char           *cursor;
  gboolean        has_more;
  gint64          remaining;
} CstChangeSet;

CstChangeSet *cst_change_set_new          (void);
void          cst_change_set_free         (CstChangeSet *self);
void          cst_change_set_add_deletion (CstChangeSet *self,
                                           CstEntity     entity,
                                           const char   *id);
gboolean      cst_change_set_is_empty     (CstChangeSet *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstChangeSet, cst_change_set_free)

G_END_DECLS
