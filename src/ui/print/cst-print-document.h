/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "cst-photo-image.h"

G_BEGIN_DECLS

/* A sheet of paper as a list of blocks, laid out over as many pages as it needs (R10). It knows
 * nothing of printers: the print dialog, the PDF file and the tests draw the same pages. Lengths
 * are in points (1/72 inch). */

typedef enum
{
  CST_PRINT_TITLE,
  CST_PRINT_HEADING,
  CST_PRINT_BODY,
  CST_PRINT_SMALL,
} CstPrintStyle;

typedef struct _CstPrintDocument CstPrintDocument;

CstPrintDocument *cst_print_document_new          (const char        *header,
                                                   const char        *footer);
void              cst_print_document_free         (CstPrintDocument  *self);
void              cst_print_document_add_text     (CstPrintDocument  *self,
                                                   CstPrintStyle      style,
                                                   const char        *text);
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
int               cst_print_document_paginate     (CstPrintDocument  *self,
                                                   PangoContext      *context,
                                                   double             width,
                                                   double             height);
void              cst_print_document_draw_page    (CstPrintDocument  *self,
                                                   cairo_t           *cr,
                                                   int                page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstPrintDocument, cst_print_document_free)

G_END_DECLS
