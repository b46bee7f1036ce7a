/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-incident-case.h"

G_BEGIN_DECLS

/**
 * CstHistoryEntry:
 * @who: (nullable): a person, or the party
 * @text: one sentence
 * @detail: (nullable): what was said with it
 * @is_internal: it happened on our desks, the customer does not see it
 */
typedef struct
{
  gint64      at;
  const char *icon_name;
  char       *who;
  char       *text;
  char       *detail;
  gboolean    is_internal;
} CstHistoryEntry;

GPtrArray       *cst_history_new (void);
CstHistoryEntry *cst_history_add (GPtrArray  *history,
                                  gint64      at,
                                  const char *icon_name);
GPtrArray       *cst_history_of (const CstIncidentCase *incident_case);

G_END_DECLS
