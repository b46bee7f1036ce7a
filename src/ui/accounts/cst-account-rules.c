/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-account-rules.h"

#include <glib/gi18n.h>

#include "cst-combo-list.h"
#include "cst-message.h"
#include "cst-opening-hours.h"
#include "cst-settings.h"
#include "cst-ui.h"
#include "cst-util.h"

/* Which rules an account is under, whose public holidays count, and when somebody is there (R14). What is changed is
 * kept at once, and open incidents follow; what cannot be read is said and not kept. */

struct _CstAccountRules
{
  AdwBin         parent_instance;

  AdwComboRow   *playbook_row;
  AdwComboRow   *region_row;
  AdwEntryRow   *hours_row;
  AdwEntryRow   *closing_row;
  GtkWidget     *call_back_row;
  GtkSwitch     *call_back_switch;
  GtkWidget     *problem_box;
  GtkLabel      *problem_label;

  CstContext    *context;   /* (owned) (nullable) */
  gint64         account;
  GPtrArray     *playbooks; /* (owned) of char *: what the row of rules offers, "" for those of the site */
  GPtrArray     *regions;   /* (owned) of char *: likewise, "" for none */
  char          *hours;     /* (owned) (nullable): as kept */
  char          *closing;   /* (owned) (nullable): as kept */
  gboolean       is_filling;
};

G_DEFINE_FINAL_TYPE (CstAccountRules, cst_account_rules, ADW_TYPE_BIN)

typedef struct
{
  const char *country;
  const char *id;
  const char *label;
} Region;

static const Region regions[] = {
  { "FR", "alsace-moselle", NC_("region", "Alsace-Moselle") },
  { "DE", "bavaria", NC_("region", "Bavaria") },
  { "CH", "zurich", NC_("region", "Zurich") },
};

typedef struct
{
  gint64      account;
  const char *key;
  char       *value; /* (nullable) */
} Setting;

static void
setting_free (gpointer data)
{
  Setting *setting = data;

  g_free (setting->value);
  g_free (setting);
}

/* Store thread. */
static gpointer
write_setting (CstDb         *db,
               gpointer       request,
               GCancellable  *cancellable,
               GError       **error)
{
  const Setting *setting = request;

  return GINT_TO_POINTER (cst_db_set_account_setting (db, setting->account, setting->key, setting->value, error));
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CstAccountRules) self = CST_ACCOUNT_RULES (user_data);
  g_autoptr(GError) error = NULL;

  if (cst_store_run_finish (CST_STORE (object), result, &error) == NULL)
    cst_message_show_problem (GTK_WIDGET (self), _("The Change Was Not Kept"), error);
}

static void
keep (CstAccountRules *self,
      const char      *key,
      const char      *value)
{
  Setting *setting = g_new0 (Setting, 1);

  setting->account = self->account;
  setting->key = key;
  setting->value = cst_str_is_blank (value) ? NULL : g_strdup (value);
  cst_store_run_async (cst_context_get_store (self->context), write_setting, setting, setting_free, NULL, NULL,
                       written_cb, g_object_ref (self));
}

/**
 * cst_account_rules_dup_playbook:
 * @id: (nullable): of those chosen for the account; %NULL or blank for those of its site
 *
 * Returns: (transfer full) (nullable): the rules
 */
CstPlaybook *
cst_account_rules_dup_playbook (CstContext *context,
                                gint64      account,
                                const char *id)
{
  CstRules *rules = cst_context_get_rules (context);

  if (!cst_str_is_blank (id))
    return cst_playbooks_lookup (cst_rules_get_playbooks (rules), id);

  return cst_rule_set_default (cst_rules_get_set (rules), cst_context_account (context, account));
}

static CstPlaybook *
dup_playbook (CstAccountRules *self,
              const char      *id)
{
  return cst_account_rules_dup_playbook (self->context, self->account, id);
}

