/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-carrier-code.h"
#include "cst-deliveries.h"
#include "cst-import-parcel.h"
#include "cst-truth.h"
#include "cst-util.h"
#include "import-fixture.h"

/* What TIPSA exports, by the names of its columns; the people are made up. */
#define HEADER \
  "albaran;agencia_origen;agencia_destino;fecha;referencia;destinatario;direccion_destinatario;" \
  "poblacion_destinatario;cp_destinatario;telefono_destinatario;reembolso;bultos;codigo_estado;descripcion_estado;" \
  "fechahora_alta_estado;cod_ult_incidencia;desc_ult_incidencia;desc_ult_actuacion;observaciones;" \
  "fechahora_entrega_pod\n"

/* parcel, order, state, state's words, since, code, its words, action, arrived */
#define ROW(albaran, referencia, estado, words, alta, code, label, action, pod) \
  albaran ";28001;04001;18/11/2026;" referencia ";Lucía Vidal;Calle Mayor 3;Almería;04001;600000001;39,90;1;" \
  estado ";" words ";" alta ";" code ";" label ";" action ";Llamar antes;" pod "\n"

#define REFUSED_ROW \
  ROW ("0401230000001", "P-1", "4", "Incidencia", "20/11/2026 10:15", "NAM", "No acepta mercancía", "", "")
#define ABSENT_ROW ROW ("0401230000002", "P-2", "4", "Incidencia", "20/11/2026 11:00", "AS", "Ausente", "", "")

static CstImportPlan *
preview_with (ImportFixture *fixture,
              CstTable      *table,
              const char    *carrier)
{
  g_autoptr(CstCarrierCodes) codes = cst_carrier_codes_new (NULL);
  g_autoptr(CstImportMap) map = cst_import_map_propose (table, CST_IMPORT_OF_DELIVERIES, codes);
  g_autofree char *problem = NULL;
  g_autoptr(GError) error = NULL;
  CstImportPlan *plan;

  if (carrier != NULL)
    cst_set_str (&map->carrier, carrier);
  problem = cst_import_map_dup_problem (map, table);
  g_assert_cmpstr (problem, ==, NULL);
  plan = cst_import_preview_sync (cst_store_get_reader (fixture->store.store), table, map, fixture->account, NULL,
                                  codes, NULL, &error);
  g_assert_no_error (error);

  return plan;
}

static CstImportPlan *
preview (ImportFixture *fixture,
         const char    *text)
{
  g_autoptr(CstTable) table = import_table (text);

  return preview_with (fixture, table, NULL);
}

static void
run (ImportFixture *fixture,
     CstImportPlan *plan)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (cst_import_run_sync (fixture->store.store, plan, fixture->account, "p1", "Ana", NULL, NULL, NULL,
                                      &error));
  g_assert_no_error (error);
}

/* Imports the table; what became of its only row. */
static CstImportState
import (ImportFixture *fixture,
        const char    *text)
{
  g_autoptr(CstImportPlan) plan = preview (fixture, text);

  run (fixture, plan);

  return ((CstImportRow *) g_ptr_array_index (plan->rows, 0))->state;
}

static CstDelivery *
find (ImportFixture *fixture,
      const char    *id)
{
  g_autoptr(GError) error = NULL;
  CstDelivery *delivery = cst_db_delivery (cst_store_get_reader (fixture->store.store), fixture->account->id, id,
                                           &error);

  g_assert_no_error (error);

  return delivery;
}

static void
assert_state (ImportFixture    *fixture,
              const char       *id,
              CstDeliveryState  state)
{
  g_autoptr(CstDelivery) delivery = find (fixture, id);

  g_assert_cmpstr (cst_enum_nick (&cst_delivery_state_type, (int) delivery->state), ==,
                   cst_enum_nick (&cst_delivery_state_type, (int) state));
}

typedef struct
{
  ImportFixture *fixture;
  const char    *id;
  gint64         at;
} Answer;

