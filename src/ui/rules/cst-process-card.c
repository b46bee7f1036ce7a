/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-process-card.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-build.h"
#include "cst-focus-place.h"
#include "cst-format.h"
#include "cst-ui.h"
#include "cst-warning-check.h"

/* Where the case stands in its process with what is documented at each step (P5), the actions to do
 * with who did them and when (P6), and the evidence that is still missing. What is ticked is told by
 * the signals `ticked` and `evidence`; the card itself changes nothing. */
struct _CstProcessCard
{
  GtkWidget  parent_instance;

  gboolean   is_updating;

  GtkWidget *root;
  GtkWidget *warnings_box;
  GtkWidget *steps_group;
  GtkWidget *steps_box;
  GtkWidget *actions_group;
  GtkLabel  *actions_heading;
  GtkWidget *actions_box;
  GtkWidget *evidence_group;
  GtkWidget *evidence_box;
  GtkWidget *closing_group;
  GtkLabel  *closing_label;
  GtkWidget *close_button;
  GtkWidget *reopen_button;
};

enum
{
  TICKED,
  EVIDENCE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstProcessCard, cst_process_card, GTK_TYPE_WIDGET)

static gboolean
show_any (GtkWidget *group,
          GtkWidget *box)
{
  gboolean is_any = gtk_widget_get_first_child (box) != NULL;

  gtk_widget_set_visible (group, is_any);

  return is_any;
}

static void
fill_warnings (CstProcessCard    *self,
               const CstCaseView *view)
{
  cst_build_clear (self->warnings_box);
  if (view->handler_label != NULL)
    gtk_box_append (GTK_BOX (self->warnings_box),
                    cst_build_row ("constat-state-review-symbolic", view->handler_label, NULL, NULL));
  for (guint i = 0; i < view->warnings->len; i++)
    gtk_box_append (GTK_BOX (self->warnings_box), cst_warning_row_new (g_ptr_array_index (view->warnings, i)));
}

static void
add_documents (GtkWidget         *box,
               const CstCaseStep *step,
               gint64             now)
{
  for (guint i = 0; i < step->documents->len; i++)
    {
      const CstCaseDocument *document = g_ptr_array_index (step->documents, i);
      g_autofree char *moment = document->at != 0 ? cst_format_moment (document->at, now)
                                                  : g_strdup (_("not documented yet"));
      GtkWidget *row = cst_build_pair (document->label, moment);

      gtk_widget_add_css_class (row, "caption");
      gtk_widget_add_css_class (row, "step-document");
      gtk_box_append (GTK_BOX (box), row);
    }
}

static void
fill_steps (CstProcessCard    *self,
            const CstCaseView *view,
            gint64             now)
{
  cst_build_clear (self->steps_box);
  for (guint i = 0; i < view->steps->len; i++)
    {
      const CstCaseStep *step = g_ptr_array_index (view->steps, i);
      const char *icon_name = step->is_current ? "go-next-symbolic" :
                              step->done_at != 0 ? "object-select-symbolic" : "content-loading-symbolic";
      g_autofree char *moment = step->done_at != 0 ? cst_format_moment (step->done_at, now) : NULL;
      const char *detail = step->is_current ? _("Where the case stands now") :
                           moment != NULL ? moment : _("Not reached");
      GtkWidget *row = cst_build_row (icon_name, step->label, detail, step->is_current ? "current-step" : NULL);

      gtk_box_append (GTK_BOX (self->steps_box), row);
      if (step->is_current || step->done_at != 0)
        add_documents (self->steps_box, step, now);
    }
}

static void
toggled_cb (GtkCheckButton *check,
            CstProcessCard *self)
{
  const char *id = g_object_get_data (G_OBJECT (check), "id");
  guint signal = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), "signal"));

  if (!self->is_updating)
    g_signal_emit (self, signals[signal], 0, id, gtk_check_button_get_active (check));
}

