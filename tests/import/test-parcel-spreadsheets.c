/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-deliveries.h"
#include "cst-import-parcel.h"
#include "import-fixture.h"
#include "table-fixture.h"

/* TIPSA's export as the spreadsheet files that its portal and office programs write: the same rows, typed cells. The
 * people are made up. */

static const char *const columns[] = {
  "albaran", "referencia", "destinatario", "poblacion_destinatario", "cp_destinatario", "reembolso", "codigo_estado",
  "fechahora_alta_estado", "cod_ult_incidencia", "desc_ult_incidencia",
};

typedef struct
{
  const char *parcel;
  const char *order;
  const char *cod;      /* as a number */
  int         hour;     /* of 20 November 2026 */
  const char *code;
  const char *label;
} Parcel;

static const Parcel parcels[] = {
  { "0401230000001", "P-1", "39.9", 10, "NAM", "No acepta mercancía" },
  { "0401230000002", "P-2", "0", 12, "AS", "Ausente" },
};

/* 20 November 2026 as Excel counts days. */
#define DAY 46346

static const char styles[] =
  "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy hh:mm\"/></numFmts>"
  "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>";

static void
add_xlsx_text (GString    *rows,
               const char *text)
{
  g_string_append_printf (rows, "<c t=\"inlineStr\"><is><t>%s</t></is></c>", text);
}

static GBytes *
make_xlsx (void)
{
  g_autoptr(GString) rows = g_string_new ("<row>");

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    add_xlsx_text (rows, columns[i]);
  g_string_append (rows, "</row>");
  for (gsize i = 0; i < G_N_ELEMENTS (parcels); i++)
    {
      const Parcel *parcel = &parcels[i];

      g_string_append (rows, "<row>");
      add_xlsx_text (rows, parcel->parcel);
      add_xlsx_text (rows, parcel->order);
      add_xlsx_text (rows, "Lucía Vidal");
      add_xlsx_text (rows, "Almería");
      add_xlsx_text (rows, "04001");
      g_string_append_printf (rows, "<c><v>%s</v></c><c><v>4</v></c><c s=\"1\"><v>%d.%s</v></c>", parcel->cod, DAY,
                              parcel->hour == 12 ? "5" : "41666666666666");
      add_xlsx_text (rows, parcel->code);
      add_xlsx_text (rows, parcel->label);
      g_string_append (rows, "</row>");
    }

  return xlsx_of ("<sst/>", styles, rows->str);
}

static void
add_ods_text (GString    *rows,
              const char *text)
{
  g_string_append_printf (rows, "<table:table-cell office:value-type=\"string\"><text:p>%s</text:p></table:table-cell>",
                          text);
}

static GBytes *
make_ods (void)
{
  g_autoptr(GString) rows = g_string_new ("<table:table-row>");

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    add_ods_text (rows, columns[i]);
  g_string_append (rows, "</table:table-row>");
  for (gsize i = 0; i < G_N_ELEMENTS (parcels); i++)
    {
      const Parcel *parcel = &parcels[i];

      g_string_append (rows, "<table:table-row>");
      add_ods_text (rows, parcel->parcel);
      add_ods_text (rows, parcel->order);
      add_ods_text (rows, "Lucía Vidal");
      add_ods_text (rows, "Almería");
      add_ods_text (rows, "04001");
      g_string_append_printf (rows,
                              "<table:table-cell office:value-type=\"currency\" office:value=\"%s\"><text:p>€</text:p>"
                              "</table:table-cell><table:table-cell office:value-type=\"float\" office:value=\"4\">"
                              "<text:p>4</text:p></table:table-cell><table:table-cell office:value-type=\"date\""
                              " office:date-value=\"2026-11-20T%02d:00:00\"><text:p>20/11/26</text:p>"
                              "</table:table-cell>", parcel->cod, parcel->hour);
      add_ods_text (rows, parcel->code);
      add_ods_text (rows, parcel->label);
      g_string_append (rows, "</table:table-row>");
    }

  return ods_of (rows->str);
}

