/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dossier-sections.h"

#include <glib/gi18n-lib.h>

#include "cst-delivery-labels.h"
#include "cst-dossier-words.h"
#include "cst-due-words.h"
#include "cst-findings.h"
#include "cst-labels.h"
#include "cst-terms.h"
#include "cst-util.h"

static void
add_field (CstPrintDocument *document,
           const char       *label,
           char             *value)
{
  cst_print_document_add_field (document, label, value);
  g_free (value);
}

static void
add_moment (CstPrintDocument *document,
            const CstDossier *self,
            const char       *label,
            gint64            at)
{
  if (at != CST_TIME_NONE)
    add_field (document, label, cst_dossier_moment (self, at));
}

/* ── Deadlines ─────────────────────────────────────────────────────────────────────────────────── */

static void
print_clock (CstPrintDocument   *document,
             const CstDossier   *self,
             const CstCaseClock *clock)
{
  g_autofree char *count = clock->count != NULL ? cst_explain_due (clock->count) : NULL;

  cst_print_document_add_chapter (document, 2, clock->label);
  cst_print_document_add_field (document, C_("case file", "Outcome"), cst_label_clock_state (clock->state));
  add_moment (document, self, C_("case file", "Began"), clock->start);
  add_moment (document, self, C_("case file", "Aimed at"), clock->aim_at);
  add_moment (document, self, C_("case file", "Due"), clock->due);
  add_moment (document, self, C_("case file", "Done"), clock->met_at);
  if (clock->source != NULL)
    add_field (document, C_("case file", "Rule"),
               g_strconcat (clock->source, clock->source_date != NULL ? " · " : NULL, clock->source_date, NULL));
  if (count != NULL)
    cst_print_document_add_field (document, C_("case file", "How it is counted"), count);
}

/* P2, P3: which were met and which not, each with its count. Reminders are advice of ours, not deadlines. */
void
cst_dossier_print_deadlines (CstPrintDocument *document,
                             const CstDossier *self)
{
  gboolean is_first = TRUE;

  for (guint i = 0; self->rules != NULL && i < self->rules->view->clocks->len; i++)
    {
      const CstCaseClock *clock = g_ptr_array_index (self->rules->view->clocks, i);

      if (clock->start == 0 || clock->role == CST_CLOCK_REMINDER)
        continue;
      if (is_first)
        cst_print_document_add_chapter (document, 1, C_("case file", "Deadlines"));
      is_first = FALSE;
      print_clock (document, self, clock);
    }
}

/* ── Messages ──────────────────────────────────────────────────────────────────────────────────── */

static char *
role_of (const CstDossier *self,
         CstParty          party)
{
  switch (party)
    {
    case CST_PARTY_CUSTOMER:
      return g_strdup (cst_term_customer (&self->account->info));
    case CST_PARTY_BRAND:
      return g_strdup (cst_dossier_seller (self));
    case CST_PARTY_UNKNOWN:
    case CST_PARTY_MARKETPLACE:
    case CST_PARTY_NOBODY:
    default:
      return cst_dossier_party (self, party);
    }
}

static void
print_message (CstPrintDocument *document,
               const CstDossier *self,
               guint             index)
{
  const CstMessage *message = g_ptr_array_index (self->thread->messages, index);
  g_autofree char *at = cst_dossier_moment (self, message->sent_at);
  g_autofree char *role = role_of (self, message->author);
  g_autofree char *number = g_strdup_printf (C_("case file", "Message %u"), index + 1);
  g_autoptr(GString) label = g_string_new (number);

  g_string_append_printf (label, " · %s", at);
  if (role != NULL)
    g_string_append_printf (label, " · %s", role);
  if (!cst_str_is_blank (message->author_name) && g_strcmp0 (message->author_name, role) != 0)
    g_string_append_printf (label, " · %s", message->author_name);

  for (guint i = 0; i < self->files->len; i++)
    {
      const CstDossierFile *file = g_ptr_array_index (self->files, i);
      g_autofree char *exhibit = cst_dossier_exhibit (file);

      if (file->message == (int) index + 1)
        g_string_append_printf (label, " · %s", exhibit);
    }

  cst_print_document_add_text (document, CST_PRINT_LABEL, label->str);
  cst_print_document_add_text (document, CST_PRINT_QUOTE, !cst_str_is_blank (message->body) ? message->body : "–");
  cst_print_document_add_space (document, 4);
}

