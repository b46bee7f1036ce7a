/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "cst-case-entry.h"
#include "cst-ctl-operation.h"
#include "cst-labels.h"
#include "cst-util.h"

/* Cases of places without an API: recorded, corrected and told of by hand. */

static char *option_account;
static char *option_number;
static char *option_reference;
static char *option_customer;
static char *option_email;
static char *option_phone;
static char *option_street;
static char *option_postal_code;
static char *option_city;
static char *option_country;
static char *option_language;
static char *option_placed;
static char *option_shipped;
static char *option_delivered;
static char *option_carrier;
static char *option_tracking;
static char *option_currency;
static char *option_tax_rate;
static char *option_shipping;
static gboolean option_without_tax;
static char **option_lines;
static char *option_reason;
static char *option_text;
static char *option_on;
static char **option_files;
static int option_announced;

static const GOptionEntry add_options[] = {
  { "account", 0, 0, G_OPTION_ARG_STRING, &option_account, N_("Which account kept by hand"), "NAME" },
  { "order", 0, 0, G_OPTION_ARG_STRING, &option_number, N_("The order’s number"), "NUMBER" },
  { "reference", 0, 0, G_OPTION_ARG_STRING, &option_reference, N_("The site’s own number of the incident"), "NUMBER" },
  { "customer", 0, 0, G_OPTION_ARG_STRING, &option_customer, N_("Who ordered"), "NAME" },
  { "email", 0, 0, G_OPTION_ARG_STRING, &option_email, N_("The customer’s e-mail address"), "ADDRESS" },
  { "phone", 0, 0, G_OPTION_ARG_STRING, &option_phone, N_("The customer’s phone number"), "NUMBER" },
  { "street", 0, 0, G_OPTION_ARG_STRING, &option_street, N_("The address it was sent to: street and number"), "TEXT" },
  { "postal-code", 0, 0, G_OPTION_ARG_STRING, &option_postal_code, N_("Its postal code"), "CODE" },
  { "city", 0, 0, G_OPTION_ARG_STRING, &option_city, N_("Its city"), "NAME" },
  { "country", 0, 0, G_OPTION_ARG_STRING, &option_country, N_("Where it was sent to"), "FR" },
  { "language", 0, 0, G_OPTION_ARG_STRING, &option_language, N_("The customer’s language"), "fr" },
  { "placed", 0, 0, G_OPTION_ARG_STRING, &option_placed, N_("When it was ordered"), "DATE" },
  { "shipped", 0, 0, G_OPTION_ARG_STRING, &option_shipped, N_("When it left"), "DATE" },
  { "delivered", 0, 0, G_OPTION_ARG_STRING, &option_delivered, N_("When it arrived"), "DATE" },
  { "carrier", 0, 0, G_OPTION_ARG_STRING, &option_carrier, N_("Who carried it"), "NAME" },
  { "tracking", 0, 0, G_OPTION_ARG_STRING, &option_tracking, N_("Its tracking number"), "NUMBER" },
  { "line", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_lines,
    N_("An article: its name, pieces ordered, unit price, pieces concerned"), "ARTICLE:QTY:PRICE[:CONCERNED]" },
  { "currency", 0, 0, G_OPTION_ARG_STRING, &option_currency, N_("What was paid in, if not the account’s"), "EUR" },
  { "without-tax", 0, 0, G_OPTION_ARG_NONE, &option_without_tax, N_("The prices are without tax"), NULL },
  { "tax-rate", 0, 0, G_OPTION_ARG_STRING, &option_tax_rate, N_("The tax rate in percent"), "20" },
  { "shipping", 0, 0, G_OPTION_ARG_STRING, &option_shipping, N_("What was paid for shipping"), "5.90" },
  { "reason", 0, 0, G_OPTION_ARG_STRING, &option_reason,
    N_("Why: a reason’s code, or the site’s own word"), "REASON" },
  { "text", 0, 0, G_OPTION_ARG_STRING, &option_text, N_("What the customer says"), "TEXT" },
  { "reported", 0, 0, G_OPTION_ARG_STRING, &option_on, N_("When it was reported"), "DATE" },
  { "photo", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &option_files, N_("A photo of it"), "FILE" },
  { "photos-announced", 0, 0, G_OPTION_ARG_INT, &option_announced, N_("How many photos are still to come"), "N" },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry event_options[] = {
  { "text", 0, 0, G_OPTION_ARG_STRING, &option_text, N_("What was written, or why"), "TEXT" },
  { "on", 0, 0, G_OPTION_ARG_STRING, &option_on, N_("When it happened"), "DATE" },
  { "file", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &option_files, N_("A file that came with it"), "FILE" },
  { "carrier", 0, 0, G_OPTION_ARG_STRING, &option_carrier, N_("Return on its way: who carries it"), "NAME" },
  { "tracking", 0, 0, G_OPTION_ARG_STRING, &option_tracking, N_("Return on its way: its tracking number"), "NUMBER" },
  G_OPTION_ENTRY_NULL
};

/* A day alone, or a moment. A day stands for its noon, so that it is the same day wherever it is read. */
static gboolean
parse_moment (const char  *text,
              gint64      *moment,
              GError     **error)
{
  g_autofree char *noon = NULL;

  if (text == NULL)
    return TRUE;

  noon = cst_date_is_valid (text) ? g_strconcat (text, "T12:00:00Z", NULL) : g_strdup (text);
  *moment = cst_time_parse (noon);
  if (*moment == CST_TIME_NONE)
    return cst_ctl_usage (error, _("“%s” is not a day like 2026-11-30."), text), FALSE;

  return TRUE;
}

static gboolean
parse_price (const CstCaseEntry  *entry,
             const char          *text,
             gint64              *minor,
             GError             **error)
{
  CstMoney money;

  if (!cst_money_parse (text, entry->currency, &money))
    return cst_ctl_usage (error, _("“%s” is not an amount in %s."), text, entry->currency), FALSE;

  *minor = money.minor;

  return TRUE;
}

static gboolean
parse_count (const char  *text,
             int         *count,
             GError     **error)
{
  gint64 value = 0;

  if (!cst_ctl_parse_count (text, &value) || value > G_MAXINT)
    return cst_ctl_usage (error, _("“%s” is not a number of pieces."), text), FALSE;

  *count = (int) value;

  return TRUE;
}

/* `ARTICLE:QTY:PRICE[:CONCERNED]`; without the last one all pieces are concerned. */
static gboolean
add_line (CstCaseEntry  *entry,
          const char    *text,
          GError       **error)
{
  g_auto(GStrv) parts = g_strsplit (text, ":", -1);
  guint n_parts = g_strv_length (parts);
  CstCaseEntryLine *line;

  if (n_parts < 3 || n_parts > 4)
    return cst_ctl_usage (error, _("“%s” is not of the form ARTICLE:QTY:PRICE[:CONCERNED]."), text), FALSE;

  line = cst_case_entry_add_line (entry);
  line->title = g_strdup (parts[0]);
  line->sku = g_strdup (parts[0]);
  if (!parse_count (parts[1], &line->quantity, error) || !parse_price (entry, parts[2], &line->unit_price, error))
    return FALSE;

  line->concerned = line->quantity;

  return n_parts < 4 || parse_count (parts[3], &line->concerned, error);
}

static void
take_reason (CstCaseEntry *entry)
{
  if (option_reason == NULL)
    return;

  entry->reason = (CstReason) cst_enum_value (&cst_reason_type, option_reason);
  if (entry->reason == CST_REASON_UNKNOWN)
    {
      entry->reason = CST_REASON_OTHER;
      entry->reason_code = g_strdup (option_reason);
    }
}

static void
take_texts (CstCaseEntry     *entry,
            const CstAccount *account)
{
  entry->number = g_strdup (option_number);
  entry->reference = g_strdup (option_reference);
  entry->customer = g_strdup (option_customer);
  entry->customer_kind = account->info.audience;
  entry->email = g_strdup (option_email);
  entry->phone = g_strdup (option_phone);
  entry->street = g_strdup (option_street);
  entry->postal_code = g_strdup (option_postal_code);
  entry->city = g_strdup (option_city);
  entry->country = g_strdup (option_country != NULL ? option_country : account->info.country);
  entry->language = g_strdup (option_language);
  entry->carrier = g_strdup (option_carrier);
  entry->tracking_number = g_strdup (option_tracking);
  entry->description = g_strdup (option_text);
  entry->photos_announced = MAX (option_announced, 0);
  entry->tax_mode = option_without_tax ? CST_TAX_EXCLUDED : CST_TAX_INCLUDED;
  g_strlcpy (entry->currency, option_currency != NULL ? option_currency : account->info.currency,
             sizeof entry->currency);
  take_reason (entry);
}

static gboolean
take_words (CstCaseEntry      *entry,
            const CstAccount  *account,
            GError           **error)
{
  CstMoney rate = { 0 };

  take_texts (entry, account);
  if (option_tax_rate != NULL && (!cst_money_parse (option_tax_rate, "EUR", &rate) || rate.minor > 10000))
    return cst_ctl_usage (error, _("“%s” is not a percentage."), option_tax_rate), FALSE;
  entry->tax_rate_bp = (int) rate.minor;

  if (!parse_moment (option_placed, &entry->placed_at, error) ||
      !parse_moment (option_shipped, &entry->shipped_at, error) ||
      !parse_moment (option_delivered, &entry->delivered_at, error) ||
      !parse_moment (option_on, &entry->reported_at, error) ||
      (option_shipping != NULL && !parse_price (entry, option_shipping, &entry->shipping, error)))
    return FALSE;

  for (char **line = option_lines; line != NULL && *line != NULL; line++)
    {
      if (!add_line (entry, *line, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
attach_files (CstCtl            *ctl,
              CstOperation      *operation,
              const CstAccount  *account,
              GError           **error)
{
  for (char **file = option_files; file != NULL && *file != NULL; file++)
    {
      if (!cst_ctl_attach (ctl, operation, *file, FALSE, account, error))
        return FALSE;
    }

  return TRUE;
}

static CstCtlExit
case_add (CstCtl  *ctl,
          GStrv    args,
          GError **error)
{
  g_autoptr(CstAccount) account = NULL;
  g_autoptr(CstCaseEntry) entry = cst_case_entry_new ();
  g_autoptr(CstOperation) operation = NULL;

  if (option_account == NULL)
    return cst_ctl_usage (error, _("Say which account with --account."));
  if (!(account = cst_ctl_account (ctl, option_account, error)))
    return CST_CTL_FAILED;
  if (!take_words (entry, account, error))
    return CST_CTL_USAGE;

  operation = cst_case_entry_to_operation (entry, account->id, cst_clock_now (ctl->clock));
  if (!attach_files (ctl, operation, account, error))
    return CST_CTL_FAILED;

  return cst_ctl_decide (ctl, operation, FALSE, error);
}

/* What can be told, by the words of the command line. */
static const struct
{
  const char           *name;
  CstIncidentEventKind  event;
} events[] = {
  { "message", CST_EVENT_MESSAGE },
  { "photos", CST_EVENT_PHOTO_ADDED },
  { "carried-out", CST_EVENT_RESOLUTION_EXECUTED },
  { "refused-by-site", CST_EVENT_RESOLUTION_REFUSED },
  { "accepted", CST_EVENT_ACCEPTED },
  { "contested", CST_EVENT_CONTESTED },
  { "taken-over", CST_EVENT_REVIEW },
  { "report-refused", CST_EVENT_REFUSED },
  { "closed", CST_EVENT_RESOLVED },
  { "reopened", CST_EVENT_REOPENED },
  { "return-under-way", CST_EVENT_RETURN_UNDER_WAY },
};

static gboolean
find_event (const char            *name,
            CstIncidentEventKind  *event,
            GError               **error)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (events); i++)
    {
      if (strcmp (events[i].name, name) == 0)
        {
          *event = events[i].event;
          return TRUE;
        }
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", events[i].name);
    }

  return cst_ctl_usage (error, _("“%s” is none of: %s."), name, names->str), FALSE;
}

/* The one return or resolution that can be meant. */
static const char *
subject_of (const CstIncident    *incident,
            CstIncidentEventKind  event)
{
  const CstResolution *open = cst_incident_open_resolution (incident);

  if (event == CST_EVENT_RESOLUTION_EXECUTED || event == CST_EVENT_RESOLUTION_REFUSED)
    return open != NULL ? open->id : NULL;

  for (guint i = incident->returns->len; event == CST_EVENT_RETURN_UNDER_WAY && i > 0; i--)
    {
      const CstReturn *goods = g_ptr_array_index (incident->returns, i - 1);

      if (goods->state < CST_RETURN_UNDER_WAY)
        return goods->id;
    }

  return NULL;
}

static CstCtlExit
case_event (CstCtl  *ctl,
            GStrv    args,
            GError **error)
{
  g_auto(CstCtlIncident) found = CST_CTL_INCIDENT_INIT;
  g_autoptr(CstOperation) operation = NULL;
  CstIncidentEventKind event = CST_EVENT_UNKNOWN;

  if (!find_event (args[1], &event, error))
    return CST_CTL_USAGE;
  if (!cst_ctl_load_incident (ctl, args[0], &found, error))
    return CST_CTL_FAILED;
  if (found.incident == NULL)
    return cst_ctl_usage (error, _("Say which problem it is about."));

  operation = cst_ctl_new_operation (&found, CST_OPERATION_RECORD_EVENT);
  operation->event = event;
  operation->subject = g_strdup (subject_of (found.incident, event));
  operation->text = g_strdup (option_text);
  operation->carrier = g_strdup (option_carrier);
  operation->tracking_number = g_strdup (option_tracking);
  if (!parse_moment (option_on, &operation->moment, error))
    return CST_CTL_USAGE;
  if (!attach_files (ctl, operation, found.account, error))
    return CST_CTL_FAILED;

  return cst_ctl_decide (ctl, operation, FALSE, error);
}

const CstCtlCommand cst_ctl_case_commands[] = {
  { "case add", "", N_("Record an incident of a place without an API"), add_options, 0, 0, TRUE, case_add },
  { "case event", "ID WHAT", N_("Say what happened to such an incident"), event_options, 2, 2, TRUE, case_event },
  { NULL },
};
