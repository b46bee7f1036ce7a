/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"
#include "cst-record.h"

G_BEGIN_DECLS

/**
 * CstCaseMarkKind:
 * @CST_CASE_MARK_TICK: an action of the checklist was done
 * @CST_CASE_MARK_ANSWER: a question of the guide was answered
 * @CST_CASE_MARK_MOMENT: something happened that only people know; the value is when, ISO 8601
 * @CST_CASE_MARK_PAUSE: clocks stood still; the value is `FROM/UNTIL`, ISO 8601, without UNTIL while it lasts
 * @CST_CASE_MARK_EVIDENCE: what the playbook asks for is at hand
 */
typedef enum
{
  CST_CASE_MARK_UNKNOWN,
  CST_CASE_MARK_TICK,
  CST_CASE_MARK_ANSWER,
  CST_CASE_MARK_MOMENT,
  CST_CASE_MARK_PAUSE,
  CST_CASE_MARK_EVIDENCE,
} CstCaseMarkKind;

/**
 * CstCaseMark:
 * @name: of the action, question, moment… in the playbook
 * @value: empty when it was taken back
 * @person: (nullable)
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
} CstCaseMark;

extern const CstEnumType   cst_case_mark_kind_type;
extern const CstRecordType cst_case_mark_type;

CstCaseMark *cst_case_mark_new      (const char         *incident,
                                     CstCaseMarkKind     kind,
                                     const char         *name,
                                     const char         *value);
CstCaseMark *cst_case_mark_new_wait (const char *incident,
                                     gint64      from,
                                     gint64      until);
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

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstCaseMark, cst_case_mark_free)

G_END_DECLS
