/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-incident-case.h"

#include <glib/gi18n-lib.h>

#include "cst-accounts.h"
#include "cst-drafts.h"
#include "cst-journal.h"
#include "cst-operations.h"
#include "cst-people.h"
#include "cst-quantities.h"
#include "cst-settings.h"
#include "cst-terms.h"
#include "cst-truth.h"

static void
clear_case (gpointer data)
{
  CstIncidentCase *self = data;

  g_clear_pointer (&self->account, cst_account_free);
  g_clear_pointer (&self->order, cst_order_free);
  g_clear_pointer (&self->incident, cst_incident_free);
  g_clear_pointer (&self->thread, cst_thread_free);
  g_clear_pointer (&self->desk, cst_desk_free);
  g_clear_pointer (&self->incidents, g_ptr_array_unref);
  g_clear_pointer (&self->operations, g_ptr_array_unref);
  g_clear_pointer (&self->journal, g_ptr_array_unref);
  g_clear_pointer (&self->marks, g_ptr_array_unref);
  g_clear_pointer (&self->cache, g_hash_table_unref);
  g_clear_pointer (&self->resolution_draft, g_free);
  g_clear_pointer (&self->message_draft, g_free);
  g_clear_pointer (&self->note_draft, g_free);
  g_clear_pointer (&self->marks_draft, g_free);
  g_clear_pointer (&self->person, cst_person_free);
  g_clear_pointer (&self->people, g_ptr_array_unref);
}

CstIncidentCaseRequest *
cst_incident_case_request_new (gint64      account,
                               const char *incident)
{
  CstIncidentCaseRequest *self = g_new0 (CstIncidentCaseRequest, 1);

  self->account = account;
  self->incident = g_strdup (incident);

  return self;
}

void
cst_incident_case_request_free (CstIncidentCaseRequest *self)
{
  g_free (self->incident);
  g_free (self);
}

/**
 * cst_incident_case_new:
 *
 * Returns: (transfer full): a case of which nothing is known; only for whoever fills it in at once
 */
CstIncidentCase *
cst_incident_case_new (void)
{
  CstIncidentCase *self = g_atomic_rc_box_new0 (CstIncidentCase);

  self->cache = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) cst_cache_entry_free);

  return self;
}

