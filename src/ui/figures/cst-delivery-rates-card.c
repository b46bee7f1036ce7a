/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-delivery-rates-card.h"

#include <glib/gi18n.h>

#include "cst-build.h"
#include "cst-format.h"
#include "cst-util.h"

/* C3: how well parcels arrive, each rate with what it is counted of and what it means, then carrier by carrier. */

/**
 * cst_delivery_rate_text:
 * @part: those that count
 * @whole: all of them
 *
 * Returns: (transfer full): a rate and what it is counted of
 */
char *
cst_delivery_rate_text (int part,
                        int whole)
{
  g_autofree char *percent = NULL;
  g_autofree char *parts = NULL;
  g_autofree char *all = NULL;

  if (whole <= 0)
    return g_strdup (CST_NO_VALUE);

  percent = cst_format_percent_bp ((int) ((gint64) part * 10000 / whole));
  parts = cst_format_count ((guint64) part);
  all = cst_format_count ((guint64) whole);

  /* Translators: a rate in per cent, and two numbers of parcels */
  return g_strdup_printf (C_("delivery rate", "%1$s (%2$s of %3$s)"), percent, parts, all);
}

static GtkWidget *
build_rate (const char *name,
            int         part,
            int         whole,
            const char *meaning)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *rate = cst_delivery_rate_text (part, whole);

  gtk_box_append (GTK_BOX (box), cst_build_pair (name, rate));
  gtk_box_append (GTK_BOX (box), cst_build_label (meaning, "dim-label"));

  return box;
}

static void
add_carriers (GtkBox    *card,
              GPtrArray *rates)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (rates->len < 2)
    return;

  gtk_box_append (card, cst_build_label (_("Delivery rate by carrier"), "caption-heading"));
  for (guint i = 0; i < rates->len; i++)
    {
      const CstDeliveryRate *rate = g_ptr_array_index (rates, i);
      g_autoptr(CstDeliveryRate) sum = NULL;
      g_autofree char *text = NULL;

      if (!g_hash_table_add (seen, rate->carrier))
        continue;
      sum = cst_delivery_rates_sum (rates, rate->carrier);
      text = cst_delivery_rate_text (sum->delivered, sum->ended);
      gtk_box_append (card, cst_build_pair (!cst_str_is_blank (rate->carrier) ? rate->carrier : _("Carrier not told"),
                                            text));
    }
}

/* An account kept by hand knows the parcels that went wrong; how many went well nobody told it. */
static gboolean
has_incidents_alone (GPtrArray *rates)
{
  for (guint i = 0; i < rates->len; i++)
    {
      gint64 account = ((const CstDeliveryRate *) g_ptr_array_index (rates, i))->account;
      gboolean has_parcels = FALSE;

      for (guint j = 0; j < rates->len; j++)
        {
          const CstDeliveryRate *rate = g_ptr_array_index (rates, j);

          has_parcels = has_parcels || (rate->account == account && rate->ended > 0);
        }
      if (!has_parcels)
        return TRUE;
    }

  return FALSE;
}

/**
 * cst_delivery_rates_card_new:
 * @rates: (element-type CstDeliveryRate): of a period, by account and carrier
 */
GtkWidget *
cst_delivery_rates_card_new (GPtrArray *rates)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  g_autoptr(CstDeliveryRate) sum = cst_delivery_rates_sum (rates, NULL);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "panel");
  gtk_box_append (GTK_BOX (card), cst_build_label (C_("section", "Deliveries"), "heading"));
  gtk_box_append (GTK_BOX (card), build_rate (_("Delivery rate"), sum->delivered, sum->ended,
                                              _("Parcels that arrived, of those whose end is known")));
  gtk_box_append (GTK_BOX (card), build_rate (_("First-attempt rate"), sum->first_attempt, sum->ended,
                                              _("Of the same parcels, those that arrived without a failed attempt")));
  gtk_box_append (GTK_BOX (card), build_rate (_("Solved after an incident"), sum->solved, sum->incidents,
                                              _("Incidents that came to their end with the parcel delivered")));
  add_carriers (GTK_BOX (card), rates);
  if (has_incidents_alone (rates))
    gtk_box_append (GTK_BOX (card),
                    cst_build_row ("constat-info-symbolic",
                                   _("Of accounts kept by hand only parcels with an incident are known, also from a "
                                     "carrier’s file: they count in the rate solved after an incident alone."),
                                   NULL, NULL));

  return card;
}
