/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CstReadyText:
 * @note: (nullable): what is to be said of it: another language than the customer's, something missing
 * @is_own: whether it is the person's own snippet
 */
typedef struct
{
  char     *label;
  char     *text;
  char     *language;
  char     *note;
  gboolean  is_own;
} CstReadyText;

#define CST_TYPE_TEMPLATE_MENU (cst_template_menu_get_type ())

G_DECLARE_FINAL_TYPE (CstTemplateMenu, cst_template_menu, CST, TEMPLATE_MENU, GtkWidget)

GPtrArray *cst_ready_texts_new (void);
void       cst_ready_texts_add          (GPtrArray       *texts,
                                         const char      *label,
                                         const char      *text,
                                         const char      *language,
                                         const char      *note,
                                         gboolean         is_own);
void       cst_template_menu_set_texts  (CstTemplateMenu *self,
                                         GPtrArray       *texts);
void       cst_template_menu_pop_up     (CstTemplateMenu *self);

G_END_DECLS
