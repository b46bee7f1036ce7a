/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-incident-window-private.h"

#include <glib/gi18n.h>

#include "cst-build.h"
#include "cst-util.h"

/* P8: the end of a case. No site takes it from here; who did it and when is noted, and moves the clocks. */

static const CstCaseView *
view_of (CstIncidentWindow *self)
{
  const CstRulesCase *rules_case = self->rules != NULL ? cst_incident_rules_get_case (self->rules) : NULL;

  return rules_case != NULL ? rules_case->view : NULL;
}

static gint64
closed_at (CstIncidentWindow *self)
{
  const CstRulesCase *rules_case = self->rules != NULL ? cst_incident_rules_get_case (self->rules) : NULL;

  return rules_case != NULL ? rules_case->facts->moments.at[CST_MOMENT_CLOSED] : 0;
}

/* @moment: when, 0 to take it back */
static void
mark_moment (CstIncidentWindow *self,
             CstMoment          kind,
             gint64             moment)
{
  g_autofree char *value = moment != 0 ? cst_time_format (moment) : g_strdup ("");

  cst_incident_rules_mark (self->rules, self->incident_case->person, CST_CASE_MARK_MOMENT,
                           cst_enum_nick (&cst_moment_type, (int) kind), value);
}

/* ── The end ───────────────────────────────────────────────────────────────────────────────────── */

static void
add_missing (GtkWidget         *box,
             const CstCaseView *view)
{
  for (guint i = 0; i < view->actions->len; i++)
    {
      const CstCaseAction *action = g_ptr_array_index (view->actions, i);

      if (action->done_at == 0)
        gtk_box_append (GTK_BOX (box), cst_build_row ("dialog-question-symbolic", action->label, _("Not done"), NULL));
    }
  for (guint i = 0; i < view->evidence->len; i++)
    {
      const CstCaseEvidence *evidence = g_ptr_array_index (view->evidence, i);

      if (evidence->is_missing)
        gtk_box_append (GTK_BOX (box),
                        cst_build_row ("dialog-question-symbolic", evidence->label, _("Still missing"), NULL));
    }
}

static void
closed_cb (AdwMessageDialog  *dialog,
           const char        *response,
           CstIncidentWindow *self)
{
  CstLessonForm *form = g_object_get_data (G_OBJECT (dialog), "lesson");
  g_autoptr(CstLesson) lesson = cst_lesson_form_dup_lesson (form);

  /* Written here, it goes on in the window, whatever was answered. */
  cst_lesson_form_close (form);
  if (self->incident_case != NULL)
    cst_lesson_form_set_lesson (cst_lesson_card_get_form (self->lesson_card), lesson);
  if (!g_str_equal (response, "close-case") || self->incident_case == NULL)
    return;

  mark_moment (self, CST_MOMENT_CLOSED, cst_context_now (self->context));
  if (lesson != NULL)
    cst_lesson_card_add (self->lesson_card, lesson);
  cst_incident_window_toast (self, _("Closed"));
}

static void
close_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);
  const CstCaseView *view = view_of (self);
  g_autoptr(CstLesson) lesson = NULL;
  AdwMessageDialog *dialog;
  GtkWidget *form;
  GtkWidget *box;

  /* Where incidents are recorded by hand the end is recorded as everything else. */
  if (cst_account_can (self->incident_case->account, CST_CAN_RECORD))
    {
      gtk_widget_activate_action (widget, "incident.what-happened", "s", "resolved");
      return;
    }

  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (self), _("Close This Incident?"),
                                                       _("It is noted here with your name. Where the site asks for it, "
                                                         "confirm it there, too.")));
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  form = g_object_new (CST_TYPE_LESSON_FORM, NULL);
  add_missing (box, view);
  gtk_box_append (GTK_BOX (box), form);
  cst_lesson_form_open (CST_LESSON_FORM (form), self->context, self->account, self->incident_case->order->id,
                        self->incident);
  /* What was typed a moment ago may not be in the store yet. */
  lesson = cst_lesson_form_dup_lesson (cst_lesson_card_get_form (self->lesson_card));
  cst_lesson_form_set_lesson (CST_LESSON_FORM (form), lesson);
  g_object_set_data (G_OBJECT (dialog), "lesson", form);
  adw_message_dialog_set_extra_child (dialog, box);
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "close-case", _("C_lose the Incident"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "close-case", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (closed_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
reopen_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstIncidentWindow *self = CST_INCIDENT_WINDOW (widget);

  mark_moment (self, CST_MOMENT_CLOSED, 0);
  cst_incident_window_toast (self, _("Open again"));
}

/**
 * cst_incident_window_update_closing:
 *
 * Says which of these acts are possible now.
 */
void
cst_incident_window_update_closing (CstIncidentWindow *self)
{
  const CstCaseView *view = view_of (self);
  gboolean may_close = view != NULL && view->may_close && self->incident_case != NULL && !self->is_deciding;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "incident.close", may_close && closed_at (self) == 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "incident.reopen", view != NULL && closed_at (self) != 0);
}

void
cst_incident_window_install_closing (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "incident.close", NULL, close_action);
  gtk_widget_class_install_action (widget_class, "incident.reopen", NULL, reopen_action);
}
