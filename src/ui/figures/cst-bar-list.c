/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-bar-list.h"

#include "cst-accessible.h"
#include "cst-format.h"
#include "cst-ui.h"

/* Counts as bars. Each bar is a button that leads to what it counts, and speaks its whole sentence. */

struct _CstBarList
{
  GtkWidget  parent_instance;

  GtkWidget *root;
  GtkLabel  *title;
  GtkBox    *bars;

  int        most;
};

enum
{
  PROP_TITLE = 1,
};

G_DEFINE_FINAL_TYPE (CstBarList, cst_bar_list, GTK_TYPE_WIDGET)

static void
cst_bar_list_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  CstBarList *self = CST_BAR_LIST (object);

  if (prop_id == PROP_TITLE)
    gtk_label_set_label (self->title, g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
cst_bar_list_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_BAR_LIST);

  G_OBJECT_CLASS (cst_bar_list_parent_class)->dispose (object);
}

static void
cst_bar_list_class_init (CstBarListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = cst_bar_list_set_property;
  object_class->dispose = cst_bar_list_dispose;

  g_object_class_install_property (object_class, PROP_TITLE,
                                   g_param_spec_string ("title", NULL, NULL, NULL,
                                                        G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS));

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "barlist");
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-bar-list"));
  gtk_widget_class_bind_template_child (widget_class, CstBarList, root);
  gtk_widget_class_bind_template_child (widget_class, CstBarList, title);
  gtk_widget_class_bind_template_child (widget_class, CstBarList, bars);
}

static void
cst_bar_list_init (CstBarList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cst_bar_list_clear:
 * @most: the count of the longest bar to come
 */
void
cst_bar_list_clear (CstBarList *self,
                    int         most)
{
  GtkWidget *child;

  g_return_if_fail (CST_IS_BAR_LIST (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->bars))) != NULL)
    gtk_box_remove (self->bars, child);
  self->most = most;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * cst_bar_list_add:
 * @spoken: the bar as one sentence
 * @target: where it leads: the parameter of `figures.show`; a floating reference is taken
 */
void
cst_bar_list_add (CstBarList *self,
                  const char *label,
                  int         count,
                  const char *spoken,
                  GVariant   *target)
{
  GtkWidget *button;
  GtkWidget *box;
  GtkWidget *name;
  GtkWidget *number;
  GtkWidget *bar;
  g_autofree char *number_text = NULL;

  g_return_if_fail (CST_IS_BAR_LIST (self));

  number_text = cst_format_count ((guint64) MAX (count, 0));
  name = gtk_label_new (label);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  number = gtk_label_new (number_text);
  gtk_widget_add_css_class (number, "numeric");

  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (box, "bar-label");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), number);

  bar = gtk_level_bar_new_for_interval (0, MAX (self->most, 1));
  cst_accessible_set_label (bar, "");
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_FULL);
  gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), count);

  button = gtk_button_new ();
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_button_set_child (GTK_BUTTON (button), gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (GTK_BOX (gtk_button_get_child (GTK_BUTTON (button))), box);
  gtk_box_append (GTK_BOX (gtk_button_get_child (GTK_BUTTON (button))), bar);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "figures.show");
  cst_accessible_set_label (button, spoken);
  gtk_box_append (self->bars, button);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}
