/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "cst-cache.h"
#include "cst-dossier-async.h"
#include "cst-dossier-manifest.h"
#include "cst-dossier-seal.h"
#include "cst-dossier-send.h"
#include "cst-dossier-verify.h"
#include "cst-files.h"
#include "cst-labels.h"
#include "cst-operations.h"
#include "cst-util.h"
#include "dossier-fixture.h"

/* P7, P10: what a case file says, what it lacks, where it goes. */

#define SEED 20261123

/* ── What is in it ─────────────────────────────────────────────────────────────────────────────── */

static void
test_sound (Case          *self,
            gconstpointer  unused)
{
  g_autoptr(CstDossierReport) report = NULL;
  GStatBuf about;

  case_apply_messages (self, 3);
  case_make (self, FALSE);
  report = case_verify (self);
  g_assert_cmpuint (report->problems->len, ==, 0);
  g_assert_cmpstr (report->seal, ==, self->seal);
  g_assert_cmpuint (strlen (self->seal), ==, CST_SEAL_DIGITS);
  g_assert_cmpstr (report->order_number, ==, "OC-1");
  g_assert_cmpstr (report->incident, ==, "P-i1");
  g_assert_cmpuint (report->n_parts, ==, 3);
  g_assert_cmpuint (report->n_entries, >, 0);
  g_assert_cmpint (g_stat (self->path, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0600);
}

/* While it is written: the rights of the file beside it, -1 before somebody saw it. */
typedef struct
{
  char *partial;
  int   mode;    /* atomic */
  int   is_over; /* atomic */
} Watch;

static gpointer
watch_thread (gpointer data)
{
  Watch *watch = data;
  GStatBuf about;

  while (!g_atomic_int_get (&watch->is_over))
    {
      if (g_stat (watch->partial, &about) == 0)
        {
          g_atomic_int_set (&watch->mode, (int) (about.st_mode & 0777));
          break;
        }
    }

  return NULL;
}

/* No right is given and taken back: not even its first byte is there for others. */
static void
test_private (Case          *self,
              gconstpointer  unused)
{
  g_autofree char *big = g_strnfill (4 << 20, 'x');
  g_autofree char *partial = g_strconcat (self->path, ".part", NULL);
  mode_t mask = umask (0);

  case_cache (self, "a1", big);
  for (Watch watch = { partial, -1, FALSE }; watch.mode < 0; watch.is_over = FALSE)
    {
      GThread *thread = g_thread_new ("watch", watch_thread, &watch);

      case_make (self, FALSE);
      g_atomic_int_set (&watch.is_over, TRUE);
      g_thread_join (thread);
      if (watch.mode >= 0)
        g_assert_cmpint (watch.mode, ==, 0600);
    }
  umask (mask);
}

/* P7: what it is and which one is in the journal, whose head the next one carries. */
static void
test_in_journal (Case          *self,
                 gconstpointer  unused)
{
  g_autoptr(CstDossier) dossier = NULL;
  g_autofree char *first = NULL;
  const CstJournalEntry *last;

  case_make (self, FALSE);
  case_note_made (self);
  first = g_steal_pointer (&self->seal);
  dossier = case_load (self, FALSE);
  last = g_ptr_array_index (dossier->journal, dossier->journal->len - 1);
  g_assert_cmpint (last->kind, ==, CST_JOURNAL_DOSSIER);
  g_assert_cmpstr (last->details.digest, ==, first);
  g_assert_cmpstr (last->hash, ==, dossier->head_hash);
  case_make (self, FALSE);
  g_assert_true (case_is_sound (self));
}

/* What the journal does not take is not there either, and what was there before is. */
static gboolean
make_noted (Case        *self,
            const char  *pdf_path,
            GError     **error)
{
  CstDossierTarget target = { self->path, (char *) pdf_path, NULL };
  g_autoptr(CstDossier) dossier = case_load (self, FALSE);
  g_autoptr(CstPhotoDecoder) decoder = cst_photo_decoder_new (1);

  g_clear_pointer (&self->seal, g_free);

  return cst_dossier_make (self->base.store, dossier, decoder, &target, NULL, NULL, NULL, &self->seal, error);
}

static guint
count_files (const char *dir)
{
  g_autoptr(GDir) open = g_dir_open (dir, 0, NULL);
  guint n_files = 0;

  while (g_dir_read_name (open) != NULL)
    n_files++;

  return n_files;
}

static void
test_not_noted (Case          *self,
                gconstpointer  unused)
{
  g_autofree char *dir = g_build_filename (self->base.dir, "out", NULL);
  g_autofree char *pdf_path = g_build_filename (dir, "case.pdf", NULL);
  g_autofree char *old = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir (dir, 0700), ==, 0);
  g_free (self->path);
  self->path = g_build_filename (dir, "case.zip", NULL);
  fixture_exec (&self->base, "CREATE TRIGGER refuse BEFORE INSERT ON journal BEGIN SELECT RAISE (ABORT, 'full'); END");
  g_assert_false (make_noted (self, pdf_path, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (self->seal);
  g_assert_cmpuint (count_files (dir), ==, 0);

  g_assert_true (g_file_set_contents (self->path, "an older one", -1, NULL));
  g_assert_false (make_noted (self, pdf_path, &error));
  g_clear_error (&error);
  g_assert_cmpuint (count_files (dir), ==, 1);
  g_assert_true (g_file_get_contents (self->path, &old, NULL, NULL));
  g_assert_cmpstr (old, ==, "an older one");

  fixture_exec (&self->base, "DROP TRIGGER refuse");
  make_noted (self, pdf_path, &error);
  g_assert_no_error (error);
  g_assert_true (case_is_sound (self));
  g_assert_cmpuint (count_files (dir), ==, 2);
  g_assert_cmpint (fixture_number (&self->base, "SELECT count(*) FROM journal WHERE kind = 'dossier'"), ==, 1);
}

/* And what cannot be put in its place is not in the journal. */
/* The journal may refuse at the very end, when both files are in their places already. */
static void
test_not_committed (Case          *self,
                    gconstpointer  unused)
{
  g_autofree char *dir = g_build_filename (self->base.dir, "out", NULL);
  g_autofree char *pdf_path = g_build_filename (dir, "case.pdf", NULL);
  g_autofree char *old = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir (dir, 0700), ==, 0);
  g_free (self->path);
  self->path = g_build_filename (dir, "case.zip", NULL);
  fixture_exec (&self->base, "CREATE TABLE nobody (account INTEGER REFERENCES accounts (id) DEFERRABLE INITIALLY"
                             " DEFERRED); CREATE TRIGGER refuse AFTER INSERT ON journal BEGIN"
                             " INSERT INTO nobody VALUES (-1); END");
  g_assert_true (g_file_set_contents (self->path, "an older one", -1, NULL));
  g_assert_false (make_noted (self, pdf_path, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_cmpuint (count_files (dir), ==, 1);
  g_assert_true (g_file_get_contents (self->path, &old, NULL, NULL));
  g_assert_cmpstr (old, ==, "an older one");

  fixture_exec (&self->base, "DROP TRIGGER refuse");
  make_noted (self, pdf_path, &error);
  g_assert_no_error (error);
  g_assert_true (case_is_sound (self));
  g_assert_cmpuint (count_files (dir), ==, 2);
  make_noted (self, pdf_path, &error);
  g_assert_no_error (error);
  g_assert_true (case_is_sound (self));
  g_assert_cmpuint (count_files (dir), ==, 2);
}

static void
test_not_written (Case          *self,
                  gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir (self->path, 0700), ==, 0);
  g_assert_false (make_noted (self, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (count_files (self->path), ==, 0);
  g_assert_cmpint (fixture_number (&self->base, "SELECT count(*) FROM journal WHERE kind = 'dossier'"), ==, 0);
}

typedef struct
{
  Case   *base;
  gint64  at;
  gint64  amount;
} Decided;

static gpointer
note_decided (CstDb         *db,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  const Decided *decided = request;
  CstRuling ruling = { .outcome = CST_RULING_REFUND, .decided_at = decided->at, .amount = decided->amount,
                       .tax_mode = CST_TAX_INCLUDED, .currency = "EUR" };
  g_autoptr(CstCaseMark) mark = cst_case_mark_new_ruling ("i1", &ruling);

  mark->at = decided->at;

  return GINT_TO_POINTER (cst_rules_mark_sync (decided->base->rules, db, decided->base->account, mark, error));
}

static void
assert_told (const CstDossier *dossier,
             gint64            amount)
{
  CstRuling ruling = { .outcome = CST_RULING_REFUND, .amount = amount, .tax_mode = CST_TAX_INCLUDED,
                       .currency = "EUR" };
  g_autofree char *words = cst_label_ruling (&ruling);
  guint n_told = 0;

  for (guint i = 0; i < dossier->events->len; i++)
    n_told += g_strcmp0 (((const CstDossierEvent *) g_ptr_array_index (dossier->events, i))->detail, words) == 0;
  g_assert_cmpuint (n_told, ==, 1);
}

/* P7: what was noted first is told as it was noted, though another decision was noted later. */
static void
test_noted_anew (Case          *self,
                 gconstpointer  unused)
{
  g_autoptr(CstDossier) dossier = NULL;

  fixture_run (&self->base, note_decided, &(Decided){ self, FIXTURE_NOW - 500, 700 });
  fixture_run (&self->base, note_decided, &(Decided){ self, FIXTURE_NOW - 400, 900 });
  dossier = case_load (self, FALSE);
  assert_told (dossier, 700);
  assert_told (dossier, 900);
}

static gpointer
note_asked (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  const Decided *asked = request;
  g_autofree char *when = cst_time_format (asked->at);
  g_autoptr(CstCaseMark) mark = cst_case_mark_new ("i1", CST_CASE_MARK_MOMENT,
                                                   cst_enum_nick (&cst_moment_type, CST_MOMENT_ARBITRATION), when);

  mark->at = FIXTURE_NOW;
  mark->note = g_strdup ("No word for a week");

  return GINT_TO_POINTER (cst_rules_mark_sync (asked->base->rules, db, asked->base->account, mark, error));
}

/* P6, P7: what was asked for and noted days later stands in its place of the chronology, and says when it was noted. */
static void
test_noted_later (Case          *self,
                  gconstpointer  unused)
{
  const gint64 asked_at = FIXTURE_NOW - 6999;
  g_autoptr(CstDossier) dossier = NULL;
  gint64 before = 0;
  gboolean is_told = FALSE;

  case_apply_messages (self, 3);
  fixture_run (&self->base, note_asked, &(Decided){ self, asked_at, 0 });
  dossier = case_load (self, FALSE);
  for (guint i = 0; i < dossier->events->len; i++)
    {
      const CstDossierEvent *event = g_ptr_array_index (dossier->events, i);

      g_assert_cmpint (event->at, >=, before);
      before = event->at;
      if (event->detail == NULL || !g_str_has_prefix (event->detail, "No word for a week"))
        continue;
      g_assert_cmpint (event->at, ==, asked_at);
      g_assert_nonnull (strstr (event->detail, "noted on 23 Nov 2026"));
      is_told = TRUE;
    }
  g_assert_true (is_told);
}

static gboolean
misses (const CstDossier *dossier,
        const char       *kind)
{
  for (guint i = 0; i < dossier->gaps->len; i++)
    {
      if (g_str_equal (((const CstDossierGap *) g_ptr_array_index (dossier->gaps, i))->kind, kind))
        return TRUE;
    }

  return FALSE;
}

/* P7, P10: what is missing is named, and no longer once it is there. */
static void
test_complete (Case          *self,
               gconstpointer  unused)
{
  g_autoptr(CstDossier) before = case_load (self, FALSE);
  g_autoptr(CstDossier) after = NULL;
  g_autofree char *gone = cst_cache_path (self->base.store, self->account, "a2");

  g_assert_cmpuint (before->checks->len, >, 3);
  g_assert_true (misses (before, "communications"));
  g_assert_true (misses (before, "findings"));
  g_assert_true (misses (before, "tracking"));
  g_assert_true (misses (before, "dates"));
  g_assert_false (misses (before, "photos"));
  g_assert_false (misses (before, "label"));

  case_apply_messages (self, 2);
  g_unlink (gone);
  after = case_load (self, FALSE);
  g_assert_false (misses (after, "communications"));
  g_assert_true (misses (after, "photos"));
}

static void
assert_without (const char *text,
                const char *word)
{
  if (text != NULL && strstr (text, word) != NULL)
    g_test_message ("“%s” is in “%s”", word, text);
  g_assert_true (text == NULL || strstr (text, word) == NULL);
}

static void
test_redacted (Case          *self,
               gconstpointer  unused)
{
  g_autoptr(CstDossier) dossier = NULL;

  case_apply_messages (self, 4);
  dossier = case_load (self, TRUE);
  g_assert_cmpstr (dossier->order->number, ==, "OC-1");
  for (guint i = 0; i < dossier->thread->messages->len; i++)
    {
      const CstMessage *message = g_ptr_array_index (dossier->thread->messages, i);

      assert_without (message->body, "Marchand");
      assert_without (message->body, "06 12");
    }
  for (guint i = 0; i < dossier->events->len; i++)
    {
      const CstDossierEvent *event = g_ptr_array_index (dossier->events, i);

      assert_without (event->who, "Odile");
      assert_without (event->detail, "Odile");
    }
  for (guint i = 0; i < dossier->files->len; i++)
    g_assert_null (((const CstDossierFile *) g_ptr_array_index (dossier->files, i))->attachment->filename);

  /* What is no picture cannot be freed of what it says, so it stays here. */
  case_make (self, TRUE);
  {
    g_autoptr(CstDossierReport) report = case_verify (self);

    g_assert_cmpuint (report->problems->len, ==, 0);
    g_assert_cmpuint (report->n_parts, ==, 1);
    g_assert_true (report->is_redacted);
  }
}

/* ── Sent ──────────────────────────────────────────────────────────────────────────────────────── */

static void
set_up_site (Case   *self,
             gint64  limit)
{
  g_autoptr(CstAccount) account = cst_account_new ();

  account->id = self->account;
  account->name = g_strdup ("pix");
  account->connector = g_strdup ("constat");
  account->info.site = g_strdup ("Pixmania");
  account->info.capabilities = CST_CAN_READ_INCIDENTS | CST_CAN_MESSAGE | CST_CAN_ESCALATE;
  account->info.may_decide = TRUE;
  account->info.attachment_limit = limit;
  case_save_account (self, account);
}

static CstDossierSent *
try_to_send (Case    *self,
             GError **error)
{
  g_autoptr(CstDossier) dossier = case_load (self, FALSE);
  g_autoptr(CstPhotoDecoder) decoder = cst_photo_decoder_new (1);
  CstPerson person = { .id = (char *) "p1", .name = (char *) "Ada Lovelace" };

  return cst_dossier_send (self->base.store, dossier, decoder, &person, 0, NULL, error);
}

static void
assert_part (Case               *self,
             const CstOperation *operation,
             guint               number,
             guint               n_parts,
             guint              *n_members)
{
  const CstOutgoingFile *file = g_ptr_array_index (operation->files, 0);
  g_autofree char *path = cst_files_path (self->base.store, file);
  g_autofree char *which = g_strdup_printf ("%u of %u.", number, n_parts);
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDossierReport) report = cst_dossier_verify (path, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->problems->len, ==, 0);
  g_assert_nonnull (strstr (operation->text, report->seal));
  g_assert_nonnull (strstr (operation->text, which));
  g_assert_cmpint (file->size, <=, 120000);
  g_assert_cmpint (operation->purpose, ==, CST_PURPOSE_ESCALATION);
  *n_members += report->n_parts;
}

/* Each part proves itself, says which it is, keeps to the limit; all of them wait in the outbox, once. */
static void
test_sent (Case          *self,
           gconstpointer  unused)
{
  g_autoptr(CstDossierSent) sent = NULL;
  g_autoptr(CstDossierSent) again = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *big = g_strnfill (60000, 'x');
  guint n_members = 0;

  case_cache (self, "a1", big);
  big[0] = 'y';
  case_cache (self, "a2", big);
  set_up_site (self, 120000);
  sent = try_to_send (self, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sent->operations->len, >, 1);
  g_assert_cmpuint (sent->too_big->len, ==, 0);
  for (guint i = 0; i < sent->operations->len; i++)
    assert_part (self, g_ptr_array_index (sent->operations, i), i + 1, sent->operations->len, &n_members);
  g_assert_cmpuint (n_members, ==, 3);
  g_assert_cmpint (fixture_number (&self->base, "SELECT count(*) FROM operations"), ==, sent->operations->len);

  again = try_to_send (self, &error);
  g_assert_null (again);
  g_assert_error (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED);
  g_assert_cmpint (fixture_number (&self->base, "SELECT count(*) FROM operations"), ==, sent->operations->len);
}

/* What no limit lets pass is named. */
static void
test_too_big (Case          *self,
              gconstpointer  unused)
{
  g_autoptr(CstDossierSent) sent = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *big = g_strnfill (400000, 'x');

  case_cache (self, "a2", big);
  set_up_site (self, 200000);
  sent = try_to_send (self, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sent->too_big->len, ==, 1);
  g_assert_cmpint (g_array_index (sent->too_big, int, 0), ==, 2);
  g_assert_nonnull (strstr (((const CstOperation *) g_ptr_array_index (sent->operations, 0))->text, "exhibits 2."));
}

/* Without its pages it is no case file; where the site takes none, it says what to do. */
static void
test_cannot_send (Case          *self,
                  gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (try_to_send (self, &error));
  g_assert_error (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED);
  g_assert_nonnull (strstr (error->message, "keep the seal"));
  g_clear_error (&error);

  set_up_site (self, 9000);
  g_assert_null (try_to_send (self, &error));
  g_assert_error (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED);
  g_assert_cmpint (fixture_number (&self->base, "SELECT count(*) FROM operations"), ==, 0);
}

static guint
count_leftovers (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n_leftovers = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n_leftovers += g_str_has_prefix (name, "constat-case-file-");

  return n_leftovers;
}

/* A part that cannot be written takes with it the parts before it: none of them stays among the temporary files. */
static void
test_no_leftovers (Case          *self,
                   gconstpointer  unused)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (SEED);
  g_autoptr(GError) error = NULL;
  g_autofree char *big = g_strnfill (110000, 'x');
  struct rlimit before, tight;

  for (gsize i = 0; i < 110000; i++)
    big[i] = (char) g_rand_int_range (random, 1, 256);
  case_cache (self, "a2", big);
  set_up_site (self, 120000);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  tight = before;
  tight.rlim_cur = 100000;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &tight), ==, 0);
  g_assert_null (try_to_send (self, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_cmpuint (count_leftovers (g_get_tmp_dir ()), ==, 0);
}

#define ADD(path, func) g_test_add (path, Case, NULL, case_set_up, func, case_tear_down)

int
main (int    argc,
      char **argv)
{
  /* Apart from what else runs: what is left there is ours. */
  char tmp[] = "/tmp/constat-dossier-XXXXXX";
  int status;

  g_assert_nonnull (g_mkdtemp (tmp));
  g_setenv ("TMPDIR", tmp, TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("/P7/dossier/sound", test_sound);
  ADD ("/P7/dossier/private-from-the-start", test_private);
  ADD ("/P7/dossier/in-journal", test_in_journal);
  ADD ("/P7/dossier/noted-or-not-there", test_not_noted);
  ADD ("/P7/dossier/noted-for-certain-or-not-there", test_not_committed);
  ADD ("/P7/dossier/there-or-not-noted", test_not_written);
  ADD ("/P7/dossier/decided-twice", test_noted_anew);
  ADD ("/P6/dossier/noted-later", test_noted_later);
  ADD ("/P10/dossier/what-is-missing", test_complete);
  ADD ("/R12/dossier/redacted", test_redacted);
  ADD ("/P7/dossier/sent-in-parts", test_sent);
  ADD ("/P7/dossier/too-big-for-the-site", test_too_big);
  ADD ("/P7/dossier/not-sent", test_cannot_send);
  ADD ("/P7/dossier/no-leftovers", test_no_leftovers);

  status = g_test_run ();
  g_rmdir (tmp);

  return status;
}
