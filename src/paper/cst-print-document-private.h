/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-print-document.h"

G_BEGIN_DECLS

#define CST_PRINT_GAP 4.0
#define CST_PRINT_CELL_PADDING 4.0
#define CST_PRINT_BARCODE_HEIGHT 34.0
#define CST_PRINT_PICTURES_PER_ROW 2
#define CST_PRINT_PICTURE_HEIGHT 190.0
#define CST_PRINT_RUNNING_HEIGHT 22.0
#define CST_PRINT_QUOTE_INDENT 10.0
#define CST_PRINT_FIGURE_WIDTH 0.46 /* of the page's */
#define CST_PRINT_FIGURE_HEIGHT 156.0
#define CST_PRINT_CONTENTS_LINE 15.0

typedef enum
{
  CST_PRINT_BLOCK_TEXT,
  CST_PRINT_BLOCK_ROW,
  CST_PRINT_BLOCK_SPACE,
  CST_PRINT_BLOCK_BARCODE,
  CST_PRINT_BLOCK_PICTURES,
  CST_PRINT_BLOCK_FIGURE,
  CST_PRINT_BLOCK_CONTENTS,
} CstPrintBlockKind;

typedef struct
{
  CstPrintBlockKind  kind;
  CstPrintStyle      style;
  char             **texts;
  double            *widths; /* shares of the page's width, one per text */
  gboolean           is_header;
  int                level;  /* in the outline, 0 when it is not there */
  double             space;
  GPtrArray         *images; /* (element-type CstPhotoImage) (nullable) */
  CstPrintPicture   *picture; /* (owned) (nullable) */
} CstPrintBlock;

/* What of a block stands on which page: for long texts a run of lines, else all of it. */
typedef struct
{
  CstPrintBlock *block;
  int            page;
  double         y;
  int            first_line;
  int            n_lines;
} CstPrintFragment;

struct _CstPrintDocument
{
  char         *header;
  char         *footer;
  GPtrArray    *blocks;    /* (element-type CstPrintBlock) */
  GArray       *fragments; /* (element-type CstPrintFragment) */
  PangoContext *context;
  double        width;
  double        height;
  double        margin; /* of a PDF page, for its links */
  int           n_pages;
};

PangoLayout *cst_print_new_layout      (CstPrintDocument *self,
                                        CstPrintStyle     style,
                                        const char       *text,
                                        double            width);
double       cst_print_indent          (CstPrintStyle     style);
double       cst_print_layout_height   (PangoLayout      *layout);
double       cst_print_row_height      (CstPrintDocument *self,
                                        CstPrintBlock    *block);
void         cst_print_fit_picture     (CstPrintDocument *self,
                                        CstPrintBlock    *block,
                                        double           *width,
                                        double           *height);

G_END_DECLS
