/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-photo-item.h"

G_BEGIN_DECLS

void cst_photo_notes_fill (GtkBox       *box,
                           CstPhotoItem *item);

G_END_DECLS