static gpointer
answer_func (CstDb         *db,
             gpointer       request,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();
  const Answer *answer = request;
  gint64 account = answer->fixture->account->id;
  CstDelivery *delivery = cst_db_delivery (db, account, answer->id, NULL);

  delivery->version++;
  delivery->state = CST_DELIVERY_SOLVED;
  delivery->allowed = 0;
  delivery->answered_at = answer->at;
  g_ptr_array_add (changes->deliveries, delivery);

  return GINT_TO_POINTER (cst_db_apply_change_set (db, account, changes, answer->at, NULL, NULL));
}

static void
answer (ImportFixture *fixture,
        const char    *id,
        gint64         at)
{
  Answer request = { fixture, id, at };

  g_assert_nonnull (fixture_run (&fixture->store, answer_func, &request));
}

/* The first parcel, refused, then answered by us. */
static void
answer_first (ImportFixture *fixture)
{
  g_assert_cmpint ((int) import (fixture, HEADER REFUSED_ROW), ==, CST_IMPORT_ADDED);
  answer (fixture, "tipsa-0401230000001", 1795255200); /* 21 November 2026, 10:00 */
}

static const char mixed[] =
  HEADER REFUSED_ROW ABSENT_ROW
  ROW ("0401230000003", "P-2", "4", "Incidencia", "20/11/2026 12:00", "MCC", "Mal clasificada", "", "")
  ROW ("0401230000004", "P-4", "3", "Entregado", "20/11/2026 12:30", "", "", "", "20/11/2026 12:30")
  ROW ("0401230000005", "P-5", "4", "Incidencia", "ayer", "AS", "Ausente", "", "")
  ROW ("", "P-6", "4", "Incidencia", "20/11/2026", "AS", "Ausente", "", "")
  ROW ("0401230000007", "P-7", "4", "Incidencia", "20/11/2026 13:00", "ZZZ", "Otra cosa", "", "");

static void
test_file (ImportFixture *fixture,
           gconstpointer  unused)
{
  g_autoptr(CstImportPlan) plan = preview (fixture, mixed);
  g_autoptr(CstDelivery) refused = NULL;
  g_autoptr(CstDelivery) absent = NULL;
  g_autoptr(CstDelivery) correction = NULL;
  g_autoptr(CstOrder) order = NULL;
  g_autoptr(GPtrArray) codes = NULL;

  g_assert_cmpstr (plan->map->carrier, ==, "TIPSA");
  g_assert_cmpuint (cst_import_plan_count_cases (plan, CST_IMPORT_NEW), ==, 4);
  g_assert_cmpuint (cst_import_plan_count_cases (plan, CST_IMPORT_NO_INCIDENT), ==, 1);
  g_assert_cmpuint (cst_import_plan_count_rows (plan, CST_IMPORT_REFUSED), ==, 2);
  g_assert_nonnull (import_problem (plan, 4));
  g_assert_nonnull (import_problem (plan, 5));
  g_assert_cmpint (fixture_number (&fixture->store, "SELECT count(*) FROM deliveries"), ==, 0);

  run (fixture, plan);
  g_assert_cmpint (fixture_number (&fixture->store, "SELECT count(*) FROM deliveries"), ==, 4);
  g_assert_cmpint (fixture_number (&fixture->store, "SELECT count(*) FROM orders"), ==, 3);
  g_assert_cmpint (fixture_number (&fixture->store, "SELECT count(*) FROM operations"), ==, 0);

  refused = find (fixture, "tipsa-0401230000001");
  g_assert_cmpint ((int) refused->state, ==, CST_DELIVERY_WAITING);
  g_assert_cmpint ((int) refused->reason, ==, CST_DELIVERY_REFUSED);
  g_assert_cmpint (refused->cod, ==, 3990);
  g_assert_cmpint (cst_delivery_count_attempts (refused), ==, 1);
  g_assert_true (cst_delivery_takes (refused, CST_ANSWER_NEW_ATTEMPT));
  g_assert_cmpstr (refused->courier_note, ==, "Llamar antes");
  g_assert_cmpstr (refused->recipient.city, ==, "Almería");
  order = cst_db_order (cst_store_get_reader (fixture->store.store), fixture->account->id, refused->order, NULL);
  g_assert_cmpstr (order->number, ==, "P-1");
  g_assert_cmpstr (order->customer.name, ==, "Lucía Vidal");

  absent = find (fixture, "tipsa-0401230000002");
  correction = find (fixture, "tipsa-0401230000003");
  g_assert_cmpint ((int) absent->state, ==, CST_DELIVERY_FIRST_ABSENCE);
  g_assert_cmpint ((int) correction->state, ==, CST_DELIVERY_SETTLED);
  g_assert_cmpstr (absent->order, ==, correction->order);
  assert_state (fixture, "tipsa-0401230000007", CST_DELIVERY_WAITING);
  codes = cst_db_carrier_codes (cst_store_get_reader (fixture->store.store), TRUE, NULL);
  g_assert_cmpuint (codes->len, >, 0);
}

