/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-spinner.h"

/* GTK's own spinner asks for sixty frames a second for as long as it spins, also behind another page of a stack: the
 * whole window is then awake for ever. This one spins while it is shown. */

struct _CstSpinner
{
  GtkWidget  parent_instance;

  GtkWidget *spinner;
};

G_DEFINE_FINAL_TYPE (CstSpinner, cst_spinner, GTK_TYPE_WIDGET)

static void
cst_spinner_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cst_spinner_parent_class)->map (widget);

  gtk_spinner_start (GTK_SPINNER (CST_SPINNER (widget)->spinner));
}

static void
cst_spinner_unmap (GtkWidget *widget)
{
  gtk_spinner_stop (GTK_SPINNER (CST_SPINNER (widget)->spinner));

  GTK_WIDGET_CLASS (cst_spinner_parent_class)->unmap (widget);
}

static void
cst_spinner_dispose (GObject *object)
{
  g_clear_pointer (&CST_SPINNER (object)->spinner, gtk_widget_unparent);

  G_OBJECT_CLASS (cst_spinner_parent_class)->dispose (object);
}

static void
cst_spinner_class_init (CstSpinnerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_spinner_dispose;
  widget_class->map = cst_spinner_map;
  widget_class->unmap = cst_spinner_unmap;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cst_spinner_init (CstSpinner *self)
{
  self->spinner = gtk_spinner_new ();
  gtk_widget_set_parent (self->spinner, GTK_WIDGET (self));
}

gboolean
cst_spinner_is_spinning (CstSpinner *self)
{
  g_return_val_if_fail (CST_IS_SPINNER (self), FALSE);

  return gtk_spinner_get_spinning (GTK_SPINNER (self->spinner));
}
