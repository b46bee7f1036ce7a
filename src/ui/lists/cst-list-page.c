/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-list-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "cst-config.h"
#include "cst-counts.h"
#include "cst-filter-popover.h"
#include "cst-format.h"
#include "cst-incident-columns.h"
#include "cst-labels.h"
#include "cst-list-model.h"
#include "cst-list-view.h"
#include "cst-order-columns.h"
#include "cst-tab-strip.h"
#include "cst-truth.h"
#include "cst-ui.h"
#include "cst-util.h"
#include "cst-wrap-layout.h"

/* One list: orders with their tabs, incidents, or what is to be handled. The query is the page's whole state; the
 * paged model answers it. */

struct _CstListPage
{
  GtkWidget         parent_instance;

  GtkWidget        *root;
  GtkWidget        *bar;
  CstTabStrip      *tabs;
  GtkMenuButton    *filter_button;
  GtkWidget        *inspect_button;
  GtkWidget        *deliveries_bar;
  GtkLabel         *deliveries_label;
  GtkWidget        *counted_bar;
  GtkLabel         *counted_label;
  GtkStack         *stack;
  CstListView      *view;
  AdwStatusPage    *empty;
  GtkWidget        *clear_button;
  GtkWidget        *record_button;
  GtkWidget        *import_button;
  GtkLabel         *footer;
  GMenuModel       *order_menu;
  GMenuModel       *incident_menu;

  CstContext       *context;  /* (owned) */
  GSettings        *settings; /* (owned) */
  CstFilterPopover *filter;
  CstListQuery     *query;    /* (owned) */
  CstListQuery     *counted;  /* (owned) (nullable): incidents that a figure counts, instead of the filters */
  CstListModel     *model;    /* (owned) */
  char             *tab;      /* (owned): the nick of the query's tab, for the action */
};

typedef enum
{
  PROP_TAB = 1,
} CstListPageProperty;

static GParamSpec *properties[PROP_TAB + 1];

G_DEFINE_FINAL_TYPE (CstListPage, cst_list_page, GTK_TYPE_WIDGET)

#define SETTINGS_PATH "/io/github/constat/Constat/lists/"

/* ── What is shown ─────────────────────────────────────────────────────────────────────────────── */

static char *
held_text (CstListPage *self)
{
  CstDb *db = cst_context_get_reader (self->context);
  GString *out = g_string_new (NULL);
  CstCounts counts;

  if (db == NULL)
    return g_string_free (out, FALSE);

  /* R13: one sum for each currency. */
  counts = cst_db_counts (db, self->query->account);
  for (int i = 0; i < counts.n_held; i++)
    {
      g_autofree char *amount = cst_money_format (counts.held[i]);

      g_string_append_printf (out, "%s%s", i > 0 ? " + " : "", amount);
    }

  return g_string_free (out, FALSE);
}

static gboolean
is_whole_tab (CstListPage *self)
{
  return self->query->search == NULL && self->query->from == 0;
}

static void
update_footer (CstListPage *self)
{
  guint n = cst_list_model_get_n_total (self->model);
  g_autofree char *count = cst_format_count (n);
  g_autofree char *text = NULL;
  g_autofree char *held = NULL;
  g_autofree char *both = NULL;

  if (self->query->kind == CST_LIST_ORDERS)
    text = g_strdup_printf (ngettext ("%s order", "%s orders", n), count);
  else
    text = g_strdup_printf (ngettext ("%s incident", "%s incidents", n), count);

  if (self->query->kind == CST_LIST_ORDERS && self->query->tab == CST_ORDER_TAB_REPORTED && is_whole_tab (self))
    held = held_text (self);
  if (held != NULL && *held != '\0')
    /* Translators: how many orders, and the sum of payouts held, one for each currency */
    both = g_strdup_printf (_("%1$s · %2$s held until the problem is resolved"), text, held);

  gtk_label_set_label (self->footer, both != NULL ? both : text);
}

