/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-backup-file.h"

#include <glib/gi18n.h>

#include "cst-backup.h"
#include "cst-message.h"
#include "cst-pending-restore.h"

/* A backup to a file, and back from one: for a move to a new computer. */

static void
choose (AdwPreferencesWindow *window,
        CstStore             *store,
        GtkFileChooserNative *chooser,
        GCallback             chosen_cb)
{
  g_object_set_data_full (G_OBJECT (chooser), "store", g_object_ref (store), g_object_unref);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", chosen_cb, window, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
back_up (GTask        *task,
         gpointer      source,
         gpointer      task_data,
         GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;

  if (cst_store_backup (CST_STORE (source), task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
backed_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(AdwPreferencesWindow) window = user_data;
  g_autoptr(GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    cst_message_show_problem (GTK_WIDGET (window), _("The Backup Was Not Written"), error);
  else
    adw_preferences_window_add_toast (window, adw_toast_new (_("The backup is written")));
}

static void
backup_chosen_cb (AdwPreferencesWindow *window,
                  int                   response,
                  GtkFileChooserNative *chooser)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autoptr(GTask) task = NULL;
  char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    {
      task = g_task_new (g_object_get_data (G_OBJECT (chooser), "store"), NULL,
                         backed_up_cb, g_object_ref (window));
      g_task_set_task_data (task, path, g_free);
      g_task_run_in_thread (task, back_up);
    }
  else
    {
      g_free (path);
    }
  g_object_unref (chooser);
}

/**
 * cst_backup_file_save:
 *
 * Asks for a file and writes a backup of @store into it; @window says how it went.
 */
void
cst_backup_file_save (AdwPreferencesWindow *window,
                      CstStore             *store)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *name = g_date_time_format (now, "constat-%F.backup");
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Back Up"), GTK_WINDOW (window),
                                                               GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  choose (window, store, chooser, G_CALLBACK (backup_chosen_cb));
}

static void
ask_restore (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;

  if (cst_pending_restore_ask (cst_store_get_dir (CST_STORE (source)), task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
restore_response_cb (AdwPreferencesWindow *window,
                     const char           *response)
{
  if (strcmp (response, "quit") == 0)
    g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "quit", NULL);
}

/* What is the matter is the chosen file, not the store. */
static void
refuse_backup (AdwPreferencesWindow *window,
               const GError         *error)
{
  const char *title = _("This Backup Cannot Be Restored");

  if (g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_DAMAGED))
    cst_message_show (GTK_WIDGET (window), title, _("This file is no backup of Constat, or it is damaged. Nothing was "
                                                    "changed; choose another."));
  else
    cst_message_show_problem (GTK_WIDGET (window), title, error);
}

static void
restore_asked_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(AdwPreferencesWindow) window = user_data;
  g_autoptr(GError) error = NULL;
  GtkWidget *dialog;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      refuse_backup (window, error);
      return;
    }

  dialog = adw_message_dialog_new (GTK_WINDOW (window), _("The Backup Is Sound"),
                                   _("It takes the place of your data when Constat starts again; the data of now "
                                     "become a backup. What waits in the outbox of the backup is not sent by itself. "
                                     "Tokens have to be entered again."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "later", _("_Later"), "quit", _("_Quit Now"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "quit", ADW_RESPONSE_SUGGESTED);
  g_signal_connect_object (dialog, "response", G_CALLBACK (restore_response_cb), window, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
restore_chosen_cb (AdwPreferencesWindow *window,
                   int                   response,
                   GtkFileChooserNative *chooser)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autoptr(GTask) task = NULL;
  char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    {
      task = g_task_new (g_object_get_data (G_OBJECT (chooser), "store"), NULL,
                         restore_asked_cb, g_object_ref (window));
      g_task_set_task_data (task, path, g_free);
      g_task_run_in_thread (task, ask_restore);
    }
  else
    {
      g_free (path);
    }
  g_object_unref (chooser);
}

/**
 * cst_backup_file_restore:
 *
 * Asks for a backup and checks it; if it is sound it takes the store's place at the next start.
 */
void
cst_backup_file_restore (AdwPreferencesWindow *window,
                         CstStore             *store)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Restore a Backup"), GTK_WINDOW (window),
                                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  choose (window, store, chooser, G_CALLBACK (restore_chosen_cb));
}
