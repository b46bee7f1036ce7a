/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-order-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-amounts-card.h"
#include "cst-article-pictures.h"
#include "cst-build.h"
#include "cst-case-papers.h"
#include "cst-customer-card.h"
#include "cst-customer-data.h"
#include "cst-findings.h"
#include "cst-format.h"
#include "cst-labels.h"
#include "cst-operations.h"
#include "cst-order-line-row.h"
#include "cst-order-window.h"
#include "cst-parcel-group.h"
#include "cst-problem-row.h"
#include "cst-report-window.h"
#include "cst-ship-warnings.h"
#include "cst-shipment-row.h"
#include "cst-state-pill.h"
#include "cst-truth.h"
#include "cst-ui.h"
#include "cst-warning-check.h"

#define NARROW 780

/* O3, O12: everything about one order, and its reported problems only when there are any. Read from the store, so it
 * is the same with and without a network. */

struct _CstOrderPage
{
  GtkWidget            parent_instance;

  GtkStack            *root;
  GtkWidget           *scroller;
  GtkLabel            *number;
  CstStatePill        *status;
  GtkLabel            *placed;
  GtkWidget           *held_box;
  GtkLabel            *held;
  GtkWidget           *warnings_box;
  GtkBox              *columns;
  AdwPreferencesGroup *problems_group;
  GtkListBox          *problems;
  CstParcelGroup      *parcels;
  GtkListBox          *lines;
  GtkWidget           *shipments_group;
  GtkListBox          *shipments;
  AdwPreferencesGroup *customer_group;
  CstCustomerCard     *customer;
  CstAmountsCard      *amounts;
  GtkWidget           *conversation_group;
  AdwActionRow        *conversation;

  CstContext          *context;   /* (owned) */
  int                  width;
  gboolean             is_compact; /* too narrow for two columns side by side */
  gint64               account;
  char                *order_id;  /* (owned) (nullable) */
  CstOrder            *order;     /* (owned) (nullable): NULL when it is gone */
  GPtrArray           *incidents; /* (owned) (nullable) */
  GCancellable        *pictures;  /* (owned) (nullable): of the decodes under way */
};

typedef enum
{
  PROP_TITLE = 1,
} CstOrderPageProperty;

static GParamSpec *properties[PROP_TITLE + 1];

G_DEFINE_FINAL_TYPE (CstOrderPage, cst_order_page, GTK_TYPE_WIDGET)

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
fill_head (CstOrderPage *self)
{
  const CstOrder *order = self->order;
  gint64 now = cst_context_now (self->context);
  g_autofree char *date = cst_format_moment (order->placed_at, now);
  g_autofree char *amount = NULL;
  g_autofree char *held = NULL;

  gtk_label_set_label (self->number, order->number);
  cst_state_pill_set (self->status, cst_tone_of_order_status (order->status), cst_icon_of_order_status (order->status),
                      cst_label_order_status (order->status));

  /* Translators: when an order was placed, and the marketplace */
  g_autofree char *placed = g_strdup_printf (_("Placed %1$s · %2$s"), date,
                                             cst_account_get_site (cst_context_account (self->context, self->account)));
  gtk_label_set_label (self->placed, placed);

  gtk_widget_set_visible (self->held_box, order->payout.held != 0);
  amount = cst_money_format (cst_money (order->payout.held, order->payout.currency));
  /* Translators: an amount of money */
  held = g_strdup_printf (_("%s of the payout is held until the problem is resolved and the order completed"), amount);
  gtk_label_set_label (self->held, held);
}

/* T9: pointed out while the order can still be kept back. */
static void
fill_warnings (CstOrderPage *self)
{
  const CstAccount *account = cst_context_account (self->context, self->account);
  g_autoptr(CstPlaybook) playbook = NULL;
  g_autoptr(GPtrArray) warnings = NULL;

  cst_build_clear (self->warnings_box);
  if (account != NULL)
    playbook = cst_rules_dup_playbook (cst_context_get_rules (self->context), account);
  if (playbook != NULL)
    warnings = cst_ship_warnings_of_order (playbook, &account->info, self->order, cst_context_now (self->context));
  for (guint i = 0; warnings != NULL && i < warnings->len; i++)
    gtk_box_append (GTK_BOX (self->warnings_box), cst_warning_row_new (g_ptr_array_index (warnings, i)));
  gtk_widget_set_visible (self->warnings_box, warnings != NULL && warnings->len > 0);
}