/* O1: the reported problems among the ordinary tabs of orders. */
static void
add_tabs (CstListPage *self)
{
  static const char *const titles[] = {
    [CST_ORDER_TAB_ALL] = NC_("tab of orders", "All"),
    [CST_ORDER_TAB_TO_CONFIRM] = NC_("tab of orders", "To confirm"),
    [CST_ORDER_TAB_TO_SHIP] = NC_("tab of orders", "To ship"),
    [CST_ORDER_TAB_SHIPPED] = NC_("tab of orders", "Shipped"),
    [CST_ORDER_TAB_REPORTED] = NC_("tab of orders", "Reported problems"),
    [CST_ORDER_TAB_COMPLETED] = NC_("tab of orders", "Completed"),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    cst_tab_strip_add (self->tabs, g_dpgettext2 (NULL, "tab of orders", titles[i]), NULL, "page.tab",
                       cst_enum_nick (&cst_order_tab_type, (int) i));
}

/* Carriers' incidents that wait for us are named where everything is that does. */
static void
update_deliveries (CstListPage *self)
{
  guint n = cst_tally_get_delivery_todo (cst_context_get_tally (self->context));
  g_autofree char *text = g_strdup_printf (ngettext ("%u delivery waits for you.", "%u deliveries wait for you.", n),
                                           n);

  gtk_label_set_label (self->deliveries_label, text);
  gtk_widget_set_visible (self->deliveries_bar, n > 0 && self->query->kind == CST_LIST_TODO);
}

static void
tally_changed_cb (CstListPage *self)
{
  CstTally *tally = cst_context_get_tally (self->context);

  for (int i = 0; i <= CST_ORDER_TAB_COMPLETED; i++)
    cst_tab_strip_set_count (self->tabs, (guint) i, cst_tally_is_known (tally),
                             cst_tally_get_orders (tally, (CstOrderTab) i));
  update_deliveries (self);
  update_footer (self);
}

static void
show_empty (CstListPage *self,
            const char  *icon_name,
            const char  *title,
            const char  *text,
            gboolean     can_clear)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  gboolean can_record = !can_clear && (cst_context_capabilities (self->context) & CST_CAN_RECORD) != 0;

  adw_status_page_set_icon_name (self->empty, icon_name);
  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, escaped);
  gtk_widget_set_visible (self->clear_button, can_clear);
  gtk_widget_set_visible (self->record_button, can_record);
  gtk_widget_set_visible (self->import_button, can_record);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
show_why_empty (CstListPage *self)
{
  if (self->query->search != NULL)
    {
      g_autofree char *text = g_strdup_printf (_("Nothing matches “%s”. Numbers, names, cities, articles, tracking "
                                                 "numbers and messages are searched."), self->query->search);

      show_empty (self, "system-search-symbolic", _("Nothing Found"), text, TRUE);
    }
  else if (self->counted != NULL)
    {
      show_empty (self, "system-search-symbolic", _("Nothing Left of These"),
                  _("These incidents have changed since they were counted."), TRUE);
    }
  else if (cst_filter_popover_get_n_set (self->filter) > 0)
    {
      show_empty (self, "system-search-symbolic", _("Nothing Fits the Filters"),
                  _("Widen the filters to see more."), TRUE);
    }
  else if (self->query->kind == CST_LIST_TODO)
    {
      show_empty (self, "constat-state-resolved-symbolic", _("Nothing to Handle"),
                  _("No incident waits for you. New ones appear here by themselves."), FALSE);
    }
  else if (self->query->kind == CST_LIST_INCIDENTS)
    {
      show_empty (self, "constat-state-resolved-symbolic", _("No Incidents"),
                  _("When a problem is reported on an order, it appears here."), FALSE);
    }
  else if (self->query->tab == CST_ORDER_TAB_REPORTED)
    {
      show_empty (self, "constat-state-resolved-symbolic", _("No Reported Problems"),
                  _("Orders with a reported problem appear here, with the payout that is held."), FALSE);
    }
  else
    {
      show_empty (self, "constat-orders-symbolic", _("No Orders Here"),
                  _("Refresh to fetch what is new, or look in another tab."), FALSE);
    }
}

