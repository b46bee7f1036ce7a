/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-mark-dialog.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-build.h"
#include "cst-site-card.h"
#include "cst-util.h"

/* Saying that an incident is resolved: for which of the site's own reasons that the brand may use, with which words to
 * the customer, and what follows from it. The signal `changed` says that other words stand there. */
struct _CstMarkDialog
{
  AdwMessageDialog  parent_instance;

  GtkTextBuffer    *buffer;  /* (owned) (nullable) */
  GPtrArray        *checks;  /* (owned) of GtkCheckButton, one for each reason */
  char             *reason;  /* (owned) (nullable): the site's code */
  GtkWidget        *obstacle_row;
  GtkLabel         *obstacle_label;
  gboolean          has_obstacle;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstMarkDialog, cst_mark_dialog, ADW_TYPE_MESSAGE_DIALOG)

static void
update (CstMarkDialog *self)
{
  g_autofree char *text = cst_mark_dialog_dup_text (self);
  gboolean is_blank = cst_str_is_blank (text);

  if (!self->has_obstacle && is_blank)
    gtk_label_set_label (self->obstacle_label, _("Write how it was resolved."));
  gtk_widget_set_visible (self->obstacle_row, self->has_obstacle || is_blank);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), CST_MARK_RESOLVED,
                                           !self->has_obstacle && !is_blank);
}

static void
text_changed_cb (CstMarkDialog *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
  update (self);
}

static void
reason_toggled_cb (CstMarkDialog  *self,
                   GtkCheckButton *check)
{
  if (gtk_check_button_get_active (check))
    cst_set_str (&self->reason, g_object_get_data (G_OBJECT (check), "code"));
}

/* What was done about the incident last; the reason that says so is proposed. */
static const char *
done_of (const CstIncident *incident)
{
  const CstResolution *last = NULL;

  if (incident->resolutions->len > 0)
    last = g_ptr_array_index (incident->resolutions, incident->resolutions->len - 1);
  if (last == NULL || last->kind == CST_RESOLUTION_UNKNOWN)
    return "resolved";

  return last->kind == CST_RESOLUTION_REFUND ? "refund" : "replacement";
}

static void
add_reason (CstMarkDialog       *self,
            GtkWidget           *box,
            const CstSiteReason *reason)
{
  GtkWidget *check = gtk_check_button_new_with_label (reason->label);

  if (self->checks->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), g_ptr_array_index (self->checks, 0));
  g_object_set_data_full (G_OBJECT (check), "code", g_strdup (reason->code), g_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (reason_toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), check);
  g_ptr_array_add (self->checks, check);
}

static void
add_reasons (CstMarkDialog         *self,
             GtkWidget             *box,
             const CstIncidentCase *incident_case)
{
  const CstAccountInfo *info = &incident_case->account->info;
  const char *done = done_of (incident_case->incident);
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *proposed = NULL;

  if (!cst_account_has_reasons (incident_case->account, CST_REASON_ENDS))
    return;

  gtk_box_append (GTK_BOX (group), cst_build_label (_("Reason"), "heading"));
  for (guint i = 0; i < info->reasons->len; i++)
    {
      const CstSiteReason *reason = g_ptr_array_index (info->reasons, i);

      if (reason->use != CST_REASON_ENDS || !reason->is_ours || reason->code == NULL)
        continue;
      add_reason (self, group, reason);
      if (proposed == NULL && g_strcmp0 (reason->topic, done) == 0)
        proposed = g_ptr_array_index (self->checks, self->checks->len - 1);
    }
  cst_accessible_set_label (group, _("Reason"));
  gtk_box_append (GTK_BOX (box), group);
  if (self->checks->len > 0)
    gtk_check_button_set_active (proposed != NULL ? GTK_CHECK_BUTTON (proposed) : g_ptr_array_index (self->checks, 0),
                                 TRUE);
}

static void
add_consequences (GtkWidget             *box,
                  const CstIncidentCase *incident_case)
{
  const char *site = cst_account_get_site (incident_case->account);
  /* Translators: a customer’s name */
  g_autofree char *told = g_strdup_printf (_("%s reads the message below."),
                                           cst_incident_case_customer (incident_case));
  /* Translators: the name of the marketplace */
  g_autofree char *waits = g_strdup_printf (_("%s then waits for their agreement: marked as resolved is not closed. If "
                                              "they contest it, the incident comes back to you."), site);
  g_autofree char *undo = cst_site_undo_text (incident_case->undo_window);

  gtk_box_append (GTK_BOX (box), cst_build_row ("constat-message-symbolic", told, NULL, NULL));
  gtk_box_append (GTK_BOX (box), cst_build_row ("constat-state-marked-symbolic", waits, NULL, NULL));
  gtk_box_append (GTK_BOX (box), cst_build_row ("constat-op-held-symbolic", undo, NULL, NULL));
}

