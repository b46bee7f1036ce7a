/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-incident-case.h"
#include "cst-past.h"
#include "cst-rules.h"

G_BEGIN_DECLS

/**
 * CstPastView:
 * @moments: (element-type CstPastMoment): when something became known, oldest first
 * @index: which of them is shown
 * @rules: (nullable): what the rules made of it then
 * @is_kept: whether incident and order are what was said then; else only their ids and the state
 * @gaps: what cannot be told any more, a sentence each
 *
 * One incident as it was known at one of its moments, and the moments one can go to. Any thread.
 */
typedef struct
{
  GArray           *moments;
  guint             index;
  CstIncidentCase  *incident_case;
  CstRulesCase     *rules;
  gboolean          is_kept;
  GStrv             gaps;
} CstPastView;

typedef struct
{
  gint64      account;
  char       *incident;
  gint64      moment;
  CstRuleSet *rules;
} CstPastRequest;

CstPastRequest *cst_past_request_new  (gint64          account,
                                       const char     *incident,
                                       gint64          moment,
                                       CstRuleSet     *rules);
void            cst_past_request_free (CstPastRequest *self);
gpointer        cst_past_view_load    (CstDb          *db,
                                       gpointer        request,
                                       GCancellable   *cancellable,
                                       GError        **error);
void            cst_past_view_free    (CstPastView    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstPastView, cst_past_view_free)

G_END_DECLS
