/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-history.h"

#include <glib/gi18n-lib.h>

#include "cst-case-view.h"
#include "cst-journal.h"
#include "cst-labels.h"

static void
entry_free (gpointer data)
{
  CstHistoryEntry *entry = data;

  g_free (entry->who);
  g_free (entry->text);
  g_free (entry->detail);
  g_free (entry);
}

/**
 * cst_history_new:
 *
 * Returns: (transfer full) (element-type CstHistoryEntry): a history without entries
 */
GPtrArray *
cst_history_new (void)
{
  return g_ptr_array_new_with_free_func (entry_free);
}

/**
 * cst_history_add:
 * @icon_name: (transfer none): a string that outlives the history
 *
 * Returns: (transfer none): the new entry, whose words the caller fills in
 */
CstHistoryEntry *
cst_history_add (GPtrArray  *history,
                 gint64      at,
                 const char *icon_name)
{
  CstHistoryEntry *entry = g_new0 (CstHistoryEntry, 1);

  entry->at = at;
  entry->icon_name = icon_name;
  g_ptr_array_add (history, entry);

  return entry;
}

static const char *
icon_of_party (CstParty party)
{
  switch (party)
    {
    case CST_PARTY_CUSTOMER:
      return "avatar-default-symbolic";
    case CST_PARTY_BRAND:
      return "go-home-symbolic";
    case CST_PARTY_MARKETPLACE:
      return "network-server-symbolic";
    case CST_PARTY_UNKNOWN:
    case CST_PARTY_NOBODY:
    default:
      return "content-loading-symbolic";
    }
}

static char *
name_of_party (const CstIncidentCase *self,
               CstParty               party)
{
  const CstAccountInfo *info = &self->account->info;

  switch (party)
    {
    case CST_PARTY_CUSTOMER:
      return g_strdup (cst_incident_case_customer (self));
    case CST_PARTY_BRAND:
      return g_strdup (info->name);
    case CST_PARTY_MARKETPLACE:
      return g_strdup (info->site);
    case CST_PARTY_UNKNOWN:
    case CST_PARTY_NOBODY:
    default:
      return NULL;
    }
}

static void
add_truth (GPtrArray             *list,
           const CstIncidentCase *self)
{
  for (guint i = 0; i < self->incident->history->len; i++)
    {
      const CstIncidentEvent *event = g_ptr_array_index (self->incident->history, i);
      CstHistoryEntry *entry = cst_history_add (list, event->at, icon_of_party (event->actor));
      const CstResolution *resolution = event->resolution != NULL
                                        ? cst_incident_find_resolution (self->incident, event->resolution) : NULL;

      entry->who = resolution != NULL && event->actor == CST_PARTY_BRAND && resolution->by != NULL
                   ? g_strdup (resolution->by) : name_of_party (self, event->actor);
      entry->text = cst_label_event (event, &self->account->info);
      /* Of a message the marketplace tells the number; its words are in the conversation. */
      entry->detail = event->event == CST_EVENT_MESSAGE ? NULL
                      : event->detail != NULL ? g_strdup (event->detail)
                      : resolution != NULL ? g_strdup (cst_label_resolution_kind (resolution->kind)) : NULL;
    }
}

static gboolean
is_worth_telling (const CstOperation *operation)
{
  return operation->kind != CST_OPERATION_OPENED && operation->kind != CST_OPERATION_MARK_READ;
}

/* H0: why is in the row, so that it can be erased (R12); that something else was decided stays in the journal. */
static void
add_deviation (GPtrArray             *list,
               const CstJournalEntry *journal,
               const CstOperation    *operation)
{
  CstHistoryEntry *entry = cst_history_add (list, journal->at, "document-edit-symbolic");

  entry->is_internal = TRUE;
  entry->who = g_strdup (operation->person_name);
  entry->text = g_strdup (operation->kind == CST_OPERATION_SHIP_REPLACEMENT
                            ? C_("history", "Shipped in spite of a warning")
                            : C_("history", "Decided otherwise than the rules propose"));
  entry->detail = g_strdup (operation->deviation);
}

static const char *
name_of_person (const CstIncidentCase *self,
                const char            *id)
{
  const GPtrArray *people = self->account->info.people;

  if (self->person != NULL && g_strcmp0 (self->person->id, id) == 0)
    return self->person->name;
  for (guint i = 0; i < people->len; i++)
    {
      const CstPerson *person = g_ptr_array_index (people, i);

      if (g_strcmp0 (person->id, id) == 0)
        return person->name;
    }

  return NULL;
}

