/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "cst-redactor.h"

/* R12, P7: what leads to a person is replaced, the same by the same; what only looks like it stays. */

static void
assert_becomes (CstRedactor *redactor,
                const char  *text,
                const char  *expected)
{
  g_autofree char *result = cst_redactor_apply (redactor, text);

  g_assert_cmpstr (result, ==, expected);
}

static void
test_names (void)
{
  g_autoptr(CstRedactor) redactor = cst_redactor_new ();

  cst_redactor_add_name (redactor, "Hélène van den Berg", "[customer]");
  cst_redactor_add (redactor, "Le Bazar d’Émile", "[shop]");
  assert_becomes (redactor, "Bonjour Hélène van den Berg,", "Bonjour [customer],");
  assert_becomes (redactor, "HÉLÈNE\nVAN  DEN BERG", "[customer]");
  assert_becomes (redactor, "Helene, merci. Mme Berg", "[customer], merci. Mme [customer]");
  assert_becomes (redactor, "Bergamote van Gogh den", "Bergamote van Gogh den");
  assert_becomes (redactor, "le bazar d’émile, Bazar", "[shop], Bazar");
  cst_redactor_add (redactor, "12, rue de la Paix", "[address]");
  assert_becomes (redactor, "12 rue de la Paix ; 12, RUE\nde la paix, Paris", "[address] ; [address], Paris");
  assert_becomes (redactor, NULL, NULL);
  assert_becomes (redactor, "", "");
}

static void
test_patterns (void)
{
  g_autoptr(CstRedactor) redactor = cst_redactor_new ();

  assert_becomes (redactor, "a.b+c@exemple.fr ou A.B+C@exemple.FR, sinon d@x.org",
                  "[email 1] ou [email 1], sinon [email 2]");
  assert_becomes (redactor, "06 12 34 56 78, +33 6 12 34 56 78 ou 0612345679",
                  "[phone 1], [phone 2] ou [phone 3]");
  assert_becomes (redactor, "+49 (0)30-901820", "[phone 4]");
  assert_becomes (redactor, "IBAN FR76 3000 6000 0112 3456 7890 189.", "IBAN [bank account 1].");
  assert_becomes (redactor, "BE71 0961 2345 6769, DE89370400440532013000 ou FR76 3000 6000 0112 3456 7890 189",
                  "[bank account 2], [bank account 3] ou [bank account 1]");
  assert_becomes (redactor, "voir https://exemple.fr/suivi?cp=75011", "voir [link 1]");
}

/* Numbers that prove something are kept. */
static void
test_kept (void)
{
  static const char *const kept[] = {
    "GC-10339", "6A27482272331", "2026-11-23", "23/11/2026 14:30", "08.12.2026 14:30", "00340434161094021501",
    "1 204,50 €", "12 sur 24", "LX123456789FR",
  };
  g_autoptr(CstRedactor) redactor = cst_redactor_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    assert_becomes (redactor, kept[i], kept[i]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/R12/redactor/names", test_names);
  g_test_add_func ("/R12/redactor/patterns", test_patterns);
  g_test_add_func ("/R12/redactor/kept", test_kept);

  return g_test_run ();
}
