/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-application-private.h"

#include <glib/gi18n.h>

#include "cst-config.h"
#include "cst-demo.h"
#include "cst-culling-window.h"
#include "cst-delivery-window.h"
#include "cst-dossier-check.h"
#include "cst-incident-window.h"
#include "cst-paths.h"
#include "cst-pending-restore.h"
#include "cst-store-problem.h"
#include "cst-ui.h"
#include "cst-window.h"

G_DEFINE_FINAL_TYPE (CstApplication, cst_application, ADW_TYPE_APPLICATION)

#define DEMO_PROFILE "demo"

/* A profile becomes part of a bus name and of a folder's name. */
static gboolean
profile_is_valid (const char *profile)
{
  if (!g_ascii_isalpha (*profile) || strlen (profile) > 40)
    return FALSE;

  for (const char *p = profile; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p) && *p != '-' && *p != '_')
        return FALSE;
    }

  return TRUE;
}

static int
cst_application_handle_local_options (GApplication *application,
                                      GVariantDict *options)
{
  CstApplication *self = CST_APPLICATION (application);

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Constat %s\n", CST_VERSION);
      return 0;
    }

  self->is_demo = g_variant_dict_contains (options, "demo");
  g_variant_dict_lookup (options, "sandbox-argument", "^as", &self->sandbox_arguments);
  if (g_variant_dict_lookup (options, "profile", "s", &self->profile) && !profile_is_valid (self->profile))
    {
      g_printerr (_("A profile’s name begins with a letter and has only letters, digits, - and _.\n"));
      return 2;
    }
  if (self->is_demo && self->profile == NULL)
    self->profile = g_strdup (DEMO_PROFILE);

  /* One instance per profile: each has a bus name of its own. */
  if (self->profile != NULL)
    {
      g_autofree char *id = g_strconcat (CST_APP_ID, ".", self->profile, NULL);

      g_application_set_application_id (application, id);
    }

  return -1;
}

/* ── Opening the store ─────────────────────────────────────────────────────────────────────────── */

/**
 * cst_application_get_window:
 *
 * Returns: (transfer none) (nullable): the window with the lists, whether or not somebody looks at it
 */
CstWindow *
cst_application_get_window (CstApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      if (CST_IS_WINDOW (l->data))
        return l->data;
    }

  return NULL;
}

static void
demo_started_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(CstApplication) self = CST_APPLICATION (user_data);
  g_autoptr(GError) error = NULL;
  CstWindow *window = cst_application_get_window (self);

  if (window != NULL)
    cst_window_set_expecting (window, FALSE);
  if (cst_demo_start_finish (CST_DEMO (object), result, &error) || window == NULL ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_warning ("The demo did not start: %s", error->message);
  cst_window_tell (window, _("The pretend marketplace did not start. You see what was there before."));
}

static void
open_order_cb (CstApplication *self,
               gint64          account,
               const char     *order)
{
  CstWindow *window = cst_application_get_window (self);

  if (window == NULL)
    return;

  cst_window_show_order (window, account, order);
  gtk_window_present (GTK_WINDOW (window));
}

static void
open_incident_cb (CstApplication     *self,
                  gint64              account,
                  const char         *incident,
                  const CstListQuery *through)
{
  cst_incident_window_open (GTK_APPLICATION (self), self->context, account, incident, through);
}

static void
open_delivery_cb (CstApplication     *self,
                  gint64              account,
                  const char         *delivery,
                  const CstListQuery *through)
{
  cst_delivery_window_open (GTK_APPLICATION (self), self->context, account, delivery, through);
}

static void
inspect_cb (CstApplication     *self,
            const CstListQuery *through)
{
  CstCullingWindow *window = cst_culling_window_new (GTK_APPLICATION (self), self->context, through);

  gtk_window_present (GTK_WINDOW (window));
}

