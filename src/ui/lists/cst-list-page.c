/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-list-page-private.h"

#include <glib/gi18n.h>

#include "cst-config.h"
#include "cst-incident-columns.h"
#include "cst-order-columns.h"
#include "cst-ui.h"
#include "cst-util.h"
#include "cst-wrap-layout.h"

/* One list: orders with their tabs, incidents, or what is to be handled. The query is the page's whole state; the
 * paged model answers it. */

typedef enum
{
  PROP_TAB = 1,
} CstListPageProperty;

static GParamSpec *properties[PROP_TAB + 1];

G_DEFINE_FINAL_TYPE (CstListPage, cst_list_page, GTK_TYPE_WIDGET)

#define SETTINGS_PATH "/io/github/constat/Constat/lists/"

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
  cst_list_page_show_n_filters (self);
  cst_list_page_show_terms (self);

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
  cst_list_page_show_state (self);
}

static void
filter_changed_cb (CstListPage *self)
{
  run_query (self);
  cst_list_view_scroll_to_top (self->view);
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
  cst_list_page_install_actions (widget_class);

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
  cst_list_page_add_tabs (self);

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

  g_signal_connect_object (self->model, "notify::n-total", G_CALLBACK (cst_list_page_show_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::is-loading", G_CALLBACK (cst_list_page_show_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "row-activated", G_CALLBACK (cst_list_page_open_row), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "sort-changed", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter, "changed", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "minute", G_CALLBACK (time_went_by_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "accounts-changed", G_CALLBACK (cst_list_page_show_terms), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cst_context_get_tally (context), "changed", G_CALLBACK (cst_list_page_show_tally), self,
                           G_CONNECT_SWAPPED);
  run_query (self);
  cst_list_page_show_tally (self);

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
