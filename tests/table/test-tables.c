/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "cst-table-words.h"
#include "table-fixture.h"

static void
test_separators (void)
{
  static const char separators[] = { ',', ';', '\t', '|' };

  for (gsize i = 0; i < sizeof separators; i++)
    {
      g_autofree char *text = g_strdelimit (g_strdup ("Order^Name^Price\nA1^Joël^12.5\nA2^\"x^y\"^3\n"), "^",
                                            separators[i]);
      g_autofree char *quoted = g_strdup_printf ("A2|x%cy|3", separators[i]);
      g_autoptr(CstTable) table = table_of (text);

      g_assert_cmpint (cst_table_get_separator (table), ==, separators[i]);
      g_assert_cmpuint (cst_table_n_rows (table), ==, 2);
      g_assert_cmpstr (cst_table_header (table, 2), ==, "Price");
      assert_cells (table, 0, "A1|Joël|12.5");
      assert_cells (table, 1, quoted);
    }
}

/* Commas in prices are no separators, even when every row has one. */
static void
test_decimal_commas (void)
{
  g_autoptr(CstTable) table = table_of ("Commande;Prix\r\nA1;12,50\r\nA2;3,90\r\nA3;7,00\r\n");

  g_assert_cmpint (cst_table_get_separator (table), ==, ';');
  assert_cells (table, 2, "A3|7,00");
}

static void
test_said_separator (void)
{
  g_autoptr(CstTable) table = table_of ("sep=|\r\nCommande|Prix\r\nA;1|B;2\r\n");

  assert_cells (table, 0, "A;1|B;2");
  g_assert_cmpuint (cst_table_line (table, 0), ==, 3);
}

static void
test_one_column (void)
{
  g_autoptr(CstTable) table = table_of ("Order\nA1\nA2");

  g_assert_cmpint (cst_table_get_separator (table), ==, 0);
  g_assert_cmpuint (cst_table_n_columns (table), ==, 1);
  assert_cells (table, 1, "A2");
  g_assert_cmpuint (cst_table_line (table, 1), ==, 3);
}

/* A text over several lines does not shift the numbers of the lines after it. */
static void
test_lines (void)
{
  g_autoptr(CstTable) table = table_of ("Order,Text\r\n"
                                        "A1,\"one\r\ntwo \"\"2\"\"\r\nthree\"\r\n"
                                        "\r\n"
                                        "A2, plain \r\n"
                                        "\"A3\nx\",y\n"
                                        "A4,5\" pipe");

  g_assert_cmpuint (cst_table_n_rows (table), ==, 4);
  assert_cells (table, 0, "A1|one\r\ntwo \"2\"\r\nthree");
  assert_cells (table, 1, "A2|plain");
  assert_cells (table, 3, "A4|5\" pipe");
  g_assert_cmpuint (cst_table_header_line (table), ==, 1);
  g_assert_cmpuint (cst_table_line (table, 0), ==, 2);
  g_assert_cmpuint (cst_table_line (table, 1), ==, 6);
  g_assert_cmpuint (cst_table_line (table, 2), ==, 7);
  g_assert_cmpuint (cst_table_line (table, 3), ==, 9);
}

static void
test_old_macintosh_lines (void)
{
  g_autoptr(CstTable) table = table_of ("Order;Text\rA1;x\rA2;y\r");

  g_assert_cmpuint (cst_table_n_rows (table), ==, 2);
  g_assert_cmpuint (cst_table_line (table, 1), ==, 3);
}

static void
assert_encoding (const char       *charset,
                 const char       *mark,
                 CstTableEncoding  encoding)
{
  gsize size = 0;
  g_autofree char *text = g_convert ("Numéro;Prénom\nA1;Éloïse\n", -1, charset, "UTF-8", NULL, &size, NULL);
  g_autoptr(GByteArray) file = g_byte_array_new ();
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(CstTable) table = NULL;
  g_autoptr(GError) error = NULL;

  g_byte_array_append (file, (const guint8 *) mark, (guint) strlen (mark));
  g_byte_array_append (file, (const guint8 *) text, (guint) size);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&file));
  table = cst_table_read_bytes (bytes, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint ((int) cst_table_get_encoding (table), ==, (int) encoding);
  g_assert_cmpstr (cst_table_header (table, 0), ==, "Numéro");
  assert_cells (table, 0, "A1|Éloïse");
}

