/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-search.h"

#include <string.h>

#include "cst-util.h"

static void
add_text (GString    *out,
          const char *text)
{
  if (text == NULL || *text == '\0')
    return;

  if (out->len > 0)
    g_string_append_c (out, ' ');
  g_string_append (out, text);
}

static char *
fold_and_free (GString *text)
{
  g_autofree char *plain = g_string_free (text, FALSE);

  return cst_str_fold (plain);
}

/**
 * cst_search_own_text:
 *
 * Returns: (transfer full): the folded words by which an order itself is found
 */
char *
cst_search_own_text (const CstOrder *order)
{
  GString *out = g_string_new (NULL);

  add_text (out, order->number);
  add_text (out, order->customer.name);
  add_text (out, order->customer.contact_name);
  add_text (out, order->customer.city);
  for (guint i = 0; i < order->lines->len; i++)
    {
      const CstOrderLine *line = g_ptr_array_index (order->lines, i);

      add_text (out, line->sku);
      add_text (out, line->title);
      add_text (out, line->variant);
    }
  for (guint i = 0; i < order->shipments->len; i++)
    {
      const CstShipment *shipment = g_ptr_array_index (order->shipments, i);

      add_text (out, shipment->tracking_number);
    }

  return fold_and_free (out);
}

static void
add_incident (GString           *out,
              const CstIncident *incident)
{
  add_text (out, incident->number);
  add_text (out, incident->description);
  for (guint i = 0; i < incident->resolutions->len; i++)
    add_text (out, ((const CstResolution *) g_ptr_array_index (incident->resolutions, i))->tracking_number);
  for (guint i = 0; i < incident->returns->len; i++)
    add_text (out, ((const CstReturn *) g_ptr_array_index (incident->returns, i))->tracking_number);
}

/**
 * cst_search_talk_text:
 * @incidents: (element-type CstIncident): the order's
 * @thread: (nullable): its conversation
 *
 * Returns: (transfer full): the folded words of what was reported and written
 */
char *
cst_search_talk_text (GPtrArray       *incidents,
                      const CstThread *thread)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < incidents->len; i++)
    add_incident (out, g_ptr_array_index (incidents, i));
  for (guint i = 0; thread != NULL && i < thread->messages->len; i++)
    add_text (out, ((const CstMessage *) g_ptr_array_index (thread->messages, i))->body);

  return fold_and_free (out);
}

static void
add_word (GString    *match,
          const char *word,
          gsize       length)
{
  if (match->len > 0)
    g_string_append (match, " AND ");
  g_string_append_c (match, '"');
  g_string_append_len (match, word, (gssize) length);
  g_string_append_c (match, '"');
  /* The prefix indexes begin at two letters; one letter is a word of its own. */
  if (g_utf8_strlen (word, (gssize) length) > 1)
    g_string_append (match, " *");
}

/**
 * cst_search_match:
 * @typed: what a person typed or scanned
 *
 * Every word must begin some word of the order. Nothing typed is an operator: what is no letter and
 * no digit separates words, as in the index, and each word is quoted.
 *
 * Returns: (transfer full) (nullable): for MATCH; %NULL when there is no word in @typed
 */
char *
cst_search_match (const char *typed)
{
  g_autofree char *folded = cst_str_fold (typed);
  g_autoptr(GString) match = g_string_new (NULL);
  const char *word = NULL;
  const char *p = folded;

  for (;; p = g_utf8_next_char (p))
    {
      gboolean is_part = *p != '\0' && g_unichar_isalnum (g_utf8_get_char (p));

      if (is_part && word == NULL)
        word = p;
      if (!is_part && word != NULL)
        {
          add_word (match, word, (gsize) (p - word));
          word = NULL;
        }
      if (*p == '\0')
        break;
    }

  return match->len > 0 ? g_strdup (match->str) : NULL;
}

/**
 * cst_search_key:
 *
 * Returns: (transfer full): the form in which numbers are compared and names sorted
 */
char *
cst_search_key (const char *typed)
{
  g_autofree char *folded = cst_str_fold (typed != NULL ? typed : "");

  return g_strdup (g_strstrip (folded));
}
