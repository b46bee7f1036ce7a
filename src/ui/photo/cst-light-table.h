/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-photo-decoder.h"

G_BEGIN_DECLS

#define CST_TYPE_LIGHT_TABLE (cst_light_table_get_type ())

G_DECLARE_FINAL_TYPE (CstLightTable, cst_light_table, CST, LIGHT_TABLE, AdwWindow)

GtkWidget *cst_light_table_new (GtkWindow * parent,
                                CstPhotoDecoder * decoder,
                                GPtrArray * items,
                                const char *const  *titles,
                                guint               first);

G_END_DECLS