static void
begin_work (CstApplication *self,
            CstStore       *store)
{
  CstWindow *window = cst_application_get_window (self);

  self->context = cst_context_new (store);
  g_signal_connect_object (self->context, "open-order", G_CALLBACK (open_order_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "open-incident", G_CALLBACK (open_incident_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "open-delivery", G_CALLBACK (open_delivery_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "inspect", G_CALLBACK (inspect_cb), self, G_CONNECT_SWAPPED);
  cst_application_start_engine (self);
  cst_application_start_desk (self);
  cst_application_watch_outbox (self);

  if (window != NULL)
    {
      cst_window_set_expecting (window, self->is_demo);
      cst_window_set_context (window, self->context);
    }
  cst_application_ask_person (self);

  if (self->is_demo)
    {
      self->demo = cst_demo_new (store, (const char *const *) self->sandbox_arguments);
      cst_demo_start_async (self->demo, self->cancellable, demo_started_cb, g_object_ref (self));
    }

  if (self->awaited != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (self), self->awaited, self->awaited_parameter);
  g_clear_pointer (&self->awaited, g_free);
  g_clear_pointer (&self->awaited_parameter, g_variant_unref);
}

/* What opening the store needs, and what there is to tell of a restore that was asked for. */
typedef struct
{
  char     *dir;
  char     *restore_text; /* (nullable) */
  gboolean  restore_failed;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_free (opening->dir);
  g_free (opening->restore_text);
  g_free (opening);
}

static void
open_store (GTask        *task,
            gpointer      source,
            gpointer      task_data,
            GCancellable *cancellable)
{
  Opening *opening = task_data;
  g_autoptr(CstClock) clock = cst_clock_new_system ();
  g_autoptr(GError) error = NULL;
  CstStore *store = NULL;

  cst_pending_restore_run (opening->dir, cst_clock_now (clock));
  opening->restore_text = cst_pending_restore_tell (opening->dir, &opening->restore_failed);
  store = cst_store_open (opening->dir, clock, &error);

  if (store == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, store, g_object_unref);
}

static void
restore_read_cb (char *dir)
{
  cst_pending_restore_forget (dir);
}

/* Once read, a restore that failed is not spoken of again. */
static void
tell_restore (CstWindow     *window,
              const Opening *opening)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (window),
                                              opening->restore_failed ? _("The Backup Was Not Restored")
                                                                      : _("A Backup Waits to Be Restored"),
                                              opening->restore_text);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  if (opening->restore_failed)
    g_signal_connect_data (dialog, "response", G_CALLBACK (restore_read_cb), g_strdup (opening->dir),
                           (GClosureNotify) (GCallback) g_free, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
store_opened_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  CstApplication *self = CST_APPLICATION (object);
  g_autoptr(GError) error = NULL;
  g_autoptr(CstStore) store = g_task_propagate_pointer (G_TASK (result), &error);
  const Opening *opening = g_task_get_task_data (G_TASK (result));
  CstWindow *window = cst_application_get_window (self);

  self->is_opening = FALSE;
  g_application_release (G_APPLICATION (self));

  if (store != NULL)
    {
      begin_work (self, store);
    }
  else if (window != NULL)
    {
      g_autofree char *text = cst_store_problem_text (error, opening->dir);

      cst_window_show_failure (window, cst_store_problem_title (error), text);
    }
  if (window != NULL && opening->restore_text != NULL)
    tell_restore (window, opening);
}

/**
 * cst_application_open_store:
 *
 * Opens the store on a thread, for migrations and checks may take their time, and shows the window's pages, or why
 * it could not be opened.
 */
void
cst_application_open_store (CstApplication *self)
{
  g_autoptr(GTask) task = NULL;
  Opening *opening;

  if (self->context != NULL || self->is_opening)
    return;

  self->is_opening = TRUE;
  g_application_hold (G_APPLICATION (self));
  task = g_task_new (self, NULL, store_opened_cb, NULL);
  g_task_set_source_tag (task, cst_application_open_store);
  opening = g_new0 (Opening, 1);
  opening->dir = cst_paths_data_dir (self->profile);
  g_task_set_task_data (task, opening, opening_free);
  g_task_run_in_thread (task, open_store);
}

/* ── The life of the application ───────────────────────────────────────────────────────────────── */

static void
cst_application_startup (GApplication *application)
{
  CstApplication *self = CST_APPLICATION (application);

  G_APPLICATION_CLASS (cst_application_parent_class)->startup (application);

  /* Tab walks over quoted texts: it should not look as if all of each were chosen for copying. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);

  gtk_window_set_default_icon_name (CST_APP_ID);
  g_set_application_name ("Constat");
  self->settings = g_settings_new (CST_APP_ID);
  cst_application_add_actions (self);
  cst_application_add_desk_actions (self);

  /* At login, and when the desktop wants something of us, there may never be a window. */
  if (g_application_get_flags (application) & G_APPLICATION_IS_SERVICE)
    {
      cst_application_open_store (self);
      cst_application_update_resident (self);
    }
}

static void
cst_application_activate (GApplication *application)
{
  CstApplication *self = CST_APPLICATION (application);
  CstWindow *window = cst_application_get_window (self);

  if (window == NULL)
    {
      window = cst_window_new (self);
      if (self->context != NULL)
        cst_window_set_context (window, self->context);
      else
        cst_application_open_store (self);
    }

  gtk_window_present (GTK_WINDOW (window));
  cst_application_ask_person (self);
}

/* Whoever is handed a case file opens it to see whether it is as it was made. */
static void
cst_application_open (GApplication  *application,
                      GFile        **files,
                      int            n_files,
                      const char    *hint)
{
  g_application_activate (application);
  for (int i = 0; i < n_files; i++)
    cst_dossier_check_file (GTK_WINDOW (cst_application_get_window (CST_APPLICATION (application))), files[i]);
}

static void
cst_application_shutdown (GApplication *application)
{
  CstApplication *self = CST_APPLICATION (application);

  g_cancellable_cancel (self->cancellable);
  if (self->context != NULL)
    cst_engine_stop (cst_context_get_engine (self->context));
  g_clear_object (&self->demo);

  G_APPLICATION_CLASS (cst_application_parent_class)->shutdown (application);
}

static void
cst_application_finalize (GObject *object)
{
  CstApplication *self = CST_APPLICATION (object);

  g_free (self->profile);
  g_strfreev (self->sandbox_arguments);
  g_clear_object (&self->settings);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->demo);
  g_clear_object (&self->notifier);
  g_clear_object (&self->context);
  g_free (self->awaited);
  g_clear_pointer (&self->awaited_parameter, g_variant_unref);

  G_OBJECT_CLASS (cst_application_parent_class)->finalize (object);
}

static void
cst_application_class_init (CstApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->finalize = cst_application_finalize;
  application_class->handle_local_options = cst_application_handle_local_options;
  application_class->startup = cst_application_startup;
  application_class->activate = cst_application_activate;
  application_class->open = cst_application_open;
  application_class->shutdown = cst_application_shutdown;
}

static void
cst_application_init (CstApplication *self)
{
  static const GOptionEntry entries[] = {
    { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Start on a pretend marketplace, apart from your accounts"), NULL },
    { "sandbox-argument", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING_ARRAY, NULL, NULL, NULL },
    { "profile", 'p', 0, G_OPTION_ARG_STRING, NULL, N_("Use another set of accounts and data"), N_("NAME") },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and leave"), NULL },
    { NULL }
  };

  g_application_add_main_option_entries (G_APPLICATION (self), entries);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("[FILE…]"));
  self->cancellable = g_cancellable_new ();
}

CstApplication *
cst_application_new (void)
{
  return g_object_new (CST_TYPE_APPLICATION,
                       "application-id", CST_APP_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", CST_RESOURCE_PATH,
                       NULL);
}
