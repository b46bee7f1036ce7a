/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <csv.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "cst-table-builder.h"

/* Delimited text. libcsv knows the grammar; it is fed line by line, because it does not count them. */

#define SAMPLE_ROWS  50
#define LONGEST_CELL (128 << 10) /* bytes */

static const char separators[] = { ';', '\t', ',', '|' };

typedef struct
{
  CstTableBuilder *builder;
  guint            line;       /* being fed */
  guint            row_line;   /* where the row that is being read began */
  guint            column;
  gboolean         is_in_row;
  GError          *error;
} Reader;

static void
start_row (Reader *reader)
{
  if (reader->is_in_row)
    return;

  reader->is_in_row = TRUE;
  reader->row_line = reader->line;
  reader->column = 0;
  cst_table_builder_start_row (reader->builder, reader->line);
}

static void
cell_cb (void   *text,
         size_t  length,
         void   *user_data)
{
  Reader *reader = user_data;

  start_row (reader);
  if (reader->error == NULL)
    cst_table_builder_set_cell (reader->builder, reader->column, text, length, &reader->error);
  reader->column++;
}

static void
row_cb (int   terminator,
        void *user_data)
{
  Reader *reader = user_data;

  if (reader->error == NULL)
    cst_table_builder_end_row (reader->builder, &reader->error);
  reader->is_in_row = FALSE;
}

/* The first line ends where its terminator does: LF, CR LF, or the CR of an old Macintosh. */
static gsize
line_length (const char *text,
             gsize       size)
{
  for (gsize i = 0; i < size; i++)
    {
      if (text[i] == '\n')
        return i + 1;
      if (text[i] == '\r')
        return i + 1 < size && text[i + 1] == '\n' ? i + 2 : i + 1;
    }

  return size;
}

/* How many separators each of the first rows has outside quotation marks. */
static guint
count_in_rows (const char *text,
               gsize       size,
               char        separator,
               guint      *counts)
{
  gboolean is_quoted = FALSE;
  gboolean has_text = FALSE;
  guint n_rows = 0;
  guint count = 0;

  for (gsize i = 0; i < size && n_rows < SAMPLE_ROWS; i++)
    {
      if (text[i] == '"')
        is_quoted = !is_quoted;
      else if (!is_quoted && text[i] == separator)
        count++;
      else if (!is_quoted && (text[i] == '\n' || text[i] == '\r'))
        {
          if (has_text)
            counts[n_rows++] = count;
          has_text = FALSE;
          count = 0;
          continue;
        }
      has_text = TRUE;
    }
  if (has_text && n_rows < SAMPLE_ROWS)
    counts[n_rows++] = count;

  return n_rows;
}

/* The same number in many rows speaks for a separator; commas in prices and texts come and go. */
static guint
score (const char *text,
       gsize       size,
       char        separator)
{
  guint counts[SAMPLE_ROWS];
  guint n_rows = count_in_rows (text, size, separator, counts);
  guint best = 0;

  for (guint i = 0; i < n_rows; i++)
    {
      guint alike = 0;

      for (guint j = 0; j < n_rows; j++)
        alike += counts[j] == counts[i];
      if (counts[i] > 0)
        best = MAX (best, alike * 1000 / n_rows + MIN (counts[i], 200));
    }

  return best;
}

static char
detect_separator (const char *text,
                  gsize       size)
{
  gsize sample = MIN (size, 256 << 10);
  char found = 0;
  guint highest = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      guint points = score (text, sample, separators[i]);

      if (points > highest)
        {
          highest = points;
          found = separators[i];
        }
    }

  return found;
}

/* Excel's own way of saying it: a first line "sep=;". */
static gsize
declared_separator (const char *text,
                    gsize       size,
                    char       *separator)
{
  gsize length = line_length (text, size);

  if (length < 5 || length > 7 || g_ascii_strncasecmp (text, "sep=", 4) != 0)
    return 0;

  *separator = text[4];

  return length;
}

static gboolean
feed (Reader            *reader,
      struct csv_parser *parser,
      const char        *text,
      gsize              size,
      GCancellable      *cancellable)
{
  while (size > 0 && reader->error == NULL)
    {
      gsize length = line_length (text, size);

      if (csv_parse (parser, text, length, cell_cb, row_cb, reader) != length)
        g_set_error (&reader->error, CST_TABLE_ERROR, CST_TABLE_ERROR_TOO_LARGE,
                     _("A cell of line %u is too long. Perhaps a quotation mark is never closed."), reader->line);
      if (!reader->is_in_row && parser->quoted)
        start_row (reader);
      if (reader->line % 1024 == 0 && reader->error == NULL)
        g_cancellable_set_error_if_cancelled (cancellable, &reader->error);
      text += length;
      size -= length;
      reader->line += size > 0 ? 1 : 0;
    }

  /* Stray quotation marks inside a cell are how exports are; one that is open at the end is a file that is cut off. */
  csv_set_opts (parser, CSV_STRICT | CSV_STRICT_FINI);
  if (reader->error == NULL && csv_fini (parser, cell_cb, row_cb, reader) != 0)
    g_set_error (&reader->error, CST_TABLE_ERROR, CST_TABLE_ERROR_DAMAGED,
                 _("The row that begins on line %u has a quotation mark that is never closed."), reader->row_line);

  return reader->error == NULL;
}

/* libcsv lets a cell grow block by block to whatever there is; this long, blanks around it included, none is taken. */
static void *
grow_cell (void   *cell,
           size_t  size)
{
  return size <= LONGEST_CELL ? realloc (cell, size) : NULL;
}

static gboolean
parse (CstTableBuilder       *builder,
       const char            *text,
       gsize                  size,
       guint                  first_line,
       char                   separator,
       const CstTableLimits  *limits,
       GCancellable          *cancellable,
       GError               **error)
{
  Reader reader = { builder, first_line, first_line, 0, FALSE, NULL };
  struct csv_parser parser;

  if (csv_init (&parser, 0) != 0)
    return g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("There is not enough memory.")), FALSE;

  csv_set_delim (&parser, separator != 0 ? (unsigned char) separator : ',');
  csv_set_blk_size (&parser, 4096);
  csv_set_realloc_func (&parser, grow_cell);
  feed (&reader, &parser, text, size, cancellable);
  csv_free (&parser);
  if (reader.error == NULL)
    return TRUE;

  g_propagate_error (error, reader.error);

  return FALSE;
}

/**
 * cst_table_read_text:
 * @bytes: UTF-8 without a mark (cst_table_decode())
 * @encoding: what it was
 *
 * Returns: (transfer full): the table; its separator was found by how regular the rows become
 */
CstTable *
cst_table_read_text (GBytes                *bytes,
                     CstTableEncoding       encoding,
                     const CstTableLimits  *limits,
                     GCancellable          *cancellable,
                     GError               **error)
{
  g_autoptr(CstTableBuilder) builder = cst_table_builder_new (limits);
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  char separator = 0;
  gsize declaration = declared_separator (text, size, &separator);

  if (declaration == 0)
    separator = detect_separator (text, size);
  if (!parse (builder, text + declaration, size - declaration, declaration > 0 ? 2 : 1, separator, limits, cancellable,
              error))
    return NULL;

  return cst_table_builder_finish (builder, CST_TABLE_TEXT, encoding, separator, NULL, error);
}
