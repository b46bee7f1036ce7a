/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-account.h"
#include "cst-cache.h"
#include "cst-case-marks.h"
#include "cst-db.h"
#include "cst-incident.h"
#include "cst-operation.h"
#include "cst-past.h"
#include "cst-thread.h"

G_BEGIN_DECLS

/**
 * CstIncidentCase:
 * @incidents: (element-type CstIncident): all the order's incidents
 * @operations: (element-type CstOperation): all the order's operations
 * @journal: (element-type CstJournalEntry): the incident's
 * @marks: (element-type CstCaseMark): what people noted about it
 * @cache: what this computer has of each attachment, by its id; absent means nothing
 * @people: (element-type CstPerson): whom it can be assigned to
 * @undo_window: seconds in which a decision can be undone
 * @moment: 0, or the past moment at which this was known: nothing can be done about it
 *
 * All that is known of one incident at one moment, read in one go. Immutable and reference-counted;
 * any thread.
 */
typedef struct
{
  CstAccount   *account;
  CstOrder     *order;
  CstIncident  *incident;
  CstThread    *thread;
  CstDesk      *desk;
  GPtrArray    *incidents;
  GPtrArray    *operations;
  GPtrArray    *journal;
  GPtrArray    *marks;
  GHashTable   *cache;
  char         *resolution_draft;
  char         *message_draft;
  char         *note_draft;
  char         *marks_draft;
  CstPerson    *person;
  GPtrArray    *people;
  int           undo_window;
  gint64        moment;
} CstIncidentCase;

typedef struct
{
  gint64  account;
  char   *incident;
} CstIncidentCaseRequest;

/**
 * CstGate:
 * @CST_GATE_OPEN: the brand may choose a resolution
 * @CST_GATE_SETTLED: nothing is left to do
 * @CST_GATE_MARKETPLACE: the marketplace handles it (O6)
 * @CST_GATE_ARBITRATION: an arbitration decides (P7)
 * @CST_GATE_RULED: it has decided, and its decision binds
 * @CST_GATE_PENDING: a resolution of ours has not reached the marketplace's answer yet
 * @CST_GATE_REQUESTED: the marketplace has a resolution that is not finished
 * @CST_GATE_NO_SCOPE: this account's key may look, not decide
 * @CST_GATE_NO_CAPABILITY: the marketplace takes no resolutions from outside
 * @CST_GATE_NOTHING_LEFT: every piece was already replaced or refunded (R1)
 */
typedef enum
{
  CST_GATE_OPEN,
  CST_GATE_SETTLED,
  CST_GATE_MARKETPLACE,
  CST_GATE_ARBITRATION,
  CST_GATE_RULED,
  CST_GATE_PENDING,
  CST_GATE_REQUESTED,
  CST_GATE_NO_SCOPE,
  CST_GATE_NO_CAPABILITY,
  CST_GATE_NOTHING_LEFT,
} CstGate;

CstIncidentCaseRequest *cst_incident_case_request_new   (gint64                  account,
                                                         const char             *incident);
void                    cst_incident_case_request_free  (CstIncidentCaseRequest *self);

CstIncidentCase        *cst_incident_case_new           (void);
gpointer                cst_incident_case_load          (CstDb                  *db,
                                                         gpointer                request,
                                                         GCancellable           *cancellable,
                                                         GError                **error);
CstIncidentCase        *cst_incident_case_new_past      (CstDb                  *db,
                                                         CstPast                *past,
                                                         GError                **error);
CstIncidentCase        *cst_incident_case_ref           (CstIncidentCase        *self);
void                    cst_incident_case_unref         (CstIncidentCase        *self);

const char             *cst_incident_case_customer      (const CstIncidentCase  *self);
const CstOperation     *cst_incident_case_find_operation (const CstIncidentCase *self,
                                                          gint64                 id);
const CstOperation     *cst_incident_case_resolution    (const CstIncidentCase  *self);
gboolean                cst_incident_case_may_rule      (const CstIncidentCase  *self);
CstGate                 cst_incident_case_gate          (const CstIncidentCase  *self);
char                   *cst_incident_case_explain       (const CstIncidentCase  *self,
                                                         CstGate                 gate);
CstPhotoFact            cst_incident_case_photo_fact    (const CstIncidentCase  *self,
                                                         const CstAttachment    *attachment);
gboolean                cst_incident_case_asked_photo   (const CstIncidentCase  *self,
                                                         gint64                 *at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstIncidentCase, cst_incident_case_unref)

G_END_DECLS
