/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-case-marks.h"
#include "cst-db.h"
#include "cst-incident.h"
#include "cst-journal-entry.h"

G_BEGIN_DECLS

/* The append-only journal. Its entries feed the incident's history and prove afterwards what was
 * decided, tried and answered. Writing needs the caller's transaction. */

gboolean         cst_db_journal_append       (CstDb               *db,
                                              CstJournalEntry     *entry,
                                              GError             **error);
gboolean         cst_db_journal_add_decision (CstDb               *db,
                                              const CstOperation  *operation,
                                              gint64               now,
                                              GError             **error);
gboolean         cst_db_journal_add_mark     (CstDb               *db,
                                              gint64               account,
                                              const char          *order,
                                              const CstCaseMark   *mark,
                                              GError             **error);
const CstCaseMark *cst_journal_find_mark     (const CstJournalEntry *entry,
                                              GPtrArray           *journal,
                                              GPtrArray           *marks);
gboolean         cst_db_journal_add_pin      (CstDb               *db,
                                              gint64               account,
                                              const CstIncident   *incident,
                                              const char          *before,
                                              const char          *after,
                                              gint64               now,
                                              GError             **error);
gboolean         cst_db_journal_add_move     (CstDb               *db,
                                              const CstOperation  *operation,
                                              CstOperationState    from,
                                              const char          *person,
                                              gint64               now,
                                              GError             **error);
gboolean         cst_db_journal_add_incident (CstDb               *db,
                                              gint64               account,
                                              const CstIncident   *before,
                                              const CstIncident   *after,
                                              gint64               now,
                                              GError             **error);
gboolean         cst_db_journal_add_delivery (CstDb               *db,
                                              gint64               account,
                                              const CstDelivery   *before,
                                              const CstDelivery   *after,
                                              gint64               now,
                                              GError             **error);
gboolean         cst_db_journal_add_call     (CstDb               *db,
                                              gint64               account,
                                              const CstDelivery   *delivery,
                                              const CstCall       *call,
                                              GError             **error);
GPtrArray       *cst_db_journal_of_incident  (CstDb               *db,
                                              gint64               account,
                                              const char          *incident,
                                              GError             **error);
GPtrArray       *cst_db_journal_of_order     (CstDb               *db,
                                              gint64               account,
                                              const char          *order,
                                              GError             **error);
gboolean         cst_db_journal_head         (CstDb               *db,
                                              gint64              *seq,
                                              char               **hash,
                                              GError             **error);
char            *cst_db_journal_hash_before  (CstDb               *db,
                                              gint64               seq,
                                              GError             **error);
gboolean         cst_db_journal_add_lesson   (CstDb               *db,
                                              gint64               account,
                                              const char          *order,
                                              const char          *incident,
                                              gint64               lesson,
                                              const char          *event,
                                              const char          *person,
                                              gint64               now,
                                              GError             **error);
gboolean         cst_db_journal_add_dossier  (CstDb               *db,
                                              gint64               account,
                                              const char          *order,
                                              const char          *incident,
                                              const char          *person,
                                              const char          *seal,
                                              gint64               now,
                                              GError             **error);
gboolean         cst_db_journal_verify       (CstDb               *db,
                                              gint64              *count,
                                              GError             **error);
char            *cst_db_journal_digest       (CstDb               *db,
                                              const CstOperation  *operation,
                                              GError             **error);

G_END_DECLS
