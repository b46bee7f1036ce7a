/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-journal.h"

#include "cst-util.h"

/* What goes into the journal, and what only goes in as a salted digest. */

/* A finding says what it found; its pieces are 0 for all that were reported. */
static char *
describe_lines (const CstOperation *operation)
{
  GString *text = g_string_new (NULL);

  if (operation->kind == CST_OPERATION_FINDING && operation->lines->len == 0)
    g_string_append (text, cst_enum_nick (&cst_finding_kind_type, (int) operation->finding));

  for (guint i = 0; i < operation->lines->len; i++)
    {
      const CstOperationLine *line = g_ptr_array_index (operation->lines, i);

      g_string_append_printf (text, "%s%s×%d", i > 0 ? " " : "", line->line, line->quantity);
      if (operation->kind == CST_OPERATION_FINDING)
        g_string_append_printf (text, ":%s", cst_enum_nick (&cst_finding_kind_type,
                                                            (int) cst_operation_finding_of_line (operation, line)));
    }

  return g_string_free (text, text->len == 0);
}

static gboolean
read_salt (CstDb               *db,
           const CstOperation  *operation,
           char               **salt,
           GError             **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "SELECT salt FROM order_salts WHERE account = ?1 AND order_id = ?2", error);
  CstStep step;

  *salt = NULL;
  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, operation->account);
  cst_stmt_bind_text (stmt, 2, operation->order);

  step = cst_db_step (db, stmt, error);
  if (step == CST_STEP_ROW)
    *salt = cst_stmt_dup_text (stmt, 0);

  return step != CST_STEP_ERROR;
}

static gboolean
make_salt (CstDb               *db,
           const CstOperation  *operation,
           char               **salt,
           GError             **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "INSERT INTO order_salts (account, order_id, salt) VALUES (?1, ?2, ?3)", error);

  if (stmt == NULL)
    return FALSE;

  *salt = cst_random_hex (16);
  cst_stmt_bind_int (stmt, 1, operation->account);
  cst_stmt_bind_text (stmt, 2, operation->order);
  cst_stmt_bind_text (stmt, 3, *salt);

  return cst_db_run (db, stmt, error);
}

/**
 * cst_db_journal_digest:
 *
 * The digest that cst_db_journal_add_decision() put into the journal, computed anew: equal as long
 * as nobody changed what was decided.
 *
 * Returns: (transfer full) (nullable): hexadecimal digits; %NULL without error when the salt was erased
 */
char *
cst_db_journal_digest (CstDb               *db,
                       const CstOperation  *operation,
                       GError             **error)
{
  g_autofree char *salt = NULL;

  if (!read_salt (db, operation, &salt, error) || salt == NULL)
    return NULL;

  return cst_journal_content_digest (operation, salt);
}

static CstJournalEntry *
entry_for (CstJournalKind      kind,
           const CstOperation *operation,
           gint64              now)
{
  CstJournalEntry *entry = cst_journal_entry_new (kind, operation->account, now);

  entry->order = g_strdup (operation->order);
  entry->incident = g_strdup (operation->incident);
  entry->operation = operation->id;
  entry->details.subject = g_strdup (cst_enum_nick (&cst_operation_kind_type, (int) operation->kind));
  entry->details.delivery = g_strdup (operation->delivery);

  return entry;
}

/* H1: that something else was decided than proposed, and by whom; why is in the digest only (R12). */
static gboolean
add_deviation (CstDb               *db,
               const CstOperation  *operation,
               const char          *digest,
               gint64               now,
               GError             **error)
{
  g_autoptr(CstJournalEntry) entry = entry_for (CST_JOURNAL_DEVIATION, operation, now);

  entry->person = g_strdup (operation->person);
  entry->details.rule = g_strdup_printf ("%s %d", operation->proposal != NULL ? operation->proposal : "-",
                                         operation->proposal_version);
  entry->details.digest = g_strdup (digest);

  return cst_db_journal_append (db, entry, error);
}

/**
 * cst_db_journal_add_decision:
 * @operation: one that just got its id and state
 *
 * Notes who decided what: kind, lines, amount, and a digest of what was written (R7, R12).
 */
