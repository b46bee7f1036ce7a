/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-context.h"
#include "cst-incident-case.h"

G_BEGIN_DECLS

#define CST_TYPE_LABEL_PRINT_WINDOW (cst_label_print_window_get_type ())

G_DECLARE_FINAL_TYPE (CstLabelPrintWindow, cst_label_print_window, CST, LABEL_PRINT_WINDOW, AdwWindow)

CstLabelPrintWindow *cst_label_print_window_new (CstContext * context,
                                                 CstIncidentCase * incident_case,
                                                 const CstReturn * goods,
                                                 GtkWindow * parent);

G_END_DECLS
