/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-event-window.h"

#include <glib/gi18n.h>

#include "cst-combo-list.h"
#include "cst-date-button.h"
#include "cst-event-words.h"
#include "cst-file-box.h"
#include "cst-file-take.h"
#include "cst-ui.h"
#include "cst-util.h"

/* What the customer or the site did to an incident of a place without an API. The signal `decided` brings the
 * operation that writes it down. */
struct _CstEventWindow
{
  AdwWindow        parent_instance;

  AdwComboRow     *event_row;
  CstDateButton   *date_button;
  GtkEditable     *carrier_row;
  GtkEditable     *tracking_row;
  GtkWidget       *return_group;
  GtkTextBuffer   *text_buffer;
  GtkWidget       *files_group;
  CstFileBox      *file_box;
  GtkWidget       *problem_box;
  GtkLabel        *problem_label;

  CstContext      *context;       /* (owned) */
  CstIncidentCase *incident_case; /* (owned) */
  GArray          *events;        /* (owned) of CstIncidentEventKind */
};

enum
{
  DECIDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstEventWindow, cst_event_window, ADW_TYPE_WINDOW)

static CstIncidentEventKind
chosen_event (CstEventWindow *self)
{
  guint place = adw_combo_row_get_selected (self->event_row);

  return self->events != NULL && place < self->events->len
         ? g_array_index (self->events, CstIncidentEventKind, place) : CST_EVENT_UNKNOWN;
}

static char *
dup_text (CstEventWindow *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->text_buffer, &start, &end);

  return g_strstrip (gtk_text_buffer_get_text (self->text_buffer, &start, &end, FALSE));
}

static const char *
form_problem (CstEventWindow *self)
{
  g_autofree char *text = dup_text (self);
  guint n_files = cst_file_box_get_files (self->file_box)->len;

  if (chosen_event (self) == CST_EVENT_MESSAGE && *text == '\0' && n_files == 0)
    return _("Enter what the customer wrote.");
  if (chosen_event (self) == CST_EVENT_PHOTO_ADDED && n_files == 0)
    return _("Choose the photos.");
  if (chosen_event (self) == CST_EVENT_RESOLUTION_REFUSED && *text == '\0')
    return _("Enter why the site refused.");

  return NULL;
}

static void
update (CstEventWindow *self)
{
  CstIncidentEventKind event = chosen_event (self);
  const char *problem;

  if (event == CST_EVENT_UNKNOWN)
    return;

  problem = form_problem (self);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->event_row), cst_event_explain (event));
  gtk_widget_set_visible (self->return_group, event == CST_EVENT_RETURN_UNDER_WAY);
  gtk_widget_set_visible (self->files_group, event == CST_EVENT_MESSAGE || event == CST_EVENT_PHOTO_ADDED);
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem_box, problem != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "event.save", problem == NULL);
}

/* Today is now; another day stands for its noon. */
static gint64
chosen_moment (CstEventWindow *self)
{
  const char *date = cst_date_button_get_date (self->date_button);
  g_autofree char *today = cst_time_format (cst_context_now (self->context));
  g_autofree char *noon = NULL;

  if (cst_str_is_blank (date) || g_str_has_prefix (today, date))
    return 0;

  noon = g_strconcat (date, "T12:00:00Z", NULL);

  return cst_time_parse (noon);
}

static void
add_files (CstEventWindow *self,
           CstOperation   *operation)
{
  GPtrArray *files = cst_file_box_get_files (self->file_box);

  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (operation->files, cst_record_dup (&cst_outgoing_file_type, g_ptr_array_index (files, i)));
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstEventWindow *self = CST_EVENT_WINDOW (widget);
  const CstIncident *incident = self->incident_case->incident;
  CstIncidentEventKind event = chosen_event (self);
  g_autoptr(CstOperation) operation = NULL;
  g_autofree char *text = dup_text (self);

  operation = cst_operation_new (CST_OPERATION_RECORD_EVENT, self->incident_case->account->id,
                                 self->incident_case->order->id, incident->id);
  operation->event = event;
  operation->subject = g_strdup (cst_event_subject (incident, event));
  operation->text = *text != '\0' ? g_strdup (text) : NULL;
  operation->moment = chosen_moment (self);
  if (gtk_widget_get_visible (self->files_group))
    add_files (self, operation);
  if (event == CST_EVENT_RETURN_UNDER_WAY)
    {
      operation->carrier = g_strdup (gtk_editable_get_text (self->carrier_row));
      operation->tracking_number = g_strdup (gtk_editable_get_text (self->tracking_row));
    }

  g_signal_emit (self, signals[DECIDED], 0, operation);
  gtk_window_close (GTK_WINDOW (self));
}

