/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-rules-window.h"

#include <glib/gi18n.h>

#include "cst-rules-editor.h"
#include "cst-rules-texts.h"
#include "cst-ui.h"

/* Every site's rules: where they come from, who uses them, and what is wrong with a file. */
struct _CstRulesWindow
{
  AdwWindow            parent_instance;

  AdwPreferencesGroup *group;

  CstContext          *context; /* (owned) */
  GPtrArray           *rows;    /* (owned): of GtkWidget, borrowed */
};

G_DEFINE_FINAL_TYPE (CstRulesWindow, cst_rules_window, ADW_TYPE_WINDOW)

static void
add_trouble (GtkWidget  *row,
             const char *trouble)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  gtk_widget_add_css_class (icon, "warning");
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, trouble, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
}

static GtkWidget *
open_button (const CstPlaybookFile *file,
             const char            *name)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Open"));
  /* Translators: the name of a site */
  g_autofree char *label = g_strdup_printf (_("Open the rules of %s"), name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "rules.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", file->id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return button;
}

static void
add_row (CstRulesWindow        *self,
         const CstPlaybookFile *file)
{
  const char *name = file->playbook != NULL ? cst_playbook_label (&file->playbook->rule) : file->id;
  g_autofree char *place = cst_rules_place_text (file);
  g_autofree char *version = cst_rules_version_text (file, cst_context_now (self->context));
  g_autofree char *users = cst_rules_users_text (self->context, file);
  g_autofree char *trouble = cst_rules_trouble_text (file);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s\n%s%s%s", place, version, users,
                                               trouble != NULL ? "\n" : "", trouble != NULL ? trouble : "");
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (trouble != NULL)
    add_trouble (row, trouble);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), open_button (file, name));
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static void
fill (CstRulesWindow *self)
{
  const GPtrArray *files = cst_playbooks_get_files (cst_rules_get_playbooks (cst_context_get_rules (self->context)));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < files->len; i++)
    add_row (self, g_ptr_array_index (files, i));
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstRulesWindow *self = CST_RULES_WINDOW (widget);
  CstRulesEditor *editor = cst_rules_editor_new (self->context, g_variant_get_string (parameter, NULL));

  gtk_window_set_transient_for (GTK_WINDOW (editor), GTK_WINDOW (self));
  gtk_window_set_application (GTK_WINDOW (editor), gtk_window_get_application (GTK_WINDOW (self)));
  gtk_window_present (GTK_WINDOW (editor));
}

static void
reload_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstRulesWindow *self = CST_RULES_WINDOW (widget);

  cst_playbooks_reload (cst_rules_get_playbooks (cst_context_get_rules (self->context)));
}

static void
cst_rules_window_finalize (GObject *object)
{
  CstRulesWindow *self = CST_RULES_WINDOW (object);

  g_clear_object (&self->context);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (cst_rules_window_parent_class)->finalize (object);
}

static void
cst_rules_window_class_init (CstRulesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cst_rules_window_finalize;

  gtk_widget_class_install_action (widget_class, "rules.open", "s", open_action);
  gtk_widget_class_install_action (widget_class, "rules.reload", NULL, reload_action);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-rules-window"));
  gtk_widget_class_bind_template_child (widget_class, CstRulesWindow, group);
}

static void
cst_rules_window_init (CstRulesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
}

CstRulesWindow *
cst_rules_window_new (CstContext *context)
{
  CstRulesWindow *self;

  g_return_val_if_fail (CST_IS_CONTEXT (context), NULL);

  self = g_object_new (CST_TYPE_RULES_WINDOW, NULL);
  self->context = g_object_ref (context);
  g_signal_connect_object (cst_context_get_rules (context), "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "accounts-changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);

  return self;
}
