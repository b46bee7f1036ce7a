/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-count-form.h"

#include <glib/gi18n.h>

#include "cst-count-row.h"
#include "cst-ui.h"
#include "cst-util.h"

/* R4: a return is received, or its pieces are inspected. */
struct _CstCountForm
{
  GtkWidget        parent_instance;

  CstContext      *context;       /* (owned) */
  CstIncidentCase *incident_case; /* (owned) */
  CstPieceCount   *count;         /* (owned) */
  char            *purpose;       /* (owned): names the draft */
  gboolean         is_setting;

  GtkWidget       *root;
  GtkLabel        *intro;
  GtkWidget       *rows_box;
  GtkWidget       *note_group;
  GtkEditable     *note;
};

static void step_form_iface_init (CstStepFormInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CstCountForm, cst_count_form, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (CST_TYPE_STEP_FORM, step_form_iface_init))

static const char *
get_title (CstStepForm *form)
{
  return CST_COUNT_FORM (form)->count->is_inspection ? _("Inspect the return") : _("Receive the return");
}

static const char *
get_confirm_label (CstStepForm *form)
{
  return CST_COUNT_FORM (form)->count->is_inspection ? _("_Record the inspection") : _("_Record the receipt");
}

static const char *
get_purpose (CstStepForm *form)
{
  return CST_COUNT_FORM (form)->purpose;
}

static char *
dup_problem (CstStepForm *form)
{
  return cst_piece_count_dup_problem (CST_COUNT_FORM (form)->count);
}

static void
add_up (CstPieceCount *count,
        CstCountLine  *sum)
{
  for (guint i = 0; i < count->lines->len; i++)
    {
      const CstCountLine *line = cst_piece_count_line (count, i);

      sum->asked += line->asked;
      sum->received += line->received;
      sum->accepted += line->accepted;
      sum->damaged += line->damaged;
      sum->missing += line->missing;
    }
}

static GStrv
list_consequences (CstStepForm *form)
{
  CstCountForm *self = CST_COUNT_FORM (form);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *counted = NULL;
  CstCountLine sum = { NULL };

  add_up (self->count, &sum);
  counted = self->count->is_inspection
            ? g_strdup_printf (_("The marketplace is told: accepted %d, damaged %d, missing %d."),
                               sum.accepted, sum.damaged, sum.missing)
            : g_strdup_printf (_("Pieces recorded as received: %d of %d."), sum.received, sum.asked);
  g_strv_builder_add (builder, counted);
  g_strv_builder_add (builder, self->count->is_inspection
                      ? _("No money moves by itself: a refund that is due is still yours to decide.")
                      : _("Each piece can be inspected once the marketplace knows of the receipt."));

  return g_strv_builder_end (builder);
}

static CstOperation *
build (CstStepForm *form)
{
  CstCountForm *self = CST_COUNT_FORM (form);

  return cst_piece_count_build (self->count, self->incident_case->account->id, cst_context_now (self->context));
}

static char *
to_text (CstStepForm *form)
{
  return cst_piece_count_to_text (CST_COUNT_FORM (form)->count);
}

static void
show_count (CstCountForm *self)
{
  self->is_setting = TRUE;
  for (GtkWidget *row = gtk_widget_get_first_child (self->rows_box); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    cst_count_row_update (CST_COUNT_ROW (row));
  gtk_editable_set_text (self->note, self->count->note != NULL ? self->count->note : "");
  self->is_setting = FALSE;
}

static void
restore (CstStepForm *form,
         const char  *text)
{
  CstCountForm *self = CST_COUNT_FORM (form);

  if (cst_piece_count_restore (self->count, text, NULL))
    show_count (self);
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
note_changed_cb (CstCountForm *self)
{
  if (!self->is_setting && self->count != NULL && cst_set_str (&self->count->note, gtk_editable_get_text (self->note)))
    cst_step_form_changed (CST_STEP_FORM (self));
}

static void
cst_count_form_dispose (GObject *object)
{
  CstCountForm *self = CST_COUNT_FORM (object);

  self->is_setting = TRUE;
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), CST_TYPE_COUNT_FORM);

  G_OBJECT_CLASS (cst_count_form_parent_class)->dispose (object);
}

static void
cst_count_form_finalize (GObject *object)
{
  CstCountForm *self = CST_COUNT_FORM (object);

  g_clear_pointer (&self->incident_case, cst_incident_case_unref);
  g_clear_pointer (&self->count, cst_piece_count_free);
  g_free (self->purpose);

  G_OBJECT_CLASS (cst_count_form_parent_class)->finalize (object);
}

static void
cst_count_form_class_init (CstCountFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_count_form_dispose;
  object_class->finalize = cst_count_form_finalize;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-count-form"));
  gtk_widget_class_bind_template_child (widget_class, CstCountForm, root);
  gtk_widget_class_bind_template_child (widget_class, CstCountForm, intro);
  gtk_widget_class_bind_template_child (widget_class, CstCountForm, rows_box);
  gtk_widget_class_bind_template_child (widget_class, CstCountForm, note_group);
  gtk_widget_class_bind_template_child (widget_class, CstCountForm, note);
  gtk_widget_class_bind_template_callback (widget_class, note_changed_cb);
}

static void
cst_count_form_init (CstCountForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cst_count_form_new:
 * @goods: a return of the incident
 *
 * Returns: (transfer floating): the form
 */
CstStepForm *
cst_count_form_new (CstContext      *context,
                    CstIncidentCase *incident_case,
                    const CstReturn *goods,
                    gboolean         is_inspection)
{
  CstCountForm *self = g_object_new (CST_TYPE_COUNT_FORM, NULL);

  self->context = g_object_ref (context);
  self->incident_case = cst_incident_case_ref (incident_case);
  self->count = cst_piece_count_new (incident_case->order, incident_case->incident, goods, is_inspection);
  self->purpose = g_strconcat (is_inspection ? "inspection-" : "receipt-", goods->id, NULL);
  gtk_label_set_label (self->intro, is_inspection
                       ? _("Each piece that was asked back is accepted, damaged or missing.")
                       : _("Count what is in the parcel."));
  gtk_widget_set_visible (self->note_group, is_inspection);

  for (guint i = 0; i < self->count->lines->len; i++)
    {
      GtkWidget *row = cst_count_row_new (cst_piece_count_line (self->count, i), is_inspection);

      g_signal_connect_object (row, "changed", G_CALLBACK (cst_step_form_changed), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (self->rows_box), row);
    }

  return CST_STEP_FORM (self);
}