static void
add_obstacle (CstMarkDialog *self,
              GtkWidget     *box)
{
  GtkWidget *label = cst_build_label ("", "caption-heading");

  self->obstacle_row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  self->obstacle_label = GTK_LABEL (label);
  gtk_box_append (GTK_BOX (self->obstacle_row), cst_build_icon ("dialog-warning-symbolic", NULL));
  gtk_box_append (GTK_BOX (self->obstacle_row), label);
  gtk_widget_set_visible (self->obstacle_row, FALSE);
  gtk_box_append (GTK_BOX (box), self->obstacle_row);
}

static void
cst_mark_dialog_dispose (GObject *object)
{
  g_clear_object (&CST_MARK_DIALOG (object)->buffer);

  G_OBJECT_CLASS (cst_mark_dialog_parent_class)->dispose (object);
}

static void
cst_mark_dialog_finalize (GObject *object)
{
  CstMarkDialog *self = CST_MARK_DIALOG (object);

  g_ptr_array_unref (self->checks);
  g_free (self->reason);

  G_OBJECT_CLASS (cst_mark_dialog_parent_class)->finalize (object);
}

static void
cst_mark_dialog_class_init (CstMarkDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cst_mark_dialog_dispose;
  object_class->finalize = cst_mark_dialog_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
cst_mark_dialog_init (CstMarkDialog *self)
{
  self->checks = g_ptr_array_new ();
}

/**
 * cst_mark_dialog_new:
 * @text: (nullable): what has been written to the customer already
 *
 * The response %CST_MARK_RESOLVED means that the incident is to be marked as resolved.
 *
 * Returns: (transfer none): GTK owns it
 */
CstMarkDialog *
cst_mark_dialog_new (GtkWindow             *parent,
                     const CstIncidentCase *incident_case,
                     const char            *text)
{
  CstMarkDialog *self = g_object_new (CST_TYPE_MARK_DIALOG, "transient-for", parent, "modal", TRUE,
                                      "heading", _("Mark as Resolved?"), NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  add_consequences (box, incident_case);
  add_reasons (self, box, incident_case);
  gtk_box_append (GTK_BOX (box), cst_build_label (_("How it was resolved, in words for the customer"), "heading"));
  gtk_box_append (GTK_BOX (box), cst_build_letter (cst_str_is_blank (text) ? NULL : text, &self->buffer));
  g_object_ref (self->buffer);
  add_obstacle (self, box);
  adw_message_dialog_set_extra_child (dialog, box);
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), CST_MARK_RESOLVED, _("_Mark as Resolved"), NULL);
  adw_message_dialog_set_response_appearance (dialog, CST_MARK_RESOLVED, ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (text_changed_cb), self, G_CONNECT_SWAPPED);
  update (self);

  return self;
}

/**
 * cst_mark_dialog_dup_text:
 *
 * Returns: (transfer full): the message as it stands now
 */
char *
cst_mark_dialog_dup_text (CstMarkDialog *self)
{
  GtkTextIter start, end;

  g_return_val_if_fail (CST_IS_MARK_DIALOG (self), NULL);

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);

  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

/**
 * cst_mark_dialog_get_reason:
 *
 * Returns: (transfer none) (nullable): the code of the site's reason that was chosen
 */
const char *
cst_mark_dialog_get_reason (CstMarkDialog *self)
{
  g_return_val_if_fail (CST_IS_MARK_DIALOG (self), NULL);

  return self->reason;
}

/**
 * cst_mark_dialog_set_obstacle:
 * @obstacle: (nullable): why the message must not be sent as it stands (H9, R16)
 */
void
cst_mark_dialog_set_obstacle (CstMarkDialog *self,
                              const char    *obstacle)
{
  g_return_if_fail (CST_IS_MARK_DIALOG (self));

  self->has_obstacle = obstacle != NULL;
  gtk_label_set_label (self->obstacle_label, obstacle != NULL ? obstacle : "");
  update (self);
}
