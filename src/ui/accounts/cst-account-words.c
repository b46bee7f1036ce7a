/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-account-words.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "cst-format.h"
#include "cst-labels.h"
#include "cst-util.h"

/* What is wrong with what was typed, and what the marketplace answered, in words. */

/* Below this a difference of clocks does no harm. */
#define CLOCK_TOLERANCE_S 120

static const struct
{
  CstCapabilities  capability;
  const char      *label;
} capabilities[] = {
  { CST_CAN_READ_ORDERS, NC_("capability", "orders") },
  { CST_CAN_READ_INCIDENTS, NC_("capability", "incidents") },
  { CST_CAN_READ_THREADS, NC_("capability", "conversations") },
  { CST_CAN_READ_ATTACHMENTS, NC_("capability", "photos") },
  { CST_CAN_REFUND, NC_("capability", "refunds") },
  { CST_CAN_REFUND_PARTLY, NC_("capability", "partial refunds") },
  { CST_CAN_REPLACE, NC_("capability", "replacements") },
  { CST_CAN_SEND_LABEL, NC_("capability", "return labels") },
  { CST_CAN_SHIP, NC_("capability", "tracking of replacements") },
  { CST_CAN_HANDLE_RETURNS, NC_("capability", "returns") },
  { CST_CAN_CANCEL, NC_("capability", "cancellations") },
  { CST_CAN_MESSAGE, NC_("capability", "messages") },
  { CST_CAN_NOTE, NC_("capability", "notes shared with colleagues") },
  { CST_CAN_FIND, NC_("capability", "findings shared with colleagues") },
  { CST_CAN_ADD_EVIDENCE, NC_("capability", "evidence shared with colleagues") },
  { CST_CAN_ASSIGN, NC_("capability", "assignments") },
  { CST_CAN_SAY_RATE, NC_("capability", "its own rate") },
};

/**
 * cst_account_name_problem:
 *
 * Returns: (transfer full) (nullable): why this is no name for an account, %NULL when it is one
 */
char *
cst_account_name_problem (const char *name)
{
  if (cst_str_is_blank (name))
    return g_strdup (_("Give the account a name."));
  if (!cst_account_name_is_valid (name))
    return g_strdup (_("Use up to 32 letters without accents, digits, points, dashes and underscores."));

  return NULL;
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr(GInetAddress) address = NULL;

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  address = g_inet_address_new_from_string (host);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

/**
 * cst_account_address_problem:
 *
 * Returns: (transfer full) (nullable): why nothing would be sent to this address, %NULL when it would
 */
char *
cst_account_address_problem (const char *address)
{
  g_autoptr(GUri) uri = NULL;
  const char *scheme;

  if (cst_str_is_blank (address))
    return g_strdup (_("Enter the address of the marketplace’s interface."));
  if ((uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL)) == NULL || cst_str_is_blank (g_uri_get_host (uri)))
    return g_strdup (_("This is no complete address. It begins with https:// and the name of a server."));

  scheme = g_uri_get_scheme (uri);
  if (g_uri_get_userinfo (uri) != NULL)
    return g_strdup (_("Leave names and passwords out of the address; the token has a field of its own."));
  if (strcmp (scheme, "https") != 0 && !(strcmp (scheme, "http") == 0 && is_loopback (g_uri_get_host (uri))))
    return g_strdup (_("The address must begin with https://, or the token could be read on the way."));

  return NULL;
}

static gboolean
is_code (const char *text,
         gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalpha (text[i]))
        return FALSE;
    }

  return text[length] == '\0';
}

/**
 * cst_account_place_problem:
 *
 * Returns: (transfer full) (nullable): why incidents cannot be recorded by hand for this place, %NULL when they can
 */
char *
cst_account_place_problem (const char *site,
                           const char *currency,
                           const char *country)
{
  if (cst_str_is_blank (site))
    return g_strdup (_("Say where the incidents come from: a site, a shop, the phone."));
  if (!is_code (currency, 3))
    return g_strdup (_("A currency has three letters, like EUR."));
  if (*country != '\0' && !is_code (country, 2))
    return g_strdup (_("A country has two letters, like FR."));

  return NULL;
}

/* A term as it stands inside a sentence. */
static char *
in_sentence (const char *term)
{
  const char *rest = g_utf8_next_char (term);
  g_autofree char *first = g_utf8_strdown (term, rest - term);

  return g_strconcat (first, rest, NULL);
}

/**
 * cst_account_answer_text:
 *
 * Returns: (transfer full): who answered, and for whom
 */
char *
cst_account_answer_text (const CstAccountInfo *info)
{
  const char *site = info->site != NULL ? info->site : _("The marketplace");
  g_autofree char *audience = in_sentence (cst_term_customers (info));

  if (info->capabilities & CST_CAN_RECORD)
    /* Translators: a place, and “retailers” or “customers” */
    return g_strdup_printf (_("%1$s, recorded by hand. Who orders there: %2$s."), site, audience);
  if (cst_str_is_blank (info->name))
    /* Translators: a marketplace’s name, and “retailers” or “customers” */
    return g_strdup_printf (_("%1$s. Who orders there: %2$s."), site, audience);

  /* Translators: a marketplace’s name, the account’s name there, and “retailers” or “customers” */
  return g_strdup_printf (_("%1$s knows you as %2$s. Who orders there: %3$s."), site, info->name, audience);
}

/**
 * cst_account_missing_text:
 *
 * Returns: (transfer full) (nullable): what cannot be done with this account and this token, %NULL when nothing is
 * missing
 */
char *
cst_account_missing_text (const CstAccountInfo *info)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GString) missing = g_string_new (NULL);

  if (info->capabilities & CST_CAN_RECORD)
    return NULL;
  if (!info->may_decide && !info->may_find)
    g_string_append (text, _("The token may only look."));
  else if (!info->may_decide)
    g_string_append (text, _("The token may look and record findings, but decide nothing about money or goods."));

  for (gsize i = 0; i < G_N_ELEMENTS (capabilities); i++)
    {
      if (!(info->capabilities & ~info->desk_only & (int) capabilities[i].capability))
        g_string_append_printf (missing, "%s%s", missing->len > 0 ? ", " : "",
                                g_dpgettext2 (NULL, "capability", capabilities[i].label));
    }
  if (missing->len > 0)
    {
      /* Translators: a list of what a marketplace does not offer */
      g_string_append_printf (text, "%s", text->len > 0 ? " " : "");
      g_string_append_printf (text, _("The marketplace does not offer: %s."), missing->str);
    }
  if (info->desk_only != 0)
    g_string_append_printf (text, " %s", _("Notes, findings, evidence and assignments it has no place for are kept on "
                                           "this desk only."));

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/**
 * cst_account_clock_text:
 *
 * Returns: (transfer full) (nullable): by how much the clocks differ, %NULL when it does no harm
 */
char *
cst_account_clock_text (const CstAccountInfo *info)
{
  gint64 offset = info->clock_offset;
  g_autofree char *duration = NULL;

  if (llabs (offset) < CLOCK_TOLERANCE_S)
    return NULL;

  duration = cst_format_duration (llabs (offset));

  /* Translators: a stretch of time */
  return g_strdup_printf (offset > 0 ? _("This computer’s clock is %s behind the marketplace’s; due times may look "
                                         "wrong.")
                                     : _("This computer’s clock is %s ahead of the marketplace’s; due times may look "
                                         "wrong."), duration);
}
