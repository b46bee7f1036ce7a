/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-application-private.h"

#include <glib/gi18n.h>

#include "cst-autostart.h"
#include "cst-config.h"
#include "cst-dossier-check.h"
#include "cst-receive-window.h"
#include "cst-import-window.h"
#include "cst-record-window.h"
#include "cst-ui.h"

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  adw_show_about_window (gtk_application_get_active_window (user_data),
                         "application-name", "Constat",
                         "application-icon", CST_APP_ID,
                         "version", CST_VERSION,
                         "comments", _("Order incidents of all your marketplaces, decided once, "
                                       "with or without a network."),
                         "developer-name", _("The Constat contributors"),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         /* Translators: your names, one per line */
                         "translator-credits", _("translator-credits"),
                         NULL);
}

static void
shortcuts_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  g_autoptr(GtkBuilder) builder = gtk_builder_new_from_resource (CST_UI_RESOURCE ("cst-shortcuts"));
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (window, gtk_application_get_active_window (user_data));
  gtk_window_present (window);
}

static void
verify_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  cst_dossier_check_choose (gtk_application_get_active_window (user_data));
}

static void
open_again_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  cst_application_open_store (user_data);
}

static void
refresh_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  CstApplication *self = user_data;

  cst_engine_sync_now (cst_context_get_engine (self->context), 0);
}

/* The demo is a process of its own, on data of its own. */
static void
try_demo_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  char *command[] = { program, (char *) "--demo", NULL };
  g_autoptr(GError) error = NULL;

  if (program == NULL || !g_spawn_async (NULL, command, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, &error))
    g_warning ("The demo cannot be started: %s", error != NULL ? error->message : "no program");
}

/* Closing, a window keeps what was typed in it. */
static void
close_windows (CstApplication *self,
               GtkWindow      *but)
{
  g_autoptr(GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));

  self->is_quitting = TRUE;
  for (GList *l = windows; l != NULL; l = l->next)
    {
      if (l->data != but)
        gtk_window_close (l->data);
    }
}

/* The dialog that asked is still answering and closes by itself; until then it must not hold on to a window that is
 * gone. */
static void
quit_response_cb (CstApplication *self,
                  const char     *response,
                  GtkWindow      *dialog)
{
  if (strcmp (response, "cancel") == 0)
    return;

  gtk_window_set_transient_for (dialog, NULL);
  close_windows (self, dialog);
  if (strcmp (response, "quit") == 0)
    g_application_quit (G_APPLICATION (self));
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  CstApplication *self = user_data;
  guint unsent = self->context != NULL ? cst_tally_get_unsent (cst_context_get_tally (self->context)) : 0;
  GtkWidget *dialog;

  if (unsent == 0)
    {
      close_windows (self, NULL);
      g_application_quit (G_APPLICATION (self));
      return;
    }

  dialog = adw_message_dialog_new (gtk_application_get_active_window (GTK_APPLICATION (self)),
                                   _("Not Everything Has Been Sent"), NULL);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  ngettext ("%u decision has not left this computer yet. It is kept, and leaves when "
                                            "Constat runs again.",
                                            "%u decisions have not left this computer yet. They are kept, and leave "
                                            "when Constat runs again.", unsent),
                                  unsent);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    "quit", _("_Quit Now"),
                                    "background", _("_Send in the Background"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "background", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "background");
  g_signal_connect_object (dialog, "response", G_CALLBACK (quit_response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
appearance_to_scheme (GValue   *value,
                      GVariant *variant,
                      gpointer  user_data)
{
  const char *appearance = g_variant_get_string (variant, NULL);
  AdwColorScheme scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (strcmp (appearance, "light") == 0)
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (strcmp (appearance, "dark") == 0)
    scheme = ADW_COLOR_SCHEME_FORCE_DARK;
  g_value_set_enum (value, (int) scheme);

  return TRUE;
}

/**
 * cst_application_add_actions:
 *
 * What can be done from anywhere, and the keys for it.
 */
void
cst_application_add_actions (CstApplication *self)
{
  static const GActionEntry entries[] = {
    { .name = "about", .activate = about_action },
    { .name = "shortcuts", .activate = shortcuts_action },
    { .name = "try-demo", .activate = try_demo_action },
    { .name = "open-again", .activate = open_again_action },
    { .name = "quit", .activate = quit_action },
    { .name = "verify-case-file", .activate = verify_action },
  };
  static const struct
  {
    const char *action;
    const char *keys[3];
  } keys[] = {
    { "app.quit", { "<Control>q" } },
    { "app.preferences", { "<Control>comma" } },
    { "app.rules", { "<Control><Shift>r" } },
    { "app.refresh", { "F5" } },
    { "app.record-incident", { "<Control>n" } },
    { "app.import-incidents", { "<Control><Shift>n" } },
    { "win.search", { "<Control>f" } },
    { "win.inspect", { "<Control>i" } },
    { "win.back", { "<Alt>Left" } },
    { "win.section::todo", { "<Alt>1" } },
    { "win.section::orders", { "<Alt>2" } },
    { "win.section::incidents", { "<Alt>3" } },
    { "win.section::deliveries", { "<Alt>4" } },
    { "win.section::outbox", { "<Alt>5" } },
    { "win.section::figures", { "<Alt>6" } },
    { "window.close", { "<Control>w" } },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), keys[i].action, keys[i].keys);

  g_settings_bind_with_mapping (self->settings, "appearance", adw_style_manager_get_default (), "color-scheme",
                                G_SETTINGS_BIND_GET, appearance_to_scheme, NULL, NULL, NULL);
}

static void
receive_return_action (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  CstApplication *self = user_data;
  CstReceiveWindow *window = cst_receive_window_new (self->context,
                                                     gtk_application_get_active_window (GTK_APPLICATION (self)));

  gtk_window_present (GTK_WINDOW (window));
}

static void
record_incident_action (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  CstApplication *self = user_data;
  GtkWindow *window = GTK_WINDOW (cst_record_window_new (self->context));

  gtk_window_set_application (window, GTK_APPLICATION (self));
  gtk_window_present (window);
}

static void
import_incidents_action (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  CstApplication *self = user_data;
  gboolean is_of_parcels = g_str_equal (g_action_get_name (G_ACTION (action)), "import-deliveries");
  CstImportWindow *window = cst_import_window_new (self->context, is_of_parcels ? CST_IMPORT_OF_DELIVERIES
                                                                                : CST_IMPORT_OF_CASES);

  gtk_window_set_application (GTK_WINDOW (window), GTK_APPLICATION (self));
  gtk_window_present (GTK_WINDOW (window));
}

/* Only what some account can do is offered. */
static void
update_recording (CstApplication *self)
{
  gboolean can_record = (cst_context_capabilities (self->context) & CST_CAN_RECORD) != 0;
  const char *const actions[] = { "record-incident", "import-incidents", "import-deliveries" };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), actions[i])),
                                 can_record);
}

