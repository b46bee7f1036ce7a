/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-scrub.h"

/* R12: what of a record is about a person, and what must stay. Ids, quantities, amounts, states
 * and times stay: the sums (R1) and the journal stand on them. Lines' titles are goods, not people. */

static void
scrub_attachment (CstAttachment *attachment)
{
  g_clear_pointer (&attachment->filename, g_free);
  g_clear_pointer (&attachment->sha256, g_free);
  attachment->status = CST_ATTACHMENT_REMOVED;
}

static void
scrub_attachments (GPtrArray *attachments)
{
  for (guint i = 0; i < attachments->len; i++)
    scrub_attachment (g_ptr_array_index (attachments, i));
}

static void
scrub_tracking (char **tracking_number,
                char **tracking_url)
{
  g_clear_pointer (tracking_number, g_free);
  if (tracking_url != NULL)
    g_clear_pointer (tracking_url, g_free);
}

/**
 * cst_scrub_order:
 *
 * Blanks who ordered and where the parcels went. The customer's kind, language and country stay:
 * they are figures, not a person.
 */
void
cst_scrub_order (CstOrder *order)
{
  CstCustomer *customer = &order->customer;

  g_return_if_fail (order != NULL);

  g_clear_pointer (&customer->id, g_free);
  g_clear_pointer (&customer->name, g_free);
  g_clear_pointer (&customer->contact_name, g_free);
  g_clear_pointer (&customer->city, g_free);
  g_clear_pointer (&customer->postal_code, g_free);
  g_clear_pointer (&customer->street, g_free);
  g_clear_pointer (&customer->email, g_free);
  g_clear_pointer (&customer->phone, g_free);

  for (guint i = 0; i < order->shipments->len; i++)
    {
      CstShipment *shipment = g_ptr_array_index (order->shipments, i);

      scrub_tracking (&shipment->tracking_number, &shipment->tracking_url);
    }
}

static void
scrub_resolution (CstResolution *resolution)
{
  g_clear_pointer (&resolution->refused_reason, g_free);
  g_clear_pointer (&resolution->instructions, g_free);
  scrub_tracking (&resolution->tracking_number, &resolution->tracking_url);
}

static void
scrub_return (CstReturn *goods)
{
  g_clear_pointer (&goods->instructions, g_free);
  scrub_tracking (&goods->tracking_number, NULL);
  if (goods->label != NULL)
    g_clear_pointer (&goods->label->filename, g_free);
}

/**
 * cst_scrub_incident:
 *
 * Blanks what the customer wrote and sent, and what was written about it.
 */
void
cst_scrub_incident (CstIncident *incident)
{
  g_return_if_fail (incident != NULL);

  g_clear_pointer (&incident->description, g_free);
  g_clear_pointer (&incident->reason_label, g_free);
  g_clear_pointer (&incident->refused_reason, g_free);
  scrub_attachments (incident->attachments);

  for (guint i = 0; i < incident->history->len; i++)
    {
      CstIncidentEvent *event = g_ptr_array_index (incident->history, i);

      g_clear_pointer (&event->detail, g_free);
    }

  for (guint i = 0; i < incident->resolutions->len; i++)
    scrub_resolution (g_ptr_array_index (incident->resolutions, i));

  for (guint i = 0; i < incident->returns->len; i++)
    scrub_return (g_ptr_array_index (incident->returns, i));
}

/**
 * cst_scrub_thread:
 *
 * Keeps that there were messages, when and from which side; nothing of what they said.
 */
void
cst_scrub_thread (CstThread *thread)
{
  g_return_if_fail (thread != NULL);

  for (guint i = 0; i < thread->messages->len; i++)
    {
      CstMessage *message = g_ptr_array_index (thread->messages, i);

      g_clear_pointer (&message->body, g_free);
      g_clear_pointer (&message->author_name, g_free);
      scrub_attachments (message->attachments);
    }
}

/* They lie over photos that go with the rest. */
static void
scrub_marks (GPtrArray *marks)
{
  for (guint i = 0; i < marks->len; i++)
    cst_record_free (&cst_mark_type, g_ptr_array_index (marks, i));
  g_ptr_array_set_size (marks, 0);
}

/**
 * cst_scrub_desk:
 *
 * Notes, findings and evidence are about the customer's case; who of ours added them stays.
 */
void
cst_scrub_desk (CstDesk *desk)
{
  g_return_if_fail (desk != NULL);

  for (guint i = 0; i < desk->notes->len; i++)
    {
      CstNote *note = g_ptr_array_index (desk->notes, i);

      g_clear_pointer (&note->text, g_free);
    }

  for (guint i = 0; i < desk->findings->len; i++)
    {
      CstFinding *finding = g_ptr_array_index (desk->findings, i);

      g_clear_pointer (&finding->note, g_free);
      scrub_marks (finding->marks);
    }

  for (guint i = 0; i < desk->evidence->len; i++)
    {
      CstEvidence *evidence = g_ptr_array_index (desk->evidence, i);

      g_clear_pointer (&evidence->note, g_free);
      scrub_attachment (&evidence->attachment);
    }
}

/* The country stays: it is a figure, not a person. */
static void
scrub_address (CstAddress *address)
{
  g_clear_pointer (&address->name, g_free);
  g_clear_pointer (&address->street, g_free);
  g_clear_pointer (&address->street_more, g_free);
  g_clear_pointer (&address->postal_code, g_free);
  g_clear_pointer (&address->city, g_free);
  g_clear_pointer (&address->region, g_free);
  g_clear_pointer (&address->phone, g_free);
}

static void
scrub_answer (CstDeliveryAnswer *answer)
{
  g_clear_pointer (&answer->text, g_free);
  if (answer->address != NULL)
    scrub_address (answer->address);
}

/**
 * cst_scrub_delivery:
 *
 * Blanks whom the parcel was for, where it went, and what was written about it. Codes, attempts and the agency stay.
 */
void
cst_scrub_delivery (CstDelivery *delivery)
{
  g_return_if_fail (delivery != NULL);

  scrub_tracking (&delivery->tracking_number, &delivery->tracking_url);
  scrub_address (&delivery->recipient);
  g_clear_pointer (&delivery->courier_note, g_free);
  g_clear_pointer (&delivery->reply, g_free);
  delivery->distance_m = -1;

  for (guint i = 0; i < delivery->events->len; i++)
    {
      CstDeliveryEvent *event = g_ptr_array_index (delivery->events, i);

      g_clear_pointer (&event->text, g_free);
      g_clear_pointer (&event->place, g_free);
      if (event->answer != NULL)
        scrub_answer (event->answer);
    }
}

/**
 * cst_scrub_operation:
 * @operation: one that is no longer pending
 */
void
cst_scrub_operation (CstOperation *operation)
{
  g_return_if_fail (operation != NULL);

  g_clear_pointer (&operation->text, g_free);
  g_clear_pointer (&operation->last_problem, g_free);
  g_clear_pointer (&operation->deviation, g_free);
  scrub_marks (operation->marks);
  scrub_tracking (&operation->tracking_number, &operation->tracking_url);
  g_clear_pointer (&operation->label_url, g_free);

  if (operation->answer != NULL)
    scrub_answer (operation->answer);
  if (operation->case_order != NULL)
    cst_scrub_order (operation->case_order);
  if (operation->case_incident != NULL)
    cst_scrub_incident (operation->case_incident);

  for (guint i = 0; i < operation->files->len; i++)
    cst_record_free (&cst_outgoing_file_type, g_ptr_array_index (operation->files, i));
  g_ptr_array_set_size (operation->files, 0);
}
