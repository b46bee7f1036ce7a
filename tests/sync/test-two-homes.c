/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-cache.h"
#include "cst-constat.h"
#include "cst-files.h"
#include "cst-home.h"
#include "cst-sandbox-process.h"
#include "cst-util.h"

/* Two desks of one account, each with its own store. */
typedef struct
{
  CstSandboxProcess *sandbox;
  CstHome           *home[2];
  CstMarketplace    *marketplace[2];
} Fixture;

static void
sync_home (Fixture *fixture,
           int      which)
{
  g_autoptr(GError) error = NULL;

  cst_home_sync (fixture->home[which], fixture->marketplace[which],
                 CST_SYNC_PULL | CST_SYNC_PUSH | CST_SYNC_CHECK, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->sandbox = cst_sandbox_process_new (NULL, 0);
  for (int i = 0; i < 2; i++)
    {
      fixture->marketplace[i] = cst_site_new (&cst_constat, fixture->sandbox->url, fixture->sandbox->token, NULL);
      fixture->home[i] = cst_home_new (NULL, fixture->sandbox->url, cst_time_parse (CST_SANDBOX_NOW));
      sync_home (fixture, i);
    }
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  for (int i = 0; i < 2; i++)
    {
      cst_home_free (fixture->home[i]);
      g_assert_finalize_object (fixture->marketplace[i]);
    }
  cst_sandbox_process_free (fixture->sandbox);
}

static gint64
decide (CstHome            *home,
        CstOperationKind    kind,
        const CstIncident  *incident,
        const char         *text,
        GError            **error)
{
  const CstLineQuantity *line = g_ptr_array_index (incident->lines, 0);
  g_autoptr(CstOperation) operation = cst_home_new_operation (home, kind, incident->order, incident->id);

  g_free (operation->text);
  operation->text = g_strdup (text);
  operation->finding = CST_FINDING_NOT_CONFIRMED;
  if (cst_operation_is_resolution (operation))
    cst_operation_add_line (operation, line->line, 1);

  return cst_home_decide (home, operation, 0, error);
}

static CstIncident *
decide_on_open (Fixture *fixture,
                gint64  *id)
{
  g_autoptr(GPtrArray) incidents = cst_home_incidents (fixture->home[0]);

  for (guint i = 0; i < incidents->len; i++)
    {
      if ((*id = decide (fixture->home[0], CST_OPERATION_REFUND, g_ptr_array_index (incidents, i), "A’s note", NULL)))
        return cst_incident_copy (g_ptr_array_index (incidents, i));
    }

  g_assert_not_reached ();
}

/* R7: A refunds while B, offline, replaces: A's stands, B sees a conflict and keeps its text. */
static void
test_conflict (Fixture       *fixture,
               gconstpointer  data)
{
  gint64 ids[2] = { 0, 0 };
  g_autoptr(CstIncident) incident = decide_on_open (fixture, &ids[0]);
  g_autoptr(CstOperation) refund = NULL;
  g_autoptr(CstOperation) replacement = NULL;
  g_autoptr(GError) error = NULL;

  ids[1] = decide (fixture->home[1], CST_OPERATION_REPLACEMENT, incident, "B’s note", &error);
  g_assert_no_error (error);
  sync_home (fixture, 0);
  sync_home (fixture, 1);

  refund = cst_home_operation (fixture->home[0], ids[0]);
  replacement = cst_home_operation (fixture->home[1], ids[1]);
  g_assert_cmpint (refund->state, ==, CST_OPERATION_CONFIRMED);
  g_assert_cmpint (replacement->state, ==, CST_OPERATION_CONFLICT);
  g_assert_cmpstr (replacement->text, ==, "B’s note");
  g_assert_nonnull (replacement->last_problem);
  g_assert_cmpuint (cst_sandbox_process_executed (fixture->sandbox, refund->key), ==, 1);
  g_assert_cmpuint (cst_sandbox_process_executed (fixture->sandbox, replacement->key), ==, 0);
}

/* Both send without looking first: the marketplace decides, and its answer brings the other's decision along. */
static void
test_race (Fixture       *fixture,
           gconstpointer  data)
{
  gint64 ids[2] = { 0, 0 };
  g_autoptr(CstIncident) incident = decide_on_open (fixture, &ids[0]);
  g_autoptr(CstOperation) replacement = NULL;
  g_autoptr(GPtrArray) incidents = NULL;
  gboolean seen = FALSE;

  ids[1] = decide (fixture->home[1], CST_OPERATION_REPLACEMENT, incident, "B’s note", NULL);
  for (int i = 0; i < 2; i++)
    g_assert_true (cst_home_sync (fixture->home[i], fixture->marketplace[i], CST_SYNC_PUSH, NULL, NULL));

  replacement = cst_home_operation (fixture->home[1], ids[1]);
  g_assert_cmpint (replacement->state, ==, CST_OPERATION_CONFLICT);
  incidents = cst_home_incidents (fixture->home[1]);
  for (guint i = 0; i < incidents->len; i++)
    {
      const CstIncident *known = g_ptr_array_index (incidents, i);

      if (g_str_equal (known->id, incident->id))
        seen = cst_incident_open_resolution (known) != NULL;
    }
  g_assert_true (seen);
}

static gboolean
has_note (const CstDesk *desk,
          const char    *text)
{
  for (guint i = 0; i < desk->notes->len; i++)
    {
      const CstNote *note = g_ptr_array_index (desk->notes, i);

      if (g_strcmp0 (note->text, text) == 0)
        return TRUE;
    }

  return FALSE;
}

static CstIncident *
find_with_photo (CstHome *home)
{
  g_autoptr(GPtrArray) incidents = cst_home_incidents (home);

  for (guint i = 0; i < incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (incidents, i);

      if (incident->attachments->len > 0 && incident->lines->len > 0 && !cst_incident_is_settled (incident))
        return cst_incident_copy (incident);
    }

  g_assert_not_reached ();
}

/* R7: what B found, on how many pieces and where on the photo, appears at A. */
static void
test_finding (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(CstIncident) incident = find_with_photo (fixture->home[1]);
  const CstLineQuantity *line = g_ptr_array_index (incident->lines, 0);
  const CstAttachment *photo = g_ptr_array_index (incident->attachments, 0);
  g_autoptr(CstOperation) operation = cst_home_new_operation (fixture->home[1], CST_OPERATION_FINDING, incident->order,
                                                              incident->id);
  g_autoptr(CstDesk) desk = NULL;
  g_autoptr(GError) error = NULL;
  CstMark *mark = cst_record_new (&cst_mark_type);
  const CstFinding *found;

  cst_operation_add_line (operation, line->line, 1)->finding = CST_FINDING_CONFIRMED;
  mark->attachment = g_strdup (photo->id);
  mark->shape = CST_MARK_CIRCLE;
  mark->x1 = 1234;
  mark->x2 = 5678;
  mark->y2 = 9999;
  g_ptr_array_add (operation->marks, mark);
  g_assert_cmpint (cst_home_decide (fixture->home[1], operation, 0, &error), !=, 0);
  g_assert_no_error (error);
  sync_home (fixture, 1);
  sync_home (fixture, 0);

  desk = cst_home_desk (fixture->home[0], incident->id);
  found = g_ptr_array_index (desk->findings, desk->findings->len - 1);
  g_assert_cmpstr (found->line, ==, line->line);
  g_assert_cmpint (found->quantity, ==, 1);
  g_assert_cmpint (found->finding, ==, CST_FINDING_CONFIRMED);
  g_assert_cmpuint (found->marks->len, ==, 1);
  g_assert_true (cst_record_equal (&cst_mark_type, g_ptr_array_index (found->marks, 0), mark));
}

/* R7: a photo from B's packing bench is on A's computer after the next run, however often it was sent. */
static void
test_evidence (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(CstIncident) incident = find_with_photo (fixture->home[1]);
  g_autoptr(CstOperation) operation = cst_home_new_operation (fixture->home[1], CST_OPERATION_EVIDENCE, incident->order,
                                                              incident->id);
  g_autofree char *source = g_build_filename (fixture->home[1]->dir, "bench.txt", NULL);
  CstOutgoingFile *file = cst_record_new (&cst_outgoing_file_type);
  g_autoptr(CstDesk) desk = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *cached = NULL;
  g_autofree char *contents = NULL;
  const CstEvidence *evidence;

  g_assert_true (g_file_set_contents (source, "what the bench saw", -1, NULL));
  g_assert_true (cst_files_take (fixture->home[1]->store, source, "bench.txt", "text/plain", file, &error));
  g_ptr_array_add (operation->files, file);
  cst_set_str (&operation->text, "Packed well");
  g_assert_cmpint (cst_home_decide (fixture->home[1], operation, 0, &error), !=, 0);
  g_assert_no_error (error);
  sync_home (fixture, 1);
  sync_home (fixture, 1);
  g_assert_cmpuint (cst_sandbox_process_executed (fixture->sandbox, operation->key), ==, 1);
  g_assert_true (cst_home_sync (fixture->home[0], fixture->marketplace[0], CST_SYNC_EVERYTHING, NULL, &error));

  desk = cst_home_desk (fixture->home[0], incident->id);
  g_assert_cmpuint (desk->evidence->len, ==, 1);
  evidence = g_ptr_array_index (desk->evidence, 0);
  g_assert_cmpstr (evidence->note, ==, "Packed well");
  g_assert_cmpstr (evidence->attachment.filename, ==, "bench.txt");
  cached = cst_cache_path (fixture->home[0]->store, fixture->home[0]->account->id, evidence->attachment.id);
  g_assert_true (g_file_get_contents (cached, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "what the bench saw");
}

/* R7: B's finding and note appear at A. */
static void
test_desk (Fixture       *fixture,
           gconstpointer  data)
{
  gint64 id = 0;
  g_autoptr(CstIncident) incident = decide_on_open (fixture, &id);
  g_autoptr(CstDesk) desk = NULL;
  g_autoptr(CstDesk) before = cst_home_desk (fixture->home[0], incident->id);

  g_assert_cmpint (decide (fixture->home[1], CST_OPERATION_FINDING, incident, "scratched", NULL), !=, 0);
  g_assert_cmpint (decide (fixture->home[1], CST_OPERATION_NOTE, incident, "Call them", NULL), !=, 0);
  sync_home (fixture, 1);
  sync_home (fixture, 0);
  desk = cst_home_desk (fixture->home[0], incident->id);
  g_assert_cmpuint (desk->findings->len, ==, before->findings->len + 1);
  g_assert_false (has_note (before, "Call them"));
  g_assert_true (has_note (desk, "Call them"));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/two-homes/R7/conflict", test_conflict);
  ADD ("/two-homes/R7/race", test_race);
  ADD ("/two-homes/R7/finding", test_finding);
  ADD ("/two-homes/R7/evidence", test_evidence);
  ADD ("/two-homes/R7/desk", test_desk);

  return g_test_run ();
}
