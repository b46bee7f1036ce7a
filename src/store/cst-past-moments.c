/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-past.h"

#include "cst-journal.h"
#include "cst-truth.h"

/* When something became known of an incident. */

static int
compare_moments (gconstpointer a,
                 gconstpointer b)
{
  gint64 left = ((const CstPastMoment *) a)->at;
  gint64 right = ((const CstPastMoment *) b)->at;

  return (left > right) - (left < right);
}

static gboolean
add_changes (GArray       *moments,
             CstDb        *db,
             gint64        account,
             CstEntity     entity,
             const char   *id,
             CstPastNews   news,
             GError      **error)
{
  g_autoptr(GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!cst_db_change_moments (db, account, entity, id, times, error))
    return FALSE;

  for (guint i = 0; i < times->len; i++)
    {
      CstPastMoment moment = { g_array_index (times, gint64, i), news };

      g_array_append_val (moments, moment);
    }

  return TRUE;
}

typedef struct
{
  GArray  *moments;
  CstDesk *later;      /* (owned) (nullable) */
  gint64   later_from;
} DeskWalk;

static void
add_desk_moment (DeskWalk *walk)
{
  CstPastMoment moment = { walk->later_from, CST_PAST_DESK };

  if (moment.at > 0)
    g_array_append_val (walk->moments, moment);
}

/* That somebody opened the incident is nothing that became known. */
static void
desk_version_cb (CstEntity   entity,
                 const char *id,
                 gint64      known_from,
                 gint64      known_until,
                 const char *body,
                 gpointer    user_data)
{
  DeskWalk *walk = user_data;
  CstDesk *desk = cst_desk_new ();

  if (cst_record_from_text (&cst_desk_type, desk, body, NULL))
    desk->version = 0;
  while (desk->opened_by->len > 0)
    cst_record_free (&cst_person_mark_type, g_ptr_array_steal_index_fast (desk->opened_by, 0));
  if (walk->later != NULL && !cst_record_equal (&cst_desk_type, walk->later, desk))
    add_desk_moment (walk);

  g_clear_pointer (&walk->later, cst_desk_free);
  walk->later = desk;
  walk->later_from = known_from;
}

static gboolean
add_desk_changes (GArray      *moments,
                  CstDb       *db,
                  gint64       account,
                  const char  *incident,
                  GError     **error)
{
  DeskWalk walk = { .moments = moments };
  g_autoptr(CstDesk) nothing = cst_desk_new ();
  gboolean done = cst_db_each_version_of (db, account, CST_ENTITY_DESK, incident, desk_version_cb, &walk, error);

  nothing->incident = g_strdup (incident);
  if (walk.later != NULL && !cst_record_equal (&cst_desk_type, walk.later, nothing))
    add_desk_moment (&walk);
  g_clear_pointer (&walk.later, cst_desk_free);

  return done;
}

/* That somebody opened or read it is nothing that became known. */
static CstPastNews
news_of_entry (const CstJournalEntry *entry)
{
  int kind = cst_enum_value (&cst_operation_kind_type, entry->details.subject);

  switch (entry->kind)
    {
    case CST_JOURNAL_DECIDED:
    case CST_JOURNAL_MOVED:
      if (kind == CST_OPERATION_OPENED || kind == CST_OPERATION_MARK_READ)
        return 0;
      return entry->kind == CST_JOURNAL_DECIDED ? CST_PAST_DECISION : CST_PAST_OUTBOX;
    case CST_JOURNAL_INCIDENT_SEEN:
    case CST_JOURNAL_RESOLUTION_SEEN:
    case CST_JOURNAL_RETURN_SEEN:
      return CST_PAST_INCIDENT;
    case CST_JOURNAL_ERASED:
      return CST_PAST_ERASED;
    case CST_JOURNAL_TICK:
    case CST_JOURNAL_ANSWER:
    case CST_JOURNAL_MOMENT:
    case CST_JOURNAL_PIN:
      return CST_PAST_MARK;
    case CST_JOURNAL_UNKNOWN:
    case CST_JOURNAL_RESTORED:
    case CST_JOURNAL_DEVIATION:
    case CST_JOURNAL_DELIVERY_SEEN:
    case CST_JOURNAL_CALL:
    case CST_JOURNAL_DOSSIER:
    case CST_JOURNAL_LESSON:
    default:
      return 0;
    }
}

static gint64
add_entries (GArray     *moments,
             GPtrArray  *journal,
             const char *incident)
{
  gint64 first = 0;

  for (guint i = 0; i < journal->len; i++)
    {
      const CstJournalEntry *entry = g_ptr_array_index (journal, i);
      CstPastMoment moment = { entry->at, news_of_entry (entry) };
      gboolean is_of_other = entry->incident != NULL && g_strcmp0 (entry->incident, incident) != 0;

      if (moment.news != 0 && !is_of_other)
        g_array_append_val (moments, moment);
      if (first == 0 && !is_of_other && entry->kind == CST_JOURNAL_INCIDENT_SEEN)
        first = entry->at;
    }

  return first;
}

/* In order, one for each second, from when the incident was known. */
static void
merge_moments (GArray *moments,
               gint64  first)
{
  guint n = 0;

  g_array_sort (moments, compare_moments);
  for (guint i = 0; i < moments->len; i++)
    {
      CstPastMoment moment = g_array_index (moments, CstPastMoment, i);

      if (moment.at < first)
        continue;
      if (n > 0 && g_array_index (moments, CstPastMoment, n - 1).at == moment.at)
        g_array_index (moments, CstPastMoment, n - 1).news |= moment.news;
      else
        g_array_index (moments, CstPastMoment, n++) = moment;
    }
  g_array_set_size (moments, n);
}

/**
 * cst_db_past_moments:
 *
 * Returns: (transfer full) (element-type CstPastMoment): when something became known of an incident, oldest first
 */
GArray *
cst_db_past_moments (CstDb       *db,
                     gint64       account,
                     const char  *incident,
                     GError     **error)
{
  g_autoptr(CstIncident) now = cst_db_incident (db, account, incident, error);
  g_autoptr(GArray) moments = g_array_new (FALSE, FALSE, sizeof (CstPastMoment));
  g_autoptr(GPtrArray) journal = NULL;
  gint64 first;

  if (now == NULL || !(journal = cst_db_journal_of_order (db, account, now->order, error)) ||
      !add_changes (moments, db, account, CST_ENTITY_INCIDENT, incident, CST_PAST_INCIDENT, error))
    return NULL;

  first = add_entries (moments, journal, incident);
  if (!add_changes (moments, db, account, CST_ENTITY_ORDER, now->order, CST_PAST_ORDER, error) ||
      !add_changes (moments, db, account, CST_ENTITY_THREAD, now->order, CST_PAST_MESSAGES, error) ||
      !add_desk_changes (moments, db, account, incident, error))
    return NULL;

  merge_moments (moments, first);

  return g_steal_pointer (&moments);
}
