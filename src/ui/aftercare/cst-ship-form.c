/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-ship-form.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-aftercare-words.h"
#include "cst-build.h"
#include "cst-carriers.h"
#include "cst-case-print.h"
#include "cst-date-button.h"
#include "cst-format.h"
#include "cst-settings.h"
#include "cst-ship-draft.h"
#include "cst-ui.h"
#include "cst-util.h"
#include "cst-warning-check.h"
#include "cst-wrap-layout.h"

#define N_SUGGESTIONS 4

/* R3: what to prepare, the slip for it, and how it leaves. Return moves on from field to field, as a
 * scanner sends it after each number. */
struct _CstShipForm
{
  GtkWidget        parent_instance;

  CstContext      *context;       /* (owned) */
  CstIncidentCase *incident_case; /* (owned) */
  char            *resolution;    /* (owned) */
  char            *purpose;       /* (owned): names the draft */
  CstShipDraft    *draft;         /* (owned) */
  gboolean         is_setting;

  GtkWidget       *root;
  GtkWidget       *warnings;      /* a CstWarningCheck */
  GtkWidget       *pieces_box;
  GtkWidget       *ship_by_box;
  GtkEditable     *carrier;
  GtkWidget       *carriers_box;
  GtkEditable     *number;
  GtkEditable     *url;
  CstDateButton   *date;
};

static void step_form_iface_init (CstStepFormInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CstShipForm, cst_ship_form, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (CST_TYPE_STEP_FORM, step_form_iface_init))

static const CstResolution *
find_resolution (CstShipForm *self)
{
  return cst_incident_find_resolution (self->incident_case->incident, self->resolution);
}

static const char *
get_title (CstStepForm *form)
{
  return _("Ship the replacement");
}

static const char *
get_confirm_label (CstStepForm *form)
{
  return _("_Mark as shipped");
}

static const char *
get_purpose (CstStepForm *form)
{
  return CST_SHIP_FORM (form)->purpose;
}

static char *
dup_problem (CstStepForm *form)
{
  CstShipForm *self = CST_SHIP_FORM (form);
  char *problem = cst_ship_draft_dup_problem (self->draft, cst_context_now (self->context));

  return problem != NULL ? problem : cst_warning_check_dup_problem (CST_WARNING_CHECK (self->warnings));
}

static GStrv
list_consequences (CstStepForm *form)
{
  CstShipForm *self = CST_SHIP_FORM (form);
  const CstResolution *resolution = find_resolution (self);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *told = NULL;
  g_autofree char *pieces = cst_pieces_sentence (self->incident_case, resolution->lines);
  g_autofree char *sent = NULL;

  /* Translators: pieces, as in “2 × Bowl”, a carrier and a tracking number */
  sent = g_strdup_printf (_("%s leave with %s, number %s."), pieces,
                          self->draft->carrier != NULL ? self->draft->carrier : "",
                          self->draft->tracking_number != NULL ? self->draft->tracking_number : "");
  /* Translators: a customer's name */
  told = g_strdup_printf (_("The marketplace tells %s, and counts the replacement as carried out."),
                          cst_incident_case_customer (self->incident_case));
  g_strv_builder_add (builder, sent);
  g_strv_builder_add (builder, told);
  if (resolution->return_id != NULL)
    g_strv_builder_add (builder, _("The goods that were asked back stay expected."));

  return g_strv_builder_end (builder);
}

static CstOperation *
build (CstStepForm *form)
{
  CstShipForm *self = CST_SHIP_FORM (form);
  CstOperation *operation = cst_ship_draft_build (self->draft, self->incident_case->account->id,
                                                  self->incident_case->incident, self->resolution,
                                                  cst_context_now (self->context));

  cst_warning_check_note (CST_WARNING_CHECK (self->warnings), operation);

  return operation;
}

static char *
to_text (CstStepForm *form)
{
  return cst_ship_draft_to_text (CST_SHIP_FORM (form)->draft);
}

