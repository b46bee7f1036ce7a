/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-account-window.h"

#include <glib/gi18n.h>

#include "cst-account-jobs.h"
#include "cst-account-words.h"
#include "cst-combo-list.h"
#include "cst-marketplace.h"
#include "cst-message.h"
#include "cst-secret.h"
#include "cst-ui.h"
#include "cst-util.h"

/* Adding an account, or changing one. Saving asks the marketplace first, so that a mistake shows at once. */

struct _CstAccountWindow
{
  AdwWindow            parent_instance;

  GtkSpinner          *spinner;
  AdwPreferencesGroup *result_group;
  AdwPreferencesGroup *token_group;
  AdwActionRow        *result_row;
  GtkImage            *result_image;
  AdwComboRow         *kind_row;
  GtkEditable         *name_row;
  GtkEditable         *address_row;
  GtkMenuButton       *addresses_button;
  GtkEditable         *token_row;
  GtkCheckButton      *keyring_button;
  GtkCheckButton      *file_button;
  AdwPreferencesGroup *place_group;
  AdwPreferencesGroup *test_group;
  GtkEditable         *site_row;
  GtkEditable         *brand_row;
  GtkCheckButton      *consumer_button;
  GtkCheckButton      *retailer_button;
  GtkEditable         *currency_row;
  GtkEditable         *country_row;

  CstContext          *context;     /* (owned) */
  CstAccount          *account;     /* (owned): as it is kept; with id 0 a new one */
  char                *profile;     /* (owned) (nullable) */
  GCancellable        *cancellable; /* (owned) */
  gboolean             is_busy;
  gboolean             is_saving;   /* the test is the first half of saving */
};

G_DEFINE_FINAL_TYPE (CstAccountWindow, cst_account_window, ADW_TYPE_WINDOW)

static const char *
typed_token (CstAccountWindow *self)
{
  const char *token = gtk_editable_get_text (self->token_row);

  return *token != '\0' ? token : NULL;
}

static const CstConnectorKind *
chosen_kind (CstAccountWindow *self)
{
  guint n_kinds = 0;
  const CstConnectorKind *kinds = cst_connector_kinds (&n_kinds);
  guint kind = adw_combo_row_get_selected (self->kind_row);

  return kind < n_kinds ? &kinds[kind] : &kinds[0];
}

static char *
place_problem (CstAccountWindow *self)
{
  return cst_account_place_problem (gtk_editable_get_text (self->site_row), gtk_editable_get_text (self->currency_row),
                                    gtk_editable_get_text (self->country_row));
}

static char *
form_problem (CstAccountWindow *self)
{
  char *problem = cst_account_name_problem (gtk_editable_get_text (self->name_row));

  if (problem == NULL && chosen_kind (self)->is_local)
    return place_problem (self);
  if (problem == NULL)
    problem = cst_account_address_problem (gtk_editable_get_text (self->address_row));
  if (problem == NULL && self->account->id == 0 && typed_token (self) == NULL)
    problem = g_strdup (_("Enter the token, or read it from a file."));

  return problem;
}

static void
update_actions (CstAccountWindow *self)
{
  g_autofree char *problem = form_problem (self);
  gboolean is_ready = problem == NULL && !self->is_busy;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "account.test", is_ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "account.save", is_ready);
  gtk_spinner_set_spinning (self->spinner, self->is_busy);
}

static void
show_result (CstAccountWindow *self,
             const char       *icon_name,
             const char       *title,
             const char       *text)
{
  g_autofree char *safe_title = g_markup_escape_text (title, -1);
  g_autofree char *safe_text = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->result_row), safe_title);
  adw_action_row_set_subtitle (self->result_row, safe_text);
  gtk_image_set_from_icon_name (self->result_image, icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->result_group), TRUE);
}

/* What is wrong shows as soon as there is something to be wrong. */
static void
form_changed_cb (CstAccountWindow *self)
{
  g_autofree char *name = NULL;
  g_autofree char *address = NULL;

  if (*gtk_editable_get_text (self->name_row) != '\0')
    name = cst_account_name_problem (gtk_editable_get_text (self->name_row));
  if (name == NULL && chosen_kind (self)->is_local)
    address = *gtk_editable_get_text (self->site_row) != '\0' ? place_problem (self) : NULL;
  else if (*gtk_editable_get_text (self->address_row) != '\0')
    address = cst_account_address_problem (gtk_editable_get_text (self->address_row));

  if (name != NULL || address != NULL)
    show_result (self, "dialog-warning-symbolic", _("This Cannot Be Right Yet"), name != NULL ? name : address);
  else
    gtk_widget_set_visible (GTK_WIDGET (self->result_group), FALSE);
  update_actions (self);
}

