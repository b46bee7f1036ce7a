/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "cst-constat.h"
#include "cst-dropea.h"
#include "cst-home.h"
#include "cst-json.h"
#include "cst-sandbox-process.h"
#include "cst-test-scale.h"
#include "cst-util.h"

/* What the product promises: killed at any step of sending, under any fault, with two programs recovering at once,
 * nothing that was decided is lost and nothing is executed twice. */
typedef struct
{
  CstSandboxProcess *sandbox;
  char              *url;
  char              *dir;
  GHashTable        *promised; /* keys a dying desk said were committed */
  gint64             now;
  guint              kills;
} Fixture;

static void
begin (Fixture        *fixture,
       CstMarketplace *marketplace)
{
  g_autoptr(CstHome) home = NULL;
  g_autoptr(GError) error = NULL;

  fixture->dir = g_dir_make_tmp ("constat-crash-XXXXXX", NULL);
  fixture->promised = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fixture->now = cst_time_parse (CST_SANDBOX_NOW);
  home = cst_home_new (fixture->dir, fixture->url, fixture->now);
  cst_home_sync (home, marketplace, CST_SYNC_PULL | CST_SYNC_CHECK, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(CstMarketplace) marketplace = NULL;

  fixture->sandbox = cst_sandbox_process_new (NULL, 0);
  fixture->url = g_strdup (fixture->sandbox->url);
  marketplace = cst_site_new (&cst_constat, fixture->url, fixture->sandbox->token, NULL);
  begin (fixture, marketplace);
}

static void
set_up_deliveries (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(CstMarketplace) marketplace = NULL;

  fixture->sandbox = cst_sandbox_process_new_with_issues (500);
  fixture->url = g_strconcat (fixture->sandbox->url, "/dropea", NULL);
  marketplace = cst_site_new (&cst_dropea, fixture->url, fixture->sandbox->token, NULL);
  begin (fixture, marketplace);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  const char *argv[] = { "rm", "-rf", fixture->dir, NULL };

  cst_sandbox_process_free (fixture->sandbox);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_hash_table_unref (fixture->promised);
  g_free (fixture->url);
  g_free (fixture->dir);
}

static GSubprocess *
start_desk (Fixture *fixture,
            int      step)
{
  const char *program = g_getenv ("CRASH_DESK");
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, fixture->now);
  g_autofree char *steps = g_strdup_printf ("%d", step);
  const char *argv[] = { program, fixture->dir, fixture->url, fixture->sandbox->token, now, steps, NULL };
  g_autoptr(GError) error = NULL;
  GSubprocess *desk = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);

  g_assert_no_error (error);

  return desk;
}

static void
let_one_die (Fixture *fixture,
             int      step,
             GRand   *random)
{
  g_autoptr(GSubprocess) desk = start_desk (fixture, step);
  g_autofree char *output = NULL;
  g_auto(GStrv) keys = NULL;

  if (g_rand_int_range (random, 0, 3) == 0)
    {
      g_usleep ((gulong) g_rand_int_range (random, 20, 120) * 1000);
      g_subprocess_force_exit (desk);
    }
  g_subprocess_communicate_utf8 (desk, NULL, NULL, &output, NULL, NULL);
  if (g_subprocess_get_if_signaled (desk))
    {
      g_assert_cmpint (g_subprocess_get_term_sig (desk), ==, SIGKILL);
      fixture->kills++;
    }

  keys = g_strsplit (output, "\n", -1);
  for (char **key = keys; *key != NULL; key++)
    {
      if (strlen (*key) == 36)
        g_hash_table_add (fixture->promised, g_strdup (*key));
    }
}

/* The window and cron's push, at the same moment. */
static void
recover_by_two (Fixture *fixture)
{
  g_autoptr(GSubprocess) window = start_desk (fixture, 0);
  g_autoptr(GSubprocess) cron = start_desk (fixture, 0);
  g_autoptr(GError) error = NULL;

  g_subprocess_communicate (window, NULL, NULL, NULL, NULL, NULL);
  g_subprocess_communicate (cron, NULL, NULL, NULL, NULL, NULL);
  g_subprocess_wait_check (window, NULL, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check (cron, NULL, &error);
  g_assert_no_error (error);
}

static gpointer
read_all (CstDb         *db,
          gpointer       request,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr(GPtrArray) operations = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_operation_free);
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, "SELECT id FROM operations", error);

  if (stmt == NULL)
    return NULL;

  while (cst_db_step (db, stmt, error) == CST_STEP_ROW)
    g_ptr_array_add (operations, cst_db_operation (db, cst_stmt_int (stmt, 0), error));

  return g_steal_pointer (&operations);
}

