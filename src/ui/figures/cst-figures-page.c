/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-figures-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "cst-build.h"
#include "cst-chart-card.h"
#include "cst-cost-card.h"
#include "cst-delivery-rates-card.h"
#include "cst-figures-export.h"
#include "cst-figures-report.h"
#include "cst-format.h"
#include "cst-lesson-list.h"
#include "cst-period-bar.h"
#include "cst-rate-panel.h"
#include "cst-spinner.h"
#include "cst-trend-charts.h"
#include "cst-ui.h"

/* P9, O13: what incidents of a period teach, against the period before; each account's rate and where it goes; what
 * we change. Every bar leads to its incidents. Counted on the query thread: what is shown stays until the count is
 * there, and the count of another choice is dropped. */

struct _CstFiguresPage
{
  GtkWidget         parent_instance;

  GtkWidget        *root;
  GtkStack         *states;
  CstPeriodBar     *period_bar;
  GtkWidget        *counting;
  GtkWidget        *cards;
  GtkBox           *panels;
  GtkLabel         *period_label;
  GtkWidget        *charts;
  GtkWidget        *costs_box;
  GtkWidget        *deliveries_box;
  CstLessonList    *lessons;

  CstChartCard     *chart_cards[CST_N_DIMENSIONS]; /* (nullable): children of charts */
  CstChartCard     *deadlines;

  CstContext       *context;     /* (owned) */
  GCancellable     *cancellable; /* (owned) (nullable): of the count that is under way */
  CstFiguresReport *report;      /* (owned) (nullable): what is shown */
  gboolean          is_stale;    /* something changed while counting */
};

G_DEFINE_FINAL_TYPE (CstFiguresPage, cst_figures_page, GTK_TYPE_WIDGET)

/* ── Showing ───────────────────────────────────────────────────────────────────────────────────── */

static const CstAccount *
find_account (const CstFiguresReport *report,
              gint64                  id)
{
  for (guint i = 0; i < report->accounts->len; i++)
    {
      const CstAccount *account = g_ptr_array_index (report->accounts, i);

      if (account->id == id)
        return account;
    }

  return NULL;
}

static void
show_panels (CstFiguresPage         *self,
             const CstFiguresReport *report)
{
  cst_build_clear (GTK_WIDGET (self->panels));
  for (guint i = 0; i < report->trends->rates->len; i++)
    {
      const CstRateOutlook *outlook = g_ptr_array_index (report->trends->rates, i);
      const CstAccount *account = find_account (report, outlook->account);

      if (account != NULL)
        gtk_box_append (self->panels, cst_rate_panel_new (account, outlook, &g_array_index (report->held, CstCounts, i),
                                                          cst_context_now (self->context)));
    }
}

static char *
describe_period (const CstTrends *trends)
{
  g_autofree char *from = cst_format_date (trends->query.from, trends->now);
  g_autofree char *to = cst_format_date (trends->query.to - 1, trends->now);
  g_autofree char *count = cst_format_count ((guint64) trends->total->count);
  g_autofree char *before = cst_format_count ((guint64) trends->total->before);
  g_autofree char *change = cst_figures_change (trends->total->count, trends->total->before);
  g_autofree char *now = NULL;

  /* Translators: two dates and a number of incidents */
  now = g_strdup_printf (ngettext ("%1$s to %2$s, %3$s incident", "%1$s to %2$s, %3$s incidents",
                                   (gulong) trends->total->count), from, to, count);

  /* Translators: a period with its incidents, the incidents of the period before, and the difference with its sign */
  return g_strdup_printf (C_("period", "%1$s (%2$s in the period before: %3$s)"), now, before, change);
}

/* C3: only where an account delivers parcels that somebody tells about. */
static void
show_deliveries (CstFiguresPage         *self,
                 const CstFiguresReport *report)
{
  cst_build_clear (self->deliveries_box);
  if (report->deliveries->len > 0)
    gtk_box_append (GTK_BOX (self->deliveries_box), cst_delivery_rates_card_new (report->deliveries));
  gtk_widget_set_visible (self->deliveries_box, report->deliveries->len > 0);
}