/* Returns: (transfer full) (nullable): what holds of the findings on @incident, in words */
static char *
read_found (CstOrderPage      *self,
            const CstIncident *incident)
{
  CstDb *db = cst_context_get_reader (self->context);
  g_autoptr(CstDesk) desk = cst_db_desk (db, self->account, incident->id, NULL);
  g_autoptr(GPtrArray) operations = cst_db_operations_of_order (db, self->account, self->order_id, NULL);
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GArray) now = NULL;
  CstLineFindings total;

  if (desk == NULL || operations == NULL)
    return NULL;

  findings = cst_findings_of_desk (desk, operations);
  now = cst_findings_now (incident, findings);
  cst_findings_total (now, &total);

  return cst_label_found (&total);
}

static void
fill_problems (CstOrderPage *self)
{
  const CstAccountInfo *info = cst_context_account_info (self->context, self->account);
  guint n = self->incidents != NULL ? self->incidents->len : 0;

  gtk_widget_set_visible (GTK_WIDGET (self->problems_group), n > 0);
  adw_preferences_group_set_title (self->problems_group, cst_term_incidents (info));
  cst_accessible_set_label (GTK_WIDGET (self->problems), cst_term_incidents (info));

  /* A row that is being pressed or read stays the same widget. */
  while (gtk_list_box_get_row_at_index (self->problems, (int) n) != NULL)
    gtk_list_box_remove (self->problems, GTK_WIDGET (gtk_list_box_get_row_at_index (self->problems, (int) n)));
  for (guint i = 0; i < n; i++)
    {
      const CstIncident *incident = g_ptr_array_index (self->incidents, i);
      g_autofree char *found = read_found (self, incident);
      CstProblemRow *row;

      if (gtk_list_box_get_row_at_index (self->problems, (int) i) == NULL)
        gtk_list_box_append (self->problems, cst_problem_row_new ());
      row = CST_PROBLEM_ROW (gtk_list_box_get_row_at_index (self->problems, (int) i));
      cst_problem_row_set_incident (row, incident, info, found, cst_context_now (self->context));
      cst_problem_row_set_compact (row, self->is_compact);
    }
}

static void
show_pictures (CstOrderPage *self)
{
  g_cancellable_cancel (self->pictures);
  g_clear_object (&self->pictures);
  self->pictures = g_cancellable_new ();
  cst_article_pictures_show (self->context, self->account, self->order, self->lines, self->pictures);
}

static void
fill_lines (CstOrderPage *self)
{
  clear_list (self->lines);
  for (guint i = 0; i < self->order->lines->len; i++)
    gtk_list_box_append (self->lines,
                         cst_order_line_row_new (self->order, g_ptr_array_index (self->order->lines, i)));
  show_pictures (self);
  cst_article_pictures_want (self->context, self->account, self->order);
}

static void
fill_shipments (CstOrderPage *self)
{
  GPtrArray *shipments = self->order->shipments;

  clear_list (self->shipments);
  gtk_widget_set_visible (self->shipments_group, shipments->len > 0);
  for (guint i = 0; i < shipments->len; i++)
    gtk_list_box_append (self->shipments, cst_shipment_row_new (g_ptr_array_index (shipments, i),
                                                                cst_context_now (self->context)));
}

