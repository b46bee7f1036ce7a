/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-marketplace.h"

G_BEGIN_DECLS

/**
 * CstMemoryStore:
 * @settings: (element-type utf8 utf8): what people set for the account
 *
 * What the store does for a connector, in memory: it keeps what is pulled and answered, and lends it.
 */
typedef struct
{
  GHashTable *orders;
  GHashTable *incidents;
  GHashTable *deliveries;
  GHashTable *threads;
  GHashTable *desks;
  GHashTable *settings;
} CstMemoryStore;

CstMemoryStore    *cst_memory_store_new      (void);
void               cst_memory_store_free     (CstMemoryStore *self);
void               cst_memory_store_lend     (CstMemoryStore *self,
                                              CstMarketplace *marketplace);
void               cst_memory_store_take_in  (CstMemoryStore *self,
                                              CstChangeSet   *changes);
const CstOrder    *cst_memory_store_order    (CstMemoryStore *self,
                                              const char     *id);
const CstIncident *cst_memory_store_incident (CstMemoryStore *self,
                                              const char     *id);
const CstThread   *cst_memory_store_thread   (CstMemoryStore *self,
                                              const char     *order);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstMemoryStore, cst_memory_store_free)

G_END_DECLS
