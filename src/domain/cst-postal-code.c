/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-postal-code.h"

#include "cst-util.h"

/* What postal codes look like: 0 stands for a digit, A for a letter, anything else for itself; ranges where a country
 * uses less than its form allows (the first two digits of Spain and France are its provinces and departments). */
static const struct
{
  const char *country;
  const char *form;
  int         first; /* of the leading two digits */
  int         last;
} forms[] = {
  { "AD", "AD000", 0, 0 },
  { "BE", "0000", 10, 99 },
  { "CH", "0000", 10, 99 },
  { "DE", "00000", 1, 99 },
  { "ES", "00000", 1, 52 },
  { "FR", "00000", 1, 98 },
  { "IT", "00000", 0, 98 },
  { "LU", "0000", 10, 99 },
  { "MC", "98000", 0, 0 },
  { "NL", "0000 AA", 10, 99 },
  { "PT", "0000-000", 10, 99 },
};

/**
 * cst_postal_code_form:
 * @country: (nullable): ISO 3166-1 alpha-2
 *
 * Returns: (nullable): what the country's postal codes look like, %NULL for a country that nobody has described
 */
const char *
cst_postal_code_form (const char *country)
{
  for (gsize i = 0; country != NULL && i < G_N_ELEMENTS (forms); i++)
    {
      if (g_ascii_strcasecmp (forms[i].country, country) == 0)
        return forms[i].form;
    }

  return NULL;
}

static gboolean
has_form (const char *code,
          const char *form)
{
  for (; *form != '\0'; form++, code++)
    {
      if ((*form == '0' && !g_ascii_isdigit (*code)) || (*form == 'A' && !g_ascii_isalpha (*code)) ||
          (*form != '0' && *form != 'A' && *form != *code))
        return FALSE;
    }

  return *code == '\0';
}

/**
 * cst_postal_code_is_valid:
 * @country: (nullable): ISO 3166-1 alpha-2
 * @code: (nullable): what was typed
 *
 * Returns: whether such a postal code can be; of a country that nobody has described, whether there is one
 */
gboolean
cst_postal_code_is_valid (const char *country,
                          const char *code)
{
  const char *form = cst_postal_code_form (country);

  if (cst_str_is_blank (code))
    return FALSE;
  if (form == NULL)
    return TRUE;
  if (!has_form (code, form))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      int leading = g_ascii_digit_value (code[0]) * 10 + g_ascii_digit_value (code[1]);

      if (forms[i].form == form && forms[i].last != 0 && g_ascii_strcasecmp (forms[i].country, country) == 0)
        return leading >= forms[i].first && leading <= forms[i].last;
    }

  return TRUE;
}
