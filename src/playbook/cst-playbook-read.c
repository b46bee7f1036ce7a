/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "cst-playbook-private.h"
#include "cst-util.h"

/* From the tree of a file to the structs of a playbook, as the tables of cst-playbook-schema.c say. */

typedef struct
{
  GPtrArray *problems;
  char       currency[4]; /* of amounts */
} Reader;

static const CstAttributeSpec common_attributes[] = {
  { "id", CST_ATTRIBUTE_ID, G_STRUCT_OFFSET (CstRule, id), NULL, TRUE },
  { "source", CST_ATTRIBUTE_REFERENCE, G_STRUCT_OFFSET (CstRule, source), NULL, FALSE },
  { "valid-from", CST_ATTRIBUTE_DATE, G_STRUCT_OFFSET (CstRule, valid_from), NULL, FALSE },
  { "applies-to-open", CST_ATTRIBUTE_YES_NO, G_STRUCT_OFFSET (CstRule, applies_to_open), NULL, FALSE },
  { "reasons", CST_ATTRIBUTE_WORDS, G_STRUCT_OFFSET (CstRule, reasons), NULL, FALSE },
  { "if", CST_ATTRIBUTE_CONDITIONS, G_STRUCT_OFFSET (CstRule, conditions), NULL, FALSE },
};
static const CstCommon common_kinds[] = {
  CST_COMMON_ID, CST_COMMON_DATED, CST_COMMON_DATED, CST_COMMON_DATED, CST_COMMON_REASONS, CST_COMMON_IF,
};

#define MEMBER(Type, struct_p, offset) G_STRUCT_MEMBER (Type, struct_p, offset)

static const CstAttributeSpec *
find_attribute (const CstElementSpec *spec,
                const char           *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (common_attributes); i++)
    {
      if ((spec->common & common_kinds[i]) != 0 && strcmp (common_attributes[i].name, name) == 0)
        return &common_attributes[i];
    }
  for (gsize i = 0; i < spec->n_attributes; i++)
    {
      if (strcmp (spec->attributes[i].name, name) == 0)
        return &spec->attributes[i];
    }

  return NULL;
}

static char *
known_attributes (const CstElementSpec *spec)
{
  GString *names = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (common_attributes); i++)
    {
      if ((spec->common & common_kinds[i]) != 0)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", common_attributes[i].name);
    }
  for (gsize i = 0; i < spec->n_attributes; i++)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", spec->attributes[i].name);

  return g_string_free (names, FALSE);
}

static gboolean
has_attribute (const CstPlaybookNode *node,
               const char            *name,
               guint                 *index)
{
  return g_ptr_array_find_with_equal_func (node->names, name, g_str_equal, index);
}

static void
require (const Reader           *reader,
         const CstPlaybookNode  *node,
         const CstAttributeSpec *spec)
{
  if (spec->is_required && !has_attribute (node, spec->name, NULL))
    {
      g_autofree char *hint = cst_playbook_value_hint (spec);

      /* Translators: an element and its attribute in a rules file */
      cst_playbook_problem_add (reader->problems, node->line, hint, _("<%s> needs “%s”"), node->name, spec->name);
    }
}

static void
read_attributes (Reader                *reader,
                 const CstElementSpec  *spec,
                 const CstPlaybookNode *node,
                 gpointer               element)
{
  for (guint i = 0; i < node->names->len; i++)
    {
      const char *name = g_ptr_array_index (node->names, i);
      const char *value = g_ptr_array_index (node->values, i);
      const CstAttributeSpec *attribute = find_attribute (spec, name);
      g_autofree char *hint = attribute != NULL ? cst_playbook_value_hint (attribute) : NULL;
      guint first = i;

      if (has_attribute (node, name, &first) && first != i)
        cst_playbook_problem_add (reader->problems, node->line, _("keep one of them"),
                                  _("“%s” stands there twice"), name);
      else if (attribute == NULL)
        {
          g_autofree char *known = known_attributes (spec);
          g_autofree char *say = g_strdup_printf (_("it may have: %s"), known);

          cst_playbook_problem_add (reader->problems, node->line, say, _("<%s> has no “%s”"), node->name, name);
        }
      else if (!cst_playbook_value_read (attribute, value, reader->currency, element))
        cst_playbook_problem_add (reader->problems, node->line, hint, _("“%s” is no value for “%s”"), value, name);
    }

  if ((spec->common & CST_COMMON_ID) != 0)
    require (reader, node, &common_attributes[0]);
  for (gsize i = 0; i < spec->n_attributes; i++)
    require (reader, node, &spec->attributes[i]);
}

