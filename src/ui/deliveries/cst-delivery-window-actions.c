/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-delivery-window-private.h"

#include <glib/gi18n.h>

#include "cst-build.h"
#include "cst-calls.h"
#include "cst-delivery-labels.h"
#include "cst-delivery-list.h"
#include "cst-delivery-words.h"
#include "cst-operation-act.h"
#include "cst-people.h"
#include "cst-settings.h"
#include "cst-util.h"

/* What can be done about a carrier’s incident: call, answer, take back, go elsewhere. Writing is in
 * cst-delivery-window-texts.c. */

#define CONFIRMED "confirmed"

/* ── Saying something ──────────────────────────────────────────────────────────────────────────── */

void
cst_delivery_window_toast (CstDeliveryWindow *self,
                           const char        *text)
{
  AdwToast *toast = adw_toast_new ("");
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_set_title (toast, escaped);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
say_problem (CstDeliveryWindow *self,
             const char        *heading,
             const char        *text)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, text);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ── Answering ─────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CstDeliveryWindow *self;
  char              *delivery;
} Act;

static Act *
act_new (CstDeliveryWindow *self)
{
  Act *act = g_new0 (Act, 1);

  act->self = g_object_ref (self);
  act->delivery = g_strdup (self->delivery);

  return act;
}

static void
act_free (Act *act)
{
  g_object_unref (act->self);
  g_free (act->delivery);
  g_free (act);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Act, act_free)

static gboolean
is_still_shown (const Act *act)
{
  return g_strcmp0 (act->delivery, act->self->delivery) == 0;
}

/* What was typed is now decided; only now it goes from the screen. */
static void
clear_input (CstDeliveryWindow *self)
{
  self->is_filling = TRUE;
  cst_answer_panel_clear (self->answer_panel);
  self->is_filling = FALSE;
  gtk_widget_set_visible (self->action_bar, FALSE);
}

static void
decided_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Act) act = user_data;
  CstDeliveryWindow *self = act->self;
  g_autoptr(GError) error = NULL;
  gint64 id = cst_context_decide_finish (CST_CONTEXT (object), result, &error);

  self->is_deciding = FALSE;
  if (id == 0)
    {
      g_signal_emit_by_name (self->answer_panel, "changed");
      say_problem (self, _("This could not be decided"), error->message);
    }
  else if (is_still_shown (act))
    {
      clear_input (self);
    }
  cst_delivery_window_update_actions (self);
}

static void
decide (CstDeliveryWindow *self,
        CstDeliveryAnswer *answer)
{
  const CstDelivery *delivery = self->delivery_case->delivery;
  CstOperation *operation = cst_operation_new (CST_OPERATION_DELIVERY_ANSWER, self->account, delivery->order, NULL);

  operation->delivery = g_strdup (delivery->id);
  operation->answer = answer;
  operation->if_version = delivery->version;
  self->is_deciding = TRUE;
  cst_delivery_window_update_actions (self);
  cst_draft_saver_forget (self->answer_saver);
  cst_context_decide_async (self->context, operation, cst_draft_saver_get_key (self->answer_saver), NULL, decided_cb,
                            act_new (self));
}

static void
confirmed_cb (AdwMessageDialog  *dialog,
              const char        *response,
              CstDeliveryWindow *self)
{
  g_autofree char *problem = NULL;

  if (!g_str_equal (response, CONFIRMED) || self->delivery_case == NULL || self->is_deciding)
    return;

  problem = cst_answer_panel_dup_problem (self->answer_panel, cst_context_now (self->context));
  if (problem == NULL)
    decide (self, cst_answer_panel_dup_answer (self->answer_panel));
}

