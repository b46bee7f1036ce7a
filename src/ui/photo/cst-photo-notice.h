/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-photo-item.h"

G_BEGIN_DECLS

#define CST_TYPE_PHOTO_NOTICE (cst_photo_notice_get_type ())

G_DECLARE_FINAL_TYPE (CstPhotoNotice, cst_photo_notice, CST, PHOTO_NOTICE, GtkWidget)

void cst_photo_notice_show_fact    (CstPhotoNotice *self,
                                    CstPhotoItem   *item,
                                    const char     *none_text,
                                    gboolean        may_ask);
void cst_photo_notice_show_failure (CstPhotoNotice *self,
                                    const GError   *error);

G_END_DECLS
