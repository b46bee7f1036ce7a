/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-step-form.h"

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (CstStepForm, cst_step_form, GTK_TYPE_WIDGET)

static void
cst_step_form_default_init (CstStepFormInterface *iface)
{
  signals[CHANGED] = g_signal_new ("changed", CST_TYPE_STEP_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

/**
 * cst_step_form_changed:
 *
 * For forms: tells whoever shows this one.
 */
void
cst_step_form_changed (CstStepForm *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}
