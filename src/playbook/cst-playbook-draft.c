/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-playbook-draft.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cst-playbook-private.h"
#include "cst-playbook-spans.h"
#include "cst-util.h"

/* A value, where it stands, and what it was. */
typedef struct
{
  CstPlaybookValue      shown;
  char                 *original;
  CstSpan               span;
  const CstElementSpan *rule; /* whose `applies-to-open` it takes */
} Entry;

struct _CstPlaybookDraft
{
  char      *xml;
  gsize      size;
  GPtrArray *spans;   /* of CstElementSpan */
  GPtrArray *entries; /* of Entry: a CstPlaybookValue to others */
  gboolean   takes_over;
};

/* Bytes that are replaced by others. */
typedef struct
{
  CstSpan  span;
  char    *text; /* (owned) */
} Splice;

typedef struct
{
  const char           *element;
  const char           *attribute;
  CstPlaybookValueKind  kind;
  const char           *unit;           /* (nullable) */
  const char           *unit_attribute; /* (nullable): where the unit stands */
} Everyday;

static const Everyday everyday[] = {
  { "clock", "amount", CST_PLAYBOOK_VALUE_NUMBER, NULL, "unit" },
  { "clock", "aim", CST_PLAYBOOK_VALUE_NUMBER, NULL, "unit" },
  { "money-guard", "ceiling", CST_PLAYBOOK_VALUE_MONEY, NULL, "currency" },
  { "money-guard", "confirm-above", CST_PLAYBOOK_VALUE_MONEY, NULL, "currency" },
  { "rate", "threshold", CST_PLAYBOOK_VALUE_PERCENT, NULL, NULL },
  { "rate", "warn-at", CST_PLAYBOOK_VALUE_PERCENT, NULL, NULL },
  { "rate", "days", CST_PLAYBOOK_VALUE_NUMBER, "days", NULL },
  { "question", "at-least", CST_PLAYBOOK_VALUE_NUMBER, NULL, NULL },
  { "question", "less-than", CST_PLAYBOOK_VALUE_MONEY, "EUR", NULL },
  { "proposal", "discount", CST_PLAYBOOK_VALUE_PERCENT, NULL, NULL },
  { "evidence", "photos", CST_PLAYBOOK_VALUE_NUMBER, NULL, NULL },
};

static const char *
attribute_of (const CstPlaybookNode *node,
              const char            *name)
{
  guint index;

  return g_ptr_array_find_with_equal_func (node->names, name, g_str_equal, &index)
           ? g_ptr_array_index (node->values, index) : NULL;
}

static char *
label_of (const CstPlaybookNode *node)
{
  g_autofree char *text = NULL;
  CstRule rule = { 0 };

  for (guint i = 0; i < node->children->len; i++)
    {
      const CstPlaybookNode *child = g_ptr_array_index (node->children, i);

      if (strcmp (child->name, "label") == 0)
        text = cst_playbook_collapse (child->text->str);
    }
  if (text == NULL)
    text = cst_playbook_collapse (node->text->str);
  rule.label = text;

  return g_strdup (cst_playbook_label (&rule));
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->shown.element);
  g_free (entry->shown.id);
  g_free (entry->shown.label);
  g_free (entry->shown.name);
  g_free (entry->shown.unit);
  g_free (entry->shown.text);
  g_free (entry->original);
  g_free (entry);
}

static Entry *
add_entry (CstPlaybookDraft      *self,
           const CstPlaybookNode *node,
           const CstElementSpan  *rule,
           CstPlaybookValueKind   kind,
           const char            *name,
           CstSpan                span,
           char                  *text)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->shown.kind = kind;
  entry->shown.line = node->line;
  entry->shown.element = g_strdup (node->name);
  entry->shown.id = g_strdup (attribute_of (node, "id"));
  entry->shown.label = label_of (node);
  entry->shown.name = g_strdup (name);
  entry->shown.text = text;
  entry->original = g_strdup (text);
  entry->span = span;
  entry->rule = rule;
  g_ptr_array_add (self->entries, entry);

  return entry;
}

