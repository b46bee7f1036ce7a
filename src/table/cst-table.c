/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cst-table-private.h"
#include "cst-table-words.h"
#include "cst-util.h"

G_DEFINE_QUARK (cst-table-error-quark, cst_table_error)

CST_DEFINE_ENUM_TYPE (cst_table_format, "csv", "xlsx", "ods");
CST_DEFINE_ENUM_TYPE (cst_table_encoding, "utf-8", "utf-8-bom", "utf-16", "windows-1252");

/* A year of a busy shop fits ten times; what does not would not be looked through by anybody. */
const CstTableLimits cst_table_default_limits = {
  .max_bytes = 32 << 20,
    .max_text = 128 << 20,
    .max_rows = 100000,
    .max_columns = 256,
    .max_cell = 32768,
};

/* How far down titles above the header are looked for. */
#define TITLE_ROWS 20

struct _CstTable
{
  gatomicrefcount  ref_count;
  CstTableData    *data;
  guint            skipped; /* titles above the header */
  gboolean         has_header;
};

static void
clear_data (CstTableData *data)
{
  g_free (data->sheet);
  g_free (data->text);
  g_array_unref (data->cells);
  g_array_unref (data->rows);
}

static const CstTableRow *
raw_row (const CstTable *self,
         guint           index)
{
  return &g_array_index (self->data->rows, CstTableRow, self->skipped + index);
}

static const char *
raw_cell (const CstTable *self,
          guint           index,
          guint           column)
{
  const CstTableRow *row = raw_row (self, index);

  return column < row->width ? self->data->text + g_array_index (self->data->cells, guint32, row->first + column) : "";
}

static guint
n_words (const CstTable *self,
         guint           index)
{
  guint n = 0;

  for (guint column = 0; column < raw_row (self, index)->width; column++)
    n += *raw_cell (self, index, column) != '\0';

  return n;
}

/* Exports put a title and a date above the table: rows that are much emptier than what follows. */
static guint
count_titles (const CstTable *self)
{
  guint n_rows = MIN (self->data->rows->len, TITLE_ROWS);
  guint most = 0;

  for (guint i = 0; i < n_rows; i++)
    most = MAX (most, n_words (self, i));

  for (guint i = 0; i < n_rows; i++)
    {
      if (n_words (self, i) * 2 > most)
        return i;
    }

  return 0;
}

/* Headers are words: each begins with a letter or is made of few others, no digit leads, none comes twice. */
static gboolean
looks_like_header (const CstTable *self)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const CstTableRow *row = raw_row (self, 0);

  for (guint column = 0; column < row->width; column++)
    {
      const char *text = raw_cell (self, 0, column);

      if (*text == '\0')
        continue;
      if (g_ascii_isdigit (*text) || strchr (text, '@') != NULL || strchr (text, '\n') != NULL ||
          !g_hash_table_add (seen, cst_table_fold_header (text)))
        return FALSE;
    }

  return !g_hash_table_contains (seen, "");
}

/**
 * cst_table_new:
 * @data: (transfer full): with at least one row
 *
 * Returns: (transfer full): a table that takes its first full row for the header if it reads like one
 */
