/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-context.h"

#include "cst-accounts.h"
#include "cst-operations.h"
#include "cst-people.h"
#include "cst-settings.h"
#include "cst-util.h"

/* What every window of one profile shares. It names what is to be opened and lets the application decide where:
 * screens do not call each other. Main thread only. */

#define N_PHOTO_WORKERS 2

struct _CstContext
{
  GObject     parent_instance;

  CstStore   *store;    /* (owned) */
  CstTally   *tally;    /* (owned) */
  CstEngine  *engine;   /* (owned) (nullable): what sends and fetches */
  CstPhotoDecoder *decoder; /* (owned) (nullable): made when the first photo is shown */
  CstPeopleList *people; /* (owned) */
  CstRules   *rules;    /* (owned) */
  GPtrArray  *accounts; /* (owned): of CstAccount, as last read */
  CstAccount *nobody;   /* (owned): stands for an account that is gone */
  guint       minute_id;
};

enum
{
  ACCOUNTS_CHANGED,
  DECIDED,
  MINUTE,
  OPEN_ORDER,
  OPEN_INCIDENT,
  OPEN_DELIVERY,
  INSPECT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstContext, cst_context, G_TYPE_OBJECT)

static void
read_accounts (CstContext *self)
{
  g_autoptr(GError) error = NULL;
  CstDb *db = cst_store_get_reader (self->store);
  GPtrArray *accounts = db != NULL ? cst_db_accounts (db, &error) : NULL;

  if (accounts == NULL)
    {
      g_warning ("The accounts cannot be read: %s", error != NULL ? error->message : "no reader");
      return;
    }

  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  self->accounts = accounts;
}

static void
store_changed_cb (CstContext *self,
                  guint       flags)
{
  if (!(flags & CST_CHANGED_ACCOUNTS))
    return;

  read_accounts (self);
  g_signal_emit (self, signals[ACCOUNTS_CHANGED], 0);
}

static gboolean
minute_cb (gpointer user_data)
{
  g_signal_emit (user_data, signals[MINUTE], 0);

  return G_SOURCE_CONTINUE;
}

static void
cst_context_dispose (GObject *object)
{
  CstContext *self = CST_CONTEXT (object);

  g_clear_handle_id (&self->minute_id, g_source_remove);
  g_clear_object (&self->engine);
  g_clear_object (&self->tally);
  g_clear_object (&self->decoder);
  g_clear_object (&self->people);
  g_clear_object (&self->rules);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (cst_context_parent_class)->dispose (object);
}

static void
cst_context_finalize (GObject *object)
{
  CstContext *self = CST_CONTEXT (object);

  g_ptr_array_unref (self->accounts);
  cst_account_free (self->nobody);

  G_OBJECT_CLASS (cst_context_parent_class)->finalize (object);
}

