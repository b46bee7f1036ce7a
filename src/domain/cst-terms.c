/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-terms.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cst-util.h"

/* As it stands in the rules, in English: `incident=reported problem`. */
static const char *
find_word (const CstAccountInfo *info,
           const char           *id)
{
  gsize length = strlen (id);

  for (gsize i = 0; info->terms != NULL && info->terms[i] != NULL; i++)
    {
      if (strncmp (info->terms[i], id, length) == 0 && info->terms[i][length] == '=')
        return info->terms[i] + length + 1;
    }

  return NULL;
}

/**
 * cst_term:
 * @id: `incident`, `customer`, `state-submitted`…
 *
 * Returns: (transfer none) (nullable): the site's own word in the reader's language, %NULL where our own serves
 */
const char *
cst_term (const CstAccountInfo *info,
          const char           *id)
{
  const char *word = find_word (info, id);
  g_auto(GStrv) parts = NULL;
  g_autofree char *named = NULL;

  if (cst_str_is_blank (word))
    return NULL;

  word = g_dpgettext2 (GETTEXT_PACKAGE, id, word);
  parts = g_strsplit (word, "{site}", -1);
  named = g_strjoinv (info->site != NULL ? info->site : _("the marketplace"), parts);

  return g_intern_string (named);
}

/* A word where a title stands. */
static const char *
title (const char *word)
{
  g_autofree char *first = NULL;
  g_autofree char *upper = NULL;
  g_autofree char *both = NULL;

  if (word == NULL)
    return NULL;

  first = g_utf8_substring (word, 0, 1);
  upper = g_utf8_strup (first, -1);
  both = g_strconcat (upper, g_utf8_next_char (word), NULL);

  return g_intern_string (both);
}

/**
 * cst_term_is_retailer:
 *
 * Returns: whether sentences speak of a retailer, else of a customer
 */
gboolean
cst_term_is_retailer (const CstAccountInfo *info)
{
  const char *word = find_word (info, "customer");

  if (word != NULL && (strcmp (word, "retailer") == 0 || strcmp (word, "customer") == 0))
    return strcmp (word, "retailer") == 0;

  return info->audience != CST_CUSTOMER_CONSUMER;
}

/**
 * cst_term_is_problem:
 *
 * Returns: whether sentences speak of a reported problem, else of an incident
 */
gboolean
cst_term_is_problem (const CstAccountInfo *info)
{
  const char *word = find_word (info, "incident");

  if (word != NULL && (strcmp (word, "reported problem") == 0 || strcmp (word, "incident") == 0))
    return strcmp (word, "incident") != 0;

  return info->audience != CST_CUSTOMER_CONSUMER;
}

const char *
cst_term_customer (const CstAccountInfo *info)
{
  const char *word = title (cst_term (info, "customer"));

  if (word != NULL)
    return word;

  return cst_term_is_retailer (info) ? C_("party", "Retailer") : C_("party", "Customer");
}

const char *
cst_term_customers (const CstAccountInfo *info)
{
  const char *word = title (cst_term (info, "customers"));

  if (word != NULL)
    return word;

  return cst_term_is_retailer (info) ? C_("party", "Retailers") : C_("party", "Customers");
}

/**
 * cst_term_customer_name:
 *
 * Returns: (transfer none): whose order it is; in a name's place “Customer” or “Retailer”, once it was erased (R12)
 */
const char *
cst_term_customer_name (const CstAccountInfo *info,
                        const CstOrder       *order)
{
  return cst_str_is_blank (order->customer.name) ? cst_term_customer (info) : order->customer.name;
}

const char *
cst_term_incident (const CstAccountInfo *info)
{
  const char *word = title (cst_term (info, "incident"));

  if (word != NULL)
    return word;

  return cst_term_is_problem (info) ? _("Reported problem") : _("Incident");
}

const char *
cst_term_incidents (const CstAccountInfo *info)
{
  const char *word = title (cst_term (info, "incidents"));

  if (word != NULL)
    return word;

  return cst_term_is_problem (info) ? _("Reported problems") : _("Incidents");
}

/**
 * cst_label_show_incident:
 *
 * Returns: (transfer none): the button that opens an incident (O4)
 */
const char *
cst_label_show_incident (const CstAccountInfo *info)
{
  const char *word = cst_term (info, "incident-show");

  if (word != NULL)
    return word;

  return cst_term_is_problem (info) ? C_("button", "Show problem") : C_("button", "Show incident");
}
