/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-context.h"
#include "cst-list-query.h"

G_BEGIN_DECLS

#define CST_TYPE_LIST_PAGE (cst_list_page_get_type ())

G_DECLARE_FINAL_TYPE (CstListPage, cst_list_page, CST, LIST_PAGE, GtkWidget)

GtkWidget *cst_list_page_new (CstContext * context,
                              CstListKind  kind);
void       cst_list_page_set_search  (CstListPage *self,
                                      const char  *search);
void       cst_list_page_set_compact (CstListPage *self,
                                      gboolean     is_compact);
void       cst_list_page_set_tab     (CstListPage *self,
                                      CstOrderTab  tab);
void       cst_list_page_show_counted (CstListPage        *self,
                                       const CstListQuery *counted,
                                       const char         *words);
void       cst_list_page_focus       (CstListPage *self);
void       cst_list_page_inspect     (CstListPage *self);
const CstListQuery *cst_list_page_get_query (CstListPage *self);

G_END_DECLS
