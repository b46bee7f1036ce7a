/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-decision-guard.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-build.h"
#include "cst-contact.h"
#include "cst-decision-rules.h"
#include "cst-format.h"
#include "cst-util.h"

/* What the rules ask before a resolution is decided: amounts above a limit are confirmed a second
 * time, those above the ceiling are not decided here (R1), and who decides otherwise than proposed
 * says why (H0). The signal `changed` says that more or less is asked now. */
struct _CstDecisionGuard
{
  GtkWidget       parent_instance;

  gboolean        is_forbidden;

  GtkWidget      *root;
  GtkCheckButton *confirm_check; /* (nullable) */
  GtkEditable    *reason_entry;  /* (nullable) */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstDecisionGuard, cst_decision_guard, GTK_TYPE_WIDGET)

static void
emit_changed (CstDecisionGuard *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
cst_decision_guard_dispose (GObject *object)
{
  CstDecisionGuard *self = CST_DECISION_GUARD (object);

  g_clear_pointer (&self->root, gtk_widget_unparent);
  self->confirm_check = NULL;
  self->reason_entry = NULL;

  G_OBJECT_CLASS (cst_decision_guard_parent_class)->dispose (object);
}

static void
cst_decision_guard_class_init (CstDecisionGuardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cst_decision_guard_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "decisionguard");
}

static void
cst_decision_guard_init (CstDecisionGuard *self)
{
  self->root = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_widget_set_parent (self->root, GTK_WIDGET (self));
}

/* What it costs: a refund's total, or what the articles sent again are worth. */
static CstMoney
value_of (CstResolutionDraft *draft)
{
  CstAmounts amounts;
  gint64 minor = 0;

  cst_resolution_draft_get_amounts (draft, &amounts);
  if (cst_resolution_draft_get_choice (draft) == CST_CHOICE_REFUND)
    return cst_money (amounts.total, amounts.currency);

  for (guint i = 0; i < cst_resolution_draft_get_n_lines (draft); i++)
    {
      const CstDraftLine *line = cst_resolution_draft_get_line (draft, i);

      minor += line->quantity * line->unit_price;
    }

  return cst_money (minor, amounts.currency);
}

static void
ask_money (CstDecisionGuard   *self,
           CstResolutionDraft *draft,
           const CstRulesCase *rules_case)
{
  CstMoney value = value_of (draft);
  g_autofree char *amount = cst_money_format (value);
  g_autofree char *why = NULL;
  CstMoneyAnswer answer = cst_money_guard_ask (rules_case->playbook, rules_case->facts, value, &why);

  if (answer == CST_MONEY_FREE)
    return;

  self->is_forbidden = answer == CST_MONEY_FORBIDDEN;
  gtk_box_append (GTK_BOX (self->root),
                  cst_build_row ("dialog-warning-symbolic",
                                 self->is_forbidden ? _("This is more than the rules allow to decide here.")
                                                    : _("The rules ask for a second look at this amount."), why, NULL));
  if (self->is_forbidden)
    return;

  {
    /* Translators: an amount of money */
    g_autofree char *words = g_strdup_printf (_("I have checked the amount of %s"), amount);

    self->confirm_check = GTK_CHECK_BUTTON (gtk_check_button_new_with_label (words));
    g_signal_connect_swapped (self->confirm_check, "toggled", G_CALLBACK (emit_changed), self);
    gtk_box_append (GTK_BOX (self->root), GTK_WIDGET (self->confirm_check));
  }
}

static void
ask_reason (CstDecisionGuard   *self,
            CstResolutionDraft *draft,
            const CstRulesCase *rules_case)
{
  const CstGuideStep *guide = rules_case->view->guide;
  CstOperationKind kind = cst_resolution_draft_get_choice (draft) == CST_CHOICE_REFUND ? CST_OPERATION_REFUND
                                                                                       : CST_OPERATION_REPLACEMENT;
  g_autofree char *text = NULL;
  GtkWidget *entry;

  if (cst_decision_follows (rules_case->view, kind))
    return;

  /* Translators: what the rules propose */
  text = g_strdup_printf (_("The rules propose: “%s”. Why do you decide otherwise?"), guide->proposal->label);
  gtk_box_append (GTK_BOX (self->root), cst_build_row ("dialog-question-symbolic", text, NULL, NULL));
  entry = gtk_entry_new ();
  self->reason_entry = GTK_EDITABLE (entry);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Reason, for your colleagues"));
  cst_accessible_set_label (entry, text);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (emit_changed), self);
  gtk_box_append (GTK_BOX (self->root), entry);
}

/**
 * cst_decision_guard_new:
 *
 * Returns: (transfer floating) (nullable): %NULL when the rules ask nothing
 */
CstDecisionGuard *
cst_decision_guard_new (CstResolutionDraft *draft,
                        const CstRulesCase *rules_case)
{
  CstDecisionGuard *self = g_object_new (CST_TYPE_DECISION_GUARD, NULL);

  ask_money (self, draft, rules_case);
  ask_reason (self, draft, rules_case);
  if (gtk_widget_get_first_child (self->root) != NULL)
    return self;

  g_object_ref_sink (self);
  g_object_unref (self);

  return NULL;
}

/**
 * cst_decision_guard_is_ready:
 *
 * Returns: whether everything that is asked was answered
 */
gboolean
cst_decision_guard_is_ready (CstDecisionGuard *self)
{
  return !self->is_forbidden &&
         (self->confirm_check == NULL || gtk_check_button_get_active (self->confirm_check)) &&
         (self->reason_entry == NULL || !cst_str_is_blank (gtk_editable_get_text (self->reason_entry)));
}

/**
 * cst_decision_guard_dup_reason:
 *
 * Returns: (transfer full) (nullable): why it is decided otherwise than proposed
 */
char *
cst_decision_guard_dup_reason (CstDecisionGuard *self)
{
  return self->reason_entry != NULL ? g_strdup (gtk_editable_get_text (self->reason_entry)) : NULL;
}
