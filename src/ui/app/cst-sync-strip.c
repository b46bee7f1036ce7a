/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sync-strip.h"

#include "cst-ui.h"

/* Above the pages: that what is shown is of then and not of now, or how far the first fetching is. */

struct _CstSyncStrip
{
  GtkWidget       parent_instance;

  GtkRevealer    *root;
  GtkImage       *image;
  GtkLabel       *text;
  GtkProgressBar *progress;
};

G_DEFINE_FINAL_TYPE (CstSyncStrip, cst_sync_strip, GTK_TYPE_WIDGET)

static void
cst_sync_strip_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_SYNC_STRIP);

  G_OBJECT_CLASS (cst_sync_strip_parent_class)->dispose (object);
}

static void
cst_sync_strip_class_init (CstSyncStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_sync_strip_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-sync-strip"));
  gtk_widget_class_bind_template_child (widget_class, CstSyncStrip, root);
  gtk_widget_class_bind_template_child (widget_class, CstSyncStrip, image);
  gtk_widget_class_bind_template_child (widget_class, CstSyncStrip, text);
  gtk_widget_class_bind_template_child (widget_class, CstSyncStrip, progress);
}

static void
cst_sync_strip_init (CstSyncStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
cst_sync_strip_hide (CstSyncStrip *self)
{
  g_return_if_fail (CST_IS_SYNC_STRIP (self));

  gtk_revealer_set_reveal_child (self->root, FALSE);
}

/**
 * cst_sync_strip_show_message:
 * @icon_name: its shape
 * @text: one calm sentence
 */
void
cst_sync_strip_show_message (CstSyncStrip *self,
                             const char   *icon_name,
                             const char   *text)
{
  g_return_if_fail (CST_IS_SYNC_STRIP (self));

  gtk_image_set_from_icon_name (self->image, icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->image), TRUE);
  gtk_label_set_label (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  gtk_revealer_set_reveal_child (self->root, TRUE);
}

/**
 * cst_sync_strip_show_progress:
 * @fraction: between 0 and 1, below 0 while the end is not known
 */
void
cst_sync_strip_show_progress (CstSyncStrip *self,
                              const char   *text,
                              double        fraction)
{
  g_return_if_fail (CST_IS_SYNC_STRIP (self));

  gtk_widget_set_visible (GTK_WIDGET (self->image), FALSE);
  gtk_label_set_label (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), TRUE);
  if (fraction < 0)
    gtk_progress_bar_pulse (self->progress);
  else
    gtk_progress_bar_set_fraction (self->progress, MIN (fraction, 1));
  gtk_revealer_set_reveal_child (self->root, TRUE);
}
