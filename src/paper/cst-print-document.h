/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "cst-photo-image.h"

G_BEGIN_DECLS

/* A sheet of paper as a list of blocks, laid out over as many pages as it needs (R10). It knows
 * nothing of printers: the print dialog, the PDF file and the tests draw the same pages. Lengths
 * are in points (1/72 inch). */

/**
 * CstPrintStyle:
 * @CST_PRINT_CHAPTER: leads a part of a long document; see cst_print_document_add_chapter()
 * @CST_PRINT_LABEL: names what follows it, on the same page
 * @CST_PRINT_NOTE: small and grey: what stands beside the matter
 * @CST_PRINT_QUOTE: somebody's own words, with a line at their side
 */
typedef enum
{
  CST_PRINT_TITLE,
  CST_PRINT_CHAPTER,
  CST_PRINT_HEADING,
  CST_PRINT_LABEL,
  CST_PRINT_BODY,
  CST_PRINT_SMALL,
  CST_PRINT_NOTE,
  CST_PRINT_QUOTE,
} CstPrintStyle;

/**
 * CstPrintPicture:
 * @jpeg: (nullable): a JPEG that goes into a PDF as it is
 * @image: (nullable): its pixels, where there is no @jpeg
 * @layers: (owned) (nullable): marks that are drawn over it; see cst_mark_layers_new()
 *
 * A picture of a figure. With neither, an empty frame is drawn.
 */
typedef struct
{
  GBytes        *jpeg;
  CstPhotoImage *image;
  int            width;
  int            height;
  GPtrArray     *layers;
} CstPrintPicture;

/* What a PDF says of itself. */
typedef struct
{
  const char *title;
  const char *subject;
  const char *author;
  gint64      created_at;
} CstPrintPdf;

typedef struct _CstPrintDocument CstPrintDocument;

CstPrintDocument *cst_print_document_new          (const char        *header,
                                                   const char        *footer);
void              cst_print_document_free         (CstPrintDocument  *self);
void              cst_print_document_add_text     (CstPrintDocument  *self,
                                                   CstPrintStyle      style,
                                                   const char        *text);
void              cst_print_document_add_chapter  (CstPrintDocument  *self,
                                                   int                level,
                                                   const char        *title);
void              cst_print_document_add_contents (CstPrintDocument  *self);
void              cst_print_document_add_field    (CstPrintDocument  *self,
                                                   const char        *label,
                                                   const char        *value);
void              cst_print_document_add_space    (CstPrintDocument  *self,
                                                   double             height);
void              cst_print_document_add_row      (CstPrintDocument  *self,
                                                   gboolean           is_header,
                                                   const double      *widths,
                                                   const char *const *cells,
                                                   gsize              n_cells);
void              cst_print_document_add_barcode  (CstPrintDocument  *self,
                                                   const char        *text);
void              cst_print_document_add_pictures (CstPrintDocument  *self,
                                                   CstPhotoImage    **images,
                                                   const char *const *captions,
                                                   gsize              n_images);
void              cst_print_document_add_figure   (CstPrintDocument  *self,
                                                   CstPrintPicture   *picture,
                                                   const char        *title,
                                                   const char        *text);
int               cst_print_document_paginate     (CstPrintDocument  *self,
                                                   PangoContext      *context,
                                                   double             width,
                                                   double             height);
void              cst_print_document_draw_page    (CstPrintDocument  *self,
                                                   cairo_t           *cr,
                                                   int                page);
GBytes           *cst_print_document_to_pdf       (CstPrintDocument  *self,
                                                   const CstPrintPdf *about,
                                                   GError           **error);

void              cst_print_picture_free          (CstPrintPicture   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstPrintDocument, cst_print_document_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstPrintPicture, cst_print_picture_free)

G_END_DECLS
