/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-case-facts.h"

#include "cst-util.h"

/* When a case waits for the customer: from our message until their next word, as far as the site does not say
 * otherwise. Clocks that pause stand still meanwhile. */

typedef struct
{
  gint64   at;
  gboolean is_ours;
} Word;

static void
add_word (GArray   *words,
          gint64    at,
          gboolean  is_ours)
{
  Word word = { at, is_ours };

  g_array_append_val (words, word);
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  const Word *left = a;
  const Word *right = b;

  return left->at != right->at ? (left->at > right->at) - (left->at < right->at) : left->is_ours - right->is_ours;
}

static void
add_history (GArray            *words,
             const CstIncident *incident,
             gint64             start)
{
  for (guint i = 0; i < incident->history->len; i++)
    {
      const CstIncidentEvent *event = g_ptr_array_index (incident->history, i);

      if (event->at < start)
        continue;
      if (event->actor == CST_PARTY_CUSTOMER)
        add_word (words, event->at, FALSE);
      else if (event->actor == CST_PARTY_BRAND && event->event == CST_EVENT_MESSAGE)
        add_word (words, event->at, TRUE);
    }
}

static void
add_messages (GArray            *words,
              const CstIncident *incident,
              const CstThread   *thread,
              gint64             start)
{
  for (guint i = 0; i < thread->messages->len; i++)
    {
      const CstMessage *message = g_ptr_array_index (thread->messages, i);

      if (message->sent_at >= start && (message->author == CST_PARTY_BRAND || message->author == CST_PARTY_CUSTOMER) &&
          (message->incident == NULL || g_strcmp0 (message->incident, incident->id) == 0))
        add_word (words, message->sent_at, message->author == CST_PARTY_BRAND);
    }
}

static void
add_pause (CstCaseFacts *facts,
           gint64        from,
           gint64        until)
{
  CstCasePause *pause;

  if (until != 0 && until <= from)
    return;

  pause = cst_record_new (&cst_case_pause_type);
  pause->from = from;
  pause->until = until;
  g_ptr_array_add (facts->pauses, pause);
}

/* What lasts still, unless the case is settled or the site says that it is our turn. */
static void
add_last (CstCaseFacts      *facts,
          const CstIncident *incident,
          gint64             from)
{
  gboolean is_our_turn = incident->waiting_for == CST_PARTY_BRAND || incident->waiting_for == CST_PARTY_MARKETPLACE;
  gint64 settled = facts->moments.at[CST_MOMENT_SETTLED];

  add_pause (facts, from, settled != 0 ? settled : is_our_turn ? MAX (incident->waiting_since, from) : 0);
}

/**
 * cst_case_facts_take_waits:
 * @thread: (nullable)
 * @start: what was said before belongs to the old clocks (R5)
 *
 * R6: finds when the case waited for the customer. To be called once the moments are in.
 */
void
cst_case_facts_take_waits (CstCaseFacts      *facts,
                           const CstIncident *incident,
                           const CstThread   *thread,
                           gint64             start)
{
  g_autoptr(GArray) words = g_array_new (FALSE, FALSE, sizeof (Word));
  gint64 from = 0;
  gint64 answered = 0;

  add_history (words, incident, start);
  if (thread != NULL)
    add_messages (words, incident, thread, start);
  g_array_sort (words, compare_words);

  for (guint i = 0; i < words->len; i++)
    {
      const Word *word = &g_array_index (words, Word, i);

      if (word->is_ours && from == 0)
        from = word->at;
      if (word->is_ours)
        continue;
      answered = word->at;
      if (from != 0)
        add_pause (facts, from, word->at);
      from = 0;
    }

  /* The site knows of what it does not show us, as a question over the phone. */
  if (from == 0 && incident->waiting_for == CST_PARTY_CUSTOMER && incident->waiting_since >= MAX (start, answered))
    from = incident->waiting_since;
  if (from != 0)
    add_last (facts, incident, from);
}

/**
 * cst_case_facts_add_pause:
 * @from: when somebody says that the case began to wait; one that is known from then on is corrected
 * @until: when it went on, 0 when it still waits
 */
void
cst_case_facts_add_pause (CstCaseFacts *facts,
                          gint64        from,
                          gint64        until)
{
  g_return_if_fail (facts != NULL);

  for (guint i = 0; i < facts->pauses->len; i++)
    {
      CstCasePause *known = g_ptr_array_index (facts->pauses, i);

      if (known->from == from)
        {
          known->until = until;
          return;
        }
    }

  add_pause (facts, from, until);
}

/**
 * cst_case_open_pause:
 *
 * Returns: (transfer none) (nullable): since when the case waits for the other side, %NULL when it does not
 */
const CstCasePause *
cst_case_open_pause (const GPtrArray *pauses)
{
  for (guint i = 0; i < pauses->len; i++)
    {
      const CstCasePause *pause = g_ptr_array_index (pauses, i);

      if (pause->until == 0)
        return pause;
    }

  return NULL;
}