static void
cst_event_window_dispose (GObject *object)
{
  CstEventWindow *self = CST_EVENT_WINDOW (object);

  g_clear_object (&self->context);

  G_OBJECT_CLASS (cst_event_window_parent_class)->dispose (object);
}

static void
cst_event_window_finalize (GObject *object)
{
  CstEventWindow *self = CST_EVENT_WINDOW (object);

  g_clear_pointer (&self->incident_case, cst_incident_case_unref);
  g_clear_pointer (&self->events, g_array_unref);

  G_OBJECT_CLASS (cst_event_window_parent_class)->finalize (object);
}

static void
cst_event_window_class_init (CstEventWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_event_window_dispose;
  object_class->finalize = cst_event_window_finalize;

  signals[DECIDED] = g_signal_new ("decided", CST_TYPE_EVENT_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_POINTER);

  g_type_ensure (CST_TYPE_DATE_BUTTON);
  g_type_ensure (CST_TYPE_FILE_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-event-window"));
  gtk_widget_class_bind_template_child (widget_class, CstEventWindow, event_row);
  gtk_widget_class_bind_template_child (widget_class, CstEventWindow, date_button);
  gtk_widget_class_bind_template_child (widget_class, CstEventWindow, carrier_row);
  gtk_widget_class_bind_template_child (widget_class, CstEventWindow, tracking_row);
  gtk_widget_class_bind_template_child (widget_class, CstEventWindow, return_group);
  gtk_widget_class_bind_template_child (widget_class, CstEventWindow, text_buffer);
  gtk_widget_class_bind_template_child (widget_class, CstEventWindow, files_group);
  gtk_widget_class_bind_template_child (widget_class, CstEventWindow, file_box);
  gtk_widget_class_bind_template_child (widget_class, CstEventWindow, problem_box);
  gtk_widget_class_bind_template_child (widget_class, CstEventWindow, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_install_action (widget_class, "event.save", NULL, save_action);
}

static void
cst_event_window_init (CstEventWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cst_event_window_new:
 * @event: what is chosen at first, %CST_EVENT_UNKNOWN for the likeliest
 */
CstEventWindow *
cst_event_window_new (CstContext           *context,
                      CstIncidentCase      *incident_case,
                      CstIncidentEventKind  event)
{
  CstEventWindow *self;
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);
  g_autofree char *today = NULL;
  guint chosen = 0;

  g_return_val_if_fail (CST_IS_CONTEXT (context), NULL);

  self = g_object_new (CST_TYPE_EVENT_WINDOW, NULL);
  self->context = g_object_ref (context);
  self->incident_case = cst_incident_case_ref (incident_case);
  self->events = cst_event_list_possible (incident_case->incident);
  for (guint i = 0; i < self->events->len; i++)
    {
      CstIncidentEventKind candidate = g_array_index (self->events, CstIncidentEventKind, i);

      gtk_string_list_append (labels, cst_event_label (candidate));
      if (candidate == event)
        chosen = i;
    }
  cst_combo_list_show_whole (self->event_row);
  adw_combo_row_set_model (self->event_row, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (self->event_row, chosen);
  today = cst_time_format (cst_context_now (context));
  if (strlen (today) > 10)
    today[10] = '\0';
  cst_date_button_set_date (self->date_button, today);
  cst_file_box_catch (self->file_box, GTK_WIDGET (self));
  cst_file_box_set_store (self->file_box, cst_context_get_store (context),
                          incident_case->account->info.attachment_limit);
  update (self);

  return self;
}