gboolean
cst_db_journal_add_decision (CstDb               *db,
                             const CstOperation  *operation,
                             gint64               now,
                             GError             **error)
{
  g_autoptr(CstJournalEntry) entry = entry_for (CST_JOURNAL_DECIDED, operation, now);
  g_autofree char *salt = NULL;

  if (!read_salt (db, operation, &salt, error) ||
      (salt == NULL && !make_salt (db, operation, &salt, error)))
    return FALSE;

  entry->person = g_strdup (operation->person);
  entry->details.after = g_strdup (cst_enum_nick (&cst_operation_state_type, (int) operation->state));
  entry->details.lines = describe_lines (operation);
  entry->details.digest = cst_journal_content_digest (operation, salt);
  entry->details.amount = operation->expected.total;
  if (operation->kind == CST_OPERATION_RECORD_EVENT)
    entry->details.event = g_strdup (cst_enum_nick (&cst_incident_event_kind_type, (int) operation->event));
  if (operation->answer != NULL)
    entry->details.event = g_strdup (cst_enum_nick (&cst_delivery_answer_kind_type, (int) operation->answer->kind));
  g_strlcpy (entry->details.currency, operation->expected.currency, sizeof entry->details.currency);

  if (operation->proposal != NULL)
    entry->details.rule = g_strdup_printf ("%s %d", operation->proposal, operation->proposal_version);

  return cst_db_journal_append (db, entry, error) &&
         (operation->deviation == NULL || add_deviation (db, operation, entry->details.digest, now, error));
}

/**
 * cst_db_journal_add_move:
 * @operation: already in its new state
 * @person: (nullable): who moved it, %NULL when the marketplace's answer or the truth did
 */
gboolean
cst_db_journal_add_move (CstDb               *db,
                         const CstOperation  *operation,
                         CstOperationState    from,
                         const char          *person,
                         gint64               now,
                         GError             **error)
{
  g_autoptr(CstJournalEntry) entry = entry_for (CST_JOURNAL_MOVED, operation, now);

  entry->person = g_strdup (person);
  entry->details.before = g_strdup (cst_enum_nick (&cst_operation_state_type, (int) from));
  entry->details.after = g_strdup (cst_enum_nick (&cst_operation_state_type, (int) operation->state));

  return cst_db_journal_append (db, entry, error);
}

static gboolean
add_seen (CstDb              *db,
          CstJournalKind      kind,
          gint64              account,
          const CstIncident  *incident,
          const char         *subject,
          const char         *before,
          const char         *after,
          gint64              now,
          GError            **error)
{
  g_autoptr(CstJournalEntry) entry = NULL;

  if (g_strcmp0 (before, after) == 0)
    return TRUE;

  entry = cst_journal_entry_new (kind, account, now);
  entry->order = g_strdup (incident->order);
  entry->incident = g_strdup (incident->id);
  entry->details.subject = g_strdup (subject);
  entry->details.before = g_strdup (before);
  entry->details.after = g_strdup (after);

  return cst_db_journal_append (db, entry, error);
}