static void
update_state (CstListPage *self)
{
  gboolean is_loading = cst_list_model_is_loading (self->model);

  if (cst_list_model_get_n_total (self->model) > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else if (!is_loading)
    show_why_empty (self);

  update_footer (self);
}

static void
update_filter_button (CstListPage *self)
{
  guint n = cst_filter_popover_get_n_set (self->filter);
  g_autofree char *label = g_strdup_printf (ngettext ("%u filter", "%u filters", n), n);

  gtk_menu_button_set_label (self->filter_button, n > 0 ? label : _("Filters"));
}

/* One word where all accounts that are shown have it; else @otherwise. */
static const char *
common_term (CstListPage *self,
             const char  *(*get_term) (const CstAccountInfo *info),
             const char  *otherwise)
{
  GPtrArray *accounts = cst_context_get_accounts (self->context);
  const char *common = NULL;

  for (guint i = 0; i < accounts->len; i++)
    {
      const CstAccount *account = g_ptr_array_index (accounts, i);
      const char *term = get_term (&account->info);

      if (self->query->account != 0 && self->query->account != account->id)
        continue;
      if (common != NULL && !g_str_equal (common, term))
        return otherwise;
      common = term;
    }

  return common != NULL ? common : otherwise;
}

static void
update_terms (CstListPage *self)
{
  cst_list_view_set_column_title (self->view, "customer",
                                  common_term (self, cst_term_customer, C_("column", "Customer")));
  cst_tab_strip_set_label (self->tabs, CST_ORDER_TAB_REPORTED,
                           common_term (self, cst_term_incidents, C_("tab of orders", "Reported problems")));
  if (self->query->kind == CST_LIST_INCIDENTS)
    cst_list_view_set_label (self->view, common_term (self, cst_term_incidents, C_("section", "Incidents")));
}

/* What is searched for goes on being searched for, whatever else is asked. */
static void
take_query (CstListPage  *self,
            CstListQuery *query)
{
  g_free (query->search);
  query->search = g_steal_pointer (&self->query->search);
  cst_list_query_free (self->query);
  self->query = query;
}

/* Asks the store again; everything that shows the answer follows the model. */
static void
run_query (CstListPage *self)
{
  gboolean is_reported = self->query->tab == CST_ORDER_TAB_REPORTED;

  if (self->counted != NULL)
    take_query (self, cst_list_query_copy (self->counted));
  else
    cst_filter_popover_apply (self->filter, self->query);
  self->query->sort = cst_list_view_get_sort (self->view, &self->query->is_descending);
  update_filter_button (self);
  update_terms (self);

  if (self->query->kind == CST_LIST_ORDERS)
    {
      /* O2 */
      cst_list_view_set_column_visible (self->view, "number", !is_reported);
      cst_list_view_set_column_visible (self->view, "date", !is_reported);
      cst_list_view_set_column_visible (self->view, "dated-number", is_reported);
      cst_list_view_set_column_visible (self->view, "problem", is_reported);
      cst_list_view_set_column_visible (self->view, "since", is_reported);
    }

  cst_list_model_set_query (self->model, self->query);
  update_state (self);
}

static void
filter_changed_cb (CstListPage *self)
{
  run_query (self);
  cst_list_view_scroll_to_top (self->view);
}

/* ── What can be done ──────────────────────────────────────────────────────────────────────────── */

static void
show_order_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  gint64 account;
  const char *id;

  g_variant_get (parameter, "(x&s)", &account, &id);
  cst_context_open_order (CST_LIST_PAGE (widget)->context, account, id);
}

static void
show_incident_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  CstListPage *self = CST_LIST_PAGE (widget);
  gint64 account;
  const char *id;

  g_variant_get (parameter, "(x&s)", &account, &id);
  cst_context_open_incident (self->context, account, id,
                             self->query->kind == CST_LIST_ORDERS ? NULL : self->query);
}

static void
open_row (CstListPage *self,
          CstRow      *row)
{
  if (CST_IS_ORDER_ROW (row))
    {
      const CstOrderRowData *data = cst_order_row_get_data (CST_ORDER_ROW (row));

      cst_context_open_order (self->context, data->account, data->id);
    }
  else
    {
      const CstIncidentRowData *data = cst_incident_row_get_data (CST_INCIDENT_ROW (row));

      cst_context_open_incident (self->context, data->account, data->id, self->query);
    }
}

static void
selected_open_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  CstRow *row = cst_list_view_get_selected_row (CST_LIST_PAGE (widget)->view);

  if (row != NULL)
    open_row (CST_LIST_PAGE (widget), row);
}

