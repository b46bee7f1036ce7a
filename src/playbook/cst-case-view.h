/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-guide.h"

G_BEGIN_DECLS

/**
 * CstClockState:
 * @CST_CLOCK_WAITING: what it starts by has not happened
 * @CST_CLOCK_AIM_PASSED: still in time, later than one should be
 * @CST_CLOCK_REACHED: of a clock that says from when: from now on
 * @CST_CLOCK_STANDING: it stands still, so nothing is due
 */
typedef enum
{
  CST_CLOCK_WAITING,
  CST_CLOCK_RUNNING,
  CST_CLOCK_AIM_PASSED,
  CST_CLOCK_MISSED,
  CST_CLOCK_MET,
  CST_CLOCK_MET_LATE,
  CST_CLOCK_REACHED,
  CST_CLOCK_STANDING,
} CstClockState;

/**
 * CstCaseClock:
 * @aim_at: 0 when there is no aim
 * @due: 0 while nothing is due
 * @last_safe: until when one has to decide, given when somebody is there
 * @template_id: (nullable): of a reminder: what to propose
 * @pauses: whether it stands still while the case waits for the other side
 * @count: (nullable): how it was counted
 */
typedef struct
{
  char          *id;
  char          *label;
  CstClockRole   role;
  CstClockState  state;
  gint64         start;
  gint64         aim_at;
  gint64         due;
  gint64         last_safe;
  gint64         met_at;
  char          *template_id;
  char          *source;
  char          *source_date;
  gboolean       pauses;
  CstDue        *count;
} CstCaseClock;

typedef struct
{
  char   *what;
  char   *label;
  gint64  at; /* 0 for what is not documented yet */
} CstCaseDocument;

typedef struct
{
  char      *id;
  char      *label;
  gboolean   is_current;
  gint64     done_at;
  GPtrArray *documents; /* of CstCaseDocument */
} CstCaseStep;

typedef struct
{
  char   *id;
  char   *label;
  gint64  done_at;
  char   *person;
  char   *name;
} CstCaseAction;

typedef struct
{
  char        *id;
  char        *label;
  CstDoes      does;
  gboolean     is_allowed;
  char        *why_not;
  CstLabelUse  label_use;
  CstParty     label_paid_by;
  CstParty     executed_by;
} CstCaseResolution;

typedef struct
{
  char     *id;
  char     *label;
  gboolean  is_missing;
} CstCaseEvidence;

typedef struct
{
  char              *id;
  char              *label;
  CstEscalationKind  kind;
  gboolean           needs_message;
  gboolean           binding;
  char             **by;
  char             **hands_over;
} CstCaseEscalation;

/* @asks: a question, which a yes settles, and no doubt. */
typedef struct
{
  char     *id;
  char     *label;
  gboolean  asks;
} CstCaseNotice;

/**
 * CstCaseView:
 * @handler_label: (nullable): « traité par … » when it is not ours
 * @respond_by, @resolve_by: the earliest that still runs; 0 for none
 * @last_safe: of the more pressing of the two
 *
 * What the rules make of a case.
 */
typedef struct
{
  char         *playbook;
  int           version;
  char         *reason;
  char         *reason_label;
  CstHandler    handler;
  char         *handler_label;
  gint64        respond_by;
  gint64        resolve_by;
  gint64        last_safe;
  GPtrArray    *clocks;      /* of CstCaseClock */
  GPtrArray    *pauses;      /* of CstCasePause: where a clock pauses */
  char         *step;
  GPtrArray    *steps;       /* of CstCaseStep */
  GPtrArray    *actions;     /* of CstCaseAction */
  GPtrArray    *resolutions; /* of CstCaseResolution */
  GPtrArray    *evidence;    /* of CstCaseEvidence */
  GPtrArray    *escalations; /* of CstCaseEscalation */
  GPtrArray    *warnings;    /* of CstCaseNotice */
  char        **forbidden_channels;
  CstParty      resolved_by;
  CstParty      confirmed_by;
  gboolean      may_close;
  CstGuideStep *guide;       /* (nullable) */
} CstCaseView;

extern const CstEnumType   cst_clock_state_type;
extern const CstRecordType cst_case_clock_type;
extern const CstRecordType cst_case_document_type;
extern const CstRecordType cst_case_step_type;
extern const CstRecordType cst_case_action_type;
extern const CstRecordType cst_case_resolution_type;
extern const CstRecordType cst_case_evidence_type;
extern const CstRecordType cst_case_escalation_type;
extern const CstRecordType cst_case_notice_type;
extern const CstRecordType cst_case_view_type;

CstCaseView *cst_case_view_new   (const CstPlaybook  *playbook,
                                  const CstCaseFacts *facts);
void         cst_case_view_free  (CstCaseView        *self);
CstCaseView *cst_case_clocks_new (const CstPlaybook  *playbook,
                                  const CstCaseFacts *facts);
const CstCaseClock *cst_case_view_first_due (const CstCaseView *self,
                                             CstClockRole       role);

const char  *cst_label_moment    (CstMoment           moment);
const char  *cst_label_clock_state (CstClockState     state);

/* Between the files of the view. */
void         cst_case_add_clocks (CstCaseView        *view,
                                  const CstPlaybook  *playbook,
                                  const CstCaseFacts *facts,
                                  gboolean            explains);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstCaseView, cst_case_view_free)

G_END_DECLS
