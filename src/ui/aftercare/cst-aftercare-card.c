/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-aftercare-card.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "cst-aftercare-open.h"
#include "cst-aftercare-words.h"
#include "cst-build.h"
#include "cst-case-print.h"
#include "cst-labels.h"
#include "cst-quantities.h"
#include "cst-settings.h"
#include "cst-state-pill.h"
#include "cst-ui.h"
#include "cst-util.h"
#include "cst-wrap-layout.h"

/* The case after the click (R3–R6): what was contested, what is next, how far a return has come and
 * whom we wait for. It is hidden while there is nothing to say. */
struct _CstAftercareCard
{
  GtkWidget         parent_instance;

  CstContext       *context;       /* (owned) (nullable) */
  CstIncidentCase  *incident_case; /* (owned) (nullable) */
  CstNextStepRules  rules;
  char             *shown;         /* (owned) (nullable): all that the steps are built from */

  GtkWidget        *root;
  GtkWidget        *contested_box;
  GtkWidget        *custody_box;
  GtkLabel         *contested_label;
  GtkWidget        *steps_box;
};

G_DEFINE_FINAL_TYPE (CstAftercareCard, cst_aftercare_card, GTK_TYPE_WIDGET)

static gboolean
may_decide (CstAftercareCard *self,
            CstCapabilities   capability)
{
  return self->incident_case->account->info.may_decide && cst_account_can (self->incident_case->account, capability);
}

/* R5: their words, and line by line what was done and what is left. */
static void
show_contested (CstAftercareCard *self)
{
  const CstIncident *incident = self->incident_case->incident;
  gboolean is_contested = incident->contested && !cst_incident_is_settled (incident);
  const char *words = cst_contested_words (self->incident_case);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->contested_box, is_contested);
  if (!is_contested)
    return;

  /* Translators: the customer’s words follow */
  text = words != NULL ? g_strdup_printf (_("Contested: “%s”"), words) : g_strdup (_("Contested, without a word why"));
  gtk_label_set_label (self->contested_label, text);

  cst_build_clear (self->custody_box);
  for (guint i = 0; i < incident->lines->len; i++)
    {
      const CstLineQuantity *line = g_ptr_array_index (incident->lines, i);
      g_autofree char *sentence = cst_custody_sentence (self->incident_case, line->line);

      gtk_box_append (GTK_BOX (self->custody_box), cst_build_label (sentence, NULL));
    }
}

static GtkWidget *
add_button (GtkWidget  *box,
            const char *label,
            const char *action,
            const char *target)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  if (target != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (box), button);

  return button;
}

/* A return that is over, or no longer waited for. */
static void
add_close_button (CstAftercareCard  *self,
                  GtkWidget         *box,
                  const CstNextStep *step)
{
  if (may_decide (self, CST_CAN_JUDGE_RETURNS))
    add_button (box, _("_Close the return…"), "aftercare.close-return", step->goods->id);
}

/* Why a return that waits for our yes or no gets neither from here. */
static char *
dup_obstacle (CstAftercareCard *self)
{
  const CstAccount *account = self->incident_case->account;

  if (!account->info.may_decide)
    return cst_incident_case_explain (self->incident_case, CST_GATE_NO_SCOPE);
  if (cst_account_can (account, CST_CAN_JUDGE_RETURNS))
    return NULL;

  /* Translators: the marketplace’s name */
  return g_strdup_printf (_("%s takes the answer on its own pages only."), cst_account_get_site (account));
}

/* The yes and the no to what a customer asks to send back (R4). */
static void
add_judgement (CstAftercareCard  *self,
               GtkWidget         *column,
               GtkWidget         *box,
               const CstNextStep *step)
{
  g_autofree char *obstacle = dup_obstacle (self);
  GtkWidget *yes;
  GtkWidget *no;

  if (self->incident_case->moment != 0)
    return;

  yes = add_button (box, _("_Accept the return…"), "aftercare.accept-return", step->goods->id);
  no = add_button (box, _("Re_fuse the return…"), "aftercare.refuse-return", step->goods->id);
  if (obstacle != NULL)
    {
      gtk_actionable_set_action_name (GTK_ACTIONABLE (yes), NULL);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (no), NULL);
      gtk_widget_set_sensitive (yes, FALSE);
      gtk_widget_set_sensitive (no, FALSE);
      gtk_box_append (GTK_BOX (column), cst_build_label (obstacle, "caption"));
    }
  if (may_decide (self, CST_CAN_SEND_LABEL))
    add_button (box, _("Send the _label…"), "aftercare.send-label", step->goods->id);
}

