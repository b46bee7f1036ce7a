/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-step-form.h"

G_BEGIN_DECLS

#define CST_TYPE_LABEL_FORM (cst_label_form_get_type ())

G_DECLARE_FINAL_TYPE (CstLabelForm, cst_label_form, CST, LABEL_FORM, GtkWidget)

CstStepForm *cst_label_form_new (CstContext * context,
                                 CstIncidentCase * incident_case,
                                 const CstReturn * goods);

G_END_DECLS
