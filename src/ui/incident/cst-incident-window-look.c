/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-incident-window-private.h"

/* O9: what came with a message is looked at like the report's own photos. */

static void
look_at_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);
  const char *attachment = g_variant_get_string (parameter, NULL);

  if (self->incident_case == NULL)
    return;

  cst_incident_photos_add_of_message (self->photos, attachment);
  cst_incident_window_show_photos (self);
  if (cst_photo_viewer_select_id (self->viewer, attachment))
    cst_photo_viewer_focus_photo (self->viewer);
}

void
cst_incident_window_install_look (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "incident.look-at", "s", look_at_action);
}
