/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-print-document-private.h"

#define TAB 104.0
#define FONT "Cantarell, Sans"

static const struct
{
  double      size;
  PangoWeight weight;
  double      indent;
} styles[] = {
  [CST_PRINT_TITLE] = { 18, PANGO_WEIGHT_BOLD, 0 },
  [CST_PRINT_CHAPTER] = { 14, PANGO_WEIGHT_BOLD, 0 },
  [CST_PRINT_HEADING] = { 12, PANGO_WEIGHT_BOLD, 0 },
  [CST_PRINT_LABEL] = { 9.5, PANGO_WEIGHT_BOLD, 0 },
  [CST_PRINT_BODY] = { 10, PANGO_WEIGHT_NORMAL, 0 },
  [CST_PRINT_SMALL] = { 8, PANGO_WEIGHT_NORMAL, 0 },
  [CST_PRINT_NOTE] = { 8.5, PANGO_WEIGHT_NORMAL, 0 },
  [CST_PRINT_QUOTE] = { 10, PANGO_WEIGHT_NORMAL, CST_PRINT_QUOTE_INDENT },
};

/* How far to the right a text of that style begins. */
double
cst_print_indent (CstPrintStyle style)
{
  return styles[style].indent;
}

/* A word too long for its line is broken as it is: a hyphen that nobody wrote changes an address or a hash. */
static void
set_plain_breaks (PangoLayout *layout)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
}

/* What stands behind a tab stands in one column, whatever the length of the day before it. */
static void
set_tabs (PangoLayout *layout)
{
  PangoTabArray *tabs = pango_tab_array_new_with_positions (2, FALSE, PANGO_TAB_LEFT, (int) (TAB * PANGO_SCALE),
                                                            PANGO_TAB_LEFT, (int) (2 * TAB * PANGO_SCALE));

  pango_layout_set_tabs (layout, tabs);
  pango_tab_array_free (tabs);
}

