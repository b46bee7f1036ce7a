/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-incident-window-private.h"

#include <glib/gi18n.h>

/* Giving an incident up at its site, or only what was to come back, where the site takes it. */

#define CANCELLED "cancel-there"

/* The return that is still asked for; there is one at a time. */
static const CstReturn *
asked_return (const CstIncident *incident)
{
  for (guint i = 0; i < incident->returns->len; i++)
    {
      const CstReturn *goods = g_ptr_array_index (incident->returns, i);

      if (goods->state == CST_RETURN_ASKED || goods->state == CST_RETURN_LABELLED)
        return goods;
    }

  return NULL;
}

static void
answered_cb (AdwMessageDialog  *dialog,
             const char        *response,
             CstIncidentWindow *self)
{
  const char *goods = g_object_get_data (G_OBJECT (dialog), "return");
  const CstIncident *incident;
  CstOperation *operation;

  if (!g_str_equal (response, CANCELLED) || self->incident_case == NULL)
    return;

  incident = self->incident_case->incident;
  operation = cst_operation_new (CST_OPERATION_CANCEL, self->account, incident->order, incident->id);
  operation->if_version = incident->version;
  operation->subject = g_strdup (goods);
  cst_incident_window_decide (self, operation, NULL, goods != NULL ? _("Cancelling the return") : _("Cancelling"));
}

/* What hangs on it, in words, before anything is decided. */
static char *
consequences (const CstIncident *incident,
              gboolean           is_return)
{
  GString *text = g_string_new (NULL);

  if (is_return)
    return g_string_free (g_string_append (text, _("The customer keeps the articles. The rest of the incident "
                                                   "stands.")), FALSE);

  g_string_append (text, _("The incident ends at the site; it cannot be opened again there."));
  if (cst_incident_open_resolution (incident) != NULL)
    g_string_append_printf (text, " %s", _("What was to be sent is not sent."));
  if (asked_return (incident) != NULL)
    g_string_append_printf (text, " %s", _("Nothing has to come back."));
  for (guint i = 0; i < incident->resolutions->len; i++)
    {
      const CstResolution *resolution = g_ptr_array_index (incident->resolutions, i);

      if (resolution->kind == CST_RESOLUTION_REFUND && resolution->state == CST_RESOLUTION_EXECUTED)
        {
          g_string_append_printf (text, " %s", _("What was refunded stays refunded."));
          break;
        }
    }

  return g_string_free (text, FALSE);
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);
  const CstIncident *incident = self->incident_case->incident;
  gboolean is_return = g_str_equal (name, "incident.cancel-return");
  const CstReturn *asked = is_return ? asked_return (incident) : NULL;
  g_autofree char *body = NULL;
  AdwMessageDialog *dialog;
  const char *heading;

  /* It was under way meanwhile: nothing is asked back any more that could be done without. */
  if (is_return && asked == NULL)
    return;

  body = consequences (incident, is_return);
  heading = is_return ? _("Do Without the Return?") : _("Cancel This Incident?");
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (self), heading, body));
  if (asked != NULL)
    g_object_set_data_full (G_OBJECT (dialog), "return", g_strdup (asked->id), g_free);
  adw_message_dialog_add_responses (dialog, "keep", _("_Keep It"), CANCELLED,
                                    is_return ? _("Cancel the _Return") : _("Cancel the _Incident"), NULL);
  adw_message_dialog_set_response_appearance (dialog, CANCELLED, ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (dialog, "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * cst_incident_window_update_cancelling:
 *
 * Says which of these acts are possible now.
 */
void
cst_incident_window_update_cancelling (CstIncidentWindow *self)
{
  const CstIncidentCase *incident_case = self->incident_case;
  gboolean may_cancel = incident_case != NULL && !self->is_deciding &&
                        cst_account_can (incident_case->account, CST_CAN_CANCEL) &&
                        !cst_incident_is_settled (incident_case->incident);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "incident.cancel", may_cancel);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "incident.cancel-return",
                                 may_cancel && asked_return (incident_case->incident) != NULL);
}

void
cst_incident_window_install_cancelling (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "incident.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "incident.cancel-return", NULL, cancel_action);
}
