/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a chart shows, whoever counted it and however it is drawn: as bars, as columns, or as a table. */

/**
 * CstBarMark:
 * @CST_BAR_PLAIN: nothing is said about it
 * @CST_BAR_NOISE: not more than chance explains
 * @CST_BAR_SIGNAL: more than chance explains
 */
typedef enum
{
  CST_BAR_PLAIN,
  CST_BAR_NOISE,
  CST_BAR_SIGNAL,
} CstBarMark;

/**
 * CstBar:
 * @label: what is counted
 * @short_label: (nullable): what stands below a column, %NULL for @label
 * @text: how much, as it is read
 * @said: (nullable): how much, as it is spoken; %NULL for @text
 * @before: the same in the period before, below 0 when nobody knows
 * @before_text: (nullable): that, as it is read
 * @before_said: (nullable): that, as it is spoken; %NULL for @before_text
 * @change: (nullable): the difference, as it is read
 * @limit: what chance alone explains, below 0 without such a limit
 * @limit_text: (nullable): that, as it is read
 * @target: (nullable): the parameter of `figures.show`, which leads to what is counted
 */
typedef struct
{
  char       *label;
  char       *short_label;
  char       *text;
  char       *said;
  double      value;
  double      before;
  char       *before_text;
  char       *before_said;
  char       *change;
  double      limit;
  char       *limit_text;
  CstBarMark  mark;
  GVariant   *target;
} CstBar;

/**
 * CstChart:
 * @title: what the bars are
 * @unit: what is counted, the heading of its column in the table
 * @note: (nullable): a sentence below
 * @is_columns: upright, for what follows in time; they share one limit
 * @most_shown: of how many bars the chart is drawn, 0 for all; the table has them all
 * @n_all: how many there are to count; @bars may be the first of them only
 */
typedef struct
{
  char      *title;
  char      *unit;
  char      *note;
  gboolean   is_columns;
  guint      most_shown;
  guint      n_all;
  GPtrArray *bars;
} CstChart;

CstChart   *cst_chart_new            (const char     *title,
                                      const char     *unit);
CstBar     *cst_chart_add            (CstChart       *self,
                                      const char     *label,
                                      double          value,
                                      const char     *text);
double      cst_chart_get_top        (const CstChart *self);
gboolean    cst_chart_has_before     (const CstChart *self);
gboolean    cst_chart_has_limits     (const CstChart *self);
gboolean    cst_chart_equal          (const CstChart *a,
                                      const CstChart *b);
void        cst_chart_free           (CstChart       *self);
void        cst_bar_set_before       (CstBar         *self,
                                      double          value,
                                      const char     *text,
                                      const char     *change);
void        cst_bar_set_limit        (CstBar         *self,
                                      double          value,
                                      const char     *text,
                                      CstBarMark      mark);
void        cst_bar_set_target       (CstBar         *self,
                                      GVariant       *target);
char       *cst_bar_sentence         (const CstBar   *self);
const char *cst_bar_mark_label       (CstBarMark      mark);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstChart, cst_chart_free)

G_END_DECLS