static void
fill_conversation (CstOrderPage *self)
{
  gboolean can_talk = cst_account_can (cst_context_account (self->context, self->account), CST_CAN_READ_THREADS);
  CstDb *db = cst_context_get_reader (self->context);
  g_autoptr(CstThread) thread = NULL;
  g_autofree char *count = NULL;
  g_autofree char *text = NULL;
  guint n;
  int unread;

  gtk_widget_set_visible (self->conversation_group, can_talk);
  if (!can_talk || !(thread = cst_db_thread (db, self->account, self->order_id, NULL)))
    return;

  n = thread->messages->len;
  unread = cst_thread_count_unread (thread);
  count = n > 0 ? g_strdup_printf (ngettext ("%u message", "%u messages", n), n) : g_strdup (_("No message yet"));
  if (unread > 0)
    /* Translators: how many messages, and how many of them are unread */
    text = g_strdup_printf (ngettext ("%1$s, %2$d unread", "%1$s, %2$d unread", (gulong) unread), count, unread);
  adw_action_row_set_subtitle (self->conversation, text != NULL ? text : count);
}

static const CstIncident *
latest_incident (CstOrderPage *self)
{
  return self->incidents != NULL && self->incidents->len > 0 ? g_ptr_array_index (self->incidents, 0) : NULL;
}

typedef struct
{
  const char   *action;
  CstCasePaper  paper;
  gboolean      to_file;
} PrintAction;

static const PrintAction print_actions[] = {
  { "order.print-sheet", CST_CASE_SHEET, FALSE },
  { "order.save-sheet", CST_CASE_SHEET, TRUE },
  { "order.print-slip", CST_CASE_SLIP, FALSE },
  { "order.print-label", CST_CASE_LABEL, FALSE },
};

/* Of several problems the latest one that has such a paper. */
static const CstIncident *
incident_with_paper (CstOrderPage *self,
                     CstCasePaper  paper)
{
  for (guint i = 0; self->incidents != NULL && i < self->incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (self->incidents, i);

      if (cst_case_has_paper (incident, paper))
        return incident;
    }

  return NULL;
}

static void
print_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  CstOrderPage *self = CST_ORDER_PAGE (widget);

  for (gsize i = 0; i < G_N_ELEMENTS (print_actions); i++)
    {
      const CstIncident *incident = incident_with_paper (self, print_actions[i].paper);

      if (g_str_equal (print_actions[i].action, name) && incident != NULL)
        cst_case_load_and_print (self->context, self->account, incident->id, print_actions[i].paper,
                                 print_actions[i].to_file, GTK_WINDOW (gtk_widget_get_root (widget)));
    }
}

static void
reported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(CstOrderPage) self = CST_ORDER_PAGE (user_data);
  g_autoptr(GError) error = NULL;

  if (cst_context_decide_finish (CST_CONTEXT (object), result, &error) != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", _("The incident is being recorded at the site"));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", error->message);
}

static void
report_decided_cb (CstReportWindow *window,
                   CstOperation    *operation,
                   CstOrderPage    *self)
{
  cst_context_decide_async (self->context, cst_operation_copy (operation), cst_report_window_get_draft (window), NULL,
                            reported_cb,
                            g_object_ref (self));
}

static void
report_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstOrderPage *self = CST_ORDER_PAGE (widget);
  CstReportWindow *window = cst_report_window_new (self->context, cst_context_account (self->context, self->account),
                                                   self->order);

  g_signal_connect_object (window, "decided", G_CALLBACK (report_decided_cb), self, 0);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (widget)));
  gtk_window_present (GTK_WINDOW (window));
}

static gboolean
can_report (CstOrderPage *self)
{
  const CstAccount *account = self->order != NULL ? cst_context_account (self->context, self->account) : NULL;

  return account != NULL && cst_account_can (account, CST_CAN_REPORT) && self->order->status != CST_ORDER_CANCELLED;
}

static void
update_actions (CstOrderPage *self)
{
  gboolean is_here = self->order != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order.copy-number", is_here);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order.open-window", is_here);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order.report", can_report (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order.open-site", is_here && self->order->site_url != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order.open-conversation", latest_incident (self) != NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (print_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), print_actions[i].action,
                                   is_here && incident_with_paper (self, print_actions[i].paper) != NULL);
}

