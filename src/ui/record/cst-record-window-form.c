/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-record-window-private.h"

#include <glib/gi18n.h>

#include "cst-combo-list.h"
#include "cst-labels.h"
#include "cst-record-line.h"
#include "cst-util.h"

/* What stands in the form of an incident that a person tells: read, and shown. */

/* The texts that go as they are, by where they stand in the window and in the entry. */
static const struct
{
  glong row;
  glong field;
} texts[] = {
  { G_STRUCT_OFFSET (CstRecordWindow, number_row), G_STRUCT_OFFSET (CstCaseEntry, number) },
  { G_STRUCT_OFFSET (CstRecordWindow, reference_row), G_STRUCT_OFFSET (CstCaseEntry, reference) },
  { G_STRUCT_OFFSET (CstRecordWindow, carrier_row), G_STRUCT_OFFSET (CstCaseEntry, carrier) },
  { G_STRUCT_OFFSET (CstRecordWindow, tracking_row), G_STRUCT_OFFSET (CstCaseEntry, tracking_number) },
  { G_STRUCT_OFFSET (CstRecordWindow, customer_row), G_STRUCT_OFFSET (CstCaseEntry, customer) },
  { G_STRUCT_OFFSET (CstRecordWindow, email_row), G_STRUCT_OFFSET (CstCaseEntry, email) },
  { G_STRUCT_OFFSET (CstRecordWindow, phone_row), G_STRUCT_OFFSET (CstCaseEntry, phone) },
  { G_STRUCT_OFFSET (CstRecordWindow, street_row), G_STRUCT_OFFSET (CstCaseEntry, street) },
  { G_STRUCT_OFFSET (CstRecordWindow, postal_code_row), G_STRUCT_OFFSET (CstCaseEntry, postal_code) },
  { G_STRUCT_OFFSET (CstRecordWindow, city_row), G_STRUCT_OFFSET (CstCaseEntry, city) },
  { G_STRUCT_OFFSET (CstRecordWindow, country_row), G_STRUCT_OFFSET (CstCaseEntry, country) },
  { G_STRUCT_OFFSET (CstRecordWindow, language_row), G_STRUCT_OFFSET (CstCaseEntry, language) },
};

static const struct
{
  glong button;
  glong field;
} days[] = {
  { G_STRUCT_OFFSET (CstRecordWindow, placed_button), G_STRUCT_OFFSET (CstCaseEntry, placed_at) },
  { G_STRUCT_OFFSET (CstRecordWindow, shipped_button), G_STRUCT_OFFSET (CstCaseEntry, shipped_at) },
  { G_STRUCT_OFFSET (CstRecordWindow, delivered_button), G_STRUCT_OFFSET (CstCaseEntry, delivered_at) },
  { G_STRUCT_OFFSET (CstRecordWindow, reported_button), G_STRUCT_OFFSET (CstCaseEntry, reported_at) },
};

/* In the order of the chooser, which begins with “not chosen yet”. */
static const CstReason reasons[] = {
  CST_REASON_UNKNOWN, CST_REASON_DAMAGED, CST_REASON_DEFECTIVE, CST_REASON_MISSING, CST_REASON_WRONG_ITEM,
  CST_REASON_WRONG_INVOICE, CST_REASON_LATE, CST_REASON_OTHER,
};

/* ── What stands in the form ───────────────────────────────────────────────────────────────────── */

/**
 * cst_record_window_get_account:
 *
 * Returns: (transfer none): the account that is chosen
 */
const CstAccount *
cst_record_window_get_account (CstRecordWindow *self)
{
  guint place = adw_combo_row_get_selected (self->account_row);
  gint64 account = place < self->accounts->len ? g_array_index (self->accounts, gint64, place) : 0;

  return cst_context_account (self->context, account);
}

static char *
dup_text (GtkEditable *row)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (row)));

  if (*text != '\0')
    return text;

  g_free (text);

  return NULL;
}

static void
dup_currency (CstRecordWindow *self,
              char             currency[4])
{
  g_autofree char *text = dup_text (self->currency_row);
  g_autofree char *upper = g_ascii_strup (text != NULL ? text : "", -1);

  g_strlcpy (currency, upper, 4);
}

