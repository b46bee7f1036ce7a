/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dossier.h"
#include "cst-util.h"

/* P7, P10: of a case file that lacks nothing one thing is taken away at a time, and just that is named. */

static void
attachment_file_free (gpointer data)
{
  CstDossierFile *file = data;

  cst_record_free (&cst_attachment_type, file->attachment);
  cst_photo_facts_free (file->facts);
  g_free (file->path);
  g_free (file);
}

static void
gap_free (gpointer data)
{
  CstDossierGap *gap = data;

  g_free (gap->text);
  g_free (gap);
}

static CstDossierFile *
add_file (CstDossier       *self,
          CstDossierOrigin  origin)
{
  CstDossierFile *file = g_new0 (CstDossierFile, 1);

  file->number = (int) self->files->len + 1;
  file->origin = origin;
  file->attachment = cst_record_new (&cst_attachment_type);
  file->attachment->status = CST_ATTACHMENT_AVAILABLE;
  file->facts = cst_photo_facts_new ();
  file->fact = CST_PHOTO_READY;
  file->path = g_strdup ("/here");
  g_ptr_array_add (self->files, file);

  return file;
}

static void
add_message (CstDossier *self,
             CstParty    author)
{
  CstMessage *message = cst_record_new (&cst_message_type);

  message->author = author;
  message->body = g_strdup ("Bonjour");
  g_ptr_array_add (self->thread->messages, message);
}

static void
add_truth (CstDossier *self)
{
  CstShipment *shipment = cst_record_new (&cst_shipment_type);
  CstResolution *resolution = cst_record_new (&cst_resolution_type);
  CstReturn *goods = cst_record_new (&cst_return_type);

  self->order->placed_at = 1000;
  self->order->shipped_at = 2000;
  self->order->delivered_at = 3000;
  shipment->shipped_at = 2000;
  shipment->tracking_number = g_strdup ("T1");
  g_ptr_array_add (self->order->shipments, shipment);
  self->incident->reported_at = 4000;
  g_ptr_array_add (self->incident->attachments, cst_record_new (&cst_attachment_type));
  resolution->kind = CST_RESOLUTION_REPLACEMENT;
  resolution->shipped_at = 5000;
  resolution->tracking_number = g_strdup ("T2");
  g_ptr_array_add (self->incident->resolutions, resolution);
  goods->label = cst_record_new (&cst_attachment_type);
  g_ptr_array_add (self->incident->returns, goods);
}

static CstDossier *
new_complete (void)
{
  CstDossier *self = g_new0 (CstDossier, 1);

  self->order = cst_order_new ();
  self->incident = cst_incident_new ();
  self->thread = cst_thread_new ();
  self->desk = cst_desk_new ();
  self->operations = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_operation_free);
  self->deliveries = g_ptr_array_new ();
  self->files = g_ptr_array_new_with_free_func (attachment_file_free);
  self->checks = g_ptr_array_new_with_free_func (g_free);
  self->gaps = g_ptr_array_new_with_free_func (gap_free);
  self->zone = g_time_zone_new_utc ();
  add_truth (self);
  add_message (self, CST_PARTY_CUSTOMER);
  add_message (self, CST_PARTY_BRAND);
  add_file (self, CST_DOSSIER_FROM_MESSAGE);
  add_file (self, CST_DOSSIER_FROM_LABEL);
  g_ptr_array_add (self->desk->findings, cst_record_new (&cst_finding_type));

  return self;
}

static void
complete_free (CstDossier *self)
{
  cst_order_free (self->order);
  cst_incident_free (self->incident);
  cst_thread_free (self->thread);
  cst_desk_free (self->desk);
  g_ptr_array_unref (self->operations);
  g_ptr_array_unref (self->deliveries);
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->checks);
  g_ptr_array_unref (self->gaps);
  g_time_zone_unref (self->zone);
  g_free (self);
}

/* A record's arrays own nothing by themselves: the record does. */
static void
drop_last (GPtrArray           *records,
           const CstRecordType *type)
{
  cst_record_free (type, g_ptr_array_steal_index (records, records->len - 1));
}

static void
take_our_message (CstDossier *self)
{
  drop_last (self->thread->messages, &cst_message_type);
}

static void
take_messages (CstDossier *self)
{
  drop_last (self->thread->messages, &cst_message_type);
  drop_last (self->thread->messages, &cst_message_type);
}

