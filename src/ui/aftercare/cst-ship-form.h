/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-step-form.h"

G_BEGIN_DECLS

#define CST_TYPE_SHIP_FORM (cst_ship_form_get_type ())

G_DECLARE_FINAL_TYPE (CstShipForm, cst_ship_form, CST, SHIP_FORM, GtkWidget)

CstStepForm *cst_ship_form_new (CstContext * context,
                                CstIncidentCase * incident_case,
                                const char      *resolution);

G_END_DECLS
