/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-step-window.h"

#include <glib/gi18n.h>

#include "cst-build.h"
#include "cst-draft-saver.h"
#include "cst-drafts.h"
#include "cst-operations.h"
#include "cst-quantities.h"
#include "cst-ui.h"

/* One step after the click, in a dialog: a form, what confirming it does, and what is still missing.
 * What is typed is saved as a draft within a second and is there again next time. */
struct _CstStepWindow
{
  AdwWindow        parent_instance;

  CstContext      *context;       /* (owned) */
  CstIncidentCase *incident_case; /* (owned) */
  CstStepForm     *form;          /* (owned) */
  CstDraftSaver   *saver;         /* (owned) (nullable) */
  gboolean         is_deciding;

  AdwWindowTitle  *title;
  GtkButton       *confirm_button;
  GtkWidget       *form_box;
  GtkWidget       *consequences_group;
  GtkWidget       *consequences_box;
  GtkWidget       *problem_box;
  GtkLabel        *problem_label;
  GtkLabel        *failure_label;
};

G_DEFINE_FINAL_TYPE (CstStepWindow, cst_step_window, ADW_TYPE_WINDOW)

static void
show_failure (CstStepWindow *self,
              const char    *text)
{
  gtk_label_set_label (self->failure_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->failure_label), text != NULL);
}

static void
update (CstStepWindow *self)
{
  CstStepFormInterface *iface = CST_STEP_FORM_GET_IFACE (self->form);
  g_autofree char *problem = iface->dup_problem (self->form);
  g_auto(GStrv) consequences = iface->list_consequences (self->form);

  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem_box, problem != NULL);
  gtk_button_set_label (self->confirm_button, iface->get_confirm_label (self->form));

  cst_build_clear (self->consequences_box);
  for (gsize i = 0; problem == NULL && consequences[i] != NULL; i++)
    gtk_box_append (GTK_BOX (self->consequences_box),
                    cst_build_row ("object-select-symbolic", consequences[i], NULL, NULL));
  gtk_widget_set_visible (self->consequences_group, problem == NULL && consequences[0] != NULL);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "step.confirm", problem == NULL && !self->is_deciding);
}

static void
form_changed_cb (CstStepWindow *self)
{
  show_failure (self, NULL);
  update (self);
  if (self->saver != NULL)
    cst_draft_saver_save (self->saver, CST_STEP_FORM_GET_IFACE (self->form)->to_text (self->form));
}

static const char *
explain (const GError *error)
{
  if (error->domain == CST_DECIDE_ERROR || error->domain == CST_QUANTITY_ERROR ||
      g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_UNFINISHED))
    return error->message;
  if (g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_FULL))
    return _("The disk is full. Nothing was decided; what you typed is still here.");
  if (g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_READ_ONLY))
    return _("The disk cannot be written to. Nothing was decided; what you typed is still here.");

  return _("This could not be written down. Nothing was decided; try again.");
}

static void
decided_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CstStepWindow) self = CST_STEP_WINDOW (user_data);
  CstStepFormInterface *iface = CST_STEP_FORM_GET_IFACE (self->form);
  g_autoptr(GError) error = NULL;

  self->is_deciding = FALSE;
  if (cst_context_decide_finish (CST_CONTEXT (object), result, &error) == 0)
    {
      g_info ("A step was not decided: %s", error->message);
      show_failure (self, explain (error));
      update (self);
      if (self->saver != NULL)
        cst_draft_saver_save (self->saver, iface->to_text (self->form));
      return;
    }

  if (iface->decided != NULL)
    iface->decided (self->form);
  gtk_window_close (GTK_WINDOW (self));
}

static void
confirm_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CstStepWindow *self = CST_STEP_WINDOW (widget);
  CstOperation *operation = CST_STEP_FORM_GET_IFACE (self->form)->build (self->form);

  if (self->saver != NULL)
    cst_draft_saver_forget (self->saver);
  self->is_deciding = TRUE;
  update (self);
  cst_context_decide_async (self->context, operation,
                            self->saver != NULL ? cst_draft_saver_get_key (self->saver) : NULL,
                            NULL, decided_cb, g_object_ref (self));
}