static gboolean
add_resolutions (CstDb              *db,
                 gint64              account,
                 const CstIncident  *before,
                 const CstIncident  *after,
                 gint64              now,
                 GError            **error)
{
  for (guint i = 0; i < after->resolutions->len; i++)
    {
      const CstResolution *resolution = g_ptr_array_index (after->resolutions, i);
      const CstResolution *old = before != NULL ? cst_incident_find_resolution (before, resolution->id) : NULL;

      if (!add_seen (db, CST_JOURNAL_RESOLUTION_SEEN, account, after, resolution->id,
                     old != NULL ? cst_enum_nick (&cst_resolution_state_type, (int) old->state) : NULL,
                     cst_enum_nick (&cst_resolution_state_type, (int) resolution->state), now, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_returns (CstDb              *db,
             gint64              account,
             const CstIncident  *before,
             const CstIncident  *after,
             gint64              now,
             GError            **error)
{
  for (guint i = 0; i < after->returns->len; i++)
    {
      const CstReturn *goods = g_ptr_array_index (after->returns, i);
      const CstReturn *old = before != NULL ? cst_incident_find_return (before, goods->id) : NULL;

      if (!add_seen (db, CST_JOURNAL_RETURN_SEEN, account, after, goods->id,
                     old != NULL ? cst_enum_nick (&cst_return_state_type, (int) old->state) : NULL,
                     cst_enum_nick (&cst_return_state_type, (int) goods->state), now, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * cst_db_journal_add_incident:
 * @before: (nullable): the incident as it was known, %NULL when it is new
 * @after: the incident as the marketplace now says it
 *
 * Notes what changed of its state, of its resolutions' and of its returns'; nothing when nothing did.
 */
gboolean
cst_db_journal_add_incident (CstDb              *db,
                             gint64              account,
                             const CstIncident  *before,
                             const CstIncident  *after,
                             gint64              now,
                             GError            **error)
{
  return add_seen (db, CST_JOURNAL_INCIDENT_SEEN, account, after, NULL,
                   before != NULL ? cst_enum_nick (&cst_incident_state_type, (int) before->state) : NULL,
                   cst_enum_nick (&cst_incident_state_type, (int) after->state), now, error) &&
         add_resolutions (db, account, before, after, now, error) &&
         add_returns (db, account, before, after, now, error);
}

/* P7: what was decided, by its amount and when; in whose words is in the digest only (R12). */
static void
tell_ruling (CstJournalEntry   *entry,
             const CstCaseMark *mark)
{
  CstRuling ruling = { 0 };

  if (mark->value == NULL || *mark->value == '\0' ||
      !cst_record_from_text (&cst_ruling_type, &ruling, mark->value, NULL))
    return;

  entry->details.after = g_strdup (cst_enum_nick (&cst_ruling_outcome_type, (int) ruling.outcome));
  entry->details.before = cst_time_format (ruling.decided_at);
  entry->details.amount = ruling.amount;
  g_strlcpy (entry->details.currency, ruling.currency, sizeof entry->details.currency);
  cst_record_clear (&cst_ruling_type, &ruling);
}

/* Who it was besides and in which words, salted as what else is written about the order. */
static gboolean
digest_mark (CstDb              *db,
             const CstCaseMark  *mark,
             CstJournalEntry    *entry,
             GError            **error)
{
  g_autoptr(CstOperation) words = NULL;
  g_autofree char *salt = NULL;

  if (mark->actor == NULL && mark->note == NULL)
    return TRUE;

  words = cst_operation_new (CST_OPERATION_NOTE, entry->account, entry->order, entry->incident);
  words->text = g_strdup (mark->note);
  words->assignee = g_strdup (mark->actor);
  if (!read_salt (db, words, &salt, error) || (salt == NULL && !make_salt (db, words, &salt, error)))
    return FALSE;

  entry->details.digest = cst_journal_content_digest (words, salt);

  return TRUE;
}

/**
 * cst_db_journal_add_mark:
 *
 * Notes who ticked, answered or dated what, by the playbook's names (R7, R12).
 */
gboolean
cst_db_journal_add_mark (CstDb              *db,
                         gint64              account,
                         const char         *order,
                         const CstCaseMark  *mark,
                         GError            **error)
{
  CstJournalKind kind = CST_JOURNAL_MOMENT;
  g_autoptr(CstJournalEntry) entry = NULL;

  if (mark->kind == CST_CASE_MARK_TICK)
    kind = CST_JOURNAL_TICK;
  else if (mark->kind == CST_CASE_MARK_ANSWER)
    kind = CST_JOURNAL_ANSWER;

  entry = cst_journal_entry_new (kind, account, mark->at);
  entry->order = g_strdup (order);
  entry->incident = g_strdup (mark->incident);
  entry->person = g_strdup (mark->person);
  entry->details.subject = g_strdup (mark->name);
  entry->details.event = g_strdup (cst_enum_nick (&cst_case_mark_kind_type, (int) mark->kind));
  if (mark->kind == CST_CASE_MARK_RULING)
    tell_ruling (entry, mark);
  else
    entry->details.after = g_strdup (mark->value);

  return digest_mark (db, mark, entry, error) && cst_db_journal_append (db, entry, error);
}

static gboolean
tells_of (const CstJournalEntry *entry,
          const CstCaseMark     *mark)
{
  return mark->at == entry->at && g_strcmp0 (mark->name, entry->details.subject) == 0 &&
         g_strcmp0 (cst_enum_nick (&cst_case_mark_kind_type, (int) mark->kind), entry->details.event) == 0;
}

/* Those of one name that were noted in one second are told apart by their order alone. */
static gboolean
is_alike_before (const CstJournalEntry *entry,
                 const CstJournalEntry *other)
{
  return other->seq < entry->seq && other->at == entry->at && other->kind == entry->kind &&
         g_strcmp0 (other->incident, entry->incident) == 0 &&
         g_strcmp0 (other->details.subject, entry->details.subject) == 0 &&
         g_strcmp0 (other->details.event, entry->details.event) == 0;
}

/**
 * cst_journal_find_mark:
 * @journal: (element-type CstJournalEntry): all of the entry's incident, in any order
 * @marks: (element-type CstCaseMark): of the entry's incident, as cst_db_case_marks() gives them
 *
 * Returns: (transfer none) (nullable): what @entry tells of, with its words
 */
const CstCaseMark *
cst_journal_find_mark (const CstJournalEntry *entry,
                       GPtrArray             *journal,
                       GPtrArray             *marks)
{
  guint n_before = 0;

  for (guint i = 0; i < journal->len; i++)
    n_before += is_alike_before (entry, g_ptr_array_index (journal, i));
  for (guint i = 0; i < marks->len; i++)
    {
      const CstCaseMark *mark = g_ptr_array_index (marks, i);

      if (tells_of (entry, mark) && n_before-- == 0)
        return mark;
    }

  return NULL;
}

/**
 * cst_db_journal_add_pin:
 * @before: the playbook it was under
 * @after: the one it is under now
 */
gboolean
cst_db_journal_add_pin (CstDb              *db,
                        gint64              account,
                        const CstIncident  *incident,
                        const char         *before,
                        const char         *after,
                        gint64              now,
                        GError            **error)
{
  g_autoptr(CstJournalEntry) entry = cst_journal_entry_new (CST_JOURNAL_PIN, account, now);

  entry->order = g_strdup (incident->order);
  entry->incident = g_strdup (incident->id);
  entry->details.before = g_strdup (before);
  entry->details.after = g_strdup (after);

  return cst_db_journal_append (db, entry, error);
}

static CstJournalEntry *
entry_about (CstJournalKind     kind,
             gint64             account,
             const CstDelivery *delivery,
             gint64             at)
{
  CstJournalEntry *entry = cst_journal_entry_new (kind, account, at);

  entry->order = g_strdup (delivery->order);
  entry->details.delivery = g_strdup (delivery->id);

  return entry;
}

/**
 * cst_db_journal_add_delivery:
 * @before: (nullable): the delivery incident as it was known, %NULL when it is new
 * @after: as the carrier now says it
 *
 * C10: notes a state that changed, with the carrier's own code; nothing when none did.
 */
gboolean
cst_db_journal_add_delivery (CstDb              *db,
                             gint64              account,
                             const CstDelivery  *before,
                             const CstDelivery  *after,
                             gint64              now,
                             GError            **error)
{
  g_autoptr(CstJournalEntry) entry = NULL;

  if (before != NULL && before->state == after->state)
    return TRUE;

  entry = entry_about (CST_JOURNAL_DELIVERY_SEEN, account, after, now);
  entry->details.subject = g_strdup (after->reason_code);
  if (before != NULL)
    entry->details.before = g_strdup (cst_enum_nick (&cst_delivery_state_type, (int) before->state));
  entry->details.after = g_strdup (cst_enum_nick (&cst_delivery_state_type, (int) after->state));

  return cst_db_journal_append (db, entry, error);
}

/**
 * cst_db_journal_add_call:
 *
 * C7, R12: notes who called and whether the customer was reached; not what was said.
 */
gboolean
cst_db_journal_add_call (CstDb              *db,
                         gint64              account,
                         const CstDelivery  *delivery,
                         const CstCall      *call,
                         GError            **error)
{
  g_autoptr(CstJournalEntry) entry = entry_about (CST_JOURNAL_CALL, account, delivery, call->at);

  entry->person = g_strdup (call->person);
  entry->details.event = g_strdup (call->is_reached ? "reached" : "not-reached");

  return cst_db_journal_append (db, entry, error);
}
