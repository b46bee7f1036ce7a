/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-viewer-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "cst-format.h"
#include "cst-photo-notes.h"
#include "cst-ui.h"

/* The photos of one incident: the chosen one large, all of them in the filmstrip; or, in its
 * place, which of the facts of R2 there is instead of a picture, and what can be done. Everything
 * it shows was decoded by the worker. `unreadable` names an item that the worker could not
 * decode, `looked-at` one that was seen for the first time, `look-changed` one that somebody
 * turned or lit. Asking for a photo is the window's
 * action `incident.ask-photo`. The viewer's own are in cst-photo-viewer-actions.c. */

enum
{
  UNREADABLE,
  LOOKED_AT,
  LOOK_CHANGED,
  MARKS_CHANGED,
  HINT_OPENED,
  N_SIGNALS
};

typedef enum
{
  PROP_MARK_TOOL = 1,
  PROP_IS_MARKING,
  PROP_SHOWS_FINDINGS,
} CstPhotoViewerProperty;

static GParamSpec *properties[PROP_SHOWS_FINDINGS + 1];

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstPhotoViewer, cst_photo_viewer, GTK_TYPE_WIDGET)

static void
update_zoom (CstPhotoViewer *self)
{
  g_autofree char *text = NULL;

  /* Translators: the zoom of a photo, in percent */
  text = g_strdup_printf (_("%d %%"), (int) round (cst_photo_canvas_get_zoom (self->canvas) * 100));
  gtk_label_set_label (self->zoom_label, text);
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
  if (image != NULL && !cst_photo_item_is_page (self->drawn))
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
  g_autofree char *name = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->filmstrip), n > 1);
  gtk_widget_set_visible (self->previous_button, n > 1);
  gtk_widget_set_visible (self->next_button, n > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->position_label), n > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->page_strip),
                          g_list_model_get_n_items (G_LIST_MODEL (self->pages)) > 1);
  if (n == 0)
    return;

  /* Translators: the shown photo's place among all, as in “3 of 12” */
  text = g_strdup_printf (_("%u of %u"), position + 1, n);
  gtk_label_set_label (self->position_label, text);

  /* Translators: spoken; the shown photo's place among all */
  name = g_strdup_printf (_("Photo %u of %u"), position + 1, n);
  cst_photo_canvas_set_name (self->canvas, name);
}

static void
get_box (CstPhotoViewer *self,
         int            *width,
         int            *height)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  *width = MAX (gtk_widget_get_width (GTK_WIDGET (self->stack)), 640) * scale;
  *height = MAX (gtk_widget_get_height (GTK_WIDGET (self->stack)), 480) * scale;
}

/* What is drawn comes first, then what one may turn to: the next, the one before. */
static void
want_neighbours (CstPhotoViewer *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);
  g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);
  static const int steps[] = { 1, -1 };
  int width, height;

  get_box (self, &width, &height);
  if (self->drawn != NULL)
    g_ptr_array_add (kept, g_object_ref (self->drawn));

  for (gsize i = 0; self->drawn != NULL && i < G_N_ELEMENTS (steps); i++)
    {
      CstPhotoItem *item = g_list_model_get_item (G_LIST_MODEL (self->photos), position + (guint) steps[i]);

      if (item != NULL)
        g_ptr_array_add (kept, item);
    }

  cst_photo_loader_keep_only (self->loader, kept);
  for (guint i = 0; i < kept->len; i++)
    cst_photo_loader_want (self->loader, g_ptr_array_index (kept, i), width, height,
                           i == 0 ? CST_PHOTO_PRIORITY_VISIBLE : CST_PHOTO_PRIORITY_NEXT);
}

