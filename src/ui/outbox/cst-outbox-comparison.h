/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-account.h"
#include "cst-operation.h"

G_BEGIN_DECLS

/* One aspect of a conflict, as a person compares it. */
typedef struct
{
  char     *label;
  char     *ours;
  char     *theirs;
  gboolean  differs;
} CstOutboxComparison;

GPtrArray *cst_outbox_comparison_new (void);
void       cst_outbox_comparison_add (GPtrArray            *comparisons,
                                      const char           *label,
                                      const char           *ours,
                                      const char           *theirs);
GPtrArray *cst_outbox_compare        (const CstOperation   *operation,
                                      const CstOrder       *order,
                                      const CstIncident    *incident,
                                      const CstAccountInfo *info,
                                      gint64                now);

G_END_DECLS