/* P7: all of them, whole. */
void
cst_dossier_print_messages (CstPrintDocument *document,
                            const CstDossier *self)
{
  g_autofree char *title = NULL;

  if (self->thread->messages->len == 0)
    return;

  /* Translators: how many messages there are */
  title = g_strdup_printf (C_("case file", "Messages (%u)"), self->thread->messages->len);
  cst_print_document_add_chapter (document, 1, title);
  for (guint i = 0; i < self->thread->messages->len; i++)
    print_message (document, self, i);
}

/* ── Order and parcels ─────────────────────────────────────────────────────────────────────────── */

static void
print_amounts (CstPrintDocument *document,
               const CstAmounts *amounts)
{
  const char *mode = cst_label_tax_mode (amounts->tax_mode);
  g_autofree char *goods = cst_money_format (cst_money (amounts->goods, amounts->currency));
  g_autofree char *shipping = cst_money_format (cst_money (amounts->shipping, amounts->currency));

  /* R13: goods, shipping and tax apart, and each amount says which it is. */
  add_field (document, C_("case file", "Goods"), g_strdup_printf ("%s %s", goods, mode));
  add_field (document, C_("case file", "Shipping"), g_strdup_printf ("%s %s", shipping, mode));
  add_field (document, C_("case file", "Tax"), cst_money_format (cst_money (amounts->tax, amounts->currency)));
  {
    g_autofree char *total = cst_money_format (cst_money (amounts->total, amounts->currency));

    add_field (document, C_("case file", "Total"),
               g_strdup_printf ("%s %s", total, cst_label_tax_mode (CST_TAX_INCLUDED)));
  }
}

static void
print_lines (CstPrintDocument *document,
             const CstDossier *self)
{
  static const double widths[] = { 0.18, 0.42, 0.12, 0.12, 0.16 };
  const CstOrder *order = self->order;
  /* R13: each price says whether tax is in it. */
  g_autofree char *unit_price = g_strdup_printf ("%s %s", C_("case file", "Unit price"),
                                                 cst_label_tax_mode (order->amounts.tax_mode));
  const char *header[] = { _("SKU"), _("Article"), C_("pieces", "Ordered"), C_("pieces", "Reported"), unit_price };

  cst_print_document_add_row (document, TRUE, widths, header, G_N_ELEMENTS (header));
  for (guint i = 0; i < order->lines->len; i++)
    {
      const CstOrderLine *line = g_ptr_array_index (order->lines, i);
      int concerned = cst_incident_reported_quantity (self->incident, line->id);
      g_autofree char *ordered = g_strdup_printf ("%d", line->quantity);
      g_autofree char *reported = concerned > 0 ? g_strdup_printf ("%d", concerned) : NULL;
      g_autofree char *price = cst_money_format (cst_money (line->unit_price, order->amounts.currency));
      const char *cells[] = { line->sku != NULL ? line->sku : "", line->title != NULL ? line->title : "", ordered,
                              reported != NULL ? reported : "", price };

      cst_print_document_add_row (document, FALSE, widths, cells, G_N_ELEMENTS (cells));
    }
}

static void
print_parcel (CstPrintDocument *document,
              const CstDossier *self,
              const char       *carrier,
              const char       *number,
              const char       *url)
{
  g_autoptr(GString) text = g_string_new (carrier);

  if (!cst_str_is_blank (number))
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", number);
  if (!cst_str_is_blank (url))
    g_string_append_printf (text, "\n%s", url);
  cst_print_document_add_field (document, C_("case file", "Tracking"), text->len > 0 ? text->str : "–");
}