static void
add_step_buttons (CstAftercareCard  *self,
                  GtkWidget         *column,
                  GtkWidget         *box,
                  const CstNextStep *step)
{
  GtkWidget *main_button = NULL;

  switch (step->kind)
    {
    case CST_NEXT_SHIP:
      if (may_decide (self, CST_CAN_SHIP))
        main_button = add_button (box, _("_Ship…"), "aftercare.ship", step->resolution->id);
      add_button (box, _("Print the _slip…"), "aftercare.print-slip", step->resolution->id);
      break;
    case CST_NEXT_JUDGE:
      add_judgement (self, column, box, step);
      break;
    case CST_NEXT_SEND_LABEL:
      if (may_decide (self, CST_CAN_SEND_LABEL))
        main_button = add_button (box, _("Send the _label…"), "aftercare.send-label", step->goods->id);
      break;
    case CST_NEXT_AWAIT_RETURN:
      if (may_decide (self, CST_CAN_HANDLE_RETURNS))
        add_button (box, _("_Receive…"), "aftercare.receive", step->goods->id);
      add_close_button (self, box, step);
      break;
    case CST_NEXT_INSPECT:
      if (may_decide (self, CST_CAN_HANDLE_RETURNS))
        main_button = add_button (box, _("_Inspect…"), "aftercare.inspect", step->goods->id);
      add_close_button (self, box, step);
      break;
    case CST_NEXT_CLOSE:
      add_close_button (self, box, step);
      break;
    case CST_NEXT_REFUND:
      main_button = add_button (box, _("Process the refund"), "incident.choose", "refund");
      break;
    case CST_NEXT_WAIT:
    default:
      if (step->is_late && may_decide (self, CST_CAN_MESSAGE))
        main_button = add_button (box, _("Send a re_minder…"), "aftercare.remind", NULL);
    }

  if (main_button != NULL && step->is_late)
    gtk_widget_add_css_class (main_button, "suggested-action");
}

/* What is on its way or failed says its state; what is on its way offers nothing more. */
static void
add_operation (GtkWidget          *column,
               const CstOperation *operation)
{
  GtkWidget *pill = cst_state_pill_new ();

  cst_state_pill_set (CST_STATE_PILL (pill), cst_tone_of_operation_state (operation->state),
                      cst_icon_of_operation_state (operation->state), cst_label_operation_state (operation->state));
  gtk_widget_set_halign (pill, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (column), pill);
  if (operation->last_problem != NULL && !cst_operation_is_pending (operation))
    gtk_box_append (GTK_BOX (column), cst_build_label (cst_str_translate (operation->last_problem), "caption"));
}

/* R4: the states of a return as steps, each said by a shape and a word. */
static GtkWidget *
build_return_steps (const CstReturn *goods)
{
  static const CstReturnState states[] = {
    CST_RETURN_WAITING, CST_RETURN_ASKED, CST_RETURN_LABELLED, CST_RETURN_UNDER_WAY, CST_RETURN_RECEIVED,
    CST_RETURN_INSPECTED,
  };
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "css-name", "returnsteps", NULL);

  gtk_widget_set_layout_manager (box, cst_wrap_layout_new (6));
  for (gsize i = goods->state == CST_RETURN_WAITING ? 0 : 1; i < G_N_ELEMENTS (states); i++)
    {
      GtkWidget *pill = cst_state_pill_new ();
      gboolean is_done = goods->state > states[i] || goods->state >= CST_RETURN_INSPECTED;
      gboolean is_now = goods->state == states[i] && !is_done;

      cst_state_pill_set (CST_STATE_PILL (pill),
                          is_done ? CST_TONE_DONE : is_now ? CST_TONE_PROGRESS : CST_TONE_NEUTRAL,
                          is_done ? "object-select-symbolic" : is_now ? "constat-state-in-progress-symbolic" : NULL,
                          cst_label_return_state (states[i]));
      gtk_widget_set_parent (pill, box);
    }

  return box;
}

static GtkWidget *
build_step (CstAftercareCard  *self,
            const CstNextStep *step)
{
  gint64 now = cst_context_now (self->context);
  g_autofree char *title = cst_next_step_title (step, self->incident_case, now);
  g_autofree char *detail = cst_next_step_detail (step, self->incident_case, &self->rules, now);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = g_object_new (GTK_TYPE_BOX, NULL);

  gtk_widget_set_layout_manager (buttons, cst_wrap_layout_new (6));
  gtk_box_append (GTK_BOX (box), cst_build_row (cst_next_step_icon (step), title, detail,
                                                step->is_late ? "late-step" : NULL));
  if (step->kind == CST_NEXT_SHIP)
    {
      g_autofree char *pieces = cst_pieces_sentence (self->incident_case, step->resolution->lines);

      gtk_box_append (GTK_BOX (box), cst_build_label (pieces, "step-line"));
    }
  if (step->operation != NULL)
    add_operation (box, step->operation);
  if (cst_next_step_is_open (step))
    add_step_buttons (self, box, buttons, step);
  if (step->kind == CST_NEXT_SHIP && !cst_next_step_is_open (step))
    add_button (buttons, _("Print the _slip…"), "aftercare.print-slip", step->resolution->id);
  gtk_widget_set_visible (buttons, gtk_widget_get_first_child (buttons) != NULL);
  gtk_widget_add_css_class (buttons, "step-buttons");
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_widget_add_css_class (box, "next-step");

  return box;
}

