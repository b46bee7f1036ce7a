/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-preferences.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "cst-aftercare-preferences.h"
#include "cst-autostart.h"
#include "cst-backup-file.h"
#include "cst-cache.h"
#include "cst-language.h"
#include "cst-message.h"
#include "cst-photo-files.h"
#include "cst-settings.h"
#include "cst-support-details.h"
#include "cst-ui.h"
#include "cst-watched-row.h"

/* What concerns the look lives in GSettings; what rules money, people or sending lives in the store, where the command
 * line sees it too. Everything is kept at once; there is nothing to apply. */

struct _CstPreferences
{
  AdwPreferencesWindow  parent_instance;

  AdwComboRow          *language_row;
  AdwComboRow          *appearance_row;
  AdwComboRow          *undo_row;
  AdwComboRow          *interval_row;
  AdwComboRow          *quota_row;
  AdwActionRow         *usage_row;
  AdwPreferencesGroup  *retention_group;
  GtkSwitch            *shared_switch;
  GtkSwitch            *login_switch;
  CstWatchedRow        *watched_row;
  GtkSwitch            *notifications_switch;
  GtkSwitch            *place_switch;

  CstContext           *context;  /* (owned) */
  GSettings            *settings; /* (owned) */
  GPtrArray            *uses;     /* (owned) (nullable): of CstDiskUse, while not counted */
  gboolean              is_filling;
};

G_DEFINE_FINAL_TYPE (CstPreferences, cst_preferences, ADW_TYPE_PREFERENCES_WINDOW)

#define MEGABYTE (G_GINT64_CONSTANT (1024) * 1024)

static const gint64 undo_windows[] = { 0, 5, 10, 20, 30, 60 };
static const gint64 intervals[] = { 30, 60, 120, 300, 900, 1800 };
static const gint64 quotas[] = { 256 * MEGABYTE, 512 * MEGABYTE, 1024 * MEGABYTE, 2048 * MEGABYTE, 5120 * MEGABYTE,
                                 10240 * MEGABYTE };
static const gint64 retentions[] = { 3, 6, 12, 18, 24, 36, 60, 0 };
static const char *const languages[] = { "system", "en", "fr" };
static const char *const appearances[] = { "system", "light", "dark" };

static char *
seconds_label (gint64 seconds)
{
  if (seconds == 0)
    return g_strdup (C_("time to undo", "None"));
  if (seconds < 60)
    return g_strdup_printf (ngettext ("%d second", "%d seconds", (gulong) seconds), (int) seconds);

  return g_strdup_printf (ngettext ("%d minute", "%d minutes", (gulong) (seconds / 60)), (int) (seconds / 60));
}

static char *
bytes_label (gint64 bytes)
{
  return g_format_size_full ((guint64) bytes, G_FORMAT_SIZE_IEC_UNITS);
}

static char *
months_label (gint64 months)
{
  if (months == 0)
    return g_strdup (C_("retention", "For ever"));

  return g_strdup_printf (ngettext ("%d month", "%d months", (gulong) months), (int) months);
}

/* Offers the values, and the one that is set when it is none of them. */
static void
fill_values (AdwComboRow  *row,
             const gint64 *values,
             gsize         n_values,
             gint64        current,
             char       *(*label) (gint64 value))
{
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);
  guint selected = (guint) n_values;

  for (gsize i = 0; i < n_values; i++)
    {
      gtk_string_list_take (list, label (values[i]));
      if (values[i] == current)
        selected = (guint) i;
    }
  if (selected == n_values)
    gtk_string_list_take (list, label (current));

  adw_combo_row_set_model (row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (row, selected);
}

static void
fill_choices (AdwComboRow       *row,
              const char *const *labels,
              const char *const *values,
              const char        *current)
{
  g_autoptr(GtkStringList) list = gtk_string_list_new (labels);

  adw_combo_row_set_model (row, G_LIST_MODEL (list));
  for (guint i = 0; labels[i] != NULL; i++)
    {
      if (strcmp (values[i], current) == 0)
        adw_combo_row_set_selected (row, i);
    }
}

