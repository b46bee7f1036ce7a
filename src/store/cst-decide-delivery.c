/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-decide-delivery.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "cst-calendar.h"
#include "cst-decide-checks.h"
#include "cst-deliveries.h"
#include "cst-operations.h"
#include "cst-postal-code.h"
#include "cst-settings.h"
#include "cst-util.h"

static gboolean
check_text (const CstAccount         *account,
            const CstDeliveryAnswer  *answer,
            GError                  **error)
{
  glong limit = cst_account_get_answer_limit (account);
  glong length = answer->text != NULL ? g_utf8_strlen (answer->text, -1) : 0;

  if (answer->kind == CST_ANSWER_TEXT && cst_str_is_blank (answer->text))
    return cst_decide_incomplete (error, _("Write the solution first."));

  if (length > limit)
    {
      g_set_error (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE,
                   ngettext ("The text is %ld character too long.", "The text is %ld characters too long.",
                             (gulong) (length - limit)),
                   length - limit);
      return FALSE;
    }

  return TRUE;
}

static gboolean
parse_day (const char *text,
           GDate      *day)
{
  int year, month, day_of_month, end = 0;

  g_date_clear (day, 1);
  if (text == NULL || strlen (text) != 10 || sscanf (text, "%4d-%2d-%2d%n", &year, &month, &day_of_month, &end) != 3 ||
      end != 10 || !g_date_valid_dmy ((GDateDay) day_of_month, (GDateMonth) month, (GDateYear) year))
    return FALSE;

  g_date_set_dmy (day, (GDateDay) day_of_month, (GDateMonth) month, (GDateYear) year);

  return TRUE;
}

static guint32
day_of (gint64 moment)
{
  g_autoptr(GDateTime) local = g_date_time_new_from_unix_local (moment);
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) g_date_time_get_day_of_month (local), (GDateMonth) g_date_time_get_month (local),
                  (GDateYear) g_date_time_get_year (local));

  return g_date_get_julian (&day);
}

/* Where the parcel goes: carriers deliver neither on Sundays nor on the country's holidays. */
static gboolean
check_day (const CstDelivery  *delivery,
           const char         *date,
           gint64              now,
           GError            **error)
{
  const char *country = delivery->recipient.country;
  g_autoptr(CstCalendar) calendar = !cst_str_is_blank (country) ? cst_calendar_new (country, NULL, NULL) : NULL;
  const char *holiday;
  GDate day;

  if (!parse_day (date, &day))
    return cst_decide_incomplete (error, _("Say on which day the parcel shall be delivered."));
  if (g_date_get_julian (&day) <= day_of (now))
    return cst_decide_incomplete (error, _("The day of the new attempt has to lie ahead."));
  if (g_date_get_weekday (&day) == G_DATE_SUNDAY)
    return cst_decide_incomplete (error, _("Carriers do not deliver on Sundays: choose another day."));

  holiday = calendar != NULL ? cst_calendar_holiday (calendar, g_date_get_julian (&day)) : NULL;
  if (holiday != NULL)
    {
      g_set_error (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE,
                   _("That day is a public holiday where the parcel goes (%s): choose another day."), holiday);
      return FALSE;
    }

  return TRUE;
}

static gboolean
is_country (const char *text)
{
  return text != NULL && strlen (text) == 2 && g_ascii_isupper (text[0]) && g_ascii_isupper (text[1]);
}

static gboolean
check_address (const CstAccount  *account,
               const CstAddress  *address,
               GError           **error)
{
  if (address == NULL || cst_str_is_blank (address->street) || cst_str_is_blank (address->postal_code) ||
      cst_str_is_blank (address->city))
    return cst_decide_incomplete (error, _("The new address needs a street, a postal code and a city."));
  if (account->info.needs_region && cst_str_is_blank (address->region))
    return cst_decide_incomplete (error, _("The new address needs its province."));
  if (!is_country (address->country))
    return cst_decide_incomplete (error, _("The new address needs a country."));
  if (!cst_postal_code_is_valid (address->country, address->postal_code))
    {
      g_set_error (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_INCOMPLETE,
                   /* Translators: a postal code, a country and what its postal codes look like */
                   _("“%1$s” is no postal code of %2$s: they look like %3$s."),
                   address->postal_code, address->country, cst_postal_code_form (address->country));
      return FALSE;
    }

  return TRUE;
}

