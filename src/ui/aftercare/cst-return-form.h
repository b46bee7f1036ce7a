/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-step-form.h"

G_BEGIN_DECLS

#define CST_TYPE_RETURN_FORM (cst_return_form_get_type ())

G_DECLARE_FINAL_TYPE (CstReturnForm, cst_return_form, CST, RETURN_FORM, GtkWidget)

CstStepForm *cst_return_form_new (CstIncidentCase * incident_case,
                                  const CstReturn * goods,
                                  CstOperationKind kind);

G_END_DECLS