static void
add_attributes (CstPlaybookDraft      *self,
                const CstPlaybookNode *node,
                const CstElementSpan  *rule)
{
  for (gsize i = 0; i < G_N_ELEMENTS (everyday); i++)
    {
      const CstAttributeSpan *span = NULL;
      const char *unit = everyday[i].unit;
      const char *text;
      Entry *entry;

      if (strcmp (node->name, everyday[i].element) == 0)
        span = cst_element_span_find (rule, self->xml, everyday[i].attribute);
      text = attribute_of (node, everyday[i].attribute);
      if (span == NULL || text == NULL)
        continue;

      if (everyday[i].unit_attribute != NULL)
        unit = attribute_of (node, everyday[i].unit_attribute);
      entry = add_entry (self, node, rule, everyday[i].kind, everyday[i].attribute, span->value, g_strdup (text));
      entry->shown.unit = g_strdup (unit);
    }
}

/* The text of a message, unless something other than text stands in it. */
static void
add_message (CstPlaybookDraft      *self,
             const CstPlaybookNode *template,
             const CstElementSpan  *rule,
             const CstPlaybookNode *message,
             const CstElementSpan  *where)
{
  gsize length = where->text.end - where->text.start;

  if (length > 0 && memchr (self->xml + where->text.start, '<', length) == NULL)
    {
      Entry *entry = add_entry (self, template, rule, CST_PLAYBOOK_VALUE_LINES, attribute_of (message, "language"),
                                where->text, cst_playbook_dedent (message->text->str));

      entry->shown.line = message->line;
    }
}

/* The tree and the list of tags are in the same order. */
static void
walk (CstPlaybookDraft      *self,
      const CstPlaybookNode *node,
      const CstPlaybookNode *parent,
      const CstElementSpan  *parent_span,
      guint                 *next)
{
  const CstElementSpan *where = g_ptr_array_index (self->spans, *next);

  (*next)++;
  if (strcmp (node->name, "message") == 0 && parent != NULL)
    add_message (self, parent, parent_span, node, where);
  else
    add_attributes (self, node, where);
  for (guint i = 0; i < node->children->len; i++)
    walk (self, g_ptr_array_index (node->children, i), node, where, next);
}

static guint
count_nodes (const CstPlaybookNode *node)
{
  guint n = 1;

  for (guint i = 0; i < node->children->len; i++)
    n += count_nodes (g_ptr_array_index (node->children, i));

  return n;
}

/* “Resolution” of which reasons? The first one says enough. */
static char *
name_apart (const CstPlaybook      *playbook,
            const CstPlaybookClock *clock)
{
  const char *label = cst_playbook_label (&clock->rule);
  const CstPlaybookReason *reason = NULL;

  for (guint i = 0; clock->rule.reasons != NULL && i < playbook->reasons->len && reason == NULL; i++)
    {
      reason = g_ptr_array_index (playbook->reasons, i);
      if (!cst_rule_is_about (&clock->rule, reason->rule.id))
        reason = NULL;
    }
  if (reason == NULL)
    return g_strdup (label);

  return g_strdup_printf ("%s (%s%s)", label, cst_playbook_label (&reason->rule),
                          clock->rule.reasons[1] != NULL ? "…" : "");
}

/* Two clocks may have one word on screens, where only one of them is about a case; here both stand side by side. */
static void
name_clocks_apart (CstPlaybookDraft  *self,
                   const CstPlaybook *playbook)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);
      const CstPlaybookClock *own = NULL;
      gboolean is_shared = FALSE;

      for (guint k = 0; strcmp (entry->shown.element, "clock") == 0 && k < playbook->clocks->len; k++)
        {
          const CstPlaybookClock *clock = g_ptr_array_index (playbook->clocks, k);

          if (g_strcmp0 (clock->rule.id, entry->shown.id) == 0)
            own = clock;
          else
            is_shared |= strcmp (cst_playbook_label (&clock->rule), entry->shown.label) == 0;
        }
      if (own != NULL && is_shared)
        {
          g_free (entry->shown.label);
          entry->shown.label = name_apart (playbook, own);
        }
    }
}