static CstOrder *
read_order (CstOrderPage *self)
{
  CstDb *db = cst_context_get_reader (self->context);
  g_autoptr(GError) error = NULL;
  CstOrder *order;

  g_clear_pointer (&self->incidents, g_ptr_array_unref);
  if (db == NULL)
    return NULL;

  order = cst_db_order (db, self->account, self->order_id, &error);
  if (order != NULL)
    self->incidents = cst_db_order_incidents (db, self->account, self->order_id, &error);
  if (error != NULL && !g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND))
    g_warning ("An order cannot be read: %s", error->message);

  return order;
}

static void
fill_order (CstOrderPage *self)
{
  fill_lines (self);
  fill_shipments (self);
  cst_customer_card_set_customer (self->customer, &self->order->customer);
  cst_amounts_card_set_order (self->amounts, self->order, cst_context_now (self->context));
}

static void
refresh (CstOrderPage *self)
{
  g_autoptr(CstOrder) before = NULL;

  if (self->order_id == NULL)
    return;

  before = g_steal_pointer (&self->order);
  self->order = read_order (self);
  update_actions (self);
  gtk_stack_set_visible_child_name (self->root, self->order != NULL ? "order" : "gone");
  if (self->order == NULL)
    return;

  adw_preferences_group_set_title (self->customer_group,
                                   cst_term_customer (cst_context_account_info (self->context, self->account)));
  fill_head (self);
  fill_warnings (self);
  fill_problems (self);
  cst_parcel_group_show (self->parcels, self->context, self->account, self->order_id);
  fill_conversation (self);
  if (before == NULL || !cst_record_equal (&cst_order_type, before, self->order))
    fill_order (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

static void
store_changed_cb (CstOrderPage *self,
                  guint         flags)
{
  if (flags & (CST_CHANGED_ORDERS | CST_CHANGED_INCIDENTS | CST_CHANGED_DELIVERIES | CST_CHANGED_THREADS |
               CST_CHANGED_OPERATIONS))
    refresh (self);
  if ((flags & CST_CHANGED_FILES) && self->order != NULL)
    show_pictures (self);
}

static void
copy (CstOrderPage *self,
      const char   *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", _("Copied"));
}

static void
copy_number_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  copy (CST_ORDER_PAGE (widget), CST_ORDER_PAGE (widget)->order->number);
}

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  copy (CST_ORDER_PAGE (widget), g_variant_get_string (parameter, NULL));
}

static void
open_address (CstOrderPage *self,
              const char   *address)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-address", "s", address);
}

static void
open_site_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  open_address (CST_ORDER_PAGE (widget), CST_ORDER_PAGE (widget)->order->site_url);
}

static void
open_tracking_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  open_address (CST_ORDER_PAGE (widget), g_variant_get_string (parameter, NULL));
}

static void
show_problem_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  CstOrderPage *self = CST_ORDER_PAGE (widget);

  cst_context_open_incident (self->context, self->account, g_variant_get_string (parameter, NULL), NULL);
}

static void
show_delivery_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  CstOrderPage *self = CST_ORDER_PAGE (widget);

  cst_context_open_delivery (self->context, self->account, g_variant_get_string (parameter, NULL), NULL);
}

/* The conversation belongs to the order and is shown where it is written: in the incident's window. */
static void
open_conversation_action (GtkWidget  *widget,
                          const char *action_name,
                          GVariant   *parameter)
{
  CstOrderPage *self = CST_ORDER_PAGE (widget);
  const CstIncident *incident = latest_incident (self);

  if (incident != NULL)
    cst_context_open_incident (self->context, self->account, incident->id, NULL);
}

static void
open_window_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  CstOrderPage *self = CST_ORDER_PAGE (widget);
  GtkWindow *window = cst_order_window_new (GTK_WINDOW (gtk_widget_get_root (widget)), self->context, self->account,
                                            self->order_id);

  gtk_window_present (window);
}

