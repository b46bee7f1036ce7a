/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-parcel-group.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-deliveries.h"
#include "cst-delivery-words.h"
#include "cst-problem-row.h"

/* What carriers report of an order’s parcels (C6), newest first; hidden while they report nothing. */

struct _CstParcelGroup
{
  AdwPreferencesGroup  parent_instance;

  GtkListBox          *list;
  gboolean             is_compact;
};

G_DEFINE_FINAL_TYPE (CstParcelGroup, cst_parcel_group, ADW_TYPE_PREFERENCES_GROUP)

static CstProblemRow *
row_at (CstParcelGroup *self,
        guint           place)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) place);

  return row != NULL ? CST_PROBLEM_ROW (row) : NULL;
}

static void
cst_parcel_group_class_init (CstParcelGroupClass *klass)
{
}

static void
cst_parcel_group_init (CstParcelGroup *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  cst_accessible_set_label (list, _("Delivery Incidents"));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Delivery Incidents"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), list);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * cst_parcel_group_show:
 *
 * Reads what carriers report of an order, and shows it.
 */
void
cst_parcel_group_show (CstParcelGroup *self,
                       CstContext     *context,
                       gint64          account,
                       const char     *order)
{
  CstDb *db = cst_context_get_reader (context);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) deliveries = NULL;
  guint n;

  g_return_if_fail (CST_IS_PARCEL_GROUP (self));
  g_return_if_fail (order != NULL);

  if (db == NULL)
    return;
  deliveries = cst_db_deliveries_of_order (db, account, order, &error);
  if (error != NULL)
    g_warning ("The delivery incidents of an order cannot be read: %s", error->message);

  /* A row that is being pressed or read stays the same widget. */
  n = deliveries != NULL ? deliveries->len : 0;
  while (row_at (self, n) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row_at (self, n)));
  for (guint i = 0; i < n; i++)
    {
      const CstDelivery *delivery = g_ptr_array_index (deliveries, n - 1 - i);
      g_autofree char *code = cst_delivery_code_text (context, delivery);

      if (row_at (self, i) == NULL)
        gtk_list_box_append (self->list, cst_problem_row_new ());
      cst_problem_row_set_delivery (row_at (self, i), delivery, code, cst_context_now (context));
      cst_problem_row_set_compact (row_at (self, i), self->is_compact);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

/**
 * cst_parcel_group_set_compact:
 *
 * In a narrow window the buttons stand below what they are about.
 */
void
cst_parcel_group_set_compact (CstParcelGroup *self,
                              gboolean        is_compact)
{
  CstProblemRow *row;

  g_return_if_fail (CST_IS_PARCEL_GROUP (self));

  self->is_compact = is_compact;
  for (guint i = 0; (row = row_at (self, i)) != NULL; i++)
    cst_problem_row_set_compact (row, is_compact);
}
