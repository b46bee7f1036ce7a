/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

static void
open_store (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  fixture->store = cst_store_open (fixture->dir, fixture->clock, &error);
  g_assert_no_error (error);
  g_assert_nonnull (fixture->store);
}

void
fixture_set_up (Fixture       *fixture,
                gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  fixture->dir = g_dir_make_tmp ("constat-store-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->clock = cst_clock_new_fixed (FIXTURE_NOW);
  open_store (fixture);
}

void
fixture_close (Fixture *fixture)
{
  if (fixture->store == NULL)
    return;

  /* What the store announced may still lie in the main context, without holding it. */
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (g_steal_pointer (&fixture->store));
}

void
fixture_reopen (Fixture *fixture)
{
  fixture_close (fixture);
  open_store (fixture);
}

void
fixture_remove_dir (const char *dir)
{
  g_autoptr(GDir) entries = g_dir_open (dir, 0, NULL);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)))
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        fixture_remove_dir (path);
      else
        g_unlink (path);
    }

  g_rmdir (dir);
}

void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  unused)
{
  fixture_close (fixture);
  g_clear_object (&fixture->clock);
  fixture_remove_dir (fixture->dir);
  g_free (fixture->dir);
}

/* Runs on the writer thread, in a transaction; it has to succeed. */
gpointer
fixture_run (Fixture   *fixture,
             CstDbFunc  func,
             gpointer   request)
{
  g_autoptr(GError) error = NULL;
  gpointer result = cst_store_run_sync (fixture->store, func, request, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);

  return result;
}

static gpointer
exec_func (CstDb         *db,
           gpointer       request,
           GCancellable  *cancellable,
           GError       **error)
{
  return GINT_TO_POINTER (cst_db_exec (db, request, error));
}

void
fixture_exec (Fixture    *fixture,
              const char *sql)
{
  fixture_run (fixture, exec_func, (gpointer) sql);
}

gint64
fixture_number (Fixture    *fixture,
                const char *sql)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = cst_store_open_reader (fixture->store, &error);
  gint64 value = 0;

  g_assert_no_error (error);
  cst_db_get_int (db, sql, &value, &error);
  g_assert_no_error (error);

  return value;
}

char *
fixture_store_path (Fixture *fixture)
{
  return g_build_filename (fixture->dir, "store.db", NULL);
}

/* How many files below @dir have @trace in their bytes, whatever its case, or in their names. */
guint
fixture_count_traces (const char *dir,
                      const char *trace)
{
  g_autoptr(GDir) entries = g_dir_open (dir, 0, NULL);
  guint found = 0;
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)))
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);
      g_autofree char *contents = NULL;
      gsize size = 0;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          found += fixture_count_traces (path, trace);
          continue;
        }

      g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
      for (gsize i = 0; i + strlen (trace) <= size; i++)
        {
          if (g_ascii_strncasecmp (contents + i, trace, strlen (trace)) == 0)
            {
              g_test_message ("trace in %s", name);
              found++;
              break;
            }
        }
      found += strstr (name, trace) != NULL;
    }

  return found;
}
