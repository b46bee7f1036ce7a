/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-account-details.h"

#include <glib/gi18n.h>

#include "cst-account-jobs.h"
#include "cst-account-reasons.h"
#include "cst-account-rules.h"
#include "cst-account-window.h"
#include "cst-account-words.h"
#include "cst-accounts.h"
#include "cst-format.h"
#include "cst-marketplace.h"
#include "cst-message.h"
#include "cst-ui.h"

/* How an account stands, what to do about a problem, and the ways to pause, change or remove it. */

struct _CstAccountDetails
{
  AdwWindow     parent_instance;

  GtkWidget    *problem_row;
  GtkWidget    *success_row;
  GtkWidget    *pause_row;
  GtkWidget    *import_row;
  GtkSwitch    *pause_switch;
  GtkWidget    *site_row;
  GtkWidget    *address_row;
  GtkWidget    *rules;
  GtkWidget    *reasons;

  CstContext   *context; /* (owned) */
  char         *profile; /* (owned) (nullable) */
  gint64        account;
  gboolean      is_filling;
};

G_DEFINE_FINAL_TYPE (CstAccountDetails, cst_account_details, ADW_TYPE_WINDOW)

static void
set_title (GtkWidget  *row,
           const char *text)
{
  g_autofree char *safe = g_markup_escape_text (text, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe);
}

static void
set_subtitle (GtkWidget  *row,
              const char *text)
{
  g_autofree char *safe = g_markup_escape_text (text != NULL ? text : "", -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), safe);
}

static void
update (CstAccountDetails *self)
{
  const CstAccount *account = cst_context_account (self->context, self->account);
  CstEngine *engine = cst_context_get_engine (self->context);
  CstSyncStatus *status = engine != NULL ? cst_engine_get_status (engine, self->account) : NULL;
  const char *problem = status != NULL ? cst_sync_status_get_problem (status) : NULL;
  gint64 success = status != NULL ? cst_sync_status_get_last_success (status) : 0;
  g_autofree char *answer = NULL;
  g_autofree char *missing = NULL;
  g_autofree char *ago = NULL;
  gboolean is_local = cst_connector_is_local (account->connector);

  if (account->id == 0)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }

  self->is_filling = TRUE;
  gtk_window_set_title (GTK_WINDOW (self), account->name);
  /* Setting it, if only to what it is, ends a movement that somebody's click has just begun. */
  if (gtk_switch_get_active (self->pause_switch) != account->is_paused)
    gtk_switch_set_active (self->pause_switch, account->is_paused);
  gtk_widget_set_visible (self->problem_row, problem != NULL && !is_local);
  gtk_widget_set_visible (self->success_row, !is_local);
  gtk_widget_set_visible (self->pause_row, !is_local);
  gtk_widget_set_visible (self->import_row, is_local);
  set_subtitle (self->problem_row, problem);

  ago = success != 0 ? cst_format_ago (success, cst_context_now (self->context)) : g_strdup (_("Never yet"));
  set_subtitle (self->success_row, ago);

  answer = account->info.site != NULL ? cst_account_answer_text (&account->info)
                                      : g_strdup (_("The marketplace has not answered yet."));
  missing = account->info.site != NULL ? cst_account_missing_text (&account->info) : NULL;
  set_title (self->site_row, answer);
  set_subtitle (self->site_row, missing);
  set_title (self->address_row, is_local ? _("Description") : _("Address"));
  set_subtitle (self->address_row, is_local ? account->info.currency : account->url);
  self->is_filling = FALSE;
}

/* ── Pausing ───────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  gint64   account;
  gboolean is_paused;
} Pause;

/* Store thread. */
static gpointer
set_paused (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  const Pause *pause = request;
  g_autoptr(CstAccount) account = cst_db_account (db, pause->account, error);

  if (account == NULL)
    return NULL;

  account->is_paused = pause->is_paused;

  return GINT_TO_POINTER (cst_db_save_account (db, account, error) != 0);
}

static void
paused_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CstAccountDetails) self = CST_ACCOUNT_DETAILS (user_data);
  g_autoptr(GError) error = NULL;

  if (cst_store_run_finish (CST_STORE (object), result, &error) == NULL)
    {
      cst_message_show_problem (GTK_WIDGET (self), _("The Change Was Not Kept"), error);
      update (self);
    }
}

static void
pause_changed_cb (CstAccountDetails *self)
{
  Pause *pause;

  if (self->is_filling)
    return;

  pause = g_new0 (Pause, 1);
  pause->account = self->account;
  pause->is_paused = gtk_switch_get_active (self->pause_switch);
  cst_store_run_async (cst_context_get_store (self->context), set_paused, pause, g_free, NULL, NULL, paused_cb,
                       g_object_ref (self));
}

/* ── Changing and removing ─────────────────────────────────────────────────────────────────────── */

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CstAccountDetails *self = CST_ACCOUNT_DETAILS (widget);
  CstEngine *engine = cst_context_get_engine (self->context);

  if (engine != NULL)
    cst_engine_sync_now (engine, self->account);
}

static void
change_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstAccountDetails *self = CST_ACCOUNT_DETAILS (widget);
  CstAccountWindow *window = cst_account_window_new (self->context, self->profile, self->account);

  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (window));
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CstAccountDetails) self = CST_ACCOUNT_DETAILS (user_data);
  g_autoptr(GError) error = NULL;

  if (!cst_account_remove_finish (result, &error))
    cst_message_show_problem (GTK_WIDGET (self), _("The Account Was Not Removed"), error);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
