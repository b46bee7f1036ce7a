/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "cst-table-parts.h"
#include "cst-table-serial.h"

/* OpenDocument (ISO 26300): the first table. Equal cells and rows are written once with a number; what follows the last
 * word of a sheet is a million empty ones. */

#define MAX_REPEATED_TEXT 65536

typedef struct
{
  const CstTableLimits *limits;
  CstTableBuilder      *builder;
  char                 *sheet;
  guint                 n_tables;
  gboolean              is_in_table;
  guint                 nested;      /* tables inside a cell, notes, drawings: not part of the table */
  guint                 line;
  guint                 row_repeated;
  GPtrArray            *cells;       /* of the row: char *, NULL where empty */
  guint                 column;
  guint                 repeated;
  char                 *value;       /* (nullable): said in an attribute */
  GString              *text;
  guint                 paragraphs;
  guint                 in_paragraph;
} Sheet;

static void
sheet_clear (Sheet *sheet)
{
  g_clear_pointer (&sheet->builder, cst_table_builder_free);
  g_clear_pointer (&sheet->cells, g_ptr_array_unref);
  g_free (sheet->sheet);
  g_free (sheet->value);
  g_string_free (sheet->text, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sheet, sheet_clear)

static gboolean
is_element (const char *element,
            const char *name)
{
  return strcmp (element, name) == 0;
}

static guint
count_of (const char **names,
          const char **values,
          const char  *attribute)
{
  const char *text = cst_part_attribute (names, values, attribute);
  guint64 count = 1;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT, &count, NULL))
    return 1;

  return (guint) count;
}

/* "PT08H15M00S" is a time of day. */
static char *
time_of_day (const char *duration)
{
  int hours = 0;
  int minutes = 0;
  int seconds = 0;

  if (sscanf (duration, "PT%dH%dM%dS", &hours, &minutes, &seconds) < 2)
    return g_strdup (duration);

  return g_strdup_printf ("%02d:%02d:%02d", hours, minutes, seconds);
}

static char *
typed_value (const char **names,
             const char **values)
{
  const char *type = cst_part_attribute (names, values, "value-type");
  const char *date = cst_part_attribute (names, values, "date-value");
  const char *time = cst_part_attribute (names, values, "time-value");
  const char *flag = cst_part_attribute (names, values, "boolean-value");
  const char *number = cst_part_attribute (names, values, "value");

  if (type == NULL || is_element (type, "string"))
    return NULL;
  if (date != NULL)
    return g_strndup (date, strcspn (date, "."));
  if (time != NULL)
    return time_of_day (time);
  if (flag != NULL)
    return g_strdup (flag);

  return number != NULL ? cst_serial_to_number (number) : NULL;
}

static gboolean
is_cell (const char *element)
{
  return is_element (element, "table-cell") || is_element (element, "covered-table-cell");
}

/* What a cell carries beside its own words. */
static gboolean
is_aside (const char *element)
{
  return is_element (element, "annotation") || is_element (element, "frame") || is_element (element, "table") ||
         is_element (element, "shapes") || is_element (element, "custom-shape");
}

static void
start_inside_cell (Sheet       *sheet,
                   const char  *element,
                   const char **names,
                   const char **values)
{
  if (is_element (element, "p") || is_element (element, "h"))
    {
      sheet->in_paragraph++;
      if (sheet->paragraphs++ > 0)
        g_string_append_c (sheet->text, '\n');
    }
  else if (is_element (element, "s"))
    g_string_append_c (sheet->text, ' ');
  else if (is_element (element, "tab"))
    g_string_append_c (sheet->text, ' ');
  else if (is_element (element, "line-break"))
    g_string_append_c (sheet->text, '\n');
}

static void
start_cell (Sheet       *sheet,
            const char **names,
            const char **values)
{
  sheet->repeated = count_of (names, values, "number-columns-repeated");
  g_free (sheet->value);
  sheet->value = typed_value (names, values);
  g_string_truncate (sheet->text, 0);
  sheet->paragraphs = 0;
}

static void
start_row (Sheet       *sheet,
           const char **names,
           const char **values)
{
  sheet->row_repeated = count_of (names, values, "number-rows-repeated");
  sheet->column = 0;
  g_ptr_array_set_size (sheet->cells, 0);
}

static void
start_cb (GMarkupParseContext  *context,
          const char           *element,
          const char          **names,
          const char          **values,
          gpointer              user_data,
          GError              **error)
{
  Sheet *sheet = user_data;

  if (!sheet->is_in_table)
    {
      if (is_element (element, "table") && sheet->n_tables++ == 0)
        {
          sheet->is_in_table = TRUE;
          sheet->sheet = g_strdup (cst_part_attribute (names, values, "name"));
        }
      return;
    }

  if (sheet->nested > 0 || is_aside (element))
    sheet->nested += is_aside (element) ? 1 : 0;
  else if (is_element (element, "table-row"))
    start_row (sheet, names, values);
  else if (is_cell (element))
    start_cell (sheet, names, values);
  else
    start_inside_cell (sheet, element, names, values);
}

