/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-print-sheets.h"

#include <glib/gi18n.h>

#include "cst-findings.h"
#include "cst-format.h"
#include "cst-iso-names.h"
#include "cst-labels.h"

static char *
address_of (const CstCustomer *customer)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) lines = NULL;
  const char *parts[] = { customer->name, customer->contact_name, customer->street };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (parts[i] != NULL)
        g_strv_builder_add (builder, parts[i]);
    }

  if (customer->city != NULL)
    {
      g_autofree char *town = g_strdup_printf ("%s %s%s%s", customer->postal_code != NULL ? customer->postal_code : "",
                                               customer->city, customer->country != NULL ? ", " : "",
                                               customer->country != NULL ? cst_country_name (customer->country) : "");

      g_strv_builder_add (builder, g_strstrip (town));
    }

  lines = g_strv_builder_end (builder);

  return g_strjoinv ("\n", lines);
}

static CstPrintDocument *
new_document (const CstPrintCase *print_case,
              const char         *title)
{
  g_autofree char *printed = cst_format_moment (print_case->now, print_case->now);
  /* Translators: the day and time at which a sheet was printed */
  g_autofree char *footer = g_strdup_printf (_("Printed %s"), printed);
  const char *site = cst_account_get_site (print_case->account);
  g_autofree char *header = g_strdup_printf ("%s · %s · %s", site, print_case->order->number,
                                             print_case->incident->number);
  CstPrintDocument *document = cst_print_document_new (header, footer);

  cst_print_document_add_text (document, CST_PRINT_TITLE, title);
  cst_print_document_add_barcode (document, print_case->order->number);

  return document;
}

static void
add_people (CstPrintDocument   *document,
            const CstPrintCase *print_case)
{
  g_autofree char *address = address_of (&print_case->order->customer);
  g_autofree char *placed = cst_format_date (print_case->order->placed_at, print_case->now);

  cst_print_document_add_field (document, C_("printed sheet", "Order"), print_case->order->number);
  cst_print_document_add_field (document, C_("printed sheet", "Ordered on"), placed);
  cst_print_document_add_field (document, cst_term_customer (&print_case->account->info), address);
}

static void
add_incident_facts (CstPrintDocument   *document,
                    const CstPrintCase *print_case)
{
  const CstIncident *incident = print_case->incident;
  const CstPayout *payout = &print_case->order->payout;
  g_autofree char *reason = cst_label_incident_reason (incident);
  g_autofree char *state = cst_label_incident_state (incident, &print_case->account->info);
  g_autofree char *reported = cst_format_moment (incident->reported_at, print_case->now);
  g_autofree char *held = cst_money_format (cst_money (payout->held, payout->currency));

  cst_print_document_add_field (document, C_("printed sheet", "Number"), incident->number);
  cst_print_document_add_field (document, C_("printed sheet", "Reason"), reason);
  cst_print_document_add_field (document, C_("printed sheet", "State"), state);
  cst_print_document_add_field (document, C_("printed sheet", "Reported"), reported);
  if (payout->held > 0)
    cst_print_document_add_field (document, _("Payout held"), held);
}

static void
add_reported_lines (CstPrintDocument   *document,
                    const CstPrintCase *print_case)
{
  static const double widths[] = { 0.2, 0.5, 0.15, 0.15 };
  const char *header[] = { _("SKU"), _("Article"), C_("pieces", "Reported"), _("Delivered") };
  GPtrArray *lines = print_case->incident->lines;

  cst_print_document_add_row (document, TRUE, widths, header, G_N_ELEMENTS (header));
  for (guint i = 0; i < lines->len; i++)
    {
      const CstLineQuantity *reported = g_ptr_array_index (lines, i);
      const CstOrderLine *line = cst_order_find_line (print_case->order, reported->line);
      g_autofree char *quantity = cst_format_count ((guint64) MAX (reported->quantity, 0));
      g_autofree char *delivered = cst_format_count (line != NULL ? (guint64) MAX (line->delivered, 0) : 0);
      const char *cells[] = {
        line != NULL && line->sku != NULL ? line->sku : reported->line,
        line != NULL && line->title != NULL ? line->title : "",
        quantity,
        line != NULL ? delivered : CST_NO_VALUE,
      };

      cst_print_document_add_row (document, FALSE, widths, cells, G_N_ELEMENTS (cells));
    }
}

static void
add_findings (CstPrintDocument   *document,
              const CstPrintCase *print_case)
{
  if (print_case->desk == NULL || print_case->desk->findings->len == 0)
    return;

  cst_print_document_add_space (document, 8);
  cst_print_document_add_text (document, CST_PRINT_HEADING, _("Inspection findings"));
  for (guint i = 0; i < print_case->desk->findings->len; i++)
    {
      const CstFinding *finding = g_ptr_array_index (print_case->desk->findings, i);
      g_autofree char *at = cst_format_moment (finding->at, print_case->now);
      g_autofree char *words = cst_label_found_on (finding->finding, finding->line, finding->quantity,
                                                   print_case->order);
      g_autofree char *text = g_strdup_printf ("%s · %s · %s%s%s", at, finding->name != NULL ? finding->name : "",
                                               words, finding->note != NULL ? " · " : "",
                                               finding->note != NULL ? finding->note : "");

      cst_print_document_add_text (document, CST_PRINT_BODY, text);
    }
}

