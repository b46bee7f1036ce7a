/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-problem-row.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-format.h"
#include "cst-labels.h"
#include "cst-state-pill.h"
#include "cst-ui.h"

/* One reported problem on the order's page, with the button that shows it (O3, O4). */

struct _CstProblemRow
{
  GtkListBoxRow  parent_instance;

  GtkBox        *box;
  GtkLabel      *title;
  CstStatePill  *pill;
  GtkLabel      *subtitle;
  GtkButton     *button;
};

G_DEFINE_FINAL_TYPE (CstProblemRow, cst_problem_row, GTK_TYPE_LIST_BOX_ROW)

static void
cst_problem_row_class_init (CstProblemRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CST_TYPE_STATE_PILL);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-problem-row"));
  gtk_widget_class_bind_template_child (widget_class, CstProblemRow, box);
  gtk_widget_class_bind_template_child (widget_class, CstProblemRow, title);
  gtk_widget_class_bind_template_child (widget_class, CstProblemRow, pill);
  gtk_widget_class_bind_template_child (widget_class, CstProblemRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, CstProblemRow, button);
}

static void
cst_problem_row_init (CstProblemRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
describe (const CstIncident *incident,
          gint64             now)
{
  g_autofree char *ago = cst_format_ago (incident->reported_at, now);
  g_autofree char *due = NULL;
  gint64 limit = incident->respond_by != 0 ? incident->respond_by : incident->resolve_by;

  if (limit == 0 || cst_incident_is_settled (incident))
    /* Translators: an incident’s number and how long ago it was reported */
    return g_strdup_printf (C_("incident", "%1$s, reported %2$s"), incident->number, ago);

  due = cst_format_due (limit, now);

  /* Translators: an incident’s number, how long ago it was reported, and when it is due */
  return g_strdup_printf (C_("incident", "%1$s, reported %2$s, %3$s"), incident->number, ago, due);
}

GtkWidget *
cst_problem_row_new (void)
{
  return g_object_new (CST_TYPE_PROBLEM_ROW, NULL);
}

/**
 * cst_problem_row_set_incident:
 * @info: whose words to use: problem or incident
 * @found: (nullable): what the photos show, in words
 */
void
cst_problem_row_set_incident (CstProblemRow        *self,
                              const CstIncident    *incident,
                              const CstAccountInfo *info,
                              const char           *found,
                              gint64                now)
{
  g_autofree char *reason = cst_label_incident_reason (incident);
  g_autofree char *state = cst_label_incident_state (incident, info);
  g_autofree char *facts = describe (incident, now);
  /* Translators: what the inspection of the photos found */
  g_autofree char *finding = found != NULL ? g_strdup_printf (C_("finding", "Finding: %s"), found) : NULL;
  g_autofree char *subtitle = g_strjoin (" · ", facts, finding, NULL);
  g_autofree char *spoken = g_strdup_printf ("%s, %s, %s", reason, state, subtitle);

  g_return_if_fail (CST_IS_PROBLEM_ROW (self));

  gtk_label_set_label (self->title, reason);
  gtk_label_set_label (self->subtitle, subtitle);
  cst_state_pill_set (self->pill, cst_tone_of_incident_state (incident->state),
                      cst_icon_of_incident_state (incident->state, incident->contested, incident->marked_resolved),
                      state);

  gtk_button_set_label (self->button, cst_label_show_incident (info));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", incident->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "order.show-problem");

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, incident->number, -1);
  cst_accessible_set_label (GTK_WIDGET (self), spoken);
}

/**
 * cst_problem_row_set_compact:
 *
 * In a narrow window the button stands below what it is about.
 */
void
cst_problem_row_set_compact (CstProblemRow *self,
                             gboolean       is_compact)
{
  g_return_if_fail (CST_IS_PROBLEM_ROW (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  is_compact ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}