/* A day stands for its noon, so that it is the same day wherever it is read. */
static gint64
read_day (CstDateButton *button,
          gint64         was)
{
  const char *date = cst_date_button_get_date (button);
  g_autofree char *before = was != 0 ? cst_time_format (was) : NULL;
  g_autofree char *noon = NULL;

  if (cst_str_is_blank (date))
    return 0;
  if (before != NULL && g_str_has_prefix (before, date))
    return was;

  noon = g_strconcat (date, "T12:00:00Z", NULL);

  return cst_time_parse (noon);
}

static void
read_amounts (CstRecordWindow *self,
              CstCaseEntry    *entry)
{
  CstMoney money = { 0 };

  dup_currency (self, entry->currency);
  entry->tax_mode = gtk_switch_get_active (self->tax_switch) ? CST_TAX_INCLUDED : CST_TAX_EXCLUDED;
  entry->tax_rate_bp = cst_money_parse (gtk_editable_get_text (self->tax_rate_row), "EUR", &money) ? (int) money.minor
                                                                                                   : 0;
  entry->shipping = cst_money_parse (gtk_editable_get_text (self->shipping_row), entry->currency, &money) ? money.minor
                                                                                                          : 0;
}

/**
 * cst_record_window_read:
 *
 * Returns: (transfer full): what stands in the form, with what it does not show
 */
CstCaseEntry *
cst_record_window_read (CstRecordWindow *self)
{
  CstCaseEntry *entry = cst_record_dup (&cst_case_entry_type, self->base);
  guint reason = adw_combo_row_get_selected (self->reason_row);
  GtkTextIter start, end;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = dup_text (G_STRUCT_MEMBER (GtkEditable *, self, texts[i].row));

      cst_set_str (&G_STRUCT_MEMBER (char *, entry, texts[i].field), text);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      gint64 *day = &G_STRUCT_MEMBER (gint64, entry, days[i].field);

      *day = read_day (G_STRUCT_MEMBER (CstDateButton *, self, days[i].button), *day);
    }
  read_amounts (self, entry);
  entry->customer_kind = cst_record_window_get_account (self)->info.audience;
  if (reason != 0 && reason < G_N_ELEMENTS (reasons))
    entry->reason = reasons[reason];
  g_free (entry->description);
  gtk_text_buffer_get_bounds (self->description_buffer, &start, &end);
  entry->description = gtk_text_buffer_get_text (self->description_buffer, &start, &end, FALSE);

  for (guint i = 0; i < entry->lines->len; i++)
    cst_record_free (&cst_case_entry_line_type, g_ptr_array_index (entry->lines, i));
  g_ptr_array_set_size (entry->lines, 0);
  for (GtkWidget *line = gtk_widget_get_first_child (self->lines_box); line != NULL;
       line = gtk_widget_get_next_sibling (line))
    cst_record_line_read (CST_RECORD_LINE (line), entry);

  return entry;
}

/**
 * cst_record_window_dup_problem:
 *
 * Returns: (transfer full) (nullable): what was typed that is no number
 */
char *
cst_record_window_dup_problem (CstRecordWindow *self)
{
  const char *rate = gtk_editable_get_text (self->tax_rate_row);
  const char *shipping = gtk_editable_get_text (self->shipping_row);
  char currency[4];
  CstMoney money;

  dup_currency (self, currency);
  for (GtkWidget *line = gtk_widget_get_first_child (self->lines_box); line != NULL;
       line = gtk_widget_get_next_sibling (line))
    {
      char *problem = cst_record_line_dup_problem (CST_RECORD_LINE (line), currency);

      if (problem != NULL)
        return problem;
    }
  if (!cst_str_is_blank (rate) && (!cst_money_parse (rate, "EUR", &money) || money.minor > 10000))
    return g_strdup_printf (_("“%s” is not a percentage."), rate);
  if (!cst_str_is_blank (shipping) && !cst_money_parse (shipping, currency, &money))
    return g_strdup_printf (_("“%s” is not an amount in %s."), shipping, currency);

  return NULL;
}

/* ── Filling it ────────────────────────────────────────────────────────────────────────────────── */

