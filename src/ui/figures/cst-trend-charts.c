/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-trend-charts.h"

#include <glib/gi18n.h>

#include "cst-format.h"
#include "cst-trend-words.h"

#define MOST_BARS 10

/* More rows nobody reads, and the window would wait for them. */
#define MOST_LISTED 100
#define MOST_WEEKS 160

/* @words: what they have in common, as it is read above the list.
 * Returns: (transfer floating): the parameter of `win.show-counted` */
static GVariant *
build_target (const CstListQuery *list,
              const char         *words)
{
  g_autofree char *text = cst_record_to_text (&cst_list_query_type, list);

  return g_variant_new ("(ss)", text, words);
}

/**
 * cst_figures_change:
 *
 * Returns: (transfer full): the difference with its sign
 */
char *
cst_figures_change (int count,
                    int before)
{
  g_autofree char *number = cst_format_count ((guint64) ABS (count - before));

  if (count == before)
    return g_strdup ("=");

  return g_strconcat (count > before ? "+" : "−", number, NULL);
}

static char *
period_text (const CstTrends *trends)
{
  g_autofree char *from = cst_format_date (trends->query.from, trends->now);
  g_autofree char *to = cst_format_date (trends->query.to - 1, trends->now);

  /* Translators: two dates, the first and the last of a period */
  return g_strdup_printf (C_("period", "%1$s to %2$s"), from, to);
}

static CstBar *
add_count (CstChart   *chart,
           const char *label,
           int         count)
{
  g_autofree char *text = cst_format_count ((guint64) count);
  CstBar *bar = cst_chart_add (chart, label, count, text);

  bar->said = g_strdup_printf (ngettext ("%s incident", "%s incidents", (gulong) count), text);

  return bar;
}

static void
set_before (CstBar *bar,
            int     count,
            int     before)
{
  g_autofree char *text = cst_format_count ((guint64) before);
  g_autofree char *change = cst_figures_change (count, before);

  cst_bar_set_before (bar, before, text, change);
}

/* More of a difference than chance makes has a sign of its own. */
static void
mark_change (CstBar            *bar,
             const CstTrendBar *it)
{
  g_autofree char *plain = NULL;

  if (it->change != CST_SIGNAL_UNSAID)
    bar->before_said = cst_label_change (it);
  if (it->change != CST_SIGNAL_HIGH && it->change != CST_SIGNAL_LOW)
    return;

  plain = g_steal_pointer (&bar->change);
  bar->change = g_strconcat (it->change == CST_SIGNAL_HIGH ? "▲ " : "▼ ", plain, NULL);
}

/* A bar without incidents leads nowhere. */
static void
set_target (CstBar          *bar,
            const CstTrends *trends,
            CstListQuery    *list,
            const char      *words)
{
  g_autofree char *period = period_text (trends);
  g_autofree char *sentence = NULL;

  if (bar->value <= 0 || list == NULL)
    return;

  /* Translators: what incidents have in common, and the period in which they were reported */
  sentence = g_strdup_printf (C_("filter by figure", "%1$s · %2$s"), words, period);
  cst_bar_set_target (bar, build_target (list, sentence));
}

static CstBarMark
mark_of (CstSignal signal)
{
  switch (signal)
    {
    case CST_SIGNAL_HIGH:
      return CST_BAR_SIGNAL;
    case CST_SIGNAL_NOISE:
      return CST_BAR_NOISE;
    case CST_SIGNAL_LOW:
    case CST_SIGNAL_UNSAID:
    default:
      return CST_BAR_PLAIN;
    }
}

static void
add_trend_bar (CstChart          *chart,
               const CstTrends   *trends,
               CstDimension       dimension,
               const CstTrendBar *it)
{
  g_autofree char *label = cst_label_trend_bar (dimension, it);
  g_autoptr(CstListQuery) list = cst_trends_dup_list (trends, dimension, it);
  CstBar *bar = add_count (chart, label, it->count);

  if (dimension == CST_DIMENSION_WEEK)
    {
      g_autoptr(GDateTime) monday = g_date_time_new_from_unix_local (it->key);

      /* Translators: the Monday below a week’s column, strftime(3); a space begins another line */
      bar->short_label = g_date_time_format (monday, C_("date format, below a column", "%-d %b"));
      g_strdelimit (bar->short_label, " ", '\n');
    }
  else
    {
      set_before (bar, it->count, it->before);
      mark_change (bar, it);
    }

  if (it->signal != CST_SIGNAL_UNSAID)
    {
      g_autofree char *limit = cst_format_count ((guint64) it->limits.upper);

      cst_bar_set_limit (bar, it->limits.upper, limit, mark_of (it->signal));
    }
  set_target (bar, trends, list, label);
}

