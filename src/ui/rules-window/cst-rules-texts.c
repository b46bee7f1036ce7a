/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-rules-texts.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cst-format.h"

char *
cst_rules_place_text (const CstPlaybookFile *file)
{
  return g_strdup (file->path != NULL ? _("Your own copy") : _("Came with the program"));
}

static char *
day_text (guint32 julian,
          gint64  now)
{
  char iso[G_ASCII_DTOSTR_BUF_SIZE];
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian);
  g_date_strftime (iso, sizeof iso, "%Y-%m-%d", &date);

  return cst_format_iso_date (iso, now);
}

char *
cst_rules_version_text (const CstPlaybookFile *file,
                        gint64                 now)
{
  g_autofree char *day = NULL;

  if (file->playbook == NULL)
    return g_strdup (_("Not in use"));

  day = day_text (file->playbook->rule.valid_from, now);

  /* Translators: of a site's rules: a number and a day */
  return g_strdup_printf (_("Version %1$d, valid from %2$s"), file->playbook->version, day);
}

/**
 * cst_rules_users_text:
 *
 * Returns: which accounts are under these rules
 */
char *
cst_rules_users_text (CstContext            *context,
                      const CstPlaybookFile *file)
{
  g_autoptr(GString) names = g_string_new (NULL);
  GPtrArray *accounts = cst_context_get_accounts (context);

  for (guint i = 0; i < accounts->len; i++)
    {
      const CstAccount *account = g_ptr_array_index (accounts, i);
      g_autoptr(CstPlaybook) playbook = cst_rules_dup_playbook (cst_context_get_rules (context), account);

      if (playbook != NULL && g_strcmp0 (playbook->rule.id, file->id) == 0)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", account->name);
    }
  if (names->len == 0)
    return g_strdup (_("No account uses them"));

  /* Translators: names of accounts */
  return g_strdup_printf (_("Used by %s"), names->str);
}

/**
 * cst_rules_trouble_text:
 *
 * Returns: (nullable): what to know of a file with mistakes
 */
char *
cst_rules_trouble_text (const CstPlaybookFile *file)
{
  g_autofree char *first = NULL;

  if (file->problems == NULL || file->problems->len == 0)
    return NULL;

  first = cst_rules_problem_text (g_ptr_array_index (file->problems, 0));
  if (file->playbook == NULL)
    /* Translators: the line, and what is wrong there */
    return g_strdup_printf (_("The file has mistakes and is not used. %s"), first);

  /* Translators: the line, and what is wrong there */
  return g_strdup_printf (_("The file has mistakes; its last good version is in use. %s"), first);
}

char *
cst_rules_problem_text (const CstPlaybookProblem *problem)
{
  if (problem->line == 0)
    return g_strdup (problem->reason);

  /* Translators: where in a file, and what is wrong there */
  return g_strdup_printf (_("Line %1$d: %2$s"), problem->line, problem->reason);
}

static const char *
unit_word (const char *unit)
{
  static const struct
  {
    const char *unit;
    const char *word;
  } words[] = {
    { "hours", N_("hours") },
    { "days", N_("days") },
    { "business-days", N_("business days") },
    { "working-days", N_("working days") },
    { "weeks", N_("weeks") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_strcmp0 (words[i].unit, unit) == 0)
        return _(words[i].word);
    }

  return unit;
}

static const char *
attribute_word (const char *name)
{
  static const struct
  {
    const char *name;
    const char *word;
  } words[] = {
    { "amount", N_("after") },
    { "aim", N_("aimed at after") },
    { "ceiling", N_("never above") },
    { "confirm-above", N_("confirmed again above") },
    { "threshold", N_("threshold") },
    { "warn-at", N_("warning from") },
    { "days", N_("counted over") },
    { "at-least", N_("at least") },
    { "less-than", N_("less than") },
    { "discount", N_("discount") },
    { "photos", N_("number of photos") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (strcmp (words[i].name, name) == 0)
        return _(words[i].word);
    }

  return name;
}

/**
 * cst_rules_value_title:
 *
 * Returns: of which rule, which of its values, in which unit
 */
char *
cst_rules_value_title (const CstPlaybookValue *value)
{
  const char *unit = value->unit;

  if (value->kind == CST_PLAYBOOK_VALUE_PERCENT)
    unit = "%";
  else if (value->kind == CST_PLAYBOOK_VALUE_NUMBER && unit != NULL)
    unit = unit_word (unit);

  if (unit == NULL)
    /* Translators: a rule, and which of its values */
    return g_strdup_printf (C_("value", "%1$s: %2$s"), value->label, attribute_word (value->name));

  /* Translators: a rule, which of its values, and in which unit: First reply: after (hours) */
  return g_strdup_printf (C_("value", "%1$s: %2$s (%3$s)"), value->label, attribute_word (value->name), unit);
}

char *
cst_rules_language_name (const char *code)
{
  if (strcmp (code, "en") == 0)
    return g_strdup (C_("of a message", "English"));
  if (strcmp (code, "fr") == 0)
    return g_strdup (C_("of a message", "French"));

  return g_strdup (code);
}

static char *
due_text (gint64 at,
          gint64 now)
{
  return at != 0 ? cst_format_moment (at, now) : g_strdup (C_("due", "none"));
}

/**
 * cst_rules_move_text:
 *
 * Returns: from when to when an incident moves
 */
char *
cst_rules_move_text (const CstRulesMove *move,
                     gint64              now)
{
  g_autofree char *before = due_text (move->before, now);
  g_autofree char *after = due_text (move->after, now);

  /* Translators: two moments: before and after the change */
  return g_strdup_printf (_("Due: %1$s → %2$s"), before, after);
}

char *
cst_rules_preview_text (const CstRulesPreview *preview)
{
  g_autofree char *open = NULL;
  g_autofree char *earlier = NULL;
  g_autofree char *later = NULL;

  open = g_strdup_printf (ngettext ("%u open incident is under these rules.",
                                    "%u open incidents are under these rules.", preview->n_open), preview->n_open);
  if (preview->n_earlier == 0 && preview->n_later == 0)
    return g_strdup_printf ("%s %s", open, _("None of them moves."));

  earlier = g_strdup_printf (ngettext ("%u would be due earlier than before.",
                                       "%u would be due earlier than before.", preview->n_earlier),
                             preview->n_earlier);
  later = g_strdup_printf (ngettext ("%u would be due later.", "%u would be due later.", preview->n_later),
                           preview->n_later);

  return g_strjoin (" ", open, earlier, later, NULL);
}
