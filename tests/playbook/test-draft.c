/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "cst-playbook-copy.h"
#include "cst-playbook-draft.h"
#include "cst-test-dirs.h"

/* What stays the same: the bytes before the first and after the last difference. */
static void
assert_kept (const char *before,
             const char *after,
             const char *lost)
{
  g_assert_nonnull (strstr (before, lost));
  g_assert_nonnull (strstr (after, lost));
}

static CstPlaybookDraft *
draft_of (const char *id)
{
  g_autoptr(GBytes) xml = cst_playbooks_shipped_xml (id);
  g_autoptr(GError) error = NULL;
  gsize size = 0;
  const char *text = g_bytes_get_data (xml, &size);
  CstPlaybookDraft *draft = cst_playbook_draft_new (text, size, &error);

  g_assert_no_error (error);

  return draft;
}

static char *
xml_of (const char *id)
{
  g_autoptr(GBytes) xml = cst_playbooks_shipped_xml (id);

  return g_strndup (g_bytes_get_data (xml, NULL), g_bytes_get_size (xml));
}

static guint
index_of (const CstPlaybookDraft *draft,
          const char             *element,
          const char             *id,
          const char             *name)
{
  const GPtrArray *values = cst_playbook_draft_get_values (draft);

  for (guint i = 0; i < values->len; i++)
    {
      const CstPlaybookValue *value = g_ptr_array_index (values, i);

      if (strcmp (value->element, element) == 0 && strcmp (value->id, id) == 0 && strcmp (value->name, name) == 0)
        return i;
    }

  g_assert_not_reached ();
}

/* Nothing changed: the file to the byte. Something changed: only that, and the number of the version. */
static void
test_each_value (void)
{
  g_auto(GStrv) ids = cst_playbooks_shipped ();

  for (char **id = ids; *id != NULL; id++)
    {
      g_autoptr(CstPlaybookDraft) draft = draft_of (*id);
      const GPtrArray *values = cst_playbook_draft_get_values (draft);
      g_autofree char *xml = xml_of (*id);
      g_autofree char *same = cst_playbook_draft_dup_xml (draft);

      g_assert_cmpstr (same, ==, xml);
      for (guint i = 0; i < values->len; i++)
        {
          const CstPlaybookValue *value = g_ptr_array_index (values, i);
          gboolean is_lines = value->kind == CST_PLAYBOOK_VALUE_LINES;
          g_autofree char *old = g_strdup (value->text);
          g_autofree char *now = is_lines ? g_strconcat (old, "\n\nP.-S. <3 & more", NULL) : g_strdup ("7");
          g_autofree char *changed = NULL;
          g_autoptr(CstPlaybookDraft) again = NULL;
          const GPtrArray *after;

          if (strcmp (old, now) == 0)
            continue;
          cst_playbook_draft_set (draft, i, now);
          changed = cst_playbook_draft_dup_xml (draft);
          again = cst_playbook_draft_new (changed, strlen (changed), NULL);
          cst_playbook_draft_set (draft, i, old);
          if (again == NULL)
            {
              g_assert_false (is_lines);
              continue;
            }

          after = cst_playbook_draft_get_values (again);
          g_assert_cmpuint (after->len, ==, values->len);
          for (guint k = 0; k < values->len; k++)
            g_assert_cmpstr (((CstPlaybookValue *) g_ptr_array_index (after, k))->text, ==,
                             k == i ? now : ((CstPlaybookValue *) g_ptr_array_index (values, k))->text);
          cst_playbook_draft_set (again, i, old);
          g_assert_cmpuint (cst_playbook_draft_count_changes (again), ==, 1);
        }
      g_assert_cmpuint (cst_playbook_draft_count_changes (draft), ==, 0);
    }
}

/* Comments, the order of attributes and the quotes are the user's. */
static void
test_the_rest_stays (void)
{
  g_autofree char *shipped = xml_of ("pixmania");
  g_autoptr(GString) xml = g_string_new (shipped);
  g_autofree char *changed = NULL;
  g_autoptr(CstPlaybookDraft) draft = NULL;
  g_autoptr(CstPlaybookDraft) again = NULL;
  g_autoptr(GError) error = NULL;

  g_string_replace (xml, "<clock ", "<!-- <clock amount=\"1\"> since June: ask Anne --><clock\t", 1);
  g_string_replace (xml, "</playbook>", "<!-- end -->\n</playbook>\n<!-- after -->\n", 1);
  draft = cst_playbook_draft_new (xml->str, xml->len, &error);
  g_assert_no_error (error);
  cst_playbook_draft_set (draft, index_of (draft, "clock", "first-reply", "amount"), "36");
  changed = cst_playbook_draft_dup_xml (draft);
  assert_kept (xml->str, changed, "<!-- <clock amount=\"1\"> since June: ask Anne --><clock\t");
  assert_kept (xml->str, changed, "<!-- end -->\n</playbook>\n<!-- after -->\n");
  again = cst_playbook_draft_new (changed, strlen (changed), &error);
  g_assert_no_error (error);
}

