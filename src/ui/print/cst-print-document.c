/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-print-document.h"

#include <glib/gi18n-lib.h>

#include "cst-barcode.h"
#include "cst-photo-texture.h"

#define FONT "Cantarell, Sans"
#define GAP 4.0
#define LABEL_SHARE 0.28
#define CELL_PADDING 4.0
#define BARCODE_HEIGHT 34.0
#define PICTURES_PER_ROW 2
#define PICTURE_HEIGHT 190.0
#define RUNNING_HEIGHT 22.0

typedef enum
{
  BLOCK_TEXT,
  BLOCK_ROW,
  BLOCK_SPACE,
  BLOCK_BARCODE,
  BLOCK_PICTURES,
} BlockKind;

typedef struct
{
  BlockKind       kind;
  CstPrintStyle   style;
  char          **texts;
  double         *widths; /* shares of the page's width, one per text */
  gboolean        is_header;
  double          space;
  GPtrArray      *images; /* (element-type CstPhotoImage) (nullable) */
} Block;

/* What of a block stands on which page: for long texts a run of lines, else all of it. */
typedef struct
{
  Block *block;
  int    page;
  double y;
  int    first_line;
  int    n_lines;
} Fragment;

struct _CstPrintDocument
{
  char         *header;
  char         *footer;
  GPtrArray    *blocks;
  GArray       *fragments;
  PangoContext *context;
  double        width;
  double        height;
  int           n_pages;
};

static void
block_free (gpointer data)
{
  Block *block = data;

  g_strfreev (block->texts);
  g_free (block->widths);
  g_clear_pointer (&block->images, g_ptr_array_unref);
  g_free (block);
}

static Block *
add_block (CstPrintDocument *self,
           BlockKind         kind)
{
  Block *block = g_new0 (Block, 1);

  block->kind = kind;
  g_ptr_array_add (self->blocks, block);

  return block;
}

static PangoLayout *
new_layout (PangoContext  *context,
            CstPrintStyle  style,
            const char    *text,
            double         width)
{
  static const struct
  {
    double      size;
    PangoWeight weight;
  } styles[] = {
    [CST_PRINT_TITLE] = { 18, PANGO_WEIGHT_BOLD },
    [CST_PRINT_HEADING] = { 12, PANGO_WEIGHT_BOLD },
    [CST_PRINT_BODY] = { 10, PANGO_WEIGHT_NORMAL },
    [CST_PRINT_SMALL] = { 8, PANGO_WEIGHT_NORMAL },
  };
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *font = pango_font_description_from_string (FONT);

  pango_font_description_set_absolute_size (font, styles[style].size * PANGO_SCALE);
  pango_font_description_set_weight (font, styles[style].weight);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);

  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);

  return layout;
}

static double
layout_height (PangoLayout *layout)
{
  int height = 0;

  pango_layout_get_size (layout, NULL, &height);

  return (double) height / PANGO_SCALE;
}

static double
row_height (CstPrintDocument *self,
            Block            *block)
{
  double tallest = 0;

  for (gsize i = 0; block->texts[i] != NULL; i++)
    {
      g_autoptr(PangoLayout) layout = new_layout (self->context, block->style, block->texts[i],
                                                  block->widths[i] * self->width - CELL_PADDING);

      tallest = MAX (tallest, layout_height (layout));
    }

  return tallest + CELL_PADDING;
}

static double
pictures_height (Block *block)
{
  gsize n_rows = (block->images->len + PICTURES_PER_ROW - 1) / PICTURES_PER_ROW;

  return (double) n_rows * PICTURE_HEIGHT;
}

static double
block_height (CstPrintDocument *self,
              Block            *block)
{
  switch (block->kind)
    {
    case BLOCK_ROW:
      return row_height (self, block);
    case BLOCK_SPACE:
      return block->space;
    case BLOCK_BARCODE:
      return BARCODE_HEIGHT + 16;
    case BLOCK_PICTURES:
      return pictures_height (block);
    case BLOCK_TEXT:
    default:
      {
        g_autoptr(PangoLayout) layout = new_layout (self->context, block->style, block->texts[0], self->width);

        return layout_height (layout) + GAP;
      }
    }
}

