/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-clock.h"
#include "cst-util.h"

static void
test_fold (void)
{
  static const struct
  {
    const char *text;
    const char *folded;
  } cases[] = {
    { "Œuf", "oeuf" }, { "Élève", "eleve" }, { "Straße", "strasse" }, { "Curaçao", "curacao" },
    { "SMØRREBRØD", "smorrebrod" }, { "Łódź", "lodz" }, { "OC-10423", "oc-10423" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = cst_str_fold (cases[i].text);

      g_assert_cmpstr (folded, ==, cases[i].folded);
    }
}

static void
test_time (void)
{
  g_autofree char *text = cst_time_format (1795335300);

  g_assert_cmpint (cst_time_parse ("2026-11-22T08:15:00Z"), ==, 1795335300);
  g_assert_cmpint (cst_time_parse ("2026-11-22T09:15:00+01:00"), ==, 1795335300);
  g_assert_cmpstr (text, ==, "2026-11-22T08:15:00Z");
  g_assert_cmpint (cst_time_parse ("yesterday"), ==, CST_TIME_NONE);
  g_assert_cmpint (cst_time_parse (NULL), ==, CST_TIME_NONE);
}

static void
test_date (void)
{
  static const char *const wrong[] = {
    "", "2026-02-30", "2026-1-01", "20260101", "2026-13-01", "2026-01-01T", "0x26-01-01",
  };

  g_assert_true (cst_date_is_valid ("2028-02-29"));
  g_assert_false (cst_date_is_valid (NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (cst_date_is_valid (wrong[i]));
}

static void
test_translate (void)
{
  g_assert_null (cst_str_translate (NULL));
  g_assert_cmpstr (cst_str_translate (""), ==, "");
  g_assert_cmpstr (cst_str_translate ("Nobody wrote this"), ==, "Nobody wrote this");
}

static void
test_blank (void)
{
  g_assert_true (cst_str_is_blank (NULL));
  g_assert_true (cst_str_is_blank (" \t\302\240"));
  g_assert_false (cst_str_is_blank (" é"));
}

static void
test_sentences (void)
{
  const char *sentences[] = { "demo · Dropea", NULL, "Nothing is held.", " ", "Lost?", "On its way…" };
  g_autofree char *joined = cst_str_join_sentences (sentences, G_N_ELEMENTS (sentences));
  g_autofree char *none = cst_str_join_sentences (sentences + 1, 1);

  g_assert_cmpstr (joined, ==, "demo · Dropea. Nothing is held. Lost? On its way…");
  g_assert_cmpstr (none, ==, "");
}

static void
test_random (void)
{
  g_autofree char *a = cst_random_hex (16);
  g_autofree char *b = cst_random_hex (16);

  g_assert_cmpuint (strlen (a), ==, 32);
  g_assert_cmpstr (a, !=, b);
}

static void
test_clock (void)
{
  g_autoptr(CstClock) clock = cst_clock_new_fixed (1000);

  g_assert_cmpint (cst_clock_now (clock), ==, 1000);
  cst_clock_advance (clock, 60);
  g_assert_cmpint (cst_clock_now (clock), ==, 1060);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/util/fold", test_fold);
  g_test_add_func ("/util/time", test_time);
  g_test_add_func ("/util/date", test_date);
  g_test_add_func ("/util/blank", test_blank);
  g_test_add_func ("/util/sentences", test_sentences);
  g_test_add_func ("/util/translate", test_translate);
  g_test_add_func ("/util/random", test_random);
  g_test_add_func ("/clock/fixed", test_clock);

  return g_test_run ();
}
