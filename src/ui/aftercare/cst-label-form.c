/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-label-form.h"

#include <glib/gi18n.h>

#include "cst-decide-checks.h"
#include "cst-file-take.h"
#include "cst-label-chooser.h"
#include "cst-ui.h"
#include "cst-util.h"

/* R4, O7: a return label that follows later: a file, or where the site takes that, the address where it lies. */
struct _CstLabelForm
{
  GtkWidget        parent_instance;

  CstIncidentCase *incident_case; /* (owned) */
  char            *goods;         /* (owned): the return */
  char            *purpose;       /* (owned): names the draft */
  gboolean         accepts;       /* the return waits for our yes, which the label says */
  gboolean         is_setting;

  GtkWidget       *root;
  CstLabelChooser *chooser;
  GtkWidget       *address_box;
  GtkEditable     *address_entry;
};

static void step_form_iface_init (CstStepFormInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CstLabelForm, cst_label_form, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (CST_TYPE_STEP_FORM, step_form_iface_init))

static const char *
get_title (CstStepForm *form)
{
  return _("Send the return label");
}

static const char *
get_confirm_label (CstStepForm *form)
{
  return _("_Send the label");
}

static const char *
get_purpose (CstStepForm *form)
{
  return CST_LABEL_FORM (form)->purpose;
}

/* Returns: (transfer full) (nullable): %NULL where none was typed */
static char *
dup_address (CstLabelForm *self)
{
  const char *text = gtk_editable_get_text (self->address_entry);

  return cst_str_is_blank (text) ? NULL : g_strstrip (g_strdup (text));
}

static char *
dup_problem (CstStepForm *form)
{
  CstLabelForm *self = CST_LABEL_FORM (form);
  g_autofree char *address = dup_address (self);

  if (cst_label_chooser_get_label (self->chooser) != NULL)
    return NULL;
  if (address != NULL)
    return cst_decide_is_label_address (address) ? NULL
                                                 : g_strdup (_("The label’s address has to begin with https://."));

  return g_strdup (gtk_widget_get_visible (self->address_box)
                   ? _("Choose the label’s file, drop it here, or enter its address.")
                   : _("Choose the label’s file, or drop it here."));
}

static GStrv
list_consequences (CstStepForm *form)
{
  CstLabelForm *self = CST_LABEL_FORM (form);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *sent = NULL;

  /* Translators: a customer's name */
  sent = g_strdup_printf (_("%s gets the label and can send the goods back."),
                          cst_incident_case_customer (self->incident_case));
  g_strv_builder_add (builder, sent);
  if (self->accepts)
    g_strv_builder_add (builder, _("This accepts the return that waits for your yes or no."));
  g_strv_builder_add (builder, _("The shipping costs of the return are yours."));

  return g_strv_builder_end (builder);
}

static CstOperation *
build (CstStepForm *form)
{
  CstLabelForm *self = CST_LABEL_FORM (form);
  const CstIncident *incident = self->incident_case->incident;
  CstOperation *operation = cst_operation_new (CST_OPERATION_RETURN_LABEL, self->incident_case->account->id,
                                               incident->order, incident->id);

  operation->subject = g_strdup (self->goods);
  if (cst_label_chooser_get_label (self->chooser) != NULL)
    g_ptr_array_add (operation->files,
                     cst_record_dup (&cst_outgoing_file_type, cst_label_chooser_get_label (self->chooser)));
  else
    operation->label_url = dup_address (self);

  return operation;
}

/* A draft is the file, or else the address as it was typed. */
static char *
to_text (CstStepForm *form)
{
  CstLabelForm *self = CST_LABEL_FORM (form);
  const CstOutgoingFile *label = cst_label_chooser_get_label (self->chooser);

  return label != NULL ? cst_record_to_text (&cst_outgoing_file_type, label) : dup_address (self);
}

/* A label lies in one place only. */
static void
update (CstLabelForm *self)
{
  g_autofree char *address = dup_address (self);

  gtk_widget_set_sensitive (GTK_WIDGET (self->chooser), address == NULL);
  gtk_widget_set_sensitive (self->address_box, cst_label_chooser_get_label (self->chooser) == NULL);
}

static void
restore (CstStepForm *form,
         const char  *text)
{
  CstLabelForm *self = CST_LABEL_FORM (form);
  g_autoptr(CstOutgoingFile) label = cst_record_new (&cst_outgoing_file_type);

  self->is_setting = TRUE;
  if (cst_record_from_text (&cst_outgoing_file_type, label, text, NULL))
    cst_label_chooser_set_label (self->chooser, label);
  else if (gtk_widget_get_visible (self->address_box))
    gtk_editable_set_text (self->address_entry, text);
  self->is_setting = FALSE;
  update (self);
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
label_changed_cb (CstLabelForm *self)
{
  update (self);
  cst_step_form_changed (CST_STEP_FORM (self));
}

static void
address_changed_cb (CstLabelForm *self)
{
  if (!self->is_setting)
    label_changed_cb (self);
}

static void
cst_label_form_dispose (GObject *object)
{
  CST_LABEL_FORM (object)->is_setting = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_LABEL_FORM);

  G_OBJECT_CLASS (cst_label_form_parent_class)->dispose (object);
}

static void
cst_label_form_finalize (GObject *object)
{
  CstLabelForm *self = CST_LABEL_FORM (object);

  g_clear_pointer (&self->incident_case, cst_incident_case_unref);
  g_free (self->goods);
  g_free (self->purpose);

  G_OBJECT_CLASS (cst_label_form_parent_class)->finalize (object);
}

static void
cst_label_form_class_init (CstLabelFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_label_form_dispose;
  object_class->finalize = cst_label_form_finalize;

  g_type_ensure (CST_TYPE_LABEL_CHOOSER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-label-form"));
  gtk_widget_class_bind_template_child (widget_class, CstLabelForm, root);
  gtk_widget_class_bind_template_child (widget_class, CstLabelForm, chooser);
  gtk_widget_class_bind_template_child (widget_class, CstLabelForm, address_box);
  gtk_widget_class_bind_template_child (widget_class, CstLabelForm, address_entry);
  gtk_widget_class_bind_template_callback (widget_class, address_changed_cb);
}

static void
cst_label_form_init (CstLabelForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->chooser, "changed", G_CALLBACK (label_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * cst_label_form_new:
 * @goods: a return of the incident that has no label yet
 *
 * Returns: (transfer floating): the form
 */
CstStepForm *
cst_label_form_new (CstContext      *context,
                    CstIncidentCase *incident_case,
                    const CstReturn *goods)
{
  CstLabelForm *self = g_object_new (CST_TYPE_LABEL_FORM, NULL);

  self->incident_case = cst_incident_case_ref (incident_case);
  self->goods = g_strdup (goods->id);
  self->purpose = g_strconcat ("label-", goods->id, NULL);
  self->accepts = goods->state == CST_RETURN_WAITING;
  gtk_widget_set_visible (self->address_box, cst_account_can (incident_case->account, CST_CAN_LINK_LABEL));
  cst_label_chooser_set_up (self->chooser, cst_context_get_store (context), cst_context_get_decoder (context));
  cst_label_chooser_set_limit (self->chooser, incident_case->account->info.attachment_limit);

  return CST_STEP_FORM (self);
}