/* ── Settings of the store ─────────────────────────────────────────────────────────────────────── */

typedef struct
{
  const char *key;
  gint64      account; /* 0 for everybody's */
  gint64      value;
} Setting;

/* Store thread. */
static gpointer
write_setting (CstDb         *db,
               gpointer       request,
               GCancellable  *cancellable,
               GError       **error)
{
  const Setting *setting = request;

  if (setting->account != 0)
    return GINT_TO_POINTER (cst_db_set_account_setting_int (db, setting->account, setting->key, setting->value, error));

  return GINT_TO_POINTER (cst_db_set_setting_int (db, setting->key, setting->value, error));
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CstPreferences) self = CST_PREFERENCES (user_data);
  g_autoptr(GError) error = NULL;

  if (cst_store_run_finish (CST_STORE (object), result, &error) == NULL)
    cst_message_show_problem (GTK_WIDGET (self), _("The Change Was Not Kept"), error);
}

static void
write_down (CstPreferences *self,
            const char     *key,
            gint64          account,
            gint64          value)
{
  Setting *setting = g_new0 (Setting, 1);

  setting->key = key;
  setting->account = account;
  setting->value = value;
  cst_store_run_async (cst_context_get_store (self->context), write_setting, setting, g_free, NULL, NULL, written_cb,
                       g_object_ref (self));
}

static void
setting_selected_cb (CstPreferences *self,
                     GParamSpec     *pspec,
                     AdwComboRow    *row)
{
  guint selected = adw_combo_row_get_selected (row);

  if (self->is_filling)
    return;

  if (row == self->undo_row && selected < G_N_ELEMENTS (undo_windows))
    write_down (self, CST_SETTING_UNDO_WINDOW, 0, undo_windows[selected]);
  else if (row == self->interval_row && selected < G_N_ELEMENTS (intervals))
    write_down (self, CST_SETTING_SYNC_INTERVAL, 0, intervals[selected]);
  else if (row == self->quota_row && selected < G_N_ELEMENTS (quotas))
    write_down (self, CST_SETTING_PHOTO_QUOTA, 0, quotas[selected]);
}

static void
retention_selected_cb (CstPreferences *self,
                       GParamSpec     *pspec,
                       AdwComboRow    *row)
{
  const gint64 *account = g_object_get_data (G_OBJECT (row), "account");
  guint selected = adw_combo_row_get_selected (row);

  if (!self->is_filling && selected < G_N_ELEMENTS (retentions))
    write_down (self, CST_SETTING_RETENTION_MONTHS, *account, retentions[selected]);
}

static void
shared_changed_cb (CstPreferences *self)
{
  if (!self->is_filling)
    write_down (self, CST_SETTING_SHARED_COMPUTER, 0, gtk_switch_get_active (self->shared_switch));
}

/* ── Settings of this desk ─────────────────────────────────────────────────────────────────────── */

static void
language_selected_cb (CstPreferences *self)
{
  const char *language;

  if (self->is_filling)
    return;

  language = languages[adw_combo_row_get_selected (self->language_row)];
  g_settings_set_string (self->settings, "language", language);
  if (strcmp (language, "fr") == 0 && cst_language_find_locale (language) == NULL)
    cst_message_show (GTK_WIDGET (self), _("French From the Next Start"),
                      _("This computer has no French locale, so dates and numbers will stay English. Whoever looks "
                        "after it can add the locale fr_FR.UTF-8."));
  else
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self),
                                      adw_toast_new (_("The language changes with the next start of Constat")));
}

static void
appearance_selected_cb (CstPreferences *self)
{
  if (!self->is_filling)
    g_settings_set_string (self->settings, "appearance",
                           appearances[adw_combo_row_get_selected (self->appearance_row)]);
}

