/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-delivery-labels.h"
#include "cst-dossier-words.h"
#include "cst-findings.h"
#include "cst-labels.h"
#include "cst-util.h"

/* Times are told to the minute. */
#define MINUTE 60

/* The chronology (P6): what the site, the carrier and the conversation say happened, and what was decided here. */

static CstDossierEvent *
add_event (CstDossier *self,
           gint64      at,
           char       *who)
{
  CstDossierEvent *event = g_new0 (CstDossierEvent, 1);

  event->at = at;
  event->who = who;
  g_ptr_array_add (self->events, event);

  return event;
}

static void
add_moment (CstDossier *self,
            gint64      at,
            CstMoment   moment)
{
  if (at != 0)
    add_event (self, at, NULL)->text = g_strdup (cst_label_moment (moment));
}

static void
add_order (CstDossier *self)
{
  if (self->order->placed_at != 0)
    add_event (self, self->order->placed_at, cst_dossier_party (self, CST_PARTY_CUSTOMER))->text =
      g_strdup (C_("case file", "Order placed"));

  add_moment (self, self->order->shipped_at, CST_MOMENT_SHIPPED);
  add_moment (self, self->order->delivered_at, CST_MOMENT_DELIVERED);
}

static void
add_history (CstDossier *self)
{
  for (guint i = 0; i < self->incident->history->len; i++)
    {
      const CstIncidentEvent *said = g_ptr_array_index (self->incident->history, i);
      const CstResolution *resolution = said->resolution != NULL
                                        ? cst_incident_find_resolution (self->incident, said->resolution) : NULL;
      CstDossierEvent *event;

      /* Each message stands in the chronology by itself. */
      if (said->event == CST_EVENT_MESSAGE)
        continue;

      event = add_event (self, said->at, cst_dossier_party (self, said->actor));
      event->text = cst_label_event (said, &self->account->info);
      event->detail = g_strdup (said->detail != NULL ? said->detail
                                : resolution != NULL ? cst_label_resolution_kind (resolution->kind) : NULL);
    }
}

static void
add_messages (CstDossier *self)
{
  for (guint i = 0; i < self->thread->messages->len; i++)
    {
      const CstMessage *message = g_ptr_array_index (self->thread->messages, i);
      CstDossierEvent *event = add_event (self, message->sent_at, NULL);

      event->who = message->author_name != NULL ? g_strdup (message->author_name)
                                                : cst_dossier_party (self, message->author);
      /* Translators: the number of a message of the conversation */
      event->text = g_strdup_printf (C_("case file", "Message %u"), i + 1);
      if (message->purpose == CST_PURPOSE_PHOTO_REQUEST)
        event->detail = g_strdup (C_("operation", "Request for a photo"));
    }
}

static void
add_findings (CstDossier *self)
{
  for (guint i = 0; i < self->desk->findings->len; i++)
    {
      const CstFinding *finding = g_ptr_array_index (self->desk->findings, i);
      CstDossierEvent *event = add_event (self, finding->at, g_strdup (finding->name));

      event->is_ours = TRUE;
      event->text = cst_label_found_on (finding->finding, finding->line, finding->quantity, self->order);
      event->detail = g_strdup (finding->note);
    }
}

static void
add_scans (CstDossier *self)
{
  for (guint i = 0; i < self->deliveries->len; i++)
    {
      const CstDelivery *delivery = g_ptr_array_index (self->deliveries, i);

      for (guint k = 0; k < delivery->events->len; k++)
        {
          const CstDeliveryEvent *scan = g_ptr_array_index (delivery->events, k);
          CstDossierEvent *event = add_event (self, scan->at, g_strdup (delivery->carrier));

          event->text = g_strdup (scan->reason != CST_DELIVERY_REASON_UNKNOWN
                                  ? cst_label_delivery_reason (scan->reason)
                                  : cst_label_delivery_phase (scan->phase));
          event->detail = g_strdup (scan->text);
        }
    }
}

/* When it happened, which may be days before somebody noted it here; what was taken back was so when that was noted. */
static gint64
happened_at (const CstJournalEntry *entry,
             gboolean               is_ruling)
{
  gint64 at = cst_time_parse (is_ruling ? entry->details.before : entry->details.after);

  return at != CST_TIME_NONE && at > 0 && at < entry->at ? at : entry->at;
}

static void
tell_when_noted (CstDossier            *self,
                 CstDossierEvent       *event,
                 const CstJournalEntry *entry)
{
  g_autofree char *before = g_steal_pointer (&event->detail);
  g_autofree char *at = cst_dossier_moment (self, entry->at);
  /* Translators: a date and time, in lower case as it follows what happened: somebody noted it then */
  g_autofree char *noted = g_strdup_printf (C_("case file", "noted on %s"), at);

  event->detail = cst_str_is_blank (before) ? g_steal_pointer (&noted) : g_strdup_printf ("%s · %s", before, noted);
}

