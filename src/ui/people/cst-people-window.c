/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-people-window.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-message.h"
#include "cst-ui.h"
#include "cst-util.h"

/* R7: the people of this computer: choose one, add, rename, remove. As the question at the start of a shared computer
 * it closes with the choice. */

struct _CstPeopleWindow
{
  AdwWindow            parent_instance;

  AdwPreferencesGroup *people_group;
  AdwPreferencesGroup *others_group;
  AdwEntryRow         *name_row;

  CstPeopleList       *people; /* (owned) */
  GPtrArray           *rows;   /* (owned): of the two groups */
  gboolean             is_question;
};

G_DEFINE_FINAL_TYPE (CstPeopleWindow, cst_people_window, ADW_TYPE_WINDOW)

static const CstPerson *
person_of (CstPeopleWindow *self,
           const char      *id)
{
  GPtrArray *both[] = { cst_people_list_get_people (self->people), cst_people_list_get_others (self->people) };

  for (gsize i = 0; i < G_N_ELEMENTS (both); i++)
    {
      for (guint j = 0; both[i] != NULL && j < both[i]->len; j++)
        {
          const CstPerson *person = g_ptr_array_index (both[i], j);

          if (g_strcmp0 (person->id, id) == 0)
            return person;
        }
    }

  return NULL;
}

static void
choose_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstPeopleWindow *self = CST_PEOPLE_WINDOW (widget);
  const CstPerson *person = person_of (self, g_variant_get_string (parameter, NULL));

  if (person == NULL)
    return;

  cst_people_list_choose (self->people, person);
  if (self->is_question)
    gtk_window_close (GTK_WINDOW (self));
}

static void
remove_response_cb (AdwMessageDialog *dialog,
                    const char       *response,
                    CstPeopleWindow  *self)
{
  const char *id = g_object_get_data (G_OBJECT (dialog), "person");

  if (strcmp (response, "remove") == 0)
    cst_people_list_remove (self->people, id);
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstPeopleWindow *self = CST_PEOPLE_WINDOW (widget);
  const CstPerson *person = person_of (self, g_variant_get_string (parameter, NULL));
  AdwMessageDialog *dialog;
  g_autofree char *heading = NULL;

  if (person == NULL)
    return;

  /* Translators: a person’s name */
  heading = g_strdup_printf (_("Remove %s?"), person->name);
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (self), heading,
                                                       _("What this person decided stays under their name.")));
  g_object_set_data_full (G_OBJECT (dialog), "person", g_strdup (person->id), g_free);
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "remove", _("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "remove", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (remove_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
rename_cb (AdwEntryRow     *row,
           CstPeopleWindow *self)
{
  const char *id = g_object_get_data (G_OBJECT (row), "person");
  const CstPerson *person = person_of (self, id);
  const char *name = gtk_editable_get_text (GTK_EDITABLE (row));
  CstPerson renamed;

  if (person == NULL)
    return;
  if (cst_str_is_blank (name))
    {
      gtk_editable_set_text (GTK_EDITABLE (row), person->name);
      return;
    }

  renamed = *person;
  renamed.name = (char *) name;
  cst_people_list_save (self->people, &renamed);
}

static void
name_apply_cb (CstPeopleWindow *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));

  if (cst_str_is_blank (name))
    return;

  cst_people_list_add (self->people, name);
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), "");
}

static GtkWidget *
row_button (const char *icon_name,
            const char *action,
            const char *id,
            const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  cst_accessible_set_label (button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);

  return button;
}

