/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-order-columns.h"

#include <glib/gi18n.h>

#include "cst-format.h"
#include "cst-labels.h"
#include "cst-pill-cell.h"
#include "cst-row-words.h"
#include "cst-stacked-cell.h"
#include "cst-text-cell.h"

/* O1–O3: what the list of orders says in each column. */

static const CstOrderRowData *
data_of (CstRow *row)
{
  return cst_order_row_get_data (CST_ORDER_ROW (row));
}

static char *
place_text (const CstOrderRowData *data)
{
  if (data->city == NULL || *data->city == '\0')
    return g_strdup (data->country);
  if (data->country == NULL || *data->country == '\0')
    return g_strdup (data->city);

  /* Translators: a city and the code of its country */
  return g_strdup_printf (C_("place", "%1$s, %2$s"), data->city, data->country);
}

static char *
unread_text (int unread)
{
  if (unread <= 0)
    return NULL;

  return g_strdup_printf (ngettext ("%d new message", "%d new messages", (gulong) unread), unread);
}

static void
fill_number (GtkWidget  *cell,
             CstRow     *row,
             CstContext *context)
{
  const CstOrderRowData *data = data_of (row);
  g_autofree char *unread = unread_text (data->unread);

  cst_text_cell_set (CST_TEXT_CELL (cell), data->number, unread, CST_EMPHASIS_BOLD);
}

/* Among the reported problems, where room is short, the date stands below the number. */
static void
fill_dated_number (GtkWidget  *cell,
                   CstRow     *row,
                   CstContext *context)
{
  const CstOrderRowData *data = data_of (row);
  g_autofree char *date = cst_format_date (data->placed_at, cst_context_now (context));

  cst_text_cell_set (CST_TEXT_CELL (cell), data->number, date, CST_EMPHASIS_BOLD);
}

static void
fill_customer (GtkWidget  *cell,
               CstRow     *row,
               CstContext *context)
{
  const CstOrderRowData *data = data_of (row);
  g_autofree char *place = place_text (data);

  cst_text_cell_set (CST_TEXT_CELL (cell), data->customer, place, CST_EMPHASIS_NONE);
}

static void
fill_date (GtkWidget  *cell,
           CstRow     *row,
           CstContext *context)
{
  g_autofree char *date = cst_format_date (data_of (row)->placed_at, cst_context_now (context));

  cst_text_cell_set (CST_TEXT_CELL (cell), date, NULL, CST_EMPHASIS_NONE);
}

static char *
total_text (const CstOrderRowData *data)
{
  return cst_format_amount (cst_money (data->amounts.total, data->amounts.currency), CST_TAX_INCLUDED);
}

/* O12: what is held of it stands below. */
static void
fill_total (GtkWidget  *cell,
            CstRow     *row,
            CstContext *context)
{
  const CstOrderRowData *data = data_of (row);
  g_autofree char *total = total_text (data);
  g_autofree char *amount = cst_money_format (cst_money (data->held, data->held_currency));
  /* Translators: the amount of the payout that is held back */
  g_autofree char *held = data->held != 0 ? g_strdup_printf (C_("payout", "%s held"), amount) : NULL;

  cst_text_cell_set (CST_TEXT_CELL (cell), total, held, CST_EMPHASIS_NONE);
}

static void
fill_status (GtkWidget  *cell,
             CstRow     *row,
             CstContext *context)
{
  CstOrderStatus status = data_of (row)->status;

  cst_state_pill_set (cst_pill_cell_get_pill (CST_PILL_CELL (cell)), cst_tone_of_order_status (status),
                      cst_icon_of_order_status (status), cst_label_order_status (status));
}

static char *
problem_note (const CstOrderRowData *data,
              const CstCase         *incident)
{
  const char *sending = cst_case_sending_text (incident);

  if (data->incident_count > 1 && sending != NULL)
    /* Translators: how many problems an order has, and what becomes of our decision */
    return g_strdup_printf (C_("problems", "× %1$d, %2$s"), data->incident_count, sending);
  if (data->incident_count > 1)
    /* Translators: how many problems an order has */
    return g_strdup_printf (C_("problems", "× %d"), data->incident_count);

  return g_strdup (sending);
}

/* O2: the most pressing state, and how many there are. */
static void
fill_problem (GtkWidget  *cell,
              CstRow     *row,
              CstContext *context)
{
  const CstOrderRowData *data = data_of (row);
  CstCase incident = cst_case_of_order (data);
  g_autofree char *state = cst_case_state_text (&incident, cst_context_account_info (context, data->account));
  g_autofree char *note = problem_note (data, &incident);
  CstStatePill *pill = cst_pill_cell_get_pill (CST_PILL_CELL (cell));
  gboolean is_sending = cst_case_sending_text (&incident) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (pill), data->pressing != NULL);
  cst_state_pill_set (pill, cst_tone_of_incident_state (incident.state),
                      cst_icon_of_incident_state (incident.state, incident.contested, incident.marked_resolved), state);
  cst_pill_cell_set_note (CST_PILL_CELL (cell),
                          is_sending ? cst_icon_of_operation_state (data->op_state) : NULL, note);
}

