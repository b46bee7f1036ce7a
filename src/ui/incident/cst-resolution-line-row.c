/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-resolution-line-row.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "cst-accessible.h"
#include "cst-format.h"
#include "cst-labels.h"
#include "cst-ui.h"

/* One line of the order in the choice of a resolution: how many pieces, and when refunding, how much
 * for them. It shows the draft and writes into it; the draft decides what is possible (R1). */
struct _CstResolutionLineRow
{
  GtkWidget           parent_instance;

  CstResolutionDraft *draft; /* (owned) */
  guint               index;
  gboolean            is_updating;

  GtkWidget          *root;
  GtkLabel           *title_label;
  GtkLabel           *left_label;
  GtkLabel           *found_label;
  GtkSpinButton      *quantity_spin;
  GtkWidget          *amount_box;
  GtkEntry           *amount_entry;
  GtkLabel           *tax_label;
};

G_DEFINE_FINAL_TYPE (CstResolutionLineRow, cst_resolution_line_row, GTK_TYPE_WIDGET)

/* Decimal text with the locale's decimal sign; both signs are read back. */
static char *
amount_text (CstMoney money)
{
  g_autofree char *text = cst_money_to_text (money);
  g_auto(GStrv) parts = g_strsplit (text, ".", 2);

  return g_strjoinv (localeconv ()->decimal_point, parts);
}

static void
show_amount (CstResolutionLineRow *self,
             const CstDraftLine   *line)
{
  const CstOrder *order = cst_resolution_draft_get_order (self->draft);
  g_autofree char *text = amount_text (cst_money (line->amount, order->amounts.currency));
  CstMoney typed;

  /* What is being typed is not rewritten as long as it says the same. */
  if (cst_money_parse (gtk_editable_get_text (GTK_EDITABLE (self->amount_entry)), order->amounts.currency, &typed) &&
      typed.minor == line->amount)
    return;

  gtk_editable_set_text (GTK_EDITABLE (self->amount_entry), text);
}

static void
update (CstResolutionLineRow *self)
{
  const CstOrder *order = cst_resolution_draft_get_order (self->draft);
  const CstDraftLine *line;
  g_autofree char *left = NULL;
  g_autofree char *tax = NULL;
  gboolean is_refund = cst_resolution_draft_get_choice (self->draft) == CST_CHOICE_REFUND;

  if (self->is_updating || self->index >= cst_resolution_draft_get_n_lines (self->draft))
    return;

  self->is_updating = TRUE;
  line = cst_resolution_draft_get_line (self->draft, self->index);
  gtk_label_set_label (self->title_label, line->title);

  if (line->reported > 0)
    /* Translators: pieces reported, and pieces that may still be replaced or refunded */
    left = g_strdup_printf (_("%d reported · %d left"), line->reported, line->left);
  else
    /* Translators: pieces that may still be replaced or refunded */
    left = g_strdup_printf (_("%d left"), line->left);
  gtk_label_set_label (self->left_label, left);

  gtk_spin_button_set_range (self->quantity_spin, 0, line->left);
  gtk_spin_button_set_value (self->quantity_spin, line->quantity);
  gtk_widget_set_sensitive (GTK_WIDGET (self->quantity_spin), line->left > 0);

  gtk_widget_set_visible (self->amount_box, is_refund && line->quantity > 0);
  tax = g_strdup_printf ("%s %s", order->amounts.currency, cst_label_tax_mode (order->amounts.tax_mode));
  gtk_label_set_label (self->tax_label, tax);
  show_amount (self, line);
  self->is_updating = FALSE;
}

static void
quantity_cb (CstResolutionLineRow *self)
{
  if (!self->is_updating)
    cst_resolution_draft_set_quantity (self->draft, self->index,
                                       gtk_spin_button_get_value_as_int (self->quantity_spin));
}

