/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-application-private.h"

#include "cst-account-details.h"
#include "cst-account-window.h"
#include "cst-people-window.h"
#include "cst-preferences.h"

/* What belongs to the desk itself: its accounts, its people, its preferences. */

static void
present (CstApplication *self,
         GtkWindow      *window)
{
  gtk_window_set_transient_for (window, gtk_application_get_active_window (GTK_APPLICATION (self)));
  gtk_window_present (window);
}

static void
preferences_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  CstApplication *self = user_data;

  present (self, GTK_WINDOW (cst_preferences_new (self->context, self->settings)));
}

static void
add_account_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  CstApplication *self = user_data;

  present (self, GTK_WINDOW (cst_account_window_new (self->context, self->profile, 0)));
}

static void
account_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  CstApplication *self = user_data;

  present (self, GTK_WINDOW (cst_account_details_new (self->context, self->profile,
                                                      g_variant_get_int64 (parameter))));
}

/* ── From notifications ────────────────────────────────────────────────────────────────────────── */

static void
open_incident_action (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  CstApplication *self = user_data;
  const char *incident = NULL;
  gint64 account = 0;

  g_variant_get (parameter, "(x&s)", &account, &incident);
  cst_context_open_incident (self->context, account, incident, NULL);
}

static void
open_order_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  CstApplication *self = user_data;
  const char *order = NULL;
  gint64 account = 0;

  g_variant_get (parameter, "(x&s)", &account, &order);
  g_application_activate (G_APPLICATION (self));
  cst_context_open_order (self->context, account, order);
}

static void
show_section_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  GApplication *application = G_APPLICATION (user_data);
  GtkWindow *window;

  g_application_activate (application);
  window = gtk_application_get_active_window (GTK_APPLICATION (application));
  if (window != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (window), "win.section", parameter);
}

/* R7: a shared computer asks once, as soon as it knows whom it may offer. */
static void
people_changed_cb (CstPeopleList  *people,
                   CstApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (!cst_people_list_is_ready (people))
    return;

  g_signal_handlers_disconnect_by_func (people, people_changed_cb, self);
  if (cst_people_list_is_shared (people) && window != NULL)
    present (self, GTK_WINDOW (cst_people_window_new (people, TRUE)));
}

/**
 * cst_application_start_desk:
 *
 * Offers accounts and preferences, and asks who works here. Once the store is open.
 */
void
cst_application_start_desk (CstApplication *self)
{
  static const GActionEntry entries[] = {
    { .name = "preferences", .activate = preferences_action },
    { .name = "add-account", .activate = add_account_action },
    { .name = "account", .activate = account_action, .parameter_type = "x" },
    { .name = "open-incident", .activate = open_incident_action, .parameter_type = "(xs)" },
    { .name = "open-order", .activate = open_order_action, .parameter_type = "(xs)" },
    { .name = "show-section", .activate = show_section_action, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  self->notifier = cst_notifier_new (GTK_APPLICATION (self), self->context, self->settings);
  g_signal_connect_object (cst_context_get_people (self->context), "changed", G_CALLBACK (people_changed_cb), self, 0);
}
