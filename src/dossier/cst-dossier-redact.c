/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-dossier-words.h"
#include "cst-redactor.h"
#include "cst-terms.h"
#include "cst-util.h"

/* A case file without personal data: every text of what was loaded is written anew, before a word of it is shown. */

typedef struct
{
  CstDossier  *dossier;
  CstRedactor *redactor;
  guint        n_people;
} Redaction;

typedef void (*VisitFunc) (Redaction            *self,
                           const CstRecordType  *type,
                           const char           *field,
                           char                **text);

/* Ids, codes and numbers lead to no person by themselves, and the journal is held against them. */
static const char *const kept[] = {
  "id", "key", "sha256", "said_sha256", "order", "incident", "line", "resolution", "return_id", "path", "media_type",
  "tracking_number", "sku", "number", "state_code", "status_code", "event_code", "reason_code", "type_code", "code",
  "code_source", "remote_id", "person", "assignee", "subject", "language", "country", "date", "attachment", "picture",
  "value", "ship_by", "label_follows_on", "delivery", "proposal", "playbook", "reason", "step", "carrier", NULL
};

static void
visit_record (Redaction           *self,
              const CstRecordType *type,
              gpointer             record,
              VisitFunc            visit)
{
  for (guint i = 0; record != NULL && i < type->n_fields; i++)
    {
      const CstField *field = &type->fields[i];
      gpointer place = (char *) record + field->offset;

      switch ((int) field->kind)
        {
        case CST_FIELD_STRING:
          visit (self, type, field->name, place);
          break;
        case CST_FIELD_STRINGS:
          for (char **text = *(char ***) place; text != NULL && *text != NULL; text++)
            visit (self, type, field->name, text);
          break;
        case CST_FIELD_RECORD:
          visit_record (self, field->type, place, visit);
          break;
        case CST_FIELD_OPTIONAL:
          visit_record (self, field->type, *(gpointer *) place, visit);
          break;
        case CST_FIELD_RECORDS:
          for (guint k = 0; k < (*(GPtrArray **) place)->len; k++)
            visit_record (self, field->type, g_ptr_array_index (*(GPtrArray **) place, k), visit);
          break;
        default:
          break;
        }
    }
}

static void
visit_records (Redaction           *self,
               const CstRecordType *type,
               GPtrArray           *records,
               VisitFunc            visit)
{
  for (guint i = 0; i < records->len; i++)
    visit_record (self, type, g_ptr_array_index (records, i), visit);
}

static void
visit_all (Redaction *self,
           VisitFunc  visit)
{
  CstDossier *dossier = self->dossier;

  visit_record (self, &cst_order_type, dossier->order, visit);
  visit_record (self, &cst_incident_type, dossier->incident, visit);
  visit_record (self, &cst_thread_type, dossier->thread, visit);
  visit_record (self, &cst_desk_type, dossier->desk, visit);
  visit_records (self, &cst_person_type, dossier->account->info.people, visit);
  visit_records (self, &cst_operation_type, dossier->operations, visit);
  visit_records (self, &cst_delivery_type, dossier->deliveries, visit);
  visit_records (self, &cst_case_mark_type, dossier->marks, visit);
  for (guint i = 0; i < dossier->calls->len; i++)
    visit_record (self, &cst_call_type, ((CstDossierCall *) g_ptr_array_index (dossier->calls, i))->call, visit);
  if (dossier->rules != NULL)
    visit_record (self, &cst_case_view_type, dossier->rules->view, visit);
  for (guint i = 0; i < dossier->files->len; i++)
    {
      CstDossierFile *file = g_ptr_array_index (dossier->files, i);

      visit_record (self, &cst_attachment_type, file->attachment, visit);
      visit_record (self, &cst_photo_facts_type, file->facts, visit);
      visit (self, &cst_evidence_type, "name", &file->by);
      visit (self, &cst_evidence_type, "note", &file->note);
    }
}

/* ── Who there is ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_somebody (const CstRecordType *type,
             const char          *field)
{
  if (g_str_equal (field, "person_name") || g_str_equal (field, "assignee_name") || g_str_equal (field, "by"))
    return type != &cst_case_escalation_type;

  return g_str_equal (field, "name") &&
         (type == &cst_person_type || type == &cst_person_mark_type || type == &cst_note_type ||
          type == &cst_finding_type || type == &cst_evidence_type || type == &cst_case_action_type);
}

static void
add_person (Redaction  *self,
            const char *name)
{
  g_autofree char *same = NULL;
  g_autofree char *token = NULL;

  if (cst_str_is_blank (name) || g_strcmp0 (name, self->dossier->account->info.name) == 0 ||
      g_strcmp0 (name, cst_account_get_site (self->dossier->account)) == 0)
    return;

  /* Whoever is known already keeps the words that stand for them. */
  same = cst_redactor_apply (self->redactor, name);
  if (!g_str_equal (same, name))
    return;

  /* Translators: what stands in a case file for one of our own people */
  token = g_strdup_printf (C_("redacted", "[person %u]"), ++self->n_people);
  cst_redactor_add_name (self->redactor, name, token);
}

static void
collect_cb (Redaction            *self,
            const CstRecordType  *type,
            const char           *field,
            char                **text)
{
  if (is_somebody (type, field))
    add_person (self, *text);
}

static char *
token_of (const char *words)
{
  return g_strdup_printf ("[%s]", words);
}

