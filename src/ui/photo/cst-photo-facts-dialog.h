/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-photo-item.h"

G_BEGIN_DECLS

char *cst_photo_facts_text        (CstPhotoItem *item);
void  cst_photo_facts_dialog_show (GtkWidget    *near,
                                   CstPhotoItem *item);

G_END_DECLS
