/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-incident-columns.h"

#include <glib/gi18n.h>

#include "cst-findings.h"
#include "cst-format.h"
#include "cst-labels.h"
#include "cst-pill-cell.h"
#include "cst-row-words.h"
#include "cst-stacked-cell.h"
#include "cst-text-cell.h"

/* What the lists of incidents say in each column: state, reason, who, since when or due when, whose turn, how much. */

static const CstIncidentRowData *
data_of (CstRow *row)
{
  return cst_incident_row_get_data (CST_INCIDENT_ROW (row));
}

static const CstAccountInfo *
info_of (CstRow     *row,
         CstContext *context)
{
  return cst_context_account_info (context, data_of (row)->account);
}

static char *
photos_text (const CstIncidentRowData *data)
{
  if (data->photos > 0)
    return g_strdup_printf (ngettext ("%d photo", "%d photos", (gulong) data->photos), data->photos);
  if (data->photos_announced > 0)
    return g_strdup (C_("photos", "photo announced"));

  return g_strdup (C_("photos", "no photo"));
}

static void
fill_reason (GtkWidget  *cell,
             CstRow     *row,
             CstContext *context)
{
  const CstIncidentRowData *data = data_of (row);
  g_autofree char *photos = photos_text (data);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", data->number, photos);

  cst_text_cell_set (CST_TEXT_CELL (cell), cst_label_reason (data->reason), subtitle, CST_EMPHASIS_BOLD);
}

static void
fill_customer (GtkWidget  *cell,
               CstRow     *row,
               CstContext *context)
{
  const CstIncidentRowData *data = data_of (row);
  g_autofree char *subtitle = NULL;

  if (data->unread > 0)
    /* Translators: an order’s number and how many messages are unread */
    subtitle = g_strdup_printf (ngettext ("%1$s · %2$d new message", "%1$s · %2$d new messages", (gulong) data->unread),
                                data->order_number, data->unread);

  cst_text_cell_set (CST_TEXT_CELL (cell), data->customer, subtitle != NULL ? subtitle : data->order_number,
                     CST_EMPHASIS_NONE);
}

static void
fill_state (GtkWidget  *cell,
            CstRow     *row,
            CstContext *context)
{
  CstCase incident = cst_case_of_incident (data_of (row));
  g_autofree char *state = cst_case_state_text (&incident, info_of (row, context));
  const char *sending = cst_case_sending_text (&incident);
  const char *icon_name = sending != NULL ? cst_icon_of_operation_state (incident.op_state) : NULL;

  cst_state_pill_set (cst_pill_cell_get_pill (CST_PILL_CELL (cell)), cst_tone_of_incident_state (incident.state),
                      cst_icon_of_incident_state (incident.state, incident.contested, incident.marked_resolved), state);
  cst_pill_cell_set_note (CST_PILL_CELL (cell), icon_name, sending);
}

static void
fill_due (GtkWidget  *cell,
          CstRow     *row,
          CstContext *context)
{
  CstCase incident = cst_case_of_incident (data_of (row));
  gint64 now = cst_context_now (context);
  g_autofree char *moment = cst_case_moment_text (&incident, now);
  g_autofree char *turn = cst_case_turn_text (&incident, info_of (row, context), now);

  cst_text_cell_set (CST_TEXT_CELL (cell), moment, turn,
                     cst_case_presses (&incident) ? CST_EMPHASIS_STRONG : CST_EMPHASIS_NONE);
}

static char *
stake_text (const CstIncidentRowData *data)
{
  if (data->stake == 0)
    return g_strdup (CST_NO_VALUE);

  return cst_format_amount (cst_money (data->stake, data->currency), data->tax_mode);
}

static char *
held_text (const CstIncidentRowData *data)
{
  g_autofree char *amount = NULL;

  if (data->held == 0)
    return NULL;

  amount = cst_money_format (cst_money (data->held, data->currency));

  /* Translators: the amount of the payout that is held back */
  return g_strdup_printf (C_("payout", "%s held"), amount);
}

static void
fill_stake (GtkWidget  *cell,
            CstRow     *row,
            CstContext *context)
{
  g_autofree char *stake = stake_text (data_of (row));
  g_autofree char *held = held_text (data_of (row));

  cst_text_cell_set (CST_TEXT_CELL (cell), stake, held, CST_EMPHASIS_NONE);
}

static char *
finding_text (const CstIncidentRowData *data)
{
  CstLineFindings found = { .reported = data->found_of };
  g_autofree char *text = NULL;

  if (data->finding_count == 0)
    return NULL;

  found.pieces[CST_FINDING_CONFIRMED] = data->found_confirmed;
  found.pieces[CST_FINDING_NOT_CONFIRMED] = data->found_not_confirmed;
  found.pieces[CST_FINDING_CANNOT_TELL] = data->found_cannot_tell;
  text = cst_label_found (&found);

  return text != NULL ? g_steal_pointer (&text) : g_strdup (cst_label_finding (data->finding));
}

