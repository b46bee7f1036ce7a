/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-test-scale.h"
#include "table-fixture.h"

/* What comes from outside may be cut, spoilt or made to hurt. It is read or refused with a reason, in bounded memory;
 * run under the sanitizers, nothing else may happen. */

#define ROUNDS 600 /* times CONSTAT_TEST_SCALE */

static void
read_anyhow (GBytes *bytes)
{
  CstTableLimits limits = cst_table_default_limits;
  g_autoptr(GError) error = NULL;
  g_autoptr(CstTable) table = NULL;

  limits.max_rows = 1000;
  table = cst_table_read_bytes (bytes, &limits, NULL, &error);
  if (table == NULL)
    {
      g_assert_nonnull (error);
      g_assert_cmpint ((int) error->domain, ==, (int) CST_TABLE_ERROR);
      g_assert_cmpint ((int) strlen (error->message), >, 0);
      return;
    }

  g_assert_no_error (error);
  for (guint row = 0; row < cst_table_n_rows (table); row++)
    {
      for (guint column = 0; column <= cst_table_n_columns (table); column++)
        g_assert_true (g_utf8_validate (cst_table_cell (table, row, column), -1, NULL));
    }
}

static void
spoil (GBytes *original)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (original, &size);

  for (guint round = 0; round < ROUNDS * cst_test_scale (); round++)
    {
      g_autofree guint8 *copy = g_memdup2 (data, size);
      gsize length = g_test_rand_int_range (0, 4) == 0 ? (gsize) g_test_rand_int_range (0, (int) size + 1) : size;
      g_autoptr(GBytes) bytes = NULL;

      for (int i = g_test_rand_int_range (0, 6); i > 0 && length > 0; i--)
        copy[g_test_rand_int_range (0, (int) length)] = (guint8) g_test_rand_int_range (0, 256);
      bytes = g_bytes_new (copy, length);
      read_anyhow (bytes);
    }
}

static void
test_text (void)
{
  static const char text[] = "Commande;Client;Prix\r\nA1;\"Éloïse \"\"L\"\"\";12,50\r\n\tA2;x;\"3\r\n4\"\r\n";
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  gsize size = 0;
  g_autofree char *wide = g_convert (text, -1, "UTF-16", "UTF-8", NULL, &size, NULL);
  g_autoptr(GBytes) wide_bytes = g_bytes_new (wide, size);

  spoil (bytes);
  spoil (wide_bytes);
}

static void
test_xlsx (void)
{
  g_autoptr(GBytes) bytes =
    xlsx_of ("<sst><si><t>Order</t></si></sst>", "<styleSheet><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>",
             "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>"
             "<row r=\"2\"><c r=\"B2\" s=\"0\"><v>46349.5</v></c></row>");

  spoil (bytes);
}

static void
test_ods (void)
{
  g_autoptr(GBytes) bytes =
    ods_of ("<table:table-row table:number-rows-repeated=\"3\"><table:table-cell table:number-columns-repeated=\"2\" "
            "office:value-type=\"float\" office:value=\"1.5\">"
            "<text:p>1,5</text:p></table:table-cell></table:table-row>");

  spoil (bytes);
}

