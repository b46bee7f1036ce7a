/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-print-document-private.h"

#define LABEL_SHARE 0.28

void
cst_print_picture_free (CstPrintPicture *self)
{
  g_clear_pointer (&self->jpeg, g_bytes_unref);
  g_clear_pointer (&self->image, cst_photo_image_unref);
  g_clear_pointer (&self->layers, g_ptr_array_unref);
  g_free (self);
}

static void
block_free (gpointer data)
{
  CstPrintBlock *block = data;

  g_strfreev (block->texts);
  g_free (block->widths);
  g_clear_pointer (&block->images, g_ptr_array_unref);
  g_clear_pointer (&block->picture, cst_print_picture_free);
  g_free (block);
}

static CstPrintBlock *
add_block (CstPrintDocument  *self,
           CstPrintBlockKind  kind)
{
  CstPrintBlock *block = g_new0 (CstPrintBlock, 1);

  block->kind = kind;
  g_ptr_array_add (self->blocks, block);

  return block;
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
  self->fragments = g_array_new (FALSE, FALSE, sizeof (CstPrintFragment));

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
  CstPrintBlock *block = add_block (self, CST_PRINT_BLOCK_TEXT);

  block->style = style;
  block->texts = one_text (text);
}

/**
 * cst_print_document_add_chapter:
 * @level: 1 for a chapter, 2 for a part of one
 * @title: plain text, also in the PDF's outline
 */
void
cst_print_document_add_chapter (CstPrintDocument *self,
                                int               level,
                                const char       *title)
{
  CstPrintBlock *block;

  cst_print_document_add_space (self, level == 1 ? 14 : 8);
  block = add_block (self, CST_PRINT_BLOCK_TEXT);
  block->style = level == 1 ? CST_PRINT_CHAPTER : CST_PRINT_HEADING;
  block->level = level;
  block->texts = one_text (title);
}

/**
 * cst_print_document_add_contents:
 *
 * The chapters of the first level with their pages.
 */
void
cst_print_document_add_contents (CstPrintDocument *self)
{
  add_block (self, CST_PRINT_BLOCK_CONTENTS);
}

/**
 * cst_print_document_add_figure:
 * @picture: (transfer full) (nullable): without one an empty frame is drawn
 * @title: plain text
 * @text: plain text of any number of lines, beside the picture
 */
void
cst_print_document_add_figure (CstPrintDocument *self,
                               CstPrintPicture  *picture,
                               const char       *title,
                               const char       *text)
{
  CstPrintBlock *block = add_block (self, CST_PRINT_BLOCK_FIGURE);

  block->picture = picture;
  block->texts = g_new0 (char *, 3);
  block->texts[0] = g_strdup (title);
  block->texts[1] = g_strdup (text);
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
  add_block (self, CST_PRINT_BLOCK_SPACE)->space = height;
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
  CstPrintBlock *block = add_block (self, CST_PRINT_BLOCK_ROW);

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
  add_block (self, CST_PRINT_BLOCK_BARCODE)->texts = one_text (text);
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
  for (gsize i = 0; i < n_images; i += CST_PRINT_PICTURES_PER_ROW)
    {
      CstPrintBlock *block = add_block (self, CST_PRINT_BLOCK_PICTURES);
      gsize n_row = MIN (CST_PRINT_PICTURES_PER_ROW, n_images - i);

      block->images = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_photo_image_unref);
      block->texts = g_new0 (char *, n_row + 1);
      for (gsize j = 0; j < n_row; j++)
        {
          g_ptr_array_add (block->images, cst_photo_image_ref (images[i + j]));
          block->texts[j] = g_strdup (captions[i + j]);
        }
    }
}
