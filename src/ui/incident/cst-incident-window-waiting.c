/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-incident-window-private.h"

/* R6: a person says that the incident waits for the other side, or no longer does: clocks that pause stand still
 * meanwhile. */

static void
say (CstIncidentWindow *self,
     gint64             from,
     gint64             until)
{
  g_autoptr(CstCaseMark) mark = cst_case_mark_new_wait (self->incident_case->incident->id, from, until);

  cst_incident_rules_mark (self->rules, self->incident_case->person, mark->kind, mark->name, mark->value);
}

static const CstCasePause *
find_open (CstIncidentWindow *self)
{
  const CstRulesCase *rules_case = cst_incident_rules_get_case (self->rules);

  return rules_case != NULL ? cst_case_open_pause (rules_case->view->pauses) : NULL;
}

static void
wait_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);

  if (self->incident_case != NULL && find_open (self) == NULL)
    say (self, cst_context_now (self->context), 0);
}

static void
go_on_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);
  const CstCasePause *open = self->incident_case != NULL ? find_open (self) : NULL;

  if (open != NULL)
    say (self, open->from, cst_context_now (self->context));
}

void
cst_incident_window_install_waiting (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "incident.wait", NULL, wait_action);
  gtk_widget_class_install_action (widget_class, "incident.go-on", NULL, go_on_action);
}
