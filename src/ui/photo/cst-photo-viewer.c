/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-viewer.h"

#include <glib/gi18n.h>
#include <math.h>

#include "cst-accessible.h"
#include "cst-filmstrip.h"
#include "cst-format.h"
#include "cst-photo-canvas.h"
#include "cst-photo-export.h"
#include "cst-photo-loader.h"
#include "cst-ui.h"

#define PAN_STEP 80

/* The photos of one incident: the chosen one large, all of them in the filmstrip; or, in its
 * place, which of the facts of R2 there is instead of a picture, and what can be done. Everything
 * it shows was decoded by the worker. `unreadable` names an item that the worker could not
 * decode. Asking for a photo is the window's action `incident.ask-photo`. */
struct _CstPhotoViewer
{
  GtkWidget           parent_instance;

  CstPhotoLoader     *loader;    /* (owned) (nullable) */
  GListStore         *photos;    /* (owned) of CstPhotoItem */
  GtkSingleSelection *selection; /* (owned) */
  CstPhotoItem       *current;   /* (owned) (nullable) */
  CstPhotoImage      *shown;     /* (owned) (nullable): what the canvas draws */
  char               *save_name; /* (owned) (nullable): the start of copies' names */
  char               *empty_text; /* (owned) (nullable) */
  GPtrArray          *copies;    /* (owned) of paths: handed to other programs */
  gboolean            may_ask;

  GtkWidget          *root;
  GtkStack           *stack;
  CstPhotoCanvas     *canvas;
  GtkImage           *fact_icon;
  GtkLabel           *fact_title;
  GtkLabel           *fact_text;
  GtkWidget          *ask_button;
  GtkWidget          *toolbar;
  GtkLabel           *zoom_label;
  GtkLabel           *position_label;
  GtkLabel           *info_label;
  GtkWidget          *previous_button;
  GtkWidget          *next_button;
  CstFilmstrip       *filmstrip;
};

enum
{
  UNREADABLE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstPhotoViewer, cst_photo_viewer, GTK_TYPE_WIDGET)

static void
update_actions (CstPhotoViewer *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->photos));
  guint position = gtk_single_selection_get_selected (self->selection);
  gboolean is_shown = !cst_photo_canvas_is_empty (self->canvas);
  gboolean has_file = self->current != NULL && cst_photo_item_get_path (self->current) != NULL;

  gtk_widget_action_set_enabled (widget, "photo.next", n > 0 && position + 1 < n);
  gtk_widget_action_set_enabled (widget, "photo.previous", n > 0 && position > 0);
  gtk_widget_action_set_enabled (widget, "photo.zoom-in", is_shown);
  gtk_widget_action_set_enabled (widget, "photo.zoom-out", is_shown);
  gtk_widget_action_set_enabled (widget, "photo.fit", is_shown);
  gtk_widget_action_set_enabled (widget, "photo.one-to-one", is_shown);
  gtk_widget_action_set_enabled (widget, "photo.turn", is_shown);
  gtk_widget_action_set_enabled (widget, "photo.save", has_file);
  gtk_widget_action_set_enabled (widget, "photo.open", has_file);
}

static void
update_zoom (CstPhotoViewer *self)
{
  g_autofree char *text = NULL;

  /* Translators: the zoom of a photo, in percent */
  text = g_strdup_printf (_("%d %%"), (int) round (cst_photo_canvas_get_zoom (self->canvas) * 100));
  gtk_label_set_label (self->zoom_label, text);
}

static char *
describe_fact (CstPhotoViewer *self)
{
  switch (cst_photo_item_get_fact (self->current))
    {
    case CST_PHOTO_ANNOUNCED:
      return g_strdup (_("It was announced with the report and has not arrived at the marketplace."));
    case CST_PHOTO_NOT_DOWNLOADED:
      return g_strdup (_("It is at the marketplace. It comes with the next synchronisation."));
    case CST_PHOTO_UNREADABLE:
      return g_strdup (_("The file is damaged, or it is no picture. Save a copy to look into it, "
                         "or ask for another photo."));
    case CST_PHOTO_REMOVED:
      return g_strdup (_("It was taken away there before it was downloaded here."));
    case CST_PHOTO_NONE_SENT:
    case CST_PHOTO_READY:
    default:
      return g_strdup (self->empty_text);
    }
}

