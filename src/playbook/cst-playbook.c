/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-playbook.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cst-playbook-private.h"
#include "cst-util.h"

G_DEFINE_QUARK (cst-playbook-error-quark, cst_playbook_error)

static const CstField cst_playbook_problem_fields[] = {
  CST_FIELD (CstPlaybookProblem, line, INT),
  CST_FIELD (CstPlaybookProblem, reason, STRING),
  CST_FIELD (CstPlaybookProblem, hint, STRING),
};
CST_DEFINE_RECORD_TYPE (cst_playbook_problem, CstPlaybookProblem, "playbook problem");

/* Beyond that, nobody reads on. */
#define PROBLEM_LIMIT 100

static void
free_problem (gpointer problem)
{
  cst_record_free (&cst_playbook_problem_type, problem);
}

/**
 * cst_playbook_problems_new:
 *
 * Returns: (transfer full) (element-type CstPlaybookProblem): no mistakes yet
 */
GPtrArray *
cst_playbook_problems_new (void)
{
  return g_ptr_array_new_with_free_func (free_problem);
}

/**
 * cst_playbook_problem_add:
 * @problems: (element-type CstPlaybookProblem)
 * @line: 0 for the whole file
 * @hint: (nullable): what to do about it, translated
 * @format: what is wrong, translated
 */
void
cst_playbook_problem_add (GPtrArray  *problems,
                          int         line,
                          const char *hint,
                          const char *format,
                          ...)
{
  CstPlaybookProblem *problem;
  va_list args;

  if (problems->len >= PROBLEM_LIMIT)
    return;

  problem = cst_record_new (&cst_playbook_problem_type);
  problem->line = line;
  problem->hint = g_strdup (hint);
  va_start (args, format);
  problem->reason = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (problems, problem);
}

static void
set_error_of (const CstPlaybookProblem  *problem,
              GError                   **error)
{
  if (problem->hint != NULL)
    /* Translators: the line, what is wrong there, and what to do */
    g_set_error (error, CST_PLAYBOOK_ERROR, CST_PLAYBOOK_ERROR_INVALID, _("line %1$d: %2$s (%3$s)"),
                 problem->line, problem->reason, problem->hint);
  else
    g_set_error (error, CST_PLAYBOOK_ERROR, CST_PLAYBOOK_ERROR_INVALID, _("line %1$d: %2$s"),
                 problem->line, problem->reason);
}

/**
 * cst_playbook_new_for_xml:
 * @xml: (array length=size): what a file holds
 * @problems: (out) (optional) (element-type CstPlaybookProblem): everything that is wrong with it
 *
 * Returns: (transfer full) (nullable): the playbook, or %NULL with a %CST_PLAYBOOK_ERROR_INVALID
 */
CstPlaybook *
cst_playbook_new_for_xml (const char  *xml,
                          gsize        size,
                          GPtrArray  **problems,
                          GError     **error)
{
  g_autoptr(GPtrArray) found = cst_playbook_problems_new ();
  g_autoptr(CstPlaybookNode) root = cst_playbook_node_new_for_xml (xml, size, found);
  g_autoptr(CstPlaybook) self = root != NULL ? cst_playbook_new_for_node (root, found) : NULL;

  if (found->len > 0)
    {
      set_error_of (g_ptr_array_index (found, 0), error);
      g_clear_pointer (&self, cst_playbook_unref);
    }
  else
    {
      self->digest = cst_sha256_hex (xml, size);
      self->xml = g_strndup (xml, size);
      self->zone = g_time_zone_new_identifier (self->time_zone);
    }
  if (problems != NULL)
    *problems = g_steal_pointer (&found);

  return g_steal_pointer (&self);
}

CstPlaybook *
cst_playbook_ref (CstPlaybook *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->count);

  return self;
}

static GPtrArray **
rules_at (CstPlaybook *self,
          gsize        index)
{
  return (GPtrArray **) (void *) ((char *) self + cst_playbook_element.children[index].offset);
}

void
cst_playbook_unref (CstPlaybook *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->count))
    return;

  if (self->then != NULL)
    {
      for (gsize i = 0; i < cst_playbook_element.n_children; i++)
        g_ptr_array_unref (*rules_at (self, i));
      cst_playbook_unref (self->since);
      cst_playbook_unref (self->then);
      g_free (self);
      return;
    }

  cst_playbook_clear_element (&cst_playbook_element, self);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self->digest);
  g_free (self->xml);
  g_free (self);
}

static gboolean
has_version (const GPtrArray *rules,
             const CstRule   *of,
             gboolean         at_any_date)
{
  for (guint i = 0; i < rules->len; i++)
    {
      const CstRule *rule = g_ptr_array_index (rules, i);

      if (g_strcmp0 (rule->id, of->id) == 0 && (at_any_date || rule->valid_from == of->valid_from))
        return TRUE;
    }

  return FALSE;
}

