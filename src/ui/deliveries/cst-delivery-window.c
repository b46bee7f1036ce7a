/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-delivery-window-private.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-build.h"
#include "cst-delivery-labels.h"
#include "cst-delivery-list.h"
#include "cst-delivery-texts.h"
#include "cst-delivery-words.h"
#include "cst-drafts.h"
#include "cst-format.h"
#include "cst-outbox-comparison.h"
#include "cst-state-pill.h"
#include "cst-ui.h"
#include "cst-util.h"

/* One carrier’s incident in a window of its own (C6). What it shows is a CstDeliveryCase, read again whenever the
 * store changes; what is typed lives in drafts and outlives the window. The acts are in
 * cst-delivery-window-actions.c. */

G_DEFINE_FINAL_TYPE (CstDeliveryWindow, cst_delivery_window, ADW_TYPE_WINDOW)

/* Below this width the answer lies under the facts instead of beside them. */
#define NARROW 760

static void load (CstDeliveryWindow *self);

/* ── What is shown ─────────────────────────────────────────────────────────────────────────────── */

static void
show_title (CstDeliveryWindow *self)
{
  const CstDeliveryCase *delivery_case = self->delivery_case;
  const CstDelivery *delivery = delivery_case->delivery;
  const char *number = delivery_case->order != NULL ? delivery_case->order->number : delivery->number;
  g_autofree char *title = g_strdup_printf ("%s · %s", cst_delivery_case_name (delivery_case), number);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", delivery->carrier != NULL ? delivery->carrier : "",
                                               delivery->tracking_number != NULL ? delivery->tracking_number : "");

  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
show_position (CstDeliveryWindow *self)
{
  int place = cst_delivery_list_find (self->through, self->account, self->delivery);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->navigation_box, place >= 0 && self->through->len > 1);
  if (place < 0)
    return;

  /* Translators: this incident's place in the list it was opened from */
  text = g_strdup_printf (_("%u of %u"), (guint) place + 1, self->through->len);
  gtk_label_set_label (self->position_label, text);
}

static void
add_side (GPtrArray  *sides,
          const char *label,
          const char *ours,
          const char *theirs)
{
  cst_outbox_comparison_add (sides, label, ours, theirs);
}

/* C4: the truth moved under our answer. */
static GPtrArray *
list_sides (CstDeliveryWindow *self,
            const char        *answer)
{
  const CstDelivery *delivery = self->delivery_case->delivery;
  GPtrArray *sides = cst_outbox_comparison_new ();
  g_autofree char *code = cst_delivery_code_text (self->context, delivery);

  add_side (sides, _("State"), cst_label_delivery_state (CST_DELIVERY_SOLVED),
            cst_label_delivery_state (delivery->state));
  add_side (sides, _("Your answer"), answer, delivery->reply != NULL ? delivery->reply : code);

  return sides;
}

static void
show_banner (CstDeliveryWindow *self)
{
  const CstDeliveryCase *delivery_case = self->delivery_case;
  const CstOperation *operation = cst_delivery_case_answer (delivery_case);
  gint64 now = cst_context_now (self->context);
  g_autofree char *content = NULL;
  GPtrArray *sides = NULL;

  if (operation != NULL && operation->answer != NULL)
    {
      content = cst_delivery_answer_text (operation->answer, now);
      if (operation->state == CST_OPERATION_CONFLICT)
        sides = list_sides (self, content);
    }
  cst_operation_banner_set_operation (self->banner, operation, C_("delivery", "Your answer"), content, sides,
                                      delivery_case->delivery->carrier, cst_context_get_clock (self->context));
}

/* R15 */
static void
show_protest (CstDeliveryWindow *self)
{
  gint64 until = cst_delivery_case_row (self->delivery_case)->protest_until;
  gint64 now = cst_context_now (self->context);
  gboolean is_over = until < now;
  g_autofree char *moment = cst_format_moment (until, now);
  g_autofree char *left = cst_format_due (until, now);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->protest_box, until > 0);
  if (until == 0)
    return;

  text = is_over
         /* Translators: a date with a time */
         ? g_strdup_printf (_("The time for a protest to the carrier ended %s: it is lost."), moment)
         /* Translators: a date with a time, and how long that is from now */
         : g_strdup_printf (_("A protest has to reach the carrier by registered letter by %1$s (%2$s)."), moment, left);
  gtk_label_set_label (self->protest_label, text);
  gtk_image_set_from_icon_name (self->protest_icon,
                                is_over ? "dialog-warning-symbolic" : "appointment-soon-symbolic");
}

