/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "cst-backup.h"
#include "cst-ctl.h"
#include "cst-journal.h"
#include "cst-privacy.h"

static gboolean option_yes;

static const GOptionEntry erase_options[] = {
  { "yes", 0, 0, G_OPTION_ARG_NONE, &option_yes, N_("Erase without asking; it cannot be taken back"), NULL },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry restore_options[] = {
  { "yes", 0, 0, G_OPTION_ARG_NONE, &option_yes, N_("Put the present store aside without asking"), NULL },
  G_OPTION_ENTRY_NULL
};

/* `ACCOUNT/CUSTOMER`: customers have no number of their own that could be looked up alone. */
static gboolean
split_customer (CstCtl      *ctl,
                const char  *text,
                CstAccount **account,
                const char **customer,
                GError     **error)
{
  const char *slash = strchr (text, '/');
  g_autofree char *name = slash != NULL ? g_strndup (text, (gsize) (slash - text)) : NULL;

  if (slash == NULL || slash[1] == '\0')
    return cst_ctl_usage (error, _("Name the customer as ACCOUNT/CUSTOMER; the order shows the customer’s id.")), FALSE;

  *customer = slash + 1;
  *account = cst_ctl_account (ctl, name, error);

  return *account != NULL;
}

static CstCtlExit
customer_export (CstCtl  *ctl,
                 GStrv    args,
                 GError **error)
{
  g_autoptr(CstAccount) account = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *text = NULL;
  const char *customer = NULL;

  if (!split_customer (ctl, args[0], &account, &customer, error) ||
      !(node = cst_customer_export (ctl->db, account->id, customer, error)))
    return CST_CTL_FAILED;

  text = json_to_string (node, TRUE);
  g_string_append_printf (ctl->out, "%s\n", text);

  return CST_CTL_DONE;
}

static CstCtlExit
customer_erase (CstCtl  *ctl,
                GStrv    args,
                GError **error)
{
  g_autoptr(CstAccount) account = NULL;
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  const char *customer = NULL;
  int n_erased;

  if (!option_yes)
    return cst_ctl_usage (error, _("Erasing cannot be taken back. Say --yes to erase everything about this customer."));
  if (!split_customer (ctl, args[0], &account, &customer, error))
    return CST_CTL_FAILED;
  if ((n_erased = cst_customer_erase (ctl->store, account->id, customer, cst_clock_now (ctl->clock), error)) < 0)
    return CST_CTL_FAILED;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "erased");
  json_builder_add_int_value (builder, n_erased);
  json_builder_end_object (builder);
  cst_ctl_print_json (ctl, json_builder_get_root (builder));
  cst_ctl_print (ctl, ngettext ("Erased what was personal in %d order.\n", "Erased what was personal in %d orders.\n",
                                (gulong) n_erased),
                 n_erased);

  return CST_CTL_DONE;
}

static CstCtlExit
journal_verify (CstCtl  *ctl,
                GStrv    args,
                GError **error)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  gint64 count = 0;

  if (!cst_db_journal_verify (ctl->db, &count, error))
    return CST_CTL_FAILED;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "entries");
  json_builder_add_int_value (builder, count);
  json_builder_set_member_name (builder, "intact");
  json_builder_add_boolean_value (builder, TRUE);
  json_builder_end_object (builder);
  cst_ctl_print_json (ctl, json_builder_get_root (builder));
  cst_ctl_print (ctl, ngettext ("The journal is intact: %" PRId64 " entry.\n",
                                "The journal is intact: %" PRId64 " entries.\n", (gulong) count),
                 count);

  return CST_CTL_DONE;
}

static CstCtlExit
backup_make (CstCtl  *ctl,
             GStrv    args,
             GError **error)
{
  if (!cst_store_backup (ctl->store, args[0], error) || !cst_backup_check (args[0], error))
    return CST_CTL_FAILED;

  cst_ctl_print_said (ctl, "backup", args[0]);
  cst_ctl_print (ctl, _("The backup is in “%s”, and was read back.\n"), args[0]);

  return CST_CTL_DONE;
}

static CstCtlExit
backup_restore (CstCtl  *ctl,
                GStrv    args,
                GError **error)
{
  if (!cst_backup_check (args[0], error))
    return CST_CTL_FAILED;
  if (!option_yes)
    return cst_ctl_usage (error, _("The present store would be put aside. Say --yes to restore this backup."));
  if (!cst_backup_restore (args[0], ctl->profile_dir, cst_clock_now (ctl->clock), error))
    return CST_CTL_FAILED;

  cst_ctl_print_said (ctl, "restored", args[0]);
  cst_ctl_print (ctl, _("Restored. Tokens are not part of a backup: give each account its token again.\n"));

  return CST_CTL_DONE;
}

const CstCtlCommand cst_ctl_admin_commands[] = {
  { "customer export", "ACCOUNT/CUSTOMER", N_("Print everything about one customer"), NULL, 1, 1, TRUE,
    customer_export },
  { "customer erase", "ACCOUNT/CUSTOMER", N_("Erase everything personal about one customer"), erase_options, 1, 1, TRUE,
    customer_erase },
  { "journal verify", "", N_("Check the journal’s chain"), NULL, 0, 0, TRUE, journal_verify },
  { "backup make", "FILE", N_("Write a backup"), NULL, 1, 1, TRUE, backup_make },
  { "backup restore", "FILE", N_("Put a backup in place of the store"), restore_options, 1, 1, FALSE, backup_restore },
  { NULL },
};