static void
end_cell (Sheet   *sheet,
          GError **error)
{
  const char *text = sheet->value != NULL ? sheet->value : sheet->text->str;

  if (*text != '\0')
    {
      guint until = sheet->column + MIN (sheet->repeated, sheet->limits->max_columns + 1);

      if (until > sheet->limits->max_columns)
        {
          g_set_error (error, CST_TABLE_ERROR, CST_TABLE_ERROR_TOO_LARGE,
                       _("Line %u has more than %u columns."), sheet->line, sheet->limits->max_columns);
          return;
        }
      g_ptr_array_set_size (sheet->cells, (int) sheet->column);
      while (sheet->cells->len < until)
        g_ptr_array_add (sheet->cells, g_strdup (text));
    }

  sheet->column = MIN (sheet->column + sheet->repeated, sheet->limits->max_columns);
}

static gboolean
add_row (Sheet   *sheet,
         GError **error)
{
  cst_table_builder_start_row (sheet->builder, sheet->line);
  for (guint i = 0; i < sheet->cells->len; i++)
    {
      const char *text = g_ptr_array_index (sheet->cells, i);

      if (text != NULL && !cst_table_builder_set_cell (sheet->builder, i, text, strlen (text), error))
        return FALSE;
    }

  return cst_table_builder_end_row (sheet->builder, error);
}

static void
end_row (Sheet   *sheet,
         GError **error)
{
  for (guint i = 0; sheet->cells->len > 0 && i < sheet->row_repeated; i++)
    {
      if (!add_row (sheet, error))
        return;
      sheet->line++;
    }
  if (sheet->cells->len == 0)
    sheet->line += sheet->row_repeated;
}

static void
end_cb (GMarkupParseContext  *context,
        const char           *element,
        gpointer              user_data,
        GError              **error)
{
  Sheet *sheet = user_data;

  if (!sheet->is_in_table)
    return;

  if (sheet->nested > 0)
    sheet->nested -= is_aside (element) ? 1 : 0;
  else if (is_element (element, "table"))
    sheet->is_in_table = FALSE;
  else if (is_element (element, "table-row"))
    end_row (sheet, error);
  else if (is_cell (element))
    end_cell (sheet, error);
  else if (is_element (element, "p") || is_element (element, "h"))
    sheet->in_paragraph--;
}

static void
text_cb (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              user_data,
         GError              **error)
{
  Sheet *sheet = user_data;

  if (!sheet->is_in_table || sheet->nested > 0 || sheet->in_paragraph == 0)
    return;

  if (sheet->text->len + length > MAX_REPEATED_TEXT * 2)
    g_set_error (error, CST_TABLE_ERROR, CST_TABLE_ERROR_TOO_LARGE,
                 _("A cell of line %u is too long. Perhaps a quotation mark is never closed."), sheet->line);
  else
    g_string_append_len (sheet->text, text, (gssize) length);
}

/* The list of parts says which of them are enciphered; they are no ZIP entries with a password. */
static gboolean
check_open (GBytes        *bytes,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autofree char *manifest = cst_part_dup_text (bytes, "META-INF/manifest.xml", cancellable, NULL);

  if (manifest == NULL || strstr (manifest, "encryption-data") == NULL)
    return TRUE;

  g_set_error_literal (error, CST_TABLE_ERROR, CST_TABLE_ERROR_PROTECTED,
                       _("The spreadsheet is protected by a password. Save it without one."));

  return FALSE;
}

/**
 * cst_table_read_ods:
 *
 * Returns: (transfer full): the first sheet
 */
CstTable *
cst_table_read_ods (GBytes                *bytes,
                    const CstTableLimits  *limits,
                    GCancellable          *cancellable,
                    GError               **error)
{
  static const GMarkupParser parser = { start_cb, end_cb, text_cb };
  g_auto(Sheet) sheet = { .limits = limits, .line = 1 };

  sheet.builder = cst_table_builder_new (limits);
  sheet.cells = g_ptr_array_new_with_free_func (g_free);
  sheet.text = g_string_new (NULL);
  if (!check_open (bytes, cancellable, error) ||
      !cst_part_parse (bytes, "content.xml", &parser, &sheet, cancellable, error))
    return NULL;

  return cst_table_builder_finish (sheet.builder, CST_TABLE_ODS, CST_TABLE_UTF8, 0, sheet.sheet, error);
}
