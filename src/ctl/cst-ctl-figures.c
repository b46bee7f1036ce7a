/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-ctl.h"
#include "cst-trend-words.h"
#include "cst-trends-export.h"
#include "cst-util.h"

/* P9, O13: what the incidents of a period teach. */

#define DEFAULT_DAYS 90
#define DEFAULT_ROWS 12

static char *option_account;
static char *option_by;
static char *option_from;
static char *option_to;
static char *option_timezone;
static char *option_csv;
static char *option_pdf;

static const GOptionEntry figures_options[] = {
  { "account", 0, 0, G_OPTION_ARG_STRING, &option_account, N_("Only this account"), "NAME" },
  { "by", 0, 0, G_OPTION_ARG_STRING, &option_by, N_("By what: reason, state, article, supplier, carrier, country, "
                                                    "customer or week"), "WHAT" },
  { "from", 0, 0, G_OPTION_ARG_STRING, &option_from, N_("From this day on"), "2026-11-01" },
  { "to", 0, 0, G_OPTION_ARG_STRING, &option_to, N_("Before this day"), "2026-12-01" },
  { "timezone", 0, 0, G_OPTION_ARG_STRING, &option_timezone, N_("Where days and weeks begin"), "Europe/Paris" },
  { "csv", 0, 0, G_OPTION_ARG_FILENAME, &option_csv, N_("Write a table for spreadsheets"), "FILE" },
  { "pdf", 0, 0, G_OPTION_ARG_FILENAME, &option_pdf, N_("Write a sheet for paper"), "FILE" },
  G_OPTION_ENTRY_NULL
};

/* ── What is asked ─────────────────────────────────────────────────────────────────────────────── */

static gboolean
parse_day (const char  *text,
           GTimeZone   *zone,
           gint64      *moment,
           GError     **error)
{
  g_autofree char *midnight = g_strconcat (text, "T00:00:00", NULL);
  g_autoptr(GDateTime) day = cst_date_is_valid (text) ? g_date_time_new_from_iso8601 (midnight, zone) : NULL;

  if (day == NULL)
    return cst_ctl_usage (error, _("“%s” is not a day like 2026-11-30."), text), FALSE;

  *moment = g_date_time_to_unix (day);

  return TRUE;
}

/* To the end of today, so that all of it counts. */
static gint64
tomorrow (gint64     now,
          GTimeZone *zone)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (now);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, zone);
  g_autoptr(GDateTime) next = g_date_time_add_days (local, 1);
  g_autoptr(GDateTime) midnight = g_date_time_new (zone, g_date_time_get_year (next), g_date_time_get_month (next),
                                                   g_date_time_get_day_of_month (next), 0, 0, 0);

  return g_date_time_to_unix (midnight);
}

static gint64
days_before (gint64     moment,
             int        days,
             GTimeZone *zone)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (moment);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, zone);
  g_autoptr(GDateTime) before = g_date_time_add_days (local, -days);

  /* There is no day before the first that the calendar has. */
  return before != NULL ? g_date_time_to_unix (before) : moment;
}

static gboolean
read_query (CstCtl          *ctl,
            CstTrendsQuery  *query,
            GError         **error)
{
  g_autoptr(GTimeZone) zone = option_timezone != NULL ? g_time_zone_new_identifier (option_timezone)
                                                      : g_time_zone_new_local ();

  if (zone == NULL)
    return cst_ctl_usage (error, _("“%s” is no time zone."), option_timezone), FALSE;

  query->timezone = option_timezone;
  query->to = tomorrow (cst_clock_now (ctl->clock), zone);
  if (option_to != NULL && !parse_day (option_to, zone, &query->to, error))
    return FALSE;
  query->from = days_before (query->to, DEFAULT_DAYS, zone);
  if (option_from != NULL && !parse_day (option_from, zone, &query->from, error))
    return FALSE;
  if (query->to <= query->from)
    return cst_ctl_usage (error, _("The period ends before it begins.")), FALSE;

  return TRUE;
}

/* ── What is answered ──────────────────────────────────────────────────────────────────────────── */

