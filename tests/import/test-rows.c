/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "import-fixture.h"

#define HEADER "Order number,Customer,Reason,Article,Quantity,Price,"

static CstImportPlan *
plan_of_cell (ImportFixture *fixture,
              const char    *header,
              const char    *cell)
{
  g_autofree char *text = g_strdup_printf (HEADER "%s\nA1,Ann,damaged,Vase,2,12.50,\"%s\"\n", header, cell);

  return import_plan (fixture, text);
}

static const CstCaseEntry *
entry_of (const CstImportPlan *plan)
{
  const CstImportCase *of_case = g_ptr_array_index (plan->cases, 0);

  return of_case->entry;
}

static void
assert_refused (ImportFixture *fixture,
                const char    *header,
                const char    *cell)
{
  g_autoptr(CstImportPlan) plan = plan_of_cell (fixture, header, cell);
  const CstImportRow *row = g_ptr_array_index (plan->rows, 0);
  g_autofree char *text = cst_import_row_text (plan, row);

  g_assert_cmpint ((int) row->state, ==, CST_IMPORT_REFUSED);
  g_assert_cmpint (row->problem_column, ==, 6);
  g_assert_true (g_str_has_prefix (text, header));
  g_assert_nonnull (strstr (text, cell));
}

static void
test_refused_cells (ImportFixture *fixture,
                    gconstpointer  unused)
{
  static const char *const cells[][2] = {
    { "Country", "Atlantis" }, { "Language", "Klingonese" }, { "Currency", "euros" }, { "Tax rate", "120" },
    { "Reported on", "31/02/2026" }, { "Shipping", "free" }, { "E-mail", "ann" }, { "Tax", "perhaps" },
    { "Pieces concerned", "some" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    assert_refused (fixture, cells[i][0], cells[i][1]);
}

static void
assert_reason (ImportFixture *fixture,
               const char    *word,
               CstReason      reason,
               const char    *code)
{
  g_autofree char *text = g_strdup_printf ("Commande;Client;Motif;Article\nA1;Ann;%s;Vase\n", word);
  g_autoptr(CstImportPlan) plan = import_plan (fixture, text);

  g_assert_cmpint ((int) entry_of (plan)->reason, ==, (int) reason);
  g_assert_cmpstr (entry_of (plan)->reason_code, ==, code);
}

static void
test_reasons (ImportFixture *fixture,
              gconstpointer  unused)
{
  assert_reason (fixture, "Endommagé", CST_REASON_DAMAGED, NULL);
  assert_reason (fixture, "ARTICLES DÉFECTUEUX", CST_REASON_DEFECTIVE, NULL);
  assert_reason (fixture, "wrong_item", CST_REASON_WRONG_ITEM, NULL);
  assert_reason (fixture, "Retard", CST_REASON_LATE, NULL);
  assert_reason (fixture, "Autre", CST_REASON_OTHER, NULL);
  assert_reason (fixture, "Colis volé", CST_REASON_OTHER, "Colis volé");
}

static void
test_read_cells (ImportFixture *fixture,
                 gconstpointer  unused)
{
  g_autoptr(CstImportPlan) plan =
    import_plan (fixture, "N° de commande;Nom;Prénom;Société;Pays;Langue;Motif;Désignation;Prix unitaire HT;TVA;Port\n"
                          "A1;Roy;Éloïse;Roy SARL;Allemagne;de-DE;cassé;Vase;1 234,50;5,5 %;4,90 €\n");
  const CstCaseEntry *entry = entry_of (plan);
  const CstCaseEntryLine *line = g_ptr_array_index (entry->lines, 0);

  g_assert_cmpstr (entry->customer, ==, "Éloïse Roy");
  g_assert_cmpstr (entry->country, ==, "DE");
  g_assert_cmpstr (entry->language, ==, "de");
  g_assert_cmpint ((int) entry->tax_mode, ==, CST_TAX_EXCLUDED);
  g_assert_cmpint (entry->tax_rate_bp, ==, 550);
  g_assert_cmpint (entry->shipping, ==, 490);
  g_assert_cmpstr (entry->currency, ==, "EUR");
  g_assert_cmpint (line->unit_price, ==, 123450);
  g_assert_cmpint (line->quantity, ==, 1);
  g_assert_cmpint (line->concerned, ==, 1);
}

/* A retailer is a company, a consumer a person. */
static void
test_company (ImportFixture *fixture,
              gconstpointer  unused)
{
  static const char text[] = "Order number,Name,Company,Reason,Article\nA1,Ann,Ann Ltd,late,Vase\n";
  g_autoptr(CstImportPlan) person = import_plan (fixture, text);
  g_autoptr(CstImportPlan) company = NULL;

  fixture->account->info.audience = CST_CUSTOMER_RETAILER;
  company = import_plan (fixture, text);

  g_assert_cmpstr (entry_of (person)->customer, ==, "Ann");
  g_assert_cmpstr (entry_of (company)->customer, ==, "Ann Ltd");
  g_assert_cmpint ((int) entry_of (company)->tax_mode, ==, CST_TAX_EXCLUDED);
}

/* Rows of one order that contradict each other are not half taken. */
static void
test_contradictions (ImportFixture *fixture,
                     gconstpointer  unused)
{
  g_autoptr(CstImportPlan) plan =
    import_plan (fixture, HEADER "Currency\nA1,Ann,late,Vase,1,3,EUR\nA1,Bob,late,Lamp,1,3,EUR\n"
                                 "A2,Cy,late,Vase,1,3,EUR\nA2,Cy,late,Lamp,1,3,USD\nA3,Di,late,Vase,1,3,EUR\n");

  g_assert_cmpuint (cst_import_plan_count_rows (plan, CST_IMPORT_REFUSED), ==, 4);
  g_assert_cmpuint (cst_import_plan_count_cases (plan, CST_IMPORT_NEW), ==, 1);
  g_assert_nonnull (strstr (import_problem (plan, 1), "customer"));
  g_assert_nonnull (strstr (import_problem (plan, 0), "Line 3"));
  g_assert_nonnull (strstr (import_problem (plan, 3), "currency"));
}

static void
test_map (ImportFixture *fixture,
          gconstpointer  unused)
{
  g_autoptr(CstTable) table = import_table ("Order number;Date;Name;Why\n1;03/04/2026;Ann;late\n");
  g_autoptr(CstImportMap) map = cst_import_map_propose (table, CST_IMPORT_OF_CASES, NULL);
  g_autofree char *no_article = cst_import_map_dup_problem (map, table);
  g_autofree char *no_reason = NULL;
  g_autofree char *no_order = NULL;
  g_autofree char *nothing = NULL;
  CstImportField field;

  g_assert_nonnull (strstr (no_article, "article"));
  cst_import_map_set (map, CST_IMPORT_ARTICLE, 3);
  no_reason = cst_import_map_dup_problem (map, table);
  g_assert_nonnull (strstr (no_reason, "reason"));
  map->reason = CST_REASON_LATE;
  no_order = cst_import_map_dup_problem (map, table);
  g_assert_nonnull (strstr (no_order, "month first"));
  map->day_order = CST_DAY_ORDER_DMY;
  nothing = cst_import_map_dup_problem (map, table);
  g_assert_null (nothing);

  cst_import_map_set (map, CST_IMPORT_REASON, 3);
  g_assert_cmpint (cst_import_map_get (map, CST_IMPORT_ARTICLE), ==, -1);
  g_assert_true (cst_import_map_find (map, 3, &field));
  g_assert_cmpint ((int) field, ==, CST_IMPORT_REASON);
  cst_import_map_set (map, CST_IMPORT_REASON, -1);
  g_assert_false (cst_import_map_find (map, 3, &field));
}

static void
check_words (CstImportKind kind)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < CST_IMPORT_N_FIELDS; i++)
    {
      const char *known = cst_import_field_words (kind, (CstImportField) i);
      g_auto(GStrv) words = g_strsplit (known != NULL ? known : "", "|", -1);
      g_autofree char *name = cst_table_fold_header (cst_import_field_name ((CstImportField) i));

      g_assert_true (kind != CST_IMPORT_OF_CASES || known == NULL ||
                     g_strv_contains ((const char *const *) words, name));
      g_assert_cmpstr (cst_import_field_label ((CstImportField) i), !=, "");
      for (char **word = words; *word != NULL; word++)
        {
          g_autofree char *folded = cst_table_fold_header (*word);

          g_assert_cmpstr (*word, ==, folded);
          if (!g_hash_table_add (seen, g_strdup (*word)))
            g_error ("“%s” stands for two fields", *word);
        }
    }
}

/* Every header an export of ours has is known, and no word stands for two fields. */
static void
test_words (ImportFixture *fixture,
            gconstpointer  unused)
{
  check_words (CST_IMPORT_OF_CASES);
  check_words (CST_IMPORT_OF_DELIVERIES);
}

#define TEST(path, function) g_test_add (path, ImportFixture, NULL, import_set_up, function, import_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/import/refused-cells", test_refused_cells);
  TEST ("/import/reasons", test_reasons);
  TEST ("/import/read-cells", test_read_cells);
  TEST ("/import/company", test_company);
  TEST ("/import/contradictions", test_contradictions);
  TEST ("/import/map", test_map);
  TEST ("/import/words", test_words);

  return g_test_run ();
}