static GtkWidget *
choose_button (const CstPerson *person,
               gboolean         is_current)
{
  g_autofree char *label = NULL;
  GtkWidget *button;

  if (is_current)
    {
      GtkWidget *image = gtk_image_new_from_icon_name ("object-select-symbolic");

      gtk_widget_set_tooltip_text (image, _("Works here now"));
      cst_accessible_set_label (image, _("Works here now"));

      return image;
    }

  button = gtk_button_new_with_mnemonic (_("_Choose"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "people.choose");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", person->id);
  /* Translators: a person’s name */
  label = g_strdup_printf (_("Choose %s"), person->name);
  cst_accessible_set_label (button, label);

  return button;
}

static void
add_person (CstPeopleWindow *self,
            const CstPerson *person,
            gboolean         is_current)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *remove = NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), is_current ? _("Works here now") : _("Name"));
  gtk_editable_set_text (GTK_EDITABLE (row), person->name);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "person", g_strdup (person->id), g_free);
  g_signal_connect_object (row, "apply", G_CALLBACK (rename_cb), self, 0);

  /* Translators: a person’s name */
  remove = g_strdup_printf (_("Remove %s"), person->name);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), choose_button (person, is_current));
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row),
                            row_button ("user-trash-symbolic", "people.remove", person->id, remove));
  adw_preferences_group_add (self->people_group, row);
  g_ptr_array_add (self->rows, row);
}

static void
add_other (CstPeopleWindow *self,
           const CstPerson *person)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), person->name);
  if (!cst_str_is_blank (person->role))
    {
      g_autofree char *role = g_markup_escape_text (person->role, -1);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), role);
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), choose_button (person, FALSE));
  adw_preferences_group_add (self->others_group, row);
  g_ptr_array_add (self->rows, row);
}

static void
people_changed_cb (CstPeopleWindow *self)
{
  GPtrArray *people = cst_people_list_get_people (self->people);
  GPtrArray *others = cst_people_list_get_others (self->people);
  const CstPerson *current = cst_people_list_get_current (self->people);

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      adw_preferences_group_remove (ADW_IS_ENTRY_ROW (row) ? self->people_group : self->others_group, row);
    }
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      const CstPerson *person = g_ptr_array_index (people, i);

      add_person (self, person, current != NULL && strcmp (current->id, person->id) == 0);
    }
  for (guint i = 0; others != NULL && i < others->len; i++)
    add_other (self, g_ptr_array_index (others, i));

  gtk_widget_set_visible (GTK_WIDGET (self->others_group), others != NULL && others->len > 0);
}

static void
people_failed_cb (CstPeopleWindow *self,
                  const GError    *error)
{
  cst_message_show_problem (GTK_WIDGET (self), _("The Change Was Not Kept"), error);
}

static void
cst_people_window_finalize (GObject *object)
{
  CstPeopleWindow *self = CST_PEOPLE_WINDOW (object);

  g_clear_object (&self->people);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (cst_people_window_parent_class)->finalize (object);
}

static void
cst_people_window_class_init (CstPeopleWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cst_people_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-people-window"));
  gtk_widget_class_bind_template_child (widget_class, CstPeopleWindow, people_group);
  gtk_widget_class_bind_template_child (widget_class, CstPeopleWindow, others_group);
  gtk_widget_class_bind_template_child (widget_class, CstPeopleWindow, name_row);
  gtk_widget_class_bind_template_callback (widget_class, name_apply_cb);
  gtk_widget_class_install_action (widget_class, "people.choose", "s", choose_action);
  gtk_widget_class_install_action (widget_class, "people.remove", "s", remove_action);
}

static void
cst_people_window_init (CstPeopleWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
}

/**
 * cst_people_window_new:
 * @is_question: whether it only asks who works here and closes with the answer
 */
CstPeopleWindow *
cst_people_window_new (CstPeopleList *people,
                       gboolean       is_question)
{
  CstPeopleWindow *self;

  g_return_val_if_fail (CST_IS_PEOPLE_LIST (people), NULL);

  self = g_object_new (CST_TYPE_PEOPLE_WINDOW, NULL);
  self->people = g_object_ref (people);
  self->is_question = is_question;
  g_signal_connect_object (people, "changed", G_CALLBACK (people_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (people, "failed", G_CALLBACK (people_failed_cb), self, G_CONNECT_SWAPPED);
  people_changed_cb (self);

  return self;
}
