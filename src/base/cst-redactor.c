/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "cst-redactor.h"

/* Not parts of a name by which anybody is known. */
static const char *const particles[] = {
  "van", "von", "der", "den", "des", "del", "les", "dos", "das", "and", "the", "para", "pour", NULL
};

/* Telephone numbers are told from dates and order numbers by how they begin or are grouped. */
#define PHONE_GAP "[ .\\-()\\x{a0}\\x{202f}]{0,2}"
#define NO_DATE "(?!\\d{1,2}[./-]\\d{1,2}[./-]\\d{4})"
#define PHONE                                                             \
  "(?<![\\w+.-])" NO_DATE "(?:(?:\\+|00)[1-9]|0[1-9])(?:" PHONE_GAP "\\d){7,13}(?![\\w-])" \
  "|(?<![\\w+.-])" NO_DATE "\\d{2,3}(?:[ .\\x{a0}\\x{202f}]\\d{2,3}){3,4}(?![\\w-])" \
  "|(?<![\\w+.-])\\(?\\d{3}\\)?[ .-]\\d{3}[ .-]\\d{3,4}(?![\\w-])"

static const struct
{
  const char *pattern;
  const char *token;
} patterns[] = {
  /* Translators: what stands in a case file for something that leads to a person; %u tells several apart */
  { "https?://[^\\s<>\"]+", NC_("redacted", "[link %u]") },
  { "[\\w.+%-]+@[\\w-]+(?:\\.[\\w-]+)+", NC_("redacted", "[email %u]") },
  { "\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\\b", NC_("redacted", "[bank account %u]") },
  { PHONE, NC_("redacted", "[phone %u]") },
};

struct _CstRedactor
{
  GHashTable *names;  /* folded text → replacement */
  GRegex     *regex;  /* (nullable): of all names, made when first needed */
  GRegex     *patterns[G_N_ELEMENTS (patterns)];
  GHashTable *seen[G_N_ELEMENTS (patterns)]; /* what was found → its number */
};

CstRedactor *
cst_redactor_new (void)
{
  CstRedactor *self = g_new0 (CstRedactor, 1);

  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      self->patterns[i] = g_regex_new (patterns[i].pattern, G_REGEX_OPTIMIZE, 0, NULL);
      g_assert (self->patterns[i] != NULL);
      self->seen[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    }

  return self;
}

void
cst_redactor_free (CstRedactor *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_regex_unref (self->patterns[i]);
      g_hash_table_unref (self->seen[i]);
    }
  g_clear_pointer (&self->regex, g_regex_unref);
  g_hash_table_unref (self->names);
  g_free (self);
}

/* Case, the width of gaps and commas in them make no difference: “12, rue” is “12 rue”. */
static char *
fold (const char *text)
{
  g_auto(GStrv) words = g_strsplit_set (text, " ,\t\n\r", -1);
  g_autoptr(GString) joined = g_string_new (NULL);
  g_autofree char *folded = NULL;

  for (char **word = words; *word != NULL; word++)
    {
      if (**word != '\0')
        g_string_append_printf (joined, "%s%s", joined->len > 0 ? " " : "", *word);
    }
  folded = g_utf8_casefold (joined->str, -1);

  return g_steal_pointer (&folded);
}

/**
 * cst_redactor_add:
 * @text: (nullable): to be replaced wherever it stands as a whole word or words
 *
 * What was added first stays.
 */
void
cst_redactor_add (CstRedactor *self,
                  const char  *text,
                  const char  *replacement)
{
  g_autofree char *key = text != NULL ? fold (text) : NULL;

  if (key == NULL || g_utf8_strlen (key, -1) < 2 || g_hash_table_contains (self->names, key))
    return;

  g_hash_table_insert (self->names, g_steal_pointer (&key), g_strdup (replacement));
  g_clear_pointer (&self->regex, g_regex_unref);
}

static void
add_with_plain (CstRedactor *self,
                const char  *text,
                const char  *replacement)
{
  g_autofree char *plain = g_str_to_ascii (text, "C");

  cst_redactor_add (self, text, replacement);
  if (strchr (plain, '?') == NULL)
    cst_redactor_add (self, plain, replacement);
}

/**
 * cst_redactor_add_name:
 * @name: (nullable): of a person: first and last name are replaced alone too, and without their accents
 */