static void
login_changed_cb (CstPreferences *self)
{
  g_autoptr(GError) error = NULL;

  if (!self->is_filling && !cst_autostart_set (gtk_switch_get_active (self->login_switch), &error))
    cst_message_show_problem (GTK_WIDGET (self), _("The Change Was Not Kept"), error);
}

/* ── Photos ────────────────────────────────────────────────────────────────────────────────────── */

/* Query thread. */
static gpointer
measure (CstDb         *db,
         gpointer       request,
         GCancellable  *cancellable,
         GError       **error)
{
  return cst_db_disk_use (db, error);
}

static void
show_usage (CstPreferences *self)
{
  g_autoptr(GString) lines = g_string_new (NULL);
  g_autofree char *total_text = NULL;
  gint64 total = 0;

  for (guint i = 0; i < self->uses->len; i++)
    {
      const CstDiskUse *use = g_ptr_array_index (self->uses, i);
      g_autofree char *size = bytes_label (use->bytes);

      total += use->bytes;
      /* Translators: an account and what its photos take, like “512 MiB” */
      g_string_append_printf (lines, C_("disk use", "\n%1$s: %2$s"), use->name, size);
    }
  total_text = bytes_label (total);
  g_string_prepend (lines, total_text);
  if (self->uses->len < 2)
    g_string_assign (lines, total_text);
  adw_action_row_set_subtitle (self->usage_row, lines->str);
}

static void
measured_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(CstPreferences) self = CST_PREFERENCES (user_data);
  GPtrArray *uses = cst_store_query_finish (CST_STORE (object), result, NULL);

  if (uses == NULL)
    return;

  g_clear_pointer (&self->uses, g_ptr_array_unref);
  self->uses = uses;
  if (self->context != NULL)
    show_usage (self);
}

static void
update_usage (CstPreferences *self)
{
  cst_store_query_async (cst_context_get_store (self->context), measure, NULL, NULL,
                         (GDestroyNotify) g_ptr_array_unref, NULL, measured_cb, g_object_ref (self));
}

/* Store thread. */
static gpointer
evict (CstDb         *db,
       gpointer       request,
       GCancellable  *cancellable,
       GError       **error)
{
  return cst_db_cache_evict (db, 0, error);
}

static void
remove_files (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  CstStore *store = CST_STORE (source);
  char **names = task_data;

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (cst_store_get_dir (store), "cache", names[i], NULL);

      g_unlink (path);
    }
  g_task_return_boolean (task, TRUE);
}

static void
files_removed_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(CstPreferences) self = CST_PREFERENCES (user_data);

  update_usage (self);
}

static void
evicted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CstPreferences) self = CST_PREFERENCES (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GTask) task = NULL;
  char **names = cst_store_run_finish (CST_STORE (object), result, &error);

  if (names == NULL)
    {
      cst_message_show_problem (GTK_WIDGET (self), _("No Room Was Freed"), error);
      return;
    }

  task = g_task_new (object, NULL, files_removed_cb, g_object_ref (self));
  g_task_set_task_data (task, names, (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (task, remove_files);
}

static void
free_response_cb (CstPreferences *self,
                  const char     *response)
{
  if (strcmp (response, "free") == 0 && self->context != NULL)
    cst_store_run_async (cst_context_get_store (self->context), evict, NULL, NULL, (GDestroyNotify) g_strfreev, NULL,
                         evicted_cb, g_object_ref (self));
}

static char *
consequence_text (gint64 files,
                  gint64 bytes)
{
  g_autofree char *size = bytes_label (bytes);

  /* Translators: a number of files and their size, like “512 MiB” */
  return g_strdup_printf (ngettext ("%1$d file of settled incidents goes from this computer (%2$s). It can be fetched "
                                    "again, by preparing its incident for offline, while the marketplace has it. What "
                                    "belongs to open incidents or is prepared for offline stays.",
                                    "%1$d files of settled incidents go from this computer (%2$s). They can be fetched "
                                    "again, by preparing their incidents for offline, while the marketplace has them. "
                                    "What belongs to open incidents or is prepared for offline stays.",
                                    (gulong) files),
                          (int) files, size);
}

/* What exactly goes is said before it goes. */
static void
free_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstPreferences *self = CST_PREFERENCES (widget);
  g_autofree char *text = NULL;
  GtkWidget *dialog;
  gint64 files = 0;
  gint64 bytes = 0;

  for (guint i = 0; self->uses != NULL && i < self->uses->len; i++)
    {
      const CstDiskUse *use = g_ptr_array_index (self->uses, i);

      files += use->free_files;
      bytes += use->free_bytes;
    }
  if (files == 0)
    {
      cst_message_show (widget, _("Nothing to Free"),
                        _("All that is here belongs to open incidents or is prepared for offline."));
      return;
    }

  text = consequence_text (files, bytes);
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Free Up Space?"), text);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "free", _("_Free Up"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "free", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (free_response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ── Backup ────────────────────────────────────────────────────────────────────────────────────── */

static void
back_up_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  cst_backup_file_save (ADW_PREFERENCES_WINDOW (widget), cst_context_get_store (CST_PREFERENCES (widget)->context));
}