/* What people told of the case that no site knows: help or arbitration asked for, the end (P7, P8, P10). */
static gboolean
tell_moment (CstDossier            *self,
             const CstJournalEntry *entry)
{
  int moment = cst_enum_value (&cst_moment_type, entry->details.subject);
  gboolean is_ruling = g_strcmp0 (entry->details.event, "ruling") == 0;
  const CstCaseMark *mark;
  g_autoptr(CstRuling) ruling = NULL;
  CstDossierEvent *event;

  if (entry->kind != CST_JOURNAL_MOMENT || moment <= CST_MOMENT_NONE ||
      (!is_ruling && g_strcmp0 (entry->details.event, "moment") != 0))
    return FALSE;

  event = add_event (self, happened_at (entry, is_ruling), g_strdup (cst_dossier_person_name (self, entry->person)));
  event->is_ours = TRUE;
  event->text = g_strdup (cst_label_moment ((CstMoment) moment));
  mark = cst_journal_find_mark (entry, self->journal, self->marks);
  if (event->who == NULL && mark != NULL)
    event->who = g_strdup (mark->person_name);
  /* A decision that was noted anew stays told as it was noted first. */
  ruling = is_ruling && mark != NULL ? cst_case_mark_ruling (mark) : NULL;
  if (ruling != NULL)
    event->detail = cst_label_ruling (ruling);
  else if (cst_str_is_blank (entry->details.after))
    event->detail = g_strdup (C_("history", "Taken back"));
  else if (mark != NULL)
    event->detail = g_strdup (mark->note);
  if (entry->at - event->at >= MINUTE)
    tell_when_noted (self, event, entry);

  return TRUE;
}

/* Notes are our own people's; that somebody looked is nobody's business. */
static gboolean
is_told (const CstDossier   *self,
         const CstOperation *operation)
{
  switch ((int) operation->kind)
    {
    case CST_OPERATION_OPENED:
    case CST_OPERATION_MARK_READ:
    case CST_OPERATION_FINDING:
      return FALSE;
    case CST_OPERATION_NOTE:
    case CST_OPERATION_ASSIGN:
    case CST_OPERATION_UNASSIGN:
      return self->options.with_notes;
    default:
      return TRUE;
    }
}

static void
add_journal (CstDossier *self)
{
  for (guint i = 0; i < self->journal->len; i++)
    {
      const CstJournalEntry *entry = g_ptr_array_index (self->journal, i);
      const CstOperation *operation = cst_dossier_find_operation (self, entry->operation);
      CstOperationState state;
      CstDossierEvent *event;

      if (tell_moment (self, entry) || operation == NULL || !is_told (self, operation) ||
          (entry->kind != CST_JOURNAL_DECIDED && entry->kind != CST_JOURNAL_MOVED))
        continue;

      /* On the way are steps of ours; what counts is what was decided and what became of it. */
      state = (CstOperationState) cst_enum_value (&cst_operation_state_type, entry->details.after);
      if (entry->kind == CST_JOURNAL_MOVED && (state == CST_OPERATION_QUEUED || state == CST_OPERATION_SENDING))
        continue;

      event = add_event (self, entry->at, g_strdup (operation->person_name));
      event->is_ours = TRUE;
      event->text = g_strdup (cst_label_operation_kind (operation, &self->account->info));
      event->detail = g_strdup (entry->kind == CST_JOURNAL_DECIDED ? C_("history", "Decided here")
                                                                   : cst_label_operation_state (state));
    }
}

/* P4: the checklist, by who ticked it off. */
static void
add_actions (CstDossier *self)
{
  for (guint i = 0; self->rules != NULL && i < self->rules->view->actions->len; i++)
    {
      const CstCaseAction *action = g_ptr_array_index (self->rules->view->actions, i);
      CstDossierEvent *event;

      if (action->done_at == 0)
        continue;

      event = add_event (self, action->done_at, g_strdup (action->name));
      event->is_ours = TRUE;
      event->text = g_strdup (action->label);
    }
}

static void
add_calls (CstDossier *self)
{
  for (guint i = 0; self->options.with_notes && i < self->calls->len; i++)
    {
      const CstDossierCall *call = g_ptr_array_index (self->calls, i);
      CstDossierEvent *event = add_event (self, call->call->at, g_strdup (call->call->person_name));

      event->is_ours = TRUE;
      event->text = g_strdup (call->call->is_reached ? C_("case file", "Call: reached")
                                                     : C_("case file", "Call: not reached"));
      event->detail = g_strdup (call->call->note);
    }
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  const CstDossierEvent *left = *(const CstDossierEvent *const *) a;
  const CstDossierEvent *right = *(const CstDossierEvent *const *) b;

  return left->at < right->at ? -1 : left->at > right->at;
}

/**
 * cst_dossier_add_story:
 *
 * Fills the chronology from what is loaded. Last of all, so that it speaks of people as the rest does.
 */
void
cst_dossier_add_story (CstDossier *self)
{
  add_order (self);
  add_history (self);
  add_messages (self);
  add_scans (self);
  add_findings (self);
  add_journal (self);
  add_actions (self);
  add_calls (self);
  g_ptr_array_sort (self->events, compare_events);
}
