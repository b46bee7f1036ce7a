/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table-fixture.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

/* The table a text makes; it has to be one. */
CstTable *
table_of (const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GError) error = NULL;
  CstTable *table = cst_table_read_bytes (bytes, NULL, NULL, &error);

  g_assert_no_error (error);

  return table;
}

/* @joined: the row's cells with bars between them */
void
assert_cells (const CstTable *table,
              guint           row,
              const char     *joined)
{
  g_autoptr(GString) cells = g_string_new (NULL);

  for (guint column = 0; column < cst_table_n_columns (table); column++)
    g_string_append_printf (cells, "%s%s", column > 0 ? "|" : "", cst_table_cell (table, row, column));
  g_assert_cmpstr (cells->str, ==, joined);
}

/* A ZIP archive of names and texts in turns. */
GBytes *
archive_of (const char *name,
            ...)
{
  gsize size = 1 << 16;
  g_autofree char *buffer = g_malloc (size);
  gsize used = 0;
  struct archive *archive = archive_write_new ();
  va_list parts;

  archive_write_set_format_zip (archive);
  g_assert_cmpint (archive_write_open_memory (archive, buffer, size, &used), ==, ARCHIVE_OK);
  va_start (parts, name);
  for (; name != NULL; name = va_arg (parts, const char *))
    {
      const char *text = va_arg (parts, const char *);
      struct archive_entry *entry = archive_entry_new ();

      archive_entry_set_pathname (entry, name);
      archive_entry_set_size (entry, (la_int64_t) strlen (text));
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_perm (entry, 0644);
      g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
      g_assert_cmpint (archive_write_data (archive, text, strlen (text)), ==, strlen (text));
      archive_entry_free (entry);
    }
  va_end (parts);
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);

  return g_bytes_new (buffer, used);
}

/* A workbook whose first sheet is hidden and whose second has @rows; the parts stand in no particular order. */
GBytes *
xlsx_of (const char *strings,
         const char *styles,
         const char *rows)
{
  g_autofree char *sheet = g_strdup_printf ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet><sheetData>%s"
                                            "</sheetData></worksheet>", rows);

  return archive_of ("[Content_Types].xml", "<Types/>",
                     "xl/worksheets/sheet2.xml", sheet,
                     "xl/workbook.xml",
                     "<workbook xmlns:r=\"r\"><workbookPr/><sheets>"
                     "<sheet name=\"Old\" sheetId=\"1\" state=\"hidden\" r:id=\"rId1\"/>"
                     "<sheet name=\"Incidents\" sheetId=\"2\" r:id=\"rId2\"/></sheets></workbook>",
                     "xl/_rels/workbook.xml.rels",
                     "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/>"
                     "<Relationship Id=\"rId2\" Target=\"worksheets/sheet2.xml\"/></Relationships>",
                     "xl/styles.xml", styles,
                     "xl/sharedStrings.xml", strings,
                     NULL);
}

GBytes *
ods_of (const char *rows)
{
  g_autofree char *content =
    g_strdup_printf ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content><office:body>"
                     "<office:spreadsheet><table:table table:name=\"Feuille1\">%s</table:table>"
                     "<table:table table:name=\"Feuille2\"><table:table-row><table:table-cell><text:p>no</text:p>"
                     "</table:table-cell></table:table-row></table:table>"
                     "</office:spreadsheet></office:body></office:document-content>", rows);

  return archive_of ("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", content,
                     "META-INF/manifest.xml", "<manifest:manifest/>", NULL);
}
