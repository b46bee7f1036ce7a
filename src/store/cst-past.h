/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-operation.h"
#include "cst-versions.h"

G_BEGIN_DECLS

/* What became known at a moment. */
typedef enum
{
  CST_PAST_INCIDENT = 1 << 0,
  CST_PAST_ORDER = 1 << 1,
  CST_PAST_MESSAGES = 1 << 2,
  CST_PAST_DESK = 1 << 3,     /* notes, findings, files, assignment */
  CST_PAST_DECISION = 1 << 4, /* somebody here decided */
  CST_PAST_OUTBOX = 1 << 5,   /* a decision went on its way, or came back */
  CST_PAST_MARK = 1 << 6,     /* a tick, an answer, a date; other rules */
  CST_PAST_ERASED = 1 << 7,
} CstPastNews;

typedef struct
{
  gint64 at;
  guint  news; /* CstPastNews bits */
} CstPastMoment;

/**
 * CstPast:
 * @moment: seconds since 1970; what came within that second counts
 * @incident: where it is not kept, its ids and the state that the journal knows
 * @order: where it is not kept, its ids
 * @thread: where it is not kept, empty; likewise @desk
 * @incidents: (element-type CstIncident): all of the order's that were known and are kept
 * @operations: (element-type CstOperation): what had been decided about the order, in its state of then
 * @journal: (element-type CstJournalEntry): the incident's, so far
 * @marks: (element-type CstCaseMark): what people had noted
 * @is_erased: whether personal data were erased since, also what was written here
 * @changed_rules: whether it came under other rules since
 *
 * One incident as it was known here at a past moment. Plain data that may go to any thread.
 */
typedef struct
{
  gint64       account;
  gint64       moment;
  CstIncident *incident;
  CstOrder    *order;
  CstThread   *thread;
  CstDesk     *desk;
  CstKnown     incident_known;
  CstKnown     order_known;
  CstKnown     thread_known;
  CstKnown     desk_known;
  GPtrArray   *incidents;
  GPtrArray   *operations;
  GPtrArray   *journal;
  GPtrArray   *marks;
  gboolean     is_erased;
  gboolean     changed_rules;
} CstPast;

CstPast   *cst_db_past         (CstDb       *db,
                                gint64       account,
                                const char  *incident,
                                gint64       moment,
                                GError     **error);
void       cst_past_free       (CstPast     *self);
GArray    *cst_db_past_moments (CstDb       *db,
                                gint64       account,
                                const char  *incident,
                                GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstPast, cst_past_free)

G_END_DECLS
