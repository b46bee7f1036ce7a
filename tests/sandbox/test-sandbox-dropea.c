/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sandbox-fixture.h"

#include <string.h>

#define ROOT "/dropea/dropshipper"
#define TEXT "{\"status\":\"RESOLVED\",\"resolution_status\":\"SOLUTION_PROVIDED\",\"resolution_note\":\"Mañana\"}"
#define RETRY(date, window) \
  "{\"status\":\"RESOLVED\",\"resolution_status\":\"RETRY\",\"resolution_data\":{\"date\":\"" date "\"," \
  "\"time_window\":\"" window "\"}}"
#define PLAIN(resolution) "{\"status\":\"RESOLVED\",\"resolution_status\":\"" resolution "\"}"
#define DAY (24 * 60 * 60)

/* The issue that shows @label. */
static char *
cast (Fixture    *f,
      const char *label)
{
  g_autoptr(Answer) answer = fixture_get (f, "/_sandbox/deliveries");
  guint n = answer_length (answer, "items");

  for (guint i = 0; i < n; i++)
    {
      JsonObject *item = answer_item (answer, i);

      if (g_strcmp0 (json_object_get_string_member (item, "label"), label) == 0)
        return g_strdup (json_object_get_string_member (item, "delivery"));
    }

  g_assert_not_reached ();
}

static Answer *
issue (Fixture    *f,
       const char *id)
{
  return fixture_get (f, ROOT "/issues/%s", id);
}

static Answer *
resolve (Fixture    *f,
         const char *id,
         const char *key,
         const char *body)
{
  return fixture_change (f, "POST", key, body, ROOT "/issues/%s/resolve", id);
}

static Answer *
carrier (Fixture    *f,
         const char *action,
         const char *id)
{
  return fixture_control (f, "/_sandbox/carrier", "{\"action\":\"%s\",\"delivery\":\"%s\"}", action, id);
}

static void
assert_failure (Answer     *answer,
                guint       status,
                const char *type)
{
  g_assert_cmpuint (answer->status, ==, status);
  g_assert_cmpstr (answer_string (answer, "failure.type"), ==, type);
}