/**
 * cst_playbook_draft_new:
 * @xml: (array length=size): a file without mistakes
 *
 * Returns: (transfer full) (nullable): the draft, or %NULL with a %CST_PLAYBOOK_ERROR_INVALID
 */
CstPlaybookDraft *
cst_playbook_draft_new (const char  *xml,
                        gsize        size,
                        GError     **error)
{
  g_autoptr(CstPlaybook) playbook = cst_playbook_new_for_xml (xml, size, NULL, error);
  g_autoptr(GPtrArray) problems = cst_playbook_problems_new ();
  g_autoptr(CstPlaybookNode) root = NULL;
  CstPlaybookDraft *self;
  guint next = 0;

  if (playbook == NULL)
    return NULL;

  self = g_new0 (CstPlaybookDraft, 1);
  self->xml = g_strndup (xml, size);
  self->size = size;
  self->spans = cst_element_spans_new (xml, size);
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  root = cst_playbook_node_new_for_xml (xml, size, problems);
  if (root != NULL && count_nodes (root) == self->spans->len)
    walk (self, root, NULL, NULL, &next);
  name_clocks_apart (self, playbook);

  return self;
}

void
cst_playbook_draft_free (CstPlaybookDraft *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->spans);
  g_free (self->xml);
  g_free (self);
}

/**
 * cst_playbook_draft_get_values:
 *
 * Returns: (transfer none) (element-type CstPlaybookValue): in the order of the file
 */
const GPtrArray *
cst_playbook_draft_get_values (const CstPlaybookDraft *self)
{
  return self->entries;
}

/**
 * cst_playbook_draft_set:
 * @index: which of the values
 * @text: what it is to be, unchecked
 */
void
cst_playbook_draft_set (CstPlaybookDraft *self,
                        guint             index,
                        const char       *text)
{
  g_return_if_fail (index < self->entries->len);

  cst_set_str (&((Entry *) g_ptr_array_index (self->entries, index))->shown.text, text);
}

/**
 * cst_playbook_draft_set_takes_over:
 * @takes_over: whether what is changed also counts for cases that are open (R8)
 */
void
cst_playbook_draft_set_takes_over (CstPlaybookDraft *self,
                                   gboolean          takes_over)
{
  self->takes_over = takes_over;
}

static gboolean
is_changed (const Entry *entry)
{
  return strcmp (entry->original, entry->shown.text) != 0;
}

guint
cst_playbook_draft_count_changes (const CstPlaybookDraft *self)
{
  guint n = 0;

  for (guint i = 0; i < self->entries->len; i++)
    n += is_changed (g_ptr_array_index (self->entries, i)) ? 1 : 0;

  return n;
}

static void
splice_clear (gpointer data)
{
  g_free (((Splice *) data)->text);
}

static int
compare_splices (gconstpointer a,
                 gconstpointer b)
{
  const Splice *first = a;
  const Splice *second = b;

  return first->span.start < second->span.start ? -1 : first->span.start > second->span.start;
}

static void
add_splice (GArray  *splices,
            CstSpan  span,
            char    *text)
{
  Splice splice = { span, text };

  g_array_append_val (splices, splice);
}

/* How far in the first line with something on it stands. */
static char *
dup_lead (const char *text)
{
  const char *something = text + strspn (text, " \t\n");
  const char *start = something;

  while (start > text && start[-1] != '\n')
    start--;

  return start > text ? g_strndup (start, (gsize) (something - start)) : g_strdup ("");
}