static JsonArray *
costs_to_json (const CstTrendBar *bar)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < bar->costs->len; i++)
    {
      const CstTrendCost *cost = &g_array_index (bar->costs, CstTrendCost, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "currency", cost->currency);
      json_object_set_int_member (object, "refunds", cost->refunds);
      json_object_set_int_member (object, "refunded", cost->refunded);
      json_object_set_int_member (object, "refunded_shipping", cost->refunded_shipping);
      json_object_set_int_member (object, "replacements", cost->replacements);
      json_object_set_int_member (object, "replaced", cost->replaced);
      json_array_add_object_element (array, object);
    }

  return array;
}

static void
add_key (JsonObject        *object,
         CstDimension       dimension,
         const CstTrendBar *bar)
{
  g_autofree char *begin = dimension == CST_DIMENSION_WEEK ? cst_time_format (bar->key) : NULL;
  g_autofree char *end = dimension == CST_DIMENSION_WEEK ? cst_time_format (bar->until) : NULL;
  g_autofree char *name = cst_label_trend_bar (dimension, bar);

  json_object_set_string_member (object, "name", name);
  if (dimension == CST_DIMENSION_REASON)
    json_object_set_string_member (object, "key", cst_enum_nick (&cst_reason_type, (int) bar->key));
  else if (dimension == CST_DIMENSION_STATE)
    json_object_set_string_member (object, "key", cst_enum_nick (&cst_incident_state_type, (int) bar->key));
  else
    json_object_set_string_member (object, "key", begin != NULL ? begin : bar->text);
  if (end != NULL)
    json_object_set_string_member (object, "until", end);
}

static JsonObject *
bar_to_json (CstDimension       dimension,
             const CstTrendBar *bar)
{
  JsonObject *object = json_object_new ();

  add_key (object, dimension, bar);
  json_object_set_int_member (object, "incidents", bar->count);
  json_object_set_int_member (object, "open", bar->open);
  json_object_set_int_member (object, "closed", bar->count - bar->open);
  json_object_set_int_member (object, "pieces", bar->quantity);
  json_object_set_int_member (object, "before", bar->before);
  json_object_set_string_member (object, "change", cst_enum_nick (&cst_signal_type, (int) bar->change));
  json_object_set_int_member (object, "orders", bar->orders);
  json_object_set_int_member (object, "orders_before", bar->orders_before);
  json_object_set_string_member (object, "signal", cst_enum_nick (&cst_signal_type, (int) bar->signal));
  if (bar->signal != CST_SIGNAL_UNSAID)
    {
      json_object_set_double_member (object, "expected", bar->limits.expected);
      json_object_set_int_member (object, "lower", bar->limits.lower);
      json_object_set_int_member (object, "upper", bar->limits.upper);
    }
  json_object_set_array_member (object, "costs", costs_to_json (bar));

  return object;
}

static JsonObject *
deadlines_to_json (const CstKeptDeadlines *kept)
{
  JsonObject *object = json_object_new ();

  for (int i = CST_DEADLINE_REPLY; i < CST_N_DEADLINES; i++)
    {
      JsonObject *one = json_object_new ();

      for (int j = 0; j < CST_N_OUTCOMES; j++)
        json_object_set_int_member (one, cst_enum_nick (&cst_deadline_outcome_type, j), kept->n[i][j]);
      json_object_set_object_member (object, cst_enum_nick (&cst_deadline_kind_type, i), one);
    }

  return object;
}

static void
add_moment (JsonObject *object,
            const char *member,
            gint64      moment)
{
  g_autofree char *text = moment != 0 ? cst_time_format (moment) : NULL;

  json_object_set_string_member (object, member, text);
}

