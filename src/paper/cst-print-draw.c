/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-barcode.h"
#include "cst-mark-layers.h"
#include "cst-photo-surface.h"
#include "cst-print-document-private.h"

#define GREY 0.35

/* The line of a mark, thick enough for its number to be read on paper. */
#define MARK_LINE 1.1

/* Of the chapters and of what is quoted: dark enough for a printer without colours. */
static void
draw_rule (cairo_t *cr,
           double   x1,
           double   y1,
           double   x2,
           double   y2,
           double   width)
{
  cairo_save (cr);
  cairo_set_source_rgb (cr, 0.36, 0.47, 0.60);
  cairo_set_line_width (cr, width);
  cairo_move_to (cr, x1, y1);
  cairo_line_to (cr, x2, y2);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_text (CstPrintDocument       *self,
           cairo_t                *cr,
           const CstPrintFragment *fragment)
{
  g_autoptr(PangoLayout) layout = cst_print_new_layout (self, fragment->block->style, fragment->block->texts[0],
                                                        self->width);
  g_autoptr(PangoLayoutIter) iter = pango_layout_get_iter (layout);
  double indent = cst_print_indent (fragment->block->style);
  double top = 0;
  double bottom = 0;
  int line = 0;

  do
    {
      PangoRectangle extents;

      pango_layout_iter_get_line_extents (iter, NULL, &extents);
      if (line == fragment->first_line)
        top = (double) extents.y / PANGO_SCALE;
      if (line >= fragment->first_line && (fragment->n_lines < 0 || line < fragment->first_line + fragment->n_lines))
        {
          double baseline = (double) pango_layout_iter_get_baseline (iter) / PANGO_SCALE;

          cairo_move_to (cr, indent + (double) extents.x / PANGO_SCALE, fragment->y + baseline - top);
          pango_cairo_show_layout_line (cr, pango_layout_iter_get_line_readonly (iter));
          bottom = (double) (extents.y + extents.height) / PANGO_SCALE - top;
        }
      line++;
    }
  while (pango_layout_iter_next_line (iter));

  if (fragment->block->style == CST_PRINT_QUOTE)
    draw_rule (cr, 1.5, fragment->y, 1.5, fragment->y + bottom, 2);
  if (fragment->block->style == CST_PRINT_CHAPTER)
    draw_rule (cr, 0, fragment->y + bottom + 1, self->width, fragment->y + bottom + 1, 1);
}

static void
draw_row (CstPrintDocument       *self,
          cairo_t                *cr,
          const CstPrintFragment *fragment)
{
  CstPrintBlock *block = fragment->block;
  double x = 0;

  for (gsize i = 0; block->texts[i] != NULL; i++)
    {
      double width = block->widths[i] * self->width;
      g_autoptr(PangoLayout) layout = cst_print_new_layout (self, block->style, block->texts[i],
                                                            width - CST_PRINT_CELL_PADDING);

      if (block->is_header)
        {
          PangoAttrList *attributes = pango_attr_list_copy (pango_layout_get_attributes (layout));

          pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
          pango_layout_set_attributes (layout, attributes);
          pango_attr_list_unref (attributes);
        }
      cairo_move_to (cr, x, fragment->y);
      pango_cairo_show_layout (cr, layout);
      x += width;
    }

  if (block->is_header || block->style == CST_PRINT_BODY)
    {
      double y = fragment->y + cst_print_row_height (self, block) - CST_PRINT_CELL_PADDING / 2;

      cairo_set_line_width (cr, block->is_header ? 0.8 : 0.25);
      cairo_move_to (cr, 0, y);
      cairo_line_to (cr, self->width, y);
      cairo_stroke (cr);
    }
}

static void
draw_barcode (CstPrintDocument       *self,
              cairo_t                *cr,
              const CstPrintFragment *fragment)
{
  const char *text = fragment->block->texts[0];
  double width = 0;

  if (!cst_barcode_draw (cr, text, 0, fragment->y, self->width, CST_PRINT_BARCODE_HEIGHT, &width))
    width = self->width;

  {
    g_autoptr(PangoLayout) layout = cst_print_new_layout (self, CST_PRINT_SMALL, text, width);

    pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
    cairo_move_to (cr, 0, fragment->y + CST_PRINT_BARCODE_HEIGHT + 2);
    pango_cairo_show_layout (cr, layout);
  }
}

static void
draw_picture (cairo_t       *cr,
              CstPhotoImage *image,
              double         x,
              double         y,
              double         width,
              double         height)
{
  cairo_surface_t *surface = cst_photo_surface_new (image, 0, 0, image->width, image->height);
  double scale = MIN (width / image->width, height / image->height);

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (surface);
}

static void
draw_pictures (CstPrintDocument       *self,
               cairo_t                *cr,
               const CstPrintFragment *fragment)
{
  CstPrintBlock *block = fragment->block;
  double cell = self->width / CST_PRINT_PICTURES_PER_ROW;

  for (guint i = 0; i < block->images->len; i++)
    {
      double x = (i % CST_PRINT_PICTURES_PER_ROW) * cell;
      double y = fragment->y + (i / CST_PRINT_PICTURES_PER_ROW) * CST_PRINT_PICTURE_HEIGHT;
      g_autoptr(PangoLayout) caption = cst_print_new_layout (self, CST_PRINT_SMALL, block->texts[i],
                                                             cell - 2 * CST_PRINT_GAP);

      draw_picture (cr, g_ptr_array_index (block->images, i), x, y, cell - 2 * CST_PRINT_GAP,
                    CST_PRINT_PICTURE_HEIGHT - 26);
      cairo_set_source_rgb (cr, 0, 0, 0);
      cairo_move_to (cr, x, y + CST_PRINT_PICTURE_HEIGHT - 22);
      pango_cairo_show_layout (cr, caption);
    }
}

/* A JPEG goes into a PDF with its own bytes; the pixels of the surface stand for it and are never seen. */
static cairo_surface_t *
surface_of (const CstPrintPicture *picture)
{
  cairo_surface_t *surface;
  gsize size;
  const guint8 *data;

  if (picture->jpeg == NULL)
    return cst_photo_surface_new (picture->image, 0, 0, picture->width, picture->height);

  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, picture->width, picture->height);
  data = g_bytes_get_data (picture->jpeg, &size);
  cairo_surface_set_mime_data (surface, CAIRO_MIME_TYPE_JPEG, data, size, (cairo_destroy_func_t) g_bytes_unref,
                               g_bytes_ref (picture->jpeg));

  return surface;
}

