/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-due.h"

G_BEGIN_DECLS

/* The words for how a due time was counted, translated. */

char       *cst_label_term    (CstTimeUnit      unit,
                               int              amount);
char       *cst_label_due_day (const CstDueDay *day,
                               CstTimeUnit      unit);
char       *cst_explain_due   (const CstDue    *due);

G_END_DECLS
