/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-calls.h"
#include "cst-case-marks.h"
#include "cst-deliveries.h"
#include "cst-journal.h"
#include "cst-photos.h"
#include "cst-rules.h"
#include "cst-thread.h"

G_BEGIN_DECLS

/* The case file of one incident (P7): all that an arbitration needs to know of it, read at one moment. */

/**
 * CstDossierOptions:
 * @with_notes: whether what our own people noted for each other is in it
 * @is_redacted: whether names, addresses and what leads to a person are replaced
 */
typedef struct
{
  gboolean with_notes;
  gboolean is_redacted;
} CstDossierOptions;

typedef enum
{
  CST_DOSSIER_FROM_CUSTOMER, /* with the report */
  CST_DOSSIER_FROM_MESSAGE,
  CST_DOSSIER_FROM_DESK,     /* our own evidence */
  CST_DOSSIER_FROM_LABEL,    /* a return label */
} CstDossierOrigin;

/**
 * CstDossierFile:
 * @number: of the exhibit, from 1
 * @message: the number of the message it came with, 0 for none
 * @by: (nullable): who of ours added it
 * @note: (nullable): what that person said of it
 * @path: (nullable): where the file is on this computer, %NULL when it is not here
 */
typedef struct
{
  int               number;
  CstDossierOrigin  origin;
  int               message;
  CstAttachment    *attachment;
  CstPhotoFacts    *facts;
  CstPhotoFact      fact;
  char             *by;
  char             *note;
  char             *path;
} CstDossierFile;

/* One line of the chronology. */
typedef struct
{
  gint64    at;
  char     *who; /* (nullable) */
  char     *text;
  char     *detail; /* (nullable) */
  gboolean  is_ours; /* it happened on our desks */
} CstDossierEvent;

/**
 * CstDossierGap:
 * @kind: which of the rules it is: `communications`, `evidence`, `photos`, `findings`, `tracking`, `label`, `dates`
 * @text: what is missing, in words
 */
typedef struct
{
  const char *kind;
  char       *text;
} CstDossierGap;

/* One of the checks, and whether nothing of it is missing. */
typedef struct
{
  const char *kind;
  gboolean    is_complete;
} CstDossierCheck;

typedef struct
{
  char    *delivery;
  CstCall *call;
} CstDossierCall;

/**
 * CstDossier:
 * @operations: (element-type CstOperation): about this incident, oldest first
 * @journal: (element-type CstJournalEntry): about this incident, oldest first
 * @marks: (element-type CstCaseMark): what people noted about it, oldest first
 * @before: (element-type utf8): for each entry the hash of the one before it in the whole journal, "" for the first
 * @head_seq: how many entries the whole journal had, @head_hash the last one's hash
 * @rules: (nullable): %NULL where no rules speak of the account
 * @zone: whose days and hours are written
 *
 * Immutable once loaded, so that any thread may use it; the same texts go into the pages and the manifest.
 */
typedef struct
{
  CstDossierOptions  options;
  gint64             made_at;
  char              *made_by; /* (nullable) */
  CstAccount        *account;
  CstOrder          *order;
  CstIncident       *incident;
  CstThread         *thread;
  CstDesk           *desk;
  GPtrArray         *operations;
  GPtrArray         *deliveries; /* of CstDelivery */
  GPtrArray         *calls;      /* of CstDossierCall */
  GPtrArray         *journal;
  GPtrArray         *marks;
  GPtrArray         *before;
  gint64             head_seq;
  char              *head_hash;
  CstRulesCase      *rules;
  GPtrArray         *files;      /* of CstDossierFile */
  GPtrArray         *events;     /* of CstDossierEvent, oldest first */
  GPtrArray         *checks;     /* of CstDossierCheck */
  GPtrArray         *gaps;       /* of CstDossierGap */
  GTimeZone         *zone;
} CstDossier;

CstDossier *cst_dossier_load      (CstStore                 *store,
                                   CstDb                    *db,
                                   CstRuleSet               *rules,
                                   gint64                    account,
                                   const char               *incident,
                                   const CstDossierOptions  *options,
                                   gint64                    now,
                                   GError                  **error);
CstDossier *cst_dossier_ref       (CstDossier               *self);
void        cst_dossier_unref     (CstDossier               *self);

const CstOperation *cst_dossier_find_operation (const CstDossier *self,
                                                gint64            id);

char       *cst_dossier_asked_by   (const CstDossier         *self,
                                    const CstCaseMark        *mark);

/* Between the files of the case file. */
void        cst_dossier_add_story  (CstDossier               *self);
void        cst_dossier_add_gaps   (CstDossier               *self);
void        cst_dossier_redact     (CstDossier               *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstDossier, cst_dossier_unref)

G_END_DECLS
