/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-table-words.h"

#include <string.h>

#include "cst-util.h"

/**
 * cst_table_fold_header:
 *
 * Returns: (transfer full): @header without case, accents and punctuation, its words one space apart: "N° de commande"
 *   becomes "n de commande"
 */
char *
cst_table_fold_header (const char *header)
{
  g_autofree char *folded = cst_str_fold (header);
  GString *out = g_string_sized_new (strlen (folded));

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c) && c != 0x00b0)
        g_string_append_unichar (out, c);
      else if (out->len > 0 && out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
    }
  if (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);

  return g_string_free (out, FALSE);
}

static int
find_column (GStrv       headers,
             const char *word)
{
  for (guint column = 0; headers[column] != NULL; column++)
    {
      if (*headers[column] != '\0' && strcmp (headers[column], word) == 0)
        return (int) column;
    }

  return -1;
}

/* The surest words of all fields are tried before the second words of any. */
static gboolean
match_words (GStrv                headers,
             const CstTableField *fields,
             guint                n_fields,
             guint                rank,
             int                 *columns)
{
  gboolean has_more = FALSE;

  for (guint i = 0; i < n_fields; i++)
    {
      g_auto(GStrv) words = g_strsplit (fields[i].words, "|", -1);
      guint n_words = g_strv_length (words);
      int column;

      has_more |= rank + 1 < n_words;
      if (columns[i] >= 0 || rank >= n_words || (column = find_column (headers, words[rank])) < 0)
        continue;

      columns[i] = column;
      g_free (headers[column]);
      headers[column] = g_strdup ("");
    }

  return has_more;
}

/**
 * cst_table_match_columns:
 * @columns: (out) (array length=n_fields): for each field the column that seems to hold it, -1 when none does
 *
 * A proposal for people to look at: by the words of the header alone, each column at most once.
 */
void
cst_table_match_columns (const CstTable      *table,
                         const CstTableField *fields,
                         guint                n_fields,
                         int                 *columns)
{
  guint n_columns = cst_table_n_columns (table);
  g_auto(GStrv) headers = g_new0 (char *, n_columns + 1);

  for (guint column = 0; column < n_columns; column++)
    headers[column] = cst_table_fold_header (cst_table_header (table, column));
  for (guint i = 0; i < n_fields; i++)
    columns[i] = -1;

  for (guint rank = 0; match_words (headers, fields, n_fields, rank, columns); rank++)
    continue;
}