void
cst_redactor_add_name (CstRedactor *self,
                       const char  *name,
                       const char  *replacement)
{
  g_auto(GStrv) words = name != NULL ? g_strsplit_set (name, " \t", -1) : NULL;

  if (name == NULL)
    return;

  add_with_plain (self, name, replacement);
  for (char **word = words; g_strv_length (words) <= 4 && *word != NULL; word++)
    {
      g_autofree char *folded = g_utf8_casefold (*word, -1);

      if (g_utf8_strlen (folded, -1) >= 3 && !g_strv_contains (particles, folded))
        add_with_plain (self, *word, replacement);
    }
}

static int
compare_lengths (gconstpointer a,
                 gconstpointer b)
{
  gsize left = strlen (*(const char *const *) a);
  gsize right = strlen (*(const char *const *) b);

  return left > right ? -1 : left < right;
}

/* One expression of all names, the longest first. */
static void
make_regex (CstRedactor *self)
{
  guint n_names = 0;
  g_autofree gpointer *names = g_hash_table_get_keys_as_array (self->names, &n_names);
  g_autoptr(GString) pattern = g_string_new ("(?<![\\p{L}\\p{N}])(?:");

  qsort (names, n_names, sizeof *names, compare_lengths);
  for (guint i = 0; i < n_names; i++)
    {
      g_autofree char *escaped = g_regex_escape_string (names[i], -1);
      g_auto(GStrv) words = g_strsplit (escaped, " ", -1);
      g_autofree char *spaced = g_strjoinv ("[\\s,]+", words);

      g_string_append_printf (pattern, "%s%s", i > 0 ? "|" : "", spaced);
    }
  g_string_append (pattern, ")(?![\\p{L}\\p{N}])");
  self->regex = g_regex_new (pattern->str, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
}

static gboolean
name_cb (const GMatchInfo *match,
         GString          *result,
         gpointer          user_data)
{
  const CstRedactor *self = user_data;
  g_autofree char *found = g_match_info_fetch (match, 0);
  g_autofree char *key = fold (found);
  const char *replacement = g_hash_table_lookup (self->names, key);

  g_string_append (result, replacement != NULL ? replacement : "…");

  return FALSE;
}

typedef struct
{
  CstRedactor *self;
  gsize        which;
} Pattern;

static gboolean
pattern_cb (const GMatchInfo *match,
            GString          *result,
            gpointer          user_data)
{
  const Pattern *pattern = user_data;
  GHashTable *seen = pattern->self->seen[pattern->which];
  g_autofree char *found = g_match_info_fetch (match, 0);
  g_autofree char *key = fold (found);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (seen, key));
  const char *token = g_dpgettext2 (GETTEXT_PACKAGE, "redacted", patterns[pattern->which].token);

  if (number == 0)
    {
      number = g_hash_table_size (seen) + 1;
      g_hash_table_insert (seen, g_steal_pointer (&key), GUINT_TO_POINTER (number));
    }

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_string_append_printf (result, token, number);
#pragma GCC diagnostic pop

  return FALSE;
}

/**
 * cst_redactor_apply_known:
 * @text: UTF-8
 *
 * Returns: (transfer full): @text without what was added
 */
char *
cst_redactor_apply_known (CstRedactor *self,
                          const char  *text)
{
  char *result;

  if (g_hash_table_size (self->names) == 0)
    return g_strdup (text);

  if (self->regex == NULL)
    make_regex (self);
  result = self->regex != NULL ? g_regex_replace_eval (self->regex, text, -1, 0, 0, name_cb, self, NULL) : NULL;

  /* An expression that gives up leaves nothing behind that it should have taken away. */
  return result != NULL ? result : g_strdup ("…");
}

/**
 * cst_redactor_apply:
 * @text: (nullable): UTF-8
 *
 * Returns: (transfer full) (nullable): @text without what leads to a person
 */
char *
cst_redactor_apply (CstRedactor *self,
                    const char  *text)
{
  g_autofree char *result = g_strdup (text);

  if (text == NULL)
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      Pattern pattern = { self, i };
      char *next = g_regex_replace_eval (self->patterns[i], result, -1, 0, 0, pattern_cb, &pattern, NULL);

      g_free (result);
      result = next != NULL ? next : g_strdup ("…");
    }

  return cst_redactor_apply_known (self, result);
}
