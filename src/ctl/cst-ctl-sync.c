/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "cst-accounts.h"
#include "cst-calls.h"
#include "cst-chores.h"
#include "cst-connect.h"
#include "cst-ctl-operation.h"
#include "cst-ctl-push.h"
#include "cst-labels.h"
#include "cst-operations.h"
#include "cst-sync.h"

static gboolean option_did_arrive;
static gboolean option_did_not_arrive;

static const GOptionEntry retry_options[] = {
  { "did-not-arrive", 0, 0, G_OPTION_ARG_NONE, &option_did_not_arrive,
    N_("You looked at the site: it is not there, send it again"), NULL },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry cancel_options[] = {
  { "did-arrive", 0, 0, G_OPTION_ARG_NONE, &option_did_arrive, N_("You looked at the site: it is there"), NULL },
  G_OPTION_ENTRY_NULL
};

/**
 * cst_ctl_sync_account:
 *
 * One run over one account, as cst_sync_run() does it.
 */
gboolean
cst_ctl_sync_account (CstCtl            *ctl,
                      const CstAccount  *account,
                      CstSyncFlags       flags,
                      CstSyncReport     *report,
                      GError           **error)
{
  g_autoptr(CstMarketplace) marketplace = cst_connect (account, ctl->profile, CST_CTL_KEYRING_TIMEOUT, NULL, error);
  g_autoptr(GRand) random = g_rand_new ();

  return marketplace != NULL &&
         cst_sync_run (ctl->store, marketplace, account, ctl->clock, random, flags, report, NULL, error);
}

/**
 * cst_ctl_push_quietly:
 *
 * Sends what waits for an account, if it can be reached and no other process does it already. A
 * failure is the next run's affair: everything is in the outbox.
 */
void
cst_ctl_push_quietly (CstCtl *ctl,
                      gint64  account_id)
{
  g_autoptr(CstAccount) account = cst_db_account (ctl->db, account_id, NULL);
  g_autoptr(CstSyncReport) report = cst_sync_report_new ();
  g_autoptr(GError) error = NULL;
  CstSyncFlags flags;

  if (account == NULL || account->is_paused)
    return;

  flags = cst_connector_is_local (account->connector) ? CST_SYNC_PUSH | CST_SYNC_FETCH_PHOTOS : CST_SYNC_PUSH;
  if (!cst_ctl_sync_account (ctl, account, flags, report, &error))
    {
      g_autofree char *problem = cst_marketplace_problem_text (error);

      g_printerr ("%s\n", problem);
    }
}

static GPtrArray *
chosen_accounts (CstCtl      *ctl,
                 const char  *name,
                 GError     **error)
{
  GPtrArray *accounts;
  CstAccount *account;

  if (name == NULL)
    return cst_db_accounts (ctl->db, error);
  if (!(account = cst_ctl_account (ctl, name, error)))
    return NULL;

  accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_account_free);
  g_ptr_array_add (accounts, account);

  return accounts;
}

static JsonArray *
news_json (GPtrArray *news)
{
  JsonArray *array = json_array_sized_new (news->len);

  for (guint i = 0; i < news->len; i++)
    {
      const CstNews *item = g_ptr_array_index (news, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "kind", cst_enum_nick (&cst_news_kind_type, (int) item->kind));
      json_object_set_string_member (object, "order", item->order);
      if (item->incident != NULL)
        json_object_set_string_member (object, "incident", item->incident);
      if (item->delivery != NULL)
        json_object_set_string_member (object, "delivery", item->delivery);
      json_object_set_string_member (object, "number", item->number);
      json_array_add_object_element (array, object);
    }

  return array;
}

static void
add_report (JsonArray           *array,
            const CstAccount    *account,
            const CstSyncReport *report,
            GPtrArray           *calls,
            const char          *problem)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "account", account->name);
  json_object_set_int_member (object, "pulled", report->done);
  json_object_set_int_member (object, "sent", report->sent);
  json_object_set_int_member (object, "photos", report->photos);
  json_object_set_int_member (object, "in_doubt", report->in_doubt);
  json_object_set_boolean_member (object, "busy", report->is_busy);
  json_object_set_array_member (object, "news", news_json (report->news));
  if (calls != NULL)
    json_object_set_array_member (object, "calls", news_json (calls));
  if (problem != NULL)
    json_object_set_string_member (object, "problem", problem);
  json_array_add_object_element (array, object);
}

static void
print_report (CstCtl              *ctl,
              const CstAccount    *account,
              const CstSyncReport *report,
              GPtrArray           *calls,
              const char          *problem)
{
  if (problem != NULL)
    cst_ctl_print (ctl, "%s: %s\n", account->name, problem);
  else if (report->is_busy)
    cst_ctl_print (ctl, _("%s: another process is at work on this account.\n"), account->name);
  else
    cst_ctl_print (ctl, _("%s: %" PRId64 " fetched, %u sent, %u photos.\n"), account->name, report->done,
                   report->sent, report->photos);
  for (guint i = 0; calls != NULL && i < calls->len; i++)
    cst_ctl_print (ctl, _("%1$s: the customer of %2$s is to be called again.\n"), account->name,
                   ((const CstNews *) g_ptr_array_index (calls, i))->number);
}

