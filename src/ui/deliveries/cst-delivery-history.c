/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-delivery-history.h"

#include <glib/gi18n.h>

#include "cst-build.h"
#include "cst-delivery-labels.h"
#include "cst-delivery-words.h"
#include "cst-format.h"
#include "cst-labels.h"
#include "cst-tone.h"
#include "cst-ui.h"
#include "cst-util.h"

/* C10: the carrier’s scans and what we did about them on one line of time, the latest first. */

struct _CstDeliveryHistory
{
  GtkWidget  parent_instance;

  GtkWidget *root;
  GtkLabel  *attempts_label;
  GtkWidget *entries_box;
};

G_DEFINE_FINAL_TYPE (CstDeliveryHistory, cst_delivery_history, GTK_TYPE_WIDGET)

static const char *
icon_of_event (const CstDeliveryEvent *event)
{
  if (event->actor == CST_PARTY_BRAND)
    return "go-home-symbolic";
  if (event->actor == CST_PARTY_CUSTOMER)
    return "avatar-default-symbolic";
  if (event->is_attempt)
    return "constat-delivery-waiting-symbolic";

  switch (event->phase)
    {
    case CST_PHASE_DELIVERED:
      return "constat-order-delivered-symbolic";
    case CST_PHASE_RETURNING:
    case CST_PHASE_RETURNED:
      return "constat-return-symbolic";
    case CST_PHASE_UNKNOWN:
    case CST_PHASE_ANNOUNCED:
    case CST_PHASE_IN_TRANSIT:
    case CST_PHASE_OUT_FOR_DELIVERY:
    case CST_PHASE_ATTEMPTED:
    case CST_PHASE_AT_POINT:
    case CST_PHASE_HELD:
    case CST_PHASE_LOST:
    default:
      return "constat-order-shipped-symbolic";
    }
}

static char *
attempt_text (const CstDeliveryEvent *event,
              int                     number)
{
  const char *why = event->reason != CST_DELIVERY_REASON_UNKNOWN ? cst_label_delivery_reason (event->reason) : NULL;

  if (why == NULL)
    /* Translators: which attempt to deliver it was */
    return g_strdup_printf (C_("delivery", "Attempt %d"), number);

  /* Translators: which attempt to deliver it was, and why it failed */
  return g_strdup_printf (C_("delivery", "Attempt %1$d: %2$s"), number, why);
}

static char *
event_text (const CstDeliveryEvent *event,
            int                     attempt,
            gint64                  now)
{
  if (event->answer != NULL && event->answer->kind != CST_ANSWER_NONE)
    return cst_delivery_answer_text (event->answer, now);
  if (event->is_attempt)
    return attempt_text (event, attempt);
  if (event->phase != CST_PHASE_UNKNOWN)
    return g_strdup (cst_label_delivery_phase (event->phase));
  if (event->reason != CST_DELIVERY_REASON_UNKNOWN)
    return g_strdup (cst_label_delivery_reason (event->reason));
  if (event->actor == CST_PARTY_MARKETPLACE)
    return g_strdup (_("Word from the carrier"));

  return g_strdup (_("Something happened"));
}

static char *
join (const char *a,
      const char *b)
{
  if (cst_str_is_blank (a))
    return g_strdup (b);

  return cst_str_is_blank (b) ? g_strdup (a) : g_strdup_printf ("%s · %s", a, b);
}