static void
leave_message_unsent (CstDossier *self)
{
  CstOperation *operation = cst_operation_new (CST_OPERATION_MESSAGE, 1, "1", "i1");

  operation->state = CST_OPERATION_QUEUED;
  g_ptr_array_add (self->operations, operation);
}

static void
take_photo (CstDossier *self)
{
  g_clear_pointer (&((CstDossierFile *) g_ptr_array_index (self->files, 0))->path, g_free);
}

static void
alter_photo (CstDossier *self)
{
  CstPhotoFacts *facts = ((CstDossierFile *) g_ptr_array_index (self->files, 0))->facts;

  facts->examined_at = 1;
  facts->sha256 = g_strdup ("aa");
  facts->said_sha256 = g_strdup ("bb");
}

static void
await_photo (CstDossier *self)
{
  ((CstAttachment *) g_ptr_array_index (self->incident->attachments, 0))->status = CST_ATTACHMENT_ANNOUNCED;
}

static void
take_finding (CstDossier *self)
{
  drop_last (self->desk->findings, &cst_finding_type);
}

static void
take_tracking (CstDossier *self)
{
  g_clear_pointer (&((CstShipment *) g_ptr_array_index (self->order->shipments, 0))->tracking_number, g_free);
}

static void
take_shipment (CstDossier *self)
{
  drop_last (self->order->shipments, &cst_shipment_type);
}

static void
take_tracking_of_replacement (CstDossier *self)
{
  g_clear_pointer (&((CstResolution *) g_ptr_array_index (self->incident->resolutions, 0))->tracking_number, g_free);
}

static void
take_label (CstDossier *self)
{
  CstReturn *goods = g_ptr_array_index (self->incident->returns, 0);

  cst_record_free (&cst_attachment_type, goods->label);
  goods->label = NULL;
}

static void
take_label_file (CstDossier *self)
{
  g_clear_pointer (&((CstDossierFile *) g_ptr_array_index (self->files, 1))->path, g_free);
}

static void
take_placed (CstDossier *self)
{
  self->order->placed_at = 0;
}

static void
take_shipped (CstDossier *self)
{
  self->order->shipped_at = 0;
}

static void
take_delivered (CstDossier *self)
{
  self->order->delivered_at = 0;
}

static void
take_reported (CstDossier *self)
{
  self->incident->reported_at = 0;
}

static const struct
{
  void (*take) (CstDossier *self);
  const char *kind;
  const char *text;
} rows[] = {
  { NULL, NULL, NULL },
  { take_our_message, "communications", "There is no first reply" },
  { take_messages, "communications", "No message was exchanged" },
  { leave_message_unsent, "communications", "A message of ours has not been sent yet" },
  { take_photo, "photos", NULL },
  { alter_photo, "photos", NULL },
  { await_photo, "photos", "1 photo was announced and has not come" },
  { take_finding, "findings", "Nobody noted what the photos show" },
  { take_tracking, "tracking", NULL },
  { take_shipment, "tracking", "The parcel has no tracking number" },
  { take_tracking_of_replacement, "tracking", "The replacement has no tracking number" },
  { take_label, "label", "A return was asked for without a label" },
  { take_label_file, "label", NULL },
  { take_placed, "dates", "Nobody says when it was ordered" },
  { take_shipped, "dates", "Nobody says when it was shipped" },
  { take_delivered, "dates", "Nobody says when it was delivered" },
  { take_reported, "dates", "Nobody says when it was reported" },
};

static void
test_one_at_a_time (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CstDossier *self = new_complete ();

      if (rows[i].take != NULL)
        rows[i].take (self);
      cst_dossier_add_gaps (self);
      g_assert_cmpuint (self->gaps->len, ==, rows[i].take != NULL);
      if (rows[i].take != NULL)
        {
          const CstDossierGap *gap = g_ptr_array_index (self->gaps, 0);

          g_assert_cmpstr (gap->kind, ==, rows[i].kind);
          if (rows[i].text != NULL)
            g_assert_cmpstr (gap->text, ==, rows[i].text);
        }
      for (guint k = 0; k < self->checks->len; k++)
        {
          const CstDossierCheck *check = g_ptr_array_index (self->checks, k);

          g_assert_cmpint (check->is_complete, !=, g_strcmp0 (check->kind, rows[i].kind) == 0);
        }
      complete_free (self);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/P7/P10/dossier/each-gap-by-itself", test_one_at_a_time);

  return g_test_run ();
}
