/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-focus-place.h"

/* A card that is built anew takes the keyboard's place away with the widget that had it, and GTK then
 * passes the whole card over. So the place is noted by a name before, and found again after.
 *
 * A button tells a moment after Return was pressed on it: a press that is under way goes on in the new
 * button, if that one does the same. */

#define NAME_KEY "cst-focus-place"
#define PRESSED_KEY "cst-focus-place-pressed"

/**
 * cst_focus_place_name:
 *
 * Gives a widget the name by which it is found again.
 */
void
cst_focus_place_name (GtkWidget  *widget,
                      const char *name)
{
  g_object_set_data_full (G_OBJECT (widget), NAME_KEY, g_strdup (name), g_free);
}

/**
 * cst_focus_place_note:
 *
 * Returns: (transfer full) (nullable): where in @card the keyboard is, "" for a place without a name; %NULL when it is
 *   elsewhere
 */
char *
cst_focus_place_note (GtkWidget *card)
{
  GtkRoot *root = gtk_widget_get_root (card);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  const char *name = NULL;

  g_object_set_data (G_OBJECT (card), PRESSED_KEY, NULL);
  if (focus == NULL || !gtk_widget_is_ancestor (focus, card))
    return NULL;

  if (GTK_IS_BUTTON (focus) && gtk_widget_has_css_class (focus, "keyboard-activating"))
    g_object_set_data_full (G_OBJECT (card), PRESSED_KEY, g_object_ref (focus), g_object_unref);

  /* A menu button's keyboard is in a button inside it. */
  for (GtkWidget *widget = focus; widget != card && name == NULL; widget = gtk_widget_get_parent (widget))
    name = g_object_get_data (G_OBJECT (widget), NAME_KEY);

  return g_strdup (name != NULL ? name : "");
}

/* The widget of that name, else the last named one that can be seen. */
static GtkWidget *
find_place (GtkWidget   *widget,
            const char  *name,
            GtkWidget  **other)
{
  const char *own = g_object_get_data (G_OBJECT (widget), NAME_KEY);

  if (!gtk_widget_get_visible (widget) || !gtk_widget_is_sensitive (widget))
    return NULL;
  if (g_strcmp0 (own, name) == 0)
    return widget;
  if (own != NULL)
    *other = widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_place (child, name, other);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
do_the_same (GtkWidget *a,
             GtkWidget *b)
{
  GtkActionable *one = GTK_ACTIONABLE (a);
  GtkActionable *other = GTK_IS_BUTTON (b) ? GTK_ACTIONABLE (b) : NULL;
  GVariant *target = gtk_actionable_get_action_target_value (one);
  GVariant *wanted = other != NULL ? gtk_actionable_get_action_target_value (other) : NULL;

  return other != NULL && gtk_actionable_get_action_name (one) != NULL &&
         g_strcmp0 (gtk_actionable_get_action_name (one), gtk_actionable_get_action_name (other)) == 0 &&
         (target == wanted || (target != NULL && wanted != NULL && g_variant_equal (target, wanted)));
}

/**
 * cst_focus_place_restore:
 * @name: (nullable): as cst_focus_place_note() gave it; nothing happens without one
 */
void
cst_focus_place_restore (GtkWidget  *card,
                         const char *name)
{
  g_autoptr(GtkWidget) pressed = g_object_steal_data (G_OBJECT (card), PRESSED_KEY);
  GtkWidget *other = NULL;
  GtkWidget *found;

  if (name == NULL)
    return;

  found = find_place (card, name, &other);
  if (found != NULL || other != NULL)
    gtk_widget_grab_focus (found != NULL ? found : other);
  if (found != NULL && pressed != NULL && do_the_same (pressed, found))
    gtk_widget_activate (found);
}
