/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-incident-window-private.h"

#include <glib/gi18n.h>

#include "cst-composer.h"
#include "cst-files.h"
#include "cst-label-chooser.h"
#include "cst-leave-window.h"
#include "cst-message.h"
#include "cst-paste.h"
#include "cst-util.h"

/* Internal evidence: chosen, dropped on the window, pasted, or new in the watched folder. What leaves is shown first;
 * then each file is a decision of its own, which waits in the outbox for the network like any other. */

typedef struct
{
  CstIncidentWindow *self;     /* (owned) */
  gint64             account;
  char              *order;
  char              *incident;
  gboolean           is_watched;
  guint              n_pending;
  guint              n_added;
  gint64             last_id;
  GError            *error;    /* (nullable): the first one */
} Adding;

static void
adding_free (Adding *adding)
{
  g_object_unref (adding->self);
  g_free (adding->order);
  g_free (adding->incident);
  g_clear_error (&adding->error);
  g_free (adding);
}

static void
closure_ended_cb (gpointer  data,
                  GClosure *closure)
{
  adding_free (data);
}

static void
say_added (Adding *adding)
{
  CstIncidentWindow *self = adding->self;
  g_autofree char *words = NULL;
  AdwToast *toast;

  if (gtk_widget_in_destruction (GTK_WIDGET (self)))
    return;
  if (adding->error != NULL)
    cst_message_show_problem (GTK_WIDGET (self), _("Not every file could be added"), adding->error);
  if (adding->n_added == 0)
    return;

  words = g_strdup_printf (ngettext ("%u file added as internal evidence", "%u files added as internal evidence",
                                     adding->n_added), adding->n_added);
  toast = adw_toast_new (words);
  if (adding->n_added == 1 && self->incident_case != NULL && self->incident_case->undo_window > 0)
    {
      adw_toast_set_button_label (toast, _("_Undo"));
      adw_toast_set_action_name (toast, "incident.undo");
      adw_toast_set_action_target_value (toast, g_variant_new_int64 (adding->last_id));
      adw_toast_set_timeout (toast, (guint) self->incident_case->undo_window);
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

typedef struct
{
  Adding          *adding;
  CstOutgoingFile *file; /* (owned): dropped when it could not be decided */
} One;

static void
decided_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  One *one = user_data;
  Adding *adding = one->adding;
  g_autoptr(GError) error = NULL;
  gint64 id = cst_context_decide_finish (CST_CONTEXT (object), result, &error);

  if (id != 0)
    {
      adding->n_added++;
      adding->last_id = id;
    }
  else
    {
      cst_files_drop (cst_context_get_store (CST_CONTEXT (object)), one->file);
      if (adding->error == NULL)
        adding->error = g_steal_pointer (&error);
    }
  cst_record_free (&cst_outgoing_file_type, one->file);
  g_free (one);

  if (--adding->n_pending > 0)
    return;
  say_added (adding);
  adding_free (adding);
}

static void
accepted_cb (CstLeaveWindow *window,
             GPtrArray      *files,
             Adding         *offered)
{
  const char *note = cst_leave_window_get_note (window);
  CstContext *context = offered->self->context;
  Adding *adding = g_new0 (Adding, 1);

  *adding = *offered;
  adding->self = g_object_ref (offered->self);
  adding->order = g_strdup (offered->order);
  adding->incident = g_strdup (offered->incident);
  adding->n_pending = files->len;
  if (adding->is_watched)
    cst_watched_folder_dismiss (cst_watched_folder_get (context));

  for (guint i = 0; i < files->len; i++)
    {
      CstOperation *operation = cst_operation_new (CST_OPERATION_EVIDENCE, adding->account, adding->order,
                                                   adding->incident);
      One *one = g_new0 (One, 1);

      operation->text = cst_str_is_blank (note) ? NULL : g_strdup (note);
      g_ptr_array_add (operation->files, cst_record_dup (&cst_outgoing_file_type, g_ptr_array_index (files, i)));
      one->adding = adding;
      one->file = cst_record_dup (&cst_outgoing_file_type, g_ptr_array_index (files, i));
      cst_context_decide_async (context, operation, NULL, NULL, decided_cb, one);
    }
}

static gboolean
may_add (CstIncidentWindow *self)
{
  return self->incident_case != NULL && cst_account_can (self->incident_case->account, CST_CAN_ADD_EVIDENCE);
}

static void
offer (CstIncidentWindow *self,
       const char *const *paths,
       const char        *name,
       gboolean           are_temporary,
       gboolean           is_watched)
{
  CstLeaveWindow *window;
  Adding *offered;

  if (!may_add (self))
    return;
  if (paths[0] == NULL)
    {
      cst_incident_window_toast (self, _("Only files on this computer can be added"));
      return;
    }

  offered = g_new0 (Adding, 1);
  offered->self = g_object_ref (self);
  offered->account = self->account;
  offered->order = g_strdup (self->incident_case->order->id);
  offered->incident = g_strdup (self->incident);
  offered->is_watched = is_watched;
  window = cst_leave_window_new (cst_account_keeps_here (self->incident_case->account, CST_CAN_ADD_EVIDENCE)
                                 ? CST_LEAVE_ON_THIS_DESK : CST_LEAVE_TO_COLLEAGUES,
                                 cst_context_get_store (self->context),
                                 cst_context_get_decoder (self->context),
                                 self->incident_case->account->info.attachment_limit, 0);
  for (guint i = 0; paths[i] != NULL; i++)
    cst_leave_window_add (window, paths[i], name, are_temporary);
  g_signal_connect_data (window, "accepted", G_CALLBACK (accepted_cb), offered, closure_ended_cb, 0);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (window));
}

