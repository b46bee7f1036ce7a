/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table-fixture.h"

static const char styles[] =
  "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\\ hh:mm\"/>"
  "<numFmt numFmtId=\"165\" formatCode=\"#,##0.00\\ &quot;days&quot;\"/></numFmts>"
  "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
  "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs>"
  "</styleSheet>";

static const char strings[] =
  "<sst><si><t>Order</t></si><si><r><t>Full </t></r><r><t>name</t></r><rPh><t>yomi</t></rPh></si>"
  "<si><t xml:space=\"preserve\"> Zoé &amp; Cie </t></si></sst>";

static CstTable *
read_table (GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  CstTable *table = cst_table_read_bytes (bytes, NULL, NULL, &error);

  g_assert_no_error (error);

  return table;
}

static void
test_xlsx (void)
{
  g_autoptr(GBytes) bytes =
    xlsx_of (strings, styles,
             "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"
             "<c r=\"C1\" t=\"inlineStr\"><is><t>Day</t></is></c><c t=\"str\"><v>Price</v></c></row>"
             "<row r=\"4\"><c r=\"A4\"><v>10423</v></c><c r=\"B4\" t=\"s\"><v>2</v></c>"
             "<c r=\"C4\" s=\"1\"><v>46349</v></c><c r=\"D4\" s=\"3\"><v>0.10000000000000001</v></c></row>"
             "<row r=\"5\"><c r=\"A5\"/>"
             "<c r=\"C5\" s=\"2\"><v>46349.34375</v></c><c r=\"D5\" t=\"b\"><v>1</v></c></row>");
  g_autoptr(CstTable) table = read_table (bytes);

  g_assert_cmpint ((int) cst_table_get_format (table), ==, CST_TABLE_XLSX);
  g_assert_cmpstr (cst_table_get_sheet (table), ==, "Incidents");
  g_assert_true (cst_table_is_typed (table));
  g_assert_cmpstr (cst_table_header (table, 1), ==, "Full name");
  g_assert_cmpstr (cst_table_header (table, 3), ==, "Price");
  assert_cells (table, 0, "10423|Zoé & Cie|2026-11-23|0.1");
  assert_cells (table, 1, "||2026-11-23T08:15:00|1");
  g_assert_cmpuint (cst_table_line (table, 0), ==, 4);
}

/* Some programs write prefixes before every element. */
static void
test_xlsx_with_prefixes (void)
{
  g_autoptr(GBytes) bytes =
    archive_of ("xl/workbook.xml", "<x:workbook><x:sheets><x:sheet name=\"S\" r:id=\"a\"/></x:sheets></x:workbook>",
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"a\" Target=\"/xl/s.xml\"/></Relationships>",
                "xl/s.xml", "<x:worksheet><x:sheetData><x:row><x:c t=\"str\"><x:v>A</x:v></x:c></x:row>"
                            "<x:row><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>", NULL);
  g_autoptr(CstTable) table = read_table (bytes);

  assert_cells (table, 0, "7");
  g_assert_cmpuint (cst_table_line (table, 0), ==, 2);
}

static void
test_ods (void)
{
  g_autoptr(GBytes) bytes =
    ods_of ("<table:table-row><table:table-cell office:value-type=\"string\"><text:p>Order</text:p></table:table-cell>"
            "<table:table-cell><text:p>Day</text:p></table:table-cell><table:table-cell><text:p>Price</text:p>"
            "</table:table-cell><table:table-cell><text:p>Text</text:p></table:table-cell></table:table-row>"
            "<table:table-row table:number-rows-repeated=\"3\">"
            "<table:table-cell table:number-columns-repeated=\"16384\"/>"
            "</table:table-row>"
            "<table:table-row><table:table-cell><text:p>A1</text:p></table:table-cell>"
            "<table:table-cell office:value-type=\"date\" office:date-value=\"2026-11-23\"><text:p>23/11/26</text:p>"
            "</table:table-cell><table:table-cell office:value-type=\"currency\" office:value=\"1234.5\">"
            "<text:p>1 234,50 €</text:p></table:table-cell><table:table-cell><office:annotation><text:p>note</text:p>"
            "</office:annotation><text:p>one<text:s/><text:span>two</text:span></text:p><text:p>three</text:p>"
            "</table:table-cell></table:table-row>"
            "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"2\">"
            "<text:p>same</text:p></table:table-cell></table:table-row>"
            "<table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell "
            "table:number-columns-repeated=\"16384\"/></table:table-row>");
  g_autoptr(CstTable) table = read_table (bytes);

  g_assert_cmpint ((int) cst_table_get_format (table), ==, CST_TABLE_ODS);
  g_assert_cmpstr (cst_table_get_sheet (table), ==, "Feuille1");
  g_assert_cmpuint (cst_table_n_rows (table), ==, 3);
  assert_cells (table, 0, "A1|2026-11-23|1234.5|one two\nthree");
  assert_cells (table, 2, "same|same||");
  g_assert_cmpuint (cst_table_line (table, 0), ==, 5);
  g_assert_cmpuint (cst_table_line (table, 2), ==, 7);
}

