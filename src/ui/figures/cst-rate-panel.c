/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-rate-panel.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-chart-track.h"
#include "cst-format.h"
#include "cst-labels.h"
#include "cst-rate-words.h"
#include "cst-state-pill.h"
#include "cst-trend-words.h"
#include "cst-ui.h"
#include "cst-util.h"

/* O12, O13: one account's rate against its threshold, the margin left, where it goes, whose figure it is, and the
 * payouts held. */

struct _CstRatePanel
{
  GtkWidget     parent_instance;

  GtkWidget    *root;
  GtkLabel     *account_label;
  GtkLabel     *rate_label;
  CstStatePill *pill;
  GtkWidget    *bar_place;
  GtkLabel     *margin_label;
  GtkLabel     *outlook_label;
  GtkLabel     *source_label;
  GtkLabel     *held_label;
};

G_DEFINE_FINAL_TYPE (CstRatePanel, cst_rate_panel, GTK_TYPE_WIDGET)

static void
cst_rate_panel_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_RATE_PANEL);

  G_OBJECT_CLASS (cst_rate_panel_parent_class)->dispose (object);
}

static void
cst_rate_panel_class_init (CstRatePanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_rate_panel_dispose;

  g_type_ensure (CST_TYPE_STATE_PILL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "ratepanel");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-rate-panel"));
  gtk_widget_class_bind_template_child (widget_class, CstRatePanel, root);
  gtk_widget_class_bind_template_child (widget_class, CstRatePanel, account_label);
  gtk_widget_class_bind_template_child (widget_class, CstRatePanel, rate_label);
  gtk_widget_class_bind_template_child (widget_class, CstRatePanel, pill);
  gtk_widget_class_bind_template_child (widget_class, CstRatePanel, bar_place);
  gtk_widget_class_bind_template_child (widget_class, CstRatePanel, margin_label);
  gtk_widget_class_bind_template_child (widget_class, CstRatePanel, outlook_label);
  gtk_widget_class_bind_template_child (widget_class, CstRatePanel, source_label);
  gtk_widget_class_bind_template_child (widget_class, CstRatePanel, held_label);
}

static void
cst_rate_panel_init (CstRatePanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The rate as a bar, the threshold as a line across it, with some room behind. */
static void
show_bar (CstRatePanel  *self,
          const CstRate *rate)
{
  double ratio = cst_rate_ratio (rate);
  CstBar bar = { .value = ratio, .before = -1, .limit = 1, .mark = cst_rate_is_above (rate) ? CST_BAR_SIGNAL
                                                                                          : CST_BAR_NOISE };

  gtk_box_append (GTK_BOX (self->bar_place), cst_chart_track_new (&bar, MAX (ratio, 1) * 1.1, FALSE));
}

static void
set_level (CstRatePanel  *self,
           const CstRate *rate)
{
  static const struct
  {
    CstTone     tone;
    const char *icon_name;
    const char *css_class;
  } looks[] = {
    [CST_RATE_NONE] = { CST_TONE_NEUTRAL, "constat-other-symbolic", NULL },
    [CST_RATE_FREE] = { CST_TONE_NEUTRAL, "constat-other-symbolic", NULL },
    [CST_RATE_FINE] = { CST_TONE_DONE, "constat-state-resolved-symbolic", NULL },
    [CST_RATE_NEAR] = { CST_TONE_PROGRESS, "dialog-warning-symbolic", "warning" },
    [CST_RATE_ABOVE] = { CST_TONE_ATTENTION, "dialog-warning-symbolic", NULL },
  };
  CstRateLevel level = cst_rate_level (rate);

  cst_state_pill_set (self->pill, looks[level].tone, looks[level].icon_name, cst_rate_level_label (level));
  if (rate->threshold_bp > 0 && level != CST_RATE_NONE)
    show_bar (self, rate);
  if (looks[level].css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), looks[level].css_class);
}

static char *
source_text (const CstRate *rate,
             gboolean       is_estimate,
             gint64         now)
{
  g_autofree char *period = cst_rate_period_text (rate, now);

  if (is_estimate)
    /* Translators: two dates and a number of orders; the sentence begins with them */
    return g_strdup_printf (_("%s; our estimate, since the marketplace tells no rate"), period);

  /* Translators: two dates and a number of orders; the sentence begins with them */
  return g_strdup_printf (_("%s, as the marketplace counts"), period);
}

/* R13: currencies stand side by side, never added up. */
static char *
held_text (const CstCounts *counts)
{
  g_autoptr(GString) text = NULL;

  for (int i = 0; i < counts->n_held; i++)
    {
      g_autofree char *amount = cst_money_format (counts->held[i]);

      if (text == NULL)
        text = g_string_new (amount);
      else
        g_string_append_printf (text, " · %s", amount);
    }

  if (text == NULL)
    return g_strdup (_("No payout is held."));

  /* Translators: one amount, or one for each currency */
  return g_strdup_printf (_("Payout held: %s"), text->str);
}

static void
set_text (GtkLabel   *label,
          const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/**
 * cst_rate_panel_new:
 * @outlook: the account's rate, and where it goes
 * @counts: what is held of its payouts
 */
GtkWidget *
cst_rate_panel_new (const CstAccount     *account,
                    const CstRateOutlook *outlook,
                    const CstCounts      *counts,
                    gint64                now)
{
  CstRatePanel *self = g_object_new (CST_TYPE_RATE_PANEL, NULL);
  const CstRate *rate = &outlook->rate;
  const char *site = cst_account_get_site (account);
  g_autofree char *share = cst_rate_share_text (rate);
  g_autofree char *title = NULL;
  g_autofree char *margin = cst_rate_margin_text (rate);
  g_autofree char *forecast = cst_label_outlook (outlook);
  g_autofree char *source = source_text (rate, outlook->is_estimate, now);
  g_autofree char *held = held_text (counts);
  g_autofree char *name = g_strcmp0 (site, account->name) == 0 ? g_strdup (site)
                                                              : g_strdup_printf ("%s · %s", account->name, site);
  g_autofree char *spoken = NULL;

  title = !cst_term_is_problem (&account->info) ? g_strdup_printf (_("Incidents %s"), share)
                                                          : g_strdup_printf (_("Reported problems %s"), share);
  gtk_label_set_label (self->account_label, name);
  gtk_label_set_label (self->rate_label, title);
  set_text (self->margin_label, margin);
  set_text (self->outlook_label, forecast);
  gtk_label_set_label (self->source_label, source);
  gtk_label_set_label (self->held_label, held);
  set_level (self, rate);

  spoken = cst_str_join_sentences ((const char *[]) { name, title, cst_rate_level_label (cst_rate_level (rate)), margin,
                                                      forecast, held, source }, 7);
  cst_accessible_set_label (GTK_WIDGET (self), spoken);

  return GTK_WIDGET (self);
}
