/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-accessible.h"

/**
 * cst_accessible_set_label:
 *
 * Gives @widget the name that a screen reader speaks.
 */
void
cst_accessible_set_label (GtkWidget  *widget,
                          const char *label)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * cst_accessible_set_row_label:
 * @cell_child: the widget a list item shows in one cell of a column view, or in a row of a list view
 * @sentence: the row as one sentence
 *
 * GTK has an API for this only from 4.12 on, yet the row can be reached from its cell.
 */
void
cst_accessible_set_row_label (GtkWidget  *cell_child,
                              const char *sentence)
{
  GtkWidget *row;

  g_return_if_fail (GTK_IS_WIDGET (cell_child));

  for (row = gtk_widget_get_parent (cell_child); row != NULL; row = gtk_widget_get_parent (row))
    {
      if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (row)) == GTK_ACCESSIBLE_ROLE_ROW ||
          gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (row)) == GTK_ACCESSIBLE_ROLE_LIST_ITEM)
        {
          cst_accessible_set_label (row, sentence);
          return;
        }
    }
}

/* What is chosen is shown by a row of a list, which GTK leaves without a name, too. */
static void
name_chosen_row (GtkWidget  *widget,
                 const char *text)
{
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkListItemWidget"))
    cst_accessible_set_label (widget, text);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_chosen_row (child, text);
}

static void
speak_choice (GtkDropDown *choice)
{
  const char *label = g_object_get_data (G_OBJECT (choice), "cst-label");
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (choice));
  gpointer item = gtk_drop_down_get_selected_item (choice);
  g_autofree char *sentence = NULL;

  if (GTK_IS_STRING_OBJECT (item))
    {
      sentence = g_strdup_printf ("%s, %s", label, gtk_string_object_get_string (item));
      name_chosen_row (button, gtk_string_object_get_string (item));
    }
  cst_accessible_set_label (button, sentence != NULL ? sentence : label);
}

/**
 * cst_accessible_set_choice_label:
 *
 * Gives a drop-down list its name. What has the keyboard in it is a button of its own that GTK leaves without one: it
 * is called the same, and what is chosen.
 */
void
cst_accessible_set_choice_label (GtkDropDown *choice,
                                 const char  *label)
{
  g_return_if_fail (GTK_IS_DROP_DOWN (choice));

  cst_accessible_set_label (GTK_WIDGET (choice), label);
  g_object_set_data_full (G_OBJECT (choice), "cst-label", g_strdup (label), g_free);
  g_signal_connect (choice, "notify::selected-item", G_CALLBACK (speak_choice), NULL);
  speak_choice (choice);
}
