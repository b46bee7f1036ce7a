/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-delivery-columns.h"

#include <glib/gi18n.h>

#include "cst-delivery-labels.h"
#include "cst-delivery-words.h"
#include "cst-format.h"
#include "cst-pill-cell.h"
#include "cst-stacked-cell.h"
#include "cst-text-cell.h"
#include "cst-util.h"

/* What the list of carriers’ incidents says in each column (C6). */

static const CstDeliveryRowData *
data_of (CstRow *row)
{
  return cst_delivery_row_get_data (CST_DELIVERY_ROW (row));
}

static const char *
meaning_of (const CstDeliveryRowData *data,
            CstContext               *context)
{
  return cst_delivery_meaning_text (context, data->code_source,
                                    cst_str_is_blank (data->code) ? data->type_code : data->code, data->reason,
                                    data->code_label);
}

static const char *
order_of (const CstDeliveryRowData *data)
{
  return !cst_str_is_blank (data->order_number) ? data->order_number : data->number;
}

static char *
age_of (const CstDeliveryRowData *data,
        gint64                    now)
{
  return cst_format_duration (MAX (now - data->opened_at, 0));
}

static gboolean
presses (const CstDeliveryRowData *data)
{
  return data->todo >= CST_DELIVERY_TODO_SOLVE;
}

static char *
cod_of (const CstDeliveryRowData *data)
{
  return data->cod > 0 ? cst_money_format (cst_money (data->cod, data->currency)) : g_strdup (CST_NO_VALUE);
}

static void
fill_order (GtkWidget  *cell,
            CstRow     *row,
            CstContext *context)
{
  const CstDeliveryRowData *data = data_of (row);

  cst_text_cell_set (CST_TEXT_CELL (cell), order_of (data), data->tracking, CST_EMPHASIS_BOLD);
}

static void
fill_customer (GtkWidget  *cell,
               CstRow     *row,
               CstContext *context)
{
  const CstDeliveryRowData *data = data_of (row);

  cst_text_cell_set (CST_TEXT_CELL (cell), data->recipient, data->city, CST_EMPHASIS_NONE);
}

static void
fill_carrier (GtkWidget  *cell,
              CstRow     *row,
              CstContext *context)
{
  const CstDeliveryRowData *data = data_of (row);

  cst_text_cell_set (CST_TEXT_CELL (cell), data->carrier, data->account_name, CST_EMPHASIS_NONE);
}

static void
fill_code (GtkWidget  *cell,
           CstRow     *row,
           CstContext *context)
{
  const CstDeliveryRowData *data = data_of (row);
  const char *type = cst_delivery_type_text (context, data->account, data->type_code);

  /* A kind of incident that nobody here knows is shown as the platform writes it. */
  if (cst_str_is_blank (data->code))
    cst_text_cell_set (CST_TEXT_CELL (cell), meaning_of (data, context), type == data->type_code ? type : NULL,
                       CST_EMPHASIS_NONE);
  else
    cst_text_cell_set (CST_TEXT_CELL (cell), data->code, meaning_of (data, context), CST_EMPHASIS_BOLD);
}

static void
fill_attempts (GtkWidget  *cell,
               CstRow     *row,
               CstContext *context)
{
  const CstDeliveryRowData *data = data_of (row);
  g_autofree char *text = data->attempts > 0 ? g_strdup_printf ("%d", data->attempts) : g_strdup (CST_NO_VALUE);

  cst_text_cell_set (CST_TEXT_CELL (cell), text, NULL, CST_EMPHASIS_NONE);
}

static void
fill_since (GtkWidget  *cell,
            CstRow     *row,
            CstContext *context)
{
  const CstDeliveryRowData *data = data_of (row);
  gint64 now = cst_context_now (context);
  g_autofree char *age = age_of (data, now);
  g_autofree char *turn = cst_delivery_turn_text (data, now);
  /* Beside the state it is said already. */
  gboolean is_said = data->todo == CST_DELIVERY_TODO_NONE && cst_delivery_sending_text (data->op_state) != NULL;

  cst_text_cell_set (CST_TEXT_CELL (cell), age, is_said ? NULL : turn,
                     presses (data) ? CST_EMPHASIS_STRONG
                     : data->todo == CST_DELIVERY_TODO_NONE ? CST_EMPHASIS_DIM : CST_EMPHASIS_NONE);
}

static void
fill_state (GtkWidget  *cell,
            CstRow     *row,
            CstContext *context)
{
  const CstDeliveryRowData *data = data_of (row);
  const char *sending = cst_delivery_sending_text (data->op_state);
  CstDeliveryState state = cst_delivery_shown_state (data->state, data->settled_at);

  cst_state_pill_set (cst_pill_cell_get_pill (CST_PILL_CELL (cell)), cst_tone_of_delivery_state (state),
                      cst_icon_of_delivery_state (state), cst_label_delivery_state (state));
  cst_pill_cell_set_note (CST_PILL_CELL (cell),
                          sending != NULL ? cst_icon_of_operation_state (data->op_state) : NULL, sending);
}

