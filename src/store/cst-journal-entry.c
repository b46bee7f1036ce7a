/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-journal-entry.h"

#include <string.h>

#define NO_HASH "0000000000000000000000000000000000000000000000000000000000000000"

CST_DEFINE_ENUM_TYPE (cst_journal_kind,
                      "unknown",
                      "decided",
                      "moved",
                      "incident_seen",
                      "resolution_seen",
                      "return_seen",
                      "erased",
                      "restored",
                      "tick",
                      "answer",
                      "moment",
                      "pin",
                      "deviation",
                      "delivery_seen",
                      "call",
                      "dossier",
                      "lesson");

static const CstField cst_journal_details_fields[] = {
  CST_FIELD (CstJournalDetails, subject, STRING),
  CST_FIELD (CstJournalDetails, before, STRING),
  CST_FIELD (CstJournalDetails, after, STRING),
  CST_FIELD (CstJournalDetails, lines, STRING),
  CST_FIELD (CstJournalDetails, currency, CURRENCY),
  CST_FIELD (CstJournalDetails, amount, INT64),
  CST_FIELD (CstJournalDetails, digest, STRING),
  CST_FIELD (CstJournalDetails, event, STRING),
  CST_FIELD (CstJournalDetails, rule, STRING),
  CST_FIELD (CstJournalDetails, delivery, STRING),
};

CST_DEFINE_RECORD_TYPE (cst_journal_details, CstJournalDetails, "journal details");

static const CstField cst_journal_entry_fields[] = {
  CST_FIELD (CstJournalEntry, seq, INT64),
  CST_FIELD (CstJournalEntry, version, INT),
  CST_FIELD (CstJournalEntry, at, INT64),
  CST_FIELD (CstJournalEntry, account, INT64),
  CST_FIELD_OF (CstJournalEntry, kind, ENUM, cst_journal_kind_type),
  CST_FIELD (CstJournalEntry, order, STRING),
  CST_FIELD (CstJournalEntry, incident, STRING),
  CST_FIELD (CstJournalEntry, operation, INT64),
  CST_FIELD (CstJournalEntry, person, STRING),
  CST_FIELD_OF (CstJournalEntry, details, RECORD, cst_journal_details_type),
  CST_FIELD (CstJournalEntry, payload, STRING),
  CST_FIELD (CstJournalEntry, hash, STRING),
};

CST_DEFINE_RECORD_TYPE (cst_journal_entry, CstJournalEntry, "journal entry");

/**
 * cst_journal_entry_new:
 *
 * Returns: (transfer full): an entry not yet in any journal
 */
CstJournalEntry *
cst_journal_entry_new (CstJournalKind kind,
                       gint64         account,
                       gint64         at)
{
  CstJournalEntry *self = cst_record_new (&cst_journal_entry_type);

  self->version = CST_JOURNAL_VERSION;
  self->kind = kind;
  self->account = account;
  self->at = at;

  return self;
}

void
cst_journal_entry_free (CstJournalEntry *self)
{
  cst_record_free (&cst_journal_entry_type, self);
}

/* Every field goes in with its length before it, so that no two entries hash the same bytes. */

static void
hash_bytes (GChecksum  *checksum,
            const void *bytes,
            gsize       size)
{
  guint32 length = GUINT32_TO_BE ((guint32) size);

  g_checksum_update (checksum, (const guchar *) &length, sizeof length);
  g_checksum_update (checksum, bytes, (gssize) size);
}

static void
hash_text (GChecksum  *checksum,
           const char *text)
{
  static const guint32 absent = G_MAXUINT32;

  if (text == NULL)
    g_checksum_update (checksum, (const guchar *) &absent, sizeof absent);
  else
    hash_bytes (checksum, text, strlen (text));
}

static void
hash_number (GChecksum *checksum,
             gint64     number)
{
  gint64 bytes = GINT64_TO_BE (number);

  hash_bytes (checksum, &bytes, sizeof bytes);
}

