/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-record-line.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-ui.h"
#include "cst-util.h"

/* One article of an order that is recorded by hand. The signal `changed` says that something else was typed. */
struct _CstRecordLine
{
  AdwPreferencesGroup  parent_instance;

  GtkEditable         *title_row;
  GtkEditable         *sku_row;
  GtkEditable         *supplier_row;
  GtkEditable         *price_row;
  GtkSpinButton       *quantity_spin;
  GtkSpinButton       *concerned_spin;
  GtkWidget           *remove_button;

  char                *id; /* (owned) (nullable): of the order's line when an incident is corrected */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstRecordLine, cst_record_line, ADW_TYPE_PREFERENCES_GROUP)

static void
changed_cb (CstRecordLine *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What is concerned follows what was ordered until somebody says otherwise, and is never more. */
static void
quantity_changed_cb (CstRecordLine *self)
{
  GtkAdjustment *adjustment = gtk_spin_button_get_adjustment (self->concerned_spin);
  double quantity = gtk_spin_button_get_value (self->quantity_spin);
  gboolean was_all = gtk_adjustment_get_value (adjustment) >= gtk_adjustment_get_upper (adjustment);

  gtk_adjustment_set_upper (adjustment, quantity);
  if (was_all)
    gtk_adjustment_set_value (adjustment, quantity);
  changed_cb (self);
}

static void
cst_record_line_finalize (GObject *object)
{
  g_free (CST_RECORD_LINE (object)->id);

  G_OBJECT_CLASS (cst_record_line_parent_class)->finalize (object);
}

static void
cst_record_line_class_init (CstRecordLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cst_record_line_finalize;

  signals[CHANGED] = g_signal_new ("changed", CST_TYPE_RECORD_LINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-record-line"));
  gtk_widget_class_bind_template_child (widget_class, CstRecordLine, title_row);
  gtk_widget_class_bind_template_child (widget_class, CstRecordLine, sku_row);
  gtk_widget_class_bind_template_child (widget_class, CstRecordLine, supplier_row);
  gtk_widget_class_bind_template_child (widget_class, CstRecordLine, price_row);
  gtk_widget_class_bind_template_child (widget_class, CstRecordLine, quantity_spin);
  gtk_widget_class_bind_template_child (widget_class, CstRecordLine, concerned_spin);
  gtk_widget_class_bind_template_child (widget_class, CstRecordLine, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, quantity_changed_cb);
}

static void
cst_record_line_init (CstRecordLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_text (GtkEditable *row,
          const char  *text)
{
  gtk_editable_set_text (row, text != NULL ? text : "");
}

static void
fill (CstRecordLine          *self,
      const CstCaseEntryLine *line,
      const char             *currency)
{
  g_autofree char *price = cst_money_to_text (cst_money (line->unit_price, currency));

  self->id = g_strdup (line->id);
  set_text (self->title_row, line->title);
  set_text (self->sku_row, line->sku);
  set_text (self->supplier_row, line->supplier);
  set_text (self->price_row, line->unit_price != 0 ? price : "");
  gtk_spin_button_set_value (self->quantity_spin, line->quantity);
  gtk_spin_button_set_value (self->concerned_spin, line->concerned);
}

/**
 * cst_record_line_new:
 * @number: its place, from 1
 * @line: (nullable): what is known of it already
 * @currency: of its price
 */
CstRecordLine *
cst_record_line_new (guint                   number,
                     const CstCaseEntryLine *line,
                     const char             *currency)
{
  CstRecordLine *self = g_object_new (CST_TYPE_RECORD_LINE, NULL);
  /* Translators: one of several articles of an order */
  g_autofree char *title = g_strdup_printf (_("Article %u"), number);
  /* Translators: one of several articles of an order */
  g_autofree char *spoken = g_strdup_printf (_("Remove article %u"), number);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->remove_button), "u", number - 1);
  gtk_widget_set_tooltip_text (self->remove_button, spoken);
  cst_accessible_set_label (self->remove_button, spoken);
  if (line != NULL)
    fill (self, line, currency);

  return self;
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

static gboolean
is_blank (CstRecordLine *self)
{
  return cst_str_is_blank (gtk_editable_get_text (self->title_row)) &&
         cst_str_is_blank (gtk_editable_get_text (self->sku_row)) &&
         cst_str_is_blank (gtk_editable_get_text (self->price_row));
}

/**
 * cst_record_line_read:
 *
 * Adds what stands there to the entry, whose currency is known; a line in which nothing stands is left out.
 */
void
cst_record_line_read (CstRecordLine *self,
                      CstCaseEntry  *entry)
{
  CstCaseEntryLine *line;
  CstMoney price = { 0 };

  g_return_if_fail (CST_IS_RECORD_LINE (self));

  if (is_blank (self))
    return;

  line = cst_case_entry_add_line (entry);
  line->id = g_strdup (self->id);
  line->title = dup_text (self->title_row);
  line->sku = dup_text (self->sku_row);
  line->supplier = dup_text (self->supplier_row);
  line->quantity = gtk_spin_button_get_value_as_int (self->quantity_spin);
  line->concerned = gtk_spin_button_get_value_as_int (self->concerned_spin);
  if (cst_money_parse (gtk_editable_get_text (self->price_row), entry->currency, &price))
    line->unit_price = price.minor;
}

/**
 * cst_record_line_dup_problem:
 *
 * Returns: (transfer full) (nullable): what was typed that cannot be understood
 */
char *
cst_record_line_dup_problem (CstRecordLine *self,
                             const char    *currency)
{
  const char *price = gtk_editable_get_text (self->price_row);
  CstMoney money;

  g_return_val_if_fail (CST_IS_RECORD_LINE (self), NULL);

  if (is_blank (self))
    return NULL;
  if (cst_str_is_blank (price))
    return g_strdup (_("Enter the unit price of every article."));
  if (!cst_money_parse (price, currency, &money))
    /* Translators: what was typed, and a currency */
    return g_strdup_printf (_("“%s” is not an amount in %s."), price, currency);

  return NULL;
}
