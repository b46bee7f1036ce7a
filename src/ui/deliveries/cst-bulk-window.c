/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-bulk-window.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-bulk-list.h"
#include "cst-bulk.h"
#include "cst-date-button.h"
#include "cst-delivery-labels.h"
#include "cst-delivery-words.h"
#include "cst-quick-answer.h"
#include "cst-ui.h"
#include "cst-util.h"

/* C3: one answer to many incidents: what it says, the rehearsal that sends nothing, and for each of them what became
 * of it. The outcome can be looked at again after the window was closed, or after a crash. */

struct _CstBulkWindow
{
  AdwWindow       parent_instance;

  GtkStack       *stack;
  GtkCheckButton *new_attempt_check;
  GtkCheckButton *pickup_check;
  GtkCheckButton *text_check;
  GtkWidget      *attempt_form;
  CstDateButton  *date_button;
  GtkDropDown    *window_choice;
  GtkWidget      *text_form;
  GtkTextView    *text_view;
  GtkLabel       *many_label;
  GtkLabel       *what_label;
  GtkLabel       *count_label;
  CstBulkList    *rehearsal;
  GtkButton      *send_button;
  GtkLabel       *outcome_what;
  GtkLabel       *outcome_count;
  CstBulkList    *outcome;

  CstContext     *context;     /* (owned) */
  GPtrArray      *refs;        /* (owned) (nullable): of CstDeliveryRef */
  CstBulk        *bulk;        /* (owned) (nullable): as it was rehearsed */
  GCancellable   *cancellable; /* (owned) */
  gboolean        is_looking;
  gboolean        look_again;
};

G_DEFINE_FINAL_TYPE (CstBulkWindow, cst_bulk_window, ADW_TYPE_WINDOW)

static void look (CstBulkWindow *self);

/* ── What it says ──────────────────────────────────────────────────────────────────────────────── */

static CstDeliveryAnswer *
dup_answer (CstBulkWindow *self)
{
  CstDeliveryAnswer *answer = cst_delivery_answer_new (CST_ANSWER_NONE);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  GtkTextIter start, end;

  if (gtk_check_button_get_active (self->new_attempt_check))
    {
      answer->kind = CST_ANSWER_NEW_ATTEMPT;
      answer->date = g_strdup (cst_date_button_get_date (self->date_button));
      answer->window = (CstTimeWindow) (gtk_drop_down_get_selected (self->window_choice) + CST_WINDOW_MORNING);
    }
  else if (gtk_check_button_get_active (self->pickup_check))
    {
      answer->kind = CST_ANSWER_PICKUP;
    }
  else if (gtk_check_button_get_active (self->text_check))
    {
      gtk_text_buffer_get_bounds (buffer, &start, &end);
      answer->kind = CST_ANSWER_TEXT;
      answer->text = g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
    }

  return answer;
}

static void
choice_cb (CstBulkWindow *self)
{
  g_autoptr(CstDeliveryAnswer) answer = dup_answer (self);

  gtk_widget_set_visible (self->attempt_form, answer->kind == CST_ANSWER_NEW_ATTEMPT);
  gtk_widget_set_visible (self->text_form, answer->kind == CST_ANSWER_TEXT);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bulk.rehearse",
                                 answer->kind == CST_ANSWER_PICKUP ||
                                 (answer->kind == CST_ANSWER_NEW_ATTEMPT && answer->date != NULL) ||
                                 (answer->kind == CST_ANSWER_TEXT && !cst_str_is_blank (answer->text)));
}

/* ── The rehearsal ─────────────────────────────────────────────────────────────────────────────── */

static void
say_problem (CstBulkWindow *self,
             const char    *text)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("This could not be decided"), text);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_rehearsal (CstBulkWindow *self)
{
  gint64 now = cst_context_now (self->context);
  guint good = cst_bulk_count_good (self->bulk);
  guint bad = self->bulk->rows->len - good;
  g_autofree char *what = cst_delivery_answer_text (self->bulk->answer, now);
  g_autofree char *sent = g_strdup_printf (ngettext ("%u incident gets this answer", "%u incidents get this answer",
                                                     good), good);
  g_autofree char *unsent = g_strdup_printf (ngettext ("%u does not", "%u do not", bad), bad);
  /* Translators: how many incidents get the answer, then how many do not */
  g_autofree char *count = bad > 0 ? g_strdup_printf (_("%1$s; %2$s."), sent, unsent) : g_strdup_printf ("%s.", sent);
  g_autofree char *button = g_strdup_printf (ngettext ("Give %u Answer", "Give %u Answers", good), good);

  gtk_label_set_label (self->what_label, what);
  gtk_label_set_label (self->count_label, count);
  gtk_button_set_label (self->send_button, button);
  cst_bulk_list_set_bulk (self->rehearsal, self->bulk, now);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bulk.send", good > 0);
  gtk_stack_set_visible_child_name (self->stack, "rehearsal");
}