static void
assert_refused (GBytes        *bytes,
                CstTableError  code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstTable) table = cst_table_read_bytes (bytes, NULL, NULL, &error);

  g_assert_null (table);
  g_assert_error (error, CST_TABLE_ERROR, (int) code);
}

static void
test_refused (void)
{
  g_autoptr(GBytes) document = archive_of ("word/document.xml", "<w/>", NULL);
  g_autoptr(GBytes) old = g_bytes_new_static ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on", 20);
  g_autoptr(GBytes) locked =
    archive_of ("content.xml", "no XML", "META-INF/manifest.xml", "<manifest:encryption-data/>", NULL);
  g_autoptr(GBytes) missing = xlsx_of ("<sst/>", styles, "<row><c t=\"s\"><v>0</v></c></row>");
  g_autoptr(GBytes) no_sheet =
    archive_of ("xl/workbook.xml", "<workbook/>", "xl/_rels/workbook.xml.rels", "<a/>", NULL);
  g_autoptr(GBytes) broken = xlsx_of (strings, styles, "<row><c t=\"s\"><v>0</c></row>");
  g_autoptr(GBytes) empty = ods_of ("");

  assert_refused (document, CST_TABLE_ERROR_FORMAT);
  assert_refused (old, CST_TABLE_ERROR_PROTECTED);
  assert_refused (locked, CST_TABLE_ERROR_PROTECTED);
  assert_refused (missing, CST_TABLE_ERROR_DAMAGED);
  assert_refused (no_sheet, CST_TABLE_ERROR_EMPTY);
  assert_refused (broken, CST_TABLE_ERROR_DAMAGED);
  assert_refused (empty, CST_TABLE_ERROR_EMPTY);
}

/* A few hundred bytes that claim to be a billion cells. */
static void
test_bombs (void)
{
  g_autoptr(GBytes) rows =
    ods_of ("<table:table-row table:number-rows-repeated=\"2000000000\"><table:table-cell "
            "table:number-columns-repeated=\"200\"><text:p>x</text:p></table:table-cell></table:table-row>");
  g_autoptr(GBytes) columns =
    ods_of ("<table:table-row><table:table-cell table:number-columns-repeated=\"2000000000\"><text:p>x</text:p>"
            "</table:table-cell></table:table-row>");
  g_autoptr(GBytes) far = xlsx_of (strings, styles, "<row><c r=\"ZZZZ1\"><v>1</v></c></row>");
  g_autoptr(GString) nested = g_string_new (NULL);
  g_autoptr(GBytes) deep = NULL;

  for (int i = 0; i < 10000; i++)
    g_string_append (nested, "<a>");
  deep = xlsx_of (strings, styles, nested->str);

  assert_refused (rows, CST_TABLE_ERROR_TOO_LARGE);
  assert_refused (columns, CST_TABLE_ERROR_TOO_LARGE);
  assert_refused (far, CST_TABLE_ERROR_TOO_LARGE);
  assert_refused (deep, CST_TABLE_ERROR_DAMAGED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/xlsx", test_xlsx);
  g_test_add_func ("/table/xlsx-with-prefixes", test_xlsx_with_prefixes);
  g_test_add_func ("/table/ods", test_ods);
  g_test_add_func ("/table/refused-spreadsheets", test_refused);
  g_test_add_func ("/table/bombs", test_bombs);

  return g_test_run ();
}
