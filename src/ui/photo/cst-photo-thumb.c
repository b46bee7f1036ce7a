/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-thumb.h"

#include <glib/gi18n.h>

#include "cst-photo-texture.h"
#include "cst-ui.h"

#define WIDTH 96
#define HEIGHT 72

/* A photo in small, or the icon of why there is none to see; a dot on it until it was looked at. */
struct _CstPhotoThumb
{
  GtkWidget        parent_instance;

  CstPhotoDecoder *decoder;     /* (owned) */
  CstPhotoItem    *item;        /* (owned) (nullable) */
  GCancellable    *cancellable; /* (owned) (nullable): of the running decode */
  gboolean         is_page;     /* among the pages of a document or the stills of a video */
  gboolean         is_stored;   /* it decodes the stored small picture, else the photo itself */

  GtkWidget       *root;
  GtkPicture      *picture;
  GtkImage        *icon;
  GtkWidget       *new_mark;
  GtkWidget       *video_mark;
  GtkWidget       *internal_mark;
};

G_DEFINE_FINAL_TYPE (CstPhotoThumb, cst_photo_thumb, GTK_TYPE_WIDGET)

static void
show_picture (CstPhotoThumb *self,
              GdkTexture    *texture)
{
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  if (texture != NULL)
    gtk_image_clear (self->icon);
}

static void decode (CstPhotoThumb *self);

static void
decode_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CstPhotoThumb) self = CST_PHOTO_THUMB (user_data);
  g_autoptr(CstPhotoImage) image = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  g_autoptr(GError) error = NULL;

  image = cst_photo_item_decode_finish (CST_PHOTO_DECODER (object), result, &error);
  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;

  g_clear_object (&self->cancellable);
  if (image == NULL && self->is_stored)
    {
      self->is_stored = FALSE;
      decode (self);
      return;
    }
  if (image == NULL)
    {
      gtk_image_set_from_icon_name (self->icon, "constat-photo-unreadable-symbolic");
      return;
    }

  texture = cst_photo_texture_new (image);
  cst_photo_item_set_thumb (self->item, texture);
  show_picture (self, texture);
}

static void
stop (CstPhotoThumb *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* The stored small picture, when there is one, is a fraction of the work. */
static void
decode (CstPhotoThumb *self)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  self->cancellable = g_cancellable_new ();
  if (self->is_stored)
    cst_photo_decoder_decode_async (self->decoder, cst_photo_item_get_thumb_path (self->item), WIDTH * 2 * scale,
                                    HEIGHT * 2 * scale, CST_PHOTO_PRIORITY_BACKGROUND, self->cancellable, decode_cb,
                                    g_object_ref (self));
  else
    cst_photo_item_decode_async (self->item, self->decoder, WIDTH * 2 * scale, HEIGHT * 2 * scale,
                                 CST_PHOTO_PRIORITY_BACKGROUND, self->cancellable, decode_cb, g_object_ref (self));
}

static void
update_marks (CstPhotoThumb *self)
{
  gboolean is_there = self->item != NULL && cst_photo_item_get_fact (self->item) == CST_PHOTO_READY;

  gtk_widget_set_visible (self->new_mark, is_there && !cst_photo_item_was_looked_at (self->item));
  gtk_widget_set_visible (self->video_mark, is_there && !self->is_page && cst_photo_item_is_video (self->item));
  gtk_widget_set_visible (self->internal_mark,
                          self->item != NULL && cst_photo_item_get_added_by (self->item) != NULL);
}

static void
update (CstPhotoThumb *self)
{
  GdkTexture *thumb = self->item != NULL ? cst_photo_item_get_thumb (self->item) : NULL;

  update_marks (self);
  if (thumb != NULL && gtk_picture_get_paintable (self->picture) == GDK_PAINTABLE (thumb))
    return;

  stop (self);
  show_picture (self, thumb);
  if (self->item == NULL || thumb != NULL)
    return;

  gtk_image_set_from_icon_name (self->icon, cst_photo_item_get_icon_name (self->item));
  if (cst_photo_item_get_fact (self->item) != CST_PHOTO_READY || cst_photo_item_get_path (self->item) == NULL)
    return;

  self->is_stored = cst_photo_item_get_thumb_path (self->item) != NULL;
  decode (self);
}

static void
cst_photo_thumb_dispose (GObject *object)
{
  CstPhotoThumb *self = CST_PHOTO_THUMB (object);

  stop (self);
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
  g_clear_object (&self->decoder);
  gtk_widget_dispose_template (GTK_WIDGET (self), CST_TYPE_PHOTO_THUMB);

  G_OBJECT_CLASS (cst_photo_thumb_parent_class)->dispose (object);
}

static void
cst_photo_thumb_class_init (CstPhotoThumbClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_photo_thumb_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "photothumb");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-photo-thumb"));
  gtk_widget_class_bind_template_child (widget_class, CstPhotoThumb, root);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoThumb, picture);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoThumb, icon);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoThumb, new_mark);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoThumb, video_mark);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoThumb, internal_mark);
}

static void
cst_photo_thumb_init (CstPhotoThumb *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cst_photo_thumb_new (CstPhotoDecoder *decoder)
{
  CstPhotoThumb *self = g_object_new (CST_TYPE_PHOTO_THUMB, NULL);

  self->decoder = g_object_ref (decoder);

  return GTK_WIDGET (self);
}

/**
 * cst_photo_thumb_set_item:
 * @item: (nullable): the photo to show from now on
 */
void
cst_photo_thumb_set_item (CstPhotoThumb *self,
                          CstPhotoItem  *item)
{
  g_return_if_fail (CST_IS_PHOTO_THUMB (self));

  if (self->item == item)
    return;

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item != NULL)
    g_signal_connect_object (item, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  update (self);
}

/* Whether it stands among the pages of one document or the stills of one video. */
void
cst_photo_thumb_set_is_page (CstPhotoThumb *self,
                             gboolean       is_page)
{
  g_return_if_fail (CST_IS_PHOTO_THUMB (self));

  self->is_page = is_page;
  update_marks (self);
}

/**
 * cst_photo_thumb_get_item:
 *
 * Returns: (transfer none) (nullable)
 */
CstPhotoItem *
cst_photo_thumb_get_item (CstPhotoThumb *self)
{
  g_return_val_if_fail (CST_IS_PHOTO_THUMB (self), NULL);

  return self->item;
}
