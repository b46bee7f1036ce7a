/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-list-view.h"

G_BEGIN_DECLS

struct _CstListView
{
  GtkWidget            parent_instance;

  GtkWidget           *root;
  GtkColumnView       *view;

  CstContext          *context;  /* (owned) (nullable) */
  GSettings           *settings; /* (owned) (nullable) */
  const CstListColumn *columns;
  guint                n_columns;
  GPtrArray           *view_columns; /* (owned): of GtkColumnViewColumn, as in columns */
  GPtrArray           *cells;        /* (owned): of the living cells, borrowed */
  GtkSelectionModel   *selection;    /* (owned): single, until several may be selected */
  GHashTable          *unavailable;  /* (owned): ids of columns this page does not have right now */
  GtkWidget           *menu;         /* (nullable): a child of the view */
  const CstListColumn *asked;        /* the column whose sorter was asked first */
  const CstListColumn *sorted;       /* (nullable): NULL is the list's own order */
  int                  width;        /* of the list, 0 until it has one */
  int                  char_width;
  guint                columns_tick; /* 0: the columns fit the width */
  gboolean             is_descending;
  gboolean             is_compact;
  gboolean             is_setting_up;
};

void cst_list_view_set_width (CstListView *self,
                              int          width);

G_END_DECLS