static void
note_looked_at (CstPhotoViewer *self)
{
  if (cst_photo_item_was_looked_at (self->current) || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  cst_photo_item_set_looked_at (self->current, TRUE);
  g_signal_emit (self, signals[LOOKED_AT], 0, self->current);
}

/* The decode that looks best at this zoom: a smaller one shows the whole photo without the flicker of pixels left
 * out. More pixels of the same photo do not move it. */
static void
show_best_decode (CstPhotoViewer *self)
{
  gboolean is_same = self->shown != NULL && !cst_photo_canvas_is_empty (self->canvas);
  CstPhotoImage *image = cst_photo_loader_get (self->loader, self->drawn,
                                               is_same ? cst_photo_canvas_wanted_width (self->canvas) : 0);

  if (image == NULL || self->shown == image)
    return;

  g_clear_pointer (&self->shown, cst_photo_image_unref);
  self->shown = cst_photo_image_ref (image);
  cst_photo_canvas_show (self->canvas, image, is_same);
  gtk_stack_set_visible_child_name (self->stack, "photo");
}

static void
update (CstPhotoViewer *self)
{
  gboolean is_ready = self->current != NULL && cst_photo_item_get_fact (self->current) == CST_PHOTO_READY;

  if (self->loader == NULL)
    return;

  want_neighbours (self);

  if (is_ready)
    show_best_decode (self);
  if (is_ready && self->shown == NULL)
    gtk_stack_set_visible_child_name (self->stack, "loading");
  else if (is_ready)
    note_looked_at (self);
  else
    {
      cst_photo_notice_show_fact (self->notice, self->current, self->empty_text, self->may_ask);
      gtk_stack_set_visible_child_name (self->stack, "fact");
    }

  gtk_widget_set_visible (self->toolbar, is_ready);
  gtk_widget_set_visible (self->look_note, is_ready && *gtk_label_get_label (self->look_label) != '\0');
  update_info (self);
  update_position (self);
  update_zoom (self);
  cst_photo_viewer_update_actions (self);
}

/* A file is turned and lit as a whole, with all its pages and stills. */
static void
show_look (CstPhotoViewer *self,
           CstPhotoLook    look)
{
  const char *text = "";

  cst_photo_canvas_set_look (self->canvas, look);
  cst_photo_light_show (self->light, look);

  if (look.turns != 0 && cst_photo_look_has_light (&look))
    text = _("View rotated, light changed");
  else if (look.turns != 0)
    text = _("View rotated");
  else if (cst_photo_look_has_light (&look))
    text = _("Light changed");
  gtk_label_set_label (self->look_label, text);
  gtk_widget_set_visible (self->look_note, *text != '\0');
}

static void
set_drawn (CstPhotoViewer *self,
           CstPhotoItem   *item)
{
  if (!g_set_object (&self->drawn, item))
    return;

  g_clear_pointer (&self->shown, cst_photo_image_unref);
  cst_photo_canvas_clear (self->canvas);
  if (item != NULL)
    show_look (self, cst_photo_item_get_look (self->current));
  cst_photo_viewer_update_marks (self);
}

/* A PDF's pages and a video's stills get a strip of their own. */
static void
fill_pages (CstPhotoViewer *self)
{
  const CstPhotoFacts *facts = self->current != NULL ? cst_photo_item_get_facts (self->current) : NULL;
  int n_pages = facts != NULL && cst_photo_item_is_page (self->current) ? facts->n_pages : 0;
  g_autoptr(GPtrArray) pages = g_ptr_array_new_with_free_func (g_object_unref);

  if (n_pages == 0 && g_list_model_get_n_items (G_LIST_MODEL (self->pages)) == 0)
    return;

  for (int i = 0; i < n_pages; i++)
    g_ptr_array_add (pages, i == 0 ? g_object_ref (self->current) : cst_photo_item_new_page (self->current, i));

  g_list_store_splice (self->pages, 0, g_list_model_get_n_items (G_LIST_MODEL (self->pages)),
                       pages->pdata, pages->len);
}

static void
current_changed_cb (CstPhotoItem   *item,
                    CstPhotoViewer *self)
{
  const CstPhotoFacts *facts = cst_photo_item_get_facts (item);
  CstPhotoLook look = cst_photo_item_get_look (item);
  CstPhotoLook shown = cst_photo_canvas_get_look (self->canvas);

  if (!cst_photo_look_equal (&look, &shown))
    show_look (self, look);
  if (facts != NULL && (guint) facts->n_pages != g_list_model_get_n_items (G_LIST_MODEL (self->pages)))
    fill_pages (self);
  cst_photo_notes_fill (self->notes, item);
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

  set_drawn (self, item);
  fill_pages (self);
  cst_photo_notes_fill (self->notes, item);
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
page_selected_cb (GtkSingleSelection *selection,
                  GParamSpec         *pspec,
                  CstPhotoViewer     *self)
{
  CstPhotoItem *page = gtk_single_selection_get_selected_item (selection);

  if (page == NULL || self->current == NULL)
    return;

  set_drawn (self, page);
  update (self);
}

static void
loaded_cb (CstPhotoLoader *loader,
           CstPhotoItem   *item,
           CstPhotoViewer *self)
{
  if (item == self->drawn)
    update (self);
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
      g_signal_emit (self, signals[UNREADABLE], 0, item == self->drawn ? self->current : item);
      return;
    }

  if (item != self->drawn || self->shown != NULL)
    return;

  cst_photo_notice_show_failure (self->notice, error);
  gtk_stack_set_visible_child_name (self->stack, "fact");
}

static void
pixels_needed_cb (CstPhotoCanvas *canvas,
                  CstPhotoViewer *self)
{
  int width = cst_photo_canvas_wanted_width (canvas);

  if (self->shown != NULL && width >= self->shown->source_width)
    width = 0;

  if (self->drawn != NULL)
    cst_photo_loader_want (self->loader, self->drawn, width, width > 0 ? G_MAXINT16 : 0,
                           CST_PHOTO_PRIORITY_VISIBLE);
}

static void
view_changed_cb (CstPhotoCanvas *canvas,
                 CstPhotoViewer *self)
{
  update_zoom (self);
  if (self->loader != NULL && self->drawn != NULL && self->shown != NULL)
    show_best_decode (self);
}

static void
light_changed_cb (CstPhotoLight  *light,
                  CstPhotoViewer *self)
{
  CstPhotoLook look = cst_photo_canvas_get_look (self->canvas);

  cst_photo_light_apply (light, &look);
  cst_photo_viewer_set_look (self, look);
}

static void
cst_photo_viewer_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  CstPhotoViewer *self = CST_PHOTO_VIEWER (object);

  switch ((CstPhotoViewerProperty) prop_id)
    {
    case PROP_MARK_TOOL:
      g_value_set_string (value, cst_photo_viewer_get_tool (self));
      break;
    case PROP_IS_MARKING:
      g_value_set_boolean (value, self->is_marking);
      break;
    case PROP_SHOWS_FINDINGS:
      g_value_set_boolean (value, self->shows_findings);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cst_photo_viewer_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  CstPhotoViewer *self = CST_PHOTO_VIEWER (object);

  switch ((CstPhotoViewerProperty) prop_id)
    {
    case PROP_MARK_TOOL:
      cst_photo_viewer_set_tool (self, g_value_get_string (value));
      break;
    case PROP_IS_MARKING:
      cst_photo_viewer_set_tool (self, g_value_get_boolean (value) ? "arrow" : "none");
      break;
    case PROP_SHOWS_FINDINGS:
      cst_photo_viewer_set_shows_findings (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cst_photo_viewer_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cst_photo_viewer_parent_class)->map (widget);
  update (CST_PHOTO_VIEWER (widget));
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
  g_clear_object (&self->decoder);

  if (self->current != NULL)
    g_signal_handlers_disconnect_by_data (self->current, self);
  g_clear_object (&self->current);
  g_clear_object (&self->drawn);
  g_clear_pointer (&self->shown, cst_photo_image_unref);

  for (guint i = 0; self->copies != NULL && i < self->copies->len; i++)
    cst_photo_export_forget (g_ptr_array_index (self->copies, i));
  g_clear_pointer (&self->copies, g_ptr_array_unref);

  if (self->text_popover != NULL && gtk_widget_get_parent (GTK_WIDGET (self->text_popover)) != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->text_popover));
  gtk_widget_dispose_template (GTK_WIDGET (self), CST_TYPE_PHOTO_VIEWER);

  G_OBJECT_CLASS (cst_photo_viewer_parent_class)->dispose (object);
}

static void
cst_photo_viewer_finalize (GObject *object)
{
  CstPhotoViewer *self = CST_PHOTO_VIEWER (object);

  g_clear_object (&self->selection);
  g_clear_object (&self->photos);
  g_clear_object (&self->page_selection);
  g_clear_object (&self->pages);
  g_free (self->save_name);
  g_free (self->empty_text);
  g_hash_table_unref (self->sheets);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->compared, g_ptr_array_unref);
  g_strfreev (self->compared_titles);

  G_OBJECT_CLASS (cst_photo_viewer_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, root);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, stack);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, canvas);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, notice);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, light);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, toolbar);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, zoom_label);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, position_label);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, look_note);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, look_label);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, info_label);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, notes);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, previous_button);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, next_button);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, mark_bar);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, mark_label);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, text_popover);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, text_entry);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, page_strip);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoViewer, filmstrip);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pixels_needed_cb);
  gtk_widget_class_bind_template_callback (widget_class, light_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, cst_photo_viewer_ask_text);
  gtk_widget_class_bind_template_callback (widget_class, cst_photo_viewer_take_text);
}