static GtkWidget *
build_other (CstDeliveryWindow *self,
             const CstDelivery *other)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *pill = cst_state_pill_new ();
  CstDeliveryState state = cst_delivery_shown_state (other->state, other->settled_at);
  g_autofree char *code = cst_delivery_code_text (self->context, other);
  g_autofree char *since = cst_format_date (other->opened_at, cst_context_now (self->context));
  g_autofree char *spoken = g_strdup_printf ("%s, %s, %s", code, since, cst_label_delivery_state (state));
  GtkWidget *label = cst_build_row (NULL, code, since, NULL);

  cst_state_pill_set (CST_STATE_PILL (pill), cst_tone_of_delivery_state (state), cst_icon_of_delivery_state (state),
                      cst_label_delivery_state (state));
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), pill);
  gtk_button_set_child (GTK_BUTTON (button), row);
  gtk_widget_add_css_class (button, "flat");
  cst_accessible_set_label (button, spoken);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", other->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "delivery.open-other");

  return button;
}

static void
show_others (CstDeliveryWindow *self)
{
  GPtrArray *others = self->delivery_case->others;

  cst_build_clear (self->others_box);
  for (guint i = 0; i < others->len; i++)
    gtk_box_append (GTK_BOX (self->others_box), build_other (self, g_ptr_array_index (others, i)));
  gtk_widget_set_visible (self->others_card, others->len > 0);
}

static void
show_answer_bar (CstDeliveryWindow *self)
{
  CstDeliveryAnswerKind kind = cst_answer_panel_get_kind (self->answer_panel);
  CstAnswerGate gate;
  g_autofree char *problem = NULL;
  const char *label = C_("delivery", "Give the solution…");

  if (self->delivery_case == NULL)
    return;

  gate = cst_delivery_case_gate (self->delivery_case);
  if (kind == CST_ANSWER_CALL_BACK)
    label = _("Note the call");
  else if (gate == CST_ANSWER_GATE_NO_CAPABILITY)
    label = _("Copy the solution");
  else
    problem = cst_answer_panel_dup_problem (self->answer_panel, cst_context_now (self->context));
  if (kind != CST_ANSWER_CALL_BACK && cst_account_tells_by_hand (self->delivery_case->account))
    label = _("Record the answer…");

  gtk_widget_set_visible (self->action_bar, kind != CST_ANSWER_NONE);
  gtk_label_set_label (self->missing_label, problem != NULL ? problem : "");
  gtk_button_set_label (self->answer_button, label);
  cst_delivery_window_update_actions (self);
}

/* ── Drafts ────────────────────────────────────────────────────────────────────────────────────── */

static CstDraftSaver *
new_saver (CstDeliveryWindow *self,
           const char        *purpose)
{
  const CstDelivery *delivery = self->delivery_case->delivery;
  g_autofree char *key = cst_draft_key (self->account, delivery->order, delivery->id, purpose);

  return cst_draft_saver_new (self->context, key);
}

static void
open_drafts (CstDeliveryWindow *self)
{
  g_autoptr(CstDeliveryAnswer) draft = NULL;

  if (self->answer_saver != NULL)
    return;

  if (self->delivery_case->answer_draft != NULL)
    {
      draft = cst_delivery_answer_new (CST_ANSWER_NONE);
      if (!cst_record_from_text (&cst_delivery_answer_type, draft, self->delivery_case->answer_draft, NULL))
        g_clear_pointer (&draft, cst_delivery_answer_free);
    }
  cst_answer_panel_set_answer (self->answer_panel, draft);
  cst_answer_panel_set_note (self->answer_panel, self->delivery_case->call_draft);
  self->answer_saver = new_saver (self, "answer");
  self->call_saver = new_saver (self, "call");
}

static void
save_drafts (CstDeliveryWindow *self)
{
  g_autoptr(CstDeliveryAnswer) answer = NULL;

  if (self->answer_saver == NULL || self->is_filling)
    return;

  answer = cst_answer_panel_dup_draft (self->answer_panel);
  cst_draft_saver_save (self->answer_saver, cst_answer_panel_is_empty (self->answer_panel)
                        ? NULL : cst_record_to_text (&cst_delivery_answer_type, answer));
  cst_draft_saver_save (self->call_saver, cst_answer_panel_dup_note (self->answer_panel));
}

static void
answer_changed_cb (CstDeliveryWindow *self)
{
  show_answer_bar (self);
  save_drafts (self);
}

/* ── Reading ───────────────────────────────────────────────────────────────────────────────────── */