static void
amount_cb (CstResolutionLineRow *self)
{
  const CstOrder *order = cst_resolution_draft_get_order (self->draft);
  const CstDraftLine *line;
  gboolean is_good;
  CstMoney money;

  if (self->is_updating)
    return;

  line = cst_resolution_draft_get_line (self->draft, self->index);
  is_good = cst_money_parse (gtk_editable_get_text (GTK_EDITABLE (self->amount_entry)),
                             order->amounts.currency, &money) &&
            money.minor > 0 && money.minor <= line->unit_price * line->quantity;

  if (is_good)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->amount_entry), "error");
      self->is_updating = TRUE;
      cst_resolution_draft_set_amount (self->draft, self->index, money.minor);
      self->is_updating = FALSE;
    }
  else
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->amount_entry), "error");
    }

  gtk_accessible_update_state (GTK_ACCESSIBLE (self->amount_entry), GTK_ACCESSIBLE_STATE_INVALID,
                               is_good ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
}

/* Leaving the field puts back the last amount that was possible. */
static void
amount_left_cb (CstResolutionLineRow *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->amount_entry), "error");
  update (self);
}

static void
cst_resolution_line_row_dispose (GObject *object)
{
  CstResolutionLineRow *self = CST_RESOLUTION_LINE_ROW (object);

  self->is_updating = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), CST_TYPE_RESOLUTION_LINE_ROW);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (cst_resolution_line_row_parent_class)->dispose (object);
}

static void
cst_resolution_line_row_class_init (CstResolutionLineRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_resolution_line_row_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-resolution-line-row"));
  gtk_widget_class_bind_template_child (widget_class, CstResolutionLineRow, root);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionLineRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionLineRow, left_label);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionLineRow, found_label);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionLineRow, quantity_spin);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionLineRow, amount_box);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionLineRow, amount_entry);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionLineRow, tax_label);
  gtk_widget_class_bind_template_callback (widget_class, quantity_cb);
  gtk_widget_class_bind_template_callback (widget_class, amount_cb);
  gtk_widget_class_bind_template_callback (widget_class, amount_left_cb);
}

static void
cst_resolution_line_row_init (CstResolutionLineRow *self)
{
  self->is_updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_updating = FALSE;
}

GtkWidget *
cst_resolution_line_row_new (CstResolutionDraft *draft,
                             guint               index)
{
  CstResolutionLineRow *self = g_object_new (CST_TYPE_RESOLUTION_LINE_ROW, NULL);
  const CstDraftLine *line = cst_resolution_draft_get_line (draft, index);
  g_autofree char *quantity = NULL;
  g_autofree char *amount = NULL;

  self->draft = g_object_ref (draft);
  self->index = index;
  g_signal_connect_object (draft, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  /* Translators: an article's title follows */
  quantity = g_strdup_printf (_("Pieces of %s"), line->title);
  amount = g_strdup_printf (_("Amount for %s"), line->title);
  cst_accessible_set_label (GTK_WIDGET (self->quantity_spin), quantity);
  cst_accessible_set_label (GTK_WIDGET (self->amount_entry), amount);
  update (self);

  return GTK_WIDGET (self);
}

/**
 * cst_resolution_line_row_set_found:
 * @found: (nullable): what holds of the findings on this line
 *
 * Says it below the article, with who said the latest and when.
 */
void
cst_resolution_line_row_set_found (CstResolutionLineRow  *self,
                                   const CstLineFindings *found,
                                   gint64                 now)
{
  g_autofree char *words = found != NULL ? cst_label_found (found) : NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (CST_IS_RESOLUTION_LINE_ROW (self));

  if (words != NULL)
    {
      g_autofree char *at = cst_format_moment (found->newest->at, now);

      /* Translators: what was found, a person’s name, and when, as in “2 confirmed, by Léa, 14:02” */
      text = g_strdup_printf (C_("finding", "%1$s, by %2$s, %3$s"), words,
                              found->newest->name != NULL ? found->newest->name : "", at);
    }
  gtk_label_set_label (self->found_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->found_label), text != NULL);
}
