/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-loader.h"

/* A neighbour's decode that fills the largest usual screen; more would be all pixels of a photo that was left. */
#define NEIGHBOUR_MAX (40u * 1024 * 1024)

/* Decoded photos around the one that is looked at: each at most once in work, so that the neighbours are there before
 * somebody turns to them. Of the one looked at the smallest and the largest decode are kept, of its neighbours the
 * smallest: that is what bounds memory, with photos of 48 megapixels too. What runs keeps the loader alive:
 * cst_photo_loader_keep_only() with nothing ends it. */
struct _CstPhotoLoader
{
  GObject          parent_instance;

  CstPhotoDecoder *decoder;
  GHashTable      *images;  /* (owned): CstPhotoItem → GPtrArray of CstPhotoImage, smallest first */
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
  self->images = g_hash_table_new_full (NULL, NULL, g_object_unref, (GDestroyNotify) g_ptr_array_unref);
  self->running = g_hash_table_new (NULL, NULL);
}

CstPhotoLoader *
cst_photo_loader_new (CstPhotoDecoder *decoder)
{
  CstPhotoLoader *self = g_object_new (CST_TYPE_PHOTO_LOADER, NULL);

  self->decoder = g_object_ref (decoder);

  return self;
}

static CstPhotoImage *
last_of (GPtrArray *images)
{
  return g_ptr_array_index (images, images->len - 1);
}

/**
 * cst_photo_loader_get:
 * @width: how wide a decode is wanted, in pixels
 *
 * Returns: (transfer none) (nullable): the smallest decode that has as much, else the largest there is so far
 */
CstPhotoImage *
cst_photo_loader_get (CstPhotoLoader *self,
                      CstPhotoItem   *item,
                      int             width)
{
  GPtrArray *images = g_hash_table_lookup (self->images, item);

  for (guint i = 0; images != NULL && i < images->len; i++)
    {
      CstPhotoImage *image = g_ptr_array_index (images, i);

      if (image->width * 1.02 >= width)
        return image;
    }

  return images != NULL ? last_of (images) : NULL;
}

/* Between the smallest and the largest no decode is of use for long. */
static void
add_image (CstPhotoLoader *self,
           CstPhotoItem   *item,
           CstPhotoImage  *image)
{
  GPtrArray *images = g_hash_table_lookup (self->images, item);
  guint place = 0;

  if (images == NULL)
    {
      images = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_photo_image_unref);
      g_hash_table_replace (self->images, g_object_ref (item), images);
    }

  while (place < images->len && ((CstPhotoImage *) g_ptr_array_index (images, place))->width < image->width)
    place++;
  if (place < images->len && ((CstPhotoImage *) g_ptr_array_index (images, place))->width == image->width)
    g_ptr_array_remove_index (images, place);

  g_ptr_array_insert (images, (int) place, cst_photo_image_ref (image));
  if (images->len > 2)
    g_ptr_array_remove_range (images, 1, images->len - 2);
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

  image = cst_photo_item_decode_finish (CST_PHOTO_DECODER (object), result, &error);
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

  add_image (self, request->item, image);
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
      is_good_enough (cst_photo_loader_get (self, item, G_MAXINT), max_width, max_height))
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

  /* A page has no pixels of its own: it is drawn once, as large as it will be looked at. */
  if (cst_photo_item_is_page (item))
    max_width = max_height = 0;
  cst_photo_item_decode_async (item, self->decoder, max_width, max_height, priority, request->cancellable,
                               decode_cb, request);
}

/* Returns: whether one is left */
static gboolean
keep_smallest (GPtrArray *images)
{
  CstPhotoImage *smallest = g_ptr_array_index (images, 0);

  if (images->len > 1)
    g_ptr_array_remove_range (images, 1, images->len - 1);

  return g_bytes_get_size (smallest->pixels) <= NEIGHBOUR_MAX;
}

/**
 * cst_photo_loader_keep_only:
 * @items: (element-type CstPhotoItem): what is looked at, and its neighbours
 *
 * Forgets every other photo's pixels, all but the smallest decode of the neighbours, and stops what is decoded for
 * others.
 */
void
cst_photo_loader_keep_only (CstPhotoLoader *self,
                            GPtrArray      *items)
{
  GHashTableIter iter;
  gpointer item, images, running;

  g_hash_table_iter_init (&iter, self->images);
  while (g_hash_table_iter_next (&iter, &item, &images))
    {
      guint place;

      if (!g_ptr_array_find (items, item, &place) || (place > 0 && !keep_smallest (images)))
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

/**
 * cst_photo_loader_get_size:
 *
 * Returns: the bytes of all pixels that are kept
 */
gsize
cst_photo_loader_get_size (CstPhotoLoader *self)
{
  GHashTableIter iter;
  gpointer images;
  gsize size = 0;

  g_hash_table_iter_init (&iter, self->images);
  while (g_hash_table_iter_next (&iter, NULL, &images))
    {
      GPtrArray *decodes = images;

      for (guint i = 0; i < decodes->len; i++)
        size += g_bytes_get_size (((CstPhotoImage *) g_ptr_array_index (decodes, i))->pixels);
    }

  return size;
}
