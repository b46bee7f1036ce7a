/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-csv.h"

#include <string.h>

static gboolean
is_number (const char *text)
{
  return strspn (text, "-0123456789.") == strlen (text);
}

/**
 * cst_csv_append_cell:
 * @column: which one it is, from 0: a comma comes before all but the first
 * @text: (nullable): any UTF-8 text
 *
 * Writes a cell for spreadsheets (RFC 4180). A spreadsheet would carry out what begins like a formula: an apostrophe
 * makes it a text again. Numbers stay.
 */
void
cst_csv_append_cell (GString    *row,
                     guint       column,
                     const char *text)
{
  const char *value = text != NULL ? text : "";
  gboolean is_formula = *value != '\0' && strchr ("=+-@\t\r", *value) != NULL && !is_number (value);

  if (column > 0)
    g_string_append_c (row, ',');
  if (!is_formula && strpbrk (value, ",\"\r\n") == NULL)
    {
      g_string_append (row, value);
      return;
    }

  g_string_append (row, is_formula ? "\"'" : "\"");
  for (; *value != '\0'; value++)
    {
      if (*value == '"')
        g_string_append_c (row, '"');
      g_string_append_c (row, *value);
    }
  g_string_append_c (row, '"');
}
