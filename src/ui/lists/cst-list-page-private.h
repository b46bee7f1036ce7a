/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-filter-popover.h"
#include "cst-list-model.h"
#include "cst-list-page.h"
#include "cst-list-view.h"
#include "cst-tab-strip.h"

G_BEGIN_DECLS

struct _CstListPage
{
  GtkWidget         parent_instance;

  GtkWidget        *root;
  GtkWidget        *bar;
  CstTabStrip      *tabs;
  GtkMenuButton    *filter_button;
  GtkWidget        *inspect_button;
  GtkWidget        *deliveries_bar;
  GtkLabel         *deliveries_label;
  GtkWidget        *counted_bar;
  GtkLabel         *counted_label;
  GtkStack         *stack;
  CstListView      *view;
  AdwStatusPage    *empty;
  GtkWidget        *clear_button;
  GtkWidget        *record_button;
  GtkWidget        *import_button;
  GtkLabel         *footer;
  GMenuModel       *order_menu;
  GMenuModel       *incident_menu;

  CstContext       *context;  /* (owned) */
  GSettings        *settings; /* (owned) */
  CstFilterPopover *filter;
  CstListQuery     *query;    /* (owned) */
  CstListQuery     *counted;  /* (owned) (nullable): incidents that a figure counts, instead of the filters */
  CstListModel     *model;    /* (owned) */
  char             *tab;      /* (owned): the nick of the query's tab, for the action */
};

void cst_list_page_add_tabs        (CstListPage    *self);
void cst_list_page_show_tally      (CstListPage    *self);
void cst_list_page_show_state      (CstListPage    *self);
void cst_list_page_show_n_filters  (CstListPage    *self);
void cst_list_page_show_terms      (CstListPage    *self);
void cst_list_page_open_row        (CstListPage    *self,
                                    CstRow         *row);
void cst_list_page_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
