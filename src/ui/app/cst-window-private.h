/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-deliveries-page.h"
#include "cst-list-page.h"
#include "cst-order-page.h"
#include "cst-pack-strip.h"
#include "cst-person-button.h"
#include "cst-sidebar.h"
#include "cst-sync-strip.h"
#include "cst-window.h"

G_BEGIN_DECLS

struct _CstWindow
{
  AdwApplicationWindow  parent_instance;

  AdwToastOverlay      *toasts;
  GtkStack             *states;
  AdwStatusPage        *failure;
  AdwLeaflet           *leaflet;
  GtkWidget            *content;
  CstSidebar           *sidebar;
  CstPersonButton      *person_button;
  AdwWindowTitle       *title;
  GtkWidget            *sidebar_button;
  GtkWidget            *back_button;
  GtkWidget            *record_button;
  GtkSearchBar         *search_bar;
  GtkEditable          *search_entry;
  CstSyncStrip         *strip;
  CstPackStrip         *pack_strip;
  GtkStack             *pages;

  GSettings            *settings;   /* (owned) */
  CstContext           *context;    /* (owned) (nullable) */
  CstOrderPage         *order_page; /* (nullable): a child of pages */
  GPtrArray            *list_pages; /* (owned): of CstListPage, children of pages */
  CstDeliveriesPage    *deliveries; /* (nullable): a child of pages */
  char                 *section;    /* (owned): what is shown, or lies below the order's page */
  gboolean              is_counted; /* the incidents shown are those that a figure counts */
  gboolean              is_expecting; /* an account is about to appear */
};

#define CST_WINDOW_FIRST_SECTION "orders"

gboolean     cst_window_is_showing_order  (CstWindow          *self);
void         cst_window_set_counted       (CstWindow          *self,
                                           const CstListQuery *counted,
                                           const char         *words);
CstListPage *cst_window_get_searched_page (CstWindow          *self);
void         cst_window_install_actions   (GtkWidgetClass     *widget_class);
void         cst_window_install_search    (GtkWidgetClass     *widget_class);

G_END_DECLS
