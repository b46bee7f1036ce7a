/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-deliveries-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "cst-bulk-window.h"
#include "cst-bulk.h"
#include "cst-carrier-code.h"
#include "cst-codes-window.h"
#include "cst-config.h"
#include "cst-deliveries.h"
#include "cst-delivery-columns.h"
#include "cst-delivery-filter.h"
#include "cst-delivery-labels.h"
#include "cst-delivery-legend.h"
#include "cst-delivery-rates-card.h"
#include "cst-delivery-words.h"
#include "cst-format.h"
#include "cst-list-model.h"
#include "cst-list-view.h"
#include "cst-quick-answer.h"
#include "cst-tab-strip.h"
#include "cst-tone.h"
#include "cst-ui.h"
#include "cst-util.h"
#include "cst-wrap-layout.h"

/* C1: carriers’ incidents, their four tabs, and what can be answered to one or to many of them. The query is the
 * page's whole state; the paged model answers it. */

struct _CstDeliveriesPage
{
  GtkWidget          parent_instance;

  GtkWidget         *root;
  CstTabStrip       *tabs;
  GtkMenuButton     *filter_button;
  GtkStack          *stack;
  CstListView       *view;
  AdwStatusPage     *empty;
  GtkWidget         *clear_button;
  GtkRevealer       *answers;
  GtkLabel          *selected_label;
  GtkLabel          *footer;
  GtkWidget         *codes_bar;
  GtkLabel          *codes_label;
  CstDeliveryLegend *legend;
  GMenuModel        *delivery_menu;

  CstContext        *context;  /* (owned) */
  GSettings         *settings; /* (owned) */
  CstDeliveryFilter *filter;
  CstListQuery      *query;    /* (owned) */
  CstListModel      *model;    /* (owned) */
  CstDeliveryTab     chosen;   /* the tab, whatever the filter makes of it */
  char              *tab;      /* (owned): its nick, for the action */
  char              *rate;     /* (owned) (nullable): of delivery, as it is shown */
  GCancellable      *cancellable; /* (owned) */
};

typedef enum
{
  PROP_TAB = 1,
} CstDeliveriesPageProperty;

static GParamSpec *properties[PROP_TAB + 1];

G_DEFINE_FINAL_TYPE (CstDeliveriesPage, cst_deliveries_page, GTK_TYPE_WIDGET)

#define RATE_DAYS 90
#define SETTINGS_PATH "/io/github/constat/Constat/lists/deliveries/"

/* ── What is shown ─────────────────────────────────────────────────────────────────────────────── */

static void
update_footer (CstDeliveriesPage *self)
{
  guint n = cst_list_model_get_n_total (self->model);
  g_autofree char *count = cst_format_count (n);
  g_autofree char *text = g_strdup_printf (ngettext ("%s incident", "%s incidents", n), count);
  g_autofree char *why = NULL;

  if (self->chosen == CST_DELIVERY_TAB_FIRST_ABSENCE && self->rate != NULL)
    /* Translators: a number of incidents, and a rate with what it is counted of */
    why = g_strdup_printf (_("%1$s · delivery rate %2$s"), text, self->rate);
  gtk_label_set_label (self->footer, why != NULL ? why : text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->footer),
                               why != NULL ? _("Parcels that arrived, of those of the last 90 days whose end is known. "
                                               "An answer to a first absence raises it.") : NULL);
}

/* What stands around the list: how many codes nobody has explained, and, of first absences (C3), what answering them
 * is good for. */
typedef struct
{
  gint64           from;
  gint64           to;
  int              n_codes;
  CstDeliveryRate *rate;
} Surroundings;

static void
surroundings_free (gpointer data)
{
  Surroundings *surroundings = data;

  g_clear_pointer (&surroundings->rate, cst_delivery_rate_free);
  g_free (surroundings);
}