/* All that the steps are built from: they are left alone as long as it stays, because a button that goes while its key
 * is down does nothing. */
static char *
describe (CstAftercareCard *self,
          GArray           *steps)
{
  const CstIncidentCase *incident_case = self->incident_case;
  const CstIncident *incident = incident_case->incident;
  gint64 now = cst_context_now (self->context);
  GString *text = g_string_new (incident->id);

  g_string_append_printf (text, " %" G_GINT64_FORMAT " %d %d %" G_GINT64_FORMAT "\n", incident->version,
                          incident_case->account->info.may_decide, incident_case->account->info.capabilities,
                          incident_case->moment);
  for (guint i = 0; i < incident->returns->len; i++)
    {
      const CstReturn *goods = g_ptr_array_index (incident->returns, i);

      g_string_append_printf (text, "%s %u\n", goods->id, goods->state);
    }
  for (guint i = 0; i < steps->len; i++)
    {
      const CstNextStep *step = &g_array_index (steps, CstNextStep, i);
      g_autofree char *title = cst_next_step_title (step, incident_case, now);
      g_autofree char *detail = cst_next_step_detail (step, incident_case, &self->rules, now);

      g_string_append_printf (text, "%u %d %s\t%s\n", step->kind, step->is_late, title, detail != NULL ? detail : "");
      if (step->operation != NULL)
        g_string_append_printf (text, "%" G_GINT64_FORMAT " %u %s\n", step->operation->id, step->operation->state,
                                step->operation->last_problem != NULL ? step->operation->last_problem : "");
    }

  return g_string_free (text, FALSE);
}

static void
build_steps (CstAftercareCard *self,
             GArray           *steps)
{
  const CstIncident *incident = self->incident_case->incident;

  cst_build_clear (self->steps_box);
  for (guint i = 0; i < incident->returns->len; i++)
    {
      const CstReturn *goods = g_ptr_array_index (incident->returns, i);

      if (goods->state != CST_RETURN_UNKNOWN && goods->state < CST_RETURN_CLOSED)
        gtk_box_append (GTK_BOX (self->steps_box), build_return_steps (goods));
    }
  for (guint i = 0; i < steps->len; i++)
    gtk_box_append (GTK_BOX (self->steps_box), build_step (self, &g_array_index (steps, CstNextStep, i)));
}

static void
show_steps (CstAftercareCard *self)
{
  const CstIncidentCase *incident_case = self->incident_case;
  g_autoptr(GArray) steps = cst_next_steps (incident_case->incident, incident_case->operations, incident_case->thread,
                                            &self->rules, cst_context_now (self->context));
  g_autofree char *wanted = describe (self, steps);

  if (g_strcmp0 (wanted, self->shown) != 0)
    build_steps (self, steps);
  cst_set_str (&self->shown, wanted);

  gtk_widget_set_visible (GTK_WIDGET (self),
                          steps->len > 0 || gtk_widget_get_visible (self->contested_box) ||
                          gtk_widget_get_first_child (self->steps_box) != NULL);
}

static void
step_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstAftercareCard *self = CST_AFTERCARE_CARD (widget);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  const char *subject = parameter != NULL ? g_variant_get_string (parameter, NULL) : NULL;

  if (strcmp (name, "aftercare.ship") == 0)
    cst_aftercare_open_shipment (self->context, self->incident_case, subject, window);
  else if (strcmp (name, "aftercare.send-label") == 0)
    cst_aftercare_open_label (self->context, self->incident_case, subject, window);
  else if (strcmp (name, "aftercare.remind") == 0)
    cst_aftercare_open_reminder (self->context, self->incident_case, window);
  else
    cst_aftercare_open_count (self->context, self->incident_case, subject, window);
}