CstTable *
cst_table_new (CstTableData *data)
{
  CstTable *self = g_new0 (CstTable, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->data = data;
  self->skipped = count_titles (self);
  self->has_header = looks_like_header (self);

  return self;
}

CstTable *
cst_table_ref (CstTable *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
cst_table_unref (CstTable *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_atomic_rc_box_release_full (self->data, (GDestroyNotify) clear_data);
  g_free (self);
}

/**
 * cst_table_with_header:
 *
 * Returns: (transfer full): the same rows, the first of them taken for the header or not, as somebody who looked at
 *   it says
 */
CstTable *
cst_table_with_header (CstTable *self,
                       gboolean  has_header)
{
  CstTable *other;

  g_return_val_if_fail (self != NULL, NULL);

  other = g_new0 (CstTable, 1);
  g_atomic_ref_count_init (&other->ref_count);
  other->data = g_atomic_rc_box_acquire (self->data);
  other->skipped = self->skipped;
  other->has_header = has_header;

  return other;
}

CstTableFormat
cst_table_get_format (const CstTable *self)
{
  return self->data->format;
}

CstTableEncoding
cst_table_get_encoding (const CstTable *self)
{
  return self->data->encoding;
}

/**
 * cst_table_get_separator:
 *
 * Returns: what stands between the cells of a text, 0 for a spreadsheet and for a single column
 */
char
cst_table_get_separator (const CstTable *self)
{
  return self->data->separator;
}

/**
 * cst_table_get_sheet:
 *
 * Returns: (nullable): the name of the sheet that was read
 */
const char *
cst_table_get_sheet (const CstTable *self)
{
  return self->data->sheet;
}

/**
 * cst_table_is_typed:
 *
 * Returns: whether the file itself knew what is a number and what a day, so that there is nothing to guess
 */
gboolean
cst_table_is_typed (const CstTable *self)
{
  return self->data->format != CST_TABLE_TEXT;
}

gboolean
cst_table_has_header (const CstTable *self)
{
  return self->has_header;
}

/**
 * cst_table_n_columns:
 *
 * Returns: how many cells the widest row has
 */
guint
cst_table_n_columns (const CstTable *self)
{
  return self->data->columns;
}

/**
 * cst_table_n_rows:
 *
 * Returns: how many rows there are, the header not counted
 */
guint
cst_table_n_rows (const CstTable *self)
{
  return self->data->rows->len - self->skipped - (self->has_header ? 1 : 0);
}

/**
 * cst_table_header:
 *
 * Returns: (transfer none): the word above a column, empty where there is none
 */
const char *
cst_table_header (const CstTable *self,
                  guint           column)
{
  return self->has_header ? raw_cell (self, 0, column) : "";
}

/* A, B, … Z, AA: how spreadsheets call what has no name. */
static char *
column_letters (guint column)
{
  g_autoptr(GString) letters = g_string_new (NULL);

  for (guint n = column + 1; n > 0; n = (n - 1) / 26)
    g_string_prepend_c (letters, (char) ('A' + (n - 1) % 26));

  return g_string_free (g_steal_pointer (&letters), FALSE);
}

/**
 * cst_table_column_name:
 *
 * Returns: (transfer full): what to call a column before people: its header, else its letters
 */
char *
cst_table_column_name (const CstTable *self,
                       guint           column)
{
  g_autofree char *letters = NULL;
  const char *header = cst_table_header (self, column);

  if (*header != '\0')
    return g_strdup (header);

  letters = column_letters (column);

  return g_strdup_printf (_("Column %s"), letters);
}

/**
 * cst_table_header_line:
 *
 * Returns: the line of the header, 0 without one
 */
guint
cst_table_header_line (const CstTable *self)
{
  return self->has_header ? raw_row (self, 0)->line : 0;
}

/**
 * cst_table_line:
 * @row: from 0, the header not counted
 *
 * Returns: where the row begins in the file, as people count
 */
guint
cst_table_line (const CstTable *self,
                guint           row)
{
  g_return_val_if_fail (row < cst_table_n_rows (self), 0);

  return raw_row (self, row + (self->has_header ? 1 : 0))->line;
}

/**
 * cst_table_width:
 *
 * Returns: how many cells the row has up to its last word. More than the header has says that a separator stands
 *   inside a text.
 */
guint
cst_table_width (const CstTable *self,
                 guint           row)
{
  g_return_val_if_fail (row < cst_table_n_rows (self), 0);

  return raw_row (self, row + (self->has_header ? 1 : 0))->width;
}

/**
 * cst_table_cell:
 *
 * Returns: (transfer none): the cell, empty where the row has none
 */
const char *
cst_table_cell (const CstTable *self,
                guint           row,
                guint           column)
{
  g_return_val_if_fail (row < cst_table_n_rows (self), "");

  return raw_cell (self, row + (self->has_header ? 1 : 0), column);
}

/**
 * cst_table_headers_digest:
 *
 * What an export is recognised by next time: its headers, whatever their case and accents. Without a header the number
 * of columns has to do.
 *
 * Returns: (transfer full): 16 hexadecimal digits
 */
char *
cst_table_headers_digest (const CstTable *self)
{
  g_autoptr(GString) words = g_string_new (NULL);
  g_autofree char *digest = NULL;

  for (guint column = 0; self->has_header && column < raw_row (self, 0)->width; column++)
    {
      g_autofree char *folded = cst_table_fold_header (raw_cell (self, 0, column));

      g_string_append_printf (words, "%s\n", folded);
    }
  if (!self->has_header)
    g_string_append_printf (words, "%u", self->data->columns);
  digest = cst_sha256_hex (words->str, words->len);

  return g_strndup (digest, 16);
}
