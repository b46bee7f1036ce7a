/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-import-plan.h"

G_BEGIN_DECLS

/**
 * CstRowReader:
 *
 * Reads one row after the other of the same table with the same map.
 */
typedef struct
{
  const CstTable     *table;
  const CstImportMap *map;
  const CstAccount   *account;
  const char         *folder; /* (nullable): where photos lie */
  CstDayOrder         day_order;
  char                decimal_mark;
  CstTaxMode          tax_mode;
  gboolean            has_tax_mode; /* by the header of the prices */
  guint               row;
  int                 problem_column;
  char               *problem;      /* (owned) (nullable) */
} CstRowReader;

void           cst_row_reader_init  (CstRowReader       *self,
                                     const CstTable     *table,
                                     const CstImportMap *map,
                                     const CstAccount   *account,
                                     const char         *folder);
char          *cst_row_reader_text  (const CstRowReader *self,
                                     CstImportField      field);
CstImportCase *cst_row_reader_read  (CstRowReader       *self,
                                     guint               row);

void           cst_import_case_free (CstImportCase      *self);

G_END_DECLS