static void
show_report (CstFiguresPage   *self,
             CstFiguresReport *report)
{
  const CstTrends *trends = report->trends;
  g_autofree char *period = describe_period (trends);

  g_clear_pointer (&self->report, cst_figures_report_unref);
  self->report = report;
  cst_period_bar_set_accounts (self->period_bar, report->accounts);
  gtk_label_set_label (self->period_label, period);
  show_panels (self, report);
  for (int i = 0; i < CST_N_DIMENSIONS; i++)
    {
      if (self->chart_cards[i] != NULL)
        cst_chart_card_set_chart (self->chart_cards[i], cst_trend_chart_new (trends, (CstDimension) i));
    }
  cst_chart_card_set_chart (self->deadlines, cst_deadline_chart_new (trends));
  cst_build_clear (self->costs_box);
  gtk_box_append (GTK_BOX (self->costs_box), cst_cost_card_new (trends));
  show_deliveries (self, report);
  cst_lesson_list_set_lessons (self->lessons, report->lessons, report->today);
  gtk_stack_set_visible_child_name (self->states, report->accounts->len > 0 ? "figures" : "empty");
}

/* Only what is shown, and is what was chosen, leaves. */
static void
set_may_export (CstFiguresPage *self,
                gboolean        is_shown)
{
  gboolean may_export = is_shown && self->report != NULL && self->report->accounts->len > 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "figures.export-csv", may_export);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "figures.export-pdf", may_export);
}

/* ── Counting ──────────────────────────────────────────────────────────────────────────────────── */

static void recount (CstFiguresPage *self);

/* What is shown of another choice leads nowhere any more. */
static void
set_counting (CstFiguresPage *self,
              gboolean        is_counting)
{
  gtk_widget_set_visible (self->counting, is_counting);
  gtk_widget_set_sensitive (self->cards, !is_counting);
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CstFiguresPage) self = CST_FIGURES_PAGE (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(CstFiguresReport) report = cst_figures_report_count_finish (CST_STORE (object), result, &error);

  /* Another choice was made meanwhile, and is counted; or the page is gone. */
  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable || self->context == NULL)
    return;

  g_clear_object (&self->cancellable);
  set_counting (self, FALSE);
  if (report != NULL)
    {
      show_report (self, g_steal_pointer (&report));
    }
  else
    {
      g_warning ("The figures cannot be counted: %s", error->message);
      gtk_stack_set_visible_child_name (self->states, "failed");
    }
  set_may_export (self, error == NULL);

  if (self->is_stale)
    recount (self);
}

static void
stop_counting (CstFiguresPage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
recount (CstFiguresPage *self)
{
  CstTrendsQuery query;

  self->is_stale = self->cancellable != NULL;
  if (self->is_stale)
    return;

  if (!cst_period_bar_get_query (self->period_bar, cst_context_now (self->context), &query))
    {
      gtk_label_set_label (self->period_label, _("Choose a first day that is not after the last."));
      return;
    }

  self->cancellable = g_cancellable_new ();
  cst_figures_report_count_async (cst_context_get_store (self->context), &query, cst_context_now (self->context),
                                  self->cancellable, counted_cb, g_object_ref (self));
}

static void
choice_changed_cb (CstFiguresPage *self)
{
  if (self->context == NULL)
    return;

  stop_counting (self);
  recount (self);
  set_counting (self, TRUE);
  set_may_export (self, FALSE);
  gtk_widget_set_visible (self->counting, self->cancellable != NULL);
}

static void
store_changed_cb (CstFiguresPage *self,
                  guint           flags)
{
  if ((flags & (CST_CHANGED_ACCOUNTS | CST_CHANGED_ORDERS | CST_CHANGED_INCIDENTS | CST_CHANGED_DELIVERIES)) &&
      gtk_widget_get_mapped (GTK_WIDGET (self)))
    recount (self);
}

/* ── What can be done ──────────────────────────────────────────────────────────────────────────── */

static void
show_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  gtk_widget_activate_action_variant (widget, "win.show-counted", parameter);
}

