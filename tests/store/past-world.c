/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "past-world.h"

#include "cst-case-marks.h"
#include "cst-util.h"

typedef struct
{
  gint64        account;
  gint64        now;
  CstChangeSet *changes;
  CstCaseMark  *mark;
  gint64        operation;
  CstOperationState to;
} Step;

static gpointer
apply_func (CstDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Step *step = data;

  return GINT_TO_POINTER (cst_db_apply_change_set (db, step->account, step->changes, step->now, NULL, error));
}

static gpointer
mark_func (CstDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Step *step = data;

  return GINT_TO_POINTER (cst_db_add_case_mark (db, step->account, step->mark, error));
}

static gpointer
move_func (CstDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Step *step = data;
  g_autoptr(CstOperation) operation = cst_db_operation (db, step->operation, error);

  if (operation == NULL)
    return NULL;
  operation->attempts++;

  return GINT_TO_POINTER (cst_db_move_operation (db, operation, step->to, "No answer", step->now, error));
}

void
world_apply (World        *world,
             CstChangeSet *changes)
{
  Step step = { .account = world->account, .now = world->now, .changes = changes };

  fixture_run (world->fixture, apply_func, &step);
}

static void
print (GString             *out,
       const CstRecordType *type,
       gconstpointer        record)
{
  g_autofree char *text = cst_record_to_text (type, record);

  g_string_append_printf (out, "%s\n", text);
}

static void
print_operations (GString   *out,
                  GPtrArray *operations)
{
  for (guint i = 0; i < operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (operations, i);

      g_string_append_printf (out, "%d %d %s\n", (int) operation->id, (int) operation->state, operation->text);
    }
}

static void
print_marks (GString   *out,
             GPtrArray *marks)
{
  for (guint i = 0; i < marks->len; i++)
    print (out, &cst_case_mark_type, g_ptr_array_index (marks, i));
}

static char *
read_now (World *world)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = cst_store_open_reader (world->fixture->store, &error);
  g_autoptr(CstIncident) incident = cst_db_incident (db, world->account, "i1", &error);
  g_autoptr(CstOrder) order = cst_db_order (db, world->account, "o1", &error);
  g_autoptr(CstThread) thread = cst_db_thread (db, world->account, "o1", &error);
  g_autoptr(CstDesk) desk = cst_db_desk (db, world->account, "i1", &error);
  g_autoptr(GPtrArray) operations = cst_db_operations_of_order (db, world->account, "o1", &error);
  g_autoptr(GPtrArray) marks = cst_db_case_marks (db, world->account, "i1", &error);
  GString *out = g_string_new (NULL);

  g_assert_no_error (error);
  print (out, &cst_incident_type, incident);
  print (out, &cst_order_type, order);
  print (out, &cst_thread_type, thread);
  print (out, &cst_desk_type, desk);
  print_operations (out, operations);
  print_marks (out, marks);

  return g_string_free (out, FALSE);
}

CstPast *
world_read_past (Fixture *fixture,
                 gint64   account,
                 gint64   moment)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, &error);
  CstPast *past;

  g_assert_true (cst_db_begin_read (db, &error));
  past = cst_db_past (db, account, "i1", moment, &error);
  g_assert_no_error (error);
  cst_db_rollback (db);

  return past;
}

char *
world_read_at (World  *world,
               gint64  moment)
{
  g_autoptr(CstPast) past = world_read_past (world->fixture, world->account, moment);
  GString *out = g_string_new (NULL);

  g_assert_cmpint (past->incident_known, ==, CST_KNOWN_EXACTLY);
  g_assert_cmpint (past->order_known, ==, CST_KNOWN_EXACTLY);
  g_assert_false (past->is_erased);
  print (out, &cst_incident_type, past->incident);
  print (out, &cst_order_type, past->order);
  print (out, &cst_thread_type, past->thread);
  print (out, &cst_desk_type, past->desk);
  print_operations (out, past->operations);
  print_marks (out, past->marks);

  return g_string_free (out, FALSE);
}

void
world_take_snapshot (World *world)
{
  Snapshot snapshot = { world->now, read_now (world) };
  guint last = world->snapshots->len;

  /* Within one second the last word counts. */
  if (last > 0 && g_array_index (world->snapshots, Snapshot, last - 1).at == world->now)
    {
      g_free (g_array_index (world->snapshots, Snapshot, last - 1).text);
      g_array_index (world->snapshots, Snapshot, last - 1) = snapshot;
    }
  else
    {
      g_array_append_val (world->snapshots, snapshot);
    }
}

void
world_change_incident (World *world)
{
  static const CstIncidentState states[] = { CST_INCIDENT_SUBMITTED, CST_INCIDENT_IN_PROGRESS,
                                             CST_INCIDENT_MARKETPLACE_REVIEW };
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();
  CstIncidentEvent *event = cst_record_new (&cst_incident_event_type);

  world->incident->version = ++world->version;
  world->incident->state = states[g_rand_int_range (world->rand, 0, 3)];
  world->incident->respond_by = world->now + 3600;
  event->id = g_strdup_printf ("e%" G_GINT64_FORMAT, world->version);
  event->at = world->now;
  event->detail = g_strdup ("Vu, « noté », \"cité\"\n");
  g_ptr_array_add (world->incident->history, event);
  g_ptr_array_add (changes->incidents, cst_incident_copy (world->incident));
  world_apply (world, changes);
}

void
world_change_order (World *world)
{
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();

  world->order->version = ++world->version;
  world->order->payout.held = g_rand_int_range (world->rand, 0, 9000);
  g_ptr_array_add (changes->orders, cst_record_dup (&cst_order_type, world->order));
  world_apply (world, changes);
}

