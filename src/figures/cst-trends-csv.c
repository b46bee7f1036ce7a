/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-csv.h"
#include "cst-trend-words.h"
#include "cst-trends-export.h"
#include "cst-util.h"

/* One table with one row for each bar, for spreadsheets and programs: ids, ISO dates, decimals with a point. Names are
 * in the language of who asks. */

static const char *const columns[] = {
  "dimension", "key", "name", "from", "to", "incidents", "open", "closed", "pieces", "incidents_before", "change",
  "orders", "orders_before", "signal", "expected", "lower", "upper",
};

static const char *const cost_columns[] = { "refunds", "refunded", "refunded_shipping", "replacements", "replaced" };

typedef struct
{
  GString *text;
  guint    n_cells; /* of the row */
} Table;

static void
add_cell (Table      *table,
          const char *text)
{
  cst_csv_append_cell (table->text, table->n_cells++, text);
}

static void
add_number (Table  *table,
            gint64  number)
{
  char text[32];

  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, number);
  add_cell (table, text);
}

static void
add_decimal (Table  *table,
             double  number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  add_cell (table, g_ascii_formatd (text, sizeof text, "%.4f", number));
}

static void
add_moment (Table  *table,
            gint64  moment)
{
  g_autofree char *text = cst_time_format (moment);

  add_cell (table, text);
}

static void
add_amount (Table      *table,
            gint64      minor,
            const char *currency)
{
  g_autofree char *text = cst_money_to_text (cst_money (minor, currency));

  add_cell (table, text);
}

static void
end_row (Table *table)
{
  g_string_append (table->text, "\r\n");
  table->n_cells = 0;
}

/* The currencies of all are those of every bar: no bar has one that the total has not. */
static const GArray *
currencies_of (const CstTrends *self)
{
  return self->total->costs;
}

static void
add_header (Table           *table,
            const CstTrends *self)
{
  const GArray *currencies = currencies_of (self);

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    add_cell (table, columns[i]);
  for (guint i = 0; i < currencies->len; i++)
    {
      for (gsize j = 0; j < G_N_ELEMENTS (cost_columns); j++)
        {
          g_autofree char *name = g_strconcat (cost_columns[j], "_",
                                               g_array_index (currencies, CstTrendCost, i).currency, NULL);

          add_cell (table, name);
        }
    }
  end_row (table);
}

static void
add_costs (Table             *table,
           const CstTrends   *self,
           const CstTrendBar *bar)
{
  const GArray *currencies = currencies_of (self);

  for (guint i = 0; i < currencies->len; i++)
    {
      const char *currency = g_array_index (currencies, CstTrendCost, i).currency;
      CstTrendCost cost = { 0 };

      for (guint j = 0; bar != NULL && j < bar->costs->len; j++)
        {
          if (g_str_equal (g_array_index (bar->costs, CstTrendCost, j).currency, currency))
            cost = g_array_index (bar->costs, CstTrendCost, j);
        }
      add_number (table, cost.refunds);
      add_amount (table, cost.refunded, currency);
      add_amount (table, cost.refunded_shipping, currency);
      add_number (table, cost.replacements);
      add_amount (table, cost.replaced, currency);
    }
}

static void
add_period (Table             *table,
            const CstTrends   *self,
            CstDimension       dimension,
            const CstTrendBar *bar)
{
  g_autoptr(CstListQuery) list = cst_trends_dup_list (self, dimension, bar);

  add_moment (table, list->from);
  add_moment (table, list->to);
}

static char *
key_of (CstDimension       dimension,
        const CstTrendBar *bar)
{
  if (dimension == CST_DIMENSION_REASON)
    return g_strdup (cst_enum_nick (&cst_reason_type, (int) bar->key));
  if (dimension == CST_DIMENSION_STATE)
    return g_strdup (cst_enum_nick (&cst_incident_state_type, (int) bar->key));
  if (dimension == CST_DIMENSION_WEEK)
    return cst_time_format (bar->key);

  return g_strdup (bar->text);
}