/* The same table again, also in another order of its rows, changes nothing: not one row is written. */
static void
test_again (ImportFixture *fixture,
            gconstpointer  unused)
{
  g_autoptr(CstImportPlan) first = preview (fixture, HEADER REFUSED_ROW ABSENT_ROW);
  g_autoptr(CstImportPlan) second = NULL;
  gint64 journal;

  run (fixture, first);
  journal = fixture_number (&fixture->store, "SELECT count(*) FROM journal");
  second = preview (fixture, HEADER ABSENT_ROW REFUSED_ROW);
  g_assert_cmpuint (cst_import_plan_count_cases (second, CST_IMPORT_THERE), ==, 2);
  run (fixture, second);
  g_assert_cmpuint (cst_import_plan_count_cases (second, CST_IMPORT_THERE), ==, 2);
  g_assert_cmpint (fixture_number (&fixture->store, "SELECT sum (version) FROM deliveries"), ==, 2);
  g_assert_cmpint (fixture_number (&fixture->store, "SELECT count(*) FROM journal"), ==, journal);
}

/* Green stays what the carrier has; yellow when it says something else, red when another attempt failed. */
static void
test_newer (ImportFixture *fixture,
            gconstpointer  unused)
{
  answer_first (fixture);
  assert_state (fixture, "tipsa-0401230000001", CST_DELIVERY_SOLVED);

  g_assert_cmpint ((int) import (fixture, HEADER REFUSED_ROW), ==, CST_IMPORT_THERE);
  assert_state (fixture, "tipsa-0401230000001", CST_DELIVERY_SOLVED);

  g_assert_cmpint ((int) import (fixture, HEADER ROW ("0401230000001", "P-1", "4", "Incidencia", "22/11/2026 09:00",
                                                      "FD", "Faltan datos", "", "")), ==, CST_IMPORT_UPDATED);
  assert_state (fixture, "tipsa-0401230000001", CST_DELIVERY_REPLIED);

  g_assert_cmpint ((int) import (fixture, HEADER ROW ("0401230000001", "P-1", "4", "Incidencia", "23/11/2026 09:00",
                                                      "AS", "Ausente", "", "")), ==, CST_IMPORT_UPDATED);
  assert_state (fixture, "tipsa-0401230000001", CST_DELIVERY_WAITING);

  g_assert_cmpint ((int) import (fixture, HEADER REFUSED_ROW), ==, CST_IMPORT_THERE);
  assert_state (fixture, "tipsa-0401230000001", CST_DELIVERY_WAITING);
}