/* Query thread. */
static gpointer
look_around (CstDb         *db,
             gpointer       request,
             GCancellable  *cancellable,
             GError       **error)
{
  const Surroundings *wanted = request;
  g_autoptr(GPtrArray) codes = cst_db_carrier_codes (db, TRUE, error);
  g_autoptr(GPtrArray) rates = NULL;
  Surroundings *found;

  if (codes == NULL || !(rates = cst_db_delivery_rates (db, 0, wanted->from, wanted->to, error)))
    return NULL;

  found = g_new0 (Surroundings, 1);
  found->n_codes = (int) codes->len;
  found->rate = cst_delivery_rates_sum (rates, NULL);

  return found;
}

static void
looked_around_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(CstDeliveriesPage) self = CST_DELIVERIES_PAGE (user_data);
  Surroundings *found = cst_store_query_finish (CST_STORE (object), result, NULL);
  g_autofree char *codes = NULL;

  if (found == NULL)
    return;

  codes = g_strdup_printf (ngettext ("%d carrier’s code is not known here.", "%d carriers’ codes are not known here.",
                                     (gulong) found->n_codes),
                           found->n_codes);
  gtk_label_set_label (self->codes_label, codes);
  gtk_widget_set_visible (self->codes_bar, found->n_codes > 0);
  g_free (self->rate);
  self->rate = found->rate->ended > 0 ? cst_delivery_rate_text (found->rate->delivered, found->rate->ended) : NULL;
  update_footer (self);
  surroundings_free (found);
}

static void
ask_around (CstDeliveriesPage *self)
{
  Surroundings *wanted = g_new0 (Surroundings, 1);

  wanted->to = cst_context_now (self->context);
  wanted->from = wanted->to - RATE_DAYS * 24 * 60 * 60;
  cst_store_query_async (cst_context_get_store (self->context), look_around, wanted, surroundings_free,
                         surroundings_free, self->cancellable, looked_around_cb, g_object_ref (self));
}

