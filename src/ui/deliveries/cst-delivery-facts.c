/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-delivery-facts.h"

#include <glib/gi18n.h>

#include "cst-build.h"
#include "cst-delivery-labels.h"
#include "cst-delivery-words.h"
#include "cst-format.h"
#include "cst-state-pill.h"
#include "cst-ui.h"
#include "cst-util.h"

/* C6: what the carrier says of a parcel, and the advice that follows from it. */

struct _CstDeliveryFacts
{
  GtkWidget     parent_instance;

  GtkWidget    *root;
  CstStatePill *pill;
  GtkLabel     *turn_label;
  GtkLabel     *code_label;
  GtkLabel     *meaning_label;
  GtkWidget    *quotes_box;
  GtkWidget    *facts_box;
  GtkWidget    *advice_box;
};

G_DEFINE_FINAL_TYPE (CstDeliveryFacts, cst_delivery_facts, GTK_TYPE_WIDGET)

static void
add_fact (CstDeliveryFacts *self,
          const char       *name,
          const char       *value)
{
  if (!cst_str_is_blank (value))
    gtk_box_append (GTK_BOX (self->facts_box), cst_build_pair (name, value));
}

static void
add_quote (CstDeliveryFacts *self,
           const char       *icon_name,
           const char       *who,
           const char       *text)
{
  g_autofree char *quoted = NULL;

  if (cst_str_is_blank (text))
    return;

  /* Translators: what somebody wrote, in quotation marks */
  quoted = g_strdup_printf (_("“%s”"), text);
  gtk_box_append (GTK_BOX (self->quotes_box), cst_build_row (icon_name, quoted, who, NULL));
}

static void
add_advice (CstDeliveryFacts *self,
            const char       *icon_name,
            const char       *text)
{
  gtk_box_append (GTK_BOX (self->advice_box), cst_build_row (icon_name, text, NULL, NULL));
}

static char *
agency_text (const CstDelivery *delivery)
{
  g_autofree char *address = cst_delivery_address_text (&delivery->agency);
  GString *text = g_string_new (g_strcmp0 (delivery->agency_name, delivery->agency.name) != 0
                                ? delivery->agency_name : NULL);

  if (*address != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", address);
  if (!cst_str_is_blank (delivery->agency_phone))
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", delivery->agency_phone);

  return g_string_free (text, FALSE);
}

static char *
cod_text (const CstDelivery *delivery)
{
  return delivery->cod > 0 ? cst_money_format (cst_money (delivery->cod, delivery->currency)) : NULL;
}

static void
fill_facts (CstDeliveryFacts      *self,
            CstContext            *context,
            const CstDeliveryCase *delivery_case,
            gint64                 now)
{
  const CstDelivery *delivery = delivery_case->delivery;
  g_autofree char *distance = cst_delivery_distance_text (delivery->distance_m);
  g_autofree char *attempts = g_strdup_printf ("%d", cst_delivery_count_attempts (delivery));
  g_autofree char *agency = agency_text (delivery);
  g_autofree char *address = cst_delivery_address_text (&delivery->recipient);
  g_autofree char *cod = cod_text (delivery);
  g_autofree char *opened = cst_format_moment (delivery->opened_at, now);

  cst_build_clear (self->facts_box);
  add_fact (self, _("Since"), opened);
  add_fact (self, _("Type"), cst_delivery_type_text (context, delivery_case->account->id, delivery->type_code));
  add_fact (self, _("The carrier’s reason"), delivery->reason_label);
  add_fact (self, _("Where the parcel is"), cst_label_delivery_phase (delivery->phase));
  add_fact (self, C_("delivery", "Attempts"), attempts);
  add_fact (self, _("Cash on delivery"), cod);
  add_fact (self, _("Carrier"), delivery->carrier);
  add_fact (self, _("Address"), address);
  add_fact (self, _("Agency"), agency);
  add_fact (self, _("From the agency to the customer"), distance);
}

static void
fill_advice (CstDeliveryFacts      *self,
             const CstDeliveryCase *delivery_case)
{
  const CstDelivery *delivery = delivery_case->delivery;

  cst_build_clear (self->advice_box);
  if (cst_delivery_is_open (delivery))
    {
      if (delivery->distance_m > CST_FAR_AWAY_M)
        add_advice (self, "dialog-warning-symbolic",
                    _("More than 15 km from the agency: no delivery hour can be promised. Offer collection at an "
                      "agency of the same carrier, or another address."));
      if (delivery->cod > 0)
        {
          /* Translators: a site’s name */
          g_autofree char *text = g_strdup_printf (_("The amount of cash on delivery can be changed only at %s, and "
                                                     "only while the incident is open."),
                                                   cst_delivery_site_name (delivery_case));

          add_advice (self, "constat-payout-held-symbolic", text);
        }
    }
  gtk_widget_set_visible (self->advice_box, gtk_widget_get_first_child (self->advice_box) != NULL);
}

static void
fill_quotes (CstDeliveryFacts      *self,
             const CstDeliveryCase *delivery_case,
             gint64                 now)
{
  const CstDelivery *delivery = delivery_case->delivery;
  g_autofree char *moment = cst_format_moment (delivery->replied_at, now);
  g_autofree char *who = delivery->replied_at != 0
                         /* Translators: when the carrier replied */
                         ? g_strdup_printf (_("The carrier’s reply, %s"), moment) : g_strdup (_("The carrier’s reply"));

  cst_build_clear (self->quotes_box);
  add_quote (self, "constat-delivery-replied-symbolic", who, delivery->reply);
  add_quote (self, "constat-message-symbolic", _("The courier’s note"), delivery->courier_note);
  gtk_widget_set_visible (self->quotes_box, gtk_widget_get_first_child (self->quotes_box) != NULL);
}

static void
cst_delivery_facts_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_DELIVERY_FACTS);

  G_OBJECT_CLASS (cst_delivery_facts_parent_class)->dispose (object);
}

static void
cst_delivery_facts_class_init (CstDeliveryFactsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_delivery_facts_dispose;

  g_type_ensure (CST_TYPE_STATE_PILL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-delivery-facts"));
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryFacts, root);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryFacts, pill);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryFacts, turn_label);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryFacts, code_label);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryFacts, meaning_label);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryFacts, quotes_box);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryFacts, facts_box);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryFacts, advice_box);
}

static void
cst_delivery_facts_init (CstDeliveryFacts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
cst_delivery_facts_set_case (CstDeliveryFacts      *self,
                             CstContext            *context,
                             const CstDeliveryCase *delivery_case,
                             gint64                 now)
{
  const CstDelivery *delivery = delivery_case->delivery;
  const CstDeliveryRowData *row = cst_delivery_case_row (delivery_case);
  g_autofree char *code = cst_delivery_code_text (context, delivery);
  g_autofree char *turn = cst_delivery_turn_text (row, now);
  CstDeliveryState state = cst_delivery_shown_state (delivery->state, delivery->settled_at);

  g_return_if_fail (CST_IS_DELIVERY_FACTS (self));

  cst_state_pill_set (self->pill, cst_tone_of_delivery_state (state), cst_icon_of_delivery_state (state),
                      cst_label_delivery_state (state));
  gtk_label_set_label (self->turn_label, turn);
  gtk_label_set_label (self->code_label, code);
  gtk_label_set_label (self->meaning_label, cst_explain_delivery_reason (delivery->reason));
  fill_quotes (self, delivery_case, now);
  fill_facts (self, context, delivery_case, now);
  fill_advice (self, delivery_case);
}
