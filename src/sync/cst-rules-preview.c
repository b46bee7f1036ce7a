/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-rules-preview.h"

#include "cst-rule-set.h"
#include "cst-rule-times.h"
#include "cst-truth.h"

/* What a change of rules would do to the open incidents, worked out on the query thread in steps that let others in. */

#define STEP 200

typedef struct
{
  CstStore        *store;
  CstRuleSet      *before;
  CstRuleSet      *after;
  char            *playbook;
  gint64           account; /* 0 for all */
  gint64           row;     /* the last one done */
  gboolean         is_done;
  CstRulesPreview *preview;
} Walk;

static void
free_move (gpointer data)
{
  CstRulesMove *move = data;

  g_free (move->number);
  g_free (move->incident);
  g_free (move);
}

void
cst_rules_preview_free (CstRulesPreview *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->moves);
  g_free (self);
}

static void
walk_free (gpointer data)
{
  Walk *walk = data;

  g_clear_pointer (&walk->preview, cst_rules_preview_free);
  g_free (walk->playbook);
  cst_rule_set_unref (walk->after);
  cst_rule_set_unref (walk->before);
  g_object_unref (walk->store);
  g_free (walk);
}

static gint64
earliest (const CstRuleTimes *times)
{
  if (times->respond_by == 0 || times->resolve_by == 0)
    return MAX (times->respond_by, times->resolve_by);

  return MIN (times->respond_by, times->resolve_by);
}

static void
compare (Walk             *walk,
         const CstDueCase *of,
         gint64            before,
         gint64            after)
{
  CstRulesPreview *preview = walk->preview;
  CstRulesMove *move;

  preview->n_open++;
  if (before == after)
    return;

  if (before == 0 || (after != 0 && after < before))
    preview->n_earlier++;
  else
    preview->n_later++;
  if (preview->moves->len >= CST_RULES_PREVIEW_LIMIT)
    return;

  move = g_new0 (CstRulesMove, 1);
  move->account = of->account;
  move->incident = g_strdup (of->incident->id);
  move->number = g_strdup (of->incident->number);
  move->before = before;
  move->after = after;
  g_ptr_array_add (preview->moves, move);
}

static gboolean
look_at (Walk        *walk,
         CstDb       *db,
         gint64       account,
         const char  *id,
         GError     **error)
{
  g_autoptr(CstRuleDesk) rules = cst_rule_set_desk (walk->before, db, account, error);
  g_autoptr(CstIncident) incident = NULL;
  g_autoptr(CstOrder) order = NULL;
  g_autoptr(CstDesk) desk = NULL;
  g_autoptr(CstThread) thread = NULL;
  CstRuleTimes before = { 0 };
  CstRuleTimes after = { 0 };
  CstDueCase of = { .account = account };

  if (rules == NULL)
    return FALSE;
  if (walk->account != 0 && walk->account != account)
    return TRUE;
  if (rules->playbook == NULL || g_strcmp0 (rules->playbook->rule.id, walk->playbook) != 0)
    return TRUE;

  if (!(incident = cst_db_incident (db, account, id, error)) || !(desk = cst_db_desk (db, account, id, error)) ||
      !(thread = cst_db_thread (db, account, incident->order, error)))
    return FALSE;

  order = cst_db_order (db, account, incident->order, NULL);
  of.order = order;
  of.incident = incident;
  of.desk = desk;
  of.thread = thread;
  if (!cst_rule_times_work_out (db, &of, &before, walk->before, error) ||
      !cst_rule_times_work_out (db, &of, &after, walk->after, error))
    return FALSE;
  compare (walk, &of, earliest (&before), earliest (&after));

  return TRUE;
}

/* Query thread. */
static gpointer
walk_on (CstDb         *db,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  Walk *walk = data;
  g_autoptr(CstStmt) stmt = cst_db_prepare (db,
                                            "SELECT row, account, id FROM incidents INDEXED BY incidents_open"
                                            " WHERE settled = 0 AND row > ?1 ORDER BY row LIMIT ?2",
                                            error);
  CstStep step;
  int n = 0;

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, walk->row);
  cst_stmt_bind_int (stmt, 2, STEP);
  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      g_autofree char *id = cst_stmt_dup_text (stmt, 2);

      walk->row = cst_stmt_int (stmt, 0);
      n++;
      if (!look_at (walk, db, cst_stmt_int (stmt, 1), id, error))
        return NULL;
    }
  walk->is_done = n < STEP;

  return step == CST_STEP_DONE ? GINT_TO_POINTER (TRUE) : NULL;
}

static void
walked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  Walk *walk = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (!cst_store_query_finish (CST_STORE (object), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (walk->is_done)
    g_task_return_pointer (task, g_steal_pointer (&walk->preview), (GDestroyNotify) cst_rules_preview_free);
  else
    cst_store_query_async (walk->store, walk_on, walk, NULL, NULL, cancellable, walked_cb, g_steal_pointer (&task));
}

static Walk *
walk_new (CstRules    *rules,
          CstPlaybook *changed)
{
  Walk *walk = g_new0 (Walk, 1);

  walk->store = g_object_ref (cst_rules_get_store (rules));
  walk->before = cst_rule_set_ref (cst_rules_get_set (rules));
  walk->after = cst_rule_set_new_with (walk->before, changed);
  walk->playbook = g_strdup (changed->rule.id);
  walk->preview = g_new0 (CstRulesPreview, 1);
  walk->preview->moves = g_ptr_array_new_with_free_func (free_move);

  return walk;
}

/**
 * cst_rules_preview_sync:
 * @db: a connection of the calling thread
 * @account: 0 for all
 *
 * As cst_rules_preview_async(), at one go: for a program without a window.
 *
 * Returns: (transfer full): how many would move, and the first of them
 */
CstRulesPreview *
cst_rules_preview_sync (CstRules     *rules,
                        CstDb        *db,
                        CstPlaybook  *changed,
                        gint64        account,
                        GError      **error)
{
  Walk *walk;
  CstRulesPreview *preview = NULL;

  g_return_val_if_fail (CST_IS_RULES (rules), NULL);
  g_return_val_if_fail (changed != NULL, NULL);

  walk = walk_new (rules, changed);
  walk->account = account;
  while (!walk->is_done && walk_on (db, walk, NULL, error))
    continue;
  if (walk->is_done)
    preview = g_steal_pointer (&walk->preview);
  walk_free (walk);

  return preview;
}

/**
 * cst_rules_preview_async:
 * @changed: a playbook as it would be, under the id of one in use
 *
 * P2, R8: which open incidents would be due at another time if these were the rules. Nothing is changed.
 */
void
cst_rules_preview_async (CstRules            *rules,
                         CstPlaybook         *changed,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task;
  Walk *walk;

  g_return_if_fail (CST_IS_RULES (rules));
  g_return_if_fail (changed != NULL);

  task = g_task_new (rules, cancellable, callback, user_data);
  g_task_set_source_tag (task, cst_rules_preview_async);
  walk = walk_new (rules, changed);
  g_task_set_task_data (task, walk, walk_free);
  cst_store_query_async (walk->store, walk_on, walk, NULL, NULL, cancellable, walked_cb, task);
}

/**
 * cst_rules_preview_finish:
 *
 * Returns: (transfer full): how many would move, and the first of them
 */
CstRulesPreview *
cst_rules_preview_finish (CstRules      *rules,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, rules), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, cst_rules_preview_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