/* Takes the file in; how many incidents came of it. */
static guint
import (ImportFixture  *fixture,
        GBytes         *bytes,
        CstTableFormat  format)
{
  g_autoptr(CstCarrierCodes) codes = cst_carrier_codes_new (NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(CstTable) table = cst_table_read_bytes (bytes, NULL, NULL, &error);
  g_autoptr(CstImportMap) map = NULL;
  g_autoptr(CstImportPlan) plan = NULL;
  g_autofree char *problem = NULL;
  guint n_new;

  g_assert_no_error (error);
  g_assert_cmpint ((int) cst_table_get_format (table), ==, (int) format);
  map = cst_import_map_propose (table, CST_IMPORT_OF_DELIVERIES, codes);
  problem = cst_import_map_dup_problem (map, table);
  g_assert_cmpstr (problem, ==, NULL);
  g_assert_cmpstr (map->carrier, ==, "TIPSA");

  plan = cst_import_preview_sync (cst_store_get_reader (fixture->store.store), table, map, fixture->account, NULL,
                                  codes, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cst_import_plan_count_rows (plan, CST_IMPORT_REFUSED), ==, 0);
  n_new = cst_import_plan_count_cases (plan, CST_IMPORT_NEW);
  g_assert_true (cst_import_run_sync (fixture->store.store, plan, fixture->account, "p1", "Ana", NULL, NULL, NULL,
                                      &error));
  g_assert_no_error (error);

  return n_new;
}

static void
assert_imported (ImportFixture *fixture)
{
  CstDb *db = cst_store_get_reader (fixture->store.store);
  g_autoptr(CstDelivery) refused = cst_db_delivery (db, fixture->account->id, "tipsa-0401230000001", NULL);
  g_autoptr(CstDelivery) absent = cst_db_delivery (db, fixture->account->id, "tipsa-0401230000002", NULL);

  g_assert_nonnull (refused);
  g_assert_nonnull (absent);
  g_assert_cmpint ((int) refused->state, ==, CST_DELIVERY_WAITING);
  g_assert_cmpint ((int) refused->reason, ==, CST_DELIVERY_REFUSED);
  g_assert_cmpstr (refused->reason_label, ==, "No acepta mercancía");
  g_assert_cmpstr (refused->recipient.postal_code, ==, "04001");
  g_assert_cmpint (refused->cod, ==, 3990);
  g_assert_cmpint (refused->opened_at, ==, 1795168800); /* 20 November 2026, 10:00 */
  g_assert_cmpint ((int) absent->state, ==, CST_DELIVERY_FIRST_ABSENCE);
  g_assert_cmpint (absent->cod, ==, 0);
  g_assert_cmpint (absent->opened_at, ==, 1795176000);
}

static void
test_xlsx (ImportFixture *fixture,
           gconstpointer  unused)
{
  g_autoptr(GBytes) bytes = make_xlsx ();
  g_autoptr(GBytes) ods = make_ods ();

  g_assert_cmpuint (import (fixture, bytes, CST_TABLE_XLSX), ==, 2);
  assert_imported (fixture);

  /* The same said in another kind of file is nothing new. */
  g_assert_cmpuint (import (fixture, ods, CST_TABLE_ODS), ==, 0);
  g_assert_cmpint (fixture_number (&fixture->store, "SELECT count(*) FROM deliveries"), ==, 2);
}

static void
test_ods (ImportFixture *fixture,
          gconstpointer  unused)
{
  g_autoptr(GBytes) bytes = make_ods ();

  g_assert_cmpuint (import (fixture, bytes, CST_TABLE_ODS), ==, 2);
  assert_imported (fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/import/C2/carrier-table-as-xlsx", ImportFixture, NULL, import_set_up, test_xlsx, import_tear_down);
  g_test_add ("/import/C2/carrier-table-as-ods", ImportFixture, NULL, import_set_up, test_ods, import_tear_down);

  return g_test_run ();
}
