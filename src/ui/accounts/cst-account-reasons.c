/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-account-reasons.h"

#include <glib/gi18n.h>

#include "cst-account-rules.h"
#include "cst-combo-list.h"
#include "cst-message.h"
#include "cst-reason-map.h"
#include "cst-settings.h"
#include "cst-ui.h"
#include "cst-util.h"

/* P1: what the site's own reasons mean to the rules of the account, said once. Of most the words tell it, and that is
 * proposed; where they do not, a person is asked for. What is chosen is kept at once, and the next sync reads
 * everything again with it. */
struct _CstAccountReasons
{
  AdwBin               parent_instance;

  AdwPreferencesGroup *group;

  CstContext          *context; /* (owned) (nullable) */
  gint64               account;
  char                *shown;   /* (owned) (nullable): the chosen rules that are shown, "" for those of the site */
  GPtrArray           *words;   /* (owned) of char *: what every row offers; "" for what is proposed */
  GPtrArray           *rows;    /* (owned) of AdwComboRow */
  gboolean             is_filling;
};

G_DEFINE_FINAL_TYPE (CstAccountReasons, cst_account_reasons, ADW_TYPE_BIN)

typedef struct
{
  gint64  account;
  char   *label;
  char   *word; /* (nullable) */
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_free (choice->label);
  g_free (choice->word);
  g_free (choice);
}

/* Store thread. */
static gpointer
write_choice (CstDb         *db,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  const Choice *choice = request;

  return GINT_TO_POINTER (cst_db_map_reason (db, choice->account, choice->label, choice->word, error));
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CstAccountReasons) self = CST_ACCOUNT_REASONS (user_data);
  g_autoptr(GError) error = NULL;
  CstEngine *engine = cst_context_get_engine (self->context);

  if (cst_store_run_finish (CST_STORE (object), result, &error) == NULL)
    cst_message_show_problem (GTK_WIDGET (self), _("The Change Was Not Kept"), error);
  else if (engine != NULL)
    cst_engine_sync_now (engine, self->account);
}

/* Of the words alone nobody could tell, and nobody said it. */
static gboolean
is_missing (AdwComboRow *row)
{
  return adw_combo_row_get_selected (row) == 0 && g_object_get_data (G_OBJECT (row), "proposed") == NULL;
}

static void
say_missing (CstAccountReasons *self)
{
  guint n_missing = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      AdwComboRow *row = g_ptr_array_index (self->rows, i);

      gtk_widget_set_visible (g_object_get_data (G_OBJECT (row), "sign"), is_missing (row));
      n_missing += is_missing (row);
    }

  text = n_missing == 0
         ? g_strdup (_("Look through them once: due times, actions and texts follow from them."))
         : g_strdup_printf (ngettext ("%u reason needs a person: until then its incidents count as another reason.",
                                      "%u reasons need a person: until then their incidents count as another reason.",
                                      n_missing), n_missing);
  adw_preferences_group_set_description (self->group, text);
}

static void
selected_cb (CstAccountReasons *self,
             GParamSpec        *pspec,
             AdwComboRow       *row)
{
  guint selected = adw_combo_row_get_selected (row);
  const char *word;
  Choice *choice;

  if (self->is_filling || selected >= self->words->len)
    return;

  word = g_ptr_array_index (self->words, selected);
  choice = g_new0 (Choice, 1);
  choice->account = self->account;
  choice->label = g_strdup (g_object_get_data (G_OBJECT (row), "label"));
  choice->word = *word != '\0' ? g_strdup (word) : NULL;
  say_missing (self);
  cst_store_run_async (cst_context_get_store (self->context), write_choice, choice, choice_free, NULL, NULL,
                       written_cb, g_object_ref (self));
}

/* @proposed: (nullable): what the site's words tell */
static GtkStringList *
build_choices (const CstPlaybook       *playbook,
               const CstPlaybookReason *proposed)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  g_autofree char *first = NULL;

  /* Translators: what a reason of the site’s is likely to mean, as in “Damaged item” */
  first = proposed != NULL ? g_strdup_printf (_("As proposed: %s"), cst_playbook_label (&proposed->rule))
                           : g_strdup (_("Nobody has said yet"));
  gtk_string_list_append (names, first);
  for (guint i = 0; i < playbook->reasons->len; i++)
    gtk_string_list_append (names, cst_playbook_label (&((const CstPlaybookReason *)
                                                         g_ptr_array_index (playbook->reasons, i))->rule));

  return names;
}

