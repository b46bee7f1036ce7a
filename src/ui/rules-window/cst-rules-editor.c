/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-rules-editor.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#include "cst-message.h"
#include "cst-playbook-copy.h"
#include "cst-rules-apply.h"
#include "cst-rules-texts.h"
#include "cst-ui.h"

/* One site's rules: where their file is, what is wrong with it, and the values that change from day to day. These are
 * written into the user's own copy once it was shown what they move; nothing else in the file is touched. */

struct _CstRulesEditor
{
  AdwWindow            parent_instance;

  AdwToastOverlay     *toasts;
  AdwActionRow        *place_row;
  GtkWidget           *edit_button;
  GtkWidget           *copy_button;
  AdwActionRow        *version_row;
  AdwPreferencesGroup *problems_group;
  AdwPreferencesGroup *clock_group;
  AdwPreferencesGroup *money_group;
  AdwPreferencesGroup *threshold_group;
  AdwPreferencesGroup *message_group;
  AdwPreferencesGroup *remove_group;
  GtkRevealer         *apply_bar;
  GtkCheckButton      *open_check;

  CstContext          *context; /* (owned) */
  char                *id;      /* (owned) */
  CstPlaybookDraft    *draft;   /* (owned) (nullable): of a file without mistakes */
  GBytes              *xml;     /* (owned) (nullable): the file that the rows show */
  GPtrArray           *rows;    /* (owned): of GtkWidget, borrowed */
  GCancellable        *cancellable; /* (owned) */
  gboolean             is_asking;
};

G_DEFINE_FINAL_TYPE (CstRulesEditor, cst_rules_editor, ADW_TYPE_WINDOW)

static CstPlaybooks *
playbooks_of (CstRulesEditor *self)
{
  return cst_rules_get_playbooks (cst_context_get_rules (self->context));
}

static const CstPlaybookFile *
file_of (CstRulesEditor *self)
{
  return cst_playbooks_find_file (playbooks_of (self), self->id);
}

static void
update_actions (CstRulesEditor *self)
{
  const CstPlaybookFile *file = file_of (self);
  gboolean is_own = file != NULL && file->path != NULL;
  gboolean is_changed = self->draft != NULL && cst_playbook_draft_count_changes (self->draft) > 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.edit", is_own);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.copy", file != NULL && !is_own);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.remove", is_own);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.discard", is_changed);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.preview", is_changed && !self->is_asking);
  gtk_widget_set_visible (self->edit_button, is_own);
  gtk_widget_set_visible (self->copy_button, !is_own);
  gtk_widget_set_visible (GTK_WIDGET (self->remove_group), is_own);
  gtk_revealer_set_reveal_child (self->apply_bar, is_changed);
}

/* ── The values ────────────────────────────────────────────────────────────────────────────────── */

/* A file has a point in its amounts, people have what their language has. */
static char *
text_shown (const CstPlaybookValue *value)
{
  char *text = g_strdup (value->text);

  if (value->kind == CST_PLAYBOOK_VALUE_MONEY || value->kind == CST_PLAYBOOK_VALUE_PERCENT)
    g_strdelimit (text, ".", *localeconv ()->decimal_point);

  return text;
}

static void
set_value (CstRulesEditor *self,
           GtkWidget      *widget,
           const char     *shown)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "value"));
  const CstPlaybookValue *value = g_ptr_array_index (cst_playbook_draft_get_values (self->draft), index);
  g_autofree char *text = g_strdup (shown);

  if (value->kind != CST_PLAYBOOK_VALUE_LINES)
    g_strstrip (text);
  if (value->kind == CST_PLAYBOOK_VALUE_MONEY || value->kind == CST_PLAYBOOK_VALUE_PERCENT)
    g_strdelimit (text, ",", '.');
  cst_playbook_draft_set (self->draft, index, text);
  update_actions (self);
}

static void
entry_changed_cb (GtkWidget      *row,
                  CstRulesEditor *self)
{
  set_value (self, row, gtk_editable_get_text (GTK_EDITABLE (row)));
}

static void
text_changed_cb (GtkTextBuffer  *buffer,
                 CstRulesEditor *self)
{
  GtkWidget *view = g_object_get_data (G_OBJECT (buffer), "view");
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  set_value (self, view, text);
}