/* What it will bring about, before it is decided. */
static void
confirm_answer (CstDeliveryWindow *self)
{
  g_autoptr(CstDeliveryAnswer) answer = cst_answer_panel_dup_answer (self->answer_panel);
  g_autoptr(GPtrArray) consequences = cst_delivery_consequences (self->delivery_case, answer,
                                                                 cst_context_now (self->context));
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (self), NULL, NULL));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gboolean is_return = answer->kind == CST_ANSWER_RETURN;
  gboolean is_by_hand = cst_account_tells_by_hand (self->delivery_case->account);
  const char *heading = is_return ? _("Send the Parcel Back?") : C_("delivery", "Give This Solution?");
  const char *label = is_return ? _("_Return to the Sender") : C_("delivery", "_Give the Solution");

  if (is_by_hand)
    {
      heading = _("Record This Answer?");
      label = _("_Record the Answer");
    }

  for (guint i = 0; i < consequences->len; i++)
    {
      const CstConsequence *consequence = g_ptr_array_index (consequences, i);

      gtk_box_append (GTK_BOX (box), cst_build_row (consequence->icon_name, consequence->text, NULL, NULL));
    }

  adw_message_dialog_set_heading (dialog, heading);
  adw_message_dialog_set_extra_child (dialog, box);
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"),
                                    CONFIRMED, label, NULL);
  adw_message_dialog_set_response_appearance (dialog, CONFIRMED,
                                              is_return ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, is_return ? "cancel" : CONFIRMED);
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (confirmed_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ── Calls ─────────────────────────────────────────────────────────────────────────────────────── */

static void
noted_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Act) act = user_data;
  g_autoptr(GError) error = NULL;

  if (!cst_store_add_call_finish (CST_STORE (object), result, &error))
    say_problem (act->self, _("The call could not be noted"), error->message);
  else
    cst_delivery_window_toast (act->self, _("Call noted on this desk"));
}

static void
note_call (CstDeliveryWindow *self,
           gboolean           is_reached)
{
  g_autoptr(CstCall) call = cst_record_new (&cst_call_type);
  CstDb *db = cst_context_get_reader (self->context);
  g_autoptr(CstPerson) person = db != NULL ? cst_db_current_person (db, NULL) : NULL;
  gint64 now = cst_context_now (self->context);

  call->at = now;
  call->is_reached = is_reached;
  if (!is_reached)
    {
      call->note = cst_answer_panel_dup_note (self->answer_panel);
      call->again_at = cst_answer_panel_get_again (self->answer_panel, now);
    }
  if (person != NULL)
    {
      call->person = g_strdup (person->id);
      call->person_name = g_strdup (person->name);
    }
  cst_store_add_call_async (cst_context_get_store (self->context), self->account, self->delivery, call, NULL,
                            noted_cb, act_new (self));
}

static gboolean
also_tells_carrier (CstDeliveryWindow *self)
{
  CstDb *db = cst_context_get_reader (self->context);

  return db != NULL && cst_db_account_setting_int (db, self->account, CST_SETTING_SEND_CALL_BACK, 0) != 0 &&
         cst_account_can (self->delivery_case->account, CST_CAN_ANSWER_DELIVERIES) &&
         cst_delivery_takes (self->delivery_case->delivery, CST_ANSWER_CALL_BACK);
}

static void
call_back (CstDeliveryWindow *self)
{
  note_call (self, FALSE);
  cst_draft_saver_save (self->call_saver, NULL);
  clear_input (self);
}

static void
warned_cb (AdwMessageDialog  *dialog,
           const char        *response,
           CstDeliveryWindow *self)
{
  if (self->delivery_case == NULL || g_str_equal (response, "cancel"))
    return;

  call_back (self);
  if (g_str_equal (response, CONFIRMED))
    decide (self, cst_delivery_answer_new (CST_ANSWER_CALL_BACK));
}

/* C7: kept here; the carrier is told only where the account is set so, and after a warning. */
static void
confirm_call_back (CstDeliveryWindow *self)
{
  AdwMessageDialog *dialog;

  if (!also_tells_carrier (self))
    {
      call_back (self);
      return;
    }

  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (self), _("Tell the Carrier, Too?"),
                                                       _("This account is set to tell the carrier that you are "
                                                         "managing it with the customer. It may then accept no other "
                                                         "answer to this incident.")));
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "note", _("_Note the Call Only"),
                                    CONFIRMED, _("_Tell the Carrier"), NULL);
  adw_message_dialog_set_response_appearance (dialog, CONFIRMED, ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "note");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (warned_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
copy_solution (CstDeliveryWindow *self)
{
  g_autoptr(CstDeliveryAnswer) answer = cst_answer_panel_dup_answer (self->answer_panel);

  if (cst_str_is_blank (answer->text))
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), answer->text);
  cst_delivery_window_toast (self, _("Solution copied; enter it at the carrier’s"));
}

static void
answer_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstDeliveryWindow *self = CST_DELIVERY_WINDOW (widget);

  if (cst_answer_panel_get_kind (self->answer_panel) == CST_ANSWER_CALL_BACK)
    confirm_call_back (self);
  else if (cst_delivery_case_gate (self->delivery_case) == CST_ANSWER_GATE_NO_CAPABILITY)
    copy_solution (self);
  else
    confirm_answer (self);
}