static void
add_line (CstRecordWindow        *self,
          const CstCaseEntryLine *line)
{
  guint number = 1;
  char currency[4];
  CstRecordLine *row;

  for (GtkWidget *child = gtk_widget_get_first_child (self->lines_box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    number++;

  dup_currency (self, currency);
  row = cst_record_line_new (number, line, currency);
  g_signal_connect_object (row, "changed", G_CALLBACK (cst_record_window_changed), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->lines_box), GTK_WIDGET (row));
}

static void
fill_lines (CstRecordWindow    *self,
            const CstCaseEntry *entry)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->lines_box)) != NULL)
    gtk_box_remove (GTK_BOX (self->lines_box), child);
  for (guint i = 0; i < entry->lines->len; i++)
    add_line (self, g_ptr_array_index (entry->lines, i));
  if (entry->lines->len == 0)
    add_line (self, NULL);
}

static void
set_text (GtkEditable *row,
          const char  *text)
{
  gtk_editable_set_text (row, text != NULL ? text : "");
}

static void
fill_day (CstDateButton *button,
          gint64         at)
{
  g_autofree char *date = at != 0 ? cst_time_format (at) : NULL;

  if (date != NULL && strlen (date) > 10)
    date[10] = '\0';
  cst_date_button_set_date (button, date);
}

static void
fill_amounts (CstRecordWindow    *self,
              const CstCaseEntry *entry)
{
  g_autofree char *rate = cst_money_to_text (cst_money (entry->tax_rate_bp, "EUR"));
  g_autofree char *shipping = cst_money_to_text (cst_money (entry->shipping, entry->currency));

  set_text (self->currency_row, entry->currency);
  gtk_switch_set_active (self->tax_switch, entry->tax_mode == CST_TAX_INCLUDED);
  set_text (self->tax_rate_row, entry->tax_rate_bp != 0 ? rate : NULL);
  set_text (self->shipping_row, entry->shipping != 0 ? shipping : NULL);
}

/**
 * cst_record_window_show:
 *
 * The form shows @entry; what it does not show stays with it.
 */
void
cst_record_window_show (CstRecordWindow    *self,
                        const CstCaseEntry *entry)
{
  guint reason = 0;

  self->is_filling = TRUE;
  cst_record_assign (&cst_case_entry_type, self->base, entry);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    set_text (G_STRUCT_MEMBER (GtkEditable *, self, texts[i].row), G_STRUCT_MEMBER (char *, entry, texts[i].field));
  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    fill_day (G_STRUCT_MEMBER (CstDateButton *, self, days[i].button),
              G_STRUCT_MEMBER (gint64, entry, days[i].field));
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      if (reasons[i] == entry->reason)
        reason = i;
    }
  adw_combo_row_set_selected (self->reason_row, reason);
  gtk_text_buffer_set_text (self->description_buffer, entry->description != NULL ? entry->description : "", -1);
  fill_amounts (self, entry);
  fill_lines (self, entry);
  self->is_filling = FALSE;
}

/**
 * cst_record_window_fill_reasons:
 *
 * Once: what may be reported.
 */
void
cst_record_window_fill_reasons (CstRecordWindow *self)
{
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);

  gtk_string_list_append (labels, _("Not chosen yet"));
  for (gsize i = 1; i < G_N_ELEMENTS (reasons); i++)
    gtk_string_list_append (labels, cst_label_reason (reasons[i]));
  cst_combo_list_show_whole (self->reason_row);
  adw_combo_row_set_model (self->reason_row, G_LIST_MODEL (labels));
}

/* ── Its articles ──────────────────────────────────────────────────────────────────────────────── */

static void
add_line_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  CstRecordWindow *self = CST_RECORD_WINDOW (widget);

  add_line (self, NULL);
  gtk_widget_child_focus (gtk_widget_get_last_child (self->lines_box), GTK_DIR_TAB_FORWARD);
  cst_record_window_changed (self);
}

static void
remove_line_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  CstRecordWindow *self = CST_RECORD_WINDOW (widget);
  guint place = g_variant_get_uint32 (parameter);
  GtkWidget *line = gtk_widget_get_first_child (self->lines_box);
  g_autoptr(CstCaseEntry) entry = NULL;

  for (guint i = 0; line != NULL && i < place; i++)
    line = gtk_widget_get_next_sibling (line);
  if (line == NULL)
    return;

  gtk_box_remove (GTK_BOX (self->lines_box), line);
  entry = cst_record_window_read (self);
  self->is_filling = TRUE;
  fill_lines (self, entry);
  self->is_filling = FALSE;
  cst_record_window_changed (self);
}

void
cst_record_window_install_lines (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "record.add-line", NULL, add_line_action);
  gtk_widget_class_install_action (widget_class, "record.remove-line", "u", remove_line_action);
}
