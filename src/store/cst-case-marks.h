/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"
#include "cst-ruling.h"

G_BEGIN_DECLS

/**
 * CstCaseMarkKind:
 * @CST_CASE_MARK_TICK: an action of the checklist was done
 * @CST_CASE_MARK_ANSWER: a question of the guide was answered
 * @CST_CASE_MARK_MOMENT: something happened that only people know; the value is when, ISO 8601
 * @CST_CASE_MARK_PAUSE: clocks stood still; the value is `FROM/UNTIL`, ISO 8601, without UNTIL while it lasts
 * @CST_CASE_MARK_EVIDENCE: what the playbook asks for is at hand
 * @CST_CASE_MARK_RULING: what an arbitration decided; the value is a #CstRuling
 */
typedef enum
{
  CST_CASE_MARK_UNKNOWN,
  CST_CASE_MARK_TICK,
  CST_CASE_MARK_ANSWER,
  CST_CASE_MARK_MOMENT,
  CST_CASE_MARK_PAUSE,
  CST_CASE_MARK_EVIDENCE,
  CST_CASE_MARK_RULING,
} CstCaseMarkKind;

/**
 * CstCaseMark:
 * @name: of the action, question, moment… in the playbook
 * @value: empty when it was taken back
 * @person: (nullable)
 * @actor: (nullable): who did what is noted, where it is not @person: a party's nick, for a ruling who decided
 * @note: (nullable): in which words: why it was asked for, what the arbitrator said
 *
 * @actor and @note may name people and can be erased (R12).
 */
typedef struct
{
  char            *incident;
  CstCaseMarkKind  kind;
  char            *name;
  char            *value;
  gint64           at;
  char            *person;
  char            *person_name;
  char            *actor;
  char            *note;
} CstCaseMark;

/* Names of moments that the store itself knows of; the playbook has more. */
#define CST_CASE_MOMENT_ARBITRATION "arbitration"
#define CST_CASE_MOMENT_DECIDED "decided"

extern const CstEnumType   cst_case_mark_kind_type;
extern const CstRecordType cst_case_mark_type;

CstCaseMark *cst_case_mark_new      (const char         *incident,
                                     CstCaseMarkKind     kind,
                                     const char         *name,
                                     const char         *value);
CstCaseMark *cst_case_mark_new_wait (const char *incident,
                                     gint64      from,
                                     gint64      until);
CstCaseMark *cst_case_mark_new_ruling (const char      *incident,
                                       const CstRuling *ruling);
CstRuling   *cst_case_mark_ruling   (const CstCaseMark  *self);
CstCaseMark *cst_case_mark_copy     (const CstCaseMark  *self);
void         cst_case_mark_free     (CstCaseMark        *self);
gboolean     cst_db_add_case_mark   (CstDb              *db,
                                     gint64              account,
                                     const CstCaseMark  *mark,
                                     GError            **error);
GPtrArray   *cst_db_case_marks      (CstDb              *db,
                                     gint64              account,
                                     const char         *incident,
                                     GError            **error);
GPtrArray   *cst_case_marks_now     (GPtrArray          *marks);
const CstCaseMark *cst_case_marks_find (GPtrArray       *marks,
                                        CstCaseMarkKind  kind,
                                        const char      *name);
const CstCaseMark *cst_case_marks_find_ruling (GPtrArray *marks);
CstRuling   *cst_case_marks_ruling  (GPtrArray          *marks);
gboolean     cst_case_marks_in_arbitration (GPtrArray   *marks);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstCaseMark, cst_case_mark_free)

G_END_DECLS
