/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dossier-fixture.h"

#include <string.h>

#include "cst-cache.h"
#include "cst-util.h"


static gpointer
save_account_func (CstDb         *db,
                   gpointer       request,
                   GCancellable  *cancellable,
                   GError       **error)
{
  return GSIZE_TO_POINTER ((gsize) cst_db_save_account (db, request, error));
}

void
case_save_account (Case       *self,
                   CstAccount *account)
{
  self->account = (gint64) GPOINTER_TO_SIZE (fixture_run (&self->base, save_account_func, account));
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

void
case_cache (Case       *self,
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

void
case_apply_messages (Case  *self,
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

void
case_set_up (Case          *self,
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
  case_save_account (self, account);
  self->rules = cst_rules_new (self->base.store, self->base.clock, NULL);
  cst_set_str (&order->customer.name, "Odile Marchand");
  order->customer.kind = CST_CUSTOMER_CONSUMER;
  order->shipped_at = FIXTURE_NOW - 50000;
  g_ptr_array_add (incident->attachments, new_attachment ("a1"));
  g_ptr_array_add (incident->attachments, new_attachment ("a2"));
  apply_order (&self->base, self->account, order);
  apply_incident (&self->base, self->account, incident);
  case_cache (self, "a1", "what the first file says");
  case_cache (self, "a2", "what the second file says");
  self->path = g_build_filename (self->base.dir, "case.zip", NULL);
}

void
case_tear_down (Case          *self,
                gconstpointer  unused)
{
  g_clear_object (&self->rules);
  fixture_tear_down (&self->base, NULL);
  g_free (self->path);
  g_free (self->seal);
}

CstDossier *
case_load (Case     *self,
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

void
case_make (Case     *self,
           gboolean  is_redacted)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDossier) dossier = case_load (self, is_redacted);
  g_autoptr(CstPhotoDecoder) decoder = cst_photo_decoder_new (1);

  g_clear_pointer (&self->seal, g_free);
  cst_dossier_write (dossier, decoder, self->path, NULL, NULL, NULL, NULL, &self->seal, &error);
  g_assert_no_error (error);
}

CstDossierReport *
case_verify (Case *self)
{
  g_autoptr(GError) error = NULL;
  CstDossierReport *report = cst_dossier_verify (self->path, &error);

  g_assert_no_error (error);

  return report;
}

void
case_assert_problem (Case       *self,
                     const char *words)
{
  g_autoptr(CstDossierReport) report = case_verify (self);
  gboolean is_told = FALSE;

  for (guint i = 0; i < report->problems->len; i++)
    is_told = is_told || strstr (g_ptr_array_index (report->problems, i), words) != NULL;
  if (!is_told)
    g_test_message ("not told: %s", words);
  g_assert_true (is_told);
}

gboolean
case_is_sound (Case *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDossierReport) report = cst_dossier_verify (self->path, &error);

  return report != NULL && report->problems->len == 0;
}

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

/**
 * case_note_made:
 *
 * Notes in the journal that the case file was made.
 */
void
case_note_made (Case *self)
{
  fixture_run (&self->base, note_made, self);
}
