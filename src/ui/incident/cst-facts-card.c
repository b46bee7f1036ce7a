/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-facts-card.h"

#include <glib/gi18n.h>

#include "cst-build.h"
#include "cst-format.h"
#include "cst-iso-names.h"
#include "cst-labels.h"
#include "cst-quantities.h"
#include "cst-state-pill.h"
#include "cst-tone.h"
#include "cst-ui.h"
#include "cst-util.h"

/* What is known of the problem: its state and whose turn it is, what the customer says, what it is
 * about and what hangs on it (O4, O11, O12, R5, R6). */
struct _CstFactsCard
{
  GtkWidget     parent_instance;

  GtkWidget    *root;
  CstStatePill *pill;
  GtkLabel     *turn_label;
  GtkWidget    *notices_box;
  GtkLabel     *says_heading;
  GtkLabel     *description_label;
  GtkLabel     *language_label;
  GtkWidget    *lines_box;
  GtkWidget    *facts_box;
  GtkWidget    *done_box;
};

G_DEFINE_FINAL_TYPE (CstFactsCard, cst_facts_card, GTK_TYPE_WIDGET)

static char *
describe_turn (const CstIncidentCase *incident_case,
               gint64                 now)
{
  const CstIncident *incident = incident_case->incident;
  g_autofree char *time = cst_format_duration (now - incident->waiting_since);
  gboolean has_since = incident->waiting_since > 0 && now - incident->waiting_since >= 60;

  switch (incident->waiting_for)
    {
    case CST_PARTY_BRAND:
      /* Translators: how long, as in “5 h” */
      return has_since ? g_strdup_printf (_("Your turn for %s"), time) : g_strdup (_("Your turn"));
    case CST_PARTY_CUSTOMER:
      if (cst_str_is_blank (incident_case->order->customer.name))
        /* Translators: “Customer” or “Retailer”, where the name was erased, and how long */
        return has_since ? g_strdup_printf (_("%1$s: their turn for %2$s"), cst_incident_case_customer (incident_case),
                                            time)
                         : g_strdup_printf (_("%s: their turn"), cst_incident_case_customer (incident_case));

      /* Translators: a customer's name, and how long */
      return has_since ? g_strdup_printf (_("Waiting for %s for %s"), cst_incident_case_customer (incident_case), time)
                       : g_strdup_printf (_("Waiting for %s"), cst_incident_case_customer (incident_case));
    case CST_PARTY_MARKETPLACE:
      return has_since ? g_strdup_printf (_("Waiting for %s for %s"), incident_case->account->info.site, time)
                       : g_strdup_printf (_("Waiting for %s"), incident_case->account->info.site);
    case CST_PARTY_NOBODY:
    case CST_PARTY_UNKNOWN:
    default:
      return NULL;
    }
}

static void
fill_notices (CstFactsCard          *self,
              const CstIncidentCase *incident_case,
              gint64                 now)
{
  const CstIncident *incident = incident_case->incident;
  gint64 asked_at;

  cst_build_clear (self->notices_box);

  if (incident->contested_count > 0)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("Contested once: the solution was not accepted",
                                                         "Contested %d times: the solutions were not accepted",
                                                         (gulong) incident->contested_count),
                                               incident->contested_count);

      gtk_box_append (GTK_BOX (self->notices_box),
                      cst_build_row ("constat-state-contested-symbolic", text, NULL, NULL));
    }

  if (cst_incident_case_asked_photo (incident_case, &asked_at))
    {
      g_autofree char *ago = cst_format_ago (asked_at, now);
      g_autofree char *text = g_strdup_printf (_("A photo was asked for %s; none has come since"), ago);

      gtk_box_append (GTK_BOX (self->notices_box),
                      cst_build_row ("constat-photo-announced-symbolic", text, NULL, NULL));
    }

  if (incident->state == CST_INCIDENT_REFUSED && incident->refused_reason != NULL)
    gtk_box_append (GTK_BOX (self->notices_box),
                    cst_build_row ("constat-state-refused-symbolic", _("Refused by the marketplace"),
                                   incident->refused_reason, NULL));

  gtk_widget_set_visible (self->notices_box, gtk_widget_get_first_child (self->notices_box) != NULL);
}

