/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-warning-check.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-build.h"
#include "cst-ship-warnings.h"
#include "cst-util.h"

/* T9: what the rules point out and ask before a parcel leaves. A question is answered with a tick; in spite of a doubt
 * it leaves with a reason, which the journal keeps. Hidden when there is nothing. The signal `changed` says that
 * cst_warning_check_dup_problem() says something else. */
struct _CstWarningCheck
{
  GtkWidget       parent_instance;

  GCancellable   *cancellable; /* (owned) */
  gboolean        is_asking;
  GPtrArray      *warnings;    /* (owned) (nullable): of CstCaseNotice */
  CstPlaybook    *playbook;    /* (owned) (nullable): which says them */

  GtkWidget      *root;
  GtkCheckButton *check;       /* (nullable): nothing is asked */
  GtkEditable    *reason;      /* (nullable): nothing is doubtful */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstWarningCheck, cst_warning_check, GTK_TYPE_WIDGET)

static void
emit_changed (CstWarningCheck *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
ask_check (CstWarningCheck *self)
{
  self->check = GTK_CHECK_BUTTON (gtk_check_button_new_with_label (_("Yes, I have checked it")));
  g_signal_connect_swapped (self->check, "toggled", G_CALLBACK (emit_changed), self);
  gtk_box_append (GTK_BOX (self->root), GTK_WIDGET (self->check));
}

static void
ask_reason (CstWarningCheck *self)
{
  GtkWidget *entry = gtk_entry_new ();

  self->reason = GTK_EDITABLE (entry);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Why it leaves all the same"));
  cst_accessible_set_label (entry, _("Why it leaves all the same"));
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (emit_changed), self);
  gtk_box_append (GTK_BOX (self->root), entry);
}

static void
show_warnings (CstWarningCheck *self)
{
  for (guint i = 0; i < self->warnings->len; i++)
    gtk_box_append (GTK_BOX (self->root), cst_warning_row_new (g_ptr_array_index (self->warnings, i)));
  if (cst_ship_warnings_ask (self->warnings))
    ask_check (self);
  if (cst_ship_warnings_doubt (self->warnings))
    ask_reason (self);
  gtk_widget_set_visible (GTK_WIDGET (self), self->warnings->len > 0);
}

/* Where no rules apply nothing is pointed out. */
static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CstWarningCheck) self = CST_WARNING_CHECK (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(CstRulesCase) rules_case = cst_rules_case_finish (CST_RULES (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->is_asking = FALSE;
  if (rules_case != NULL)
    {
      self->playbook = cst_playbook_ref (rules_case->playbook);
      self->warnings = cst_ship_warnings (rules_case->playbook, rules_case->facts);
      show_warnings (self);
    }
  emit_changed (self);
}

static void
cst_warning_check_dispose (GObject *object)
{
  CstWarningCheck *self = CST_WARNING_CHECK (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->root, gtk_widget_unparent);
  self->check = NULL;
  self->reason = NULL;

  G_OBJECT_CLASS (cst_warning_check_parent_class)->dispose (object);
}

static void
cst_warning_check_finalize (GObject *object)
{
  CstWarningCheck *self = CST_WARNING_CHECK (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
  g_clear_pointer (&self->playbook, cst_playbook_unref);

  G_OBJECT_CLASS (cst_warning_check_parent_class)->finalize (object);
}

static void
cst_warning_check_class_init (CstWarningCheckClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cst_warning_check_dispose;
  G_OBJECT_CLASS (klass)->finalize = cst_warning_check_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "warningcheck");
}

static void
cst_warning_check_init (CstWarningCheck *self)
{
  self->cancellable = g_cancellable_new ();
  self->root = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_widget_add_css_class (self->root, "card");
  gtk_widget_add_css_class (self->root, "panel");
  gtk_widget_set_parent (self->root, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * cst_warning_check_new:
 * @incident: whose parcel is about to leave
 *
 * Returns: (transfer floating): the check, which asks the rules at once
 */
GtkWidget *
cst_warning_check_new (CstContext *context,
                       gint64      account,
                       const char *incident)
{
  CstWarningCheck *self = g_object_new (CST_TYPE_WARNING_CHECK, NULL);

  self->is_asking = TRUE;
  cst_rules_case_async (cst_context_get_rules (context), account, incident, self->cancellable, asked_cb,
                        g_object_ref (self));

  return GTK_WIDGET (self);
}

/**
 * cst_warning_check_dup_problem:
 *
 * Returns: (transfer full) (nullable): what is still to be looked at before the parcel leaves
 */
char *
cst_warning_check_dup_problem (CstWarningCheck *self)
{
  g_return_val_if_fail (CST_IS_WARNING_CHECK (self), NULL);

  if (self->is_asking)
    return g_strdup (_("The rules are being looked up"));
  if (self->reason != NULL && cst_str_is_blank (gtk_editable_get_text (self->reason)))
    return g_strdup (_("Look at the warning first, and say why it leaves all the same"));
  if (self->check != NULL && !gtk_check_button_get_active (self->check))
    return g_strdup (_("Check first what the rules ask"));

  return NULL;
}

/**
 * cst_warning_check_note:
 * @operation: with which the parcel leaves
 *
 * Keeps with the decision why it was taken in spite of a warning.
 */
void
cst_warning_check_note (CstWarningCheck *self,
                        CstOperation    *operation)
{
  g_return_if_fail (CST_IS_WARNING_CHECK (self));
  g_return_if_fail (operation != NULL);

  if (self->reason != NULL)
    cst_ship_warnings_note (self->warnings, self->playbook, operation, gtk_editable_get_text (self->reason));
}

/**
 * cst_warning_row_new:
 *
 * Returns: (transfer floating): what the rules point out or ask, as it is shown everywhere
 */
GtkWidget *
cst_warning_row_new (const CstCaseNotice *notice)
{
  g_return_val_if_fail (notice != NULL, NULL);

  return cst_build_row (notice->asks ? "dialog-question-symbolic" : "dialog-warning-symbolic", notice->label, NULL,
                        NULL);
}