void
world_change_thread (World *world)
{
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();
  g_autofree char *id = g_strdup_printf ("m%" G_GINT64_FORMAT, world->version);

  if (world->thread != NULL && g_rand_int_range (world->rand, 0, 8) == 0)
    {
      cst_change_set_add_deletion (changes, CST_ENTITY_THREAD, "o1");
      g_clear_pointer (&world->thread, cst_thread_free);
    }
  else
    {
      if (world->thread == NULL)
        world->thread = make_thread ("o1", 0);
      world->thread->version = ++world->version;
      add_message (world->thread, id, CST_PARTY_CUSTOMER, "Bonjour, deux tasses, une assiette, un bol");
      g_ptr_array_add (changes->threads, cst_thread_copy (world->thread));
    }
  world_apply (world, changes);
}

void
world_change_desk (World *world)
{
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();
  CstNote *note = cst_record_new (&cst_note_type);

  if (world->desk == NULL)
    {
      world->desk = cst_desk_new ();
      world->desk->incident = g_strdup ("i1");
    }
  world->desk->version = ++world->version;
  note->id = g_strdup_printf ("n%" G_GINT64_FORMAT, world->version);
  note->text = g_strdup_printf ("Note %d", g_rand_int_range (world->rand, 0, 1000));
  g_ptr_array_add (world->desk->notes, note);
  if (world->desk->notes->len > 3)
    cst_record_free (&cst_note_type, g_ptr_array_steal_index (world->desk->notes, 0));
  g_ptr_array_add (changes->desks, cst_record_dup (&cst_desk_type, world->desk));
  world_apply (world, changes);
}

static void
add_mark (World *world)
{
  g_autoptr(CstCaseMark) mark = cst_case_mark_new ("i1", CST_CASE_MARK_TICK, "call", "done");
  Step step = { .account = world->account, .now = world->now, .mark = mark };

  mark->at = world->now;
  fixture_run (world->fixture, mark_func, &step);
}

void
world_decide (World *world)
{
  g_autoptr(CstOperation) operation = make_operation (CST_OPERATION_NOTE, world->account, 0);
  g_autoptr(GError) error = NULL;

  operation->text = g_strdup_printf ("Decided %d", g_rand_int_range (world->rand, 0, 1000));
  decide_at (world->fixture, operation, world->now, g_rand_int_range (world->rand, 0, 2) * 10, NULL, &error);
  g_assert_no_error (error);
}

/* One that still waits goes one step on. */
static void
move_something (World *world)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = cst_store_open_reader (world->fixture->store, &error);
  g_autoptr(GPtrArray) pending = cst_db_pending_operations (db, world->account, &error);
  Step step = { .account = world->account, .now = world->now };
  const CstOperation *operation;

  if (pending->len == 0)
    return;

  operation = g_ptr_array_index (pending, (guint) g_rand_int_range (world->rand, 0, (gint32) pending->len));
  step.operation = operation->id;
  step.to = operation->state == CST_OPERATION_HELD ? CST_OPERATION_QUEUED
            : operation->state == CST_OPERATION_QUEUED ? CST_OPERATION_SENDING
            : g_rand_boolean (world->rand) ? CST_OPERATION_CONFIRMED : CST_OPERATION_QUEUED;
  fixture_run (world->fixture, move_func, &step);
}

void
world_live (World *world)
{
  switch (g_rand_int_range (world->rand, 0, 8))
    {
    case 0:
      world_change_incident (world);
      break;
    case 1:
      world_change_order (world);
      break;
    case 2:
      world_change_thread (world);
      break;
    case 3:
      world_change_desk (world);
      break;
    case 4:
      add_mark (world);
      break;
    case 5:
      world_decide (world);
      break;
    case 6:
      move_something (world);
      break;
    default:
      fixture_reopen (world->fixture);
    }
}

void
world_init (World   *world,
            Fixture *fixture,
            guint    seed)
{
  *world = (World) { .fixture = fixture, .rand = g_rand_new_with_seed (seed), .now = FIXTURE_NOW, .version = 1 };
  world->account = set_up_problem (fixture);
  world->incident = make_incident ("i1", "o1", 1, CST_INCIDENT_SUBMITTED);
  world->order = make_order ("o1", 1, CST_ORDER_PROBLEM_REPORTED);
  world->snapshots = g_array_new (FALSE, FALSE, sizeof (Snapshot));
  world_take_snapshot (world);
}

void
world_clear (World *world)
{
  for (guint i = 0; i < world->snapshots->len; i++)
    g_free (g_array_index (world->snapshots, Snapshot, i).text);
  g_array_unref (world->snapshots);
  cst_incident_free (world->incident);
  cst_order_free (world->order);
  g_clear_pointer (&world->thread, cst_thread_free);
  g_clear_pointer (&world->desk, cst_desk_free);
  g_rand_free (world->rand);
}

void
world_assert (World *world)
{
  for (guint i = 0; i < world->snapshots->len; i++)
    {
      const Snapshot *snapshot = &g_array_index (world->snapshots, Snapshot, i);
      gint64 until = i + 1 < world->snapshots->len ? g_array_index (world->snapshots, Snapshot, i + 1).at - 1
                     : snapshot->at + 86400;
      g_autofree char *at = world_read_at (world, snapshot->at);
      g_autofree char *still = world_read_at (world, until);

      g_assert_cmpstr (at, ==, snapshot->text);
      g_assert_cmpstr (still, ==, snapshot->text);
    }
}