static void
rehearsed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(CstBulkWindow) self = CST_BULK_WINDOW (user_data);
  g_autoptr(GError) error = NULL;
  CstBulk *bulk = cst_bulk_finish (CST_CONTEXT (object), result, &error);

  if (bulk == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        say_problem (self, error->message);
      return;
    }

  g_clear_pointer (&self->bulk, cst_bulk_free);
  self->bulk = bulk;
  show_rehearsal (self);
}

static void
rehearse (CstBulkWindow           *self,
          const CstDeliveryAnswer *answer)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bulk.send", FALSE);
  cst_bulk_rehearse_async (self->context, cst_bulk_new (answer, self->refs), self->cancellable, rehearsed_cb,
                           g_object_ref (self));
}

static void
rehearse_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  CstBulkWindow *self = CST_BULK_WINDOW (widget);
  g_autoptr(CstDeliveryAnswer) answer = dup_answer (self);

  rehearse (self, answer);
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  gtk_stack_set_visible_child_name (CST_BULK_WINDOW (widget)->stack, "choose");
}

/* ── What became of it ─────────────────────────────────────────────────────────────────────────── */

static void
show_outcome (CstBulkWindow *self,
              const CstBulk *bulk)
{
  gint64 now = cst_context_now (self->context);
  guint confirmed = cst_bulk_count_state (bulk, CST_OPERATION_CONFIRMED);
  guint waiting = cst_bulk_count_state (bulk, CST_OPERATION_HELD) + cst_bulk_count_state (bulk, CST_OPERATION_QUEUED) +
                  cst_bulk_count_state (bulk, CST_OPERATION_SENDING);
  guint undone = cst_bulk_count_state (bulk, CST_OPERATION_CANCELLED);
  guint other = bulk->rows->len - confirmed - waiting - undone;
  g_autofree char *what = cst_delivery_answer_text (bulk->answer, now);
  /* Translators: how many of many answers the carrier has, wait to be sent, were taken back, and need a look */
  g_autofree char *count = g_strdup_printf (_("Confirmed: %1$u · To be sent: %2$u · Taken back: %3$u · Not sent or "
                                              "failed: %4$u"), confirmed, waiting, undone, other);

  gtk_label_set_label (self->outcome_what, what);
  gtk_label_set_label (self->outcome_count, count);
  cst_bulk_list_set_bulk (self->outcome, bulk, now);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bulk.undo",
                                 cst_bulk_count_state (bulk, CST_OPERATION_HELD) +
                                 cst_bulk_count_state (bulk, CST_OPERATION_QUEUED) > 0);
  gtk_stack_set_visible_child_name (self->stack, "outcome");
}

static void
ran_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(CstBulkWindow) self = CST_BULK_WINDOW (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(CstBulk) bulk = cst_bulk_finish (CST_CONTEXT (object), result, &error);

  if (bulk != NULL)
    show_outcome (self, bulk);
  else
    say_problem (self, error->message);
}

static void
send_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstBulkWindow *self = CST_BULK_WINDOW (widget);

  if (self->bulk == NULL)
    return;

  gtk_widget_action_set_enabled (widget, "bulk.send", FALSE);
  cst_bulk_run_async (self->context, g_steal_pointer (&self->bulk), ran_cb, g_object_ref (self));
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstBulkWindow *self = CST_BULK_WINDOW (widget);

  gtk_widget_action_set_enabled (widget, "bulk.undo", FALSE);
  cst_bulk_undo_async (self->context, ran_cb, g_object_ref (self));
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CstBulkWindow) self = CST_BULK_WINDOW (user_data);
  g_autoptr(CstBulk) bulk = cst_bulk_finish (CST_CONTEXT (object), result, NULL);

  self->is_looking = FALSE;
  if (bulk == NULL)
    return;

  show_outcome (self, bulk);
  if (self->look_again)
    look (self);
}

static void
look (CstBulkWindow *self)
{
  self->look_again = self->is_looking;
  if (self->is_looking)
    return;

  self->is_looking = TRUE;
  cst_bulk_look_async (self->context, self->cancellable, looked_cb, g_object_ref (self));
}

static void
store_changed_cb (CstBulkWindow *self,
                  guint          flags)
{
  if ((flags & CST_CHANGED_OPERATIONS) &&
      g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "outcome") == 0)
    look (self);
}

/* ── The life of the window ────────────────────────────────────────────────────────────────────── */

