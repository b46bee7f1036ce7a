/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "cst-ctl.h"
#include "cst-playbook-copy.h"
#include "cst-rules-preview.h"
#include "cst-util.h"

static char *option_account;

static const GOptionEntry preview_options[] = {
  { "account", 0, 0, G_OPTION_ARG_STRING, &option_account, N_("Only the incidents of this account"), "NAME" },
  G_OPTION_ENTRY_NULL
};

static void
add_problems (JsonBuilder     *builder,
              const GPtrArray *problems)
{
  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    json_builder_add_value (builder, cst_record_to_json (&cst_playbook_problem_type, g_ptr_array_index (problems, i)));
  json_builder_end_array (builder);
}

static void
print_problems (CstCtl          *ctl,
                const char      *path,
                const GPtrArray *problems)
{
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const CstPlaybookProblem *problem = g_ptr_array_index (problems, i);

      cst_ctl_print (ctl, "%s:%d: %s\n", path, problem->line, problem->reason);
      if (problem->hint != NULL)
        cst_ctl_print (ctl, "  %s\n", problem->hint);
    }
}

/* Every mistake with its line, what is wrong and what to do; exit code 4 when there is one. */
static CstCtlExit
check (CstCtl  *ctl,
       GStrv    args,
       GError **error)
{
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GError) local_error = NULL;
  g_autoptr(CstPlaybook) playbook = cst_playbook_load (args[0], &problems, &local_error);
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (playbook == NULL && problems == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return CST_CTL_FAILED;
    }

  print_problems (ctl, args[0], problems);
  if (playbook != NULL)
    cst_ctl_print (ctl, _("%s: no mistakes in the rules “%s”, version %d\n"), args[0], playbook->rule.id,
                   playbook->version);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "file");
  json_builder_add_string_value (builder, args[0]);
  add_problems (builder, problems);
  json_builder_end_object (builder);
  cst_ctl_print_json (ctl, json_builder_get_root (builder));

  return playbook != NULL ? CST_CTL_DONE : CST_CTL_REFUSED;
}

static void
add_file (JsonBuilder           *builder,
          const CstPlaybookFile *file)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "id");
  json_builder_add_string_value (builder, file->id);
  if (file->playbook != NULL)
    {
      json_builder_set_member_name (builder, "name");
      json_builder_add_string_value (builder, cst_playbook_label (&file->playbook->rule));
      json_builder_set_member_name (builder, "version");
      json_builder_add_int_value (builder, file->playbook->version);
      json_builder_set_member_name (builder, "digest");
      json_builder_add_string_value (builder, file->playbook->digest);
    }
  if (file->path != NULL)
    {
      json_builder_set_member_name (builder, "file");
      json_builder_add_string_value (builder, file->path);
    }
  json_builder_set_member_name (builder, "last_good");
  json_builder_add_boolean_value (builder, file->uses_last_good);
  add_problems (builder, file->problems);
  json_builder_end_object (builder);
}

static CstCtlExit
list (CstCtl  *ctl,
      GStrv    args,
      GError **error)
{
  g_autoptr(CstPlaybooks) playbooks = cst_playbooks_new (ctl->profile_dir);
  const GPtrArray *files = cst_playbooks_get_files (playbooks);
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < files->len; i++)
    {
      const CstPlaybookFile *file = g_ptr_array_index (files, i);
      const char *name = file->playbook != NULL ? cst_playbook_label (&file->playbook->rule) : "";
      const char *place = file->path != NULL ? file->path : _("came with the program");

      add_file (builder, file);
      cst_ctl_print (ctl, "%-22s %-24s %s\n", file->id, name, place);
      if (file->uses_last_good)
        cst_ctl_print (ctl, "  %s\n", file->playbook != NULL ? _("has mistakes; the last good version is in use")
                                                             : _("has mistakes and is not used"));
      if (file->uses_last_good)
        print_problems (ctl, file->path, file->problems);
    }
  json_builder_end_array (builder);
  cst_ctl_print_json (ctl, json_builder_get_root (builder));

  return CST_CTL_DONE;
}

/* The file itself: what one copies to change it. */
static CstCtlExit
show (CstCtl  *ctl,
      GStrv    args,
      GError **error)
{
  g_autoptr(CstPlaybooks) playbooks = cst_playbooks_new (ctl->profile_dir);
  const GPtrArray *files = cst_playbooks_get_files (playbooks);
  g_autoptr(GBytes) shipped = cst_playbooks_shipped_xml (args[0]);
  g_autofree char *own = NULL;
  const char *path = NULL;
  const char *xml;

  for (guint i = 0; i < files->len; i++)
    {
      const CstPlaybookFile *file = g_ptr_array_index (files, i);

      if (g_str_equal (file->id, args[0]))
        path = file->path;
    }
  if (path == NULL && shipped == NULL)
    return cst_ctl_usage (error, _("There are no rules “%s”. See “%s”."), args[0], "constatctl playbook list");
  if (path != NULL && !g_file_get_contents (path, &own, NULL, error))
    return CST_CTL_FAILED;

  xml = own != NULL ? own : g_bytes_get_data (shipped, NULL);
  cst_ctl_print (ctl, "%.*s", own != NULL ? (int) strlen (own) : (int) g_bytes_get_size (shipped), xml);
  if (ctl->is_json)
    {
      g_autofree char *text = own != NULL ? g_strdup (own) : g_strndup (xml, g_bytes_get_size (shipped));

      cst_ctl_print_said (ctl, "xml", text);
    }

  return CST_CTL_DONE;
}