/* What such accounts usually have; any other address may be entered as well. */
static void
offer_addresses (CstAccountWindow       *self,
                 const CstConnectorKind *kind)
{
  g_autoptr(GMenu) menu = g_menu_new ();

  for (guint i = 0; i < kind->n_addresses; i++)
    {
      g_autoptr(GMenuItem) item = g_menu_item_new (gettext (kind->addresses[i].label), NULL);

      g_menu_item_set_action_and_target (item, "account.use-address", "s", kind->addresses[i].url);
      g_menu_append_item (menu, item);
    }

  gtk_menu_button_set_menu_model (self->addresses_button, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self->addresses_button), kind->n_addresses > 0);
}

static void
use_address_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  CstAccountWindow *self = CST_ACCOUNT_WINDOW (widget);

  gtk_editable_set_text (self->address_row, g_variant_get_string (parameter, NULL));
}

/* A place without an API is asked nothing and has no token. */
static void
kind_changed_cb (CstAccountWindow *self)
{
  gboolean is_local = chosen_kind (self)->is_local;

  offer_addresses (self, chosen_kind (self));
  gtk_widget_set_visible (GTK_WIDGET (self->site_row), is_local);
  gtk_widget_set_visible (GTK_WIDGET (self->brand_row), is_local);
  gtk_widget_set_visible (GTK_WIDGET (self->place_group), is_local);
  gtk_widget_set_visible (GTK_WIDGET (self->address_row), !is_local);
  gtk_widget_set_visible (GTK_WIDGET (self->token_group), !is_local);
  gtk_widget_set_visible (GTK_WIDGET (self->test_group), !is_local);
  form_changed_cb (self);
}

static void
read_place (CstAccountWindow *self,
            CstAccount       *account)
{
  g_autofree char *currency = g_ascii_strup (gtk_editable_get_text (self->currency_row), -1);
  g_autofree char *country = g_ascii_strup (gtk_editable_get_text (self->country_row), -1);
  const char *brand = gtk_editable_get_text (self->brand_row);

  cst_set_str (&account->info.site, gtk_editable_get_text (self->site_row));
  cst_set_str (&account->info.name, *brand != '\0' ? brand : NULL);
  cst_set_str (&account->info.country, *country != '\0' ? country : NULL);
  g_strlcpy (account->info.currency, currency, sizeof account->info.currency);
  account->info.audience = gtk_check_button_get_active (self->retailer_button) ? CST_CUSTOMER_RETAILER
                                                                             : CST_CUSTOMER_CONSUMER;
  account->credential_place = CST_CREDENTIAL_NONE;
}

static CstAccount *
read_form (CstAccountWindow *self)
{
  CstAccount *account = cst_account_copy (self->account);

  cst_set_str (&account->name, gtk_editable_get_text (self->name_row));
  cst_set_str (&account->connector, chosen_kind (self)->name);
  if (chosen_kind (self)->is_local)
    {
      read_place (self, account);
      return account;
    }

  cst_set_str (&account->url, gtk_editable_get_text (self->address_row));
  if (typed_token (self) == NULL && account->id != 0)
    return account;

  g_clear_pointer (&account->credential_file, g_free);
  account->credential_place = CST_CREDENTIAL_KEYRING;
  if (gtk_check_button_get_active (self->file_button))
    {
      account->credential_place = CST_CREDENTIAL_FILE;
      account->credential_file = cst_account_token_file (cst_context_get_store (self->context), account->name);
    }

  return account;
}

/* ── Saving ────────────────────────────────────────────────────────────────────────────────────── */

static void save (CstAccountWindow *self);

static void
keyring_response_cb (CstAccountWindow *self,
                     const char       *response)
{
  if (strcmp (response, "file") != 0)
    return;

  gtk_check_button_set_active (self->file_button, TRUE);
  save (self);
}

