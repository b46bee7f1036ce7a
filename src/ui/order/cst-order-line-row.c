/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-order-line-row.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-format.h"
#include "cst-ui.h"
#include "cst-util.h"

struct _CstOrderLineRow
{
  GtkListBoxRow  parent_instance;

  GtkImage      *picture;
  GtkLabel      *title;
  GtkLabel      *subtitle;
  GtkLabel      *total;
  GtkLabel      *quantity;
};

G_DEFINE_FINAL_TYPE (CstOrderLineRow, cst_order_line_row, GTK_TYPE_LIST_BOX_ROW)

#define PICTURE_SIZE 48

static void
cst_order_line_row_class_init (CstOrderLineRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-order-line-row"));
  gtk_widget_class_bind_template_child (widget_class, CstOrderLineRow, picture);
  gtk_widget_class_bind_template_child (widget_class, CstOrderLineRow, title);
  gtk_widget_class_bind_template_child (widget_class, CstOrderLineRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, CstOrderLineRow, total);
  gtk_widget_class_bind_template_child (widget_class, CstOrderLineRow, quantity);
}

static void
cst_order_line_row_init (CstOrderLineRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
describe (const CstOrderLine *line)
{
  GString *out = g_string_new (line->sku != NULL ? line->sku : "");

  if (!cst_str_is_blank (line->variant))
    g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", line->variant);
  if (!cst_str_is_blank (line->supplier))
    g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", line->supplier);

  return g_string_free (out, FALSE);
}

/* How many at which price, and how many came: the most that can be claimed (R1). */
static char *
describe_quantity (const CstOrder     *order,
                   const CstOrderLine *line)
{
  g_autofree char *price = cst_money_format (cst_money (line->unit_price, order->amounts.currency));

  if (line->delivered != line->quantity && line->delivered > 0)
    /* Translators: ordered quantity, price of one, delivered quantity */
    return g_strdup_printf (C_("order line", "%1$d × %2$s, %3$d delivered"), line->quantity, price, line->delivered);

  /* Translators: quantity and price of one */
  return g_strdup_printf (C_("order line", "%1$d × %2$s"), line->quantity, price);
}

/**
 * cst_order_line_row_new:
 * @order: for its currency and whether its prices contain the tax
 */
GtkWidget *
cst_order_line_row_new (const CstOrder     *order,
                        const CstOrderLine *line)
{
  CstOrderLineRow *self = g_object_new (CST_TYPE_ORDER_LINE_ROW, NULL);
  g_autofree char *subtitle = describe (line);
  g_autofree char *quantity = describe_quantity (order, line);
  g_autofree char *total = cst_format_amount (cst_money (line->unit_price * line->quantity, order->amounts.currency),
                                              order->amounts.tax_mode);
  g_autofree char *spoken = NULL;

  gtk_label_set_label (self->title, line->title != NULL ? line->title : line->sku);
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), *subtitle != '\0');
  gtk_label_set_label (self->quantity, quantity);
  gtk_label_set_label (self->total, total);

  spoken = g_strdup_printf ("%s, %s, %s, %s", gtk_label_get_label (self->title), subtitle, quantity, total);
  cst_accessible_set_label (GTK_WIDGET (self), spoken);

  return GTK_WIDGET (self);
}

/**
 * cst_order_line_row_set_picture:
 * @picture: what the decoding worker made of the article's picture
 */
void
cst_order_line_row_set_picture (CstOrderLineRow *self,
                                GdkPaintable    *picture)
{
  g_return_if_fail (CST_IS_ORDER_LINE_ROW (self));

  gtk_image_set_from_paintable (self->picture, picture);
  gtk_image_set_pixel_size (self->picture, PICTURE_SIZE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->picture), "dim-label");
}
