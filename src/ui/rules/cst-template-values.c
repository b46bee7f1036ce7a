/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-template-values.h"


#include "cst-resolution-words.h"

/* What the variables of a message stand for. Amounts and dates are written as the customer's
 * language does, whatever the reader's is (R11). */

static void
free_value (gpointer value)
{
  cst_record_free (&cst_variable_value_type, value);
}

static void
take_value (GPtrArray   *values,
            CstVariable  variable,
            char        *text)
{
  CstVariableValue *value;

  if (text == NULL)
    return;

  value = cst_record_new (&cst_variable_value_type);
  value->variable = variable;
  value->value = text;
  g_ptr_array_add (values, value);
}

static gboolean
is_french (const char *language)
{
  return language != NULL && g_ascii_strncasecmp (language, "fr", 2) == 0;
}

static char *
write_date (GDateTime  *date,
            const char *language)
{
  static const char *const english[] = {
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  };
  static const char *const french[] = {
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
  };
  static const char *const spanish[] = {
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
  };
  gboolean is_spanish = language != NULL && g_ascii_strncasecmp (language, "es", 2) == 0;
  const char *const *months = is_french (language) ? french : is_spanish ? spanish : english;
  int day = g_date_time_get_day_of_month (date);

  return g_strdup_printf ("%d%s %s%s %s%d", day, is_french (language) && day == 1 ? "er" : "", is_spanish ? "de " : "",
                          months[g_date_time_get_month (date) - 1], is_spanish ? "de " : "",
                          g_date_time_get_year (date));
}

static char *
write_day (gint64      moment,
           const char *language)
{
  g_autoptr(GDateTime) date = moment > 0 ? g_date_time_new_from_unix_local (moment) : NULL;

  return date != NULL ? write_date (date, language) : NULL;
}

static char *
write_amount (const CstAmounts *amounts,
              const char       *language)
{
  g_autofree char *number = NULL;

  if (amounts->total <= 0)
    return NULL;

  number = cst_money_to_text (cst_money (amounts->total, amounts->currency));
  if (is_french (language))
    g_strdelimit (number, ".", ',');

  return g_strdup_printf ("%s %s", number, g_str_equal (amounts->currency, "EUR") ? "€" : amounts->currency);
}

/* What was chosen, else what was reported. */
static char *
write_lines (const CstIncidentCase *incident_case,
             CstResolutionDraft    *draft)
{
  g_autofree char *chosen = draft != NULL ? cst_resolution_pieces (draft) : NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  if (chosen != NULL && *chosen != '\0')
    return g_steal_pointer (&chosen);

  for (guint i = 0; i < incident_case->incident->lines->len; i++)
    {
      const CstLineQuantity *reported = g_ptr_array_index (incident_case->incident->lines, i);
      const CstOrderLine *line = cst_order_find_line (incident_case->order, reported->line);

      if (line != NULL)
        g_string_append_printf (text, "%s%d × %s", text->len > 0 ? ", " : "", reported->quantity, line->title);
    }

  return text->len > 0 ? g_strdup (text->str) : NULL;
}

static int
count_pieces (const CstIncidentCase *incident_case,
              CstResolutionDraft    *draft)
{
  int pieces = draft != NULL ? cst_resolution_draft_count_pieces (draft) : 0;

  for (guint i = 0; pieces == 0 && i < incident_case->incident->lines->len; i++)
    pieces += ((const CstLineQuantity *) g_ptr_array_index (incident_case->incident->lines, i))->quantity;

  return pieces;
}

static gint64
last_written (const CstThread *thread)
{
  gint64 at = 0;

  for (guint i = 0; i < thread->messages->len; i++)
    {
      const CstMessage *message = g_ptr_array_index (thread->messages, i);

      if (message->author == CST_PARTY_BRAND)
        at = MAX (at, message->sent_at);
    }

  return at;
}

static void
take_shipment (GPtrArray      *values,
               const CstOrder *order)
{
  const CstShipment *shipment;

  if (order->shipments->len == 0)
    return;

  shipment = g_ptr_array_index (order->shipments, order->shipments->len - 1);
  take_value (values, CST_VARIABLE_CARRIER, g_strdup (shipment->carrier));
  take_value (values, CST_VARIABLE_TRACKING, g_strdup (shipment->tracking_number));
}

static int
discount_of (const CstCaseView *view)
{
  return view->guide != NULL && view->guide->proposal != NULL ? view->guide->proposal->discount_bp : 0;
}

/* R15: a message that belongs to a clock speaks of that clock's end, any other of the most pressing one. */
static gint64
due_of (const CstCaseView *view,
        const char        *template_id)
{
  for (guint i = 0; i < view->clocks->len; i++)
    {
      const CstCaseClock *clock = g_ptr_array_index (view->clocks, i);

      if (g_strcmp0 (clock->template_id, template_id) == 0)
        return clock->due;
    }

  return view->resolve_by != 0 ? view->resolve_by : view->respond_by;
}

/**
 * cst_template_values_new:
 * @template_id: of the message
 * @draft: (nullable): what is being decided
 * @language: (nullable): in which amounts and days are written
 *
 * Returns: (transfer full) (element-type CstVariableValue): what is known
 */
GPtrArray *
cst_template_values_new (const CstIncidentCase *incident_case,
                         const CstCaseView     *view,
                         const char            *template_id,
                         CstResolutionDraft    *draft,
                         const char            *language)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (free_value);
  const CstOrder *order = incident_case->order;
  const char *name = order->customer.contact_name != NULL ? order->customer.contact_name : order->customer.name;
  int discount = discount_of (view);

  take_value (values, CST_VARIABLE_CUSTOMER, g_strdup (name));
  take_value (values, CST_VARIABLE_ORDER, g_strdup (order->number));
  take_value (values, CST_VARIABLE_INCIDENT, g_strdup (incident_case->incident->number));
  take_value (values, CST_VARIABLE_LINES, write_lines (incident_case, draft));
  take_value (values, CST_VARIABLE_QUANTITY, g_strdup_printf ("%d", count_pieces (incident_case, draft)));
  take_value (values, CST_VARIABLE_BRAND, g_strdup (incident_case->account->info.name));
  take_value (values, CST_VARIABLE_SITE, g_strdup (incident_case->account->info.site));
  take_value (values, CST_VARIABLE_DATE, write_day (last_written (incident_case->thread), language));
  take_value (values, CST_VARIABLE_DUE, write_day (due_of (view, template_id), language));
  take_shipment (values, order);
  if (draft != NULL && cst_resolution_draft_get_choice (draft) == CST_CHOICE_REFUND)
    {
      CstAmounts amounts;

      cst_resolution_draft_get_amounts (draft, &amounts);
      take_value (values, CST_VARIABLE_AMOUNT, write_amount (&amounts, language));
    }
  if (discount > 0)
    take_value (values, CST_VARIABLE_DISCOUNT, g_strdup_printf ("%d %%", discount / 100));

  return values;
}

/**
 * cst_template_write_day:
 * @date: as 2026-11-25
 * @language: (nullable): in which it is written
 *
 * Returns: (transfer full) (nullable): the day in words, as a message has it
 */
char *
cst_template_write_day (const char *date,
                        const char *language)
{
  g_autofree char *text = g_strdup_printf ("%sT12:00:00Z", date);
  g_autoptr(GDateTime) day = g_date_time_new_from_iso8601 (text, NULL);

  return day != NULL ? write_date (day, language) : NULL;
}
