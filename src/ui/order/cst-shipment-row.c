/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-shipment-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-format.h"

static char *
describe (const CstShipment *shipment,
          gint64             now)
{
  g_autofree char *shipped = cst_format_date (shipment->shipped_at, now);
  g_autofree char *delivered = cst_format_date (shipment->delivered_at, now);
  const char *number = shipment->tracking_number != NULL ? shipment->tracking_number : CST_NO_VALUE;

  if (shipment->delivered_at != 0)
    /* Translators: tracking number, two dates */
    return g_strdup_printf (C_("shipment", "%1$s\nshipped %2$s, delivered %3$s"), number, shipped, delivered);

  /* Translators: tracking number, a date */
  return g_strdup_printf (C_("shipment", "%1$s\nshipped %2$s"), number, shipped);
}

static GtkWidget *
button_new (const char *icon_name,
            const char *label,
            const char *action,
            const char *target)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  cst_accessible_set_label (button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);

  return button;
}

/**
 * cst_shipment_row_new:
 *
 * Returns: (transfer floating): a parcel with its carrier and its tracking; its buttons name the page's actions
 */
GtkWidget *
cst_shipment_row_new (const CstShipment *shipment,
                      gint64             now)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = describe (shipment, now);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 shipment->carrier != NULL ? shipment->carrier : _("Carrier not known"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);

  if (shipment->tracking_number != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               button_new ("edit-copy-symbolic", _("Copy the tracking number"), "order.copy",
                                           shipment->tracking_number));
  if (shipment->tracking_url != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               button_new ("adw-external-link-symbolic", _("Open the tracking page"),
                                           "order.open-tracking", shipment->tracking_url));

  return row;
}
