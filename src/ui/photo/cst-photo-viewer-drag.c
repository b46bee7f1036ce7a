/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-viewer-private.h"

#include "cst-photo-thumb.h"

/* A photo dragged out of the viewer or its strip reaches other programs as a file: a private copy under a name of ours,
 * never the stored file itself. */

static gboolean
find_place (CstPhotoViewer *self,
            CstPhotoItem   *item,
            guint          *place)
{
  return g_list_store_find (self->photos, item, place);
}

/* The copy is made while the hand still moves. */
static GdkContentProvider *
offer (CstPhotoViewer *self,
       CstPhotoItem   *item)
{
  g_autofree char *stem = NULL;
  g_autoptr(GFile) file = NULL;
  const CstPhotoFacts *facts;
  GdkFileList *files;
  GdkContentProvider *provider;
  GSList *list;
  char *copy;
  guint place;

  if (item == NULL || cst_photo_item_get_path (item) == NULL || !find_place (self, item, &place))
    return NULL;

  stem = cst_photo_viewer_copy_name (self, place);
  facts = cst_photo_item_get_facts (item);
  copy = cst_photo_export_lend (GTK_WIDGET (self), self->decoder, cst_photo_item_get_path (item), stem,
                                facts != NULL && facts->has_position);
  if (copy == NULL)
    return NULL;

  g_ptr_array_add (self->copies, copy);
  file = g_file_new_for_path (copy);
  list = g_slist_prepend (NULL, file);
  files = gdk_file_list_new_from_list (list);
  provider = gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, files);
  g_boxed_free (GDK_TYPE_FILE_LIST, files);
  g_slist_free (list);

  return provider;
}

/* A hand on a larger photo moves it, one with a tool draws. */
static GdkContentProvider *
prepare_photo_cb (GtkDragSource  *source,
                  double          x,
                  double          y,
                  CstPhotoViewer *self)
{
  if (self->is_marking || cst_photo_canvas_is_empty (self->canvas) || !cst_photo_canvas_is_fit (self->canvas))
    return NULL;

  return offer (self, self->current);
}

static GdkContentProvider *
prepare_thumb_cb (GtkDragSource  *source,
                  double          x,
                  double          y,
                  CstPhotoViewer *self)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->filmstrip), x, y, GTK_PICK_DEFAULT);
  GtkWidget *thumb = picked != NULL ? gtk_widget_get_ancestor (picked, CST_TYPE_PHOTO_THUMB) : NULL;

  if (thumb == NULL && picked != NULL)
    thumb = gtk_widget_get_first_child (picked);

  return CST_IS_PHOTO_THUMB (thumb) ? offer (self, cst_photo_thumb_get_item (CST_PHOTO_THUMB (thumb))) : NULL;
}

static void
begin_cb (GtkDragSource  *source,
          GdkDrag        *drag,
          CstPhotoViewer *self)
{
  GdkTexture *thumb = self->current != NULL ? cst_photo_item_get_thumb (self->current) : NULL;

  if (thumb != NULL)
    gtk_drag_source_set_icon (source, GDK_PAINTABLE (thumb), 0, 0);
}

static void
add_source (CstPhotoViewer *self,
            GtkWidget      *widget,
            GCallback       prepare)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect_object (source, "prepare", prepare, self, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (source));
  if (widget == GTK_WIDGET (self->canvas))
    g_signal_connect_object (source, "drag-begin", G_CALLBACK (begin_cb), self, 0);
}

void
cst_photo_viewer_add_drags (CstPhotoViewer *self)
{
  add_source (self, GTK_WIDGET (self->canvas), G_CALLBACK (prepare_photo_cb));
  add_source (self, GTK_WIDGET (self->filmstrip), G_CALLBACK (prepare_thumb_cb));
}