static void
test_arrives (ImportFixture *fixture,
              gconstpointer  unused)
{
  g_autoptr(CstDelivery) delivery = NULL;
  g_autoptr(CstOrder) order = NULL;

  answer_first (fixture);
  g_assert_cmpint ((int) import (fixture, HEADER ROW ("0401230000001", "P-1", "2", "En reparto", "22/11/2026 08:00",
                                                      "NAM", "No acepta mercancía", "", "")), ==, CST_IMPORT_UPDATED);
  assert_state (fixture, "tipsa-0401230000001", CST_DELIVERY_SOLVED);
  g_assert_cmpint ((int) import (fixture, HEADER ROW ("0401230000001", "P-1", "3", "Entregado", "22/11/2026 12:00",
                                                      "NAM", "No acepta mercancía", "", "22/11/2026 11:45")), ==,
                   CST_IMPORT_UPDATED);

  delivery = find (fixture, "tipsa-0401230000001");
  g_assert_cmpint ((int) delivery->state, ==, CST_DELIVERY_SOLVED);
  g_assert_cmpint ((int) delivery->phase, ==, CST_PHASE_DELIVERED);
  g_assert_cmpint (delivery->settled_at, ==, delivery->delivered_at);
  g_assert_cmpint (cst_delivery_count_attempts (delivery), ==, 1);
  order = cst_db_order (cst_store_get_reader (fixture->store.store), fixture->account->id, delivery->order, NULL);
  g_assert_cmpint ((int) order->status, ==, CST_ORDER_DELIVERED);
}

/* R15: what arrived broken waits for the protest, until somebody says what became of it. */
static void
test_arrives_broken (ImportFixture *fixture,
                     gconstpointer  unused)
{
  g_autoptr(CstDelivery) delivery = NULL;

  import (fixture, HEADER ROW ("0401230000003", "P-3", "3", "Entregado", "22/11/2026 12:00", "EDT", "Deteriorado", "",
                               "22/11/2026 11:45"));
  assert_state (fixture, "tipsa-0401230000003", CST_DELIVERY_WAITING);
  delivery = find (fixture, "tipsa-0401230000003");
  g_assert_true (cst_delivery_is_open (delivery));
  g_assert_true (delivery->is_domestic);
  g_assert_cmpint (delivery->delivered_at, !=, 0);
  g_assert_cmpint (delivery->allowed, ==, CST_ANSWER_FLAG (CST_ANSWER_TEXT));
  g_assert_cmpint ((int) import (fixture, HEADER ROW ("0401230000003", "P-3", "3", "Entregado", "22/11/2026 12:00",
                                                      "EDT", "Deteriorado", "", "22/11/2026 11:45")), ==,
                   CST_IMPORT_THERE);

  answer (fixture, "tipsa-0401230000003", 1795356000); /* 22 November 2026, 14:00 UTC */
  import (fixture, HEADER ROW ("0401230000003", "P-3", "3", "Entregado", "22/11/2026 12:00", "EDT", "Deteriorado", "",
                               "22/11/2026 11:45"));
  assert_state (fixture, "tipsa-0401230000003", CST_DELIVERY_SOLVED);
  cst_delivery_free (g_steal_pointer (&delivery));
  delivery = find (fixture, "tipsa-0401230000003");
  g_assert_false (cst_delivery_is_open (delivery));
}

/* An answer that the carrier shows and that was not there before came since: it has it. In the first table that names
 * the parcel it may be the answer to an older incident, so the row stays red. */
static void
test_action (ImportFixture *fixture,
             gconstpointer  unused)
{
  g_assert_cmpint ((int) import (fixture, HEADER ROW ("0401230000009", "P-9", "4", "Incidencia", "20/11/2026 10:15",
                                                      "DI", "Dirección incorrecta", "Volver a repartir", "")), ==,
                   CST_IMPORT_ADDED);
  assert_state (fixture, "tipsa-0401230000009", CST_DELIVERY_WAITING);
  import (fixture, HEADER REFUSED_ROW);
  g_assert_cmpint ((int) import (fixture, HEADER ROW ("0401230000001", "P-1", "4", "Incidencia", "20/11/2026 10:15",
                                                      "NAM", "No acepta mercancía", "Devolver a origen", "")), ==,
                   CST_IMPORT_UPDATED);
  assert_state (fixture, "tipsa-0401230000001", CST_DELIVERY_SOLVED);
}