static void
cst_photo_viewer_class_init (CstPhotoViewerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cst_photo_viewer_get_property;
  object_class->set_property = cst_photo_viewer_set_property;
  object_class->dispose = cst_photo_viewer_dispose;
  object_class->finalize = cst_photo_viewer_finalize;
  widget_class->map = cst_photo_viewer_map;

  signals[UNREADABLE] = g_signal_new ("unreadable", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 1, CST_TYPE_PHOTO_ITEM);
  signals[LOOKED_AT] = g_signal_new ("looked-at", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, CST_TYPE_PHOTO_ITEM);
  signals[LOOK_CHANGED] = g_signal_new ("look-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, CST_TYPE_PHOTO_ITEM);

  signals[MARKS_CHANGED] = g_signal_new ("marks-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  /* (CstPhotoHint): somebody wants to see what it speaks of. */
  signals[HINT_OPENED] = g_signal_new ("hint-opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  properties[PROP_MARK_TOOL] = g_param_spec_string ("mark-tool", NULL, NULL, "none",
                                                    G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                    G_PARAM_STATIC_STRINGS);
  properties[PROP_IS_MARKING] = g_param_spec_boolean ("is-marking", NULL, NULL, FALSE,
                                                      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                      G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOWS_FINDINGS] = g_param_spec_boolean ("shows-findings", NULL, NULL, TRUE,
                                                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                          G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (CST_TYPE_PHOTO_CANVAS);
  g_type_ensure (CST_TYPE_PHOTO_NOTICE);
  g_type_ensure (CST_TYPE_PHOTO_LIGHT);
  g_type_ensure (CST_TYPE_FILMSTRIP);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "photoviewer");
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-photo-viewer"));
  bind_children (widget_class);
  cst_photo_viewer_install_actions (widget_class);
  cst_photo_viewer_install_mark_actions (widget_class);
}

static void
cst_photo_viewer_init (CstPhotoViewer *self)
{
  self->photos = g_list_store_new (CST_TYPE_PHOTO_ITEM);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->photos)));
  self->pages = g_list_store_new (CST_TYPE_PHOTO_ITEM);
  self->page_selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->pages)));
  self->copies = g_ptr_array_new_with_free_func (g_free);
  self->sheets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->shows_findings = TRUE;

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->text_popover), self->root);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self, 0);
  g_signal_connect_object (self->page_selection, "notify::selected-item", G_CALLBACK (page_selected_cb), self, 0);
  cst_photo_viewer_add_drags (self);
  update_position (self);
  cst_photo_viewer_update_actions (self);
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

  self->decoder = g_object_ref (decoder);
  self->loader = cst_photo_loader_new (decoder);
  g_signal_connect_object (self->loader, "loaded", G_CALLBACK (loaded_cb), self, 0);
  g_signal_connect_object (self->loader, "failed", G_CALLBACK (failed_cb), self, 0);
  cst_filmstrip_set (self->filmstrip, decoder, self->selection);
  cst_filmstrip_set (self->page_strip, decoder, self->page_selection);
  cst_filmstrip_set_shows_pages (self->page_strip);
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
 * cst_photo_viewer_set_compared:
 * @items: (element-type CstPhotoItem): pictures that are no photos of this incident, as the catalogue's
 * @titles: their names
 *
 * What can lie on the light table beside the photos.
 */
