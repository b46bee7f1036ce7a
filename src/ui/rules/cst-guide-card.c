/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-guide-card.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-build.h"
#include "cst-focus-place.h"
#include "cst-format.h"
#include "cst-rules-words.h"
#include "cst-ui.h"
#include "cst-util.h"

/* The decision guide (H0–H8, T1–T9): one question at a time, those behind us with their answers and
 * where these come from, in the end what the rules propose. An answer is told by the signal
 * `answered`, "" for one taken back; “Prepare it” by `prepare`. The card itself decides nothing. */
struct _CstGuideCard
{
  GtkWidget  parent_instance;

  char         *last;   /* (owned) (nullable): the last one that a person answered */
  CstGuideStep *shown;  /* (owned) (nullable) */
  char         *digest; /* (owned) (nullable): of the rules it is of */

  GtkWidget *root;
  GtkWidget *back_button;
  GtkWidget *trail_box;
  GtkWidget *question_box;
  GtkLabel  *question_label;
  GtkWidget *evidence_box;
  GtkWidget *choices_box;
  GtkWidget *proposal_box;
  GtkLabel  *proposal_label;
  GtkLabel  *rule_label;
  GtkWidget *proposal_facts;
  GtkWidget *prepare_button;
};

enum
{
  ANSWERED,
  PREPARE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstGuideCard, cst_guide_card, GTK_TYPE_WIDGET)

static GtkWidget *
build_choice (const char *question,
              const char *answer,
              const char *label)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", question, answer);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "guide.answer");
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), TRUE);

  return button;
}

/* The other answers to a question behind us; the playbook has them. */
static GMenuModel *
build_changes (const CstPlaybook    *playbook,
               const CstCaseFacts   *facts,
               const CstGuideAnswer *answer)
{
  const CstQuestion *question = cst_playbook_find (playbook, playbook->questions, answer->question,
                                                   cst_case_opened_day (playbook, facts),
                                                   cst_case_today (playbook, facts));
  GMenu *menu = g_menu_new ();

  for (guint i = 0; question != NULL && i < question->answers->len; i++)
    {
      const CstAnswerRule *rule = g_ptr_array_index (question->answers, i);
      g_autoptr(GMenuItem) item = g_menu_item_new (cst_label_guide_answer (rule), NULL);

      g_menu_item_set_action_and_target (item, "guide.answer", "(ss)", answer->question, rule->rule.id);
      if (answer->by_data || !g_str_equal (rule->rule.id, answer->answer))
        g_menu_append_item (menu, item);
    }
  if (!answer->by_data)
    {
      g_autoptr(GMenuItem) item = g_menu_item_new (_("Take the answer back"), NULL);

      g_menu_item_set_action_and_target (item, "guide.answer", "(ss)", answer->question, "");
      g_menu_append_item (menu, item);
    }

  return G_MENU_MODEL (menu);
}

static void
fill_trail (CstGuideCard       *self,
            const CstPlaybook  *playbook,
            const CstCaseFacts *facts,
            const CstGuideStep *step)
{
  cst_build_clear (self->trail_box);
  for (guint i = 0; i < step->trail->len; i++)
    {
      const CstGuideAnswer *answer = g_ptr_array_index (step->trail, i);
      g_autofree char *detail = g_strdup_printf ("%s · %s", answer->answer_label,
                                                 answer->by_data ? _("known from the case") : _("answered by hand"));
      GtkWidget *row = cst_build_row (answer->by_data ? "emblem-system-symbolic" : "avatar-default-symbolic",
                                      answer->label, detail, NULL);
      GtkWidget *button = gtk_menu_button_new ();
      g_autoptr(GMenuModel) menu = build_changes (playbook, facts, answer);
      /* Translators: a question of the guide */
      g_autofree char *spoken = g_strdup_printf (_("Change the answer to “%s”"), answer->label);

      cst_focus_place_name (button, answer->question);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_menu_button_set_label (GTK_MENU_BUTTON (button), C_("answer", "Change"));
      gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), menu);
      cst_accessible_set_label (button, spoken);
      gtk_box_append (GTK_BOX (row), button);
      gtk_box_append (GTK_BOX (self->trail_box), row);
    }
  gtk_widget_set_visible (self->trail_box, step->trail->len > 0);
}

