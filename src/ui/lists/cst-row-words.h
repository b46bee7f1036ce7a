/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-account.h"
#include "cst-rows.h"

G_BEGIN_DECLS

/**
 * CstCase:
 *
 * What two lists say of an incident in the same words.
 */
typedef struct
{
  CstIncidentState   state;
  gboolean           contested;
  gboolean           marked_resolved;
  CstHandler         handler;
  gint64             reported_at;
  CstParty           waiting_for;
  gint64             waiting_since;
  gint64             due;
  CstTodo            todo;
  CstOperationKind   op_kind;
  CstOperationState  op_state;
} CstCase;

CstCase  cst_case_of_order       (const CstOrderRowData    *data);
CstCase  cst_case_of_incident    (const CstIncidentRowData *data);
gboolean cst_case_is_settled     (const CstCase            *self);
gboolean cst_case_presses        (const CstCase            *self);
char    *cst_case_state_text     (const CstCase            *self,
                                  const CstAccountInfo     *info);
char    *cst_case_moment_text    (const CstCase            *self,
                                  gint64                    now);
char    *cst_case_turn_text      (const CstCase            *self,
                                  const CstAccountInfo     *info,
                                  gint64                    now);
const char *cst_case_sending_text (const CstCase           *self);

G_END_DECLS
