/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-rules.h"

#include "cst-accounts.h"
#include "cst-parcel-rules.h"
#include "cst-journal.h"
#include "cst-overlay.h"
#include "cst-rule-case.h"
#include "cst-rule-times.h"
#include "cst-settings.h"
#include "cst-truth.h"
#include "cst-util.h"

/* Joins the playbooks, which know no store, to the store, which knows no playbook: what rules make of an incident, what
 * people note about it, and the due times lists sort by. The object lives on the main thread; the rule set inside it
 * is for every thread. */

struct _CstRules
{
  GObject       parent_instance;

  CstStore     *store;
  CstPlaybooks *playbooks;
  CstRuleSet   *set;
  CstCarrierCodes *codes;
  gboolean      applies;  /* to open incidents, when rules change */
  gboolean      is_stale; /* they changed again meanwhile */
  gint64        after;    /* where applying has got to */
  gboolean      is_busy;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstRules, cst_rules, G_TYPE_OBJECT)

/* How many open incidents one job of the writer brings up to date: a few tens of milliseconds. */
#define APPLY_STEP 500

/* What the open incidents were last brought up to date with. */
#define SETTING_APPLIED "rules-applied"

typedef struct
{
  CstRuleSet *set;
  gint64      after;
  gboolean    is_first;
} Apply;

static void
apply_free (gpointer data)
{
  Apply *apply = data;

  cst_rule_set_unref (apply->set);
  g_free (apply);
}

/* Store thread. Gives where to go on, 0 when all is done. */
static gpointer
apply_some (CstDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Apply *apply = data;
  g_autofree char *applied = cst_db_setting (db, SETTING_APPLIED, NULL);
  g_autofree char *digest = cst_rule_set_digest (apply->set, db);

  if (apply->is_first && !cst_rule_set_write_terms (apply->set, db, error))
    return NULL;
  if (apply->is_first && g_strcmp0 (applied, digest) == 0)
    return g_new0 (gint64, 1);

  if (!cst_db_refresh_due (db, &apply->after, APPLY_STEP, error) ||
      (apply->after == 0 && !cst_db_set_setting (db, SETTING_APPLIED, digest, error)))
    return NULL;

  return g_memdup2 (&apply->after, sizeof apply->after);
}

static void apply_step (CstRules *self);

static void
applied_some_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(CstRules) self = CST_RULES (user_data);
  g_autoptr(GError) error = NULL;
  g_autofree gint64 *after = cst_store_run_finish (CST_STORE (object), result, &error);

  self->is_busy = FALSE;
  if (after == NULL)
    {
      g_warning ("Open incidents were not brought up to date with the rules: %s", error->message);
      return;
    }

  self->after = *after;
  if (self->is_stale || self->after != 0)
    apply_step (self);
}

static void
apply_step (CstRules *self)
{
  Apply *apply = g_new0 (Apply, 1);

  if (self->is_stale)
    self->after = 0;
  self->is_stale = FALSE;
  self->is_busy = TRUE;
  apply->set = cst_rule_set_ref (self->set);
  apply->after = self->after;
  apply->is_first = self->after == 0;
  cst_store_run_async (self->store, apply_some, apply, apply_free, g_free, NULL, applied_some_cb, g_object_ref (self));
}

/**
 * cst_rules_apply:
 *
 * P2: brings the due times of open incidents up to date with the rules, now and whenever these change. In steps, so
 * that whoever decides or reads meanwhile does not wait. For a program with a main loop.
 */
void
cst_rules_apply (CstRules *self)
{
  g_return_if_fail (CST_IS_RULES (self));

  self->applies = TRUE;
  self->is_stale = TRUE;
  if (!self->is_busy)
    apply_step (self);
}

/**
 * cst_rules_apply_sync:
 * @db: a writer inside a transaction
 *
 * As cst_rules_apply(), once and at one go: for a program without a window.
 */
gboolean
cst_rules_apply_sync (CstRules  *self,
                      CstDb     *db,
                      GError   **error)
{
  gint64 after = 0;

  g_return_val_if_fail (CST_IS_RULES (self), FALSE);

  cst_rule_set_forget (self->set);
  if (!cst_rule_set_write_terms (self->set, db, error))
    return FALSE;
  do
    {
      if (!cst_db_refresh_due (db, &after, APPLY_STEP, error))
        return FALSE;
    }
  while (after != 0);

  return TRUE;
}

