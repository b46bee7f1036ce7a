/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-light-slot.h"

#include "cst-photo-loader.h"
#include "cst-ui.h"

/* One of the pictures on the light table, and the list of those that could lie in its place. `arrived` tells that
 * another one lies there now, and is seen whole. */
struct _CstLightSlot
{
  GtkWidget       parent_instance;

  GPtrArray      *items;  /* (owned) of CstPhotoItem */
  CstPhotoLoader *loader; /* (owned) */
  CstPhotoItem   *item;   /* (owned) (nullable) */
  CstPhotoImage  *shown;  /* (owned) (nullable) */
  gboolean        is_arriving;

  GtkWidget      *root;
  GtkDropDown    *choice;
  CstPhotoCanvas *canvas;
  GtkWidget      *problem_label;
};

enum
{
  ARRIVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstLightSlot, cst_light_slot, GTK_TYPE_WIDGET)

static void
show_best_decode (CstLightSlot *self)
{
  gboolean is_same = self->shown != NULL;
  CstPhotoImage *image = self->item != NULL
                         ? cst_photo_loader_get (self->loader, self->item,
                                                 is_same ? cst_photo_canvas_wanted_width (self->canvas) : 0) : NULL;

  if (image == NULL || image == self->shown)
    return;

  g_clear_pointer (&self->shown, cst_photo_image_unref);
  self->shown = cst_photo_image_ref (image);
  gtk_widget_set_visible (self->problem_label, FALSE);
  self->is_arriving = !is_same;
  cst_photo_canvas_show (self->canvas, image, is_same);
  self->is_arriving = FALSE;
  if (!is_same)
    g_signal_emit (self, signals[ARRIVED], 0);
}

static void
loaded_cb (CstPhotoLoader *loader,
           CstPhotoItem   *item,
           CstLightSlot   *self)
{
  if (item == self->item)
    show_best_decode (self);
}

static void
failed_cb (CstPhotoLoader *loader,
           CstPhotoItem   *item,
           const GError   *error,
           CstLightSlot   *self)
{
  gtk_widget_set_visible (self->problem_label, item == self->item && self->shown == NULL);
}

static void
view_changed_cb (CstLightSlot *self)
{
  if (self->shown != NULL)
    show_best_decode (self);
}

static void
pixels_needed_cb (CstLightSlot *self)
{
  int width = cst_photo_canvas_wanted_width (self->canvas);

  if (self->shown == NULL)
    return;

  if (width >= self->shown->source_width)
    width = 0;
  cst_photo_loader_want (self->loader, self->item, width, width > 0 ? G_MAXINT16 : 0, CST_PHOTO_PRIORITY_VISIBLE);
}

static void
chosen_cb (CstLightSlot *self)
{
  guint place = gtk_drop_down_get_selected (self->choice);
  GtkStringObject *title = gtk_drop_down_get_selected_item (self->choice);
  g_autoptr(GPtrArray) kept = g_ptr_array_new ();

  if (self->items == NULL || place >= self->items->len ||
      g_ptr_array_index (self->items, place) == (gpointer) self->item)
    return;

  g_set_object (&self->item, g_ptr_array_index (self->items, place));
  g_clear_pointer (&self->shown, cst_photo_image_unref);
  cst_photo_canvas_clear (self->canvas);
  cst_photo_canvas_set_look (self->canvas, cst_photo_item_get_look (self->item));
  cst_photo_canvas_set_name (self->canvas, gtk_string_object_get_string (title));

  g_ptr_array_add (kept, self->item);
  cst_photo_loader_keep_only (self->loader, kept);
  cst_photo_loader_want (self->loader, self->item, 1600, 1200, CST_PHOTO_PRIORITY_VISIBLE);
}

static void
cst_light_slot_dispose (GObject *object)
{
  CstLightSlot *self = CST_LIGHT_SLOT (object);

  if (self->loader != NULL)
    {
      g_autoptr(GPtrArray) none = g_ptr_array_new ();

      cst_photo_loader_keep_only (self->loader, none);
      g_signal_handlers_disconnect_by_data (self->loader, self);
    }
  g_clear_object (&self->loader);
  g_clear_object (&self->item);
  g_clear_pointer (&self->shown, cst_photo_image_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), CST_TYPE_LIGHT_SLOT);

  G_OBJECT_CLASS (cst_light_slot_parent_class)->dispose (object);
}

static void
cst_light_slot_class_init (CstLightSlotClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_light_slot_dispose;
  g_type_ensure (CST_TYPE_PHOTO_CANVAS);

  signals[ARRIVED] = g_signal_new ("arrived", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "lightslot");
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-light-slot"));
  gtk_widget_class_bind_template_child (widget_class, CstLightSlot, root);
  gtk_widget_class_bind_template_child (widget_class, CstLightSlot, choice);
  gtk_widget_class_bind_template_child (widget_class, CstLightSlot, canvas);
  gtk_widget_class_bind_template_child (widget_class, CstLightSlot, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pixels_needed_cb);
}

static void
cst_light_slot_init (CstLightSlot *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cst_light_slot_new:
 * @items: (element-type CstPhotoItem): what can lie here
 * @titles: their names
 */
GtkWidget *
cst_light_slot_new (CstPhotoDecoder   *decoder,
                    GPtrArray         *items,
                    const char *const *titles)
{
  CstLightSlot *self = g_object_new (CST_TYPE_LIGHT_SLOT, NULL);
  g_autoptr(GtkStringList) names = gtk_string_list_new (titles);

  self->items = g_ptr_array_ref (items);
  self->loader = cst_photo_loader_new (decoder);
  g_signal_connect_object (self->loader, "loaded", G_CALLBACK (loaded_cb), self, 0);
  g_signal_connect_object (self->loader, "failed", G_CALLBACK (failed_cb), self, 0);
  gtk_drop_down_set_model (self->choice, G_LIST_MODEL (names));
  chosen_cb (self);

  return GTK_WIDGET (self);
}

/**
 * cst_light_slot_get_title:
 *
 * Returns: (nullable): what picture lies here
 */
const char *
cst_light_slot_get_title (CstLightSlot *self)
{
  GtkStringObject *title = gtk_drop_down_get_selected_item (self->choice);

  return title != NULL ? gtk_string_object_get_string (title) : NULL;
}

/* Whether another picture can be chosen here. */
void
cst_light_slot_set_has_choice (CstLightSlot *self,
                               gboolean      has_choice)
{
  g_return_if_fail (CST_IS_LIGHT_SLOT (self));

  gtk_widget_set_visible (GTK_WIDGET (self->choice), has_choice);
}

CstPhotoCanvas *
cst_light_slot_get_canvas (CstLightSlot *self)
{
  return self->canvas;
}

/**
 * cst_light_slot_is_arriving:
 *
 * Returns: whether the view changes because another picture is laid here, and not because somebody moved it
 */
gboolean
cst_light_slot_is_arriving (CstLightSlot *self)
{
  return self->is_arriving;
}

guint
cst_light_slot_get_choice (CstLightSlot *self)
{
  return gtk_drop_down_get_selected (self->choice);
}

void
cst_light_slot_set_choice (CstLightSlot *self,
                           guint         place)
{
  g_return_if_fail (CST_IS_LIGHT_SLOT (self));

  gtk_drop_down_set_selected (self->choice, place);
}