static GHashTable *
count_executed (Fixture *fixture)
{
  g_autoptr(JsonObject) answer = cst_sandbox_process_get (fixture->sandbox, "/_sandbox/executed");
  JsonArray *items = cst_json_opt_array (answer, "items");
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      const char *key = cst_json_opt_string (json_array_get_object_element (items, i), "key", "");
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));

      g_hash_table_insert (counts, g_strdup (key), GUINT_TO_POINTER (count + 1));
    }

  return counts;
}

static void
assert_each_once (Fixture *fixture)
{
  g_autoptr(CstHome) home = cst_home_new (fixture->dir, fixture->url, fixture->now);
  g_autoptr(GHashTable) counts = count_executed (fixture);
  g_autoptr(GPtrArray) operations = cst_store_run_sync (home->store, read_all, NULL, NULL, NULL);
  guint found = 0;

  for (guint i = 0; i < operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (operations, i);
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, operation->key));

      g_test_message ("%s %s: %s, executed %u", operation->key,
                      cst_enum_nick (&cst_operation_kind_type, (int) operation->kind),
                      cst_enum_nick (&cst_operation_state_type, (int) operation->state), count);
      if (operation->state == CST_OPERATION_CONFIRMED)
        g_assert_cmpuint (count, ==, 1);
      else
        {
          g_assert_cmpint (operation->state, ==, CST_OPERATION_CONFLICT);
          g_assert_cmpuint (count, ==, 0);
        }
      found += g_hash_table_contains (fixture->promised, operation->key) ? 1 : 0;
    }

  g_assert_cmpuint (found, ==, g_hash_table_size (fixture->promised));
  cst_home_verify (home);
}

static void
test_killed (Fixture       *fixture,
             gconstpointer  data)
{
  const char *profile = data;
  g_autoptr(GRand) random = g_rand_new_with_seed (g_str_hash (profile));
  int rounds = cst_test_scale () == 1 ? 2 : (int) (3 * cst_test_scale ());

  /* A desk may die before it has promised anything; that alone would prove nothing. */
  for (int round = 0; round < rounds || (g_hash_table_size (fixture->promised) == 0 && round < rounds + 10); round++)
    {
      /* The fault lies on the way of decisions, so that pulling gets that far; now and then on everything. */
      cst_sandbox_process_fault (fixture->sandbox, profile, round % 4 == 3 ? "/v1/" : "/v1/incidents/", -1);
      let_one_die (fixture, 1 + g_rand_int_range (random, 0, round == 0 ? 8 : 14), random);
      cst_sandbox_process_fault (fixture->sandbox, "none", "/v1/", -1);

      fixture->now += 24 * 3600;
      recover_by_two (fixture);
      fixture->now += 24 * 3600;
      recover_by_two (fixture);
      assert_each_once (fixture);
    }

  g_test_message ("%u kills under %s, %u decisions", fixture->kills, profile,
                  g_hash_table_size (fixture->promised));
  g_assert_cmpuint (fixture->kills, >, 0);
  g_assert_cmpuint (g_hash_table_size (fixture->promised), >, 0);
}

/* C8: one answer to two hundred, killed in the middle: each is sent once, and its outcome known. */
static void
test_bulk (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GSubprocess) desk = start_desk (fixture, 201);
  g_autoptr(GHashTable) counts = NULL;
  g_autofree char *output = NULL;
  g_auto(GStrv) keys = NULL;
  guint n_sent;

  g_subprocess_communicate_utf8 (desk, NULL, NULL, &output, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (desk));
  keys = g_strsplit (g_strchomp (output), "\n", -1);
  g_assert_cmpuint (g_strv_length (keys), ==, 200);
  for (char **key = keys; *key != NULL; key++)
    g_hash_table_add (fixture->promised, g_strdup (*key));

  counts = count_executed (fixture);
  n_sent = g_hash_table_size (counts);
  g_assert_cmpuint (n_sent, >, 50);
  g_assert_cmpuint (n_sent, <, 150);

  recover_by_two (fixture);
  assert_each_once (fixture);
  g_clear_pointer (&counts, g_hash_table_unref);
  counts = count_executed (fixture);
  g_assert_cmpuint (g_hash_table_size (counts), ==, 200);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/crash/C8/bulk", Fixture, NULL, set_up_deliveries, test_bulk, tear_down);
  g_test_add ("/crash/none", Fixture, "none", set_up, test_killed, tear_down);
  for (int i = 0; cst_sandbox_profiles[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/crash/", cst_sandbox_profiles[i], NULL);

      g_test_add (path, Fixture, cst_sandbox_profiles[i], set_up, test_killed, tear_down);
    }

  return g_test_run ();
}
