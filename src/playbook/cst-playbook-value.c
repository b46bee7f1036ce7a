/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "cst-playbook-private.h"
#include "cst-util.h"

/* What the attributes of a playbook may say, and where it goes. */

#define MEMBER(Type, struct_p, offset) G_STRUCT_MEMBER (Type, struct_p, offset)

static gboolean
read_date (const char *text,
           guint32    *day)
{
  GDate date;

  if (!cst_date_is_valid (text))
    return FALSE;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_ascii_strtoull (text + 8, NULL, 10),
                  (GDateMonth) g_ascii_strtoull (text + 5, NULL, 10), (GDateYear) g_ascii_strtoull (text, NULL, 10));
  *day = g_date_get_julian (&date);

  return TRUE;
}

static gboolean
is_id (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (!g_ascii_islower (*p) && !g_ascii_isdigit (*p) && *p != '-')
        return FALSE;
    }

  return *text != '\0';
}

/**
 * cst_playbook_value_words:
 *
 * Returns: (transfer full): the words of @text, whatever blanks stand between them
 */
char **
cst_playbook_value_words (const char *text)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) parts = g_strsplit_set (text, " \t\n", -1);

  for (char **part = parts; *part != NULL; part++)
    {
      if (**part != '\0')
        g_strv_builder_add (builder, *part);
    }

  return g_strv_builder_end (builder);
}

static gboolean
is_nick (const CstEnumType *type,
         const char        *text)
{
  return g_strcmp0 (cst_enum_nick (type, cst_enum_value (type, text)), text) == 0;
}

static gboolean
read_conditions (const char *text,
                 GPtrArray  *conditions)
{
  g_auto(GStrv) words = cst_playbook_value_words (text);

  for (char **word = words; *word != NULL; word++)
    {
      char *equals = strchr (*word, '=');
      CstCondition *condition;

      if (equals == NULL || equals[1] == '\0')
        return FALSE;
      *equals = '\0';
      if (!is_nick (&cst_fact_type, *word) || strcmp (*word, "none") == 0)
        return FALSE;

      condition = g_new0 (CstCondition, 1);
      condition->fact = (CstFact) cst_enum_value (&cst_fact_type, *word);
      condition->value = g_strdup (equals + 1);
      g_ptr_array_add (conditions, condition);
    }

  return conditions->len > 0;
}

static gboolean
read_percent (const char *text,
              int        *value)
{
  CstMoney read;

  /* Two decimals, as most money has. */
  if (!cst_money_parse (text, "EUR", &read) || read.minor < 1 || read.minor > 10000)
    return FALSE;

  *value = (int) read.minor;

  return TRUE;
}

static gboolean
read_money (const char *text,
            const char *currency,
            gint64     *value)
{
  CstMoney read;

  if (!cst_money_parse (text, currency, &read) || read.minor < 1)
    return FALSE;

  *value = read.minor;

  return TRUE;
}

static gboolean
read_number (const char *text,
             int        *value)
{
  gint64 number = 0;

  if (!g_ascii_string_to_signed (text, 10, 1, CST_TERM_LIMIT, &number, NULL))
    return FALSE;

  *value = (int) number;

  return TRUE;
}

static gboolean
read_yes_no (const char *text,
             gboolean   *value)
{
  *value = strcmp (text, "yes") == 0;

  return *value || strcmp (text, "no") == 0;
}

static gboolean
read_moments (const char   *text,
              char       ***value)
{
  *value = cst_playbook_value_words (text);
  for (char **word = *value; *word != NULL; word++)
    {
      if (!is_nick (&cst_moment_type, *word) || strcmp (*word, "none") == 0)
        return FALSE;
    }

  return *value[0] != NULL;
}

/**
 * cst_playbook_value_hint:
 *
 * Returns: (transfer full): what a value of that kind should look like, for people
 */
