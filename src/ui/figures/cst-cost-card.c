/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-cost-card.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-build.h"
#include "cst-format.h"
#include "cst-money.h"

/* P9: what resolutions cost, each currency for itself (R13). */

static void
add_pair (GtkWidget  *card,
          const char *name,
          int         count,
          gint64      amount,
          const char *currency)
{
  g_autofree char *number = cst_format_count ((guint64) count);
  g_autofree char *money = cst_money_format (cst_money (amount, currency));
  /* Translators: refunds or replacements, and how many */
  g_autofree char *counted = g_strdup_printf (C_("cost", "%1$s (%2$s)"), name, number);

  if (count > 0)
    gtk_box_append (GTK_BOX (card), cst_build_pair (counted, money));
}

static void
add_currency (GtkWidget          *card,
              const CstTrendCost *cost,
              gboolean            is_only)
{
  if (!is_only)
    gtk_box_append (GTK_BOX (card), cst_build_label (cost->currency, "caption-heading"));

  add_pair (card, _("Refunds, with tax"), cost->refunds, cost->refunded, cost->currency);
  if (cost->refunded_shipping > 0)
    {
      g_autofree char *shipping = cst_money_format (cst_money (cost->refunded_shipping, cost->currency));

      gtk_box_append (GTK_BOX (card), cst_build_pair (_("Of it shipping"), shipping));
    }
  add_pair (card, _("Goods sent once more, at the price they were sold for"), cost->replacements, cost->replaced,
            cost->currency);
}

/**
 * cst_cost_card_new:
 *
 * Returns: (transfer floating): what the resolutions of the period cost
 */
GtkWidget *
cst_cost_card_new (const CstTrends *trends)
{
  GtkWidget *card = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  const GArray *costs = trends->total->costs;

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "figures-card");
  cst_accessible_set_label (card, _("Cost of Resolutions"));
  gtk_box_append (GTK_BOX (card), cst_build_label (_("Cost of Resolutions"), "heading"));
  if (costs == NULL || costs->len == 0)
    gtk_box_append (GTK_BOX (card), cst_build_label (_("Nothing was refunded or sent once more."), "dim-label"));
  for (guint i = 0; costs != NULL && i < costs->len; i++)
    add_currency (card, &g_array_index (costs, CstTrendCost, i), costs->len == 1);

  return card;
}
