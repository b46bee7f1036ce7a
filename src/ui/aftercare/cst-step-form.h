/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-context.h"
#include "cst-incident-case.h"

G_BEGIN_DECLS

#define CST_TYPE_STEP_FORM (cst_step_form_get_type ())

G_DECLARE_INTERFACE (CstStepForm, cst_step_form, CST, STEP_FORM, GtkWidget)

/**
 * CstStepFormInterface:
 * @get_title: what the form is for
 * @get_confirm_label: its button, a verb
 * @get_purpose: (nullable): names the draft, see cst_draft_key(); %NULL for a form without
 * @dup_problem: (nullable) (transfer full): what is still missing, %NULL when it can be confirmed
 * @list_consequences: (transfer full): sentences: what confirming does
 * @build: (transfer full): the operation
 * @to_text: (transfer full): everything typed and chosen, for the draft
 * @restore: takes a draft over
 * @decided: (nullable): the operation was written down
 *
 * What a #CstStepWindow shows: a form that ends in one operation. Its signal `changed` says that
 * what it would do, or what is missing, is no longer the same.
 */
struct _CstStepFormInterface
{
  GTypeInterface parent_interface;

  const char   *(*get_title) (CstStepForm *self);
  const char   *(*get_confirm_label) (CstStepForm *self);
  const char   *(*get_purpose) (CstStepForm *self);
  char         *(*dup_problem) (CstStepForm *self);
  GStrv         (*list_consequences) (CstStepForm *self);
  CstOperation *(*build) (CstStepForm *self);
  char         *(*to_text) (CstStepForm *self);
  void          (*restore) (CstStepForm *self,
                            const char  *text);
  void          (*decided) (CstStepForm *self);
};

void cst_step_form_changed (CstStepForm *self);

G_END_DECLS
