/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-incident-window-private.h"

#include "cst-past-window.h"

/* P6: the incident as it was known at a past moment. */

static void
as_it_was_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);

  if (self->incident_case != NULL)
    gtk_window_present (GTK_WINDOW (cst_past_window_new (GTK_WINDOW (self), self->context, self->account,
                                                         self->incident)));
}

void
cst_incident_window_install_past (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "incident.as-it-was", NULL, as_it_was_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_h, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "incident.as-it-was", NULL);
}
