/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <archive.h>
#include <archive_entry.h>
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
#include "cst-journal-entry.h"
#include "cst-json.h"
#include "cst-labels.h"
#include "cst-operations.h"
#include "cst-util.h"
#include "truth-fixture.h"

/* P7, P10: a case file proves itself: each of its bytes counts, and nothing in it is believed. */

#define SEED 20261123

typedef struct
{
  Fixture   base;
  gint64    account;
  CstRules *rules;
  char     *path;
  char     *seal;
} Case;

static gpointer
save_account_func (CstDb         *db,
                   gpointer       request,
                   GCancellable  *cancellable,
                   GError       **error)
{
  return GSIZE_TO_POINTER ((gsize) cst_db_save_account (db, request, error));
}

static CstAttachment *
new_attachment (const char *id)
{
  CstAttachment *attachment = cst_record_new (&cst_attachment_type);

  attachment->id = g_strdup (id);
  attachment->filename = g_strdup_printf ("%s of Odile Marchand.txt", id);
  attachment->media_type = g_strdup ("text/plain");
  attachment->status = CST_ATTACHMENT_AVAILABLE;
  attachment->created_at = FIXTURE_NOW - 7100;

  return attachment;
}

typedef struct
{
  gint64      account;
  const char *id;
} Cached;

static gpointer
note_cached (CstDb         *db,
             gpointer       request,
             GCancellable  *cancellable,
             GError       **error)
{
  const Cached *cached = request;
  g_autoptr(CstCacheEntry) entry = cst_cache_entry_new ();

  entry->state = CST_CACHE_CACHED;
  entry->path = cst_cache_name (cached->account, cached->id);

  return GINT_TO_POINTER (cst_db_cache_store (db, cached->account, cached->id, entry, error));
}

static void
cache (Case       *self,
       const char *id,
       const char *content)
{
  g_autofree char *path = cst_cache_path (self->base.store, self->account, id);
  g_autofree char *dir = g_path_get_dirname (path);
  Cached cached = { self->account, id };

  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  fixture_run (&self->base, note_cached, &cached);
}

static void
apply_messages (Case  *self,
                guint  n_messages)
{
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();
  CstThread *thread = make_thread ("1", 2);

  for (guint i = 0; i < n_messages; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i + 1);
      CstMessage *message = add_message (thread, id, i % 2 == 0 ? CST_PARTY_CUSTOMER : CST_PARTY_BRAND,
                                         i % 2 == 0 ? "Odile Marchand, 06 12 34 56 78" : "Bonjour Mme Marchand");

      message->incident = g_strdup ("i1");
      message->sent_at = FIXTURE_NOW - 7000 + (gint64) i;
    }
  g_ptr_array_add (changes->threads, thread);
  cst_applied_free (apply (&self->base, self->account, changes));
}

static void
set_up (Case          *self,
        gconstpointer  unused)
{
  g_autoptr(CstAccount) account = cst_account_new ();
  CstOrder *order = make_order ("1", 1, CST_ORDER_DELIVERED);
  CstIncident *incident = make_incident ("i1", "1", 1, CST_INCIDENT_SUBMITTED);

  fixture_set_up (&self->base, NULL);
  account->name = g_strdup ("pix");
  account->connector = g_strdup ("constat");
  account->info.site = g_strdup ("Pixmania");
  account->info.audience = CST_CUSTOMER_CONSUMER;
  self->account = (gint64) GPOINTER_TO_SIZE (fixture_run (&self->base, save_account_func, account));
  self->rules = cst_rules_new (self->base.store, self->base.clock, NULL);
  cst_set_str (&order->customer.name, "Odile Marchand");
  order->customer.kind = CST_CUSTOMER_CONSUMER;
  order->shipped_at = FIXTURE_NOW - 50000;
  g_ptr_array_add (incident->attachments, new_attachment ("a1"));
  g_ptr_array_add (incident->attachments, new_attachment ("a2"));
  apply_order (&self->base, self->account, order);
  apply_incident (&self->base, self->account, incident);
  cache (self, "a1", "what the first file says");
  cache (self, "a2", "what the second file says");
  self->path = g_build_filename (self->base.dir, "case.zip", NULL);
}