CstIncidentCase *
cst_incident_case_ref (CstIncidentCase *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
cst_incident_case_unref (CstIncidentCase *self)
{
  g_atomic_rc_box_release_full (self, clear_case);
}

static gboolean
look_up_attachment (CstIncidentCase      *self,
                    CstDb                *db,
                    const CstAttachment  *attachment,
                    GError              **error)
{
  CstCacheEntry *entry = cst_db_cache_lookup (db, self->account->id, attachment->id, error);

  if (entry == NULL)
    return FALSE;

  g_hash_table_replace (self->cache, g_strdup (attachment->id), entry);

  return TRUE;
}

static gboolean
look_up_attachments (CstIncidentCase  *self,
                     CstDb            *db,
                     GPtrArray        *attachments,
                     GError          **error)
{
  for (guint i = 0; i < attachments->len; i++)
    {
      if (!look_up_attachment (self, db, g_ptr_array_index (attachments, i), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
look_up_cache (CstIncidentCase  *self,
               CstDb            *db,
               GError          **error)
{
  if (!look_up_attachments (self, db, self->incident->attachments, error))
    return FALSE;

  for (guint i = 0; i < self->thread->messages->len; i++)
    {
      const CstMessage *message = g_ptr_array_index (self->thread->messages, i);

      if (!look_up_attachments (self, db, message->attachments, error))
        return FALSE;
    }

  for (guint i = 0; i < self->desk->evidence->len; i++)
    {
      const CstEvidence *evidence = g_ptr_array_index (self->desk->evidence, i);

      if (!look_up_attachment (self, db, &evidence->attachment, error))
        return FALSE;
    }

  return TRUE;
}

static char *
load_draft (CstIncidentCase *self,
            CstDb           *db,
            const char      *purpose)
{
  g_autofree char *key = cst_draft_key (self->account->id, self->order->id, self->incident->id, purpose);

  return cst_db_draft (db, key, NULL);
}

/* R7: where the marketplace does not say who works there, those who work on this computer. */
static GPtrArray *
load_people (CstIncidentCase  *self,
             CstDb            *db,
             GError          **error)
{
  GPtrArray *people;

  if (cst_account_keeps_here (self->account, CST_CAN_ASSIGN))
    return cst_db_people (db, error);

  people = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_person_free);
  for (guint i = 0; i < self->account->info.people->len; i++)
    g_ptr_array_add (people, cst_record_dup (&cst_person_type, g_ptr_array_index (self->account->info.people, i)));

  return people;
}

/**
 * cst_incident_case_load:
 * @request: a #CstIncidentCaseRequest
 *
 * A #CstDbFunc that only reads.
 *
 * Returns: (transfer full): a #CstIncidentCase
 */
gpointer
cst_incident_case_load (CstDb         *db,
                        gpointer       request,
                        GCancellable  *cancellable,
                        GError       **error)
{
  const CstIncidentCaseRequest *wanted = request;
  g_autoptr(CstIncidentCase) self = cst_incident_case_new ();

  if (!(self->account = cst_db_account (db, wanted->account, error)) ||
      !(self->incident = cst_db_incident (db, wanted->account, wanted->incident, error)) ||
      !(self->order = cst_db_order (db, wanted->account, self->incident->order, error)) ||
      !(self->thread = cst_db_thread (db, wanted->account, self->order->id, error)) ||
      !(self->desk = cst_db_desk (db, wanted->account, self->incident->id, error)) ||
      !(self->incidents = cst_db_order_incidents (db, wanted->account, self->order->id, error)) ||
      !(self->operations = cst_db_operations_of_order (db, wanted->account, self->order->id, error)) ||
      !(self->journal = cst_db_journal_of_incident (db, wanted->account, self->incident->id, error)) ||
      !(self->marks = cst_db_case_marks (db, wanted->account, self->incident->id, error)) ||
      !(self->people = load_people (self, db, error)) ||
      !look_up_cache (self, db, error))
    return NULL;

  self->resolution_draft = load_draft (self, db, "resolution");
  self->message_draft = load_draft (self, db, "message");
  self->note_draft = load_draft (self, db, "note");
  self->marks_draft = load_draft (self, db, "marks");
  self->person = cst_db_current_person (db, NULL);
  self->undo_window = (int) cst_db_setting_int (db, CST_SETTING_UNDO_WINDOW, CST_UNDO_WINDOW_DEFAULT);

  return g_steal_pointer (&self);
}

/**
 * cst_incident_case_new_past:
 * @past: what is known of the incident is taken from it
 *
 * The incident as it was, for the same widgets: nobody may do anything about it any more.
 *
 * Returns: (transfer full): a #CstIncidentCase
 */
CstIncidentCase *
cst_incident_case_new_past (CstDb    *db,
                            CstPast  *past,
                            GError  **error)
{
  g_autoptr(CstIncidentCase) self = cst_incident_case_new ();

  if (!(self->account = cst_db_account (db, past->account, error)))
    return NULL;

  self->account->info.capabilities = 0;
  self->account->info.may_decide = FALSE;
  self->account->info.may_find = FALSE;
  self->moment = past->moment;
  self->order = g_steal_pointer (&past->order);
  self->incident = g_steal_pointer (&past->incident);
  self->thread = g_steal_pointer (&past->thread);
  self->desk = g_steal_pointer (&past->desk);
  self->incidents = g_steal_pointer (&past->incidents);
  self->operations = g_steal_pointer (&past->operations);
  self->journal = g_steal_pointer (&past->journal);
  self->people = g_ptr_array_new ();

  return look_up_cache (self, db, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * cst_incident_case_customer:
 *
 * Returns: (transfer none): who reported it, by a name that can be shown
 */
const char *
cst_incident_case_customer (const CstIncidentCase *self)
{
  return cst_term_customer_name (&self->account->info, self->order);
}

const CstOperation *
cst_incident_case_find_operation (const CstIncidentCase *self,
                                  gint64                 id)
{
  for (guint i = 0; i < self->operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (self->operations, i);

      if (operation->id == id)
        return operation;
    }

  return NULL;
}

static gboolean
is_of (const CstIncidentCase *self,
       const CstOperation    *operation)
{
  return g_strcmp0 (operation->incident, self->incident->id) == 0;
}

/**
 * cst_incident_case_resolution:
 *
 * Returns: (transfer none) (nullable): our latest resolution of this incident that still has
 *   something to say: it is pending, or it ended otherwise than confirmed or taken back
 */
const CstOperation *
cst_incident_case_resolution (const CstIncidentCase *self)
{
  const CstOperation *latest = NULL;

  for (guint i = 0; i < self->operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (self->operations, i);

      if (is_of (self, operation) && cst_operation_is_resolution (operation) &&
          operation->state != CST_OPERATION_CANCELLED &&
          (latest == NULL || operation->id > latest->id))
        latest = operation;
    }

  return latest != NULL && latest->state != CST_OPERATION_CONFIRMED ? latest : NULL;
}

static gboolean
is_anything_left (const CstIncidentCase *self)
{
  for (guint i = 0; i < self->order->lines->len; i++)
    {
      const CstOrderLine *line = g_ptr_array_index (self->order->lines, i);

      if (cst_quantities_left (self->order, self->incidents, self->operations, line->id) > 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_ruled (const CstIncidentCase *self)
{
  g_autoptr(CstRuling) ruling = cst_case_marks_ruling (self->marks);

  return ruling != NULL && ruling->is_binding;
}

/**
 * cst_incident_case_may_rule:
 *
 * Returns: whether the decision of an arbitration is awaited, or nothing followed it yet and it can be corrected
 */
gboolean
cst_incident_case_may_rule (const CstIncidentCase *self)
{
  g_autoptr(CstRuling) ruling = cst_case_marks_ruling (self->marks);
  CstRulingState state;

  if (ruling == NULL)
    return cst_case_marks_in_arbitration (self->marks);

  state = cst_ruling_state (ruling, self->incident, self->operations);

  return state == CST_RULING_OPEN || state == CST_RULING_SETTLED;
}

/**
 * cst_incident_case_gate:
 *
 * Returns: whether a resolution can be chosen, or why not
 */
CstGate
cst_incident_case_gate (const CstIncidentCase *self)
{
  const CstOperation *ours = cst_incident_case_resolution (self);

  if (ours != NULL && cst_operation_is_pending (ours))
    return CST_GATE_PENDING;
  if (cst_incident_is_settled (self->incident))
    return CST_GATE_SETTLED;
  if (!cst_incident_is_ours (self->incident))
    return CST_GATE_MARKETPLACE;
  if (cst_incident_open_resolution (self->incident) != NULL)
    return CST_GATE_REQUESTED;
  if (cst_case_marks_in_arbitration (self->marks))
    return CST_GATE_ARBITRATION;
  if (is_ruled (self))
    return CST_GATE_RULED;
  if (!self->account->info.may_decide)
    return CST_GATE_NO_SCOPE;
  if ((self->account->info.capabilities & (CST_CAN_REFUND | CST_CAN_REPLACE)) == 0)
    return CST_GATE_NO_CAPABILITY;
  if (!is_anything_left (self))
    return CST_GATE_NOTHING_LEFT;

  return CST_GATE_OPEN;
}

static char *
explain_ruled (const CstIncidentCase *self)
{
  g_autoptr(CstRuling) ruling = cst_case_marks_ruling (self->marks);
  g_autofree char *what = ruling != NULL ? cst_label_ruling (ruling) : g_strdup ("–");

  /* Translators: what an arbitration decided, as in “Refund of €12.00 incl. tax” */
  return g_strdup_printf (_("The arbitration decided: %s. The decision binds both sides; nothing else can be "
                            "decided."), what);
}

static char *
explain_settled (const CstIncidentCase *self)
{
  if (self->incident->state == CST_INCIDENT_RESOLVED)
    return g_strdup (_("This problem is resolved. Nothing is left to do; what was done stays in the history."));

  if (self->incident->refused_reason != NULL)
    /* Translators: the marketplace's reason follows */
    return g_strdup_printf (_("The marketplace refused this report: %s"), self->incident->refused_reason);

  return g_strdup (_("The marketplace refused this report. Nothing is left to do."));
}

static char *
explain_requested (const CstIncidentCase *self)
{
  const CstResolution *open = cst_incident_open_resolution (self->incident);

  if (open != NULL && open->kind == CST_RESOLUTION_REPLACEMENT)
    return g_strdup (_("A replacement was promised and has not been shipped yet. "
                       "Ship it, or write to find another way."));

  if (cst_account_can (self->account, CST_CAN_RECORD))
    return g_strdup (_("A refund was requested: carry it out at the site, then say here that you did."));

  return g_strdup (_("A refund was requested; the marketplace is carrying it out."));
}

/**
 * cst_incident_case_explain:
 *
 * Returns: (transfer full): why no resolution can be chosen, and the next best way; empty when
 *   @gate is open
 */
char *
cst_incident_case_explain (const CstIncidentCase *self,
                           CstGate                gate)
{
  const char *site = self->account->info.site != NULL ? self->account->info.site : _("the marketplace");

  switch (gate)
    {
    case CST_GATE_SETTLED:
      return explain_settled (self);
    case CST_GATE_ARBITRATION:
      return g_strdup (_("Arbitration was asked for: what is done is decided there. Record its decision first."));
    case CST_GATE_RULED:
      return explain_ruled (self);
    case CST_GATE_MARKETPLACE:
      return g_strdup_printf (_("%s handles problems with this reason itself. There is nothing to choose; "
                                "you can follow it here and write."), site);
    case CST_GATE_PENDING:
      return g_strdup (_("Your decision is on its way; see above."));
    case CST_GATE_REQUESTED:
      return explain_requested (self);
    case CST_GATE_NO_SCOPE:
      return g_strdup (_("This account’s key may look and record findings, not decide. Record your finding or leave "
                         "a note; somebody with a full key decides."));
    case CST_GATE_NO_CAPABILITY:
      return g_strdup_printf (_("%s takes no resolutions from outside. Open the order at its site to decide there."),
                              site);
    case CST_GATE_NOTHING_LEFT:
      return g_strdup (_("Everything on this order was already replaced or refunded. "
                         "You can still write to settle what is open."));
    case CST_GATE_OPEN:
    default:
      return g_strdup ("");
    }
}

/**
 * cst_incident_case_photo_fact:
 * @attachment: (nullable): %NULL for a photo that does not exist
 */
CstPhotoFact
cst_incident_case_photo_fact (const CstIncidentCase *self,
                              const CstAttachment   *attachment)
{
  const CstCacheEntry *entry = attachment != NULL ? g_hash_table_lookup (self->cache, attachment->id) : NULL;

  return cst_photo_fact (attachment, entry);
}

/**
 * cst_incident_case_asked_photo:
 * @at: (out): when
 *
 * Returns: whether a photo was asked for and none has come since (R2)
 */
gboolean
cst_incident_case_asked_photo (const CstIncidentCase *self,
                               gint64                *at)
{
  *at = 0;

  for (guint i = 0; i < self->thread->messages->len; i++)
    {
      const CstMessage *message = g_ptr_array_index (self->thread->messages, i);

      if (message->purpose == CST_PURPOSE_PHOTO_REQUEST && message->author == CST_PARTY_BRAND &&
          g_strcmp0 (message->incident, self->incident->id) == 0)
        *at = MAX (*at, message->sent_at);
    }

  for (guint i = 0; i < self->operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (self->operations, i);

      if (is_of (self, operation) && operation->kind == CST_OPERATION_MESSAGE &&
          operation->purpose == CST_PURPOSE_PHOTO_REQUEST && cst_operation_is_pending (operation))
        *at = MAX (*at, operation->created_at);
    }

  for (guint i = 0; i < self->incident->attachments->len; i++)
    {
      const CstAttachment *attachment = g_ptr_array_index (self->incident->attachments, i);

      if (attachment->status == CST_ATTACHMENT_AVAILABLE && attachment->created_at > *at)
        *at = 0;
    }

  return *at > 0;
}