static void
show_fact (CstPhotoViewer *self)
{
  CstPhotoFact fact = self->current != NULL ? cst_photo_item_get_fact (self->current) : CST_PHOTO_NONE_SENT;
  g_autofree char *text = self->current != NULL ? describe_fact (self) : g_strdup (self->empty_text);

  gtk_image_set_from_icon_name (self->fact_icon, self->current != NULL
                                ? cst_photo_item_get_icon_name (self->current)
                                : "constat-photo-missing-symbolic");
  gtk_label_set_label (self->fact_title, cst_label_photo_fact (fact));
  gtk_label_set_label (self->fact_text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->fact_text), text != NULL);
  gtk_widget_set_visible (self->ask_button, self->may_ask && fact != CST_PHOTO_NOT_DOWNLOADED);
  gtk_stack_set_visible_child_name (self->stack, "fact");
}

static void
update_info (CstPhotoViewer *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  CstPhotoImage *image = self->shown;

  if (self->current != NULL && cst_photo_item_get_created_at (self->current) > 0)
    {
      g_autofree char *moment = cst_format_moment (cst_photo_item_get_created_at (self->current),
                                                   g_get_real_time () / G_USEC_PER_SEC);

      g_string_append (text, moment);
    }
  if (image != NULL)
    g_string_append_printf (text, "%s%d × %d", text->len > 0 ? " · " : "",
                            image->source_width, image->source_height);

  gtk_label_set_label (self->info_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->info_label), image != NULL && text->len > 0);
}

static void
update_position (CstPhotoViewer *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->photos));
  guint position = gtk_single_selection_get_selected (self->selection);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->filmstrip), n > 1);
  gtk_widget_set_visible (self->previous_button, n > 1);
  gtk_widget_set_visible (self->next_button, n > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->position_label), n > 1);
  if (n < 2)
    return;

  /* Translators: the shown photo's place among all, as in “3 of 12” */
  text = g_strdup_printf (_("%u of %u"), position + 1, n);
  gtk_label_set_label (self->position_label, text);
}

static void
want_neighbours (CstPhotoViewer *self,
                 int             width,
                 int             height)
{
  guint position = gtk_single_selection_get_selected (self->selection);
  g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);
  static const int steps[] = { 0, 1, -1 };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      guint place = position + (guint) steps[i];
      CstPhotoItem *item = g_list_model_get_item (G_LIST_MODEL (self->photos), place);

      if (item != NULL)
        g_ptr_array_add (kept, item);
    }

  cst_photo_loader_keep_only (self->loader, kept);
  for (guint i = 0; i < kept->len; i++)
    cst_photo_loader_want (self->loader, g_ptr_array_index (kept, i), width, height,
                           i == 0 ? CST_PHOTO_PRIORITY_VISIBLE : CST_PHOTO_PRIORITY_NEXT);
}

static void
show_image (CstPhotoViewer *self,
            CstPhotoImage  *image)
{
  gboolean is_same = self->shown != NULL && !cst_photo_canvas_is_empty (self->canvas);

  if (self->shown == image)
    return;

  g_clear_pointer (&self->shown, cst_photo_image_unref);
  self->shown = cst_photo_image_ref (image);
  cst_photo_canvas_show (self->canvas, image, is_same);
  gtk_stack_set_visible_child_name (self->stack, "photo");
}

static void
update (CstPhotoViewer *self)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  int width = MAX (gtk_widget_get_width (GTK_WIDGET (self->stack)), 640) * scale;
  int height = MAX (gtk_widget_get_height (GTK_WIDGET (self->stack)), 480) * scale;
  gboolean is_ready = self->current != NULL && cst_photo_item_get_fact (self->current) == CST_PHOTO_READY;

  if (self->loader == NULL)
    return;

  want_neighbours (self, width, height);

  if (is_ready && cst_photo_loader_get (self->loader, self->current) != NULL)
    show_image (self, cst_photo_loader_get (self->loader, self->current));
  else if (is_ready)
    gtk_stack_set_visible_child_name (self->stack, "loading");
  else
    show_fact (self);

  gtk_widget_set_visible (self->toolbar, is_ready);
  update_info (self);
  update_position (self);
  update_zoom (self);
  update_actions (self);
}

static void
current_changed_cb (CstPhotoItem   *item,
                    CstPhotoViewer *self)
{
  update (self);
}

static void
set_current (CstPhotoViewer *self,
             CstPhotoItem   *item)
{
  if (self->current == item)
    return;

  if (self->current != NULL)
    g_signal_handlers_disconnect_by_func (self->current, current_changed_cb, self);
  g_set_object (&self->current, item);
  if (item != NULL)
    g_signal_connect_object (item, "changed", G_CALLBACK (current_changed_cb), self, 0);

  g_clear_pointer (&self->shown, cst_photo_image_unref);
  cst_photo_canvas_clear (self->canvas);
}

