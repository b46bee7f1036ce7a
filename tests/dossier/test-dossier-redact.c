/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-calls.h"
#include "cst-case-marks.h"
#include "cst-dossier.h"
#include "cst-operations.h"
#include "cst-photos.h"
#include "cst-util.h"
#include "truth-fixture.h"

/* R12: wherever people write, they name people; without personal data none of it is left. */

#define CUSTOMER "Odile Marchand"
#define PHONE "06 12 34 56 78"
#define ARBITRATOR "Maître Dubois"
#define COLLEAGUE "Ada Lovelace"
#define RECIPIENT "Bruno Lefort"
#define SAYS CUSTOMER " (" PHONE "), " RECIPIENT " et " COLLEAGUE " "

typedef struct
{
  Fixture   base;
  gint64    account;
  CstRules *rules;
} Case;

static gpointer
save_account_func (CstDb         *db,
                   gpointer       request,
                   GCancellable  *cancellable,
                   GError       **error)
{
  return GSIZE_TO_POINTER ((gsize) cst_db_save_account (db, request, error));
}

static CstDelivery *
make_delivery (void)
{
  CstDelivery *delivery = cst_delivery_new ();
  CstDeliveryEvent *event = cst_record_new (&cst_delivery_event_type);

  delivery->id = g_strdup ("d1");
  delivery->number = g_strdup ("INC-1");
  delivery->order = g_strdup ("1");
  delivery->version = 1;
  delivery->carrier = g_strdup ("TIPSA");
  delivery->tracking_number = g_strdup ("TRK-1");
  delivery->tracking_url = g_strdup ("https://suivi.example/" PHONE);
  delivery->state = CST_DELIVERY_REPLIED;
  delivery->courier_note = g_strdup (SAYS "absents");
  delivery->reply = g_strdup (SAYS "rappelés");
  delivery->recipient.name = g_strdup (RECIPIENT);
  delivery->recipient.street = g_strdup ("12 quai Marchand");
  delivery->recipient.phone = g_strdup (PHONE);
  delivery->opened_at = FIXTURE_NOW - 9000;
  event->at = FIXTURE_NOW - 8000;
  event->text = g_strdup (SAYS "absents");
  event->answer = cst_delivery_answer_new (CST_ANSWER_TEXT);
  event->answer->text = g_strdup (SAYS "seront là");
  g_ptr_array_add (delivery->events, event);

  return delivery;
}

static CstDesk *
make_desk (void)
{
  CstDesk *desk = cst_desk_new ();
  CstNote *note = cst_record_new (&cst_note_type);
  CstEvidence *evidence = cst_record_new (&cst_evidence_type);

  desk->incident = g_strdup ("i1");
  desk->version = 1;
  note->id = g_strdup ("n1");
  note->person = g_strdup ("p1");
  note->name = g_strdup (COLLEAGUE);
  note->at = FIXTURE_NOW - 5000;
  note->text = g_strdup (SAYS "se connaissent");
  g_ptr_array_add (desk->notes, note);
  evidence->person = g_strdup ("p1");
  evidence->name = g_strdup (COLLEAGUE);
  evidence->at = FIXTURE_NOW - 4000;
  evidence->note = g_strdup (SAYS "devant la palette");
  evidence->attachment.id = g_strdup ("a1");
  evidence->attachment.filename = g_strdup (CUSTOMER ".jpg");
  evidence->attachment.media_type = g_strdup ("image/jpeg");
  evidence->attachment.status = CST_ATTACHMENT_AVAILABLE;
  g_ptr_array_add (desk->evidence, evidence);

  return desk;
}

static void
set_up_truth (Case *self)
{
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();
  CstOrder *order = make_order ("1", 1, CST_ORDER_DELIVERED);
  CstIncident *incident = make_incident ("i1", "1", 1, CST_INCIDENT_SUBMITTED);
  CstThread *thread = make_thread ("1", 1);

  cst_set_str (&order->customer.name, CUSTOMER);
  order->customer.kind = CST_CUSTOMER_CONSUMER;
  cst_set_str (&incident->description, SAYS "ont reçu une palette abîmée");
  add_message (thread, "m1", CST_PARTY_CUSTOMER, SAYS "attendent")->incident = g_strdup ("i1");
  g_ptr_array_add (changes->orders, order);
  g_ptr_array_add (changes->incidents, incident);
  g_ptr_array_add (changes->threads, thread);
  g_ptr_array_add (changes->desks, make_desk ());
  g_ptr_array_add (changes->deliveries, make_delivery ());
  cst_applied_free (apply (&self->base, self->account, changes));
}