/* The rules of then, and those of since that also take over what was opened before. */
static GPtrArray *
merge_rules (const GPtrArray *then,
             const GPtrArray *since,
             gboolean         are_sources)
{
  GPtrArray *rules = g_ptr_array_new ();

  for (guint i = 0; i < since->len; i++)
    {
      CstRule *rule = g_ptr_array_index (since, i);

      if (are_sources ? !has_version (then, rule, TRUE) : rule->applies_to_open && rule->id != NULL)
        g_ptr_array_add (rules, rule);
    }

  for (guint i = 0, n = rules->len; i < then->len; i++)
    {
      CstRule *rule = g_ptr_array_index (then, i);

      if (n == 0 || rule->id == NULL || !has_version (rules, rule, FALSE))
        g_ptr_array_add (rules, rule);
    }

  return rules;
}

/**
 * cst_playbook_new_as_of:
 * @then: the rules as they were when a case was first seen
 * @since: the rules as they are
 *
 * R8: a file that was edited meanwhile leaves an open case under the rules it was opened under, but for those of its
 * rules that say to apply to open cases.
 *
 * Returns: (transfer full): the rules such a case is under
 */
CstPlaybook *
cst_playbook_new_as_of (CstPlaybook *then,
                        CstPlaybook *since)
{
  CstPlaybook *self;

  g_return_val_if_fail (then != NULL && since != NULL, NULL);

  self = g_memdup2 (then, sizeof *then);
  g_atomic_ref_count_init (&self->count);
  self->then = cst_playbook_ref (then);
  self->since = cst_playbook_ref (since);
  for (gsize i = 0; i < cst_playbook_element.n_children; i++)
    {
      const GPtrArray *old = *rules_at (then, i);

      *rules_at (self, i) = merge_rules (old, *rules_at (since, i), old == then->sources);
    }

  return self;
}

/* Whether a version counts for a case that was opened on @opened, as seen on @today (R8). */
static gboolean
is_candidate (const CstRule *rule,
              guint32        opened,
              guint32        today)
{
  return rule->valid_from <= opened || (rule->applies_to_open && rule->valid_from <= today);
}

/**
 * cst_playbook_find:
 * @rules: one of the playbook's arrays
 * @id: (nullable): whose
 * @opened: the julian day on which the case was opened
 * @today: the present julian day
 *
 * R8: of the dated versions of a rule, the one the case is under: the latest that was valid when it was opened, or
 * that took over the open ones since.
 *
 * Returns: (transfer none) (nullable): the rule
 */
gpointer
cst_playbook_find (const CstPlaybook *self,
                   const GPtrArray   *rules,
                   const char        *id,
                   guint32            opened,
                   guint32            today)
{
  CstRule *best = NULL;

  g_return_val_if_fail (self != NULL && rules != NULL, NULL);

  for (guint i = 0; id != NULL && i < rules->len; i++)
    {
      CstRule *rule = g_ptr_array_index (rules, i);

      if (strcmp (rule->id, id) == 0 && is_candidate (rule, opened, today) &&
          (best == NULL || rule->valid_from > best->valid_from))
        best = rule;
    }

  return best;
}

/**
 * cst_rule_is_in_force:
 *
 * Returns: whether @rule is the version that counts for the case
 */
gboolean
cst_rule_is_in_force (const CstPlaybook *self,
                      const GPtrArray   *rules,
                      const CstRule     *rule,
                      guint32            opened,
                      guint32            today)
{
  return cst_playbook_find (self, rules, rule->id, opened, today) == rule;
}

/**
 * cst_rule_is_about:
 * @reason: (nullable): a reason's id
 *
 * Returns: whether @rule is about incidents with @reason
 */
gboolean
cst_rule_is_about (const CstRule *rule,
                   const char    *reason)
{
  return rule->reasons == NULL || (reason != NULL && g_strv_contains ((const char *const *) rule->reasons, reason));
}

/**
 * cst_playbook_source:
 *
 * Returns: (transfer none): where the rule was read, and when
 */
const CstSource *
cst_playbook_source (const CstPlaybook *self,
                     const CstRule     *rule)
{
  for (guint i = 0; i < self->sources->len; i++)
    {
      const CstSource *source = g_ptr_array_index (self->sources, i);

      if (g_strcmp0 (source->rule.id, rule->source) == 0)
        return source;
    }

  return NULL;
}

/**
 * cst_playbook_label:
 *
 * Returns: (transfer none): the rule's label in the reader's language; as it stands where there is no translation
 */
const char *
cst_playbook_label (const CstRule *rule)
{
  return cst_str_is_blank (rule->label) ? "" : _(rule->label);
}

/**
 * cst_playbook_term:
 * @id: `incident`, `customer`, `state-submitted`…
 *
 * Returns: (transfer none) (nullable): the site's own word in the reader's language, %NULL when it has none
 */
const char *
cst_playbook_term (const CstPlaybook *self,
                   const char        *id)
{
  for (guint i = 0; i < self->terms->len; i++)
    {
      const CstRule *term = g_ptr_array_index (self->terms, i);

      if (strcmp (term->id, id) == 0)
        return g_dpgettext2 (GETTEXT_PACKAGE, term->id, term->label);
    }

  return NULL;
}