static const char *
label_of_evidence (const CstCaseView *view,
                   const char        *id)
{
  for (guint i = 0; i < view->evidence->len; i++)
    {
      const CstCaseEvidence *evidence = g_ptr_array_index (view->evidence, i);

      if (g_str_equal (evidence->id, id))
        return evidence->label;
    }

  return NULL;
}

static void
fill_question (CstGuideCard       *self,
               const CstCaseView  *view,
               const CstGuideStep *step)
{
  gtk_widget_set_visible (self->question_box, step->question != NULL);
  if (step->question == NULL)
    return;

  gtk_label_set_label (self->question_label, step->label);
  cst_build_clear (self->evidence_box);
  for (guint i = 0; step->evidence != NULL && step->evidence[i] != NULL; i++)
    {
      const char *label = label_of_evidence (view, step->evidence[i]);

      if (label != NULL)
        {
          /* Translators: evidence that a question needs, as in “A photo of the problem” */
          g_autofree char *text = g_strdup_printf (_("Look at: %s"), label);

          gtk_box_append (GTK_BOX (self->evidence_box),
                          cst_build_row ("constat-picture-symbolic", text, NULL, NULL));
        }
    }
  cst_build_clear (self->choices_box);
  for (guint i = 0; i < step->choices->len; i++)
    {
      const CstGuideChoice *choice = g_ptr_array_index (step->choices, i);

      GtkWidget *button = build_choice (step->question, choice->id, choice->label);

      /* The first answer is where the keyboard goes on. */
      cst_focus_place_name (button, i == 0 ? "next" : choice->id);
      gtk_box_append (GTK_BOX (self->choices_box), button);
    }
}

static const char *
label_label_use (CstLabelUse use)
{
  switch (use)
    {
    case CST_LABEL_ALWAYS:
      return _("with a return label");
    case CST_LABEL_ON_REQUEST:
      return _("a return label only when it is asked for");
    case CST_LABEL_NEVER:
    default:
      return _("without a return label");
    }
}

static void
fill_proposal (CstGuideCard       *self,
               const CstGuideStep *step,
               gint64              now)
{
  const CstProposedResolution *proposal = step->proposal;
  g_autofree char *source = NULL;
  g_autofree char *since = NULL;
  g_autofree char *rule = NULL;

  gtk_widget_set_visible (self->proposal_box, proposal != NULL);
  if (proposal == NULL)
    return;

  gtk_label_set_label (self->proposal_label, proposal->label);
  source = cst_describe_source (proposal->source, proposal->source_date, now);
  since = cst_format_iso_date (proposal->valid_from, now);
  /* Translators: where a rule is written, with its date, and the day since when it holds */
  rule = g_strdup_printf (_("Rule: %s; in force since %s"), source != NULL ? source : CST_NO_VALUE, since);
  gtk_label_set_label (self->rule_label, rule);

  cst_build_clear (self->proposal_facts);
  if (proposal->returns)
    gtk_box_append (GTK_BOX (self->proposal_facts),
                    cst_build_row ("constat-return-symbolic", _("The goods come back"),
                                   label_label_use (proposal->label_use), NULL));
  if (proposal->discount_bp > 0)
    {
      g_autofree char *percent = cst_format_percent_bp (proposal->discount_bp);

      gtk_box_append (GTK_BOX (self->proposal_facts), cst_build_pair (_("Discount"), percent));
    }
  if (proposal->free_shipping)
    gtk_box_append (GTK_BOX (self->proposal_facts), cst_build_label (_("Shipping is free"), NULL));
  if (proposal->urgent)
    gtk_box_append (GTK_BOX (self->proposal_facts),
                    cst_build_row ("dialog-warning-symbolic", _("Urgent"), NULL, NULL));
}

static void
answer_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstGuideCard *self = CST_GUIDE_CARD (widget);
  const char *question;
  const char *answer;

  g_variant_get (parameter, "(&s&s)", &question, &answer);
  g_signal_emit (self, signals[ANSWERED], 0, question, answer);
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstGuideCard *self = CST_GUIDE_CARD (widget);

  if (self->last != NULL)
    g_signal_emit (self, signals[ANSWERED], 0, self->last, "");
}

static void
prepare_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  g_signal_emit (widget, signals[PREPARE], 0);
}

static void
cst_guide_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_GUIDE_CARD);

  G_OBJECT_CLASS (cst_guide_card_parent_class)->dispose (object);
}