static void
fill_assigned (GtkWidget  *cell,
               CstRow     *row,
               CstContext *context)
{
  const CstIncidentRowData *data = data_of (row);
  g_autofree char *finding = finding_text (data);

  cst_text_cell_set (CST_TEXT_CELL (cell), data->assigned_name != NULL ? data->assigned_name : CST_NO_VALUE, finding,
                     data->assigned_name != NULL ? CST_EMPHASIS_NONE : CST_EMPHASIS_DIM);
}

static void
fill_summary (GtkWidget  *cell,
              CstRow     *row,
              CstContext *context)
{
  const CstIncidentRowData *data = data_of (row);
  CstCase incident = cst_case_of_incident (data);
  g_autofree char *moment = cst_case_moment_text (&incident, cst_context_now (context));
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", moment, data->customer);

  cst_text_cell_set (cst_stacked_cell_get_text (cell), cst_label_reason (data->reason), subtitle, CST_EMPHASIS_BOLD);
  fill_state (GTK_WIDGET (cst_stacked_cell_get_pill (cell)), row, context);
}

/* O4 */
static void
fill_button (GtkWidget  *cell,
             CstRow     *row,
             CstContext *context)
{
  const CstIncidentRowData *data = data_of (row);

  gtk_button_set_label (GTK_BUTTON (cell), cst_label_show_incident (info_of (row, context)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, data->number, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (cell), "(xs)", data->account, data->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cell), "page.show-incident");
}

const CstListColumn cst_incident_columns[] = {
  { .id = "reason", .title = NC_("column", "Reason"), .kind = CST_CELL_TEXT, .fill = fill_reason,
    .sort = CST_SORT_REASON, .place = CST_COLUMN_WIDE, .width = 17, .room = 23,
    .names_row = TRUE },
  { .id = "summary", .title = NC_("column", "Reason"), .kind = CST_CELL_STACKED, .fill = fill_summary,
    .sort = CST_SORT_REASON, .place = CST_COLUMN_NARROW, .expand = TRUE, .names_row = TRUE },
  { .id = "customer", .title = NC_("column", "Customer"), .kind = CST_CELL_TEXT, .fill = fill_customer,
    .sort = CST_SORT_CUSTOMER, .place = CST_COLUMN_WIDE, .width = 12, .room = 18, .rank = 1,
    .expand = TRUE },
  { .id = "state", .title = NC_("column", "State"), .kind = CST_CELL_PILL, .fill = fill_state,
    .sort = CST_SORT_STATE, .place = CST_COLUMN_WIDE, .room = 28 },
  { .id = "due", .title = NC_("column", "Since or due"), .kind = CST_CELL_TEXT, .fill = fill_due,
    .sort = CST_SORT_URGENCY, .place = CST_COLUMN_WIDE, .width = 16, .room = 22 },
  { .id = "stake", .title = NC_("column", "At stake"), .kind = CST_CELL_TEXT, .fill = fill_stake,
    .place = CST_COLUMN_WIDE, .room = 17, .rank = 3, .is_numeric = TRUE },
  { .id = "assigned", .title = NC_("column", "Assigned to, finding"), .kind = CST_CELL_TEXT, .fill = fill_assigned,
    .place = CST_COLUMN_WIDE, .width = 8, .room = 18, .rank = 4 },
  { .id = "show", .kind = CST_CELL_BUTTON, .fill = fill_button, .place = CST_COLUMN_WIDE, .room = 24,
    .rank = 2 },
};

const guint cst_n_incident_columns = G_N_ELEMENTS (cst_incident_columns);

/**
 * cst_incident_row_speak:
 *
 * Returns: (transfer full): the row as one sentence
 */
char *
cst_incident_row_speak (CstRow     *row,
                        CstContext *context)
{
  const CstIncidentRowData *data = data_of (row);
  const CstAccountInfo *info = info_of (row, context);
  gint64 now = cst_context_now (context);
  CstCase incident = cst_case_of_incident (data);
  g_autofree char *state = cst_case_state_text (&incident, info);
  g_autofree char *moment = cst_case_moment_text (&incident, now);
  g_autofree char *turn = cst_case_turn_text (&incident, info, now);
  g_autofree char *stake = stake_text (data);
  g_autofree char *finding = finding_text (data);
  g_autofree char *spoken = NULL;
  g_autofree char *text = NULL;

  /* Translators: reason, customer, order number, state, since or due, whose turn, money at stake; spoken */
  text = g_strdup_printf (C_("spoken row", "%1$s, %2$s, order %3$s, %4$s, %5$s, %6$s, %7$s at stake"),
                          cst_label_reason (data->reason), data->customer, data->order_number, state, moment, turn,
                          stake);

  if (finding == NULL)
    return g_steal_pointer (&text);

  /* Translators: what the inspection of the photos found */
  spoken = g_strdup_printf (C_("finding", "Finding: %s"), finding);

  return g_strdup_printf ("%s, %s", text, spoken);
}