static void
reload_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  recount (CST_FIGURES_PAGE (widget));
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstFiguresPage *self = CST_FIGURES_PAGE (widget);

  if (self->report != NULL)
    cst_figures_export (widget, self->report,
                        g_str_equal (name, "figures.export-csv") ? CST_FIGURES_CSV : CST_FIGURES_PDF);
}

/* ── The life of the page ──────────────────────────────────────────────────────────────────────── */

static void
cst_figures_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cst_figures_page_parent_class)->map (widget);

  recount (CST_FIGURES_PAGE (widget));
}

static void
cst_figures_page_dispose (GObject *object)
{
  CstFiguresPage *self = CST_FIGURES_PAGE (object);

  stop_counting (self);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), CST_TYPE_FIGURES_PAGE);

  G_OBJECT_CLASS (cst_figures_page_parent_class)->dispose (object);
}

static void
cst_figures_page_finalize (GObject *object)
{
  g_clear_pointer (&CST_FIGURES_PAGE (object)->report, cst_figures_report_unref);

  G_OBJECT_CLASS (cst_figures_page_parent_class)->finalize (object);
}

static void
cst_figures_page_class_init (CstFiguresPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_figures_page_dispose;
  object_class->finalize = cst_figures_page_finalize;
  widget_class->map = cst_figures_page_map;

  g_type_ensure (CST_TYPE_LESSON_LIST);
  g_type_ensure (CST_TYPE_PERIOD_BAR);
  g_type_ensure (CST_TYPE_SPINNER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-figures-page"));
  gtk_widget_class_bind_template_child (widget_class, CstFiguresPage, root);
  gtk_widget_class_bind_template_child (widget_class, CstFiguresPage, states);
  gtk_widget_class_bind_template_child (widget_class, CstFiguresPage, period_bar);
  gtk_widget_class_bind_template_child (widget_class, CstFiguresPage, counting);
  gtk_widget_class_bind_template_child (widget_class, CstFiguresPage, cards);
  gtk_widget_class_bind_template_child (widget_class, CstFiguresPage, panels);
  gtk_widget_class_bind_template_child (widget_class, CstFiguresPage, period_label);
  gtk_widget_class_bind_template_child (widget_class, CstFiguresPage, charts);
  gtk_widget_class_bind_template_child (widget_class, CstFiguresPage, costs_box);
  gtk_widget_class_bind_template_child (widget_class, CstFiguresPage, deliveries_box);
  gtk_widget_class_bind_template_child (widget_class, CstFiguresPage, lessons);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, recount);
  gtk_widget_class_install_action (widget_class, "figures.show", "(ss)", show_action);
  gtk_widget_class_install_action (widget_class, "figures.reload", NULL, reload_action);
  gtk_widget_class_install_action (widget_class, "figures.export-csv", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "figures.export-pdf", NULL, export_action);
}

static CstChartCard *
add_chart (CstFiguresPage *self)
{
  GtkWidget *card = cst_chart_card_new ();

  gtk_box_append (GTK_BOX (self->charts), card);

  return CST_CHART_CARD (card);
}

static void
cst_figures_page_init (CstFiguresPage *self)
{
  static const CstDimension dimensions[] = {
    CST_DIMENSION_REASON, CST_DIMENSION_ARTICLE, CST_DIMENSION_WEEK, CST_DIMENSION_CARRIER, CST_DIMENSION_COUNTRY,
    CST_DIMENSION_CUSTOMER, CST_DIMENSION_SUPPLIER,
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (dimensions); i++)
    self->chart_cards[dimensions[i]] = add_chart (self);
  self->deadlines = add_chart (self);
  set_may_export (self, FALSE);
}

GtkWidget *
cst_figures_page_new (CstContext *context)
{
  CstFiguresPage *self;

  g_return_val_if_fail (CST_IS_CONTEXT (context), NULL);

  self = g_object_new (CST_TYPE_FIGURES_PAGE, NULL);
  self->context = g_object_ref (context);
  cst_lesson_list_set_context (self->lessons, context);
  g_signal_connect_object (cst_context_get_store (context), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