/**
 * cst_application_start_engine:
 *
 * Begins to send and to fetch, and offers what can be asked of it.
 */
void
cst_application_start_engine (CstApplication *self)
{
  static const GActionEntry entries[] = {
    { .name = "refresh", .activate = refresh_action },
    { .name = "receive-return", .activate = receive_return_action },
    { .name = "record-incident", .activate = record_incident_action },
    { .name = "import-incidents", .activate = import_incidents_action },
    { .name = "import-deliveries", .activate = import_incidents_action },
  };
  CstStore *store = cst_context_get_store (self->context);
  CstClock *clock = cst_context_get_clock (self->context);
  g_autoptr(CstEngine) engine = cst_engine_new_with_secrets (store, clock, self->profile);
  g_autoptr(GPropertyAction) offline = g_property_action_new ("work-offline", engine, "work-offline");

  cst_context_set_engine (self->context, engine);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (offline));
  g_signal_connect_object (self->context, "accounts-changed", G_CALLBACK (update_recording), self, G_CONNECT_SWAPPED);
  update_recording (self);
  cst_engine_start (engine);
}

/* ── After the last window ─────────────────────────────────────────────────────────────────────── */

static void
say_in_background (CstApplication *self,
                   guint           unsent)
{
  g_autoptr(GNotification) notification = NULL;
  g_autofree char *body = NULL;

  /* Without a bus GLib has nowhere to send it and complains. */
  if (g_application_get_dbus_connection (G_APPLICATION (self)) == NULL)
    return;

  body = g_strdup_printf (ngettext ("%u decision is still to be sent. Constat ends when it is out.",
                                    "%u decisions are still to be sent. Constat ends when they are out.", unsent),
                          unsent);
  notification = g_notification_new (_("Constat Goes on Sending"));
  g_notification_set_body (notification, body);
  g_application_send_notification (G_APPLICATION (self), "background", notification);
}

static void
update_hold (CstApplication *self)
{
  guint unsent = cst_tally_get_unsent (cst_context_get_tally (self->context));

  if (unsent > 0 && !self->is_holding)
    {
      self->is_holding = TRUE;
      g_application_hold (G_APPLICATION (self));
    }
  else if (unsent == 0 && self->is_holding)
    {
      self->is_holding = FALSE;
      if (g_application_get_dbus_connection (G_APPLICATION (self)) != NULL)
        g_application_withdraw_notification (G_APPLICATION (self), "background");
      g_application_release (G_APPLICATION (self));
    }
}

/**
 * cst_application_update_resident:
 *
 * Whoever wants Constat at login wants it to go on without a window. Other profiles end with theirs.
 */
void
cst_application_update_resident (CstApplication *self)
{
  gboolean is_resident = self->profile == NULL && !self->is_quitting && cst_autostart_is_on ();

  if (is_resident == self->is_resident)
    return;

  self->is_resident = is_resident;
  if (is_resident)
    g_application_hold (G_APPLICATION (self));
  else
    g_application_release (G_APPLICATION (self));
}

static void
window_removed_cb (CstApplication *self)
{
  guint unsent = cst_tally_get_unsent (cst_context_get_tally (self->context));

  if (gtk_application_get_windows (GTK_APPLICATION (self)) != NULL)
    return;

  cst_application_update_resident (self);
  if (unsent > 0 && !self->is_resident)
    say_in_background (self, unsent);
}

/**
 * cst_application_watch_outbox:
 *
 * Keeps the process alive, without a window, until what was decided is out.
 */
void
cst_application_watch_outbox (CstApplication *self)
{
  g_signal_connect_object (cst_context_get_tally (self->context), "changed", G_CALLBACK (update_hold), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "window-removed", G_CALLBACK (window_removed_cb), NULL);
  update_hold (self);
}
