/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-store.h"

G_BEGIN_DECLS

#define CST_TYPE_FILE_BOX (cst_file_box_get_type ())

G_DECLARE_FINAL_TYPE (CstFileBox, cst_file_box, CST, FILE_BOX, GtkWidget)

void       cst_file_box_set_store  (CstFileBox *self,
                                    CstStore   *store,
                                    gint64      max_size);
void       cst_file_box_set_files  (CstFileBox *self,
                                    GPtrArray  *files);
GPtrArray *cst_file_box_get_files  (CstFileBox *self);
void       cst_file_box_add_path   (CstFileBox *self,
                                    const char *path);
void       cst_file_box_catch      (CstFileBox *self,
                                    GtkWidget  *window);

G_END_DECLS
