/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "cst-accounts.h"
#include "cst-cache.h"
#include "cst-connect.h"
#include "cst-ctl.h"
#include "cst-files.h"

static char *option_output;

static const GOptionEntry photo_options[] = {
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &option_output, N_("Where to write it"), "FILE" },
  G_OPTION_ENTRY_NULL
};

/* The one account whose incidents have it; or the only account there is, for what came with a message. */
static CstAccount *
find_owner (CstCtl      *ctl,
            const char  *attachment,
            GError     **error)
{
  g_autoptr(GPtrArray) accounts = cst_db_accounts (ctl->db, error);
  gint64 owner = cst_db_cache_owner (ctl->db, attachment, accounts != NULL ? error : NULL);

  if (accounts == NULL || owner < 0)
    return NULL;
  if (owner == 0 && accounts->len != 1)
    return cst_ctl_usage (error, _("Say whose it is: ACCOUNT/%s."), attachment), NULL;

  return owner != 0 ? cst_db_account (ctl->db, owner, error) : cst_account_copy (g_ptr_array_index (accounts, 0));
}

static CstAccount *
account_of (CstCtl      *ctl,
            const char  *text,
            const char **attachment,
            GError     **error)
{
  const char *slash = strchr (text, '/');
  g_autofree char *name = slash != NULL ? g_strndup (text, (gsize) (slash - text)) : NULL;

  *attachment = slash != NULL ? slash + 1 : text;

  return slash != NULL ? cst_ctl_account (ctl, name, error) : find_owner (ctl, text, error);
}

static gboolean
copy_file (const char  *from,
           const char  *to,
           GError     **error)
{
  g_autoptr(GFile) source = g_file_new_for_path (from);
  g_autoptr(GFile) target = g_file_new_for_path (to);
  GFileCopyFlags flags = G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS;

  return g_file_copy (source, target, flags, NULL, NULL, NULL, error);
}

static CstCtlExit
photo (CstCtl  *ctl,
       GStrv    args,
       GError **error)
{
  const char *attachment = NULL;
  g_autoptr(CstAccount) account = NULL;
  g_autoptr(CstMarketplace) marketplace = NULL;
  g_autofree char *cached = NULL;

  if (option_output == NULL)
    return cst_ctl_usage (error, _("Say where to write it with --output."));
  if (!(account = account_of (ctl, args[0], &attachment, error)))
    return CST_CTL_FAILED;

  cached = cst_cache_path (ctl->store, account->id, attachment);
  if (!g_file_test (cached, G_FILE_TEST_IS_REGULAR))
    {
      if (!(marketplace = cst_connect (account, ctl->profile, CST_CTL_KEYRING_TIMEOUT, NULL, error)) ||
          !cst_marketplace_fetch_attachment (marketplace, attachment, option_output, CST_FILES_LIMIT, NULL, error))
        return CST_CTL_FAILED;
    }
  else if (!copy_file (cached, option_output, error))
    {
      return CST_CTL_FAILED;
    }

  cst_ctl_print_said (ctl, "written", option_output);
  cst_ctl_print (ctl, _("Written to “%s”.\n"), option_output);

  return CST_CTL_DONE;
}

const CstCtlCommand cst_ctl_photo_commands[] = {
  { "photo", "ID", N_("Write an attachment to a file"), photo_options, 1, 1, TRUE, photo },
  { NULL },
};
