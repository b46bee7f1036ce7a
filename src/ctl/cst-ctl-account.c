/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "cst-accounts.h"
#include "cst-connect.h"
#include "cst-ctl.h"
#include "cst-marketplace.h"
#include "cst-privacy.h"
#include "cst-reason-map.h"
#include "cst-secret.h"
#include "cst-settings.h"

#define TOKEN_LIMIT 8192

static char *option_connector;
static char *option_url;
static char *option_token_file;
static gboolean option_keep;
static char *option_site;
static char *option_brand;
static char *option_audience;
static char *option_currency;
static char *option_country;
static gboolean option_force;

static const GOptionEntry add_options[] = {
  { "connector", 0, 0, G_OPTION_ARG_STRING, &option_connector, N_("How the marketplace speaks"), "KIND" },
  { "url", 0, 0, G_OPTION_ARG_STRING, &option_url, N_("Where the marketplace is"), "URL" },
  { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &option_token_file, N_("Read the token from a file"), "FILE" },
  { "keep-in-file", 0, 0, G_OPTION_ARG_NONE, &option_keep,
    N_("Leave the token in that file instead of the keyring"), NULL },
  { "site", 0, 0, G_OPTION_ARG_STRING, &option_site,
    N_("By hand: the name of the place the incidents come from"), "NAME" },
  { "brand", 0, 0, G_OPTION_ARG_STRING, &option_brand, N_("By hand: your brand’s name there, which signs messages"),
    "NAME" },
  { "audience", 0, 0, G_OPTION_ARG_STRING, &option_audience, N_("By hand: who orders there: consumer or retailer"),
    "KIND" },
  { "currency", 0, 0, G_OPTION_ARG_STRING, &option_currency, N_("By hand: what is paid in"), "EUR" },
  { "country", 0, 0, G_OPTION_ARG_STRING, &option_country, N_("By hand: where your company is"), "FR" },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry remove_options[] = {
  { "force", 0, 0, G_OPTION_ARG_NONE, &option_force, N_("Even if something waits in the outbox"), NULL },
  G_OPTION_ENTRY_NULL
};

static char *
read_token_from_input (GError **error)
{
  char buffer[TOKEN_LIMIT] = { 0 };
  char *token = NULL;

  if (fgets (buffer, sizeof buffer, stdin) == NULL)
    return cst_ctl_usage (error, _("No token came on standard input.")), NULL;

  g_strstrip (buffer);
  if (*buffer != '\0')
    token = g_strdup (buffer);
  else
    cst_ctl_usage (error, _("The token on standard input is empty."));
  explicit_bzero (buffer, sizeof buffer);

  return token;
}

static gboolean
check_place (GError **error)
{
  if (option_site == NULL)
    return cst_ctl_usage (error, _("Say where the incidents come from with --site.")), FALSE;
  if (option_url != NULL || option_token_file != NULL || option_keep)
    return cst_ctl_usage (error, _("An account kept by hand has neither an address nor a token.")), FALSE;
  if (option_audience != NULL && cst_enum_value (&cst_customer_kind_type, option_audience) == 0)
    return cst_ctl_usage (error, _("“%s” is neither consumer nor retailer."), option_audience), FALSE;
  if (option_currency != NULL && strlen (option_currency) != 3)
    return cst_ctl_usage (error, _("“%s” is no currency like EUR."), option_currency), FALSE;
  if (option_country != NULL && strlen (option_country) != 2)
    return cst_ctl_usage (error, _("“%s” is no country like FR."), option_country), FALSE;

  return TRUE;
}

static gboolean
check_words (const char  *name,
             GError     **error)
{
  if (!cst_account_name_is_valid (name))
    return cst_ctl_usage (error,
                          _("“%s” is no name for an account: use up to 32 letters, digits, points and dashes."),
                          name),
           FALSE;
  if (cst_connector_kind (option_connector) == NULL)
    return cst_ctl_usage (error, _("There is no connector “%s”."), option_connector), FALSE;
  if (cst_connector_is_local (option_connector))
    return check_place (error);
  if (option_url == NULL)
    return cst_ctl_usage (error, _("Say where the marketplace is with --url.")), FALSE;
  if (option_keep && option_token_file == NULL)
    return cst_ctl_usage (error, _("--keep-in-file needs --token-file.")), FALSE;

  return TRUE;
}

/* Before anything is kept: the keyring knows an account's token by its name. */
static gboolean
is_free (CstCtl      *ctl,
         const char  *name,
         GError     **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(CstAccount) account = cst_ctl_account (ctl, name, &local_error);

  if (account != NULL)
    return cst_ctl_usage (error, _("That name is taken. Choose another.")), FALSE;
  if (g_error_matches (local_error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

static gpointer
save_job (CstDb         *db,
          gpointer       request,
          GCancellable  *cancellable,
          GError       **error)
{
  CstAccount *account = request;
  gint64 id = cst_db_save_account (db, account, error);

  if (id > 0)
    account->id = id;

  return GINT_TO_POINTER (id > 0);
}

static void
take_info (CstAccount     *account,
           CstAccountInfo *info)
{
  cst_record_assign (&cst_account_info_type, &account->info, info);
  cst_record_free (&cst_account_info_type, info);
}

static JsonNode *
account_json (const CstAccount   *account,
              const CstSyncState *state)
{
  JsonNode *node = cst_record_to_json (&cst_account_type, account);
  JsonObject *object = json_node_get_object (node);

  if (state != NULL)
    json_object_set_member (object, "sync", cst_record_to_json (&cst_sync_state_type, state));

  return node;
}

static CstAccount *
new_account (const char *name)
{
  CstAccount *account = cst_account_new ();

  account->name = g_strdup (name);
  account->connector = g_strdup (option_connector);
  account->url = g_strdup (option_url);
  if (!cst_connector_is_local (option_connector))
    {
      account->credential_place = option_keep ? CST_CREDENTIAL_FILE : CST_CREDENTIAL_KEYRING;
      account->credential_file = option_keep ? g_canonicalize_filename (option_token_file, NULL) : NULL;
      return account;
    }

  account->info.site = g_strdup (option_site);
  account->info.name = g_strdup (option_brand);
  account->info.country = g_strdup (option_country);
  account->info.audience = option_audience != NULL ? cst_enum_value (&cst_customer_kind_type, option_audience)
                                                   : CST_CUSTOMER_CONSUMER;
  g_strlcpy (account->info.currency, option_currency != NULL ? option_currency : "EUR",
             sizeof account->info.currency);

  return account;
}

static void
tell_added (CstCtl           *ctl,
            const CstAccount *account)
{
  cst_ctl_print_json (ctl, account_json (account, NULL));
  if (cst_connector_is_local (account->connector))
    cst_ctl_print (ctl, _("Added “%s” (%s). Record its incidents with: constatctl case add\n"), account->name,
                   account->info.site);
  else
    cst_ctl_print (ctl, _("Added “%s” (%s). Fetch its orders with: constatctl sync %s\n"), account->name,
                   account->info.site != NULL ? account->info.site : account->url, account->name);
}

static CstCtlExit
account_add (CstCtl  *ctl,
             GStrv    args,
             GError **error)
{
  g_autoptr(CstAccount) account = NULL;
  g_autoptr(CstMarketplace) marketplace = NULL;
  gboolean is_local;
  CstAccountInfo *info;
  char *token = NULL;
  gboolean done;

  if (option_connector == NULL)
    option_connector = g_strdup ("constat");
  if (!check_words (args[0], error))
    return CST_CTL_USAGE;
  if (!is_free (ctl, args[0], error))
    return CST_CTL_FAILED;

  is_local = cst_connector_is_local (option_connector);
  if (!is_local)
    token = option_token_file != NULL ? cst_secret_read_file (option_token_file, error) : read_token_from_input (error);
  if (!is_local && token == NULL)
    return CST_CTL_FAILED;

  account = new_account (args[0]);

  done = (marketplace = cst_marketplace_new (account, token, error)) != NULL &&
         (info = cst_marketplace_check (marketplace, NULL, error)) != NULL;
  if (done)
    take_info (account, info);
  done = done &&
         (option_keep || is_local ||
          cst_secret_store_sync (ctl->profile, account->name, token, CST_CTL_KEYRING_TIMEOUT, NULL, error)) &&
         cst_ctl_write (ctl, save_job, account, error) != NULL;
  cst_secret_free (token);
  if (!done)
    return CST_CTL_FAILED;

  tell_added (ctl, account);

  return CST_CTL_DONE;
}

static CstCtlExit
account_list (CstCtl  *ctl,
              GStrv    args,
              GError **error)
{
  g_autoptr(GPtrArray) accounts = cst_db_accounts (ctl->db, error);
  JsonNode *root;
  JsonArray *array;

  if (accounts == NULL)
    return CST_CTL_FAILED;

  root = json_node_new (JSON_NODE_ARRAY);
  array = json_array_new ();
  json_node_take_array (root, array);

  for (guint i = 0; i < accounts->len; i++)
    {
      const CstAccount *account = g_ptr_array_index (accounts, i);
      g_autoptr(CstSyncState) state = cst_db_sync_state (ctl->db, account->id, NULL);

      json_array_add_element (array, account_json (account, state));
      cst_ctl_print (ctl, "%-16s %-24s %s%s%s\n", account->name, account->info.site != NULL ? account->info.site : "",
                     account->url != NULL ? account->url : "", state != NULL && state->last_problem != NULL ? "  " : "",
                     state != NULL && state->last_problem != NULL ? state->last_problem : "");
    }
  cst_ctl_print_json (ctl, root);

  return CST_CTL_DONE;
}

static CstCtlExit
account_test (CstCtl  *ctl,
              GStrv    args,
              GError **error)
{
  g_autoptr(CstAccount) account = cst_ctl_account (ctl, args[0], error);
  g_autoptr(CstMarketplace) marketplace = NULL;
  CstAccountInfo *info;

  if (account == NULL || !(marketplace = cst_connect (account, ctl->profile, CST_CTL_KEYRING_TIMEOUT, NULL, error)) ||
      !(info = cst_marketplace_check (marketplace, NULL, error)))
    return CST_CTL_FAILED;

  take_info (account, info);
  if (cst_ctl_write (ctl, save_job, account, error) == NULL)
    return CST_CTL_FAILED;

  cst_ctl_print_json (ctl, account_json (account, NULL));
  cst_ctl_print (ctl, _("“%s” answers as %s.\n"), account->name,
                 account->info.site != NULL ? account->info.site : account->url);
  if (!account->info.may_decide)
    cst_ctl_print (ctl, _("Its token may look and record findings, not decide about money.\n"));
  for (guint i = 0; account->info.remarks != NULL && account->info.remarks[i] != NULL; i++)
    cst_ctl_print (ctl, "%s\n", account->info.remarks[i]);

  return CST_CTL_DONE;
}

typedef struct
{
  gint64      account;
  const char *label;
  const char *means;
} Reason;

static gpointer
reason_job (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  const Reason *reason = request;

  return GINT_TO_POINTER (cst_db_map_reason (db, reason->account, reason->label, reason->means, error));
}

static CstCtlExit
account_reason (CstCtl  *ctl,
                GStrv    args,
                GError **error)
{
  g_autoptr(CstAccount) account = cst_ctl_account (ctl, args[0], error);
  Reason reason = { account != NULL ? account->id : 0, args[1], args[2] };

  if (account == NULL)
    return CST_CTL_FAILED;
  if (args[2][strspn (args[2], "abcdefghijklmnopqrstuvwxyz_")] != '\0' || *args[2] == '\0')
    return cst_ctl_usage (error, _("A reason of the rules is a word such as not_received or damaged."));
  if (cst_ctl_write (ctl, reason_job, &reason, error) == NULL)
    return CST_CTL_FAILED;

  cst_ctl_print (ctl, _("From the next sync on, “%1$s” of “%2$s” means %3$s.\n"), args[1], account->name, args[2]);

  return CST_CTL_DONE;
}

static CstCtlExit
account_remove (CstCtl  *ctl,
                GStrv    args,
                GError **error)
{
  g_autoptr(CstAccount) account = cst_ctl_account (ctl, args[0], error);

  if (account == NULL || !cst_account_forget (ctl->store, account->id, option_force, error))
    return CST_CTL_FAILED;

  if (account->credential_place == CST_CREDENTIAL_KEYRING)
    {
      g_autoptr(GError) local_error = NULL;

      if (!cst_secret_clear_sync (ctl->profile, account->name, CST_CTL_KEYRING_TIMEOUT, NULL, &local_error))
        g_printerr (_("The token could not be taken out of the keyring: %s\n"), local_error->message);
    }
  cst_ctl_print_said (ctl, "removed", account->name);
  cst_ctl_print (ctl, _("Removed “%s”.\n"), account->name);

  return CST_CTL_DONE;
}

const CstCtlCommand cst_ctl_account_commands[] = {
  { "account add", "NAME", N_("Add an account, after testing it"), add_options, 1, 1, TRUE, account_add },
  { "account list", "", N_("List the accounts"), NULL, 0, 0, TRUE, account_list },
  { "account reason", "NAME LABEL WORD", N_("Say what a reason of the marketplace’s means to the rules"), NULL, 3, 3,
    TRUE, account_reason },
  { "account test", "NAME", N_("Ask the marketplace whether the account works"), NULL, 1, 1, TRUE, account_test },
  { "account remove", "NAME", N_("Remove an account and what is known of it"), remove_options, 1, 1, TRUE,
    account_remove },
  { NULL },
};
