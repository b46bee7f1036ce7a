/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-viewer-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "cst-light-table.h"
#include "cst-mark-layers.h"
#include "cst-message.h"
#include "cst-photo-facts-dialog.h"
#include "cst-photo-marked.h"
#include "cst-photo-print.h"
#include "cst-photo-texture.h"

#define PAN_STEP 80

/* What one can do with the shown photo, by button, menu or key. */

void
cst_photo_viewer_update_actions (CstPhotoViewer *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->photos));
  guint position = gtk_single_selection_get_selected (self->selection);
  guint n_pages = g_list_model_get_n_items (G_LIST_MODEL (self->pages));
  guint page = gtk_single_selection_get_selected (self->page_selection);
  gboolean is_shown = !cst_photo_canvas_is_empty (self->canvas);
  gboolean has_file = self->current != NULL && cst_photo_item_get_path (self->current) != NULL;
  CstPhotoLook look = cst_photo_canvas_get_look (self->canvas);

  gtk_widget_action_set_enabled (widget, "photo.next", n > 0 && position + 1 < n);
  gtk_widget_action_set_enabled (widget, "photo.previous", n > 0 && position > 0);
  gtk_widget_action_set_enabled (widget, "photo.next-page", n_pages > 0 && page + 1 < n_pages);
  gtk_widget_action_set_enabled (widget, "photo.previous-page", n_pages > 0 && page > 0);
  gtk_widget_action_set_enabled (widget, "photo.zoom-in", is_shown);
  gtk_widget_action_set_enabled (widget, "photo.zoom-out", is_shown);
  gtk_widget_action_set_enabled (widget, "photo.fit", is_shown);
  gtk_widget_action_set_enabled (widget, "photo.one-to-one", is_shown);
  gtk_widget_action_set_enabled (widget, "photo.turn", is_shown);
  gtk_widget_action_set_enabled (widget, "photo.brighten", is_shown);
  gtk_widget_action_set_enabled (widget, "photo.sharpen", is_shown);
  gtk_widget_action_set_enabled (widget, "photo.reset-light", is_shown && cst_photo_look_has_light (&look));
  gtk_widget_action_set_enabled (widget, "photo.reset-look", is_shown && !cst_photo_look_is_plain (&look));
  gtk_widget_action_set_enabled (widget, "photo.copy", is_shown);
  gtk_widget_action_set_enabled (widget, "photo.print", is_shown);
  gtk_widget_action_set_enabled (widget, "photo.save", has_file);
  gtk_widget_action_set_enabled (widget, "photo.save-all", n > 0);
  gtk_widget_action_set_enabled (widget, "photo.facts", has_file);
  gtk_widget_action_set_enabled (widget, "photo.light-table", is_shown);
  gtk_widget_action_set_enabled (widget, "photo.open", has_file);
  cst_photo_viewer_update_mark_actions (self);
}

static void
move_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstPhotoViewer *self = CST_PHOTO_VIEWER (widget);
  GtkSingleSelection *selection = g_str_has_suffix (name, "-page") ? self->page_selection : self->selection;
  guint position = gtk_single_selection_get_selected (selection);

  gtk_single_selection_set_selected (selection,
                                     g_str_has_prefix (name, "photo.next") ? position + 1 : position - 1);
}

static void
zoom_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstPhotoViewer *self = CST_PHOTO_VIEWER (widget);

  if (g_str_equal (name, "photo.fit"))
    cst_photo_canvas_fit (self->canvas);
  else if (g_str_equal (name, "photo.one-to-one"))
    cst_photo_canvas_set_zoom (self->canvas, 1);
  else
    cst_photo_canvas_step (self->canvas, g_str_equal (name, "photo.zoom-in") ? 1 : -1);
}