static gpointer
note_func (CstDb         *db,
           gpointer       request,
           GCancellable  *cancellable,
           GError       **error)
{
  Case *self = request;
  CstRuling ruling = { .outcome = CST_RULING_REFUND, .decided_at = FIXTURE_NOW - 60, .amount = 100, .currency = "EUR" };
  g_autoptr(CstCaseMark) asked = cst_case_mark_new ("i1", CST_CASE_MARK_MOMENT, CST_CASE_MOMENT_ARBITRATION,
                                                    "2026-11-20T08:00:00Z");
  g_autoptr(CstCaseMark) decided = cst_case_mark_new_ruling ("i1", &ruling);
  g_autoptr(CstCaseMark) ticked = cst_case_mark_new ("i1", CST_CASE_MARK_TICK, "inform-damaged", "yes");
  g_autoptr(CstCall) call = cst_record_new (&cst_call_type);
  CstPhotoFacts facts = { .examined_at = FIXTURE_NOW, .camera = (char *) "Appareil de " CUSTOMER,
                          .filename = (char *) CUSTOMER ".jpg", .has_position = TRUE, .latitude = 48, .longitude = 2 };

  asked->actor = g_strdup ("brand");
  asked->note = g_strdup (SAYS "ne s’entendent pas");
  decided->actor = g_strdup (ARBITRATOR);
  decided->note = g_strdup (ARBITRATOR " : " SAYS "ont raison");
  asked->at = decided->at = ticked->at = call->at = FIXTURE_NOW - 50;
  ticked->person = g_strdup ("p1");
  ticked->person_name = g_strdup (COLLEAGUE);
  asked->person = g_strdup ("p1");
  asked->person_name = g_strdup (COLLEAGUE);
  decided->person = g_strdup ("p1");
  decided->person_name = g_strdup (COLLEAGUE);
  call->person = g_strdup ("p1");
  call->person_name = g_strdup (COLLEAGUE);
  call->note = g_strdup (SAYS "se sont parlé, " ARBITRATOR " aussi");

  return GINT_TO_POINTER (cst_db_photo_set_facts (db, self->account, "a1", &facts, error) &&
                          cst_db_add_case_mark (db, self->account, asked, error) &&
                          cst_db_add_case_mark (db, self->account, ticked, error) &&
                          cst_db_add_case_mark (db, self->account, decided, error) &&
                          cst_db_add_call (db, self->account, "d1", call, error));
}

static void
set_up (Case          *self,
        gconstpointer  unused)
{
  g_autoptr(CstAccount) account = cst_account_new ();
  g_autoptr(CstOperation) operation = NULL;

  fixture_set_up (&self->base, NULL);
  account->name = g_strdup ("pix");
  account->connector = g_strdup ("constat");
  account->info.site = g_strdup ("Pixmania");
  account->info.audience = CST_CUSTOMER_CONSUMER;
  account->info.capabilities = CST_CAN_READ_INCIDENTS | CST_CAN_READ_DELIVERIES | CST_CAN_MESSAGE;
  self->account = (gint64) GPOINTER_TO_SIZE (fixture_run (&self->base, save_account_func, account));
  self->rules = cst_rules_new (self->base.store, self->base.clock, NULL);
  set_up_truth (self);
  operation = cst_operation_new (CST_OPERATION_MESSAGE, self->account, "1", "i1");
  operation->text = g_strdup (SAYS "ont écrit");
  operation->person = g_strdup ("p1");
  operation->person_name = g_strdup (COLLEAGUE);
  add_operation (&self->base, operation, CST_OPERATION_QUEUED);
  fixture_run (&self->base, note_func, self);
}

static void
tear_down (Case          *self,
           gconstpointer  unused)
{
  g_clear_object (&self->rules);
  fixture_tear_down (&self->base, NULL);
}

static CstDossier *
load (Case     *self,
      gboolean  is_redacted)
{
  g_autoptr(GError) error = NULL;
  CstDossierOptions options = { .with_notes = TRUE, .is_redacted = is_redacted };
  g_autoptr(CstDb) db = cst_store_open_reader (self->base.store, &error);
  CstDossier *dossier;

  g_assert_no_error (error);
  g_assert_true (cst_db_begin_read (db, &error));
  dossier = cst_dossier_load (self->base.store, db, cst_rules_get_set (self->rules), self->account, "i1", &options,
                              FIXTURE_NOW, &error);
  g_assert_no_error (error);
  cst_db_rollback (db);

  return dossier;
}