typedef struct
{
  CstPrintDocument *self;
  double            y;
  int               page;
  double            bottom;
} Cursor;

static void
add_fragment (Cursor *cursor,
              Block  *block,
              int     first_line,
              int     n_lines,
              double  height)
{
  Fragment fragment = { block, cursor->page, cursor->y, first_line, n_lines };

  g_array_append_val (cursor->self->fragments, fragment);
  cursor->y += height;
}

static void
next_page (Cursor *cursor)
{
  cursor->page++;
  cursor->y = RUNNING_HEIGHT;
}

/* Line by line, so that a long letter runs over pages. */
static void
place_text (Cursor *cursor,
            Block  *block)
{
  g_autoptr(PangoLayout) layout = new_layout (cursor->self->context, block->style, block->texts[0],
                                              cursor->self->width);
  g_autoptr(PangoLayoutIter) iter = pango_layout_get_iter (layout);
  int line = 0;
  int first = 0;
  double height = 0;

  do
    {
      PangoRectangle extents;
      double line_height;

      pango_layout_iter_get_line_extents (iter, NULL, &extents);
      line_height = (double) extents.height / PANGO_SCALE;
      if (cursor->y + height + line_height > cursor->bottom && cursor->y + height > RUNNING_HEIGHT)
        {
          if (line > first)
            add_fragment (cursor, block, first, line - first, height);
          next_page (cursor);
          first = line;
          height = 0;
        }
      height += line_height;
      line++;
    }
  while (pango_layout_iter_next_line (iter));

  add_fragment (cursor, block, first, line - first, height + GAP);
}

/* A heading never stands alone at the foot of a page. */
static double
kept_together (CstPrintDocument *self,
               guint             index,
               double            height)
{
  Block *block = g_ptr_array_index (self->blocks, index);
  gboolean leads = (block->kind == BLOCK_TEXT && block->style <= CST_PRINT_HEADING) || block->is_header;

  if (!leads || index + 1 >= self->blocks->len)
    return height;

  return height + MIN (block_height (self, g_ptr_array_index (self->blocks, index + 1)), 40);
}

/**
 * cst_print_document_paginate:
 * @context: where fonts come from, of the same resolution as what is drawn on
 * @width: of the paper's printable part
 * @height: likewise
 *
 * Returns: how many pages it takes, at least one
 */
int
cst_print_document_paginate (CstPrintDocument *self,
                             PangoContext     *context,
                             double            width,
                             double            height)
{
  Cursor cursor = { self, RUNNING_HEIGHT, 0, height - RUNNING_HEIGHT };

  g_set_object (&self->context, context);
  self->width = width;
  self->height = height;
  g_array_set_size (self->fragments, 0);

  for (guint i = 0; i < self->blocks->len; i++)
    {
      Block *block = g_ptr_array_index (self->blocks, i);
      double block_size = block_height (self, block);
      gboolean is_long_text = block->kind == BLOCK_TEXT && block->style >= CST_PRINT_BODY;

      if (!is_long_text && cursor.y + kept_together (self, i, block_size) > cursor.bottom && cursor.y > RUNNING_HEIGHT)
        next_page (&cursor);

      if (is_long_text)
        place_text (&cursor, block);
      else
        add_fragment (&cursor, block, 0, -1, block_size);
    }

  return self->n_pages = cursor.page + 1;
}

static void
draw_text (CstPrintDocument *self,
           cairo_t          *cr,
           const Fragment   *fragment)
{
  g_autoptr(PangoLayout) layout = new_layout (self->context, fragment->block->style, fragment->block->texts[0],
                                              self->width);
  g_autoptr(PangoLayoutIter) iter = pango_layout_get_iter (layout);
  double top = 0;
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

          cairo_move_to (cr, (double) extents.x / PANGO_SCALE, fragment->y + baseline - top);
          pango_cairo_show_layout_line (cr, pango_layout_iter_get_line_readonly (iter));
        }
      line++;
    }
  while (pango_layout_iter_next_line (iter));
}