/* What the carrier tells back of our answers stands there already, with who gave it. */
static gboolean
is_ours (const CstDeliveryEvent *event,
         GPtrArray              *operations)
{
  for (guint i = 0; event->answer != NULL && i < operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (operations, i);

      if (operation->state == CST_OPERATION_CONFIRMED && operation->answer != NULL &&
          operation->answer->kind == event->answer->kind && event->at >= operation->created_at &&
          g_strcmp0 (operation->answer->text, event->answer->text) == 0 &&
          g_strcmp0 (operation->answer->date, event->answer->date) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
add_events (GPtrArray         *list,
            const CstDelivery *delivery,
            GPtrArray         *operations,
            gint64             now)
{
  int attempt = 0;

  for (guint i = 0; i < delivery->events->len; i++)
    {
      const CstDeliveryEvent *event = g_ptr_array_index (delivery->events, i);
      g_autofree char *said = join (event->code, event->text);
      CstHistoryEntry *entry;

      attempt += event->is_attempt;
      if (is_ours (event, operations))
        continue;

      entry = cst_history_add (list, event->at, icon_of_event (event));
      entry->text = event_text (event, attempt, now);
      entry->detail = g_strdup (said);
      entry->who = g_strdup (!cst_str_is_blank (event->place) ? event->place
                             : event->actor == CST_PARTY_MARKETPLACE ? delivery->carrier : NULL);
    }
}

static void
add_calls (GPtrArray *list,
           GPtrArray *calls,
           gint64     now)
{
  for (guint i = 0; i < calls->len; i++)
    {
      const CstCall *call = g_ptr_array_index (calls, i);
      CstHistoryEntry *entry = cst_history_add (list, call->at, "constat-phone-symbolic");
      g_autofree char *moment = cst_format_moment (call->again_at, now);
      /* Translators: when the customer is called again */
      g_autofree char *again = call->again_at != 0 ? g_strdup_printf (_("call again on %s"), moment) : NULL;

      entry->is_internal = TRUE;
      entry->who = g_strdup (call->person_name);
      entry->text = g_strdup (call->is_reached ? _("Customer called and reached") : _("Customer called, not reached"));
      entry->detail = join (call->note, again);
    }
}

static void
add_operations (GPtrArray *list,
                GPtrArray *operations,
                gint64     now)
{
  for (guint i = 0; i < operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (operations, i);
      CstHistoryEntry *entry;

      if (operation->answer == NULL)
        continue;

      entry = cst_history_add (list, operation->created_at, cst_icon_of_operation_state (operation->state));
      entry->is_internal = TRUE;
      entry->who = g_strdup (operation->person_name);
      entry->text = cst_delivery_answer_text (operation->answer, now);
      entry->detail = join (cst_label_operation_state (operation->state), cst_str_translate (operation->last_problem));
    }
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const CstHistoryEntry *left = *(const CstHistoryEntry *const *) a;
  const CstHistoryEntry *right = *(const CstHistoryEntry *const *) b;

  return (left->at > right->at) - (left->at < right->at);
}

/**
 * cst_delivery_history_list:
 *
 * Returns: (transfer full) (element-type CstHistoryEntry): what happened, oldest first
 */
GPtrArray *
cst_delivery_history_list (const CstDeliveryCase *delivery_case,
                           gint64                 now)
{
  GPtrArray *list = cst_history_new ();

  add_events (list, delivery_case->delivery, delivery_case->operations, now);
  add_calls (list, delivery_case->calls, now);
  add_operations (list, delivery_case->operations, now);
  g_ptr_array_sort (list, compare_entries);

  return list;
}

static void
cst_delivery_history_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_DELIVERY_HISTORY);

  G_OBJECT_CLASS (cst_delivery_history_parent_class)->dispose (object);
}

static void
cst_delivery_history_class_init (CstDeliveryHistoryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_delivery_history_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "historycard");
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-delivery-history"));
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryHistory, root);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryHistory, attempts_label);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryHistory, entries_box);
}

static void
cst_delivery_history_init (CstDeliveryHistory *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
build_entry (const CstHistoryEntry *entry,
             gint64                 now)
{
  g_autofree char *moment = cst_format_moment (entry->at, now);
  g_autofree char *text = join (entry->text, entry->detail);
  g_autofree char *place = entry->is_internal ? join (entry->who, _("on this desk only")) : g_strdup (entry->who);
  g_autofree char *detail = join (moment, place);

  return cst_build_row (entry->icon_name, text, detail, entry->is_internal ? "internal" : NULL);
}

void
cst_delivery_history_set_case (CstDeliveryHistory    *self,
                               const CstDeliveryCase *delivery_case,
                               gint64                 now)
{
  g_autoptr(GPtrArray) entries = NULL;
  int attempts = cst_delivery_count_attempts (delivery_case->delivery);
  g_autofree char *count = NULL;

  g_return_if_fail (CST_IS_DELIVERY_HISTORY (self));

  entries = cst_delivery_history_list (delivery_case, now);
  count = g_strdup_printf (ngettext ("%d attempt", "%d attempts", (gulong) attempts), attempts);
  gtk_label_set_label (self->attempts_label, count);
  cst_build_clear (self->entries_box);
  for (guint i = entries->len; i > 0; i--)
    gtk_box_append (GTK_BOX (self->entries_box), build_entry (g_ptr_array_index (entries, i - 1), now));
}
