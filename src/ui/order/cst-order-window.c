/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-order-window.h"

#include <adwaita.h>

#include "cst-order-page.h"

/**
 * cst_order_window_new:
 * @opener: the window it was opened from
 *
 * Returns: (transfer none): an order's page in a window of its own, for a second screen
 */
GtkWindow *
cst_order_window_new (GtkWindow  *opener,
                      CstContext *context,
                      gint64      account,
                      const char *order)
{
  GtkWidget *window = adw_application_window_new (gtk_window_get_application (opener));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = cst_order_page_new (context);

  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 760);
  gtk_widget_set_size_request (window, 360, 294);

  cst_order_page_show (CST_ORDER_PAGE (page), account, order);
  g_object_bind_property (page, "title", window, "title", G_BINDING_SYNC_CREATE);

  return GTK_WINDOW (window);
}