static void
fill (CstDeliveryWindow *self)
{
  const CstDeliveryCase *delivery_case = self->delivery_case;
  gint64 now = cst_context_now (self->context);
  g_autoptr(CstPlaybook) playbook = cst_rules_dup_playbook (cst_context_get_rules (self->context),
                                                            delivery_case->account);
  g_autoptr(GPtrArray) tips = cst_delivery_tips (playbook);

  self->is_filling = TRUE;
  show_title (self);
  show_banner (self);
  show_protest (self);
  cst_delivery_facts_set_case (self->facts, self->context, delivery_case, now);
  cst_call_card_set_case (self->call_card, delivery_case, now);
  cst_answer_panel_set_case (self->answer_panel, delivery_case, now);
  cst_tips_card_set_case (self->tips_card, delivery_case, tips);
  cst_delivery_history_set_case (self->history, delivery_case, now);
  show_others (self);
  open_drafts (self);
  self->is_filling = FALSE;

  gtk_stack_set_visible_child_name (self->stack, "delivery");
  show_answer_bar (self);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CstDeliveryWindow) self = CST_DELIVERY_WINDOW (user_data);
  g_autoptr(CstDeliveryCase) delivery_case = NULL;
  g_autoptr(GError) error = NULL;

  delivery_case = cst_store_query_finish (CST_STORE (object), result, &error);
  self->is_loading = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (self->load_again)
    {
      self->load_again = FALSE;
      load (self);
    }

  if (delivery_case == NULL)
    {
      if (self->delivery_case == NULL)
        gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }

  if (g_strcmp0 (delivery_case->delivery->id, self->delivery) != 0 || delivery_case->account->id != self->account)
    return;

  g_clear_pointer (&self->delivery_case, cst_delivery_case_unref);
  self->delivery_case = g_steal_pointer (&delivery_case);
  fill (self);
}

static void
load (CstDeliveryWindow *self)
{
  if (self->is_loading)
    {
      self->load_again = TRUE;
      return;
    }

  self->is_loading = TRUE;
  cst_store_query_async (cst_context_get_store (self->context), cst_delivery_case_load,
                         cst_delivery_ref_new (self->account, self->delivery),
                         (GDestroyNotify) cst_delivery_ref_free, (GDestroyNotify) cst_delivery_case_unref,
                         self->cancellable, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (CstDeliveryWindow *self,
                  guint              flags)
{
  if (self->delivery != NULL && (flags & ~(guint) CST_CHANGED_DRAFTS) != 0)
    load (self);
}

static void
minute_cb (CstDeliveryWindow *self)
{
  if (self->delivery_case != NULL)
    fill (self);
}

/* ── The life of the window ────────────────────────────────────────────────────────────────────── */

static gboolean
width_tick_cb (GtkWidget     *widget,
               GdkFrameClock *clock,
               gpointer       user_data)
{
  CstDeliveryWindow *self = CST_DELIVERY_WINDOW (widget);

  self->is_narrow = self->width < NARROW;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns), self->is_narrow ? GTK_ORIENTATION_VERTICAL
                                                                                   : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_homogeneous (self->columns, !self->is_narrow);

  return G_SOURCE_REMOVE;
}

static void
cst_delivery_window_size_allocate (GtkWidget *widget,
                                   int        width,
                                   int        height,
                                   int        baseline)
{
  CstDeliveryWindow *self = CST_DELIVERY_WINDOW (widget);

  GTK_WIDGET_CLASS (cst_delivery_window_parent_class)->size_allocate (widget, width, height, baseline);
  self->width = width;
  if (self->is_narrow != (width < NARROW))
    gtk_widget_add_tick_callback (widget, width_tick_cb, NULL, NULL);
}

static void
close_drafts (CstDeliveryWindow *self)
{
  g_clear_object (&self->answer_saver);
  g_clear_object (&self->call_saver);
}

static void
cst_delivery_window_dispose (GObject *object)
{
  CstDeliveryWindow *self = CST_DELIVERY_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  self->is_filling = TRUE;
  close_drafts (self);

  G_OBJECT_CLASS (cst_delivery_window_parent_class)->dispose (object);
}

static void
cst_delivery_window_finalize (GObject *object)
{
  CstDeliveryWindow *self = CST_DELIVERY_WINDOW (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->delivery_case, cst_delivery_case_unref);
  g_free (self->delivery);
  g_clear_pointer (&self->through, g_ptr_array_unref);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (cst_delivery_window_parent_class)->finalize (object);
}

static void
cst_delivery_window_class_init (CstDeliveryWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_delivery_window_dispose;
  object_class->finalize = cst_delivery_window_finalize;
  widget_class->size_allocate = cst_delivery_window_size_allocate;

  g_type_ensure (CST_TYPE_ANSWER_PANEL);
  g_type_ensure (CST_TYPE_CALL_CARD);
  g_type_ensure (CST_TYPE_DELIVERY_FACTS);
  g_type_ensure (CST_TYPE_DELIVERY_HISTORY);
  g_type_ensure (CST_TYPE_OPERATION_BANNER);
  g_type_ensure (CST_TYPE_TIPS_CARD);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-delivery-window"));
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryWindow, title);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryWindow, navigation_box);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryWindow, position_label);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryWindow, protest_box);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryWindow, protest_icon);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryWindow, protest_label);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryWindow, columns);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryWindow, facts);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryWindow, call_card);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryWindow, answer_panel);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryWindow, tips_card);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryWindow, history);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryWindow, others_card);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryWindow, others_box);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryWindow, action_bar);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryWindow, missing_label);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryWindow, answer_button);
  gtk_widget_class_bind_template_callback (widget_class, answer_changed_cb);
  cst_delivery_window_install_actions (widget_class);
  cst_delivery_window_install_texts (widget_class);
}