static void
restore_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  cst_backup_file_restore (ADW_PREFERENCES_WINDOW (widget), cst_context_get_store (CST_PREFERENCES (widget)->context));
}

/* ── Help ──────────────────────────────────────────────────────────────────────────────────────── */

/* Query thread. */
static gpointer
collect_details (CstDb         *db,
                 gpointer       request,
                 GCancellable  *cancellable,
                 GError       **error)
{
  return cst_support_details (db, error);
}

static void
collected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(CstPreferences) self = CST_PREFERENCES (user_data);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = cst_store_query_finish (CST_STORE (object), result, &error);

  if (text == NULL)
    {
      cst_message_show_problem (GTK_WIDGET (self), _("Nothing Was Copied"), error);
      return;
    }

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), adw_toast_new (_("The details are copied")));
}

static void
copy_details_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  CstPreferences *self = CST_PREFERENCES (widget);

  cst_store_query_async (cst_context_get_store (self->context), collect_details, NULL, NULL, g_free, NULL,
                         collected_cb, g_object_ref (self));
}

/* ── The life of the window ────────────────────────────────────────────────────────────────────── */

static void
cst_preferences_dispose (GObject *object)
{
  CstPreferences *self = CST_PREFERENCES (object);

  g_clear_object (&self->context);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->uses, g_ptr_array_unref);

  G_OBJECT_CLASS (cst_preferences_parent_class)->dispose (object);
}

static void
cst_preferences_class_init (CstPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_preferences_dispose;

  g_type_ensure (CST_TYPE_WATCHED_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-preferences"));
  gtk_widget_class_bind_template_child (widget_class, CstPreferences, language_row);
  gtk_widget_class_bind_template_child (widget_class, CstPreferences, appearance_row);
  gtk_widget_class_bind_template_child (widget_class, CstPreferences, undo_row);
  gtk_widget_class_bind_template_child (widget_class, CstPreferences, interval_row);
  gtk_widget_class_bind_template_child (widget_class, CstPreferences, quota_row);
  gtk_widget_class_bind_template_child (widget_class, CstPreferences, usage_row);
  gtk_widget_class_bind_template_child (widget_class, CstPreferences, retention_group);
  gtk_widget_class_bind_template_child (widget_class, CstPreferences, shared_switch);
  gtk_widget_class_bind_template_child (widget_class, CstPreferences, login_switch);
  gtk_widget_class_bind_template_child (widget_class, CstPreferences, watched_row);
  gtk_widget_class_bind_template_child (widget_class, CstPreferences, notifications_switch);
  gtk_widget_class_bind_template_child (widget_class, CstPreferences, place_switch);
  gtk_widget_class_bind_template_callback (widget_class, setting_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, appearance_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, shared_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, login_changed_cb);
  gtk_widget_class_install_action (widget_class, "preferences.free", NULL, free_action);
  gtk_widget_class_install_action (widget_class, "preferences.back-up", NULL, back_up_action);
  gtk_widget_class_install_action (widget_class, "preferences.restore", NULL, restore_action);
  gtk_widget_class_install_action (widget_class, "preferences.copy-details", NULL, copy_details_action);
}

static void
cst_preferences_init (CstPreferences *self)
{
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_retention (CstPreferences   *self,
               const CstAccount *account,
               CstDb            *db)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), account->name);
  fill_values (ADW_COMBO_ROW (row), retentions, G_N_ELEMENTS (retentions),
               cst_db_account_setting_int (db, account->id, CST_SETTING_RETENTION_MONTHS,
                                           CST_RETENTION_MONTHS_DEFAULT), months_label);
  g_object_set_data_full (G_OBJECT (row), "account", g_memdup2 (&account->id, sizeof account->id), g_free);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (retention_selected_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->retention_group, row);
}

