/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-report-window.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-combo-list.h"
#include "cst-draft-saver.h"
#include "cst-drafts.h"
#include "cst-file-box.h"
#include "cst-file-take.h"
#include "cst-labels.h"
#include "cst-terms.h"
#include "cst-ui.h"

/* What a customer told us of an order that the site has: recorded there, as the incident it is. What is typed is a
 * draft within a second, so that closing loses nothing. The signal `decided` brings the operation that does it. */
struct _CstReportWindow
{
  AdwWindow            parent_instance;

  AdwWindowTitle      *title;
  AdwPreferencesGroup *lines_group;
  AdwComboRow         *reason_row;
  GtkTextBuffer       *text_buffer;
  CstFileBox          *file_box;
  GtkWidget           *problem_box;
  GtkLabel            *problem_label;

  CstContext          *context; /* (owned) */
  gint64               account;
  char                *order;   /* (owned) */
  GPtrArray           *pieces;  /* (owned) of GtkSpinButton: one for each line that was ordered */
  GStrv                lines;   /* (owned): their ids */
  CstDraftSaver       *saver;   /* (owned) */
  gboolean             is_filling;
};

enum
{
  DECIDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* In the order of the chooser, which begins with “not chosen yet”. */
static const CstReason reasons[] = {
  CST_REASON_UNKNOWN, CST_REASON_DAMAGED, CST_REASON_DEFECTIVE, CST_REASON_MISSING, CST_REASON_WRONG_ITEM,
  CST_REASON_WRONG_INVOICE, CST_REASON_LATE, CST_REASON_OTHER,
};

G_DEFINE_FINAL_TYPE (CstReportWindow, cst_report_window, ADW_TYPE_WINDOW)

static int
pieces_of (CstReportWindow *self,
           guint            place)
{
  return gtk_spin_button_get_value_as_int (g_ptr_array_index (self->pieces, place));
}

static const char *
form_problem (CstReportWindow *self)
{
  int total = 0;

  for (guint i = 0; i < self->pieces->len; i++)
    total += pieces_of (self, i);

  if (total == 0)
    return _("Say which articles are concerned.");
  if (adw_combo_row_get_selected (self->reason_row) == 0)
    return _("Choose the reason.");

  return NULL;
}

static char *
dup_text (CstReportWindow *self)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (self->text_buffer, &start, &end);
  text = g_strstrip (gtk_text_buffer_get_text (self->text_buffer, &start, &end, FALSE));

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static CstOperation *
build (CstReportWindow *self)
{
  GPtrArray *files = cst_file_box_get_files (self->file_box);
  g_autofree char *text = dup_text (self);
  CstOperation *operation =
    cst_operation_new_report (self->account, self->order, reasons[adw_combo_row_get_selected (self->reason_row)], text,
                              cst_context_now (self->context));

  for (guint i = 0; i < self->pieces->len; i++)
    {
      if (pieces_of (self, i) > 0)
        cst_operation_report_line (operation, self->lines[i], pieces_of (self, i));
    }
  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (operation->files, cst_record_dup (&cst_outgoing_file_type, g_ptr_array_index (files, i)));

  return operation;
}

static void
save_draft (CstReportWindow *self)
{
  g_autoptr(CstOperation) operation = build (self);
  gboolean is_empty = operation->case_incident->lines->len == 0 && operation->files->len == 0 &&
                      operation->case_incident->description == NULL &&
                      operation->case_incident->reason == CST_REASON_UNKNOWN;

  cst_draft_saver_save (self->saver, is_empty ? NULL : cst_record_to_text (&cst_operation_type, operation));
}

static void
update (CstReportWindow *self)
{
  const char *problem;

  if (self->is_filling)
    return;

  save_draft (self);

  problem = form_problem (self);
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem_box, problem != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report.save", problem == NULL);
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstReportWindow *self = CST_REPORT_WINDOW (widget);
  g_autoptr(CstOperation) operation = build (self);

  cst_draft_saver_forget (self->saver);
  g_signal_emit (self, signals[DECIDED], 0, operation);
  gtk_window_close (GTK_WINDOW (self));
}

static void
add_line (CstReportWindow    *self,
          const CstOrderLine *line)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (0, line->quantity, 1);
  const char *title = line->title != NULL ? line->title : line->sku;
  g_autofree char *escaped = g_markup_escape_text (title != NULL ? title : line->id, -1);
  /* Translators: how many pieces of an article were ordered */
  g_autofree char *ordered = g_strdup_printf (ngettext ("%d ordered", "%d ordered", (gulong) line->quantity),
                                              line->quantity);
  /* Translators: an article */
  g_autofree char *label = g_strdup_printf (_("Pieces concerned of %s"), title != NULL ? title : line->id);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), ordered);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  cst_accessible_set_label (spin, label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->lines_group, row);
  g_ptr_array_add (self->pieces, spin);
}

static void
fill_lines (CstReportWindow *self,
            const CstOrder  *order)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < order->lines->len; i++)
    {
      const CstOrderLine *line = g_ptr_array_index (order->lines, i);

      g_strv_builder_add (ids, line->id);
      add_line (self, line);
    }
  self->lines = g_strv_builder_end (ids);
  /* Where there is nothing to choose from, it is chosen. */
  if (self->pieces->len == 1 && ((CstOrderLine *) g_ptr_array_index (order->lines, 0))->quantity == 1)
    gtk_spin_button_set_value (g_ptr_array_index (self->pieces, 0), 1);
}