/* There is an outcome to look at as soon as something was answered in one go. */
static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CstDeliveriesPage) self = CST_DELIVERIES_PAGE (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(CstBulk) bulk = cst_bulk_finish (CST_CONTEXT (object), result, &error);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.outcome", bulk != NULL);
  if (bulk == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("Answers to many cannot be read: %s", error->message);
}

static void
store_changed_cb (CstDeliveriesPage *self,
                  guint              flags)
{
  if ((flags & CST_CHANGED_DELIVERIES) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    ask_around (self);
  if (flags & CST_CHANGED_OPERATIONS)
    cst_bulk_look_async (self->context, self->cancellable, looked_cb, g_object_ref (self));
}

static void
show_empty (CstDeliveriesPage *self,
            const char        *icon_name,
            const char        *title,
            const char        *text,
            gboolean           can_clear)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_icon_name (self->empty, icon_name);
  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, escaped);
  gtk_widget_set_visible (self->clear_button, can_clear);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
show_why_empty (CstDeliveriesPage *self)
{
  if (self->query->search != NULL)
    {
      g_autofree char *text = g_strdup_printf (_("Nothing matches “%s”. Numbers, names, cities, articles, tracking "
                                                 "numbers and messages are searched."), self->query->search);

      show_empty (self, "system-search-symbolic", _("Nothing Found"), text, TRUE);
      return;
    }
  if (cst_delivery_filter_get_n_set (self->filter) > 0)
    {
      show_empty (self, "system-search-symbolic", _("Nothing Fits the Filters"),
                  _("Widen the filters to see more."), TRUE);
      return;
    }

  switch (self->chosen)
    {
    case CST_DELIVERY_TAB_WAITING:
      show_empty (self, "constat-delivery-solved-symbolic", _("No Parcel Waits for a Solution"),
                  _("When a carrier reports an incident, it appears here by itself."), FALSE);
      break;
    case CST_DELIVERY_TAB_FIRST_ABSENCE:
      show_empty (self, "constat-delivery-first-absence-symbolic", _("No First Absence"),
                  _("Parcels that met nobody at their first attempt appear here."), FALSE);
      break;
    case CST_DELIVERY_TAB_SENT:
      show_empty (self, "constat-deliveries-symbolic", _("No Requests Sent"),
                  _("What you answered appears here, with what the carrier replies."), FALSE);
      break;
    case CST_DELIVERY_TAB_ALL:
    case CST_DELIVERY_TAB_NONE:
    default:
      show_empty (self, "constat-deliveries-symbolic", _("No Delivery Incidents"),
                  _("When a carrier cannot deliver a parcel, its incident appears here."), FALSE);
    }
}

static void
update_state (CstDeliveriesPage *self)
{
  if (cst_list_model_get_n_total (self->model) > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else if (!cst_list_model_is_loading (self->model))
    show_why_empty (self);

  update_footer (self);
}

static void
update_filter_button (CstDeliveriesPage *self)
{
  guint n = cst_delivery_filter_get_n_set (self->filter);
  g_autofree char *label = g_strdup_printf (ngettext ("%u filter", "%u filters", n), n);

  gtk_menu_button_set_label (self->filter_button, n > 0 ? label : _("Filters"));
}

static void
run_query (CstDeliveriesPage *self)
{
  self->query->sort = cst_list_view_get_sort (self->view, &self->query->is_descending);
  self->query->delivery_tab = self->chosen;
  cst_delivery_filter_apply (self->filter, self->query);
  update_filter_button (self);
  cst_list_model_set_query (self->model, self->query);
  update_state (self);
}

static void
filter_changed_cb (CstDeliveriesPage *self)
{
  run_query (self);
  cst_list_view_scroll_to_top (self->view);
}

static void
tally_changed_cb (CstDeliveriesPage *self)
{
  CstTally *tally = cst_context_get_tally (self->context);

  for (int i = 0; i <= CST_DELIVERY_TAB_SENT; i++)
    cst_tab_strip_set_count (self->tabs, (guint) i, cst_tally_is_known (tally),
                             cst_tally_get_deliveries (tally, (CstDeliveryTab) i));
}

static void
selection_changed_cb (CstDeliveriesPage *self)
{
  guint n = cst_list_view_get_n_selected (self->view);
  g_autofree char *text = g_strdup_printf (ngettext ("%u selected", "%u selected", n), n);
  gboolean may_answer = (cst_context_capabilities (self->context) & CST_CAN_ANSWER_DELIVERIES) != 0;

  gtk_label_set_label (self->selected_label, text);
  gtk_revealer_set_reveal_child (self->answers, n > 0 && may_answer);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.quick", n > 0 && may_answer);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.answer-selected", n > 0 && may_answer);
}

/* ── What can be done ──────────────────────────────────────────────────────────────────────────── */

static void
show_delivery_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  CstDeliveriesPage *self = CST_DELIVERIES_PAGE (widget);
  gint64 account;
  const char *id;

  g_variant_get (parameter, "(x&s)", &account, &id);
  cst_context_open_delivery (self->context, account, id, self->query);
}

static void
open_row (CstDeliveriesPage *self,
          CstRow            *row)
{
  const CstDeliveryRowData *data = cst_delivery_row_get_data (CST_DELIVERY_ROW (row));

  cst_context_open_delivery (self->context, data->account, data->id, self->query);
}

static const CstDeliveryRowData *
selected_data (CstDeliveriesPage *self)
{
  CstRow *row = cst_list_view_get_selected_row (self->view);

  return row != NULL ? cst_delivery_row_get_data (CST_DELIVERY_ROW (row)) : NULL;
}

static void
selected_open_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  CstRow *row = cst_list_view_get_selected_row (CST_DELIVERIES_PAGE (widget)->view);

  if (row != NULL)
    open_row (CST_DELIVERIES_PAGE (widget), row);
}

static void
selected_order_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  const CstDeliveryRowData *data = selected_data (CST_DELIVERIES_PAGE (widget));

  if (data != NULL)
    cst_context_open_order (CST_DELIVERIES_PAGE (widget)->context, data->account, data->order);
}

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  const CstDeliveryRowData *data = selected_data (CST_DELIVERIES_PAGE (widget));
  const char *what = g_variant_get_string (parameter, NULL);

  if (data == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), g_str_equal (what, "order") ? data->order_number
                          : g_str_equal (what, "phone") ? data->phone : data->tracking);
  gtk_widget_activate_action (widget, "win.tell", "s", _("Copied"));
}

