/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-privacy.h"
#include "cst-text-delta.h"
#include "past-world.h"

/* What was known when: whatever happens, each past moment reads as it read then. */

#define STEPS 160

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
      world_live (&world);
      world_take_snapshot (&world);
    }
  world_assert (&world);
  fixture_reopen (fixture);
  world_assert (&world);
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
  world_change_thread (&world);
  world_decide (&world);
  world.now += 60;
  world_change_incident (&world);

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

typedef struct
{
  gint64            id;
  CstOperationState to;
  const char       *problem;
  gint64            at;
} Move;

static gpointer
move_at_func (CstDb         *db,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  const Move *step = request;
  g_autoptr(CstOperation) operation = cst_db_operation (db, step->id, error);

  return GINT_TO_POINTER (operation != NULL &&
                          cst_db_move_operation (db, operation, step->to, step->problem, step->at, error));
}

static void
assert_operation_at (World             *world,
                     gint64             moment,
                     CstOperationState  state,
                     gint64             first_sent_at,
                     gint64             finished_at,
                     const char        *problem)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = cst_store_open_reader (world->fixture->store, &error);
  g_autoptr(CstPast) past = NULL;
  const CstOperation *operation;

  g_assert_true (cst_db_begin_read (db, &error));
  past = cst_db_past (db, world->account, "i1", moment, &error);
  g_assert_no_error (error);
  cst_db_rollback (db);
  g_assert_cmpuint (past->operations->len, ==, 1);
  operation = g_ptr_array_index (past->operations, 0);
  g_assert_cmpint ((int) operation->state, ==, (int) state);
  g_assert_cmpint (operation->first_sent_at, ==, first_sent_at);
  g_assert_cmpint (operation->finished_at, ==, finished_at);
  g_assert_cmpstr (operation->last_problem, ==, problem);
  g_assert_cmpint (operation->attempts, ==, finished_at != 0 ? 1 : 0);
}

/* Before it left nobody knew when it would, nor what would become of it. */
static void
test_learnt_later (Fixture       *fixture,
                   gconstpointer  unused)
{
  World world;
  gint64 decided;
  Move sending = { .to = CST_OPERATION_SENDING };
  Move refused = { .to = CST_OPERATION_REFUSED_STATE, .problem = "It says no." };

  world_init (&world, fixture, 7);
  decided = world.now += 60;
  {
    g_autoptr(CstOperation) operation = make_operation (CST_OPERATION_REFUND, world.account, 1);
    g_autoptr(GError) error = NULL;

    sending.id = refused.id = decide_at (fixture, operation, decided, 0, NULL, &error);
    g_assert_no_error (error);
  }
  sending.at = decided + 100;
  refused.at = decided + 200;
  fixture_run (fixture, move_at_func, &sending);
  fixture_run (fixture, move_at_func, &refused);

  assert_operation_at (&world, decided, CST_OPERATION_QUEUED, 0, 0, NULL);
  assert_operation_at (&world, decided + 99, CST_OPERATION_QUEUED, 0, 0, NULL);
  assert_operation_at (&world, decided + 100, CST_OPERATION_SENDING, decided + 100, 0, NULL);
  assert_operation_at (&world, decided + 200, CST_OPERATION_REFUSED_STATE, decided + 100, decided + 200, "It says no.");
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
  world_change_desk (&world);
  world.now += 60;
  mark->name = g_strdup ("Ada");
  g_ptr_array_add (world.desk->opened_by, mark);
  world.desk->version = ++world.version;
  g_ptr_array_add (changes->desks, cst_record_dup (&cst_desk_type, world.desk));
  world_apply (&world, changes);

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
  world_change_incident (&world);
  past = world_read_past (fixture, world.account, FIXTURE_NOW - 1);
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
      world_apply (&world, changes);
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
      world_change_order (&world);
      world_take_snapshot (&world);
    }
  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM versions"), ==, CST_VERSIONS_MAX);
  oldest = world_read_past (fixture, world.account, FIXTURE_NOW + 300);
  g_assert_cmpint (oldest->order_known, ==, CST_KNOWN_REMOVED);
  g_assert_cmpint (oldest->incident_known, ==, CST_KNOWN_EXACTLY);
  latest = world_read_at (&world, world.now - 600);
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
      world_apply (&world, changes);
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
  world_change_thread (&world);
  world.now += 60;
  world_change_incident (&world);
  then = world.now;
  world.now += 60;
  world_change_incident (&world);
  world_change_thread (&world);
  world_change_desk (&world);
  cst_clock_advance (fixture->clock, 3600);
  g_assert_cmpint (cst_customer_erase (fixture->store, world.account, "c1", FIXTURE_NOW + 3600, &error), ==, 1);
  g_assert_no_error (error);

  g_assert_cmpint (fixture_number (fixture, "SELECT count(*) FROM versions WHERE delta IS NOT NULL"), ==, 0);
  past = world_read_past (fixture, world.account, then);
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
  world_change_incident (&world);

  before = world_read_past (fixture, world.account, FIXTURE_NOW + 30);
  g_assert_cmpint (before->incident_known, ==, CST_KNOWN_PERHAPS);
  g_assert_cmpint (before->order_known, ==, CST_KNOWN_PERHAPS);
  after = world_read_past (fixture, world.account, FIXTURE_NOW + 1800);
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
  ADD ("/past/P6/what-sending-learnt-later", test_learnt_later);
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