/* Every account is read once, so that cst_rules_dup_playbook() needs no database. */
static void
know_desks (CstRules *self)
{
  CstDb *db = cst_store_get_reader (self->store);
  g_autoptr(GPtrArray) accounts = db != NULL ? cst_db_accounts (db, NULL) : NULL;

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      const CstAccount *account = g_ptr_array_index (accounts, i);
      CstRuleDesk *desk = cst_rule_set_desk (self->set, db, account->id, NULL);

      g_clear_pointer (&desk, cst_rule_desk_unref);
    }
}

static void
playbooks_changed_cb (CstRules *self)
{
  cst_rule_set_take (self->set, self->playbooks);
  know_desks (self);
  if (self->applies)
    cst_rules_apply (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
store_changed_cb (CstRules *self,
                  guint     flags)
{
  if (!(flags & (CST_CHANGED_ACCOUNTS | CST_CHANGED_SETTINGS)))
    return;

  cst_rule_set_forget (self->set);
  know_desks (self);
  if (self->applies)
    cst_rules_apply (self);
}

static void
cst_rules_finalize (GObject *object)
{
  CstRules *self = CST_RULES (object);

  cst_store_set_due_func (self->store, NULL, NULL, NULL);
  cst_store_set_delivery_hooks (self->store, NULL, NULL, NULL);
  g_clear_pointer (&self->codes, cst_carrier_codes_unref);
  g_clear_pointer (&self->set, cst_rule_set_unref);
  g_clear_object (&self->playbooks);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (cst_rules_parent_class)->finalize (object);
}

static void
cst_rules_class_init (CstRulesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cst_rules_finalize;

  /**
   * CstRules::changed:
   *
   * A playbook was added, changed or removed. Main thread.
   */
  signals[CHANGED] = g_signal_new ("changed", CST_TYPE_RULES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cst_rules_init (CstRules *self)
{
}

/**
 * cst_rules_new:
 * @profile_dir: (nullable): where the profile's own playbooks are
 *
 * Main thread.
 *
 * Returns: (transfer full): the rules in use
 */
CstRules *
cst_rules_new (CstStore   *store,
               CstClock   *clock,
               const char *profile_dir)
{
  CstRules *self;

  g_return_val_if_fail (CST_IS_STORE (store), NULL);

  self = g_object_new (CST_TYPE_RULES, NULL);
  self->store = g_object_ref (store);
  self->set = cst_rule_set_new (clock);
  self->playbooks = cst_playbooks_new (profile_dir);
  cst_rule_set_take (self->set, self->playbooks);
  know_desks (self);
  cst_store_set_due_func (store, cst_rule_times_find, cst_rule_set_ref (self->set),
                          (GDestroyNotify) cst_rule_set_unref);
  self->codes = cst_carrier_codes_new (profile_dir);
  cst_parcel_rules_watch (store, self->set, self->codes);
  g_signal_connect_object (self->playbooks, "changed", G_CALLBACK (playbooks_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

CstPlaybooks *
cst_rules_get_playbooks (CstRules *self)
{
  g_return_val_if_fail (CST_IS_RULES (self), NULL);

  return self->playbooks;
}

/**
 * cst_rules_get_carrier_codes:
 *
 * Returns: (transfer none): the carriers' tables of codes, as they were at the start
 */
CstCarrierCodes *
cst_rules_get_carrier_codes (CstRules *self)
{
  g_return_val_if_fail (CST_IS_RULES (self), NULL);

  return self->codes;
}

CstStore *
cst_rules_get_store (CstRules *self)
{
  g_return_val_if_fail (CST_IS_RULES (self), NULL);

  return self->store;
}

/**
 * cst_rules_get_set:
 *
 * Returns: (transfer none): the rules for any thread
 */
CstRuleSet *
cst_rules_get_set (CstRules *self)
{
  g_return_val_if_fail (CST_IS_RULES (self), NULL);

  return self->set;
}

/**
 * cst_rules_dup_playbook:
 *
 * The account's playbook: the one its setting names, else the one for its site. Any thread.
 *
 * Returns: (transfer full) (nullable): the playbook
 */
CstPlaybook *
cst_rules_dup_playbook (CstRules         *self,
                        const CstAccount *account)
{
  g_autoptr(CstRuleDesk) desk = NULL;

  g_return_val_if_fail (CST_IS_RULES (self), NULL);
  g_return_val_if_fail (account != NULL, NULL);

  desk = cst_rule_set_known_desk (self->set, account->id);
  if (desk == NULL)
    return cst_rule_set_default (self->set, account);

  return desk->playbook != NULL ? cst_playbook_ref (desk->playbook) : NULL;
}

/**
 * cst_rules_case_sync:
 * @db: a connection of the calling thread
 *
 * Returns: (transfer full): the incident as its rules see it
 */
CstRulesCase *
cst_rules_case_sync (CstRules    *self,
                     CstDb       *db,
                     gint64       account,
                     const char  *incident,
                     GError     **error)
{
  g_return_val_if_fail (CST_IS_RULES (self), NULL);

  return cst_rules_case_new (self->set, db, account, incident, error);
}

typedef struct
{
  CstRuleSet  *set;
  gint64       account;
  CstCaseMark *mark; /* only its incident for a question */
} Request;

static Request *
request_new (CstRules    *self,
             gint64       account,
             CstCaseMark *mark)
{
  Request *request = g_new0 (Request, 1);

  request->set = cst_rule_set_ref (self->set);
  request->account = account;
  request->mark = mark;

  return request;
}

static void
request_free (gpointer data)
{
  Request *request = data;

  cst_rule_set_unref (request->set);
  cst_case_mark_free (request->mark);
  g_free (request);
}

/* Query thread. */
static gpointer
find_case (CstDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const Request *request = data;

  return cst_rules_case_new (request->set, db, request->account, request->mark->incident, error);
}

static void
case_found_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  CstRulesCase *found = cst_store_query_finish (CST_STORE (object), result, &error);

  if (found == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, found, (GDestroyNotify) cst_rules_case_free);
}

/**
 * cst_rules_case_async:
 *
 * Asks the query thread what the rules make of an incident.
 */
void
cst_rules_case_async (CstRules            *self,
                      gint64               account,
                      const char          *incident,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  CstCaseMark *of;

  g_return_if_fail (CST_IS_RULES (self));
  g_return_if_fail (incident != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cst_rules_case_async);
  of = cst_case_mark_new (incident, CST_CASE_MARK_UNKNOWN, NULL, NULL);
  cst_store_query_async (self->store, find_case, request_new (self, account, of), request_free,
                         (GDestroyNotify) cst_rules_case_free, cancellable, case_found_cb, g_steal_pointer (&task));
}

/**
 * cst_rules_case_finish:
 *
 * Returns: (transfer full): the incident as its rules see it
 */
CstRulesCase *
cst_rules_case_finish (CstRules      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, cst_rules_case_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
add_mark (CstRuleSet   *set,
          CstDb        *db,
          gint64        account,
          CstCaseMark  *mark,
          GError      **error)
{
  g_autoptr(CstIncident) incident = cst_db_incident (db, account, mark->incident, error);

  if (incident == NULL)
    return FALSE;

  if (mark->at == 0)
    mark->at = cst_rule_set_now (set);

  return cst_db_add_case_mark (db, account, mark, error) &&
         cst_db_journal_add_mark (db, account, incident->order, mark, error) &&
         cst_db_refresh_order (db, account, incident->order, error);
}

/**
 * cst_rules_mark_sync:
 * @db: a writer inside a transaction
 * @mark: gets the present moment when it says none
 *
 * Notes a tick, an answer, a moment… and brings the due times up to date.
 */
gboolean
cst_rules_mark_sync (CstRules     *self,
                     CstDb        *db,
                     gint64        account,
                     CstCaseMark  *mark,
                     GError      **error)
{
  g_return_val_if_fail (CST_IS_RULES (self), FALSE);

  return add_mark (self->set, db, account, mark, error);
}

/* Store thread. */
static gpointer
mark (CstDb         *db,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  const Request *request = data;

  return GINT_TO_POINTER (add_mark (request->set, db, request->account, request->mark, error));
}

static void
marked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  if (!cst_store_run_finish (CST_STORE (object), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * cst_rules_mark_async:
 * @noted: what, by whom, in which words; copied
 *
 * P4, P6, P7, H1: notes something about an incident; nothing is ever overwritten.
 */
void
cst_rules_mark_async (CstRules            *self,
                      gint64               account,
                      const CstCaseMark   *noted,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (CST_IS_RULES (self));
  g_return_if_fail (noted->incident != NULL && !cst_str_is_blank (noted->name));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cst_rules_mark_async);
  cst_store_run_async (self->store, mark, request_new (self, account, cst_case_mark_copy (noted)), request_free, NULL,
                       cancellable, marked_cb, g_steal_pointer (&task));
}

gboolean
cst_rules_mark_finish (CstRules      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, cst_rules_mark_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
