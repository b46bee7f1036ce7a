/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-loader.h"

/* Decoded photos around the one that is looked at: each at most once in work and the best decode
 * kept, so that the neighbours are there before somebody turns to them. What runs keeps the loader
 * alive: cst_photo_loader_keep_only() with nothing ends it. */
struct _CstPhotoLoader
{
  GObject          parent_instance;

  CstPhotoDecoder *decoder;
  GHashTable      *images;  /* (owned): CstPhotoItem → CstPhotoImage */
  GHashTable      *running; /* (owned): CstPhotoItem → Request, which frees itself when it ends */
};

enum
{
  LOADED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstPhotoLoader, cst_photo_loader, G_TYPE_OBJECT)

typedef struct
{
  CstPhotoLoader *loader;
  CstPhotoItem   *item;
  int             max_width;
  int             max_height;
  gboolean        is_visible;
  GCancellable   *cancellable;
} Request;

static void
request_free (Request *request)
{
  g_object_unref (request->loader);
  g_object_unref (request->item);
  g_object_unref (request->cancellable);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static void
cst_photo_loader_finalize (GObject *object)
{
  CstPhotoLoader *self = CST_PHOTO_LOADER (object);

  g_clear_object (&self->decoder);
  g_hash_table_unref (self->images);
  g_hash_table_unref (self->running);

  G_OBJECT_CLASS (cst_photo_loader_parent_class)->finalize (object);
}

static void
cst_photo_loader_class_init (CstPhotoLoaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = cst_photo_loader_finalize;

  /* (CstPhotoItem): a decode has come in; (CstPhotoItem, GError): it could not. */
  signals[LOADED] = g_signal_new ("loaded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, CST_TYPE_PHOTO_ITEM);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 2, CST_TYPE_PHOTO_ITEM, G_TYPE_ERROR);
}

static void
cst_photo_loader_init (CstPhotoLoader *self)
{
  self->images = g_hash_table_new_full (NULL, NULL, g_object_unref, (GDestroyNotify) cst_photo_image_unref);
  self->running = g_hash_table_new (NULL, NULL);
}

CstPhotoLoader *
cst_photo_loader_new (CstPhotoDecoder *decoder)
{
  CstPhotoLoader *self = g_object_new (CST_TYPE_PHOTO_LOADER, NULL);

  self->decoder = g_object_ref (decoder);

  return self;
}

/**
 * cst_photo_loader_get:
 *
 * Returns: (transfer none) (nullable): the best decode there is so far
 */
CstPhotoImage *
cst_photo_loader_get (CstPhotoLoader *self,
                      CstPhotoItem   *item)
{
  return g_hash_table_lookup (self->images, item);
}

static void
decode_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Request) request = user_data;
  CstPhotoLoader *self = request->loader;
  g_autoptr(CstPhotoImage) image = NULL;
  g_autoptr(GError) error = NULL;

  image = cst_photo_decoder_decode_finish (CST_PHOTO_DECODER (object), result, &error);
  if (g_hash_table_lookup (self->running, request->item) == request)
    g_hash_table_remove (self->running, request->item);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_cancellable_is_cancelled (request->cancellable))
    return;

  if (image == NULL)
    {
      g_signal_emit (self, signals[FAILED], 0, request->item, error);
      return;
    }

  g_hash_table_replace (self->images, g_object_ref (request->item), g_steal_pointer (&image));
  g_signal_emit (self, signals[LOADED], 0, request->item);
}

static gboolean
covers (int has,
        int wanted)
{
  return has == 0 || (wanted > 0 && has >= wanted);
}

static gboolean
is_good_enough (CstPhotoImage *image,
                int            max_width,
                int            max_height)
{
  if (image == NULL)
    return FALSE;
  if (image->width >= image->source_width)
    return TRUE;

  return max_width > 0 && max_height > 0 && (image->width >= max_width || image->height >= max_height);
}

/**
 * cst_photo_loader_want:
 * @max_width: the box to fit the decode into, in device pixels; 0 for all pixels
 * @max_height: likewise
 *
 * Decodes @item unless a decode that is good enough is there. The signal `loaded` says when it is.
 */
void
cst_photo_loader_want (CstPhotoLoader   *self,
                       CstPhotoItem     *item,
                       int               max_width,
                       int               max_height,
                       CstPhotoPriority  priority)
{
  const char *path = cst_photo_item_get_path (item);
  Request *running;
  Request *request;

  g_return_if_fail (CST_IS_PHOTO_LOADER (self));

  if (cst_photo_item_get_fact (item) != CST_PHOTO_READY || path == NULL ||
      is_good_enough (cst_photo_loader_get (self, item), max_width, max_height))
    return;

  running = g_hash_table_lookup (self->running, item);
  if (running != NULL)
    {
      if (priority != CST_PHOTO_PRIORITY_VISIBLE ||
          (running->is_visible && covers (running->max_width, max_width) &&
           covers (running->max_height, max_height)))
        return;
      g_cancellable_cancel (running->cancellable);
    }

  request = g_new0 (Request, 1);
  request->loader = g_object_ref (self);
  request->item = g_object_ref (item);
  request->max_width = max_width;
  request->max_height = max_height;
  request->is_visible = priority == CST_PHOTO_PRIORITY_VISIBLE;
  request->cancellable = g_cancellable_new ();
  g_hash_table_replace (self->running, item, request);
  cst_photo_decoder_decode_async (self->decoder, path, max_width, max_height, priority,
                                  request->cancellable, decode_cb, request);
}

/**
 * cst_photo_loader_keep_only:
 * @items: (element-type CstPhotoItem)
 *
 * Forgets every other photo's pixels and stops their decodes.
 */
void
cst_photo_loader_keep_only (CstPhotoLoader *self,
                            GPtrArray      *items)
{
  GHashTableIter iter;
  gpointer item, running;

  g_hash_table_iter_init (&iter, self->images);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    {
      if (!g_ptr_array_find (items, item, NULL))
        g_hash_table_iter_remove (&iter);
    }

  g_hash_table_iter_init (&iter, self->running);
  while (g_hash_table_iter_next (&iter, &item, &running))
    {
      if (g_ptr_array_find (items, item, NULL))
        continue;
      g_cancellable_cancel (((Request *) running)->cancellable);
      g_hash_table_iter_remove (&iter);
    }
}