static void
show_draft (CstShipForm *self)
{
  self->is_setting = TRUE;
  gtk_editable_set_text (self->carrier, self->draft->carrier != NULL ? self->draft->carrier : "");
  gtk_editable_set_text (self->number, self->draft->tracking_number != NULL ? self->draft->tracking_number : "");
  gtk_editable_set_text (self->url, self->draft->tracking_url != NULL ? self->draft->tracking_url : "");
  cst_date_button_set_date (self->date, self->draft->shipped_on);
  self->is_setting = FALSE;
}

static void
restore (CstStepForm *form,
         const char  *text)
{
  CstShipForm *self = CST_SHIP_FORM (form);

  if (cst_ship_draft_restore (self->draft, text, NULL))
    show_draft (self);
}

/* Store thread. */
static gpointer
remember_carrier (CstDb         *db,
                  gpointer       request,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autofree char *before = cst_db_setting (db, CST_SETTING_CARRIERS, NULL);
  g_autofree char *after = cst_carriers_remember (before, request);

  return GINT_TO_POINTER (cst_db_set_setting (db, CST_SETTING_CARRIERS, after, error));
}

static void
decided (CstStepForm *form)
{
  CstShipForm *self = CST_SHIP_FORM (form);

  cst_store_run_async (cst_context_get_store (self->context), remember_carrier, g_strdup (self->draft->carrier),
                       g_free, NULL, NULL, NULL, NULL);
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
  iface->decided = decided;
}

static void
take_text (CstShipForm  *self,
           char        **field,
           GtkEditable  *editable)
{
  if (!self->is_setting && cst_set_str (field, gtk_editable_get_text (editable)))
    cst_step_form_changed (CST_STEP_FORM (self));
}

static void
carrier_changed_cb (CstShipForm *self)
{
  take_text (self, &self->draft->carrier, self->carrier);
}

static void
number_changed_cb (CstShipForm *self)
{
  take_text (self, &self->draft->tracking_number, self->number);
}

static void
url_changed_cb (CstShipForm *self)
{
  take_text (self, &self->draft->tracking_url, self->url);
}

static void
date_changed_cb (CstShipForm *self)
{
  if (!self->is_setting && cst_set_str (&self->draft->shipped_on, cst_date_button_get_date (self->date)))
    cst_step_form_changed (CST_STEP_FORM (self));
}

/* Return in a field: on to the next one. */
static void
move_on_cb (CstShipForm *self)
{
  gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))), GTK_DIR_TAB_FORWARD);
}

static void
carrier_done_cb (CstShipForm *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (gtk_editable_get_delegate (self->number)));
}

static void
carrier_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CstShipForm *self = CST_SHIP_FORM (widget);

  gtk_editable_set_text (self->carrier, g_variant_get_string (parameter, NULL));
  carrier_done_cb (self);
}

static void
print_slip_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  CstShipForm *self = CST_SHIP_FORM (widget);

  cst_case_print (self->context, self->incident_case, self->resolution,
                  strcmp (name, "ship.save-slip") == 0, GTK_WINDOW (gtk_widget_get_root (widget)));
}

static void
cst_ship_form_dispose (GObject *object)
{
  CstShipForm *self = CST_SHIP_FORM (object);

  self->is_setting = TRUE;
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), CST_TYPE_SHIP_FORM);

  G_OBJECT_CLASS (cst_ship_form_parent_class)->dispose (object);
}

static void
cst_ship_form_finalize (GObject *object)
{
  CstShipForm *self = CST_SHIP_FORM (object);

  g_clear_pointer (&self->incident_case, cst_incident_case_unref);
  g_free (self->resolution);
  g_free (self->purpose);
  g_clear_pointer (&self->draft, cst_ship_draft_free);

  G_OBJECT_CLASS (cst_ship_form_parent_class)->finalize (object);
}