char *
cst_playbook_value_hint (const CstAttributeSpec *spec)
{
  switch (spec->kind)
    {
    case CST_ATTRIBUTE_NUMBER:
      return g_strdup (_("write a whole number from 1 to 3660"));
    case CST_ATTRIBUTE_MONEY:
      return g_strdup (_("write an amount as in 12.50, above zero"));
    case CST_ATTRIBUTE_PERCENT:
      return g_strdup (_("write a percentage as in 5 or 4.5, without the sign"));
    case CST_ATTRIBUTE_YES_NO:
      return g_strdup (_("write yes or no"));
    case CST_ATTRIBUTE_DATE:
    case CST_ATTRIBUTE_DATE_TEXT:
      return g_strdup (_("write a day as in 2026-11-23"));
    case CST_ATTRIBUTE_CURRENCY:
      return g_strdup (_("write a currency’s three capitals, EUR"));
    case CST_ATTRIBUTE_ENUM:
      {
        g_autoptr(GString) nicks = g_string_new (NULL);

        for (guint i = 0; i < spec->enum_type->n_nicks; i++)
          g_string_append_printf (nicks, "%s%s", i > 0 ? ", " : "", spec->enum_type->nicks[i]);

        return g_strdup_printf (_("write one of: %s"), nicks->str);
      }
    case CST_ATTRIBUTE_CONDITIONS:
      return g_strdup (_("write what has to be so, as in shipped=yes domestic=no"));
    case CST_ATTRIBUTE_MOMENTS:
      return g_strdup (_("write moments as in first-reply proposed"));
    case CST_ATTRIBUTE_ID:
    case CST_ATTRIBUTE_REFERENCE:
      return g_strdup (_("write small letters, digits and dashes"));
    case CST_ATTRIBUTE_TEXT:
    case CST_ATTRIBUTE_WORDS:
    default:
      return g_strdup (_("write something between the quotes"));
    }
}

/**
 * cst_playbook_value_read:
 * @text: as it stands in the file
 * @currency: of amounts
 * @element: gets the value where @spec says
 *
 * Returns: whether it is a value of that kind
 */
gboolean
cst_playbook_value_read (const CstAttributeSpec *spec,
                         const char             *text,
                         const char             *currency,
                         gpointer                element)
{
  switch (spec->kind)
    {
    case CST_ATTRIBUTE_ID:
    case CST_ATTRIBUTE_REFERENCE:
      cst_set_str (&MEMBER (char *, element, spec->offset), text);
      return is_id (text);
    case CST_ATTRIBUTE_TEXT:
      cst_set_str (&MEMBER (char *, element, spec->offset), text);
      return !cst_str_is_blank (text);
    case CST_ATTRIBUTE_DATE_TEXT:
      cst_set_str (&MEMBER (char *, element, spec->offset), text);
      return cst_date_is_valid (text);
    case CST_ATTRIBUTE_WORDS:
      MEMBER (char **, element, spec->offset) = cst_playbook_value_words (text);
      return !cst_str_is_blank (text);
    case CST_ATTRIBUTE_MOMENTS:
      return read_moments (text, &MEMBER (char **, element, spec->offset));
    case CST_ATTRIBUTE_NUMBER:
      return read_number (text, &MEMBER (int, element, spec->offset));
    case CST_ATTRIBUTE_MONEY:
      return read_money (text, currency, &MEMBER (gint64, element, spec->offset));
    case CST_ATTRIBUTE_PERCENT:
      return read_percent (text, &MEMBER (int, element, spec->offset));
    case CST_ATTRIBUTE_YES_NO:
      return read_yes_no (text, &MEMBER (gboolean, element, spec->offset));
    case CST_ATTRIBUTE_DATE:
      return read_date (text, &MEMBER (guint32, element, spec->offset));
    case CST_ATTRIBUTE_CURRENCY:
      g_strlcpy (&MEMBER (char, element, spec->offset), text, 4);
      return strlen (text) == 3 && g_ascii_isupper (text[0]) && g_ascii_isupper (text[1]) && g_ascii_isupper (text[2]);
    case CST_ATTRIBUTE_ENUM:
      MEMBER (int, element, spec->offset) = cst_enum_value (spec->enum_type, text);
      return is_nick (spec->enum_type, text);
    case CST_ATTRIBUTE_CONDITIONS:
    default:
      return read_conditions (text, MEMBER (GPtrArray *, element, spec->offset));
    }
}