/* The selected row's order, whatever the list. */
static const char *
selected_order (CstListPage *self,
                gint64      *account)
{
  CstRow *row = cst_list_view_get_selected_row (self->view);

  if (row == NULL)
    return NULL;

  if (CST_IS_ORDER_ROW (row))
    {
      *account = cst_order_row_get_data (CST_ORDER_ROW (row))->account;
      return cst_order_row_get_data (CST_ORDER_ROW (row))->id;
    }

  *account = cst_incident_row_get_data (CST_INCIDENT_ROW (row))->account;
  return cst_incident_row_get_data (CST_INCIDENT_ROW (row))->order;
}

static void
selected_order_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  CstListPage *self = CST_LIST_PAGE (widget);
  gint64 account;
  const char *order = selected_order (self, &account);

  if (order != NULL)
    cst_context_open_order (self->context, account, order);
}

static void
copy_number_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  CstRow *row = cst_list_view_get_selected_row (CST_LIST_PAGE (widget)->view);

  if (row == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          CST_IS_ORDER_ROW (row) ? cst_order_row_get_data (CST_ORDER_ROW (row))->number
                                                 : cst_incident_row_get_data (CST_INCIDENT_ROW (row))->number);
  gtk_widget_activate_action (widget, "win.tell", "s", _("Copied"));
}

static void
open_site_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  CstListPage *self = CST_LIST_PAGE (widget);
  CstDb *db = cst_context_get_reader (self->context);
  gint64 account;
  const char *id = selected_order (self, &account);
  g_autoptr(CstOrder) order = id != NULL && db != NULL ? cst_db_order (db, account, id, NULL) : NULL;

  if (order != NULL && order->site_url != NULL)
    gtk_widget_activate_action (widget, "win.open-address", "s", order->site_url);
  else
    gtk_widget_activate_action (widget, "win.tell", "s", _("This site gives no address for its orders"));
}

static void
inspect_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  cst_list_page_inspect (CST_LIST_PAGE (widget));
}

static void
clear_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  CstListPage *self = CST_LIST_PAGE (widget);

  gtk_widget_activate_action (widget, "win.clear-search", NULL);
  if (self->counted != NULL)
    cst_list_page_show_counted (self, NULL, NULL);
  else
    cst_filter_popover_reset (self->filter);
}

/* ── The life of the page ──────────────────────────────────────────────────────────────────────── */

