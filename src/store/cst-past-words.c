/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-past-words.h"

#include <glib/gi18n-lib.h>

/* What became known, and what is not known any more, in words for people. */

typedef struct
{
  CstPastNews  news;
  const char  *nick;
  const char  *label;
} NewsWord;

static const NewsWord news_words[] = {
  { CST_PAST_INCIDENT, "incident", NC_("became known", "incident") },
  { CST_PAST_ORDER, "order", NC_("became known", "order") },
  { CST_PAST_MESSAGES, "messages", NC_("became known", "messages") },
  { CST_PAST_DESK, "desk", NC_("became known", "notes and findings") },
  { CST_PAST_DECISION, "decision", NC_("became known", "our decision") },
  { CST_PAST_OUTBOX, "outbox", NC_("became known", "outbox") },
  { CST_PAST_MARK, "mark", NC_("became known", "checklist") },
  { CST_PAST_ERASED, "erased", NC_("became known", "erasure") },
};

/**
 * cst_past_explain_news:
 * @news: #CstPastNews bits
 *
 * Returns: (transfer full): what became known, in a few words
 */
char *
cst_past_explain_news (guint news)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (news_words); i++)
    {
      if (news & news_words[i].news)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "",
                                g_dpgettext2 (GETTEXT_PACKAGE, "became known", news_words[i].label));
    }

  return g_string_free (text, FALSE);
}

/**
 * cst_past_list_news:
 * @news: #CstPastNews bits
 *
 * Returns: (transfer full): the same as words for programs
 */
GStrv
cst_past_list_news (guint news)
{
  g_autoptr(GStrvBuilder) nicks = g_strv_builder_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (news_words); i++)
    {
      if (news & news_words[i].news)
        g_strv_builder_add (nicks, news_words[i].nick);
    }

  return g_strv_builder_end (nicks);
}

/* An erasure says itself what is missing; one sentence is enough. */
static void
explain_removed (GStrvBuilder  *gaps,
                 const CstPast *past)
{
  if (past->is_erased)
    {
      g_strv_builder_add (gaps, _("Personal data were erased since: names, addresses and texts are gone."));
      return;
    }

  if (past->incident_known == CST_KNOWN_REMOVED)
    g_strv_builder_add (gaps, _("What was said of the incident is not kept so far back; its state is in the journal."));
  if (past->order_known == CST_KNOWN_REMOVED)
    g_strv_builder_add (gaps, _("What was said of the order is not kept so far back."));
  if (past->thread_known == CST_KNOWN_REMOVED)
    g_strv_builder_add (gaps, _("The conversation is not kept so far back."));
  if (past->desk_known == CST_KNOWN_REMOVED)
    g_strv_builder_add (gaps, _("Notes and findings are not kept so far back."));
}

/**
 * cst_past_explain_gaps:
 *
 * Returns: (transfer full): what @past cannot tell, a sentence each; empty when it tells everything
 */
GStrv
cst_past_explain_gaps (const CstPast *past)
{
  g_autoptr(GStrvBuilder) gaps = g_strv_builder_new ();

  if (past->incident_known == CST_KNOWN_GONE)
    g_strv_builder_add (gaps, _("The site had withdrawn the incident."));
  explain_removed (gaps, past);
  if (past->incident_known == CST_KNOWN_PERHAPS || past->order_known == CST_KNOWN_PERHAPS ||
      past->thread_known == CST_KNOWN_PERHAPS || past->desk_known == CST_KNOWN_PERHAPS)
    g_strv_builder_add (gaps, _("Earlier versions were not kept yet: what is shown may have been said later."));
  if (past->order_known == CST_KNOWN_NOT_YET)
    g_strv_builder_add (gaps, _("The order itself was not known yet."));
  if (past->changed_rules)
    g_strv_builder_add (gaps, _("It came under other rules since: deadlines are counted by the rules of now."));

  return g_strv_builder_end (gaps);
}
