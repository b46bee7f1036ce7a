/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-table.h"

G_BEGIN_DECLS

/* What cells mean. Where two readings are possible the whole column decides, and where it cannot, people do: nothing
 * here guesses about money and days. */

/**
 * CstDayOrder:
 * @CST_DAY_ORDER_UNKNOWN: 03/04/2026 could be either, and has to be asked
 * @CST_DAY_ORDER_YMD: 2026-11-23, 2026/11/23, 20261123
 * @CST_DAY_ORDER_DMY: 23/11/2026, 23.11.26
 * @CST_DAY_ORDER_MDY: 11/23/2026
 *
 * Days that begin with their year are read in every order.
 */
typedef enum
{
  CST_DAY_ORDER_UNKNOWN,
  CST_DAY_ORDER_YMD,
  CST_DAY_ORDER_DMY,
  CST_DAY_ORDER_MDY,
} CstDayOrder;

/**
 * CstDayEvidence:
 *
 * What cells speak for; begin with zeros and add as many columns as come from the same hand.
 */
typedef struct
{
  guint n_year_first;
  guint n_day_first;
  guint n_month_first;
  guint n_either;
} CstDayEvidence;

extern const CstEnumType cst_day_order_type; /* "", "ymd", "dmy", "mdy" */

void        cst_day_evidence_add       (CstDayEvidence       *self,
                                        const CstTable       *table,
                                        guint                 column);
CstDayOrder cst_day_evidence_order     (const CstDayEvidence *self);
gboolean    cst_day_evidence_is_open   (const CstDayEvidence *self);

gboolean    cst_cell_to_moment         (const char           *text,
                                        CstDayOrder           order,
                                        GTimeZone            *zone,
                                        gint64               *moment);
char        cst_table_decimal_mark     (const CstTable       *table,
                                        guint                 column);
gboolean    cst_cell_to_amount         (const char           *text,
                                        char                  decimal_mark,
                                        const char           *currency,
                                        gint64               *minor);
char       *cst_cell_currency          (const char           *text);
gboolean    cst_cell_to_count          (const char           *text,
                                        int                  *count);

G_END_DECLS