static void
add_history (CstPrintDocument   *document,
             const CstPrintCase *print_case)
{
  static const double widths[] = { 0.25, 0.75 };
  GPtrArray *history = print_case->incident->history;

  cst_print_document_add_space (document, 8);
  cst_print_document_add_text (document, CST_PRINT_HEADING, C_("printed sheet", "History"));
  for (guint i = 0; i < history->len; i++)
    {
      const CstIncidentEvent *event = g_ptr_array_index (history, i);
      g_autofree char *at = cst_format_moment (event->at, print_case->now);
      g_autofree char *what = cst_label_event (event, &print_case->account->info);
      g_autofree char *text = g_strconcat (what, event->detail != NULL ? " · " : NULL, event->detail, NULL);
      const char *cells[] = { at, text };

      cst_print_document_add_row (document, FALSE, widths, cells, G_N_ELEMENTS (cells));
    }
}

static void
add_photos (CstPrintDocument   *document,
            const CstPrintCase *print_case)
{
  if (print_case->images == NULL || print_case->images->len == 0)
    return;

  cst_print_document_add_space (document, 8);
  cst_print_document_add_text (document, CST_PRINT_HEADING, _("Photos"));
  cst_print_document_add_pictures (document, (CstPhotoImage **) print_case->images->pdata,
                                   (const char *const *) print_case->captions->pdata, print_case->images->len);
}

/**
 * cst_print_incident_sheet:
 *
 * R10: facts, quantities, photos, findings and history of one incident, with the order's barcode.
 *
 * Returns: (transfer full): the document
 */
CstPrintDocument *
cst_print_incident_sheet (const CstPrintCase *print_case)
{
  const CstAccountInfo *info = &print_case->account->info;
  CstPrintDocument *document = new_document (print_case, cst_term_incident (info));

  add_incident_facts (document, print_case);
  add_people (document, print_case);
  cst_print_document_add_space (document, 8);
  add_reported_lines (document, print_case);

  if (print_case->incident->description != NULL)
    {
      cst_print_document_add_space (document, 8);
      cst_print_document_add_text (document, CST_PRINT_HEADING,
                                   cst_term_is_retailer (info) ? _("What the retailer reports")
                                                               : _("What the customer reports"));
      cst_print_document_add_text (document, CST_PRINT_BODY, print_case->incident->description);
    }

  add_photos (document, print_case);
  add_findings (document, print_case);
  add_history (document, print_case);

  return document;
}

/**
 * cst_print_preparation_slip:
 *
 * R3, R10: what to pick and pack for a replacement, with a box to tick per line.
 *
 * Returns: (transfer full): the document
 */
CstPrintDocument *
cst_print_preparation_slip (const CstPrintCase *print_case)
{
  static const double widths[] = { 0.08, 0.22, 0.55, 0.15 };
  const char *header[] = { "", _("SKU"), _("Article"), _("Quantity") };
  CstPrintDocument *document = new_document (print_case, _("Preparation slip: replacement"));
  const CstResolution *resolution = print_case->resolution;

  g_return_val_if_fail (resolution != NULL, document);

  add_people (document, print_case);
  if (resolution->ship_by != NULL)
    {
      g_autofree char *ship_by = cst_format_iso_date (resolution->ship_by, print_case->now);

      cst_print_document_add_field (document, _("Ship by"), ship_by);
    }
  cst_print_document_add_field (document, _("Decided by"), resolution->by);
  cst_print_document_add_space (document, 8);
  cst_print_document_add_row (document, TRUE, widths, header, G_N_ELEMENTS (header));

  for (guint i = 0; i < resolution->lines->len; i++)
    {
      const CstResolutionLine *part = g_ptr_array_index (resolution->lines, i);
      const CstOrderLine *line = cst_order_find_line (print_case->order, part->line);
      g_autofree char *quantity = cst_format_count ((guint64) MAX (part->quantity, 0));
      const char *cells[] = {
        "☐",
        line != NULL && line->sku != NULL ? line->sku : part->line,
        line != NULL && line->title != NULL ? line->title : "",
        quantity,
      };

      cst_print_document_add_row (document, FALSE, widths, cells, G_N_ELEMENTS (cells));
    }

  if (resolution->return_id != NULL)
    {
      cst_print_document_add_space (document, 8);
      cst_print_document_add_text (document, CST_PRINT_BODY,
                                   _("The goods are asked back: put the return label into the parcel if it is not "
                                     "sent separately."));
    }
  add_photos (document, print_case);

  return document;
}
