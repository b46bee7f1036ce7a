/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-list-page-private.h"

#include <glib/gi18n.h>

#include "cst-truth.h"

/* What can be done with a list and its rows. */

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

void
cst_list_page_open_row (CstListPage *self,
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
    cst_list_page_open_row (CST_LIST_PAGE (widget), row);
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

void
cst_list_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "page.show-order", "(xs)", show_order_action);
  gtk_widget_class_install_action (widget_class, "page.show-incident", "(xs)", show_incident_action);
  gtk_widget_class_install_action (widget_class, "page.selected-open", NULL, selected_open_action);
  gtk_widget_class_install_action (widget_class, "page.selected-order", NULL, selected_order_action);
  gtk_widget_class_install_action (widget_class, "page.copy-number", NULL, copy_number_action);
  gtk_widget_class_install_action (widget_class, "page.open-site", NULL, open_site_action);
  gtk_widget_class_install_action (widget_class, "page.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "page.inspect", NULL, inspect_action);
}
