/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "case-summary.h"
#include "cst-playbooks.h"
#include "cst-test-dirs.h"
#include "cst-test-scale.h"

#define HEAD "<playbook id='p' version='1' valid-from='2020-01-01' source='s' country='FR' time-zone='Europe/Paris'\n" \
  " languages='en fr'><label>P</label><source id='s' date='2026-01-01'>S</source>\n"
#define OTHER "<reason id='other' otherwise='yes' handler='brand' guide='q'>R</reason>\n"
#define PLAIN "<reason id='other' otherwise='yes' handler='brand'>R</reason>\n"
#define TAIL "</playbook>"

typedef struct
{
  const char *path;
  const char *xml;
  int         line;
  const char *reason; /* a piece of it */
} Mistake;

static const Mistake mistakes[] = {
  { "/mistakes/no-xml", HEAD "<label>", 3, "still open" },
  { "/mistakes/other-file", "<calendar/>", 1, "is no playbook" },
  { "/mistakes/unknown-element", HEAD PLAIN "<rule id='x'>X</rule>" TAIL, 4, "<rule> is not expected" },
  { "/mistakes/unknown-attribute", HEAD PLAIN "<group id='x' colour='red'>X</group>" TAIL, 4, "has no “colour”" },
  { "/mistakes/attribute-twice", HEAD PLAIN "<group id='x' id='y'>X</group>" TAIL, 4, "twice" },
  { "/mistakes/missing-attribute", HEAD PLAIN "<money-guard id='g' ceiling='5'>G</money-guard>" TAIL, 4, "“currency”" },
  { "/mistakes/bad-amount", HEAD PLAIN "<money-guard id='g' currency='EUR' ceiling='12.505'>G</money-guard>" TAIL, 4,
    "“12.505” is no value" },
  { "/mistakes/negative-amount", HEAD PLAIN "<money-guard id='g' currency='EUR' ceiling='-1'>G</money-guard>" TAIL, 4,
    "“-1” is no value" },
  { "/mistakes/bad-number", HEAD PLAIN "<clock id='c' role='reply' starts='reported' amount='0' unit='hours'>C</clock>"
    TAIL, 4, "“0” is no value" },
  { "/mistakes/bad-unit", HEAD PLAIN "<clock id='c' role='reply' starts='reported' amount='1' unit='moons'>C</clock>"
    TAIL, 4, "“moons” is no value" },
  { "/mistakes/duplicate-id", HEAD PLAIN "<group id='x'>X</group>\n<group id='x'>Y</group>" TAIL, 5, "there already" },
  { "/mistakes/loop-in-the-guide", HEAD OTHER
    "<question id='q'><label>Q</label>\n<answer id='yes' go='r'/><answer id='no' go='end'/></question>\n"
    "<question id='r'><label>R</label>\n<answer id='yes' go='q'/><answer id='no' go='end'/></question>\n"
    "<proposal id='end' does='nothing'>E</proposal>" TAIL, 7, "comes back to “q”" },
  { "/mistakes/unreachable", HEAD PLAIN "<proposal id='lost' does='nothing'>L</proposal>" TAIL, 4, "nothing leads" },
  { "/mistakes/answer-leads-nowhere", HEAD OTHER
    "<question id='q'><label>Q</label>\n<answer id='yes' go='r'/>\n<answer id='no' go='end'/></question>\n"
    "<proposal id='end' does='nothing'>E</proposal>" TAIL, 5, "there is no “r”" },
  { "/mistakes/missing-translation", HEAD PLAIN
    "<template id='t'><label>T</label>\n<message language='en'>Hello</message></template>" TAIL, 4, "“fr”" },
  { "/mistakes/unknown-variable", HEAD PLAIN
    "<template id='t'><label>T</label>\n<message language='en'>{shoe}</message>"
    "<message language='fr'>{shoe}</message></template>" TAIL, 5, "“shoe”" },
  { "/mistakes/other-variables", HEAD PLAIN
    "<template id='t'><label>T</label>\n<message language='en'>{order}</message>\n"
    "<message language='fr'>x</message></template>" TAIL, 6, "same things" },
  { "/mistakes/impossible-aim", HEAD PLAIN
    "<clock id='c' role='reply' starts='reported' amount='24' aim='48' unit='hours'>C</clock>" TAIL, 4, "aims later" },
  { "/mistakes/resolved-before-answered", HEAD PLAIN
    "<clock id='c' role='reply' starts='reported' stops='first-reply' amount='49' unit='hours'>C</clock>\n"
    "<clock id='d' role='resolution' starts='reported' stops='accepted' amount='2' unit='days'>D</clock>" TAIL, 5,
    "would end before" },
  { "/mistakes/nobody-for-other-reasons", HEAD "<reason id='a' handler='brand'>A</reason>" TAIL, 2, "exactly one" },
  { "/mistakes/condition", HEAD PLAIN "<warning id='w' if='days-late=yes'>W</warning>" TAIL, 4, "no condition" },
  { "/mistakes/no-text", HEAD PLAIN "<group id='x'> </group>" TAIL, 4, "has no text" },
  { "/mistakes/no-time-zone", "<playbook id='p' version='1' valid-from='2020-01-01' source='s' country='FR'"
                              " time-zone='Nowhere' languages='en'><label>P</label>"
                              "<source id='s' date='2026-01-01'>S</source>"
    PLAIN TAIL, 1,
    "time zone" },
};

