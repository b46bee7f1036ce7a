/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-context.h"
#include "cst-rows.h"

G_BEGIN_DECLS

typedef enum
{
  CST_CELL_TEXT,
  CST_CELL_PILL,
  CST_CELL_STACKED, /* a text above a pill */
  CST_CELL_BUTTON,
} CstCellKind;

/**
 * CstColumnPlace:
 * @CST_COLUMN_WIDE: where there is room
 * @CST_COLUMN_NARROW: only in a narrow window, where it says what several columns say elsewhere
 */
typedef enum
{
  CST_COLUMN_WIDE,
  CST_COLUMN_NARROW,
} CstColumnPlace;

/**
 * CstListColumn:
 * @id: kept in the settings
 * @title: (nullable): its heading, marked with NC_() under the context “column”; %NULL for buttons
 * @fill: writes one row into one cell; knows which widget @kind makes
 * @sort: the order that the heading asks for, %CST_SORT_DEFAULT when it cannot be asked
 * @width: the least width in characters, 0 for the natural one
 * @room: what it takes of the list's width, in characters of the longer language
 * @rank: where there is too little room for all, the columns of the highest rank go; those of rank 0 never do
 * @yields_to: (nullable): the id of a column beside which this one goes before all others
 * @expand: whether it takes what room is left
 * @is_numeric: whether its text ends at the right
 * @names_row: whether it gives the row its spoken sentence
 */
typedef struct
{
  const char     *id;
  const char     *title;
  CstCellKind     kind;
  void          (*fill) (GtkWidget  *cell,
                        CstRow     *row,
                        CstContext *context);
  CstListSort     sort;
  CstColumnPlace  place;
  int             width;
  int             room;
  int             rank;
  const char     *yields_to;
  gboolean        expand;
  gboolean        is_numeric;
  gboolean        names_row;
} CstListColumn;

#define CST_TYPE_LIST_VIEW (cst_list_view_get_type ())

G_DECLARE_FINAL_TYPE (CstListView, cst_list_view, CST, LIST_VIEW, GtkWidget)

void        cst_list_view_set_up             (CstListView          *self,
                                              CstContext           *context,
                                              const CstListColumn  *columns,
                                              guint                 n_columns,
                                              char               *(*speak) (CstRow    *row,
                                                                           CstContext *context),
                                              GSettings            *settings);
void        cst_list_view_set_label          (CstListView          *self,
                                              const char           *label);
void        cst_list_view_set_model          (CstListView          *self,
                                              GListModel           *model);
void        cst_list_view_set_multiple       (CstListView          *self);
void        cst_list_view_set_menu           (CstListView          *self,
                                              GMenuModel           *menu);
void        cst_list_view_set_compact        (CstListView          *self,
                                              gboolean              is_compact);
void        cst_list_view_set_column_visible (CstListView          *self,
                                              const char           *id,
                                              gboolean              is_visible);
void        cst_list_view_set_column_title   (CstListView          *self,
                                              const char           *id,
                                              const char           *title);
CstListSort cst_list_view_get_sort           (CstListView          *self,
                                              gboolean             *descending);
CstRow     *cst_list_view_get_selected_row   (CstListView          *self);
GPtrArray  *cst_list_view_get_selected_rows  (CstListView          *self);
guint       cst_list_view_get_n_selected     (CstListView          *self);
void        cst_list_view_refill             (CstListView          *self);
void        cst_list_view_scroll_to_top      (CstListView          *self);

G_END_DECLS
