/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-rules-words.h"

#include <glib/gi18n.h>

#include "cst-format.h"

const char *
cst_icon_of_clock_state (CstClockState state)
{
  switch (state)
    {
    case CST_CLOCK_AIM_PASSED:
    case CST_CLOCK_MISSED:
    case CST_CLOCK_MET_LATE:
      return "dialog-warning-symbolic";
    case CST_CLOCK_MET:
      return "object-select-symbolic";
    case CST_CLOCK_STANDING:
      return "media-playback-pause-symbolic";
    case CST_CLOCK_WAITING:
      return "content-loading-symbolic";
    case CST_CLOCK_RUNNING:
    case CST_CLOCK_REACHED:
    default:
      return "alarm-symbolic";
    }
}

/**
 * cst_class_of_clock_state:
 *
 * Returns: (nullable): a CSS class beside the word and the icon, never instead of them
 */
const char *
cst_class_of_clock_state (CstClockState state)
{
  switch (state)
    {
    case CST_CLOCK_AIM_PASSED:
    case CST_CLOCK_MISSED:
      return "overdue";
    case CST_CLOCK_WAITING:
    case CST_CLOCK_MET:
    case CST_CLOCK_MET_LATE:
    case CST_CLOCK_STANDING:
      return "dim-label";
    case CST_CLOCK_RUNNING:
    case CST_CLOCK_REACHED:
    default:
      return NULL;
    }
}

/**
 * cst_clock_is_pressing:
 *
 * Returns: whether somebody has to do something by it; the others are shown on demand
 */
gboolean
cst_clock_is_pressing (const CstCaseClock *clock)
{
  return clock->state == CST_CLOCK_RUNNING || clock->state == CST_CLOCK_AIM_PASSED ||
         clock->state == CST_CLOCK_MISSED || clock->state == CST_CLOCK_REACHED ||
         clock->state == CST_CLOCK_STANDING;
}

/**
 * cst_describe_clock_time:
 *
 * Returns: (transfer full): until when, or when it was done
 */
char *
cst_describe_clock_time (const CstCaseClock *clock,
                         gint64              now)
{
  g_autofree char *moment = NULL;

  if (clock->state == CST_CLOCK_MET || clock->state == CST_CLOCK_MET_LATE)
    {
      moment = cst_format_moment (clock->met_at, now);

      return g_strdup_printf ("%s · %s", cst_label_clock_state (clock->state), moment);
    }
  if (clock->due == 0)
    return g_strdup (cst_label_clock_state (clock->state));

  moment = cst_format_moment (clock->due, now);
  if (clock->role == CST_CLOCK_FROM)
    /* Translators: the state of a term, and from when something may be done */
    return g_strdup_printf (_("%s · from %s"), cst_label_clock_state (clock->state), moment);

  /* Translators: the state of a due time, and the moment it ends */
  return g_strdup_printf (_("%s · until %s"), cst_label_clock_state (clock->state), moment);
}

/**
 * cst_describe_source:
 * @source: (nullable): where a rule is written
 * @date: (nullable): the day it was read there, `YYYY-MM-DD`
 *
 * Returns: (transfer full) (nullable): the source and its date
 */
char *
cst_describe_source (const char *source,
                     const char *date,
                     gint64      now)
{
  g_autofree char *day = NULL;

  if (source == NULL)
    return NULL;
  if (date == NULL)
    return g_strdup (source);

  day = cst_format_iso_date (date, now);

  /* Translators: where a rule is written, and the day it was read there */
  return g_strdup_printf (_("%s, as of %s"), source, day);
}