static const char twice[] =
  HEADER ROW ("0401230000001", "P-1", "4", "Incidencia", "21/11/2026 10:15", "AS", "Ausente", "", "") REFUSED_ROW;

/* A parcel twice in one table: the later moment holds, wherever it stands. */
static void
test_twice_in_table (ImportFixture *fixture,
                     gconstpointer  unused)
{
  g_autoptr(CstImportPlan) plan = preview (fixture, twice);
  g_autoptr(CstDelivery) delivery = NULL;

  g_assert_cmpuint (plan->cases->len, ==, 1);
  g_assert_cmpint ((int) ((CstImportRow *) g_ptr_array_index (plan->rows, 1))->state, ==, CST_IMPORT_THERE);
  run (fixture, plan);
  delivery = find (fixture, "tipsa-0401230000001");
  g_assert_cmpstr (delivery->reason_code, ==, "AS");
}

/* Another carrier's table, by French headers: its name has to be said. */
static void
test_other_carrier (ImportFixture *fixture,
                    gconstpointer  unused)
{
  g_autoptr(CstTable) table = import_table ("Numéro de suivi,Destinataire,Code incident,Libellé incident,Date état\n"
                                            "6X001,Marie Petit,RENAVI,Avisé,2026-11-20 10:00\n");
  g_autoptr(CstImportMap) map = cst_import_map_propose (table, CST_IMPORT_OF_DELIVERIES, NULL);
  g_autofree char *problem = cst_import_map_dup_problem (map, table);
  g_autoptr(CstImportPlan) plan = preview_with (fixture, table, "Colissimo");
  g_autoptr(CstDelivery) delivery = NULL;

  g_assert_nonnull (problem);
  run (fixture, plan);
  delivery = find (fixture, "colissimo-6x001");
  g_assert_cmpstr (delivery->code_source, ==, "colissimo");
  g_assert_cmpstr (delivery->recipient.country, ==, "ES");
}

/* How a table is read is remembered apart from how incidents are. */
static void
test_remembered (ImportFixture *fixture,
                 gconstpointer  unused)
{
  g_autoptr(CstTable) table = import_table (HEADER REFUSED_ROW);
  CstDb *db = cst_store_get_reader (fixture->store.store);
  g_autoptr(CstImportMap) map = NULL;

  import (fixture, HEADER REFUSED_ROW);
  g_assert_null (cst_import_map_recall (db, fixture->account->id, table, CST_IMPORT_OF_CASES));
  map = cst_import_map_recall (db, fixture->account->id, table, CST_IMPORT_OF_DELIVERIES);
  g_assert_nonnull (map);
  g_assert_cmpstr (map->carrier, ==, "TIPSA");
}

static void
set_up (ImportFixture *fixture,
        gconstpointer  unused)
{
  import_set_up (fixture, NULL);
  fixture->account->info.country = g_strdup ("ES");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, ImportFixture, NULL, set_up, func, import_tear_down)
  ADD ("/import/C2/carrier-table", test_file);
  ADD ("/import/C2/again-changes-nothing", test_again);
  ADD ("/import/C4/colours-of-a-newer-table", test_newer);
  ADD ("/import/C4/answer-that-the-carrier-shows", test_action);
  ADD ("/import/C10/parcel-arrives", test_arrives);
  ADD ("/import/R15/parcel-arrives-broken", test_arrives_broken);
  ADD ("/import/C2/parcel-twice-in-a-table", test_twice_in_table);
  ADD ("/import/C2/another-carrier", test_other_carrier);
  ADD ("/import/C2/columns-are-remembered", test_remembered);
#undef ADD

  return g_test_run ();
}
