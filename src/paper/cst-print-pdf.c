/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cairo-pdf.h>

#include "cst-print-document-private.h"
#include "cst-util.h"

#define A4_WIDTH (210 / 25.4 * 72)
#define A4_HEIGHT (297 / 25.4 * 72)
#define MARGIN (17 / 25.4 * 72)

static cairo_status_t
write_cb (void                *closure,
          const unsigned char *data,
          unsigned int         length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

static void
set_metadata (cairo_surface_t   *surface,
              const CstPrintPdf *about)
{
  g_autofree char *created = cst_time_format (about->created_at);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, about->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, about->subject);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, about->author);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Constat");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, created);
}

/* A chapter of the second level hangs below the last one of the first. */
static void
add_outline (CstPrintDocument *self,
             cairo_surface_t  *surface)
{
  int chapter = CAIRO_PDF_OUTLINE_ROOT;

  for (guint i = 0; i < self->fragments->len; i++)
    {
      const CstPrintFragment *fragment = &g_array_index (self->fragments, CstPrintFragment, i);
      g_autofree char *place = NULL;
      int level = fragment->block->level;
      int added;

      if (level == 0)
        continue;

      place = g_strdup_printf ("page=%d pos=[%d %d]", fragment->page + 1, (int) MARGIN,
                               (int) (MARGIN + fragment->y));
      added = cairo_pdf_surface_add_outline (surface, level == 1 ? CAIRO_PDF_OUTLINE_ROOT : chapter,
                                             fragment->block->texts[0], place, 0);
      if (level == 1)
        chapter = added;
    }
}

/* Where the fonts of a PDF come from: no screen has a say in where lines break. */
static PangoContext *
new_fonts (void)
{
  PangoFontMap *map = pango_cairo_font_map_new ();
  PangoContext *context = pango_font_map_create_context (map);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  pango_cairo_context_set_font_options (context, options);
  pango_cairo_context_set_resolution (context, 72);
  cairo_font_options_destroy (options);
  g_object_unref (map);

  return context;
}

/**
 * cst_print_document_to_pdf:
 * @about: what the file says of itself
 *
 * The document on A4, with an outline of its chapters and text that can be selected. Any thread.
 *
 * Returns: (transfer full): the file
 */
GBytes *
cst_print_document_to_pdf (CstPrintDocument   *self,
                           const CstPrintPdf  *about,
                           GError            **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (write_cb, bytes, A4_WIDTH, A4_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  PangoContext *fonts = new_fonts ();
  cairo_status_t status;

  set_metadata (surface, about);
  self->margin = MARGIN;
  cst_print_document_paginate (self, fonts, A4_WIDTH - 2 * MARGIN, A4_HEIGHT - 2 * MARGIN);
  g_object_unref (fonts);
  add_outline (self, surface);
  cairo_translate (cr, MARGIN, MARGIN);
  for (int page = 0; page < self->n_pages; page++)
    {
      cst_print_document_draw_page (self, cr, page);
      cairo_show_page (cr);
    }

  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = status == CAIRO_STATUS_SUCCESS ? cairo_surface_status (surface) : status;
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    return g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, cairo_status_to_string (status)), NULL;

  return g_bytes_new (bytes->data, bytes->len);
}