/* Issues of every type, status and code; first absences, a damaged and a lost parcel among them. */
static void
test_cast (Fixture       *f,
           gconstpointer  data)
{
  static const char *const types[] = {
    "ADDRESS_INCORRECT", "RECIPIENT_ABSENT", "REFUSED_BY_RECIPIENT", "DAMAGED_PACKAGE", "LOST_PACKAGE",
    "CUSTOMS_ISSUE", "PENDING_AUTHORIZATION", "PENDING_DATA", "POSSIBLE_RETURN", "RETAINED", "ADMINISTRATIVE_ISSUE",
    "DELIVERY_FAILED", "GENERAL_INCIDENCE",
  };
  static const char *const statuses[] = { "INFO", "PENDING", "MANAGING_WITH_CLIENT", "RESOLVED" };
  g_autoptr(Answer) answer = fixture_get (f, ROOT "/issues?limit=100");
  g_autoptr(Answer) pending = fixture_get (f, ROOT "/issues?limit=100&only_pending_to_resolve=true");
  const char *text = g_bytes_get_data (answer->body, NULL);
  gsize size = g_bytes_get_size (answer->body);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpuint (answer_length (answer, "data.items"), ==, 48);
  g_assert_cmpint (answer_int (answer, "data.pagination.total"), ==, 48);
  g_assert_cmpuint (answer_length (pending, "data.items"), ==, 30);
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    g_assert_nonnull (g_strstr_len (text, (gssize) size, types[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    g_assert_nonnull (g_strstr_len (text, (gssize) size, statuses[i]));
  g_assert_cmpstr (answer_string (answer, "data.items.0.created_at"), !=, NULL);
  g_assert_null (strchr (answer_string (answer, "data.items.0.created_at"), 'Z'));
}

static void
test_same_bytes (Fixture       *f,
                 gconstpointer  data)
{
  static const char *const paths[] = { ROOT "/issues?limit=100", ROOT "/orders?limit=100",
                                       ROOT "/orders?limit=100&page=2" };
  Fixture other = { NULL };

  fixture_start (&other, "--now", NOW, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(Answer) mine = fixture_get (f, "%s", paths[i]);
      g_autoptr(Answer) theirs = fixture_get (&other, "%s", paths[i]);

      g_assert_true (g_bytes_equal (mine->body, theirs->body));
    }
  fixture_stop (&other);
}

static void
test_pages (Fixture       *f,
            gconstpointer  data)
{
  static const char *const wrong[] = { "page=0", "limit=101", "limit=x", "sort=asc", "only_pending_to_resolve=1" };
  g_autoptr(Answer) third = fixture_get (f, ROOT "/issues?limit=20&page=3");
  g_autoptr(Answer) beyond = fixture_get (f, ROOT "/issues?limit=20&page=4");
  g_autoptr(Answer) one = fixture_get (f, ROOT "/orders?external_order_id=TIENDA-1001");

  g_assert_cmpuint (answer_length (third, "data.items"), ==, 8);
  g_assert_cmpuint (answer_length (beyond, "data.items"), ==, 0);
  g_assert_cmpuint (answer_length (one, "data.items"), ==, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(Answer) answer = fixture_get (f, ROOT "/issues?%s", wrong[i]);

      assert_failure (answer, 400, "ValidationFailure");
    }
}

/* What the platform refuses is refused: the body, the state, the option, the scope, the key. */
static void
test_strict (Fixture       *f,
             gconstpointer  data)
{
  static const char *const bodies[] = {
    "", "[]", "{}", "{\"status\":\"RESOLVED\"}", "{\"status\":\"DONE\",\"resolution_status\":\"RETRY\"}",
    "{\"status\":\"MANAGING_WITH_CLIENT\",\"resolution_status\":\"RETRY\"}",
    "{\"status\":\"RESOLVED\",\"resolution_status\":\"SOLUTION_PROVIDED\"}",
    "{\"status\":\"RESOLVED\",\"resolution_status\":\"SOLUTION_PROVIDED\",\"resolution_note\":\"\"}",
    "{\"status\":\"RESOLVED\",\"resolution_status\":\"SOLUTION_PROVIDED\",\"resolution_note\":\"x\",\"note\":\"y\"}",
    RETRY ("2026-11-22", "morning"), RETRY ("2026-11-31", "morning"), RETRY ("2026-11-25", "any"),
    "{\"status\":\"RESOLVED\",\"resolution_status\":\"RETRY\",\"resolution_data\":{\"date\":\"2026-11-25\"}}",
    "{\"status\":\"RESOLVED\",\"resolution_status\":\"CHANGE_ADDRESS\",\"resolution_data\":{\"address\":"
    "{\"street\":\"a\",\"postal_code\":\"1\",\"city\":\"b\",\"country\":\"ES\"}}}",
  };
  g_autofree char *absent = cast (f, "first-absence");
  g_autofree char *lost = cast (f, "lost");
  g_autofree char *solved = cast (f, "solved");
  g_autofree char *called = cast (f, "called");
  g_autofree char *holiday = cast (f, "holiday");
  g_autofree char *long_note = g_strnfill (501, 'x');
  g_autofree char *too_long = g_strdup_printf ("{\"status\":\"RESOLVED\",\"resolution_status\":\"SOLUTION_PROVIDED\","
                                               "\"resolution_note\":\"%s\"}", long_note);
  g_autofree char *path = g_strdup_printf (ROOT "/issues/%s/resolve", absent);
  g_autoptr(Answer) long_answer = resolve (f, absent, "long", too_long);
  g_autoptr(Answer) option = resolve (f, lost, "k1", PLAIN ("PICKUP_AT_AGENCY"));
  g_autoptr(Answer) again = resolve (f, solved, "k2", TEXT);
  g_autoptr(Answer) managing = resolve (f, called, "k3", TEXT);
  g_autoptr(Answer) info = resolve (f, holiday, "k4", TEXT);
  g_autoptr(Answer) nowhere = resolve (f, "777999", "k5", TEXT);
  g_autoptr(Answer) bad_key = resolve (f, absent, "a.b", TEXT);
  g_autoptr(Answer) looker = fixture_send (f, fixture_message (f, "POST", path, f->inspector_token, "k6", TEXT));
  g_autoptr(Answer) stranger = fixture_send (f, fixture_message (f, "GET", ROOT "/issues", "nobody", NULL, NULL));

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *key = g_strdup_printf ("body-%" G_GSIZE_FORMAT, i);
      g_autoptr(Answer) answer = resolve (f, absent, key, bodies[i]);

      assert_failure (answer, 400, "ValidationFailure");
      g_assert_cmpint (fixture_n_executed (f, key), ==, 0);
    }
  assert_failure (long_answer, 400, "ValidationFailure");
  assert_failure (option, 422, "BusinessFailure");
  assert_failure (again, 409, "ConflictFailure");
  assert_failure (managing, 409, "ConflictFailure");
  assert_failure (info, 409, "ConflictFailure");
  assert_failure (nowhere, 404, "NotFoundFailure");
  assert_failure (bad_key, 400, "ValidationFailure");
  assert_failure (looker, 403, "ForbiddenFailure");
  assert_failure (stranger, 401, "UnauthorizedFailure");
}

/* A key is remembered for a day of the clock, and not longer. */
static void
test_keys (Fixture       *f,
           gconstpointer  data)
{
  g_autofree char *absent = cast (f, "first-absence");
  g_autofree char *refused = cast (f, "refused");
  g_autoptr(Answer) first = resolve (f, absent, "key", TEXT);
  g_autoptr(Answer) replay = resolve (f, absent, "key", TEXT);
  g_autoptr(Answer) other = resolve (f, absent, "key", PLAIN ("PICKUP_AT_AGENCY"));
  g_autoptr(Answer) operation = fixture_get (f, ROOT "/operations/key");
  g_autoptr(Answer) late = NULL;
  g_autoptr(Answer) gone = NULL;

  g_assert_cmpuint (first->status, ==, 200);
  g_assert_cmpstr (answer_string (first, "data.status"), ==, "RESOLVED");
  g_assert_cmpstr (answer_string (first, "data.resolution_data.resolution_note"), ==, "Mañana");
  g_assert_null (answer_header (first, "Idempotent-Replay"));
  g_assert_cmpuint (replay->status, ==, 200);
  g_assert_cmpstr (answer_header (replay, "Idempotent-Replay"), ==, "true");
  assert_failure (other, 422, "BusinessFailure");
  g_assert_cmpstr (answer_string (operation, "data.status"), ==, "COMPLETED");
  g_assert_cmpint (fixture_n_executed (f, "key"), ==, 1);

  fixture_advance (f, DAY);
  gone = fixture_get (f, ROOT "/operations/key");
  assert_failure (gone, 404, "NotFoundFailure");
  late = resolve (f, refused, "key", TEXT);
  g_assert_cmpuint (late->status, ==, 200);
  g_assert_null (answer_header (late, "Idempotent-Replay"));
  g_assert_cmpint (fixture_n_executed (f, "key"), ==, 2);
}

static void
test_slow (Fixture       *f,
           gconstpointer  data)
{
  g_autofree char *absent = cast (f, "first-absence");
  g_autoptr(Answer) slow = NULL;
  g_autoptr(Answer) flight = NULL;
  g_autoptr(Answer) running = NULL;
  g_autoptr(Answer) done = NULL;
  g_autoptr(Answer) after = NULL;

  fixture_fault (f, "http-504", 1);
  slow = resolve (f, absent, "slow", TEXT);
  g_assert_cmpuint (slow->status, ==, 504);
  g_assert_cmpstr (answer_string (slow, "operation_id"), ==, "slow");
  flight = resolve (f, absent, "slow", TEXT);
  assert_failure (flight, 409, "ConflictFailure");
  running = fixture_get (f, ROOT "/operations/slow");
  g_assert_cmpstr (answer_string (running, "data.status"), ==, "PROCESSING");
  g_assert_cmpint (fixture_n_executed (f, "slow"), ==, 0);
  fixture_advance (f, 30);
  done = fixture_get (f, ROOT "/operations/slow");
  g_assert_cmpstr (answer_string (done, "data.status"), ==, "COMPLETED");
  after = issue (f, absent);
  g_assert_cmpstr (answer_string (after, "data.status"), ==, "RESOLVED");
  g_assert_cmpint (fixture_n_executed (f, "slow"), ==, 1);
}

/* Sixty a minute by its clock, over a window that slides. */
static void
test_limit (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(Answer) set = fixture_control (f, "/_sandbox/limit", "{\"per_minute\":3}");
  g_autoptr(Answer) fourth = NULL;
  g_autoptr(Answer) later = NULL;

  g_assert_cmpuint (set->status, ==, 200);
  for (int i = 0; i < 3; i++)
    {
      g_autoptr(Answer) answer = fixture_get (f, ROOT "/me");
      g_autofree char *left = g_strdup_printf ("%d", 2 - i);

      g_assert_cmpuint (answer->status, ==, 200);
      g_assert_cmpstr (answer_header (answer, "X-RateLimit-Limit"), ==, "3");
      g_assert_cmpstr (answer_header (answer, "X-RateLimit-Remaining"), ==, left);
      g_assert_cmpstr (answer_header (answer, "X-RateLimit-Window"), ==, "60");
    }
  fourth = fixture_get (f, ROOT "/me");
  assert_failure (fourth, 429, "RateLimitFailure");
  g_assert_cmpstr (answer_header (fourth, "Retry-After"), ==, "60");
  fixture_advance (f, 60);
  later = fixture_get (f, ROOT "/me");
  g_assert_cmpuint (later->status, ==, 200);
}

/* The carrier acts when told, and by the clock when not. */
static void
test_carrier (Fixture       *f,
              gconstpointer  data)
{
  g_autofree char *refused = cast (f, "refused");
  g_autofree char *absent = cast (f, "first-absence");
  g_autofree char *solved = cast (f, "solved");
  g_autofree char *address = cast (f, "wrong-address");
  g_autoptr(Answer) delivered = carrier (f, "deliver", refused);
  g_autoptr(Answer) failed = carrier (f, "fail", absent);
  g_autoptr(Answer) replied = carrier (f, "reply", solved);
  g_autoptr(Answer) back = carrier (f, "return", address);
  g_autoptr(Answer) newest = fixture_get (f, ROOT "/issues?limit=1");
  g_autoptr(Answer) order = NULL;

  g_assert_false (json_node_get_boolean (answer_at (delivered, "is_active")));
  g_assert_false (json_node_get_boolean (answer_at (failed, "is_active")));
  g_assert_cmpstr (answer_string (newest, "data.items.0.type"), ==, "RECIPIENT_ABSENT");
  g_assert_cmpstr (answer_string (newest, "data.items.0.tracking_number"), ==,
                   answer_string (failed, "tracking_number"));
  g_assert_cmpstr (answer_string (replied, "status"), ==, "PENDING");
  g_assert_cmpuint (answer_length (replied, "allowed_resolution_options"), >, 0);
  order = fixture_get (f, ROOT "/orders/%" G_GINT64_FORMAT, answer_int (back, "order_id"));
  g_assert_cmpstr (answer_string (order, "data.sub_status"), ==, "REFUSED");
}

static void
test_clock (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(Answer) before = fixture_get (f, ROOT "/issues?limit=1");
  g_autoptr(Answer) after = NULL;
  g_autoptr(Answer) pending = NULL;

  fixture_advance (f, 20 * DAY);
  after = fixture_get (f, ROOT "/issues?limit=1");
  pending = fixture_get (f, ROOT "/issues?only_pending_to_resolve=true");
  g_assert_cmpint (answer_int (after, "data.pagination.total"), >, answer_int (before, "data.pagination.total"));
  g_assert_cmpuint (answer_length (pending, "data.items"), ==, 0);
}

/* It comes to the same whether the clock jumps or goes in steps. */
static void
test_steps (Fixture       *f,
            gconstpointer  data)
{
  Fixture other = { NULL };
  g_autoptr(Answer) jumped = NULL;
  g_autoptr(Answer) stepped = NULL;

  fixture_start (&other, "--now", NOW, NULL);
  fixture_advance (f, 4 * DAY);
  for (int i = 0; i < 16; i++)
    fixture_advance (&other, DAY / 4);
  jumped = fixture_get (f, ROOT "/issues?limit=100");
  stepped = fixture_get (&other, ROOT "/issues?limit=100");
  g_assert_true (g_bytes_equal (jumped->body, stepped->body));
  fixture_stop (&other);
}

static void
test_unknown_words (Fixture       *f,
                    gconstpointer  data)
{
  g_autofree char *refused = cast (f, "refused");
  g_autoptr(Answer) set = fixture_control (f, "/_sandbox/carrier",
                                           "{\"action\":\"set\",\"delivery\":\"%s\","
                                           "\"type\":\"EATEN\",\"status\":\"PONDERING\"}", refused);
  g_autoptr(Answer) shown = issue (f, refused);
  g_autoptr(Answer) wrong = fixture_control (f, "/_sandbox/carrier", "{\"action\":\"set\",\"delivery\":\"1\"}");

  g_assert_cmpuint (set->status, ==, 200);
  g_assert_cmpstr (answer_string (shown, "data.type"), ==, "EATEN");
  g_assert_cmpstr (answer_string (shown, "data.status"), ==, "PONDERING");
  g_assert_cmpuint (wrong->status, ==, 422);
}

/* Thousands at once, and none at all. */
static void
test_many (void)
{
  Fixture f = { NULL };
  Fixture none = { NULL };
  g_autoptr(Answer) last = NULL;
  g_autoptr(Answer) empty = NULL;

  fixture_start (&f, "--now", NOW, "--issues", "5000", NULL);
  last = fixture_get (&f, ROOT "/issues?limit=100&page=50");
  g_assert_cmpint (answer_int (last, "data.pagination.total"), >=, 5000);
  g_assert_cmpuint (answer_length (last, "data.items"), ==, 100);
  fixture_stop (&f);

  fixture_start (&none, "--now", NOW, "--issues", "0", NULL);
  empty = fixture_get (&none, ROOT "/issues");
  g_assert_cmpuint (answer_length (empty, "data.items"), ==, 0);
  fixture_stop (&none);
}

/* What was answered is still answered after a restart, and what was slow is still under way. */
static void
test_resume (void)
{
  Fixture f = { NULL };
  g_autofree char *absent = NULL;
  g_autoptr(Answer) done = NULL;
  g_autoptr(Answer) replay = NULL;
  g_autoptr(Answer) slow = NULL;
  g_autoptr(Answer) running = NULL;
  g_autoptr(GError) error = NULL;

  f.folder = g_dir_make_tmp ("sandbox-XXXXXX", &error);
  g_assert_no_error (error);
  fixture_start (&f, "--now", NOW, "--issues", "60", "--state-dir", f.folder, NULL);
  absent = cast (&f, "first-absence");
  done = resolve (&f, absent, "kept", TEXT);
  g_assert_cmpuint (done->status, ==, 200);
  fixture_fault (&f, "http-504", 1);
  slow = resolve (&f, "777005", "slow", TEXT);
  g_assert_cmpuint (slow->status, ==, 504);
  fixture_stop (&f);

  fixture_start (&f, "--now", NOW, "--state-dir", f.folder, NULL);
  replay = resolve (&f, absent, "kept", TEXT);
  g_assert_cmpstr (answer_header (replay, "Idempotent-Replay"), ==, "true");
  g_assert_true (g_bytes_equal (done->body, replay->body));
  running = fixture_get (&f, ROOT "/operations/slow");
  g_assert_cmpstr (answer_string (running, "data.status"), ==, "PROCESSING");
  fixture_tear_down (&f, NULL);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/sandbox/dropea/cast", test_cast);
  ADD ("/sandbox/dropea/same-bytes", test_same_bytes);
  ADD ("/sandbox/dropea/pages", test_pages);
  ADD ("/sandbox/dropea/C8/strict", test_strict);
  ADD ("/sandbox/dropea/keys", test_keys);
  ADD ("/sandbox/dropea/slow", test_slow);
  ADD ("/sandbox/dropea/limit", test_limit);
  ADD ("/sandbox/dropea/C4/carrier", test_carrier);
  ADD ("/sandbox/dropea/C4/clock", test_clock);
  ADD ("/sandbox/dropea/steps", test_steps);
  ADD ("/sandbox/dropea/unknown-words", test_unknown_words);
  g_test_add_func ("/sandbox/dropea/many", test_many);
  g_test_add_func ("/sandbox/dropea/resume", test_resume);

  return g_test_run ();
}