static JsonObject *
rate_to_json (const CstRateOutlook *outlook)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "account", outlook->account_name);
  json_object_set_boolean_member (object, "estimate", outlook->is_estimate);
  json_object_set_int_member (object, "reported", outlook->rate.reported);
  json_object_set_int_member (object, "orders", outlook->rate.orders);
  json_object_set_string_member (object, "from", outlook->rate.from);
  json_object_set_string_member (object, "to", outlook->rate.to);
  json_object_set_int_member (object, "threshold_bp", outlook->rate.threshold_bp);
  json_object_set_int_member (object, "margin", outlook->margin);
  json_object_set_string_member (object, "outlook", cst_enum_nick (&cst_outlook_type, (int) outlook->outlook));
  json_object_set_int_member (object, "recent_days", outlook->recent_days);
  json_object_set_int_member (object, "recent_reported", outlook->recent_reported);
  json_object_set_int_member (object, "recent_orders", outlook->recent_orders);
  add_moment (object, "crosses_at", outlook->crosses_at);
  add_moment (object, "earliest", outlook->earliest);
  add_moment (object, "latest", outlook->latest);

  return object;
}

static gboolean
is_asked (CstDimension asked,
          int          dimension)
{
  return asked == CST_DIMENSION_NONE || (int) asked == dimension;
}

static JsonObject *
bars_to_json (const CstTrends *trends,
              CstDimension     asked)
{
  JsonObject *by = json_object_new ();

  for (int i = CST_DIMENSION_REASON; i < CST_N_DIMENSIONS; i++)
    {
      JsonArray *array;

      if (!is_asked (asked, i))
        continue;
      array = json_array_new ();
      for (guint j = 0; j < trends->bars[i]->len; j++)
        json_array_add_object_element (array, bar_to_json ((CstDimension) i, g_ptr_array_index (trends->bars[i], j)));
      json_object_set_array_member (by, cst_enum_nick (&cst_dimension_type, i), array);
    }

  return by;
}

static void
print_json (CstCtl          *ctl,
            const CstTrends *trends,
            CstDimension     asked)
{
  JsonObject *object = json_object_new ();
  JsonArray *rates = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  add_moment (object, "before", trends->before);
  add_moment (object, "from", trends->query.from);
  add_moment (object, "to", trends->query.to);
  json_object_set_object_member (object, "total", bar_to_json (CST_DIMENSION_NONE, trends->total));
  json_object_set_object_member (object, "by", bars_to_json (trends, asked));
  json_object_set_object_member (object, "deadlines", deadlines_to_json (&trends->deadlines));
  json_object_set_object_member (object, "deadlines_before", deadlines_to_json (&trends->deadlines_before));
  for (guint i = 0; i < trends->rates->len; i++)
    json_array_add_object_element (rates, rate_to_json (g_ptr_array_index (trends->rates, i)));
  json_object_set_array_member (object, "rates", rates);
  json_node_take_object (node, object);
  cst_ctl_print_json (ctl, node);
}

static void
print_bar (CstCtl            *ctl,
           CstDimension       dimension,
           const CstTrendBar *bar)
{
  g_autofree char *name = cst_label_trend_bar (dimension, bar);
  g_autofree char *signal = cst_label_signal (bar);
  gboolean says_change = bar->change == CST_SIGNAL_HIGH || bar->change == CST_SIGNAL_LOW;
  g_autofree char *change = says_change ? cst_label_change (bar) : NULL;

  cst_ctl_print (ctl, "  %5d  %s", bar->count, name);
  if (bar->signal == CST_SIGNAL_HIGH)
    cst_ctl_print (ctl, "  · %s", signal);
  if (change != NULL)
    cst_ctl_print (ctl, "  · %s", change);
  cst_ctl_print (ctl, "\n");
}

static void
print_bars (CstCtl          *ctl,
            const CstTrends *trends,
            CstDimension     dimension,
            gboolean         is_whole)
{
  GPtrArray *bars = trends->bars[dimension];
  guint n = is_whole || dimension == CST_DIMENSION_WEEK ? bars->len : MIN (bars->len, DEFAULT_ROWS);

  cst_ctl_print (ctl, "\n%s\n", cst_label_dimension (dimension));
  for (guint i = 0; i < n; i++)
    print_bar (ctl, dimension, g_ptr_array_index (bars, i));
  if (n < bars->len)
    cst_ctl_print (ctl, ngettext ("         and %u more\n", "         and %u more\n", bars->len - n), bars->len - n);
}

