/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-calendar-private.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

/* Where the reading of a calendar file stands. */
typedef struct
{
  const char     *region;
  GArray         *rules;
  CstHolidayRule  rule;
  gboolean        is_wanted;
  gboolean        in_holiday;
  gboolean        region_seen;
  GString        *name;
} Reading;

static void
set_bad_file (GMarkupParseContext  *context,
              GError              **error,
              const char           *what)
{
  int line = 0;

  g_markup_parse_context_get_position (context, &line, NULL);
  g_set_error (error, CST_CALENDAR_ERROR, CST_CALENDAR_ERROR_BAD_FILE, _("Line %d: %s"), line, what);
}

/* A whole number without anything around it. */
static gboolean
read_number (const char *text,
             int         min,
             int         max,
             int        *value)
{
  gint64 number = 0;

  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_signed (text, 10, min, max, &number, NULL))
    return FALSE;

  *value = (int) number;

  return TRUE;
}

static gboolean
read_date (const char     *text,
           CstHolidayRule *rule)
{
  if (text == NULL)
    return rule->month == 0;
  if (strlen (text) != 5 || text[2] != '-')
    return FALSE;

  rule->month = g_ascii_digit_value (text[0]) * 10 + g_ascii_digit_value (text[1]);
  rule->day = g_ascii_digit_value (text[3]) * 10 + g_ascii_digit_value (text[4]);

  /* A day every year has. */
  return rule->month >= 1 && rule->month <= 12 && rule->day >= 1 &&
         g_date_valid_dmy ((GDateDay) rule->day, (GDateMonth) rule->month, 2001);
}

static void
start_holiday (GMarkupParseContext  *context,
               const char          **names,
               const char          **values,
               Reading              *reading,
               GError              **error)
{
  const char *on = NULL, *easter = NULL, *region = NULL, *from = NULL, *until = NULL, *moves = NULL;

  reading->rule = (CstHolidayRule) { 0 };
  reading->in_holiday = TRUE;
  if (!g_markup_collect_attributes ("holiday", names, values, error,
                                    G_MARKUP_COLLECT_STRING | G_MARKUP_COLLECT_OPTIONAL, "on", &on,
                                    G_MARKUP_COLLECT_STRING | G_MARKUP_COLLECT_OPTIONAL, "easter", &easter,
                                    G_MARKUP_COLLECT_STRING | G_MARKUP_COLLECT_OPTIONAL, "region", &region,
                                    G_MARKUP_COLLECT_STRING | G_MARKUP_COLLECT_OPTIONAL, "from", &from,
                                    G_MARKUP_COLLECT_STRING | G_MARKUP_COLLECT_OPTIONAL, "until", &until,
                                    G_MARKUP_COLLECT_STRING | G_MARKUP_COLLECT_OPTIONAL, "sunday-moves", &moves,
                                    G_MARKUP_COLLECT_INVALID))
    return;

  reading->is_wanted = region == NULL || g_strcmp0 (region, reading->region) == 0;
  reading->region_seen |= region != NULL && reading->is_wanted;
  if ((on == NULL) == (easter == NULL))
    set_bad_file (context, error, _("a holiday has either a date or a distance from Easter"));
  else if (!read_date (on, &reading->rule) || !read_number (easter, -200, 200, &reading->rule.easter) ||
           !read_number (from, 1583, 9999, &reading->rule.from) ||
           !read_number (until, 1583, 9999, &reading->rule.until) ||
           !read_number (moves, -6, 6, &reading->rule.sunday_moves))
    set_bad_file (context, error, _("a date is written MM-DD, a year and a distance are whole numbers"));
}

static void
start_element_cb (GMarkupParseContext  *context,
                  const char           *element,
                  const char          **names,
                  const char          **values,
                  gpointer              user_data,
                  GError              **error)
{
  Reading *reading = user_data;
  const GSList *stack = g_markup_parse_context_get_element_stack (context);
  guint depth = g_slist_length ((GSList *) stack);
  const char *country = NULL;

  if (depth == 1 && strcmp (element, "calendar") == 0)
    g_markup_collect_attributes (element, names, values, error,
                                 G_MARKUP_COLLECT_STRING, "country", &country, G_MARKUP_COLLECT_INVALID);
  else if (depth == 2 && strcmp (element, "holiday") == 0)
    start_holiday (context, names, values, reading, error);
  else
    set_bad_file (context, error, _("only holidays are expected in a calendar"));
}

static void
end_element_cb (GMarkupParseContext  *context,
                const char           *element,
                gpointer              user_data,
                GError              **error)
{
  Reading *reading = user_data;

  if (!reading->in_holiday)
    return;

  g_strstrip (reading->name->str);
  if (*reading->name->str == '\0')
    set_bad_file (context, error, _("a holiday needs a name"));
  reading->rule.name = g_intern_string (reading->name->str);
  if (reading->is_wanted)
    g_array_append_val (reading->rules, reading->rule);

  reading->in_holiday = FALSE;
  g_string_truncate (reading->name, 0);
}

static void
text_cb (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              user_data,
         GError              **error)
{
  Reading *reading = user_data;

  if (reading->in_holiday)
    g_string_append_len (reading->name, text, (gssize) length);
}

/**
 * cst_calendar_parse:
 * @xml: a calendar file
 * @region: (nullable): whose own holidays are taken too
 *
 * Returns: (transfer full) (nullable): the rules
 */
GArray *
cst_calendar_parse (const char  *xml,
                    gsize        size,
                    const char  *region,
                    GError     **error)
{
  static const GMarkupParser parser = { start_element_cb, end_element_cb, text_cb, NULL, NULL };
  g_autoptr(GArray) rules = g_array_new (FALSE, FALSE, sizeof (CstHolidayRule));
  g_autoptr(GString) name = g_string_new (NULL);
  Reading reading = { .region = region, .rules = rules, .name = name };
  g_autoptr(GMarkupParseContext) context = NULL;

  context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT | G_MARKUP_PREFIX_ERROR_POSITION,
                                        &reading, NULL);
  if (!g_markup_parse_context_parse (context, xml, (gssize) size, error) ||
      !g_markup_parse_context_end_parse (context, error))
    {
      if (error != NULL && (*error)->domain == G_MARKUP_ERROR)
        {
          (*error)->domain = CST_CALENDAR_ERROR;
          (*error)->code = CST_CALENDAR_ERROR_BAD_FILE;
        }
      return NULL;
    }

  if (region != NULL && !reading.region_seen)
    {
      g_set_error (error, CST_CALENDAR_ERROR, CST_CALENDAR_ERROR_UNKNOWN,
                   _("“%s” is no region with holidays of its own"), region);
      return NULL;
    }

  return g_steal_pointer (&rules);
}