/* As the file has its messages: on lines of their own, as far in as the first one was. */
static char *
indent_lines (const CstPlaybookDraft *self,
              const Entry            *entry)
{
  g_autofree char *escaped = g_markup_escape_text (entry->shown.text, -1);
  g_auto(GStrv) lines = g_strsplit (escaped, "\n", -1);
  g_autofree char *old = g_strndup (self->xml + entry->span.start, entry->span.end - entry->span.start);
  g_autofree char *lead = dup_lead (old);
  const char *last = strrchr (old, '\n');
  GString *text = g_string_new (NULL);

  for (char **line = lines; *line != NULL; line++)
    {
      g_strchomp (*line);
      g_string_append_printf (text, "\n%s%s", **line != '\0' ? lead : "", *line);
    }
  g_string_append (text, last != NULL && last[strspn (last, " \t\n")] == '\0' ? last : "\n");

  return g_string_free (text, FALSE);
}

static void
set_attribute (const CstPlaybookDraft *self,
               GArray                 *splices,
               const CstElementSpan   *rule,
               const char             *name,
               const char             *value,
               gboolean                adds)
{
  const CstAttributeSpan *there = cst_element_span_find (rule, self->xml, name);
  CstSpan end = { rule->name.end, rule->name.end };

  if (there != NULL)
    add_splice (splices, there->value, g_strdup (value));
  else if (adds)
    add_splice (splices, end, g_strdup_printf (" %s=\"%s\"", name, value));
}

static void
add_version (const CstPlaybookDraft *self,
             GArray                 *splices)
{
  const CstElementSpan *root = g_ptr_array_index (self->spans, 0);
  const CstAttributeSpan *there = cst_element_span_find (root, self->xml, "version");
  gint64 version = there != NULL ? g_ascii_strtoll (self->xml + there->value.start, NULL, 10) : 0;
  g_autofree char *next = g_strdup_printf ("%" G_GINT64_FORMAT, MIN (version + 1, CST_TERM_LIMIT));

  set_attribute (self, splices, root, "version", next, FALSE);
}

/**
 * cst_playbook_draft_dup_xml:
 *
 * Returns: (transfer full): the file with what was changed and the next version's number, the rest as it was
 */
char *
cst_playbook_draft_dup_xml (const CstPlaybookDraft *self)
{
  g_autoptr(GArray) splices = g_array_new (FALSE, FALSE, sizeof (Splice));
  g_autoptr(GHashTable) rules = g_hash_table_new (NULL, NULL);
  GString *xml = g_string_new (NULL);
  gsize at = 0;

  g_array_set_clear_func (splices, splice_clear);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);

      if (!is_changed (entry))
        continue;
      add_splice (splices, entry->span, entry->shown.kind == CST_PLAYBOOK_VALUE_LINES
                                          ? indent_lines (self, entry) : g_markup_escape_text (entry->shown.text, -1));
      if (g_hash_table_add (rules, (gpointer) entry->rule))
        set_attribute (self, splices, entry->rule, "applies-to-open", self->takes_over ? "yes" : "no",
                       self->takes_over);
    }
  if (splices->len > 0)
    add_version (self, splices);

  g_array_sort (splices, compare_splices);
  for (guint i = 0; i < splices->len; i++)
    {
      const Splice *splice = &g_array_index (splices, Splice, i);

      g_string_append_len (xml, self->xml + at, (gssize) (splice->span.start - at));
      g_string_append (xml, splice->text);
      at = splice->span.end;
    }
  g_string_append_len (xml, self->xml + at, (gssize) (self->size - at));

  return g_string_free (xml, FALSE);
}

/**
 * cst_playbook_draft_check:
 * @problems: (out) (optional) (element-type CstPlaybookProblem): everything that is wrong
 *
 * Returns: (transfer full) (nullable): the playbook it would be
 */
CstPlaybook *
cst_playbook_draft_check (const CstPlaybookDraft  *self,
                          GPtrArray              **problems,
                          GError                 **error)
{
  g_autofree char *xml = cst_playbook_draft_dup_xml (self);

  return cst_playbook_new_for_xml (xml, strlen (xml), problems, error);
}