static void
test_encodings (void)
{
  assert_encoding ("UTF-8", "", CST_TABLE_UTF8);
  assert_encoding ("UTF-8", "\xef\xbb\xbf", CST_TABLE_UTF8_BOM);
  assert_encoding ("WINDOWS-1252", "", CST_TABLE_WINDOWS_1252);
  assert_encoding ("UTF-16LE", "\xff\xfe", CST_TABLE_UTF16);
  assert_encoding ("UTF-16BE", "\xfe\xff", CST_TABLE_UTF16);
  assert_encoding ("UTF-16LE", "", CST_TABLE_UTF16);
  assert_encoding ("UTF-16BE", "", CST_TABLE_UTF16);
}

static void
test_header (void)
{
  g_autoptr(CstTable) bare = table_of ("10423;12,50\n10424;3,90\n");
  g_autoptr(CstTable) twice = table_of ("Name;Name\nA;B\n");
  g_autoptr(CstTable) titled = table_of ("Export of 23/11/2026\n\nOrder;Name;City\nA1;x;Lyon\n");
  g_autoptr(CstTable) said = cst_table_with_header (bare, TRUE);
  g_autofree char *letter = cst_table_column_name (bare, 27);

  g_assert_false (cst_table_has_header (bare));
  g_assert_cmpuint (cst_table_n_rows (bare), ==, 2);
  g_assert_cmpstr (letter, ==, "Column AB");
  g_assert_false (cst_table_has_header (twice));
  g_assert_true (cst_table_has_header (titled));
  g_assert_cmpuint (cst_table_header_line (titled), ==, 3);
  g_assert_cmpuint (cst_table_n_rows (titled), ==, 1);
  g_assert_cmpuint (cst_table_n_rows (said), ==, 1);
  g_assert_cmpstr (cst_table_header (said, 0), ==, "10423");
}

/* A cell too many says that a separator stands inside a text. */
static void
test_uneven_rows (void)
{
  g_autoptr(CstTable) table = table_of ("A,B\n1,2,3\n4\n");

  g_assert_cmpuint (cst_table_width (table, 0), ==, 3);
  g_assert_cmpstr (cst_table_header (table, 2), ==, "");
  g_assert_cmpstr (cst_table_cell (table, 1, 2), ==, "");
}

static void
test_words (void)
{
  static const CstTableField fields[] = {
    { "number", "order number|n de commande|commande" },
    { "customer", "customer|client" },
    { "email", "e mail|courriel" },
    { "city", "city|ville" },
  };
  g_autoptr(CstTable) table = table_of ("COMMANDE;N° de Commande;Client;E-Mail\nA;B;C;D\n");
  g_autoptr(CstTable) same = table_of ("commande;n° de commande;CLIENT;e-mail\n1;2;3;4\n");
  g_autoptr(CstTable) other = table_of ("commande;n° de commande;CLIENT;ville\n1;2;3;4\n");
  g_autofree char *digest = cst_table_headers_digest (table);
  g_autofree char *same_digest = cst_table_headers_digest (same);
  g_autofree char *other_digest = cst_table_headers_digest (other);
  int columns[G_N_ELEMENTS (fields)];

  cst_table_match_columns (table, fields, G_N_ELEMENTS (fields), columns);

  g_assert_cmpint (columns[0], ==, 1);
  g_assert_cmpint (columns[1], ==, 2);
  g_assert_cmpint (columns[2], ==, 3);
  g_assert_cmpint (columns[3], ==, -1);
  g_assert_cmpstr (digest, ==, same_digest);
  g_assert_cmpstr (digest, !=, other_digest);
}

static void
take_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **taken = user_data;

  *taken = g_object_ref (result);
}

static void
test_async (void)
{
  g_autofree char *folder = g_dir_make_tmp ("constat-table-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "été.csv", NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(CstTable) table = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "A;B\n1;2\n", -1, NULL));
  cst_table_read_async (path, NULL, NULL, take_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  table = cst_table_read_finish (result, &error);

  g_assert_no_error (error);
  assert_cells (table, 0, "1|2");
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/separators", test_separators);
  g_test_add_func ("/table/decimal-commas", test_decimal_commas);
  g_test_add_func ("/table/said-separator", test_said_separator);
  g_test_add_func ("/table/one-column", test_one_column);
  g_test_add_func ("/table/lines", test_lines);
  g_test_add_func ("/table/old-macintosh-lines", test_old_macintosh_lines);
  g_test_add_func ("/table/encodings", test_encodings);
  g_test_add_func ("/table/header", test_header);
  g_test_add_func ("/table/uneven-rows", test_uneven_rows);
  g_test_add_func ("/table/words", test_words);
  g_test_add_func ("/table/async", test_async);

  return g_test_run ();
}
