/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"

G_BEGIN_DECLS

/**
 * CstStoreRecovery:
 * @kept_as: where the damaged store was put aside
 * @restored_from: (nullable): the backup that took its place; %NULL when there was no good one
 * @restored_at: when that backup was made, seconds since 1970
 *
 * What had to be done to open a damaged store; a person is told.
 */
typedef struct
{
  char   *kept_as;
  char   *restored_from;
  gint64  restored_at;
} CstStoreRecovery;

void              cst_store_recovery_free (CstStoreRecovery  *self);
CstStoreRecovery *cst_recovery_run        (const char        *path,
                                           const char        *backup_dir,
                                           gint64             now,
                                           GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstStoreRecovery, cst_store_recovery_free)

G_END_DECLS