static void
choose_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstAnswerPanel *panel = CST_DELIVERY_WINDOW (widget)->answer_panel;
  int kind = cst_enum_value (&cst_delivery_answer_kind_type, g_variant_get_string (parameter, NULL));

  cst_answer_panel_choose (panel, (CstDeliveryAnswerKind) kind);
  if (cst_answer_panel_get_kind (panel) == (CstDeliveryAnswerKind) kind)
    cst_answer_panel_focus (panel);
}

static void
reached_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  note_call (CST_DELIVERY_WINDOW (widget), TRUE);
}

static void
call_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstDeliveryWindow *self = CST_DELIVERY_WINDOW (widget);
  GString *uri = g_string_new ("tel:");

  /* Only what a telephone can dial: the number comes from outside. */
  for (const char *c = cst_delivery_case_phone (self->delivery_case); c != NULL && *c != '\0'; c++)
    {
      if (g_ascii_isdigit (*c) || (*c == '+' && uri->len == 4))
        g_string_append_c (uri, *c);
    }
  gtk_show_uri (GTK_WINDOW (self), uri->str, GDK_CURRENT_TIME);
  g_string_free (uri, TRUE);
}

/* ── Taking back ───────────────────────────────────────────────────────────────────────────────── */

static void
undone_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CstDeliveryWindow) self = CST_DELIVERY_WINDOW (user_data);
  g_autoptr(GError) error = NULL;

  if (!cst_context_undo_finish (CST_CONTEXT (object), result, &error))
    say_problem (self, _("It can no longer be taken back"), error->message);
  else
    cst_delivery_window_toast (self, _("Taken back; nothing was sent"));
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstDeliveryWindow *self = CST_DELIVERY_WINDOW (widget);

  cst_context_undo_async (self->context, g_variant_get_int64 (parameter), NULL, undone_cb, g_object_ref (self));
}

static void
set_aside_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(CstDeliveryWindow) self = CST_DELIVERY_WINDOW (user_data);
  g_autoptr(GError) error = NULL;

  if (!cst_operation_act_finish (CST_CONTEXT (object), result, &error))
    say_problem (self, _("It could not be set aside"), error->message);
}

static void
set_aside_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  CstDeliveryWindow *self = CST_DELIVERY_WINDOW (widget);

  cst_operation_act_async (self->context, g_variant_get_int64 (parameter), CST_ACT_SET_ASIDE, set_aside_cb,
                           g_object_ref (self));
}

/* ── Elsewhere ─────────────────────────────────────────────────────────────────────────────────── */

static void
move_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstDeliveryWindow *self = CST_DELIVERY_WINDOW (widget);
  int place = cst_delivery_list_find (self->through, self->account, self->delivery);
  int next = g_str_equal (name, "delivery.next") ? place + 1 : place - 1;
  const CstDeliveryRef *ref;

  if (place < 0 || next < 0 || next >= (int) self->through->len)
    return;

  ref = g_ptr_array_index (self->through, (guint) next);
  cst_delivery_window_show (self, ref->account, ref->delivery);
}

static void
open_order_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  CstDeliveryWindow *self = CST_DELIVERY_WINDOW (widget);

  cst_context_open_order (self->context, self->account, self->delivery_case->delivery->order);
}

static void
open_other_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  CstDeliveryWindow *self = CST_DELIVERY_WINDOW (widget);

  cst_context_open_delivery (self->context, self->account, g_variant_get_string (parameter, NULL), NULL);
}

static const char *
site_of (CstDeliveryWindow *self)
{
  const CstDeliveryCase *delivery_case = self->delivery_case;

  if (delivery_case == NULL)
    return NULL;

  return delivery_case->order != NULL && delivery_case->order->site_url != NULL
         ? delivery_case->order->site_url : delivery_case->account->info.site_url;
}

/* Addresses come from outside: only those of the web are followed. */
static void
open_address (CstDeliveryWindow *self,
              const char        *address)
{
  g_autofree char *scheme = address != NULL ? g_uri_parse_scheme (address) : NULL;

  if (g_strcmp0 (scheme, "https") == 0 || g_strcmp0 (scheme, "http") == 0)
    gtk_show_uri (GTK_WINDOW (self), address, GDK_CURRENT_TIME);
  else
    cst_delivery_window_toast (self, _("This is no address of a web page"));
}

