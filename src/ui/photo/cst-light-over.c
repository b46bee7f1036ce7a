/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-light-over.h"

#include "cst-ui.h"

/* Two pictures of the light table one over the other: the upper one as clear as a person wants it, or there and away
 * in turn, so that an eye sees what differs. */
struct _CstLightOver
{
  GtkWidget     parent_instance;

  CstLightSlot *lower;      /* (owned) (nullable) */
  CstLightSlot *upper;      /* (owned) (nullable) */

  GtkWidget    *root;
  GtkOverlay   *overlay;
  GtkLabel     *lower_label;
  GtkLabel     *upper_label;
  GtkRange     *clearness;
};

G_DEFINE_FINAL_TYPE (CstLightOver, cst_light_over, GTK_TYPE_WIDGET)

static void
clearness_changed_cb (CstLightOver *self)
{
  if (self->upper != NULL)
    gtk_widget_set_opacity (GTK_WIDGET (self->upper), gtk_range_get_value (self->clearness) / 100);
}

static void
cst_light_over_dispose (GObject *object)
{
  CstLightOver *self = CST_LIGHT_OVER (object);

  g_clear_object (&self->lower);
  g_clear_object (&self->upper);
  gtk_widget_dispose_template (GTK_WIDGET (self), CST_TYPE_LIGHT_OVER);

  G_OBJECT_CLASS (cst_light_over_parent_class)->dispose (object);
}

static void
cst_light_over_class_init (CstLightOverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_light_over_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "lightover");
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-light-over"));
  gtk_widget_class_bind_template_child (widget_class, CstLightOver, root);
  gtk_widget_class_bind_template_child (widget_class, CstLightOver, overlay);
  gtk_widget_class_bind_template_child (widget_class, CstLightOver, lower_label);
  gtk_widget_class_bind_template_child (widget_class, CstLightOver, upper_label);
  gtk_widget_class_bind_template_child (widget_class, CstLightOver, clearness);
  gtk_widget_class_bind_template_callback (widget_class, clearness_changed_cb);
}

static void
cst_light_over_init (CstLightOver *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cst_light_over_take:
 * @lower: without a parent
 * @upper: likewise
 *
 * Lays one over the other, until cst_light_over_give().
 */
void
cst_light_over_take (CstLightOver *self,
                     CstLightSlot *lower,
                     CstLightSlot *upper)
{
  g_return_if_fail (CST_IS_LIGHT_OVER (self));

  g_set_object (&self->lower, lower);
  g_set_object (&self->upper, upper);
  gtk_overlay_set_child (self->overlay, GTK_WIDGET (lower));
  gtk_overlay_add_overlay (self->overlay, GTK_WIDGET (upper));
  cst_light_slot_set_has_choice (lower, FALSE);
  cst_light_slot_set_has_choice (upper, FALSE);
  gtk_label_set_label (self->lower_label, cst_light_slot_get_title (lower));
  gtk_label_set_label (self->upper_label, cst_light_slot_get_title (upper));
  clearness_changed_cb (self);
}

/**
 * cst_light_over_give:
 *
 * Lets both go, as they were.
 */
void
cst_light_over_give (CstLightOver *self)
{
  g_return_if_fail (CST_IS_LIGHT_OVER (self));

  if (self->lower == NULL)
    return;

  gtk_widget_set_opacity (GTK_WIDGET (self->upper), 1);
  cst_light_slot_set_has_choice (self->lower, TRUE);
  cst_light_slot_set_has_choice (self->upper, TRUE);
  gtk_overlay_remove_overlay (self->overlay, GTK_WIDGET (self->upper));
  gtk_overlay_set_child (self->overlay, NULL);
  g_clear_object (&self->lower);
  g_clear_object (&self->upper);
}

/**
 * cst_light_over_blink:
 *
 * Shows only the other one of the two.
 */
void
cst_light_over_blink (CstLightOver *self)
{
  g_return_if_fail (CST_IS_LIGHT_OVER (self));

  gtk_range_set_value (self->clearness, gtk_range_get_value (self->clearness) < 50 ? 100 : 0);
}