static void
offer_file (CstAccountWindow *self,
            const GError     *error)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("The Keyring Does Not Take the Token"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  /* Translators: the keyring’s answer */
                                  _("%s You can keep the token in a file instead. Nobody but you can read it, yet "
                                    "unlike in a keyring it is not encrypted."),
                                  error->message);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"),
                                    "file", _("Keep It in a _File"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "file", ADW_RESPONSE_SUGGESTED);
  g_signal_connect_object (dialog, "response", G_CALLBACK (keyring_response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(CstAccountWindow) self = CST_ACCOUNT_WINDOW (user_data);
  g_autoptr(GError) error = NULL;
  gint64 id = cst_account_keep_finish (result, &error);

  self->is_busy = FALSE;
  update_actions (self);
  if (id != 0)
    {
      gtk_editable_set_text (self->token_row, "");
      gtk_window_close (GTK_WINDOW (self));
    }
  else if (error->domain == CST_SECRET_ERROR && error->code != CST_SECRET_ERROR_FILE &&
           gtk_check_button_get_active (self->keyring_button))
    {
      offer_file (self, error);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      cst_message_show_problem (GTK_WIDGET (self), _("The Account Was Not Saved"), error);
    }
}

static void
save (CstAccountWindow *self)
{
  g_autoptr(CstAccount) account = read_form (self);

  self->is_busy = TRUE;
  update_actions (self);
  cst_account_keep_async (cst_context_get_store (self->context), account, self->profile, typed_token (self),
                          self->cancellable, kept_cb, g_object_ref (self));
}

static void
show_answer (CstAccountWindow     *self,
             const CstAccountInfo *info)
{
  g_autofree char *answer = cst_account_answer_text (info);
  g_autofree char *missing = cst_account_missing_text (info);
  g_autofree char *clock = cst_account_clock_text (info);
  g_autofree char *text = NULL;

  text = g_strdup_printf ("%s%s%s%s%s", answer, missing != NULL ? "\n" : "", missing != NULL ? missing : "",
                          clock != NULL ? "\n" : "", clock != NULL ? clock : "");
  show_result (self, "emblem-ok-symbolic", _("It Works"), text);
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CstAccountWindow) self = CST_ACCOUNT_WINDOW (user_data);
  g_autoptr(GError) error = NULL;
  g_autofree char *problem = NULL;
  CstAccountInfo *info = cst_account_check_finish (result, &error);

  self->is_busy = FALSE;
  update_actions (self);
  if (info == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      problem = error->domain == CST_MARKETPLACE_ERROR ? cst_marketplace_problem_text (error)
                                                       : g_strdup (error->message);
      show_result (self, "dialog-warning-symbolic", _("It Does Not Work Yet"), problem);
      return;
    }

  show_answer (self, info);
  cst_record_assign (&cst_account_info_type, &self->account->info, info);
  cst_record_free (&cst_account_info_type, info);
  if (self->is_saving)
    save (self);
}

static void
check (CstAccountWindow *self,
       gboolean          is_saving)
{
  g_autoptr(CstAccount) account = read_form (self);

  self->is_saving = is_saving;
  self->is_busy = TRUE;
  update_actions (self);
  cst_account_check_async (account, self->profile, typed_token (self), self->cancellable, checked_cb,
                           g_object_ref (self));
}

static void
test_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  check (CST_ACCOUNT_WINDOW (widget), FALSE);
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  check (CST_ACCOUNT_WINDOW (widget), TRUE);
}

/* ── A token from a file ───────────────────────────────────────────────────────────────────────── */

static void
token_chosen_cb (CstAccountWindow     *self,
                 int                   response,
                 GtkFileChooserNative *chooser)
{
  g_autoptr(GFile) file = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  char *token;

  if (response == GTK_RESPONSE_ACCEPT && (file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser))) != NULL &&
      (path = g_file_get_path (file)) != NULL)
    {
      /* A few bytes of a local file. */
      if ((token = cst_secret_read_file (path, &error)) != NULL)
        gtk_editable_set_text (self->token_row, token);
      else
        cst_message_show_problem (GTK_WIDGET (self), _("The Token Cannot Be Read"), error);
      cst_secret_free (token);
    }

  g_object_unref (chooser);
}

static void
read_token_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Read the Token from a File"), GTK_WINDOW (widget),
                                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (token_chosen_cb), widget, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* ── The life of the window ────────────────────────────────────────────────────────────────────── */

static void
cst_account_window_dispose (GObject *object)
{
  CstAccountWindow *self = CST_ACCOUNT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (cst_account_window_parent_class)->dispose (object);
}

static void
cst_account_window_finalize (GObject *object)
{
  CstAccountWindow *self = CST_ACCOUNT_WINDOW (object);

  g_clear_pointer (&self->account, cst_account_free);
  g_free (self->profile);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (cst_account_window_parent_class)->finalize (object);
}