static const char *
chart_title (CstDimension dimension)
{
  switch (dimension)
    {
    case CST_DIMENSION_REASON:
      return _("By reason");
    case CST_DIMENSION_ARTICLE:
      return _("By article");
    case CST_DIMENSION_SUPPLIER:
      return _("By supplier");
    case CST_DIMENSION_CARRIER:
      return _("By carrier");
    case CST_DIMENSION_COUNTRY:
      return _("By country");
    case CST_DIMENSION_CUSTOMER:
      return _("By customer");
    case CST_DIMENSION_WEEK:
      return _("By week");
    case CST_DIMENSION_NONE:
    case CST_DIMENSION_STATE:
    default:
      return cst_label_dimension (dimension);
    }
}

static const char *
chart_note (CstDimension dimension)
{
  switch (dimension)
    {
    case CST_DIMENSION_ARTICLE:
      return _("Dashed: how many incidents chance explains for an article sold as often. Beyond it, hatched, is a "
               "signal: look for a cause. Thin bar: the period before.");
    case CST_DIMENSION_WEEK:
      return _("By the Monday on which the week begins; the last three years at most.");
    case CST_DIMENSION_NONE:
    case CST_DIMENSION_REASON:
    case CST_DIMENSION_STATE:
    case CST_DIMENSION_SUPPLIER:
    case CST_DIMENSION_CARRIER:
    case CST_DIMENSION_COUNTRY:
    case CST_DIMENSION_CUSTOMER:
    default:
      return _("Thin bar: the period before. ▲ ▼: more of a difference than chance makes.");
    }
}

/**
 * cst_trend_chart_new:
 *
 * Returns: (transfer full): incidents by @dimension; without bars when there are none, or when nothing is known of it
 */
CstChart *
cst_trend_chart_new (const CstTrends *trends,
                     CstDimension     dimension)
{
  CstChart *chart = cst_chart_new (chart_title (dimension), C_("section", "Incidents"));
  GPtrArray *bars = trends->bars[dimension];
  guint first = 0;

  chart->is_columns = dimension == CST_DIMENSION_WEEK;
  chart->most_shown = chart->is_columns ? 0 : MOST_BARS;
  chart->note = g_strdup (chart_note (dimension));
  if (trends->total->count == 0 || bars == NULL)
    return chart;

  chart->n_all = bars->len;
  if (chart->is_columns && bars->len > MOST_WEEKS)
    first = bars->len - MOST_WEEKS;
  for (guint i = first; i < MIN (bars->len, first + (chart->is_columns ? MOST_WEEKS : MOST_LISTED)); i++)
    add_trend_bar (chart, trends, dimension, g_ptr_array_index (bars, i));

  return chart;
}

/**
 * cst_deadline_chart_new:
 *
 * Returns: (transfer full): how many incidents kept the deadlines of reply and of resolution (P2, P3)
 */
CstChart *
cst_deadline_chart_new (const CstTrends *trends)
{
  static const CstDeadlineOutcome outcomes[] = { CST_DEADLINE_KEPT, CST_DEADLINE_MISSED, CST_DEADLINE_PENDING };
  CstChart *chart = cst_chart_new (_("Deadlines Kept"), C_("section", "Incidents"));

  for (int kind = CST_DEADLINE_REPLY; kind < CST_N_DEADLINES; kind++)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (outcomes); i++)
        {
          int count = trends->deadlines.n[kind][outcomes[i]];
          int before = trends->deadlines_before.n[kind][outcomes[i]];
          g_autoptr(CstListQuery) list = NULL;
          g_autofree char *label = NULL;
          CstBar *bar;

          if (count == 0 && before == 0)
            continue;

          list = cst_trends_dup_deadline_list (trends, (CstDeadlineKind) kind, outcomes[i]);
          /* Translators: which deadline, and whether it was kept */
          label = g_strdup_printf (C_("deadline", "%1$s: %2$s"), cst_label_deadline ((CstDeadlineKind) kind),
                                   cst_label_deadline_outcome (outcomes[i]));
          bar = add_count (chart, label, count);
          set_before (bar, count, before);
          set_target (bar, trends, list, label);
        }
    }
  if (chart->bars->len > 0)
    chart->note = g_strdup (_("Thin bar: the period before."));

  return chart;
}
