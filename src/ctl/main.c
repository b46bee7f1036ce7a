/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "cst-config.h"
#include "cst-ctl.h"
#include "cst-paths.h"
#include "cst-pending-restore.h"

static const CstCtlCommand *const command_tables[] = {
  cst_ctl_account_commands, cst_ctl_sync_commands, cst_ctl_list_commands, cst_ctl_pack_commands,
  cst_ctl_photo_commands, cst_ctl_decide_commands, cst_ctl_playbook_commands, cst_ctl_case_commands,
  cst_ctl_report_commands, cst_ctl_case_export_commands, cst_ctl_import_commands, cst_ctl_delivery_commands,
  cst_ctl_finding_commands, cst_ctl_evidence_commands, cst_ctl_aftercare_commands, cst_ctl_admin_commands,
  cst_ctl_rules_commands, cst_ctl_dossier_commands, cst_ctl_arbitration_commands, cst_ctl_figures_commands,
  cst_ctl_lessons_commands,
};

static gboolean option_json;
static gboolean option_version;
static char *option_profile;
static char *option_person;

static const GOptionEntry global_options[] = {
  { "json", 0, 0, G_OPTION_ARG_NONE, &option_json, N_("Print JSON"), NULL },
  { "profile", 0, 0, G_OPTION_ARG_STRING, &option_profile, N_("Use the profile NAME, for instance demo"), "NAME" },
  { "person", 0, 0, G_OPTION_ARG_STRING, &option_person, N_("Who acts"), "NAME" },
  { "version", 0, 0, G_OPTION_ARG_NONE, &option_version, N_("Print the version"), NULL },
  G_OPTION_ENTRY_NULL
};

static gsize
count_words (const char *name)
{
  return strchr (name, ' ') != NULL ? 2 : 1;
}

static gboolean
is_named (const CstCtlCommand *command,
          GPtrArray           *words)
{
  g_auto(GStrv) names = g_strsplit (command->name, " ", 2);

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (i >= words->len || strcmp (names[i], g_ptr_array_index (words, i)) != 0)
        return FALSE;
    }

  return TRUE;
}

static const CstCtlCommand *
find_command (GPtrArray *words)
{
  for (gsize i = 0; i < G_N_ELEMENTS (command_tables); i++)
    {
      for (const CstCtlCommand *command = command_tables[i]; command->name != NULL; command++)
        {
          if (is_named (command, words))
            return command;
        }
    }

  return NULL;
}

/* The words that cannot be a value of an option: enough to find the command's name, which stands
 * before its own options. */
static GPtrArray *
leading_words (int    argc,
               char **argv)
{
  GPtrArray *words = g_ptr_array_new ();

  for (int i = 1; i < argc; i++)
    {
      if (g_str_equal (argv[i], "--profile") || g_str_equal (argv[i], "--person"))
        i++;
      else if (argv[i][0] != '-')
        g_ptr_array_add (words, argv[i]);
    }

  return words;
}

static char *
list_of_commands (void)
{
  GString *text = g_string_new (_("Commands:"));

  for (gsize i = 0; i < G_N_ELEMENTS (command_tables); i++)
    {
      for (const CstCtlCommand *command = command_tables[i]; command->name != NULL; command++)
        g_string_append_printf (text, "\n  %-18s %-30s %s", command->name, command->arguments, _(command->summary));
    }

  return g_string_free (text, FALSE);
}

static GOptionContext *
new_context (const CstCtlCommand *command)
{
  GOptionContext *context;

  if (command == NULL)
    {
      g_autofree char *commands = list_of_commands ();

      context = g_option_context_new (_("COMMAND …"));
      g_option_context_set_description (context, commands);
    }
  else
    {
      g_autofree char *parameters = g_strdup_printf ("%s %s", command->name, command->arguments);

      context = g_option_context_new (parameters);
      g_option_context_set_summary (context, _(command->summary));
    }

  g_option_context_add_main_entries (context, global_options, GETTEXT_PACKAGE);
  if (command != NULL && command->options != NULL)
    g_option_context_add_main_entries (context, command->options, GETTEXT_PACKAGE);

  return context;
}

/* What is printed for scripts goes to standard output; this is for a person, who has to look. */
static void
tell_recovery (const CstStoreRecovery *recovery)
{
  g_autoptr(GDateTime) restored = NULL;
  g_autofree char *moment = NULL;

  if (recovery == NULL)
    return;
  if (recovery->restored_from == NULL)
    {
      g_printerr (_("There was no good backup, so everything is fetched again. Decisions that had not been "
                    "sent may be missing. The damaged file was kept as “%s”."), recovery->kept_as);
      g_printerr ("\n");
      return;
    }

  restored = g_date_time_new_from_unix_local (recovery->restored_at);
  moment = g_date_time_format (restored, "%c");
  /* Translators: a date and time, and a file */
  g_printerr (_("The backup of %1$s took their place, and what is newer is fetched again. Look through "
                "the outbox: decisions made after that time may be missing. The damaged file was kept "
                "as “%2$s”."), moment, recovery->kept_as);
  g_printerr ("\n");
}

