/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-operation.h"
#include "cst-photo-decoder.h"
#include "cst-store.h"

G_BEGIN_DECLS

#define CST_TYPE_LABEL_CHOOSER (cst_label_chooser_get_type ())

G_DECLARE_FINAL_TYPE (CstLabelChooser, cst_label_chooser, CST, LABEL_CHOOSER, GtkWidget)

void                   cst_label_chooser_set_up    (CstLabelChooser       *self,
                                                    CstStore              *store,
                                                    CstPhotoDecoder       *decoder);
void                   cst_label_chooser_set_limit (CstLabelChooser       *self,
                                                    gint64                 max_size);
void                   cst_label_chooser_set_label (CstLabelChooser       *self,
                                                    const CstOutgoingFile *label);
void                   cst_label_chooser_choose    (CstLabelChooser       *self,
                                                    const char            *path);
const CstOutgoingFile *cst_label_chooser_get_label (CstLabelChooser       *self);

G_END_DECLS