static GtkWidget *
build_check (CstProcessCard *self,
             guint           signal,
             const char     *id,
             const char     *label,
             const char     *detail,
             gboolean        is_done)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *spoken = detail != NULL ? g_strdup_printf ("%s, %s", label, detail) : g_strdup (label);

  gtk_box_append (GTK_BOX (column), cst_build_label (label, NULL));
  if (detail != NULL)
    {
      GtkWidget *caption = cst_build_label (detail, "caption");

      gtk_widget_add_css_class (caption, "dim-label");
      gtk_box_append (GTK_BOX (column), caption);
    }
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), column);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_done);
  g_object_set_data_full (G_OBJECT (check), "id", g_strdup (id), g_free);
  g_object_set_data (G_OBJECT (check), "signal", GUINT_TO_POINTER (signal));
  cst_accessible_set_label (check, spoken);
  cst_focus_place_name (check, id);
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), self);

  return check;
}

static void
fill_actions (CstProcessCard    *self,
              const CstCaseView *view,
              gint64             now)
{
  guint done = 0;
  g_autofree char *heading = NULL;

  cst_build_clear (self->actions_box);
  for (guint i = 0; i < view->actions->len; i++)
    {
      const CstCaseAction *action = g_ptr_array_index (view->actions, i);
      g_autofree char *moment = action->done_at != 0 ? cst_format_moment (action->done_at, now) : NULL;
      g_autofree char *detail = moment == NULL ? NULL :
                                g_strjoin (" · ", action->name != NULL ? action->name : _("Known from the case"),
                                           moment, NULL);
      GtkWidget *check = build_check (self, TICKED, action->id, action->label, detail, action->done_at != 0);

      /* What the case itself shows was not ticked by anybody, and nobody takes it back. */
      gtk_widget_set_sensitive (check, action->done_at == 0 || action->name != NULL);
      gtk_box_append (GTK_BOX (self->actions_box), check);
      done += action->done_at != 0;
    }

  /* Translators: how many actions of a checklist are done, of how many */
  heading = g_strdup_printf (_("Actions to do · %u of %u done"), done, view->actions->len);
  gtk_label_set_label (self->actions_heading, heading);
}

static const CstEvidenceRule *
find_evidence (const CstPlaybook *playbook,
               const char        *id)
{
  for (guint i = 0; i < playbook->evidence->len; i++)
    {
      const CstEvidenceRule *rule = g_ptr_array_index (playbook->evidence, i);

      if (g_str_equal (rule->rule.id, id))
        return rule;
    }

  return NULL;
}

static void
fill_evidence (CstProcessCard    *self,
               const CstPlaybook *playbook,
               const CstCaseView *view)
{
  cst_build_clear (self->evidence_box);
  for (guint i = 0; i < view->evidence->len; i++)
    {
      const CstCaseEvidence *evidence = g_ptr_array_index (view->evidence, i);
      const CstEvidenceRule *rule = find_evidence (playbook, evidence->id);
      const char *detail = evidence->is_missing ? _("Still missing") : _("At hand");

      /* Photos speak for themselves; of anything else a person says that it is there. */
      if (rule != NULL && rule->photos > 0)
        gtk_box_append (GTK_BOX (self->evidence_box),
                        cst_build_row (evidence->is_missing ? "dialog-question-symbolic" : "object-select-symbolic",
                                       evidence->label, detail, NULL));
      else
        gtk_box_append (GTK_BOX (self->evidence_box),
                        build_check (self, EVIDENCE, evidence->id, evidence->label, detail, !evidence->is_missing));
    }
}

static char *
say_missing (const CstCaseView  *view,
             const CstCaseFacts *facts)
{
  guint n_open = 0;

  if (!view->may_close)
    return g_strdup (_("The other side has to accept the solution first."));

  if (facts->moments.at[CST_MOMENT_PROPOSED] == 0)
    return g_strdup (_("It can be closed; no solution has been proposed yet."));

  for (guint i = 0; i < view->actions->len; i++)
    n_open += ((const CstCaseAction *) g_ptr_array_index (view->actions, i))->done_at == 0;
  if (n_open == 0)
    return g_strdup (_("Everything is done; the incident can be closed."));

  return g_strdup_printf (ngettext ("It can be closed; %u action is not done.",
                                    "It can be closed; %u actions are not done.", n_open), n_open);
}

