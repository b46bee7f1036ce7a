/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-step-form.h"

G_BEGIN_DECLS

#define CST_TYPE_REMINDER_FORM (cst_reminder_form_get_type ())

G_DECLARE_FINAL_TYPE (CstReminderForm, cst_reminder_form, CST, REMINDER_FORM, GtkWidget)

CstStepForm *cst_reminder_form_new (CstIncidentCase * incident_case);

G_END_DECLS
