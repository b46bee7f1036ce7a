/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-account.h"
#include "cst-db.h"

G_BEGIN_DECLS

/**
 * CstSyncState:
 * @last_success: when everything was last fetched and nothing failed, 0 for never
 * @last_problem: (nullable): in plain words, %NULL when the last attempt went well
 * @done: of @total, how much of the running or interrupted sync is done
 */
typedef struct
{
  gint64  last_attempt;
  gint64  last_success;
  char   *last_problem;
  gint64  done;
  gint64  total;
} CstSyncState;

extern const CstRecordType cst_sync_state_type;

GPtrArray    *cst_db_accounts           (CstDb               *db,
                                         GError             **error);
CstAccount   *cst_db_account            (CstDb               *db,
                                         gint64               id,
                                         GError             **error);
CstAccount   *cst_db_account_by_name    (CstDb               *db,
                                         const char          *name,
                                         GError             **error);
gboolean      cst_db_account_name_is_free (CstDb             *db,
                                           const CstAccount  *account,
                                           GError           **error);
gboolean      cst_db_account_is_same_shop (CstDb             *db,
                                           const CstAccount  *account,
                                           GError           **error);
gboolean      cst_db_set_rate_terms     (CstDb               *db,
                                         gint64               account,
                                         const CstRateTerms  *terms,
                                         GError             **error);
gint64        cst_db_save_account       (CstDb               *db,
                                         const CstAccount    *account,
                                         GError             **error);
gboolean      cst_db_remove_account     (CstDb               *db,
                                         gint64               id,
                                         gboolean             is_forced,
                                         GError             **error);
char         *cst_db_account_cursor     (CstDb               *db,
                                         gint64               id);
gboolean      cst_db_reset_cursor       (CstDb               *db,
                                         gint64               id,
                                         GError             **error);

CstSyncState *cst_db_sync_state         (CstDb               *db,
                                         gint64               account,
                                         GError             **error);
gboolean      cst_db_set_sync_state     (CstDb               *db,
                                         gint64               account,
                                         const CstSyncState  *state,
                                         GError             **error);
void          cst_sync_state_free       (CstSyncState        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstSyncState, cst_sync_state_free)

G_END_DECLS