static void
cst_account_window_class_init (CstAccountWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_account_window_dispose;
  object_class->finalize = cst_account_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-account-window"));
  gtk_widget_class_bind_template_child (widget_class, CstAccountWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, CstAccountWindow, result_group);
  gtk_widget_class_bind_template_child (widget_class, CstAccountWindow, token_group);
  gtk_widget_class_bind_template_child (widget_class, CstAccountWindow, result_row);
  gtk_widget_class_bind_template_child (widget_class, CstAccountWindow, result_image);
  gtk_widget_class_bind_template_child (widget_class, CstAccountWindow, kind_row);
  gtk_widget_class_bind_template_child (widget_class, CstAccountWindow, name_row);
  gtk_widget_class_bind_template_child (widget_class, CstAccountWindow, address_row);
  gtk_widget_class_bind_template_child (widget_class, CstAccountWindow, addresses_button);
  gtk_widget_class_bind_template_child (widget_class, CstAccountWindow, token_row);
  gtk_widget_class_bind_template_child (widget_class, CstAccountWindow, keyring_button);
  gtk_widget_class_bind_template_child (widget_class, CstAccountWindow, file_button);
  gtk_widget_class_bind_template_child (widget_class, CstAccountWindow, place_group);
  gtk_widget_class_bind_template_child (widget_class, CstAccountWindow, test_group);
  gtk_widget_class_bind_template_child (widget_class, CstAccountWindow, site_row);
  gtk_widget_class_bind_template_child (widget_class, CstAccountWindow, brand_row);
  gtk_widget_class_bind_template_child (widget_class, CstAccountWindow, consumer_button);
  gtk_widget_class_bind_template_child (widget_class, CstAccountWindow, retailer_button);
  gtk_widget_class_bind_template_child (widget_class, CstAccountWindow, currency_row);
  gtk_widget_class_bind_template_child (widget_class, CstAccountWindow, country_row);
  gtk_widget_class_bind_template_callback (widget_class, form_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_changed_cb);
  gtk_widget_class_install_action (widget_class, "account.test", NULL, test_action);
  gtk_widget_class_install_action (widget_class, "account.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "account.read-token", NULL, read_token_action);
  gtk_widget_class_install_action (widget_class, "account.use-address", "s", use_address_action);
}

static void
cst_account_window_init (CstAccountWindow *self)
{
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);
  guint n_kinds = 0;
  const CstConnectorKind *kinds = cst_connector_kinds (&n_kinds);

  self->cancellable = g_cancellable_new ();
  self->account = cst_account_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < n_kinds; i++)
    gtk_string_list_append (labels, gettext (kinds[i].label));
  cst_combo_list_show_whole (self->kind_row);
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (labels));
}

static void
fill_place (CstAccountWindow *self)
{
  const CstAccountInfo *info = &self->account->info;
  gboolean is_retailer = info->audience == CST_CUSTOMER_RETAILER;

  gtk_editable_set_text (self->site_row, info->site != NULL ? info->site : "");
  gtk_editable_set_text (self->brand_row, info->name != NULL ? info->name : "");
  gtk_editable_set_text (self->country_row, info->country != NULL ? info->country : "");
  gtk_editable_set_text (self->currency_row, info->currency[0] != '\0' ? info->currency : "EUR");
  gtk_check_button_set_active (is_retailer ? self->retailer_button : self->consumer_button, TRUE);
}

static void
fill_form (CstAccountWindow *self)
{
  guint n_kinds = 0;
  const CstConnectorKind *kinds = cst_connector_kinds (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      if (g_strcmp0 (kinds[i].name, self->account->connector) == 0)
        adw_combo_row_set_selected (self->kind_row, i);
    }
  gtk_editable_set_text (self->name_row, self->account->name != NULL ? self->account->name : "");
  gtk_editable_set_text (self->address_row, self->account->url != NULL ? self->account->url : "");
  fill_place (self);

  /* The token is kept under the name, and what waits is sent in the connector's words. */
  gtk_editable_set_editable (self->name_row, self->account->id == 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->kind_row), self->account->id == 0);
  gtk_check_button_set_active (self->account->credential_place == CST_CREDENTIAL_FILE ? self->file_button
                                                                                      : self->keyring_button, TRUE);
  if (self->account->id != 0)
    adw_preferences_group_set_description (self->token_group, _("Leave it empty to keep the token as it is."));
}

/**
 * cst_account_window_new:
 * @profile: (nullable): whose keyring entries are meant
 * @account: the account to change, 0 to add one
 */
CstAccountWindow *
cst_account_window_new (CstContext *context,
                        const char *profile,
                        gint64      account)
{
  CstAccountWindow *self;

  g_return_val_if_fail (CST_IS_CONTEXT (context), NULL);

  self = g_object_new (CST_TYPE_ACCOUNT_WINDOW, NULL);
  self->context = g_object_ref (context);
  self->profile = g_strdup (profile);
  if (account != 0)
    {
      cst_account_free (self->account);
      self->account = cst_account_copy (cst_context_account (context, account));
    }
  gtk_window_set_title (GTK_WINDOW (self), account != 0 ? _("Change the Account") : _("Add an Account"));
  fill_form (self);
  kind_changed_cb (self);

  return self;
}
