/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-window-private.h"

#include <glib/gi18n.h>

#include "cst-accounts.h"
#include "cst-config.h"
#include "cst-figures-page.h"
#include "cst-format.h"
#include "cst-outbox-page.h"
#include "cst-truth.h"
#include "cst-ui.h"
#include "cst-util.h"

G_DEFINE_FINAL_TYPE (CstWindow, cst_window, ADW_TYPE_APPLICATION_WINDOW)

/* Below this width the sections and what they show take turns. */
#define NARROW 720

gboolean
cst_window_is_showing_order (CstWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "order") == 0;
}

/* ── What the header says ──────────────────────────────────────────────────────────────────────── */

static gint64
oldest_success (CstWindow *self)
{
  GPtrArray *accounts = cst_context_get_accounts (self->context);
  CstDb *db = cst_context_get_reader (self->context);
  gint64 oldest = 0;

  for (guint i = 0; db != NULL && i < accounts->len; i++)
    {
      const CstAccount *account = g_ptr_array_index (accounts, i);
      g_autoptr(CstSyncState) state = cst_db_sync_state (db, account->id, NULL);

      if (state != NULL && state->last_success != 0 && (oldest == 0 || state->last_success < oldest))
        oldest = state->last_success;
    }

  return oldest;
}

static char *
subtitle_text (CstWindow *self)
{
  gint64 success = oldest_success (self);
  g_autofree char *ago = NULL;

  if (success == 0)
    return g_strdup ("");

  ago = cst_format_ago (success, cst_context_now (self->context));

  /* Translators: how long ago everything was last fetched */
  return g_strdup_printf (_("Up to date %s"), ago);
}

/* Before there is anything to show, no section is. */
static const char *
find_title (CstWindow *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->pages);

  if (cst_window_is_showing_order (self))
    return cst_order_page_get_title (self->order_page);
  if (g_strcmp0 (page, "welcome") == 0 || g_strcmp0 (page, "fetching") == 0)
    return "Constat";

  return cst_sidebar_get_title (self->sidebar, self->section);
}

static void
update_title (CstWindow *self)
{
  g_autofree char *subtitle = NULL;

  if (self->context == NULL)
    return;

  subtitle = subtitle_text (self);
  adw_window_title_set_title (self->title, find_title (self));
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_window_set_title (GTK_WINDOW (self), adw_window_title_get_title (self->title));
}

/* ── Going somewhere ───────────────────────────────────────────────────────────────────────────── */

static void
update_actions (CstWindow *self)
{
  gboolean can_go_back = cst_window_is_showing_order (self) || self->is_counted;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.back", can_go_back);
  gtk_widget_set_visible (self->back_button, can_go_back);
  gtk_widget_set_visible (self->record_button, (cst_context_capabilities (self->context) & CST_CAN_RECORD) != 0);
  gtk_widget_set_visible (self->sidebar_button, adw_leaflet_get_folded (self->leaflet) && !can_go_back);
}

static void
page_changed_cb (CstWindow *self)
{
  update_actions (self);
  update_title (self);
}

static void
back_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  CstWindow *self = CST_WINDOW (widget);

  cst_window_show_section (self, cst_window_is_showing_order (self) ? self->section : "figures");
}

static void
section_chosen_cb (CstWindow  *self,
                   const char *section)
{
  cst_window_show_section (self, section);
}

static void
folded_cb (CstWindow *self)
{
  gboolean is_compact = adw_leaflet_get_folded (self->leaflet);

  if (self->context == NULL)
    return;

  for (guint i = 0; i < self->list_pages->len; i++)
    cst_list_page_set_compact (g_ptr_array_index (self->list_pages, i), is_compact);
  cst_deliveries_page_set_compact (self->deliveries, is_compact);
  update_actions (self);
}

static gboolean
width_tick_cb (GtkWidget     *widget,
               GdkFrameClock *clock,
               gpointer       user_data)
{
  CstWindow *self = CST_WINDOW (widget);

  adw_leaflet_set_can_unfold (self->leaflet, gtk_widget_get_width (widget) >= NARROW);

  return G_SOURCE_REMOVE;
}

/* The sidebar goes where a table would no longer fit beside it. */
static void
cst_window_size_allocate (GtkWidget *widget,
                          int        width,
                          int        height,
                          int        baseline)
{
  CstWindow *self = CST_WINDOW (widget);

  GTK_WIDGET_CLASS (cst_window_parent_class)->size_allocate (widget, width, height, baseline);
  if (adw_leaflet_get_can_unfold (self->leaflet) != (width >= NARROW))
    gtk_widget_add_tick_callback (widget, width_tick_cb, NULL, NULL);
}

/* What stands where the section would: nothing is connected yet, or nothing was ever fetched. */
static const char *
find_page (CstWindow *self)
{
  CstTally *tally = cst_context_get_tally (self->context);
  gboolean has_accounts = cst_context_get_accounts (self->context)->len > 0;

  if (!has_accounts)
    return self->is_expecting ? "fetching" : "welcome";
  if (cst_tally_is_known (tally) && cst_tally_get_orders (tally, CST_ORDER_TAB_ALL) == 0 && oldest_success (self) == 0)
    return "fetching";

  return self->section;
}

