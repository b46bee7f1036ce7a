/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dossier.h"

#include "cst-accounts.h"
#include "cst-operations.h"
#include "cst-people.h"
#include "cst-rule-case.h"
#include "cst-truth.h"

static void
file_free (gpointer data)
{
  CstDossierFile *file = data;

  cst_record_free (&cst_attachment_type, file->attachment);
  cst_photo_facts_free (file->facts);
  g_free (file->by);
  g_free (file->note);
  g_free (file->path);
  g_free (file);
}

static void
event_free (gpointer data)
{
  CstDossierEvent *event = data;

  g_free (event->who);
  g_free (event->text);
  g_free (event->detail);
  g_free (event);
}

static void
gap_free (gpointer data)
{
  CstDossierGap *gap = data;

  g_free (gap->text);
  g_free (gap);
}

static void
call_free (gpointer data)
{
  CstDossierCall *call = data;

  g_free (call->delivery);
  cst_call_free (call->call);
  g_free (call);
}

static void
clear_dossier (gpointer data)
{
  CstDossier *self = data;

  g_free (self->made_by);
  g_clear_pointer (&self->account, cst_account_free);
  g_clear_pointer (&self->order, cst_order_free);
  g_clear_pointer (&self->incident, cst_incident_free);
  g_clear_pointer (&self->thread, cst_thread_free);
  g_clear_pointer (&self->desk, cst_desk_free);
  g_clear_pointer (&self->operations, g_ptr_array_unref);
  g_clear_pointer (&self->deliveries, g_ptr_array_unref);
  g_clear_pointer (&self->calls, g_ptr_array_unref);
  g_clear_pointer (&self->journal, g_ptr_array_unref);
  g_clear_pointer (&self->marks, g_ptr_array_unref);
  g_clear_pointer (&self->before, g_ptr_array_unref);
  g_free (self->head_hash);
  g_clear_pointer (&self->rules, cst_rules_case_free);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->gaps, g_ptr_array_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
}

