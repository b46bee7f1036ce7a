/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-arbitration-card.h"

#include <glib/gi18n.h>

#include "cst-build.h"
#include "cst-focus-place.h"
#include "cst-format.h"
#include "cst-terms.h"
#include "cst-ui.h"
#include "cst-util.h"

/* P7, P10: how help and arbitration stand in the incident's window: who asked, when and why; what was decided and what
 * became of it; and what can be done next. Hidden where no rules know of an arbitration and nobody asked for one. */
struct _CstArbitrationCard
{
  GtkWidget  parent_instance;

  GtkWidget *root;
  GtkWidget *rows_box;
  GtkWidget *buttons_box;
  char      *shown; /* (owned) (nullable): what it shows; a button in use is not built anew for nothing */
};

G_DEFINE_FINAL_TYPE (CstArbitrationCard, cst_arbitration_card, GTK_TYPE_WIDGET)

static const char *
side_of (const CstIncidentCase *incident_case,
         const CstCaseMark     *mark)
{
  const CstAccountInfo *info = &incident_case->account->info;

  if (g_strcmp0 (mark->actor, "customer") == 0)
    return cst_incident_case_customer (incident_case);

  return mark->person_name != NULL ? mark->person_name : info->name;
}

static void
add_note (GtkWidget  *box,
          const char *note)
{
  GtkWidget *label;

  if (cst_str_is_blank (note))
    return;

  label = cst_build_label (note, NULL);
  gtk_widget_add_css_class (label, "step-document");
  gtk_box_append (GTK_BOX (box), label);
}

static gboolean
add_asked (CstArbitrationCard    *self,
           const CstIncidentCase *incident_case,
           CstMoment              moment,
           gint64                 now)
{
  const CstCaseMark *mark = cst_case_marks_find (incident_case->marks, CST_CASE_MARK_MOMENT,
                                                 cst_enum_nick (&cst_moment_type, (int) moment));
  g_autofree char *when = NULL;
  g_autofree char *detail = NULL;
  const char *who;

  if (mark == NULL)
    return FALSE;

  when = cst_format_moment (cst_time_parse (mark->value), now);
  who = side_of (incident_case, mark);
  detail = who != NULL ? g_strdup_printf ("%s · %s", who, when) : g_strdup (when);
  gtk_box_append (GTK_BOX (self->rows_box),
                  cst_build_row ("dialog-question-symbolic", cst_label_moment (moment), detail, NULL));
  add_note (self->rows_box, mark->note);

  return TRUE;
}

static void
add_ruling (CstArbitrationCard    *self,
            const CstIncidentCase *incident_case,
            const CstRuling       *ruling,
            CstRulingState         state,
            gint64                 now)
{
  const CstCaseMark *mark = cst_case_marks_find_ruling (incident_case->marks);
  g_autofree char *what = cst_label_ruling (ruling);
  g_autofree char *when = cst_format_moment (ruling->decided_at, now);
  g_autofree char *detail = mark->actor != NULL ? g_strdup_printf ("%s · %s", mark->actor, when) : g_strdup (when);

  gtk_box_append (GTK_BOX (self->rows_box), cst_build_row ("object-select-symbolic", what, detail, NULL));
  add_note (self->rows_box, mark->note);
  if (ruling->is_binding)
    gtk_box_append (GTK_BOX (self->rows_box),
                    cst_build_row ("dialog-information-symbolic", _("The decision binds both sides."), NULL, NULL));
  gtk_box_append (GTK_BOX (self->rows_box),
                  cst_build_row (state == CST_RULING_OPEN ? "dialog-warning-symbolic" : "object-select-symbolic",
                                 cst_label_ruling_state (state), NULL, NULL));
}

static void
add_button (CstArbitrationCard *self,
            const char         *label,
            const char         *action,
            const char         *target,
            gboolean            is_next)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);
  GtkWidget *child = gtk_button_get_child (GTK_BUTTON (button));

  if (target != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (GTK_IS_LABEL (child))
    {
      gtk_label_set_wrap (GTK_LABEL (child), TRUE);
      gtk_label_set_justify (GTK_LABEL (child), GTK_JUSTIFY_CENTER);
    }
  if (is_next)
    gtk_widget_add_css_class (button, "suggested-action");
  cst_focus_place_name (button, action);
  gtk_box_append (GTK_BOX (self->buttons_box), button);
}