static void
open_site_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  CstDeliveryWindow *self = CST_DELIVERY_WINDOW (widget);

  open_address (self, g_str_equal (name, "delivery.open-site") ? site_of (self)
                      : self->delivery_case->delivery->tracking_url);
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstDeliveryWindow *self = CST_DELIVERY_WINDOW (widget);
  const char *text = g_str_equal (name, "delivery.copy-phone") ? cst_delivery_case_phone (self->delivery_case)
                                                              : self->delivery_case->delivery->tracking_number;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  cst_delivery_window_toast (self, _("Copied"));
}

/**
 * cst_delivery_window_update_actions:
 *
 * The one place that says what can be done now.
 */
void
cst_delivery_window_update_actions (CstDeliveryWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const CstDeliveryCase *delivery_case = self->delivery_case;
  gboolean is_there = delivery_case != NULL;
  gboolean is_free = is_there && !self->is_deciding;
  CstAnswerGate gate = is_there ? cst_delivery_case_gate (delivery_case) : CST_ANSWER_GATE_SETTLED;
  CstDeliveryAnswerKind kind = cst_answer_panel_get_kind (self->answer_panel);
  gint64 now = self->context != NULL ? cst_context_now (self->context) : 0;
  g_autofree char *problem = is_there && gate == CST_ANSWER_GATE_OPEN
                             ? cst_answer_panel_dup_problem (self->answer_panel, now) : NULL;
  gboolean is_ready = kind == CST_ANSWER_CALL_BACK || gate == CST_ANSWER_GATE_NO_CAPABILITY ||
                      (gate == CST_ANSWER_GATE_OPEN && problem == NULL);
  int place = cst_delivery_list_find (self->through, self->account, self->delivery);
  const char *phone = is_there ? cst_delivery_case_phone (delivery_case) : NULL;

  gtk_widget_action_set_enabled (widget, "delivery.previous", place > 0);
  gtk_widget_action_set_enabled (widget, "delivery.next", place >= 0 && place + 1 < (int) self->through->len);
  gtk_widget_action_set_enabled (widget, "delivery.choose", is_there);
  gtk_widget_action_set_enabled (widget, "delivery.answer", is_free && kind != CST_ANSWER_NONE && is_ready);
  gtk_widget_action_set_enabled (widget, "delivery.reached",
                                 is_there && cst_delivery_is_open (delivery_case->delivery));
  gtk_widget_action_set_enabled (widget, "delivery.call", phone != NULL);
  gtk_widget_action_set_enabled (widget, "delivery.copy-phone", phone != NULL);
  gtk_widget_action_set_enabled (widget, "delivery.copy-tracking",
                                 is_there && !cst_str_is_blank (delivery_case->delivery->tracking_number));
  gtk_widget_action_set_enabled (widget, "delivery.open-tracking",
                                 is_there && !cst_str_is_blank (delivery_case->delivery->tracking_url));
  gtk_widget_action_set_enabled (widget, "delivery.open-site", site_of (self) != NULL);
  gtk_widget_action_set_enabled (widget, "delivery.open-order", is_there && delivery_case->order != NULL);
  gtk_widget_action_set_enabled (widget, "delivery.ready-solution", is_there);
  gtk_widget_action_set_enabled (widget, "delivery.ready-message", is_there);
}

/**
 * cst_delivery_window_install_actions:
 *
 * In the class.
 */
void
cst_delivery_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "delivery.previous", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "delivery.next", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "delivery.choose", "s", choose_action);
  gtk_widget_class_install_action (widget_class, "delivery.answer", NULL, answer_action);
  gtk_widget_class_install_action (widget_class, "delivery.reached", NULL, reached_action);
  gtk_widget_class_install_action (widget_class, "delivery.call", NULL, call_action);
  gtk_widget_class_install_action (widget_class, "delivery.copy-phone", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "delivery.copy-tracking", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "delivery.open-tracking", NULL, open_site_action);
  gtk_widget_class_install_action (widget_class, "delivery.open-site", NULL, open_site_action);
  gtk_widget_class_install_action (widget_class, "delivery.open-order", NULL, open_order_action);
  gtk_widget_class_install_action (widget_class, "delivery.open-other", "s", open_other_action);
  gtk_widget_class_install_action (widget_class, "delivery.undo", "x", undo_action);
  gtk_widget_class_install_action (widget_class, "delivery.set-aside", "x", set_aside_action);
}
