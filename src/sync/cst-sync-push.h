/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-sync-private.h"

G_BEGIN_DECLS

gboolean cst_sync_confirm_seen (CstSyncRun          *run,
                                CstDb               *db,
                                const CstChangeSet  *changes,
                                GError             **error);

G_END_DECLS
