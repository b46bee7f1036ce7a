/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-account-row.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-ui.h"

struct _CstAccountRow
{
  GtkListBoxRow  parent_instance;

  GtkLabel      *site_label;
  GtkLabel      *name_label;
  GtkImage      *state_image;
  GtkLabel      *state_label;

  gint64         account;
  char          *spoken_name; /* (owned) */
};

G_DEFINE_FINAL_TYPE (CstAccountRow, cst_account_row, GTK_TYPE_LIST_BOX_ROW)

static void
cst_account_row_finalize (GObject *object)
{
  g_free (CST_ACCOUNT_ROW (object)->spoken_name);

  G_OBJECT_CLASS (cst_account_row_parent_class)->finalize (object);
}

static void
cst_account_row_class_init (CstAccountRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cst_account_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-account-row"));
  gtk_widget_class_bind_template_child (widget_class, CstAccountRow, site_label);
  gtk_widget_class_bind_template_child (widget_class, CstAccountRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, CstAccountRow, state_image);
  gtk_widget_class_bind_template_child (widget_class, CstAccountRow, state_label);
}

static void
cst_account_row_init (CstAccountRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cst_account_row_new:
 *
 * A row under the site's name; what the account is called here stands below, where it says something else.
 */
GtkWidget *
cst_account_row_new (const CstAccount *account)
{
  CstAccountRow *self = g_object_new (CST_TYPE_ACCOUNT_ROW, NULL);
  const char *site = cst_account_get_site (account);
  gboolean has_name = g_ascii_strcasecmp (site, account->name) != 0;

  self->account = account->id;
  gtk_label_set_label (self->site_label, site);
  gtk_label_set_label (self->name_label, account->name);
  gtk_widget_set_visible (GTK_WIDGET (self->name_label), has_name);
  self->spoken_name = has_name ? g_strdup_printf ("%s, %s", site, account->name) : g_strdup (site);
  cst_accessible_set_label (GTK_WIDGET (self), self->spoken_name);

  return GTK_WIDGET (self);
}

gint64
cst_account_row_get_account (CstAccountRow *self)
{
  g_return_val_if_fail (CST_IS_ACCOUNT_ROW (self), 0);

  return self->account;
}

/**
 * cst_account_row_set_state:
 * @icon_name: the shape of the state
 * @text: how the account stands, in a word or two
 * @explanation: (nullable): the whole sentence, with what to do about a problem
 */
void
cst_account_row_set_state (CstAccountRow *self,
                           const char    *icon_name,
                           const char    *text,
                           const char    *explanation,
                           gboolean       is_problem)
{
  g_autofree char *sentence = NULL;

  g_return_if_fail (CST_IS_ACCOUNT_ROW (self));

  gtk_image_set_from_icon_name (self->state_image, icon_name);
  gtk_label_set_label (self->state_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), explanation);

  if (is_problem)
    gtk_widget_add_css_class (GTK_WIDGET (self), "problem");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "problem");

  /* Translators: an account’s name and its state, as spoken by a screen reader */
  sentence = g_strdup_printf (C_("account", "%1$s, %2$s"), self->spoken_name,
                              explanation != NULL ? explanation : text);
  cst_accessible_set_label (GTK_WIDGET (self), sentence);
}
