/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-due-words.h"

#include <glib/gi18n-lib.h>

#include "cst-util.h"

/**
 * cst_label_term:
 *
 * Returns: (transfer full): « 3 jours ouvrables »
 */
char *
cst_label_term (CstTimeUnit unit,
                int         amount)
{
  gulong n = (gulong) MAX (amount, 0);

  switch (unit)
    {
    case CST_UNIT_HOURS:
      /* Translators: a time allowed, counted by the clock */
      return g_strdup_printf (ngettext ("%d hour", "%d hours", n), amount);
    case CST_UNIT_DAYS:
      return g_strdup_printf (ngettext ("%d calendar day", "%d calendar days", n), amount);
    case CST_UNIT_BUSINESS_DAYS:
      /* Translators: Monday to Friday, jours ouvrés */
      return g_strdup_printf (ngettext ("%d business day", "%d business days", n), amount);
    case CST_UNIT_WORKING_DAYS:
      /* Translators: Monday to Saturday, jours ouvrables */
      return g_strdup_printf (ngettext ("%d working day", "%d working days", n), amount);
    case CST_UNIT_WEEKS:
    default:
      return g_strdup_printf (ngettext ("%d week", "%d weeks", n), amount);
    }
}

static char *
label_hours (const CstDueDay *day)
{
  g_autofree char *hours = NULL;

  if (day->kind == CST_DAY_PAUSED)
    return g_strdup (_("The clock stood still"));

  /* Translators: hours and minutes of a day that counted */
  hours = g_strdup_printf (_("%d h %02d counted"), day->minutes / 60, day->minutes % 60);
  if (day->clock_change == 0)
    return g_steal_pointer (&hours);

  /* Translators: what counted of a day, then how many hours the day had */
  return g_strdup_printf (_("%s, the clocks changed: a day of %d h"), hours, (24 * 60 + day->clock_change) / 60);
}

/**
 * cst_label_due_day:
 * @unit: what the due time is counted in
 *
 * Returns: (transfer full): why the day counts or not
 */
char *
cst_label_due_day (const CstDueDay *day,
                   CstTimeUnit      unit)
{
  g_return_val_if_fail (day != NULL, NULL);

  if (unit == CST_UNIT_HOURS)
    return label_hours (day);

  switch (day->kind)
    {
    case CST_DAY_COUNTED:
      /* Translators: the number of a day that is counted: day 2 */
      return g_strdup_printf (_("Day %d"), day->number);
    case CST_DAY_OF_EVENT:
      return g_strdup (_("The day it began does not count"));
    case CST_DAY_SATURDAY:
      return g_strdup (_("Saturday does not count"));
    case CST_DAY_SUNDAY:
      return g_strdup (_("Sunday does not count"));
    case CST_DAY_HOLIDAY:
      /* Translators: the name of a public holiday */
      return g_strdup_printf (_("Public holiday: %s"), day->name != NULL ? day->name : "");
    case CST_DAY_PAUSED:
    default:
      return g_strdup (_("The clock stood still"));
    }
}

/**
 * cst_explain_due:
 *
 * The whole count as text, one day a line, for a screen reader, the command line and the case file.
 *
 * Returns: (transfer full): lines without a final line feed
 */
char *
cst_explain_due (const CstDue *due)
{
  g_autofree char *term = NULL;
  GString *text;

  g_return_val_if_fail (due != NULL, NULL);

  term = cst_label_term (due->unit, due->amount);
  text = g_string_new (term);
  for (guint i = 0; i < due->days->len; i++)
    {
      const CstDueDay *day = g_ptr_array_index (due->days, i);
      g_autofree char *label = cst_label_due_day (day, due->unit);
      g_autofree char *iso = g_strconcat (day->date, "T00:00:00Z", NULL);
      g_autoptr(GDateTime) date = g_date_time_new_from_iso8601 (iso, NULL);
      /* Translators: a day in a list of counted days, as g_date_time_format() takes it: Tue 24 November */
      g_autofree char *written = date != NULL ? g_date_time_format (date, _("%a %-e %B")) : g_strdup (day->date);

      g_string_append_printf (text, "\n%s\t%s", written, label);
    }
  if (due->is_stopped)
    g_string_append_printf (text, "\n%s", _("The clock stands still"));

  return g_string_free (text, FALSE);
}