static void
fill_from_store (CstPreferences *self)
{
  CstDb *db = cst_context_get_reader (self->context);
  GPtrArray *accounts = cst_context_get_accounts (self->context);

  if (db == NULL)
    return;

  fill_values (self->undo_row, undo_windows, G_N_ELEMENTS (undo_windows),
               cst_db_setting_int (db, CST_SETTING_UNDO_WINDOW, CST_UNDO_WINDOW_DEFAULT), seconds_label);
  fill_values (self->interval_row, intervals, G_N_ELEMENTS (intervals),
               cst_db_setting_int (db, CST_SETTING_SYNC_INTERVAL, CST_SYNC_INTERVAL_DEFAULT), seconds_label);
  fill_values (self->quota_row, quotas, G_N_ELEMENTS (quotas),
               cst_db_setting_int (db, CST_SETTING_PHOTO_QUOTA, CST_PHOTO_QUOTA_DEFAULT), bytes_label);
  gtk_switch_set_active (self->shared_switch, cst_db_setting_int (db, CST_SETTING_SHARED_COMPUTER, 0) != 0);
  for (guint i = 0; i < accounts->len; i++)
    add_retention (self, g_ptr_array_index (accounts, i), db);
  gtk_widget_set_visible (GTK_WIDGET (self->retention_group), accounts->len > 0);
}

static void
fill_from_settings (CstPreferences *self)
{
  const char *language_labels[] = { _("As the desktop"), "English", "Français", NULL };
  const char *appearance_labels[] = { _("As the desktop"), _("Light"), _("Dark"), NULL };
  g_autofree char *language = g_settings_get_string (self->settings, "language");
  g_autofree char *appearance = g_settings_get_string (self->settings, "appearance");

  fill_choices (self->language_row, language_labels, languages, language);
  fill_choices (self->appearance_row, appearance_labels, appearances, appearance);
  gtk_switch_set_active (self->login_switch, cst_autostart_is_on ());
  g_settings_bind (self->settings, "notifications", self->notifications_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "copies-keep-place", self->place_switch, "active", G_SETTINGS_BIND_DEFAULT);
}

CstPreferences *
cst_preferences_new (CstContext *context,
                     GSettings  *settings)
{
  CstPreferences *self;

  g_return_val_if_fail (CST_IS_CONTEXT (context), NULL);

  self = g_object_new (CST_TYPE_PREFERENCES, NULL);
  self->context = g_object_ref (context);
  self->settings = g_object_ref (settings);
  fill_from_store (self);
  fill_from_settings (self);
  cst_watched_row_set_folder (self->watched_row, cst_watched_folder_get (context));
  self->is_filling = FALSE;
  update_usage (self);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self),
                              ADW_PREFERENCES_PAGE (cst_aftercare_preferences_new (context)));

  return self;
}