/* A copy of one's own, which replaces the original from now on. */
static CstCtlExit
copy (CstCtl  *ctl,
      GStrv    args,
      GError **error)
{
  g_autoptr(CstPlaybooks) playbooks = cst_playbooks_new (ctl->profile_dir);
  g_autoptr(GError) local_error = NULL;
  g_autofree char *path = cst_playbooks_copy (playbooks, args[0], &local_error);

  if (g_error_matches (local_error, CST_PLAYBOOK_COPY_ERROR, CST_PLAYBOOK_COPY_ERROR_UNKNOWN))
    return cst_ctl_usage (error, _("There are no rules “%s”. See “%s”."), args[0], "constatctl playbook list");
  if (path == NULL)
    {
      gboolean exists = g_error_matches (local_error, CST_PLAYBOOK_COPY_ERROR, CST_PLAYBOOK_COPY_ERROR_EXISTS);

      g_propagate_error (error, g_steal_pointer (&local_error));
      return exists ? CST_CTL_REFUSED : CST_CTL_FAILED;
    }

  cst_ctl_print (ctl, "%s\n", path);
  cst_ctl_print_said (ctl, "file", path);

  return CST_CTL_DONE;
}

static void
add_moves (CstCtl                *ctl,
           JsonBuilder           *builder,
           const CstRulesPreview *preview)
{
  json_builder_set_member_name (builder, "moves");
  json_builder_begin_array (builder);
  for (guint i = 0; i < preview->moves->len; i++)
    {
      const CstRulesMove *move = g_ptr_array_index (preview->moves, i);
      g_autofree char *before = move->before != 0 ? cst_time_format (move->before) : g_strdup ("–");
      g_autofree char *after = move->after != 0 ? cst_time_format (move->after) : g_strdup ("–");

      cst_ctl_print (ctl, "  %-16s %s → %s\n", move->number, before, after);
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "incident");
      json_builder_add_string_value (builder, move->incident);
      json_builder_set_member_name (builder, "number");
      json_builder_add_string_value (builder, move->number);
      json_builder_set_member_name (builder, "before");
      json_builder_add_int_value (builder, move->before);
      json_builder_set_member_name (builder, "after");
      json_builder_add_int_value (builder, move->after);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
say_preview (CstCtl                *ctl,
             const char            *playbook,
             const CstRulesPreview *preview)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  cst_ctl_print (ctl, _("Open incidents under these rules: %1$u; due earlier: %2$u; due later: %3$u\n"),
                 preview->n_open, preview->n_earlier, preview->n_later);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "playbook");
  json_builder_add_string_value (builder, playbook);
  json_builder_set_member_name (builder, "open");
  json_builder_add_int_value (builder, preview->n_open);
  json_builder_set_member_name (builder, "earlier");
  json_builder_add_int_value (builder, preview->n_earlier);
  json_builder_set_member_name (builder, "later");
  json_builder_add_int_value (builder, preview->n_later);
  add_moves (ctl, builder, preview);
  json_builder_end_object (builder);
  cst_ctl_print_json (ctl, json_builder_get_root (builder));
}

/* P2, R8: what a file would move in open incidents, were it in use. Nothing is changed. */
static CstCtlExit
preview (CstCtl  *ctl,
         GStrv    args,
         GError **error)
{
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(CstPlaybook) playbook = cst_playbook_load (args[0], &problems, error);
  g_autoptr(CstAccount) account = NULL;
  g_autoptr(CstRulesPreview) found = NULL;

  if (playbook == NULL)
    {
      print_problems (ctl, args[0], problems);
      return problems != NULL ? CST_CTL_REFUSED : CST_CTL_FAILED;
    }
  if (option_account != NULL && !(account = cst_ctl_account (ctl, option_account, error)))
    return CST_CTL_FAILED;

  found = cst_rules_preview_sync (ctl->rules, ctl->db, playbook, account != NULL ? account->id : 0, error);
  if (found == NULL)
    return CST_CTL_FAILED;

  say_preview (ctl, playbook->rule.id, found);

  return CST_CTL_DONE;
}

const CstCtlCommand cst_ctl_playbook_commands[] = {
  { "playbook check", "FILE", N_("Say what is wrong with a file of rules"), NULL, 1, 1, FALSE, check },
  { "playbook copy", "ID", N_("Make a copy of your own of a file of rules, to be changed"), NULL, 1, 1, FALSE, copy },
  { "playbook list", "", N_("List the rules in use and where they come from"), NULL, 0, 0, FALSE, list },
  { "playbook preview", "FILE", N_("Say what a file of rules would move in open incidents"), preview_options, 1, 1,
    TRUE, preview },
  { "playbook show", "ID", N_("Print a file of rules, to be copied and changed"), NULL, 1, 1, FALSE, show },
  { NULL }
};
