/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sidebar-row.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-ui.h"

struct _CstSidebarRow
{
  GtkListBoxRow  parent_instance;

  GtkImage      *image;
  GtkLabel      *text;
  GtkLabel      *badge;

  char          *section; /* (owned) */
};

G_DEFINE_FINAL_TYPE (CstSidebarRow, cst_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

static void
cst_sidebar_row_finalize (GObject *object)
{
  CstSidebarRow *self = CST_SIDEBAR_ROW (object);

  g_free (self->section);

  G_OBJECT_CLASS (cst_sidebar_row_parent_class)->finalize (object);
}

static void
cst_sidebar_row_class_init (CstSidebarRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cst_sidebar_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-sidebar-row"));
  gtk_widget_class_bind_template_child (widget_class, CstSidebarRow, image);
  gtk_widget_class_bind_template_child (widget_class, CstSidebarRow, text);
  gtk_widget_class_bind_template_child (widget_class, CstSidebarRow, badge);
}

static void
cst_sidebar_row_init (CstSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cst_sidebar_row_new:
 * @section: the section it leads to
 * @label: its translated name
 */
GtkWidget *
cst_sidebar_row_new (const char *section,
                     const char *icon_name,
                     const char *label)
{
  CstSidebarRow *self = g_object_new (CST_TYPE_SIDEBAR_ROW, NULL);

  self->section = g_strdup (section);
  gtk_image_set_from_icon_name (self->image, icon_name);
  gtk_label_set_label (self->text, label);
  cst_accessible_set_label (GTK_WIDGET (self), label);

  return GTK_WIDGET (self);
}

const char *
cst_sidebar_row_get_section (CstSidebarRow *self)
{
  g_return_val_if_fail (CST_IS_SIDEBAR_ROW (self), NULL);

  return self->section;
}

const char *
cst_sidebar_row_get_label (CstSidebarRow *self)
{
  g_return_val_if_fail (CST_IS_SIDEBAR_ROW (self), NULL);

  return gtk_label_get_label (self->text);
}

/**
 * cst_sidebar_row_set_badge:
 * @text: (nullable): a count or a share, %NULL for none
 * @is_urgent: whether somebody has to look
 */
void
cst_sidebar_row_set_badge (CstSidebarRow *self,
                           const char    *text,
                           gboolean       is_urgent)
{
  g_autofree char *sentence = NULL;

  g_return_if_fail (CST_IS_SIDEBAR_ROW (self));

  gtk_label_set_label (self->badge, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->badge), text != NULL);
  if (is_urgent)
    gtk_widget_add_css_class (GTK_WIDGET (self->badge), "urgent");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->badge), "urgent");

  /* Translators: a section of the window and how many things wait in it, as spoken by a screen reader */
  sentence = text != NULL ? g_strdup_printf (C_("section", "%1$s, %2$s"), gtk_label_get_label (self->text), text)
                          : g_strdup (gtk_label_get_label (self->text));
  cst_accessible_set_label (GTK_WIDGET (self), sentence);
}