static void
cst_ship_form_class_init (CstShipFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_ship_form_dispose;
  object_class->finalize = cst_ship_form_finalize;

  g_type_ensure (CST_TYPE_DATE_BUTTON);
  g_type_ensure (CST_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-ship-form"));
  gtk_widget_class_bind_template_child (widget_class, CstShipForm, root);
  gtk_widget_class_bind_template_child (widget_class, CstShipForm, pieces_box);
  gtk_widget_class_bind_template_child (widget_class, CstShipForm, ship_by_box);
  gtk_widget_class_bind_template_child (widget_class, CstShipForm, carrier);
  gtk_widget_class_bind_template_child (widget_class, CstShipForm, carriers_box);
  gtk_widget_class_bind_template_child (widget_class, CstShipForm, number);
  gtk_widget_class_bind_template_child (widget_class, CstShipForm, url);
  gtk_widget_class_bind_template_child (widget_class, CstShipForm, date);
  gtk_widget_class_bind_template_callback (widget_class, carrier_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, carrier_done_cb);
  gtk_widget_class_bind_template_callback (widget_class, number_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, url_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, date_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, move_on_cb);
  gtk_widget_class_install_action (widget_class, "ship.carrier", "s", carrier_action);
  gtk_widget_class_install_action (widget_class, "ship.print-slip", NULL, print_slip_action);
  gtk_widget_class_install_action (widget_class, "ship.save-slip", NULL, print_slip_action);
}

static void
cst_ship_form_init (CstShipForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_pieces (CstShipForm *self)
{
  const CstResolution *resolution = find_resolution (self);

  for (guint i = 0; i < resolution->lines->len; i++)
    {
      const CstResolutionLine *part = g_ptr_array_index (resolution->lines, i);
      const CstOrderLine *line = cst_order_find_line (self->incident_case->order, part->line);
      g_autofree char *title = g_strdup_printf ("%d × %s", part->quantity,
                                                line != NULL && line->title != NULL ? line->title : part->line);

      gtk_box_append (GTK_BOX (self->pieces_box),
                      cst_build_row (NULL, title, line != NULL ? line->sku : NULL, NULL));
    }
}

static void
show_ship_by (CstShipForm *self)
{
  gint64 now = cst_context_now (self->context);
  CstNextStep step = { .kind = CST_NEXT_SHIP, .resolution = find_resolution (self) };
  g_autofree char *words = NULL;

  step.is_late = cst_day_has_passed (step.resolution->ship_by, now);
  words = cst_next_step_detail (&step, self->incident_case, NULL, now);
  if (words != NULL)
    gtk_box_append (GTK_BOX (self->ship_by_box),
                    cst_build_row ("alarm-symbolic", words, NULL, step.is_late ? "overdue" : NULL));
}

static void
show_carriers (CstShipForm *self)
{
  CstDb *db = cst_context_get_reader (self->context);
  g_autofree char *remembered = db != NULL ? cst_db_setting (db, CST_SETTING_CARRIERS, NULL) : NULL;
  g_auto(GStrv) carriers = cst_carriers_suggest (remembered, self->incident_case->order, N_SUGGESTIONS);

  for (gsize i = 0; carriers[i] != NULL; i++)
    {
      GtkWidget *button = gtk_button_new_with_label (carriers[i]);
      g_autofree char *spoken = NULL;

      /* Translators: a carrier's name */
      spoken = g_strdup_printf (_("Carrier: %s"), carriers[i]);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "ship.carrier");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", carriers[i]);
      cst_accessible_set_label (button, spoken);
      gtk_box_append (GTK_BOX (self->carriers_box), button);
    }
  gtk_widget_set_visible (self->carriers_box, carriers[0] != NULL);
}

/**
 * cst_ship_form_new:
 * @resolution: a replacement of the incident that has not left
 *
 * Returns: (transfer floating): the form
 */
CstStepForm *
cst_ship_form_new (CstContext      *context,
                   CstIncidentCase *incident_case,
                   const char      *resolution)
{
  CstShipForm *self = g_object_new (CST_TYPE_SHIP_FORM, NULL);

  self->context = g_object_ref (context);
  self->incident_case = cst_incident_case_ref (incident_case);
  self->resolution = g_strdup (resolution);
  self->purpose = g_strconcat ("shipment-", resolution, NULL);
  self->draft = cst_ship_draft_new (cst_context_now (context));
  self->warnings = cst_warning_check_new (context, incident_case->account->id, incident_case->incident->id);
  g_signal_connect_object (self->warnings, "changed", G_CALLBACK (cst_step_form_changed), self, G_CONNECT_SWAPPED);
  gtk_box_prepend (GTK_BOX (self->root), self->warnings);
  show_pieces (self);
  show_ship_by (self);
  show_carriers (self);
  show_draft (self);

  return CST_STEP_FORM (self);
}