static void
fill_regions (CstAccountRules   *self,
              const CstPlaybook *playbook,
              const char        *current)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  g_ptr_array_set_size (self->regions, 0);
  g_ptr_array_add (self->regions, g_strdup (""));
  gtk_string_list_append (names, C_("region", "As the rules say"));
  for (gsize i = 0; playbook != NULL && i < G_N_ELEMENTS (regions); i++)
    {
      if (g_strcmp0 (regions[i].country, playbook->country) != 0)
        continue;
      if (g_strcmp0 (regions[i].id, current) == 0)
        selected = self->regions->len;
      g_ptr_array_add (self->regions, g_strdup (regions[i].id));
      gtk_string_list_append (names, g_dpgettext2 (NULL, "region", regions[i].label));
    }
  cst_combo_list_show_whole (self->region_row);
  adw_combo_row_set_model (self->region_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->region_row, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->region_row), self->regions->len > 1);
}

static void
fill_playbooks (CstAccountRules *self,
                const char      *current)
{
  const GPtrArray *files = cst_playbooks_get_files (cst_rules_get_playbooks (cst_context_get_rules (self->context)));
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr(CstPlaybook) own = dup_playbook (self, NULL);
  g_autofree char *by_site = NULL;
  guint selected = 0;

  /* Translators: the rules that belong to the account’s site */
  by_site = g_strdup_printf (_("By the site: %s"), own != NULL ? cst_playbook_label (&own->rule) : "–");
  g_ptr_array_set_size (self->playbooks, 0);
  g_ptr_array_add (self->playbooks, g_strdup (""));
  gtk_string_list_append (names, by_site);
  for (guint i = 0; i < files->len; i++)
    {
      const CstPlaybookFile *file = g_ptr_array_index (files, i);

      if (file->playbook == NULL)
        continue;
      if (g_strcmp0 (file->id, current) == 0)
        selected = self->playbooks->len;
      g_ptr_array_add (self->playbooks, g_strdup (file->id));
      gtk_string_list_append (names, cst_playbook_label (&file->playbook->rule));
    }
  cst_combo_list_show_whole (self->playbook_row);
  adw_combo_row_set_model (self->playbook_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->playbook_row, selected);
}

static void
playbook_selected_cb (CstAccountRules *self)
{
  guint selected = adw_combo_row_get_selected (self->playbook_row);
  const char *region = "";
  g_autoptr(CstPlaybook) playbook = NULL;

  if (self->is_filling || selected >= self->playbooks->len)
    return;

  if (adw_combo_row_get_selected (self->region_row) < self->regions->len)
    region = g_ptr_array_index (self->regions, adw_combo_row_get_selected (self->region_row));
  playbook = dup_playbook (self, g_ptr_array_index (self->playbooks, selected));
  keep (self, CST_SETTING_PLAYBOOK, g_ptr_array_index (self->playbooks, selected));
  self->is_filling = TRUE;
  fill_regions (self, playbook, region);
  self->is_filling = FALSE;
}

static void
region_selected_cb (CstAccountRules *self)
{
  guint selected = adw_combo_row_get_selected (self->region_row);

  if (!self->is_filling && selected < self->regions->len)
    keep (self, CST_SETTING_REGION, g_ptr_array_index (self->regions, selected));
}

static char *
text_of (AdwEntryRow *row)
{
  g_auto(GStrv) words = g_strsplit_set (gtk_editable_get_text (GTK_EDITABLE (row)), " \t", -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) found = NULL;

  for (char **word = words; *word != NULL; word++)
    {
      if (**word != '\0')
        g_strv_builder_add (builder, *word);
    }
  found = g_strv_builder_end (builder);

  return g_strjoinv (" ", found);
}

static void
say_problem (CstAccountRules *self,
             const char      *problem)
{
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem_box, problem != NULL);
}

/* When Return says so, or when somebody goes on. */
static void
keep_hours (CstAccountRules *self)
{
  g_autofree char *hours = text_of (self->hours_row);
  g_autofree char *closing = text_of (self->closing_row);
  g_auto(GStrv) days = *closing != '\0' ? g_strsplit (closing, " ", -1) : NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(CstOpeningHours) read = cst_opening_hours_new (*hours != '\0' ? hours : CST_OPENING_HOURS_ALWAYS,
                                                           (const char *const *) days, &error);

  if (self->is_filling)
    return;
  say_problem (self, error != NULL ? error->message : NULL);
  if (read == NULL)
    return;

  if (cst_set_str (&self->hours, hours))
    keep (self, CST_SETTING_OPENING_HOURS, hours);
  if (cst_set_str (&self->closing, closing))
    keep (self, CST_SETTING_CLOSING_DAYS, closing);
}