static void
look_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstPhotoViewer *self = CST_PHOTO_VIEWER (widget);
  CstPhotoLook look = cst_photo_canvas_get_look (self->canvas);

  if (g_str_equal (name, "photo.turn"))
    look.turns += g_variant_get_int32 (parameter);
  else if (g_str_equal (name, "photo.brighten"))
    look.brightness += g_variant_get_int32 (parameter) * CST_PHOTO_LIGHT_STEP;
  else if (g_str_equal (name, "photo.sharpen"))
    look.contrast += g_variant_get_int32 (parameter) * CST_PHOTO_LIGHT_STEP;
  else if (g_str_equal (name, "photo.reset-look"))
    look = (CstPhotoLook) { 0 }
  ;
  else
    look.brightness = look.contrast = 0;

  cst_photo_viewer_set_look (self, look);
}

/* @place: among the photos, from 0 */
char *
cst_photo_viewer_copy_name (CstPhotoViewer *self,
                            guint           place)
{
  return g_strdup_printf ("%s-%u", self->save_name, place + 1);
}

static char *
current_copy_name (CstPhotoViewer *self)
{
  return cst_photo_viewer_copy_name (self, gtk_single_selection_get_selected (self->selection));
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstPhotoViewer *self = CST_PHOTO_VIEWER (widget);
  g_autofree char *stem = current_copy_name (self);

  cst_photo_export_save (widget, self->decoder, cst_photo_item_get_path (self->current), stem);
}

static void
save_marked_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  CstPhotoViewer *self = CST_PHOTO_VIEWER (widget);
  g_autofree char *stem = current_copy_name (self);
  g_autoptr(GPtrArray) layers = cst_photo_viewer_dup_layers (self);

  cst_photo_marked_save (widget, self->decoder, cst_photo_item_get_path (self->current),
                         cst_photo_canvas_get_look (self->canvas).turns, layers, stem);
}

static void
save_all_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  CstPhotoViewer *self = CST_PHOTO_VIEWER (widget);
  g_autoptr(GStrvBuilder) paths = g_strv_builder_new ();
  g_autoptr(GStrvBuilder) stems = g_strv_builder_new ();
  g_auto(GStrv) path_list = NULL;
  g_auto(GStrv) stem_list = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->photos)); i++)
    {
      g_autoptr(CstPhotoItem) item = g_list_model_get_item (G_LIST_MODEL (self->photos), i);
      g_autofree char *stem = cst_photo_viewer_copy_name (self, i);
      CstPhotoFact fact = cst_photo_item_get_fact (item);

      if (cst_photo_item_get_path (item) == NULL || (fact != CST_PHOTO_READY && fact != CST_PHOTO_UNREADABLE))
        continue;
      g_strv_builder_add (paths, cst_photo_item_get_path (item));
      g_strv_builder_add (stems, stem);
    }

  path_list = g_strv_builder_end (paths);
  stem_list = g_strv_builder_end (stems);
  cst_photo_export_save_all (widget, self->decoder, (const char *const *) path_list,
                             (const char *const *) stem_list);
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstPhotoViewer *self = CST_PHOTO_VIEWER (widget);
  g_autofree char *stem = current_copy_name (self);
  char *copy = cst_photo_export_open (widget, cst_photo_item_get_path (self->current), stem);

  if (copy != NULL)
    g_ptr_array_add (self->copies, copy);
}

static void
say_failure (CstPhotoViewer *self,
             const char     *heading,
             const GError   *error)
{
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    cst_message_show_problem (GTK_WIDGET (self), heading, error);
}

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CstPhotoViewer) self = CST_PHOTO_VIEWER (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(CstPhotoImage) image = NULL;
  g_autoptr(GdkTexture) texture = NULL;

  if (!(image = cst_photo_decoder_decode_finish (CST_PHOTO_DECODER (object), result, &error)))
    {
      say_failure (self, _("The photo could not be copied"), error);
      return;
    }

  texture = cst_photo_texture_new (image);
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self)), texture);
  cst_photo_export_say (GTK_WIDGET (self), _("Photo copied"));
}

typedef struct
{
  CstPhotoViewer *self;   /* (owned) */
  GPtrArray      *layers; /* (owned) */
} Print;