static gboolean
add_escalations (CstArbitrationCard *self,
                 const CstCaseView  *view)
{
  gboolean is_any = FALSE;

  for (guint i = 0; view != NULL && i < view->escalations->len; i++)
    {
      const CstCaseEscalation *rule = g_ptr_array_index (view->escalations, i);
      g_autofree char *label = NULL;

      if (rule->kind == CST_ESCALATE_GROUP)
        continue;
      label = g_strconcat (rule->label, "…", NULL);
      add_button (self, label, rule->kind == CST_ESCALATE_HELP ? "incident.ask-help" : "incident.escalate", rule->id,
                  FALSE);
      is_any = TRUE;
    }

  return is_any;
}

static void
cst_arbitration_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_ARBITRATION_CARD);

  G_OBJECT_CLASS (cst_arbitration_card_parent_class)->dispose (object);
}

static void
cst_arbitration_card_finalize (GObject *object)
{
  g_free (CST_ARBITRATION_CARD (object)->shown);

  G_OBJECT_CLASS (cst_arbitration_card_parent_class)->finalize (object);
}

static void
cst_arbitration_card_class_init (CstArbitrationCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_arbitration_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = cst_arbitration_card_finalize;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-arbitration-card"));
  gtk_widget_class_bind_template_child (widget_class, CstArbitrationCard, root);
  gtk_widget_class_bind_template_child (widget_class, CstArbitrationCard, rows_box);
  gtk_widget_class_bind_template_child (widget_class, CstArbitrationCard, buttons_box);
}

static void
cst_arbitration_card_init (CstArbitrationCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* All that what is shown depends on; marks are only ever added to, and moments are written anew each day. */
static char *
describe (const CstIncidentCase *incident_case,
          const CstCaseView     *view,
          CstRulingState         state,
          gint64                 now)
{
  g_autoptr(GString) text = g_string_new (incident_case->incident->id);

  g_string_append_printf (text, " %u %d %" G_GINT64_FORMAT, incident_case->marks->len, (int) state, now / 86400);
  for (guint i = 0; view != NULL && i < view->escalations->len; i++)
    g_string_append_printf (text, " %s", ((const CstCaseEscalation *) g_ptr_array_index (view->escalations, i))->id);

  return g_strdup (text->str);
}

/**
 * cst_arbitration_card_set_case:
 * @view: (nullable): %NULL where no rules apply
 */
void
cst_arbitration_card_set_case (CstArbitrationCard    *self,
                               const CstIncidentCase *incident_case,
                               const CstCaseView     *view,
                               gint64                 now)
{
  g_autoptr(CstRuling) ruling = NULL;
  CstRulingState state = CST_RULING_SETTLED;
  g_autofree char *place = NULL;
  g_autofree char *wanted = NULL;
  gboolean is_any;

  g_return_if_fail (CST_IS_ARBITRATION_CARD (self));

  ruling = cst_case_marks_ruling (incident_case->marks);
  if (ruling != NULL)
    state = cst_ruling_state (ruling, incident_case->incident, incident_case->operations);
  wanted = describe (incident_case, view, state, now);
  if (!cst_set_str (&self->shown, wanted))
    return;

  place = cst_focus_place_note (GTK_WIDGET (self));
  cst_build_clear (self->rows_box);
  cst_build_clear (self->buttons_box);
  is_any = add_asked (self, incident_case, CST_MOMENT_HELP_ASKED, now);
  is_any |= add_asked (self, incident_case, CST_MOMENT_ARBITRATION, now);
  if (ruling != NULL)
    add_ruling (self, incident_case, ruling, state, now);
  /* Whether more can be asked for after a decision is for the rules to say. */
  is_any |= add_escalations (self, view);
  if (is_any || ruling != NULL)
    add_button (self, _("_Case File…"), "incident.case-file", NULL, FALSE);
  if (cst_incident_case_may_rule (incident_case))
    add_button (self, ruling == NULL ? _("_Record the Decision…") : _("Co_rrect the Decision…"), "incident.ruling",
                NULL, ruling == NULL);
  if (ruling != NULL && state == CST_RULING_OPEN)
    add_button (self, _("Carry _Out the Decision…"), "incident.carry-out", NULL, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self), is_any || ruling != NULL);
  cst_focus_place_restore (GTK_WIDGET (self), place);
}