static void
cst_context_class_init (CstContextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = cst_context_dispose;
  object_class->finalize = cst_context_finalize;

  signals[ACCOUNTS_CHANGED] =
    g_signal_new ("accounts-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /* Something waits to be sent. */
  signals[DECIDED] = g_signal_new ("decided", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /* Time went by: whoever says how long ago something was says it anew. */
  signals[MINUTE] = g_signal_new ("minute", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  signals[OPEN_ORDER] = g_signal_new ("open-order", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);

  /* The pointer is a CstListQuery, or NULL. */
  signals[OPEN_INCIDENT] = g_signal_new ("open-incident", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 3, G_TYPE_INT64, G_TYPE_STRING, G_TYPE_POINTER);

  /* Likewise, of a carrier's incident. */
  signals[OPEN_DELIVERY] = g_signal_new ("open-delivery", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 3, G_TYPE_INT64, G_TYPE_STRING, G_TYPE_POINTER);

  /* The pointer is a CstListQuery. */
  signals[INSPECT] = g_signal_new ("inspect", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
cst_context_init (CstContext *self)
{
  self->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_account_free);
  self->nobody = cst_account_new ();
  self->minute_id = g_timeout_add_seconds (30, minute_cb, self);
}

CstContext *
cst_context_new (CstStore *store)
{
  CstContext *self;

  g_return_val_if_fail (CST_IS_STORE (store), NULL);

  self = g_object_new (CST_TYPE_CONTEXT, NULL);
  self->store = g_object_ref (store);
  self->tally = cst_tally_new (store);
  self->people = cst_people_list_new (store);
  self->rules = cst_rules_new (store, cst_store_get_clock (store), cst_store_get_dir (store));
  cst_playbooks_watch (cst_rules_get_playbooks (self->rules));
  cst_rules_apply (self->rules);
  read_accounts (self);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

CstStore *
cst_context_get_store (CstContext *self)
{
  g_return_val_if_fail (CST_IS_CONTEXT (self), NULL);

  return self->store;
}

/**
 * cst_context_get_rules:
 *
 * Returns: (transfer none): what playbooks make of incidents
 */
CstRules *
cst_context_get_rules (CstContext *self)
{
  g_return_val_if_fail (CST_IS_CONTEXT (self), NULL);

  return self->rules;
}

CstClock *
cst_context_get_clock (CstContext *self)
{
  g_return_val_if_fail (CST_IS_CONTEXT (self), NULL);

  return cst_store_get_clock (self->store);
}

gint64
cst_context_now (CstContext *self)
{
  g_return_val_if_fail (CST_IS_CONTEXT (self), 0);

  return cst_clock_now (cst_store_get_clock (self->store));
}

/**
 * cst_context_get_reader:
 *
 * Returns: (transfer none) (nullable): the main thread's own connection, for reads that take no time
 */
CstDb *
cst_context_get_reader (CstContext *self)
{
  g_return_val_if_fail (CST_IS_CONTEXT (self), NULL);

  return cst_store_get_reader (self->store);
}

/**
 * cst_context_get_decoder:
 *
 * Returns: (transfer none): what decodes photos and labels, shared by all windows
 */
CstPhotoDecoder *
cst_context_get_decoder (CstContext *self)
{
  g_return_val_if_fail (CST_IS_CONTEXT (self), NULL);

  if (self->decoder == NULL)
    self->decoder = cst_photo_decoder_new (N_PHOTO_WORKERS);

  return self->decoder;
}

CstTally *
cst_context_get_tally (CstContext *self)
{
  g_return_val_if_fail (CST_IS_CONTEXT (self), NULL);

  return self->tally;
}

/**
 * cst_context_get_people:
 *
 * Returns: (transfer none): who works at this computer (R7)
 */
CstPeopleList *
cst_context_get_people (CstContext *self)
{
  g_return_val_if_fail (CST_IS_CONTEXT (self), NULL);

  return self->people;
}

/**
 * cst_context_get_engine:
 *
 * Returns: (transfer none) (nullable): what sends and fetches; %NULL where nothing does
 */
CstEngine *
cst_context_get_engine (CstContext *self)
{
  g_return_val_if_fail (CST_IS_CONTEXT (self), NULL);

  return self->engine;
}

/**
 * cst_context_set_engine:
 *
 * Gives the windows the engine. Before the first window, once; a decision wakes it.
 */
void
cst_context_set_engine (CstContext *self,
                        CstEngine  *engine)
{
  g_return_if_fail (CST_IS_CONTEXT (self));
  g_return_if_fail (self->engine == NULL);

  self->engine = g_object_ref (engine);
  g_signal_connect_object (self, "decided", G_CALLBACK (cst_engine_poke), engine, G_CONNECT_SWAPPED);
}

/**
 * cst_context_get_accounts:
 *
 * Returns: (transfer none) (element-type CstAccount): all of them; replaced, never changed, when an account changes
 */
GPtrArray *
cst_context_get_accounts (CstContext *self)
{
  g_return_val_if_fail (CST_IS_CONTEXT (self), NULL);

  return self->accounts;
}

/**
 * cst_context_account:
 *
 * Returns: (transfer none): the account, valid until the next change of accounts; an empty one when it is gone
 */
const CstAccount *
cst_context_account (CstContext *self,
                     gint64      account)
{
  g_return_val_if_fail (CST_IS_CONTEXT (self), NULL);

  for (guint i = 0; i < self->accounts->len; i++)
    {
      const CstAccount *candidate = g_ptr_array_index (self->accounts, i);

      if (candidate->id == account)
        return candidate;
    }

  return self->nobody;
}

const CstAccountInfo *
cst_context_account_info (CstContext *self,
                          gint64      account)
{
  return &cst_context_account (self, account)->info;
}

/**
 * cst_context_capabilities:
 *
 * Returns: what at least one of the accounts can do: a section without any does not appear
 */
CstCapabilities
cst_context_capabilities (CstContext *self)
{
  int all = 0;

  g_return_val_if_fail (CST_IS_CONTEXT (self), 0);

  for (guint i = 0; i < self->accounts->len; i++)
    all |= ((const CstAccount *) g_ptr_array_index (self->accounts, i))->info.capabilities;

  return (CstCapabilities) all;
}

/* ── Deciding ──────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CstOperation *operation;
  char         *draft_key;
  gint64        now;
} Decision;

static void
decision_free (gpointer data)
{
  Decision *decision = data;

  cst_operation_free (decision->operation);
  g_free (decision->draft_key);
  g_free (decision);
}

/* Store thread. */
static gpointer
decide (CstDb         *db,
        gpointer       request,
        GCancellable  *cancellable,
        GError       **error)
{
  Decision *decision = request;
  gint64 hold = cst_db_setting_int (db, CST_SETTING_UNDO_WINDOW, CST_UNDO_WINDOW_DEFAULT);
  gint64 id;

  /* What is recorded goes nowhere and can be corrected: nobody waits to see it. */
  if (decision->operation->kind == CST_OPERATION_RECORD_CASE)
    hold = 0;

  if (decision->operation->person == NULL)
    {
      g_autoptr(CstPerson) person = cst_db_current_person (db, NULL);

      if (person != NULL)
        {
          cst_set_str (&decision->operation->person, person->id);
          cst_set_str (&decision->operation->person_name, person->name);
        }
    }

  id = cst_db_decide (db, decision->operation, decision->now, (int) hold, decision->draft_key, error);

  return id != 0 ? g_memdup2 (&id, sizeof id) : NULL;
}

static void
decided_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  gint64 *id = cst_store_run_finish (CST_STORE (object), result, &error);

  if (id == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_signal_emit (g_task_get_source_object (task), signals[DECIDED], 0);
  g_task_return_pointer (task, id, g_free);
}

/**
 * cst_context_decide_async:
 * @operation: (transfer full): what was decided; who decides is filled in
 * @draft_key: (nullable): the draft it came from, deleted with it
 *
 * Writes the decision down; it leaves when the time to undo it is over.
 */
void
cst_context_decide_async (CstContext          *self,
                          CstOperation        *operation,
                          const char          *draft_key,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Decision *decision;

  g_return_if_fail (CST_IS_CONTEXT (self));
  g_return_if_fail (operation != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cst_context_decide_async);

  decision = g_new0 (Decision, 1);
  decision->operation = operation;
  decision->draft_key = g_strdup (draft_key);
  decision->now = cst_context_now (self);

  cst_store_run_async (self->store, decide, decision, decision_free, g_free, cancellable, decided_cb,
                       g_steal_pointer (&task));
}

/**
 * cst_context_decide_finish:
 *
 * Returns: the operation's number, 0 when nothing was decided
 */
gint64
cst_context_decide_finish (CstContext    *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_autofree gint64 *id = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);
  g_return_val_if_fail (g_async_result_is_tagged (result, cst_context_decide_async), 0);

  id = g_task_propagate_pointer (G_TASK (result), error);

  return id != NULL ? *id : 0;
}

typedef struct
{
  gint64 operation;
  gint64 now;
} Undo;

/* Store thread. */
static gpointer
undo (CstDb         *db,
      gpointer       request,
      GCancellable  *cancellable,
      GError       **error)
{
  const Undo *what = request;
  g_autoptr(CstPerson) person = cst_db_current_person (db, NULL);

  return GINT_TO_POINTER (cst_db_undo_operation (db, what->operation, person != NULL ? person->id : NULL, what->now,
                                                 error));
}

static void
undone_cb (GObject      *object,
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
 * cst_context_undo_async:
 *
 * Takes back what has not left yet.
 */
void
cst_context_undo_async (CstContext          *self,
                        gint64               operation,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Undo *what;

  g_return_if_fail (CST_IS_CONTEXT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cst_context_undo_async);

  what = g_new0 (Undo, 1);
  what->operation = operation;
  what->now = cst_context_now (self);
  cst_store_run_async (self->store, undo, what, g_free, NULL, cancellable, undone_cb, g_steal_pointer (&task));
}

gboolean
cst_context_undo_finish (CstContext    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, cst_context_undo_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cst_context_poke:
 *
 * Says that something waits to be sent which may leave at once.
 */
void
cst_context_poke (CstContext *self)
{
  g_return_if_fail (CST_IS_CONTEXT (self));

  g_signal_emit (self, signals[DECIDED], 0);
}

/**
 * cst_context_open_order:
 *
 * Asks for the order's page, wherever the application shows it.
 */
void
cst_context_open_order (CstContext *self,
                        gint64      account,
                        const char *order)
{
  g_return_if_fail (CST_IS_CONTEXT (self));
  g_return_if_fail (order != NULL);

  g_signal_emit (self, signals[OPEN_ORDER], 0, account, order);
}

/**
 * cst_context_open_incident:
 * @through: (nullable): the list it was opened from, for next and previous
 *
 * O4: asks for the window of one incident.
 */
void
cst_context_open_incident (CstContext         *self,
                           gint64              account,
                           const char         *incident,
                           const CstListQuery *through)
{
  g_return_if_fail (CST_IS_CONTEXT (self));
  g_return_if_fail (incident != NULL);

  g_signal_emit (self, signals[OPEN_INCIDENT], 0, account, incident, through);
}

/**
 * cst_context_open_delivery:
 * @through: (nullable): the list it was opened from, for next and previous
 *
 * C6: asks for the window of one carrier's incident.
 */
void
cst_context_open_delivery (CstContext         *self,
                           gint64              account,
                           const char         *delivery,
                           const CstListQuery *through)
{
  g_return_if_fail (CST_IS_CONTEXT (self));
  g_return_if_fail (delivery != NULL);

  g_signal_emit (self, signals[OPEN_DELIVERY], 0, account, delivery, through);
}

/**
 * cst_context_inspect:
 * @through: a list of incidents
 *
 * Asks for the window in which the photos of that list are inspected one incident after the other.
 */
void
cst_context_inspect (CstContext         *self,
                     const CstListQuery *through)
{
  g_return_if_fail (CST_IS_CONTEXT (self));
  g_return_if_fail (through != NULL);

  g_signal_emit (self, signals[INSPECT], 0, through);
}