static void
tear_down (Case          *self,
           gconstpointer  unused)
{
  g_clear_object (&self->rules);
  fixture_tear_down (&self->base, NULL);
  g_free (self->path);
  g_free (self->seal);
}

static CstDossier *
load (Case     *self,
      gboolean  is_redacted)
{
  g_autoptr(GError) error = NULL;
  CstDossierOptions options = { .with_notes = FALSE, .is_redacted = is_redacted };
  CstDb *db = cst_store_open_reader (self->base.store, &error);
  CstDossier *dossier;

  g_assert_no_error (error);
  g_assert_true (cst_db_begin_read (db, &error));
  dossier = cst_dossier_load (self->base.store, db, cst_rules_get_set (self->rules), self->account, "i1", &options,
                              FIXTURE_NOW, &error);
  g_assert_no_error (error);
  cst_db_rollback (db);
  cst_db_close (db);

  return dossier;
}

static void
make (Case     *self,
      gboolean  is_redacted)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDossier) dossier = load (self, is_redacted);
  g_autoptr(CstPhotoDecoder) decoder = cst_photo_decoder_new (1);

  g_clear_pointer (&self->seal, g_free);
  cst_dossier_write (dossier, decoder, self->path, NULL, NULL, NULL, NULL, &self->seal, &error);
  g_assert_no_error (error);
}

static CstDossierReport *
verify (Case *self)
{
  g_autoptr(GError) error = NULL;
  CstDossierReport *report = cst_dossier_verify (self->path, &error);

  g_assert_no_error (error);

  return report;
}

static void
assert_problem (Case       *self,
                const char *words)
{
  g_autoptr(CstDossierReport) report = verify (self);
  gboolean is_told = FALSE;

  for (guint i = 0; i < report->problems->len; i++)
    is_told = is_told || strstr (g_ptr_array_index (report->problems, i), words) != NULL;
  if (!is_told)
    g_test_message ("not told: %s", words);
  g_assert_true (is_told);
}

static gboolean
is_sound (Case *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDossierReport) report = cst_dossier_verify (self->path, &error);

  return report != NULL && report->problems->len == 0;
}

/* ── What is in it ─────────────────────────────────────────────────────────────────────────────── */

static void
test_sound (Case          *self,
            gconstpointer  unused)
{
  g_autoptr(CstDossierReport) report = NULL;
  GStatBuf about;

  apply_messages (self, 3);
  make (self, FALSE);
  report = verify (self);
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

  cache (self, "a1", big);
  for (Watch watch = { partial, -1, FALSE }; watch.mode < 0; watch.is_over = FALSE)
    {
      GThread *thread = g_thread_new ("watch", watch_thread, &watch);

      make (self, FALSE);
      g_atomic_int_set (&watch.is_over, TRUE);
      g_thread_join (thread);
      if (watch.mode >= 0)
        g_assert_cmpint (watch.mode, ==, 0600);
    }
  umask (mask);
}

/* P7: what it is and which one is in the journal, whose head the next one carries. */
static gpointer
note_made (CstDb         *db,
           gpointer       request,
           GCancellable  *cancellable,
           GError       **error)
{
  Case *self = request;

  return GINT_TO_POINTER (cst_db_journal_add_dossier (db, self->account, "1", "i1", NULL, self->seal, FIXTURE_NOW,
                                                      error));
}

static void
test_in_journal (Case          *self,
                 gconstpointer  unused)
{
  g_autoptr(CstDossier) dossier = NULL;
  g_autofree char *first = NULL;
  const CstJournalEntry *last;

  make (self, FALSE);
  fixture_run (&self->base, note_made, self);
  first = g_steal_pointer (&self->seal);
  dossier = load (self, FALSE);
  last = g_ptr_array_index (dossier->journal, dossier->journal->len - 1);
  g_assert_cmpint (last->kind, ==, CST_JOURNAL_DOSSIER);
  g_assert_cmpstr (last->details.digest, ==, first);
  g_assert_cmpstr (last->hash, ==, dossier->head_hash);
  make (self, FALSE);
  g_assert_true (is_sound (self));
}

