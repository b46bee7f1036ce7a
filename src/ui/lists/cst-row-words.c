/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-row-words.h"

#include <glib/gi18n.h>

#include "cst-format.h"
#include "cst-labels.h"

CstCase
cst_case_of_order (const CstOrderRowData *data)
{
  return (CstCase) {
           .state = data->incident_state,
           .contested = data->contested,
           .marked_resolved = data->marked_resolved,
           .handler = data->handler,
           .reported_at = data->reported_at,
           .waiting_for = data->waiting_for,
           .waiting_since = data->waiting_since,
           .due = data->respond_by != 0 ? data->respond_by : data->resolve_by,
           .op_kind = data->op_kind,
           .op_state = data->op_state,
  };
}

CstCase
cst_case_of_incident (const CstIncidentRowData *data)
{
  gint64 due = data->due != 0 ? data->due : data->respond_by != 0 ? data->respond_by : data->resolve_by;

  return (CstCase) {
           .state = data->state,
           .contested = data->contested,
           .marked_resolved = data->marked_resolved,
           .handler = data->handler,
           .reported_at = data->reported_at,
           .waiting_for = data->waiting_for,
           .waiting_since = data->waiting_since,
           .due = due,
           .todo = data->todo,
           .op_kind = data->op_kind,
           .op_state = data->op_state,
  };
}

gboolean
cst_case_is_settled (const CstCase *self)
{
  return self->state == CST_INCIDENT_RESOLVED || self->state == CST_INCIDENT_REFUSED;
}

/**
 * cst_case_presses:
 *
 * Returns: whether it is our turn
 */
gboolean
cst_case_presses (const CstCase *self)
{
  if (cst_case_is_settled (self) || self->state == CST_INCIDENT_MARKETPLACE_REVIEW)
    return FALSE;

  return self->todo != CST_TODO_NONE ||
         (self->state == CST_INCIDENT_SUBMITTED && self->handler != CST_HANDLER_MARKETPLACE);
}

/**
 * cst_case_state_text:
 *
 * Returns: (transfer full): the state's word, as cst_label_incident_state()
 */
char *
cst_case_state_text (const CstCase        *self,
                     const CstAccountInfo *info)
{
  CstIncident incident = { .state = self->state, .contested = self->contested,
                           .marked_resolved = self->marked_resolved, .handler = self->handler };

  return cst_label_incident_state (&incident, info);
}

/**
 * cst_case_moment_text:
 *
 * Returns: (transfer full): when it is due where there is a due time, else how long ago it was reported
 */
char *
cst_case_moment_text (const CstCase *self,
                      gint64         now)
{
  if (cst_case_is_settled (self))
    return g_strdup (CST_NO_VALUE);
  if (self->due != 0 && cst_case_presses (self))
    return cst_format_due (self->due, now);

  return cst_format_ago (self->reported_at, now);
}

static const char *
todo_text (CstTodo todo)
{
  switch (todo)
    {
    case CST_TODO_CHOOSE:
      return C_("whose turn", "yours to choose");
    case CST_TODO_ANSWER:
      return C_("whose turn", "yours to answer");
    case CST_TODO_SHIP:
      return C_("whose turn", "replacement to ship");
    case CST_TODO_INSPECT:
      return C_("whose turn", "return to inspect");
    case CST_TODO_LABEL:
      return C_("whose turn", "return label to send");
    case CST_TODO_RETURN:
      return C_("whose turn", "return to accept or refuse");
    case CST_TODO_CUSTOMER_REPLY:
      return C_("whose turn", "reply to read");
    case CST_TODO_FAILED_OPERATION:
      return C_("whose turn", "a decision did not go through");
    case CST_TODO_NONE:
    default:
      return NULL;
    }
}

static char *
waiting_text (const CstCase        *self,
              const CstAccountInfo *info,
              gint64                now)
{
  gboolean is_consumer = !cst_term_is_retailer (info);
  g_autofree char *since = cst_format_duration (now - self->waiting_since);

  if (self->waiting_since == 0 || now - self->waiting_since < 60)
    return g_strdup (is_consumer ? C_("whose turn", "waiting for the customer")
                                 : C_("whose turn", "waiting for the retailer"));

  /* Translators: a stretch of time, as in “for 2 d” */
  return g_strdup_printf (is_consumer ? C_("whose turn", "waiting for the customer for %s")
                                      : C_("whose turn", "waiting for the retailer for %s"), since);
}

/**
 * cst_case_turn_text:
 *
 * Returns: (transfer full): whose turn it is, and what is to be done
 */
char *
cst_case_turn_text (const CstCase        *self,
                    const CstAccountInfo *info,
                    gint64                now)
{
  const char *todo = todo_text (self->todo);

  if (cst_case_is_settled (self))
    return g_strdup ("");
  if (todo != NULL)
    return g_strdup (todo);
  if (self->state == CST_INCIDENT_MARKETPLACE_REVIEW || self->handler == CST_HANDLER_MARKETPLACE ||
      self->waiting_for == CST_PARTY_MARKETPLACE)
    return g_strdup (C_("whose turn", "nothing to do"));
  if (self->waiting_for == CST_PARTY_CUSTOMER)
    return waiting_text (self, info, now);
  if (self->state == CST_INCIDENT_SUBMITTED)
    return g_strdup (C_("whose turn", "yours to choose"));
  if (self->waiting_for == CST_PARTY_BRAND)
    return g_strdup (C_("whose turn", "your turn"));

  return g_strdup ("");
}

/**
 * cst_case_sending_text:
 *
 * Returns: (transfer none) (nullable): what becomes of our own decision, %NULL when none is on its way
 */
const char *
cst_case_sending_text (const CstCase *self)
{
  switch (self->op_state)
    {
    case CST_OPERATION_HELD:
    case CST_OPERATION_QUEUED:
      return C_("decision", "to be sent");
    case CST_OPERATION_SENDING:
      return C_("decision", "sending…");
    case CST_OPERATION_REFUSED_STATE:
      return C_("decision", "rejected");
    case CST_OPERATION_CONFLICT:
      return C_("decision", "conflict");
    case CST_OPERATION_OUTCOME_UNKNOWN:
      return C_("decision", "outcome unknown");
    case CST_OPERATION_CONFIRMED:
    case CST_OPERATION_CANCELLED:
    case CST_OPERATION_STATE_NONE:
    default:
      return NULL;
    }
}
