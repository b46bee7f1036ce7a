/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-operation.h"

G_BEGIN_DECLS

/**
 * CstManualCase:
 * @order: (nullable): only while a case is being recorded
 * @incident: (nullable): when the operation names none
 * @desk: (nullable): likewise
 * @delivery: (nullable): when the operation names none
 *
 * What is known of one case while an operation is written into it. The functions below change the records and say
 * in the flags which of them; an operation that does not fit gives a sentence for people and changes nothing.
 * Pure: no I/O, any thread.
 */
typedef struct
{
  CstOrder    *order;
  CstIncident *incident;
  CstThread   *thread;
  CstDesk     *desk;
  CstDelivery *delivery;
  gboolean     has_new_order;
  gboolean     has_new_incident;
  gboolean     has_new_thread;
  gboolean     has_new_desk;
  gboolean     has_new_delivery;
} CstManualCase;

CstIncidentEvent *cst_manual_case_note         (CstManualCase        *self,
                                                const CstOperation   *operation,
                                                CstIncidentEventKind  event,
                                                CstParty              actor,
                                                const char           *resolution);
gint64            cst_manual_moment            (const CstOperation   *operation);
GPtrArray        *cst_manual_attachments       (const CstOperation   *operation);
void              cst_manual_say               (CstManualCase        *self,
                                                const CstOperation   *operation,
                                                CstParty              author);
void              cst_manual_wait              (CstIncident          *incident,
                                                CstParty              party,
                                                gint64                since);

CstReturn        *cst_manual_find_return       (CstManualCase        *self,
                                                const char           *id);

char             *cst_manual_record_case       (CstManualCase        *self,
                                                const CstOperation   *operation);
char             *cst_manual_record_event      (CstManualCase        *self,
                                                const CstOperation   *operation);
char             *cst_manual_request           (CstManualCase        *self,
                                                const CstOperation   *operation);
char             *cst_manual_answer            (CstManualCase        *self,
                                                const CstOperation   *operation);
char             *cst_manual_ship              (CstManualCase        *self,
                                                const CstOperation   *operation);
char             *cst_manual_return_step       (CstManualCase        *self,
                                                const CstOperation   *operation);
char             *cst_manual_desk_step         (CstManualCase        *self,
                                                const CstOperation   *operation);

G_END_DECLS