/* C7 */
static void
call_back_cb (CstAccountRules *self)
{
  if (!self->is_filling)
    keep (self, CST_SETTING_SEND_CALL_BACK, gtk_switch_get_active (self->call_back_switch) ? "1" : NULL);
}

/* Where the carrier can be told that the customer was not reached. */
static gboolean
may_call_back (CstContext *context,
               gint64      id)
{
  const CstAccount *account = cst_context_account (context, id);

  return account != NULL && cst_account_can (account, CST_CAN_ANSWER_DELIVERIES) &&
         !cst_account_tells_by_hand (account);
}

static void
cst_account_rules_dispose (GObject *object)
{
  CST_ACCOUNT_RULES (object)->is_filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_ACCOUNT_RULES);

  G_OBJECT_CLASS (cst_account_rules_parent_class)->dispose (object);
}

static void
cst_account_rules_finalize (GObject *object)
{
  CstAccountRules *self = CST_ACCOUNT_RULES (object);

  g_clear_object (&self->context);
  g_ptr_array_unref (self->playbooks);
  g_ptr_array_unref (self->regions);
  g_free (self->hours);
  g_free (self->closing);

  G_OBJECT_CLASS (cst_account_rules_parent_class)->finalize (object);
}

static void
cst_account_rules_class_init (CstAccountRulesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_account_rules_dispose;
  G_OBJECT_CLASS (klass)->finalize = cst_account_rules_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-account-rules"));
  gtk_widget_class_bind_template_child (widget_class, CstAccountRules, playbook_row);
  gtk_widget_class_bind_template_child (widget_class, CstAccountRules, region_row);
  gtk_widget_class_bind_template_child (widget_class, CstAccountRules, hours_row);
  gtk_widget_class_bind_template_child (widget_class, CstAccountRules, closing_row);
  gtk_widget_class_bind_template_child (widget_class, CstAccountRules, call_back_row);
  gtk_widget_class_bind_template_child (widget_class, CstAccountRules, call_back_switch);
  gtk_widget_class_bind_template_child (widget_class, CstAccountRules, problem_box);
  gtk_widget_class_bind_template_child (widget_class, CstAccountRules, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, playbook_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, region_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_hours);
  gtk_widget_class_bind_template_callback (widget_class, call_back_cb);
}

static void
cst_account_rules_init (CstAccountRules *self)
{
  self->is_filling = TRUE;
  self->playbooks = g_ptr_array_new_with_free_func (g_free);
  self->regions = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cst_account_rules_set_account:
 *
 * Shows what is set for the account; what is changed is kept at once.
 */
void
cst_account_rules_set_account (CstAccountRules *self,
                               CstContext      *context,
                               gint64           account)
{
  CstDb *db = cst_context_get_reader (context);
  g_autofree char *playbook = cst_db_account_setting (db, account, CST_SETTING_PLAYBOOK, "");
  g_autofree char *region = cst_db_account_setting (db, account, CST_SETTING_REGION, "");
  g_autofree char *hours = cst_db_account_setting (db, account, CST_SETTING_OPENING_HOURS, "");
  g_autofree char *closing = cst_db_account_setting (db, account, CST_SETTING_CLOSING_DAYS, "");
  g_autoptr(CstPlaybook) current = NULL;

  g_return_if_fail (CST_IS_ACCOUNT_RULES (self));

  g_set_object (&self->context, context);
  self->account = account;
  self->is_filling = TRUE;
  current = dup_playbook (self, playbook);
  fill_playbooks (self, playbook);
  fill_regions (self, current, region);
  gtk_editable_set_text (GTK_EDITABLE (self->hours_row), hours);
  gtk_editable_set_text (GTK_EDITABLE (self->closing_row), closing);
  cst_set_str (&self->hours, hours);
  cst_set_str (&self->closing, closing);
  gtk_switch_set_active (self->call_back_switch,
                         cst_db_account_setting_int (db, account, CST_SETTING_SEND_CALL_BACK, 0) != 0);
  gtk_widget_set_visible (self->call_back_row, may_call_back (context, account));
  say_problem (self, NULL);
  self->is_filling = FALSE;
}