/* As gettext reads it: one space where there was any, none at the ends. */
char *
cst_playbook_collapse (const char *text)
{
  g_auto(GStrv) words = cst_playbook_value_words (text);

  return g_strjoinv (" ", words);
}

/* A message keeps its lines, without the file's indentation and the empty lines around it. */
char *
cst_playbook_dedent (const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *joined = NULL;
  gsize length;
  char *start;

  for (char **line = lines; *line != NULL; line++)
    g_strstrip (*line);
  joined = g_strjoinv ("\n", lines);
  for (start = joined; *start == '\n'; start++)
    ;
  for (length = strlen (start); length > 0 && start[length - 1] == '\n'; length--)
    ;

  return g_strndup (start, length);
}

static gpointer read_element (Reader                *reader,
                              const CstElementSpec  *spec,
                              const CstPlaybookNode *node);

static const CstChildSpec *
find_child (const CstElementSpec *spec,
            const char           *name)
{
  for (gsize i = 0; i < spec->n_children; i++)
    {
      if (strcmp (spec->children[i].spec->name, name) == 0)
        return &spec->children[i];
    }

  return NULL;
}

static void
read_children (Reader                *reader,
               const CstElementSpec  *spec,
               const CstPlaybookNode *node,
               gpointer               element)
{
  CstRule *rule = element;

  for (guint i = 0; i < node->children->len; i++)
    {
      const CstPlaybookNode *child = g_ptr_array_index (node->children, i);
      const CstChildSpec *known = find_child (spec, child->name);

      if (known != NULL)
        g_ptr_array_add (MEMBER (GPtrArray *, element, known->offset), read_element (reader, known->spec, child));
      else if (spec->has_label && strcmp (child->name, "label") == 0 && rule->label == NULL &&
               child->children->len == 0 && child->names->len == 0)
        rule->label = cst_playbook_collapse (child->text->str);
      else
        cst_playbook_problem_add (reader->problems, child->line, _("the reference lists what may stand where"),
                                  _("<%s> is not expected inside <%s>"), child->name, node->name);
    }
}

static void
free_condition (gpointer data)
{
  CstCondition *condition = data;

  g_free (condition->value);
  g_free (condition);
}

static gpointer
new_element (const CstElementSpec *spec)
{
  gpointer element = g_malloc0 (spec->size);

  ((CstRule *) element)->conditions = g_ptr_array_new_with_free_func (free_condition);
  for (gsize i = 0; i < spec->n_children; i++)
    MEMBER (GPtrArray *, element, spec->children[i].offset) = g_ptr_array_new ();

  return element;
}

static gpointer
read_element (Reader                *reader,
              const CstElementSpec  *spec,
              const CstPlaybookNode *node)
{
  gpointer element = new_element (spec);
  CstRule *rule = element;

  rule->line = node->line;
  read_attributes (reader, spec, node, element);
  if (spec->text)
    rule->label = spec->keeps_lines ? cst_playbook_dedent (node->text->str) : cst_playbook_collapse (node->text->str);
  else if (!cst_str_is_blank (node->text->str))
    cst_playbook_problem_add (reader->problems, node->line, _("put the text into a <label>"),
                              _("<%s> has text outside of its elements"), node->name);
  read_children (reader, spec, node, element);

  if (cst_str_is_blank (rule->label) && (spec->text || spec->has_label) && !spec->may_be_silent)
    cst_playbook_problem_add (reader->problems, node->line, _("say it in English; translations come from there"),
                              _("<%s> has no text"), node->name);

  return element;
}

