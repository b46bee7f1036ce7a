/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-return-form.h"

#include <glib/gi18n.h>

#include "cst-aftercare-words.h"
#include "cst-labels.h"
#include "cst-site-card.h"
#include "cst-ui.h"

/* R4: what a customer asks to send back is accepted, or refused with a reason; a return that is over is closed. */
struct _CstReturnForm
{
  GtkWidget         parent_instance;

  CstIncidentCase  *incident_case; /* (owned) */
  char             *goods;         /* (owned): the return */
  char             *purpose;       /* (owned) (nullable): names the draft */
  CstReturnState    state;
  CstOperationKind  kind;
  CstReturnRefusal  refusal;
  gboolean          is_setting;
  GtkCheckButton   *reasons[CST_REFUSAL_TOO_LATE + 1]; /* none for the first, which is no reason */

  GtkWidget        *root;
  GtkLabel         *pieces_label;
  GtkWidget        *reasons_box;
};

static void step_form_iface_init (CstStepFormInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CstReturnForm, cst_return_form, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (CST_TYPE_STEP_FORM, step_form_iface_init))

static const char *
get_title (CstStepForm *form)
{
  switch ((int) CST_RETURN_FORM (form)->kind)
    {
    case CST_OPERATION_RETURN_ACCEPTED:
      return _("Accept the return");
    case CST_OPERATION_RETURN_REFUSED:
      return _("Refuse the return");
    default:
      return _("Close the return");
    }
}

static const char *
get_confirm_label (CstStepForm *form)
{
  switch ((int) CST_RETURN_FORM (form)->kind)
    {
    case CST_OPERATION_RETURN_ACCEPTED:
      return _("_Accept the return");
    case CST_OPERATION_RETURN_REFUSED:
      return _("Re_fuse the return");
    default:
      return _("C_lose the return");
    }
}

static const char *
get_purpose (CstStepForm *form)
{
  return CST_RETURN_FORM (form)->purpose;
}

static char *
dup_problem (CstStepForm *form)
{
  CstReturnForm *self = CST_RETURN_FORM (form);

  return self->kind == CST_OPERATION_RETURN_REFUSED && self->refusal == CST_REFUSAL_UNKNOWN
         ? g_strdup (_("Say why the return is refused.")) : NULL;
}

static void
add_acceptance (CstReturnForm *self,
                GStrvBuilder  *builder)
{
  /* Translators: a customer's name */
  g_autofree char *sent = g_strdup_printf (_("%s may send the goods back."),
                                           cst_incident_case_customer (self->incident_case));

  g_strv_builder_add (builder, sent);
  if (cst_account_can (self->incident_case->account, CST_CAN_SEND_LABEL))
    g_strv_builder_add (builder, _("Their label is what is next: send it from here."));
}

static void
add_refusal (CstReturnForm *self,
             GStrvBuilder  *builder)
{
  /* Translators: the marketplace’s name, and the reason */
  g_autofree char *told = g_strdup_printf (_("%1$s passes your refusal on, with its reason: “%2$s”."),
                                           cst_account_get_site (self->incident_case->account),
                                           cst_label_return_refusal (self->refusal));

  g_strv_builder_add (builder, told);
  g_strv_builder_add (builder, _("The goods stay where they are; the incident itself stays open."));
}

static void
add_closing (CstReturnForm *self,
             GStrvBuilder  *builder)
{
  if (self->state < CST_RETURN_RECEIVED)
    g_strv_builder_add (builder, _("The goods are no longer waited for."));
  else if (self->state == CST_RETURN_RECEIVED)
    g_strv_builder_add (builder, _("The goods are not inspected: the marketplace does not learn in what state they "
                                   "came."));
  g_strv_builder_add (builder, _("The return is over at the marketplace, too."));
  g_strv_builder_add (builder, _("No money moves by itself: a refund that is due is still yours to decide."));
}

static GStrv
list_consequences (CstStepForm *form)
{
  CstReturnForm *self = CST_RETURN_FORM (form);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *undo = cst_site_undo_text (self->incident_case->undo_window);

  if (self->kind == CST_OPERATION_RETURN_ACCEPTED)
    add_acceptance (self, builder);
  else if (self->kind == CST_OPERATION_RETURN_REFUSED)
    add_refusal (self, builder);
  else
    add_closing (self, builder);
  g_strv_builder_add (builder, undo);

  return g_strv_builder_end (builder);
}

