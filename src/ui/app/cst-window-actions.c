/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-window-private.h"

#include <glib/gi18n.h>

#include "cst-pack-window.h"
#include "cst-settings.h"
#include "cst-truth.h"

/* What the pages of the window ask it for. */

static void
section_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  cst_window_show_section (CST_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
show_sidebar_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  adw_leaflet_navigate (CST_WINDOW (widget)->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static void
tell_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  cst_window_tell (CST_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
undone_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CstWindow) self = CST_WINDOW (user_data);
  g_autoptr(GError) error = NULL;

  if (!cst_context_undo_finish (CST_CONTEXT (object), result, &error))
    cst_window_tell (self, error->message);
  else
    cst_window_tell (self, _("Taken back; nothing was sent"));
}

static void
undo_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  CstWindow *self = CST_WINDOW (widget);

  cst_context_undo_async (self->context, g_variant_get_int64 (parameter), NULL, undone_cb, g_object_ref (self));
}

/* What was decided, with the way back as long as there is one. */
static void
tell_undo_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  CstWindow *self = CST_WINDOW (widget);
  CstDb *db = cst_context_get_reader (self->context);
  gint64 window = db != NULL ? cst_db_setting_int (db, CST_SETTING_UNDO_WINDOW, CST_UNDO_WINDOW_DEFAULT) : 0;
  g_autofree char *escaped = NULL;
  const char *text;
  gint64 operation;
  AdwToast *toast;

  g_variant_get (parameter, "(&sx)", &text, &operation);
  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  if (window > 0)
    {
      adw_toast_set_button_label (toast, _("_Undo"));
      adw_toast_set_action_name (toast, "win.undo");
      adw_toast_set_action_target_value (toast, g_variant_new_int64 (operation));
      adw_toast_set_timeout (toast, (guint) window);
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
show_deliveries_todo_action (GtkWidget  *widget,
                             const char *action_name,
                             GVariant   *parameter)
{
  CstWindow *self = CST_WINDOW (widget);

  if (self->context == NULL)
    return;

  cst_window_show_section (self, "deliveries");
  cst_deliveries_page_show_todo (self->deliveries);
}

static void
open_address_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  const char *address = g_variant_get_string (parameter, NULL);
  g_autofree char *scheme = g_uri_parse_scheme (address);

  /* Addresses come from outside: only those of the web are followed. */
  if (g_strcmp0 (scheme, "https") == 0 || g_strcmp0 (scheme, "http") == 0)
    gtk_show_uri (GTK_WINDOW (widget), address, GDK_CURRENT_TIME);
  else
    cst_window_tell (CST_WINDOW (widget), _("This is no address of a web page"));
}

/* P9: from a figure to the incidents it counts. */
static void
show_counted_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  CstWindow *self = CST_WINDOW (widget);
  g_autoptr(CstListQuery) counted = cst_list_query_new (CST_LIST_INCIDENTS);
  g_autoptr(GError) error = NULL;
  const char *words = NULL;
  const char *text = NULL;

  if (self->context == NULL)
    return;

  g_variant_get (parameter, "(&s&s)", &text, &words);
  if (!cst_record_from_text (&cst_list_query_type, counted, text, &error))
    {
      g_warning ("A figure leads to no list: %s", error->message);
      return;
    }

  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  cst_window_show_section (self, "incidents");
  cst_window_set_counted (self, counted, words);
}

static void
prepare_offline_action (GtkWidget  *widget,
                        const char *action_name,
                        GVariant   *parameter)
{
  CstWindow *self = CST_WINDOW (widget);
  CstListPage *page = cst_window_get_searched_page (self);
  CstPackWindow *window;

  if (self->context == NULL)
    return;

  window = cst_pack_window_new (self->context, page != NULL ? cst_list_page_get_query (page) : NULL);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (window));
}

static void
inspect_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  CstListPage *page = CST_WINDOW (widget)->context != NULL ? cst_window_get_searched_page (CST_WINDOW (widget)) : NULL;

  if (page != NULL)
    cst_list_page_inspect (page);
}

void
cst_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.section", "s", section_action);
  gtk_widget_class_install_action (widget_class, "win.show-counted", "(ss)", show_counted_action);
  gtk_widget_class_install_action (widget_class, "win.prepare-offline", NULL, prepare_offline_action);
  gtk_widget_class_install_action (widget_class, "win.inspect", NULL, inspect_action);
  gtk_widget_class_install_action (widget_class, "win.open-address", "s", open_address_action);
  gtk_widget_class_install_action (widget_class, "win.show-sidebar", NULL, show_sidebar_action);
  gtk_widget_class_install_action (widget_class, "win.tell", "s", tell_action);
  gtk_widget_class_install_action (widget_class, "win.tell-undo", "(sx)", tell_undo_action);
  gtk_widget_class_install_action (widget_class, "win.undo", "x", undo_action);
  gtk_widget_class_install_action (widget_class, "win.show-deliveries-todo", NULL, show_deliveries_todo_action);
}