/* What the journal does not take is not there either, and what was there before is. */
static gboolean
make_noted (Case        *self,
            const char  *pdf_path,
            GError     **error)
{
  CstDossierTarget target = { self->path, (char *) pdf_path, NULL };
  g_autoptr(CstDossier) dossier = load (self, FALSE);
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
  g_assert_true (is_sound (self));
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
  g_assert_true (is_sound (self));
  g_assert_cmpuint (count_files (dir), ==, 2);
  make_noted (self, pdf_path, &error);
  g_assert_no_error (error);
  g_assert_true (is_sound (self));
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
  dossier = load (self, FALSE);
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

  apply_messages (self, 3);
  fixture_run (&self->base, note_asked, &(Decided){ self, asked_at, 0 });
  dossier = load (self, FALSE);
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
  g_autoptr(CstDossier) before = load (self, FALSE);
  g_autoptr(CstDossier) after = NULL;
  g_autofree char *gone = cst_cache_path (self->base.store, self->account, "a2");

  g_assert_cmpuint (before->checks->len, >, 3);
  g_assert_true (misses (before, "communications"));
  g_assert_true (misses (before, "findings"));
  g_assert_true (misses (before, "tracking"));
  g_assert_true (misses (before, "dates"));
  g_assert_false (misses (before, "photos"));
  g_assert_false (misses (before, "label"));

  apply_messages (self, 2);
  g_unlink (gone);
  after = load (self, FALSE);
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

  apply_messages (self, 4);
  dossier = load (self, TRUE);
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
  make (self, TRUE);
  {
    g_autoptr(CstDossierReport) report = verify (self);

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
  fixture_run (&self->base, save_account_func, account);
}

static CstDossierSent *
try_to_send (Case    *self,
             GError **error)
{
  g_autoptr(CstDossier) dossier = load (self, FALSE);
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

  cache (self, "a1", big);
  big[0] = 'y';
  cache (self, "a2", big);
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

  cache (self, "a2", big);
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
  cache (self, "a2", big);
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

/* ── Every byte ────────────────────────────────────────────────────────────────────────────────── */

static void
flip (Case  *self,
      char  *bytes,
      gsize  size,
      gsize  at,
      int    bit)
{
  bytes[at] = (char) (bytes[at] ^ (1 << bit));
  g_assert_true (g_file_set_contents (self->path, bytes, (gssize) size, NULL));
  if (is_sound (self))
    g_error ("nobody notices bit %d of byte %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT, bit, at, size);
  bytes[at] = (char) (bytes[at] ^ (1 << bit));
}

static void
test_any_byte (Case          *self,
               gconstpointer  unused)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (SEED);
  g_autofree char *bytes = NULL;
  gsize size = 0;

  make (self, FALSE);
  g_assert_true (g_file_get_contents (self->path, &bytes, &size, NULL));
  for (gsize i = 0; i < 48; i++)
    flip (self, bytes, size, i, (int) (i % 8));
  for (gsize i = size - 160; i < size; i++)
    flip (self, bytes, size, i, (int) (i % 8));
  /* Every part is longer than a step: each of them is hit. */
  for (gsize i = 0; i < size; i += 97)
    flip (self, bytes, size, i, (int) (i % 8));
  for (guint i = 0; i < 100; i++)
    flip (self, bytes, size, (gsize) g_rand_int_range (random, 0, (gint32) size), g_rand_int_range (random, 0, 8));

  g_assert_true (g_file_set_contents (self->path, bytes, (gssize) size, NULL));
  g_assert_true (is_sound (self));
}

/* One byte more or less, wherever it is. */
static void
test_shifted (Case          *self,
              gconstpointer  unused)
{
  g_autofree char *bytes = NULL;
  g_autofree char *other = NULL;
  gsize size = 0;

  make (self, FALSE);
  g_assert_true (g_file_get_contents (self->path, &bytes, &size, NULL));
  other = g_malloc (size + 1);
  for (gsize at = 0; at < size; at += MAX (size / 60, 1))
    {
      memcpy (other, bytes, at);
      other[at] = 'x';
      memcpy (other + at + 1, bytes + at, size - at);
      g_assert_true (g_file_set_contents (self->path, other, (gssize) size + 1, NULL));
      g_assert_false (is_sound (self));
      memcpy (other + at, bytes + at + 1, size - at - 1);
      g_assert_true (g_file_set_contents (self->path, other, (gssize) size - 1, NULL));
      g_assert_false (is_sound (self));
    }
}

static void
test_ends (Case          *self,
           gconstpointer  unused)
{
  static const gsize cuts[] = { 1, 2, 64, 65, 89, 90, 111, 112, 500 };
  g_autofree char *bytes = NULL;
  g_autofree char *longer = NULL;
  gsize size = 0;

  make (self, FALSE);
  g_assert_true (g_file_get_contents (self->path, &bytes, &size, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      g_assert_true (g_file_set_contents (self->path, bytes, (gssize) (size - cuts[i]), NULL));
      g_assert_false (is_sound (self));
      g_assert_true (g_file_set_contents (self->path, bytes + cuts[i], (gssize) (size - cuts[i]), NULL));
      g_assert_false (is_sound (self));
    }

  longer = g_malloc0 (size + 200);
  memcpy (longer, bytes, size);
  g_assert_true (g_file_set_contents (self->path, longer, (gssize) size + 1, NULL));
  g_assert_false (is_sound (self));
  g_assert_true (g_file_set_contents (self->path, longer, (gssize) size + 200, NULL));
  g_assert_false (is_sound (self));
  memcpy (longer + 1, bytes, size);
  g_assert_true (g_file_set_contents (self->path, longer, (gssize) size + 1, NULL));
  g_assert_false (is_sound (self));
}

/* ── Members changed by somebody who can seal ──────────────────────────────────────────────────── */

typedef struct
{
  char       *name;
  GByteArray *bytes;
} Member;

static void
member_free (gpointer data)
{
  Member *member = data;

  g_free (member->name);
  g_byte_array_unref (member->bytes);
  g_free (member);
}

static void
add_member (GPtrArray  *members,
            const char *name,
            const void *data,
            gsize       size)
{
  Member *member = g_new0 (Member, 1);

  member->name = g_strdup (name);
  member->bytes = g_byte_array_new ();
  g_byte_array_append (member->bytes, data, (guint) size);
  g_ptr_array_add (members, member);
}

static GPtrArray *
unpack (Case *self)
{
  GPtrArray *members = g_ptr_array_new_with_free_func (member_free);
  struct archive *archive = archive_read_new ();
  struct archive_entry *entry;

  archive_read_support_format_zip_seekable (archive);
  g_assert_cmpint (archive_read_open_filename (archive, self->path, 4096), ==, ARCHIVE_OK);
  while (archive_read_next_header (archive, &entry) == ARCHIVE_OK)
    {
      char buffer[4096];
      la_ssize_t n_read;

      add_member (members, archive_entry_pathname (entry), "", 0);
      while ((n_read = archive_read_data (archive, buffer, sizeof buffer)) > 0)
        g_byte_array_append (((Member *) g_ptr_array_index (members, members->len - 1))->bytes,
                             (const guint8 *) buffer, (guint) n_read);
    }
  archive_read_free (archive);

  return members;
}

static void
pack (Case      *self,
      GPtrArray *members)
{
  struct archive *archive = archive_write_new ();
  g_autofree char *seal = NULL;
  g_autoptr(GError) error = NULL;

  archive_write_set_format_zip (archive);
  g_assert_cmpint (archive_write_open_filename (archive, self->path), ==, ARCHIVE_OK);
  for (guint i = 0; i < members->len; i++)
    {
      const Member *member = g_ptr_array_index (members, i);
      struct archive_entry *entry = archive_entry_new ();

      archive_entry_set_pathname (entry, member->name);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_perm (entry, 0644);
      archive_entry_set_size (entry, member->bytes->len);
      g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
      archive_write_data (archive, member->bytes->data, member->bytes->len);
      archive_entry_free (entry);
    }
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);
  cst_dossier_seal_file (self->path, &seal, &error);
  g_assert_no_error (error);
}

/* A new seal does not help: the manifest says what belongs to it. */
static void
test_members (Case          *self,
              gconstpointer  unused)
{
  g_autoptr(GPtrArray) members = NULL;
  GPtrArray *whole;

  make (self, FALSE);
  whole = unpack (self);
  g_assert_cmpuint (whole->len, ==, 4);
  pack (self, whole);
  g_assert_true (is_sound (self));

  add_member (whole, "exhibits/003.txt", "more", 4);
  pack (self, whole);
  assert_problem (self, "“exhibits/003.txt” was added");
  g_ptr_array_remove_index (whole, 4);

  add_member (whole, "exhibits/002.txt", "again", 5);
  pack (self, whole);
  assert_problem (self, "was added");
  g_ptr_array_remove_index (whole, 4);

  ((Member *) g_ptr_array_index (whole, 2))->bytes->data[3] ^= 4;
  pack (self, whole);
  assert_problem (self, "is not what it was");
  ((Member *) g_ptr_array_index (whole, 2))->bytes->data[3] ^= 4;

  members = whole;
  g_ptr_array_remove_index (members, 3);
  pack (self, members);
  assert_problem (self, "is missing");
  g_ptr_array_remove_index (members, 0);
  pack (self, members);
  assert_problem (self, "no manifest");
}

static void
replace_in_manifest (GPtrArray  *members,
                     const char *from,
                     const char *to)
{
  Member *manifest = g_ptr_array_index (members, 0);
  g_autofree char *text = g_strndup ((const char *) manifest->bytes->data, manifest->bytes->len);
  g_auto(GStrv) parts = g_strsplit (text, from, 2);
  g_autofree char *joined = g_strjoinv (to, parts);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  g_byte_array_set_size (manifest->bytes, 0);
  g_byte_array_append (manifest->bytes, (const guint8 *) joined, (guint) strlen (joined));
}

static void
test_journal (Case          *self,
              gconstpointer  unused)
{
  g_autoptr(GPtrArray) members = NULL;

  make (self, FALSE);
  members = unpack (self);
  replace_in_manifest (members, "incident_seen", "return_seen");
  pack (self, members);
  assert_problem (self, "of the journal is not what it was");
  replace_in_manifest (members, "return_seen", "incident_seen");
  pack (self, members);
  g_assert_true (is_sound (self));
  replace_in_manifest (members, "\"head_seq\" : ", "\"head_seq\" : -");
  pack (self, members);
  assert_problem (self, "of the journal is not what it was");
}

/* Whoever changes an entry can give it a hash that fits; the one after it, or the journal's last hash, does not. */
static void
rewrite_entry (GPtrArray *members,
               guint      from_last)
{
  Member *manifest = g_ptr_array_index (members, 0);
  g_autoptr(JsonNode) node = cst_json_parse ((const char *) manifest->bytes->data, manifest->bytes->len, NULL);
  JsonObject *journal = json_object_get_object_member (json_node_get_object (node), "journal");
  JsonArray *entries = json_object_get_array_member (journal, "entries");
  guint length = json_array_get_length (entries);
  JsonObject *entry = json_array_get_object_element (entries, length - 1 - from_last);
  g_autoptr(CstJournalEntry) changed = cst_journal_entry_new (CST_JOURNAL_DOSSIER,
                                                              json_object_get_int_member (entry, "account"),
                                                              json_object_get_int_member (entry, "at") - 3600);
  g_autofree char *hash = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpuint (length, >, from_last);
  changed->version = (int) json_object_get_int_member (entry, "version");
  changed->seq = json_object_get_int_member (entry, "seq");
  changed->order = g_strdup (json_object_get_string_member (entry, "order"));
  changed->incident = g_strdup (json_object_get_string_member (entry, "incident"));
  changed->payload = g_strdup (json_object_get_string_member (entry, "payload"));
  hash = cst_journal_entry_chain (changed, json_object_get_string_member (entry, "previous"));
  json_object_set_int_member (entry, "at", changed->at);
  json_object_set_string_member (entry, "hash", hash);
  text = json_to_string (node, TRUE);
  g_byte_array_set_size (manifest->bytes, 0);
  g_byte_array_append (manifest->bytes, (const guint8 *) text, (guint) strlen (text));
}

static void
test_journal_rewritten (Case          *self,
                        gconstpointer  unused)
{
  make (self, FALSE);
  fixture_run (&self->base, note_made, self);
  fixture_run (&self->base, note_made, self);
  for (guint from_last = 0; from_last < 2; from_last++)
    {
      g_autoptr(GPtrArray) members = NULL;

      make (self, FALSE);
      g_assert_true (is_sound (self));
      members = unpack (self);
      rewrite_entry (members, from_last);
      pack (self, members);
      assert_problem (self, "of the journal is not what it was");
    }
}

/* ── What was never a case file ────────────────────────────────────────────────────────────────── */

static void
test_hostile (Case          *self,
              gconstpointer  unused)
{
  static const char *const manifests[] = {
    "", "{", "[]", "{}", "{\"format\":\"constat-dossier\",\"version\":99}",
    "{\"format\":\"constat-dossier\",\"version\":1,\"parts\":[1,{},{\"name\":7}],\"journal\":{\"entries\":[null,{}]}}",
    "{\"format\":\"constat-dossier\",\"version\":1,\"parts\":{},\"journal\":[],\"incident\":\"x\"}",
  };
  g_autoptr(GPtrArray) members = g_ptr_array_new_with_free_func (member_free);
  g_autofree char *zeros = g_malloc0 (40 << 20);
  g_autofree char *deep = g_strnfill (200000, '[');

  for (gsize i = 0; i < G_N_ELEMENTS (manifests); i++)
    {
      g_ptr_array_set_size (members, 0);
      add_member (members, CST_MANIFEST_NAME, manifests[i], strlen (manifests[i]));
      add_member (members, "../../etc/passwd", "x", 1);
      pack (self, members);
      g_assert_false (is_sound (self));
    }
  g_ptr_array_set_size (members, 0);
  add_member (members, CST_MANIFEST_NAME, deep, strlen (deep));
  pack (self, members);
  assert_problem (self, "manifest cannot be read");
  g_ptr_array_set_size (members, 0);
  add_member (members, CST_MANIFEST_NAME, zeros, 40 << 20);
  pack (self, members);
  assert_problem (self, "manifest cannot be read");
}

static void
test_no_dossier (Case          *self,
                 gconstpointer  unused)
{
  static const char end[] = "PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
  g_autoptr(GError) error = NULL;
  g_autofree char *seal = NULL;

  g_assert_true (g_file_set_contents (self->path, "", 0, NULL));
  assert_problem (self, "does not end with the seal");
  g_assert_true (g_file_set_contents (self->path, "no ZIP at all, only a few words that somebody wrote", -1, NULL));
  assert_problem (self, "does not end with the seal");
  g_assert_true (g_file_set_contents (self->path, end, 22, NULL));
  g_assert_true (cst_dossier_seal_file (self->path, &seal, &error));
  g_assert_false (is_sound (self));
  g_unlink (self->path);
  g_assert_null (cst_dossier_verify (self->path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (cst_dossier_verify (self->base.dir, &error));
  g_assert_nonnull (error);
}

#define ADD(path, func) g_test_add (path, Case, NULL, set_up, func, tear_down)

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
  ADD ("/P7/dossier/any-byte", test_any_byte);
  ADD ("/P7/dossier/one-byte-more-or-less", test_shifted);
  ADD ("/P7/dossier/ends", test_ends);
  ADD ("/P7/dossier/members", test_members);
  ADD ("/P7/dossier/journal", test_journal);
  ADD ("/P7/dossier/journal-rewritten", test_journal_rewritten);
  ADD ("/P7/dossier/hostile", test_hostile);
  ADD ("/P7/dossier/no-dossier", test_no_dossier);

  status = g_test_run ();
  g_rmdir (tmp);

  return status;
}