CstDossier *
cst_dossier_ref (CstDossier *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
cst_dossier_unref (CstDossier *self)
{
  g_atomic_rc_box_release_full (self, clear_dossier);
}

static CstDossier *
dossier_new (const CstDossierOptions *options,
             gint64                   now)
{
  CstDossier *self = g_atomic_rc_box_new0 (CstDossier);

  self->options = *options;
  self->made_at = now;
  self->files = g_ptr_array_new_with_free_func (file_free);
  self->calls = g_ptr_array_new_with_free_func (call_free);
  self->before = g_ptr_array_new_with_free_func (g_free);
  self->events = g_ptr_array_new_with_free_func (event_free);
  self->checks = g_ptr_array_new_with_free_func (g_free);
  self->gaps = g_ptr_array_new_with_free_func (gap_free);

  return self;
}

const CstOperation *
cst_dossier_find_operation (const CstDossier *self,
                            gint64            id)
{
  for (guint i = 0; i < self->operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (self->operations, i);

      if (operation->id == id)
        return operation;
    }

  return NULL;
}

/* ── Files ─────────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CstDossier *self;
  CstStore   *store;
  CstDb      *db;
} Load;

static CstDossierFile *
add_file (Load                 *load,
          CstDossierOrigin      origin,
          const CstAttachment  *attachment,
          GError              **error)
{
  CstDossier *self = load->self;
  gint64 account = self->account->id;
  g_autoptr(CstPhotoFacts) facts = cst_db_photo_facts (load->db, account, attachment->id, error);
  g_autoptr(CstCacheEntry) cache = NULL;
  g_autofree char *path = NULL;
  CstDossierFile *file;

  if (facts == NULL || !(cache = cst_db_cache_lookup (load->db, account, attachment->id, error)))
    return NULL;

  file = g_new0 (CstDossierFile, 1);
  file->number = (int) self->files->len + 1;
  file->origin = origin;
  file->attachment = cst_record_dup (&cst_attachment_type, attachment);
  file->facts = g_steal_pointer (&facts);
  file->fact = cst_photo_fact (attachment, cache);
  path = cst_cache_path (load->store, account, attachment->id);
  if (cache->state == CST_CACHE_CACHED && g_file_test (path, G_FILE_TEST_IS_REGULAR))
    file->path = g_steal_pointer (&path);
  g_ptr_array_add (self->files, file);

  return file;
}

static gboolean
add_evidence (Load    *load,
              GError **error)
{
  for (guint i = 0; i < load->self->desk->evidence->len; i++)
    {
      const CstEvidence *evidence = g_ptr_array_index (load->self->desk->evidence, i);
      CstDossierFile *file = add_file (load, CST_DOSSIER_FROM_DESK, &evidence->attachment, error);

      if (file == NULL)
        return FALSE;
      file->by = g_strdup (evidence->name);
      file->note = g_strdup (evidence->note);
    }

  return TRUE;
}

static gboolean
add_message_files (Load    *load,
                   GError **error)
{
  for (guint i = 0; i < load->self->thread->messages->len; i++)
    {
      const CstMessage *message = g_ptr_array_index (load->self->thread->messages, i);

      for (guint k = 0; k < message->attachments->len; k++)
        {
          CstDossierFile *file = add_file (load, CST_DOSSIER_FROM_MESSAGE,
                                           g_ptr_array_index (message->attachments, k), error);

          if (file == NULL)
            return FALSE;
          file->message = (int) i + 1;
        }
    }

  return TRUE;
}

static gboolean
add_files (Load    *load,
           GError **error)
{
  CstDossier *self = load->self;

  for (guint i = 0; i < self->incident->attachments->len; i++)
    {
      if (!add_file (load, CST_DOSSIER_FROM_CUSTOMER, g_ptr_array_index (self->incident->attachments, i), error))
        return FALSE;
    }
  if (!add_message_files (load, error) || !add_evidence (load, error))
    return FALSE;
  for (guint i = 0; i < self->incident->returns->len; i++)
    {
      const CstReturn *goods = g_ptr_array_index (self->incident->returns, i);

      if (goods->label != NULL && !add_file (load, CST_DOSSIER_FROM_LABEL, goods->label, error))
        return FALSE;
    }

  return TRUE;
}

/* ── The rest ──────────────────────────────────────────────────────────────────────────────────── */

/* What was decided about the order's other incidents belongs to them. */
static void
keep_ours (CstDossier *self)
{
  for (guint i = self->operations->len; i > 0; i--)
    {
      const CstOperation *operation = g_ptr_array_index (self->operations, i - 1);

      if (operation->incident != NULL && g_strcmp0 (operation->incident, self->incident->id) != 0)
        g_ptr_array_remove_index (self->operations, i - 1);
    }
  for (guint i = self->thread->messages->len; i > 0; i--)
    {
      const CstMessage *message = g_ptr_array_index (self->thread->messages, i - 1);

      if (message->incident != NULL && g_strcmp0 (message->incident, self->incident->id) != 0)
        g_ptr_array_remove_index (self->thread->messages, i - 1);
    }
}

static gboolean
load_calls (Load    *load,
            GError **error)
{
  CstDossier *self = load->self;

  for (guint i = 0; i < self->deliveries->len; i++)
    {
      const CstDelivery *delivery = g_ptr_array_index (self->deliveries, i);
      g_autoptr(GPtrArray) calls = cst_db_calls (load->db, self->account->id, delivery->id, error);

      if (calls == NULL)
        return FALSE;
      for (guint k = 0; k < calls->len; k++)
        {
          CstDossierCall *call = g_new0 (CstDossierCall, 1);

          call->delivery = g_strdup (delivery->id);
          call->call = cst_record_dup (&cst_call_type, g_ptr_array_index (calls, k));
          g_ptr_array_add (self->calls, call);
        }
    }

  return TRUE;
}

static gboolean
load_journal (Load    *load,
              GError **error)
{
  CstDossier *self = load->self;

  self->journal = cst_db_journal_of_incident (load->db, self->account->id, self->incident->id, error);
  if (self->journal == NULL || !cst_db_journal_head (load->db, &self->head_seq, &self->head_hash, error))
    return FALSE;

  for (guint i = 0; i < self->journal->len; i++)
    {
      const CstJournalEntry *entry = g_ptr_array_index (self->journal, i);
      char *hash = cst_db_journal_hash_before (load->db, entry->seq, error);

      if (hash == NULL)
        return FALSE;
      g_ptr_array_add (self->before, hash);
    }

  return TRUE;
}

/* An account without rules has a case file too, only without their clocks and checks. */
static gboolean
load_rules (Load        *load,
            CstRuleSet  *rules,
            GError     **error)
{
  CstDossier *self = load->self;
  g_autoptr(GError) local_error = NULL;

  self->rules = cst_rules_case_new (rules, load->db, self->account->id, self->incident->id, &local_error);
  if (self->rules == NULL && !g_error_matches (local_error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND))
    return g_propagate_error (error, g_steal_pointer (&local_error)), FALSE;

  self->zone = self->rules != NULL ? g_time_zone_ref (self->rules->playbook->zone) : g_time_zone_new_local ();

  return TRUE;
}

static gboolean
load_truth (Load        *load,
            gint64       account,
            const char  *incident,
            GError     **error)
{
  CstDossier *self = load->self;
  CstDb *db = load->db;
  g_autoptr(CstPerson) person = cst_db_current_person (db, NULL);

  self->made_by = g_strdup (person != NULL ? person->name : NULL);
  if (!(self->account = cst_db_account (db, account, error)) ||
      !(self->incident = cst_db_incident (db, account, incident, error)) ||
      !(self->order = cst_db_order (db, account, self->incident->order, error)) ||
      !(self->thread = cst_db_thread (db, account, self->order->id, error)) ||
      !(self->desk = cst_db_desk (db, account, incident, error)) ||
      !(self->operations = cst_db_operations_of_order (db, account, self->order->id, error)) ||
      !(self->deliveries = cst_db_deliveries_of_order (db, account, self->order->id, error)) ||
      !(self->marks = cst_db_case_marks (db, account, incident, error)))
    return FALSE;

  keep_ours (self);

  return load_calls (load, error) && load_journal (load, error) && add_files (load, error);
}

/**
 * cst_dossier_load:
 * @db: a connection of the calling thread, inside cst_db_begin_read() as on the query thread
 * @now: when it is made
 *
 * P7: gathers all that is known of an incident.
 *
 * Returns: (transfer full): the case file's content
 */
CstDossier *
cst_dossier_load (CstStore                 *store,
                  CstDb                    *db,
                  CstRuleSet               *rules,
                  gint64                    account,
                  const char               *incident,
                  const CstDossierOptions  *options,
                  gint64                    now,
                  GError                  **error)
{
  g_autoptr(CstDossier) self = dossier_new (options, now);
  Load load = { self, store, db };

  if (!load_truth (&load, account, incident, error) || !load_rules (&load, rules, error))
    return NULL;

  cst_dossier_add_gaps (self);
  if (options->is_redacted)
    cst_dossier_redact (self);
  cst_dossier_add_story (self);

  return g_steal_pointer (&self);
}
