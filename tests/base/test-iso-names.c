/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>

#include "cst-iso-names.h"

static void
test_countries (void)
{
  g_assert_cmpstr (cst_country_name ("FR"), ==, "France");
  g_assert_cmpstr (cst_country_name ("de"), ==, "Germany");
  /* The short name goes before the official one. */
  g_assert_cmpstr (cst_country_name ("TW"), ==, "Taiwan");
  g_assert_cmpstr (cst_country_name ("Atlantis"), ==, "Atlantis");
  g_assert_null (cst_country_name (NULL));
}

static void
test_languages (void)
{
  g_assert_cmpstr (cst_language_name ("de"), ==, "German");
  g_assert_cmpstr (cst_language_name ("ES"), ==, "Spanish");
  g_assert_cmpstr (cst_language_name ("fr-BE"), ==, "French");
  g_assert_cmpstr (cst_language_name ("x-klingon"), ==, "x-klingon");
  g_assert_null (cst_language_name (NULL));
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/iso-names/countries", test_countries);
  g_test_add_func ("/iso-names/languages", test_languages);

  return g_test_run ();
}
