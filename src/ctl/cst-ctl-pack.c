/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-accounts.h"
#include "cst-ctl-push.h"
#include "cst-pack.h"
#include "cst-sync.h"

/* The offline pack on the command line. */

#define POLL_S 2
#define MAX_ROUNDS_WITHOUT_PROGRESS 3

static char *option_account;
static char **option_incidents;
static gboolean option_wait;

static const GOptionEntry prepare_options[] = {
  { "account", 0, 0, G_OPTION_ARG_STRING, &option_account, N_("Only this account’s open incidents"), "NAME" },
  { "incident", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_incidents, N_("Only this incident; may be repeated"), "ID" },
  { "wait", 0, 0, G_OPTION_ARG_NONE, &option_wait, N_("Fetch at once, and end when nothing is missing"), NULL },
  G_OPTION_ENTRY_NULL
};

typedef struct
{
  CstPackRequest  pack;
  const char     *dir;
  gint64          now;
} Request;

static gpointer
prepare_job (CstDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  const Request *request = data;

  return GINT_TO_POINTER (cst_db_pack_prepare (db, &request->pack, request->dir, request->now, error));
}

static gpointer
drop_job (CstDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return GINT_TO_POINTER (cst_db_pack_drop (db, error));
}

static gboolean
read_request (CstCtl          *ctl,
              CstPackRequest  *pack,
              GError         **error)
{
  g_autoptr(CstAccount) account = NULL;

  pack->scope = option_incidents != NULL ? CST_PACK_CHOSEN : CST_PACK_OPEN;
  if (option_incidents != NULL && option_account != NULL)
    return cst_ctl_usage (error, _("Name incidents or an account, not both.")), FALSE;
  if (option_account != NULL)
    {
      if (!(account = cst_ctl_account (ctl, option_account, error)))
        return FALSE;
      pack->account = account->id;
    }

  for (char **id = option_incidents; id != NULL && *id != NULL; id++)
    {
      g_autoptr(CstAccount) owner = NULL;
      g_autofree char *remote = NULL;

      if (!cst_ctl_resolve (ctl, CST_ENTITY_INCIDENT, *id, &owner, &remote, error))
        return FALSE;
      g_ptr_array_add (pack->members, cst_pack_member_new (owner->id, remote));
    }

  return TRUE;
}

static char *
moment_text (gint64 at)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_local (at);

  return moment != NULL ? g_date_time_format (moment, "%c") : g_strdup ("");
}

static void
print_gaps (CstCtl              *ctl,
            const CstPackStatus *status)
{
  for (guint i = 0; i < status->gaps->len; i++)
    {
      const CstPackMember *gap = g_ptr_array_index (status->gaps, i);

      /* Translators: an account’s name, an incident’s number and how many of its files are missing */
      cst_ctl_print (ctl, _("%1$s/%2$s: %3$d missing\n"), gap->account_name, gap->number, gap->missing);
    }
}

static CstCtlExit
print_status (CstCtl              *ctl,
              const CstPackStatus *status)
{
  JsonNode *node = cst_record_to_json (&cst_pack_status_type, status);
  JsonObject *object = json_node_get_object (node);
  g_autofree char *moment = moment_text (status->as_of);
  g_autofree char *text = cst_pack_status_text (status, moment);
  g_autofree char *remarks = cst_pack_status_remarks (status);

  json_object_set_string_member (object, "scope", cst_enum_nick (&cst_pack_scope_type, (int) status->scope));
  json_object_set_boolean_member (object, "complete", cst_pack_status_is_complete (status));
  json_object_set_int_member (object, "missing", status->missing_photos + status->missing_files);
  json_object_set_string_member (object, "text", text);
  cst_ctl_print_json (ctl, node);
  cst_ctl_print (ctl, "%s\n", text);
  if (*remarks != '\0')
    cst_ctl_print (ctl, "%s\n", remarks);
  print_gaps (ctl, status);

  return CST_CTL_DONE;
}