/* ── Where they come from ──────────────────────────────────────────────────────────────────────── */

static void
response_cb (GtkNativeDialog   *dialog,
             int                response,
             CstIncidentWindow *self)
{
  g_auto(GStrv) paths = response == GTK_RESPONSE_ACCEPT ? cst_chooser_paths (GTK_FILE_CHOOSER (dialog)) : NULL;

  gtk_native_dialog_hide (dialog);
  if (paths != NULL)
    offer (self, (const char *const *) paths, NULL, FALSE, FALSE);
  g_object_unref (dialog);
}

static void
add_evidence_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Choose Evidence"), GTK_WINDOW (widget),
                                                              GTK_FILE_CHOOSER_ACTION_OPEN, _("_Choose"),
                                                              _("_Cancel"));

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
pasted_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CstIncidentWindow) self = CST_INCIDENT_WINDOW (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(CstPasted) pasted = cst_paste_files_finish (GDK_CLIPBOARD (object), result, &error);

  if (pasted != NULL)
    offer (self, (const char *const *) pasted->paths, pasted->are_temporary ? _("Pasted image") : NULL,
           pasted->are_temporary, FALSE);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    cst_incident_window_toast (self, _("Nothing could be pasted"));
}

static void
paste_evidence_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (widget);

  if (cst_paste_has_files (clipboard))
    cst_paste_files_async (clipboard, self->cancellable, pasted_cb, g_object_ref (self));
}

static void
add_watched_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);
  const char *const *files = cst_watched_folder_get_files (cst_watched_folder_get (self->context));

  if (files[0] != NULL)
    offer (self, files, NULL, FALSE, TRUE);
}

static void
dismiss_watched_action (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  cst_watched_folder_dismiss (cst_watched_folder_get (CST_INCIDENT_WINDOW (widget)->context));
}

/* A photo dragged out of this very window is no news. Whatever lies under a file takes it, if it takes files. */
static gboolean
accept_cb (GtkDropTarget     *target,
           GdkDrop           *drop,
           CstIncidentWindow *self)
{
  GdkContentFormats *formats = gdk_drop_get_formats (drop);

  return gdk_drop_get_drag (drop) == NULL &&
         (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) ||
          gdk_content_formats_contain_mime_type (formats, "text/uri-list"));
}

static gboolean
drop_cb (GtkDropTarget     *target,
         const GValue      *value,
         double             x,
         double             y,
         CstIncidentWindow *self)
{
  GtkWidget *under = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *composer = under != NULL ? gtk_widget_get_ancestor (under, CST_TYPE_COMPOSER) : NULL;
  GtkWidget *label = under != NULL ? gtk_widget_get_ancestor (under, CST_TYPE_LABEL_CHOOSER) : NULL;
  g_auto(GStrv) paths = cst_dropped_paths (value);

  if (composer != NULL)
    cst_composer_offer (CST_COMPOSER (composer), (const char *const *) paths);
  else if (label != NULL)
    cst_label_chooser_choose (CST_LABEL_CHOOSER (label), paths[0]);
  else if (may_add (self))
    offer (self, (const char *const *) paths, NULL, FALSE, FALSE);
  else
    cst_incident_window_toast (self, _("No evidence can be added to this incident"));

  return TRUE;
}

/**
 * cst_incident_window_set_up_evidence:
 *
 * Once: takes what is dropped, and offers what comes into the watched folder.
 */
void
cst_incident_window_set_up_evidence (CstIncidentWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  /* Before every field for text, which would take a file for its path. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect_object (target, "accept", G_CALLBACK (accept_cb), self, 0);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  cst_evidence_strip_set_folder (self->evidence_strip, cst_watched_folder_get (self->context));
}

void
cst_incident_window_update_evidence (CstIncidentWindow *self)
{
  gboolean may = may_add (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "incident.add-evidence", may);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "incident.paste-evidence", may);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "incident.add-watched", may);
  cst_evidence_strip_set_may_add (self->evidence_strip, may);
}

void
cst_incident_window_install_evidence (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "incident.add-evidence", NULL, add_evidence_action);
  gtk_widget_class_install_action (widget_class, "incident.paste-evidence", NULL, paste_evidence_action);
  gtk_widget_class_install_action (widget_class, "incident.add-watched", NULL, add_watched_action);
  gtk_widget_class_install_action (widget_class, "incident.dismiss-watched", NULL, dismiss_watched_action);
}
