/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "cst-carrier-codes.h"
#include "cst-test-dirs.h"

typedef struct
{
  char            *profile;
  char            *folder;
  CstCarrierCodes *codes;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  fixture->profile = g_dir_make_tmp ("constat-carriers-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->folder = g_build_filename (fixture->profile, "carriers", NULL);
  g_assert_cmpint (g_mkdir (fixture->folder, 0700), ==, 0);
  fixture->codes = cst_carrier_codes_new (fixture->profile);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr(GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_rmdir (fixture->profile);
  cst_carrier_codes_unref (fixture->codes);
  g_free (fixture->folder);
  g_free (fixture->profile);
}

static void
write_file (Fixture    *fixture,
            const char *name,
            const char *content)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);
  cst_carrier_codes_unref (fixture->codes);
  fixture->codes = cst_carrier_codes_new (fixture->profile);
}

static void
assert_reason (const CstCarrierCodes *codes,
               const char            *source,
               const char            *code,
               CstDeliveryReason      reason)
{
  const CstCodeMeaning *meaning = cst_carrier_codes_lookup (codes, source, code);

  g_test_message ("%s %s", source, code);
  g_assert_nonnull (meaning);
  g_assert_cmpstr (cst_enum_nick (&cst_delivery_reason_type, (int) meaning->reason), ==,
                   cst_enum_nick (&cst_delivery_reason_type, (int) reason));
  g_assert_cmpstr (cst_code_meaning_get_text (meaning), !=, "");
}

