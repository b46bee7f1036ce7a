/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-reminder-form.h"

#include <glib/gi18n.h>

#include "cst-iso-names.h"
#include "cst-letter.h"
#include "cst-reminder.h"
#include "cst-ui.h"
#include "cst-util.h"

#define MESSAGE_LIMIT 4000

/* R6: a reminder, written beforehand, read and changed by a person, and never sent by itself. */
struct _CstReminderForm
{
  GtkWidget        parent_instance;

  CstIncidentCase *incident_case; /* (owned) */
  const char      *language;
  gboolean         is_setting;

  GtkWidget       *root;
  GtkLabel        *language_label;
  GtkWidget       *view;
  GtkTextBuffer   *buffer;
};

static void step_form_iface_init (CstStepFormInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CstReminderForm, cst_reminder_form, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (CST_TYPE_STEP_FORM, step_form_iface_init))

static const char *
get_title (CstStepForm *form)
{
  return _("Send a reminder");
}

static const char *
get_confirm_label (CstStepForm *form)
{
  return _("_Send the reminder");
}

static const char *
get_purpose (CstStepForm *form)
{
  return "reminder";
}

static char *
to_text (CstStepForm *form)
{
  GtkTextBuffer *buffer = CST_REMINDER_FORM (form)->buffer;
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static int
message_limit (CstReminderForm *self)
{
  int limit = self->incident_case->account->info.message_limit;

  return limit > 0 ? limit : MESSAGE_LIMIT;
}

static char *
dup_problem (CstStepForm *form)
{
  CstReminderForm *self = CST_REMINDER_FORM (form);
  g_autofree char *text = to_text (form);
  glong over = g_utf8_strlen (text, -1) - message_limit (self);

  if (cst_str_is_blank (text))
    return g_strdup (_("Write the reminder."));
  if (over > 0)
    return g_strdup_printf (ngettext ("The text is %ld character too long.", "The text is %ld characters too long.",
                                      (gulong) over), over);

  return NULL;
}

static GStrv
list_consequences (CstStepForm *form)
{
  CstReminderForm *self = CST_REMINDER_FORM (form);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *sent = NULL;

  /* Translators: a customer's name */
  sent = g_strdup_printf (_("%s gets this message in the conversation."),
                          cst_incident_case_customer (self->incident_case));
  g_strv_builder_add (builder, sent);
  g_strv_builder_add (builder, _("The days of silence count anew from it."));

  return g_strv_builder_end (builder);
}

static CstOperation *
build (CstStepForm *form)
{
  CstReminderForm *self = CST_REMINDER_FORM (form);
  const CstIncident *incident = self->incident_case->incident;
  CstOperation *operation = cst_operation_new (CST_OPERATION_MESSAGE, self->incident_case->account->id,
                                               incident->order, incident->id);

  operation->purpose = CST_PURPOSE_MESSAGE;
  operation->text = to_text (form);
  operation->language = g_strdup (self->language);

  return operation;
}

static void
restore (CstStepForm *form,
         const char  *text)
{
  CstReminderForm *self = CST_REMINDER_FORM (form);

  self->is_setting = TRUE;
  gtk_text_buffer_set_text (self->buffer, text, -1);
  self->is_setting = FALSE;
}

static void
step_form_iface_init (CstStepFormInterface *iface)
{
  iface->get_title = get_title;
  iface->get_confirm_label = get_confirm_label;
  iface->get_purpose = get_purpose;
  iface->dup_problem = dup_problem;
  iface->list_consequences = list_consequences;
  iface->build = build;
  iface->to_text = to_text;
  iface->restore = restore;
}

static void
text_changed_cb (CstReminderForm *self)
{
  if (!self->is_setting)
    cst_step_form_changed (CST_STEP_FORM (self));
}

static void
cst_reminder_form_dispose (GObject *object)
{
  CST_REMINDER_FORM (object)->is_setting = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_REMINDER_FORM);

  G_OBJECT_CLASS (cst_reminder_form_parent_class)->dispose (object);
}

static void
cst_reminder_form_finalize (GObject *object)
{
  g_clear_pointer (&CST_REMINDER_FORM (object)->incident_case, cst_incident_case_unref);

  G_OBJECT_CLASS (cst_reminder_form_parent_class)->finalize (object);
}

static void
cst_reminder_form_class_init (CstReminderFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_reminder_form_dispose;
  object_class->finalize = cst_reminder_form_finalize;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-reminder-form"));
  gtk_widget_class_bind_template_child (widget_class, CstReminderForm, root);
  gtk_widget_class_bind_template_child (widget_class, CstReminderForm, language_label);
  gtk_widget_class_bind_template_child (widget_class, CstReminderForm, view);
  gtk_widget_class_bind_template_child (widget_class, CstReminderForm, buffer);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
}

static void
cst_reminder_form_init (CstReminderForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
say_language (CstReminderForm *self)
{
  const CstIncidentCase *incident_case = self->incident_case;
  const char *wanted = cst_letter_wanted_language (incident_case->order, incident_case->incident);

  if (wanted == NULL)
    return g_strdup (_("Their language is not known, so this text is in English."));
  if (cst_reminder_has_language (incident_case->order, incident_case->incident))
    return g_strdup (_("This text is in their language."));

  /* Translators: a language's name, as in “Dutch” */
  return g_strdup_printf (_("There is no ready text in their language (%s), so this one is in English."),
                          cst_language_name (wanted));
}

/**
 * cst_reminder_form_new:
 *
 * Returns: (transfer floating): the form, with a text that is ready to be sent
 */
CstStepForm *
cst_reminder_form_new (CstIncidentCase *incident_case)
{
  CstReminderForm *self = g_object_new (CST_TYPE_REMINDER_FORM, NULL);
  g_autofree char *text = NULL;
  g_autofree char *words = NULL;

  self->incident_case = cst_incident_case_ref (incident_case);
  text = cst_reminder_text (incident_case->order, incident_case->incident, &self->language);
  words = say_language (self);
  gtk_label_set_label (self->language_label, words);
  restore (CST_STEP_FORM (self), text);

  return CST_STEP_FORM (self);
}