static CstOperation *
build (CstStepForm *form)
{
  CstReturnForm *self = CST_RETURN_FORM (form);
  const CstIncident *incident = self->incident_case->incident;
  CstOperation *operation = cst_operation_new (self->kind, self->incident_case->account->id, incident->order,
                                               incident->id);

  operation->subject = g_strdup (self->goods);
  operation->refusal = self->refusal;

  return operation;
}

static char *
to_text (CstStepForm *form)
{
  return g_strdup (cst_enum_nick (&cst_return_refusal_type, (int) CST_RETURN_FORM (form)->refusal));
}

static void
restore (CstStepForm *form,
         const char  *text)
{
  CstReturnForm *self = CST_RETURN_FORM (form);
  int refusal = cst_enum_value (&cst_return_refusal_type, text);

  if (refusal <= CST_REFUSAL_UNKNOWN || refusal > CST_REFUSAL_TOO_LATE)
    return;

  self->is_setting = TRUE;
  gtk_check_button_set_active (self->reasons[refusal], TRUE);
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
reason_toggled_cb (CstReturnForm  *self,
                   GtkCheckButton *check)
{
  if (!gtk_check_button_get_active (check))
    return;

  for (int i = CST_REFUSAL_NOT_ELIGIBLE; i <= CST_REFUSAL_TOO_LATE; i++)
    {
      if (self->reasons[i] == check)
        self->refusal = (CstReturnRefusal) i;
    }
  if (!self->is_setting)
    cst_step_form_changed (CST_STEP_FORM (self));
}

static void
cst_return_form_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_RETURN_FORM);

  G_OBJECT_CLASS (cst_return_form_parent_class)->dispose (object);
}

static void
cst_return_form_finalize (GObject *object)
{
  CstReturnForm *self = CST_RETURN_FORM (object);

  g_clear_pointer (&self->incident_case, cst_incident_case_unref);
  g_free (self->goods);
  g_free (self->purpose);

  G_OBJECT_CLASS (cst_return_form_parent_class)->finalize (object);
}

static void
cst_return_form_class_init (CstReturnFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_return_form_dispose;
  object_class->finalize = cst_return_form_finalize;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-return-form"));
  gtk_widget_class_bind_template_child (widget_class, CstReturnForm, root);
  gtk_widget_class_bind_template_child (widget_class, CstReturnForm, pieces_label);
  gtk_widget_class_bind_template_child (widget_class, CstReturnForm, reasons_box);
}

static void
cst_return_form_init (CstReturnForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_reasons (CstReturnForm *self)
{
  for (int i = CST_REFUSAL_NOT_ELIGIBLE; i <= CST_REFUSAL_TOO_LATE; i++)
    {
      GtkWidget *check = gtk_check_button_new_with_label (cst_label_return_refusal ((CstReturnRefusal) i));

      self->reasons[i] = GTK_CHECK_BUTTON (check);
      if (i > CST_REFUSAL_NOT_ELIGIBLE)
        gtk_check_button_set_group (self->reasons[i], self->reasons[CST_REFUSAL_NOT_ELIGIBLE]);
      g_signal_connect_object (check, "toggled", G_CALLBACK (reason_toggled_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (self->reasons_box), check);
    }
  gtk_widget_set_visible (self->reasons_box, TRUE);
}

/**
 * cst_return_form_new:
 * @goods: a return of the incident
 * @kind: it is accepted, refused or closed
 *
 * Returns: (transfer floating): the form
 */
CstStepForm *
cst_return_form_new (CstIncidentCase  *incident_case,
                     const CstReturn  *goods,
                     CstOperationKind  kind)
{
  CstReturnForm *self = g_object_new (CST_TYPE_RETURN_FORM, NULL);
  g_autofree char *pieces = cst_return_sentence (incident_case, goods);

  self->incident_case = cst_incident_case_ref (incident_case);
  self->goods = g_strdup (goods->id);
  self->state = goods->state;
  self->kind = kind;
  gtk_label_set_label (self->pieces_label, pieces);
  if (kind == CST_OPERATION_RETURN_REFUSED)
    {
      self->purpose = g_strconcat ("refuse-", goods->id, NULL);
      add_reasons (self);
    }

  return CST_STEP_FORM (self);
}
