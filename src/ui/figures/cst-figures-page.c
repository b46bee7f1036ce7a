/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-figures-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-accounts.h"
#include "cst-build.h"
#include "cst-chart-card.h"
#include "cst-delivery-rates-card.h"
#include "cst-figures.h"
#include "cst-format.h"
#include "cst-labels.h"
#include "cst-rate-panel.h"
#include "cst-ui.h"

/* P9, O13: each account's rate, and what incidents were about, over the same period. Every bar leads to its
 * incidents. Counted on the query thread, one count at a time. */

struct _CstFiguresPage
{
  GtkWidget      parent_instance;

  GtkWidget     *root;
  GtkStack      *states;
  GtkBox        *panels;
  GtkLabel      *period_label;
  CstChartCard  *reasons;
  CstChartCard  *articles;
  CstChartCard  *weeks;
  GtkDropDown   *account_choice;
  GtkWidget     *deliveries_box;

  CstContext    *context;     /* (owned) */
  GCancellable  *cancellable; /* (owned) */
  gint64         account;     /* whose figures are shown, 0 for all together */
  struct Report *report;      /* (owned) (nullable): what was counted last */
  gboolean       is_counting;
  gboolean       is_filling;
  gboolean       is_stale;    /* something changed while counting */
};

G_DEFINE_FINAL_TYPE (CstFiguresPage, cst_figures_page, GTK_TYPE_WIDGET)

#define MOST_ARTICLES 12
#define WEEK_S (7 * 24 * 60 * 60)

/* ── Counting ──────────────────────────────────────────────────────────────────────────────────── */

typedef struct Report
{
  CstFigures *all;      /* (owned) */
  GPtrArray  *accounts; /* (owned): of CstAccount */
  GPtrArray  *figures;  /* (owned): of CstFigures, one for each account */
  GPtrArray  *rates;    /* (owned): of CstDeliveryRate, of all accounts over the period of all */
} Report;

static void
report_free (gpointer data)
{
  Report *report = data;

  g_clear_pointer (&report->all, cst_figures_free);
  g_clear_pointer (&report->accounts, g_ptr_array_unref);
  g_clear_pointer (&report->figures, g_ptr_array_unref);
  g_clear_pointer (&report->rates, g_ptr_array_unref);
  g_free (report);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Report, report_free)

/* Query thread. */
static gpointer
count (CstDb         *db,
       gpointer       request,
       GCancellable  *cancellable,
       GError       **error)
{
  const gint64 *now = request;
  g_autoptr(Report) report = g_new0 (Report, 1);

  report->figures = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_figures_free);
  if (!(report->accounts = cst_db_accounts (db, error)) ||
      !(report->all = cst_db_figures (db, 0, *now, error)) ||
      !(report->rates = cst_db_delivery_rates (db, 0, report->all->from, report->all->to, error)))
    return NULL;

  for (guint i = 0; i < report->accounts->len; i++)
    {
      const CstAccount *account = g_ptr_array_index (report->accounts, i);
      CstFigures *figures;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !(figures = cst_db_figures (db, account->id, *now, error)))
        return NULL;
      g_ptr_array_add (report->figures, figures);
    }

  return g_steal_pointer (&report);
}

/* ── Showing ───────────────────────────────────────────────────────────────────────────────────── */

/* The parameter of “win.show-incidents”: account, reason, from, to, what to search for. */
static GVariant *
target (CstFiguresPage *self,
        int             reason,
        gint64          from,
        gint64          to,
        const char     *search)
{
  return g_variant_new ("(xixxs)", self->account, reason, from, to, search);
}

static CstBar *
add_bar (CstChart        *chart,
         const char      *label,
         const CstFigure *figure,
         GVariant        *where)
{
  g_autofree char *count = cst_format_count ((guint64) figure->count);
  CstBar *bar = cst_chart_add (chart, label, figure->count, count);

  bar->said = g_strdup_printf (ngettext ("%s incident", "%s incidents", (gulong) figure->count), count);
  cst_bar_set_target (bar, where);

  return bar;
}

static void
show_reasons (CstFiguresPage   *self,
              const CstFigures *figures)
{
  CstChart *chart = cst_chart_new (_("By reason"), C_("section", "Incidents"));

  for (guint i = 0; i < figures->by_reason->len; i++)
    {
      const CstFigure *figure = g_ptr_array_index (figures->by_reason, i);

      add_bar (chart, cst_label_reason ((CstReason) figure->key), figure,
               target (self, (int) figure->key, figures->from, figures->to, ""));
    }
  cst_chart_card_set_chart (self->reasons, chart);
}