static void
know_customer (Redaction *self)
{
  CstDossier *dossier = self->dossier;
  const CstCustomer *customer = &dossier->order->customer;
  g_autofree char *token = token_of (cst_term_customer (&dossier->account->info));

  if (customer->kind == CST_CUSTOMER_RETAILER)
    cst_redactor_add (self->redactor, customer->name, token);
  else
    cst_redactor_add_name (self->redactor, customer->name, token);
  cst_redactor_add_name (self->redactor, customer->contact_name, C_("redacted", "[contact]"));
  cst_redactor_add (self->redactor, customer->street, C_("redacted", "[address]"));
  cst_redactor_add (self->redactor, customer->postal_code, C_("redacted", "[postal code]"));
  cst_redactor_add (self->redactor, customer->city, C_("redacted", "[town]"));
  cst_redactor_add (self->redactor, customer->phone, C_("redacted", "[phone]"));
  cst_redactor_add (self->redactor, customer->email, C_("redacted", "[email]"));

  for (guint i = 0; i < dossier->deliveries->len; i++)
    {
      const CstAddress *address = &((const CstDelivery *) g_ptr_array_index (dossier->deliveries, i))->recipient;

      cst_redactor_add_name (self->redactor, address->name, C_("redacted", "[recipient]"));
      cst_redactor_add (self->redactor, address->street, C_("redacted", "[address]"));
      cst_redactor_add (self->redactor, address->street_more, C_("redacted", "[address]"));
      cst_redactor_add (self->redactor, address->postal_code, C_("redacted", "[postal code]"));
      cst_redactor_add (self->redactor, address->city, C_("redacted", "[town]"));
    }
}

static void
know_authors (Redaction *self)
{
  g_autofree char *token = token_of (cst_term_customer (&self->dossier->account->info));

  for (guint i = 0; i < self->dossier->thread->messages->len; i++)
    {
      const CstMessage *message = g_ptr_array_index (self->dossier->thread->messages, i);

      if (message->author == CST_PARTY_CUSTOMER)
        cst_redactor_add_name (self->redactor, message->author_name, token);
      else
        add_person (self, message->author_name);
    }
}

/* Who decided; who asked is one of the sides, and no name. */
static void
know_arbitrators (Redaction *self)
{
  for (guint i = 0; i < self->dossier->marks->len; i++)
    {
      const CstCaseMark *mark = g_ptr_array_index (self->dossier->marks, i);

      if (mark->kind == CST_CASE_MARK_RULING)
        add_person (self, mark->actor);
    }
}

/* Whatever a file was called, it is known by its number. */
static void
know_files (Redaction *self)
{
  for (guint i = 0; i < self->dossier->files->len; i++)
    {
      const CstDossierFile *file = g_ptr_array_index (self->dossier->files, i);
      g_autofree char *exhibit = cst_dossier_exhibit (file);

      cst_redactor_add (self->redactor, file->attachment->filename, exhibit);
    }
}

/* ── What is written instead ───────────────────────────────────────────────────────────────────── */

static void
take (char **slot,
      char  *text)
{
  g_free (*slot);
  *slot = text;
}

/* A part of an address is nothing but personal; what stands for it needs no look at its letters. */
static char *
token_of_place (const char *field)
{
  static const struct
  {
    const char *field;
    const char *token;
  } tokens[] = {
    { "street", NC_("redacted", "[address]") },
    { "street_more", NC_("redacted", "[address]") },
    { "postal_code", NC_("redacted", "[postal code]") },
    { "city", NC_("redacted", "[town]") },
    { "region", NC_("redacted", "[town]") },
    { "email", NC_("redacted", "[email]") },
    { "phone", NC_("redacted", "[phone]") },
    { "name", NC_("redacted", "[recipient]") },
    { "contact_name", NC_("redacted", "[contact]") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      if (g_str_equal (tokens[i].field, field))
        return g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, "redacted", tokens[i].token));
    }

  return NULL;
}

static void
rewrite_cb (Redaction            *self,
            const CstRecordType  *type,
            const char           *field,
            char                **text)
{
  char *token = NULL;

  if (*text == NULL || g_strv_contains (kept, field))
    return;

  if (g_str_equal (field, "filename") || g_str_equal (field, "tracking_url") || g_str_equal (field, "site_url") ||
      g_str_equal (field, "camera"))
    return take (text, NULL);

  if (type == &cst_customer_type && g_str_equal (field, "name"))
    return take (text, token_of (cst_term_customer (&self->dossier->account->info)));
  if ((type == &cst_customer_type || type == &cst_address_type) && (token = token_of_place (field)) != NULL)
    return take (text, token);

  take (text, cst_redactor_apply (self->redactor, *text));
}

/**
 * cst_dossier_redact:
 *
 * Replaces names, addresses, mail addresses, telephone numbers and links, the same by the same everywhere. Numbers and
 * ids stay: with them the journal's entries can be held against the case file.
 */
void
cst_dossier_redact (CstDossier *self)
{
  g_autoptr(CstRedactor) redactor = cst_redactor_new ();
  Redaction redaction = { self, redactor, 0 };

  know_customer (&redaction);
  know_authors (&redaction);
  know_arbitrators (&redaction);
  know_files (&redaction);
  visit_all (&redaction, collect_cb);
  if (self->made_by != NULL)
    add_person (&redaction, self->made_by);

  visit_all (&redaction, rewrite_cb);
  take (&self->made_by, cst_redactor_apply (redactor, self->made_by));
  for (guint i = 0; i < self->files->len; i++)
    ((CstDossierFile *) g_ptr_array_index (self->files, i))->facts->has_position = FALSE;
}