static AdwPreferencesGroup *
group_for (CstRulesEditor         *self,
           const CstPlaybookValue *value)
{
  if (strcmp (value->element, "clock") == 0)
    return self->clock_group;
  if (value->kind == CST_PLAYBOOK_VALUE_MONEY)
    return self->money_group;

  return self->threshold_group;
}

static void
add_to_group (CstRulesEditor      *self,
              AdwPreferencesGroup *group,
              GtkWidget           *row)
{
  adw_preferences_group_add (group, row);
  g_object_set_data (G_OBJECT (row), "group", group);
  g_ptr_array_add (self->rows, row);
  gtk_widget_set_visible (GTK_WIDGET (group), TRUE);
}

static void
add_entry (CstRulesEditor         *self,
           const CstPlaybookValue *value,
           guint                   index)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *title = cst_rules_value_title (value);
  g_autofree char *text = text_shown (value);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_tooltip_text (row, title);
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (row), GTK_INPUT_PURPOSE_NUMBER);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_object_set_data (G_OBJECT (row), "value", GUINT_TO_POINTER (index));
  g_signal_connect_object (row, "changed", G_CALLBACK (entry_changed_cb), self, 0);
  add_to_group (self, group_for (self, value), row);
}

static GtkWidget *
message_view (CstRulesEditor         *self,
              const CstPlaybookValue *value,
              guint                   index)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *view = gtk_text_view_new ();
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  g_autofree char *language = cst_rules_language_name (value->name);
  GtkWidget *label = gtk_label_new (language);

  gtk_widget_set_halign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_buffer_set_text (buffer, value->text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, language, -1);
  g_object_set_data (G_OBJECT (view), "value", GUINT_TO_POINTER (index));
  g_object_set_data (G_OBJECT (buffer), "view", view);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (text_changed_cb), self, 0);

  gtk_widget_add_css_class (box, "rules-message");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), view);

  return box;
}

/* A template's messages stand together, one for each language. */
static void
add_message (CstRulesEditor         *self,
             const CstPlaybookValue *value,
             guint                   index)
{
  GtkWidget *row = self->rows->len > 0 ? g_ptr_array_index (self->rows, self->rows->len - 1) : NULL;

  if (row == NULL || g_strcmp0 (g_object_get_data (G_OBJECT (row), "template"), value->id) != 0)
    {
      row = adw_expander_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), value->label);
      g_object_set_data_full (G_OBJECT (row), "template", g_strdup (value->id), g_free);
      add_to_group (self, self->message_group, row);
    }
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), message_view (self, value, index));
}

static void
clear_rows (CstRulesEditor *self)
{
  AdwPreferencesGroup *groups[] = { self->clock_group, self->money_group, self->threshold_group, self->message_group,
                                    self->problems_group };

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      adw_preferences_group_remove (g_object_get_data (G_OBJECT (row), "group"), row);
    }
  g_ptr_array_set_size (self->rows, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    gtk_widget_set_visible (GTK_WIDGET (groups[i]), FALSE);
}

/* ── The file ──────────────────────────────────────────────────────────────────────────────────── */

static void
show_problems (CstRulesEditor  *self,
               const GPtrArray *problems)
{
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const CstPlaybookProblem *problem = g_ptr_array_index (problems, i);
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *text = cst_rules_problem_text (problem);

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
      adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), problem->hint != NULL ? problem->hint : "");
      add_to_group (self, self->problems_group, row);
    }
}

static void
show_file (CstRulesEditor        *self,
           const CstPlaybookFile *file)
{
  g_autofree char *place = cst_rules_place_text (file);
  g_autofree char *version = cst_rules_version_text (file, cst_context_now (self->context));
  g_autofree char *users = cst_rules_users_text (self->context, file);
  const char *about = file->path == NULL ? _("To change a value here makes a copy of your own, too.") : file->path;

  gtk_window_set_title (GTK_WINDOW (self), file->playbook != NULL ? cst_playbook_label (&file->playbook->rule)
                                                                  : file->id);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->place_row), place);
  adw_action_row_set_subtitle (self->place_row, about);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->version_row), version);
  adw_action_row_set_subtitle (self->version_row, users);
  adw_preferences_group_set_description (self->problems_group,
                                         file->playbook != NULL ? _("Its last good version is in use meanwhile.")
                                                                : _("These rules are not used meanwhile."));
}