/* The draft is on its way before anybody can open the dialog again. */
static gboolean
cst_step_window_close_request (GtkWindow *window)
{
  CstStepWindow *self = CST_STEP_WINDOW (window);

  if (self->saver != NULL)
    cst_draft_saver_flush (self->saver);

  return GTK_WINDOW_CLASS (cst_step_window_parent_class)->close_request (window);
}

static void
cst_step_window_dispose (GObject *object)
{
  CstStepWindow *self = CST_STEP_WINDOW (object);

  g_clear_object (&self->saver);
  g_clear_object (&self->form);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (cst_step_window_parent_class)->dispose (object);
}

static void
cst_step_window_finalize (GObject *object)
{
  CstStepWindow *self = CST_STEP_WINDOW (object);

  g_clear_pointer (&self->incident_case, cst_incident_case_unref);

  G_OBJECT_CLASS (cst_step_window_parent_class)->finalize (object);
}

static void
cst_step_window_class_init (CstStepWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_step_window_dispose;
  object_class->finalize = cst_step_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = cst_step_window_close_request;

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-step-window"));
  gtk_widget_class_bind_template_child (widget_class, CstStepWindow, title);
  gtk_widget_class_bind_template_child (widget_class, CstStepWindow, confirm_button);
  gtk_widget_class_bind_template_child (widget_class, CstStepWindow, form_box);
  gtk_widget_class_bind_template_child (widget_class, CstStepWindow, consequences_group);
  gtk_widget_class_bind_template_child (widget_class, CstStepWindow, consequences_box);
  gtk_widget_class_bind_template_child (widget_class, CstStepWindow, problem_box);
  gtk_widget_class_bind_template_child (widget_class, CstStepWindow, problem_label);
  gtk_widget_class_bind_template_child (widget_class, CstStepWindow, failure_label);
  gtk_widget_class_install_action (widget_class, "step.confirm", NULL, confirm_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cst_step_window_init (CstStepWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
restore_draft (CstStepWindow *self,
               const char    *purpose)
{
  g_autofree char *key = cst_draft_key (self->incident_case->account->id, self->incident_case->order->id,
                                        self->incident_case->incident->id, purpose);
  g_autoptr(CstDraftSaver) saver = cst_draft_saver_new (self->context, key);
  g_autofree char *text = cst_draft_saver_dup_saved (saver);

  if (text != NULL)
    CST_STEP_FORM_GET_IFACE (self->form)->restore (self->form, text);
  self->saver = g_steal_pointer (&saver);
}

/**
 * cst_step_window_new:
 * @form: (transfer floating): made for @incident_case
 *
 * Returns: (transfer none): a dialog that is still to be presented; GTK owns it
 */
CstStepWindow *
cst_step_window_new (CstContext      *context,
                     CstIncidentCase *incident_case,
                     CstStepForm     *form,
                     GtkWindow       *parent)
{
  CstStepWindow *self = g_object_new (CST_TYPE_STEP_WINDOW, "transient-for", parent, NULL);
  CstStepFormInterface *iface = CST_STEP_FORM_GET_IFACE (form);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", cst_incident_case_customer (incident_case),
                                               incident_case->order->number);

  self->context = g_object_ref (context);
  self->incident_case = cst_incident_case_ref (incident_case);
  self->form = g_object_ref_sink (form);
  gtk_box_append (GTK_BOX (self->form_box), GTK_WIDGET (form));
  adw_window_title_set_title (self->title, iface->get_title (form));
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_window_set_title (GTK_WINDOW (self), iface->get_title (form));

  if (iface->get_purpose (form) != NULL)
    restore_draft (self, iface->get_purpose (form));
  g_signal_connect_object (form, "changed", G_CALLBACK (form_changed_cb), self, G_CONNECT_SWAPPED);
  update (self);

  return self;
}
