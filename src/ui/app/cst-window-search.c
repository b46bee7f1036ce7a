/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-window-private.h"

#include "cst-truth.h"

/* Searching, from wherever one is. */

/* The list that a search would search. */
CstListPage *
cst_window_get_searched_page (CstWindow *self)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, self->section);

  return page != NULL && CST_IS_LIST_PAGE (page) ? CST_LIST_PAGE (page) : NULL;
}

static gboolean
is_in_deliveries (CstWindow *self)
{
  return g_strcmp0 (self->section, "deliveries") == 0;
}

static gboolean
may_search (CstWindow *self)
{
  return cst_window_get_searched_page (self) != NULL || is_in_deliveries (self);
}

static void
search_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  CstWindow *self = CST_WINDOW (widget);

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
clear_search_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  gtk_search_bar_set_search_mode (CST_WINDOW (widget)->search_bar, FALSE);
}

static void
search_changed_cb (CstWindow *self)
{
  const char *text = gtk_editable_get_text (self->search_entry);

  if (self->context == NULL)
    return;

  /* From a place without a list the search goes to the orders. */
  if (*text != '\0' && (cst_window_is_showing_order (self) || !may_search (self)))
    cst_window_show_section (self, may_search (self) ? self->section : CST_WINDOW_FIRST_SECTION);
  for (guint i = 0; i < self->list_pages->len; i++)
    cst_list_page_set_search (g_ptr_array_index (self->list_pages, i), text);
  cst_deliveries_page_set_search (self->deliveries, text);
}

/* A typed or scanned number leads straight to what it names. */
static gboolean
open_number (CstWindow  *self,
             const char *text)
{
  CstDb *db = cst_context_get_reader (self->context);
  g_autofree char *remote = NULL;
  gint64 account = 0;

  if (db == NULL)
    return FALSE;

  if (is_in_deliveries (self) && cst_db_resolve_id (db, CST_ENTITY_DELIVERY, text, &account, &remote, NULL))
    cst_context_open_delivery (self->context, account, remote, NULL);
  else if (cst_db_resolve_id (db, CST_ENTITY_ORDER, text, &account, &remote, NULL))
    cst_context_open_order (self->context, account, remote);
  else if (cst_db_resolve_id (db, CST_ENTITY_INCIDENT, text, &account, &remote, NULL))
    cst_context_open_incident (self->context, account, remote, NULL);
  else if (cst_db_resolve_id (db, CST_ENTITY_DELIVERY, text, &account, &remote, NULL))
    cst_context_open_delivery (self->context, account, remote, NULL);
  else
    return FALSE;

  return TRUE;
}

static void
search_activate_cb (CstWindow *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->search_entry)));

  if (self->context == NULL || *text == '\0')
    return;

  if (open_number (self, text))
    gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  else if (is_in_deliveries (self))
    cst_deliveries_page_focus (self->deliveries);
  else if (cst_window_get_searched_page (self) != NULL)
    cst_list_page_focus (cst_window_get_searched_page (self));
}

static void
search_stop_cb (CstWindow *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
}

/* After the template is there. */
void
cst_window_install_search (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.clear-search", NULL, clear_search_action);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stop_cb);
}