static void
fill (CstRulesEditor *self)
{
  const CstPlaybookFile *file = file_of (self);
  const GPtrArray *values;

  clear_rows (self);
  g_clear_pointer (&self->draft, cst_playbook_draft_free);
  g_clear_pointer (&self->xml, g_bytes_unref);
  if (file == NULL)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }

  show_file (self, file);
  show_problems (self, file->problems);
  self->xml = cst_playbook_file_read (file, NULL);
  if (self->xml != NULL && g_bytes_get_size (self->xml) > 0)
    self->draft = cst_playbook_draft_new (g_bytes_get_data (self->xml, NULL), g_bytes_get_size (self->xml), NULL);
  values = self->draft != NULL ? cst_playbook_draft_get_values (self->draft) : NULL;
  for (guint i = 0; values != NULL && i < values->len; i++)
    {
      const CstPlaybookValue *value = g_ptr_array_index (values, i);

      if (value->kind == CST_PLAYBOOK_VALUE_LINES)
        add_message (self, value, i);
      else
        add_entry (self, value, i);
    }
  update_actions (self);
}

static gboolean
is_shown (CstRulesEditor        *self,
          const CstPlaybookFile *file)
{
  g_autoptr(GBytes) xml = file != NULL ? cst_playbook_file_read (file, NULL) : NULL;

  return self->draft != NULL && xml != NULL && g_bytes_equal (xml, self->xml);
}

/* What is being typed is not thrown away because some file changed, nor the row somebody is in. */
static void
rules_changed_cb (CstRulesEditor *self)
{
  const CstPlaybookFile *file = file_of (self);

  if (self->draft != NULL && cst_playbook_draft_count_changes (self->draft) > 0)
    return;

  if (is_shown (self, file))
    {
      show_file (self, file);
      update_actions (self);
      return;
    }

  fill (self);
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstRulesEditor *self = CST_RULES_EDITOR (widget);
  g_autoptr(GError) error = NULL;
  g_autofree char *path = cst_playbooks_copy (playbooks_of (self), self->id, &error);

  if (path == NULL)
    cst_message_show_problem (widget, _("No Copy Was Made"), error);
  else
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("Your copy is in use from now on")));
}

static void
launched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(CstRulesEditor) self = CST_RULES_EDITOR (user_data);
  g_autoptr(GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    cst_message_show_problem (GTK_WIDGET (self), _("No Program Opens the File"), error);
}

static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstRulesEditor *self = CST_RULES_EDITOR (widget);
  g_autofree char *uri = g_filename_to_uri (file_of (self)->path, NULL, NULL);

  if (uri != NULL)
    g_app_info_launch_default_for_uri_async (uri, NULL, NULL, launched_cb, g_object_ref (self));
}

static void
remove_response_cb (CstRulesEditor *self,
                    const char     *response)
{
  g_autoptr(GError) error = NULL;

  if (strcmp (response, "remove") != 0)
    return;

  g_clear_pointer (&self->draft, cst_playbook_draft_free);
  if (!cst_playbooks_remove_copy (playbooks_of (self), self->id, &error))
    cst_message_show_problem (GTK_WIDGET (self), _("Your Copy Was Not Removed"), error);
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstRulesEditor *self = CST_RULES_EDITOR (widget);
  g_autoptr(GBytes) shipped = cst_playbooks_shipped_xml (self->id);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Remove Your Copy?"),
                                              shipped != NULL ? _("The rules that came with the program count again.")
                                                              : _("There are no other rules for this site."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "remove", _("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (remove_response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
discard_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  fill (CST_RULES_EDITOR (widget));
}

/* ── Applying ──────────────────────────────────────────────────────────────────────────────────── */

static void
apply_response_cb (CstRulesEditor *self,
                   const char     *response)
{
  g_autofree char *xml = NULL;
  g_autoptr(CstPlaybookDraft) draft = NULL;
  g_autoptr(GError) error = NULL;

  if (strcmp (response, "apply") != 0 || self->draft == NULL)
    return;

  xml = cst_playbook_draft_dup_xml (self->draft);
  draft = g_steal_pointer (&self->draft);
  if (cst_playbooks_save (playbooks_of (self), self->id, xml, &error))
    {
      adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("The new values are in use")));
      return;
    }

  self->draft = g_steal_pointer (&draft);
  cst_message_show_problem (GTK_WIDGET (self), _("The Change Was Not Kept"), error);
}