static void
draw_row (CstPrintDocument *self,
          cairo_t          *cr,
          const Fragment   *fragment)
{
  Block *block = fragment->block;
  double x = 0;

  for (gsize i = 0; block->texts[i] != NULL; i++)
    {
      double width = block->widths[i] * self->width;
      g_autoptr(PangoLayout) layout = new_layout (self->context, block->style, block->texts[i], width - CELL_PADDING);

      if (block->is_header)
        {
          PangoAttrList *attributes = pango_attr_list_new ();

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
      double y = fragment->y + row_height (self, block) - CELL_PADDING / 2;

      cairo_set_line_width (cr, block->is_header ? 0.8 : 0.25);
      cairo_move_to (cr, 0, y);
      cairo_line_to (cr, self->width, y);
      cairo_stroke (cr);
    }
}

static void
draw_barcode (CstPrintDocument *self,
              cairo_t          *cr,
              const Fragment   *fragment)
{
  const char *text = fragment->block->texts[0];
  double width = 0;

  if (!cst_barcode_draw (cr, text, 0, fragment->y, self->width, BARCODE_HEIGHT, &width))
    width = self->width;

  {
    g_autoptr(PangoLayout) layout = new_layout (self->context, CST_PRINT_SMALL, text, width);

    pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
    cairo_move_to (cr, 0, fragment->y + BARCODE_HEIGHT + 2);
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
draw_pictures (CstPrintDocument *self,
               cairo_t          *cr,
               const Fragment   *fragment)
{
  Block *block = fragment->block;
  double cell = self->width / PICTURES_PER_ROW;

  for (guint i = 0; i < block->images->len; i++)
    {
      double x = (i % PICTURES_PER_ROW) * cell;
      double y = fragment->y + (i / PICTURES_PER_ROW) * PICTURE_HEIGHT;
      g_autoptr(PangoLayout) caption = new_layout (self->context, CST_PRINT_SMALL, block->texts[i], cell - 2 * GAP);

      draw_picture (cr, g_ptr_array_index (block->images, i), x, y, cell - 2 * GAP, PICTURE_HEIGHT - 26);
      cairo_set_source_rgb (cr, 0, 0, 0);
      cairo_move_to (cr, x, y + PICTURE_HEIGHT - 22);
      pango_cairo_show_layout (cr, caption);
    }
}

static void
draw_running_lines (CstPrintDocument *self,
                    cairo_t          *cr,
                    int               page)
{
  g_autofree char *number = g_strdup_printf (_("Page %d of %d"), page + 1, self->n_pages);
  g_autoptr(PangoLayout) header = new_layout (self->context, CST_PRINT_SMALL, self->header, self->width);
  g_autoptr(PangoLayout) footer = new_layout (self->context, CST_PRINT_SMALL, self->footer, self->width);
  g_autoptr(PangoLayout) pages = new_layout (self->context, CST_PRINT_SMALL, number, self->width);

  cairo_move_to (cr, 0, 0);
  pango_cairo_show_layout (cr, header);
  cairo_move_to (cr, 0, self->height - RUNNING_HEIGHT + 10);
  pango_cairo_show_layout (cr, footer);
  pango_layout_set_alignment (pages, PANGO_ALIGN_RIGHT);
  cairo_move_to (cr, 0, self->height - RUNNING_HEIGHT + 10);
  pango_cairo_show_layout (cr, pages);
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

  cairo_set_source_rgb (cr, 0, 0, 0);
  draw_running_lines (self, cr, page);

  for (guint i = 0; i < self->fragments->len; i++)
    {
      const Fragment *fragment = &g_array_index (self->fragments, Fragment, i);

      if (fragment->page != page)
        continue;

      switch (fragment->block->kind)
        {
        case BLOCK_TEXT:
          draw_text (self, cr, fragment);
          break;
        case BLOCK_ROW:
          draw_row (self, cr, fragment);
          break;
        case BLOCK_BARCODE:
          draw_barcode (self, cr, fragment);
          break;
        case BLOCK_PICTURES:
          draw_pictures (self, cr, fragment);
          break;
        case BLOCK_SPACE:
        default:
          break;
        }
    }
}

/**
 * cst_print_document_new:
 * @header: stands small on top of each page
 * @footer: stands small at the foot of each page, beside the page's number
 *
 * Returns: (transfer full): an empty document
 */
CstPrintDocument *
cst_print_document_new (const char *header,
                        const char *footer)
{
  CstPrintDocument *self = g_new0 (CstPrintDocument, 1);

  self->header = g_strdup (header);
  self->footer = g_strdup (footer);
  self->blocks = g_ptr_array_new_with_free_func (block_free);
  self->fragments = g_array_new (FALSE, FALSE, sizeof (Fragment));

  return self;
}

void
cst_print_document_free (CstPrintDocument *self)
{
  g_free (self->header);
  g_free (self->footer);
  g_ptr_array_unref (self->blocks);
  g_array_unref (self->fragments);
  g_clear_object (&self->context);
  g_free (self);
}

static char **
one_text (const char *text)
{
  char **texts = g_new0 (char *, 2);

  texts[0] = g_strdup (text);

  return texts;
}

/**
 * cst_print_document_add_text:
 * @text: plain text of any length; body and small text runs over pages
 */
void
cst_print_document_add_text (CstPrintDocument *self,
                             CstPrintStyle     style,
                             const char       *text)
{
  Block *block = add_block (self, BLOCK_TEXT);

  block->style = style;
  block->texts = one_text (text);
}

/**
 * cst_print_document_add_field:
 * @value: (nullable): nothing is added when there is none
 */
void
cst_print_document_add_field (CstPrintDocument *self,
                              const char       *label,
                              const char       *value)
{
  const double widths[] = { LABEL_SHARE, 1 - LABEL_SHARE };
  const char *cells[] = { label, value };

  if (value == NULL || *value == '\0')
    return;

  cst_print_document_add_row (self, FALSE, widths, cells, G_N_ELEMENTS (cells));
}

void
cst_print_document_add_space (CstPrintDocument *self,
                              double            height)
{
  add_block (self, BLOCK_SPACE)->space = height;
}

/**
 * cst_print_document_add_row:
 * @is_header: whether it names the columns of the rows that follow
 * @widths: (array length=n_cells): shares of the page's width, 1 in all
 * @cells: (array length=n_cells): plain texts
 */
void
cst_print_document_add_row (CstPrintDocument  *self,
                            gboolean           is_header,
                            const double      *widths,
                            const char *const *cells,
                            gsize              n_cells)
{
  Block *block = add_block (self, BLOCK_ROW);

  block->style = CST_PRINT_BODY;
  block->is_header = is_header;
  block->widths = g_memdup2 (widths, n_cells * sizeof *widths);
  block->texts = g_new0 (char *, n_cells + 1);
  for (gsize i = 0; i < n_cells; i++)
    block->texts[i] = g_strdup (cells[i]);
}

/**
 * cst_print_document_add_barcode:
 * @text: drawn as Code 128, with its letters below
 */
void
cst_print_document_add_barcode (CstPrintDocument *self,
                                const char       *text)
{
  add_block (self, BLOCK_BARCODE)->texts = one_text (text);
}

/**
 * cst_print_document_add_pictures:
 * @images: (array length=n_images): shown side by side; the document keeps references
 * @captions: (array length=n_images): plain texts
 */
void
cst_print_document_add_pictures (CstPrintDocument   *self,
                                 CstPhotoImage     **images,
                                 const char *const  *captions,
                                 gsize               n_images)
{
  for (gsize i = 0; i < n_images; i += PICTURES_PER_ROW)
    {
      Block *block = add_block (self, BLOCK_PICTURES);
      gsize n_row = MIN (PICTURES_PER_ROW, n_images - i);

      block->images = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_photo_image_unref);
      block->texts = g_new0 (char *, n_row + 1);
      for (gsize j = 0; j < n_row; j++)
        {
          g_ptr_array_add (block->images, cst_photo_image_ref (images[i + j]));
          block->texts[j] = g_strdup (captions[i + j]);
        }
    }
}
