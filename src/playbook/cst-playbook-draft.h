/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-playbook.h"

G_BEGIN_DECLS

typedef enum
{
  CST_PLAYBOOK_VALUE_NUMBER,
  CST_PLAYBOOK_VALUE_MONEY,
  CST_PLAYBOOK_VALUE_PERCENT,
  CST_PLAYBOOK_VALUE_LINES,
} CstPlaybookValueKind;

/**
 * CstPlaybookValue:
 * @element: where it stands: "clock", "money-guard", "rate", "question", "proposal", "evidence", "template"
 * @id: the rule's
 * @label: the rule's, translated
 * @name: the attribute; of a message's lines: its language
 * @unit: (nullable): a time unit's name, or a currency
 * @text: as the file has it, or what it is to become
 *
 * One of the values that change from day to day.
 */
typedef struct
{
  CstPlaybookValueKind  kind;
  int                   line;
  char                 *element;
  char                 *id;
  char                 *label;
  char                 *name;
  char                 *unit;
  char                 *text;
} CstPlaybookValue;

/**
 * CstPlaybookDraft:
 *
 * A file of rules while its everyday values are changed. Everything else in it stays as it was, to the byte.
 */
typedef struct _CstPlaybookDraft CstPlaybookDraft;

CstPlaybookDraft *cst_playbook_draft_new            (const char              *xml,
                                                     gsize                    size,
                                                     GError                 **error);
void              cst_playbook_draft_free           (CstPlaybookDraft        *self);
const GPtrArray  *cst_playbook_draft_get_values     (const CstPlaybookDraft  *self);
void              cst_playbook_draft_set            (CstPlaybookDraft        *self,
                                                     guint                    index,
                                                     const char              *text);
void              cst_playbook_draft_set_takes_over (CstPlaybookDraft        *self,
                                                     gboolean                 takes_over);
guint             cst_playbook_draft_count_changes  (const CstPlaybookDraft  *self);
char             *cst_playbook_draft_dup_xml        (const CstPlaybookDraft  *self);
CstPlaybook      *cst_playbook_draft_check          (const CstPlaybookDraft  *self,
                                                     GPtrArray              **problems,
                                                     GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstPlaybookDraft, cst_playbook_draft_free)

G_END_DECLS