static void
previewed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(CstRulesEditor) self = CST_RULES_EDITOR (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(CstRulesPreview) preview = cst_rules_preview_finish (CST_RULES (object), result, &error);
  GtkWidget *dialog;

  self->is_asking = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  update_actions (self);
  if (preview == NULL)
    {
      cst_message_show_problem (GTK_WIDGET (self), _("What Would Move Could Not Be Found Out"), error);
      return;
    }

  dialog = cst_rules_apply_dialog_new (GTK_WINDOW (self), preview, cst_context_now (self->context));
  g_signal_connect_object (dialog, "response", G_CALLBACK (apply_response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static char *
problems_text (const GPtrArray *problems)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      const CstPlaybookProblem *problem = g_ptr_array_index (problems, i);
      g_autofree char *line = cst_rules_problem_text (problem);

      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
      if (problem->hint != NULL)
        g_string_append_printf (text, "\n%s", problem->hint);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
preview_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CstRulesEditor *self = CST_RULES_EDITOR (widget);
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(CstPlaybook) playbook = NULL;

  cst_playbook_draft_set_takes_over (self->draft, gtk_check_button_get_active (self->open_check));
  playbook = cst_playbook_draft_check (self->draft, &problems, NULL);
  if (playbook == NULL)
    {
      g_autofree char *text = problems_text (problems);

      cst_message_show (widget, _("These Values Do Not Fit"), text);
      return;
    }

  self->is_asking = TRUE;
  update_actions (self);
  cst_rules_preview_async (cst_context_get_rules (self->context), playbook, self->cancellable, previewed_cb,
                           g_object_ref (self));
}

/* ── The life of the window ────────────────────────────────────────────────────────────────────── */

static void
cst_rules_editor_dispose (GObject *object)
{
  CstRulesEditor *self = CST_RULES_EDITOR (object);

  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (cst_rules_editor_parent_class)->dispose (object);
}

static void
cst_rules_editor_finalize (GObject *object)
{
  CstRulesEditor *self = CST_RULES_EDITOR (object);

  g_clear_object (&self->context);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->draft, cst_playbook_draft_free);
  g_clear_pointer (&self->xml, g_bytes_unref);
  g_ptr_array_unref (self->rows);
  g_free (self->id);

  G_OBJECT_CLASS (cst_rules_editor_parent_class)->finalize (object);
}

static void
cst_rules_editor_class_init (CstRulesEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_rules_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = cst_rules_editor_finalize;

  gtk_widget_class_install_action (widget_class, "editor.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "editor.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "editor.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "editor.discard", NULL, discard_action);
  gtk_widget_class_install_action (widget_class, "editor.preview", NULL, preview_action);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-rules-editor"));
  gtk_widget_class_bind_template_child (widget_class, CstRulesEditor, toasts);
  gtk_widget_class_bind_template_child (widget_class, CstRulesEditor, place_row);
  gtk_widget_class_bind_template_child (widget_class, CstRulesEditor, edit_button);
  gtk_widget_class_bind_template_child (widget_class, CstRulesEditor, copy_button);
  gtk_widget_class_bind_template_child (widget_class, CstRulesEditor, version_row);
  gtk_widget_class_bind_template_child (widget_class, CstRulesEditor, problems_group);
  gtk_widget_class_bind_template_child (widget_class, CstRulesEditor, clock_group);
  gtk_widget_class_bind_template_child (widget_class, CstRulesEditor, money_group);
  gtk_widget_class_bind_template_child (widget_class, CstRulesEditor, threshold_group);
  gtk_widget_class_bind_template_child (widget_class, CstRulesEditor, message_group);
  gtk_widget_class_bind_template_child (widget_class, CstRulesEditor, remove_group);
  gtk_widget_class_bind_template_child (widget_class, CstRulesEditor, apply_bar);
  gtk_widget_class_bind_template_child (widget_class, CstRulesEditor, open_check);
}

static void
cst_rules_editor_init (CstRulesEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
}

/**
 * cst_rules_editor_new:
 * @id: of the rules
 */
CstRulesEditor *
cst_rules_editor_new (CstContext *context,
                      const char *id)
{
  CstRulesEditor *self;

  g_return_val_if_fail (CST_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (CST_TYPE_RULES_EDITOR, NULL);
  self->context = g_object_ref (context);
  self->id = g_strdup (id);
  g_signal_connect_object (cst_context_get_rules (context), "changed", G_CALLBACK (rules_changed_cb), self,
                           G_CONNECT_SWAPPED);
  fill (self);

  return self;
}