static void
add_row (CstAccountReasons   *self,
         const CstPlaybook   *playbook,
         const CstSiteReason *reason)
{
  AdwComboRow *row = ADW_COMBO_ROW (adw_combo_row_new ());
  GtkWidget *sign = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  CstDb *db = cst_context_get_reader (self->context);
  g_autofree char *word = cst_db_reason_map (db, self->account, reason->label);
  g_autofree char *title = g_markup_escape_text (reason->label, -1);
  const CstPlaybookReason *proposed = cst_reason_of_word (playbook, reason->topic);
  g_autoptr(GtkStringList) names = build_choices (playbook, proposed);
  const CstPlaybookReason *chosen = cst_reason_of_word (playbook, word);
  guint place = 0;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_combo_row_set_use_subtitle (row, TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), sign);
  gtk_widget_set_tooltip_text (sign, _("Needs a person"));
  g_object_set_data_full (G_OBJECT (row), "label", g_strdup (reason->label), g_free);
  g_object_set_data (G_OBJECT (row), "proposed", GINT_TO_POINTER (proposed != NULL));
  g_object_set_data (G_OBJECT (row), "sign", sign);
  cst_combo_list_show_whole (row);
  adw_combo_row_set_model (row, G_LIST_MODEL (names));
  if (chosen != NULL)
    g_ptr_array_find (playbook->reasons, chosen, &place);
  adw_combo_row_set_selected (row, chosen != NULL ? place + 1 : 0);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->group, GTK_WIDGET (row));
  g_ptr_array_add (self->rows, row);
}

static void
clear (CstAccountReasons *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->words, 0);
}

static void
fill (CstAccountReasons *self)
{
  const CstAccount *shown = cst_context_account (self->context, self->account);
  g_autoptr(CstPlaybook) playbook = cst_account_rules_dup_playbook (self->context, self->account, self->shown);
  gboolean is_asked = playbook != NULL && shown != NULL && cst_account_has_reasons (shown, CST_REASON_OPENS);

  if (self->is_filling)
    return;

  self->is_filling = TRUE;
  clear (self);
  g_ptr_array_add (self->words, g_strdup (""));
  for (guint i = 0; is_asked && i < playbook->reasons->len; i++)
    g_ptr_array_add (self->words, g_strdup (cst_reason_word (g_ptr_array_index (playbook->reasons, i))));
  for (guint i = 0; is_asked && i < shown->info.reasons->len; i++)
    {
      const CstSiteReason *reason = g_ptr_array_index (shown->info.reasons, i);

      if (reason->use == CST_REASON_OPENS)
        add_row (self, playbook, reason);
    }
  self->is_filling = FALSE;
  say_missing (self);
  gtk_widget_set_visible (GTK_WIDGET (self), is_asked);
}

/* Other rules have other reasons. */
static void
store_changed_cb (CstAccountReasons *self,
                  guint              flags)
{
  g_autofree char *rules = NULL;

  if (!(flags & CST_CHANGED_SETTINGS))
    return;

  rules = cst_db_account_setting (cst_context_get_reader (self->context), self->account, CST_SETTING_PLAYBOOK, "");
  if (cst_set_str (&self->shown, rules))
    fill (self);
}

static void
cst_account_reasons_dispose (GObject *object)
{
  CST_ACCOUNT_REASONS (object)->is_filling = TRUE;

  G_OBJECT_CLASS (cst_account_reasons_parent_class)->dispose (object);
}

static void
cst_account_reasons_finalize (GObject *object)
{
  CstAccountReasons *self = CST_ACCOUNT_REASONS (object);

  g_clear_object (&self->context);
  g_free (self->shown);
  g_ptr_array_unref (self->words);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (cst_account_reasons_parent_class)->finalize (object);
}

static void
cst_account_reasons_class_init (CstAccountReasonsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_account_reasons_dispose;
  G_OBJECT_CLASS (klass)->finalize = cst_account_reasons_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-account-reasons"));
  gtk_widget_class_bind_template_child (widget_class, CstAccountReasons, group);
}

static void
cst_account_reasons_init (CstAccountReasons *self)
{
  self->words = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cst_account_reasons_set_account:
 *
 * Once: shows what the reasons of the account's site mean to the rules that are chosen for it. It is hidden where the
 * site has no list of them, and where no rules ask for it.
 */
void
cst_account_reasons_set_account (CstAccountReasons *self,
                                 CstContext        *context,
                                 gint64             account)
{
  g_return_if_fail (CST_IS_ACCOUNT_REASONS (self));
  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
  self->account = account;
  self->shown = cst_db_account_setting (cst_context_get_reader (context), account, CST_SETTING_PLAYBOOK, "");
  fill (self);
  g_signal_connect_object (cst_context_get_store (context), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  /* The rules themselves were edited. */
  g_signal_connect_object (cst_context_get_rules (context), "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
}