static void
add_limits (Table             *table,
            const CstTrendBar *bar)
{
  add_cell (table, cst_enum_nick (&cst_signal_type, (int) bar->signal));
  if (bar->signal == CST_SIGNAL_UNSAID)
    {
      for (int i = 0; i < 3; i++)
        add_cell (table, "");
      return;
    }

  add_decimal (table, bar->limits.expected);
  add_number (table, bar->limits.lower);
  add_number (table, bar->limits.upper);
}

static void
add_bar (Table             *table,
         const CstTrends   *self,
         CstDimension       dimension,
         const CstTrendBar *bar)
{
  g_autofree char *key = key_of (dimension, bar);
  g_autofree char *name = cst_label_trend_bar (dimension, bar);

  add_cell (table, dimension == CST_DIMENSION_NONE ? "total" : cst_enum_nick (&cst_dimension_type, (int) dimension));
  add_cell (table, key);
  add_cell (table, name);
  add_period (table, self, dimension, bar);
  add_number (table, bar->count);
  add_number (table, bar->open);
  add_number (table, bar->count - bar->open);
  add_number (table, bar->quantity);
  add_number (table, bar->before);
  add_cell (table, cst_enum_nick (&cst_signal_type, (int) bar->change));
  add_number (table, bar->orders);
  add_number (table, bar->orders_before);
  add_limits (table, bar);
  add_costs (table, self, bar);
  end_row (table);
}

static void
add_bars (Table           *table,
          const CstTrends *self,
          CstDimension     dimension)
{
  for (guint i = 0; i < self->bars[dimension]->len; i++)
    add_bar (table, self, dimension, g_ptr_array_index (self->bars[dimension], i));
}

static void
add_deadline (Table              *table,
              const CstTrends    *self,
              CstDeadlineKind     deadline,
              CstDeadlineOutcome  outcome)
{
  g_autofree char *dimension = g_strconcat ("deadline_", cst_enum_nick (&cst_deadline_kind_type, (int) deadline), NULL);

  add_cell (table, dimension);
  add_cell (table, cst_enum_nick (&cst_deadline_outcome_type, (int) outcome));
  add_cell (table, cst_label_deadline_outcome (outcome));
  add_moment (table, self->query.from);
  add_moment (table, self->query.to);
  add_number (table, self->deadlines.n[deadline][outcome]);
  for (int i = 0; i < 3; i++)
    add_cell (table, "");
  add_number (table, self->deadlines_before.n[deadline][outcome]);
  while (table->n_cells < G_N_ELEMENTS (columns) + currencies_of (self)->len * G_N_ELEMENTS (cost_columns))
    add_cell (table, "");
  end_row (table);
}

static char *
build_table (const CstTrends *self,
             CstDimension     dimension)
{
  Table table = { .text = g_string_new (NULL) };

  add_header (&table, self);
  add_bar (&table, self, CST_DIMENSION_NONE, self->total);
  for (int i = CST_DIMENSION_REASON; i < CST_N_DIMENSIONS; i++)
    {
      if (dimension == CST_DIMENSION_NONE || (int) dimension == i)
        add_bars (&table, self, (CstDimension) i);
    }
  for (int i = CST_DEADLINE_REPLY; dimension == CST_DIMENSION_NONE && i < CST_N_DEADLINES; i++)
    {
      for (int j = 0; j < CST_N_OUTCOMES; j++)
        add_deadline (&table, self, (CstDeadlineKind) i, (CstDeadlineOutcome) j);
    }

  return g_string_free (table.text, FALSE);
}

/**
 * cst_trends_write_csv:
 * @dimension: %CST_DIMENSION_NONE for everything together
 *
 * P9: a table after RFC 4180 in UTF-8; the manual of the command line names its columns.
 */
gboolean
cst_trends_write_csv (const CstTrends  *self,
                      CstDimension      dimension,
                      const char       *path,
                      GError          **error)
{
  g_autofree char *text = build_table (self, dimension);

  /* Customers are named in it: for nobody else's eyes. */
  return g_file_set_contents_full (path, text, (gssize) strlen (text), G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}
