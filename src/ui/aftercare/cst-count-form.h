/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-step-form.h"

G_BEGIN_DECLS

#define CST_TYPE_COUNT_FORM (cst_count_form_get_type ())

G_DECLARE_FINAL_TYPE (CstCountForm, cst_count_form, CST, COUNT_FORM, GtkWidget)

CstStepForm *cst_count_form_new (CstContext * context,
                                 CstIncidentCase * incident_case,
                                 const CstReturn * goods,
                                 gboolean         is_inspection);

G_END_DECLS
