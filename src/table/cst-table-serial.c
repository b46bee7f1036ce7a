/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-table-serial.h"

#include <math.h>
#include <string.h>

/* An XLSX file keeps a day as a number of days, and only the cell's look tells it from an amount. */

#define DAYS_1904 1462
#define SECONDS_A_DAY 86400

/**
 * cst_serial_is_date_format:
 * @id: of the number format
 * @code: (nullable): the format in words, where the file defines it
 *
 * Returns: whether a number with this look is a day or a moment
 */
gboolean
cst_serial_is_date_format (int         id,
                           const char *code)
{
  gboolean is_quoted = FALSE;

  if (code == NULL)
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

  for (const char *p = code; *p != '\0'; p++)
    {
      if (*p == '"')
        is_quoted = !is_quoted;
      else if (is_quoted)
        continue;
      else if (*p == '\\' && p[1] != '\0')
        p++;
      else if (*p == '[' && strchr (p, ']') != NULL && strchr ("hmsHMS", p[1]) == NULL)
        p = strchr (p, ']');
      else if (strchr ("ymdhsYMDHS", *p) != NULL)
        return TRUE;
    }

  return FALSE;
}

/**
 * cst_serial_to_moment:
 *
 * Returns: (transfer full) (nullable): `2026-11-23`, `2026-11-23T08:15:00` or `08:15:00`, %NULL for what is no day of
 *   the calendar
 */
char *
cst_serial_to_moment (double   serial,
                      gboolean since_1904)
{
  double days = floor (serial);
  int seconds = (int) lround ((serial - days) * SECONDS_A_DAY);
  g_autoptr(GDateTime) epoch = g_date_time_new_utc (1899, 12, 30, 0, 0, 0);
  g_autoptr(GDateTime) day = NULL;
  g_autoptr(GDateTime) moment = NULL;

  if (!(serial >= 0 && serial < 2958466))
    return NULL;
  if (days < 1)
    return g_strdup_printf ("%02d:%02d:%02d", seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);

  /* Excel believes that there was a 29 February 1900. */
  day = g_date_time_add_days (epoch, (int) days + (since_1904 ? DAYS_1904 : 0) + (days < 61 && !since_1904 ? 1 : 0));
  if (day == NULL || !(moment = g_date_time_add_seconds (day, seconds)))
    return NULL;

  return g_date_time_format (moment, seconds == 0 ? "%Y-%m-%d" : "%Y-%m-%dT%H:%M:%S");
}

/**
 * cst_serial_to_number:
 *
 * Returns: (transfer full): a number as it was typed: 0.1 rather than 0.10000000000000001
 */
char *
cst_serial_to_number (const char *text)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char *end = NULL;
  double value = g_ascii_strtod (text, &end);

  if (end == text || *end != '\0' || !isfinite (value))
    return g_strdup (text);
  if (fabs (value) < 1e15 && value == floor (value))
    return g_strdup_printf ("%.0f", value);

  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, fabs (value) < 1e15 ? "%.15g" : "%.0f", value));
}
