/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "case-summary.h"
#include "cases.h"
#include "cst-playbook-private.h"
#include "cst-playbooks.h"
#include "cst-test-scale.h"

/* Every attribute of every shipped playbook is dropped and changed in turn, and every element left out: the checker
 * refuses what comes of it, or a stated case fails, or the outcomes differ from those kept in this folder. */

static const char *const scenes[] = {
  "'now':@2026-11-20T11:00,'opened_at':@2026-11-20T10:00,'moments':{'reported':@2026-11-20T10:00,"
  "'delivered':@2026-11-19T10:00},'has_order':true,'country':'FR','currency':'EUR'",
  "'now':@2026-12-20T11:00,'opened_at':@2026-11-02T10:00,'photos':1,'has_order':true,'country':'FR','currency':'EUR',"
  "'moments':{'reported':@2026-11-02T10:00,'seen':@2026-11-02T11:00,'first_reply':@2026-11-03T10:00,"
  "'proposed':@2026-11-04T10:00,'shipped':@2026-10-29T10:00,'delivered':@2026-10-31T10:00,"
  "'return_asked':@2026-11-04T10:00,'return_received':@2026-11-10T10:00,'waiting_customer':@2026-11-05T10:00,"
  "'evidence':@2026-11-05T10:00,'verified':@2026-12-01T10:00,'arbitration':@2026-12-02T10:00}",
  "'now':@2020-01-05T11:00,'opened_at':@2020-01-01T10:00,'has_order':true,'country':'US','is_address_doubtful':true,"
  "'moments':{'reported':@2020-01-01T10:00,'promised_ship':@2020-01-02T10:00}",
  "'now':@2020-01-05T11:00,'opened_at':@2020-01-01T10:00,'has_order':true,'country':'FR','is_address_unknown':true,"
  "'moments':{'reported':@2020-01-01T10:00,'evidence':@2020-01-02T10:00,'judged':@2020-01-03T10:00}",
};

/* Every way through the guide from @at on, with what it leads to. */
static void
walk_guide (const CstPlaybook *playbook,
            CstCaseFacts      *facts,
            GString           *out)
{
  g_autoptr(CstGuideStep) step = cst_guide_next (playbook, facts);

  if (step == NULL)
    return;
  if (step->proposal != NULL)
    {
      for (guint i = 0; i < step->trail->len; i++)
        {
          const CstGuideAnswer *answer = g_ptr_array_index (step->trail, i);

          g_string_append_printf (out, "%s=%s ", answer->question, answer->answer);
        }
      g_string_append (out, "→ ");
      add_proposal (out, step->proposal);
      g_string_append_c (out, '\n');
      return;
    }

  for (guint i = 0; i < step->choices->len; i++)
    {
      CstCaseAnswer *answer = cst_record_new (&cst_case_answer_type);

      answer->question = g_strdup (step->question);
      answer->answer = g_strdup (((CstGuideChoice *) g_ptr_array_index (step->choices, i))->id);
      g_ptr_array_add (facts->answers, answer);
      walk_guide (playbook, facts, out);
      cst_record_free (&cst_case_answer_type, g_ptr_array_steal_index (facts->answers, facts->answers->len - 1));
    }
}

static char *
outcomes_of (const CstPlaybook *playbook)
{
  GString *out = g_string_new (NULL);
  g_autofree char *summary = playbook_summary (playbook);

  g_string_append (out, summary);
  for (guint i = 0; i < playbook->reasons->len; i++)
    {
      const char *reason = ((CstRule *) g_ptr_array_index (playbook->reasons, i))->id;
      g_autofree char *bare = g_strdup_printf ("{'now':@2026-11-20T11:00,'reason_code':'%s',"
                                               "'moments':{'reported':@2026-11-20T10:00}}", reason);
      g_autoptr(CstCaseFacts) facts = facts_from_text (bare);

      for (gsize k = 0; k < G_N_ELEMENTS (scenes); k++)
        {
          g_autofree char *text = g_strdup_printf ("{'reason_code':'%s',%s}", reason, scenes[k]);
          g_autoptr(CstCaseFacts) seen = facts_from_text (text);
          g_autofree char *lines = case_summary (playbook, seen);

          g_string_append_printf (out, "\n== %s, scene %d\n%s", reason, (int) k + 1, lines);
        }
      g_string_append_printf (out, "\n== %s, ways through the guide\n", reason);
      walk_guide (playbook, facts, out);
      facts->photos = 1;
      g_string_append (out, "with a photo:\n");
      walk_guide (playbook, facts, out);
    }

  return g_string_free (out, FALSE);
}

static char *
kept_outcomes (const char *id)
{
  g_autofree char *name = g_strconcat (id, ".txt", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "playbook", "outcomes", name, NULL);
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

/* What rules lead to is kept as text. To change it on purpose, set CONSTAT_WRITE_OUTCOMES and read the difference. */
static void
test_outcomes (gconstpointer data)
{
  const char *id = data;
  g_autoptr(CstPlaybook) playbook = shipped_playbook (id);
  g_autofree char *outcomes = outcomes_of (playbook);
  g_autofree char *kept = NULL;

  if (g_getenv ("CONSTAT_WRITE_OUTCOMES") != NULL)
    {
      g_autofree char *name = g_strconcat (id, ".txt", NULL);
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "playbook", "outcomes", name, NULL);

      g_assert_true (g_file_set_contents (path, outcomes, -1, NULL));
    }
  kept = kept_outcomes (id);
  g_assert_cmpstr (outcomes, ==, kept);
}

