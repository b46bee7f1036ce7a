/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-rate-card.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-rate-words.h"
#include "cst-terms.h"
#include "cst-ui.h"
#include "cst-util.h"

/* O13: the marketplace's own figure against its threshold, and the margin left. */

struct _CstRateCard
{
  GtkWidget    parent_instance;

  GtkWidget   *root;
  GtkLabel    *title;
  GtkLevelBar *bar;
  GtkLabel    *subtitle;
};

G_DEFINE_FINAL_TYPE (CstRateCard, cst_rate_card, GTK_TYPE_WIDGET)

static void
cst_rate_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_RATE_CARD);

  G_OBJECT_CLASS (cst_rate_card_parent_class)->dispose (object);
}

static void
cst_rate_card_class_init (CstRateCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_rate_card_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "ratecard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-rate-card"));
  gtk_widget_class_bind_template_child (widget_class, CstRateCard, root);
  gtk_widget_class_bind_template_child (widget_class, CstRateCard, title);
  gtk_widget_class_bind_template_child (widget_class, CstRateCard, bar);
  gtk_widget_class_bind_template_child (widget_class, CstRateCard, subtitle);
}

static void
cst_rate_card_init (CstRateCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_level_bar_remove_offset_value (self->bar, GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (self->bar, GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (self->bar, GTK_LEVEL_BAR_OFFSET_FULL);
}

/**
 * cst_rate_card_set_account:
 * @account: (nullable): whose rate to show; the card hides where the marketplace tells none
 */
void
cst_rate_card_set_account (CstRateCard      *self,
                           const CstAccount *account,
                           gint64            now)
{
  const CstRate *rate = account != NULL ? &account->info.rate : NULL;
  g_autofree char *share = NULL;
  g_autofree char *title = NULL;
  g_autofree char *margin = NULL;
  g_autofree char *period = NULL;
  g_autofree char *spoken = NULL;
  double ratio;

  g_return_if_fail (CST_IS_RATE_CARD (self));

  gtk_widget_set_visible (GTK_WIDGET (self), rate != NULL && rate->is_known && rate->orders > 0);
  if (rate == NULL || !rate->is_known || rate->orders <= 0)
    return;

  share = cst_rate_share_text (rate);
  /* Translators: the share of orders with a reported problem, in percent */
  title = !cst_term_is_problem (&account->info) ? g_strdup_printf (_("Incidents %s"), share)
                                                          : g_strdup_printf (_("Reported problems %s"), share);
  margin = cst_rate_margin_text (rate);
  period = cst_rate_period_text (rate, now);
  ratio = cst_rate_ratio (rate);

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->subtitle, margin != NULL ? margin : period);
  gtk_level_bar_set_value (self->bar, CLAMP (ratio, 0, 1));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), period);
  if (cst_rate_level (rate) >= CST_RATE_NEAR)
    gtk_widget_add_css_class (GTK_WIDGET (self), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "warning");

  spoken = cst_str_join_sentences ((const char *[]) { title, margin, period }, 3);
  cst_accessible_set_label (GTK_WIDGET (self), spoken);
}
