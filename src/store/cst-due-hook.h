/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"
#include "cst-thread.h"

G_BEGIN_DECLS

/* The store keeps when what is due, and asks a floor above that knows the rules. */

/* A deadline, due or done: when it was or is to be done, and when it was; 0 for neither. */
typedef struct
{
  gint64 due;
  gint64 met_at;
} CstRuleDeadline;

/**
 * CstRuleTimes:
 * @last_safe: until when one has to decide, given when somebody is there
 * @reply: of the first answer; unlike @respond_by it stays when it was given
 * @resolution: of the whole case; likewise
 *
 * What rules say beside the site's own word; 0 for what is not due.
 */
typedef struct
{
  gint64          respond_by;
  gint64          resolve_by;
  gint64          last_safe;
  CstRuleDeadline reply;
  CstRuleDeadline resolution;
} CstRuleTimes;

/**
 * CstDueCase:
 * @order: (nullable): when it is not here yet
 */
typedef struct
{
  gint64             account;
  const CstOrder    *order;
  const CstIncident *incident;
  const CstDesk     *desk;
  const CstThread   *thread;
} CstDueCase;

/* Called on the writer's thread, inside its transaction; it may note in @db what it needs to know later. */
typedef gboolean (*CstDueFunc) (CstDb             *db,
                                const CstDueCase  *of,
                                CstRuleTimes      *times,
                                gpointer           user_data,
                                GError           **error);

void      cst_db_set_due_func (CstDb             *self,
                               CstDueFunc         func,
                               gpointer           user_data,
                               GDestroyNotify     destroy);
gboolean  cst_db_has_due_func (CstDb             *self);
gboolean  cst_db_find_due     (CstDb             *self,
                               const CstDueCase  *of,
                               CstRuleTimes      *times,
                               GError           **error);

G_END_DECLS