static void
show_articles (CstFiguresPage   *self,
               const CstFigures *figures)
{
  CstChart *chart = cst_chart_new (_("By article"), C_("section", "Incidents"));

  chart->most_shown = MOST_ARTICLES;
  for (guint i = 0; i < figures->by_article->len; i++)
    {
      const CstFigure *figure = g_ptr_array_index (figures->by_article, i);
      g_autofree char *label = NULL;

      /* Translators: an article’s name and its number */
      label = figure->label != NULL ? g_strdup_printf (C_("article", "%1$s (%2$s)"), figure->label, figure->text)
                                    : g_strdup (figure->text);
      add_bar (chart, label, figure, target (self, 0, figures->from, figures->to, figure->text));
    }
  cst_chart_card_set_chart (self->articles, chart);
}

static void
show_weeks (CstFiguresPage   *self,
            const CstFigures *figures)
{
  gint64 now = cst_context_now (self->context);
  CstChart *chart = cst_chart_new (_("By week"), C_("section", "Incidents"));

  chart->is_columns = TRUE;
  for (guint i = 0; i < figures->by_week->len; i++)
    {
      const CstFigure *figure = g_ptr_array_index (figures->by_week, i);
      g_autofree char *from = cst_format_date (figure->key, now);
      g_autofree char *label = NULL;
      CstBar *bar;

      /* Translators: the Monday on which a week begins */
      label = g_strdup_printf (_("Week of %s"), from);
      bar = add_bar (chart, label, figure, target (self, 0, figure->key, figure->key + WEEK_S, ""));
      bar->short_label = g_strdelimit (g_steal_pointer (&from), " ", '\n');
    }
  cst_chart_card_set_chart (self->weeks, chart);
}

static void
show_panels (CstFiguresPage *self,
             const Report   *report)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->panels))) != NULL)
    gtk_box_remove (self->panels, child);

  for (guint i = 0; i < report->accounts->len; i++)
    {
      const CstAccount *account = g_ptr_array_index (report->accounts, i);

      if (self->account == 0 || self->account == account->id)
        gtk_box_append (self->panels, cst_rate_panel_new (account, g_ptr_array_index (report->figures, i),
                                                          cst_context_now (self->context)));
    }
}

/* C3: only where an account delivers parcels that somebody tells about. */
static void
show_deliveries (CstFiguresPage *self,
                 const Report   *report)
{
  g_autoptr(GPtrArray) rates = g_ptr_array_new ();

  for (guint i = 0; i < report->rates->len; i++)
    {
      CstDeliveryRate *rate = g_ptr_array_index (report->rates, i);

      if (self->account == 0 || rate->account == self->account)
        g_ptr_array_add (rates, rate);
    }

  cst_build_clear (self->deliveries_box);
  if (rates->len > 0)
    gtk_box_append (GTK_BOX (self->deliveries_box), cst_delivery_rates_card_new (rates));
  gtk_widget_set_visible (self->deliveries_box, rates->len > 0);
}

static const CstFigures *
chosen_figures (CstFiguresPage *self,
                const Report   *report)
{
  for (guint i = 0; i < report->accounts->len; i++)
    {
      if (((const CstAccount *) g_ptr_array_index (report->accounts, i))->id == self->account)
        return g_ptr_array_index (report->figures, i);
    }

  return report->all;
}

/* A choice only where there is something to choose from. */
static void
fill_accounts (CstFiguresPage *self,
               const Report   *report)
{
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (labels, C_("filter by account", "All accounts"));
  for (guint i = 0; i < report->accounts->len; i++)
    {
      const CstAccount *account = g_ptr_array_index (report->accounts, i);

      gtk_string_list_append (labels, account->name);
      if (account->id == self->account)
        selected = i + 1;
    }

  self->is_filling = TRUE;
  if (selected == 0)
    self->account = 0;
  gtk_drop_down_set_model (self->account_choice, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (self->account_choice, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->account_choice), report->accounts->len > 1);
  self->is_filling = FALSE;
}

static void
show_figures (CstFiguresPage *self,
              const Report   *report)
{
  const CstFigures *figures = chosen_figures (self, report);
  gint64 now = cst_context_now (self->context);
  g_autofree char *from = cst_format_date (figures->from, now);
  g_autofree char *to = cst_format_date (figures->to - 1, now);
  g_autofree char *period = NULL;

  /* Translators: two dates and a number of incidents */
  period = g_strdup_printf (ngettext ("%1$s to %2$s, %3$d incident", "%1$s to %2$s, %3$d incidents",
                                      (gulong) figures->incidents),
                            from, to, figures->incidents);
  gtk_label_set_label (self->period_label, period);
  show_panels (self, report);
  show_reasons (self, figures);
  show_articles (self, figures);
  show_weeks (self, figures);
  show_deliveries (self, report);
}

