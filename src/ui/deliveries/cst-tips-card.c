/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-tips-card.h"

#include <glib/gi18n.h>

#include "cst-build.h"
#include "cst-delivery-labels.h"
#include "cst-ui.h"

/* C11: what makes a good solution, and what the carrier’s words mean, beside the place where the answer is written. */

struct _CstTipsCard
{
  GtkWidget          parent_instance;

  GtkWidget         *root;
  GtkWidget         *tips_box;
  GtkWidget         *glossary_box;

  CstDeliveryPhase   phase; /* marked in the glossary */
  CstDeliveryReason  reason;
};

G_DEFINE_FINAL_TYPE (CstTipsCard, cst_tips_card, GTK_TYPE_WIDGET)

static void
add_word (CstTipsCard *self,
          const char  *word,
          const char  *meaning,
          gboolean     is_current)
{
  GtkWidget *row = cst_build_row (is_current ? "object-select-symbolic" : NULL, word, meaning,
                                  is_current ? "current-step" : NULL);

  gtk_box_append (GTK_BOX (self->glossary_box), row);
}

static void
fill_glossary (CstTipsCard *self)
{
  cst_build_clear (self->glossary_box);
  gtk_box_append (GTK_BOX (self->glossary_box), cst_build_label (_("Where a parcel is"), "caption-heading"));
  for (int i = CST_PHASE_ANNOUNCED; i <= CST_PHASE_LOST; i++)
    add_word (self, cst_label_delivery_phase ((CstDeliveryPhase) i), cst_explain_delivery_phase ((CstDeliveryPhase) i),
              i == (int) self->phase);
  gtk_box_append (GTK_BOX (self->glossary_box), cst_build_label (_("Why it did not arrive"), "caption-heading"));
  for (int i = CST_DELIVERY_ABSENT; i < CST_DELIVERY_OTHER; i++)
    add_word (self, cst_label_delivery_reason ((CstDeliveryReason) i),
              cst_explain_delivery_reason ((CstDeliveryReason) i), i == (int) self->reason);
}

static void
cst_tips_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_TIPS_CARD);

  G_OBJECT_CLASS (cst_tips_card_parent_class)->dispose (object);
}

static void
cst_tips_card_class_init (CstTipsCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_tips_card_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-tips-card"));
  gtk_widget_class_bind_template_child (widget_class, CstTipsCard, root);
  gtk_widget_class_bind_template_child (widget_class, CstTipsCard, tips_box);
  gtk_widget_class_bind_template_child (widget_class, CstTipsCard, glossary_box);
}

static void
cst_tips_card_init (CstTipsCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_glossary (self);
}

/**
 * cst_tips_card_set_case:
 * @tips: (nullable) (element-type utf8): those of the account’s rules, translated; %NULL for ours
 */
void
cst_tips_card_set_case (CstTipsCard           *self,
                        const CstDeliveryCase *delivery_case,
                        const GPtrArray       *tips)
{
  static const char *const ours[] = {
    N_("Ask what happened before you say what the courier wrote: never open with “you refused”."),
    N_("Write what the customer agreed to in one short, precise and friendly sentence."),
    N_("For an address that is hard to find, ask for a landmark."),
  };
  const CstDelivery *delivery = delivery_case->delivery;

  g_return_if_fail (CST_IS_TIPS_CARD (self));

  cst_build_clear (self->tips_box);
  if (tips != NULL && tips->len > 0)
    for (guint i = 0; i < tips->len; i++)
      gtk_box_append (GTK_BOX (self->tips_box),
                      cst_build_row ("constat-info-symbolic", g_ptr_array_index (tips, i), NULL, NULL));
  else
    for (gsize i = 0; i < G_N_ELEMENTS (ours); i++)
      gtk_box_append (GTK_BOX (self->tips_box), cst_build_row ("constat-info-symbolic", _(ours[i]), NULL, NULL));

  if (self->phase == delivery->phase && self->reason == delivery->reason)
    return;

  self->phase = delivery->phase;
  self->reason = delivery->reason;
  fill_glossary (self);
}