static void
cst_guide_card_finalize (GObject *object)
{
  CstGuideCard *self = CST_GUIDE_CARD (object);

  g_free (self->last);
  g_clear_pointer (&self->shown, cst_guide_step_free);
  g_free (self->digest);

  G_OBJECT_CLASS (cst_guide_card_parent_class)->finalize (object);
}

static void
cst_guide_card_class_init (CstGuideCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_guide_card_dispose;
  object_class->finalize = cst_guide_card_finalize;

  signals[ANSWERED] = g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[PREPARE] = g_signal_new ("prepare", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "guidecard");
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-guide-card"));
  gtk_widget_class_bind_template_child (widget_class, CstGuideCard, root);
  gtk_widget_class_bind_template_child (widget_class, CstGuideCard, back_button);
  gtk_widget_class_bind_template_child (widget_class, CstGuideCard, trail_box);
  gtk_widget_class_bind_template_child (widget_class, CstGuideCard, question_box);
  gtk_widget_class_bind_template_child (widget_class, CstGuideCard, question_label);
  gtk_widget_class_bind_template_child (widget_class, CstGuideCard, evidence_box);
  gtk_widget_class_bind_template_child (widget_class, CstGuideCard, choices_box);
  gtk_widget_class_bind_template_child (widget_class, CstGuideCard, proposal_box);
  gtk_widget_class_bind_template_child (widget_class, CstGuideCard, proposal_label);
  gtk_widget_class_bind_template_child (widget_class, CstGuideCard, rule_label);
  gtk_widget_class_bind_template_child (widget_class, CstGuideCard, proposal_facts);
  gtk_widget_class_bind_template_child (widget_class, CstGuideCard, prepare_button);
  gtk_widget_class_install_action (widget_class, "guide.answer", "(ss)", answer_action);
  gtk_widget_class_install_action (widget_class, "guide.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "guide.prepare", NULL, prepare_action);
}

static void
cst_guide_card_init (CstGuideCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cst_focus_place_name (self->prepare_button, "next");
}

/* Whether there is nothing new to show: an open menu stays open, and the keyboard where it is. */
static gboolean
is_shown (CstGuideCard       *self,
          const CstPlaybook  *playbook,
          const CstGuideStep *step)
{
  return step != NULL && self->shown != NULL && cst_record_equal (&cst_guide_step_type, self->shown, step) &&
         g_strcmp0 (self->digest, playbook->digest) == 0;
}

static void
note_shown (CstGuideCard       *self,
            const CstPlaybook  *playbook,
            const CstGuideStep *step)
{
  g_clear_pointer (&self->shown, cst_guide_step_free);
  self->shown = step != NULL ? cst_record_dup (&cst_guide_step_type, step) : NULL;
  cst_set_str (&self->digest, step != NULL ? playbook->digest : NULL);
}

static void
note_last (CstGuideCard       *self,
           const CstGuideStep *step)
{
  g_clear_pointer (&self->last, g_free);
  for (guint i = 0; i < step->trail->len; i++)
    {
      const CstGuideAnswer *answer = g_ptr_array_index (step->trail, i);

      if (!answer->by_data)
        {
          g_free (self->last);
          self->last = g_strdup (answer->question);
        }
    }
}

/**
 * cst_guide_card_set_view:
 * @view: (nullable): %NULL, or one without a guide, hides the card
 */
void
cst_guide_card_set_view (CstGuideCard       *self,
                         const CstPlaybook  *playbook,
                         const CstCaseFacts *facts,
                         const CstCaseView  *view,
                         gint64              now)
{
  const CstGuideStep *step = view != NULL ? view->guide : NULL;
  g_autofree char *place = NULL;

  g_return_if_fail (CST_IS_GUIDE_CARD (self));

  if (is_shown (self, playbook, step))
    return;

  note_shown (self, playbook, step);
  place = cst_focus_place_note (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), step != NULL);
  if (step == NULL)
    return;

  note_last (self, step);
  fill_trail (self, playbook, facts, step);
  fill_question (self, view, step);
  fill_proposal (self, step, now);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "guide.back", self->last != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "guide.prepare", step->proposal != NULL);
  cst_focus_place_restore (GTK_WIDGET (self), place != NULL ? "next" : NULL);
}