static void
show_report (CstFiguresPage *self,
             Report         *report)
{
  g_clear_pointer (&self->report, report_free);
  self->report = report;
  fill_accounts (self, report);
  if (report->accounts->len > 0)
    show_figures (self, report);
  gtk_stack_set_visible_child_name (self->states, report->accounts->len > 0 ? "figures" : "empty");
}

static void
account_chosen_cb (CstFiguresPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->account_choice);

  if (self->is_filling || self->report == NULL)
    return;

  self->account = selected == 0 || selected > self->report->accounts->len
                  ? 0 : ((const CstAccount *) g_ptr_array_index (self->report->accounts, selected - 1))->id;
  show_figures (self, self->report);
}

static void recount (CstFiguresPage *self);

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CstFiguresPage) self = CST_FIGURES_PAGE (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(Report) report = cst_store_query_finish (CST_STORE (object), result, &error);

  self->is_counting = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (report != NULL)
    {
      show_report (self, g_steal_pointer (&report));
    }
  else
    {
      g_warning ("The figures cannot be counted: %s", error->message);
      gtk_stack_set_visible_child_name (self->states, "failed");
    }

  if (self->is_stale)
    recount (self);
}

static void
recount (CstFiguresPage *self)
{
  gint64 now = cst_context_now (self->context);

  self->is_stale = self->is_counting;
  if (self->is_counting)
    return;

  self->is_counting = TRUE;
  cst_store_query_async (cst_context_get_store (self->context), count, g_memdup2 (&now, sizeof now), g_free,
                         report_free, self->cancellable, counted_cb, g_object_ref (self));
}

static void
store_changed_cb (CstFiguresPage *self,
                  guint           flags)
{
  if ((flags & (CST_CHANGED_ACCOUNTS | CST_CHANGED_ORDERS | CST_CHANGED_INCIDENTS | CST_CHANGED_DELIVERIES)) &&
      gtk_widget_get_mapped (GTK_WIDGET (self)))
    recount (self);
}

static void
show_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  gtk_widget_activate_action_variant (widget, "win.show-incidents", parameter);
}

static void
reload_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  recount (CST_FIGURES_PAGE (widget));
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

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), CST_TYPE_FIGURES_PAGE);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (cst_figures_page_parent_class)->dispose (object);
}

static void
cst_figures_page_finalize (GObject *object)
{
  g_object_unref (CST_FIGURES_PAGE (object)->cancellable);
  g_clear_pointer (&CST_FIGURES_PAGE (object)->report, report_free);

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

  g_type_ensure (CST_TYPE_CHART_CARD);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-figures-page"));
  gtk_widget_class_bind_template_child (widget_class, CstFiguresPage, root);
  gtk_widget_class_bind_template_child (widget_class, CstFiguresPage, states);
  gtk_widget_class_bind_template_child (widget_class, CstFiguresPage, panels);
  gtk_widget_class_bind_template_child (widget_class, CstFiguresPage, period_label);
  gtk_widget_class_bind_template_child (widget_class, CstFiguresPage, reasons);
  gtk_widget_class_bind_template_child (widget_class, CstFiguresPage, articles);
  gtk_widget_class_bind_template_child (widget_class, CstFiguresPage, weeks);
  gtk_widget_class_bind_template_child (widget_class, CstFiguresPage, account_choice);
  gtk_widget_class_bind_template_child (widget_class, CstFiguresPage, deliveries_box);
  gtk_widget_class_bind_template_callback (widget_class, account_chosen_cb);
  gtk_widget_class_install_action (widget_class, "figures.show", "(xixxs)", show_action);
  gtk_widget_class_install_action (widget_class, "figures.reload", NULL, reload_action);
}

static void
cst_figures_page_init (CstFiguresPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cst_accessible_set_choice_label (self->account_choice, _("Account"));
  self->cancellable = g_cancellable_new ();
}

GtkWidget *
cst_figures_page_new (CstContext *context)
{
  CstFiguresPage *self;

  g_return_val_if_fail (CST_IS_CONTEXT (context), NULL);

  self = g_object_new (CST_TYPE_FIGURES_PAGE, NULL);
  self->context = g_object_ref (context);
  g_signal_connect_object (cst_context_get_store (context), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
