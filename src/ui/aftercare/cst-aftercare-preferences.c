/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-aftercare-preferences.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-message.h"
#include "cst-next-step.h"
#include "cst-place.h"
#include "cst-settings.h"
#include "cst-ui.h"
#include "cst-util.h"

/* A page of the preferences: after how many days something is said to be late (R4, R6), and the places
 * of ours that goods come back to (R9, R10). Everything is kept at once. */
struct _CstAftercarePreferences
{
  AdwPreferencesPage   parent_instance;

  CstContext          *context; /* (owned) (nullable) */
  GPtrArray           *places;  /* (owned): of CstPlace */
  gboolean             is_filling;

  GtkSpinButton       *reminder_days;
  GtkSpinButton       *return_days;
  GtkListBox          *list;
  GtkEditable         *name;
  GtkEditable         *street;
  GtkEditable         *postal_code;
  GtkEditable         *city;
};

G_DEFINE_FINAL_TYPE (CstAftercarePreferences, cst_aftercare_preferences, ADW_TYPE_PREFERENCES_PAGE)

typedef struct
{
  const char *key;
  char       *value; /* (owned) */
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

  return GINT_TO_POINTER (cst_db_set_setting (db, setting->key, setting->value, error));
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CstAftercarePreferences) self = CST_AFTERCARE_PREFERENCES (user_data);
  g_autoptr(GError) error = NULL;

  if (cst_store_run_finish (CST_STORE (object), result, &error) == NULL)
    cst_message_show_problem (GTK_WIDGET (self), _("The Change Was Not Kept"), error);
}

static void
write_down (CstAftercarePreferences *self,
            const char              *key,
            char                    *value)
{
  Setting *setting = g_new0 (Setting, 1);

  setting->key = key;
  setting->value = value;
  cst_store_run_async (cst_context_get_store (self->context), write_setting, setting, setting_free, NULL, NULL,
                       written_cb, g_object_ref (self));
}

static void
days_changed_cb (CstAftercarePreferences *self,
                 GtkSpinButton           *spin)
{
  if (!self->is_filling)
    write_down (self, spin == self->reminder_days ? CST_SETTING_REMINDER_DAYS : CST_SETTING_RETURN_DAYS,
                g_strdup_printf ("%d", gtk_spin_button_get_value_as_int (spin)));
}

static void
show_places (CstAftercarePreferences *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);

  for (guint i = 0; i < self->places->len; i++)
    {
      const CstPlace *place = g_ptr_array_index (self->places, i);
      GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
      g_autofree char *address = g_strdup_printf ("%s%s%s %s", place->street != NULL ? place->street : "",
                                                  cst_str_is_blank (place->street) ? "" : ", ",
                                                  place->postal_code, place->city);
      g_autofree char *spoken = NULL;

      /* Translators: the name of a warehouse */
      spoken = g_strdup_printf (_("Remove %s"), place->name);
      gtk_widget_set_tooltip_text (button, spoken);
      cst_accessible_set_label (button, spoken);
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "flat");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", i);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "places.remove");

      row = adw_action_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), place->name);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), address);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
      gtk_list_box_append (self->list, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->places->len > 0);
}

static void
keep_places (CstAftercarePreferences *self)
{
  write_down (self, CST_SETTING_PLACES, cst_places_to_text (self->places));
  show_places (self);
}

static void
update_actions (CstAftercarePreferences *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "places.add",
                                 self->context != NULL &&
                                 !cst_str_is_blank (gtk_editable_get_text (self->name)) &&
                                 !cst_str_is_blank (gtk_editable_get_text (self->postal_code)) &&
                                 !cst_str_is_blank (gtk_editable_get_text (self->city)));
}

static char *
take_text (GtkEditable *editable)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (editable)));

  gtk_editable_set_text (editable, "");

  return text;
}

static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  CstAftercarePreferences *self = CST_AFTERCARE_PREFERENCES (widget);
  CstPlace *place = cst_place_new ();

  place->name = take_text (self->name);
  place->street = take_text (self->street);
  place->postal_code = take_text (self->postal_code);
  place->city = take_text (self->city);
  g_ptr_array_add (self->places, place);
  keep_places (self);
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstAftercarePreferences *self = CST_AFTERCARE_PREFERENCES (widget);
  guint index = g_variant_get_uint32 (parameter);

  if (index >= self->places->len)
    return;

  g_ptr_array_remove_index (self->places, index);
  keep_places (self);
}

static void
cst_aftercare_preferences_dispose (GObject *object)
{
  CstAftercarePreferences *self = CST_AFTERCARE_PREFERENCES (object);

  self->is_filling = TRUE;
  g_clear_object (&self->context);

  G_OBJECT_CLASS (cst_aftercare_preferences_parent_class)->dispose (object);
}

static void
cst_aftercare_preferences_finalize (GObject *object)
{
  g_ptr_array_unref (CST_AFTERCARE_PREFERENCES (object)->places);

  G_OBJECT_CLASS (cst_aftercare_preferences_parent_class)->finalize (object);
}

static void
cst_aftercare_preferences_class_init (CstAftercarePreferencesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_aftercare_preferences_dispose;
  object_class->finalize = cst_aftercare_preferences_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-aftercare-preferences"));
  gtk_widget_class_bind_template_child (widget_class, CstAftercarePreferences, reminder_days);
  gtk_widget_class_bind_template_child (widget_class, CstAftercarePreferences, return_days);
  gtk_widget_class_bind_template_child (widget_class, CstAftercarePreferences, list);
  gtk_widget_class_bind_template_child (widget_class, CstAftercarePreferences, name);
  gtk_widget_class_bind_template_child (widget_class, CstAftercarePreferences, street);
  gtk_widget_class_bind_template_child (widget_class, CstAftercarePreferences, postal_code);
  gtk_widget_class_bind_template_child (widget_class, CstAftercarePreferences, city);
  gtk_widget_class_bind_template_callback (widget_class, days_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_actions);
  gtk_widget_class_install_action (widget_class, "places.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "places.remove", "u", remove_action);
}

static void
cst_aftercare_preferences_init (CstAftercarePreferences *self)
{
  self->is_filling = TRUE;
  self->places = cst_places_from_text (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  update_actions (self);
}

/**
 * cst_aftercare_preferences_new:
 *
 * Returns: (transfer floating): a page for the preferences' window
 */
GtkWidget *
cst_aftercare_preferences_new (CstContext *context)
{
  CstAftercarePreferences *self = g_object_new (CST_TYPE_AFTERCARE_PREFERENCES, NULL);
  CstDb *db = cst_context_get_reader (context);
  g_autofree char *places = db != NULL ? cst_db_setting (db, CST_SETTING_PLACES, NULL) : NULL;

  self->context = g_object_ref (context);
  g_ptr_array_unref (self->places);
  self->places = cst_places_from_text (places);
  if (db != NULL)
    {
      gtk_spin_button_set_value (self->reminder_days,
                                 cst_db_setting_int (db, CST_SETTING_REMINDER_DAYS, CST_REMINDER_DAYS_DEFAULT));
      gtk_spin_button_set_value (self->return_days,
                                 cst_db_setting_int (db, CST_SETTING_RETURN_DAYS, CST_RETURN_DAYS_DEFAULT));
    }
  show_places (self);
  self->is_filling = FALSE;

  return GTK_WIDGET (self);
}