static void
judge_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  CstAftercareCard *self = CST_AFTERCARE_CARD (widget);
  CstOperationKind kind = CST_OPERATION_RETURN_CLOSED;

  if (strcmp (name, "aftercare.accept-return") == 0)
    kind = CST_OPERATION_RETURN_ACCEPTED;
  else if (strcmp (name, "aftercare.refuse-return") == 0)
    kind = CST_OPERATION_RETURN_REFUSED;

  cst_aftercare_open_judgement (self->context, self->incident_case, g_variant_get_string (parameter, NULL), kind,
                                GTK_WINDOW (gtk_widget_get_root (widget)));
}

static void
print_slip_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  CstAftercareCard *self = CST_AFTERCARE_CARD (widget);

  cst_case_print (self->context, self->incident_case, g_variant_get_string (parameter, NULL), FALSE,
                  GTK_WINDOW (gtk_widget_get_root (widget)));
}

static void
cst_aftercare_card_dispose (GObject *object)
{
  CstAftercareCard *self = CST_AFTERCARE_CARD (object);

  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), CST_TYPE_AFTERCARE_CARD);

  G_OBJECT_CLASS (cst_aftercare_card_parent_class)->dispose (object);
}

static void
cst_aftercare_card_finalize (GObject *object)
{
  CstAftercareCard *self = CST_AFTERCARE_CARD (object);

  g_clear_pointer (&self->incident_case, cst_incident_case_unref);
  g_free (self->shown);

  G_OBJECT_CLASS (cst_aftercare_card_parent_class)->finalize (object);
}

static void
cst_aftercare_card_class_init (CstAftercareCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_aftercare_card_dispose;
  object_class->finalize = cst_aftercare_card_finalize;

  g_type_ensure (CST_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "aftercarecard");
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-aftercare-card"));
  gtk_widget_class_bind_template_child (widget_class, CstAftercareCard, root);
  gtk_widget_class_bind_template_child (widget_class, CstAftercareCard, contested_box);
  gtk_widget_class_bind_template_child (widget_class, CstAftercareCard, custody_box);
  gtk_widget_class_bind_template_child (widget_class, CstAftercareCard, contested_label);
  gtk_widget_class_bind_template_child (widget_class, CstAftercareCard, steps_box);
  gtk_widget_class_install_action (widget_class, "aftercare.ship", "s", step_action);
  gtk_widget_class_install_action (widget_class, "aftercare.send-label", "s", step_action);
  gtk_widget_class_install_action (widget_class, "aftercare.receive", "s", step_action);
  gtk_widget_class_install_action (widget_class, "aftercare.inspect", "s", step_action);
  gtk_widget_class_install_action (widget_class, "aftercare.accept-return", "s", judge_action);
  gtk_widget_class_install_action (widget_class, "aftercare.refuse-return", "s", judge_action);
  gtk_widget_class_install_action (widget_class, "aftercare.close-return", "s", judge_action);
  gtk_widget_class_install_action (widget_class, "aftercare.remind", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "aftercare.print-slip", "s", print_slip_action);
}

static void
cst_aftercare_card_init (CstAftercareCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * cst_aftercare_card_focus_step:
 *
 * Brings the keyboard, and with it the view, to what is to be done next.
 *
 * Returns: whether there is anything to be done here
 */
gboolean
cst_aftercare_card_focus_step (CstAftercareCard *self)
{
  g_return_val_if_fail (CST_IS_AFTERCARE_CARD (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (self)) &&
         gtk_widget_child_focus (self->steps_box, GTK_DIR_TAB_FORWARD);
}

/**
 * cst_aftercare_card_set_case:
 *
 * Shows what is next for an incident, as it is known now.
 */
void
cst_aftercare_card_set_case (CstAftercareCard *self,
                             CstContext       *context,
                             CstIncidentCase  *incident_case)
{
  CstDb *db = cst_context_get_reader (context);

  g_return_if_fail (CST_IS_AFTERCARE_CARD (self));

  g_set_object (&self->context, context);
  cst_incident_case_ref (incident_case);
  g_clear_pointer (&self->incident_case, cst_incident_case_unref);
  self->incident_case = incident_case;
  self->rules.reminder_days = CST_REMINDER_DAYS_DEFAULT;
  self->rules.return_days = CST_RETURN_DAYS_DEFAULT;
  self->rules.closes_returns = may_decide (self, CST_CAN_JUDGE_RETURNS);
  if (db != NULL)
    {
      self->rules.reminder_days = (int) cst_db_setting_int (db, CST_SETTING_REMINDER_DAYS, CST_REMINDER_DAYS_DEFAULT);
      self->rules.return_days = (int) cst_db_setting_int (db, CST_SETTING_RETURN_DAYS, CST_RETURN_DAYS_DEFAULT);
    }

  show_contested (self);
  show_steps (self);
}
