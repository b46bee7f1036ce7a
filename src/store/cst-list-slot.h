/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-rows.h"

G_BEGIN_DECLS

#define CST_TYPE_LIST_SLOT (cst_list_slot_get_type ())

/* An item of a #CstListModel: the same object for the same thing for as long as anyone holds it,
 * while what it shows and where it stands change. */
G_DECLARE_FINAL_TYPE (CstListSlot, cst_list_slot, CST, LIST_SLOT, GObject)

CstListSlot *cst_list_slot_new (gint64       id,
                                guint        position);
gint64       cst_list_slot_get_id       (CstListSlot *self);
guint        cst_list_slot_get_position (CstListSlot *self);
void         cst_list_slot_set_position (CstListSlot *self,
                                         guint        position);
CstRow      *cst_list_slot_get_row      (CstListSlot *self);
void         cst_list_slot_set_row      (CstListSlot *self,
                                         CstRow      *row);

G_END_DECLS
