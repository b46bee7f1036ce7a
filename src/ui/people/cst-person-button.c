/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-person-button.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-message.h"
#include "cst-people-window.h"
#include "cst-ui.h"

/* R7: who works here, in the header: one click shows everybody, another changes it. */

struct _CstPersonButton
{
  GtkWidget           parent_instance;

  GtkWidget          *root;

  CstPeopleList      *people;  /* (owned) (nullable) */
  GSimpleAction      *current; /* (owned) */
};

G_DEFINE_FINAL_TYPE (CstPersonButton, cst_person_button, GTK_TYPE_WIDGET)

static const CstPerson *
find_person (GPtrArray  *people,
             const char *id)
{
  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      const CstPerson *person = g_ptr_array_index (people, i);

      if (g_strcmp0 (person->id, id) == 0)
        return person;
    }

  return NULL;
}

static void
append_person (GMenu           *menu,
               const CstPerson *person)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (person->name, NULL);

  g_menu_item_set_action_and_target (item, "person.current", "s", person->id);
  g_menu_append_item (menu, item);
}

static GMenuModel *
build_menu (CstPersonButton *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) people = g_menu_new ();
  g_autoptr(GMenu) more = g_menu_new ();
  GPtrArray *entered = cst_people_list_get_people (self->people);

  for (guint i = 0; entered != NULL && i < entered->len; i++)
    append_person (people, g_ptr_array_index (entered, i));
  g_menu_append (more, _("_People…"), "person.manage");
  g_menu_append_section (menu, _("Who works here"), G_MENU_MODEL (people));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));

  return G_MENU_MODEL (menu);
}

static void
people_changed_cb (CstPersonButton *self)
{
  const CstPerson *current = cst_people_list_get_current (self->people);
  g_autoptr(GMenuModel) menu = build_menu (self);
  g_autofree char *label = NULL;

  g_simple_action_set_state (self->current, g_variant_new_string (current != NULL ? current->id : ""));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->root), menu);

  /* Translators: a person’s name */
  label = current != NULL ? g_strdup_printf (_("%s works here"), current->name) : g_strdup (_("Say who works here"));
  gtk_widget_set_tooltip_text (self->root, label);
  cst_accessible_set_label (self->root, label);
}

static void
people_failed_cb (CstPersonButton *self,
                  const GError    *error)
{
  cst_message_show_problem (GTK_WIDGET (self), _("The Change Was Not Kept"), error);
}

static void
current_action (GSimpleAction *action,
                GVariant      *value,
                gpointer       user_data)
{
  CstPersonButton *self = CST_PERSON_BUTTON (user_data);
  const CstPerson *person = find_person (cst_people_list_get_people (self->people), g_variant_get_string (value, NULL));

  if (person != NULL)
    cst_people_list_choose (self->people, person);
}

static void
manage_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  CstPersonButton *self = CST_PERSON_BUTTON (user_data);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  CstPeopleWindow *window = cst_people_window_new (self->people, FALSE);

  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (window));
}

static void
cst_person_button_dispose (GObject *object)
{
  CstPersonButton *self = CST_PERSON_BUTTON (object);

  g_clear_object (&self->people);
  g_clear_object (&self->current);
  gtk_widget_dispose_template (GTK_WIDGET (self), CST_TYPE_PERSON_BUTTON);

  G_OBJECT_CLASS (cst_person_button_parent_class)->dispose (object);
}

static void
cst_person_button_class_init (CstPersonButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_person_button_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-person-button"));
  gtk_widget_class_bind_template_child (widget_class, CstPersonButton, root);
}

static void
cst_person_button_init (CstPersonButton *self)
{
  static const GActionEntry entries[] = {
    { .name = "manage", .activate = manage_action },
  };
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  self->current = g_simple_action_new_stateful ("current", G_VARIANT_TYPE_STRING, g_variant_new_string (""));
  g_signal_connect (self->current, "activate", G_CALLBACK (current_action), self);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (self->current));
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "person", G_ACTION_GROUP (group));
}

/**
 * cst_person_button_set_people:
 *
 * Once, before it is shown.
 */
void
cst_person_button_set_people (CstPersonButton *self,
                              CstPeopleList   *people)
{
  g_return_if_fail (CST_IS_PERSON_BUTTON (self));
  g_return_if_fail (CST_IS_PEOPLE_LIST (people));
  g_return_if_fail (self->people == NULL);

  self->people = g_object_ref (people);
  g_signal_connect_object (people, "changed", G_CALLBACK (people_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (people, "failed", G_CALLBACK (people_failed_cb), self, G_CONNECT_SWAPPED);
  people_changed_cb (self);
}
