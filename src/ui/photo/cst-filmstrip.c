/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-filmstrip.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-photo-thumb.h"
#include "cst-ui.h"

/* All photos of an incident in small, the shown one marked; arrows move along it. */
struct _CstFilmstrip
{
  GtkWidget        parent_instance;

  CstPhotoDecoder *decoder; /* (owned) (nullable) */

  GtkWidget       *root;
  GtkListView     *list;
  gboolean         shows_pages;
};

G_DEFINE_FINAL_TYPE (CstFilmstrip, cst_filmstrip, GTK_TYPE_WIDGET)

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *list_item,
          CstFilmstrip       *self)
{
  GtkWidget *thumb = cst_photo_thumb_new (self->decoder);

  cst_photo_thumb_set_is_page (CST_PHOTO_THUMB (thumb), self->shows_pages);
  gtk_list_item_set_child (list_item, thumb);
}

static char *
describe_photo (guint         position,
                CstPhotoItem *item)
{
  const char *fact = cst_label_photo_fact (cst_photo_item_get_fact (item));

  if (cst_photo_item_get_fact (item) == CST_PHOTO_READY && !cst_photo_item_was_looked_at (item))
    /* Translators: the number of a photo, and what is known of it, as in “Photo 2: Received, not looked at yet” */
    return g_strdup_printf (_("Photo %u: %s, not looked at yet"), position + 1, fact);

  /* Translators: the number of a photo, and what is known of it, as in “Photo 2: Received” */
  return g_strdup_printf (_("Photo %u: %s"), position + 1, fact);
}

static char *
describe (CstFilmstrip *self,
          guint         position,
          CstPhotoItem *item)
{
  const char *added_by = cst_photo_item_get_added_by (item);
  const char *written_by = cst_photo_item_get_written_by (item);
  g_autofree char *photo = NULL;

  if (self->shows_pages)
    /* Translators: a page of a document, or a still of a video */
    return g_strdup_printf (_("Page %u"), position + 1);

  photo = describe_photo (position, item);
  /* Whose name was erased has none. */
  if (written_by != NULL && *written_by == '\0')
    /* Translators: what is known of a photo */
    return g_strdup_printf (_("%s — from a message"), photo);
  if (written_by != NULL)
    /* Translators: what is known of a photo, and the name of who wrote the message it came with */
    return g_strdup_printf (_("%1$s — from a message of %2$s"), photo, written_by);

  /* Translators: what is known of a photo, and the name of who added it for the colleagues */
  return added_by != NULL ? g_strdup_printf (_("%1$s — internal, added by %2$s"), photo, added_by)
                          : g_steal_pointer (&photo);
}

static void
update_label (GtkListItem *list_item)
{
  GtkWidget *thumb = gtk_list_item_get_child (list_item);
  CstFilmstrip *self = CST_FILMSTRIP (gtk_widget_get_ancestor (thumb, CST_TYPE_FILMSTRIP));
  g_autofree char *label = NULL;

  if (self == NULL)
    return;

  label = describe (self, gtk_list_item_get_position (list_item), gtk_list_item_get_item (list_item));
  gtk_widget_set_tooltip_text (thumb, label);
  cst_accessible_set_label (thumb, label);
  cst_accessible_set_row_label (thumb, label);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *list_item,
         CstFilmstrip       *self)
{
  CstPhotoItem *item = gtk_list_item_get_item (list_item);

  cst_photo_thumb_set_item (CST_PHOTO_THUMB (gtk_list_item_get_child (list_item)), item);
  g_signal_connect_object (item, "changed", G_CALLBACK (update_label), list_item, G_CONNECT_SWAPPED);
  update_label (list_item);
}

static void
unbind_cb (GtkListItemFactory *factory,
           GtkListItem        *list_item,
           CstFilmstrip       *self)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), update_label, list_item);
  cst_photo_thumb_set_item (CST_PHOTO_THUMB (gtk_list_item_get_child (list_item)), NULL);
}

static void
selected_cb (GtkSingleSelection *photos,
             GParamSpec         *pspec,
             CstFilmstrip       *self)
{
  guint position = gtk_single_selection_get_selected (photos);

  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

static void
cst_filmstrip_dispose (GObject *object)
{
  CstFilmstrip *self = CST_FILMSTRIP (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CST_TYPE_FILMSTRIP);
  g_clear_object (&self->decoder);

  G_OBJECT_CLASS (cst_filmstrip_parent_class)->dispose (object);
}

static void
cst_filmstrip_class_init (CstFilmstripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_filmstrip_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "filmstrip");
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-filmstrip"));
  gtk_widget_class_bind_template_child (widget_class, CstFilmstrip, root);
  gtk_widget_class_bind_template_child (widget_class, CstFilmstrip, list);
}

static void
cst_filmstrip_init (CstFilmstrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cst_filmstrip_set_shows_pages:
 *
 * Says that these are the pages of one document or the stills of one video.
 */
void
cst_filmstrip_set_shows_pages (CstFilmstrip *self)
{
  g_return_if_fail (CST_IS_FILMSTRIP (self));

  self->shows_pages = TRUE;
  cst_accessible_set_label (GTK_WIDGET (self->list), _("Pages"));
}

/**
 * cst_filmstrip_set:
 * @photos: of #CstPhotoItem; the selected one is the one shown
 *
 * Once, before the widget is shown.
 */
void
cst_filmstrip_set (CstFilmstrip       *self,
                   CstPhotoDecoder    *decoder,
                   GtkSingleSelection *photos)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_return_if_fail (CST_IS_FILMSTRIP (self));

  g_set_object (&self->decoder, decoder);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  g_signal_connect_object (photos, "notify::selected", G_CALLBACK (selected_cb), self, 0);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (photos));
}