remove_response_cb (CstAccountDetails *self,
                    const char        *response)
{
  if (strcmp (response, "remove") == 0)
    cst_account_remove_async (cst_context_get_store (self->context), cst_context_account (self->context, self->account),
                              self->profile, NULL, removed_cb, g_object_ref (self));
}

/* Query thread: how much would be lost. */
static gpointer
count_losses (CstDb         *db,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  const gint64 *account = request;
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "SELECT (SELECT count(*) FROM orders WHERE account = ?1),"
                        " (SELECT count(*) FROM operations WHERE account = ?1 AND state IN (1, 2, 3, 6))", error);
  gint64 losses[2];

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, *account);
  if (cst_db_step (db, stmt, error) != CST_STEP_ROW)
    return NULL;

  losses[0] = cst_stmt_int (stmt, 0);
  losses[1] = cst_stmt_int (stmt, 1);

  return g_memdup2 (losses, sizeof losses);
}

static char *
losses_text (const gint64 *losses,
             gboolean      is_local)
{
  g_autofree char *orders = cst_format_count ((guint64) losses[0]);
  g_autofree char *kept = NULL;

  if (is_local)
    return g_strdup_printf (ngettext ("%s order with its incidents, photos and drafts is deleted. It exists on this "
                                      "computer only.",
                                      "%s orders with their incidents, photos and drafts are deleted. They exist on "
                                      "this computer only.", (gulong) losses[0]), orders);

  kept = g_strdup_printf (ngettext ("%s order with its incidents, photos and drafts leaves this computer; the "
                                    "marketplace keeps it.",
                                    "%s orders with their incidents, photos and drafts leave this computer; the "
                                    "marketplace keeps them.", (gulong) losses[0]), orders);
  if (losses[1] == 0)
    return g_steal_pointer (&kept);

  return g_strdup_printf (ngettext ("%2$s %1$d decision in the outbox has not reached the marketplace and will be "
                                    "lost.",
                                    "%2$s %1$d decisions in the outbox have not reached the marketplace and will be "
                                    "lost.", (gulong) losses[1]), (int) losses[1], kept);
}

static void
losses_counted_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(CstAccountDetails) self = CST_ACCOUNT_DETAILS (user_data);
  g_autoptr(GError) error = NULL;
  g_autofree gint64 *losses = cst_store_query_finish (CST_STORE (object), result, &error);
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  if (losses == NULL)
    {
      cst_message_show_problem (GTK_WIDGET (self), _("The Account Was Not Removed"), error);
      return;
    }

  /* Translators: an account’s name */
  heading = g_strdup_printf (_("Remove %s?"), gtk_window_get_title (GTK_WINDOW (self)));
  body = losses_text (losses, cst_connector_is_local (cst_context_account (self->context, self->account)->connector));
  dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "remove", _("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (remove_response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstAccountDetails *self = CST_ACCOUNT_DETAILS (widget);

  cst_store_query_async (cst_context_get_store (self->context), count_losses,
                         g_memdup2 (&self->account, sizeof self->account), g_free, g_free, NULL, losses_counted_cb,
                         g_object_ref (self));
}

/* ── The life of the window ────────────────────────────────────────────────────────────────────── */

static void
cst_account_details_finalize (GObject *object)
{
  CstAccountDetails *self = CST_ACCOUNT_DETAILS (object);

  g_clear_object (&self->context);
  g_free (self->profile);

  G_OBJECT_CLASS (cst_account_details_parent_class)->finalize (object);
}

static void
cst_account_details_class_init (CstAccountDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cst_account_details_finalize;

  g_type_ensure (CST_TYPE_ACCOUNT_REASONS);
  g_type_ensure (CST_TYPE_ACCOUNT_RULES);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-account-details"));
  gtk_widget_class_bind_template_child (widget_class, CstAccountDetails, problem_row);
  gtk_widget_class_bind_template_child (widget_class, CstAccountDetails, success_row);
  gtk_widget_class_bind_template_child (widget_class, CstAccountDetails, pause_row);
  gtk_widget_class_bind_template_child (widget_class, CstAccountDetails, import_row);
  gtk_widget_class_bind_template_child (widget_class, CstAccountDetails, pause_switch);
  gtk_widget_class_bind_template_child (widget_class, CstAccountDetails, site_row);
  gtk_widget_class_bind_template_child (widget_class, CstAccountDetails, address_row);
  gtk_widget_class_bind_template_child (widget_class, CstAccountDetails, rules);
  gtk_widget_class_bind_template_child (widget_class, CstAccountDetails, reasons);
  gtk_widget_class_bind_template_callback (widget_class, pause_changed_cb);
  gtk_widget_class_install_action (widget_class, "details.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (widget_class, "details.change", NULL, change_action);
  gtk_widget_class_install_action (widget_class, "details.remove", NULL, remove_action);
}

static void
cst_account_details_init (CstAccountDetails *self)
{
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

CstAccountDetails *
cst_account_details_new (CstContext *context,
                         const char *profile,
                         gint64      account)
{
  CstAccountDetails *self;
  CstEngine *engine;
  CstSyncStatus *status;

  g_return_val_if_fail (CST_IS_CONTEXT (context), NULL);

  self = g_object_new (CST_TYPE_ACCOUNT_DETAILS, NULL);
  self->context = g_object_ref (context);
  self->profile = g_strdup (profile);
  self->account = account;
  engine = cst_context_get_engine (context);
  status = engine != NULL ? cst_engine_get_status (engine, account) : NULL;
  if (status != NULL)
    g_signal_connect_object (status, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "accounts-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  cst_account_rules_set_account (CST_ACCOUNT_RULES (self->rules), context, account);
  cst_account_reasons_set_account (CST_ACCOUNT_REASONS (self->reasons), context, account);
  update (self);

  return self;
}
