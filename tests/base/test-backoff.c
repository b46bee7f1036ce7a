/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-backoff.h"

static void
test_bounds (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (7);

  for (guint attempts = 1; attempts < 100; attempts++)
    {
      gint64 delay = cst_backoff_delay (attempts, 4, 900, random);

      g_assert_cmpint (delay, >=, 2);
      g_assert_cmpint (delay, <=, 900);
      if (attempts >= 9)
        g_assert_cmpint (delay, >=, 450);
    }
}

static void
test_jitter (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (7);
  gint64 first = cst_backoff_delay (9, 4, 900, random);
  gboolean differs = FALSE;

  for (int i = 0; i < 20; i++)
    differs = differs || cst_backoff_delay (9, 4, 900, random) != first;

  g_assert_true (differs);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/backoff/bounds", test_bounds);
  g_test_add_func ("/backoff/jitter", test_jitter);

  return g_test_run ();
}