static void
print_parcels (CstPrintDocument *document,
               const CstDossier *self)
{
  for (guint i = 0; i < self->order->shipments->len; i++)
    {
      const CstShipment *shipment = g_ptr_array_index (self->order->shipments, i);
      g_autofree char *title = g_strdup_printf (C_("case file", "Parcel %u"), i + 1);

      cst_print_document_add_chapter (document, 2, title);
      print_parcel (document, self, shipment->carrier, shipment->tracking_number, shipment->tracking_url);
      add_moment (document, self, C_("case file", "Shipped"), shipment->shipped_at);
      add_moment (document, self, C_("case file", "Delivered"), shipment->delivered_at);
    }

  for (guint i = 0; i < self->deliveries->len; i++)
    {
      const CstDelivery *delivery = g_ptr_array_index (self->deliveries, i);

      cst_print_document_add_chapter (document, 2, C_("case file", "The carrier’s incident"));
      print_parcel (document, self, delivery->carrier, delivery->tracking_number, NULL);
      cst_print_document_add_field (document, C_("printed sheet", "State"), cst_label_delivery_state (delivery->state));
      cst_print_document_add_field (document, C_("printed sheet", "Reason"),
                                    cst_label_delivery_reason (delivery->reason));
      cst_print_document_add_field (document, C_("case file", "The courier’s note"), delivery->courier_note);
      cst_print_document_add_field (document, C_("case file", "The carrier’s reply"), delivery->reply);
    }
}

static void
print_returns (CstPrintDocument *document,
               const CstDossier *self)
{
  for (guint i = 0; i < self->incident->returns->len; i++)
    {
      const CstReturn *goods = g_ptr_array_index (self->incident->returns, i);

      cst_print_document_add_chapter (document, 2, C_("case file", "Return"));
      cst_print_document_add_field (document, C_("printed sheet", "State"), cst_label_return_state (goods->state));
      add_moment (document, self, C_("case file", "Asked for"), goods->asked_at);
      if (goods->label == NULL && goods->label_follows_on != NULL)
        add_field (document, C_("case file", "Label follows on"), cst_dossier_iso_date (goods->label_follows_on));
      print_parcel (document, self, goods->carrier, goods->tracking_number, NULL);
      add_moment (document, self, C_("case file", "Received"), goods->received_at);
      add_moment (document, self, C_("case file", "Inspected"), goods->inspected_at);
      for (guint k = 0; goods->inspected_at != 0 && k < goods->lines->len; k++)
        {
          const CstReturnLine *line = g_ptr_array_index (goods->lines, k);
          const CstOrderLine *article = cst_order_find_line (self->order, line->line);

          add_field (document, article != NULL && article->title != NULL ? article->title : line->line,
                     g_strdup_printf (C_("case file",
                                         "%d asked back, %d received, %d accepted, %d damaged, %d missing"),
                                      line->quantity, line->received, line->accepted, line->damaged, line->missing));
        }
    }
}

void
cst_dossier_print_order (CstPrintDocument *document,
                         const CstDossier *self)
{
  cst_print_document_add_chapter (document, 1, C_("case file", "Order and parcels"));
  add_moment (document, self, C_("printed sheet", "Ordered on"), self->order->placed_at);
  add_moment (document, self, C_("case file", "Shipped"), self->order->shipped_at);
  add_moment (document, self, C_("case file", "Delivered"), self->order->delivered_at);
  cst_print_document_add_space (document, 4);
  print_lines (document, self);
  print_amounts (document, &self->order->amounts);
  print_parcels (document, self);
  print_returns (document, self);
}

/* ── Findings, decisions, refunds ──────────────────────────────────────────────────────────────── */

static void
print_findings (CstPrintDocument *document,
                const CstDossier *self)
{
  static const double widths[] = { 0.22, 0.2, 0.58 };
  const char *header[] = { C_("case file", "When"), C_("case file", "Who"), C_("case file", "Finding") };

  if (self->desk->findings->len == 0)
    return;

  cst_print_document_add_chapter (document, 1, _("Inspection findings"));
  cst_print_document_add_row (document, TRUE, widths, header, G_N_ELEMENTS (header));
  for (guint i = 0; i < self->desk->findings->len; i++)
    {
      const CstFinding *finding = g_ptr_array_index (self->desk->findings, i);
      g_autofree char *at = cst_dossier_moment (self, finding->at);
      g_autofree char *words = cst_label_found_on (finding->finding, finding->line, finding->quantity, self->order);
      g_autofree char *text = g_strconcat (words, finding->note != NULL ? " · " : NULL, finding->note, NULL);
      const char *cells[] = { at, finding->name != NULL ? finding->name : "", text };

      cst_print_document_add_row (document, FALSE, widths, cells, G_N_ELEMENTS (cells));
    }
}

