/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-print.h"

#include <glib/gi18n.h>

#include "cst-mark-layers.h"
#include "cst-message.h"
#include "cst-photo-surface.h"

/* More would only be thrown away by the printer: 300 dots an inch over the long side of A4. */
#define PRINTED_SIDE 3500

/* A mark's line is this part of the photo's longer side. */
#define LINE_PART 400.0

/* What a running print operation draws; freed with the operation. */
typedef struct
{
  CstPhotoImage *image; /* (owned) */
  int            turns;
  GPtrArray     *layers; /* (owned): what lies over it */
} Sheet;

static void
sheet_free (gpointer data)
{
  Sheet *sheet = data;

  cst_photo_image_unref (sheet->image);
  g_ptr_array_unref (sheet->layers);
  g_free (sheet);
}

/**
 * cst_photo_print_draw:
 * @turns: quarter turns clockwise
 * @layers: from cst_mark_layers_new(), what lies over the photo
 * @width: of the room on the paper, in the units of @cr
 *
 * Draws the whole photo as large as the room lets it, in the middle of its upper edge.
 */
void
cst_photo_print_draw (CstPhotoImage *image,
                      int            turns,
                      GPtrArray     *layers,
                      cairo_t       *cr,
                      double         width,
                      double         height)
{
  gboolean lies = turns % 2 == 1;
  double photo_width = lies ? image->height : image->width;
  double photo_height = lies ? image->width : image->height;
  double scale = MIN (width / photo_width, height / photo_height);
  cairo_surface_t *surface = cst_photo_surface_new (image, 0, 0, image->width, image->height);

  cairo_save (cr);
  cairo_translate (cr, width / 2, photo_height * scale / 2);
  cairo_scale (cr, scale, scale);
  cairo_rotate (cr, turns * G_PI_2);
  cairo_translate (cr, -image->width / 2.0, -image->height / 2.0);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), MAX (image->width, image->height) > PRINTED_SIDE
                                                     ? CAIRO_FILTER_GOOD : CAIRO_FILTER_BEST);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (surface);

  cairo_save (cr);
  cairo_translate (cr, (width - photo_width * scale) / 2, 0);
  cst_mark_layers_draw_whole (layers, cr, image->width, image->height, turns, scale,
                              MAX (photo_width, photo_height) * scale / LINE_PART);
  cairo_restore (cr);
}

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page,
              Sheet             *sheet)
{
  cst_photo_print_draw (sheet->image, sheet->turns, sheet->layers, gtk_print_context_get_cairo_context (context),
                        gtk_print_context_get_width (context), gtk_print_context_get_height (context));
}

static void
done_cb (GtkPrintOperation       *operation,
         GtkPrintOperationResult  result,
         GtkWindow               *parent)
{
  g_autoptr(GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;

  gtk_print_operation_get_error (operation, &error);
  cst_message_show_problem (GTK_WIDGET (parent), _("The photo could not be printed"), error);
}

/**
 * cst_photo_print_operation_new:
 * @turns: as it is looked at
 * @layers: what lies over it
 * @job_name: names the job in the printer's queue, and the file when printed to one
 *
 * Returns: (transfer full): prints one photo on one sheet, which lies as the photo does
 */
GtkPrintOperation *
cst_photo_print_operation_new (CstPhotoImage *image,
                               int            turns,
                               GPtrArray     *layers,
                               const char    *job_name)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr(GtkPageSetup) setup = gtk_page_setup_new ();
  gboolean is_wide = turns % 2 == 1 ? image->height > image->width : image->width > image->height;
  Sheet *sheet = g_new0 (Sheet, 1);

  sheet->image = cst_photo_image_ref (image);
  sheet->turns = turns;
  sheet->layers = g_ptr_array_ref (layers);
  gtk_page_setup_set_orientation (setup, is_wide ? GTK_PAGE_ORIENTATION_LANDSCAPE : GTK_PAGE_ORIENTATION_PORTRAIT);

  g_object_set_data_full (G_OBJECT (operation), "cst-photo-sheet", sheet, sheet_free);
  gtk_print_operation_set_job_name (operation, job_name);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), sheet);

  return operation;
}

/**
 * cst_photo_print_run:
 *
 * Opens the print dialog for it: see cst_photo_print_operation_new().
 */
void
cst_photo_print_run (CstPhotoImage *image,
                     int            turns,
                     GPtrArray     *layers,
                     const char    *job_name,
                     GtkWindow     *parent)
{
  g_autoptr(GtkPrintOperation) operation = cst_photo_print_operation_new (image, turns, layers, job_name);

  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_object (operation, "done", G_CALLBACK (done_cb), parent, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}