/**
 * cst_journal_entry_chain:
 * @previous: (nullable): the hash of the entry before, %NULL for the first one
 *
 * Returns: (transfer full): the hash of @self as the follower of @previous
 */
char *
cst_journal_entry_chain (const CstJournalEntry *self,
                         const char            *previous)
{
  guchar version = (guchar) self->version;
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, &version, 1);
  hash_text (checksum, previous != NULL ? previous : NO_HASH);
  hash_number (checksum, self->seq);
  hash_number (checksum, self->at);
  hash_number (checksum, self->account);
  hash_text (checksum, cst_enum_nick (&cst_journal_kind_type, (int) self->kind));
  hash_text (checksum, self->order);
  hash_text (checksum, self->incident);
  hash_number (checksum, self->operation);
  hash_text (checksum, self->person);
  hash_text (checksum, self->payload);

  return g_strdup (g_checksum_get_string (checksum));
}

static void
hmac_text (GHmac      *hmac,
           const char *text)
{
  guint32 length = GUINT32_TO_BE (text != NULL ? (guint32) strlen (text) : G_MAXUINT32);

  g_hmac_update (hmac, (const guchar *) &length, sizeof length);
  if (text != NULL)
    g_hmac_update (hmac, (const guchar *) text, -1);
}

static void
hmac_mark (GHmac         *hmac,
           const CstMark *mark)
{
  g_autofree char *places = g_strdup_printf ("%d %d %d %d", mark->x1, mark->y1, mark->x2, mark->y2);

  hmac_text (hmac, mark->attachment);
  hmac_text (hmac, cst_enum_nick (&cst_mark_shape_type, (int) mark->shape));
  hmac_text (hmac, places);
  hmac_text (hmac, mark->text);
}

/**
 * cst_journal_content_digest:
 * @salt: of the operation's order; once it is erased nobody can tell what was digested
 *
 * A digest over what of @operation must not stand in the journal itself: its text, its tracking
 * number, its files, what was drawn over its photos. It proves later that the text shown is the text decided.
 *
 * Returns: (transfer full): hexadecimal digits
 */
char *
cst_journal_content_digest (const CstOperation *operation,
                            const char         *salt)
{
  g_autoptr(GHmac) hmac = NULL;

  g_return_val_if_fail (operation != NULL && salt != NULL, NULL);

  hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) salt, strlen (salt));
  hmac_text (hmac, operation->text);
  hmac_text (hmac, operation->carrier);
  hmac_text (hmac, operation->tracking_number);
  hmac_text (hmac, operation->assignee);
  if (operation->kind == CST_OPERATION_RECORD_CASE)
    {
      g_autofree char *order = cst_record_to_text (&cst_order_type, operation->case_order);
      g_autofree char *incident = cst_record_to_text (&cst_incident_type, operation->case_incident);

      hmac_text (hmac, order);
      hmac_text (hmac, incident);
    }

  if (operation->kind == CST_OPERATION_REPORT)
    {
      g_autofree char *incident = cst_record_to_text (&cst_incident_type, operation->case_incident);

      hmac_text (hmac, incident);
    }

  for (guint i = 0; i < operation->files->len; i++)
    {
      const CstOutgoingFile *file = g_ptr_array_index (operation->files, i);

      hmac_text (hmac, file->filename);
      hmac_text (hmac, file->sha256);
    }

  for (guint i = 0; i < operation->marks->len; i++)
    hmac_mark (hmac, g_ptr_array_index (operation->marks, i));
  if (operation->deviation != NULL)
    hmac_text (hmac, operation->deviation);
  if (operation->answer != NULL)
    {
      g_autofree char *answer = cst_record_to_text (&cst_delivery_answer_type, operation->answer);

      hmac_text (hmac, answer);
    }

  return g_strdup (g_hmac_get_string (hmac));
}