static void
fill_reasons (CstReportWindow *self)
{
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);

  gtk_string_list_append (labels, _("Not chosen yet"));
  for (gsize i = 1; i < G_N_ELEMENTS (reasons); i++)
    gtk_string_list_append (labels, cst_label_reason (reasons[i]));
  cst_combo_list_show_whole (self->reason_row);
  adw_combo_row_set_model (self->reason_row, G_LIST_MODEL (labels));
}

static guint
place_of (CstReason reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      if (reasons[i] == reason)
        return i;
    }

  return 0;
}

/* What was typed last time about this order stands there again. */
static void
restore (CstReportWindow *self)
{
  g_autofree char *text = cst_draft_saver_dup_saved (self->saver);
  CstOperation draft;

  cst_record_init (&cst_operation_type, &draft);
  if (text != NULL && cst_record_from_text (&cst_operation_type, &draft, text, NULL) && draft.case_incident != NULL)
    {
      for (guint i = 0; i < self->pieces->len; i++)
        gtk_spin_button_set_value (g_ptr_array_index (self->pieces, i),
                                   cst_incident_reported_quantity (draft.case_incident, self->lines[i]));
      adw_combo_row_set_selected (self->reason_row, place_of (draft.case_incident->reason));
      gtk_text_buffer_set_text (self->text_buffer,
                                draft.case_incident->description != NULL ? draft.case_incident->description : "", -1);
      cst_file_box_set_files (self->file_box, draft.files);
    }
  cst_record_clear (&cst_operation_type, &draft);
}

/* What comes of it, and what does not. */
static void
explain (CstReportWindow  *self,
         const CstAccount *account,
         const CstOrder   *order)
{
  const char *site = cst_account_get_site (account);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", site, order->number);
  /* Translators: the marketplace’s name and a customer’s */
  g_autofree char *text = g_strdup_printf (_("%1$s gets it as an incident of this order, with what you choose here. "
                                             "%2$s is not told of it."), site,
                                           cst_term_customer_name (&account->info, order));
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_window_title_set_subtitle (self->title, subtitle);
  adw_preferences_group_set_description (self->lines_group, escaped);
}

static void
cst_report_window_dispose (GObject *object)
{
  CST_REPORT_WINDOW (object)->is_filling = TRUE;
  g_clear_object (&CST_REPORT_WINDOW (object)->saver);
  g_clear_object (&CST_REPORT_WINDOW (object)->context);

  G_OBJECT_CLASS (cst_report_window_parent_class)->dispose (object);
}

static void
cst_report_window_finalize (GObject *object)
{
  CstReportWindow *self = CST_REPORT_WINDOW (object);

  g_free (self->order);
  g_clear_pointer (&self->pieces, g_ptr_array_unref);
  g_strfreev (self->lines);

  G_OBJECT_CLASS (cst_report_window_parent_class)->finalize (object);
}

static void
cst_report_window_class_init (CstReportWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_report_window_dispose;
  object_class->finalize = cst_report_window_finalize;

  signals[DECIDED] = g_signal_new ("decided", CST_TYPE_REPORT_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_POINTER);

  g_type_ensure (CST_TYPE_FILE_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-report-window"));
  gtk_widget_class_bind_template_child (widget_class, CstReportWindow, title);
  gtk_widget_class_bind_template_child (widget_class, CstReportWindow, lines_group);
  gtk_widget_class_bind_template_child (widget_class, CstReportWindow, reason_row);
  gtk_widget_class_bind_template_child (widget_class, CstReportWindow, text_buffer);
  gtk_widget_class_bind_template_child (widget_class, CstReportWindow, file_box);
  gtk_widget_class_bind_template_child (widget_class, CstReportWindow, problem_box);
  gtk_widget_class_bind_template_child (widget_class, CstReportWindow, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_install_action (widget_class, "report.save", NULL, save_action);
}

static void
cst_report_window_init (CstReportWindow *self)
{
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cst_report_window_new:
 * @order: one of @account, as the site has it
 *
 * What was typed last time about this order stands there again.
 */
CstReportWindow *
cst_report_window_new (CstContext       *context,
                       const CstAccount *account,
                       const CstOrder   *order)
{
  g_autofree char *key = cst_draft_key (account->id, order->id, NULL, "report");
  CstReportWindow *self;

  g_return_val_if_fail (CST_IS_CONTEXT (context), NULL);

  self = g_object_new (CST_TYPE_REPORT_WINDOW, NULL);
  self->context = g_object_ref (context);
  self->account = account->id;
  self->order = g_strdup (order->id);
  self->pieces = g_ptr_array_new ();
  self->saver = cst_draft_saver_new (context, key);
  fill_reasons (self);
  fill_lines (self, order);
  explain (self, account, order);
  cst_file_box_set_store (self->file_box, cst_context_get_store (context), account->info.attachment_limit);
  restore (self);
  self->is_filling = FALSE;
  update (self);
  if (self->pieces->len > 0)
    gtk_window_set_focus (GTK_WINDOW (self), g_ptr_array_index (self->pieces, 0));

  return self;
}

/**
 * cst_report_window_get_draft:
 *
 * Returns: (transfer none): the key of the draft that goes away with the decision
 */
const char *
cst_report_window_get_draft (CstReportWindow *self)
{
  g_return_val_if_fail (CST_IS_REPORT_WINDOW (self), NULL);

  return cst_draft_saver_get_key (self->saver);
}
