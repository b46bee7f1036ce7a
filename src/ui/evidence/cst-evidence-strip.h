/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-watched-folder.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CST_TYPE_EVIDENCE_STRIP (cst_evidence_strip_get_type ())

G_DECLARE_FINAL_TYPE (CstEvidenceStrip, cst_evidence_strip, CST, EVIDENCE_STRIP, GtkWidget)

void cst_evidence_strip_set_folder (CstEvidenceStrip *self,
                                    CstWatchedFolder *folder);
void cst_evidence_strip_set_may_add (CstEvidenceStrip *self,
                                     gboolean          may_add);

G_END_DECLS