static void
draw_figure_picture (cairo_t               *cr,
                     const CstPrintPicture *picture,
                     double                 y,
                     double                 width,
                     double                 height)
{
  cairo_surface_t *surface = surface_of (picture);

  cairo_save (cr);
  cairo_translate (cr, 0, y);
  cairo_save (cr);
  cairo_scale (cr, width / picture->width, height / picture->height);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);
  if (picture->layers != NULL)
    {
      cairo_rectangle (cr, 0, 0, width, height);
      cairo_clip (cr);
      cst_mark_layers_draw_whole (picture->layers, cr, picture->width, picture->height, 0, width / picture->width,
                                  MARK_LINE);
    }
  cairo_restore (cr);
  cairo_surface_destroy (surface);
}

static void
draw_figure (CstPrintDocument       *self,
             cairo_t                *cr,
             const CstPrintFragment *fragment)
{
  CstPrintBlock *block = fragment->block;
  double beside = self->width * CST_PRINT_FIGURE_WIDTH + 2 * CST_PRINT_GAP;
  g_autoptr(PangoLayout) title = cst_print_new_layout (self, CST_PRINT_HEADING, block->texts[0],
                                                       self->width - beside);
  g_autoptr(PangoLayout) text = cst_print_new_layout (self, CST_PRINT_NOTE, block->texts[1], self->width - beside);
  double width, height;

  cst_print_fit_picture (self, block, &width, &height);
  if (block->picture != NULL)
    draw_figure_picture (cr, block->picture, fragment->y, width, height);

  cairo_set_source_rgb (cr, GREY, GREY, GREY);
  cairo_set_line_width (cr, 0.5);
  cairo_rectangle (cr, 0, fragment->y, width, height);
  cairo_stroke (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_move_to (cr, beside, fragment->y);
  pango_cairo_show_layout (cr, title);
  cairo_move_to (cr, beside, fragment->y + cst_print_layout_height (title));
  pango_cairo_show_layout (cr, text);
}

static void
draw_contents_line (CstPrintDocument       *self,
                    cairo_t                *cr,
                    const CstPrintFragment *chapter,
                    double                  y)
{
  g_autofree char *number = g_strdup_printf ("%d", chapter->page + 1);
  g_autofree char *place = g_strdup_printf ("page=%d pos=[%d %d]", chapter->page + 1, (int) self->margin,
                                            (int) (self->margin + chapter->y));
  g_autoptr(PangoLayout) title = cst_print_new_layout (self, CST_PRINT_BODY, chapter->block->texts[0], self->width);
  g_autoptr(PangoLayout) page = cst_print_new_layout (self, CST_PRINT_BODY, number, self->width);

  cairo_tag_begin (cr, CAIRO_TAG_LINK, place);
  cairo_move_to (cr, 0, y);
  pango_cairo_show_layout (cr, title);
  pango_layout_set_alignment (page, PANGO_ALIGN_RIGHT);
  cairo_move_to (cr, 0, y);
  pango_cairo_show_layout (cr, page);
  cairo_tag_end (cr, CAIRO_TAG_LINK);
}

static void
draw_contents (CstPrintDocument       *self,
               cairo_t                *cr,
               const CstPrintFragment *fragment)
{
  double y = fragment->y;

  for (guint i = 0; i < self->fragments->len; i++)
    {
      const CstPrintFragment *chapter = &g_array_index (self->fragments, CstPrintFragment, i);

      if (chapter->block->level != 1)
        continue;
      draw_contents_line (self, cr, chapter, y);
      y += CST_PRINT_CONTENTS_LINE;
    }
}

static void
draw_running_lines (CstPrintDocument *self,
                    cairo_t          *cr,
                    int               page)
{
  g_autofree char *number = g_strdup_printf (_("Page %d of %d"), page + 1, self->n_pages);
  g_autoptr(PangoLayout) header = cst_print_new_layout (self, CST_PRINT_SMALL, self->header, self->width);
  g_autoptr(PangoLayout) footer = cst_print_new_layout (self, CST_PRINT_SMALL, self->footer, self->width);
  g_autoptr(PangoLayout) pages = cst_print_new_layout (self, CST_PRINT_SMALL, number, self->width);

  cairo_set_source_rgb (cr, GREY, GREY, GREY);
  cairo_move_to (cr, 0, 0);
  pango_cairo_show_layout (cr, header);
  cairo_move_to (cr, 0, self->height - CST_PRINT_RUNNING_HEIGHT + 10);
  pango_cairo_show_layout (cr, footer);
  pango_layout_set_alignment (pages, PANGO_ALIGN_RIGHT);
  cairo_move_to (cr, 0, self->height - CST_PRINT_RUNNING_HEIGHT + 10);
  pango_cairo_show_layout (cr, pages);
}

static void
draw_fragment (CstPrintDocument       *self,
               cairo_t                *cr,
               const CstPrintFragment *fragment)
{
  double shade = fragment->block->style == CST_PRINT_NOTE ? GREY : 0;

  cairo_set_source_rgb (cr, shade, shade, shade);
  switch (fragment->block->kind)
    {
    case CST_PRINT_BLOCK_TEXT:
      draw_text (self, cr, fragment);
      break;
    case CST_PRINT_BLOCK_ROW:
      draw_row (self, cr, fragment);
      break;
    case CST_PRINT_BLOCK_BARCODE:
      draw_barcode (self, cr, fragment);
      break;
    case CST_PRINT_BLOCK_PICTURES:
      draw_pictures (self, cr, fragment);
      break;
    case CST_PRINT_BLOCK_FIGURE:
      draw_figure (self, cr, fragment);
      break;
    case CST_PRINT_BLOCK_CONTENTS:
      draw_contents (self, cr, fragment);
      break;
    case CST_PRINT_BLOCK_SPACE:
    default:
      break;
    }
}

/**
 * cst_print_document_draw_page:
 * @cr: whose unit is the point and whose origin is the printable part's corner
 * @page: counted from 0, below what cst_print_document_paginate() said
 */
void
cst_print_document_draw_page (CstPrintDocument *self,
                              cairo_t          *cr,
                              int               page)
{
  g_return_if_fail (self->context != NULL);
  g_return_if_fail (page >= 0 && page < self->n_pages);

  draw_running_lines (self, cr, page);

  for (guint i = 0; i < self->fragments->len; i++)
    {
      const CstPrintFragment *fragment = &g_array_index (self->fragments, CstPrintFragment, i);

      if (fragment->page == page)
        draw_fragment (self, cr, fragment);
    }
}
