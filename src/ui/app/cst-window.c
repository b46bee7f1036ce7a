/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-window.h"

#include "cst-config.h"
#include "cst-ui.h"

struct _CstWindow
{
  AdwApplicationWindow  parent_instance;

  GtkStack             *root;

  GSettings            *settings; /* (owned) */
};

G_DEFINE_FINAL_TYPE (CstWindow, cst_window, ADW_TYPE_APPLICATION_WINDOW)

static void
cst_window_dispose (GObject *object)
{
  CstWindow *self = CST_WINDOW (object);

  g_clear_object (&self->settings);

  G_OBJECT_CLASS (cst_window_parent_class)->dispose (object);
}

static void
cst_window_class_init (CstWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-window"));
  gtk_widget_class_bind_template_child (widget_class, CstWindow, root);
}

static void
cst_window_init (CstWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->settings = g_settings_new (CST_APP_ID);
  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
}

CstWindow *
cst_window_new (CstApplication *application)
{
  return g_object_new (CST_TYPE_WINDOW, "application", application, NULL);
}
