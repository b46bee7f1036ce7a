/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-case-marks.h"
#include "cst-past.h"
#include "cst-privacy.h"
#include "cst-text-delta.h"
#include "cst-util.h"
#include "decide-fixture.h"

/* What was known when: whatever happens, each past moment reads as it read then. */

#define STEPS 160

typedef struct
{
  gint64  at;
  char   *text;
} Snapshot;

typedef struct
{
  Fixture     *fixture;
  GRand       *rand;
  gint64       account;
  gint64       now;
  gint64       version;
  CstIncident *incident;
  CstOrder    *order;
  CstThread   *thread; /* (nullable) while there is none */
  CstDesk     *desk;   /* (nullable) likewise */
  GArray      *snapshots; /* of Snapshot */
} World;

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

static void
apply_at (World        *world,
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

static CstPast *
read_past (Fixture *fixture,
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

static char *
read_at (World  *world,
         gint64  moment)
{
  g_autoptr(CstPast) past = read_past (world->fixture, world->account, moment);
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

static void
take_snapshot (World *world)
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

static void
change_incident (World *world)
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
  apply_at (world, changes);
}

static void
change_order (World *world)
{
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();

  world->order->version = ++world->version;
  world->order->payout.held = g_rand_int_range (world->rand, 0, 9000);
  g_ptr_array_add (changes->orders, cst_record_dup (&cst_order_type, world->order));
  apply_at (world, changes);
}

static void
change_thread (World *world)
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
  apply_at (world, changes);
}

static void
change_desk (World *world)
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
  apply_at (world, changes);
}

static void
add_mark (World *world)
{
  g_autoptr(CstCaseMark) mark = cst_case_mark_new ("i1", CST_CASE_MARK_TICK, "call", "done");
  Step step = { .account = world->account, .now = world->now, .mark = mark };

  mark->at = world->now;
  fixture_run (world->fixture, mark_func, &step);
}

static void
decide_something (World *world)
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

static void
live (World *world)
{
  switch (g_rand_int_range (world->rand, 0, 8))
    {
    case 0:
      change_incident (world);
      break;
    case 1:
      change_order (world);
      break;
    case 2:
      change_thread (world);
      break;
    case 3:
      change_desk (world);
      break;
    case 4:
      add_mark (world);
      break;
    case 5:
      decide_something (world);
      break;
    case 6:
      move_something (world);
      break;
    default:
      fixture_reopen (world->fixture);
    }
}

static void
world_init (World   *world,
            Fixture *fixture,
            guint    seed)
{
  *world = (World) { .fixture = fixture, .rand = g_rand_new_with_seed (seed), .now = FIXTURE_NOW, .version = 1 };
  world->account = set_up_problem (fixture);
  world->incident = make_incident ("i1", "o1", 1, CST_INCIDENT_SUBMITTED);
  world->order = make_order ("o1", 1, CST_ORDER_PROBLEM_REPORTED);
  world->snapshots = g_array_new (FALSE, FALSE, sizeof (Snapshot));
  take_snapshot (world);
}

static void
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

static void
assert_past (World *world)
{
  for (guint i = 0; i < world->snapshots->len; i++)
    {
      const Snapshot *snapshot = &g_array_index (world->snapshots, Snapshot, i);
      gint64 until = i + 1 < world->snapshots->len ? g_array_index (world->snapshots, Snapshot, i + 1).at - 1
                     : snapshot->at + 86400;
      g_autofree char *at = read_at (world, snapshot->at);
      g_autofree char *still = read_at (world, until);

      g_assert_cmpstr (at, ==, snapshot->text);
      g_assert_cmpstr (still, ==, snapshot->text);
    }
}

static void
test_property (Fixture       *fixture,
               gconstpointer  unused)
{
  guint seed = (guint) g_test_rand_int ();
  World world;

  g_test_message ("seed %u", seed);
  world_init (&world, fixture, seed);
  for (int i = 0; i < STEPS; i++)
    {
      world.now += g_rand_int_range (world.rand, 0, 3) * g_rand_int_range (world.rand, 1, 5000);
      live (&world);
      take_snapshot (&world);
    }
  assert_past (&world);
  fixture_reopen (fixture);
  assert_past (&world);
  world_clear (&world);
}

