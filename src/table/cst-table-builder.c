/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-table-builder.h"

#include <glib/gi18n-lib.h>

#include "cst-table-private.h"

struct _CstTableBuilder
{
  CstTableLimits  limits;
  GString        *text;    /* every cell, each with its NUL; the first byte is the empty cell */
  GArray         *cells;   /* of guint32, where a cell begins in text */
  GArray         *rows;    /* of CstTableRow */
  guint           columns; /* of the widest row */
  CstTableRow     row;
};

CstTableBuilder *
cst_table_builder_new (const CstTableLimits *limits)
{
  CstTableBuilder *self = g_new0 (CstTableBuilder, 1);

  self->limits = *limits;
  self->text = g_string_sized_new (4096);
  g_string_append_c (self->text, '\0');
  self->cells = g_array_new (FALSE, TRUE, sizeof (guint32));
  self->rows = g_array_new (FALSE, FALSE, sizeof (CstTableRow));

  return self;
}

void
cst_table_builder_free (CstTableBuilder *self)
{
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_clear_pointer (&self->cells, g_array_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  g_free (self);
}

/**
 * cst_table_builder_start_row:
 * @line: where it begins, as people count: from 1
 */
void
cst_table_builder_start_row (CstTableBuilder *self,
                             guint            line)
{
  self->row.line = line;
  self->row.first = self->cells->len;
}

static void
trim (const char **text,
      gsize       *length)
{
  const char *end = *text + *length;

  while (*text < end && g_unichar_isspace (g_utf8_get_char (*text)))
    *text = g_utf8_next_char (*text);
  while (end > *text)
    {
      const char *last = g_utf8_prev_char (end);

      if (!g_unichar_isspace (g_utf8_get_char (last)))
        break;
      end = last;
    }
  *length = (gsize) (end - *text);
}

/**
 * cst_table_builder_set_cell:
 * @text: UTF-8 without NUL
 *
 * Of a cell that is said twice the last word counts.
 */
gboolean
cst_table_builder_set_cell (CstTableBuilder  *self,
                            guint             column,
                            const char       *text,
                            gsize             length,
                            GError          **error)
{
  guint32 begin;

  trim (&text, &length);
  if (length == 0)
    return TRUE;

  if (column >= self->limits.max_columns)
    return g_set_error (error, CST_TABLE_ERROR, CST_TABLE_ERROR_TOO_LARGE,
                        _("Line %u has more than %u columns."), self->row.line, self->limits.max_columns), FALSE;
  if (length > self->limits.max_cell)
    return g_set_error (error, CST_TABLE_ERROR, CST_TABLE_ERROR_TOO_LARGE,
                        _("A cell of line %u is too long. Perhaps a quotation mark is never closed."),
                        self->row.line), FALSE;
  if (self->text->len + length + 1 > self->limits.max_text)
    return g_set_error (error, CST_TABLE_ERROR, CST_TABLE_ERROR_TOO_LARGE,
                        _("The table holds too much text; it is cut off on line %u."), self->row.line), FALSE;

  begin = (guint32) self->text->len;
  g_string_append_len (self->text, text, (gssize) length);
  g_string_append_c (self->text, '\0');
  if (self->cells->len <= self->row.first + column)
    g_array_set_size (self->cells, self->row.first + column + 1);
  g_array_index (self->cells, guint32, self->row.first + column) = begin;

  return TRUE;
}

/**
 * cst_table_builder_end_row:
 *
 * A row without a word leaves no trace.
 */
gboolean
cst_table_builder_end_row (CstTableBuilder  *self,
                           GError          **error)
{
  self->row.width = self->cells->len - self->row.first;
  if (self->row.width == 0)
    return TRUE;

  if (self->rows->len >= self->limits.max_rows)
    return g_set_error (error, CST_TABLE_ERROR, CST_TABLE_ERROR_TOO_LARGE,
                        _("The table has more than %u rows. Divide it into several files."),
                        self->limits.max_rows), FALSE;

  self->columns = MAX (self->columns, self->row.width);
  g_array_append_val (self->rows, self->row);

  return TRUE;
}

/**
 * cst_table_builder_finish:
 * @self: is empty afterwards
 * @separator: of text, else 0
 * @sheet: (nullable): of a spreadsheet
 *
 * Returns: (transfer full): the table, with a header if it looks like one
 */
CstTable *
cst_table_builder_finish (CstTableBuilder   *self,
                          CstTableFormat     format,
                          CstTableEncoding   encoding,
                          char               separator,
                          const char        *sheet,
                          GError           **error)
{
  CstTableData *data;

  if (self->rows->len == 0)
    return g_set_error_literal (error, CST_TABLE_ERROR, CST_TABLE_ERROR_EMPTY, _("The table is empty.")), NULL;

  data = g_atomic_rc_box_new0 (CstTableData);
  data->format = format;
  data->encoding = encoding;
  data->separator = separator;
  data->sheet = g_strdup (sheet);
  data->text = g_string_free (g_steal_pointer (&self->text), FALSE);
  data->cells = g_steal_pointer (&self->cells);
  data->rows = g_steal_pointer (&self->rows);
  data->columns = self->columns;

  return cst_table_new (data);
}