static void
print_total (CstCtl          *ctl,
             const CstTrends *trends)
{
  g_autofree char *change = cst_label_change (trends->total);

  cst_ctl_print (ctl, ngettext ("%d incident", "%d incidents", (gulong) trends->total->count), trends->total->count);
  cst_ctl_print (ctl, "  · %s\n", change);
  for (guint i = 0; i < trends->total->costs->len; i++)
    {
      g_autofree char *cost = cst_label_trend_cost (&g_array_index (trends->total->costs, CstTrendCost, i));

      cst_ctl_print (ctl, "  %s\n", cost);
    }
  for (guint i = 0; i < trends->rates->len; i++)
    {
      const CstRateOutlook *outlook = g_ptr_array_index (trends->rates, i);
      g_autofree char *rate = cst_label_rate (outlook);
      g_autofree char *sentence = cst_label_outlook (outlook);

      cst_ctl_print (ctl, "  %s: %s. %s\n", outlook->account_name, rate, sentence);
    }
  for (int i = CST_DEADLINE_REPLY; i < CST_N_DEADLINES; i++)
    {
      cst_ctl_print (ctl, "  %s:", cst_label_deadline ((CstDeadlineKind) i));
      for (int j = CST_DEADLINE_PENDING; j < CST_N_OUTCOMES; j++)
        cst_ctl_print (ctl, "  %s %d", cst_label_deadline_outcome ((CstDeadlineOutcome) j), trends->deadlines.n[i][j]);
      cst_ctl_print (ctl, "\n");
    }
}

static gboolean
write_files (CstCtl           *ctl,
             const CstTrends  *trends,
             CstDimension      asked,
             GError          **error)
{
  if (option_csv != NULL && !cst_trends_write_csv (trends, asked, option_csv, error))
    return FALSE;
  if (option_pdf != NULL && !cst_trends_write_pdf (trends, asked, option_pdf, error))
    return FALSE;
  if (option_csv != NULL)
    cst_ctl_print (ctl, _("Written to “%s”.\n"), option_csv);
  if (option_pdf != NULL)
    cst_ctl_print (ctl, _("Written to “%s”.\n"), option_pdf);

  return TRUE;
}

static CstTrends *
count (CstCtl                *ctl,
       const CstTrendsQuery  *query,
       GError               **error)
{
  CstTrends *trends;

  if (!cst_db_begin_read (ctl->db, error))
    return NULL;
  trends = cst_db_trends (ctl->db, query, cst_clock_now (ctl->clock), NULL, error);
  cst_db_rollback (ctl->db);

  return trends;
}

static CstCtlExit
figures (CstCtl  *ctl,
         GStrv    args,
         GError **error)
{
  CstDimension asked = (CstDimension) cst_enum_value (&cst_dimension_type, option_by != NULL ? option_by : "");
  CstTrendsQuery query = { 0 };
  g_autoptr(CstAccount) account = NULL;
  g_autoptr(CstTrends) trends = NULL;

  if (option_by != NULL && asked == CST_DIMENSION_NONE)
    return cst_ctl_usage (error, _("Incidents are not counted by “%s”."), option_by);
  if (option_account != NULL && !(account = cst_ctl_account (ctl, option_account, error)))
    return CST_CTL_FAILED;
  if (!read_query (ctl, &query, error))
    return CST_CTL_USAGE;
  query.account = account != NULL ? account->id : 0;
  if (!(trends = count (ctl, &query, error)) || !write_files (ctl, trends, asked, error))
    return CST_CTL_FAILED;

  if (option_csv == NULL && option_pdf == NULL)
    {
      print_total (ctl, trends);
      for (int i = CST_DIMENSION_REASON; i < CST_N_DIMENSIONS; i++)
        {
          if (is_asked (asked, i))
            print_bars (ctl, trends, (CstDimension) i, asked != CST_DIMENSION_NONE);
        }
    }
  print_json (ctl, trends, asked);

  return CST_CTL_DONE;
}

const CstCtlCommand cst_ctl_figures_commands[] = {
  { "figures", "", N_("What the incidents of a period teach: by reason, article, week…"), figures_options, 0, 0, TRUE,
    figures },
  { NULL },
};