static void
update_page (CstWindow *self)
{
  const char *page = find_page (self);

  if (!cst_window_is_showing_order (self) && gtk_stack_get_child_by_name (self->pages, page) != NULL)
    gtk_stack_set_visible_child_name (self->pages, page);
  update_title (self);
}

void
cst_window_set_counted (CstWindow          *self,
                        const CstListQuery *counted,
                        const char         *words)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, "incidents");

  self->is_counted = counted != NULL;
  cst_list_page_show_counted (CST_LIST_PAGE (page), counted, words);
  update_actions (self);
}

/* ── The life of the window ────────────────────────────────────────────────────────────────────── */

static void
cst_window_dispose (GObject *object)
{
  CstWindow *self = CST_WINDOW (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (cst_window_parent_class)->dispose (object);
}

static void
cst_window_finalize (GObject *object)
{
  g_free (CST_WINDOW (object)->section);
  g_ptr_array_unref (CST_WINDOW (object)->list_pages);

  G_OBJECT_CLASS (cst_window_parent_class)->finalize (object);
}

static void
cst_window_class_init (CstWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_window_dispose;
  object_class->finalize = cst_window_finalize;
  widget_class->size_allocate = cst_window_size_allocate;

  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  cst_window_install_actions (widget_class);

  g_type_ensure (CST_TYPE_PACK_STRIP);
  g_type_ensure (CST_TYPE_PERSON_BUTTON);
  g_type_ensure (CST_TYPE_SIDEBAR);
  g_type_ensure (CST_TYPE_SYNC_STRIP);
  /* Not the application’s: an incident’s window has its own shortcuts, and turns photos with Ctrl+R. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_question, GDK_CONTROL_MASK, "app.shortcuts", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F1, 0, "app.shortcuts", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK, "app.receive-return", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "win.prepare-offline", NULL);

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-window"));
  gtk_widget_class_bind_template_child (widget_class, CstWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, CstWindow, states);
  gtk_widget_class_bind_template_child (widget_class, CstWindow, failure);
  gtk_widget_class_bind_template_child (widget_class, CstWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, CstWindow, content);
  gtk_widget_class_bind_template_child (widget_class, CstWindow, person_button);
  gtk_widget_class_bind_template_child (widget_class, CstWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, CstWindow, title);
  gtk_widget_class_bind_template_child (widget_class, CstWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, CstWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, CstWindow, record_button);
  gtk_widget_class_bind_template_child (widget_class, CstWindow, search_bar);
  gtk_widget_class_bind_template_child (widget_class, CstWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CstWindow, strip);
  gtk_widget_class_bind_template_child (widget_class, CstWindow, pack_strip);
  gtk_widget_class_bind_template_child (widget_class, CstWindow, pages);
  cst_window_install_search (widget_class);
}

static void
cst_window_init (CstWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->settings = g_settings_new (CST_APP_ID);
  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);

  self->list_pages = g_ptr_array_new ();
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
  gtk_search_bar_set_key_capture_widget (self->search_bar, GTK_WIDGET (self));
  g_signal_connect_swapped (self->sidebar, "section-chosen", G_CALLBACK (section_chosen_cb), self);
  g_signal_connect_swapped (self->pages, "notify::visible-child", G_CALLBACK (page_changed_cb), self);
  g_signal_connect_swapped (self->leaflet, "notify::folded", G_CALLBACK (folded_cb), self);
}

CstWindow *
cst_window_new (CstApplication *application)
{
  return g_object_new (CST_TYPE_WINDOW, "application", application, NULL);
}

/* Said once: waiting times and deadlines are counted with this computer's clock. */
static void
clock_wrong_cb (CstWindow *self,
                gint64     seconds)
{
  g_autofree char *by = cst_format_duration (ABS (seconds));
  /* Translators: a stretch of time */
  g_autofree char *text = g_strdup_printf (seconds > 0 ? _("This computer’s clock is %s late. Set it right.")
                                                       : _("This computer’s clock is %s early. Set it right."), by);

  cst_window_tell (self, text);
}

static void
tell_recovery (CstWindow *self)
{
  const CstStoreRecovery *recovery = cst_store_get_recovery (cst_context_get_store (self->context));
  g_autofree char *moment = NULL;
  g_autofree char *text = NULL;
  GtkWidget *dialog;

  if (recovery == NULL)
    return;

  moment = cst_format_moment (recovery->restored_at, cst_context_now (self->context));
  if (recovery->restored_from != NULL)
    /* Translators: a date and time, and a file */
    text = g_strdup_printf (_("The backup of %1$s took their place, and what is newer is fetched again. Look through "
                              "the outbox: decisions made after that time may be missing. The damaged file was kept "
                              "as “%2$s”."), moment, recovery->kept_as);
  else
    /* Translators: a file */
    text = g_strdup_printf (_("There was no good backup, so everything is fetched again. Decisions that had not been "
                              "sent may be missing. The damaged file was kept as “%s”."), recovery->kept_as);

  dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Your Data Were Damaged"), text);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
add_list (CstWindow   *self,
          const char  *section,
          CstListKind  kind)
{
  GtkWidget *page = cst_list_page_new (self->context, kind);

  g_ptr_array_add (self->list_pages, page);
  gtk_stack_add_named (self->pages, page, section);
}

/**
 * cst_window_set_context:
 *
 * The store is open: shows the pages. Once.
 */
void
cst_window_set_context (CstWindow  *self,
                        CstContext *context)
{
  g_autofree char *section = NULL;

  g_return_if_fail (CST_IS_WINDOW (self));
  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
  cst_sidebar_set_context (self->sidebar, context);
  cst_sync_strip_set_context (self->strip, context);
  cst_pack_strip_set_context (self->pack_strip, context);
  cst_person_button_set_people (self->person_button, cst_context_get_people (context));
  self->order_page = CST_ORDER_PAGE (cst_order_page_new (context));
  gtk_stack_add_named (self->pages, GTK_WIDGET (self->order_page), "order");
  add_list (self, "todo", CST_LIST_TODO);
  add_list (self, "orders", CST_LIST_ORDERS);
  add_list (self, "incidents", CST_LIST_INCIDENTS);
  self->deliveries = CST_DELIVERIES_PAGE (cst_deliveries_page_new (context));
  gtk_stack_add_named (self->pages, GTK_WIDGET (self->deliveries), "deliveries");
  gtk_stack_add_named (self->pages, cst_outbox_page_new (context), "outbox");
  gtk_stack_add_named (self->pages, cst_figures_page_new (context), "figures");
  g_signal_connect_swapped (self->order_page, "notify::title", G_CALLBACK (update_title), self);
  g_signal_connect_object (context, "minute", G_CALLBACK (update_title), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "accounts-changed", G_CALLBACK (update_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cst_context_get_tally (context), "changed", G_CALLBACK (update_page), self,
                           G_CONNECT_SWAPPED);

  section = g_settings_get_string (self->settings, "section");
  cst_window_show_section (self, cst_sidebar_has_section (self->sidebar, section) ? section : CST_WINDOW_FIRST_SECTION);
  folded_cb (self);
  gtk_stack_set_visible_child_name (self->states, "main");
  if (cst_context_get_engine (context) != NULL)
    g_signal_connect_object (cst_context_get_engine (context), "clock-wrong", G_CALLBACK (clock_wrong_cb), self,
                             G_CONNECT_SWAPPED);
  tell_recovery (self);
}

/**
 * cst_window_set_expecting:
 *
 * Says that an account is about to appear, so that nobody is asked to add one.
 */
void
cst_window_set_expecting (CstWindow *self,
                          gboolean   is_expecting)
{
  g_return_if_fail (CST_IS_WINDOW (self));

  self->is_expecting = is_expecting;
  if (self->context != NULL)
    update_page (self);
}

/**
 * cst_window_show_failure:
 *
 * The store could not be opened: says why, and what to do.
 */
void
cst_window_show_failure (CstWindow  *self,
                         const char *title,
                         const char *text)
{
  g_autofree char *escaped = NULL;

  g_return_if_fail (CST_IS_WINDOW (self));

  escaped = g_markup_escape_text (text, -1);
  adw_status_page_set_title (self->failure, title);
  adw_status_page_set_description (self->failure, escaped);
  gtk_stack_set_visible_child_name (self->states, "failed");
}

/**
 * cst_window_show_section:
 * @section: a section of the sidebar
 */
void
cst_window_show_section (CstWindow  *self,
                         const char *section)
{
  g_return_if_fail (CST_IS_WINDOW (self));

  if (self->context == NULL)
    return;

  if (self->section != section)
    {
      g_free (self->section);
      self->section = g_strdup (section);
      cst_window_set_counted (self, NULL, NULL);
    }
  g_settings_set_string (self->settings, "section", self->section);
  cst_sidebar_set_section (self->sidebar, self->section);
  if (gtk_stack_get_child_by_name (self->pages, find_page (self)) != NULL)
    gtk_stack_set_visible_child_name (self->pages, find_page (self));
  adw_leaflet_set_visible_child (self->leaflet, self->content);
  page_changed_cb (self);
}

/**
 * cst_window_show_order:
 *
 * O3: shows the order's page; back leads to the list.
 */
void
cst_window_show_order (CstWindow  *self,
                       gint64      account,
                       const char *order)
{
  g_return_if_fail (CST_IS_WINDOW (self));

  if (self->context == NULL)
    return;

  cst_order_page_show (self->order_page, account, order);
  gtk_stack_set_visible_child_name (self->pages, "order");
  adw_leaflet_set_visible_child (self->leaflet, self->content);
  cst_order_page_focus (self->order_page);
}

/**
 * cst_window_tell:
 *
 * Says something in passing.
 */
void
cst_window_tell (CstWindow  *self,
                 const char *text)
{
  AdwToast *toast;
  g_autofree char *escaped = NULL;

  g_return_if_fail (CST_IS_WINDOW (self));

  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  adw_toast_overlay_add_toast (self->toasts, toast);
}