static gboolean
width_tick_cb (GtkWidget     *widget,
               GdkFrameClock *clock,
               gpointer       user_data)
{
  CstOrderPage *self = CST_ORDER_PAGE (widget);

  if (self->is_compact == (self->width < NARROW))
    return G_SOURCE_REMOVE;

  self->is_compact = self->width < NARROW;
  if (self->is_compact)
    gtk_widget_add_css_class (widget, "compact");
  else
    gtk_widget_remove_css_class (widget, "compact");
  cst_parcel_group_set_compact (self->parcels, self->is_compact);
  refresh (self);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  self->is_compact ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);

  return G_SOURCE_REMOVE;
}

/* Where there is little room the two columns stand one below the other, from the next frame on. */
static void
cst_order_page_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  CstOrderPage *self = CST_ORDER_PAGE (widget);

  gtk_widget_size_allocate (GTK_WIDGET (self->root), &(GtkAllocation) { 0, 0, width, height }, baseline);
  self->width = width;
  if (self->is_compact != (width < NARROW))
    gtk_widget_add_tick_callback (widget, width_tick_cb, NULL, NULL);
}

static void
cst_order_page_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (CST_ORDER_PAGE (widget)->root), orientation, for_size,
                      minimum, natural, minimum_baseline, natural_baseline);
}

static void
cst_order_page_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch ((CstOrderPageProperty) prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, cst_order_page_get_title (CST_ORDER_PAGE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
export_customer_action (GtkWidget  *widget,
                        const char *action_name,
                        GVariant   *parameter)
{
  CstOrderPage *self = CST_ORDER_PAGE (widget);

  if (self->order != NULL && self->order->customer.id != NULL)
    cst_customer_data_export (widget, self->context, self->account, &self->order->customer);
}

static void
erase_customer_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  CstOrderPage *self = CST_ORDER_PAGE (widget);

  if (self->order != NULL && self->order->customer.id != NULL)
    cst_customer_data_erase (widget, self->context, self->account, &self->order->customer);
}

static void
cst_order_page_dispose (GObject *object)
{
  CstOrderPage *self = CST_ORDER_PAGE (object);

  g_cancellable_cancel (self->pictures);
  g_clear_object (&self->pictures);
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_ORDER_PAGE);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (cst_order_page_parent_class)->dispose (object);
}

static void
cst_order_page_finalize (GObject *object)
{
  CstOrderPage *self = CST_ORDER_PAGE (object);

  g_free (self->order_id);
  g_clear_pointer (&self->order, cst_order_free);
  g_clear_pointer (&self->incidents, g_ptr_array_unref);

  G_OBJECT_CLASS (cst_order_page_parent_class)->finalize (object);
}