/* Who asked, where it was not the person who noted it. */
static char *
describe_asked (const CstIncidentCase *self,
                const CstCaseMark     *mark)
{
  g_autofree char *asked = mark->actor != NULL && g_strcmp0 (mark->actor, "brand") != 0
                           ? name_of_party (self, (CstParty) cst_enum_value (&cst_party_type, mark->actor)) : NULL;
  g_autofree char *by = NULL;

  if (asked == NULL)
    return g_strdup (mark->note);

  /* Translators: a customer or a marketplace */
  by = g_strdup_printf (C_("history", "Asked by %s"), asked);

  return g_strjoin (" · ", by, mark->note, NULL);
}

/* The amount, who decided, and in which words. */
static char *
describe_ruling (const CstCaseMark *mark)
{
  g_autoptr(CstRuling) ruling = cst_case_mark_ruling (mark);
  g_autofree char *what = ruling != NULL ? cst_label_ruling (ruling) : NULL;
  g_autoptr(GString) text = g_string_new (what);

  if (mark->actor != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", mark->actor);
  if (mark->note != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", mark->note);

  return g_strdup (text->str);
}

/* P7, P8, P10: what people say happened: help or arbitration asked for and why, the decision, the end of the case. */
static void
add_moment (GPtrArray             *list,
            const CstIncidentCase *self,
            const CstJournalEntry *journal)
{
  int moment = cst_enum_value (&cst_moment_type, journal->details.subject);
  gboolean is_ruling = g_strcmp0 (journal->details.event, "ruling") == 0;
  const CstCaseMark *mark = self->marks != NULL ? cst_journal_find_mark (journal, self->journal, self->marks) : NULL;
  CstHistoryEntry *entry;

  if (moment <= CST_MOMENT_NONE || (!is_ruling && g_strcmp0 (journal->details.event, "moment") != 0))
    return;

  entry = cst_history_add (list, journal->at, "document-edit-symbolic");
  entry->is_internal = TRUE;
  entry->who = g_strdup (name_of_person (self, journal->person));
  if (entry->who == NULL && mark != NULL)
    entry->who = g_strdup (mark->person_name);
  entry->text = g_strdup (cst_label_moment ((CstMoment) moment));
  if (journal->details.after == NULL || *journal->details.after == '\0')
    entry->detail = g_strdup (C_("history", "Taken back"));
  else if (mark != NULL)
    entry->detail = is_ruling ? describe_ruling (mark) : describe_asked (self, mark);
}

static void
add_journal (GPtrArray             *list,
             const CstIncidentCase *self)
{
  for (guint i = 0; i < self->journal->len; i++)
    {
      const CstJournalEntry *journal = g_ptr_array_index (self->journal, i);
      const CstOperation *operation = cst_incident_case_find_operation (self, journal->operation);
      const char *state;
      CstHistoryEntry *entry;

      if (journal->kind == CST_JOURNAL_MOMENT)
        add_moment (list, self, journal);
      if (operation == NULL || !is_worth_telling (operation))
        continue;
      if (journal->kind == CST_JOURNAL_DEVIATION)
        add_deviation (list, journal, operation);
      if (journal->kind != CST_JOURNAL_DECIDED && journal->kind != CST_JOURNAL_MOVED)
        continue;

      entry = cst_history_add (list, journal->at, "document-edit-symbolic");
      entry->is_internal = TRUE;
      entry->who = g_strdup (operation->person_name);
      entry->text = g_strdup (cst_label_operation_kind (operation, &self->account->info));
      state = journal->kind == CST_JOURNAL_DECIDED
              ? C_("history", "Decided here")
              : cst_label_operation_state ((CstOperationState) cst_enum_value (&cst_operation_state_type,
                                                                               journal->details.after));
      entry->detail = g_strdup (state);
    }
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const CstHistoryEntry *left = *(const CstHistoryEntry *const *) a;
  const CstHistoryEntry *right = *(const CstHistoryEntry *const *) b;

  return left->at < right->at ? -1 : left->at > right->at;
}

/**
 * cst_history_of:
 *
 * What the marketplace says happened, and what was decided here and became of it, oldest first.
 * Of our own operations the journal knows the order, the rows know who and what.
 *
 * Returns: (transfer full) (element-type CstHistoryEntry)
 */
GPtrArray *
cst_history_of (const CstIncidentCase *incident_case)
{
  GPtrArray *list = cst_history_new ();

  add_truth (list, incident_case);
  add_journal (list, incident_case);
  g_ptr_array_sort (list, compare_entries);

  return list;
}
