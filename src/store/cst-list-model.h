/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-list-slot.h"
#include "cst-store.h"

G_BEGIN_DECLS

#define CST_TYPE_LIST_MODEL (cst_list_model_get_type ())

G_DECLARE_FINAL_TYPE (CstListModel, cst_list_model, CST, LIST_MODEL, GObject)

CstListModel       *cst_list_model_new (CstStore * store);
void                cst_list_model_set_query   (CstListModel        *self,
                                                const CstListQuery  *query);
void                cst_list_model_set_suspended (CstListModel      *self,
                                                  gboolean             is_suspended);
void                cst_list_model_reload      (CstListModel        *self);
guint               cst_list_model_get_n_total (CstListModel        *self);
gboolean            cst_list_model_is_loading  (CstListModel        *self);
guint               cst_list_model_position_of (CstListModel        *self,
                                                gint64               account,
                                                const char          *remote);

G_END_DECLS