static gboolean
is_noticed (const CstPlaybookNode *root,
            const char            *id,
            const char            *kept)
{
  g_autoptr(GPtrArray) problems = cst_playbook_problems_new ();
  g_autoptr(CstPlaybook) playbook = cst_playbook_new_for_node (root, problems);
  g_autofree char *outcomes = NULL;

  if (problems->len > 0)
    return TRUE;

  outcomes = outcomes_of (playbook);
  if (strcmp (outcomes, kept) != 0)
    return TRUE;

  for (gsize i = 0; i < n_stated_cases; i++)
    {
      g_autofree char *miss = strcmp (stated_cases[i].playbook, id) == 0 ? stated_case_miss (&stated_cases[i], playbook)
                                                                         : NULL;

      if (miss != NULL)
        return TRUE;
    }

  return FALSE;
}

static char *
changed_value (const char *value)
{
  gint64 number = 0;

  if (strcmp (value, "yes") == 0)
    return g_strdup ("no");
  if (strcmp (value, "no") == 0)
    return g_strdup ("yes");
  if (g_ascii_string_to_signed (value, 10, 0, G_MAXINT, &number, NULL))
    return g_strdup_printf ("%d", (int) number + 1);
  if (strchr (value, ' ') != NULL)
    return g_strdup (strchr (value, ' ') + 1);
  if (g_ascii_isdigit (value[0]) && strchr (value, '.') != NULL)
    return g_strconcat ("1", value, NULL);

  return g_strconcat (value, "x", NULL);
}

typedef struct
{
  const char      *id;
  const char      *kept;
  CstPlaybookNode *root;
  GRand           *random;
  int              one_in;
  int              n_tried;
  GString         *unnoticed;
} Run;

static void
try (Run        *run,
     const char *what,
     int         line)
{
  run->n_tried++;
  if (!is_noticed (run->root, run->id, run->kept))
    g_string_append_printf (run->unnoticed, "%s.xml:%d: %s\n", run->id, line, what);
}

static gboolean
is_chosen (const Run *run)
{
  return g_rand_int_range (run->random, 0, run->one_in) == 0;
}

static void
mutate_attributes (Run             *run,
                   CstPlaybookNode *node)
{
  for (guint i = 0; i < node->names->len; i++)
    {
      const char *name = g_ptr_array_index (node->names, i);
      char *value = g_ptr_array_index (node->values, i);
      g_autofree char *changed = changed_value (value);
      g_autofree char *what = g_strdup_printf ("%s=\"%s\" of <%s>", name, value, node->name);

      /* An address to read is no rule. */
      if (strcmp (name, "url") == 0 || !is_chosen (run))
        continue;

      node->values->pdata[i] = changed;
      try (run, what, node->line);
      node->values->pdata[i] = value;

      /* Under a name nobody knows it would be refused: it is taken out for real. */
      {
        gpointer kept_name = node->names->pdata[i];

        memmove (node->names->pdata + i, node->names->pdata + i + 1, (node->names->len - i - 1) * sizeof (gpointer));
        memmove (node->values->pdata + i, node->values->pdata + i + 1, (node->values->len - i - 1) * sizeof (gpointer));
        node->names->len--;
        node->values->len--;
        try (run, what, node->line);
        node->names->len++;
        node->values->len++;
        memmove (node->names->pdata + i + 1, node->names->pdata + i, (node->names->len - i - 1) * sizeof (gpointer));
        memmove (node->values->pdata + i + 1, node->values->pdata + i, (node->values->len - i - 1) * sizeof (gpointer));
        node->names->pdata[i] = kept_name;
        node->values->pdata[i] = value;
      }
    }
}

static void
mutate (Run             *run,
        CstPlaybookNode *node)
{
  mutate_attributes (run, node);

  for (guint i = 0; i < node->children->len; i++)
    {
      CstPlaybookNode *child = g_ptr_array_index (node->children, i);

      if (is_chosen (run))
        {
          g_autofree char *what = g_strdup_printf ("<%s> left out", child->name);

          g_ptr_array_steal_index (node->children, i);
          try (run, what, child->line);
          g_ptr_array_insert (node->children, (int) i, child);
        }
      mutate (run, child);
    }
}

static void
test_mutations (gconstpointer data)
{
  const char *id = data;
  g_autoptr(GBytes) xml = cst_playbooks_shipped_xml (id);
  g_autoptr(GPtrArray) problems = cst_playbook_problems_new ();
  g_autoptr(CstPlaybookNode) root = NULL;
  g_autoptr(GRand) random = g_rand_new_with_seed (20);
  g_autoptr(GString) unnoticed = g_string_new (NULL);
  g_autofree char *kept = kept_outcomes (id);
  Run run = { .id = id, .kept = kept, .random = random, .unnoticed = unnoticed };

  root = cst_playbook_node_new_for_xml (g_bytes_get_data (xml, NULL), g_bytes_get_size (xml), problems);
  g_assert_nonnull (root);
  g_assert_false (is_noticed (root, id, kept));
  run.root = root;
  run.one_in = cst_test_scale () > 1 ? 1 : 30;
  mutate (&run, root);
  g_test_message ("%d changes tried", run.n_tried);
  g_assert_cmpint (run.n_tried, >, 0);
  g_assert_cmpstr (unnoticed->str, ==, "");
}

int
main (int   argc,
      char *argv[])
{
  g_auto(GStrv) ids = NULL;

  g_test_init (&argc, &argv, NULL);

  ids = cst_playbooks_shipped ();
  for (char **id = ids; *id != NULL; id++)
    {
      g_autofree char *outcomes = g_strconcat ("/outcomes/", *id, NULL);
      g_autofree char *mutations = g_strconcat ("/mutations/", *id, NULL);

      g_test_add_data_func (outcomes, *id, test_outcomes);
      g_test_add_data_func (mutations, *id, test_mutations);
    }

  return g_test_run ();
}