static void
fill_cod (GtkWidget  *cell,
          CstRow     *row,
          CstContext *context)
{
  g_autofree char *cod = cod_of (data_of (row));

  cst_text_cell_set (CST_TEXT_CELL (cell), cod, NULL, CST_EMPHASIS_NONE);
}

static void
fill_summary (GtkWidget  *cell,
              CstRow     *row,
              CstContext *context)
{
  const CstDeliveryRowData *data = data_of (row);
  g_autofree char *age = age_of (data, cst_context_now (context));
  const char *meaning = meaning_of (data, context);
  g_autofree char *title = cst_str_is_blank (data->code) ? g_strdup (meaning)
                           : g_strdup_printf (C_("carrier code", "%1$s · %2$s"), data->code, meaning);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s · %s", age, data->recipient, data->city);

  cst_text_cell_set (cst_stacked_cell_get_text (cell), title, subtitle, CST_EMPHASIS_BOLD);
  fill_state (GTK_WIDGET (cst_stacked_cell_get_pill (cell)), row, context);
}

/* C6: the “i” of each row. */
static void
fill_button (GtkWidget  *cell,
             CstRow     *row,
             CstContext *context)
{
  const CstDeliveryRowData *data = data_of (row);

  gtk_button_set_icon_name (GTK_BUTTON (cell), "constat-info-symbolic");
  gtk_widget_add_css_class (cell, "flat");
  gtk_widget_set_tooltip_text (cell, _("View incident"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, _("View incident"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, order_of (data), -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (cell), "(xs)", data->account, data->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cell), "page.show-delivery");
}

const CstListColumn cst_delivery_columns[] = {
  { .id = "order", .title = NC_("column", "Order"), .kind = CST_CELL_TEXT, .fill = fill_order,
    .sort = CST_SORT_NUMBER, .place = CST_COLUMN_WIDE, .width = 12, .room = 17, .names_row = TRUE },
  { .id = "summary", .title = NC_("column", "Incident"), .kind = CST_CELL_STACKED, .fill = fill_summary,
    .sort = CST_SORT_URGENCY, .place = CST_COLUMN_NARROW, .expand = TRUE, .names_row = TRUE },
  { .id = "customer", .title = NC_("column", "Customer"), .kind = CST_CELL_TEXT, .fill = fill_customer,
    .sort = CST_SORT_CUSTOMER, .place = CST_COLUMN_WIDE, .width = 9, .room = 13, .rank = 1, .expand = TRUE },
  { .id = "code", .title = NC_("column", "Code"), .kind = CST_CELL_TEXT, .fill = fill_code,
    .sort = CST_SORT_CODE, .place = CST_COLUMN_WIDE, .width = 14, .room = 20 },
  { .id = "attempts", .title = NC_("column", "Attempts"), .kind = CST_CELL_TEXT, .fill = fill_attempts,
    .sort = CST_SORT_ATTEMPTS, .place = CST_COLUMN_WIDE, .room = 13, .rank = 3, .is_numeric = TRUE },
  { .id = "since", .title = NC_("column", "Since"), .kind = CST_CELL_TEXT, .fill = fill_since,
    .sort = CST_SORT_DATE, .place = CST_COLUMN_WIDE, .width = 13, .room = 18 },
  { .id = "state", .title = NC_("column", "State"), .kind = CST_CELL_PILL, .fill = fill_state,
    .sort = CST_SORT_URGENCY, .place = CST_COLUMN_WIDE, .room = 30 },
  { .id = "cod", .title = NC_("column", "COD"), .kind = CST_CELL_TEXT, .fill = fill_cod,
    .sort = CST_SORT_COD, .place = CST_COLUMN_WIDE, .room = 17, .rank = 4, .is_numeric = TRUE },
  { .id = "carrier", .title = NC_("column", "Carrier"), .kind = CST_CELL_TEXT, .fill = fill_carrier,
    .sort = CST_SORT_CARRIER, .place = CST_COLUMN_WIDE, .width = 8, .room = 17, .rank = 5 },
  { .id = "show", .kind = CST_CELL_BUTTON, .fill = fill_button, .place = CST_COLUMN_WIDE, .room = 6 },
};

const guint cst_n_delivery_columns = G_N_ELEMENTS (cst_delivery_columns);

/**
 * cst_delivery_row_speak:
 *
 * Returns: (transfer full): the row as one sentence
 */
char *
cst_delivery_row_speak (CstRow     *row,
                        CstContext *context)
{
  const CstDeliveryRowData *data = data_of (row);
  gint64 now = cst_context_now (context);
  g_autofree char *age = age_of (data, now);
  g_autofree char *turn = cst_delivery_turn_text (data, now);
  CstDeliveryState state = cst_delivery_shown_state (data->state, data->settled_at);

  /* Translators: reason, customer, city, order number, state, how long it has lasted, whose turn; spoken */
  return g_strdup_printf (C_("spoken row", "%1$s, %2$s, %3$s, order %4$s, %5$s, for %6$s, %7$s"),
                          meaning_of (data, context), data->recipient, data->city, order_of (data),
                          cst_label_delivery_state (state), age, turn);
}