static CstCtlExit
run_accounts (CstCtl        *ctl,
              GStrv          args,
              CstSyncFlags   flags,
              GError       **error)
{
  g_autoptr(GPtrArray) accounts = chosen_accounts (ctl, args[0], error);
  JsonNode *root;
  JsonArray *array;
  CstCtlExit result = CST_CTL_DONE;

  if (accounts == NULL)
    return CST_CTL_FAILED;
  if (accounts->len == 0)
    return cst_ctl_usage (error, _("There is no account yet: add one with constatctl account add."));

  root = json_node_new (JSON_NODE_ARRAY);
  array = json_array_new ();
  json_node_take_array (root, array);

  for (guint i = 0; i < accounts->len; i++)
    {
      const CstAccount *account = g_ptr_array_index (accounts, i);
      g_autoptr(CstSyncReport) report = cst_sync_report_new ();
      g_autoptr(GError) local_error = NULL;
      g_autofree char *problem = NULL;
      g_autoptr(GPtrArray) calls = NULL;

      if (account->is_paused && args[0] == NULL)
        continue;
      if (!cst_ctl_sync_account (ctl, account, flags, report, &local_error))
        {
          problem = cst_marketplace_problem_text (local_error);
          result = cst_ctl_exit_of (local_error);
        }
      calls = cst_db_due_calls (ctl->db, account->id, cst_clock_now (ctl->clock), NULL);
      add_report (array, account, report, calls, problem);
      print_report (ctl, account, report, calls, problem);
    }
  cst_ctl_print_json (ctl, root);

  return result;
}

static CstCtlExit
sync_accounts (CstCtl  *ctl,
               GStrv    args,
               GError **error)
{
  g_autoptr(GError) chores_error = NULL;
  gint64 now = cst_clock_now (ctl->clock);

  if (cst_chores_are_due (ctl->db, now) && !cst_chores_run (ctl->store, now, &chores_error))
    g_printerr (_("The daily backup and cleaning did not end well: %s\n"), chores_error->message);

  return run_accounts (ctl, args, CST_SYNC_EVERYTHING | CST_SYNC_HASTEN, error);
}

static CstCtlExit
push_accounts (CstCtl  *ctl,
               GStrv    args,
               GError **error)
{
  return run_accounts (ctl, args, CST_SYNC_PUSH | CST_SYNC_HASTEN, error);
}

static CstOperation *
find_operation (CstCtl      *ctl,
                const char  *text,
                GError     **error)
{
  guint64 id = 0;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &id, NULL))
    return cst_ctl_usage (error, _("“%s” is no operation’s number; the outbox shows them."), text), NULL;

  return cst_db_operation (ctl->db, (gint64) id, error);
}

/* What a person does with an operation already decided. */
typedef struct
{
  const CstOperation *operation;
  CstPerson          *person;
  gint64              now;
} Request;

static gpointer
retry_job (CstDb         *db,
           gpointer       request,
           GCancellable  *cancellable,
           GError       **error)
{
  const Request *retry = request;

  return GINT_TO_POINTER (cst_db_retry_operation (db, retry->operation->id, retry->person->id, retry->now, error));
}

static CstCtlExit
outbox_retry (CstCtl  *ctl,
              GStrv    args,
              GError **error)
{
  g_autoptr(CstOperation) operation = find_operation (ctl, args[0], error);
  g_autoptr(CstPerson) person = cst_ctl_person (ctl);
  g_autoptr(CstOperation) after = NULL;
  Request request;

  if (operation == NULL)
    return CST_CTL_FAILED;
  if (operation->state == CST_OPERATION_OUTCOME_UNKNOWN && !option_did_not_arrive)
    return cst_ctl_usage (error, _("It may have arrived. Look at the site; if it is not there, say --did-not-arrive."));

  request = (Request) { operation, person, cst_clock_now (ctl->clock) };
  if (cst_ctl_write (ctl, retry_job, &request, error) == NULL)
    return CST_CTL_FAILED;

  cst_ctl_push_quietly (ctl, operation->account);
  if (!(after = cst_db_operation (ctl->db, operation->id, error)))
    return CST_CTL_FAILED;

  return cst_ctl_report (ctl, after);
}

static gpointer
cancel_job (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  const Request *cancel = request;
  const CstOperation *operation = cancel->operation;
  CstOperationState outcome = option_did_arrive ? CST_OPERATION_CONFIRMED : CST_OPERATION_CANCELLED;

  if (cst_operation_may_undo (operation))
    return GINT_TO_POINTER (cst_db_undo_operation (db, operation->id, cancel->person->id, cancel->now, error));

  return GINT_TO_POINTER (cst_db_settle_operation (db, operation->id, outcome, cancel->person->id, cancel->now, error));
}

static CstCtlExit
outbox_cancel (CstCtl  *ctl,
               GStrv    args,
               GError **error)
{
  g_autoptr(CstOperation) operation = find_operation (ctl, args[0], error);
  g_autoptr(CstPerson) person = cst_ctl_person (ctl);
  g_autoptr(CstOperation) after = NULL;
  Request request;

  if (operation == NULL)
    return CST_CTL_FAILED;
  if (option_did_arrive && operation->state != CST_OPERATION_OUTCOME_UNKNOWN)
    return cst_ctl_usage (error, _("--did-arrive is for an operation whose outcome is unknown."));

  request = (Request) { operation, person, cst_clock_now (ctl->clock) };
  if (cst_ctl_write (ctl, cancel_job, &request, error) == NULL ||
      !(after = cst_db_operation (ctl->db, operation->id, error)))
    return CST_CTL_FAILED;

  cst_ctl_report (ctl, after);

  return CST_CTL_DONE;
}

const CstCtlCommand cst_ctl_sync_commands[] = {
  { "sync", "[NAME]", N_("Fetch what changed and send what waits"), NULL, 0, 1, TRUE, sync_accounts },
  { "push", "[NAME]", N_("Only send what waits"), NULL, 0, 1, TRUE, push_accounts },
  { "outbox retry", "OP", N_("Try an operation again now"), retry_options, 1, 1, TRUE, outbox_retry },
  { "outbox cancel", "OP", N_("Take back or give up an operation"), cancel_options, 1, 1, TRUE, outbox_cancel },
  { NULL },
};