static void
clear_attribute (const CstAttributeSpec *spec,
                 gpointer                element)
{
  switch (spec->kind)
    {
    case CST_ATTRIBUTE_ID:
    case CST_ATTRIBUTE_TEXT:
    case CST_ATTRIBUTE_REFERENCE:
    case CST_ATTRIBUTE_DATE_TEXT:
      g_free (MEMBER (char *, element, spec->offset));
      break;
    case CST_ATTRIBUTE_WORDS:
    case CST_ATTRIBUTE_MOMENTS:
      g_strfreev (MEMBER (char **, element, spec->offset));
      break;
    case CST_ATTRIBUTE_CONDITIONS:
      g_ptr_array_unref (MEMBER (GPtrArray *, element, spec->offset));
      break;
    case CST_ATTRIBUTE_NUMBER:
    case CST_ATTRIBUTE_MONEY:
    case CST_ATTRIBUTE_PERCENT:
    case CST_ATTRIBUTE_YES_NO:
    case CST_ATTRIBUTE_DATE:
    case CST_ATTRIBUTE_CURRENCY:
    case CST_ATTRIBUTE_ENUM:
    default:
      break;
    }
}

/**
 * cst_playbook_clear_element:
 *
 * Frees what an element holds, as its table says, but not the element.
 */
void
cst_playbook_clear_element (const CstElementSpec *spec,
                            gpointer              element)
{
  for (gsize i = 0; i < G_N_ELEMENTS (common_attributes); i++)
    clear_attribute (&common_attributes[i], element);
  for (gsize i = 0; i < spec->n_attributes; i++)
    clear_attribute (&spec->attributes[i], element);
  g_free (((CstRule *) element)->label);

  for (gsize i = 0; i < spec->n_children; i++)
    {
      GPtrArray *children = MEMBER (GPtrArray *, element, spec->children[i].offset);

      for (guint k = 0; k < children->len; k++)
        {
          cst_playbook_clear_element (spec->children[i].spec, g_ptr_array_index (children, k));
          g_free (g_ptr_array_index (children, k));
        }
      g_ptr_array_unref (children);
    }
}

/* What a rule does not say itself is said by the playbook. */
static void
inherit (const CstElementSpec *spec,
         const CstPlaybook    *playbook,
         gpointer              element)
{
  CstRule *rule = element;

  if (rule->valid_from == 0)
    rule->valid_from = playbook->rule.valid_from;
  if (rule->source == NULL && (spec->common & CST_COMMON_DATED) != 0)
    rule->source = g_strdup (playbook->rule.source);

  for (gsize i = 0; i < spec->n_children; i++)
    {
      GPtrArray *children = MEMBER (GPtrArray *, element, spec->children[i].offset);

      for (guint k = 0; k < children->len; k++)
        inherit (spec->children[i].spec, playbook, g_ptr_array_index (children, k));
    }
}

/**
 * cst_playbook_new_for_node:
 * @root: a file's root element
 * @problems: (element-type CstPlaybookProblem): gets what is wrong with it
 *
 * Returns: (transfer full) (nullable): the playbook; not to be used when there are problems
 */
CstPlaybook *
cst_playbook_new_for_node (const CstPlaybookNode *root,
                           GPtrArray             *problems)
{
  Reader reader = { .problems = problems, .currency = "EUR" };
  CstPlaybook *self;

  if (strcmp (root->name, cst_playbook_element.name) != 0)
    {
      g_autofree char *hint = g_strdup_printf (_("the file begins with <%s>"), cst_playbook_element.name);

      cst_playbook_problem_add (problems, root->line, hint, _("<%s> is no playbook"), root->name);
      return NULL;
    }

  self = read_element (&reader, &cst_playbook_element, root);
  g_atomic_ref_count_init (&self->count);
  inherit (&cst_playbook_element, self, self);
  if (problems->len == 0)
    cst_playbook_check (self, problems);

  return self;
}