/* The window carries it out, and shows why it could not. */
static void
tell_restore (const char *dir)
{
  gboolean has_failed = FALSE;
  g_autofree char *text = cst_pending_restore_tell (dir, &has_failed);

  if (text != NULL)
    g_printerr ("%s\n", text);
}

static gboolean
open_store (CstCtl  *ctl,
            GError **error)
{
  if (!cst_paths_ensure_private (ctl->profile_dir, error) ||
      !(ctl->store = cst_store_open (ctl->profile_dir, ctl->clock, error)))
    return FALSE;

  tell_recovery (cst_store_get_recovery (ctl->store));
  tell_restore (ctl->profile_dir);

  ctl->rules = cst_rules_new (ctl->store, ctl->clock, ctl->profile_dir);

  return (ctl->db = cst_store_open_reader (ctl->store, error)) != NULL;
}

static CstCtlExit
run_command (const CstCtlCommand  *command,
             GStrv                 args,
             GString              *out,
             GError              **error)
{
  int n_args = (int) g_strv_length (args);
  CstCtl ctl = { .profile = option_profile, .is_json = option_json, .person_name = option_person, .out = out };
  CstCtlExit result = CST_CTL_FAILED;

  if (n_args < command->min_args || (command->max_args >= 0 && n_args > command->max_args))
    return cst_ctl_usage (error, _("Usage: constatctl %s %s"), command->name, command->arguments);

  ctl.profile_dir = cst_paths_data_dir (option_profile);
  ctl.clock = cst_clock_new_system ();
  if (!command->needs_store || open_store (&ctl, error))
    result = command->run (&ctl, args, error);

  g_clear_pointer (&ctl.db, cst_db_close);
  g_clear_object (&ctl.rules);
  g_clear_object (&ctl.store);
  g_clear_object (&ctl.clock);
  g_free (ctl.profile_dir);

  return result;
}

static CstCtlExit
run (int       argc,
     char    **argv,
     GString  *out,
     GError  **error)
{
  g_autoptr(GPtrArray) words = leading_words (argc, argv);
  const CstCtlCommand *command = find_command (words);
  g_autoptr(GOptionContext) context = new_context (command);

  if (!g_option_context_parse (context, &argc, &argv, error))
    return CST_CTL_USAGE;
  if (option_version)
    {
      g_string_append_printf (out, "constatctl %s\n", CST_VERSION);
      return CST_CTL_DONE;
    }
  if (command == NULL)
    return words->len > 0 ? cst_ctl_usage (error, _("There is no command “%s”. See constatctl --help."),
                                           (char *) g_ptr_array_index (words, 0))
                          : cst_ctl_usage (error, _("Which command? See constatctl --help."));

  return run_command (command, argv + 1 + count_words (command->name), out, error);
}

static void
report (const GError *error,
        CstCtlExit    result)
{
  if (option_json)
    {
      g_autoptr(JsonBuilder) builder = json_builder_new ();
      g_autoptr(JsonNode) node = NULL;
      g_autofree char *text = NULL;

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "error");
      json_builder_add_string_value (builder, error->message);
      json_builder_set_member_name (builder, "exit");
      json_builder_add_int_value (builder, (gint64) result);
      json_builder_end_object (builder);
      node = json_builder_get_root (builder);
      text = json_to_string (node, TRUE);
      g_print ("%s\n", text);
    }

  g_printerr ("constatctl: %s\n", error->message);
}

/* A disk that is full and a reader that is gone must not look like success. */
static gboolean
write_out (const GString  *out,
           GError        **error)
{
  if (fwrite (out->str, 1, out->len, stdout) == out->len && fflush (stdout) == 0)
    return TRUE;

  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno),
               _("What was to be said cannot be written: %s"), g_strerror (errno));

  return FALSE;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) write_error = NULL;
  CstCtlExit result;

  cst_i18n_init ();
  result = run (argc, argv, out, &error);

  if (!write_out (out, &write_error) && result == CST_CTL_DONE)
    result = CST_CTL_FAILED;
  if (error != NULL)
    {
      if (result == CST_CTL_DONE || result == CST_CTL_FAILED)
        result = cst_ctl_exit_of (error);
      report (error, result);
    }
  if (write_error != NULL)
    report (write_error, result);

  return (int) result;
}