static void
fill_since (GtkWidget  *cell,
            CstRow     *row,
            CstContext *context)
{
  const CstOrderRowData *data = data_of (row);
  CstCase incident = cst_case_of_order (data);
  gint64 now = cst_context_now (context);
  g_autofree char *moment = data->pressing != NULL ? cst_case_moment_text (&incident, now) : g_strdup (CST_NO_VALUE);
  g_autofree char *turn = cst_case_turn_text (&incident, cst_context_account_info (context, data->account), now);

  cst_text_cell_set (CST_TEXT_CELL (cell), moment, data->pressing != NULL ? turn : NULL,
                     data->pressing != NULL && cst_case_presses (&incident) ? CST_EMPHASIS_STRONG : CST_EMPHASIS_NONE);
}

/* In a narrow window: what names the order, and below it the state that matters. */
static void
fill_summary (GtkWidget  *cell,
              CstRow     *row,
              CstContext *context)
{
  const CstOrderRowData *data = data_of (row);
  g_autofree char *total = total_text (data);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", data->customer, total);
  CstPillCell *pill = cst_stacked_cell_get_pill (cell);

  cst_text_cell_set (cst_stacked_cell_get_text (cell), data->number, subtitle, CST_EMPHASIS_BOLD);

  if (data->pressing != NULL && data->unsettled > 0)
    {
      fill_problem (GTK_WIDGET (pill), row, context);
    }
  else
    {
      fill_status (GTK_WIDGET (pill), row, context);
      cst_pill_cell_set_note (pill, NULL, NULL);
    }
}

/* O3 */
static void
fill_button (GtkWidget  *cell,
             CstRow     *row,
             CstContext *context)
{
  const CstOrderRowData *data = data_of (row);

  gtk_button_set_label (GTK_BUTTON (cell), C_("button", "Show order"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, data->number, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (cell), "(xs)", data->account, data->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cell), "page.show-order");
}

const CstListColumn cst_order_columns[] = {
  { .id = "number", .title = NC_("column", "Order"), .kind = CST_CELL_TEXT, .fill = fill_number,
    .sort = CST_SORT_NUMBER, .place = CST_COLUMN_WIDE, .width = 7, .room = 15, .names_row = TRUE },
  { .id = "dated-number", .title = NC_("column", "Order"), .kind = CST_CELL_TEXT, .fill = fill_dated_number,
    .sort = CST_SORT_DATE, .place = CST_COLUMN_WIDE, .width = 7, .room = 15, .names_row = TRUE },
  { .id = "summary", .title = NC_("column", "Order"), .kind = CST_CELL_STACKED, .fill = fill_summary,
    .sort = CST_SORT_NUMBER, .place = CST_COLUMN_NARROW, .expand = TRUE, .names_row = TRUE },
  { .id = "customer", .title = NC_("column", "Customer"), .kind = CST_CELL_TEXT, .fill = fill_customer,
    .sort = CST_SORT_CUSTOMER, .place = CST_COLUMN_WIDE, .width = 8, .room = 18, .expand = TRUE },
  { .id = "date", .title = NC_("column", "Date"), .kind = CST_CELL_TEXT, .fill = fill_date,
    .sort = CST_SORT_DATE, .place = CST_COLUMN_WIDE, .room = 10, .rank = 5 },
  { .id = "total", .title = NC_("column", "Total"), .kind = CST_CELL_TEXT, .fill = fill_total,
    .sort = CST_SORT_TOTAL, .place = CST_COLUMN_WIDE, .room = 17, .rank = 4, .is_numeric = TRUE },
  { .id = "status", .title = NC_("column", "Order status"), .kind = CST_CELL_PILL, .fill = fill_status,
    .sort = CST_SORT_STATE, .place = CST_COLUMN_WIDE, .room = 24, .rank = 1, .yields_to = "problem" },
  { .id = "problem", .title = NC_("column", "Problem state"), .kind = CST_CELL_PILL, .fill = fill_problem,
    .sort = CST_SORT_PROBLEM, .place = CST_COLUMN_WIDE, .room = 30 },
  { .id = "since", .title = NC_("column", "Reported"), .kind = CST_CELL_TEXT, .fill = fill_since,
    .place = CST_COLUMN_WIDE, .width = 16, .room = 22, .rank = 2 },
  { .id = "show", .kind = CST_CELL_BUTTON, .fill = fill_button, .place = CST_COLUMN_WIDE, .room = 24,
    .rank = 3 },
};

const guint cst_n_order_columns = G_N_ELEMENTS (cst_order_columns);

/**
 * cst_order_row_speak:
 *
 * Returns: (transfer full): the row as one sentence
 */
char *
cst_order_row_speak (CstRow     *row,
                     CstContext *context)
{
  const CstOrderRowData *data = data_of (row);
  const CstAccountInfo *info = cst_context_account_info (context, data->account);
  gint64 now = cst_context_now (context);
  CstCase incident = cst_case_of_order (data);
  g_autofree char *place = place_text (data);
  g_autofree char *total = total_text (data);
  g_autofree char *state = NULL;
  g_autofree char *moment = NULL;
  g_autofree char *turn = NULL;
  g_autofree char *order = NULL;

  /* Translators: number, customer, place, total, status; spoken by a screen reader */
  order = g_strdup_printf (C_("spoken row", "Order %1$s, %2$s, %3$s, %4$s, %5$s"), data->number, data->customer,
                           place, total, cst_label_order_status (data->status));
  if (data->pressing == NULL || data->unsettled == 0)
    return g_steal_pointer (&order);

  state = cst_case_state_text (&incident, info);
  moment = cst_case_moment_text (&incident, now);
  turn = cst_case_turn_text (&incident, info, now);

  return g_strdup_printf ("%s, %s, %s, %s", order, state, moment, turn);
}