PangoLayout *
cst_print_new_layout (CstPrintDocument *self,
                      CstPrintStyle     style,
                      const char       *text,
                      double            width)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *font = pango_font_description_from_string (FONT);

  pango_font_description_set_absolute_size (font, styles[style].size * PANGO_SCALE);
  pango_font_description_set_weight (font, styles[style].weight);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);

  pango_layout_set_width (layout, (int) ((width - styles[style].indent) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  set_plain_breaks (layout);
  set_tabs (layout);
  pango_layout_set_text (layout, text, -1);

  return layout;
}

double
cst_print_layout_height (PangoLayout *layout)
{
  int height = 0;

  pango_layout_get_size (layout, NULL, &height);

  return (double) height / PANGO_SCALE;
}

double
cst_print_row_height (CstPrintDocument *self,
                      CstPrintBlock    *block)
{
  double tallest = 0;

  for (gsize i = 0; block->texts[i] != NULL; i++)
    {
      double width = block->widths[i] * self->width - CST_PRINT_CELL_PADDING;
      g_autoptr(PangoLayout) layout = cst_print_new_layout (self, block->style, block->texts[i], width);

      tallest = MAX (tallest, cst_print_layout_height (layout));
    }

  return tallest + CST_PRINT_CELL_PADDING;
}

/* How large a figure's picture is drawn: never larger than a pixel to a point. */
void
cst_print_fit_picture (CstPrintDocument *self,
                       CstPrintBlock    *block,
                       double           *width,
                       double           *height)
{
  double frame = self->width * CST_PRINT_FIGURE_WIDTH;
  const CstPrintPicture *picture = block->picture;
  double scale;

  *width = frame;
  *height = CST_PRINT_FIGURE_HEIGHT / 3;
  if (picture == NULL || picture->width <= 0 || picture->height <= 0)
    return;

  scale = MIN (MIN (frame / picture->width, CST_PRINT_FIGURE_HEIGHT / picture->height), 1);
  *width = picture->width * scale;
  *height = picture->height * scale;
}

static double
figure_height (CstPrintDocument *self,
               CstPrintBlock    *block)
{
  double beside = self->width * (1 - CST_PRINT_FIGURE_WIDTH) - 2 * CST_PRINT_GAP;
  g_autoptr(PangoLayout) title = cst_print_new_layout (self, CST_PRINT_HEADING, block->texts[0], beside);
  g_autoptr(PangoLayout) text = cst_print_new_layout (self, CST_PRINT_NOTE, block->texts[1], beside);
  double width, height;

  cst_print_fit_picture (self, block, &width, &height);

  return MAX (height, cst_print_layout_height (title) + cst_print_layout_height (text)) + 3 * CST_PRINT_GAP;
}

static double
contents_height (CstPrintDocument *self)
{
  int n_lines = 0;

  for (guint i = 0; i < self->blocks->len; i++)
    n_lines += ((const CstPrintBlock *) g_ptr_array_index (self->blocks, i))->level == 1;

  return n_lines * CST_PRINT_CONTENTS_LINE + CST_PRINT_GAP;
}

static double
pictures_height (CstPrintBlock *block)
{
  gsize n_rows = (block->images->len + CST_PRINT_PICTURES_PER_ROW - 1) / CST_PRINT_PICTURES_PER_ROW;

  return (double) n_rows * CST_PRINT_PICTURE_HEIGHT;
}

static double
block_height (CstPrintDocument *self,
              CstPrintBlock    *block)
{
  switch (block->kind)
    {
    case CST_PRINT_BLOCK_ROW:
      return cst_print_row_height (self, block);
    case CST_PRINT_BLOCK_SPACE:
      return block->space;
    case CST_PRINT_BLOCK_BARCODE:
      return CST_PRINT_BARCODE_HEIGHT + 16;
    case CST_PRINT_BLOCK_PICTURES:
      return pictures_height (block);
    case CST_PRINT_BLOCK_FIGURE:
      return figure_height (self, block);
    case CST_PRINT_BLOCK_CONTENTS:
      return contents_height (self);
    case CST_PRINT_BLOCK_TEXT:
    default:
      {
        g_autoptr(PangoLayout) layout = cst_print_new_layout (self, block->style, block->texts[0], self->width);

        return cst_print_layout_height (layout) + CST_PRINT_GAP;
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
add_fragment (Cursor        *cursor,
              CstPrintBlock *block,
              int            first_line,
              int            n_lines,
              double         height)
{
  CstPrintFragment fragment = { block, cursor->page, cursor->y, first_line, n_lines };

  g_array_append_val (cursor->self->fragments, fragment);
  cursor->y += height;
}

static void
next_page (Cursor *cursor)
{
  cursor->page++;
  cursor->y = CST_PRINT_RUNNING_HEIGHT;
}

/* Line by line, so that a long letter runs over pages. */
static void
place_text (Cursor        *cursor,
            CstPrintBlock *block)
{
  g_autoptr(PangoLayout) layout = cst_print_new_layout (cursor->self, block->style, block->texts[0],
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
      if (cursor->y + height + line_height > cursor->bottom && cursor->y + height > CST_PRINT_RUNNING_HEIGHT)
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

  add_fragment (cursor, block, first, line - first, height + CST_PRINT_GAP);
}

static gboolean
leads (const CstPrintBlock *block)
{
  return (block->kind == CST_PRINT_BLOCK_TEXT && block->style <= CST_PRINT_LABEL) || block->is_header ||
         block->kind == CST_PRINT_BLOCK_SPACE;
}

/* A heading never stands alone at the foot of a page, nor do two. */
static double
kept_together (CstPrintDocument *self,
               guint             index,
               double            height)
{
  double together = height;

  for (guint i = index; leads (g_ptr_array_index (self->blocks, i)) && i + 1 < self->blocks->len; i++)
    {
      CstPrintBlock *next = g_ptr_array_index (self->blocks, i + 1);
      double whole = block_height (self, next);

      together += next->kind == CST_PRINT_BLOCK_TEXT && !leads (next) ? MIN (whole, 40) : whole;
    }

  return together;
}

/* The names of the columns stand again on top of each page that a table runs over to. */
static void
repeat_header (Cursor        *cursor,
               guint          index,
               CstPrintBlock *block)
{
  if (block->kind != CST_PRINT_BLOCK_ROW || block->is_header)
    return;

  for (guint i = index; i > 0; i--)
    {
      CstPrintBlock *before = g_ptr_array_index (cursor->self->blocks, i - 1);

      if (before->kind != CST_PRINT_BLOCK_ROW)
        return;
      if (before->is_header)
        {
          add_fragment (cursor, before, 0, -1, cst_print_row_height (cursor->self, before));
          return;
        }
    }
}

static void
place_block (Cursor *cursor,
             guint   index)
{
  CstPrintDocument *self = cursor->self;
  CstPrintBlock *block = g_ptr_array_index (self->blocks, index);
  double height = block_height (self, block);
  gboolean is_long_text = block->kind == CST_PRINT_BLOCK_TEXT && block->style >= CST_PRINT_BODY;

  /* A new page brings the space by itself. */
  if (block->kind == CST_PRINT_BLOCK_SPACE && cursor->y <= CST_PRINT_RUNNING_HEIGHT)
    return;

  if (!is_long_text && cursor->y + kept_together (self, index, height) > cursor->bottom &&
      cursor->y > CST_PRINT_RUNNING_HEIGHT)
    {
      next_page (cursor);
      repeat_header (cursor, index, block);
      if (block->kind == CST_PRINT_BLOCK_SPACE)
        return;
    }

  if (is_long_text)
    place_text (cursor, block);
  else
    add_fragment (cursor, block, 0, -1, height);
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
  Cursor cursor = { self, CST_PRINT_RUNNING_HEIGHT, 0, height - CST_PRINT_RUNNING_HEIGHT };

  g_set_object (&self->context, context);
  self->width = width;
  self->height = height;
  g_array_set_size (self->fragments, 0);

  for (guint i = 0; i < self->blocks->len; i++)
    place_block (&cursor, i);

  return self->n_pages = cursor.page + 1;
}
