/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CstSyncPhase:
 * @CST_SYNC_PHASE_IDLE: up to date as of the last success
 * @CST_SYNC_PHASE_SYNCING: at work
 * @CST_SYNC_PHASE_OFFLINE: the marketplace does not answer; it is tried again
 * @CST_SYNC_PHASE_PROBLEM: something else is wrong, often for a person to mend
 * @CST_SYNC_PHASE_PAUSED: by a person: working offline, or the account is paused
 */
typedef enum
{
  CST_SYNC_PHASE_IDLE,
  CST_SYNC_PHASE_SYNCING,
  CST_SYNC_PHASE_OFFLINE,
  CST_SYNC_PHASE_PROBLEM,
  CST_SYNC_PHASE_PAUSED,
} CstSyncPhase;

#define CST_TYPE_SYNC_PHASE (cst_sync_phase_get_type ())
#define CST_TYPE_SYNC_STATUS (cst_sync_status_get_type ())

G_DECLARE_FINAL_TYPE (CstSyncStatus, cst_sync_status, CST, SYNC_STATUS, GObject)

/**
 * CstSyncSnapshot:
 * @problem: (nullable): what is wrong and what to do, in plain words
 *
 * The status as plain data, to cross from the account's thread.
 */
typedef struct
{
  CstSyncPhase  phase;
  gint64        done;
  gint64        total;
  gint64        last_success;
  gint64        clock_offset;
  char         *problem;
} CstSyncSnapshot;

GType          cst_sync_phase_get_type        (void);
CstSyncStatus *cst_sync_status_new            (gint64                 account,
                                               const char            *name);
void           cst_sync_status_apply          (CstSyncStatus         *self,
                                               const CstSyncSnapshot *snapshot);
gint64         cst_sync_status_get_account    (CstSyncStatus         *self);
const char    *cst_sync_status_get_name       (CstSyncStatus         *self);
CstSyncPhase   cst_sync_status_get_phase      (CstSyncStatus         *self);
gint64         cst_sync_status_get_done       (CstSyncStatus         *self);
gint64         cst_sync_status_get_total      (CstSyncStatus         *self);
gint64         cst_sync_status_get_last_success (CstSyncStatus       *self);
const char    *cst_sync_status_get_problem    (CstSyncStatus         *self);

G_END_DECLS