/* XML is compressed in the file, so spoilt bytes rarely reach it: the parsers get theirs directly. */
static void
test_parts (void)
{
  static const char *const pieces[] = {
    "<row>", "</row>", "<c r=\"A1\" t=\"s\">", "<c r=\"AB9\" s=\"0\">", "</c>", "<v>", "</v>", "0",
    "99999999999", "-1", "<is><t>", "</t></is>", "<rPh>", "</rPh>", "&amp;", "&#0;", "<c r=\"999\">",
    "1e308", "<row r=\"-7\">",
  };
  static const char *const ods_pieces[] = {
    "<table:table-row>", "</table:table-row>", "<table:table-cell>", "</table:table-cell>", "<text:p>",
    "</text:p>", "x", "<table:table-cell table:number-columns-repeated=\"99\">", "<office:annotation>",
    "</office:annotation>", "<table:table>", "</table:table>",
    "<table:covered-table-cell office:value-type=\"date\" office:date-value=\"2026\">",
    "</table:covered-table-cell>", "<table:table-row table:number-rows-repeated=\"0\">", "<text:s/>",
  };

  for (guint round = 0; round < ROUNDS * cst_test_scale (); round++)
    {
      g_autoptr(GString) rows = g_string_new (NULL);
      g_autoptr(GString) ods_rows = g_string_new (NULL);
      g_autoptr(GBytes) xlsx = NULL;
      g_autoptr(GBytes) ods = NULL;

      for (int i = g_test_rand_int_range (1, 20); i > 0; i--)
        {
          g_string_append (rows, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
          g_string_append (ods_rows, ods_pieces[g_test_rand_int_range (0, G_N_ELEMENTS (ods_pieces))]);
        }
      xlsx = xlsx_of ("<sst><si><t>a</t></si></sst>", "<styleSheet/>", rows->str);
      ods = ods_of (ods_rows->str);
      read_anyhow (xlsx);
      read_anyhow (ods);
    }
}

#define LITERAL(text) text, sizeof (text) - 1

static void
assert_refused (const char    *text,
                gsize          size,
                CstTableError  code,
                const char    *words)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(CstTable) table = cst_table_read_bytes (bytes, NULL, NULL, &error);

  g_assert_null (table);
  g_assert_error (error, CST_TABLE_ERROR, (int) code);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
}

static void
test_refused (void)
{
  g_autoptr(GString) wide = g_string_new (NULL);
  g_autoptr(GString) tall = g_string_new (NULL);
  g_autoptr(GString) fat = g_string_new ("A;B\n\"");

  for (int i = 0; i < 300; i++)
    g_string_append_printf (wide, "%d;", i);
  for (int i = 0; i < 100001; i++)
    g_string_append (tall, "1;2\n");
  for (int i = 0; i < 10000; i++)
    g_string_append (fat, "1;2\n");

  assert_refused (LITERAL (""), CST_TABLE_ERROR_EMPTY, "empty");
  assert_refused (LITERAL (" \n;;\n"), CST_TABLE_ERROR_EMPTY, "empty");
  assert_refused (LITERAL ("A;B\n1;2\n3;\"4\n5;6\n"), CST_TABLE_ERROR_DAMAGED, "line 3");
  assert_refused (LITERAL ("A;B\n1;\0\n"), CST_TABLE_ERROR_FORMAT, "Line 2");
  assert_refused (LITERAL ("A;\303\251\n1;\303\n"), CST_TABLE_ERROR_ENCODING, "Line 2");
  assert_refused (LITERAL ("\xef\xbb\xbf" "A;B\n1;\351\n"), CST_TABLE_ERROR_ENCODING, "Line 2");
  assert_refused (wide->str, wide->len, CST_TABLE_ERROR_TOO_LARGE, "256");
  assert_refused (tall->str, tall->len, CST_TABLE_ERROR_TOO_LARGE, "100000");
  assert_refused (fat->str, fat->len, CST_TABLE_ERROR_DAMAGED, "line 2");
  g_string_append (fat, "\"");
  assert_refused (fat->str, fat->len, CST_TABLE_ERROR_TOO_LARGE, "line 2");
}

static void
test_huge (void)
{
  gsize size = (32 << 20) + 1;
  g_autofree char *text = g_malloc (size);

  memset (text, 'x', size);

  assert_refused (text, size, CST_TABLE_ERROR_TOO_LARGE, "32");
  assert_refused (text, size - 1, CST_TABLE_ERROR_TOO_LARGE, "line 1");
}

static void
test_cancelled (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  for (int i = 0; i < 2000; i++)
    g_string_append (text, "1;2\n");
  bytes = g_bytes_new (text->str, text->len);
  g_cancellable_cancel (cancellable);

  g_assert_null (cst_table_read_bytes (bytes, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/damaged/text", test_text);
  g_test_add_func ("/table/damaged/xlsx", test_xlsx);
  g_test_add_func ("/table/damaged/ods", test_ods);
  g_test_add_func ("/table/damaged/parts", test_parts);
  g_test_add_func ("/table/damaged/refused", test_refused);
  g_test_add_func ("/table/damaged/huge", test_huge);
  g_test_add_func ("/table/damaged/cancelled", test_cancelled);

  return g_test_run ();
}