static GPtrArray *
list_selected (CstDeliveriesPage *self)
{
  g_autoptr(GPtrArray) rows = cst_list_view_get_selected_rows (self->view);
  GPtrArray *refs = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_delivery_ref_free);

  for (guint i = 0; i < rows->len; i++)
    {
      const CstDeliveryRowData *data = cst_delivery_row_get_data (g_ptr_array_index (rows, i));

      g_ptr_array_add (refs, cst_delivery_ref_new (data->account, data->id));
    }

  return refs;
}

static void
present (CstDeliveriesPage *self,
         GtkWindow         *window)
{
  gtk_window_set_transient_for (window, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_window_present (window);
}

static void
answer_many (CstDeliveriesPage       *self,
             const CstDeliveryAnswer *answer)
{
  g_autoptr(GPtrArray) refs = list_selected (self);

  present (self, GTK_WINDOW (cst_bulk_window_new (self->context, refs, answer)));
}

static void
answer_selected_action (GtkWidget  *widget,
                        const char *action_name,
                        GVariant   *parameter)
{
  answer_many (CST_DELIVERIES_PAGE (widget), NULL);
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(CstDeliveriesPage) self = CST_DELIVERIES_PAGE (user_data);
  g_autoptr(GError) error = NULL;
  gint64 id = cst_context_decide_finish (CST_CONTEXT (object), result, &error);

  if (self->context == NULL)
    return;

  if (id != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.tell-undo", "(sx)", _("Answer decided"), id);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", error->message);
}

/* C3: one key answers one incident; of several, the rehearsal comes first. */
static void
quick_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  CstDeliveriesPage *self = CST_DELIVERIES_PAGE (widget);
  const CstDeliveryRowData *data = selected_data (self);
  CstDeliveryAnswerKind kind = (CstDeliveryAnswerKind) cst_enum_value (&cst_delivery_answer_kind_type,
                                                                       g_variant_get_string (parameter, NULL));
  g_autoptr(CstDeliveryAnswer) answer = NULL;
  CstOperation *operation;

  if (data == NULL)
    return;

  answer = cst_quick_answer_new (kind, data->country, cst_context_now (self->context));
  if (cst_list_view_get_n_selected (self->view) > 1)
    {
      answer_many (self, answer);
      return;
    }

  operation = cst_operation_new (CST_OPERATION_DELIVERY_ANSWER, data->account, data->order, NULL);
  operation->delivery = g_strdup (data->id);
  operation->answer = g_steal_pointer (&answer);
  cst_context_decide_async (self->context, operation, NULL, NULL, answered_cb, g_object_ref (self));
}

static void
outcome_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  CstDeliveriesPage *self = CST_DELIVERIES_PAGE (widget);

  present (self, GTK_WINDOW (cst_bulk_window_new_for_outcome (self->context)));
}

static void
clear_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  CstDeliveriesPage *self = CST_DELIVERIES_PAGE (widget);

  gtk_widget_activate_action (widget, "win.clear-search", NULL);
  cst_delivery_filter_reset (self->filter);
}

/* ── The life of the page ──────────────────────────────────────────────────────────────────────── */

static void
set_tab (CstDeliveriesPage *self,
         CstDeliveryTab     tab)
{
  if (self->chosen == tab || tab > CST_DELIVERY_TAB_SENT)
    return;

  self->chosen = tab;
  cst_set_str (&self->tab, cst_enum_nick (&cst_delivery_tab_type, (int) tab));
  g_settings_set_string (self->settings, "tab", self->tab);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TAB]);
  filter_changed_cb (self);
}