void
cst_photo_viewer_set_compared (CstPhotoViewer    *self,
                               GPtrArray         *items,
                               const char *const *titles)
{
  g_return_if_fail (CST_IS_PHOTO_VIEWER (self));

  g_clear_pointer (&self->compared, g_ptr_array_unref);
  self->compared = g_ptr_array_ref (items);
  g_strfreev (self->compared_titles);
  self->compared_titles = g_strdupv ((GStrv) titles);
  cst_photo_viewer_update_actions (self);
}

guint
cst_photo_viewer_get_n_photos (CstPhotoViewer *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->photos));
}

/**
 * cst_photo_viewer_select:
 * @place: among the photos, from 0
 */
void
cst_photo_viewer_select (CstPhotoViewer *self,
                         guint           place)
{
  g_return_if_fail (CST_IS_PHOTO_VIEWER (self));

  gtk_single_selection_set_selected (self->selection, place);
}

/**
 * cst_photo_viewer_select_id:
 *
 * Returns: whether there is a photo with that id
 */
gboolean
cst_photo_viewer_select_id (CstPhotoViewer *self,
                            const char     *id)
{
  for (guint i = 0; i < cst_photo_viewer_get_n_photos (self); i++)
    {
      g_autoptr(CstPhotoItem) item = g_list_model_get_item (G_LIST_MODEL (self->photos), i);

      if (g_str_equal (cst_photo_item_get_id (item), id))
        {
          cst_photo_viewer_select (self, i);
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * cst_photo_viewer_focus_photo:
 *
 * The keys of a photo work where it is shown. Where something else is, that gets the keyboard. (The widget's own
 * grab_focus would be asked by each Tab that enters the viewer, and would leave out its tools.)
 */
void
cst_photo_viewer_focus_photo (CstPhotoViewer *self)
{
  g_return_if_fail (CST_IS_PHOTO_VIEWER (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self->canvas)))
    gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/**
 * cst_photo_viewer_set_look:
 *
 * Looks at the shown photo this way, and remembers it with the photo.
 */
void
cst_photo_viewer_set_look (CstPhotoViewer *self,
                           CstPhotoLook    look)
{
  if (self->current == NULL)
    return;

  look = cst_photo_look_normalize (look);
  cst_photo_item_set_look (self->current, look);
  show_look (self, look);
  cst_photo_viewer_update_actions (self);
  g_signal_emit (self, signals[LOOK_CHANGED], 0, self->current);
}
