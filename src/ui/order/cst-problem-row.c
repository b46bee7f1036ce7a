/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-problem-row.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-delivery-labels.h"
#include "cst-delivery-words.h"
#include "cst-format.h"
#include "cst-labels.h"
#include "cst-state-pill.h"
#include "cst-ui.h"
#include "cst-util.h"

/* One reported problem on the order's page, or one incident of a carrier's, with the button that shows it (O3, O4,
 * C6). */

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

static void
show (CstProblemRow *self,
      const char    *title,
      const char    *subtitle,
      const char    *spoken)
{
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->subtitle, subtitle);
  cst_accessible_set_label (GTK_WIDGET (self), spoken);
}

static void
lead_to (CstProblemRow *self,
         const char    *label,
         const char    *action,
         const char    *id,
         const char    *number)
{
  gtk_button_set_label (self->button, label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  number != NULL ? number : "", -1);
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

  cst_state_pill_set (self->pill, cst_tone_of_incident_state (incident->state),
                      cst_icon_of_incident_state (incident->state, incident->contested, incident->marked_resolved),
                      state);
  show (self, reason, subtitle, spoken);
  lead_to (self, cst_label_show_incident (info), "order.show-problem", incident->id, incident->number);
}

static char *
describe_delivery (const CstDelivery *delivery,
                   gint64             now)
{
  GString *text = g_string_new (delivery->carrier);
  g_autofree char *opened = cst_format_date (delivery->opened_at, now);
  int attempts = cst_delivery_count_attempts (delivery);

  if (!cst_str_is_blank (delivery->tracking_number))
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", delivery->tracking_number);
  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", opened);
  if (attempts > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%d attempt", "%d attempts", (gulong) attempts), attempts);
    }

  return g_string_free (text, FALSE);
}

/**
 * cst_problem_row_set_delivery:
 * @title: the carrier's code and what it means
 */
void
cst_problem_row_set_delivery (CstProblemRow     *self,
                              const CstDelivery *delivery,
                              const char        *title,
                              gint64             now)
{
  CstDeliveryState shown = cst_delivery_shown_state (delivery->state, delivery->settled_at);
  const char *state = cst_label_delivery_state (shown);
  g_autofree char *subtitle = describe_delivery (delivery, now);
  g_autofree char *spoken = g_strdup_printf ("%s, %s, %s", title, state, subtitle);

  g_return_if_fail (CST_IS_PROBLEM_ROW (self));

  cst_state_pill_set (self->pill, cst_tone_of_delivery_state (shown), cst_icon_of_delivery_state (shown), state);
  show (self, title, subtitle, spoken);
  lead_to (self, _("View incident"), "order.show-delivery", delivery->id, delivery->number);
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
