/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-engine.h"

#include "cst-accounts.h"
#include "cst-calls.h"
#include "cst-chores.h"
#include "cst-connect.h"
#include "cst-operations.h"
#include "cst-settings.h"

/* The engine lives on the main thread and owns one worker an account. It follows the store: accounts come and go,
 * decisions wake it, whichever process wrote them. The state of the network hastens a try and never forbids one. */
#define KEYRING_TIMEOUT_S 120
/* Not in the first minute, which belongs to the person who opened the window. */
#define CHORES_CHECK_S 60
#define CALLS_CHECK_S 15
#define CLOCK_TOLERANCE_S 120

typedef struct
{
  CstAccount    *account;
  CstSyncWorker *worker;
  CstSyncStatus *status;
} Seat;

struct _CstEngine
{
  GObject          parent_instance;

  CstStore        *store;
  CstClock        *clock;
  CstConnectFunc   connect;
  gpointer         connect_data;
  GDestroyNotify   free_data;
  GPtrArray       *seats;    /* of Seat */
  GListStore      *statuses; /* of CstSyncStatus */
  GCancellable    *cancellable;
  GNetworkMonitor *network;
  gulong           network_handler;
  gulong           store_handler;
  guint            chores_id;
  guint            calls_id;
  gboolean         is_doing_chores;
  gboolean         is_waking_calls;
  gint64           interval;
  gboolean         is_running;
  gboolean         is_reading;
  gboolean         reads_again;
  gboolean         work_offline;
  gboolean         has_said_clock;
};

typedef enum
{
  PROP_WORK_OFFLINE = 1,
} CstEngineProperty;

typedef enum
{
  SIGNAL_NEWS,
  SIGNAL_OPERATION_ENDED,
  SIGNAL_CLOCK_WRONG,
} CstEngineSignal;

static GParamSpec *properties[PROP_WORK_OFFLINE + 1];
static guint signals[SIGNAL_CLOCK_WRONG + 1];

G_DEFINE_FINAL_TYPE (CstEngine, cst_engine, G_TYPE_OBJECT)

static void
seat_free (gpointer data)
{
  Seat *seat = data;

  cst_sync_worker_stop (seat->worker);
  cst_account_free (seat->account);
  g_object_unref (seat->status);
  g_free (seat);
}

static void
cst_engine_dispose (GObject *object)
{
  cst_engine_stop (CST_ENGINE (object));

  G_OBJECT_CLASS (cst_engine_parent_class)->dispose (object);
}

static void
cst_engine_finalize (GObject *object)
{
  CstEngine *self = CST_ENGINE (object);

  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  if (self->free_data != NULL)
    self->free_data (self->connect_data);
  g_clear_pointer (&self->seats, g_ptr_array_unref);
  g_clear_object (&self->statuses);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (cst_engine_parent_class)->finalize (object);
}

