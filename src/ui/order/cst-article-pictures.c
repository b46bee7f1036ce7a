/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-article-pictures.h"

#include "cst-cache-want.h"
#include "cst-cache.h"
#include "cst-order-line-row.h"
#include "cst-photo-texture.h"

/* Twice the size it is shown at, for screens with twice the pixels. */
#define PICTURE_PIXELS 96

static void
decoded_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CstOrderLineRow) row = CST_ORDER_LINE_ROW (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(CstPhotoImage) image = cst_photo_decoder_decode_finish (CST_PHOTO_DECODER (object), result, &error);
  g_autoptr(GdkTexture) texture = NULL;

  /* An article without a picture keeps its icon; there is nothing to decide about it. */
  if (image == NULL)
    return;

  texture = cst_photo_texture_new (image);
  cst_order_line_row_set_picture (row, GDK_PAINTABLE (texture));
}

static CstCacheState
state_of (CstDb      *db,
          gint64      account,
          const char *picture)
{
  g_autoptr(CstCacheEntry) entry = cst_db_cache_lookup (db, account, picture, NULL);

  return entry != NULL ? entry->state : CST_CACHE_NONE;
}

/**
 * cst_article_pictures_show:
 * @rows: a #CstOrderLineRow for each line of @order, in the same order
 * @cancellable: cancelled when the rows go
 *
 * Has the pictures that are on this computer decoded, and shows each when it is.
 */
void
cst_article_pictures_show (CstContext     *context,
                           gint64          account,
                           const CstOrder *order,
                           GtkListBox     *rows,
                           GCancellable   *cancellable)
{
  CstDb *db = cst_context_get_reader (context);

  for (guint i = 0; db != NULL && i < order->lines->len; i++)
    {
      const CstOrderLine *line = g_ptr_array_index (order->lines, i);
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (rows, (int) i);
      g_autofree char *path = NULL;

      if (line->picture == NULL || row == NULL || state_of (db, account, line->picture) != CST_CACHE_CACHED)
        continue;

      path = cst_cache_path (cst_context_get_store (context), account, line->picture);
      cst_photo_decoder_decode_async (cst_context_get_decoder (context), path, PICTURE_PIXELS, PICTURE_PIXELS,
                                      CST_PHOTO_PRIORITY_BACKGROUND, cancellable, decoded_cb, g_object_ref (row));
    }
}

typedef struct
{
  gint64    account;
  CstOrder *order;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  cst_order_free (wish->order);
  g_free (wish);
}

static gpointer
want (CstDb         *db,
      gpointer       request,
      GCancellable  *cancellable,
      GError       **error)
{
  Wish *wish = request;

  return GINT_TO_POINTER (cst_db_cache_want_pictures (db, wish->account, wish->order, error));
}

static void
wanted_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CstContext) context = CST_CONTEXT (user_data);
  CstEngine *engine = cst_context_get_engine (context);

  if (cst_store_run_finish (CST_STORE (object), result, NULL) && engine != NULL)
    cst_engine_sync_now (engine, 0);
}

/**
 * cst_article_pictures_want:
 *
 * Asks for the pictures of @order that were never asked for. Those of orders with an open incident are fetched
 * without being asked for.
 */
void
cst_article_pictures_want (CstContext     *context,
                           gint64          account,
                           const CstOrder *order)
{
  CstDb *db = cst_context_get_reader (context);
  gboolean is_missing = FALSE;
  Wish *wish;

  for (guint i = 0; db != NULL && i < order->lines->len; i++)
    {
      const CstOrderLine *line = g_ptr_array_index (order->lines, i);

      is_missing = is_missing ||
                   (line->picture != NULL && state_of (db, account, line->picture) == CST_CACHE_NONE);
    }
  if (!is_missing)
    return;

  wish = g_new0 (Wish, 1);
  wish->account = account;
  wish->order = cst_order_copy (order);
  cst_store_run_async (cst_context_get_store (context), want, wish, wish_free, NULL, NULL, wanted_cb,
                       g_object_ref (context));
}
