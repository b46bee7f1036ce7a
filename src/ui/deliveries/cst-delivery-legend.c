/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-delivery-legend.h"

#include "cst-build.h"
#include "cst-delivery-labels.h"
#include "cst-state-pill.h"
#include "cst-ui.h"
#include "cst-wrap-layout.h"

/* C5: what the colours mean, always at hand and never by colour alone. Where there is room the pills stand in a row;
 * what each of them asks for is behind the button. */

struct _CstDeliveryLegend
{
  GtkWidget  parent_instance;

  GtkWidget *root;
  GtkWidget *pills;
  GtkWidget *explanations;
};

G_DEFINE_FINAL_TYPE (CstDeliveryLegend, cst_delivery_legend, GTK_TYPE_WIDGET)

static const CstDeliveryState states[] = {
  CST_DELIVERY_WAITING, CST_DELIVERY_FIRST_ABSENCE, CST_DELIVERY_SOLVED, CST_DELIVERY_REPLIED,
};

static GtkWidget *
build_pill (CstDeliveryState state)
{
  GtkWidget *pill = cst_state_pill_new ();

  cst_state_pill_set (CST_STATE_PILL (pill), cst_tone_of_delivery_state (state), cst_icon_of_delivery_state (state),
                      cst_label_delivery_state (state));
  gtk_widget_set_halign (pill, GTK_ALIGN_START);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);

  return pill;
}

static void
cst_delivery_legend_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_DELIVERY_LEGEND);

  G_OBJECT_CLASS (cst_delivery_legend_parent_class)->dispose (object);
}

static void
cst_delivery_legend_class_init (CstDeliveryLegendClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_delivery_legend_dispose;

  g_type_ensure (CST_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-delivery-legend"));
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryLegend, root);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryLegend, pills);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryLegend, explanations);
}

static void
cst_delivery_legend_init (CstDeliveryLegend *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      GtkWidget *entry = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
      GtkWidget *pill = build_pill (states[i]);

      gtk_widget_set_tooltip_text (pill, cst_explain_delivery_state (states[i]));
      gtk_box_append (GTK_BOX (self->pills), pill);
      gtk_box_append (GTK_BOX (entry), build_pill (states[i]));
      gtk_box_append (GTK_BOX (entry), cst_build_label (cst_explain_delivery_state (states[i]), NULL));
      gtk_box_append (GTK_BOX (self->explanations), entry);
    }
}

/**
 * cst_delivery_legend_set_compact:
 *
 * Leaves the button only.
 */
void
cst_delivery_legend_set_compact (CstDeliveryLegend *self,
                                 gboolean           is_compact)
{
  g_return_if_fail (CST_IS_DELIVERY_LEGEND (self));

  gtk_widget_set_visible (self->pills, !is_compact);
}
