/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-letter.h"

/* Letters to customers are in the customer's language, not in that of the screen: no gettext here. */

/**
 * cst_letter_wanted_language:
 *
 * Returns: (transfer none) (nullable): the customer's language, else that of the report
 */
const char *
cst_letter_wanted_language (const CstOrder    *order,
                            const CstIncident *incident)
{
  return order->customer.language != NULL ? order->customer.language : incident->language;
}

/**
 * cst_letter_fill:
 * @letters: the same letter in several languages, English first
 * @language: (out): the language of the text: the customer's if there is a letter in it, else
 *   English (R11)
 *
 * Returns: (transfer full): the letter, to be shown before it is sent
 */
char *
cst_letter_fill (const CstLetter    *letters,
                 gsize               n_letters,
                 const CstOrder     *order,
                 const CstIncident  *incident,
                 const char        **language)
{
  const char *wanted = cst_letter_wanted_language (order, incident);
  const char *name = order->customer.contact_name;
  g_autoptr(GString) text = NULL;
  gsize found = 0;

  for (gsize i = 0; wanted != NULL && i < n_letters; i++)
    {
      if (g_ascii_strncasecmp (letters[i].language, wanted, 2) == 0)
        found = i;
    }

  *language = letters[found].language;

  text = g_string_new (letters[found].body);
  g_string_replace (text, "{order}", order->number, 0);
  g_string_prepend (text, "\n\n");
  g_string_prepend (text, name != NULL ? letters[found].greeting_by_name : letters[found].greeting);
  if (name != NULL)
    g_string_replace (text, "{name}", name, 1);

  return g_strdup (text->str);
}