static void
cst_bulk_window_dispose (GObject *object)
{
  g_cancellable_cancel (CST_BULK_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (cst_bulk_window_parent_class)->dispose (object);
}

static void
cst_bulk_window_finalize (GObject *object)
{
  CstBulkWindow *self = CST_BULK_WINDOW (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->refs, g_ptr_array_unref);
  g_clear_pointer (&self->bulk, cst_bulk_free);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (cst_bulk_window_parent_class)->finalize (object);
}

static void
cst_bulk_window_class_init (CstBulkWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_bulk_window_dispose;
  object_class->finalize = cst_bulk_window_finalize;

  g_type_ensure (CST_TYPE_BULK_LIST);
  g_type_ensure (CST_TYPE_DATE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-bulk-window"));
  gtk_widget_class_bind_template_child (widget_class, CstBulkWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CstBulkWindow, new_attempt_check);
  gtk_widget_class_bind_template_child (widget_class, CstBulkWindow, pickup_check);
  gtk_widget_class_bind_template_child (widget_class, CstBulkWindow, text_check);
  gtk_widget_class_bind_template_child (widget_class, CstBulkWindow, attempt_form);
  gtk_widget_class_bind_template_child (widget_class, CstBulkWindow, date_button);
  gtk_widget_class_bind_template_child (widget_class, CstBulkWindow, window_choice);
  gtk_widget_class_bind_template_child (widget_class, CstBulkWindow, text_form);
  gtk_widget_class_bind_template_child (widget_class, CstBulkWindow, text_view);
  gtk_widget_class_bind_template_child (widget_class, CstBulkWindow, many_label);
  gtk_widget_class_bind_template_child (widget_class, CstBulkWindow, what_label);
  gtk_widget_class_bind_template_child (widget_class, CstBulkWindow, count_label);
  gtk_widget_class_bind_template_child (widget_class, CstBulkWindow, rehearsal);
  gtk_widget_class_bind_template_child (widget_class, CstBulkWindow, send_button);
  gtk_widget_class_bind_template_child (widget_class, CstBulkWindow, outcome_what);
  gtk_widget_class_bind_template_child (widget_class, CstBulkWindow, outcome_count);
  gtk_widget_class_bind_template_child (widget_class, CstBulkWindow, outcome);
  gtk_widget_class_bind_template_callback (widget_class, choice_cb);
  gtk_widget_class_install_action (widget_class, "bulk.rehearse", NULL, rehearse_action);
  gtk_widget_class_install_action (widget_class, "bulk.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "bulk.send", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "bulk.undo", NULL, undo_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
fill_windows (CstBulkWindow *self)
{
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);

  for (int i = CST_WINDOW_MORNING; i <= CST_WINDOW_EVENING; i++)
    gtk_string_list_append (labels, cst_label_time_window ((CstTimeWindow) i));
  gtk_drop_down_set_model (self->window_choice, G_LIST_MODEL (labels));
  cst_accessible_set_choice_label (self->window_choice, _("Time of day"));
}

static void
cst_bulk_window_init (CstBulkWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_windows (self);
  g_signal_connect_object (gtk_text_view_get_buffer (self->text_view), "changed", G_CALLBACK (choice_cb), self,
                           G_CONNECT_SWAPPED);
}

static CstBulkWindow *
new_window (CstContext *context)
{
  CstBulkWindow *self = g_object_new (CST_TYPE_BULK_WINDOW, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (cst_context_get_store (context), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * cst_bulk_window_new:
 * @refs: (element-type CstDeliveryRef): which incidents
 * @answer: (nullable): what they get, %NULL when that is still to be chosen
 */
CstBulkWindow *
cst_bulk_window_new (CstContext              *context,
                     GPtrArray               *refs,
                     const CstDeliveryAnswer *answer)
{
  CstBulkWindow *self = new_window (context);
  g_autofree char *many = g_strdup_printf (ngettext ("One answer for %u incident", "One answer for %u incidents",
                                                     refs->len), refs->len);
  g_autofree char *day = cst_next_delivery_day (NULL, cst_context_now (context));

  self->refs = g_ptr_array_ref (refs);
  gtk_label_set_label (self->many_label, many);
  cst_date_button_set_date (self->date_button, day);
  choice_cb (self);
  if (answer != NULL)
    rehearse (self, answer);
  else
    gtk_stack_set_visible_child_name (self->stack, "choose");

  return self;
}

/**
 * cst_bulk_window_new_for_outcome:
 *
 * Shows what became of the last answer to many.
 */
CstBulkWindow *
cst_bulk_window_new_for_outcome (CstContext *context)
{
  CstBulkWindow *self = new_window (context);

  look (self);

  return self;
}