/* NAM is "goods refused": one integrator's table that has it as "absent" contradicts the platform's own help. */
static void
test_tipsa (Fixture       *fixture,
            gconstpointer  unused)
{
  static const struct
  {
    const char        *code;
    CstDeliveryReason  reason;
  } known[] = {
    { "NAM", CST_DELIVERY_REFUSED }, { "DO", CST_DELIVERY_REFUSED }, { "AS", CST_DELIVERY_ABSENT },
    { "C", CST_DELIVERY_CLOSED }, { "DI", CST_DELIVERY_WRONG_ADDRESS }, { "FD", CST_DELIVERY_DATA_MISSING },
    { "EAD", CST_DELIVERY_POSTPONED }, { "RD", CST_DELIVERY_COLLECTS }, { "FE", CST_DELIVERY_NOT_ARRIVED },
    { "EXM", CST_DELIVERY_LOST }, { "EDT", CST_DELIVERY_DAMAGED }, { "FB", CST_DELIVERY_PARCELS_MISSING },
    { "FL", CST_DELIVERY_HOLIDAY }, { "MC", CST_DELIVERY_MISROUTED }, { "MCC", CST_DELIVERY_CORRECTION },
    { "ADU", CST_DELIVERY_CUSTOMS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    assert_reason (fixture->codes, "tipsa", known[i].code, known[i].reason);
  g_assert_cmpint ((int) cst_carrier_codes_lookup (fixture->codes, "tipsa", "EXM")->advice, ==, CST_ADVICE_CLAIM);
  g_assert_cmpint ((int) cst_carrier_codes_lookup_state (fixture->codes, "tipsa", "14")->phase, ==, CST_PHASE_AT_POINT);
  g_assert_cmpint ((int) cst_carrier_codes_lookup_state (fixture->codes, "tipsa", "3")->phase, ==, CST_PHASE_DELIVERED);
}

static void
test_others (Fixture       *fixture,
             gconstpointer  unused)
{
  assert_reason (fixture->codes, "gls", "2", CST_DELIVERY_WEATHER);
  assert_reason (fixture->codes, "gls", "-30/13", CST_DELIVERY_WRONG_ADDRESS);
  assert_reason (fixture->codes, "gls", "2/7", CST_DELIVERY_WEATHER);
  assert_reason (fixture->codes, "ctt", "18", CST_DELIVERY_DAMAGED);
  assert_reason (fixture->codes, "colissimo", "RENSRB", CST_DELIVERY_NOT_PAID);
  assert_reason (fixture->codes, "colissimo", "DOUANE", CST_DELIVERY_CUSTOMS);
  assert_reason (fixture->codes, "colissimo", "rennrv", CST_DELIVERY_ABSENT);
}

static void
test_unknown (Fixture       *fixture,
              gconstpointer  unused)
{
  g_assert_null (cst_carrier_codes_lookup (fixture->codes, "tipsa", "XYZ"));
  g_assert_null (cst_carrier_codes_lookup (fixture->codes, "gls", "-30"));
  g_assert_null (cst_carrier_codes_lookup (fixture->codes, "gls", "-30/99"));
  g_assert_null (cst_carrier_codes_lookup (fixture->codes, "nobody", "NAM"));
  g_assert_null (cst_carrier_codes_lookup (fixture->codes, "tipsa", "3"));
  g_assert_null (cst_carrier_codes_lookup (fixture->codes, NULL, "NAM"));
  g_assert_null (cst_carrier_codes_lookup (fixture->codes, "tipsa", NULL));
}

/* A code says more than the platform's kind of incident, which stands in where there is none. */
static void
test_delivery (Fixture       *fixture,
               gconstpointer  unused)
{
  g_autoptr(CstDelivery) delivery = cst_delivery_new ();

  delivery->code_source = g_strdup ("dropea");
  delivery->type_code = g_strdup ("RECIPIENT_ABSENT");
  g_assert_cmpint ((int) cst_carrier_codes_of_delivery (fixture->codes, delivery)->reason, ==, CST_DELIVERY_ABSENT);
  g_free (delivery->code_source);
  delivery->code_source = g_strdup ("tipsa");
  delivery->reason_code = g_strdup ("NAM");
  g_assert_cmpint ((int) cst_carrier_codes_of_delivery (fixture->codes, delivery)->reason, ==, CST_DELIVERY_REFUSED);
}

static void
test_own_file (Fixture       *fixture,
               gconstpointer  unused)
{
  guint before = cst_carrier_codes_list (fixture->codes)->len;
  g_autoptr(GPtrArray) list = NULL;

  write_file (fixture, "mine.xml",
              "<carrier-codes source='tipsa'>"
              "<code id='NAM' reason='absent'>Ours</code><code id='XYZ' reason='damaged' advice='claim'>New one</code>"
              "</carrier-codes>");
  g_assert_cmpuint (cst_carrier_codes_problems (fixture->codes)->len, ==, 0);
  assert_reason (fixture->codes, "tipsa", "NAM", CST_DELIVERY_ABSENT);
  assert_reason (fixture->codes, "tipsa", "XYZ", CST_DELIVERY_DAMAGED);
  assert_reason (fixture->codes, "tipsa", "AS", CST_DELIVERY_ABSENT);
  g_assert_cmpstr (cst_code_meaning_get_text (cst_carrier_codes_lookup (fixture->codes, "tipsa", "NAM")), ==, "Ours");
  list = cst_carrier_codes_list (fixture->codes);
  g_assert_cmpuint (list->len, ==, before + 1);
}

/* What is wrong is said with its line, and what was known before holds. */
static void
test_mistakes (Fixture       *fixture,
               gconstpointer  unused)
{
  static const struct
  {
    const char *xml;
    const char *line;
    const char *what;
  } mistakes[] = {
    { "<playbook/>", "line 1", "not a table" },
    { "<carrier-codes/>", "line 1", "source" },
    { "<carrier-codes source='Tipsa SL'/>", "line 1", "source" },
    { "<carrier-codes source='t'>\n<code reason='lost'>X</code></carrier-codes>", "line 2", "id" },
    { "<carrier-codes source='t'>\n<code id='A'>X</code></carrier-codes>", "line 2", "reason" },
    { "<carrier-codes source='t'>\n\n<code id='A' reason='stolen'>X</code></carrier-codes>", "line 3", "stolen" },
    { "<carrier-codes source='t'>\n<state id='A' phase='gone'>X</state></carrier-codes>", "line 2", "gone" },
    { "<carrier-codes source='t'>\n<code id='A' reason='lost' tone='red'>X</code></carrier-codes>", "line 2", "tone" },
    { "<carrier-codes source='t'>\n<code id='A' reason='lost'/></carrier-codes>", "line 2", "A" },
    { "<carrier-codes source='t'><code id='A' reason='lost'>X</code>\n<code id='A' reason='lost'>Y</code>"
      "</carrier-codes>", "line 2", "A" },
    { "<carrier-codes source='t'>\n<event id='A'>X</event></carrier-codes>", "line 2", "event" },
    { "<carrier-codes source='t'>\n<code id='A' reason='lost'>X<b/></code></carrier-codes>", "line 2", "b" },
    { "<carrier-codes source='t'>\n<code id='A' reason='lost'>X", "", "" },
    { "", "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      const CstCarrierProblem *problem;

      g_test_message ("%s", mistakes[i].xml);
      write_file (fixture, "mine.xml", mistakes[i].xml);
      g_assert_cmpuint (cst_carrier_codes_problems (fixture->codes)->len, ==, 1);
      problem = g_ptr_array_index (cst_carrier_codes_problems (fixture->codes), 0);
      g_assert_true (g_str_has_suffix (problem->path, "mine.xml"));
      g_assert_nonnull (strstr (problem->message, mistakes[i].line));
      g_assert_nonnull (strstr (problem->message, mistakes[i].what));
      assert_reason (fixture->codes, "tipsa", "NAM", CST_DELIVERY_REFUSED);
    }
}

/* A damaged file is refused or read, never more than that. */
static void
test_damage (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "carriers", "tipsa.xml", NULL);
  g_autofree char *xml = NULL;
  g_autoptr(GRand) rand = g_rand_new_with_seed (20261123);
  g_autoptr(GError) error = NULL;
  int refused = 0;
  gsize size;

  g_file_get_contents (path, &xml, &size, &error);
  g_assert_no_error (error);
  g_assert_true (cst_carrier_codes_check (xml, size, &error));

  for (int i = 0; i < 2000; i++)
    {
      g_autofree char *damaged = g_memdup2 (xml, size);
      g_autoptr(GError) problem = NULL;
      gsize length = i % 2 == 0 ? size : (gsize) g_rand_int_range (rand, 0, (int) size);

      for (int k = 0; k < 1 + i % 5; k++)
        damaged[g_rand_int_range (rand, 0, (int) size)] = (char) g_rand_int_range (rand, 0, 256);
      if (!cst_carrier_codes_check (damaged, length, &problem))
        {
          g_assert_error (problem, CST_CARRIER_ERROR, CST_CARRIER_ERROR_BAD_FILE);
          refused++;
        }
    }
  g_assert_cmpint (refused, >, 1000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/carriers/C6/tipsa", test_tipsa);
  ADD ("/carriers/C6/others", test_others);
  ADD ("/carriers/C6/unknown", test_unknown);
  ADD ("/carriers/C6/of-a-delivery", test_delivery);
  ADD ("/carriers/own-file", test_own_file);
  ADD ("/carriers/mistakes", test_mistakes);
  ADD ("/carriers/damage", test_damage);
#undef ADD

  return cst_test_run_apart ();
}
