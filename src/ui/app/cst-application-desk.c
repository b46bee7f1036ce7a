/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-application-private.h"

#include "cst-account-details.h"
#include "cst-account-window.h"
#include "cst-people-window.h"
#include "cst-preferences.h"
#include "cst-rules-window.h"

/* What belongs to the desk itself: its accounts, its people, its preferences. */

static void
present (CstApplication *self,
         GtkWindow      *window)
{
  gtk_window_set_transient_for (window, gtk_application_get_active_window (GTK_APPLICATION (self)));
  /* So that the application's keys work in it, too. */
  gtk_window_set_application (window, GTK_APPLICATION (self));
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
rules_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  CstApplication *self = user_data;

  present (self, GTK_WINDOW (cst_rules_window_new (self->context)));
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

/* The desktop may start us for a notification of yesterday: what it wants waits for the store. */
static gboolean
awaits_store (CstApplication *self,
              GSimpleAction  *action,
              GVariant       *parameter)
{
  if (self->context != NULL)
    return FALSE;

  g_free (self->awaited);
  g_clear_pointer (&self->awaited_parameter, g_variant_unref);
  self->awaited = g_strdup (g_action_get_name (G_ACTION (action)));
  self->awaited_parameter = g_variant_ref (parameter);
  g_application_activate (G_APPLICATION (self));

  return TRUE;
}

static void
open_incident_action (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  CstApplication *self = user_data;
  const char *incident = NULL;
  gint64 account = 0;

  if (awaits_store (self, action, parameter))
    return;

  g_variant_get (parameter, "(x&s)", &account, &incident);
  cst_context_open_incident (self->context, account, incident, NULL);
}

static void
open_delivery_action (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  CstApplication *self = user_data;
  const char *delivery = NULL;
  gint64 account = 0;

  if (awaits_store (self, action, parameter))
    return;

  g_variant_get (parameter, "(x&s)", &account, &delivery);
  cst_context_open_delivery (self->context, account, delivery, NULL);
}

static void
open_order_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  CstApplication *self = user_data;
  const char *order = NULL;
  gint64 account = 0;

  if (awaits_store (self, action, parameter))
    return;

  g_variant_get (parameter, "(x&s)", &account, &order);
  g_application_activate (G_APPLICATION (self));
  cst_context_open_order (self->context, account, order);
}

static void
show_section_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  CstApplication *self = user_data;

  if (awaits_store (self, action, parameter))
    return;

  g_application_activate (G_APPLICATION (self));
  cst_window_show_section (cst_application_get_window (self), g_variant_get_string (parameter, NULL));
}

/**
 * cst_application_ask_person:
 *
 * R7: a shared computer asks once, as soon as it knows whom it may offer and there is a window to ask in.
 */
void
cst_application_ask_person (CstApplication *self)
{
  CstPeopleList *people = self->context != NULL ? cst_context_get_people (self->context) : NULL;

  if (self->has_asked_person || people == NULL || !cst_people_list_is_ready (people) ||
      gtk_application_get_active_window (GTK_APPLICATION (self)) == NULL)
    return;

  self->has_asked_person = TRUE;
  if (cst_people_list_is_shared (people))
    present (self, GTK_WINDOW (cst_people_window_new (people, TRUE)));
}

/**
 * cst_application_add_desk_actions:
 *
 * What notifications ask for, from the start.
 */
void
cst_application_add_desk_actions (CstApplication *self)
{
  static const GActionEntry entries[] = {
    { .name = "open-incident", .activate = open_incident_action, .parameter_type = "(xs)" },
    { .name = "open-delivery", .activate = open_delivery_action, .parameter_type = "(xs)" },
    { .name = "open-order", .activate = open_order_action, .parameter_type = "(xs)" },
    { .name = "show-section", .activate = show_section_action, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
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
    { .name = "rules", .activate = rules_action },
    { .name = "add-account", .activate = add_account_action },
    { .name = "account", .activate = account_action, .parameter_type = "x" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  self->notifier = cst_notifier_new (GTK_APPLICATION (self), self->context, self->settings);
  g_signal_connect_object (cst_context_get_people (self->context), "changed",
                           G_CALLBACK (cst_application_ask_person), self, G_CONNECT_SWAPPED);
}