static void
cst_engine_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  CstEngine *self = CST_ENGINE (object);

  switch ((CstEngineProperty) prop_id)
    {
    case PROP_WORK_OFFLINE:
      g_value_set_boolean (value, self->work_offline);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
cst_engine_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  CstEngine *self = CST_ENGINE (object);

  switch ((CstEngineProperty) prop_id)
    {
    case PROP_WORK_OFFLINE:
      cst_engine_set_work_offline (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
cst_engine_class_init (CstEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cst_engine_dispose;
  object_class->finalize = cst_engine_finalize;
  object_class->get_property = cst_engine_get_property;
  object_class->set_property = cst_engine_set_property;

  properties[PROP_WORK_OFFLINE] =
    g_param_spec_boolean ("work-offline", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * CstEngine::news:
   * @news: (element-type CstNews): what is worth telling, valid during the emission
   */
  signals[SIGNAL_NEWS] = g_signal_new ("news", CST_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_POINTER);

  /**
   * CstEngine::operation-ended:
   * @id: the operation
   * @state: (type int): a #CstOperationState other than confirmed
   */
  signals[SIGNAL_OPERATION_ENDED] = g_signal_new ("operation-ended", CST_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                                  NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT);

  /**
   * CstEngine::clock-wrong:
   * @seconds: the server's clock minus ours; said once
   */
  signals[SIGNAL_CLOCK_WRONG] = g_signal_new ("clock-wrong", CST_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                              G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
cst_engine_init (CstEngine *self)
{
  self->seats = g_ptr_array_new_with_free_func (seat_free);
  self->statuses = g_list_store_new (CST_TYPE_SYNC_STATUS);
  self->interval = CST_SYNC_INTERVAL_DEFAULT;
}

static Seat *
find_seat (CstEngine *self,
           gint64     account)
{
  for (guint i = 0; i < self->seats->len; i++)
    {
      Seat *seat = g_ptr_array_index (self->seats, i);

      if (seat->account->id == account)
        return seat;
    }

  return NULL;
}

static void
status_cb (const CstSyncSnapshot *snapshot,
           gint64                 account,
           gpointer               user_data)
{
  CstEngine *self = user_data;
  Seat *seat = find_seat (self, account);

  if (seat == NULL)
    return;

  cst_sync_status_apply (seat->status, snapshot);
  if (!self->has_said_clock && ABS (snapshot->clock_offset) > CLOCK_TOLERANCE_S)
    {
      self->has_said_clock = TRUE;
      g_signal_emit (self, signals[SIGNAL_CLOCK_WRONG], 0, snapshot->clock_offset);
    }
}

static void
report_cb (const CstSyncReport *report,
           gint64               account,
           gpointer             user_data)
{
  CstEngine *self = user_data;

  if (report->news->len > 0)
    g_signal_emit (self, signals[SIGNAL_NEWS], 0, report->news);
  for (guint i = 0; i < report->endings->len; i++)
    {
      const CstSyncEnding *ending = &g_array_index (report->endings, CstSyncEnding, i);

      g_signal_emit (self, signals[SIGNAL_OPERATION_ENDED], 0, ending->id, (int) ending->state);
    }
}

static const CstSyncWorkerEvents worker_events = { status_cb, report_cb };

static void
update_seat (CstEngine *self,
             Seat      *seat)
{
  cst_sync_worker_set_interval (seat->worker, self->interval);
  cst_sync_worker_set_resting (seat->worker,
                               (self->work_offline && !cst_connector_is_local (seat->account->connector)) ||
                               seat->account->is_paused);
}

static Seat *
add_seat (CstEngine        *self,
          const CstAccount *account)
{
  Seat *seat = g_new0 (Seat, 1);

  seat->account = cst_account_copy (account);
  seat->status = cst_sync_status_new (account->id, account->name);
  seat->worker = cst_sync_worker_start (self->store, self->clock, account, self->connect, self->connect_data,
                                        &worker_events, self);
  g_ptr_array_add (self->seats, seat);
  g_list_store_append (self->statuses, seat->status);

  return seat;
}

static void
remove_seat (CstEngine *self,
             Seat      *seat)
{
  guint position;

  if (g_list_store_find (self->statuses, seat->status, &position))
    g_list_store_remove (self->statuses, position);
  g_ptr_array_remove (self->seats, seat);
}

/* What a worker was started with; the rest of an account changes under it without harm. */
static gboolean
is_same_way (const CstAccount *a,
             const CstAccount *b)
{
  return g_strcmp0 (a->name, b->name) == 0 && g_strcmp0 (a->connector, b->connector) == 0 &&
         g_strcmp0 (a->url, b->url) == 0 && a->credential_place == b->credential_place &&
         g_strcmp0 (a->credential_file, b->credential_file) == 0 && a->token_kept_at == b->token_kept_at;
}

static const CstAccount *
find_account (GPtrArray *accounts,
              gint64     id)
{
  for (guint i = 0; i < accounts->len; i++)
    {
      const CstAccount *account = g_ptr_array_index (accounts, i);

      if (account->id == id)
        return account;
    }

  return NULL;
}

static void
take_accounts (CstEngine *self,
               GPtrArray *accounts)
{
  for (guint i = self->seats->len; i > 0; i--)
    {
      Seat *seat = g_ptr_array_index (self->seats, i - 1);
      const CstAccount *account = find_account (accounts, seat->account->id);

      if (account == NULL || !is_same_way (account, seat->account))
        remove_seat (self, seat);
    }

  for (guint i = 0; i < accounts->len; i++)
    {
      const CstAccount *account = g_ptr_array_index (accounts, i);
      Seat *seat = find_seat (self, account->id);

      if (seat == NULL)
        seat = add_seat (self, account);
      seat->account->is_paused = account->is_paused;
      update_seat (self, seat);
    }
}

typedef struct
{
  GPtrArray *accounts;
  gint64     interval;
} Setup;

static void
setup_free (gpointer data)
{
  Setup *setup = data;

  g_clear_pointer (&setup->accounts, g_ptr_array_unref);
  g_free (setup);
}

static gpointer
read_setup (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  Setup *setup = g_new0 (Setup, 1);

  setup->interval = cst_db_setting_int (db, CST_SETTING_SYNC_INTERVAL, CST_SYNC_INTERVAL_DEFAULT);
  if ((setup->accounts = cst_db_accounts (db, error)))
    return setup;

  setup_free (setup);

  return NULL;
}

static void read_accounts (CstEngine *self);

static void
read_accounts_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(CstEngine) self = user_data;
  g_autoptr(GError) error = NULL;
  Setup *setup = cst_store_query_finish (CST_STORE (object), result, &error);

  self->is_reading = FALSE;
  if (setup != NULL && self->is_running)
    {
      self->interval = setup->interval;
      take_accounts (self, setup->accounts);
    }
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("The accounts cannot be read: %s", error->message);
  g_clear_pointer (&setup, setup_free);

  if (self->reads_again && self->is_running)
    read_accounts (self);
}

static void
read_accounts (CstEngine *self)
{
  self->reads_again = self->is_reading;
  if (self->is_reading)
    return;

  self->is_reading = TRUE;
  cst_store_query_async (self->store, read_setup, NULL, NULL, setup_free, self->cancellable, read_accounts_cb,
                         g_object_ref (self));
}

static void
store_changed_cb (CstStore  *store,
                  guint      flags,
                  CstEngine *self)
{
  if (flags & (CST_CHANGED_ACCOUNTS | CST_CHANGED_SETTINGS))
    read_accounts (self);
  if (flags & CST_CHANGED_OPERATIONS)
    cst_engine_poke (self);
}

static void
network_changed_cb (GNetworkMonitor *monitor,
                    gboolean         is_available,
                    CstEngine       *self)
{
  if (is_available)
    cst_engine_sync_now (self, 0);
}

/**
 * cst_engine_new:
 * @connect: makes an account's marketplace, on that account's thread
 * @free_data: (nullable): frees @connect_data when the engine ends
 *
 * Returns: (transfer full): an engine at rest
 */
CstEngine *
cst_engine_new (CstStore       *store,
                CstClock       *clock,
                CstConnectFunc  connect,
                gpointer        connect_data,
                GDestroyNotify  free_data)
{
  CstEngine *self = g_object_new (CST_TYPE_ENGINE, NULL);

  g_return_val_if_fail (CST_IS_STORE (store), NULL);
  g_return_val_if_fail (connect != NULL, NULL);

  self->store = g_object_ref (store);
  self->clock = g_object_ref (clock);
  self->connect = connect;
  self->connect_data = connect_data;
  self->free_data = free_data;

  return self;
}

static CstMarketplace *
connect_with_secrets (const CstAccount  *account,
                      gpointer           user_data,
                      GCancellable      *cancellable,
                      GError           **error)
{
  return cst_connect (account, user_data, KEYRING_TIMEOUT_S, cancellable, error);
}

/**
 * cst_engine_new_with_secrets:
 * @profile: (nullable): whose tokens in the keyring
 *
 * Returns: (transfer full): an engine that takes each account's token from where it is kept
 */
CstEngine *
cst_engine_new_with_secrets (CstStore   *store,
                             CstClock   *clock,
                             const char *profile)
{
  return cst_engine_new (store, clock, connect_with_secrets, g_strdup (profile), g_free);
}

/* ── Once a day ────────────────────────────────────────────────────────────────────────────────── */

static void
do_chores (GTask        *task,
           gpointer      source,
           gpointer      task_data,
           GCancellable *cancellable)
{
  CstEngine *self = source;
  g_autoptr(GError) error = NULL;

  if (cst_chores_run (self->store, cst_clock_now (self->clock), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
chores_done_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  CstEngine *self = CST_ENGINE (object);
  g_autoptr(GError) error = NULL;

  self->is_doing_chores = FALSE;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_warning ("The daily backup and cleaning did not end well: %s", error->message);
}

static gboolean
chores_cb (gpointer user_data)
{
  CstEngine *self = user_data;
  CstDb *db = cst_store_get_reader (self->store);
  g_autoptr(GTask) task = NULL;

  if (self->is_doing_chores || db == NULL || !cst_chores_are_due (db, cst_clock_now (self->clock)))
    return G_SOURCE_CONTINUE;

  self->is_doing_chores = TRUE;
  task = g_task_new (self, NULL, chores_done_cb, NULL);
  g_task_set_source_tag (task, chores_cb);
  g_task_run_in_thread (task, do_chores);

  return G_SOURCE_CONTINUE;
}

/* ── Customers to call again ───────────────────────────────────────────────────────────────────── */

/* Store thread. */
static gpointer
wake_calls (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  const gint64 *now = request;

  return cst_db_wake_calls (db, *now, error);
}

static void
woken_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CstEngine) self = CST_ENGINE (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) news = cst_store_run_finish (CST_STORE (object), result, &error);

  self->is_waking_calls = FALSE;
  if (news == NULL)
    g_info ("Calls were not looked at: %s", error->message);
  else if (news->len > 0 && self->is_running)
    g_signal_emit (self, signals[SIGNAL_NEWS], 0, news);
}

static gboolean
calls_cb (gpointer user_data)
{
  CstEngine *self = user_data;
  CstDb *db = cst_store_get_reader (self->store);
  gint64 now = cst_clock_now (self->clock);
  gint64 next = db != NULL ? cst_db_next_call (db, NULL) : 0;

  if (self->is_waking_calls || next <= 0 || next > now)
    return G_SOURCE_CONTINUE;

  self->is_waking_calls = TRUE;
  cst_store_run_async (self->store, wake_calls, g_memdup2 (&now, sizeof now), g_free,
                       (GDestroyNotify) g_ptr_array_unref, self->cancellable, woken_cb, g_object_ref (self));

  return G_SOURCE_CONTINUE;
}

/**
 * cst_engine_start:
 *
 * Begins to synchronise every account, now and then by its interval, and sees to what has to be done once a day and
 * to the customers who are to be called again (C7).
 */
void
cst_engine_start (CstEngine *self)
{
  g_return_if_fail (CST_IS_ENGINE (self));
  g_return_if_fail (!self->is_running);

  self->is_running = TRUE;
  self->cancellable = g_cancellable_new ();
  self->store_handler = g_signal_connect (self->store, "changed", G_CALLBACK (store_changed_cb), self);
  self->network = g_object_ref (g_network_monitor_get_default ());
  self->network_handler = g_signal_connect (self->network, "network-changed", G_CALLBACK (network_changed_cb), self);
  self->chores_id = g_timeout_add_seconds (CHORES_CHECK_S, chores_cb, self);
  self->calls_id = g_timeout_add_seconds (CALLS_CHECK_S, calls_cb, self);
  read_accounts (self);
}

/**
 * cst_engine_stop:
 *
 * Cancels what goes on and waits for the threads, which is short. What was being sent is found and ended at the
 * next start.
 */
void
cst_engine_stop (CstEngine *self)
{
  g_return_if_fail (CST_IS_ENGINE (self));

  if (!self->is_running)
    return;

  self->is_running = FALSE;
  g_clear_handle_id (&self->chores_id, g_source_remove);
  g_clear_handle_id (&self->calls_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_signal_handler (&self->store_handler, self->store);
  g_clear_signal_handler (&self->network_handler, self->network);
  g_clear_object (&self->network);
  for (guint i = 0; i < self->seats->len; i++)
    cst_sync_worker_cancel (((Seat *) g_ptr_array_index (self->seats, i))->worker);
  g_ptr_array_set_size (self->seats, 0);
  g_list_store_remove_all (self->statuses);
}

/**
 * cst_engine_sync_now:
 * @account: which one, 0 for all
 */
void
cst_engine_sync_now (CstEngine *self,
                     gint64     account)
{
  g_return_if_fail (CST_IS_ENGINE (self));

  for (guint i = 0; i < self->seats->len; i++)
    {
      Seat *seat = g_ptr_array_index (self->seats, i);

      if (account == 0 || seat->account->id == account)
        cst_sync_worker_sync_now (seat->worker);
    }
}

/**
 * cst_engine_poke:
 *
 * Something was decided: send it as soon as it is due. The store's changes do this by themselves.
 */
void
cst_engine_poke (CstEngine *self)
{
  g_return_if_fail (CST_IS_ENGINE (self));

  for (guint i = 0; i < self->seats->len; i++)
    cst_sync_worker_poke (((Seat *) g_ptr_array_index (self->seats, i))->worker);
}

gboolean
cst_engine_get_work_offline (CstEngine *self)
{
  g_return_val_if_fail (CST_IS_ENGINE (self), FALSE);

  return self->work_offline;
}

/**
 * cst_engine_set_work_offline:
 * @work_offline: whether to leave the network alone; decisions are kept meanwhile
 */
void
cst_engine_set_work_offline (CstEngine *self,
                             gboolean   work_offline)
{
  g_return_if_fail (CST_IS_ENGINE (self));

  if (self->work_offline == (work_offline != FALSE))
    return;

  self->work_offline = work_offline != FALSE;
  for (guint i = 0; i < self->seats->len; i++)
    update_seat (self, g_ptr_array_index (self->seats, i));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORK_OFFLINE]);
}

/**
 * cst_engine_get_statuses:
 *
 * Returns: (transfer none): a list of #CstSyncStatus, one an account
 */
GListModel *
cst_engine_get_statuses (CstEngine *self)
{
  g_return_val_if_fail (CST_IS_ENGINE (self), NULL);

  return G_LIST_MODEL (self->statuses);
}

/**
 * cst_engine_get_status:
 *
 * Returns: (transfer none) (nullable): the status of @account
 */
CstSyncStatus *
cst_engine_get_status (CstEngine *self,
                       gint64     account)
{
  Seat *seat;

  g_return_val_if_fail (CST_IS_ENGINE (self), NULL);

  seat = find_seat (self, account);

  return seat != NULL ? seat->status : NULL;
}