static void
selected_cb (GtkSingleSelection *selection,
             GParamSpec         *pspec,
             CstPhotoViewer     *self)
{
  set_current (self, gtk_single_selection_get_selected_item (selection));
  update (self);
}

static void
loaded_cb (CstPhotoLoader *loader,
           CstPhotoItem   *item,
           CstPhotoViewer *self)
{
  if (item == self->current)
    update (self);
}

/* What is no fault of the file. */
static const char *
explain_failure (const GError *error)
{
  if (g_error_matches (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_TIMED_OUT))
    return _("Decoding it took too long. Turn to another photo and back to try again.");
  if (g_error_matches (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_NOT_FOUND))
    return _("Its file has gone from this computer. It is fetched again with the next synchronisation.");

  return _("The program that decodes photos does not start. Constat is not completely installed.");
}

static void
failed_cb (CstPhotoLoader *loader,
           CstPhotoItem   *item,
           const GError   *error,
           CstPhotoViewer *self)
{
  gboolean is_the_file = error->domain == CST_PHOTO_ERROR &&
                         error->code != CST_PHOTO_ERROR_UNAVAILABLE &&
                         error->code != CST_PHOTO_ERROR_NOT_FOUND &&
                         error->code != CST_PHOTO_ERROR_TIMED_OUT;

  if (is_the_file)
    {
      g_signal_emit (self, signals[UNREADABLE], 0, item);
      return;
    }

  if (item != self->current)
    return;

  gtk_image_set_from_icon_name (self->fact_icon, "dialog-warning-symbolic");
  gtk_label_set_label (self->fact_title, _("This photo could not be shown now"));
  gtk_label_set_label (self->fact_text, explain_failure (error));
  gtk_widget_set_visible (GTK_WIDGET (self->fact_text), TRUE);
  gtk_widget_set_visible (self->ask_button, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "fact");
}

static void
pixels_needed_cb (CstPhotoCanvas *canvas,
                  CstPhotoViewer *self)
{
  if (self->current != NULL)
    cst_photo_loader_want (self->loader, self->current, 0, 0, CST_PHOTO_PRIORITY_VISIBLE);
}

static void
move_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstPhotoViewer *self = CST_PHOTO_VIEWER (widget);
  guint position = gtk_single_selection_get_selected (self->selection);

  gtk_single_selection_set_selected (self->selection,
                                     g_str_equal (name, "photo.next") ? position + 1 : position - 1);
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
turn_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  cst_photo_canvas_turn (CST_PHOTO_VIEWER (widget)->canvas, g_variant_get_int32 (parameter));
}

static char *
copy_name (CstPhotoViewer *self)
{
  return g_strdup_printf ("%s-%u", self->save_name,
                          gtk_single_selection_get_selected (self->selection) + 1);
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstPhotoViewer *self = CST_PHOTO_VIEWER (widget);
  g_autofree char *stem = copy_name (self);

  cst_photo_export_save (widget, cst_photo_item_get_path (self->current), stem);
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstPhotoViewer *self = CST_PHOTO_VIEWER (widget);
  g_autofree char *stem = copy_name (self);
  char *copy = cst_photo_export_open (widget, cst_photo_item_get_path (self->current), stem);

  if (copy != NULL)
    g_ptr_array_add (self->copies, copy);
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

static void
cst_photo_viewer_dispose (GObject *object)
{
  CstPhotoViewer *self = CST_PHOTO_VIEWER (object);

  if (self->loader != NULL)
    {
      g_autoptr(GPtrArray) none = g_ptr_array_new ();

      cst_photo_loader_keep_only (self->loader, none);
      g_signal_handlers_disconnect_by_data (self->loader, self);
    }
  g_clear_object (&self->loader);

  if (self->current != NULL)
    g_signal_handlers_disconnect_by_data (self->current, self);
  g_clear_object (&self->current);
  g_clear_pointer (&self->shown, cst_photo_image_unref);

  for (guint i = 0; self->copies != NULL && i < self->copies->len; i++)
    cst_photo_export_forget (g_ptr_array_index (self->copies, i));
  g_clear_pointer (&self->copies, g_ptr_array_unref);

  gtk_widget_dispose_template (GTK_WIDGET (self), CST_TYPE_PHOTO_VIEWER);

  G_OBJECT_CLASS (cst_photo_viewer_parent_class)->dispose (object);
}

static void
cst_photo_viewer_finalize (GObject *object)
{
  CstPhotoViewer *self = CST_PHOTO_VIEWER (object);

  g_clear_object (&self->selection);
  g_clear_object (&self->photos);
  g_free (self->save_name);
  g_free (self->empty_text);

  G_OBJECT_CLASS (cst_photo_viewer_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "photo.next", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "photo.previous", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "photo.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "photo.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "photo.fit", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "photo.one-to-one", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "photo.turn", "i", turn_action);
  gtk_widget_class_install_action (widget_class, "photo.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "photo.open", NULL, open_action);
}

static void
cst_photo_viewer_class_init (CstPhotoViewerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_photo_viewer_dispose;
  object_class->finalize = cst_photo_viewer_finalize;

  signals[UNREADABLE] = g_signal_new ("unreadable", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 1, CST_TYPE_PHOTO_ITEM);

  g_type_ensure (CST_TYPE_PHOTO_CANVAS);
  g_type_ensure (CST_TYPE_FILMSTRIP);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "photoviewer");
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-photo-viewer"));
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, root);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, stack);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, canvas);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, fact_icon);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, fact_title);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, fact_text);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, ask_button);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, toolbar);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, zoom_label);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, position_label);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, info_label);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, previous_button);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, next_button);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, filmstrip);
  gtk_widget_class_bind_template_callback (widget_class, update_zoom);
  gtk_widget_class_bind_template_callback (widget_class, pixels_needed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);

  install_actions (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_plus, 0, "photo.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Add, 0, "photo.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_minus, 0, "photo.zoom-out", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Subtract, 0, "photo.zoom-out", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0, 0, "photo.fit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1, 0, "photo.one-to-one", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, 0, "photo.turn", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_SHIFT_MASK, "photo.turn", "i", -1);
}