static void
fill_description (CstFactsCard          *self,
                  const CstIncidentCase *incident_case)
{
  const CstIncident *incident = incident_case->incident;
  g_autofree char *heading = NULL;
  g_autofree char *text = NULL;
  gboolean has_text = !cst_str_is_blank (incident->description);

  /* Translators: a customer's name */
  heading = cst_str_is_blank (incident_case->order->customer.name)
            ? g_strdup (_("What was reported"))
            : g_strdup_printf (_("What %s reports"), cst_incident_case_customer (incident_case));
  gtk_label_set_label (self->says_heading, heading);

  /* Translators: what the customer wrote, in quotation marks */
  text = has_text ? g_strdup_printf (_("“%s”"), incident->description) : g_strdup (_("No comment was written."));
  gtk_label_set_label (self->description_label, text);

  gtk_widget_set_visible (GTK_WIDGET (self->language_label), has_text && incident->language != NULL);
  if (incident->language != NULL)
    {
      /* Translators: a language's name, as in “German” */
      g_autofree char *language = g_strdup_printf (_("Language: %s"), cst_language_name (incident->language));

      gtk_label_set_label (self->language_label, language);
    }
}

static void
fill_lines (CstFactsCard          *self,
            const CstIncidentCase *incident_case)
{
  const CstOrder *order = incident_case->order;

  cst_build_clear (self->lines_box);
  for (guint i = 0; i < incident_case->incident->lines->len; i++)
    {
      const CstLineQuantity *reported = g_ptr_array_index (incident_case->incident->lines, i);
      const CstOrderLine *line = cst_order_find_line (order, reported->line);
      g_autofree char *title = NULL;
      g_autofree char *price = NULL;
      g_autofree char *detail = NULL;
      GtkWidget *row, *quantity;

      if (line == NULL)
        continue;

      title = line->variant != NULL ? g_strdup_printf ("%s · %s", line->title, line->variant)
                                    : g_strdup (line->title);
      price = cst_format_amount (cst_money (line->unit_price, order->amounts.currency), order->amounts.tax_mode);
      if (line->sku != NULL)
        /* Translators: an article's number and its price for one piece */
        detail = g_strdup_printf (_("%s · %s each"), line->sku, price);
      else
        /* Translators: an article’s price for one piece */
        detail = g_strdup_printf (_("%s each"), price);
      row = cst_build_row (NULL, title, detail, NULL);

      {
        /* What never came was reported out of what was ordered. */
        int whole = line->delivered > 0 ? line->delivered : line->quantity;
        /* Translators: pieces reported, of pieces delivered */
        g_autofree char *text = g_strdup_printf (_("%d of %d"), reported->quantity, whole);

        quantity = cst_build_label (text, "heading");
        gtk_label_set_wrap (GTK_LABEL (quantity), FALSE);
        gtk_widget_add_css_class (quantity, "numeric");
        gtk_widget_set_valign (quantity, GTK_ALIGN_START);
        gtk_box_append (GTK_BOX (row), quantity);
      }
      gtk_box_append (GTK_BOX (self->lines_box), row);
    }
}

static void
fill_facts (CstFactsCard          *self,
            const CstIncidentCase *incident_case,
            gint64                 now)
{
  const CstOrder *order = incident_case->order;
  const CstIncident *incident = incident_case->incident;
  g_autofree char *reported = cst_format_moment (incident->reported_at, now);
  g_autofree char *total = cst_format_amount (cst_money (order->amounts.total, order->amounts.currency),
                                              CST_TAX_INCLUDED);

  cst_build_clear (self->facts_box);
  gtk_box_append (GTK_BOX (self->facts_box), cst_build_pair (_("Reported"), reported));
  gtk_box_append (GTK_BOX (self->facts_box), cst_build_pair (_("Order total"), total));
  if (order->refunded.total > 0)
    {
      g_autofree char *refunded = cst_format_amount (cst_money (order->refunded.total, order->amounts.currency),
                                                     CST_TAX_INCLUDED);

      gtk_box_append (GTK_BOX (self->facts_box), cst_build_pair (_("Refunded so far"), refunded));
    }
  if (order->payout.held > 0)
    {
      g_autofree char *held = cst_money_format (cst_money (order->payout.held, order->payout.currency));
      GtkWidget *row = cst_build_pair (_("Payout held"), held);

      gtk_widget_add_css_class (row, "held");
      gtk_box_append (GTK_BOX (self->facts_box), row);
    }
}