static void
cst_deliveries_page_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  switch ((CstDeliveriesPageProperty) prop_id)
    {
    case PROP_TAB:
      g_value_set_string (value, CST_DELIVERIES_PAGE (object)->tab);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cst_deliveries_page_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  switch ((CstDeliveriesPageProperty) prop_id)
    {
    case PROP_TAB:
      set_tab (CST_DELIVERIES_PAGE (object),
               (CstDeliveryTab) cst_enum_value (&cst_delivery_tab_type, g_value_get_string (value)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cst_deliveries_page_map (GtkWidget *widget)
{
  CstDeliveriesPage *self = CST_DELIVERIES_PAGE (widget);

  cst_list_model_set_suspended (self->model, FALSE);
  cst_list_view_refill (self->view);
  ask_around (self);

  GTK_WIDGET_CLASS (cst_deliveries_page_parent_class)->map (widget);
}

static void
cst_deliveries_page_unmap (GtkWidget *widget)
{
  CstDeliveriesPage *self = CST_DELIVERIES_PAGE (widget);

  GTK_WIDGET_CLASS (cst_deliveries_page_parent_class)->unmap (widget);

  if (self->model != NULL)
    cst_list_model_set_suspended (self->model, TRUE);
}

static void
time_went_by_cb (CstDeliveriesPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    cst_list_view_refill (self->view);
}

static void
cst_deliveries_page_dispose (GObject *object)
{
  CstDeliveriesPage *self = CST_DELIVERIES_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_DELIVERIES_PAGE);
  g_clear_object (&self->model);
  g_clear_object (&self->settings);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (cst_deliveries_page_parent_class)->dispose (object);
}

static void
cst_deliveries_page_finalize (GObject *object)
{
  CstDeliveriesPage *self = CST_DELIVERIES_PAGE (object);

  g_clear_pointer (&self->query, cst_list_query_free);
  g_free (self->tab);
  g_free (self->rate);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (cst_deliveries_page_parent_class)->finalize (object);
}

static void
codes_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  CstCodesWindow *window = cst_codes_window_new (CST_DELIVERIES_PAGE (widget)->context);

  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (widget)));
  gtk_window_present (GTK_WINDOW (window));
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_property_action (widget_class, "page.tab", "tab");
  gtk_widget_class_install_action (widget_class, "page.show-delivery", "(xs)", show_delivery_action);
  gtk_widget_class_install_action (widget_class, "page.selected-open", NULL, selected_open_action);
  gtk_widget_class_install_action (widget_class, "page.selected-order", NULL, selected_order_action);
  gtk_widget_class_install_action (widget_class, "page.copy", "s", copy_action);
  gtk_widget_class_install_action (widget_class, "page.quick", "s", quick_action);
  gtk_widget_class_install_action (widget_class, "page.answer-selected", NULL, answer_selected_action);
  gtk_widget_class_install_action (widget_class, "page.outcome", NULL, outcome_action);
  gtk_widget_class_install_action (widget_class, "page.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "page.codes", NULL, codes_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "page.answer-selected", NULL);
}

static void
cst_deliveries_page_class_init (CstDeliveriesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cst_deliveries_page_get_property;
  object_class->set_property = cst_deliveries_page_set_property;
  object_class->dispose = cst_deliveries_page_dispose;
  object_class->finalize = cst_deliveries_page_finalize;
  widget_class->map = cst_deliveries_page_map;
  widget_class->unmap = cst_deliveries_page_unmap;

  properties[PROP_TAB] = g_param_spec_string ("tab", NULL, NULL, "all",
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  install_actions (widget_class);

  g_type_ensure (CST_TYPE_DELIVERY_LEGEND);
  g_type_ensure (CST_TYPE_LIST_VIEW);
  g_type_ensure (CST_TYPE_TAB_STRIP);
  g_type_ensure (CST_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-deliveries-page"));
  gtk_widget_class_bind_template_child (widget_class, CstDeliveriesPage, root);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveriesPage, tabs);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveriesPage, filter_button);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveriesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveriesPage, view);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveriesPage, empty);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveriesPage, clear_button);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveriesPage, answers);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveriesPage, selected_label);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveriesPage, footer);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveriesPage, codes_bar);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveriesPage, codes_label);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveriesPage, legend);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveriesPage, delivery_menu);
}

