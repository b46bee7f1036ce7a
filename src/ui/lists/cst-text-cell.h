/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CstEmphasis:
 * @CST_EMPHASIS_NONE: plain
 * @CST_EMPHASIS_BOLD: what the row is called
 * @CST_EMPHASIS_STRONG: what presses
 * @CST_EMPHASIS_DIM: nothing to do about it
 */
typedef enum
{
  CST_EMPHASIS_NONE,
  CST_EMPHASIS_BOLD,
  CST_EMPHASIS_STRONG,
  CST_EMPHASIS_DIM,
} CstEmphasis;

#define CST_TYPE_TEXT_CELL (cst_text_cell_get_type ())

G_DECLARE_FINAL_TYPE (CstTextCell, cst_text_cell, CST, TEXT_CELL, GtkWidget)

GtkWidget *cst_text_cell_new (void);
void       cst_text_cell_set         (CstTextCell *self,
                                      const char  *title,
                                      const char  *subtitle,
                                      CstEmphasis  emphasis);
void       cst_text_cell_set_numeric (CstTextCell *self);
void       cst_text_cell_set_width   (CstTextCell *self,
                                      int          n_chars);

G_END_DECLS