static void
print_resolution (CstPrintDocument    *document,
                  const CstDossier    *self,
                  const CstResolution *resolution)
{
  cst_print_document_add_chapter (document, 2, cst_label_resolution_kind (resolution->kind));
  cst_print_document_add_field (document, C_("printed sheet", "State"), cst_label_resolution_state (resolution->state));
  cst_print_document_add_field (document, C_("case file", "Decided by"), resolution->by);
  add_moment (document, self, C_("case file", "Decided"), resolution->requested_at);
  add_moment (document, self, C_("case file", "Carried out"), resolution->executed_at);
  cst_print_document_add_field (document, C_("case file", "Why it was refused"), resolution->refused_reason);
  for (guint i = 0; i < resolution->lines->len; i++)
    {
      const CstResolutionLine *line = g_ptr_array_index (resolution->lines, i);
      const CstOrderLine *article = cst_order_find_line (self->order, line->line);

      add_field (document, article != NULL && article->title != NULL ? article->title : line->line,
                 g_strdup_printf (ngettext ("%d piece", "%d pieces", (gulong) MAX (line->quantity, 0)),
                                  line->quantity));
    }
  if (resolution->kind == CST_RESOLUTION_REFUND)
    print_amounts (document, &resolution->amounts);
  cst_print_document_add_field (document, C_("case file", "Instructions"), resolution->instructions);
  if (resolution->shipped_at != 0)
    {
      add_moment (document, self, C_("case file", "Shipped"), resolution->shipped_at);
      print_parcel (document, self, resolution->carrier, resolution->tracking_number, resolution->tracking_url);
    }
}

static gboolean
has_pending (const CstDossier *self)
{
  for (guint i = 0; i < self->operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (self->operations, i);

      if (cst_operation_is_resolution (operation) && operation->state != CST_OPERATION_CONFIRMED)
        return TRUE;
    }

  return FALSE;
}

/* Decided here, and not in the site's word yet. */
static void
print_pending (CstPrintDocument *document,
               const CstDossier *self)
{
  for (guint i = 0; i < self->operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (self->operations, i);

      if (!cst_operation_is_resolution (operation) || operation->state == CST_OPERATION_CONFIRMED)
        continue;

      cst_print_document_add_chapter (document, 2, cst_label_operation_kind (operation, &self->account->info));
      cst_print_document_add_field (document, C_("printed sheet", "State"),
                                    cst_label_operation_state (operation->state));
      cst_print_document_add_field (document, C_("case file", "Decided by"), operation->person_name);
      add_moment (document, self, C_("case file", "Decided"), operation->created_at);
      if (operation->kind == CST_OPERATION_REFUND && operation->expected.currency[0] != '\0')
        print_amounts (document, &operation->expected);
    }
}

void
cst_dossier_print_decisions (CstPrintDocument *document,
                             const CstDossier *self)
{
  print_findings (document, self);
  cst_print_document_add_chapter (document, 1, C_("case file", "Decisions and refunds"));
  if (self->incident->resolutions->len == 0 && !has_pending (self) && self->order->refunded.total <= 0)
    cst_print_document_add_text (document, CST_PRINT_BODY, C_("case file", "Nothing has been decided."));

  for (guint i = 0; i < self->incident->resolutions->len; i++)
    print_resolution (document, self, g_ptr_array_index (self->incident->resolutions, i));
  print_pending (document, self);
  if (self->order->refunded.total > 0)
    {
      cst_print_document_add_chapter (document, 2, C_("case file", "Refunded so far, on the whole order"));
      print_amounts (document, &self->order->refunded);
    }
}

/* ── What our own people noted ─────────────────────────────────────────────────────────────────── */

void
cst_dossier_print_notes (CstPrintDocument *document,
                         const CstDossier *self)
{
  cst_print_document_add_chapter (document, 1, C_("case file", "Internal notes"));
  for (guint i = 0; i < self->desk->notes->len; i++)
    {
      const CstNote *note = g_ptr_array_index (self->desk->notes, i);
      g_autofree char *at = cst_dossier_moment (self, note->at);
      g_autofree char *label = g_strconcat (at, note->name != NULL ? " · " : NULL, note->name, NULL);

      cst_print_document_add_text (document, CST_PRINT_LABEL, label);
      cst_print_document_add_text (document, CST_PRINT_QUOTE, note->text != NULL ? note->text : "–");
      cst_print_document_add_space (document, 4);
    }
  if (self->desk->notes->len == 0)
    cst_print_document_add_text (document, CST_PRINT_BODY, C_("case file", "There are none."));
}