static void
cst_deliveries_page_init (CstDeliveriesPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  for (int i = 0; i <= CST_DELIVERY_TAB_SENT; i++)
    cst_tab_strip_add (self->tabs, cst_label_delivery_tab ((CstDeliveryTab) i),
                       i == CST_DELIVERY_TAB_WAITING ? cst_icon_of_delivery_state (CST_DELIVERY_WAITING)
                       : i == CST_DELIVERY_TAB_FIRST_ABSENCE ? cst_icon_of_delivery_state (CST_DELIVERY_FIRST_ABSENCE)
                       : NULL,
                       "page.tab", cst_enum_nick (&cst_delivery_tab_type, i));
}

static void
set_up (CstDeliveriesPage *self)
{
  self->settings = g_settings_new_with_path (CST_APP_ID ".List", SETTINGS_PATH);
  self->tab = g_settings_get_string (self->settings, "tab");
  self->chosen = MIN ((CstDeliveryTab) cst_enum_value (&cst_delivery_tab_type, self->tab), CST_DELIVERY_TAB_SENT);
  cst_set_str (&self->tab, cst_enum_nick (&cst_delivery_tab_type, (int) self->chosen));

  cst_list_view_set_multiple (self->view);
  cst_list_view_set_up (self->view, self->context, cst_delivery_columns, cst_n_delivery_columns,
                        cst_delivery_row_speak, self->settings);
  cst_list_view_set_label (self->view, C_("section", "Deliveries"));
  cst_list_view_set_menu (self->view, self->delivery_menu);

  self->filter = CST_DELIVERY_FILTER (cst_delivery_filter_new (self->context, self->settings));
  gtk_menu_button_set_popover (self->filter_button, GTK_WIDGET (self->filter));

  self->model = cst_list_model_new (cst_context_get_store (self->context));
  cst_list_model_set_suspended (self->model, TRUE);
  cst_list_view_set_model (self->view, G_LIST_MODEL (self->model));
}

GtkWidget *
cst_deliveries_page_new (CstContext *context)
{
  CstDeliveriesPage *self;

  g_return_val_if_fail (CST_IS_CONTEXT (context), NULL);

  self = g_object_new (CST_TYPE_DELIVERIES_PAGE, NULL);
  self->context = g_object_ref (context);
  self->query = cst_list_query_new (CST_LIST_DELIVERIES);
  set_up (self);

  g_signal_connect_object (self->model, "notify::n-total", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::is-loading", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "row-activated", G_CALLBACK (open_row), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "sort-changed", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter, "changed", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "minute", G_CALLBACK (time_went_by_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cst_context_get_tally (context), "changed", G_CALLBACK (tally_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (cst_context_get_store (context), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  run_query (self);
  tally_changed_cb (self);
  selection_changed_cb (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.outcome", FALSE);
  cst_bulk_look_async (context, self->cancellable, looked_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}

/**
 * cst_deliveries_page_set_search:
 * @search: (nullable): what was typed
 */
void
cst_deliveries_page_set_search (CstDeliveriesPage *self,
                                const char        *search)
{
  g_return_if_fail (CST_IS_DELIVERIES_PAGE (self));

  if (cst_set_str (&self->query->search, cst_str_is_blank (search) ? NULL : search))
    filter_changed_cb (self);
}

void
cst_deliveries_page_set_compact (CstDeliveriesPage *self,
                                 gboolean           is_compact)
{
  g_return_if_fail (CST_IS_DELIVERIES_PAGE (self));

  cst_list_view_set_compact (self->view, is_compact);
  cst_delivery_legend_set_compact (self->legend, is_compact);
}

/**
 * cst_deliveries_page_focus:
 *
 * Brings the keyboard into the list.
 */
void
cst_deliveries_page_focus (CstDeliveriesPage *self)
{
  g_return_if_fail (CST_IS_DELIVERIES_PAGE (self));

  gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_TAB_FORWARD);
}

/**
 * cst_deliveries_page_show_todo:
 *
 * Shows what waits for us, and nothing else until the filters are changed.
 */
void
cst_deliveries_page_show_todo (CstDeliveriesPage *self)
{
  g_return_if_fail (CST_IS_DELIVERIES_PAGE (self));

  set_tab (self, CST_DELIVERY_TAB_ALL);
  cst_delivery_filter_set_todo (self->filter);
}
