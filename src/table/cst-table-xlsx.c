/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "cst-table-parts.h"
#include "cst-table-serial.h"

/* Office Open XML (ECMA-376): the first sheet that is not hidden, its texts from a table of shared ones, and which of
 * its numbers are days from the styles. */

#define FOLDER "xl/"

typedef struct
{
  const CstTableLimits *limits;
  CstTableBuilder      *builder;
  char                 *sheet;      /* the name people see */
  char                 *sheet_id;   /* its relation */
  char                 *sheet_part;
  gboolean              since_1904;
  GHashTable           *formats;    /* id → code */
  GArray               *styles;     /* of gboolean: a day? */
  gboolean              is_in_cell_styles;
  GPtrArray            *strings;    /* (nullable): shared ones */
  gsize                 strings_size;
  GString              *text;       /* of what is being read */
  gboolean              is_text;    /* whether characters count now */
  guint                 phonetic;   /* readings of Asian text, which are not the text */
  guint                 line;
  gboolean              is_in_row;
  guint                 column;
  char                  type;       /* n, s, i (inline), b, d, t (text) */
  gboolean              is_day;
} Workbook;

static void
workbook_clear (Workbook *book)
{
  g_clear_pointer (&book->builder, cst_table_builder_free);
  g_free (book->sheet);
  g_free (book->sheet_id);
  g_free (book->sheet_part);
  g_clear_pointer (&book->formats, g_hash_table_unref);
  g_clear_pointer (&book->styles, g_array_unref);
  g_clear_pointer (&book->strings, g_ptr_array_unref);
  g_string_free (book->text, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Workbook, workbook_clear)

static gboolean
is_element (const char *element,
            const char *name)
{
  return strcmp (element, name) == 0;
}

static gboolean
is_true (const char *value)
{
  return value != NULL && (strcmp (value, "1") == 0 || strcmp (value, "true") == 0);
}

static void
book_start_cb (GMarkupParseContext  *context,
               const char           *element,
               const char          **names,
               const char          **values,
               gpointer              user_data,
               GError              **error)
{
  Workbook *book = user_data;
  const char *state = cst_part_attribute (names, values, "state");

  if (is_element (element, "workbookPr"))
    book->since_1904 = is_true (cst_part_attribute (names, values, "date1904"));
  if (!is_element (element, "sheet") || book->sheet_id != NULL || (state != NULL && !is_element (state, "visible")))
    return;

  book->sheet = g_strdup (cst_part_attribute (names, values, "name"));
  book->sheet_id = g_strdup (cst_part_attribute (names, values, "id"));
}

static void
relations_start_cb (GMarkupParseContext  *context,
                    const char           *element,
                    const char          **names,
                    const char          **values,
                    gpointer              user_data,
                    GError              **error)
{
  Workbook *book = user_data;
  const char *id = cst_part_attribute (names, values, "Id");
  const char *target = cst_part_attribute (names, values, "Target");

  if (id == NULL || target == NULL || book->sheet_part != NULL || g_strcmp0 (id, book->sheet_id) != 0)
    return;

  book->sheet_part = *target == '/' ? g_strdup (target + 1) : g_strconcat (FOLDER, target, NULL);
}

static void
styles_start_cb (GMarkupParseContext  *context,
                 const char           *element,
                 const char          **names,
                 const char          **values,
                 gpointer              user_data,
                 GError              **error)
{
  Workbook *book = user_data;
  const char *id = cst_part_attribute (names, values, "numFmtId");

  if (is_element (element, "cellXfs"))
    book->is_in_cell_styles = TRUE;
  if (id == NULL)
    return;

  if (is_element (element, "numFmt"))
    g_hash_table_insert (book->formats, GINT_TO_POINTER (atoi (id)),
                         g_strdup (cst_part_attribute (names, values, "formatCode")));
  else if (is_element (element, "xf") && book->is_in_cell_styles)
    {
      gboolean is_day =
        cst_serial_is_date_format (atoi (id), g_hash_table_lookup (book->formats, GINT_TO_POINTER (atoi (id))));

      g_array_append_val (book->styles, is_day);
    }
}

static void
styles_end_cb (GMarkupParseContext  *context,
               const char           *element,
               gpointer              user_data,
               GError              **error)
{
  Workbook *book = user_data;

  if (is_element (element, "cellXfs"))
    book->is_in_cell_styles = FALSE;
}

/* Runs of one text follow each other; only <t> holds words, and not those inside <rPh>. */
static void
strings_start_cb (GMarkupParseContext  *context,
                  const char           *element,
                  const char          **names,
                  const char          **values,
                  gpointer              user_data,
                  GError              **error)
{
  Workbook *book = user_data;

  if (is_element (element, "si"))
    g_string_truncate (book->text, 0);
  else if (is_element (element, "rPh"))
    book->phonetic++;
  else if (is_element (element, "t"))
    book->is_text = book->phonetic == 0;
}

static void
strings_end_cb (GMarkupParseContext  *context,
                const char           *element,
                gpointer              user_data,
                GError              **error)
{
  Workbook *book = user_data;

  if (is_element (element, "t"))
    book->is_text = FALSE;
  else if (is_element (element, "rPh"))
    book->phonetic--;
  else if (is_element (element, "si"))
    {
      book->strings_size += book->text->len + 1 + sizeof (char *);
      if (book->strings_size > book->limits->max_text)
        g_set_error_literal (error, CST_TABLE_ERROR, CST_TABLE_ERROR_TOO_LARGE,
                             _("The spreadsheet is too large. Divide it into several files."));
      g_ptr_array_add (book->strings, g_strndup (book->text->str, book->text->len));
    }
}

static void
words_cb (GMarkupParseContext  *context,
          const char           *text,
          gsize                 length,
          gpointer              user_data,
          GError              **error)
{
  Workbook *book = user_data;

  if (!book->is_text)
    return;

  if (book->text->len + length > MAX (book->limits->max_cell, 32768) * 4)
    g_set_error (error, CST_TABLE_ERROR, CST_TABLE_ERROR_TOO_LARGE,
                 _("The spreadsheet is too large. Divide it into several files."));
  else
    g_string_append_len (book->text, text, (gssize) length);
}

/* "BC12" is column 54; without a reference the cell follows the one before. */
static gboolean
read_column (const char *reference,
             guint      *column)
{
  guint value = 0;
  const char *p = reference;

  for (; g_ascii_isalpha (*p) && p - reference < 4; p++)
    value = value * 26 + (guint) (g_ascii_toupper (*p) - 'A' + 1);
  if (value == 0)
    return FALSE;

  *column = value - 1;

  return TRUE;
}

static char
cell_type (const char *type)
{
  if (type == NULL || is_element (type, "n"))
    return 'n';
  if (is_element (type, "str") || is_element (type, "e"))
    return 't';

  return is_element (type, "inlineStr") ? 'i' : *type;
}

static void
start_cell (Workbook    *book,
            const char **names,
            const char **values)
{
  const char *reference = cst_part_attribute (names, values, "r");
  const char *style = cst_part_attribute (names, values, "s");
  guint index = style != NULL ? (guint) atoi (style) : 0;

  if (reference == NULL || !read_column (reference, &book->column))
    book->column++;
  book->type = cell_type (cst_part_attribute (names, values, "t"));
  book->is_day = index < book->styles->len && g_array_index (book->styles, gboolean, index);
  g_string_truncate (book->text, 0);
}

static void
start_row (Workbook    *book,
           const char **names,
           const char **values)
{
  const char *number = cst_part_attribute (names, values, "r");

  book->line = number != NULL ? (guint) strtoul (number, NULL, 10) : book->line + 1;
  book->column = G_MAXUINT;
  book->is_in_row = TRUE;
  cst_table_builder_start_row (book->builder, book->line);
}

static void
sheet_start_cb (GMarkupParseContext  *context,
                const char           *element,
                const char          **names,
                const char          **values,
                gpointer              user_data,
                GError              **error)
{
  Workbook *book = user_data;

  if (is_element (element, "row"))
    start_row (book, names, values);
  else if (is_element (element, "c"))
    start_cell (book, names, values);
  else if (is_element (element, "rPh"))
    book->phonetic++;
  else if (is_element (element, "v") || is_element (element, "t"))
    book->is_text = book->phonetic == 0;
}

/* (transfer full): what the cell says */
static char *
cell_text (Workbook  *book,
           GError   **error)
{
  g_autofree char *day = NULL;
  const char *raw = book->text->str;

  if (book->type == 's')
    {
      guint64 index = 0;

      if (book->strings == NULL ||
          !g_ascii_string_to_unsigned (raw, 10, 0, G_MAXUINT, &index, NULL) || index >= book->strings->len)
        return g_set_error (error, CST_TABLE_ERROR, CST_TABLE_ERROR_DAMAGED,
                            _("Line %u: a cell refers to a text that is not in the file."), book->line), NULL;

      return g_strdup (g_ptr_array_index (book->strings, (guint) index));
    }
  if (book->type != 'n')
    return g_strdup (raw);
  if (book->is_day && (day = cst_serial_to_moment (g_ascii_strtod (raw, NULL), book->since_1904)))
    return g_steal_pointer (&day);

  return cst_serial_to_number (raw);
}

static void
end_cell (Workbook  *book,
          GError   **error)
{
  g_autofree char *text = NULL;

  if (book->text->len == 0 || !book->is_in_row || !(text = cell_text (book, error)))
    return;

  cst_table_builder_set_cell (book->builder, book->column, text, strlen (text), error);
}

static void
sheet_end_cb (GMarkupParseContext  *context,
              const char           *element,
              gpointer              user_data,
              GError              **error)
{
  Workbook *book = user_data;

  if (is_element (element, "v") || is_element (element, "t"))
    book->is_text = FALSE;
  else if (is_element (element, "rPh"))
    book->phonetic--;
  else if (is_element (element, "c"))
    end_cell (book, error);
  else if (is_element (element, "row"))
    {
      book->is_in_row = FALSE;
      cst_table_builder_end_row (book->builder, error);
    }
}

static const GMarkupParser book_parser = { book_start_cb };
static const GMarkupParser relations_parser = { relations_start_cb };
static const GMarkupParser styles_parser = { styles_start_cb, styles_end_cb };
static const GMarkupParser strings_parser = { strings_start_cb, strings_end_cb, words_cb };
static const GMarkupParser sheet_parser = { sheet_start_cb, sheet_end_cb, words_cb };

/* Styles and shared texts are optional parts. */
static gboolean
parse_if_there (Workbook             *book,
                GBytes               *bytes,
                const char           *part,
                const GMarkupParser  *parser,
                GCancellable         *cancellable,
                GError              **error)
{
  return !cst_part_exists (bytes, part) || cst_part_parse (bytes, part, parser, book, cancellable, error);
}

static gboolean
parse_book (Workbook      *book,
            GBytes        *bytes,
            GCancellable  *cancellable,
            GError       **error)
{
  if (!cst_part_parse (bytes, FOLDER "workbook.xml", &book_parser, book, cancellable, error) ||
      !cst_part_parse (bytes, FOLDER "_rels/workbook.xml.rels", &relations_parser, book, cancellable, error))
    return FALSE;
  if (book->sheet_part == NULL)
    return g_set_error_literal (error, CST_TABLE_ERROR, CST_TABLE_ERROR_EMPTY,
                                _("The spreadsheet has no sheet to read.")), FALSE;

  return parse_if_there (book, bytes, FOLDER "styles.xml", &styles_parser, cancellable, error) &&
         parse_if_there (book, bytes, FOLDER "sharedStrings.xml", &strings_parser, cancellable, error) &&
         cst_part_parse (bytes, book->sheet_part, &sheet_parser, book, cancellable, error);
}

/**
 * cst_table_read_xlsx:
 *
 * Returns: (transfer full): the first visible sheet
 */
CstTable *
cst_table_read_xlsx (GBytes                *bytes,
                     const CstTableLimits  *limits,
                     GCancellable          *cancellable,
                     GError               **error)
{
  g_auto(Workbook) book = { .limits = limits };

  book.builder = cst_table_builder_new (limits);
  book.formats = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  book.styles = g_array_new (FALSE, FALSE, sizeof (gboolean));
  book.strings = g_ptr_array_new_with_free_func (g_free);
  book.text = g_string_new (NULL);
  if (!parse_book (&book, bytes, cancellable, error))
    return NULL;

  return cst_table_builder_finish (book.builder, CST_TABLE_XLSX, CST_TABLE_UTF8, 0, book.sheet, error);
}