static void
cst_delivery_window_init (CstDeliveryWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  cst_operation_banner_set_actions (self->banner, "delivery.undo", "delivery.set-aside");
  cst_delivery_window_set_up_texts (self);
  cst_delivery_window_update_actions (self);
}

static CstDeliveryWindow *
new_window (GtkApplication *application,
            CstContext     *context)
{
  CstDeliveryWindow *self = g_object_new (CST_TYPE_DELIVERY_WINDOW, "application", application, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (cst_context_get_store (context), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "minute", G_CALLBACK (minute_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * cst_delivery_window_show:
 * @delivery: the site's id
 *
 * Turns the window to another incident; what was typed for the one before is kept as its draft.
 */
void
cst_delivery_window_show (CstDeliveryWindow *self,
                          gint64             account,
                          const char        *delivery)
{
  g_return_if_fail (CST_IS_DELIVERY_WINDOW (self));
  g_return_if_fail (delivery != NULL);

  if (self->account == account && g_strcmp0 (self->delivery, delivery) == 0)
    return;

  close_drafts (self);
  self->is_filling = TRUE;
  cst_answer_panel_clear (self->answer_panel);
  self->is_filling = FALSE;
  g_clear_pointer (&self->delivery_case, cst_delivery_case_unref);
  self->account = account;
  cst_set_str (&self->delivery, delivery);
  show_position (self);
  cst_delivery_window_update_actions (self);
  load (self);
}

static void
through_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CstDeliveryWindow) self = CST_DELIVERY_WINDOW (user_data);
  g_autoptr(GPtrArray) through = cst_store_query_finish (CST_STORE (object), result, NULL);

  if (through == NULL)
    return;

  g_clear_pointer (&self->through, g_ptr_array_unref);
  self->through = g_steal_pointer (&through);
  show_position (self);
  cst_delivery_window_update_actions (self);
}

/**
 * cst_delivery_window_open:
 * @through: (nullable): the list it was opened from, for previous and next
 *
 * Shows an incident: in the window that has it already, else in a new one.
 */
void
cst_delivery_window_open (GtkApplication     *application,
                          CstContext         *context,
                          gint64              account,
                          const char         *delivery,
                          const CstListQuery *through)
{
  CstDeliveryWindow *self = NULL;

  for (GList *l = gtk_application_get_windows (application); l != NULL && self == NULL; l = l->next)
    {
      if (CST_IS_DELIVERY_WINDOW (l->data) && CST_DELIVERY_WINDOW (l->data)->account == account &&
          g_strcmp0 (CST_DELIVERY_WINDOW (l->data)->delivery, delivery) == 0)
        self = l->data;
    }

  if (self == NULL)
    self = new_window (application, context);
  if (through != NULL)
    cst_store_query_async (cst_context_get_store (context), cst_delivery_list_load, cst_list_query_copy (through),
                           (GDestroyNotify) cst_list_query_free, (GDestroyNotify) g_ptr_array_unref,
                           self->cancellable, through_cb, g_object_ref (self));
  cst_delivery_window_show (self, account, delivery);
  gtk_window_present (GTK_WINDOW (self));
}

gint64
cst_delivery_window_get_account (CstDeliveryWindow *self)
{
  return self->account;
}

const char *
cst_delivery_window_get_delivery (CstDeliveryWindow *self)
{
  return self->delivery;
}
