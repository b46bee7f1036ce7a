/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-operation.h"

G_BEGIN_DECLS

typedef enum
{
  CST_JOURNAL_UNKNOWN,
  CST_JOURNAL_DECIDED,          /* a person decided; lines, amount and the text's digest with it */
  CST_JOURNAL_MOVED,            /* an operation went from one state to another */
  CST_JOURNAL_INCIDENT_SEEN,    /* the marketplace says an incident's state */
  CST_JOURNAL_RESOLUTION_SEEN,  /* the marketplace says a resolution's state */
  CST_JOURNAL_RETURN_SEEN,      /* the marketplace says a return's state */
  CST_JOURNAL_ERASED,           /* an order's personal data were erased, its salt with them */
  CST_JOURNAL_RESTORED,         /* the store comes from a backup */
  CST_JOURNAL_TICK,             /* a person ticked an action off, or took that back */
  CST_JOURNAL_ANSWER,           /* a person answered a question of the guide */
  CST_JOURNAL_MOMENT,           /* a person said when something happened, what stood still, what is at hand */
  CST_JOURNAL_PIN,              /* an incident came under other rules */
  CST_JOURNAL_DEVIATION,        /* something else was decided than the playbook proposed; its reason's digest */
  CST_JOURNAL_DELIVERY_SEEN,    /* the carrier says a delivery incident's state */
  CST_JOURNAL_CALL,             /* a person called a customer; reached or not */
  CST_JOURNAL_DOSSIER,          /* a case file was made; its seal is the digest */
  CST_JOURNAL_LESSON,           /* a person said what changes, that it was done, or that nothing changes */
} CstJournalKind;

/**
 * CstJournalDetails:
 * @subject: (nullable): a resolution's or return's id, or an operation's kind
 * @before: (nullable): the state it came from
 * @after: (nullable): the state it went to
 * @lines: (nullable): line ids and quantities, as in `L1×2 L3×1`
 * @digest: (nullable): salted digest of what was written; see cst_journal_content_digest()
 * @event: (nullable): what happened, for one recorded by hand
 * @delivery: (nullable): the delivery incident it is about
 * @rule: (nullable): a proposal and its playbook's version, as in `refund-all 3`
 *
 * R12: ids, amounts, states and salted digests; never names, addresses or message text.
 */
typedef struct
{
  char   *subject;
  char   *before;
  char   *after;
  char   *lines;
  char    currency[4];
  gint64  amount;
  char   *digest;
  char   *event;
  char   *rule;
  char   *delivery;
} CstJournalDetails;

/**
 * CstJournalEntry:
 * @seq: 1, 2, 3…; given by the journal
 * @version: of the way it is hashed
 * @person: (nullable): the id of who acted, never a name
 * @payload: @details as text, the way it was hashed
 * @hash: SHA-256 over @version, the hash of the entry before and every field up to @payload
 */
typedef struct
{
  gint64             seq;
  int                version;
  gint64             at;
  gint64             account;
  CstJournalKind     kind;
  char              *order;
  char              *incident;
  gint64             operation;
  char              *person;
  CstJournalDetails  details;
  char              *payload;
  char              *hash; /* 64 hexadecimal digits */
} CstJournalEntry;

#define CST_JOURNAL_VERSION 1

extern const CstEnumType   cst_journal_kind_type;
extern const CstRecordType cst_journal_details_type;
extern const CstRecordType cst_journal_entry_type;

CstJournalEntry *cst_journal_entry_new       (CstJournalKind       kind,
                                              gint64               account,
                                              gint64               at);
void             cst_journal_entry_free      (CstJournalEntry     *self);
char            *cst_journal_entry_chain     (const CstJournalEntry  *self,
                                              const char             *previous);
char            *cst_journal_content_digest  (const CstOperation     *operation,
                                              const char             *salt);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstJournalEntry, cst_journal_entry_free)

G_END_DECLS
