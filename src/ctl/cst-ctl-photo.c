/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-ctl-photo.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "cst-accounts.h"
#include "cst-cache.h"
#include "cst-connect.h"
#include "cst-files.h"
#include "cst-photo-decoder.h"

static char *option_output;
static char *option_account;
static gboolean option_all;
static gboolean option_strip;
static int option_max_side;

static const GOptionEntry photo_options[] = {
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &option_output, N_("Where to write it"), "FILE" },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry list_options[] = {
  { "account", 0, 0, G_OPTION_ARG_STRING, &option_account, N_("Only this account’s"), "NAME" },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry export_options[] = {
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &option_output, N_("Where to write it"), "FILE" },
  { "strip", 0, 0, G_OPTION_ARG_NONE, &option_strip, N_("Leave out where, when and with what it was taken"), NULL },
  { "max-side", 0, 0, G_OPTION_ARG_INT, &option_max_side, N_("Make its longer side at most N pixels"), "N" },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry check_options[] = {
  { "all", 0, 0, G_OPTION_ARG_NONE, &option_all, N_("Also files of settled incidents"), NULL },
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

static gboolean
fetch (CstCtl            *ctl,
       const CstAccount  *account,
       const char        *attachment,
       const char        *path,
       GError           **error)
{
  g_autoptr(CstMarketplace) marketplace = cst_connect (account, ctl->profile, CST_CTL_KEYRING_TIMEOUT, NULL, error);

  return marketplace != NULL &&
         cst_marketplace_fetch_attachment (marketplace, attachment, path, CST_FILES_LIMIT, NULL, error);
}

/* A copy that the decoding worker makes from the pixels: a document and a video have more than these. */
static gboolean
can_be_rewritten (const char  *source,
                  GError     **error)
{
  CstFileType type = CST_FILE_TYPE_UNKNOWN;

  if (!cst_sniff_file (source, &type, NULL, error))
    return FALSE;
  if (cst_file_type_is_picture (type))
    return TRUE;

  /* Translators: a type of file, as in “MP4 video” */
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
               _("This file contains: %s. Only of pictures a copy can be made that is smaller or says less; without "
                 "--strip and --max-side the file is written as it is, with all it says."),
               cst_file_type_get_label (type));

  return FALSE;
}

static gboolean
write_copy (const char  *source,
            GError     **error)
{
  g_autoptr(CstPhotoDecoder) decoder = cst_photo_decoder_new (1);
  CstPhotoExport options = { .strip_metadata = option_strip, .max_side = option_max_side };
  g_autoptr(GBytes) bytes = cst_photo_decoder_export_sync (decoder, source, &options, NULL, NULL, error);

  return bytes != NULL && g_file_set_contents (option_output, g_bytes_get_data (bytes, NULL),
                                               (gssize) g_bytes_get_size (bytes), error);
}

static gboolean
write_out (CstCtl            *ctl,
           const CstAccount  *account,
           const char        *attachment,
           GError           **error)
{
  g_autofree char *cached = cst_cache_path (ctl->store, account->id, attachment);
  gboolean is_here = g_file_test (cached, G_FILE_TEST_IS_REGULAR);
  gboolean is_copied = option_strip || option_max_side > 0;
  g_autofree char *fetched = is_here || !is_copied ? NULL : g_strconcat (option_output, ".fetched", NULL);
  gboolean is_written;

  if (!is_copied)
    return is_here ? copy_file (cached, option_output, error)
                   : fetch (ctl, account, attachment, option_output, error);

  is_written = (is_here || fetch (ctl, account, attachment, fetched, error)) &&
               can_be_rewritten (is_here ? cached : fetched, error) &&
               write_copy (is_here ? cached : fetched, error);
  if (fetched != NULL)
    g_unlink (fetched);

  return is_written;
}

static CstCtlExit
photo (CstCtl  *ctl,
       GStrv    args,
       GError **error)
{
  const char *attachment = NULL;
  g_autoptr(CstAccount) account = NULL;

  if (option_output == NULL)
    return cst_ctl_usage (error, _("Say where to write it with --output."));
  if (option_max_side < 0)
    return cst_ctl_usage (error, _("--max-side has to be more than 0."));
  if (!(account = account_of (ctl, args[0], &attachment, error)) || !write_out (ctl, account, attachment, error))
    return CST_CTL_FAILED;

  cst_ctl_print_said (ctl, "written", option_output);
  cst_ctl_print (ctl, _("Written to “%s”.\n"), option_output);

  return CST_CTL_DONE;
}

static CstCtlExit
photo_list (CstCtl  *ctl,
            GStrv    args,
            GError **error)
{
  if (args[0] != NULL && option_account != NULL)
    return cst_ctl_usage (error, _("Name an incident or an account, not both."));

  return cst_ctl_photo_list (ctl, args[0], option_account, error);
}

static CstCtlExit
photo_check (CstCtl  *ctl,
             GStrv    args,
             GError **error)
{
  return cst_ctl_photo_check (ctl, option_all, error);
}

const CstCtlCommand cst_ctl_photo_commands[] = {
  { "photo list", "[INCIDENT]", N_("Say what is known of photos"), list_options, 0, 1, TRUE, photo_list },
  { "photo export", "ID", N_("Write a photo, or a copy that says less, to a file"), export_options, 1, 1, TRUE, photo },
  { "photo check", "", N_("See whether the files are still what came"), check_options, 0, 0, TRUE, photo_check },
  { "photo", "ID", N_("Write an attachment to a file"), photo_options, 1, 1, TRUE, photo },
  { NULL },
};
