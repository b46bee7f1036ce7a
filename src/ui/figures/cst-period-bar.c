/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-period-bar.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-account.h"
#include "cst-date-button.h"
#include "cst-period.h"
#include "cst-ui.h"
#include "cst-wrap-layout.h"

/* Whose figures are read, and over which time; “changed” says that something else was chosen. */

struct _CstPeriodBar
{
  GtkWidget      parent_instance;

  GtkWidget     *root;
  GtkDropDown   *period_choice;
  GtkWidget     *dates;
  CstDateButton *first_day;
  CstDateButton *last_day;
  GtkDropDown   *account_choice;

  GArray        *accounts;   /* (owned): of gint64, as in the choice; 0 for all comes first */
  gboolean       has_dates;  /* one's own days were shown once */
  gboolean       is_filling;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (CstPeriodBar, cst_period_bar, GTK_TYPE_WIDGET)

static void
tell (CstPeriodBar *self)
{
  if (!self->is_filling)
    g_signal_emit (self, changed_signal, 0);
}

/* One's own days begin where one looks. */
static void
fill_dates (CstPeriodBar *self,
            gint64        now)
{
  gint64 from;
  gint64 to;
  g_autoptr(GDateTime) first = NULL;
  g_autoptr(GDateTime) last = NULL;
  g_autofree char *first_text = NULL;
  g_autofree char *last_text = NULL;

  cst_period_bounds (CST_PERIOD_OWN, now, &from, &to);
  first = g_date_time_new_from_unix_local (from);
  last = g_date_time_new_from_unix_local (to - 1);
  first_text = g_date_time_format (first, "%Y-%m-%d");
  last_text = g_date_time_format (last, "%Y-%m-%d");
  self->is_filling = TRUE;
  cst_date_button_set_date (self->first_day, first_text);
  cst_date_button_set_date (self->last_day, last_text);
  self->is_filling = FALSE;
}

static void
period_chosen_cb (CstPeriodBar *self)
{
  gtk_widget_set_visible (self->dates, gtk_drop_down_get_selected (self->period_choice) == CST_PERIOD_OWN);
  tell (self);
}

static void
cst_period_bar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_PERIOD_BAR);

  G_OBJECT_CLASS (cst_period_bar_parent_class)->dispose (object);
}

static void
cst_period_bar_finalize (GObject *object)
{
  g_array_unref (CST_PERIOD_BAR (object)->accounts);

  G_OBJECT_CLASS (cst_period_bar_parent_class)->finalize (object);
}

static void
cst_period_bar_class_init (CstPeriodBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_period_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = cst_period_bar_finalize;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);

  g_type_ensure (CST_TYPE_DATE_BUTTON);
  g_type_ensure (CST_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-period-bar"));
  gtk_widget_class_bind_template_child (widget_class, CstPeriodBar, root);
  gtk_widget_class_bind_template_child (widget_class, CstPeriodBar, period_choice);
  gtk_widget_class_bind_template_child (widget_class, CstPeriodBar, dates);
  gtk_widget_class_bind_template_child (widget_class, CstPeriodBar, first_day);
  gtk_widget_class_bind_template_child (widget_class, CstPeriodBar, last_day);
  gtk_widget_class_bind_template_child (widget_class, CstPeriodBar, account_choice);
  gtk_widget_class_bind_template_callback (widget_class, period_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, tell);
}

static void
cst_period_bar_init (CstPeriodBar *self)
{
  static const char *const periods[] = {
    [CST_PERIOD_WEEK] = NC_("period", "This week"),
    [CST_PERIOD_MONTH] = NC_("period", "This month"),
    [CST_PERIOD_30_DAYS] = NC_("period", "Last 30 days"),
    [CST_PERIOD_QUARTER] = NC_("period", "This quarter"),
    [CST_PERIOD_YEAR] = NC_("period", "This year"),
    [CST_PERIOD_OWN] = NC_("period", "Chosen days"),
  };
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);

  self->accounts = g_array_new (FALSE, TRUE, sizeof (gint64));
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (periods); i++)
    gtk_string_list_append (labels, g_dpgettext2 (NULL, "period", periods[i]));
  gtk_drop_down_set_model (self->period_choice, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (self->period_choice, CST_PERIOD_30_DAYS);
  cst_accessible_set_choice_label (self->period_choice, _("Period"));
  cst_accessible_set_choice_label (self->account_choice, _("Account"));
  self->is_filling = FALSE;
}

/**
 * cst_period_bar_set_accounts:
 * @accounts: (element-type CstAccount): a choice only where there is something to choose from
 */
void
cst_period_bar_set_accounts (CstPeriodBar *self,
                             GPtrArray    *accounts)
{
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);
  guint place = gtk_drop_down_get_selected (self->account_choice);
  gint64 chosen = place < self->accounts->len ? g_array_index (self->accounts, gint64, place) : 0;
  guint selected = 0;

  g_return_if_fail (CST_IS_PERIOD_BAR (self));

  g_array_set_size (self->accounts, 1);
  gtk_string_list_append (labels, C_("filter by account", "All accounts"));
  for (guint i = 0; i < accounts->len; i++)
    {
      const CstAccount *account = g_ptr_array_index (accounts, i);

      if (account->id == chosen)
        selected = i + 1;
      g_array_append_val (self->accounts, account->id);
      gtk_string_list_append (labels, account->name);
    }

  self->is_filling = TRUE;
  gtk_drop_down_set_model (self->account_choice, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (self->account_choice, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->account_choice), accounts->len > 1);
  self->is_filling = FALSE;
}

/**
 * cst_period_bar_get_query:
 * @query: (out): what was chosen
 *
 * Returns: whether the days chosen make a period
 */
gboolean
cst_period_bar_get_query (CstPeriodBar   *self,
                          gint64          now,
                          CstTrendsQuery *query)
{
  guint account = gtk_drop_down_get_selected (self->account_choice);
  guint period = gtk_drop_down_get_selected (self->period_choice);

  g_return_val_if_fail (CST_IS_PERIOD_BAR (self), FALSE);

  *query = (CstTrendsQuery) { 0 };
  if (account < self->accounts->len)
    query->account = g_array_index (self->accounts, gint64, account);
  if (period != CST_PERIOD_OWN)
    {
      cst_period_bounds ((CstPeriod) period, now, &query->from, &query->to);
      return TRUE;
    }

  if (!self->has_dates)
    fill_dates (self, now);
  self->has_dates = TRUE;

  return cst_period_own_bounds (cst_date_button_get_date (self->first_day), cst_date_button_get_date (self->last_day),
                                &query->from, &query->to);
}
