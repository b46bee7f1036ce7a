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
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (cst_context_get_people (self->context), "changed", G_CALLBACK (people_changed_cb), self, 0);
}
