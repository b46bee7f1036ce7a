/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-print-document.h"
#include "cst-print-label.h"

G_BEGIN_DECLS

void cst_print_document_run (CstPrintDocument *document,
                             const char       *job_name,
                             GtkWindow        *parent);
void cst_print_label_run    (GPtrArray        *pages,
                             CstLabelPaper     paper,
                             const char       *job_name,
                             GtkWindow        *parent);
gboolean cst_print_document_save (CstPrintDocument  *document,
                                  const char        *path,
                                  GError           **error);
gboolean cst_print_label_save    (GPtrArray         *pages,
                                  CstLabelPaper      paper,
                                  const char        *path,
                                  GError           **error);

G_END_DECLS