static char *
describe_resolution (const CstIncidentCase *incident_case,
                     const CstResolution   *resolution)
{
  g_autoptr(GString) text = g_string_new (cst_label_resolution_kind (resolution->kind));

  if (resolution->kind == CST_RESOLUTION_REFUND && resolution->amounts.total > 0)
    {
      g_autofree char *total = cst_format_amount (cst_money (resolution->amounts.total,
                                                             resolution->amounts.currency), CST_TAX_INCLUDED);

      g_string_append_printf (text, " · %s", total);
    }
  for (guint i = 0; i < resolution->lines->len; i++)
    {
      const CstResolutionLine *line = g_ptr_array_index (resolution->lines, i);
      const CstOrderLine *source = cst_order_find_line (incident_case->order, line->line);

      g_string_append_printf (text, " · %d × %s", line->quantity, source != NULL ? source->title : line->line);
    }

  return g_strdup (text->str);
}

static void
fill_done (CstFactsCard          *self,
           const CstIncidentCase *incident_case,
           gint64                 now)
{
  const CstIncident *incident = incident_case->incident;

  cst_build_clear (self->done_box);
  for (guint i = 0; i < incident->resolutions->len; i++)
    {
      const CstResolution *resolution = g_ptr_array_index (incident->resolutions, i);
      g_autofree char *text = describe_resolution (incident_case, resolution);
      g_autofree char *moment = cst_format_moment (resolution->requested_at, now);
      g_autofree char *detail = g_strjoin (" · ", cst_label_resolution_state (resolution->state), moment,
                                           resolution->by != NULL ? resolution->by : incident_case->account->info.name,
                                           resolution->refused_reason, NULL);

      gtk_box_append (GTK_BOX (self->done_box),
                      cst_build_row (resolution->kind == CST_RESOLUTION_REFUND ? "constat-refund-symbolic"
                                                                               : "constat-replacement-symbolic",
                                     text, detail, NULL));
    }
  for (guint i = 0; i < incident->returns->len; i++)
    {
      const CstReturn *goods = g_ptr_array_index (incident->returns, i);
      const char *tracking = goods->tracking_number;
      g_autofree char *detail = g_strjoin (" · ", cst_label_return_state (goods->state),
                                           goods->carrier != NULL ? goods->carrier : tracking,
                                           goods->carrier != NULL ? tracking : NULL, NULL);

      gtk_box_append (GTK_BOX (self->done_box),
                      cst_build_row ("constat-return-symbolic", _("Return of the goods"), detail, NULL));
    }

  gtk_widget_set_visible (self->done_box, gtk_widget_get_first_child (self->done_box) != NULL);
}

static void
cst_facts_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_FACTS_CARD);

  G_OBJECT_CLASS (cst_facts_card_parent_class)->dispose (object);
}

static void
cst_facts_card_class_init (CstFactsCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_facts_card_dispose;

  g_type_ensure (CST_TYPE_STATE_PILL);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "factscard");
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-facts-card"));
  gtk_widget_class_bind_template_child (widget_class, CstFactsCard, root);
  gtk_widget_class_bind_template_child (widget_class, CstFactsCard, pill);
  gtk_widget_class_bind_template_child (widget_class, CstFactsCard, turn_label);
  gtk_widget_class_bind_template_child (widget_class, CstFactsCard, notices_box);
  gtk_widget_class_bind_template_child (widget_class, CstFactsCard, says_heading);
  gtk_widget_class_bind_template_child (widget_class, CstFactsCard, description_label);
  gtk_widget_class_bind_template_child (widget_class, CstFactsCard, language_label);
  gtk_widget_class_bind_template_child (widget_class, CstFactsCard, lines_box);
  gtk_widget_class_bind_template_child (widget_class, CstFactsCard, facts_box);
  gtk_widget_class_bind_template_child (widget_class, CstFactsCard, done_box);
}

static void
cst_facts_card_init (CstFactsCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
cst_facts_card_set_case (CstFactsCard    *self,
                         CstIncidentCase *incident_case,
                         gint64           now)
{
  const CstIncident *incident = incident_case->incident;
  g_autofree char *state = cst_label_incident_state (incident, &incident_case->account->info);
  g_autofree char *turn = describe_turn (incident_case, now);

  g_return_if_fail (CST_IS_FACTS_CARD (self));

  cst_state_pill_set (self->pill, cst_tone_of_incident_state (incident->state),
                      cst_icon_of_incident_state (incident->state, incident->contested, incident->marked_resolved),
                      state);
  gtk_label_set_label (self->turn_label, turn != NULL ? turn : "");

  fill_notices (self, incident_case, now);
  fill_description (self, incident_case);
  fill_lines (self, incident_case);
  fill_facts (self, incident_case, now);
  fill_done (self, incident_case, now);
}