static void
add_record (GPtrArray           *texts,
            const CstRecordType *type,
            gconstpointer        record)
{
  g_ptr_array_add (texts, cst_record_to_text (type, record));
}

static void
add_records (GPtrArray           *texts,
             const CstRecordType *type,
             GPtrArray           *records)
{
  g_assert_cmpuint (records->len, >, 0);
  for (guint i = 0; i < records->len; i++)
    add_record (texts, type, g_ptr_array_index (records, i));
}

/* All that pages and manifest are made of. */
static GPtrArray *
texts_of (const CstDossier *dossier)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  add_record (texts, &cst_order_type, dossier->order);
  add_record (texts, &cst_incident_type, dossier->incident);
  add_record (texts, &cst_thread_type, dossier->thread);
  add_record (texts, &cst_desk_type, dossier->desk);
  add_record (texts, &cst_case_view_type, dossier->rules->view);
  add_records (texts, &cst_operation_type, dossier->operations);
  add_records (texts, &cst_delivery_type, dossier->deliveries);
  add_records (texts, &cst_case_mark_type, dossier->marks);
  g_assert_cmpuint (dossier->calls->len, ==, 1);
  add_record (texts, &cst_call_type, ((CstDossierCall *) g_ptr_array_index (dossier->calls, 0))->call);
  g_assert_cmpuint (dossier->files->len, ==, 1);
  for (guint i = 0; i < dossier->files->len; i++)
    {
      const CstDossierFile *file = g_ptr_array_index (dossier->files, i);

      add_record (texts, &cst_attachment_type, file->attachment);
      add_record (texts, &cst_photo_facts_type, file->facts);
      g_ptr_array_add (texts, g_strjoin ("\n", file->by, file->note, NULL));
    }
  for (guint i = 0; i < dossier->events->len; i++)
    {
      const CstDossierEvent *event = g_ptr_array_index (dossier->events, i);

      g_ptr_array_add (texts, g_strjoin ("\n", event->who != NULL ? event->who : "", event->text,
                                         event->detail != NULL ? event->detail : "", NULL));
    }

  return texts;
}

static guint
count_texts_with (GPtrArray  *texts,
                  const char *word)
{
  guint n = 0;

  for (guint i = 0; i < texts->len; i++)
    n += strstr (g_ptr_array_index (texts, i), word) != NULL;

  return n;
}

static void
assert_nowhere (GPtrArray  *texts,
                const char *word)
{
  for (guint i = 0; i < texts->len; i++)
    {
      const char *text = g_ptr_array_index (texts, i);

      if (strstr (text, word) != NULL)
        g_error ("“%s” is in %s", word, text);
    }
}

static void
test_throughout (Case          *self,
                 gconstpointer  unused)
{
  static const char *const words[] = { "Odile", "Marchand", PHONE, "Lefort", "Dubois", "Lovelace", "quai",
                                       "suivi.example" };
  g_autoptr(CstDossier) whole = load (self, FALSE);
  g_autoptr(CstDossier) redacted = load (self, TRUE);
  g_autoptr(GPtrArray) before = texts_of (whole);
  g_autoptr(GPtrArray) after = texts_of (redacted);

  g_assert_cmpuint (before->len, ==, after->len);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_assert_cmpuint (count_texts_with (before, words[i]), >, 0);
      assert_nowhere (after, words[i]);
    }
  g_assert_true (((const CstDossierFile *) g_ptr_array_index (whole->files, 0))->facts->has_position);
  g_assert_false (((const CstDossierFile *) g_ptr_array_index (redacted->files, 0))->facts->has_position);
  g_assert_null (((const CstDossierFile *) g_ptr_array_index (redacted->files, 0))->facts->camera);
  /* What proves something stays, and the same person is the same everywhere. */
  g_assert_cmpuint (count_texts_with (after, "TRK-1"), >, 0);
  g_assert_cmpuint (count_texts_with (after, "[phone"), >=, 6);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/R12/P7/dossier/redacted-throughout", Case, NULL, set_up, test_throughout, tear_down);

  return g_test_run ();
}
