/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-delivery-texts.h"

#include <glib/gi18n.h>

#include "cst-quick-answer.h"
#include "cst-template-values.h"
#include "cst-template.h"
#include "cst-util.h"

/* The ready texts of the account’s rules, filled in for one parcel. A template whose id begins with “customer-” is a
 * message to the customer, that of a carrier’s clock asks for the protest, any other is a sentence for the carrier. */

#define FOR_CUSTOMER "customer-"

static CstTextsFor
reader_of (const CstPlaybook *playbook,
           const char        *template_id)
{
  if (g_str_has_prefix (template_id, FOR_CUSTOMER))
    return CST_TEXTS_FOR_CUSTOMER;

  for (guint i = 0; i < playbook->clocks->len; i++)
    {
      const CstPlaybookClock *clock = g_ptr_array_index (playbook->clocks, i);

      if (clock->role == CST_CLOCK_CARRIER && g_strcmp0 (clock->template_id, template_id) == 0)
        return CST_TEXTS_FOR_PROTEST;
    }

  return CST_TEXTS_FOR_CARRIER;
}

/* Carriers read the language of the country they work in. */
static const char *
language_of_country (const char *country)
{
  static const struct
  {
    const char *country;
    const char *language;
  } languages[] = {
    { "ES", "es" }, { "PT", "pt" }, { "IT", "it" }, { "FR", "fr" }, { "MC", "fr" }, { "LU", "fr" }, { "BE", "fr" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      if (g_strcmp0 (languages[i].country, country) == 0)
        return languages[i].language;
    }

  return "en";
}

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

  if (cst_str_is_blank (text))
    {
      g_free (text);
      return;
    }

  value = cst_record_new (&cst_variable_value_type);
  value->variable = variable;
  value->value = text;
  g_ptr_array_add (values, value);
}

static GPtrArray *
list_values (const CstDeliveryCase *delivery_case,
             const char            *language,
             gint64                 now)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (free_value);
  const CstDelivery *delivery = delivery_case->delivery;
  g_autofree char *day = cst_next_delivery_day (delivery->recipient.country, now);
  gint64 until = cst_delivery_case_row (delivery_case)->protest_until;
  const char *number = delivery_case->order != NULL ? delivery_case->order->number
                       : cst_delivery_case_row (delivery_case)->order_number;

  take_value (values, CST_VARIABLE_CUSTOMER, g_strdup (cst_delivery_case_name (delivery_case)));
  take_value (values, CST_VARIABLE_ORDER, g_strdup (number));
  take_value (values, CST_VARIABLE_INCIDENT, g_strdup (delivery->number));
  take_value (values, CST_VARIABLE_CARRIER, g_strdup (delivery->carrier));
  take_value (values, CST_VARIABLE_TRACKING, g_strdup (delivery->tracking_number));
  take_value (values, CST_VARIABLE_BRAND, g_strdup (delivery_case->account->info.name));
  take_value (values, CST_VARIABLE_SITE, g_strdup (delivery_case->account->info.site));
  take_value (values, CST_VARIABLE_DATE, cst_template_write_day (day, language));
  if (until != 0)
    {
      g_autoptr(GDateTime) moment = g_date_time_new_from_unix_local (until);
      g_autofree char *last_day = g_date_time_format (moment, "%Y-%m-%d");

      take_value (values, CST_VARIABLE_DUE, cst_template_write_day (last_day, language));
    }

  return values;
}

/**
 * cst_delivery_ready_texts:
 * @playbook: (nullable): the account's rules
 *
 * Returns: (transfer full) (element-type CstReadyText)
 */
GPtrArray *
cst_delivery_ready_texts (const CstPlaybook     *playbook,
                          const CstDeliveryCase *delivery_case,
                          CstTextsFor            reader,
                          gint64                 now)
{
  GPtrArray *texts = cst_ready_texts_new ();
  const char *language = reader != CST_TEXTS_FOR_CARRIER
                         ? cst_delivery_case_language (delivery_case)
                         : language_of_country (delivery_case->delivery->recipient.country);
  g_autoptr(GPtrArray) values = list_values (delivery_case, language, now);

  for (guint i = 0; playbook != NULL && i < playbook->templates->len; i++)
    {
      const CstTemplate *template = g_ptr_array_index (playbook->templates, i);
      g_autoptr(CstFilledTemplate) filled = NULL;
      g_autofree char *missing = NULL;
      g_autofree char *upper = NULL;

      if (reader_of (playbook, template->rule.id) != reader)
        continue;

      filled = cst_template_fill (template, language, values);
      missing = cst_template_say_missing (filled->text);
      upper = g_ascii_strup (filled->language, -1);
      cst_ready_texts_add (texts, cst_playbook_label (&template->rule), filled->text, upper, missing, FALSE);
    }

  return texts;
}

/**
 * cst_delivery_tips:
 * @playbook: (nullable): the account's rules
 *
 * C11
 *
 * Returns: (transfer full) (element-type utf8): what makes a good solution, translated
 */
GPtrArray *
cst_delivery_tips (const CstPlaybook *playbook)
{
  GPtrArray *tips = g_ptr_array_new ();

  for (guint i = 0; playbook != NULL && i < playbook->tips->len; i++)
    g_ptr_array_add (tips, (gpointer) cst_playbook_label (g_ptr_array_index (playbook->tips, i)));

  return tips;
}
