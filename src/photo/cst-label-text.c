/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-label-text.h"

#include <string.h>

/* What carriers write on their labels, in the languages of the countries they come from. */
#define VALID_WORDS \
  "valid (?:until|till|to|through)|expir(?:es|y)(?: on| date)?|valable jusqu.{1,3}au|valide jusqu.{1,3}au|" \
  "gültig bis(?: zum)?|geldig tot(?: en met)?|válid[oa] hasta(?: el)?|valid[oa] fino al"
#define YEAR_FIRST "(?<y>20\\d\\d)-(?<m>\\d\\d)-(?<d>\\d\\d)"
#define DAY_FIRST "(?<d>\\d\\d?)[./-](?<m>\\d\\d?)[./-](?<y>20\\d\\d)"

/**
 * cst_zpl_text:
 *
 * Returns: (transfer full) (nullable): what the fields (`^FD…^FS`) of a ZPL file print, one a line;
 *   %NULL when there is none
 */
char *
cst_zpl_text (const char *data,
              gsize       size)
{
  g_autofree char *copy = g_strndup (data, size);
  g_autofree char *valid = g_utf8_make_valid (copy, -1);
  g_autoptr(GString) text = g_string_new (NULL);

  for (const char *p = valid; (p = strstr (p, "^FD")) != NULL;)
    {
      const char *end = strstr (p += strlen ("^FD"), "^FS");

      if (end == NULL)
        end = p + strlen (p);
      g_string_append_len (text, p, end - p);
      g_string_append_c (text, '\n');
      p = end;
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static guint
fetch_number (GMatchInfo *match,
              const char *name)
{
  g_autofree char *digits = g_match_info_fetch_named (match, name);

  return digits != NULL ? (guint) g_ascii_strtoull (digits, NULL, 10) : 0;
}

/**
 * cst_label_text_validity:
 * @text: (nullable): what is written on a label
 * @until: (out): the last day
 *
 * R10: until when a carrier takes a label, where it says so in words. A date alone says nothing: it may be the day the
 * label was made.
 *
 * Returns: whether the label says so
 */
gboolean
cst_label_text_validity (const char *text,
                         GDate      *until)
{
  g_autoptr(GRegex) regex = NULL;
  g_autoptr(GMatchInfo) match = NULL;
  guint day;
  guint month;
  guint year;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return FALSE;

  regex = g_regex_new ("(?:" VALID_WORDS ")\\s*:?\\s*(?:" YEAR_FIRST "|" DAY_FIRST ")",
                       G_REGEX_CASELESS | G_REGEX_DUPNAMES, 0, NULL);
  if (!g_regex_match (regex, text, 0, &match))
    return FALSE;

  day = fetch_number (match, "d");
  month = fetch_number (match, "m");
  year = fetch_number (match, "y");
  if (!g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;

  g_date_clear (until, 1);
  g_date_set_dmy (until, (GDateDay) day, (GDateMonth) month, (GDateYear) year);

  return TRUE;
}
