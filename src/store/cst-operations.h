/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"
#include "cst-operation.h"

G_BEGIN_DECLS

/**
 * CstDecideError:
 * @CST_DECIDE_ERROR_INCOMPLETE: something is missing or out of range; the message names it, the form stays open
 * @CST_DECIDE_ERROR_NOT_ALLOWED: the truth does not allow it (settled, not ours to decide); show why
 * @CST_DECIDE_ERROR_PERSON: nobody said who decides (R7); ask, then decide again
 *
 * Nothing was written. Messages are translated and meant for people.
 */
typedef enum
{
  CST_DECIDE_ERROR_INCOMPLETE,
  CST_DECIDE_ERROR_NOT_ALLOWED,
  CST_DECIDE_ERROR_PERSON,
} CstDecideError;

#define CST_DECIDE_ERROR (cst_decide_error_quark ())

GQuark        cst_decide_error_quark       (void);

gboolean      cst_db_check_decision        (CstDb               *db,
                                            CstOperation        *operation,
                                            GError             **error);
gboolean      cst_decide_is_refusal        (const GError        *error);
gboolean      cst_db_check_waiting         (CstDb               *db,
                                            const CstOperation  *operation,
                                            gint64               now,
                                            GError             **error);
gint64        cst_db_decide                (CstDb               *db,
                                            CstOperation        *operation,
                                            gint64               now,
                                            int                  hold_s,
                                            const char          *draft_key,
                                            GError             **error);
CstOperation *cst_db_operation             (CstDb               *db,
                                            gint64               id,
                                            GError             **error);
GPtrArray    *cst_db_operations_of_order   (CstDb               *db,
                                            gint64               account,
                                            const char          *order,
                                            GError             **error);
GPtrArray    *cst_db_pending_operations    (CstDb               *db,
                                            gint64               account,
                                            GError             **error);
GPtrArray    *cst_db_desk_operations       (CstDb               *db,
                                            gint64               account,
                                            GError             **error);
GPtrArray    *cst_db_doubtful_operations   (CstDb               *db,
                                            gint64               account,
                                            GError             **error);
GPtrArray    *cst_db_waiting_decisions     (CstDb               *db,
                                            gint64               account,
                                            GError             **error);
GPtrArray    *cst_db_recorded_cases        (CstDb               *db,
                                            gint64               account,
                                            gint64               after,
                                            GError             **error);
CstOperation *cst_db_next_operation        (CstDb               *db,
                                            gint64               account,
                                            gint64               now,
                                            GError             **error);
gint64        cst_db_next_wakeup           (CstDb               *db,
                                            gint64               account,
                                            gint64               now,
                                            GError             **error);
gboolean      cst_db_follow_clock          (CstDb               *db,
                                            gint64               account,
                                            gint64               now,
                                            GError             **error);
int           cst_db_release_held          (CstDb               *db,
                                            gint64               now,
                                            GError             **error);
gboolean      cst_db_move_operation        (CstDb               *db,
                                            CstOperation        *operation,
                                            CstOperationState    to,
                                            const char          *problem,
                                            gint64               now,
                                            GError             **error);
gboolean      cst_db_update_operation      (CstDb               *db,
                                            const CstOperation  *operation,
                                            GError             **error);
gboolean      cst_db_undo_operation        (CstDb               *db,
                                            gint64               id,
                                            const char          *person,
                                            gint64               now,
                                            GError             **error);
gboolean      cst_db_retry_operation       (CstDb               *db,
                                            gint64               id,
                                            const char          *person,
                                            gint64               now,
                                            GError             **error);
gboolean      cst_db_settle_operation      (CstDb               *db,
                                            gint64               id,
                                            CstOperationState    outcome,
                                            const char          *person,
                                            gint64               now,
                                            GError             **error);

G_END_DECLS
