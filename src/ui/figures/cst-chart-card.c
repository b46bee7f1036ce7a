/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-chart-card.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-chart-bars.h"
#include "cst-chart-table.h"
#include "cst-format.h"
#include "cst-ui.h"

/* One chart with its title, drawn or as a table. Nothing is shown of a chart without bars. */

struct _CstChartCard
{
  GtkWidget          parent_instance;

  GtkWidget         *root;
  GtkLabel          *title;
  GtkToggleButton   *table_button;
  GtkStack          *views;
  GtkScrolledWindow *scroller;
  CstChartBars      *bars;
  GtkWidget         *table_place;
  GtkLabel          *note;

  CstChart          *chart; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CstChartCard, cst_chart_card, GTK_TYPE_WIDGET)

/* What comes last in time is seen first. */
static void
room_changed_cb (CstChartCard  *self,
                 GtkAdjustment *adjustment)
{
  if (self->chart != NULL && self->chart->is_columns &&
      gtk_widget_get_focus_child (GTK_WIDGET (self->bars)) == NULL)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
}

static void
fill_table (CstChartCard *self)
{
  GtkWidget *old = gtk_widget_get_first_child (self->table_place);

  if (old != NULL)
    gtk_box_remove (GTK_BOX (self->table_place), old);
  if (gtk_toggle_button_get_active (self->table_button) && self->chart != NULL)
    gtk_box_append (GTK_BOX (self->table_place), cst_chart_table_new (self->chart));
}

/* How much of it is shown: nothing is left out without a word. */
static char *
say_shown (const CstChart *chart,
           gboolean        is_table)
{
  guint n_all = MAX (chart->n_all, chart->bars->len);
  g_autofree char *shown = cst_format_count (chart->most_shown);
  g_autofree char *listed = cst_format_count (chart->bars->len);
  g_autofree char *all = cst_format_count (n_all);

  if (chart->most_shown == 0 || n_all <= chart->most_shown)
    return NULL;
  if (is_table)
    /* Translators: two numbers of lines of a table */
    return n_all > chart->bars->len ? g_strdup_printf (_("The first %1$s of %2$s; the export has them all."), listed,
                                                       all)
                                    : NULL;
  if (n_all > chart->bars->len)
    /* Translators: three numbers of bars */
    return g_strdup_printf (_("The first %1$s of %2$s; the table has %3$s, the export all of them."), shown, all,
                            listed);

  /* Translators: two numbers of bars */
  return g_strdup_printf (_("The first %1$s of %2$s; the table has them all."), shown, all);
}

static char *
build_note (const CstChart *chart,
            gboolean        is_table)
{
  g_autofree char *shown = say_shown (chart, is_table);

  if (shown == NULL || chart->note == NULL)
    return g_strdup (shown != NULL ? shown : chart->note);

  return g_strdup_printf ("%s %s", shown, chart->note);
}

static void
show_note (CstChartCard *self)
{
  g_autofree char *note = build_note (self->chart, gtk_toggle_button_get_active (self->table_button));

  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
}

static void
table_toggled_cb (CstChartCard *self)
{
  fill_table (self);
  if (self->chart != NULL)
    show_note (self);
  gtk_stack_set_visible_child_name (self->views, gtk_toggle_button_get_active (self->table_button) ? "table" : "bars");
}

static void
cst_chart_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_CHART_CARD);

  G_OBJECT_CLASS (cst_chart_card_parent_class)->dispose (object);
}

static void
cst_chart_card_finalize (GObject *object)
{
  g_clear_pointer (&CST_CHART_CARD (object)->chart, cst_chart_free);

  G_OBJECT_CLASS (cst_chart_card_parent_class)->finalize (object);
}

static void
cst_chart_card_class_init (CstChartCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_chart_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = cst_chart_card_finalize;

  g_type_ensure (CST_TYPE_CHART_BARS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "chartcard");
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-chart-card"));
  gtk_widget_class_bind_template_child (widget_class, CstChartCard, root);
  gtk_widget_class_bind_template_child (widget_class, CstChartCard, title);
  gtk_widget_class_bind_template_child (widget_class, CstChartCard, table_button);
  gtk_widget_class_bind_template_child (widget_class, CstChartCard, views);
  gtk_widget_class_bind_template_child (widget_class, CstChartCard, scroller);
  gtk_widget_class_bind_template_child (widget_class, CstChartCard, bars);
  gtk_widget_class_bind_template_child (widget_class, CstChartCard, table_place);
  gtk_widget_class_bind_template_child (widget_class, CstChartCard, note);
  gtk_widget_class_bind_template_callback (widget_class, table_toggled_cb);
}

/* What scrolls to the side only takes the wheel all the same (GTK 4.8), and the page would stand still wherever the
 * pointer meets a chart. */
static void
leave_wheel_to_page (GtkWidget *scroller)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (scroller);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) item = g_list_model_get_item (controllers, i);
      GtkEventControllerScroll *scroll;

      if (!GTK_IS_EVENT_CONTROLLER_SCROLL (item))
        continue;

      scroll = GTK_EVENT_CONTROLLER_SCROLL (item);
      gtk_event_controller_scroll_set_flags (scroll, gtk_event_controller_scroll_get_flags (scroll) &
                                             ~GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
    }
}

static void
cst_chart_card_init (CstChartCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  leave_wheel_to_page (GTK_WIDGET (self->scroller));
  leave_wheel_to_page (gtk_widget_get_ancestor (self->table_place, GTK_TYPE_SCROLLED_WINDOW));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller), "changed",
                           G_CALLBACK (room_changed_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
cst_chart_card_new (void)
{
  return g_object_new (CST_TYPE_CHART_CARD, NULL);
}

/**
 * cst_chart_card_set_chart:
 * @chart: (transfer full)
 *
 * Shows it. What is shown already is left alone, with the keyboard in it.
 */
void
cst_chart_card_set_chart (CstChartCard *self,
                          CstChart     *chart)
{
  g_autoptr(CstChart) old = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (CST_IS_CHART_CARD (self));
  g_return_if_fail (chart != NULL);

  old = g_steal_pointer (&self->chart);
  self->chart = chart;
  if (cst_chart_equal (old, chart))
    return;

  gtk_label_set_label (self->title, chart->title);
  /* Translators: the title of a chart */
  label = g_strdup_printf (_("Show as table: %s"), chart->title);
  cst_accessible_set_label (GTK_WIDGET (self->table_button), label);
  show_note (self);
  cst_chart_bars_set_chart (self->bars, chart);
  fill_table (self);
  gtk_widget_set_visible (GTK_WIDGET (self), chart->bars->len > 0);
}