static void
cst_photo_viewer_init (CstPhotoViewer *self)
{
  self->photos = g_list_store_new (CST_TYPE_PHOTO_ITEM);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->photos)));
  self->copies = g_ptr_array_new_with_free_func (g_free);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self, 0);
  update_position (self);
  update_actions (self);
}

/**
 * cst_photo_viewer_set_decoder:
 *
 * Once, before anything is shown.
 */
void
cst_photo_viewer_set_decoder (CstPhotoViewer  *self,
                              CstPhotoDecoder *decoder)
{
  g_return_if_fail (CST_IS_PHOTO_VIEWER (self));
  g_return_if_fail (self->loader == NULL);

  self->loader = cst_photo_loader_new (decoder);
  g_signal_connect_object (self->loader, "loaded", G_CALLBACK (loaded_cb), self, 0);
  g_signal_connect_object (self->loader, "failed", G_CALLBACK (failed_cb), self, 0);
  cst_filmstrip_set (self->filmstrip, decoder, self->selection);
}

static gboolean
has_same_photos (CstPhotoViewer *self,
                 GPtrArray      *photos)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->photos)) != photos->len)
    return FALSE;

  for (guint i = 0; i < photos->len; i++)
    {
      g_autoptr(CstPhotoItem) item = g_list_model_get_item (G_LIST_MODEL (self->photos), i);

      if (item != g_ptr_array_index (photos, i))
        return FALSE;
    }

  return TRUE;
}

/**
 * cst_photo_viewer_set_photos:
 * @photos: (element-type CstPhotoItem): the same objects for the same photos, so that what is
 *   looked at stays
 * @save_name: the start of the names of saved copies, made safe later
 * @empty_text: what to say when there is no photo at all
 * @may_ask: whether a photo can be asked for
 */
void
cst_photo_viewer_set_photos (CstPhotoViewer *self,
                             GPtrArray      *photos,
                             const char     *save_name,
                             const char     *empty_text,
                             gboolean        may_ask)
{
  g_return_if_fail (CST_IS_PHOTO_VIEWER (self));

  g_free (self->save_name);
  self->save_name = g_strdup (save_name);
  g_free (self->empty_text);
  self->empty_text = g_strdup (empty_text);
  self->may_ask = may_ask;

  if (!has_same_photos (self, photos))
    {
      g_autoptr(CstPhotoItem) kept = self->current != NULL ? g_object_ref (self->current) : NULL;
      guint place = 0;

      g_list_store_splice (self->photos, 0, g_list_model_get_n_items (G_LIST_MODEL (self->photos)),
                           photos->pdata, photos->len);
      if (kept != NULL && g_ptr_array_find (photos, kept, &place))
        gtk_single_selection_set_selected (self->selection, place);
    }

  set_current (self, gtk_single_selection_get_selected_item (self->selection));
  update (self);
}

/**
 * cst_photo_viewer_get_current:
 *
 * Returns: (transfer none) (nullable)
 */
CstPhotoItem *
cst_photo_viewer_get_current (CstPhotoViewer *self)
{
  return self->current;
}

guint
cst_photo_viewer_get_n_photos (CstPhotoViewer *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->photos));
}