/* P8: whether we may say that it is over, and what is still missing; who closed it stands in the history. */
static gboolean
fill_closing (CstProcessCard     *self,
              const CstCaseView  *view,
              const CstCaseFacts *facts,
              gint64              now)
{
  gint64 closed_at = facts->moments.at[CST_MOMENT_CLOSED];
  gboolean is_ours = view->resolved_by == CST_PARTY_BRAND || view->confirmed_by == CST_PARTY_BRAND;
  gboolean is_open = facts->state != CST_INCIDENT_RESOLVED && facts->state != CST_INCIDENT_REFUSED;
  g_autofree char *moment = closed_at != 0 ? cst_format_moment (closed_at, now) : NULL;
  g_autofree char *text = NULL;

  /* Translators: a moment */
  text = moment != NULL ? g_strdup_printf (_("Closed: %s"), moment) : say_missing (view, facts);
  gtk_label_set_label (self->closing_label, text);
  gtk_widget_set_visible (self->close_button, closed_at == 0);
  gtk_widget_set_visible (self->reopen_button, closed_at != 0);
  gtk_widget_set_visible (self->closing_group, is_ours && is_open);

  return is_ours && is_open;
}

static void
cst_process_card_dispose (GObject *object)
{
  CST_PROCESS_CARD (object)->is_updating = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_PROCESS_CARD);

  G_OBJECT_CLASS (cst_process_card_parent_class)->dispose (object);
}

static void
cst_process_card_class_init (CstProcessCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_process_card_dispose;

  signals[TICKED] = g_signal_new ("ticked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[EVIDENCE] = g_signal_new ("evidence", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "processcard");
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-process-card"));
  gtk_widget_class_bind_template_child (widget_class, CstProcessCard, root);
  gtk_widget_class_bind_template_child (widget_class, CstProcessCard, warnings_box);
  gtk_widget_class_bind_template_child (widget_class, CstProcessCard, steps_group);
  gtk_widget_class_bind_template_child (widget_class, CstProcessCard, steps_box);
  gtk_widget_class_bind_template_child (widget_class, CstProcessCard, actions_group);
  gtk_widget_class_bind_template_child (widget_class, CstProcessCard, actions_heading);
  gtk_widget_class_bind_template_child (widget_class, CstProcessCard, actions_box);
  gtk_widget_class_bind_template_child (widget_class, CstProcessCard, evidence_group);
  gtk_widget_class_bind_template_child (widget_class, CstProcessCard, evidence_box);
  gtk_widget_class_bind_template_child (widget_class, CstProcessCard, closing_group);
  gtk_widget_class_bind_template_child (widget_class, CstProcessCard, closing_label);
  gtk_widget_class_bind_template_child (widget_class, CstProcessCard, close_button);
  gtk_widget_class_bind_template_child (widget_class, CstProcessCard, reopen_button);
}

static void
cst_process_card_init (CstProcessCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cst_focus_place_name (GTK_WIDGET (self->close_button), "close");
  cst_focus_place_name (GTK_WIDGET (self->reopen_button), "reopen");
}

/**
 * cst_process_card_set_view:
 * @playbook: (nullable)
 * @facts: (nullable)
 * @view: (nullable): %NULL where no rules apply; the card is then hidden
 */
void
cst_process_card_set_view (CstProcessCard     *self,
                           const CstPlaybook  *playbook,
                           const CstCaseFacts *facts,
                           const CstCaseView  *view,
                           gint64              now)
{
  g_autofree char *place = NULL;
  gboolean is_any;

  g_return_if_fail (CST_IS_PROCESS_CARD (self));

  place = cst_focus_place_note (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (view == NULL)
    return;

  self->is_updating = TRUE;
  fill_warnings (self, view);
  fill_steps (self, view, now);
  fill_actions (self, view, now);
  fill_evidence (self, playbook, view);
  is_any = show_any (self->warnings_box, self->warnings_box);
  is_any |= show_any (self->steps_group, self->steps_box);
  is_any |= show_any (self->actions_group, self->actions_box);
  is_any |= show_any (self->evidence_group, self->evidence_box);
  is_any |= fill_closing (self, view, facts, now);
  gtk_widget_set_visible (GTK_WIDGET (self), is_any);
  cst_focus_place_restore (GTK_WIDGET (self), place);
  self->is_updating = FALSE;
}