/* R8: a change counts for new cases only, unless one says otherwise; the version's number goes up. */
static void
test_takes_over (void)
{
  g_autoptr(CstPlaybookDraft) draft = draft_of ("pixmania");
  g_autoptr(CstPlaybook) plain = NULL;
  g_autoptr(CstPlaybook) over = NULL;
  g_autoptr(GError) error = NULL;
  const CstPlaybookClock *clock;
  g_autofree char *shipped = xml_of ("pixmania");
  g_autoptr(CstPlaybook) before = cst_playbook_new_for_xml (shipped, strlen (shipped), NULL, NULL);

  cst_playbook_draft_set (draft, index_of (draft, "clock", "first-reply", "amount"), "36");
  plain = cst_playbook_draft_check (draft, NULL, &error);
  g_assert_no_error (error);
  clock = cst_playbook_find (plain, plain->clocks, "first-reply", plain->rule.valid_from, plain->rule.valid_from);
  g_assert_cmpint (clock->amount, ==, 36);
  g_assert_false (clock->rule.applies_to_open);
  g_assert_cmpint (plain->version, ==, before->version + 1);

  cst_playbook_draft_set_takes_over (draft, TRUE);
  over = cst_playbook_draft_check (draft, NULL, &error);
  g_assert_no_error (error);
  clock = cst_playbook_find (over, over->clocks, "first-reply", over->rule.valid_from, over->rule.valid_from);
  g_assert_true (clock->rule.applies_to_open);
  g_assert_false (((CstPlaybookClock *) g_ptr_array_index (over->clocks, over->clocks->len - 1))->rule.applies_to_open);
}

/* The strict check comes before saving: every mistake with its line. */
static void
test_mistake (void)
{
  g_autoptr(CstPlaybookDraft) draft = draft_of ("pixmania");
  guint index = index_of (draft, "clock", "first-reply", "amount");
  const CstPlaybookValue *value = g_ptr_array_index (cst_playbook_draft_get_values (draft), index);
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GError) error = NULL;

  cst_playbook_draft_set (draft, index, "zero");
  g_assert_null (cst_playbook_draft_check (draft, &problems, &error));
  g_assert_error (error, CST_PLAYBOOK_ERROR, CST_PLAYBOOK_ERROR_INVALID);
  g_assert_cmpint (((CstPlaybookProblem *) g_ptr_array_index (problems, 0))->line, ==, value->line);
  g_clear_error (&error);
  g_assert_null (cst_playbook_draft_new ("<playbook", 9, &error));
  g_assert_error (error, CST_PLAYBOOK_ERROR, CST_PLAYBOOK_ERROR_INVALID);
}

/* Copy, change, break, repair, remove: what counts meanwhile. */
static void
test_own_copy (void)
{
  g_autoptr(CstPlaybooks) playbooks = cst_playbooks_new (NULL);
  g_autoptr(CstPlaybookDraft) draft = draft_of ("pixmania");
  g_autoptr(GError) error = NULL;
  g_autofree char *path = cst_playbooks_copy (playbooks, "pixmania", &error);
  g_autofree char *changed = NULL;
  g_autoptr(CstPlaybook) in_use = NULL;
  const CstPlaybookClock *clock;

  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpstr (cst_playbooks_find_file (playbooks, "pixmania")->path, ==, path);
  g_assert_null (cst_playbooks_copy (playbooks, "pixmania", &error));
  g_assert_error (error, CST_PLAYBOOK_COPY_ERROR, CST_PLAYBOOK_COPY_ERROR_EXISTS);
  g_clear_error (&error);

  cst_playbook_draft_set (draft, index_of (draft, "clock", "first-reply", "amount"), "36");
  changed = cst_playbook_draft_dup_xml (draft);
  g_assert_true (cst_playbooks_save (playbooks, "pixmania", changed, &error));
  g_assert_true (cst_playbooks_save (playbooks, "pixmania", "<playbook>", &error));
  g_assert_true (cst_playbooks_find_file (playbooks, "pixmania")->uses_last_good);
  in_use = cst_playbooks_lookup (playbooks, "pixmania");
  clock = cst_playbook_find (in_use, in_use->clocks, "first-reply", in_use->rule.valid_from, in_use->rule.valid_from);
  g_assert_cmpint (clock->amount, ==, 36);

  g_assert_true (cst_playbooks_remove_copy (playbooks, "pixmania", &error));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_null (cst_playbooks_find_file (playbooks, "pixmania")->path);
  g_assert_false (cst_playbooks_remove_copy (playbooks, "pixmania", &error));
  g_assert_error (error, CST_PLAYBOOK_COPY_ERROR, CST_PLAYBOOK_COPY_ERROR_UNKNOWN);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/draft/each-value", test_each_value);
  g_test_add_func ("/draft/the-rest-stays", test_the_rest_stays);
  g_test_add_func ("/R8/draft/takes-over", test_takes_over);
  g_test_add_func ("/draft/mistake", test_mistake);
  g_test_add_func ("/draft/own-copy", test_own_copy);

  return cst_test_run_apart ();
}