/* C4: green is what the carrier has. Where nothing can be sent, only a person can say that it has it. */
static gboolean
check_told (const CstAccount         *account,
            const CstDeliveryAnswer  *answer,
            GError                  **error)
{
  gboolean is_by_hand = cst_account_tells_by_hand (account);

  if (is_by_hand && answer->told == CST_TOLD_NONE)
    return cst_decide_incomplete (error, _("Nothing is sent from here. Tell the carrier first, and say how: by phone, "
                                           "in its portal or by e-mail."));
  if (!is_by_hand && answer->told != CST_TOLD_NONE)
    return cst_decide_not_allowed (error, _("This account sends answers itself; they are not recorded by hand."));

  return TRUE;
}

/**
 * cst_decide_check_answer:
 * @delivery: as the carrier said it last
 *
 * C8: whether the answer is complete and the carrier takes such a one. Reads nothing but its arguments.
 */
gboolean
cst_decide_check_answer (const CstAccount         *account,
                         const CstDelivery        *delivery,
                         const CstDeliveryAnswer  *answer,
                         gint64                    now,
                         GError                  **error)
{
  if (!cst_account_can (account, CST_CAN_ANSWER_DELIVERIES))
    return cst_decide_not_allowed (error, _("This account does not take answers to delivery incidents."));
  if (answer == NULL || answer->kind == CST_ANSWER_NONE)
    return cst_decide_incomplete (error, _("Choose an answer first."));
  if (!cst_delivery_is_open (delivery))
    return cst_decide_not_allowed (error, _("This delivery incident is closed."));
  if (!cst_delivery_takes (delivery, answer->kind))
    return cst_decide_not_allowed (error, _("The carrier does not take this answer now."));
  if (!check_told (account, answer, error) || !check_text (account, answer, error))
    return FALSE;
  if (answer->kind == CST_ANSWER_NEW_ATTEMPT)
    return check_day (delivery, answer->date, now, error);
  if (answer->kind == CST_ANSWER_NEW_ADDRESS)
    return check_address (account, answer->address, error);

  return TRUE;
}

static gboolean
check_unfinished (CstDb               *db,
                  const CstOperation  *operation,
                  GError             **error)
{
  g_autoptr(GPtrArray) operations = cst_db_operations_of_order (db, operation->account, operation->order, error);

  for (guint i = 0; operations != NULL && i < operations->len; i++)
    {
      const CstOperation *other = g_ptr_array_index (operations, i);

      if (other->id != operation->id && other->kind == CST_OPERATION_DELIVERY_ANSWER &&
          cst_operation_is_pending (other) &&
          g_strcmp0 (other->delivery, operation->delivery) == 0)
        {
          g_set_error_literal (error, CST_STORE_ERROR, CST_STORE_ERROR_UNFINISHED,
                               _("An answer to this delivery incident is on its way already."));
          return FALSE;
        }
    }

  return operations != NULL;
}

/* C7: the carrier may take it for the last word. */
static gboolean
check_call_back (CstDb               *db,
                 const CstOperation  *operation,
                 GError             **error)
{
  if (operation->answer == NULL || operation->answer->kind != CST_ANSWER_CALL_BACK ||
      cst_db_account_setting_int (db, operation->account, CST_SETTING_SEND_CALL_BACK, 0) != 0)
    return TRUE;

  return cst_decide_not_allowed (error, _("This account keeps to itself that a customer could not be reached. Note the "
                                          "call instead."));
}

/**
 * cst_db_check_answer:
 * @operation: (inout): gets the version that was answered
 *
 * cst_decide_check_answer() against the store; one unfinished answer for each delivery incident.
 */
gboolean
cst_db_check_answer (CstDb             *db,
                     const CstAccount  *account,
                     CstOperation      *operation,
                     gint64             now,
                     GError           **error)
{
  g_autoptr(CstDelivery) delivery = NULL;
  g_autoptr(GError) local_error = NULL;

  if (operation->delivery == NULL)
    return cst_decide_incomplete (error, _("Say which delivery incident it is about."));

  if (!(delivery = cst_db_delivery (db, operation->account, operation->delivery, &local_error)))
    {
      if (g_error_matches (local_error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND))
        g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND,
                     _("There is no delivery incident “%s”."), operation->delivery);
      else
        g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (g_strcmp0 (delivery->order, operation->order) != 0)
    return cst_decide_not_allowed (error, _("The delivery incident belongs to another order."));
  if (operation->if_version == 0)
    operation->if_version = delivery->version;

  return check_unfinished (db, operation, error) && check_call_back (db, operation, error) &&
         cst_decide_check_answer (account, delivery, operation->answer, now, error);
}
