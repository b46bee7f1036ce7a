/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "bench-orders.h"
#include "cst-photo-hints.h"
#include "cst-photos.h"

#define BATCH 1000
#define ROUNDS 50

/* "Was this picture seen before?" among many, over going through all fingerprints. */

typedef struct
{
  GRand *random;
  int    from;
  int    to;
} Batch;

static gpointer
add_photos (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  const Batch *batch = request;

  for (int i = batch->from; i < batch->to; i++)
    {
      g_autofree char *sql = g_strdup_printf ("INSERT INTO attachments (account, id, incident, order_id, said_status)"
                                              " VALUES (1, 'p%d', 'i%d', 'o%d', 1)", i, i / 3, i / 3);
      g_autofree char *id = g_strdup_printf ("p%d", i);
      g_autoptr(CstPhotoFacts) facts = cst_photo_facts_new ();

      facts->examined_at = 1;
      facts->sha256 = g_strdup_printf ("%064d", i);
      facts->has_fingerprint = TRUE;
      facts->fingerprint = (gint64) ((guint64) g_rand_int (batch->random) << 32 | g_rand_int (batch->random));
      if (!cst_db_exec (db, sql, error) || !cst_db_photo_set_facts (db, 1, id, facts, error))
        return NULL;
    }

  return GINT_TO_POINTER (TRUE);
}

static double
time_hints (CstDb *db,
            int    n)
{
  double best = G_MAXDOUBLE;

  for (int i = 0; i < ROUNDS; i++)
    {
      g_autofree char *id = g_strdup_printf ("p%d", (int) ((gint64) i * (n - 1) / ROUNDS));
      gint64 begin = g_get_monotonic_time ();
      g_autoptr(GPtrArray) hints = cst_db_photo_hints (db, 1, id, NULL);

      g_assert_nonnull (hints);
      best = MIN (best, bench_since (begin) * 1000);
    }

  return best;
}

static double
time_scan (CstDb *db)
{
  double best = G_MAXDOUBLE;

  for (int i = 0; i < 5; i++)
    {
      g_autoptr(CstStmt) stmt = cst_db_prepare (db, "SELECT id, fingerprint FROM photos", NULL);
      gint64 begin = g_get_monotonic_time ();
      gint64 sum = 0;

      while (cst_db_step (db, stmt, NULL) == CST_STEP_ROW)
        sum ^= cst_stmt_int (stmt, 1);
      best = MIN (best, bench_since (begin) * 1000 + (sum == 1));
    }

  return best;
}

int
main (int    argc,
      char **argv)
{
  int all = argc > 1 ? atoi (argv[1]) : 100000;
  const int sizes[] = { all / 10, all };
  Fixture fixture = { 0 };
  Batch batch = { g_rand_new_with_seed (1), 0, 0 };
  double few = 0;

  fixture_set_up (&fixture, NULL);
  add_account (&fixture, "bench");
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr(CstDb) db = NULL;
      double hints;
      double scan;

      for (; batch.to < sizes[i]; batch.from = batch.to)
        {
          batch.to = MIN (batch.from + BATCH, sizes[i]);
          fixture_run (&fixture, add_photos, &batch);
        }
      db = cst_store_open_reader (fixture.store, NULL);
      hints = time_hints (db, sizes[i]);
      scan = time_scan (db);
      g_print ("known picture among %d photos: %.2f ms; over reading all fingerprints %.2f ms: ratio %.2f\n", sizes[i],
               hints, scan, hints / scan);
      if (i > 0)
        g_print ("ten times as many photos: ratio %.1f\n", hints / few);
      few = hints;
    }

  g_rand_free (batch.random);
  fixture_tear_down (&fixture, NULL);

  return 0;
}