static Print *
print_new (CstPhotoViewer *self,
           gboolean        is_marked)
{
  Print *print = g_new0 (Print, 1);

  print->self = g_object_ref (self);
  print->layers = is_marked ? cst_photo_viewer_dup_layers (self) : cst_mark_layers_new ();

  return print;
}

static void
print_free (Print *print)
{
  g_object_unref (print->self);
  g_ptr_array_unref (print->layers);
  g_free (print);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Print, print_free)

static void
print_image (Print         *print,
             CstPhotoImage *image)
{
  CstPhotoViewer *self = print->self;
  g_autofree char *stem = current_copy_name (self);

  cst_photo_print_run (image, cst_photo_canvas_get_look (self->canvas).turns, print->layers, stem,
                       GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
}

static void
printed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Print) print = user_data;
  CstPhotoViewer *self = print->self;
  g_autoptr(GError) error = NULL;
  g_autoptr(CstPhotoImage) image = NULL;

  if (!(image = cst_photo_decoder_decode_finish (CST_PHOTO_DECODER (object), result, &error)))
    {
      say_failure (self, _("The photo could not be printed"), error);
      return;
    }

  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    print_image (print, image);
}

/* All pixels, whatever decode the canvas has; a page or a still is taken as it is drawn. */
static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstPhotoViewer *self = CST_PHOTO_VIEWER (widget);

  if (cst_photo_item_is_page (self->drawn))
    {
      g_autoptr(GdkTexture) texture = cst_photo_texture_new (self->shown);

      gdk_clipboard_set_texture (gtk_widget_get_clipboard (widget), texture);
      cst_photo_export_say (widget, _("Photo copied"));
      return;
    }

  cst_photo_decoder_decode_async (self->decoder, cst_photo_item_get_path (self->drawn), 0, 0,
                                  CST_PHOTO_PRIORITY_VISIBLE, NULL, copied_cb, g_object_ref (self));
}

static void
print_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  CstPhotoViewer *self = CST_PHOTO_VIEWER (widget);
  g_autoptr(Print) print = print_new (self, g_str_equal (name, "photo.print-marked"));

  if (cst_photo_item_is_page (self->drawn))
    {
      print_image (print, self->shown);
      return;
    }

  cst_photo_decoder_decode_async (self->decoder, cst_photo_item_get_path (self->drawn), 0, 0,
                                  CST_PHOTO_PRIORITY_VISIBLE, NULL, printed_cb, g_steal_pointer (&print));
}

static void
facts_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  cst_photo_facts_dialog_show (widget, CST_PHOTO_VIEWER (widget)->current);
}

static void
open_hint_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  CstPhotoItem *item = CST_PHOTO_VIEWER (widget)->current;
  g_autoptr(GPtrArray) hints = NULL;

  if (item != NULL && cst_photo_item_get_hints (item) != NULL)
    hints = g_ptr_array_ref (cst_photo_item_get_hints (item));
  if (hints != NULL && hints->len > 0)
    g_signal_emit_by_name (widget, "hint-opened", g_ptr_array_index (hints, 0));
}

/* The photos of the incident that are here, then what they can be compared with. */
static void
light_table_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  CstPhotoViewer *self = CST_PHOTO_VIEWER (widget);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  g_auto(GStrv) titles = NULL;
  guint first = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->photos)); i++)
    {
      g_autoptr(CstPhotoItem) item = g_list_model_get_item (G_LIST_MODEL (self->photos), i);
      g_autofree char *title = g_strdup_printf (_("Photo %u"), i + 1);

      if (cst_photo_item_get_fact (item) != CST_PHOTO_READY)
        continue;
      if (item == self->current)
        first = items->len;
      g_strv_builder_add (names, title);
      g_ptr_array_add (items, g_steal_pointer (&item));
    }
  for (guint i = 0; self->compared != NULL && i < self->compared->len; i++)
    {
      g_strv_builder_add (names, self->compared_titles[i]);
      g_ptr_array_add (items, g_object_ref (g_ptr_array_index (self->compared, i)));
    }

  titles = g_strv_builder_end (names);
  gtk_window_present (GTK_WINDOW (cst_light_table_new (GTK_WINDOW (gtk_widget_get_root (widget)), self->decoder, items,
                                                       (const char *const *) titles, first)));
}

