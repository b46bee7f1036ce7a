/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-marked.h"

#include <glib/gi18n.h>

#include "cst-message.h"
#include "cst-photo-export.h"
#include "cst-photo-print.h"
#include "cst-safe-name.h"

/* A copy on which the marks are drawn for good. The photo's own file is not touched: it is the evidence. */

/* Enough to read every mark and what it points at, and to keep a photo of 48 megapixels from filling the memory. */
#define MARKED_SIDE 5000
#define QUALITY "92"

typedef struct
{
  GtkWidget     *widget; /* (owned) */
  CstPhotoImage *image;  /* (owned) (nullable): once it is decoded */
  GPtrArray     *layers; /* (owned) */
  GFile         *target; /* (owned) (nullable): once it is chosen */
  CstPhotoDecoder *decoder; /* (owned) */
  char          *path;
  int            turns;
} Copy;

static void
copy_free (gpointer data)
{
  Copy *copy = data;

  g_object_unref (copy->widget);
  g_clear_pointer (&copy->image, cst_photo_image_unref);
  g_ptr_array_unref (copy->layers);
  g_clear_object (&copy->target);
  g_object_unref (copy->decoder);
  g_free (copy->path);
  g_free (copy);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Copy, copy_free)

static void
drop_pixels (guchar   *pixels,
             gpointer  user_data)
{
  g_free (pixels);
}

/* Returns: (transfer full): the surface without the alpha that no photo has */
static GdkPixbuf *
pixbuf_of (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);
  const guint8 *source = cairo_image_surface_get_data (surface);
  gsize row_size = ((gsize) width * 3 + 3) & ~(gsize) 3;
  guint8 *pixels = g_malloc (row_size * (gsize) height);

  for (int y = 0; y < height; y++)
    {
      const guint8 *from = source + (gsize) y * (gsize) stride;
      guint8 *to = pixels + (gsize) y * row_size;

      for (int x = 0; x < width; x++, from += 4, to += 3)
        {
          guint32 pixel;

          memcpy (&pixel, from, sizeof pixel);
          to[0] = (guint8) (pixel >> 16);
          to[1] = (guint8) (pixel >> 8);
          to[2] = (guint8) pixel;
        }
    }

  return gdk_pixbuf_new_from_data (pixels, GDK_COLORSPACE_RGB, FALSE, 8, width, height, (int) row_size,
                                   drop_pixels, NULL);
}

/**
 * cst_photo_marked_jpeg:
 * @turns: quarter turns clockwise, as it is looked at
 * @layers: from cst_mark_layers_new()
 *
 * Any thread.
 *
 * Returns: (transfer full): a JPEG file of the photo with the marks on it
 */
GBytes *
cst_photo_marked_jpeg (CstPhotoImage  *image,
                       int             turns,
                       GPtrArray      *layers,
                       GError        **error)
{
  int width = turns % 2 == 1 ? image->height : image->width;
  int height = turns % 2 == 1 ? image->width : image->height;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  g_autoptr(GdkPixbuf) pixbuf = NULL;
  char *data;
  gsize size;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cst_photo_print_draw (image, turns, layers, cr, width, height);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixbuf = pixbuf_of (surface);
  cairo_surface_destroy (surface);

  if (!gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, "jpeg", error, "quality", QUALITY, NULL))
    return NULL;

  return g_bytes_new_take (data, size);
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Copy *copy = task_data;
  GError *error = NULL;
  g_autoptr(GBytes) bytes = cst_photo_marked_jpeg (copy->image, copy->turns, copy->layers, &error);

  if (bytes != NULL &&
      g_file_replace_contents (copy->target, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, FALSE,
                               G_FILE_CREATE_NONE, NULL, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
say_failure (GtkWidget    *widget,
             const GError *error)
{
  if (gtk_widget_get_root (widget) != NULL)
    cst_message_show_problem (widget, _("The copy could not be saved"), error);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  GtkWidget *widget = GTK_WIDGET (object);
  g_autoptr(GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    say_failure (widget, error);
  else if (gtk_widget_get_root (widget) != NULL)
    cst_photo_export_say (widget, _("Copy with marks saved"));
}

static void
decoded_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Copy) copy = user_data;
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;

  if (!(copy->image = cst_photo_decoder_decode_finish (CST_PHOTO_DECODER (object), result, &error)))
    {
      say_failure (copy->widget, error);
      return;
    }

  task = g_task_new (copy->widget, NULL, saved_cb, NULL);
  g_task_set_task_data (task, g_steal_pointer (&copy), copy_free);
  g_task_run_in_thread (task, save_thread);
}

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             gpointer         user_data)
{
  g_autoptr(Copy) copy = g_object_steal_data (G_OBJECT (dialog), "copy");

  if (response == GTK_RESPONSE_ACCEPT)
    copy->target = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (copy->target != NULL)
    {
      CstPhotoDecoder *decoder = copy->decoder;
      const char *path = copy->path;

      cst_photo_decoder_decode_async (decoder, path, MARKED_SIDE, MARKED_SIDE, CST_PHOTO_PRIORITY_VISIBLE, NULL,
                                      decoded_cb, g_steal_pointer (&copy));
    }

  g_object_unref (dialog);
}

/**
 * cst_photo_marked_save:
 * @path: of the photo's file, which stays as it is
 * @turns: quarter turns clockwise, as it is looked at
 * @layers: what lies over it
 * @stem: the start of the name to propose
 *
 * Asks where to, then saves a copy on which the marks are drawn.
 */
void
cst_photo_marked_save (GtkWidget       *widget,
                       CstPhotoDecoder *decoder,
                       const char      *path,
                       int              turns,
                       GPtrArray       *layers,
                       const char      *stem)
{
  /* Translators: the end of a file's name: a photo with the marks that were drawn on it */
  g_autofree char *marked = g_strdup_printf ("%s-%s", stem, C_("file name", "marks"));
  g_autofree char *name = cst_safe_name (marked, CST_FILE_TYPE_JPEG);
  GtkFileChooserNative *dialog;
  Copy *copy = g_new0 (Copy, 1);

  copy->widget = g_object_ref (widget);
  copy->decoder = g_object_ref (decoder);
  copy->path = g_strdup (path);
  copy->turns = turns;
  copy->layers = g_ptr_array_ref (layers);

  dialog = gtk_file_chooser_native_new (_("Save a copy with marks"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                        GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_object_set_data_full (G_OBJECT (dialog), "copy", copy, copy_free);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), NULL);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