/* Each mistake is refused with its line, the reason and a hint. */
static void
test_mistake (gconstpointer data)
{
  const Mistake *mistake = data;
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(CstPlaybook) playbook = cst_playbook_new_for_xml (mistake->xml, strlen (mistake->xml), &problems, &error);
  const CstPlaybookProblem *problem;

  g_assert_null (playbook);
  g_assert_error (error, CST_PLAYBOOK_ERROR, CST_PLAYBOOK_ERROR_INVALID);
  g_assert_cmpuint (problems->len, >, 0);
  problem = g_ptr_array_index (problems, 0);
  g_assert_cmpint (problem->line, ==, mistake->line);
  if (strstr (problem->reason, mistake->reason) == NULL)
    g_assert_cmpstr (problem->reason, ==, mistake->reason);
  g_assert_nonnull (problem->hint);
}

/* Damaged in every way, a file is refused or read, and nothing breaks. */
static void
test_fuzz (void)
{
  int n_rounds = 150 * (int) MIN (cst_test_scale (), 100);
  g_autoptr(GRand) random = g_rand_new_with_seed (4);
  g_auto(GStrv) ids = cst_playbooks_shipped ();

  for (int round = 0; round < n_rounds; round++)
    {
      const char *id = ids[g_rand_int_range (random, 0, (int) g_strv_length (ids))];
      g_autoptr(GBytes) shipped = cst_playbooks_shipped_xml (id);
      g_autoptr(GString) xml = g_string_new_len (g_bytes_get_data (shipped, NULL), (gssize) g_bytes_get_size (shipped));
      int n_wounds = g_rand_int_range (random, 1, 6);

      for (int i = 0; i < n_wounds; i++)
        {
          gsize at = (gsize) g_rand_int_range (random, 0, (int) xml->len - 40);

          switch (g_rand_int_range (random, 0, 4))
            {
            case 0:
              xml->str[at] = (char) g_rand_int_range (random, 1, 256);
              break;
            case 1:
              g_string_erase (xml, (gssize) at, g_rand_int_range (random, 1, 40));
              break;
            case 2:
              g_string_insert_c (xml, (gssize) at, "<>&\"'{}=/"[g_rand_int_range (random, 0, 9)]);
              break;
            default:
              g_string_truncate (xml, at + 40);
              break;
            }
        }

      {
        g_autoptr(GPtrArray) problems = NULL;
        g_autoptr(CstPlaybook) playbook = cst_playbook_new_for_xml (xml->str, xml->len, &problems, NULL);

        g_assert_true ((playbook == NULL) == (problems->len > 0));
      }
    }
}

static void
write_file (const char *dir,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static int
version_of (CstPlaybooks *playbooks,
            const char   *id)
{
  g_autoptr(CstPlaybook) playbook = cst_playbooks_lookup (playbooks, id);

  return playbook != NULL ? playbook->version : -1;
}

static void
changed_cb (CstPlaybooks *playbooks,
            gboolean     *changed)
{
  *changed = TRUE;
}

static gboolean
too_long_cb (gpointer user_data)
{
  g_assert_not_reached ();

  return G_SOURCE_REMOVE;
}

/* A file of one's own replaces a shipped one; a mistake keeps the last good version, also after a restart. */
static void
test_overrides (void)
{
  g_autofree char *profile = g_dir_make_tmp ("constat-playbooks-XXXXXX", NULL);
  g_autofree char *dir = g_build_filename (profile, "playbooks", NULL);
  g_autoptr(CstPlaybooks) playbooks = NULL;
  g_autoptr(CstPlaybooks) restarted = NULL;
  g_autofree char *own = g_strconcat (HEAD, PLAIN, TAIL, NULL);
  gboolean changed = FALSE;
  guint limit;

  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  write_file (dir, "p.xml", own);
  playbooks = cst_playbooks_new (profile);
  g_assert_cmpint (version_of (playbooks, "p"), ==, 1);
  g_assert_cmpint (version_of (playbooks, "pixmania"), ==, 1);
  g_assert_cmpint (version_of (playbooks, "nothing"), ==, -1);

  cst_playbooks_watch (playbooks);
  g_signal_connect (playbooks, "changed", G_CALLBACK (changed_cb), &changed);
  limit = g_timeout_add_seconds (60, too_long_cb, NULL);
  write_file (dir, "p.xml", "<playbook>");
  while (!changed)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
  g_assert_cmpint (version_of (playbooks, "p"), ==, 1);

  restarted = cst_playbooks_new (profile);
  g_assert_cmpint (version_of (restarted, "p"), ==, 1);
  for (guint i = 0; i < cst_playbooks_get_files (restarted)->len; i++)
    {
      const CstPlaybookFile *file = g_ptr_array_index (cst_playbooks_get_files (restarted), i);

      g_assert_true (file->uses_last_good == g_str_equal (file->id, "p"));
      g_assert_true ((file->problems->len > 0) == file->uses_last_good);
    }

  /* A file that bears another's name is a mistake too. */
  write_file (dir, "q.xml", own);
  cst_playbooks_reload (restarted);
  g_assert_cmpint (version_of (restarted, "q"), ==, -1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (mistakes); i++)
    g_test_add_data_func (mistakes[i].path, &mistakes[i], test_mistake);
  g_test_add_func ("/mistakes/fuzz", test_fuzz);
  g_test_add_func ("/overrides/last-good-version", test_overrides);

  return cst_test_run_apart ();
}
