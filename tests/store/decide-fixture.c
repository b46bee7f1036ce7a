/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decide-fixture.h"

/* An account with order o1 of 12 cups and its submitted problem i1. */
gint64
set_up_problem (Fixture *fixture)
{
  gint64 account = add_account (fixture, "demo");

  apply_order (fixture, account, make_order ("o1", 1, CST_ORDER_PROBLEM_REPORTED));
  apply_incident (fixture, account, make_incident ("i1", "o1", 1, CST_INCIDENT_SUBMITTED));

  return account;
}

/* By Ada, about i1 of o1. */
CstOperation *
make_operation (CstOperationKind kind,
                gint64           account,
                int              quantity)
{
  CstOperation *operation = cst_operation_new (kind, account, "o1", "i1");

  operation->person = g_strdup ("p1");
  operation->person_name = g_strdup ("Ada Lovelace");
  if (quantity > 0)
    cst_operation_add_line (operation, "l1", quantity);

  return operation;
}

CstResolution *
add_resolution (CstIncident        *incident,
                const char         *id,
                CstResolutionKind   kind,
                CstResolutionState  state,
                int                 quantity)
{
  CstResolution *resolution = cst_record_new (&cst_resolution_type);
  CstResolutionLine *line = cst_record_new (&cst_resolution_line_type);

  resolution->id = g_strdup (id);
  resolution->kind = kind;
  resolution->state = state;
  line->line = g_strdup ("l1");
  line->quantity = quantity;
  g_ptr_array_add (resolution->lines, line);
  g_ptr_array_add (incident->resolutions, resolution);

  return resolution;
}

typedef struct
{
  CstOperation      *operation;
  gint64             id;
  gint64             account;
  gint64             now;
  int                hold_s;
  const char        *draft_key;
  CstOperationState  to;
} Request;

static gpointer
decide_func (CstDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Request *request = data;

  request->id = cst_db_decide (db, request->operation, request->now, request->hold_s, request->draft_key, error);

  return GINT_TO_POINTER (request->id != 0);
}

gint64
decide_at (Fixture       *fixture,
           CstOperation  *operation,
           gint64         now,
           int            hold_s,
           const char    *draft_key,
           GError       **error)
{
  Request request = { .operation = operation, .now = now, .hold_s = hold_s, .draft_key = draft_key };

  return cst_store_run_sync (fixture->store, decide_func, &request, NULL, error) != NULL ? request.id : 0;
}

gint64
decide (Fixture       *fixture,
        CstOperation  *operation,
        int            hold_s,
        GError       **error)
{
  return decide_at (fixture, operation, FIXTURE_NOW, hold_s, NULL, error);
}

static gpointer
move_func (CstDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Request *request = data;
  g_autoptr(CstOperation) operation = cst_db_operation (db, request->id, error);

  return GINT_TO_POINTER (operation != NULL &&
                          cst_db_move_operation (db, operation, request->to, NULL, FIXTURE_NOW, error));
}

void
move (Fixture           *fixture,
      gint64             id,
      CstOperationState  to)
{
  Request request = { .id = id, .to = to };

  fixture_run (fixture, move_func, &request);
}

CstOperation *
read_operation (Fixture *fixture,
                gint64   id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, &error);
  CstOperation *operation = cst_db_operation (db, id, &error);

  g_assert_no_error (error);

  return operation;
}

CstOperation *
next_operation (Fixture *fixture,
                gint64   account,
                gint64   now)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, &error);
  CstOperation *operation = cst_db_next_operation (db, account, now, &error);

  g_assert_no_error (error);

  return operation;
}

/* The journal says nothing of what was refused. */
void
assert_refused (Fixture      *fixture,
                CstOperation *operation,
                GQuark        domain,
                int           code)
{
  g_autoptr(GError) error = NULL;
  gint64 before = fixture_number (fixture, "SELECT count(*) FROM journal");

  g_assert_cmpint (decide (fixture, operation, 0, &error), ==, 0);
  g_assert_error (error, domain, code);
  g_assert_cmpint (operation->id, ==, 0);
  g_assert_cmpint ((int) operation->state, ==, CST_OPERATION_STATE_NONE);
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM journal"), ==, before);
}
