/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-case-facts.h"

G_BEGIN_DECLS

/* A question that is behind us, and whether the data answered it. */
typedef struct
{
  char     *question;
  char     *label;
  char     *answer;
  char     *answer_label;
  gboolean  by_data;
} CstGuideAnswer;

typedef struct
{
  char *id;
  char *label;
} CstGuideChoice;

/**
 * CstProposedResolution:
 * @proposal: the rule's id; @source, @source_date and @valid_from say where it comes from
 * @group: (nullable): to whom the case is handed
 * @comment: (nullable): the template of the order comment
 *
 * What the rules propose. Staff may decide otherwise, with a reason.
 */
typedef struct
{
  char             *proposal;
  char             *label;
  CstDoes           does;
  gboolean          returns;
  CstLabelUse       label_use;
  CstArticles       articles;
  CstQuantityRule   quantity;
  int               discount_bp;
  gboolean          free_shipping;
  gboolean          urgent;
  char             *template_id;
  char             *comment;
  char             *group;
  char            **actions;
  char             *source;
  char             *source_date;
  char             *valid_from;
} CstProposedResolution;

/**
 * CstGuideStep:
 * @question: (nullable): the question to ask, with its @choices and the @evidence it needs
 * @proposal: (nullable): where the questions have led
 */
typedef struct
{
  GPtrArray             *trail;   /* of CstGuideAnswer */
  char                  *question;
  char                  *label;
  GPtrArray             *choices; /* of CstGuideChoice */
  char                 **evidence;
  CstProposedResolution *proposal;
} CstGuideStep;

extern const CstRecordType cst_guide_answer_type;
extern const CstRecordType cst_guide_choice_type;
extern const CstRecordType cst_proposed_resolution_type;
extern const CstRecordType cst_guide_step_type;

CstGuideStep *cst_guide_next      (const CstPlaybook  *playbook,
                                   const CstCaseFacts *facts);
void          cst_guide_step_free (CstGuideStep       *self);
const char   *cst_label_guide_answer (const CstAnswerRule *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstGuideStep, cst_guide_step_free)

G_END_DECLS
