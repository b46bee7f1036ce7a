/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-light.h"

#include "cst-ui.h"

/* Two sliders over a photo that is too dark or too pale, and the way back. `changed` says that a person moved one. */
struct _CstPhotoLight
{
  GtkPopover     parent_instance;

  GtkAdjustment *brightness;
  GtkAdjustment *contrast;
  gboolean       is_filling;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstPhotoLight, cst_photo_light, GTK_TYPE_POPOVER)

static void
moved_cb (CstPhotoLight *self)
{
  if (!self->is_filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
cst_photo_light_class_init (CstPhotoLightClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-photo-light"));
  gtk_widget_class_bind_template_child (widget_class, CstPhotoLight, brightness);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoLight, contrast);
  gtk_widget_class_bind_template_callback (widget_class, moved_cb);
}

static void
cst_photo_light_init (CstPhotoLight *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cst_photo_light_show:
 *
 * Puts the sliders where @look has them, without saying that they moved.
 */
void
cst_photo_light_show (CstPhotoLight *self,
                      CstPhotoLook   look)
{
  g_return_if_fail (CST_IS_PHOTO_LIGHT (self));

  self->is_filling = TRUE;
  gtk_adjustment_set_value (self->brightness, look.brightness);
  gtk_adjustment_set_value (self->contrast, look.contrast);
  self->is_filling = FALSE;
}

/**
 * cst_photo_light_apply:
 * @look: (inout): gets the sliders' light, and keeps its turns
 */
void
cst_photo_light_apply (CstPhotoLight *self,
                       CstPhotoLook  *look)
{
  g_return_if_fail (CST_IS_PHOTO_LIGHT (self));

  look->brightness = gtk_adjustment_get_value (self->brightness);
  look->contrast = gtk_adjustment_get_value (self->contrast);
}
