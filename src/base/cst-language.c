/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-language.h"

#include <locale.h>
#include <string.h>

/* A language other than the desktop's. Messages follow the LANGUAGE variable, dates and numbers only a locale that
 * this computer has. */

static const struct
{
  const char *language;
  const char *locale;
} locales[] = {
  { "fr", "fr_FR.UTF-8" },
  { "fr", "fr_BE.UTF-8" },
  { "fr", "fr_CH.UTF-8" },
  { "fr", "fr_CA.UTF-8" },
  { "fr", "fr_LU.UTF-8" },
  { "en", "en_GB.UTF-8" },
  { "en", "en_IE.UTF-8" },
  { "en", "en_US.UTF-8" },
  { "en", "C.UTF-8" },
};

/**
 * cst_language_find_locale:
 * @language: `en` or `fr`
 *
 * Returns: (transfer none) (nullable): a locale of this computer for dates and numbers, %NULL when it has none
 */
const char *
cst_language_find_locale (const char *language)
{
  for (gsize i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      locale_t found;

      if (strcmp (locales[i].language, language) != 0 ||
          (found = newlocale (LC_ALL_MASK, locales[i].locale, (locale_t) 0)) == (locale_t) 0)
        continue;

      freelocale (found);

      return locales[i].locale;
    }

  return NULL;
}

/**
 * cst_language_apply:
 * @language: `system`, `en` or `fr`
 *
 * Sets the environment for this process and its children. First thing in main(), before the locale is set.
 */
void
cst_language_apply (const char *language)
{
  const char *locale;

  if (strcmp (language, "system") == 0)
    return;

  locale = cst_language_find_locale (language);
  g_setenv ("LANGUAGE", language, TRUE);
  g_setenv ("LC_ALL", locale != NULL ? locale : "C.UTF-8", TRUE);
}