static void
cst_order_page_class_init (CstOrderPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cst_order_page_get_property;
  object_class->dispose = cst_order_page_dispose;
  object_class->finalize = cst_order_page_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_action (widget_class, "customer.export", NULL, export_customer_action);
  gtk_widget_class_install_action (widget_class, "customer.erase", NULL, erase_customer_action);
  gtk_widget_class_install_action (widget_class, "order.copy-number", NULL, copy_number_action);
  gtk_widget_class_install_action (widget_class, "order.copy", "s", copy_action);
  gtk_widget_class_install_action (widget_class, "order.open-site", NULL, open_site_action);
  gtk_widget_class_install_action (widget_class, "order.open-tracking", "s", open_tracking_action);
  gtk_widget_class_install_action (widget_class, "order.show-problem", "s", show_problem_action);
  gtk_widget_class_install_action (widget_class, "order.show-delivery", "s", show_delivery_action);
  gtk_widget_class_install_action (widget_class, "order.open-conversation", NULL, open_conversation_action);
  gtk_widget_class_install_action (widget_class, "order.open-window", NULL, open_window_action);
  gtk_widget_class_install_action (widget_class, "order.report", NULL, report_action);
  for (gsize i = 0; i < G_N_ELEMENTS (print_actions); i++)
    gtk_widget_class_install_action (widget_class, print_actions[i].action, NULL, print_action);

  g_type_ensure (CST_TYPE_STATE_PILL);
  g_type_ensure (CST_TYPE_CUSTOMER_CARD);
  g_type_ensure (CST_TYPE_AMOUNTS_CARD);
  g_type_ensure (CST_TYPE_PARCEL_GROUP);
  widget_class->measure = cst_order_page_measure;
  widget_class->size_allocate = cst_order_page_size_allocate;

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-order-page"));
  gtk_widget_class_bind_template_child (widget_class, CstOrderPage, root);
  gtk_widget_class_bind_template_child (widget_class, CstOrderPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, CstOrderPage, number);
  gtk_widget_class_bind_template_child (widget_class, CstOrderPage, status);
  gtk_widget_class_bind_template_child (widget_class, CstOrderPage, placed);
  gtk_widget_class_bind_template_child (widget_class, CstOrderPage, held_box);
  gtk_widget_class_bind_template_child (widget_class, CstOrderPage, held);
  gtk_widget_class_bind_template_child (widget_class, CstOrderPage, warnings_box);
  gtk_widget_class_bind_template_child (widget_class, CstOrderPage, columns);
  gtk_widget_class_bind_template_child (widget_class, CstOrderPage, problems_group);
  gtk_widget_class_bind_template_child (widget_class, CstOrderPage, problems);
  gtk_widget_class_bind_template_child (widget_class, CstOrderPage, parcels);
  gtk_widget_class_bind_template_child (widget_class, CstOrderPage, lines);
  gtk_widget_class_bind_template_child (widget_class, CstOrderPage, shipments_group);
  gtk_widget_class_bind_template_child (widget_class, CstOrderPage, shipments);
  gtk_widget_class_bind_template_child (widget_class, CstOrderPage, customer_group);
  gtk_widget_class_bind_template_child (widget_class, CstOrderPage, customer);
  gtk_widget_class_bind_template_child (widget_class, CstOrderPage, amounts);
  gtk_widget_class_bind_template_child (widget_class, CstOrderPage, conversation_group);
  gtk_widget_class_bind_template_child (widget_class, CstOrderPage, conversation);
}

static void
cst_order_page_init (CstOrderPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cst_order_page_new (CstContext *context)
{
  CstOrderPage *self;

  g_return_val_if_fail (CST_IS_CONTEXT (context), NULL);

  self = g_object_new (CST_TYPE_ORDER_PAGE, NULL);
  self->context = g_object_ref (context);
  g_signal_connect_object (cst_context_get_store (context), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "minute", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  update_actions (self);

  return GTK_WIDGET (self);
}

/**
 * cst_order_page_show:
 *
 * Shows one order, and follows it.
 */
void
cst_order_page_show (CstOrderPage *self,
                     gint64        account,
                     const char   *order)
{
  g_return_if_fail (CST_IS_ORDER_PAGE (self));
  g_return_if_fail (order != NULL);

  self->account = account;
  g_free (self->order_id);
  self->order_id = g_strdup (order);
  refresh (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
}

/**
 * cst_order_page_focus:
 *
 * Brings the keyboard to what there is to do: the first problem, if any.
 */
void
cst_order_page_focus (CstOrderPage *self)
{
  g_return_if_fail (CST_IS_ORDER_PAGE (self));

  if (latest_incident (self) != NULL)
    gtk_widget_child_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->problems, 0)), GTK_DIR_TAB_FORWARD);
  else if (gtk_widget_get_visible (GTK_WIDGET (self->parcels)))
    gtk_widget_child_focus (GTK_WIDGET (self->parcels), GTK_DIR_TAB_FORWARD);
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/**
 * cst_order_page_get_title:
 *
 * Returns: (transfer none): the order's number
 */
const char *
cst_order_page_get_title (CstOrderPage *self)
{
  g_return_val_if_fail (CST_IS_ORDER_PAGE (self), NULL);

  return self->order != NULL ? self->order->number : _("Order");
}
