/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-past-view.h"

#include "cst-past-words.h"
#include "cst-rule-case.h"

/**
 * cst_past_request_new:
 * @moment: seconds since 1970: the last moment up to there is shown, else the first
 */
CstPastRequest *
cst_past_request_new (gint64      account,
                      const char *incident,
                      gint64      moment,
                      CstRuleSet *rules)
{
  CstPastRequest *self = g_new0 (CstPastRequest, 1);

  self->account = account;
  self->incident = g_strdup (incident);
  self->moment = moment;
  self->rules = cst_rule_set_ref (rules);

  return self;
}

void
cst_past_request_free (CstPastRequest *self)
{
  g_free (self->incident);
  cst_rule_set_unref (self->rules);
  g_free (self);
}

void
cst_past_view_free (CstPastView *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->moments, g_array_unref);
  g_clear_pointer (&self->incident_case, cst_incident_case_unref);
  g_clear_pointer (&self->rules, cst_rules_case_free);
  g_strfreev (self->gaps);
  g_free (self);
}

static guint
find_moment (GArray *moments,
             gint64  moment)
{
  guint found = 0;

  for (guint i = 1; i < moments->len; i++)
    {
      if (g_array_index (moments, CstPastMoment, i).at <= moment)
        found = i;
    }

  return found;
}

static gboolean
is_kept (CstKnown known)
{
  return known == CST_KNOWN_EXACTLY || known == CST_KNOWN_PERHAPS;
}

/**
 * cst_past_view_load:
 * @request: a #CstPastRequest
 *
 * A #CstDbFunc that only reads, for the query thread.
 *
 * Returns: (transfer full): a #CstPastView
 */
gpointer
cst_past_view_load (CstDb         *db,
                    gpointer       request,
                    GCancellable  *cancellable,
                    GError       **error)
{
  const CstPastRequest *wanted = request;
  g_autoptr(CstPastView) self = g_new0 (CstPastView, 1);
  g_autoptr(CstPast) past = NULL;
  gint64 moment = wanted->moment;

  if (!(self->moments = cst_db_past_moments (db, wanted->account, wanted->incident, error)))
    return NULL;

  self->index = find_moment (self->moments, wanted->moment);
  if (self->moments->len > 0)
    moment = g_array_index (self->moments, CstPastMoment, self->index).at;
  if (!(past = cst_db_past (db, wanted->account, wanted->incident, moment, error)))
    return NULL;

  self->gaps = cst_past_explain_gaps (past);
  self->is_kept = is_kept (past->incident_known) && is_kept (past->order_known);
  self->rules = cst_rules_case_new_past (wanted->rules, db, past, NULL);
  if (!(self->incident_case = cst_incident_case_new_past (db, past, error)))
    return NULL;

  return g_steal_pointer (&self);
}