/* Arrows move the photo while it is larger than the view, else they go from photo to photo. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  key,
                guint                  keycode,
                GdkModifierType        modifiers,
                CstPhotoViewer        *self)
{
  gboolean is_fit = cst_photo_canvas_is_fit (self->canvas);

  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      if (!is_fit)
        cst_photo_canvas_pan (self->canvas, key == GDK_KEY_Left ? PAN_STEP : -PAN_STEP, 0);
      else
        gtk_widget_activate_action (GTK_WIDGET (self),
                                    key == GDK_KEY_Left ? "photo.previous" : "photo.next", NULL);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      if (is_fit)
        return GDK_EVENT_PROPAGATE;
      cst_photo_canvas_pan (self->canvas, 0, key == GDK_KEY_Up ? PAN_STEP : -PAN_STEP);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

void
cst_photo_viewer_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint       key;
    const char *action;
    int         amount; /* 0 where the action takes none */
  } keys[] = {
    { GDK_KEY_plus, "photo.zoom-in", 0 },
    { GDK_KEY_KP_Add, "photo.zoom-in", 0 },
    { GDK_KEY_minus, "photo.zoom-out", 0 },
    { GDK_KEY_KP_Subtract, "photo.zoom-out", 0 },
    { GDK_KEY_0, "photo.fit", 0 },
    { GDK_KEY_1, "photo.one-to-one", 0 },
    { GDK_KEY_Page_Up, "photo.previous", 0 },
    { GDK_KEY_Page_Down, "photo.next", 0 },
    { GDK_KEY_comma, "photo.previous-page", 0 },
    { GDK_KEY_period, "photo.next-page", 0 },
    { GDK_KEY_n, "photo.reset-light", 0 },
    { GDK_KEY_i, "photo.facts", 0 },
    { GDK_KEY_l, "photo.light-table", 0 },
    { GDK_KEY_r, "photo.turn", 1 },
    { GDK_KEY_b, "photo.brighten", 1 },
    { GDK_KEY_c, "photo.sharpen", 1 },
  };

  gtk_widget_class_install_action (widget_class, "photo.next", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "photo.previous", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "photo.next-page", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "photo.previous-page", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "photo.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "photo.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "photo.fit", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "photo.one-to-one", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "photo.turn", "i", look_action);
  gtk_widget_class_install_action (widget_class, "photo.brighten", "i", look_action);
  gtk_widget_class_install_action (widget_class, "photo.sharpen", "i", look_action);
  gtk_widget_class_install_action (widget_class, "photo.reset-light", NULL, look_action);
  gtk_widget_class_install_action (widget_class, "photo.reset-look", NULL, look_action);
  gtk_widget_class_install_action (widget_class, "photo.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "photo.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "photo.print-marked", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "photo.save-marked", NULL, save_marked_action);
  gtk_widget_class_install_action (widget_class, "photo.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "photo.save-all", NULL, save_all_action);
  gtk_widget_class_install_action (widget_class, "photo.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "photo.facts", NULL, facts_action);
  gtk_widget_class_install_action (widget_class, "photo.open-hint", NULL, open_hint_action);
  gtk_widget_class_install_action (widget_class, "photo.light-table", NULL, light_table_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_SHIFT_MASK, "photo.reset-look", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "photo.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "photo.save-all",
                                       NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (keys[i].amount == 0)
        {
          gtk_widget_class_add_binding_action (widget_class, keys[i].key, 0, keys[i].action, NULL);
          continue;
        }
      gtk_widget_class_add_binding_action (widget_class, keys[i].key, 0, keys[i].action, "i", keys[i].amount);
      gtk_widget_class_add_binding_action (widget_class, keys[i].key, GDK_SHIFT_MASK, keys[i].action, "i",
                                           -keys[i].amount);
    }

  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}
