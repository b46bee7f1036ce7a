/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-past.h"

#include "cst-case-marks.h"
#include "cst-journal.h"
#include "cst-operations.h"
#include "cst-truth.h"

/* What was known when: the truth from its kept versions, what was decided here and where it stood from the journal,
 * what people noted from rows that are only ever added to. */

void
cst_past_free (CstPast *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->incident, cst_incident_free);
  g_clear_pointer (&self->order, cst_order_free);
  g_clear_pointer (&self->thread, cst_thread_free);
  g_clear_pointer (&self->desk, cst_desk_free);
  g_clear_pointer (&self->incidents, g_ptr_array_unref);
  g_clear_pointer (&self->operations, g_ptr_array_unref);
  g_clear_pointer (&self->journal, g_ptr_array_unref);
  g_clear_pointer (&self->marks, g_ptr_array_unref);
  g_free (self);
}

/* Before the journal first saw an incident nobody here knew it, whatever is kept of it. */
static gboolean
was_seen (GPtrArray  *journal,
          const char *incident,
          gint64      moment)
{
  gboolean was_noted = FALSE;

  for (guint i = 0; i < journal->len; i++)
    {
      const CstJournalEntry *entry = g_ptr_array_index (journal, i);

      if (entry->kind != CST_JOURNAL_INCIDENT_SEEN || g_strcmp0 (entry->incident, incident) != 0)
        continue;
      if (entry->at <= moment)
        return TRUE;
      was_noted = was_noted || entry->details.before == NULL;
    }

  return !was_noted;
}

/* Where the record itself is not kept, the journal still knows the state. */
static CstIncident *
incident_of_journal (const CstIncident *now,
                     GPtrArray         *journal,
                     gint64             moment)
{
  CstIncident *incident = cst_incident_new ();

  incident->id = g_strdup (now->id);
  incident->number = g_strdup (now->number);
  incident->order = g_strdup (now->order);
  for (guint i = 0; i < journal->len; i++)
    {
      const CstJournalEntry *entry = g_ptr_array_index (journal, i);

      if (entry->kind == CST_JOURNAL_INCIDENT_SEEN && entry->at <= moment &&
          g_strcmp0 (entry->incident, now->id) == 0)
        incident->state = (CstIncidentState) cst_enum_value (&cst_incident_state_type, entry->details.after);
    }

  return incident;
}

static CstIncident *
load_incident (CstDb              *db,
               gint64              account,
               const CstIncident  *now,
               GPtrArray          *journal,
               gint64              moment,
               CstKnown           *known,
               GError            **error)
{
  g_autoptr(GError) local_error = NULL;
  CstIncident *incident = NULL;

  *known = CST_KNOWN_NOT_YET;
  if (was_seen (journal, now->id, moment))
    incident = cst_db_record_at (db, &cst_incident_type, account, CST_ENTITY_INCIDENT, now->id, moment, known,
                                 &local_error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (incident == NULL)
    incident = incident_of_journal (now, journal, moment);

  return incident;
}

static gboolean
load_incidents (CstPast     *self,
                CstDb       *db,
                GPtrArray   *journal,
                const char  *id,
                GError     **error)
{
  g_autoptr(GPtrArray) now = cst_db_order_incidents (db, self->account, self->order->id, error);

  if (now == NULL)
    return FALSE;

  self->incidents = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_incident_free);
  for (guint i = 0; i < now->len; i++)
    {
      const CstIncident *other = g_ptr_array_index (now, i);
      CstKnown known;
      g_autoptr(CstIncident) incident = load_incident (db, self->account, other, journal, self->moment, &known, error);

      if (incident == NULL)
        return FALSE;
      if (g_str_equal (other->id, id))
        {
          self->incident = cst_incident_copy (incident);
          self->incident_known = known;
        }
      if (known == CST_KNOWN_EXACTLY || known == CST_KNOWN_PERHAPS)
        g_ptr_array_add (self->incidents, g_steal_pointer (&incident));
    }

  return TRUE;
}