/* One round over all accounts. Returns whether none was held by another process. */
static gboolean
fetch_round (CstCtl     *ctl,
             GPtrArray  *accounts,
             CstCtlExit *result)
{
  gboolean is_free = TRUE;

  *result = CST_CTL_DONE;
  for (guint i = 0; i < accounts->len; i++)
    {
      const CstAccount *account = g_ptr_array_index (accounts, i);
      g_autoptr(CstSyncReport) report = cst_sync_report_new ();
      g_autoptr(GError) error = NULL;

      if (account->is_paused)
        continue;
      if (!cst_ctl_sync_account (ctl, account, CST_SYNC_EVERYTHING | CST_SYNC_HASTEN, report, &error))
        {
          g_autofree char *problem = cst_marketplace_problem_text (error);

          g_printerr ("%s: %s\n", account->name, problem);
          *result = cst_ctl_exit_of (error);
        }
      is_free = is_free && !report->is_busy;
    }

  return is_free;
}

/* Until nothing is missing, the marketplace cannot be reached, or nothing comes any more. Where another process is at
 * work on the account, that one fetches. */
static CstCtlExit
fetch_all (CstCtl  *ctl,
           GError **error)
{
  g_autoptr(GPtrArray) accounts = cst_db_accounts (ctl->db, error);
  CstCtlExit result = CST_CTL_DONE;
  int last = -1;

  for (int round = 0; accounts != NULL && round < MAX_ROUNDS_WITHOUT_PROGRESS && result == CST_CTL_DONE; round++)
    {
      gboolean is_free = fetch_round (ctl, accounts, &result);
      g_autoptr(CstPackStatus) status = cst_db_pack_status (ctl->db, cst_store_get_dir (ctl->store), error);
      int missing;

      if (status == NULL)
        return CST_CTL_FAILED;
      if ((missing = status->missing_photos + status->missing_files) == 0)
        break;
      if (last < 0 || missing < last)
        round = 0;
      last = missing;
      if (!is_free)
        g_usleep (POLL_S * G_USEC_PER_SEC);
    }

  return accounts != NULL ? result : CST_CTL_FAILED;
}

static CstCtlExit
pack_prepare (CstCtl  *ctl,
              GStrv    args,
              GError **error)
{
  g_autoptr(GPtrArray) members = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_pack_member_free);
  Request request = { { .members = members }, cst_store_get_dir (ctl->store), cst_clock_now (ctl->clock) };
  g_autoptr(CstPackStatus) status = NULL;
  CstCtlExit result = CST_CTL_DONE;

  if (!read_request (ctl, &request.pack, error) || cst_ctl_write (ctl, prepare_job, &request, error) == NULL)
    return CST_CTL_FAILED;
  if (option_wait && (result = fetch_all (ctl, error)) == CST_CTL_FAILED && *error != NULL)
    return result;
  if (!(status = cst_db_pack_status (ctl->db, cst_store_get_dir (ctl->store), error)))
    return CST_CTL_FAILED;

  print_status (ctl, status);
  if (option_wait && result == CST_CTL_DONE && !cst_pack_status_is_complete (status))
    result = CST_CTL_FAILED;

  return result;
}

static CstCtlExit
pack_status (CstCtl  *ctl,
             GStrv    args,
             GError **error)
{
  g_autoptr(CstPackStatus) status = cst_db_pack_status (ctl->db, cst_store_get_dir (ctl->store), error);

  return status != NULL ? print_status (ctl, status) : CST_CTL_FAILED;
}

static CstCtlExit
pack_drop (CstCtl  *ctl,
           GStrv    args,
           GError **error)
{
  return cst_ctl_write (ctl, drop_job, NULL, error) != NULL ? pack_status (ctl, args, error) : CST_CTL_FAILED;
}

const CstCtlCommand cst_ctl_pack_commands[] = {
  { "pack prepare", "", N_("Prepare incidents for work without a network"), prepare_options, 0, 0, TRUE, pack_prepare },
  { "pack status", "", N_("Say whether all that was prepared is here"), NULL, 0, 0, TRUE, pack_status },
  { "pack drop", "", N_("Prepare nothing any more"), NULL, 0, 0, TRUE, pack_drop },
  { NULL },
};
