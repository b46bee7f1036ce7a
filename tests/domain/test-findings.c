/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-findings.h"
#include "cst-operation.h"
#include "cst-util.h"

/* Twelve bowls and two cups are reported. */
typedef struct
{
  CstIncident *incident;
  CstDesk     *desk;
  GPtrArray   *operations;
} Fixture;

static void
report (CstIncident *incident,
        const char  *id,
        int          quantity)
{
  CstLineQuantity *line = cst_record_new (&cst_line_quantity_type);

  line->line = g_strdup (id);
  line->quantity = quantity;
  g_ptr_array_add (incident->lines, line);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->incident = cst_incident_new ();
  report (fixture->incident, "bowl", 12);
  report (fixture->incident, "cup", 2);
  fixture->desk = cst_desk_new ();
  fixture->desk->incident = g_strdup ("i");
  fixture->operations = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_operation_free);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  cst_incident_free (fixture->incident);
  cst_desk_free (fixture->desk);
  g_ptr_array_unref (fixture->operations);
}

static void
find (Fixture        *fixture,
      const char     *line,
      int             quantity,
      CstFindingKind  kind)
{
  CstFinding *finding = cst_record_new (&cst_finding_type);

  finding->line = g_strdup (line);
  finding->quantity = quantity;
  finding->finding = kind;
  finding->at = fixture->desk->findings->len;
  g_ptr_array_add (fixture->desk->findings, finding);
}

/* What holds for bowls and cups together, in words. */
static void
assert_found (Fixture    *fixture,
              const char *bowls,
              const char *all)
{
  g_autoptr(GPtrArray) findings = cst_findings_of_desk (fixture->desk, fixture->operations);
  g_autoptr(GArray) now = cst_findings_now (fixture->incident, findings);
  CstLineFindings total;
  g_autofree char *bowl_text = cst_label_found (cst_findings_of_line (now, "bowl"));
  g_autofree char *text = NULL;

  cst_findings_total (now, &total);
  text = cst_label_found (&total);
  g_assert_cmpstr (bowl_text, ==, bowls);
  g_assert_cmpstr (text, ==, all);
}

static void
test_pieces (Fixture       *fixture,
             gconstpointer  data)
{
  assert_found (fixture, NULL, NULL);
  find (fixture, "bowl", 2, CST_FINDING_CONFIRMED);
  find (fixture, "bowl", 9, CST_FINDING_NOT_CONFIRMED);
  find (fixture, "bowl", 1, CST_FINDING_CANNOT_TELL);
  assert_found (fixture, "2 confirmed, 9 not confirmed, 1 cannot tell", "2 confirmed, 9 not confirmed, 1 cannot tell");
  find (fixture, "cup", 0, CST_FINDING_CONFIRMED);
  assert_found (fixture, "2 confirmed, 9 not confirmed, 1 cannot tell", "4 confirmed, 9 not confirmed, 1 cannot tell");
}

/* A better photo settles the last one; then somebody counts again. */
static void
test_superseded (Fixture       *fixture,
                 gconstpointer  data)
{
  test_pieces (fixture, data);
  find (fixture, "bowl", 3, CST_FINDING_CONFIRMED);
  assert_found (fixture, "3 confirmed, 8 not confirmed, 1 cannot tell", "5 confirmed, 8 not confirmed, 1 cannot tell");
  find (fixture, "bowl", 12, CST_FINDING_NOT_CONFIRMED);
  assert_found (fixture, "Not confirmed", "2 confirmed, 12 not confirmed");
  find (fixture, "bowl", 1, CST_FINDING_CONFIRMED);
  assert_found (fixture, "1 confirmed, 11 not confirmed", "3 confirmed, 11 not confirmed");
}

static void
test_whole (Fixture       *fixture,
            gconstpointer  data)
{
  find (fixture, "bowl", 2, CST_FINDING_CONFIRMED);
  find (fixture, NULL, 0, CST_FINDING_CANNOT_TELL);
  assert_found (fixture, "Cannot tell", "Cannot tell");
  find (fixture, "bowl", 2, CST_FINDING_CONFIRMED);
  assert_found (fixture, "2 confirmed, 10 cannot tell", "2 confirmed, 12 cannot tell");
  find (fixture, "bowl", 1, CST_FINDING_CANNOT_TELL);
  assert_found (fixture, "2 confirmed, 1 cannot tell", "2 confirmed, 3 cannot tell");
}

/* What this desk decided and has not sent yet comes after what the account knows. */
static void
test_pending (Fixture       *fixture,
              gconstpointer  data)
{
  CstOperation *operation = cst_operation_new (CST_OPERATION_FINDING, 1, "o", "i");
  CstOperation *other = cst_operation_new (CST_OPERATION_FINDING, 1, "o", "another");

  find (fixture, "bowl", 12, CST_FINDING_CANNOT_TELL);
  operation->state = CST_OPERATION_QUEUED;
  cst_operation_add_line (operation, "bowl", 2)->finding = CST_FINDING_CONFIRMED;
  cst_operation_add_line (operation, "bowl", 10)->finding = CST_FINDING_NOT_CONFIRMED;
  other->state = CST_OPERATION_QUEUED;
  other->finding = CST_FINDING_CONFIRMED;
  g_ptr_array_add (fixture->operations, operation);
  g_ptr_array_add (fixture->operations, other);
  assert_found (fixture, "2 confirmed, 10 not confirmed", "2 confirmed, 10 not confirmed");

  operation->state = CST_OPERATION_CANCELLED;
  assert_found (fixture, "Cannot tell", "12 cannot tell");
}

/* A wrong invoice has no pieces: the finding is about the incident. */
static void
test_no_lines (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(CstIncident) incident = cst_incident_new ();
  g_autoptr(GArray) now = NULL;

  find (fixture, NULL, 0, CST_FINDING_CONFIRMED);
  now = cst_findings_now (incident, fixture->desk->findings);
  g_assert_cmpuint (now->len, ==, 1);
  g_assert_cmpint (g_array_index (now, CstLineFindings, 0).pieces[CST_FINDING_CONFIRMED], ==, 1);
  g_assert_nonnull (g_array_index (now, CstLineFindings, 0).newest);
}

static void
free_mark (gpointer data)
{
  cst_record_free (&cst_mark_type, data);
}

/* Whoever drew the marks keeps them; the finding has its own. */
static void
test_marks_are_copied (void)
{
  g_autoptr(GPtrArray) drawn = g_ptr_array_new_with_free_func (free_mark);
  g_autoptr(CstOperation) operation = cst_operation_new (CST_OPERATION_FINDING, 1, "o1", "i1");
  CstMark *mark = cst_record_new (&cst_mark_type);

  mark->attachment = g_strdup ("a1");
  mark->shape = CST_MARK_TEXT;
  mark->text = g_strdup ("edge");
  g_ptr_array_add (drawn, mark);
  cst_operation_set_marks (operation, drawn);
  cst_operation_set_marks (operation, drawn);
  cst_set_str (&mark->text, "corner");
  g_assert_cmpuint (operation->marks->len, ==, 1);
  g_assert_cmpstr (((CstMark *) g_ptr_array_index (operation->marks, 0))->text, ==, "edge");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/findings/R1/pieces", test_pieces);
  ADD ("/findings/R7/superseded", test_superseded);
  ADD ("/findings/R7/whole", test_whole);
  ADD ("/findings/R7/pending", test_pending);
  ADD ("/findings/no-lines", test_no_lines);
#undef ADD
  g_test_add_func ("/findings/R7/marks-are-copied", test_marks_are_copied);

  return g_test_run ();
}