/* An order has its number before and after all that is known of it. */
static gboolean
load_order (CstPast     *self,
            CstDb       *db,
            const char  *id,
            GError     **error)
{
  g_autoptr(CstOrder) now = NULL;
  g_autoptr(GError) local_error = NULL;

  self->order = cst_db_record_at (db, &cst_order_type, self->account, CST_ENTITY_ORDER, id, self->moment,
                                  &self->order_known, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (self->order != NULL)
    return TRUE;

  now = cst_db_order (db, self->account, id, NULL);
  self->order = cst_order_new ();
  self->order->id = g_strdup (id);
  self->order->number = g_strdup (now != NULL ? now->number : id);

  return TRUE;
}

static gboolean
load_talk (CstPast     *self,
           CstDb       *db,
           const char  *order,
           const char  *incident,
           GError     **error)
{
  g_autoptr(GError) local_error = NULL;

  self->thread = cst_db_record_at (db, &cst_thread_type, self->account, CST_ENTITY_THREAD, order, self->moment,
                                   &self->thread_known, &local_error);
  if (local_error == NULL)
    self->desk = cst_db_record_at (db, &cst_desk_type, self->account, CST_ENTITY_DESK, incident, self->moment,
                                   &self->desk_known, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (self->thread == NULL)
    {
      self->thread = cst_thread_new ();
      self->thread->order = g_strdup (order);
    }
  if (self->desk == NULL)
    {
      self->desk = cst_desk_new ();
      self->desk->incident = g_strdup (incident);
    }

  return TRUE;
}

/* Where the decision stood: the last that the journal says. */
static CstOperationState
state_at (GPtrArray *journal,
          gint64     operation,
          gint64     moment,
          gboolean  *has_moved_since)
{
  CstOperationState state = CST_OPERATION_STATE_NONE;

  *has_moved_since = FALSE;
  for (guint i = 0; i < journal->len; i++)
    {
      const CstJournalEntry *entry = g_ptr_array_index (journal, i);

      if (entry->operation != operation ||
          (entry->kind != CST_JOURNAL_DECIDED && entry->kind != CST_JOURNAL_MOVED))
        continue;
      if (entry->at > moment)
        *has_moved_since = TRUE;
      else
        state = (CstOperationState) cst_enum_value (&cst_operation_state_type, entry->details.after);
    }

  return state;
}

/* What sending learnt later was not known; what it had learnt by then was overwritten by it. */
static void
forget_what_came_later (CstOperation *operation,
                        gint64        moment)
{
  operation->finished_at = 0;
  operation->next_try_at = 0;
  operation->attempts = 0;
  operation->doubted_at = 0;
  operation->unclear_answers = 0;
  g_clear_pointer (&operation->last_problem, g_free);
  if (operation->first_sent_at > moment)
    operation->first_sent_at = 0;
  for (guint i = 0; i < operation->files->len; i++)
    {
      CstOutgoingFile *file = g_ptr_array_index (operation->files, i);

      g_clear_pointer (&file->remote_id, g_free);
    }
}

static gboolean
load_operations (CstPast     *self,
                 CstDb       *db,
                 GPtrArray   *journal,
                 const char  *order,
                 GError     **error)
{
  self->operations = cst_db_operations_of_order (db, self->account, order, error);
  if (self->operations == NULL)
    return FALSE;

  for (guint i = self->operations->len; i > 0; i--)
    {
      CstOperation *operation = g_ptr_array_index (self->operations, i - 1);
      gboolean has_moved_since;

      operation->state = state_at (journal, operation->id, self->moment, &has_moved_since);
      if (operation->state == CST_OPERATION_STATE_NONE)
        g_ptr_array_remove_index (self->operations, i - 1);
      else if (has_moved_since)
        forget_what_came_later (operation, self->moment);
    }

  return TRUE;
}

static gboolean
load_marks (CstPast     *self,
            CstDb       *db,
            const char  *incident,
            GError     **error)
{
  self->marks = cst_db_case_marks (db, self->account, incident, error);
  if (self->marks == NULL)
    return FALSE;

  for (guint i = self->marks->len; i > 0; i--)
    {
      if (((const CstCaseMark *) g_ptr_array_index (self->marks, i - 1))->at > self->moment)
        g_ptr_array_remove_index (self->marks, i - 1);
    }

  return TRUE;
}

static void
take_journal (CstPast    *self,
              GPtrArray  *journal,
              const char *incident)
{
  self->journal = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_journal_entry_free);
  for (guint i = 0; i < journal->len; i++)
    {
      CstJournalEntry *entry = g_ptr_array_index (journal, i);
      gboolean is_of_incident = g_strcmp0 (entry->incident, incident) == 0;

      if (entry->at > self->moment && entry->kind == CST_JOURNAL_ERASED)
        self->is_erased = TRUE;
      if (entry->at > self->moment && entry->kind == CST_JOURNAL_PIN && is_of_incident)
        self->changed_rules = TRUE;
      if (entry->at <= self->moment && is_of_incident)
        g_ptr_array_add (self->journal, cst_record_dup (&cst_journal_entry_type, entry));
    }
}

/**
 * cst_db_past:
 * @db: a connection of the calling thread, inside cst_db_begin_read() as on the query thread
 * @moment: seconds since 1970
 *
 * Returns: (transfer full): the incident as it was known here at @moment, else %CST_STORE_ERROR_NOT_FOUND when there
 *   is no such incident now
 */
CstPast *
cst_db_past (CstDb       *db,
             gint64       account,
             const char  *incident,
             gint64       moment,
             GError     **error)
{
  g_autoptr(CstIncident) now = cst_db_incident (db, account, incident, error);
  g_autoptr(GPtrArray) journal = NULL;
  g_autoptr(CstPast) self = g_new0 (CstPast, 1);

  self->account = account;
  self->moment = moment;
  if (now == NULL || !(journal = cst_db_journal_of_order (db, account, now->order, error)) ||
      !load_order (self, db, now->order, error) || !load_incidents (self, db, journal, incident, error) ||
      !load_talk (self, db, now->order, incident, error) ||
      !load_operations (self, db, journal, now->order, error) || !load_marks (self, db, incident, error))
    return NULL;

  take_journal (self, journal, incident);

  return g_steal_pointer (&self);
}