/* The moments offered are those at which the picture changes, and no others before the incident was known. */
static void
test_moments (Fixture       *fixture,
              gconstpointer  unused)
{
  World world;
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = NULL;
  g_autoptr(GArray) moments = NULL;

  world_init (&world, fixture, 7);
  world.now += 60;
  change_thread (&world);
  decide_something (&world);
  world.now += 60;
  change_incident (&world);

  db = cst_store_open_reader (fixture->store, &error);
  moments = cst_db_past_moments (db, world.account, "i1", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (moments->len, ==, 3);
  g_assert_cmpint (g_array_index (moments, CstPastMoment, 0).at, ==, FIXTURE_NOW);
  g_assert_cmpuint (g_array_index (moments, CstPastMoment, 0).news, ==, CST_PAST_INCIDENT | CST_PAST_ORDER);
  g_assert_cmpint (g_array_index (moments, CstPastMoment, 1).at, ==, FIXTURE_NOW + 60);
  g_assert_cmpuint (g_array_index (moments, CstPastMoment, 1).news & CST_PAST_MESSAGES, !=, 0);
  g_assert_cmpuint (g_array_index (moments, CstPastMoment, 1).news & CST_PAST_DECISION, !=, 0);
  g_assert_cmpuint (g_array_index (moments, CstPastMoment, 1).news & CST_PAST_INCIDENT, ==, 0);
  g_assert_cmpuint (g_array_index (moments, CstPastMoment, 2).news, ==, CST_PAST_INCIDENT);
  world_clear (&world);
}

/* Opening an incident is known to its desk, and no news to anybody. */
static void
test_opened (Fixture       *fixture,
             gconstpointer  unused)
{
  World world;
  CstPersonMark *mark = cst_record_new (&cst_person_mark_type);
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = NULL;
  g_autoptr(GArray) moments = NULL;

  world_init (&world, fixture, 7);
  world.now += 60;
  change_desk (&world);
  world.now += 60;
  mark->name = g_strdup ("Ada");
  g_ptr_array_add (world.desk->opened_by, mark);
  world.desk->version = ++world.version;
  g_ptr_array_add (changes->desks, cst_record_dup (&cst_desk_type, world.desk));
  apply_at (&world, changes);

  db = cst_store_open_reader (fixture->store, &error);
  moments = cst_db_past_moments (db, world.account, "i1", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (moments->len, ==, 2);
  g_assert_cmpint (g_array_index (moments, CstPastMoment, 1).at, ==, FIXTURE_NOW + 60);
  world_clear (&world);
}

static void
test_not_yet (Fixture       *fixture,
              gconstpointer  unused)
{
  World world;
  g_autoptr(CstPast) past = NULL;

  world_init (&world, fixture, 7);
  world.now += 60;
  change_incident (&world);
  past = read_past (fixture, world.account, FIXTURE_NOW - 1);
  g_assert_cmpint (past->incident_known, ==, CST_KNOWN_NOT_YET);
  g_assert_cmpint (past->order_known, ==, CST_KNOWN_NOT_YET);
  g_assert_cmpstr (past->order->number, ==, "OC-o1");
  g_assert_cmpuint (past->operations->len, ==, 0);
  world_clear (&world);
}

/* A page that says nothing new keeps nothing: connectors without versions repeat themselves. */
static void
test_repeated (Fixture       *fixture,
               gconstpointer  unused)
{
  World world;

  world_init (&world, fixture, 7);
  for (int i = 0; i < 5; i++)
    {
      g_autoptr(CstChangeSet) changes = cst_change_set_new ();

      world.now += 60;
      world.incident->version = 0;
      g_ptr_array_add (changes->incidents, cst_incident_copy (world.incident));
      apply_at (&world, changes);
    }
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM versions"), ==, 1);
  world_clear (&world);
}

/* Orders without an incident have no past that anybody asks for. */
static void
test_only_incidents (Fixture       *fixture,
                     gconstpointer  unused)
{
  gint64 account = add_account (fixture, "demo");

  for (int version = 1; version <= 4; version++)
    apply_order (fixture, account, make_order ("o1", version, CST_ORDER_DELIVERED));
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM versions"), ==, 0);
}

/* Of too many versions the oldest go, and it is said that something was there. */
static void
test_bounded (Fixture       *fixture,
              gconstpointer  unused)
{
  World world;
  g_autoptr(CstPast) oldest = NULL;
  g_autofree char *latest = NULL;

  world_init (&world, fixture, 7);
  for (int i = 0; i < CST_VERSIONS_MAX + 20; i++)
    {
      world.now += 60;
      change_order (&world);
      take_snapshot (&world);
    }
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM versions"), ==, CST_VERSIONS_MAX);
  oldest = read_past (fixture, world.account, FIXTURE_NOW + 300);
  g_assert_cmpint (oldest->order_known, ==, CST_KNOWN_REMOVED);
  g_assert_cmpint (oldest->incident_known, ==, CST_KNOWN_EXACTLY);
  latest = read_at (&world, world.now - 600);
  g_assert_cmpstr (latest, ==, g_array_index (world.snapshots, Snapshot, world.snapshots->len - 11).text);
  world_clear (&world);
}

/* A message in a long conversation costs bytes, not the conversation once more. */
static void
test_small (Fixture       *fixture,
            gconstpointer  unused)
{
  World world;
  gint64 kept, body;

  world_init (&world, fixture, 11);
  world.thread = make_thread ("o1", 1);
  for (int i = 0; i < 60; i++)
    {
      g_autoptr(CstChangeSet) changes = cst_change_set_new ();
      g_autofree char *id = g_strdup_printf ("m%d", i);

      world.now += 60;
      world.thread->version++;
      add_message (world.thread, id, CST_PARTY_CUSTOMER, "Bonjour, deux tasses sont arrivées cassées");
      g_ptr_array_add (changes->threads, cst_thread_copy (world.thread));
      apply_at (&world, changes);
    }
  kept = fixture_number (fixture, "SELECT sum (length (delta)) FROM versions WHERE entity = 2");
  body = fixture_number (fixture, "SELECT length (body) FROM threads");
  g_test_message ("59 earlier versions in %d bytes, the conversation has %d", (int) kept, (int) body);
  g_assert_cmpint (kept, <, body);
  world_clear (&world);
}

/* R12: once erased, nothing of what was said before is left; that it was known is. */
static void
test_erased (Fixture       *fixture,
             gconstpointer  unused)
{
  World world;
  g_autoptr(GError) error = NULL;
  g_autoptr(CstPast) past = NULL;
  gint64 then;

  world_init (&world, fixture, 7);
  world.now += 60;
  change_thread (&world);
  world.now += 60;
  change_incident (&world);
  then = world.now;
  world.now += 60;
  change_incident (&world);
  change_thread (&world);
  change_desk (&world);
  cst_clock_advance (fixture->clock, 3600);
  g_assert_cmpint (cst_customer_erase (fixture->store, world.account, "c1", FIXTURE_NOW + 3600, &error), ==, 1);
  g_assert_no_error (error);

  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM versions WHERE delta IS NOT NULL"), ==, 0);
  past = read_past (fixture, world.account, then);
  g_assert_true (past->is_erased);
  g_assert_cmpint (past->incident_known, ==, CST_KNOWN_REMOVED);
  g_assert_cmpint (past->order_known, ==, CST_KNOWN_REMOVED);
  g_assert_cmpint (past->thread_known, ==, CST_KNOWN_REMOVED);
  g_assert_cmpint (past->desk_known, ==, CST_KNOWN_NOT_YET);
  g_assert_cmpstr (past->incident->number, ==, "P-i1");
  g_assert_null (past->incident->description);
  world_clear (&world);
}

/* What was there before versions were kept is shown, and not sworn to. */
static void
test_upgraded (Fixture       *fixture,
               gconstpointer  unused)
{
  World world;
  g_autoptr(CstPast) before = NULL;
  g_autoptr(CstPast) after = NULL;
  g_autofree char *sql = g_strdup_printf ("UPDATE incidents SET known_at = 0; UPDATE orders SET known_at = 0;"
                                          "INSERT INTO settings VALUES ('versions-since', '%" G_GINT64_FORMAT "')",
                                          FIXTURE_NOW + 60);

  world_init (&world, fixture, 7);
  fixture_exec (fixture, sql);
  world.now += 3600;
  change_incident (&world);

  before = read_past (fixture, world.account, FIXTURE_NOW + 30);
  g_assert_cmpint (before->incident_known, ==, CST_KNOWN_PERHAPS);
  g_assert_cmpint (before->order_known, ==, CST_KNOWN_PERHAPS);
  after = read_past (fixture, world.account, FIXTURE_NOW + 1800);
  g_assert_cmpint (after->incident_known, ==, CST_KNOWN_EXACTLY);
  g_assert_cmpint (after->incident->version, ==, 1);
  world_clear (&world);
}

static char *
random_text (GRand *rand)
{
  static const char *const words[] = { "{\"id\":\"m1\",", "\"text\":\"Bonjour, deux tasses\",", "\"at\":1795421700,",
                                       "é,", ",", "}", "\"state\":\"submitted\",", "\"note\":\"œuf\"," };
  GString *text = g_string_new (NULL);

  for (int i = g_rand_int_range (rand, 0, 40); i > 0; i--)
    g_string_append (text, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);

  return g_string_free (text, FALSE);
}

static void
test_delta (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed ((guint) g_test_rand_int ());

  for (int i = 0; i < 2000; i++)
    {
      g_autofree char *from = random_text (rand);
      g_autofree char *to = random_text (rand);
      g_autofree char *delta = cst_text_delta_new (from, to);
      g_autofree char *made = cst_text_delta_apply (delta, from);
      g_autofree char *cut = g_strndup (delta, strlen (delta) / 2);
      g_autofree char *nothing = cst_text_delta_apply (cut, from);

      g_assert_cmpstr (made, ==, to);
      g_assert_true (g_utf8_validate (delta, -1, NULL));
      g_assert_null (*to != '\0' ? nothing : NULL);
    }
  g_assert_null (cst_text_delta_apply ("", "x"));
  g_assert_null (cst_text_delta_apply ("#1,2b606;=5,1;", "x"));
  g_assert_null (cst_text_delta_apply ("#1,2b606;+ffff;x", "x"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/past/P6/each-moment-reads-as-it-read-then", test_property);
  ADD ("/past/P6/moments", test_moments);
  ADD ("/past/P6/opened-is-no-news", test_opened);
  ADD ("/past/P6/not-yet", test_not_yet);
  ADD ("/past/repeated", test_repeated);
  ADD ("/past/only-incidents", test_only_incidents);
  ADD ("/past/bounded", test_bounded);
  ADD ("/past/small", test_small);
  ADD ("/past/R12/erased", test_erased);
  ADD ("/past/upgraded", test_upgraded);
#undef ADD
  g_test_add_func ("/past/delta", test_delta);

  return g_test_run ();
}