static void
cst_list_page_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch ((CstListPageProperty) prop_id)
    {
    case PROP_TAB:
      g_value_set_string (value, CST_LIST_PAGE (object)->tab);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cst_list_page_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  switch ((CstListPageProperty) prop_id)
    {
    case PROP_TAB:
      cst_list_page_set_tab (CST_LIST_PAGE (object),
                             (CstOrderTab) cst_enum_value (&cst_order_tab_type, g_value_get_string (value)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* A page behind another one follows nothing: it would make rows that nobody sees. */
static void
cst_list_page_map (GtkWidget *widget)
{
  CstListPage *self = CST_LIST_PAGE (widget);

  cst_list_model_set_suspended (self->model, FALSE);
  cst_list_view_refill (self->view);

  GTK_WIDGET_CLASS (cst_list_page_parent_class)->map (widget);
}

static void
cst_list_page_unmap (GtkWidget *widget)
{
  CstListPage *self = CST_LIST_PAGE (widget);

  GTK_WIDGET_CLASS (cst_list_page_parent_class)->unmap (widget);

  if (self->model != NULL)
    cst_list_model_set_suspended (self->model, TRUE);
}

static void
time_went_by_cb (CstListPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    cst_list_view_refill (self->view);
}

static void
cst_list_page_dispose (GObject *object)
{
  CstListPage *self = CST_LIST_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_LIST_PAGE);
  g_clear_object (&self->model);
  g_clear_object (&self->settings);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (cst_list_page_parent_class)->dispose (object);
}

static void
cst_list_page_finalize (GObject *object)
{
  CstListPage *self = CST_LIST_PAGE (object);

  g_clear_pointer (&self->query, cst_list_query_free);
  g_clear_pointer (&self->counted, cst_list_query_free);
  g_free (self->tab);

  G_OBJECT_CLASS (cst_list_page_parent_class)->finalize (object);
}

static void
cst_list_page_class_init (CstListPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cst_list_page_get_property;
  object_class->set_property = cst_list_page_set_property;
  object_class->dispose = cst_list_page_dispose;
  object_class->finalize = cst_list_page_finalize;
  widget_class->map = cst_list_page_map;
  widget_class->unmap = cst_list_page_unmap;

  properties[PROP_TAB] = g_param_spec_string ("tab", NULL, NULL, "all",
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_property_action (widget_class, "page.tab", "tab");
  gtk_widget_class_install_action (widget_class, "page.show-order", "(xs)", show_order_action);
  gtk_widget_class_install_action (widget_class, "page.show-incident", "(xs)", show_incident_action);
  gtk_widget_class_install_action (widget_class, "page.selected-open", NULL, selected_open_action);
  gtk_widget_class_install_action (widget_class, "page.selected-order", NULL, selected_order_action);
  gtk_widget_class_install_action (widget_class, "page.copy-number", NULL, copy_number_action);
  gtk_widget_class_install_action (widget_class, "page.open-site", NULL, open_site_action);
  gtk_widget_class_install_action (widget_class, "page.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "page.inspect", NULL, inspect_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.back", NULL);

  g_type_ensure (CST_TYPE_LIST_VIEW);
  g_type_ensure (CST_TYPE_TAB_STRIP);
  g_type_ensure (CST_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-list-page"));
  gtk_widget_class_bind_template_child (widget_class, CstListPage, root);
  gtk_widget_class_bind_template_child (widget_class, CstListPage, bar);
  gtk_widget_class_bind_template_child (widget_class, CstListPage, tabs);
  gtk_widget_class_bind_template_child (widget_class, CstListPage, filter_button);
  gtk_widget_class_bind_template_child (widget_class, CstListPage, inspect_button);
  gtk_widget_class_bind_template_child (widget_class, CstListPage, deliveries_bar);
  gtk_widget_class_bind_template_child (widget_class, CstListPage, deliveries_label);
  gtk_widget_class_bind_template_child (widget_class, CstListPage, counted_bar);
  gtk_widget_class_bind_template_child (widget_class, CstListPage, counted_label);
  gtk_widget_class_bind_template_child (widget_class, CstListPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CstListPage, view);
  gtk_widget_class_bind_template_child (widget_class, CstListPage, empty);
  gtk_widget_class_bind_template_child (widget_class, CstListPage, clear_button);
  gtk_widget_class_bind_template_child (widget_class, CstListPage, record_button);
  gtk_widget_class_bind_template_child (widget_class, CstListPage, import_button);
  gtk_widget_class_bind_template_child (widget_class, CstListPage, footer);
  gtk_widget_class_bind_template_child (widget_class, CstListPage, order_menu);
  gtk_widget_class_bind_template_child (widget_class, CstListPage, incident_menu);
}

static void
cst_list_page_init (CstListPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_up (CstListPage *self)
{
  gboolean has_orders = self->query->kind == CST_LIST_ORDERS;
  const char *nick = cst_enum_nick (&cst_list_kind_type, (int) self->query->kind);
  g_autofree char *path = g_strconcat (SETTINGS_PATH, nick, "/", NULL);

  self->settings = g_settings_new_with_path (CST_APP_ID ".List", path);
  self->tab = g_settings_get_string (self->settings, "tab");
  if (has_orders)
    self->query->tab = (CstOrderTab) cst_enum_value (&cst_order_tab_type, self->tab);
  cst_set_str (&self->tab, cst_enum_nick (&cst_order_tab_type, (int) self->query->tab));

  cst_list_view_set_up (self->view, self->context, has_orders ? cst_order_columns : cst_incident_columns,
                        has_orders ? cst_n_order_columns : cst_n_incident_columns,
                        has_orders ? cst_order_row_speak : cst_incident_row_speak, self->settings);
  cst_list_view_set_label (self->view, has_orders ? C_("section", "Orders") : C_("section", "Incidents"));
  cst_list_view_set_menu (self->view, has_orders ? self->order_menu : self->incident_menu);

  self->filter = CST_FILTER_POPOVER (cst_filter_popover_new (self->context, self->query->kind, self->settings));
  gtk_menu_button_set_popover (self->filter_button, GTK_WIDGET (self->filter));
  gtk_widget_set_visible (GTK_WIDGET (self->tabs), has_orders);
  gtk_widget_set_visible (self->inspect_button, !has_orders);
  add_tabs (self);

  self->model = cst_list_model_new (cst_context_get_store (self->context));
  cst_list_model_set_suspended (self->model, TRUE);
  cst_list_view_set_model (self->view, G_LIST_MODEL (self->model));
}

/**
 * cst_list_page_new:
 * @kind: orders, incidents or what is to be handled
 */
GtkWidget *
cst_list_page_new (CstContext  *context,
                   CstListKind  kind)
{
  CstListPage *self;

  g_return_val_if_fail (CST_IS_CONTEXT (context), NULL);

  self = g_object_new (CST_TYPE_LIST_PAGE, NULL);
  self->context = g_object_ref (context);
  self->query = cst_list_query_new (kind);
  set_up (self);

  g_signal_connect_object (self->model, "notify::n-total", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::is-loading", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "row-activated", G_CALLBACK (open_row), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "sort-changed", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter, "changed", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "minute", G_CALLBACK (time_went_by_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "accounts-changed", G_CALLBACK (update_terms), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cst_context_get_tally (context), "changed", G_CALLBACK (tally_changed_cb), self,
                           G_CONNECT_SWAPPED);
  run_query (self);
  tally_changed_cb (self);

  return GTK_WIDGET (self);
}

/**
 * cst_list_page_set_search:
 * @search: (nullable): what was typed
 */
void
cst_list_page_set_search (CstListPage *self,
                          const char  *search)
{
  g_return_if_fail (CST_IS_LIST_PAGE (self));

  if (cst_set_str (&self->query->search, cst_str_is_blank (search) ? NULL : search))
    filter_changed_cb (self);
}

void
cst_list_page_set_compact (CstListPage *self,
                           gboolean     is_compact)
{
  g_return_if_fail (CST_IS_LIST_PAGE (self));

  cst_list_view_set_compact (self->view, is_compact);
}

/**
 * cst_list_page_set_tab:
 *
 * O1
 */
void
cst_list_page_set_tab (CstListPage *self,
                       CstOrderTab  tab)
{
  g_return_if_fail (CST_IS_LIST_PAGE (self));

  if (self->query->tab == tab)
    return;

  self->query->tab = tab;
  cst_set_str (&self->tab, cst_enum_nick (&cst_order_tab_type, (int) tab));
  g_settings_set_string (self->settings, "tab", self->tab);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TAB]);
  filter_changed_cb (self);
}

/**
 * cst_list_page_show_counted:
 * @counted: (nullable): incidents that a figure counts; %NULL for what the filters say
 * @words: (nullable): what they have in common
 *
 * P9: shows exactly these, until something else is asked for.
 */
void
cst_list_page_show_counted (CstListPage        *self,
                            const CstListQuery *counted,
                            const char         *words)
{
  g_return_if_fail (CST_IS_LIST_PAGE (self));
  g_return_if_fail (counted == NULL || counted->kind == self->query->kind);

  if (counted == NULL && self->counted == NULL)
    return;

  g_clear_pointer (&self->counted, cst_list_query_free);
  if (counted != NULL)
    self->counted = cst_list_query_copy (counted);
  else
    take_query (self, cst_list_query_new (self->query->kind));
  gtk_label_set_label (self->counted_label, words != NULL ? words : "");
  gtk_widget_set_visible (self->counted_bar, counted != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->filter_button), counted == NULL);
  filter_changed_cb (self);
}

/**
 * cst_list_page_focus:
 *
 * Brings the keyboard into the list.
 */
void
cst_list_page_focus (CstListPage *self)
{
  g_return_if_fail (CST_IS_LIST_PAGE (self));

  gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_TAB_FORWARD);
}

/**
 * cst_list_page_inspect:
 *
 * Opens the window in which the photos of the listed incidents are inspected; a list of orders has none.
 */
void
cst_list_page_inspect (CstListPage *self)
{
  g_return_if_fail (CST_IS_LIST_PAGE (self));

  if (self->query->kind != CST_LIST_ORDERS)
    cst_context_inspect (self->context, self->query);
}

/**
 * cst_list_page_get_query:
 *
 * Returns: (transfer none): what the list shows
 */
const CstListQuery *
cst_list_page_get_query (CstListPage *self)
{
  g_return_val_if_fail (CST_IS_LIST_PAGE (self), NULL);

  return self->query;
}
