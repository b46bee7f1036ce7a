/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-step-form.h"

G_BEGIN_DECLS

#define CST_TYPE_STEP_WINDOW (cst_step_window_get_type ())

G_DECLARE_FINAL_TYPE (CstStepWindow, cst_step_window, CST, STEP_WINDOW, AdwWindow)

CstStepWindow *cst_step_window_new (CstContext * context,
                                    CstIncidentCase * incident_case,
                                    CstStepForm * form,
                                    GtkWindow * parent);

G_END_DECLS
