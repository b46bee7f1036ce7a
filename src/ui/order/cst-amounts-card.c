/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-amounts-card.h"

#include <glib/gi18n.h>

#include "cst-format.h"
#include "cst-labels.h"
#include "cst-ui.h"

/* R13: goods, shipping and tax apart, each saying whether tax is in it; and what becomes of the money (O12). */

struct _CstAmountsCard
{
  GtkWidget  parent_instance;

  GtkGrid   *root;
  int        n_rows;
};

G_DEFINE_FINAL_TYPE (CstAmountsCard, cst_amounts_card, GTK_TYPE_WIDGET)

static void
cst_amounts_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_AMOUNTS_CARD);

  G_OBJECT_CLASS (cst_amounts_card_parent_class)->dispose (object);
}

static void
cst_amounts_card_class_init (CstAmountsCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_amounts_card_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-amounts-card"));
  gtk_widget_class_bind_template_child (widget_class, CstAmountsCard, root);
}

static void
cst_amounts_card_init (CstAmountsCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
clear (CstAmountsCard *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->root))) != NULL)
    gtk_grid_remove (self->root, child);
  self->n_rows = 0;
}

static void
add_row (CstAmountsCard *self,
         const char     *name,
         const char     *value,
         const char     *css_class)
{
  GtkWidget *left = gtk_label_new (name);
  GtkWidget *right = gtk_label_new (value);

  gtk_label_set_xalign (GTK_LABEL (left), 0);
  gtk_label_set_wrap (GTK_LABEL (left), TRUE);
  gtk_widget_set_hexpand (left, TRUE);
  gtk_label_set_xalign (GTK_LABEL (right), 1);
  if (css_class != NULL)
    {
      gtk_widget_add_css_class (left, css_class);
      gtk_widget_add_css_class (right, css_class);
    }
  gtk_grid_attach (self->root, left, 0, self->n_rows, 1, 1);
  gtk_grid_attach (self->root, right, 1, self->n_rows, 1, 1);
  self->n_rows++;
}

static void
add_amount (CstAmountsCard *self,
            const char     *name,
            gint64          minor,
            const char     *currency,
            CstTaxMode      mode,
            const char     *css_class)
{
  g_autofree char *value = cst_format_amount (cst_money (minor, currency), mode);

  add_row (self, name, value, css_class);
}

static void
add_plain_amount (CstAmountsCard *self,
                  const char     *name,
                  gint64          minor,
                  const char     *currency,
                  const char     *css_class)
{
  g_autofree char *value = cst_money_format (cst_money (minor, currency));

  add_row (self, name, value, css_class);
}

static void
add_payout (CstAmountsCard *self,
            const CstOrder *order,
            gint64          now)
{
  const CstPayout *payout = &order->payout;
  g_autofree char *date = NULL;

  if (payout->state == CST_PAYOUT_UNKNOWN)
    return;

  if (payout->held != 0)
    add_plain_amount (self, C_("payout", "Payout held"), payout->held, payout->currency, "pressing");
  if (payout->payable != 0 && payout->payable != payout->held && payout->state != CST_PAYOUT_PAID)
    add_plain_amount (self, C_("payout", "Still to be paid out"), payout->payable, payout->currency, NULL);
  if (payout->state == CST_PAYOUT_PAID)
    {
      date = cst_format_date (payout->paid_at, now);
      add_row (self, C_("payout", "Paid out"), date, NULL);
    }
  else if (payout->expected_at != 0 && payout->held == 0)
    {
      date = cst_format_date (payout->expected_at, now);
      add_row (self, C_("payout", "Payout expected"), date, NULL);
    }
}

/**
 * cst_amounts_card_set_order:
 *
 * Shows what the order is worth, what was refunded of it, and how its payout stands.
 */
void
cst_amounts_card_set_order (CstAmountsCard *self,
                            const CstOrder *order,
                            gint64          now)
{
  const CstAmounts *amounts = &order->amounts;

  g_return_if_fail (CST_IS_AMOUNTS_CARD (self));

  clear (self);
  add_amount (self, C_("amount", "Goods"), amounts->goods, amounts->currency, amounts->tax_mode, NULL);
  add_amount (self, C_("amount", "Shipping"), amounts->shipping, amounts->currency, amounts->tax_mode, NULL);
  add_plain_amount (self, amounts->tax_mode == CST_TAX_INCLUDED ? C_("amount", "Tax in it") : C_("amount", "Tax"),
                    amounts->tax, amounts->currency, NULL);
  add_amount (self, C_("amount", "Total"), amounts->total, amounts->currency, CST_TAX_INCLUDED, "heading");
  if (order->refunded.total != 0)
    add_amount (self, C_("amount", "Refunded so far"), order->refunded.total, amounts->currency, CST_TAX_INCLUDED,
                NULL);
  add_payout (self, order, now);
}
